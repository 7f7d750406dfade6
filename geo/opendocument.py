"""An ODS workbook, unpacked → sheets of cells: values as kept in the file, nothing computed.

Authority: OASIS, Open Document Format for Office Applications, version 1.3 (2021), part 3, 9.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from geo import refusals
from geo.canvas import BLANK, Canvas, Easel, text_cell, whole
from geo.containers import Parts
from geo.received import Book, Cell
from geo.xmlparts import OWN, Allowance, Attributes, Reader, walk

TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_REMOTE = {"table-source", "cell-range-source", "dde-source", "dde-link", "dde-links"}
_SHOWN = {"image", "object", "plugin"}
"""Elements that a program fetches to show them; a hyperlink waits for a click."""
_ASIDE = {"annotation", "frame", "shapes", "custom-shape", "object", "g", "control"}
"""Elements within a cell whose text is not the cell's."""
_MOST = 1 << 24  # repeats beyond which a count is no count


def read(parts: Parts, name: str) -> Book:
    """The sheets of a workbook.

    Raises
    ------
    RefusedFileError
        For links to elsewhere, embedded files, more than is read, or damage; `refuse_active`
        has refused the rest.
    """
    if "content.xml" not in parts:
        raise refusals.damaged(name)
    easel, allowance = Easel(name=name), Allowance(name=name)
    table = _Tables(easel=easel)
    walk(
        parts["content.xml"],
        Reader(start=table.start, end=table.end, text=table.text),
        allowance,
    )
    return easel.book("ods")


def refuse_active(parts: Parts, name: str) -> None:
    """Refuses a password, macros and embedded files, wherever they lie."""
    manifest = parts.get("META-INF/manifest.xml", b"")
    if b"encryption-data" in manifest:
        raise refusals.encrypted(name)
    if any(one.startswith(("Basic/", "Scripts/")) for one in parts):
        raise refusals.macros(name)
    # Charts are objects too, but of a known kind; anything else brings a program of its own.
    if b"oleobject" in manifest.lower():
        raise refusals.embedded(name)


@dataclass(slots=True, kw_only=True)
class _Tables:
    """The document as it passes: where we are, and the cell that is being read."""

    easel: Easel
    canvas: Canvas | None = None
    row: int = 1
    column: int = 1
    repeat: int = 1
    said: Attributes | None = None
    pieces: list[str] = field(default_factory=list)
    aside: int = 0
    paragraphs: int = 0
    in_line: bool = False
    length: int = 0
    filled: dict[int, Cell] = field(default_factory=dict)
    row_said: tuple[int, bool] = (1, False)
    groups: list[bool] = field(default_factory=list)
    style: str = ""
    unseen: set[str] = field(default_factory=set)

    def start(self, name: str, said: Attributes) -> None:
        is_remote = "://" in said.get("href", "") and name in _SHOWN
        if name in _REMOTE or is_remote:
            raise refusals.external_links(self.easel.name)
        if name in {"object-ole", "applet", "plugin"}:
            raise refusals.embedded(self.easel.name)
        if (
            self.aside
            or (self.said is not None and name in _ASIDE)
            or (self.canvas and name == "shapes")
        ):
            self.aside += 1
        elif self.said is not None:
            self._within(name, said)
        elif opening := _OPENINGS.get(name):
            opening(self, said)

    def end(self, name: str) -> None:
        if self.aside:
            self.aside -= 1
        elif closing := _CLOSINGS.get(name):
            closing(self)

    def text(self, piece: str) -> None:
        if self.in_line and not self.aside:
            self._write(piece.replace("\n", " "))

    def _write(self, piece: str) -> None:
        self.length += len(piece)
        if self.length > refusals.MAX_TEXT:
            raise refusals.too_much(self.easel.name, "cell_too_long", refusals.MAX_TEXT)
        self.pieces.append(piece)

    def _within(self, name: str, said: Attributes) -> None:
        """What stands in a cell: paragraphs, and blanks that are written as elements."""
        if name == "p":
            self.in_line = True
            if self.paragraphs:
                self._write("\n")
            self.paragraphs += 1
        elif name == "table":
            raise refusals.damaged(self.easel.name, "table_in_cell")
        elif self.in_line and name in {"s", "tab", "line-break"}:
            count = min(self._count(said.get("c", "1")), refusals.MAX_TEXT + 1)
            self._write({"s": " " * count, "tab": "\t", "line-break": "\n"}[name])

    def _count(self, text: str) -> int:
        if not (text.isascii() and text.isdigit() and 0 < len(text) < 9 and 0 < int(text) < _MOST):
            raise refusals.damaged(self.easel.name)
        return int(text)

    def begin_style(self, said: Attributes) -> None:
        self.style = said.get("name", "") if said.get("family") == "table" else ""

    def style_properties(self, said: Attributes) -> None:
        if said.get("display") == "false":
            self.unseen.add(self.style)

    def begin_table(self, said: Attributes) -> None:
        hidden = said.get("style-name") in self.unseen
        self.canvas = self.easel.canvas(said.get("name", ""), is_hidden=hidden)
        self.row, self.groups = 1, []

    def end_table(self) -> None:
        if self.canvas is not None:
            self.easel.done(self.canvas)
        self.canvas = None

    def begin_group(self, said: Attributes) -> None:
        self.groups.append(said.get("display") == "false")

    def end_group(self) -> None:
        if self.groups:
            self.groups.pop()

    def begin_row(self, said: Attributes) -> None:
        hidden = said.get("visibility", "visible") != "visible" or any(self.groups)
        self.row_said = (self._count(said.get("number-rows-repeated", "1")), hidden)
        self.column, self.filled = 1, {}

    def end_row(self) -> None:
        count, hidden = self.row_said
        if self.canvas is not None and (self.filled or hidden):
            for row in range(self.row, self.row + count if self.filled else self._near(count)):
                if hidden:
                    self.canvas.hidden.add(row)
                for column, cell in self.filled.items():
                    self.canvas.put(row, column, cell)
        self.row += count

    def _near(self, count: int) -> int:
        """End of a run of blank rows, no further than rows are read."""
        return min(self.row + count, refusals.MAX_ROWS + 1)

    def begin_cell(self, said: Attributes) -> None:
        self.said, self.pieces, self.length, self.paragraphs = said, [], 0, 0
        self.repeat = self._count(said.get("number-columns-repeated", "1"))

    def end_paragraph(self) -> None:
        self.in_line = False

    def end_cell(self) -> None:
        if self.said is None:
            return
        cell, said = self._cell(self.said, "".join(self.pieces)), self.said
        self.said = None
        high, wide = (
            self._count(said.get(f"number-{n}-spanned", "1")) for n in ("rows", "columns")
        )
        if self.canvas is not None and (high > 1 or wide > 1):
            self.canvas.merge((self.row, self.column, self.row + high - 1, self.column + wide - 1))
        if cell != BLANK:
            for column in range(
                self.column, self.column + min(self.repeat, refusals.MAX_COLUMNS + 1)
            ):
                self.filled[column] = cell
        self.column += self.repeat

    def _cell(self, said: Attributes, shown: str) -> Cell:
        formula, kind = "formula" in said, said.get("value-type", "")
        if said.get(f"{OWN}value-type") == "error":
            return Cell(value=shown or "#N/A", is_error=True, is_formula=formula)
        if kind in {"float", "percentage", "currency"}:
            return self._number(said.get("value", ""), kind == "percentage", formula)
        if kind == "date":
            return _day(said.get("date-value", ""), shown, formula)
        if kind == "boolean":
            return Cell(value=said.get("boolean-value", shown).upper(), is_formula=formula)
        return text_cell(shown or said.get("string-value", ""), is_formula=formula)

    def _number(self, kept: str, percent: bool, formula: bool) -> Cell:
        if _NUMBER.fullmatch(kept) is None or len(kept) > 400:
            raise refusals.damaged(self.easel.name)
        number = float(kept)
        if number in {float("inf"), float("-inf")}:
            return Cell(value="#NUM!", is_error=True, is_formula=formula)
        return Cell(value=whole(number), is_percent=percent, is_formula=formula)


def _day(kept: str, shown: str, formula: bool) -> Cell:
    try:
        return Cell(value=date.fromisoformat(kept[:10]), is_formula=formula)
    except ValueError:
        return text_cell(shown or kept, is_formula=formula)


_OPENINGS: dict[str, Callable[[_Tables, Attributes], None]] = {
    "style": _Tables.begin_style,
    "table-properties": _Tables.style_properties,
    "table": _Tables.begin_table,
    "table-row-group": _Tables.begin_group,
    "table-row": _Tables.begin_row,
    "table-cell": _Tables.begin_cell,
    "covered-table-cell": _Tables.begin_cell,
}
_CLOSINGS: dict[str, Callable[[_Tables], None]] = {
    "table": _Tables.end_table,
    "table-row-group": _Tables.end_group,
    "table-row": _Tables.end_row,
    "table-cell": _Tables.end_cell,
    "covered-table-cell": _Tables.end_cell,
    "p": _Tables.end_paragraph,
}
