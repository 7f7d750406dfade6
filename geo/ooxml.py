"""An XLSX workbook, unpacked → sheets of cells: values as kept in the file, nothing computed.

Read here and not by a library, so that what is counted and what is read are the same:
two readers of one file can be led to see different things, and a library in another
language ends the whole server where it runs out of memory.
Authority: ECMA-376, Office Open XML File Formats, 5th edition (2021), part 1, 18.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from geo import refusals
from geo.canvas import Area, Canvas, Easel, place, text_cell, whole
from geo.containers import Parts
from geo.received import Book, Cell
from geo.relationships import Link, links
from geo.stored_formats import Shows, day, shows
from geo.xmlparts import Allowance, Attributes, Reader, walk

__all__ = ["number_cell", "place", "read", "unescaped"]

_OFFICE = "/officeDocument"
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?", re.ASCII)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_TRUE = {"1", "true"}
_LONGEST = 7 * refusals.MAX_TEXT  # each letter of a cell may be written as `_x000D_`


@dataclass(slots=True, kw_only=True)
class _Workbook:
    """What all sheets share."""

    parts: Parts
    allowance: Allowance
    strings: list[str] = field(default_factory=list)
    looks: list[Shows] = field(default_factory=list)
    since_1904: bool = False


def read(parts: Parts, name: str) -> Book:
    """The worksheets of a workbook.

    Parameters
    ----------
    parts : mapping of str to bytes
        Members, as `containers.unpacked` gives them.

    Raises
    ------
    RefusedFileError
        For more than is read, or damage; `relationships.refuse_active` has refused the rest.
    """
    allowance = Allowance(name=name)
    main = _first(links(parts, "", allowance), _OFFICE, name)
    around = links(parts, main, allowance)
    book = _Workbook(parts=parts, allowance=allowance)
    named = _sheets(book, main)
    for link in around.values():
        if link.kind.endswith("/sharedStrings"):
            book.strings = _strings(_part(book, link.target), allowance)
        elif link.kind.endswith("/styles"):
            book.looks = _looks(_part(book, link.target), allowance)
    easel = Easel(name=name)
    for title, number, is_hidden in named:
        found = around.get(number)
        if found is None or not found.kind.endswith(("/worksheet", "/chartsheet")):
            raise refusals.damaged(name)
        if found.kind.endswith("/worksheet"):
            canvas = easel.canvas(title, is_hidden=is_hidden)
            _Sheet(book=book, canvas=canvas).read(_part(book, found.target))
            easel.done(canvas)
    return easel.book("xlsx")


def _first(around: Mapping[str, Link], kind: str, name: str) -> str:
    for link in around.values():
        if link.kind.endswith(kind):
            return link.target
    raise refusals.damaged(name)


def _part(book: _Workbook, target: str) -> bytes:
    if target not in book.parts:
        raise refusals.damaged(book.allowance.name)
    return book.parts[target]


def _sheets(book: _Workbook, main: str) -> Sequence[tuple[str, str, bool]]:
    """Name, number of the relationship and whether it is hidden, of each sheet in order."""
    found: list[tuple[str, str, bool]] = []

    def start(name: str, said: Attributes) -> None:
        if name == "sheet":
            found.append(
                (
                    said.get("name", ""),
                    said.get("id", ""),
                    "state" in said and said["state"] != "visible",
                )
            )
        elif name == "workbookPr":
            book.since_1904 = said.get("date1904") in _TRUE

    walk(_part(book, main), Reader(start=start), book.allowance)
    if len(found) > refusals.MAX_SHEETS:
        raise refusals.too_much(book.allowance.name, "too_many_sheets", refusals.MAX_SHEETS)
    return found


def _strings(content: bytes, allowance: Allowance) -> list[str]:
    """Texts that cells point to; readings of Japanese characters left out."""
    found: list[str] = []
    pieces: list[str] = []
    is_inside, skipping, length = False, False, 0

    def start(name: str, _: Attributes) -> None:
        nonlocal is_inside, skipping, length
        if name == "si":
            pieces.clear()
            length = 0
        skipping = skipping or name == "rPh"
        is_inside = name == "t" and not skipping

    def end(name: str) -> None:
        nonlocal is_inside, skipping
        is_inside = False
        if name == "rPh":
            skipping = False
        elif name == "si":
            found.append(unescaped("".join(pieces)))

    def text(piece: str) -> None:
        nonlocal length
        if is_inside:
            pieces.append(piece)
            length += len(piece)
            if length > _LONGEST:
                raise refusals.too_much(allowance.name, "cell_too_long", refusals.MAX_TEXT)

    walk(content, Reader(start=start, end=end, text=text), allowance)
    return found


def unescaped(text: str) -> str:
    """Text with its `_x000D_` written out; Excel stores a return so."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _looks(content: bytes, allowance: Allowance) -> list[Shows]:
    """What each style of cell shows."""
    codes: dict[int, str] = {}
    used: list[int] = []
    inside = ""

    def start(name: str, said: Attributes) -> None:
        nonlocal inside
        if name in {"cellXfs", "cellStyleXfs", "dxfs"}:
            inside = name
        elif name == "numFmt" and inside != "dxfs":
            codes[_count(said.get("numFmtId", ""))] = said.get("formatCode", "")[:255]
        elif name == "xf" and inside == "cellXfs":
            used.append(_count(said.get("numFmtId", "0")))

    walk(content, Reader(start=start), allowance)
    return [shows(number, codes.get(number)) for number in used]


def _count(text: str) -> int:
    """A number that counts; -1 for what is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """A worksheet as it passes: where we are, and the cell that is being read."""

    book: _Workbook
    canvas: Canvas
    row: int = 0
    column: int = 0
    said: Attributes = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    inside: str = ""
    is_cell: bool = False
    is_formula: bool = False
    length: int = 0

    def read(self, content: bytes) -> None:
        walk(
            content,
            Reader(start=self._start, end=self._end, text=self._text),
            self.book.allowance,
        )

    def _start(self, name: str, said: Attributes) -> None:
        if self.is_cell:
            self.inside = name if self.inside != "rPh" else "rPh"
            self.is_formula = self.is_formula or name == "f"
        elif name == "c":
            self._begin(said)
        elif name == "row":
            self._row(said)
        elif name == "mergeCell":
            self.canvas.merge(self._area(said.get("ref", "")))
        elif name in {"oleObject", "oleLink", "ddeLink"}:
            raise refusals.embedded(self.book.allowance.name)

    def _row(self, said: Attributes) -> None:
        self.row = _count(said["r"]) if "r" in said else self.row + 1
        self.column = 0
        if self.row < 1:
            raise refusals.damaged(self.book.allowance.name)
        if said.get("hidden") in _TRUE or said.get("ht") == "0":
            self.canvas.hidden.add(self.row)

    def _begin(self, said: Attributes) -> None:
        at = place(said["r"]) if "r" in said else (self.row, self.column + 1)
        if at is None or at[0] != self.row:
            raise refusals.damaged(self.book.allowance.name)
        self.column, self.said = at[1], said
        self.is_cell, self.is_formula, self.inside = True, False, ""
        if self.texts:
            self.texts, self.length = {}, 0

    def _text(self, piece: str) -> None:
        if self.inside in {"v", "t"}:
            self.texts.setdefault(self.inside, []).append(piece)
            self.length += len(piece)
            if self.length > _LONGEST:
                name = self.book.allowance.name
                raise refusals.too_much(name, "cell_too_long", refusals.MAX_TEXT)

    def _end(self, name: str) -> None:
        if name == "c" and self.is_cell:
            if self.texts or self.is_formula:
                self.canvas.put(self.row, self.column, self._cell())
            self.is_cell = False
        elif self.inside != "rPh" or name == "rPh":
            self.inside = ""

    def _cell(self) -> Cell:
        kind, kept = self.said.get("t", "n"), "".join(self.texts.get("v", ()))
        if kind == "inlineStr":
            return text_cell(
                unescaped("".join(self.texts.get("t", ()))), is_formula=self.is_formula
            )
        if kind == "s":
            number = _count(kept.strip())
            if not 0 <= number < len(self.book.strings):
                raise refusals.damaged(self.book.allowance.name)
            return text_cell(self.book.strings[number], is_formula=self.is_formula)
        if kind == "b" and kept.strip() in {"0", "1"}:
            return Cell(value=("FALSE", "TRUE")[int(kept)], is_formula=self.is_formula)
        if kind == "n":
            return self._number(kept.strip())
        if kind == "d":
            return self._day(kept.strip())
        return text_cell(unescaped(kept), is_formula=self.is_formula)

    def _number(self, kept: str) -> Cell:
        if not kept:
            return Cell(is_formula=self.is_formula)
        if _NUMBER.fullmatch(kept) is None or len(kept) > 400:
            raise refusals.damaged(self.book.allowance.name)
        return number_cell(float(kept), self._shows(), self.book.since_1904, self.is_formula)

    def _shows(self) -> Shows:
        number = _count(self.said.get("s", "0"))
        return self.book.looks[number] if 0 <= number < len(self.book.looks) else "number"

    def _day(self, kept: str) -> Cell:
        try:
            return Cell(value=date.fromisoformat(kept[:10]), is_formula=self.is_formula)
        except ValueError:
            return text_cell(kept, is_formula=self.is_formula)

    def _area(self, ref: str) -> Area:
        ends = [place(end) for end in ref.split(":")]
        if not 1 <= len(ends) <= 2 or ends[0] is None or ends[-1] is None:
            raise refusals.damaged(self.book.allowance.name)
        return (*ends[0], *ends[-1])


def number_cell(number: float, look: Shows, since_1904: bool, is_formula: bool) -> Cell:
    """A number as the cell's format shows it: a date, a percent or itself."""
    if number in {float("inf"), float("-inf")}:
        return Cell(value="#NUM!", is_error=True, is_formula=is_formula)
    found = day(number, since_1904=since_1904) if look == "date" else None
    if found is not None:
        return Cell(value=found, is_formula=is_formula)
    return Cell(value=whole(number), is_percent=look == "percent", is_formula=is_formula)
