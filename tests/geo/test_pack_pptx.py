"""The slides: everything that the brief holds stands on them, natively, and within them."""

import io
import zipfile
from dataclasses import replace
from itertools import chain

import pandas as pd
import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.text import PP_ALIGN
from pptx.util import Pt

from geo import office, pack_measures, pack_pptx
from geo.brief import Bars, Brief, Cell, Figure, Picture, Slide, Table
from geo.stillmap import Key

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30">'
    '<rect width="9" height="9"/></svg>'
)
EVIL = '<b>&"]]>\x00 =1+1 '
RATE = Cell(text="51,59\N{NO-BREAK SPACE}%", number=0.5159, decimals=2, kind="fraction")
SILENT = Cell(text="tidak ada data")


def rows(count, words="Bupati, dalam Koran, 2025"):
    return tuple((Cell(text=f"Daerah {n}"), RATE, Cell(text=words)) for n in range(count))


def table(count=3, **how):
    return Table(caption="Daftar", heads=("Daerah", "Cakupan", "Sumber"), rows=rows(count, **how))


def bars(count=3):
    names = tuple(f"Daerah {n}" for n in range(count))
    aim = Figure(label="Target 2026", cell=Cell(text="60,80 %", number=0.608, kind="fraction"))
    return Bars(title="Peringkat", names=names, values=(RATE,) * (count - 1) + (SILENT,), aim=aim)


def slide(key="6101", **parts):
    plain = {"name": "Sambas", "title": "Sambas: 51,59 %.", "line": "Sambas di 51,59 %."}
    return Slide(**{"key": key, "source": "Koran, 2025", **plain, **parts})


def brief(*slides, **how):
    given = {
        "title": "Rapat monev", "subtitle": "Instansi", "edition": "2026-11-22.1",
        "day": "2026-11-22", "language": "id", "footer": "Peta Cakupan Kalbar · Edisi",
        "attribution": "Batas: BIG", "mark": "", "slides": slides, "claims": pd.DataFrame(),
    }  # fmt: skip
    return Brief(**{**given, **how})


def full():
    """A brief with every part that a slide can have."""
    figures = (Figure(label="Cakupan", cell=RATE, source="Bupati"), Figure(label="A", cell=SILENT))
    picture = Picture(svg=SVG, alt="Peta dengan kata", width=60, height=30)
    keys = (Key(colour="#123456", pattern="hatched", label="sampai 20 %", count=2),)
    return brief(
        slide("judul", title="Rapat monev", points=("Keadaan data",)),
        slide(figures=figures, points=("Satu hal", "Hal lain"), picture=picture, table=table()),
        slide("peta", picture=picture, legend=keys),
        slide("peringkat", bars=bars()),
    )


def opened(known, logo=None):
    return Presentation(io.BytesIO(pack_pptx.presentation(known, logo)))


def said(shape):
    """Every text of a shape: of paragraphs, cells, chart."""
    if shape.has_text_frame:
        return [one.text for one in shape.text_frame.paragraphs]
    if getattr(shape, "has_table", False):
        return [cell.text for row in shape.table.rows for cell in row.cells]
    if getattr(shape, "has_chart", False):
        part = shape.chart.part._element
        return [one.text or "" for one in part.iter("{*}t", "{*}v")]
    return []


def texts(deck):
    return [text for one in deck.slides for shape in one.shapes for text in said(shape)]


def test_every_title_is_a_title_placeholder_on_a_page_of_16_to_9():
    deck = opened(full())
    assert deck.slide_width * 9 == deck.slide_height * 16
    titles = [one.shapes.title.text for one in deck.slides]
    assert titles[0] == "Rapat monev"
    assert all(title.startswith("Sambas: 51,59 %.") for title in titles[1:])


def test_every_cell_figure_and_point_stands_on_a_slide():
    known = full()
    found = texts(opened(known))
    for one in known.slides:
        cells = [*chain(*(one.table.rows if one.table else ()))]
        cells += [figure.cell for figure in one.figures]
        for cell in cells:
            assert cell.text in found
        assert set(one.points) <= set(found)
    assert "Bupati" in found
    assert "sampai 20 % (2)" in found


def test_a_chart_is_native_holds_fractions_and_shows_the_briefs_own_texts():
    chart = next(s.chart for one in opened(full()).slides for s in one.shapes if s.has_chart)
    first, aim = chart.plots[0].series
    assert list(first.values) == [0.5159, 0.5159, None]
    assert list(aim.values) == [0.608] * 3
    assert list(chart.plots[0].categories) == ["Daerah 0", "Daerah 1", "Daerah 2 (tidak ada data)"]
    assert first.points[0].data_label.text_frame.text == RATE.text
    assert "Target 2026: 60,80 %" in chart.chart_title.text_frame.text


def test_pictures_tables_and_charts_are_told_in_words():
    told = [
        shape._element._nvXxPr.cNvPr.get("descr")
        for one in opened(full()).slides
        for shape in one.shapes
        if shape.shape_type in (13, 3, 19)
    ]
    assert len(told) == 4
    assert all(told)
    assert told.count("Peta dengan kata") == 2


def test_notes_hold_the_line_and_its_source():
    notes = [one.notes_slide.notes_text_frame.text for one in opened(full()).slides]
    assert notes.count("Sambas di 51,59 %.\nSumber: Koran, 2025") == 4


def test_every_slide_has_footer_number_and_the_mark_in_red():
    deck = opened(brief(*full().slides, mark="DATA CONTOH"))
    for one in deck.slides:
        kinds = {int(shape.placeholder_format.type) for shape in one.placeholders}
        assert {13, 15} <= kinds
        mark = next(
            s for s in one.shapes if s.has_text_frame and s.text_frame.text == "DATA CONTOH"
        )
        assert str(mark.text_frame.paragraphs[0].runs[0].font.color.rgb) == "B3123F"
        assert "Peta Cakupan Kalbar · Edisi" in texts(deck)
    assert "DATA CONTOH" not in texts(opened(full()))


def test_no_placeholder_is_left_empty():
    for one in opened(full()).slides:
        assert all(shape.text_frame.text for shape in one.placeholders)


def test_the_same_brief_makes_the_same_bytes_with_the_day_of_the_brief():
    known = full()
    first = pack_pptx.presentation(known)
    assert first == pack_pptx.presentation(known)
    properties = Presentation(io.BytesIO(first)).core_properties
    assert f"{properties.created:%Y-%m-%d}" == f"{properties.modified:%Y-%m-%d}" == "2026-11-22"
    with zipfile.ZipFile(io.BytesIO(first)) as held:
        books = [name for name in held.namelist() if name.endswith(".xlsx")]
        inner = zipfile.ZipFile(io.BytesIO(held.read(books[0]))).read("docProps/core.xml")
        assert b"2026-11-22T00:00:00Z" in inner


@pytest.mark.parametrize("count", [1, 14, 40])
def test_a_long_table_goes_on_over_numbered_slides_and_no_row_is_lost(count):
    deck = opened(brief(slide(points=("Satu",), table=table(count, words="Bupati " * 20))))
    grids = [s.table for one in deck.slides for s in one.shapes if s.has_table]
    names = [row.cells[0].text for grid in grids for row in list(grid.rows)[1:]]
    assert names == [f"Daerah {n}" for n in range(count)]
    assert all(grid.rows[0].cells[0].text == "Daerah" for grid in grids)
    if count == 40:
        pages = len(deck.slides) - 1
        assert deck.slides[1].shapes.title.text.endswith(f"(1/{pages})")


def hostile(text):
    figures = tuple(Figure(label=text, cell=Cell(text=text), source=text) for _ in range(3))
    cells = tuple((Cell(text=text), RATE, Cell(text=text)) for _ in range(5))
    held = Bars(title=text, names=("=cmd", text), values=(RATE, Cell(text=text)))
    return brief(
        slide("judul", title=text, line=text),
        slide(title=text, line=text, source=text, figures=figures, points=(text,) * 5,
              table=Table(caption=text, heads=(text, "n", "x"), rows=cells), bars=held,
              picture=Picture(svg=SVG, alt=text, width=60, height=30)),
        title=text, subtitle=text, footer=text, mark="DATA CONTOH", attribution=text,
    )  # fmt: skip


@pytest.mark.parametrize("text", [EVIL * 20, "x" * 300, "kata " * 60, "satu\n\ndua" * 30])
def test_hostile_and_long_texts_survive_within_the_page(text):
    text = text[:300].strip()
    deck = opened(hostile(text))
    assert office.safe(text) in texts(deck)
    for one in deck.slides:
        for shape in one.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height


def test_a_name_that_a_spreadsheet_would_run_is_text_in_the_charts_workbook():
    chart = next(s.chart for one in opened(hostile("x")).slides for s in one.shapes if s.has_chart)
    book = zipfile.ZipFile(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_tables_are_at_least_14_pt_and_numbers_at_least_40():
    sizes = {}
    for one in opened(full()).slides:
        for shape in one.shapes:
            cells = [c for row in shape.table.rows for c in row.cells] if shape.has_table else []
            for cell in cells:
                assert cell.text_frame.paragraphs[0].runs[0].font.size >= Pt(14)
            if shape.has_text_frame:
                for paragraph in shape.text_frame.paragraphs:
                    for run in paragraph.runs:
                        sizes.setdefault(run.text, run.font.size)
    assert sizes[RATE.text] >= Pt(40)
    assert sizes["Cakupan"] >= Pt(16)


@pytest.mark.parametrize(("language", "tag"), [("id", "id-ID"), ("en", "en-US")])
def test_every_run_says_its_language(language, tag):
    for one in opened(brief(*full().slides, language=language)).slides:
        for run in one.element.iter("{*}rPr"):
            assert run.get("lang") == tag


def test_a_logo_stands_on_the_cover_with_its_words():
    logo = office.png(Picture(svg=SVG, alt="", width=60, height=30))
    pictures = [s for s in opened(full(), logo).slides[0].shapes if s.shape_type == 13]
    assert [one._element._nvXxPr.cNvPr.get("descr") for one in pictures] == ["Logo instansi"]


def grids(deck):
    return [s.table for one in deck.slides for s in one.shapes if s.has_table]


def test_the_parts_of_a_long_table_have_the_same_columns_and_about_the_same_height():
    held = table(40, words="Bupati " * 12)
    silent = tuple((cells[0], SILENT, cells[2]) for cells in held.rows[-6:])
    parts = grids(opened(brief(slide(table=replace(held, rows=held.rows[:-6] + silent)))))
    assert len(parts) > 2
    assert len({tuple(column.width for column in one.columns) for one in parts}) == 1
    assert {one.cell(1, 1).text_frame.paragraphs[0].alignment for one in parts} == {PP_ALIGN.RIGHT}


@pytest.mark.parametrize("count", [11, 13, 15, 17, 19, 21, 23])
def test_no_part_of_a_long_table_is_left_with_a_few_rows(count):
    parts = grids(opened(brief(slide(table=table(count, words="Bupati " * 20)))))
    counts = [len(one.rows) - 1 for one in parts]
    assert sum(counts) == count
    assert max(counts) - min(counts) <= 2


def test_columns_break_their_texts_into_as_many_lines_and_never_a_number():
    long = tuple((Cell(text="x " * 30), RATE, Cell(text="y " * 90)) for _ in range(3))
    columns = pack_measures.columns_of(replace(table(), rows=long), 14, 600)
    assert sum(columns.widths) == pytest.approx(600)
    assert columns.right == (False, True, False)
    assert columns.widths[1] >= pack_measures.wide(RATE.text, 14)
    assert columns.widths[2] == pytest.approx(3 * columns.widths[0], rel=0.25)


def test_a_page_of_figures_alone_says_its_line_and_one_whose_title_says_it_all_does_not():
    alone = slide(figures=(Figure(label="Cakupan", cell=SILENT),), line="Belum ada angka.")
    assert "Belum ada angka." in texts(opened(brief(alone)))
    empty = slide(title="Belum ada keputusan.", line="Belum ada keputusan.")
    assert texts(opened(brief(empty))).count("Belum ada keputusan.") == 1


def test_half_clear_colours_keep_their_colour_in_a_picture():
    svg = SVG.replace("<rect", '<rect fill="#f0b57e" opacity="0.4"')
    made = Image.open(io.BytesIO(office.png(Picture(svg=svg, alt="", width=60, height=30))))
    assert made.convert("RGBA").getpixel((6, 6)) == pytest.approx((249, 225, 203, 255), abs=2)
    assert made.convert("RGBA").getpixel((100, 50)) == (255, 255, 255, 255)
