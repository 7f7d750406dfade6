"""An XLS workbook → sheets of cells: values as kept in the file, nothing computed.

Only Excel 97 and later (BIFF8) is read. Authority: Microsoft, [MS-XLS] Excel Binary File
Format (.xls) Structure, revision 11.0 (2022), 2.4.
"""

import math
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from geo import refusals
from geo.canvas import Canvas, Easel, text_cell
from geo.compound import Compound
from geo.language import Message
from geo.ooxml import number_cell
from geo.received import Book, Cell
from geo.rich_strings import Pieces
from geo.stored_formats import Shows, shows

_BOF, _EOF, _CONTINUE = 0x0809, 0x000A, 0x003C
_BIFF8 = 0x0600
_WORKSHEET, _MACRO_SHEETS = 0x10, (1, 6)
_MOST = 1_000_000  # records of a workbook
_ERRORS: Mapping[int, str] = {
    **{0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!"},
    **{0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    kind: int
    pieces: tuple[bytes, ...]
    """Its content, and that of the records that continue it."""

    @property
    def body(self) -> bytes:
        return self.pieces[0]


@dataclass(slots=True, kw_only=True)
class _Globals:
    """What all sheets share."""

    name: str
    sheets: list[tuple[int, str, bool, int]] = field(default_factory=list)
    strings: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    used: list[int] = field(default_factory=list)
    since_1904: bool = False

    def look(self, style: int) -> Shows:
        """What a style of cell shows."""
        number = self.used[style] if style < len(self.used) else 0
        return shows(number, self.formats.get(number))


def read(stream: bytes, name: str) -> Book:
    """The worksheets of a workbook.

    Parameters
    ----------
    stream : bytes
        As `stream` gives it.

    Raises
    ------
    RefusedFileError
        For macros, links to elsewhere, a password, an older kind, more than is read, damage.
    """
    try:
        shared = _globals(stream, name)
        easel = Easel(name=name)
        for start, title, is_hidden, kind in shared.sheets:
            if kind == 0:
                canvas = easel.canvas(title, is_hidden=is_hidden)
                _Sheet(shared=shared, canvas=canvas).read(stream, start)
                easel.done(canvas)
        return easel.book("xls")
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise refusals.damaged(name) from error


def stream(file: Compound, name: str) -> bytes:
    """The records of a workbook.

    Raises
    ------
    RefusedFileError
        For another document, a password, macros and embedded files, told by their names.
    """
    if "EncryptedPackage" in file.streams or "EncryptionInfo" in file.streams:
        raise refusals.encrypted(name)
    if file.storages & {"_VBA_PROJECT_CUR", "VBA", "Macros"} or "_VBA_PROJECT" in file.streams:
        raise refusals.macros(name)
    if any(one.startswith("LNK") for one in file.storages):
        raise refusals.external_links(name)
    if "\x01Ole10Native" in file.streams or any(one.startswith("MBD") for one in file.storages):
        raise refusals.embedded(name)
    if "Workbook" not in file.streams:
        kind = "old_excel" if "Book" in file.streams else "no_workbook"
        found = Message("dokumen Office lama yang bukan XLS Excel 97 atau sesudahnya")
        raise refusals.other_kind(name, kind, found)
    return file.streams["Workbook"]


def _records(stream: bytes, start: int, name: str) -> Iterator[_Record]:
    """Records from a place on, to the end of what begins there; each with its continuations."""
    at, depth, count = start, 0, 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        pieces = [stream[at + 4 : at + 4 + length]]
        at += 4 + length
        while kind != _CONTINUE and stream[at : at + 2] == b"\x3c\x00":
            (length,) = struct.unpack_from("<H", stream, at + 2)
            pieces.append(stream[at + 4 : at + 4 + length])
            at += 4 + length
        count += len(pieces)
        if at > len(stream) or count > _MOST:
            raise refusals.damaged(name)
        depth += (kind == _BOF) - (kind == _EOF)
        # What is drawn within a sheet, a chart, has its own beginning and end.
        if depth <= 1 or kind == _BOF:
            yield _Record(kind=kind, pieces=tuple(pieces))
        if depth <= 0:
            return
    raise refusals.damaged(name)


def _globals(stream: bytes, name: str) -> _Globals:
    shared, first = _Globals(name=name), True
    for record in _records(stream, 0, name):
        body = record.body
        if first:
            _version(body, record.kind, name)
        first = False
        match record.kind:
            case 0x2F:
                raise refusals.encrypted(name)
            case 0xD3:
                raise refusals.macros(name)
            case 0x1AE:
                if body[2:4] not in {b"\x01\x04", b"\x01\x3a"}:  # itself, functions of Excel
                    raise refusals.external_links(name)
            case 0x22:
                shared.since_1904 = body[:1] == b"\1"
            case 0x41E:
                shared.formats[int.from_bytes(body[:2], "little")] = _text(body[2:])
            case 0xE0:
                shared.used.append(struct.unpack_from("<H", body, 2)[0])
            case 0x85:
                _sheet(shared, body)
            case 0xFC:
                shared.strings = Pieces(pieces=record.pieces, at=8).strings(
                    struct.unpack_from("<I", body, 4)[0]
                )
    return shared


def _version(body: bytes, kind: int, name: str) -> None:
    if kind != _BOF or len(body) < 4:
        raise refusals.damaged(name)
    if struct.unpack_from("<H", body)[0] != _BIFF8:
        raise refusals.other_kind(name, "old_excel", Message("XLS dari Excel 95 atau sebelumnya"))


def _text(body: bytes) -> str:
    return Pieces(pieces=(body,), at=0).string(wide_length=True)


def _sheet(shared: _Globals, body: bytes) -> None:
    start, state, kind = struct.unpack_from("<IBB", body)
    if kind in _MACRO_SHEETS:
        raise refusals.macros(shared.name)
    if len(shared.sheets) >= refusals.MAX_SHEETS:
        raise refusals.too_much(shared.name, "too_many_sheets", refusals.MAX_SHEETS)
    title = Pieces(pieces=(body[6:],), at=0).string(wide_length=False)
    shared.sheets.append((start, title, state & 3 != 0, kind))


@dataclass(slots=True, kw_only=True)
class _Sheet:
    """A worksheet as its records pass."""

    shared: _Globals
    canvas: Canvas
    waiting: tuple[int, int] | None = None
    """Place of a formula whose text comes in a record of its own."""

    def read(self, stream: bytes, start: int) -> None:
        if start + 8 > len(stream) or stream[start : start + 2] != b"\x09\x08":
            raise refusals.damaged(self.shared.name)
        for record in _records(stream, start, self.shared.name):
            self._take(record)

    def _take(self, record: _Record) -> None:
        body = record.body
        match record.kind:
            case 0xFD:
                row, column, _, number = struct.unpack_from("<HHHI", body)
                self._put(row, column, text_cell(self.shared.strings[number]))
            case 0x203:
                row, column, style, number = struct.unpack_from("<HHHd", body)
                self._put(row, column, self._number(number, style))
            case 0x27E:
                row, column, style = struct.unpack_from("<HHH", body)
                self._put(row, column, self._number(_packed(body[6:10]), style))
            case 0xBD:
                self._many(body)
            case 0x204 | 0xD6:
                row, column = struct.unpack_from("<HH", body)
                pieces = (body[6:], *record.pieces[1:])
                self._put(
                    row, column, text_cell(Pieces(pieces=pieces, at=0).string(wide_length=True))
                )
            case 0x205:
                row, column = struct.unpack_from("<HH", body)
                self._put(row, column, _truth(body[6], is_error=body[7] == 1))
            case 0x06:
                self._formula(body)
            case 0x207:
                self._waited(record)
            case 0x208:
                if struct.unpack_from("<H", body, 12)[0] & 0x20:
                    self.canvas.hidden.add(struct.unpack_from("<H", body)[0] + 1)
            case 0xE5:
                self._merged(body)
            case _:
                pass

    def _put(self, row: int, column: int, cell: Cell) -> None:
        self.canvas.put(row + 1, column + 1, cell)

    def _number(self, number: float, style: int, *, is_formula: bool = False) -> Cell:
        if math.isnan(number):  # not a number; no program stores it
            raise refusals.damaged(self.shared.name)
        return number_cell(number, self.shared.look(style), self.shared.since_1904, is_formula)

    def _many(self, body: bytes) -> None:
        row, column = struct.unpack_from("<HH", body)
        for n, at in enumerate(range(4, len(body) - 7, 6)):
            (style,) = struct.unpack_from("<H", body, at)
            self._put(row, column + n, self._number(_packed(body[at + 2 : at + 6]), style))

    def _formula(self, body: bytes) -> None:
        row, column, style = struct.unpack_from("<HHH", body)
        kept = body[6:14]
        if len(kept) < 8:
            raise refusals.damaged(self.shared.name)
        if kept[6:] != b"\xff\xff":
            (number,) = struct.unpack("<d", kept)
            self._put(row, column, self._number(number, style, is_formula=True))
        elif kept[0] == 0:
            self.waiting = (row, column)
        elif kept[0] in {1, 2}:
            cell = _truth(kept[2], is_error=kept[0] == 2, is_formula=True)
            self._put(row, column, cell)
        else:
            self._put(row, column, text_cell("", is_formula=True))

    def _waited(self, record: _Record) -> None:
        if self.waiting is not None:
            text = Pieces(pieces=record.pieces, at=0).string(wide_length=True)
            self._put(*self.waiting, text_cell(text, is_formula=True))
        self.waiting = None

    def _merged(self, body: bytes) -> None:
        for n in range(struct.unpack_from("<H", body)[0]):
            top, bottom, left, right = struct.unpack_from("<HHHH", body, 2 + 8 * n)
            self.canvas.merge((top + 1, left + 1, bottom + 1, right + 1))


def _truth(value: int, *, is_error: bool, is_formula: bool = False) -> Cell:
    if is_error:
        return Cell(value=_ERRORS.get(value, "#UNKNOWN!"), is_error=True, is_formula=is_formula)
    return Cell(value="TRUE" if value else "FALSE", is_formula=is_formula)


def _packed(kept: bytes) -> float:
    """A number of four bytes: an integer or the upper half of a double, perhaps in hundredths."""
    (number,) = struct.unpack("<i", kept)
    if number & 2:
        value = float(number >> 2)
    else:
        (value,) = struct.unpack("<d", b"\0\0\0\0" + struct.pack("<i", number & ~3))
    return value / 100 if number & 1 else value
