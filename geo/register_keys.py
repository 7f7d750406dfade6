"""Persons' numbers to pseudonyms, with a key that stays where the register is kept.

A keyed hash (HMAC-SHA-256, RFC 2104; FIPS 198-1): without the key nobody can try all numbers out,
which a plain hash of sixteen digits would allow within minutes.
"""

import csv
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from pathlib import Path

from geo.errors import GeoError
from geo.language import Message

KEY_BYTES, MARK_DIGITS = 32, 32
"""Length of a key; hexadecimal digits of a pseudonym: 128 bit."""


class BadKeyError(GeoError, ValueError):
    """A key file that holds no key."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            what=Message("{path} bukan berkas kunci.", path=path.name),
            mend=Message("Buat kunci: python -m geo register-key kunci.txt"),
        )


class NoPersonColumnError(GeoError, ValueError):
    """A file without the column whose numbers are to be replaced."""

    def __init__(self, path: Path, column: str) -> None:
        super().__init__(
            what=Message("{path} tidak punya kolom {column}.", path=path.name, column=column),
            mend=Message("Sebutkan nama kolomnya: --column."),
        )


def new_key() -> str:
    """A key by chance, as text for a file."""
    return secrets.token_hex(KEY_BYTES)


def read_key(path: Path) -> bytes:
    """The key of a file.

    Raises
    ------
    BadKeyError
        If it does not hold one as `new_key` makes it.
    """
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        raise BadKeyError(path) from error
    if len(key) != KEY_BYTES:
        raise BadKeyError(path)
    return key


def pseudonym(number: str, key: bytes) -> str:
    """A person's mark: the same for the same number and key; empty for an empty number."""
    cleaned = "".join(number.split())
    if not cleaned:
        return ""
    return hmac.new(key, cleaned.encode(), hashlib.sha256).hexdigest()[:MARK_DIGITS]


def replaced(source: Path, target: Path, column: str, key: bytes) -> int:
    """Write a CSV again with one column replaced by pseudonyms, row by row.

    Returns
    -------
    int
        Rows written. The target is there whole, or not at all.

    Raises
    ------
    NoPersonColumnError
        If there is no such column.
    """
    draft = target.with_name(f".{target.name}.new")
    rows = 0
    try:
        with source.open(encoding="utf-8-sig", newline="") as read:
            lines = csv.DictReader(read)
            if column not in (lines.fieldnames or ()):
                raise NoPersonColumnError(source, column)
            with draft.open("w", encoding="utf-8", newline="") as written:
                out = csv.DictWriter(written, list(lines.fieldnames or ()), extrasaction="ignore")
                out.writeheader()
                for row in _marked(lines, column, key):
                    out.writerow(row)
                    rows += 1
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    return rows


def _marked(lines: Iterator[dict[str, str]], column: str, key: bytes) -> Iterator[dict[str, str]]:
    for row in lines:
        yield {**row, column: pseudonym(row[column] or "", key)}
