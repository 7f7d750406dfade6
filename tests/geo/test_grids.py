"""Received files as sheets of cells: what stands in the file comes out, in all four kinds."""

import io
import random
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import python_calamine
import xlwt
from hypothesis import example, given, settings
from hypothesis import strategies as st
from odf import opendocument, table, text
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.formula import ArrayFormula

from geo import delimited, grids, refusals, stored_formats
from geo.received import Cell
from tests.geo import hostile

ROWS = [
    ["Kabupaten/Kota", "Potensi", "Aktif", "Cakupan"],
    ["Kab. Landak", 1000, 250, 0.25],
    ["Kota Singkawang", 2000.5, -3, 0.5],
    [None, None, "51,59 %", "Rp 2.429.520.000"],
]


def saved(made):
    """A workbook as bytes."""
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def xlsx(rows=ROWS, change=lambda sheet: None):
    """Rows as XLSX, written by openpyxl."""
    made = openpyxl.Workbook()
    made.active.title = "Angka"
    for row in rows:
        made.active.append(row)
    change(made.active)
    return saved(made)


def xls(rows=ROWS, change=lambda sheet: None):
    """Rows as XLS, written by xlwt."""
    made = xlwt.Workbook()
    sheet = made.add_sheet("Angka")
    for r, row in enumerate(rows):
        for c, value in enumerate(row):
            if value is not None:
                sheet.write(r, c, value)
    change(sheet)
    return saved(made)


def ods(rows=ROWS):
    """Rows as ODS, written by odfpy."""
    made = opendocument.OpenDocumentSpreadsheet()
    sheet = table.Table(name="Angka")
    made.spreadsheet.addElement(sheet)
    for row in rows:
        line = table.TableRow()
        sheet.addElement(line)
        for value in row:
            line.addElement(ods_cell(value))
    return saved(made)


def ods_cell(value):
    """A cell as LibreOffice writes it."""
    if value is None:
        return table.TableCell()
    if isinstance(value, str):
        cell = table.TableCell(valuetype="string")
        cell.addElement(text.P(text=value))
        return cell
    return table.TableCell(valuetype="float", value=str(value))


def one(content, name):
    """The only sheet of a file."""
    (sheet,) = grids.opened(content, name).sheets
    return sheet


def values(sheet):
    """What stands in a sheet."""
    return [[cell.value for cell in row] for row in sheet.rows]


def by_calamine(content):
    """What another reader finds in the first sheet."""
    sheet = python_calamine.load_workbook(io.BytesIO(content)).get_sheet_by_index(0)
    return [
        [None if cell == "" else cell for cell in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]


# -- the four kinds --------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "make"), [("xlsx", xlsx), ("xls", xls), ("ods", ods)])
def test_all_workbooks_give_the_same_values(kind, make):
    book = grids.opened(make(), f"kiriman/Data Agustus.{kind}")
    assert (book.name, book.kind) == (f"Data Agustus.{kind}", kind)
    assert [sheet.name for sheet in book.sheets] == ["Angka"]
    assert values(book.sheets[0]) == ROWS
    assert values(book.sheets[0]) == by_calamine(make())


def test_a_csv_is_one_sheet_of_texts_named_like_the_file():
    sheet = one(b"Nama;Cakupan\nKab. Landak;51,59 %\nKKU\n", "data.csv")
    assert sheet.name == "data.csv"
    assert values(sheet) == [["Nama", "Cakupan"], ["Kab. Landak", "51,59 %"], ["KKU", None]]


def test_whole_numbers_are_integers_and_truths_are_words():
    sheet = one(xlsx([[1.0, 2.5, True, False, 1e20]]), "a.xlsx")
    assert values(sheet) == [[1, 2.5, "TRUE", "FALSE", 1e20]]
    assert isinstance(sheet.rows[0][0].value, int)
    assert values(one(xls([[1.0, True, False]]), "a.xls")) == [[1, "TRUE", "FALSE"]]


@pytest.mark.parametrize(
    "number", [0, 1, -1, 0.5159, 1 / 3, 1234567890, 12345678901, 1e-9, -7.25, 0.01]
)
def test_an_xls_keeps_numbers_in_four_ways_and_all_come_out(number):
    assert values(one(xls([[number]]), "a.xls")) == [[number]]


def test_a_blank_cell_has_no_value_and_rows_are_equally_long():
    sheet = one(xlsx([["a"], [], [None, None, "b"], [None]]), "a.xlsx")
    assert values(sheet) == [["a", None, None], [None] * 3, [None, None, "b"]]
    assert sheet.rows[1][0] == Cell()


def test_texts_keep_their_letters_breaks_and_blanks():
    words = [" Kab.  Kayong Utara ", "a\nb", "<&>\"'", "Ménpawah", "☃ 𝟙", "tab\there"]
    assert values(one(xlsx([words]), "a.xlsx")) == [words]
    assert values(one(xls([words]), "a.xls")) == [words]


def test_rich_text_is_text():
    rich = CellRichText("Kab. ", TextBlock(InlineFont(b=True), "Landak"), " *")
    assert values(one(xlsx([[rich]]), "a.xlsx")) == [["Kab. Landak *"]]


def test_a_return_that_excel_writes_out_comes_back():
    sheet = hostile.sheet(hostile.cells((1, "A", "a_x000D_b _x_ _x00e9_")))
    assert values(one(hostile.xlsx(sheet=sheet), "a.xlsx")) == [["a\rb _x_ é"]]


def test_readings_of_japanese_are_left_out():
    strings = (
        f'<sst xmlns="{hostile.MAIN}"><si><t>東京</t>'
        '<rPh sb="0" eb="2"><t>とうきょう</t></rPh></si></sst>'
    )
    sheet = hostile.sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>')
    assert values(one(hostile.xlsx(sheet=sheet, strings=strings), "a.xlsx")) == [["東京"]]


def test_cells_without_a_place_follow_each_other():
    rows = (
        "<row><c><v>1</v></c><c><v>2</v></c></row><row><c r='C2'><v>3</v></c><c><v>4</v></c></row>"
    )
    sheet = one(hostile.xlsx(sheet=hostile.sheet(rows)), "a.xlsx")
    assert values(sheet) == [[1, 2, None, None], [None, None, 3, 4]]


def test_the_size_that_a_sheet_claims_is_not_believed():
    claimed = '<dimension ref="A1:XFD1048576"/>'
    sheet = hostile.sheet().replace("<sheetData>", claimed + "<sheetData>")
    assert values(one(hostile.xlsx(sheet=sheet), "a.xlsx")) == [[1]]


def test_far_blank_cells_do_not_count():
    rows = hostile.cells((1, "A", "a")) + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'
    assert values(one(hostile.xlsx(sheet=hostile.sheet(rows)), "a.xlsx")) == [["a"]]


# -- percents, dates, formulas, errors -------------------------------------------------


def test_a_percent_is_the_stored_number_with_a_mark():
    def change(sheet):
        sheet["A1"].number_format = "0.00%"
        sheet["B1"].number_format = "0.00"

    first, second = one(xlsx([[0.5159, 0.5159]], change), "a.xlsx").rows[0]
    assert (first.value, first.is_percent) == (0.5159, True)
    assert (second.value, second.is_percent) == (0.5159, False)
    style = xlwt.easyxf(num_format_str="0.00%")
    made = xls([], lambda sheet: sheet.write(0, 0, 0.5159, style))
    assert one(made, "a.xls").rows[0][0] == Cell(value=0.5159, is_percent=True)
    inside = hostile.table(
        '<table:table-cell office:value-type="percentage" office:value="0.5159"/>'
    )
    assert one(hostile.ods(inside), "a.ods").rows[0][0] == Cell(value=0.5159, is_percent=True)


@pytest.mark.parametrize(
    ("code", "what"),
    [
        *[("0%", "percent"), ("0.00%", "percent"), ("0,00 %;[Red]-0,00 %", "percent")],
        *[('0.00"%"', "number"), (r"0.00\%", "number"), ("General", "number"), ("#,##0", "number")],
        *[('"Rp"#,##0', "number"), ('#,##0 "orang pada d/m/y"', "number"), ("[Red]0", "number")],
        *[("dd/mm/yyyy", "date"), ("[$-421]dd mmmm yyyy", "date"), ("mmm-yy", "date")],
        *[("mmmm", "date"), ("yyyy", "date"), ("h:mm", "number"), ("[h]:mm:ss", "number")],
    ],
)
def test_what_a_format_shows(code, what):
    assert stored_formats.shows(164, code) == what


def test_formats_that_every_program_knows():
    assert [stored_formats.shows(n, None) for n in (0, 9, 10, 14, 22, 21)] == [
        *("number", "percent", "percent", "date", "date", "number")
    ]


@pytest.mark.parametrize(
    "day",
    [date(2025, 8, 31), date(1900, 1, 1), date(1900, 2, 28), date(1900, 3, 1), date(9999, 12, 31)],
)
def test_a_date_comes_out_as_a_date_without_its_hour(day):
    assert values(one(xlsx([[day, datetime(day.year, day.month, day.day, 13, 5)]]), "a.xlsx")) == [
        [day, day]
    ]


def test_dates_of_the_other_kinds():
    day = date(2025, 8, 31)
    style = xlwt.easyxf(num_format_str="D MMMM YYYY")
    assert values(one(xls([], lambda sheet: sheet.write(0, 0, day, style)), "a.xls")) == [[day]]
    cell = '<table:table-cell office:value-type="date" office:date-value="2025-08-31T13:05:00"/>'
    assert values(one(hostile.ods(hostile.table(cell)), "a.ods")) == [[day]]


def test_dates_counted_from_1904():
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.active["A1"] = date(2025, 8, 31)
    assert values(one(saved(made), "a.xlsx")) == [[date(2025, 8, 31)]]


def test_the_day_that_never_was_stays_a_number():
    def change(sheet):
        sheet["A1"] = 60
        sheet["A1"].number_format = "dd/mm/yyyy"

    assert values(one(xlsx([], change), "a.xlsx")) == [[60]]


def test_a_formula_gives_its_kept_result_and_says_so():
    row = (
        '<row r="1"><c r="A1"><f>B1*2</f><v>4</v></c><c r="B1" t="str"><f>"a"</f><v>a</v></c></row>'
    )
    first, second = one(hostile.xlsx(sheet=hostile.sheet(row)), "a.xlsx").rows[0]
    assert first == Cell(value=4, is_formula=True)
    assert second == Cell(value="a", is_formula=True)


def test_a_formula_without_a_kept_result_is_no_blank():
    (cell,) = one(xlsx([["=1+1"]]), "a.xlsx").rows[0]
    assert cell == Cell(value=None, is_formula=True)
    (cell,) = one(xlsx([[ArrayFormula("A1", "=1+1")]]), "a.xlsx").rows[0]
    assert cell.is_formula


@pytest.mark.parametrize(
    "error", ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#VALUE!", "#NUM!", "#NULL!"]
)
def test_a_kept_error_is_marked(error):
    row = f'<row r="1"><c r="A1" t="e"><f>A9</f><v>{error}</v></c></row>'
    wanted = Cell(value=error, is_error=True, is_formula=True)
    assert one(hostile.xlsx(sheet=hostile.sheet(row)), "a.xlsx").rows[0][0] == wanted
    assert one(f"a;{error}\n".encode(), "a.csv").rows[0][1].is_error


def test_errors_and_formulas_of_xls():
    code = hostile.record(0x06, b"\0\0\0\0\0\0" + b"\2\0\x17\0\0\0\xff\xff" + bytes(8))
    text_one = hostile.record(0x06, b"\0\0\1\0\0\0" + b"\0\0\0\0\0\0\xff\xff" + bytes(8))
    words = hostile.record(0x207, b"\2\0\0ab")
    made = hostile.workbook_stream(code, text_one, words)
    assert one(made, "a.xls").rows[0] == (
        Cell(value="#REF!", is_error=True, is_formula=True),
        Cell(value="ab", is_formula=True),
    )


@pytest.mark.parametrize("shown", ["#REF!", "Err:502"])
def test_errors_of_ods(shown):
    space = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    cell = (
        f'<table:table-cell {space} table:formula="of:=[.A9]" office:value-type="string" '
        f'office:string-value="" calcext:value-type="error"><text:p>{shown}</text:p>'
        "</table:table-cell>"
    )
    wanted = Cell(value=shown, is_error=True, is_formula=True)
    assert one(hostile.ods(hostile.table(cell)), "a.ods").rows[0][0] == wanted


# -- hidden and merged -----------------------------------------------------------------


def test_hidden_rows_are_numbered_from_one():
    def change(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.row_dimensions[99].hidden = True

    assert one(xlsx(change=change), "a.xlsx").hidden == {2}

    def hide(sheet):
        sheet.row(1).hidden = True

    assert one(xls(change=hide), "a.xls").hidden == {2}
    cell = '<table:table-cell office:value-type="float" office:value="1"/>'
    inside = hostile.table(cell, 'table:visibility="filter" table:number-rows-repeated="2"')
    assert one(hostile.ods(inside), "a.ods").hidden == {1, 2}


def test_a_hidden_sheet_is_hidden_row_by_row():
    made = openpyxl.Workbook()
    made.active["A1"] = 1
    made.create_sheet("Daftar")["A3"] = 2
    made["Daftar"].sheet_state = "veryHidden"
    shown, hidden = grids.opened(saved(made), "a.xlsx").sheets
    assert (shown.hidden, hidden.hidden) == (frozenset(), {1, 2, 3})


def test_merged_areas_are_told_from_one_and_end_where_the_sheet_ends():
    rows = [["Potensi", None, "Aktif"], ["PU", "BPU", "PU"]]
    made = xlsx(rows, lambda sheet: (sheet.merge_cells("A1:B1"), sheet.merge_cells("C1:Z1")))
    assert one(made, "a.xlsx").merged == ((1, 1, 1, 2),)
    made = xls([[], ["PU", "BPU"]], lambda sheet: sheet.write_merge(0, 0, 0, 1, "Potensi"))
    assert one(made, "a.xls").merged == ((1, 1, 1, 2),)
    inside = hostile.table(
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="1">'
        "<text:p>Potensi</text:p></table:table-cell><table:covered-table-cell/>"
        '<table:table-cell office:value-type="float" office:value="1"/>'
    )
    sheet = one(hostile.ods(inside), "a.ods")
    assert (sheet.merged, values(sheet)) == (((1, 1, 1, 2),), [["Potensi", None, 1]])


# -- ODS as LibreOffice writes it ------------------------------------------------------


def test_a_blank_million_of_rows_ends_an_ods_and_costs_nothing():
    last = (
        '<table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    inside = hostile.table().replace("</table:table>", f"{last}</table:table>")
    assert values(one(hostile.ods(inside), "a.ods")) == [[1]]


def test_repeated_cells_and_rows_of_an_ods_stand_where_they_stand():
    cell = (
        '<table:table-cell table:number-columns-repeated="2"/><table:table-cell '
        'table:number-columns-repeated="2" office:value-type="float" office:value="5"/>'
    )
    inside = hostile.table(cell, 'table:number-rows-repeated="3"')
    assert values(one(hostile.ods(inside), "a.ods")) == [[None, None, 5, 5]] * 3


def test_paragraphs_blanks_and_links_of_an_ods_are_text_and_its_comments_are_not():
    cell = (
        "<table:table-cell><office:annotation><text:p>catatan</text:p></office:annotation>"
        '<text:p>Kab.<text:s text:c="2"/><text:span>Landak</text:span></text:p><text:p>b</text:p>'
        "</table:table-cell>"
    )
    assert values(one(hostile.ods(hostile.table(cell)), "a.ods")) == [["Kab.  Landak\nb"]]


# -- CSV -------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_encoding_and_separator_are_found_by_content(encoding, mark):
    lines = [["Kabupaten", "Ménpawah – aktif"], ["Landak", "10"], ["Sekadau", "20"]]
    made = "\r\n".join(mark.join(line) for line in lines).encode(encoding)
    assert values(one(made, "a.csv")) == lines


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        *[("Nama;Cakupan\nLandak;51,59\n", ";"), ("51,59;38,20\n1,5;2,5\n", ";")],
        *[
            ('Nama,Nilai\n"a;b;c",1\n', ","),
            ("Nama,Nilai\na;b,1\nc,2\n", ","),
            ("a\tb,c\nd\te,f\n", "\t"),
        ],
        *[("Data, per 31 Agustus 2025\nNama;Aktif;Potensi\nLandak;1;2\nSekadau;3;4\n", ";")],
        *[("satu\ndua\n", ";"), ("", ";")],
    ],
)
def test_the_separator_is_what_most_lines_hold_equally_often(text, mark):
    assert delimited.separator(text) == mark


def test_quotes_hold_separators_and_breaks_and_rows_count_as_a_spreadsheet_counts():
    sheet = one(b'a;"b;c"\r\n"d\r\ne";"""f"""\r\n\r\ng;h\r\n', "a.csv")
    assert values(sheet) == [["a", "b;c"], ["d\r\ne", '"f"'], [None, None], ["g", "h"]]


def test_the_line_by_which_excel_names_the_separator_is_no_row_of_figures():
    assert values(one(b"sep=,\na;b,c\n", "a.csv")) == [[None, None], ["a;b", "c"]]


def test_blank_rows_and_columns_at_the_end_do_not_count():
    made = b"a;b;;;\n" + b";;;;\n" * 30_000
    assert values(one(made, "a.csv")) == [["a", "b"]]


# -- limits, from the side that is let in ----------------------------------------------


def test_a_sheet_at_the_limits_is_read():
    rows = hostile.cells((refusals.MAX_ROWS, "GR", "x" * refusals.MAX_TEXT))
    sheet = one(hostile.xlsx(sheet=hostile.sheet(rows.replace("GR", "CV"))), "a.xlsx")
    assert (len(sheet.rows), len(sheet.rows[0])) == (20_000, 100)
    rows = hostile.cells((1, "GR", "x" * refusals.MAX_TEXT))
    assert len(one(hostile.xlsx(sheet=hostile.sheet(rows)), "a.xlsx").rows[0]) == 200


def test_hyperlinks_pictures_charts_and_comments_are_no_reason_to_refuse():
    made = openpyxl.Workbook()
    made.active["A1"] = "sumber"
    made.active["A1"].hyperlink = "https://contoh.invalid/"
    made.active["B1"] = 2
    made.active["B1"].comment = openpyxl.comments.Comment("catatan", "petugas")
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(made.active, min_col=2, min_row=1))
    made.active.add_chart(chart)
    made.active.protection.sheet = True
    assert values(one(saved(made), "a.xlsx")) == [["sumber", 2]]


def test_the_workbooks_that_we_hold_ourselves_are_read():
    folder = Path(__file__).parents[2] / "data"
    found = [path for path in folder.rglob("*") if path.suffix in {".csv", ".xlsx"}]
    assert found
    for path in found:
        assert grids.opened(path.read_bytes(), path.name).sheets


# -- the same as another reader finds --------------------------------------------------

CELLS = st.one_of(
    st.none(),
    st.integers(-(10**12), 10**12),
    st.floats(-1e12, 1e12, allow_nan=False).map(lambda number: round(number, 2)),
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40),
)
GRIDS = st.lists(st.lists(CELLS, min_size=1, max_size=5), min_size=1, max_size=5)


@settings(deadline=None, max_examples=40)
@given(GRIDS)
@example([["x" * 9_000] * 4])
def test_what_was_written_is_read(rows):
    wide = max(map(len, rows))
    rows = [[*row, *[None] * (wide - len(row))] for row in rows]
    kept = [[_blank(cell) for cell in row] for row in rows]
    while kept and not any(cell is not None for cell in kept[-1]):
        kept.pop()
    for make, kind in ((xls, "xls"), (ods, "ods"), (xlsx_text, "xlsx")):
        if kept:
            found = values(one(make(rows), f"a.{kind}"))
            assert found == [row[: len(found[0])] for row in kept]


def _blank(cell):
    return None if isinstance(cell, str) and not cell.strip() else cell


def xlsx_text(rows):
    """Rows as XLSX in which nothing is a formula."""
    made = openpyxl.Workbook()
    for r, row in enumerate(rows, start=1):
        for c, value in enumerate(row, start=1):
            cell = made.active.cell(r, c)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    return saved(made)


def test_long_tables_of_texts_run_over_many_records_of_an_xls():
    rows = [[f"{n} ☃ {'é' * (n % 90)}", f"{n}" * 40] for n in range(700)]
    made = xls(rows)
    assert values(one(made, "a.xls")) == rows == by_calamine(made)


def test_a_large_table_is_the_same_as_another_reader_finds():
    pick = random.Random(5)
    rows = [[f"Kab. {n}", *[pick.randint(0, 10**6) / 8 for _ in range(9)]] for n in range(300)]
    for kind, make in (("xlsx", xlsx), ("xls", xls), ("ods", ods)):
        assert values(one(make(rows), f"a.{kind}")) == by_calamine(make(rows))
