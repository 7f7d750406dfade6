"""A received file opened safely, as sheets of cells.

What a file is, is told by its content; a name that says otherwise is refused. How much is
taken in stands in `refusals`. Nothing is computed, fetched or run.
"""

from collections.abc import Callable
from pathlib import PurePosixPath

from geo import (
    biff,
    compound,
    containers,
    delimited,
    ooxml,
    opendocument,
    refusals,
    relationships,
    sniffing,
)
from geo.received import Book
from geo.refusals import RefusedFileError

__all__ = ["KINDS", "RefusedFileError", "opened"]

KINDS = {
    "xlsx": (".xlsx",),
    "xls": (".xls",),
    "ods": (".ods",),
    "csv": (".csv", ".tsv", ".txt"),
}
"""Endings of a name by kind; the first is the usual one."""


def opened(content: bytes, name: str) -> Book:
    """A received file as sheets of cells.

    Parameters
    ----------
    content : bytes
        At most 20 MB (CSV 10 MB); unpacked at most 60 MB.
    name : str
        As sent; of a path, the last part is kept, without what cannot be seen.

    Returns
    -------
    Book
        At most 50 sheets, 20,000 rows, 200 columns, 100,000 filled cells, 32,767 characters
        a cell. Numbers are as stored: what a file shows as 51,59 % is 0.5159 with
        `Cell.is_percent`. Truths are `TRUE` and `FALSE`, failed formulas their `#REF!` with
        `Cell.is_error`, dates lose their hour. A formula without a kept result is a cell
        with `is_formula` and no value. All rows of a hidden sheet count as hidden. The
        values of a CSV file are texts.

    Raises
    ------
    RefusedFileError
        For everything else, with a `kind` of a closed list and nothing read: in any case
        within about 5 s and 500 MB.
    """
    name = refusals.shown(PurePosixPath(name.replace("\\", "/")).name) or "-"
    if not content.strip(b"\0\t\n\r \xef\xbb\xbf"):
        raise refusals.empty_file(name)
    if len(content) > refusals.MAX_FILE:
        raise refusals.too_big(name, refusals.MAX_FILE)
    match sniffing.family(content, name):
        case "zip":
            return _zipped(content, name)
        case "compound":
            return _compound(content, name)
        case "text":
            return _named("csv", name, lambda: delimited.read(content, name))


def _zipped(content: bytes, name: str) -> Book:
    parts = containers.unpacked(content, name)
    if sniffing.zipped(parts, name) == "ods":
        opendocument.refuse_active(parts, name)
        return _named("ods", name, lambda: opendocument.read(parts, name))
    relationships.refuse_active(parts, name)
    return _named("xlsx", name, lambda: ooxml.read(parts, name))


def _compound(content: bytes, name: str) -> Book:
    stream = biff.stream(compound.read(content, name), name)
    return _named("xls", name, lambda: biff.read(stream, name))


def _named(kind: str, name: str, read: Callable[[], Book]) -> Book:
    """The book, if the file's name says what it is."""
    if PurePosixPath(name).suffix.lower() not in KINDS[kind]:
        raise refusals.name_differs(name, kind.upper(), KINDS[kind][0])
    return read()
