"""A draft held against the file that it was read from and the edition there is."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from math import isnan

import pandas as pd

from geo import numerals, secrecy
from geo.against import against
from geo.deployment import here
from geo.errors import listed
from geo.fields import index
from geo.formats import DASH
from geo.language import Message
from geo.model import Unit
from geo.quoted import amount, measure, quoted, when
from geo.received import Book, Cell, Draft, Fault, Severity, Sheet, Where
from geo.regencies import regencies, spelled
from geo.sums import COUNTED, Stated, stated, within

_WHOLE = spelled(here().name)
TOTALS = (
    "jumlah",
    "total",
    _WHOLE,
    f"provinsi{_WHOLE}",
    *(["kalbar"] if here().code == "61" else []),
)
"""How the first words of a total row begin, as `spelled` writes them."""
FIGURES = frozenset({*COUNTED, "coverage_rate"})
_ADDED = frozenset({Unit.PERSONS.value, Unit.RUPIAH.value})
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)*")


def sound(draft: Draft, faults: Sequence[Fault]) -> pd.DataFrame:
    """The draft's claims without those of rows in which an error was found."""
    wrong = {
        (fault.where.sheet, fault.where.row) for fault in faults if fault.severity is Severity.ERROR
    }
    kept = [
        (draft.places[claim].sheet, draft.places[claim].row) not in wrong
        for claim in draft.claims["claim_id"]
    ]
    return draft.claims[kept].reset_index(drop=True)


def checked(draft: Draft, book: Book, claims: pd.DataFrame, today: date) -> tuple[Fault, ...]:
    """Everything that is wrong or doubtful in a draft, sorted by place.

    Parameters
    ----------
    draft : Draft
        Claims with the cells that they were read from, and the faults found in reading.
    book : Book
        The file that the draft was made of.
    claims : DataFrame
        The edition's claims, columns as in `model.COLUMNS`; may be empty.
    today : date
        Periods that begin later lie in the future.

    Returns
    -------
    tuple of Fault
        Those of the draft and those found here, each place and kind once: by sheet, row and
        column of the file, errors before warnings of one cell.

    Notes
    -----
    A jump is more than 15 points of a rate, or 50 % of any other number, from the newest
    comparable claim of the edition up to the same date; a denominator is asked about from
    10 %. Conventions of this project.
    """
    facts = stated(draft.claims, draft)
    gone = set(claims["supersedes"])
    known = [one for one in stated(claims) if one.claim_id not in gone]
    found = [
        *draft.faults,
        *within(facts, book, today),
        *against(facts, known, book),
        *secrecy.faults(facts, known),
        *_of_sheets(facts, draft, book),
    ]
    single = {(one.kind, one.where, one.text): one for one in reversed(found)}
    return tuple(sorted(single.values(), key=_placed(book)))


def _placed(book: Book) -> Callable[[Fault], tuple[int, int, int, bool, str]]:
    """Where a fault stands in its file, as a key to sort by."""
    sheets = {sheet.name: number for number, sheet in enumerate(book.sheets)}

    def place(fault: Fault) -> tuple[int, int, int, bool, str]:
        where = fault.where
        at = (sheets.get(where.sheet, len(sheets)), where.row or 0, index(where.column))
        return (*at, fault.severity is Severity.WARNING, fault.kind)

    return place


def _of_sheets(facts: Sequence[Stated], draft: Draft, book: Book) -> Iterator[Fault]:
    told: dict[str, list[Stated]] = defaultdict(list)
    for fact in facts:
        told[fact.where.sheet].append(fact)
    for sheet in book.sheets:
        if told[sheet.name]:
            yield from _missing(sheet.name, told[sheet.name])
            yield from _hidden(sheet)
            yield from _totals(sheet, told[sheet.name], draft, book)


def _missing(sheet: str, facts: Sequence[Stated]) -> Iterator[Fault]:
    """Regencies that a table of several does not name, for each of its periods.

    A table of one regency is its own report and lacks nobody.
    """
    periods: dict[str, set[str]] = defaultdict(set)
    for fact in facts:
        if fact.indicator in FIGURES:
            periods[fact.period].add(fact.region_code)
    for period, there in sorted(periods.items()):
        absent = [one.name_full for one in regencies() if one.bps not in there]
        if absent and len(regencies()) - len(absent) > 1:
            yield Fault(
                kind="missing_regency",
                severity=Severity.WARNING,
                where=Where(sheet=sheet),
                text=period,
                why=Message(
                    "{period}: {count} dari {expected} kabupaten/kota tidak ada dalam lembar ini: "
                    "{names}.",
                    period=when(period),
                    count=len(absent),
                    expected=len(regencies()),
                    names=listed(absent, len(regencies())),
                ),
                mend=Message(
                    "Lengkapi bila angkanya ada; bila tidak, wilayah itu tampil tanpa data, "
                    "bukan nol."
                ),
            )


def _hidden(sheet: Sheet) -> Iterator[Fault]:
    """Runs of hidden rows that hold something; the row of field keys is hidden by design."""
    rows = {
        row
        for row in sheet.hidden
        if 0 < row <= len(sheet.rows)
        if any(cell.value is not None for cell in sheet.rows[row - 1])
        if not _is_keys(sheet.rows[row - 1])
    }
    starts = [row for row in sorted(rows) if row - 1 not in rows]
    ends = [row for row in sorted(rows) if row + 1 not in rows]
    for first, last in zip(starts, ends, strict=True):
        yield Fault(
            kind="hidden_row",
            severity=Severity.WARNING,
            where=Where(sheet=sheet.name, row=first),
            text="" if first == last else f"{first}{DASH}{last}",
            why=Message("Baris ini disembunyikan dalam berkas, tetapi ikut dibaca."),
            mend=Message("Tampilkan barisnya lalu periksa; hapus bila tidak berlaku."),
        )


def _is_keys(row: Sequence[Cell]) -> bool:
    """Whether a row holds names of fields alone, as the template's first row does."""
    texts = [str(cell.value) for cell in row if cell.value is not None]
    return "region" in texts and all(_CODE.fullmatch(text) for text in texts)


def _totals(sheet: Sheet, facts: Sequence[Stated], draft: Draft, book: Book) -> Iterator[Fault]:
    """Total rows under a column that are not the sum of what was read of it."""
    broken = {
        fault.where.column for fault in draft.faults if fault.severity is Severity.ERROR
        if fault.where.sheet == sheet.name
    }  # fmt: skip
    columns: dict[str, list[Stated]] = defaultdict(list)
    # Of regencies and their districts in one table the regencies are added up.
    level = min((len(one.region_code) for one in facts if len(one.region_code) > 2), default=0)
    for fact in facts:
        if fact.unit in _ADDED and len(fact.region_code) == level and not isnan(fact.value):
            columns[fact.where.column].append(fact)
    for column, parts in columns.items():
        if column in broken or "" in broken or len(parts) < 2 or not _is_one(parts):
            continue
        row = _total_row(sheet, max(one.where.row or 0 for one in parts))
        where = Where(sheet=sheet.name, row=row, column=column)
        written = _written(_cell(sheet, where)) if row else None
        added = sum(one.value for one in parts)
        if written is not None and abs(written - added) > 0.5:
            yield _other_total(where, parts, (added, written), book)


def _is_one(parts: Sequence[Stated]) -> bool:
    """Whether a column counts one thing at one time, each region once."""
    kinds = {(one.indicator, one.segment, one.period, one.definition) for one in parts}
    return len(kinds) == 1 and len({one.region_code for one in parts}) == len(parts)


def _total_row(sheet: Sheet, after: int) -> int | None:
    """Number of the first row below `after` whose first words tell a total."""
    for number, row in enumerate(sheet.rows[after:], start=after + 1):
        words = [cell.value for cell in row if isinstance(cell.value, str)]
        if words and spelled(words[0]).startswith(TOTALS):
            return number
    return None


def _cell(sheet: Sheet, where: Where) -> Cell:
    return sheet.rows[(where.row or 1) - 1][index(where.column)]


def _written(cell: Cell) -> float | None:
    """A count as it is written, with or without marks between its thousands."""
    read = numerals.number(cell.value, "whole")
    return None if read is None else float(read.value)


def _other_total(
    where: Where, parts: Sequence[Stated], sums: tuple[float, float], book: Book
) -> Fault:
    one, (added, written) = parts[0], sums
    return Fault(
        kind="total_row_differs",
        severity=Severity.WARNING,
        where=where,
        text=quoted(book, where),
        why=Message(
            "{measure}: {count} baris di atasnya berjumlah {added}, di sini tertulis {written}.",
            measure=measure(one.indicator, one.segment),
            count=len(parts),
            added=amount(added, one.unit),
            written=amount(written, one.unit),
        ),
        mend=Message("Cari baris yang kurang atau salah; baris jumlah sendiri tidak diterbitkan."),
    )
