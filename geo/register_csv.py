"""How a register in a CSV file is written: encoding, separator, lines that are not UTF-8.

Codes, days and marks of persons are told apart byte by byte, so a file that is not UTF-8 throughout
is read as Latin-1: no byte of it is lost, and none is taken for another.
"""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EXAMPLES = 5
UNICODE, BYTES = "utf-8", "latin-1"
SUFFIXES = (".csv", ".tsv")
_BLOCK = 1 << 20
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """How a file is written.

    Attributes
    ----------
    encoding : str
        `utf-8` where all of it is, else `latin-1`.
    separator : str
        What stands between the names of its first line most often.
    foreign : int
        Lines that are not UTF-8.
    examples : tuple of int
        Numbers of the first of them, the line after the names being 1; those of the rows, unless
        a text goes over several lines.
    """

    encoding: str
    separator: str
    foreign: int
    examples: tuple[int, ...]


def writing(path: Path) -> Writing:
    """How a file is written; UTF-8 with commas where it does not lie on this machine."""
    if not path.is_file():
        return Writing(encoding=UNICODE, separator=",", foreign=0, examples=())
    foreign = 0
    some: list[int] = []
    for number in _foreign(path):
        foreign += 1
        if len(some) < EXAMPLES:
            some.append(number)
    return Writing(
        encoding=BYTES if foreign else UNICODE,
        separator=_separator(path),
        foreign=foreign,
        examples=tuple(some),
    )


def _separator(path: Path) -> str:
    with path.open("rb") as file:
        names = file.readline(_BLOCK).decode(BYTES)
    return max(_SEPARATORS, key=names.count)


def _foreign(path: Path) -> Iterator[int]:
    """Numbers of lines that are not UTF-8, the names' line being 0.

    Read in blocks of whole lines: only a block that is not UTF-8 is looked at line by line.
    """
    line, rest = 0, b""
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            whole, found, rest = (rest + block).rpartition(b"\n")
            yield from _unlike(whole, line)
            line += whole.count(b"\n") + len(found)
    yield from _unlike(rest, line)


def _unlike(block: bytes, first: int) -> Iterator[int]:
    if _is_unicode(block):
        return
    for number, text in enumerate(block.split(b"\n"), start=first):
        if not _is_unicode(text):
            yield number


def _is_unicode(text: bytes) -> bool:
    try:
        codecs.utf_8_decode(text, "strict", True)
    except UnicodeDecodeError:
        return False
    return True
