"""Preview pictures of the static pages."""

import io
from time import process_time

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from geo import boundaries, choropleth, claims, editions, site_cards, stillmap
from geo.formats import Writer
from geo.indicators import indicator
from geo.regencies import by_bps
from geo.site_model import Leaf, Place

LARGEST = 100_000
"""Bytes of a picture."""
SLOWEST = 0.3
"""Seconds of the processor for one."""
PICTURE_AREA = (slice(110, 610), slice(706, 1160))
DEEP = (11, 58, 83)


@pytest.fixture(scope="module")
def drawing():
    """The map of coverage."""
    chosen = indicator("coverage_rate")
    table = claims.readings(editions.load().claims, chosen, list(by_bps()))
    layer = choropleth.build(chosen, table)
    names = {code: one.name for code, one in by_bps().items()}
    words = stillmap.said(layer, Writer(), names)
    return stillmap.draw(stillmap.outlines(boundaries.load_regencies(), 760), layer, words)


def leaf(**told):
    """A page with the longest of texts, unless told otherwise."""
    given = {
        "place": Place("wilayah", "6111"),
        "title": "Kabupaten Kayong Utara: 8,01 poin di bawah target 2025",
        "lead": "Kalimat.",
        "name": "Kabupaten Kayong Utara",
        "figure": "51,59 %",
        "dated": "data 2024",
        "source": "Tribun Pontianak, 7 Oktober 2025",
        **told,
    }
    return Leaf(claims=pd.DataFrame(), body="", **given)


def pixels(content):
    """The picture as numbers, rows × columns × colours."""
    with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
        assert picture.size == (1200, 630)
        return np.asarray(picture.convert("RGB")).astype(int)


def inked(found, rows, columns=slice(56, 680)):
    """Share of pixels that are not paper."""
    return float((found[rows, columns].min(axis=2) < 200).mean())


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_card_is_small_quick_and_of_the_size_that_programs_expect(drawing, language):
    one = leaf(place=Place("wilayah", "6111", language), picture_svg=drawing)
    site_cards.card(one)
    began = process_time()
    content = site_cards.card(one)
    assert process_time() - began < SLOWEST
    assert len(content) < LARGEST
    found = pixels(content)
    assert abs(found[10, 600] - DEEP).max() <= 2  # the band of the product


def test_the_same_page_gives_the_same_bytes_first_or_after_others(drawing):
    pages = [leaf(picture_svg=drawing), *(leaf(figure=f"1{n},3 %") for n in range(4))]
    pictures = [site_cards.card(one) for one in [*pages, pages[0]]]
    assert pictures[0] == pictures[-1]
    assert len(set(pictures)) == 5


def test_what_lies_beneath_a_picture_is_seen_through_it():
    size = 'xmlns="http://www.w3.org/2000/svg" width="200" height="200" viewBox="0 0 200 200"'
    land = f'<svg {size}><rect width="200" height="200" fill="#00ff00"/></svg>'
    spot = f'<svg {size}><rect width="100" height="200" fill="#ff0000"/></svg>'
    found = pixels(site_cards.card(leaf(picture_svg=spot, ground_svg=land)))
    assert abs(found[360, 800] - (255, 0, 0)).max() <= 8
    assert abs(found[360, 1060] - (0, 255, 0)).max() <= 8


def test_the_picture_stands_beside_the_words_and_not_upon_them(drawing):
    with_map, without = (
        pixels(site_cards.card(leaf(picture_svg=drawing))),
        pixels(site_cards.card(leaf())),
    )
    differ = (abs(with_map - without) > 8).any(axis=2)
    assert differ[PICTURE_AREA].any()
    differ[PICTURE_AREA] = False
    assert not differ.any()


@pytest.mark.parametrize(
    "told",
    [
        {"title": "Kabupaten " + "Kepulauan Siau Tagulandang Biaro " * 12},
        {"title": "Takterpisahkan" * 12},
        {"source": "Dinas Tenaga Kerja dan Transmigrasi " * 9},
        {"figure": "Rp1.234.567.890.123.456,00"},
        {"figure": "hanya data lebih lama", "dated": "", "source": ""},
        {"figure": "", "lead": "Kalimat yang panjang sekali. " * 40},
        {"name": "Nama yang tidak ada di judul " * 4},
    ],
    ids="-".join,
)
def test_long_texts_keep_within_their_room(told):
    found = pixels(site_cards.card(leaf(**told)))
    assert not (found[94:, :50].min(axis=2) < 200).any()  # the left margin
    assert not (found[606:, :].min(axis=2) < 200).any()  # the lower one
    assert not (found[94:, 684:700].min(axis=2) < 200).any()  # towards the picture


def test_a_region_without_a_figure_says_so_in_words_less_loudly_than_a_figure():
    blank = site_cards.card(leaf(figure="tidak ada data", dated="", source=""))
    figure = site_cards.card(leaf(figure="51,59 %", dated="", source=""))
    rows = slice(440, 606)
    assert 0 < inked(pixels(blank), rows) < inked(pixels(figure), rows)


def test_hostile_text_is_set_as_text():
    hostile = '#import "x" $1/0$ \\ " <script> \x00 #{panic()} @a *b* _c_'
    content = site_cards.card(leaf(title=hostile, figure=hostile, source=hostile, dated=hostile))
    assert len(content) < LARGEST
    plain = site_cards.card(leaf(title=hostile.replace("\x00", "")))
    assert plain == site_cards.card(leaf(title=hostile))


def test_words_are_cut_at_a_word():
    assert site_cards.cut("satu dua tiga", 10) == "satu dua…"
    assert site_cards.cut("satu  dua\ntiga", 13) == "satu dua tiga"
    assert site_cards.cut("s" * 30, 10) == "sssssssss…"
