"""A received workbook given back: every fault in its place, and nothing that runs."""

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName

from geo import grids, layouts, marked
from geo.formats import Writer
from geo.language import Message
from geo.received import Book, Fault, Severity, Where

ID, EN = Writer("id"), Writer("en")


def fault(place="B2", sheet="Angka", severity=Severity.ERROR, text="x", why="Salah."):
    """A fault at a cell; `""` is the whole sheet, `"2"` a whole row."""
    column = place.rstrip("0123456789")
    row = int(place[len(column) :]) if place[len(column) :] else None
    where = Where(sheet=sheet, row=row, column=column)
    return Fault(
        kind="k",
        severity=severity,
        where=where,
        text=text,
        why=Message(why),
        mend=Message("Betulkan."),
    )


def saved(made):
    """A workbook's bytes."""
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def table(*rows, name="Angka"):
    """A workbook of one sheet."""
    made = Workbook()
    made.active.title = name
    for row in rows:
        made.active.append(row)
    return made


def marked_up(made, *faults, writer=ID, name="a.xlsx"):
    """A workbook after it has been marked, and its bytes."""
    content = made if isinstance(made, bytes) else saved(made)
    copied = marked.copy(grids.opened(content, name), content, faults, writer)
    return load_workbook(io.BytesIO(copied)), copied


def colour(cell):
    return cell.fill.start_color.rgb[-6:]


def test_a_faulty_cell_is_coloured_and_says_why_and_how_to_mend_it():
    made, _ = marked_up(table(["Wilayah", "Aktif"], ["Sambas", -1]), fault("B2"))
    cell = made["Angka"]["B2"]
    assert cell.value == -1
    assert colour(cell) == marked.ERROR_FILL
    assert cell.comment.text == "Kesalahan: Salah. Betulkan."
    assert made["Angka"]["A2"].comment is None


def test_errors_and_warnings_differ_in_greyscale_too():
    def light(rgb):
        red, green, blue = (int(rgb[n : n + 2], 16) for n in (0, 2, 4))
        return 0.299 * red + 0.587 * green + 0.114 * blue

    assert abs(light(marked.ERROR_FILL) - light(marked.WARNING_FILL)) > 50


def test_a_cell_with_both_is_an_error_and_tells_both():
    faults = (fault(severity=Severity.WARNING, why="Ragu."), fault(why="Salah."))
    made, _ = marked_up(table(["a", "b"], ["c", 1]), *faults)
    assert colour(made["Angka"]["B2"]) == marked.ERROR_FILL
    assert "Peringatan: Ragu." in made["Angka"]["B2"].comment.text
    assert "Kesalahan: Salah." in made["Angka"]["B2"].comment.text


def test_the_first_sheet_lists_every_fault_with_a_link_to_its_cell():
    made, _ = marked_up(table(["a", "b"], ["c", 1]), fault("B2", text="1"), fault("", why="Umum."))
    page = made.worksheets[0]
    assert page.title == "Kesalahan"
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=3)]
    assert rows[0] == ["Angka", "B2", "Kesalahan", "1", "Salah.", "Betulkan."]
    assert [page["B3"].hyperlink.location, page["B4"].hyperlink.location] == [
        "'Angka'!B2",
        "'Angka'!A1",
    ]


def test_a_fault_of_a_row_stands_at_its_first_filled_cell_and_of_a_sheet_where_it_is_seen():
    original = table(["key", "x"], [None, "Judul"], [None, None, 5])
    original.active.row_dimensions[1].hidden = True
    made, _ = marked_up(original, fault("3"), fault(""))
    assert made["Angka"]["C3"].comment is not None
    assert made["Angka"]["B2"].comment is not None
    assert made["Angka"]["A1"].comment is None


def test_the_rest_of_an_xlsx_is_kept():
    original = table(["a", "b"], ["c", 1])
    original.active["A1"].font = Font(bold=True)
    original.active["A2"].comment = Comment("dari pengirim", "Budi")
    original.active["B2"].comment = Comment("catatan lama", "Budi")
    original.active.column_dimensions["A"].width = 33
    original.create_sheet("Lain")["A1"] = "tetap"
    made, _ = marked_up(original, fault("B2"))
    assert made["Angka"]["A1"].font.bold
    assert made["Angka"]["A2"].comment.text == "dari pengirim"
    assert "catatan lama" in made["Angka"]["B2"].comment.text
    assert made["Angka"].column_dimensions["A"].width == 33
    assert made["Lain"]["A1"].value == "tetap"


def test_a_fault_within_a_merged_area_stands_at_its_first_cell():
    original = table(["Judul", None], ["c", 1])
    original.active.merge_cells("A1:B1")
    made, _ = marked_up(original, fault("B1"))
    assert made["Angka"]["A1"].comment is not None


@pytest.mark.parametrize("text", ["=1+1", "+1", "-x", "@SUM(A1)", '=HYPERLINK("http://x")'])
def test_text_that_would_run_is_text(text):
    original = table(["a", "b"], ["c", "y"])
    original.active["A2"].value = text
    original.active["A2"].data_type = "s"
    made, copied = marked_up(original, fault("B2", text=text))
    assert made["Angka"]["A2"].data_type == "s"
    assert made["Angka"]["A2"].quotePrefix
    assert made["Kesalahan"]["D3"].value == text
    assert made["Kesalahan"]["D3"].data_type == "s"
    assert b"<f>" not in b"".join(
        zipfile.ZipFile(io.BytesIO(copied)).read(n) for n in names(copied)
    )


def names(content):
    return zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_formulas_links_pictures_and_names_that_point_away_are_left_out():
    original = table(["a", "b"], ["c", "=1+1"])
    original.active["A1"].hyperlink = "https://contoh.invalid/"
    original.defined_names["jauh"] = DefinedName("jauh", attr_text="cmd|' /c calc'!A1")
    original.defined_names["dekat"] = DefinedName("dekat", attr_text="Angka!$A$1:$A$2")
    made, copied = marked_up(original, fault("B2"))
    assert made["Angka"]["B2"].value is None  # the value that it had: openpyxl keeps none
    assert made["Angka"]["A1"].hyperlink is None
    assert list(made.defined_names) == ["dekat"]
    assert not [one for one in names(copied) if "vba" in one or "externalLink" in one]


@pytest.mark.parametrize("name", ["laporan.csv", "panjang" * 6 + ".csv"])
def test_a_csv_comes_back_as_a_workbook_of_its_values(name):
    content = "Wilayah;Aktif\nSambas;=1+1\n".encode("utf-8-sig")
    made, _ = marked_up(content, fault("B2", sheet=name), name=name)
    page = made.worksheets[1]
    assert [cell.value for cell in page[2]] == ["Sambas", "=1+1"]
    assert page["B2"].data_type == "s"
    assert page["B2"].comment is not None


def test_the_words_are_those_of_the_reader():
    made, _ = marked_up(table(["a", "b"], ["c", 1]), fault("B2"), writer=EN)
    assert made["Angka"]["B2"].comment is not None


def test_a_copy_can_be_opened_and_its_list_is_no_table():
    faults = [fault("B2", text="Kabupaten Sambas", why="Potensi aktif 5.") for _ in range(20)]
    _, copied = marked_up(table(["Kabupaten", "Aktif"], ["Sambas", 5]), *faults)
    opened = grids.opened(copied, "a.xlsx")
    assert [layout.sheet for layout in layouts.proposed(opened)] == ["Angka"]


def test_a_copy_that_is_mended_and_sent_again_loses_the_old_marks():
    _, copied = marked_up(table(["a", "b"], ["c", 1]), fault("B2"))
    made, _ = marked_up(copied, fault("A2"))
    assert made.sheetnames == ["Kesalahan", "Angka"]
    assert made["Angka"]["B2"].comment is None
    assert made["Angka"]["B2"].fill.fill_type is None
    assert made["Angka"]["A2"].comment is not None


def test_more_faults_than_are_listed_are_counted():
    faults = [fault("B2")] * (marked.MOST_FAULTS + 7)
    made, _ = marked_up(table(["a", "b"], ["c", 1]), *faults)
    page = made.worksheets[0]
    assert page.max_row == marked.MOST_FAULTS + 3
    assert "7" in page.cell(page.max_row, 1).value


def test_a_fault_of_a_sheet_that_is_not_there_is_listed_without_a_link():
    made, _ = marked_up(table(["a", "b"]), fault("B2", sheet="Hilang"))
    assert made.worksheets[0]["A3"].value == "Hilang"
    assert made.worksheets[0]["B3"].hyperlink is None


@pytest.mark.parametrize(
    "inside",
    [
        b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        b'<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
        b'<hyperlinks><hyperlink ref="A1:&#88;FD1048576" location="A1"/></hyperlinks>',
    ],
)
def test_an_area_without_end_is_written_anew_and_not_walked(inside):
    content = swapped(saved(table(["a", "b"], ["c", 1])), b"</sheetData>", b"</sheetData>" + inside)
    made, _ = marked_up(content, fault("B2"))
    assert made["Angka"]["B2"].comment is not None


def swapped(content, old, new, member="xl/worksheets/sheet1.xml"):
    """A workbook with something else in one of its members."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(written, "w") as out:
        for name in whole.namelist():
            data = whole.read(name)
            out.writestr(name, data.replace(old, new) if name == member else data)
    return written.getvalue()


def test_what_openpyxl_cannot_read_is_written_anew():
    content = swapped(saved(table(["a", "b"], ["c", 1])), b"</styleSheet>", b"", "xl/styles.xml")
    opened = Book(
        name="a.xlsx",
        kind="xlsx",
        sheets=grids.opened(saved(table(["a", "b"], ["c", 1])), "a.xlsx").sheets,
    )
    copied = marked.copy(opened, content, [fault("B2")], ID)
    assert load_workbook(io.BytesIO(copied))["Angka"]["B2"].comment is not None
