"""Damaged or hostile data: a sentence with its mend, the rest alive, and never a trace."""

import pytest
from conftest import PAGES

HOSTILE = "<img src=x onerror=alert(1)>"
BARE = ("metodologi", "simulasi")
"""Pages that say nothing of a lone coverage: definitions, and a programme without villages."""


def damage(edition):
    with (edition / "claims.csv").open("a", encoding="utf-8") as file:
        file.write("\n")


@pytest.mark.parametrize("page", PAGES)
def test_a_damaged_edition_is_refused_in_words_and_the_one_before_serves(opened, put, page):
    put("2026-01-01.1", value="0.25", decimals="0")
    damage(put("2026-02-01.1", value="0.75", decimals="0"))
    shown = opened(page, wilayah="6111")
    assert "Edisi 2026-02-01.1 ditolak: claims.csv tidak cocok dengan manifesnya." in shown.text
    assert "Pulihkan folder edisi dari cadangan" in shown.text
    assert "Edisi data: 2026-01-01.1." in shown.text
    assert "75 %" not in shown.text
    assert page in BARE or "25 %" in shown.text


def test_the_refusal_is_told_in_the_readers_language(opened, put):
    put("2026-01-01.1")
    damage(put("2026-02-01.1"))
    text = opened(bahasa="en").text
    assert "2026-02-01.1" in text
    assert "ditolak" not in text


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_without_an_edition_every_page_says_so_and_what_to_do(opened, shelf, page, language):
    shown = opened(page, bahasa=language)
    assert "python -m geo publish" in shown.text
    assert len(shown.failures) == 1
    assert f'documentElement.lang = "{language}"' in " ".join(shown.bodies)


@pytest.mark.parametrize("page", PAGES)
def test_an_edition_that_is_not_there_is_named_with_the_way_out(opened, page):
    shown = opened(page, edisi="2020-01-01.1")
    assert ["Edisi “2020-01-01.1” tidak ada." in text for text in shown.failures] == [True]


def test_a_hostile_edition_name_is_shown_as_text(opened):
    shown = opened(edisi=HOSTILE)
    assert HOSTILE[:23] in shown.text  # at most 24 signs of it are quoted
    assert HOSTILE[:23] not in " ".join(shown.bodies)


def test_an_older_edition_can_be_named_in_the_address(opened, put):
    put("2026-01-01.1", value="0.25", decimals="0")
    put("2026-02-01.1", value="0.75", decimals="0")
    assert "75 %" in opened(wilayah="6111").text
    shown = opened(wilayah="6111", edisi="2026-01-01.1")
    assert "25 %" in shown.text
    assert "Edisi data: 2026-01-01.1." in shown.text


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_html_in_claims_is_shown_as_text(opened, put, page, language):
    cells = ("publisher", "speaker", "note", "definition", "source_title")
    put("2026-01-01.1", changes=HOSTILE, **dict.fromkeys(cells, HOSTILE))
    for region in (None, "6111"):
        shown = opened(page, bahasa=language, **({"wilayah": region} if region else {}))
        assert shown.failures == []
        assert "<img src=x" not in " ".join(shown.bodies)
    if page not in BARE:
        assert HOSTILE in shown.text


def test_an_address_that_runs_a_script_is_no_link(opened, put):
    put("2026-01-01.1", source_url="https://contoh.invalid/1")
    assert 'href="https://contoh.invalid/1"' in " ".join(opened(wilayah="6111").bodies)


def test_a_share_over_a_hundred_is_shown_as_it_stands(opened, put):
    put("2026-01-01.1", value="1.5", decimals="0")
    shown = opened(wilayah="6111")
    assert shown.failures == []
    assert "150 %" in shown.text


def test_a_named_edition_says_that_it_is_frozen_and_how_much_has_changed_since(opened, put):
    put("2026-01-01.1", claim_id="T-1", value="0.25", decimals="0")
    shown = opened(wilayah="6111", edisi="2026-01-01.1")
    assert "Anda melihat edisi 2026-01-01.1 sebagaimana terbit." in shown.text
    assert "Sejak itu belum ada angka yang berubah." in shown.text
    put("2026-02-01.1", claim_id="T-1", value="0.75", decimals="0")
    shown = opened(wilayah="6111", edisi="2026-01-01.1")
    assert "Sejak itu 1 angka berubah (edisi terkini 2026-02-01.1)." in shown.text
    assert "25 %" in shown.text
    assert 'href="data?edisi=2026-01-01.1&amp;wilayah=6111#berubah"' in " ".join(shown.bodies)


def test_the_way_to_the_current_edition_keeps_what_the_page_was_asked(opened, put):
    put("2026-01-01.1", claim_id="T-1", value="0.25", decimals="0")
    shown = opened("bandingkan", wilayah="6111", edisi="2026-01-01.1", kelompok="Pesisir")
    (told,) = [body for body in shown.bodies if "banner frozen" in body]
    assert 'href="bandingkan?kelompok=pesisir&amp;wilayah=6111"' in told


def test_what_changed_since_is_listed_with_both_figures(opened, put):
    put("2026-01-01.1", claim_id="T-1", value="0.25", decimals="0")
    put("2026-02-01.1", claim_id="T-1", value="0.75", decimals="0")
    shown = opened("data", edisi="2026-01-01.1")
    assert "1 angka berubah sejak edisi 2026-01-01.1" in shown.text
    assert "berubah 25 % 75 %" in shown.text


def test_without_a_named_edition_the_foot_of_the_page_holds_a_link_that_keeps_it(opened, put):
    put("2026-01-01.1")
    shown = opened("tren", wilayah="6111")
    assert 'href="tren?edisi=2026-01-01.1&amp;wilayah=6111"' in " ".join(shown.bodies)
    assert "sebagaimana terbit" not in shown.text
    assert "Tautan tetap" not in opened("tren", edisi="2026-01-01.1").text
