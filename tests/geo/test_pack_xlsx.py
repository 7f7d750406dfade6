"""The workbook: numbers that stay numbers, formulas that give them, text that stays text."""

import io
import re
import zipfile
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image

from geo import brief as briefs
from geo import pack_words, pack_xlsx
from geo.brief import Bars, Brief, Figure, Picture, Slide
from geo.formats import Writer
from geo.model import Unit
from tests.making import row, typed

EVIL = '=HYPERLINK("http://jahat.invalid","klik") <b>&"]]>\x00'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path d="M0 0h9v9z"/></svg>'


def rate(writer, value, decimals=2):
    return briefs.number(writer, Unit.FRACTION, value, decimals)


def gap_row(writer, name, value, aim):
    cells = [briefs.text(name), rate(writer, value), rate(writer, aim)]
    return [*cells, briefs.points(writer, aim - value), briefs.text("belum")]


def region(writer, code, name, value, aim=0.65):
    figures = (
        Figure(label="Cakupan", cell=rate(writer, value), source="Koran, 2024"),
        Figure(label="Target 2026", cell=rate(writer, aim)),
        Figure(label="Kurang", cell=briefs.points(writer, aim - value)),
        Figure(label="Dana", cell=briefs.number(writer, Unit.RUPIAH, 2_429_520_000)),
    )
    title = f"{name}: {writer.percent(value)}."
    picture = Picture(svg=SVG, alt=f"Grafik {name}", width=20, height=10)
    told = {"line": f"{name} masih jauh.", "source": "Koran, 2024", "points": ("Satu.", "Dua.")}
    return Slide(key=code, name=name, title=title, figures=figures, picture=picture, **told)


def made(language="id", mark="", rows=3, **changed):
    """A small meeting: cover, targets, two regencies, with numbers of every kind."""
    writer = Writer(language)
    named = [("Sambas", 0.3644), ("Landak", 0.5159), ("Melawi", 0.60)]
    named += [(f"Desa {n}", 0.1 + n / 1000) for n in range(rows - 3)]
    gaps = [gap_row(writer, name, value, 0.65) for name, value in named]
    gaps.append([briefs.text("Sintang"), *[briefs.text("–")] * 3, briefs.text("tidak diketahui")])
    heads = ("Kabupaten/kota", "Cakupan", "Target", "Kurang", "Putusan")
    bars = Bars(
        title="Tiga kabupaten",
        names=tuple(name for name, _ in named[:3]),
        values=tuple(rate(writer, value) for _, value in named[:3]),
        aim=Figure(label="Target", cell=rate(writer, 0.65, 1)),
    )
    people = briefs.number(writer, Unit.PERSONS, 757_947)
    told = {
        "title": "Rapat monev",
        "subtitle": "Sekretariat Daerah",
        "edition": "2026-01-02.1",
        "day": "2026-01-02",
        "language": language,
        "footer": " · ".join(filter(None, (mark, "Peta Cakupan Kalbar", "Edisi 2026-01-02.1"))),
        "attribution": "Batas: contoh",
        "mark": mark,
        "claims": typed(row(region_code="6101", value="0.3644"), row(value="", decimals="")),
        "slides": (
            Slide(key="judul", name="Judul", title="Rapat monev", line="Selamat datang."),
            Slide(key="target", name="Target", title="Sambas paling jauh", line="Masih jauh.",
                table=briefs.table("Jarak ke target", heads, gaps), bars=bars,
                figures=(Figure(label="Peserta", cell=people),)),
            region(writer, "6101", "Sambas", 0.3644),
            region(writer, "6103", "Landak", 0.5159),
        ),
    }  # fmt: skip
    return Brief(**{**told, **changed})


def opened(brief, logo=None, **how):
    return load_workbook(io.BytesIO(pack_xlsx.workbook(brief, logo)), **how)


def texts(sheet):
    return [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value]


def find(sheet, words):
    """The first cell that says so."""
    return next(cell for line in sheet.iter_rows() for cell in line if cell.value == words)


def test_the_sheets_are_summary_tables_charts_data_and_metadata():
    book = opened(made())
    assert book.sheetnames == ["Ringkasan", "Target", "Grafik Target", "Data", "Metadata"]


def test_a_rate_is_stored_as_a_fraction_and_shown_as_percent():
    sheet = opened(made())["Target"]
    cell = find(sheet, "Sambas").offset(column=1)
    assert cell.value == 0.3644
    assert "0.00" in cell.number_format
    assert cell.number_format.endswith("%")


def test_a_gap_is_a_live_formula_with_its_result_beside_it():
    brief = made()
    cell = find(opened(brief)["Target"], "Sambas").offset(column=3)
    assert cell.value == f"=C{cell.row}-B{cell.row}"
    assert "poin" in cell.number_format
    cached = opened(brief, data_only=True)["Target"].cell(cell.row, cell.column)
    assert cached.value == pytest.approx(0.65 - 0.3644)


def test_the_gap_among_the_figures_is_live_too():
    sheet = opened(made())["Ringkasan"]
    found = [one for line in sheet.iter_rows() for one in line if str(one.value).startswith("=")]
    assert [one.value for one in found] == [f"=H{n.row - 1}-H{n.row - 2}" for n in found]
    assert len(found) == 2


def test_a_gap_that_is_another_number_is_no_formula():
    writer = Writer("id")
    cells = [rate(writer, 0.5), rate(writer, 0.65), briefs.points(writer, 0.2)]
    assert not pack_words.formula(cells, ["A1", "B1", "C1"], 2)
    assert pack_words.formula([*cells[:2], briefs.points(writer, 0.15)], ["A1", "B1", "C1"], 2)


def test_what_is_not_known_is_text_and_never_zero():
    sheet = opened(made())["Target"]
    assert find(sheet, "Sintang").offset(column=1).value == "–"
    blank = [line for line in opened(made())["Data"].iter_rows(min_row=4) if line[5].value is None]
    assert len(blank) == 1


@given(
    value=st.floats(-2, 2), decimals=st.integers(0, 3), kind=st.sampled_from(["fraction", "points"])
)
def test_a_stored_rate_rounds_to_the_digits_of_its_text(value, decimals, kind):
    writer = Writer("en")
    cell = (briefs.points if kind == "points" else rate)(writer, value, decimals)
    shown = Decimal(str(round(pack_words.stored(cell) * 100, 9)))
    rounded = shown.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    digits = re.match(r"−?[\d,.]+", cell.text).group().replace(",", "").replace("−", "-")
    assert f"{rounded:f}" == digits or (float(rounded) == 0 and float(digits) == 0)


def test_a_half_is_rounded_as_the_text_has_it():
    cell = rate(Writer("id"), 0.36445)
    assert cell.text.startswith("36,44")
    assert pack_words.stored(cell) == pytest.approx(0.3644)


def test_rupiah_and_persons_have_their_own_formats():
    writer = Writer("id")
    rupiah = briefs.number(writer, Unit.RUPIAH, 5.0, 2)
    assert pack_words.number_format(rupiah, writer).endswith('"Rp"#,##0')
    persons = briefs.number(writer, Unit.PERSONS, 5.0, 2)
    assert pack_words.number_format(persons, writer).endswith("]#,##0")


def test_each_sheet_bears_the_mark_in_red_and_the_edition():
    book = opened(made(mark="DATA CONTOH"))
    for sheet in book:
        assert sheet["A1"].value == "DATA CONTOH"
        assert sheet["A1"].font.color.rgb.endswith("B3123F")
        head = sheet[sheet.freeze_panes].row - 1
        assert sheet.cell(head, 1).font.color.rgb.endswith("B3123F")
        assert "2026-01-02.1" in sheet.oddFooter.left.text
        assert sheet.oddFooter.left.color == "B3123F"
    assert all("DATA CONTOH" not in texts(sheet) for sheet in opened(made()))


def test_heads_stay_in_sight_and_can_be_filtered():
    sheet = opened(made())["Target"]
    head = find(sheet, "Kabupaten/kota").row
    assert sheet.freeze_panes == f"A{head + 1}"
    assert sheet.auto_filter.ref == f"A{head}:E{head + 4}"
    assert sheet.print_title_rows == f"${head}:${head}"


def test_text_that_would_run_is_written_as_text():
    brief = made(subtitle=EVIL, title=EVIL)
    book = opened(brief)
    cell = find(book["Metadata"], "Instansi").offset(column=1)
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert cell.value == EVIL.replace("\x00", "")
    whole = zipfile.ZipFile(io.BytesIO(pack_xlsx.workbook(brief)))
    assert all(b"<f>=HYPER" not in whole.read(name) for name in whole.namelist())


def test_names_of_sheets_are_safe_short_and_unique():
    taken = set()
    for wanted in ("a/b:c*?[d]", "A B C   D", "x" * 50, "x" * 60, "", "'q'", "History"):
        name = pack_words.sheet_name(wanted, taken)
        taken.add(name.lower())
        assert 0 < len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\]|^'|'$", name)
    assert len(taken) == 7


def test_long_texts_are_cut_and_say_so():
    book = opened(made(attribution="x" * 40_000))
    value = find(book["Metadata"], "Batas wilayah").offset(column=1).value
    assert len(value) == 32_767
    assert value.endswith("…")


def test_the_same_brief_makes_the_same_bytes_dated_as_the_edition():
    brief = made()
    assert pack_xlsx.workbook(brief) == pack_xlsx.workbook(brief)
    assert opened(brief).properties.created == datetime(2026, 1, 2)


def test_a_logo_stands_on_the_metadata_with_its_words():
    picture = io.BytesIO()
    Image.new("RGB", (200, 100), "#b3123f").save(picture, "PNG")
    raw = zipfile.ZipFile(io.BytesIO(pack_xlsx.workbook(made(), picture.getvalue())))
    assert "xl/media/image1.png" in raw.namelist()
    drawings = [raw.read(name) for name in raw.namelist() if "drawings/drawing" in name]
    assert any(b'descr="Sekretariat Daerah"' in one for one in drawings)


def test_bars_are_a_native_chart_of_cells():
    raw = zipfile.ZipFile(io.BytesIO(pack_xlsx.workbook(made())))
    chart = raw.read("xl/charts/chart1.xml").decode()
    assert "'Grafik Target'!$B$4:$B$6" in chart
    assert chart.count("<c:ser>") == 2
