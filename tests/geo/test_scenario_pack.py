"""A scenario in the four files: a part of its own, the mark on each slide, page and sheet of it."""

import io
from dataclasses import replace
from functools import cache

import pytest
from docx import Document
from openpyxl import load_workbook
from pptx import Presentation
from pypdf import PdfReader

from geo import bases, editions, pack, pack_docx, pack_pdf, pack_pptx, pack_xlsx
from geo.brief import Slide
from geo.formats import Writer
from geo.outcomes import computed
from geo.regencies import regencies
from geo.scenario import one_hundred
from geo.scenario_brief import MOST, TooManyScenariosError, with_scenarios
from tests import office
from tests.geo.supposing import KAYONG, START, budget_of, scenario
from tests.geo.test_pack_xlsx import made, texts

MARK = "SIMULASI"
NAMES = {str(one.bps): one.name for one in regencies()} | {"61": "Kalimantan Barat"}
FULL = replace(one_hundred(START), name="Satu tahun penuh")
SMALL = scenario(budget_of(KAYONG, 4_435_427_000), name="DBH Sawit")


@cache
def outcomes():
    known = bases.known(editions.load(), [one.bps for one in regencies()])
    return [computed(one, known) for one in (FULL, SMALL)]


@cache
def brief(mark="", found=2):
    """A small meeting with a decision and a slide of sources, and scenarios between the two."""
    ends = [Slide(key=key, name=key, title=f"Judul {key}", line="Baris.") for key in ENDS]
    observed = made(mark=mark)
    whole = replace(observed, slides=(*observed.slides, *ends))
    return with_scenarios(whole, editions.load(), outcomes()[:found], NAMES)


ENDS = ("keputusan", "sumber")


def supposed(mark=""):
    return [one for one in brief(mark).slides if one.mark]


def test_scenarios_are_a_part_of_their_own_between_decisions_and_sources():
    keys = [one.key for one in brief().slides]
    at = keys.index("keputusan") + 1
    assert keys[at:] == [
        *("simulasi", "simulasi-1", "simulasi-1-tabel", "simulasi-1-asal"),
        *("simulasi-2", "simulasi-2-tabel", "simulasi-2-asal", "sumber"),
    ]
    assert [one.key for one in supposed()] == keys[at:-1]


def test_the_part_begins_with_what_it_is_and_all_scenarios_side_by_side():
    first = supposed()[0]
    assert "bukan angka yang diamati" in first.title
    assert [row[0].text for row in first.table.rows] == [
        "Satu tahun penuh",
        "DBH Sawit",
    ]
    assert [row[4].number for row in first.table.rows] == [one.rupiah for one in outcomes()]


def test_more_scenarios_than_anybody_compares_are_refused_with_the_mend():
    with pytest.raises(TooManyScenariosError) as caught:
        with_scenarios(brief(), editions.load(), outcomes() * 3, NAMES)
    assert str(MOST) in caught.value.mend.spoken("id")


@pytest.mark.parametrize("mark", ["", "DATA CONTOH"])
def test_each_powerpoint_slide_of_a_scenario_bears_the_mark_and_no_other_does(mark):
    deck = Presentation(io.BytesIO(pack_pptx.presentation(brief(mark))))
    pages = [[shape.text_frame.text for shape in one.shapes if shape.has_text_frame]
             for one in deck.slides]  # fmt: skip
    wanted = f"{MARK} · {mark}" if mark else MARK
    marked = [any(text == wanted for text in one) for one in pages]
    first = marked.index(True)
    assert all(marked[first:-1])
    assert len(marked[first:-1]) >= len(supposed())
    assert not any(marked[:first])
    assert not marked[-1]
    assert MARK not in " ".join(" ".join(one) for one in (*pages[:first], pages[-1]))


@pytest.mark.parametrize("mark", ["", "DATA CONTOH"])
def test_the_document_has_the_mark_in_the_header_of_the_part_and_takes_it_off_after(mark):
    paper = Document(io.BytesIO(pack_docx.document(brief(mark))))
    heads = [one.header.paragraphs[0].text for one in paper.sections]
    wanted = f"{MARK} · {mark}" if mark else MARK
    other = mark or "Rapat monev"
    assert heads == [other, wanted, other]


@pytest.mark.parametrize("mark", ["", "DATA CONTOH"])
def test_every_printed_page_of_a_scenario_bears_the_mark_and_no_observed_figure(mark):
    pages = [page.extract_text() for page in
             PdfReader(io.BytesIO(pack_pdf.paper(brief(mark)))).pages[2:]]  # fmt: skip
    marked = [MARK in page for page in pages]
    first, last = marked.index(True), len(pages) - 1
    assert all(marked[first:last])
    assert not any(marked[:first])
    assert not marked[last]
    observed = ("Sambas paling jauh", "Sambas: 36,44", "Judul keputusan", "Judul sumber")
    assert not any(title in page for page in pages[first:last] for title in observed)
    if mark:
        assert all(mark in page for page in pages)


@pytest.mark.parametrize("mark", ["", "DATA CONTOH"])
def test_each_sheet_of_a_scenario_bears_the_mark_and_the_summary_of_observed_figures_has_none(mark):
    book = load_workbook(io.BytesIO(pack_xlsx.workbook(brief(mark))))
    wanted = f"{MARK} · {mark}" if mark else MARK
    named = [sheet.title for sheet in book if sheet["A1"].value == wanted]
    assert named[0] == "Ringkasan SIMULASI"
    assert len(named) == 4  # with the comparison and the two tables
    assert all(wanted in (book[name].oddHeader.center.text or "") for name in named)
    for sheet in book:
        if sheet.title not in (*named, "Data"):
            assert MARK not in " ".join(texts(sheet)), sheet.title
    keys = [one for one in texts(book["Ringkasan SIMULASI"]) if one.startswith("simulasi")]
    assert keys[0] == "simulasi"
    assert "simulasi-2-tabel" in keys


@pytest.mark.skipif(office.find_office() is None, reason="LibreOffice is not on this machine")
def test_libreoffice_prints_the_mark_on_every_page_of_the_part(tmp_path):
    for ending, maker in (("docx", pack_docx.document), ("xlsx", pack_xlsx.workbook)):
        path = tmp_path / f"paket.{ending}"
        path.write_bytes(maker(brief()))
        reader = PdfReader(office.converted(path, tmp_path / "out", "pdf"))
        pages = [page.extract_text() for page in reader.pages]
        told = [page for page in pages if "204.600" in page or "Rp41.247.360.000" in page]
        assert told
        assert all(MARK in page for page in told), ending


def test_a_pack_without_a_scenario_is_what_it_was():
    plain = made()
    assert with_scenarios(plain, editions.load(), [], NAMES) is plain
    assert pack.pack(plain) == pack.pack(with_scenarios(plain, editions.load(), [], NAMES))


def test_the_part_is_told_in_english_too():
    english = with_scenarios(made("en"), editions.load(), outcomes()[:1], NAMES)
    (first, *_) = [one for one in english.slides if one.mark]
    assert first.mark == Writer("en").label(MARK)
