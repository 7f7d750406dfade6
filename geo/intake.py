"""Rows to claims, with the place of each."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from geo import areas, entries, skipping, statements
from geo.contracts import claims_from_text, is_small
from geo.entries import Reader, harmless
from geo.fields import FIELDS, index, key_of, letter
from geo.headings import field
from geo.language import Message
from geo.model import COLUMNS
from geo.received import About, Book, Draft, Fault, Layout, Severity, Where
from geo.statements import Row

Made = tuple[dict[str, str], Where]
"""A claim as text without its number, and the cell that it was read from."""


def drafted(
    book: Book, layouts: Sequence[Layout], answers: Mapping[str, str], about: About
) -> Draft:
    """Claims made of a book that is read as its layouts say.

    Parameters
    ----------
    book : Book
        As `grids.opened` returns it.
    layouts : sequence of Layout
        As `layouts.proposed` or `layouts.changed` returns them.
    answers : mapping of str to str
        Key of a question → key of the answer. Besides the questions of a layout:
        `SHEET.period` gives the period of rows that name none (`2025-08-31`), and
        `SHEET.province` = `read` reads a row of the province as a claim and not as a total.
    about : About
        Source of the rows that name none themselves.

    Returns
    -------
    Draft
        Claims in the order of their cells. Rates are fractions; `decimals` is that of the
        percent as written; numerator and denominator are the row's own counts, NaN where it
        has not both. A total is the row's own and never computed. Rows and cells with errors
        make no claim, and each has its fault.

    Raises
    ------
    FaultsError
        If a claim breaks the contract: a fault of this module, never of the file.
    """
    sheets = {sheet.name: sheet for sheet in book.sheets}
    made: list[Made] = []
    faults: list[Fault] = []
    for layout in layouts:
        if layout.sheet not in sheets:
            continue
        read = entries.reader(sheets[layout.sheet], layout, answers)
        new, wrong = _of_sheet(read, layout, about)
        made += new
        faults += wrong
    rows, places, doubled = _numbered(made)
    claims = claims_from_text(pd.DataFrame(rows, columns=list(COLUMNS), dtype=str), book.name)
    return Draft(claims=claims, places=places, faults=(*faults, *doubled))


def _of_sheet(read: Reader, layout: Layout, about: About) -> tuple[list[Made], list[Fault]]:
    if not layout.columns or (skipping.DISTRICT in layout.skipped.values() and not _rows(read)):
        return [], [_unread_sheet(read)]
    faults = [*entries.unanswered(read, layout), *entries.personal(read)]
    faults += _unread_columns(read, layout)
    private = {fault.where.row for fault in faults if fault.kind == "personal_data"}
    made: list[Made] = []
    once = {fault.kind for fault in faults if fault.where.row is None}
    for number in _rows(read):
        row, wrong = statements.row(read, number, about)
        for fault in wrong:
            if fault.where.row is not None:
                faults.append(fault)
            elif fault.kind not in once:
                once.add(fault.kind)
                faults.append(fault)
        if row is not None and number not in private:
            new, wrong = _of_row(read, row)
            made += [] if wrong else new
            faults += wrong
    return made, faults


def _rows(read: Reader) -> list[int]:
    """Rows that are read; one of the province only if the officer says so."""
    layout = read.layout
    is_province_read = read.answer("province") == "read"
    return [
        row
        for row in range(layout.first, layout.last + 1)
        if row not in layout.skipped
        or (is_province_read and layout.skipped[row] == skipping.PROVINCE)
    ]


def _of_row(read: Reader, row: Row) -> tuple[list[Made], list[Fault]]:
    made: list[Made] = []
    faults: list[Fault] = []
    amounts = {}
    for column, key in read.layout.columns.items():
        if FIELDS[key_of(key)].reads not in ("persons", "rate", "rupiah", "whole"):
            continue
        found = entries.amount(read, row.number, column)
        if isinstance(found, Fault):
            faults.append(found)
        elif found is not None:
            amounts[column] = found
    for column, claim in statements.of(read, row, amounts):
        made.append((claim, read.where(row.number, column)))
    faults += [_small(where) for claim, where in made if is_small(claim)]
    return made, faults


def _small(where: Where) -> Fault:
    """A count below the regency that could point at somebody; it is not quoted either."""
    return Fault(
        kind="small_count",
        severity=Severity.ERROR,
        where=where,
        text="",
        why=Message("Kurang dari 10 orang di satu kecamatan: dapat menunjuk orang tertentu."),
        mend=Message("Hapus baris itu, atau gabungkan dengan kecamatan lain."),
    )


def _numbered(made: Iterable[Made]) -> tuple[list[dict[str, str]], dict[str, Where], list[Fault]]:
    """Claims with numbers made of what they say; the same twice is a fault of the second."""
    rows: list[dict[str, str]] = []
    places: dict[str, Where] = {}
    faults: list[Fault] = []
    for claim, where in made:
        said = "\x1f".join(claim.get(name, "") for name in COLUMNS)
        number = "IN-" + hashlib.sha256(said.encode()).hexdigest()[:10]
        if number in places:
            faults.append(_doubled(where, places[number]))
            continue
        places[number] = where
        rows.append({**dict.fromkeys(COLUMNS, ""), **claim, "claim_id": number})
    return rows, places, faults


def _doubled(where: Where, first: Where) -> Fault:
    return Fault(
        kind="duplicate_key",
        severity=Severity.ERROR,
        where=where,
        text="",
        why=Message(
            "Angka yang sama sudah ada di lembar {sheet} baris {row}.",
            sheet=first.sheet,
            row=first.row,
        ),
        mend=Message("Hapus salah satu baris."),
    )


def _unread_sheet(read: Reader) -> Fault:
    reasons = list(read.layout.skipped.values())
    return Fault(
        kind="unread_sheet",
        severity=Severity.WARNING,
        where=read.where(),
        text=harmless(read.layout.sheet),
        why=reasons[0] if reasons else Message("Tidak ada kolom yang dibaca di lembar ini."),
        mend=Message("Lembar ini dilewati; pilih kolomnya bila memang memuat angka."),
    )


def _unread_columns(read: Reader, layout: Layout) -> list[Fault]:
    """A warning for each headed column with entries that the layout does not read."""
    known = {*layout.columns, *(letter(n + 1) for n in skipping.districts(read.sheet, layout))}
    return [
        Fault(
            kind="unread_column",
            severity=Severity.WARNING,
            where=read.where(layout.header_rows[-1], column),
            text=harmless(heading),
            why=Message("Kolom ini tidak dibaca."),
            mend=Message("Pilih artinya di daftar kolom, atau biarkan bila tidak diperlukan."),
        )
        for column, heading in read.headings.items()
        if column not in known
        and field(heading, layout.form) != "serial"
        and any(areas.shown(read.sheet.rows[row - 1][index(column)]) for row in _rows(read))
    ]
