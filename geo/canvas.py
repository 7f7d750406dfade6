"""Sheets in the making: cells put where they stand, counted against what is taken in at most."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from geo import refusals
from geo.received import Book, Cell, Sheet, Value

BLANK = Cell()
ERRORS = frozenset(
    {
        *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"),
        *("#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!"),
    }
)
"""What spreadsheets show for a formula that failed, in the file itself always in English."""
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})", re.ASCII)
_LIBRE_ERROR = re.compile(r"Err:\d{3}")
Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1."""


def letters(column: int) -> str:
    """Letters of a column counted from 1: 28 is `AB`."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def place(text: str) -> tuple[int, int] | None:
    """Row and column of `AB12`, from 1."""
    found = _PLACE.fullmatch(text)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def text_cell(text: str, *, is_formula: bool = False) -> Cell:
    """A cell with text; blank where there is nothing but space."""
    if not text.strip():
        return Cell(is_formula=True) if is_formula else BLANK
    wrong = text.strip() in ERRORS or _LIBRE_ERROR.fullmatch(text.strip()) is not None
    return Cell(value=text, is_error=wrong, is_formula=is_formula)


def whole(number: float) -> Value:
    """A number without fraction as an integer, as a spreadsheet shows it."""
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


@dataclass(slots=True, kw_only=True)
class Canvas:
    """One sheet in the making; the book's counts are kept by its `Easel`."""

    easel: "Easel"
    name: str
    is_hidden: bool = False
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    merged: list[Area] = field(default_factory=list)

    def put(self, row: int, column: int, cell: Cell) -> None:
        """A cell at its place, from 1; a blank one is not kept."""
        if cell.value is None and not cell.is_formula:
            return
        self.easel.count(row, column)
        if isinstance(cell.value, str):
            self._checked(row, column, cell.value)
        line = self.cells.setdefault(row, {})
        if column in line:
            raise refusals.damaged(self.easel.name, "same_cell_twice")
        line[column] = cell

    def _checked(self, row: int, column: int, text: str) -> None:
        if len(text) > refusals.MAX_TEXT:
            raise refusals.too_much(self.easel.name, "cell_too_long", refusals.MAX_TEXT)
        if refusals.HARMFUL.search(text):
            place = f"{letters(column)}{row}"
            raise refusals.hidden_characters(self.easel.name, self.name, place)

    def merge(self, area: Area) -> None:
        """A merged area."""
        if len(self.merged) >= refusals.MAX_MERGED:
            raise refusals.too_much(self.easel.name, "too_many_merged", refusals.MAX_MERGED)
        self.merged.append(area)

    def sheet(self) -> Sheet:
        """The sheet, as far as it is filled; merged areas and hidden rows end where it ends."""
        height = max(self.cells, default=0)
        width = max((max(row) for row in self.cells.values()), default=0)
        self.easel.stretch(height * width)
        blank = (BLANK,) * width
        rows = tuple(
            tuple(self.cells[row].get(column, BLANK) for column in range(1, width + 1))
            if row in self.cells
            else blank
            for row in range(1, height + 1)
        )
        every = range(1, height + 1)
        return Sheet(
            name=self.name,
            rows=rows,
            hidden=frozenset(every if self.is_hidden else self.hidden.intersection(every)),
            merged=tuple(_clipped(self.merged, height, width)),
        )


def _clipped(areas: Iterable[Area], height: int, width: int) -> Iterable[Area]:
    for top, left, bottom, right in areas:
        area = (top, left, min(bottom, height), min(right, width))
        if top <= area[2] and left <= area[3] and area[:2] != area[2:]:
            yield area


@dataclass(slots=True, kw_only=True)
class Easel:
    """A book in the making.

    Attributes
    ----------
    name : str
        File name, for the sentences.
    filled, area : int
        Filled cells so far; rows times columns of the sheets that are done.
    """

    name: str
    filled: int = 0
    area: int = 0
    sheets: list[Sheet] = field(default_factory=list)

    def canvas(self, name: str, *, is_hidden: bool = False) -> Canvas:
        """A blank sheet."""
        if len(self.sheets) >= refusals.MAX_SHEETS:
            raise refusals.too_much(self.name, "too_many_sheets", refusals.MAX_SHEETS)
        if not name.strip() or name != refusals.shown(name, 255):
            raise refusals.bad_sheet_name(self.name)
        if any(name.lower() == one.name.lower() for one in self.sheets):
            raise refusals.damaged(self.name, "same_sheet_twice")
        return Canvas(easel=self, name=name, is_hidden=is_hidden)

    def done(self, canvas: Canvas) -> None:
        """A sheet that is finished."""
        self.sheets.append(canvas.sheet())

    def count(self, row: int, column: int) -> None:
        """One more filled cell, at a place."""
        self.filled += 1
        if row > refusals.MAX_ROWS:
            raise refusals.too_much(self.name, "too_many_rows", refusals.MAX_ROWS)
        if column > refusals.MAX_COLUMNS:
            raise refusals.too_much(self.name, "too_many_columns", refusals.MAX_COLUMNS)
        if self.filled > refusals.MAX_CELLS:
            raise refusals.too_much(self.name, "too_many_cells", refusals.MAX_CELLS)

    def stretch(self, area: int) -> None:
        """Room for a sheet, blanks counted."""
        self.area += area
        if self.area > refusals.MAX_AREA:
            raise refusals.too_much(self.name, "too_large_area", refusals.MAX_AREA)

    def book(self, kind: str) -> Book:
        """The book, if anything stands in it."""
        if not self.filled:
            raise refusals.empty_file(self.name)
        return Book(name=self.name, kind=kind, sheets=tuple(self.sheets))
