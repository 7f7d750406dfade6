"""The paper: its pages, contents, tags and fonts, and that text stays text."""

import io
import re
from functools import cache

import pytest
from PIL import Image
from pypdf import PdfReader

from geo import brief as briefs
from geo import pack_pdf
from geo.brief import Slide
from tests.geo.test_pack_xlsx import made
from tests.geo.test_sheet import alternatives, fonts, words

EVIL = '#import "x": *; <a> *b* _c_ @d \\ "q" $x$ #panic()'


def pdf(brief, logo=None):
    return PdfReader(io.BytesIO(pack_pdf.paper(brief, logo)))


@cache
def plain():
    return pdf(made(rows=90))


def whole(reader):
    return " ".join(words(page) for page in reader.pages)


def test_title_page_contents_and_sections_follow_each_other():
    pages = [words(page) for page in plain().pages]
    assert "Rapat monev" in pages[0]
    assert "Sekretariat Daerah" in pages[0]
    assert "2 Januari 2026" in pages[0]
    assert "Selamat datang." in pages[0]
    assert "Daftar isi" in pages[1]
    for title in ("Sambas paling jauh", "Sambas: 36,44 %.", "Landak: 51,59 %."):
        assert title in pages[1]
        assert any(title in page for page in pages[2:])


def test_the_contents_lead_to_their_sections():
    assert len(plain().pages[1]["/Annots"]) >= 3


def test_every_page_names_edition_and_number():
    count = len(plain().pages)
    for number, page in enumerate(plain().pages, start=1):
        assert "Edisi 2026-01-02.1" in words(page)
        assert f"Halaman {number} dari {count}" in words(page)


def test_a_long_table_goes_on_with_its_heads_and_loses_no_row():
    pages = [words(page) for page in plain().pages]
    holding = [page for page in pages if re.search(r"Desa \d", page)]
    assert len(holding) > 1
    assert all("Kabupaten/kota Cakupan Target Kurang Putusan" in page for page in holding)
    text = " ".join(pages)
    assert all(re.search(rf"Desa {n}\b", text) for n in range(87))


def test_every_figure_point_line_and_bar_stands_on_paper():
    text, brief = whole(plain()), made(rows=90)
    for slide in brief.slides:
        told = [slide.line, slide.source, *slide.points, *(one.cell.text for one in slide.figures)]
        told += [cell.text for line in (slide.table.rows if slide.table else ()) for cell in line]
        told += [one.text for one in (slide.bars.values if slide.bars else ())]
        assert all(re.sub(r"\s", " ", one) in text for one in told)
    assert "Target: 65,0 %" in text


def test_the_pdf_is_tagged_titled_in_a_language_and_embeds_its_fonts():
    root = plain().trailer["/Root"]
    assert root["/Lang"] == "id"
    assert root["/MarkInfo"]["/Marked"]
    assert "pdfuaid" in root["/Metadata"].get_data().decode()
    assert plain().metadata.title == "Rapat monev"
    found = list(fonts(plain()))
    assert found
    assert all("/FontFile3" in one or "/FontFile2" in one for one in found)


@pytest.mark.parametrize("mark", ["DATA CONTOH", "DATA CONTOH (SAMPLE DATA)"])
def test_made_up_data_bears_its_mark_on_every_page_and_stays_tagged(mark):
    reader = pdf(made("en", mark=mark, rows=90))
    for page in reader.pages:
        assert words(page).count(mark) >= 2
        assert words(page).count(f"{mark} · Peta Cakupan Kalbar") == 1
    assert "pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "DATA CONTOH" not in whole(plain())


def test_pictures_and_the_logo_have_alternative_text():
    picture = io.BytesIO()
    Image.new("RGB", (200, 100), "#b3123f").save(picture, "JPEG")
    told = list(alternatives(pdf(made(), picture.getvalue())))
    assert {"Grafik Sambas", "Grafik Landak", "Sekretariat Daerah"} <= set(told)


def test_the_logo_of_an_unnamed_institution_is_told_too():
    picture = io.BytesIO()
    Image.new("RGB", (20, 10)).save(picture, "PNG")
    reader = pdf(made(subtitle=""), picture.getvalue())
    assert "pdfuaid" in reader.trailer["/Root"]["/Metadata"].get_data().decode()


def test_the_same_brief_makes_the_same_bytes_dated_as_the_edition():
    assert pack_pdf.paper(made()) == pack_pdf.paper(made())
    assert f"{pdf(made()).metadata.creation_date:%Y-%m-%d}" == "2026-01-02"


@pytest.mark.parametrize("evil", [EVIL, "panjang " * 400, "x" * 300, "sebelum \U0001f600 nol\x00"])
def test_hostile_text_is_printed_and_stops_nothing(evil):
    table = briefs.table(evil, (evil, "b"), [[briefs.text(evil), briefs.text(evil)]] * 3)
    slide = Slide(key="x", name=evil, title=evil, line=evil, points=(evil,), table=table)
    text = whole(pdf(made(slides=(slide,), title=evil, subtitle=evil)))
    begin = evil.split(" ", maxsplit=1)[0][:20]
    assert text.count(begin) >= 6


def test_a_meeting_of_its_title_alone_is_a_paper_too():
    assert len(pdf(made(slides=made().slides[:1])).pages) >= 1


def test_an_english_paper_speaks_english_and_declares_it():
    reader = pdf(made("en"))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert "36.44%" in whole(reader)
