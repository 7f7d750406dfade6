"""Texts of an XLS workbook, which may run on from one record into the next.

Authority: Microsoft, [MS-XLS] Excel Binary File Format (.xls) Structure, revision 11.0
(2022), 2.5.293 (XLUnicodeRichExtendedString) and 2.4.265 (SST).
"""

import struct
from dataclasses import dataclass

from geo.refusals import MAX_TEXT

_WIDE, _FAR_EAST, _RICH = 0x01, 0x04, 0x08


@dataclass(slots=True, kw_only=True)
class Pieces:
    """A reader of texts; `struct.error` or `IndexError` where they end too early.

    Attributes
    ----------
    pieces : tuple of bytes
        A record's content and its continuations.
    at : int
        Where to read on in the first of them.
    """

    pieces: tuple[bytes, ...]
    at: int
    piece: int = 0

    def strings(self, count: int) -> list[str]:
        """All texts of a table; no more than it says, or than there is room for."""
        found: list[str] = []
        while len(found) < count and self._left():
            found.append(self.string(wide_length=True))
        return found

    def string(self, *, wide_length: bool) -> str:
        """The next text, without its looks."""
        length = self._number("<H" if wide_length else "<B")
        flags = self._number("<B")
        runs = self._number("<H") if flags & _RICH else 0
        extra = self._number("<I") if flags & _FAR_EAST else 0
        if length > MAX_TEXT:
            raise IndexError(length)
        text = self._letters(length, is_wide=bool(flags & _WIDE))
        self._skip(4 * runs + extra)
        return text

    def _left(self) -> bool:
        """Whether anything is left; moves on to the next piece at the end of one."""
        while self.piece < len(self.pieces) and self.at >= len(self.pieces[self.piece]):
            self.piece, self.at = self.piece + 1, 0
        return self.piece < len(self.pieces)

    def _number(self, kind: str) -> int:
        if not self._left():
            raise IndexError(self.piece)
        number = int(struct.unpack_from(kind, self.pieces[self.piece], self.at)[0])
        self.at += struct.calcsize(kind)
        return number

    def _letters(self, length: int, *, is_wide: bool) -> str:
        """Letters; where they run on into the next piece, it says anew how wide they are."""
        found = []
        while length:
            room = len(self.pieces[self.piece]) - self.at
            if room <= 0:
                if not self._left():
                    raise IndexError(self.piece)
                is_wide = bool(self._number("<B") & _WIDE)
                continue
            size = 2 if is_wide else 1
            taken = min(length, room // size)
            if not taken:
                raise IndexError(room)
            part = self.pieces[self.piece][self.at : self.at + taken * size]
            found.append(
                part.decode("utf-16-le", "surrogatepass") if is_wide else part.decode("latin-1")
            )
            self.at += taken * size
            length -= taken
        joined = "".join(found)
        return joined.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")

    def _skip(self, count: int) -> None:
        while count:
            if not self._left():
                raise IndexError(count)
            taken = min(count, len(self.pieces[self.piece]) - self.at)
            self.at += taken
            count -= taken
