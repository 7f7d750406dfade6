"""A CSV file → one sheet of texts; encoding and separator are found by what stands in it."""

import csv
import io
import re
from collections import Counter

from geo import refusals
from geo.canvas import Easel, text_cell
from geo.language import Message
from geo.received import Book

SEPARATORS = ";\t,"
"""From the least to the most usual within a cell: where two fit alike, the first is taken."""
_SAMPLE = 200_000  # letters
_QUOTED = re.compile('"[^"]*"')
_SAID = re.compile(r"sep=([;,\t])", re.IGNORECASE)


def read(content: bytes, name: str) -> Book:
    """A CSV file as a book of one sheet, named like the file; every value is a text.

    Row numbers are those that a spreadsheet shows: a line break within quotes begins none.
    `sep=;` in the first line, as Excel writes it, names the separator.

    Raises
    ------
    RefusedFileError
        For NUL bytes, more than is read, quotes that do not close, letters of no known encoding.
    """
    if len(content) > refusals.MAX_PLAIN:
        raise refusals.too_big(name, refusals.MAX_PLAIN)
    text = decoded(content, name)
    first = _SAID.fullmatch(text[:80].split("\n", 1)[0].strip())
    mark = first[1] if first else separator(text)
    easel = Easel(name=name)
    canvas = easel.canvas(refusals.shown(name) or "csv")
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for row, cells in enumerate(lines, start=1):
            if not (row == 1 and first):
                for column, cell in enumerate(cells, start=1):
                    canvas.put(row, column, text_cell(cell))
    except csv.Error as error:
        raise _torn(name, lines.line_num) from error
    easel.done(canvas)
    return easel.book("csv")


def decoded(content: bytes, name: str) -> str:
    """The text: UTF-8, with or without its mark, or Windows-1252 where it is not UTF-8."""
    if b"\0" in content:
        raise refusals.unsafe(name, "nul_bytes", Message("memuat byte kosong (NUL)"), _as_csv())
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refusals.unsafe(name, "unknown_encoding", Message("hurufnya tidak dikenal"), _as_csv())


def separator(text: str) -> str:
    """The separator that most lines hold equally often, semicolon before tab before comma.

    >>> separator("Kabupaten;Cakupan\\nLandak;51,59\\nSekadau;38,20\\n")
    ';'
    """
    lines = [line for line in _QUOTED.sub("", text[:_SAMPLE]).splitlines() if line.strip()]
    fits = {mark: _fit(lines, mark) for mark in SEPARATORS}
    return max(SEPARATORS, key=lambda mark: fits[mark])


def _fit(lines: list[str], mark: str) -> int:
    """How many lines hold a separator as often as most do that hold it at all."""
    counts = Counter(count for line in lines if (count := line.count(mark)))
    return max(counts.values(), default=0)


def _as_csv() -> Message:
    return Message("Simpan sebagai “CSV UTF-8” atau sebagai .xlsx, lalu kirim lagi.")


def _torn(name: str, line: int) -> refusals.RefusedFileError:
    return refusals.RefusedFileError(
        "torn_csv",
        Message(
            "Berkas {name} tidak terbaca: tanda kutip di sekitar baris {line} tidak berpasangan.",
            name=refusals.shown(name),
            line=line,
        ),
        Message("Perbaiki tanda kutip di baris itu, atau simpan sebagai .xlsx, lalu kirim lagi."),
    )
