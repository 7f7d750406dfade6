"""Streams of a compound file, the container of XLS; every chain of sectors has an end.

Authority: Microsoft, [MS-CFB] Compound File Binary File Format, revision 10.0 (2021).
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from geo import refusals

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LAST = 0xFFFFFFFA  # numbers above are no sectors: free, end of chain, tables
_ENTRY, _MINI, _CUTOFF = 128, 64, 4096
_HEADER = 512
_IN_HEADER = 109  # sectors of the table that the header itself names


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound:
    """A compound file.

    Attributes
    ----------
    storages : frozenset of str
        Names of its folders, the root left out.
    streams : mapping of str to bytes
        Its files by name, folders left out; the first of a name.
    """

    storages: frozenset[str]
    streams: Mapping[str, bytes]


def read(content: bytes, name: str) -> Compound:
    """The streams of a compound file.

    Raises
    ------
    RefusedFileError
        `damaged` for chains that run in circles or out of the file, or for anything cut short.
    """
    try:
        return _File(content=content, name=name, size=_sector(content, name)).read()
    except (struct.error, UnicodeDecodeError, IndexError) as error:
        raise refusals.damaged(name) from error


def _sector(content: bytes, name: str) -> int:
    power = int.from_bytes(content[30:32], "little")
    if content[:8] != MAGIC or len(content) < _HEADER or power not in {9, 12}:
        raise refusals.damaged(name)
    return 1 << power


@dataclass(slots=True, kw_only=True)
class _File:
    content: bytes
    name: str
    size: int

    def read(self) -> Compound:
        table = self._table()
        first = _number(self.content, 48)
        entries = self._joined(self._chain(table, first))
        found = [entries[n : n + _ENTRY] for n in range(0, len(entries) - _ENTRY + 1, _ENTRY)]
        root = next((one for one in found if one[66] == 5), None)
        if root is None:
            raise refusals.damaged(self.name)
        mini = self._joined(self._chain(table, _number(root, 116)))
        packed = self._joined(self._chain(table, _number(self.content, 60)))
        small = struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4])
        streams: dict[str, bytes] = {}
        left = len(self.content) * 2
        for one in found:
            if one[66] != 2 or (title := _title(one)) in streams:
                continue
            size = _number(one, 120)
            if size > len(self.content) or (left := left - size) < 0:
                raise refusals.damaged(self.name)
            streams[title] = self._stream(one, size, table, (mini, small))
        return Compound(
            storages=frozenset(_title(one) for one in found if one[66] == 1), streams=streams
        )

    def _stream(
        self, entry: bytes, size: int, table: tuple[int, ...], small: tuple[bytes, tuple[int, ...]]
    ) -> bytes:
        start = _number(entry, 116)
        if size >= _CUTOFF:
            whole = self._joined(self._chain(table, start))
        elif size == 0:
            return b""
        else:
            chain = self._chain(small[1], start)
            whole = b"".join(small[0][n * _MINI : (n + 1) * _MINI] for n in chain)
        if len(whole) < size:
            raise refusals.damaged(self.name)
        return whole[:size]

    def _table(self) -> tuple[int, ...]:
        """The number of the next sector, by the number of each sector."""
        sectors = list(struct.unpack(f"<{_IN_HEADER}I", self.content[76:_HEADER]))
        after, seen = _number(self.content, 68), set[int]()
        while after < _LAST:
            if after in seen:
                raise refusals.damaged(self.name)
            seen.add(after)
            more = self._at(after)
            *numbers, after = struct.unpack(f"<{self.size // 4}I", more)
            sectors += numbers
        used = [one for one in sectors if one < _LAST]
        if len(set(used)) < len(used):
            raise refusals.damaged(self.name)
        whole = self._joined(used)
        return struct.unpack(f"<{len(whole) // 4}I", whole)

    def _chain(self, table: tuple[int, ...], start: int) -> list[int]:
        """Numbers of the sectors of a stream, in order; none where it starts nowhere."""
        chain, seen = [], set[int]()
        while start < _LAST:
            if start in seen or start >= len(table):
                raise refusals.damaged(self.name)
            seen.add(start)
            chain.append(start)
            start = table[start]
        return chain

    def _at(self, sector: int) -> bytes:
        start = (sector + 1) * self.size
        found = self.content[start : start + self.size]
        if not found:
            raise refusals.damaged(self.name)
        return found.ljust(self.size, b"\0")  # the last one may be cut short

    def _joined(self, sectors: list[int]) -> bytes:
        return b"".join(map(self._at, sectors))


def _number(content: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", content, at)[0])


def _title(entry: bytes) -> str:
    length = int.from_bytes(entry[64:66], "little")
    if not 2 <= length <= 64:
        return ""
    return entry[: length - 2].decode("utf-16-le")
