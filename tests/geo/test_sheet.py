"""The printed sheet: what stands on it, on how many pages, and that text stays text."""

import io
import re
from functools import cache

import pytest
from pypdf import PdfReader

from geo import boundaries, choropleth, claims, editions, regencies, sample, sheet, stillmap
from geo import dossier as dossiers
from geo.editions import Edition
from geo.formats import Writer
from geo.indicators import indicator
from geo.model import Selection
from geo.vintages import vintage_of
from tests.making import row, typed

NAMES = {one.bps: one.name for one in regencies.regencies()}
CODES = list(NAMES)
EVIL = '#import "x": *; <a> *b* _c_ @d \\ "q" $x$ #panic()'


@cache
def shapes():
    return stillmap.outlines(boundaries.load_regencies(), 300)


@cache
def real():
    return editions.load()


def profile(region, edition, key="coverage_rate"):
    """What the pages gather, straight from the claims."""
    asked = indicator(key)

    def read(one, segment, period):
        return claims.readings(edition.claims, one, CODES, period=period, segment=segment)

    own = edition.claims[edition.claims["region_code"] == region]
    return sheet.Profile(
        regency=regencies.by_bps()[region],
        edition=edition,
        layer=choropleth.build(asked, read(asked, "total", None)),
        dossier=dossiers.compiled(own, region, read, Selection(indicator=key)),
        outlines=shapes(),
        vintage=vintage_of("kepmendagri2025"),
        names=NAMES,
    )


def made(region, pages, language="id", edition=None, **how):
    known = profile(region, edition or real(), **how)
    return PdfReader(io.BytesIO(sheet.sheet(known, pages, Writer(language))))


@cache
def pages(region, count, language="id", key="coverage_rate"):
    """The text of each page of a real sheet."""
    return [words(page) for page in made(region, count, language, key=key).pages]


def words(page):
    """Text of a page on one line; a word broken at a line's end is whole again."""
    text = re.sub(r"[\u00ad\u2010-]\n", "", page.extract_text()).replace("\u200b", "")
    return re.sub(r"\s+", " ", text)


def large(page, points=60):
    """What is written across a page, larger than any figure."""
    found = []

    def seen(text, _, __, ___, size):
        found.append(text if size >= points else "")

    page.extract_text(visitor_text=seen)
    return "".join(found)


def fonts(pdf):
    """Each font's descriptor that is used on a page."""
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            for inner in font.get_object()["/DescendantFonts"]:
                yield inner.get_object()["/FontDescriptor"]


def test_the_short_sheet_has_one_page_and_the_long_one_two():
    assert len(pages("6111", 1)) == 1
    assert len(pages("6111", 2)) == 2
    assert pages("6111", 1)[0].replace("1 dari 1", "") == pages("6111", 2)[0].replace(
        "1 dari 2", ""
    )


def test_kayong_utara_shows_its_figure_its_date_its_source_and_what_is_not_known():
    front = pages("6111", 2)[0]
    assert "Kabupaten Kayong Utara" in front
    assert "51,59 %" in front
    assert "data 2024" in front
    assert "Sekda Kayong Utara Erwin Sudrajat, dalam Tribun Pontianak, 7 Oktober 2025" in front
    assert "Pembilang, penyebut dan tanggal datanya tidak dipublikasikan." in front
    assert "BPS 6111, Kemendagri 61.11" in front
    assert "Sukadana" in front


def test_a_claimed_rank_stands_apart_from_ours_with_its_note():
    front = pages("6111", 2)[0]
    assert "Urutan ke-3 dari 6" in front
    assert "antara ke-3 dan ke-11" in front
    assert "Peringkat 3 se-Kalimantan Barat untuk 2024, menurut sumbernya" in front
    assert "Bukan peringkat Paritrana Award 2025" in front


def test_page_two_holds_villages_and_palm_oil_funds_with_their_sources():
    back = pages("6111", 2)[1]
    assert "43 desa" in back
    assert "DBH Sawit" in back
    assert "Rp4.435.427.000" in back
    assert "Perbup 33/2024" in back
    assert "BerkatnewsTV" in back


def test_a_regency_without_a_figure_says_so():
    front = pages("6110", 2)[0]
    assert "Kabupaten Melawi" in front
    assert "tidak ada data" in front
    assert "tidak diketahui bukan berarti nol" in front
    assert "no data" in pages("6110", 2, "en")[0]


def test_every_page_names_product_edition_page_and_boundaries():
    for number, page in enumerate(pages("6171", 2), start=1):
        assert "Peta Cakupan Kalbar" in page
        assert real().name in page
        assert f"Halaman {number} dari 2" in page
        assert "Kepmendagri 300.2.2-2430/2025" in page


def test_english_sheets_speak_english_and_declare_it():
    pdf = made("6171", 1, "en")
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert "40%" in words(pdf.pages[0])


def test_the_pdf_is_tagged_titled_in_a_language_and_embeds_its_fonts():
    pdf = made("6106", 2)
    root = pdf.trailer["/Root"]
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert pdf.metadata.title == "Profil Kabupaten Ketapang"
    found = list(fonts(pdf))
    assert found
    assert all("/FontFile3" in one or "/FontFile2" in one for one in found)


def test_pictures_have_alternative_text():
    told = [text for text in alternatives(made("6106", 1)) if text]
    assert any("Letak Kabupaten Ketapang" in text for text in told)
    assert any("9 dari 14 kabupaten/kota mempunyai data" in text for text in told)
    assert any("68,02" in text and text.startswith("Grafik") for text in told)


def alternatives(pdf):
    """Every alternative text of the structure tree."""
    stack = [pdf.trailer["/Root"]["/StructTreeRoot"]]
    while stack:
        node = stack.pop().get_object()
        if not hasattr(node, "get"):
            stack += list(node) if isinstance(node, list) else []
            continue
        if "/Alt" in node:
            yield str(node["/Alt"])
        if "/K" in node:
            inner = node["/K"].get_object()
            stack += (
                [one for one in inner if hasattr(one, "get_object")]
                if isinstance(inner, list)
                else [inner]
            )


def test_the_same_profile_makes_the_same_bytes():
    known = profile("6171", real())
    assert sheet.sheet(known, 2, Writer("id")) == sheet.sheet(known, 2, Writer("id"))


def test_the_date_in_the_file_is_that_of_the_edition():
    assert f"{made('6171', 1).metadata.creation_date:%Y-%m-%d}" == real().name[:10]


def test_made_up_data_bears_its_mark_on_every_page():
    pdf = made("6111", 2, edition=sample.edition(tuple(CODES)))
    assert len(pdf.pages) == 2
    for page in pdf.pages:
        assert "DATA CONTOH" in large(page)
        assert "DATA CONTOH · Peta Cakupan Kalbar" in words(page)
    assert "DATA CONTOH" not in "".join(pages("6111", 2))


def hostile(text, **cells):
    """An edition whose every text is this one."""
    told = {"definition": text, "speaker": text, "source_title": text, "publisher": text}
    rows = [
        row(**told, note=text, region_code="6111", period="2024"),
        row(**told, note=text, region_code="6111", period="2023", **cells),
        row(**told, note=text, region_code="6111", indicator="legal", unit="document", text=text,
            family="standard", value="", decimals=""),
    ]  # fmt: skip
    return Edition(name="2026-01-01.1", dataset="publikasi", claims=typed(*rows), files={})


def test_markup_in_the_data_is_printed_as_it_stands():
    text = " ".join(words(page) for page in made("6111", 2, edition=hostile(EVIL)).pages)
    assert '#import "x": *; <a> *b* _c_ @d \\ "q" $x$ #panic()' in text


def test_an_address_that_is_no_web_address_is_no_link():
    for url, links in (("javascript:alert(1)", 0), ("https://contoh.invalid/1", 1)):
        edition = hostile("x", source_url=url)
        edition.claims["source_url"] = url
        pdf = made("6111", 2, edition=edition)
        found = [one for page in pdf.pages for one in page.get("/Annots", [])]
        assert (len(found) > 0) == bool(links)


@pytest.mark.parametrize("text", ["panjang " * 400, "x" * 5000, "satu\n\n" * 300])
def test_long_texts_stay_on_their_page(text):
    pdf = made("6111", 2, edition=hostile(text))
    assert len(pdf.pages) == 2
    assert "Halaman 2 dari 2" in words(pdf.pages[1])


@pytest.mark.parametrize("sign", ["\U0001f600", "中文", "nol\x00"])
def test_a_sign_that_no_font_has_does_not_stop_the_sheet(sign):
    pdf = made("6111", 2, edition=hostile(f"sebelum {sign} sesudah"))
    assert "sebelum" in words(pdf.pages[0])
    assert "/StructTreeRoot" in pdf.trailer["/Root"]


def test_a_count_has_no_filled_map_but_its_sheet_stands():
    front = pages("6111", 1, key="dbh_sawit")[0]
    assert "Rp4.435.427.000" in front
    assert "semua nilai" not in front
    assert "peringkat" not in front.lower()


def test_a_text_is_cut_at_a_word_and_says_so():
    cut = sheet._short("kata " * 100)
    assert len(cut) <= sheet.LONGEST
    assert cut.endswith("kata …")
