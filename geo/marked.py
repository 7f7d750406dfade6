"""A received workbook given back with its faults: marked cells, comments, and a list of all.

An XLSX keeps its own sheets and looks; of any other kind the values are written anew. No
macro, link or hidden object is carried over.
"""

import io
import re
import warnings
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zipfile import BadZipFile

from openpyxl import Workbook, load_workbook  # type: ignore[import-untyped]
from openpyxl.cell import MergedCell  # type: ignore[import-untyped]
from openpyxl.comments import Comment  # type: ignore[import-untyped]
from openpyxl.styles import Alignment, Font, PatternFill  # type: ignore[import-untyped]
from openpyxl.worksheet.hyperlink import Hyperlink  # type: ignore[import-untyped]
from openpyxl.worksheet.worksheet import Worksheet  # type: ignore[import-untyped]
from PIL.Image import DecompressionBombError

from geo import containers, ooxml
from geo.fields import letter
from geo.formats import Writer
from geo.pack_words import FORMULA, safe, sheet_name
from geo.received import Book, Fault, Severity, Sheet, Value, Where
from geo.refusals import RefusedFileError
from geo.xmlparts import Allowance, Attributes, Reader, walk

ERROR_FILL, WARNING_FILL = "E58A7B", "FFF0B3"
"""Of faulty cells; the two differ in lightness, so that they differ in greyscale too."""
LONGEST_COMMENT, MOST_FAULTS = 1500, 5000
"""Letters of a comment; faults that are marked and listed, the first ones."""
MOST_KEPT, MOST_ELEMENTS, MOST_SPANNED = 6_000_000, 150_000, 100_000
"""Unpacked bytes, XML elements, and cells in merged or linked areas of a workbook that is kept
as it is; of a larger one the values are written anew, for keeping takes fifty times its size."""
AUTHOR = "Peta Cakupan"
"""Of our comments: a copy that is sent again, mended, comes back without the old ones."""
_HEAD_FILL = "E8EEF3"
_LISTED = ("note",) * 6
"""Hidden first row of the list: fields without figures, so that nobody reads it as a table."""
_AREA = re.compile(r"('[^'\[\]|]+'|\w+)!\$?[A-Z]{1,3}\$?\d+(:\$?[A-Z]{1,3}\$?\d+)?")
"""A name that stands for cells of the workbook itself, and for nothing else."""


def copy(book: Book, content: bytes, faults: Sequence[Fault], writer: Writer) -> bytes:
    """A received file as a workbook in which every fault is marked.

    Parameters
    ----------
    book : Book
        As `grids.opened` returns it.
    content : bytes
        The file that it was opened from.
    faults : sequence of Fault
        In the order in which they are listed; the first `MOST_FAULTS` are.
    writer : Writer
        Language of the list and the comments.

    Returns
    -------
    bytes
        XLSX. Its first sheet lists all faults with a link to each cell; each faulty cell is
        coloured and has a comment. Formulas are given as the values that they had, text that
        a spreadsheet would run as text; pictures, charts and links are left out.
    """
    made, titles = _kept(book, content) or _anew(book)
    told = faults[:MOST_FAULTS]
    cells: dict[tuple[str, str], list[Fault]] = defaultdict(list)
    for fault in told:
        if fault.where.sheet in titles:
            cells[titles[fault.where.sheet], _cell(fault.where, book)].append(fault)
    for (title, place), found in cells.items():
        _mark(made[title], place, found, writer)
    page = _list(made, told, [_target(fault, titles, book) for fault in told], writer)
    if len(faults) > len(told):
        rest = writer.say("… dan {count} lainnya.", count=writer.decimal(len(faults) - len(told)))
        page.cell(len(told) + 3, 1, rest)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def _kept(book: Book, content: bytes) -> tuple[Workbook, dict[str, str]] | None:
    """The workbook itself with the names of its sheets; None where it cannot be kept."""
    if book.kind != "xlsx" or not _is_small(book, content):
        return None
    unread = (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of what it does not keep
            made = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    except (*unread, SyntaxError, DecompressionBombError):
        return None  # a file that `grids` reads and openpyxl does not: its values are enough
    names = {sheet.name for sheet in book.sheets}
    listed = {sheet.name for sheet in book.sheets if _is_list(sheet)}
    if {page.title for page in made.worksheets} < names:
        return None
    for page in made._sheets[:]:
        if page.title not in names or (page.title in listed and len(made._sheets) > 1):
            made.remove(page)
    for name, one in list(made.defined_names.items()):
        if not _AREA.fullmatch(str(one.value)):
            del made.defined_names[name]
    for page in made.worksheets:
        _disarm(page)
    return made, {name: name for name in made.sheetnames}


def _is_list(sheet: Sheet) -> bool:
    """Whether a sheet is the list of an earlier copy."""
    return bool(sheet.rows) and tuple(cell.value for cell in sheet.rows[0]) == _LISTED


def _is_small(book: Book, content: bytes) -> bool:
    """Whether a workbook can be kept within bounds, as it says and as it is."""
    spanned = 0

    def start(name: str, said: Attributes) -> None:
        nonlocal spanned
        if name in {"mergeCell", "hyperlink"}:
            spanned += _spanned(said.get("ref", ""))

    try:
        parts = containers.unpacked(content, book.name)
        allowance = Allowance(name=book.name, left=MOST_ELEMENTS)
        for name, part in parts.items():
            if name.endswith(".xml"):
                walk(part, Reader(start=start), allowance)
    except RefusedFileError:
        return False
    return sum(map(len, parts.values())) <= MOST_KEPT and spanned <= MOST_SPANNED


def _spanned(ref: str) -> int:
    """Cells of an area; more than are kept where it cannot be read."""
    corners = [ooxml.place(corner) for corner in ref.split(":")]
    first, last = corners[0], corners[-1]
    if first is None or last is None:
        return MOST_SPANNED + 1
    return (abs(last[0] - first[0]) + 1) * (abs(last[1] - first[1]) + 1)


def _disarm(page: Worksheet) -> None:
    """Pictures, charts and links gone; text that would run made text; nothing locked."""
    page.protection.disable()
    page._images, page._charts = [], []
    for cell in page._cells.values():  # those there are; to walk a sheet would make more
        if isinstance(cell, MergedCell):
            continue
        cell.hyperlink = None
        if cell.comment is not None and cell.comment.author == AUTHOR:
            cell.comment, cell.fill = None, PatternFill()
        if isinstance(cell.value, str):
            _write(cell, cell.value)


def _anew(book: Book) -> tuple[Workbook, dict[str, str]]:
    """A workbook of the values alone; name of each sheet as received → its name there."""
    made, titles = Workbook(), dict[str, str]()
    for page in made.worksheets:
        made.remove(page)
    for sheet in book.sheets:
        titles[sheet.name] = sheet_name(sheet.name, {title.lower() for title in titles.values()})
        _fill(made.create_sheet(titles[sheet.name]), sheet)
    return made, titles


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for line, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row, start=1):
            if cell.value is not None:
                one = page.cell(line, column)
                _write(one, cell.value)
                if cell.is_percent:
                    one.number_format = "0.00%"
    for line in sheet.hidden:
        page.row_dimensions[line].hidden = True


def _write(cell: Any, value: Value) -> None:
    """A value into a cell; a text is text, whatever it begins with."""
    if not isinstance(value, str):
        cell.value = value.date() if isinstance(value, datetime) else value
        return
    text = safe(value)
    cell.value = text
    cell.data_type = "s"
    if text.startswith(FORMULA):
        cell.quotePrefix = True


def _cell(where: Where, book: Book) -> str:
    """The cell that is marked: of a row its first filled one, of a sheet one of its first row."""
    sheet = next(one for one in book.sheets if one.name == where.sheet)
    rows = range(1, len(sheet.rows) + 1)
    line = where.row or next((row for row in rows if row not in sheet.hidden), 1)
    row = sheet.rows[line - 1] if line <= len(sheet.rows) else ()
    filled = (n for n, cell in enumerate(row, start=1) if cell.value is not None)
    return f"{where.column or letter(next(filled, 1))}{line}"


def _target(fault: Fault, titles: dict[str, str], book: Book) -> str:
    """Where the list's link leads; empty where the copy has no such sheet."""
    if fault.where.sheet not in titles:
        return ""
    title = titles[fault.where.sheet].replace("'", "''")
    return f"'{title}'!{_cell(fault.where, book)}"


def _mark(page: Worksheet, place: str, found: Sequence[Fault], writer: Writer) -> None:
    """Colour and comment of a faulty cell; the comment that it had is kept below."""
    is_error = any(fault.severity is Severity.ERROR for fault in found)
    cell = _top(page, place)
    texts = [
        f"{_severity(fault, writer)}: {writer.tell(fault.why)} {writer.tell(fault.mend)}"
        for fault in found
    ]
    if cell.comment is not None:
        texts.append(str(cell.comment.text))
    text = safe("\n\n".join(texts), LONGEST_COMMENT)
    cell.comment = Comment(text, AUTHOR, height=160, width=320)
    colour = ERROR_FILL if is_error else WARNING_FILL
    cell.fill = PatternFill("solid", start_color=colour, end_color=colour)


def _top(page: Worksheet, place: str) -> Any:
    """The cell of a place; of a merged area the one that holds its value."""
    if not isinstance(page[place], MergedCell):
        return page[place]
    area = next(area for area in page.merged_cells.ranges if place in area)
    return page.cell(area.min_row, area.min_col)


def _severity(fault: Fault, writer: Writer) -> str:
    is_error = fault.severity is Severity.ERROR
    return writer.say("Kesalahan") if is_error else writer.say("Peringatan")


def _list(
    made: Workbook, faults: Sequence[Fault], targets: Sequence[str], writer: Writer
) -> Worksheet:
    """The first sheet: every fault in a row, with a link to its cell."""
    taken = {page.title.lower() for page in made.worksheets}
    page = made.create_sheet(sheet_name(writer.say("Kesalahan"), taken), 0)
    made.active = 0
    for other in made.worksheets[1:]:
        other.sheet_view.tabSelected = False
    heads = (
        *(writer.say("Lembar"), writer.say("Sel"), writer.say("Jenis"), writer.say("Isi sel")),
        *(writer.say("Apa yang salah"), writer.say("Cara memperbaiki")),
    )
    rows = (_row(fault, writer) for fault in faults)
    for line, texts in enumerate((_LISTED, heads, *rows), start=1):
        for column, text in enumerate(texts, start=1):
            cell = page.cell(line, column)
            _write(cell, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if line == 2:
                cell.font = Font(name="Calibri", size=11, bold=True)
                cell.fill = PatternFill("solid", start_color=_HEAD_FILL, end_color=_HEAD_FILL)
    for line, (fault, target) in enumerate(zip(faults, targets, strict=True), start=3):
        _linked(page.cell(line, 2), target)
        colour = ERROR_FILL if fault.severity is Severity.ERROR else WARNING_FILL
        page.cell(line, 3).fill = PatternFill("solid", start_color=colour, end_color=colour)
        longest = max(len(str(page.cell(line, column).value)) for column in (5, 6))
        page.row_dimensions[line].height = 15 * -(-longest // 55)
    _set_up(page, (22, 8, 13, 28, 60, 60))
    return page


def _row(fault: Fault, writer: Writer) -> tuple[str, ...]:
    place = f"{fault.where.column}{fault.where.row or ''}" or "–"
    told = (fault.text, writer.tell(fault.why), writer.tell(fault.mend))
    return (fault.where.sheet, place, _severity(fault, writer), *told)


def _linked(cell: Any, target: str) -> None:
    if target:
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)
        cell.font = Font(name="Calibri", size=11, color="0B3A53", underline="single")


def _set_up(page: Worksheet, widths: Iterable[float]) -> None:
    """Widths, a head that stays, one page across."""
    for column, width in enumerate(widths, start=1):
        page.column_dimensions[letter(column)].width = width
    page.row_dimensions[1].hidden = True
    page.freeze_panes = "A3"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
