"""Where the table of a sheet lies: title above, headings of one to four rows, rows, notes."""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from geo import headings
from geo.fields import FIELDS, letter
from geo.moments import period, periods_in, without_periods
from geo.numerals import plain
from geo.received import Cell, Form, Sheet

LATEST_HEADING, MOST_HEADING_ROWS, LONGEST_HEADING = 60, 4, 120
"""The last row that headings are looked for in; the rows that they take at most; letters of
the longest cell that is one."""
FEWEST_COLUMNS = 2
"""A row with fewer headings that mean something is a title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The table of a sheet.

    Attributes
    ----------
    header_rows : tuple of int
        Rows of the headings, from 1; a row of keys or of column numbers is among them.
    headings : mapping of str to str
        Letter of a column → its whole heading, top to bottom.
    first, last : int
        First and last row below the headings that hold anything; `last` < `first` for none.
    title : str
        What stands above the headings.
    is_keyed : bool
        Whether the sheet names the fields itself, as our template does.
    """

    header_rows: tuple[int, ...]
    headings: Mapping[str, str]
    first: int
    last: int
    title: str
    is_keyed: bool = False


def shown(cell: Cell) -> str:
    """A cell as one line of text; empty where it is blank."""
    if isinstance(cell.value, float) and cell.value.is_integer():
        return str(int(cell.value))
    return "" if cell.value is None else plain(str(cell.value))


def found(sheet: Sheet) -> Table | None:
    """The table of a sheet; None where no row looks like its headings."""
    rows = _filled(sheet)
    start = next((n for n, row in enumerate(rows[:LATEST_HEADING]) if _is_keys(row)), None)
    is_keyed = start is not None
    if start is None:
        start = _start(sheet, rows)
    if start is None:
        return None
    stop = start + 1
    while stop < min(len(rows), start + MOST_HEADING_ROWS) and _goes_on(rows[stop], is_keyed):
        stop += 1
    while stop < len(rows) and _numbers_columns(rows[stop]):
        stop += 1
    header_rows = tuple(range(start + 1, stop + 1))
    below = [n for n in range(stop, len(rows)) if any(shown(cell) for cell in sheet.rows[n])]
    return Table(
        header_rows=header_rows,
        headings=named(sheet, header_rows),
        first=(below[0] if below else stop) + 1,
        last=(below[-1] + 1) if below else stop,
        title=title(sheet, header_rows),
        is_keyed=is_keyed,
    )


def named(sheet: Sheet, header_rows: Sequence[int]) -> Mapping[str, str]:
    """The whole heading of each column that has one, by the column's letter.

    A merged heading stands over all its columns; where a file keeps no merged areas, a blank
    in an upper row belongs to the heading on its left if something stands below it.
    """
    rows = [row for row in _filled(sheet, header_rows) if not _numbers_columns(row)]
    texts = [row for row in rows if not _is_keys(row)] or rows
    for upper, lower in itertools.pairwise(texts):
        for n in range(1, len(upper)):
            if not upper[n] and lower[n] and not (lower[n - 1] == "" and upper[n - 1]):
                upper[n] = upper[n - 1]
    columns = ([row[n] for row in texts] for n in range(len(sheet.rows[0]) if sheet.rows else 0))
    whole = {letter(n): _joined(parts) for n, parts in enumerate(columns, start=1)}
    return {column: text for column, text in whole.items() if text}


def title(sheet: Sheet, header_rows: Sequence[int]) -> str:
    """What stands above the headings, as one line."""
    above = sheet.rows[: header_rows[0] - 1] if header_rows else ()
    return _joined(text for row in above for text in map(shown, row))


def keys(sheet: Sheet, header_rows: Sequence[int]) -> Mapping[str, str]:
    """Letter → field of a sheet that names its fields itself, in a row of keys."""
    for row in _filled(sheet, header_rows):
        if _is_keys(row):
            return {letter(n): key for n, key in enumerate(row, start=1) if key}
    return {}


def _filled(sheet: Sheet, numbers: Sequence[int] | None = None) -> list[list[str]]:
    """Rows as texts, a merged area holding its text in each of its cells.

    Only merged areas of headings are of use; those of the body stay as they are stored.
    """
    wanted = list(numbers) if numbers is not None else list(range(1, len(sheet.rows) + 1))
    texts = {n: [shown(cell) for cell in sheet.rows[n - 1]] for n in wanted}
    for top, left, bottom, right in sheet.merged:
        text = shown(sheet.rows[top - 1][left - 1]) if top <= len(sheet.rows) else ""
        for n in range(top, min(bottom, top + MOST_HEADING_ROWS) + 1):
            if n in texts and top <= LATEST_HEADING:
                texts[n][left - 1 : right] = [text] * len(texts[n][left - 1 : right])
    return [texts[n] for n in wanted]


def _is_keys(row: Sequence[str]) -> bool:
    """Whether a row names fields by their keys, as the template's hidden row does."""
    told = [text for text in row if text]
    return len(told) > FEWEST_COLUMNS and all(text in FIELDS for text in told)


def _start(sheet: Sheet, rows: list[list[str]]) -> int | None:
    """The first row of the headings."""
    for n in range(min(len(rows), LATEST_HEADING)):
        own = [shown(cell) for cell in sheet.rows[n]]
        telling = [_means(text) for text in own]
        dividing = [bool(text) and _is_period(text) for text in own]
        if (
            any(telling)
            and sum(telling) + sum(dividing) >= FEWEST_COLUMNS
            and not _holds_figures(own)
        ):
            above = [shown(cell) for cell in sheet.rows[n - 1]] if n else []
            told = [text for text in above if text]
            parts = [text for text in told if _divides(text)]
            is_upper = len(told) >= FEWEST_COLUMNS and len(parts) > 0
            is_upper = is_upper and all(text in parts or _means(text) for text in told)
            return n - 1 if is_upper else n
    return None


def _means(text: str) -> bool:
    """Whether a cell may be a heading: its words mean a field on one of the sheets."""
    if not text or len(text) > LONGEST_HEADING or _is_number(text):
        return False
    return any(headings.field(text, form) for form in (Form.FIGURES, Form.PROGRAMMES))


def _divides(text: str) -> bool:
    """Whether a cell is an upper heading that only divides: a period, a segment."""
    return _is_period(text) or (headings.segment(text) != "total" and len(text) <= LONGEST_HEADING)


def _is_period(text: str) -> bool:
    """Whether a cell says a period and nothing else."""
    rest = without_periods(text).casefold()
    return bool(periods_in(text)) and rest in ("", "tahun", "bulan", "per", "posisi")


def _goes_on(row: Sequence[str], is_keyed: bool) -> bool:
    """Whether the row below a heading is one of its rows."""
    told = [text for text in row if text]
    if not told or _holds_figures(row):
        return False
    if is_keyed:
        labels = {headings.words(one.label) for one in FIELDS.values()}
        alike = sum(headings.words(text) in labels or _means(text) for text in told)
        return alike * 2 > len(told) and not any(text.startswith("Contoh") for text in told)
    parts = r"(total|jumlah|orang|jiwa|persen|%|tk|pekerja|peserta|l|p|poin|rp|rupiah|capaian)"
    alike = sum(
        _means(text) or _divides(text) or bool(re.fullmatch(parts, headings.words(text)))
        for text in told
    )
    return alike * 2 > len(told)


def _holds_figures(row: Sequence[str]) -> bool:
    """Whether a row holds numbers other than years and dates."""
    return any(_is_number(text) and period(text) is None for text in row)


def _is_number(text: str) -> bool:
    return re.fullmatch(r"(rp)?[-+.,% 0-9]*[0-9][-+.,% 0-9]*", text.casefold()) is not None


def _numbers_columns(row: Sequence[str]) -> bool:
    """Whether a row counts the columns: 1, 2, 3 or (1), (2), (3)."""
    told = [text.strip("()") for text in row if text]
    return len(told) > FEWEST_COLUMNS and [*map(str, range(1, len(told) + 1))] == told


def _joined(parts: Iterable[str]) -> str:
    """Texts as one, a repeat told once."""
    return " ".join(dict.fromkeys(text for text in parts if text))
