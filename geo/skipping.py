"""Rows of a table that are not read, and why: totals, notes, examples, blanks."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from geo import areas, headings
from geo.areas import shown
from geo.districts import coded
from geo.fields import FIELDS, NUMBERS, index, key_of
from geo.language import Message
from geo.numerals import number
from geo.received import Layout, Sheet

TOTAL = Message("Baris jumlah: tidak dibaca sebagai angka, hanya diperiksa.")
PROVINCE = Message("Baris provinsi: dipakai untuk memeriksa jumlah, tidak dibaca sebagai angka.")
MEAN = Message("Baris rata-rata: tidak dibaca.")
EXAMPLE = Message("Baris contoh: tidak dibaca.")
BLANK = Message("Baris kosong.")
NOTE = Message("Catatan: tidak dibaca.")
REPEAT = Message("Judul kolom yang diulang.")
DISTRICT = Message(
    "Baris kecamatan tanpa kode: tidak dibaca. Angkanya dapat diterbitkan bila kode kecamatannya "
    "diisi."
)
ELSEWHERE = Message("Baris provinsi lain.")
TEXTS = ("legal_basis", "band")
"""Fields that say something without a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What is looked at in each row: columns by what they hold.

    Attributes
    ----------
    names : tuple of int
        Places of the cells up to the last one that names the region.
    said : tuple of int
        Places of numbers, and of texts that are figures of their own.
    districts : tuple of int
        Places of names of kecamatan.
    headed : mapping of int to str
        The lowest heading of each column that is read.
    is_keyed, has_regencies, has_province : bool
        Whether it is our template; whether a row names a regency, the province.
    """

    names: tuple[int, ...]
    said: tuple[int, ...]
    districts: tuple[int, ...]
    headed: Mapping[int, str]
    is_keyed: bool
    has_regencies: bool
    has_province: bool


def skipped(sheet: Sheet, layout: Layout) -> dict[int, Message]:
    """Rows between the first and the last that are not read, by number from 1, with the reason."""
    look = _look(sheet, layout)
    rows = range(layout.first, layout.last + 1)
    told = ((row, _why([shown(cell) for cell in sheet.rows[row - 1]], look)) for row in rows)
    return {row: why for row, why in told if why is not None}


def districts(sheet: Sheet, layout: Layout) -> tuple[int, ...]:
    """Places of the columns that name kecamatan."""
    named = areas.named(sheet, layout.header_rows)
    return tuple(
        index(column)
        for column, heading in named.items()
        if headings.field(heading, layout.form) == "district" and column not in layout.columns
    )


def _look(sheet: Sheet, layout: Layout) -> _Look:
    keys = {index(column): key_of(key) for column, key in layout.columns.items()}
    naming = [n for n, key in keys.items() if FIELDS[key].reads in ("region", "code")]
    rows = [sheet.rows[row - 1] for row in range(layout.first, layout.last + 1)]
    names = [shown(row[n]) for row in rows for n in naming]
    lowest = sheet.rows[layout.header_rows[-1] - 1] if layout.header_rows else ()
    below = districts(sheet, layout)
    return _Look(
        names=tuple(range(max([*naming, *below], default=0) + 1)),
        said=tuple(n for n, key in keys.items() if FIELDS[key].reads in NUMBERS or key in TEXTS),
        districts=below,
        headed={n: shown(lowest[n]) for n in keys if lowest},
        is_keyed=bool(areas.keys(sheet, layout.header_rows)),
        has_regencies=any(headings.meant(text) for text in names),
        has_province=any(headings.is_province(text) for text in names),
    )


def _why(row: Sequence[str], look: _Look) -> Message | None:
    leading = [row[n] for n in look.names if row[n]]
    if not any(row):
        return BLANK
    if any(text.casefold().startswith("contoh:") for text in leading):
        return EXAMPLE
    if look.headed and all(row[n] == heading for n, heading in look.headed.items()):
        return REPEAT
    if any(headings.is_mean(text) for text in leading):
        return MEAN
    if not any(row[n] for n in look.said) or not (leading or _counts(row, look)):
        return None if any(headings.meant(text) for text in leading) else NOTE
    return _not_a_regency(row, leading, look)


def _counts(row: Sequence[str], look: _Look) -> bool:
    """Whether a row holds a number, and not only the words of a signature."""
    return any(row[n] and number(row[n], "id") is not None for n in look.said)


def _not_a_regency(row: Sequence[str], leading: list[str], look: _Look) -> Message | None:
    """Why a row with figures is not one of a regency."""
    if any(re.sub(r"\D", "", text) in coded() for text in leading):
        return None  # a figure of a district, under its own code
    if look.districts:
        of_district = any(row[n] and not headings.is_total(row[n]) for n in look.districts)
        return DISTRICT if of_district and not any(map(headings.is_total, leading)) else None
    if any(map(headings.is_total, leading)):
        return TOTAL
    if look.is_keyed:
        return None
    if any(map(headings.is_province, leading)):
        return PROVINCE if look.has_regencies else None
    return ELSEWHERE if look.has_province and not look.has_regencies else None
