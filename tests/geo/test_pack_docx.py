"""The document: everything that the brief holds, under real styles, told in words."""

import io

import pytest
from docx import Document
from docx.oxml.ns import qn

from geo import office, pack_docx
from geo.brief import Picture
from tests.geo.test_pack_pptx import EVIL, RATE, SVG, brief, full, hostile, slide, table


def opened(known, logo=None):
    return Document(io.BytesIO(pack_docx.document(known, logo)))


def cells(paper):
    return [cell.text for one in paper.tables for row in one.rows for cell in row.cells]


def styled(paper, style):
    return [one.text for one in paper.paragraphs if one.style.name == style]


def test_every_section_is_a_heading_and_stands_in_the_table_of_contents():
    paper = opened(full())
    assert styled(paper, "Title") == ["Rapat monev"]
    titles = styled(paper, "Heading 1")
    assert titles == ["Sambas: 51,59 %."] * 3
    entries = [one for one in paper.paragraphs if one.style.name.lower() == "toc 1"]
    assert [one.text for one in entries] == [f"{n}  {t}" for n, t in enumerate(titles, start=1)]


def test_the_table_of_contents_is_a_field_with_links_and_asks_for_nothing_when_opened():
    paper = opened(full())
    body = paper.element.body
    kinds = [one.get(qn("w:fldCharType")) for one in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    marks = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    links = {one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink"))}
    assert links == marks != set()
    assert paper.settings.element.find(qn("w:updateFields")) is None


def test_headings_are_numbered_by_their_styles():
    paper = opened(full())
    held = paper.styles["Heading 1"].element.pPr.numPr.numId.val
    linked = paper.part.numbering_part.element.xpath(
        f'//w:num[@w:numId="{held}"]/w:abstractNumId/@w:val'
    )
    styles = paper.part.numbering_part.element.xpath(
        f'//w:abstractNum[@w:abstractNumId="{linked[0]}"]/w:lvl/w:pStyle/@w:val'
    )
    assert styles == ["Heading1", "Heading2"]


def test_every_cell_figure_and_point_stands_in_it():
    known, paper = full(), opened(full())
    found = cells(paper)
    for one in known.slides:
        for row in one.table.rows if one.table else ():
            assert {cell.text for cell in row} <= set(found)
        assert {figure.cell.text for figure in one.figures} <= set(found)
        values = one.bars.values if one.bars else ()
        assert {cell.text for cell in values} <= set(found)
    assert "60,80 %" in found
    assert RATE.text in found
    assert styled(paper, "List Bullet") == ["Satu hal", "Hal lain"]


def test_the_line_is_emphasised_with_its_source_under_it():
    paper = opened(full())
    assert styled(paper, "Intense Quote") == ["Sambas di 51,59 %."] * 3
    assert styled(paper, "Source").count("Sumber: Koran, 2025") == 3


def test_tables_repeat_their_head_and_break_no_row():
    paper = opened(brief(slide(table=table(60))))
    grid = paper.tables[0]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in grid.rows]
    assert heads == [True] + [False] * 60
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in grid.rows)
    assert [row.cells[0].text for row in grid.rows][1:] == [f"Daerah {n}" for n in range(60)]


def test_pictures_and_tables_are_told_and_captioned():
    logo = office.png(Picture(svg=SVG, alt="", width=60, height=30))
    paper = opened(full(), logo)
    told = [one.get("descr") for one in paper.element.body.iter(qn("wp:docPr"))]
    assert told == ["Logo instansi", "Peta dengan kata", "Peta dengan kata"]
    captions = styled(paper, "Caption")
    assert "Tabel 2. Daftar" in captions
    assert "Gambar 1. Peta dengan kata" in captions
    named = [one.get(qn("w:val")) for one in paper.element.body.iter(qn("w:tblCaption"))]
    assert named == [one for one in captions if one.startswith("Tabel")]


def test_the_footer_names_edition_and_page_and_the_header_bears_the_mark_in_red():
    page = opened(brief(*full().slides, mark="DATA CONTOH")).sections[0]
    assert page.header.paragraphs[0].text == "DATA CONTOH"
    assert str(page.header.paragraphs[0].style.font.color.rgb) == "B3123F"
    below = page.footer.paragraphs[0]
    assert below.text.startswith("Peta Cakupan Kalbar · Edisi · Halaman ")
    codes = [one.text.strip() for one in below._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert (page.page_width.mm, page.page_height.mm) == pytest.approx((210, 297), abs=0.1)


@pytest.mark.parametrize(("language", "tag"), [("id", "id-ID"), ("en", "en-US")])
def test_the_document_has_a_language_a_title_and_the_day_of_the_brief(language, tag):
    paper = opened(brief(*full().slides, language=language))
    told = paper.core_properties
    assert (told.title, told.language) == ("Rapat monev", tag)
    assert f"{told.created:%Y-%m-%d}" == f"{told.modified:%Y-%m-%d}" == "2026-11-22"
    spoken = paper.styles.element.xpath("//w:docDefaults//w:lang/@w:val")
    assert spoken == [tag]


def test_the_same_brief_makes_the_same_bytes():
    assert pack_docx.document(full()) == pack_docx.document(full())


@pytest.mark.parametrize("text", [EVIL * 20, "x" * 300, "kata " * 60])
def test_hostile_and_long_texts_survive(text):
    text = text[:300].strip()
    paper = opened(hostile(text))
    assert office.safe(text) in cells(paper)
    assert office.safe(text) in styled(paper, "Heading 1")
    assert office.safe(text) in styled(paper, "Title")


def test_the_contents_have_a_page_of_their_own_and_letters_are_not_spaced_out():
    paper = opened(full())
    assert paper.styles["TOC Heading"].paragraph_format.page_break_before
    assert paper.styles.element.xpath("//w:style[@w:styleId='Subtitle']//w:rPr/w:spacing") == []


def test_a_short_table_stays_on_one_page_and_a_picture_holds_nothing_behind_it():
    paper = opened(full())
    rows = paper.tables[0].rows
    kept = [bool(row.cells[0].paragraphs[0].paragraph_format.keep_with_next) for row in rows]
    assert kept == [True] * (len(rows) - 1) + [False]
    caption = next(one for one in paper.paragraphs if one.text.startswith("Gambar 1."))
    assert caption.paragraph_format.keep_with_next is False


def test_a_line_that_the_title_says_already_is_not_said_again():
    paper = opened(brief(slide(title="Belum ada keputusan.", line="Belum ada keputusan.")))
    assert styled(paper, "Intense Quote") == []
    assert styled(paper, "Heading 1") == ["Belum ada keputusan."]
