"""Rows of a register read: what is fit to be counted, and what is wrong with the others.

Every row falls into exactly one kind, so that the kinds add up to the rows there are.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import ibis
import numpy as np
import pandas as pd
from ibis import ir

from geo.errors import GeoError
from geo.language import Message
from geo.register_days import DAYS, by_hand, day_of, trimmed, unread
from geo.register_engines import fetched
from geo.register_terms import COLUMNS, OPTIONAL, SEGMENTS, Window, month_of

COUNTED = "counted"
"""The kind of a row without fault."""
EXAMPLES = 5
NIK = (
    "(^|[^0-9A-Za-z])[0-9]{16}([^0-9A-Za-z]|$)"
    "|^[^0-9A-Za-z]*[0-9]{2}([ .-]?[0-9]{2}){7}[^0-9A-Za-z]*$"
)
"""Sixteen digits by themselves, in one piece or written in pieces."""
NIK_LEAST, NIK_MOST, NIK_SHARE = 10**15, 10**16, 0.01
"""Of whole numbers one in 2,000 has sixteen digits if they are random ones of 64 bit."""


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


KINDS: Mapping[str, str] = MappingProxyType(
    {
        "no_person": _("tanpa penanda orang"),
        "unknown_region": _("kode wilayah kosong atau tidak dikenal"),
        "unknown_segment": _("segmen kosong atau tidak dikenal"),
        "bad_date": _("tanggal yang tidak ada atau tidak terbaca (tulis 2025-12-31)"),
        "no_start": _("tanpa tanggal mulai"),
        "ends_before_start": _("berakhir sebelum mulai"),
        "never_paid": _("tanpa tanggal iuran terakhir"),
        "paid_before_start": _("iuran terakhir sebelum mulai"),
        COUNTED: _("dihitung"),
    }
)
"""In the order in which a row is judged: the first that holds is its kind."""
FIT = list(KINDS).index(COUNTED)
"""The number of the kind of a row without fault."""


class ClearIdentityError(GeoError, ValueError):
    """A register that holds what looks like NIK in clear."""

    def __init__(self, rows: int) -> None:
        super().__init__(
            what=Message(
                "{n} baris memuat penanda orang 16 angka, seperti NIK. Register ditolak.", n=rows
            ),
            mend=Message("Samarkan dahulu: python -m geo register-key, lalu register-hash."),
        )


class MissingColumnsError(GeoError, ValueError):
    """A register without the columns that must be there."""

    def __init__(self, missing: list[str], there: list[str]) -> None:
        super().__init__(
            what=Message(
                "Kolom tidak ada: {missing}. Yang ada: {there}.",
                missing=", ".join(missing),
                there=", ".join(there),
            ),
            mend=Message("Beri nama kolom seperti di docs/register.md."),
        )


class ZonedTimesError(GeoError, ValueError):
    """A column whose days depend on where one stands: midnight there is yesterday elsewhere."""

    def __init__(self, columns: list[str]) -> None:
        super().__init__(
            what=Message("Kolom {names} berisi jam dengan zona waktu.", names=", ".join(columns)),
            mend=Message(
                "Jadikan tanggal menurut waktu setempat, misalnya "
                "(kolom AT TIME ZONE 'Asia/Jakarta')::date."
            ),
        )


def checked_columns(register: Any) -> Any:
    """The columns that are read, and no others; marks of persons are text or whole numbers.

    Raises
    ------
    MissingColumnsError
        If one that must be there is not.
    ZonedTimesError
        If a day is told as an hour with a time zone.
    """
    missing = [name for name in COLUMNS if name not in register.columns and name not in OPTIONAL]
    if missing:
        raise MissingColumnsError(missing, list(register.columns))
    zoned = [name for name in DAYS if getattr(register[name].type(), "timezone", None)]
    if zoned:
        raise ZonedTimesError(zoned)
    read = register.select(*(name for name in COLUMNS if name in register.columns))
    plain = isinstance(read.person_id, ir.StringColumn | ir.IntegerColumn)
    return read if plain else read.mutate(person_id=read.person_id.cast("string"))


def summed(register: Any) -> pd.DataFrame:
    """What is judged of a register apart from its persons, in one reading of it.

    Parameters
    ----------
    register : table
        As `checked_columns` gives it.

    Returns
    -------
    DataFrame
        `region`, `segment` and `days` as `judged` reads them, `nobody` (no person is told), `rows`
        (so many are like this) and `alike` (so many of them name a person by what looks like a
        NIK).
    """
    rows = _read(register)
    rows = rows.mutate(nobody=rows.person.isnull(), alike=_like_nik(rows.person).ifelse(1, 0))
    keys = ("region", "segment", "days", "nobody")
    return fetched(rows.group_by(*keys).agg(rows=rows.count(), alike=rows.alike.sum()))


def refuse_identities(register: Any, found: pd.DataFrame) -> None:
    """Refuse a register whose persons are named by what looks like a NIK.

    Parameters
    ----------
    register, found : table, DataFrame
        As `checked_columns` and `summed` give them.

    Raises
    ------
    ClearIdentityError
        If any text of sixteen digits is there, or more whole numbers of sixteen than chance
        would bring.
    """
    rows, alike = int(found["rows"].sum()), int(found["alike"].fillna(0).sum())
    most = 0 if isinstance(register.person_id, ir.StringColumn) else NIK_SHARE * rows
    if alike > most:
        raise ClearIdentityError(alike)


def kinds(found: pd.DataFrame, places: pd.DataFrame) -> dict[str, int]:
    """How many rows of each kind there are; those of `KINDS` that occur not are 0.

    Parameters
    ----------
    found, places : DataFrame
        As `summed` gives it; `region` and `place` as for `judged`.
    """
    here = found["region"].isin(places["region"])
    faults = [found["nobody"], ~here, found["segment"].isna()]  # in the order of `_kind`
    number = np.select(faults, range(len(faults)), found["days"])
    told = found["rows"].groupby(number).sum()
    return {kind: int(told.get(n, 0)) for n, kind in enumerate(KINDS)}


def judged(register: Any, places: Any, *, numbered: bool = True) -> Any:
    """Each row with its kind, and what counting needs.

    Parameters
    ----------
    register : table
        As `checked_columns` gives it.
    places : table
        `region` (the code as the register writes it) and `place`, its number.
    numbered : bool
        Whether rows bear their number: only one core at a time can give them out.

    Returns
    -------
    table
        `number` (from 1, as the engine reads them; 0 where not asked for), `kind` (a number, in
        the order of `KINDS`), `person`, `place`, `segment`, `programme` (text, empty where it is
        not told), the days `first`, `last`, `until`, null where they cannot be told, and `by_hand`:
        whether a day is written 31/12/2025.
    """
    # The number comes before the join, which keeps no order.
    read = _read(register, number=ibis.row_number() + 1 if numbered else ibis.literal(0))
    known = read.left_join(places, "region").drop("region_right")
    kept = ("number", "person", "place", "segment", "programme", "first", "last", "until")
    return known.select(*kept, "by_hand", kind=_kind(known))


def near(register: Any, window: Window) -> Any:
    """A register without rows that cannot cover a month of a window, as far as its days are dates.

    Engines leave such rows out while they read; which of the others do is told by
    `register_counts.spells`.
    """
    before = month_of(window.begin - window.grace - 1).end
    for name in DAYS:
        if not isinstance(register[name], ir.StringColumn):
            day = register[name].cast("date")
            later = day.isnull() | (day >= window.first.end)
            may = {"from": day <= window.last.end, "to": later, "paid_until": day > before}
            register = register.filter(may[name])
    return register


def fit(rows: Any) -> Any:
    """The rows without fault of those that `judged` gives."""
    return rows.filter(rows.kind == FIT)


def _read(register: Any, **more: Any) -> Any:
    """What each row says, and the first fault of its days."""
    # No column may be read by two names: the engines disagree on what a cast of bad text does.
    dates = {name: day_of(register[name]) for name in DAYS}
    person = register.person_id
    if isinstance(person, ir.StringColumn):
        person = trimmed(person).nullif("")
    numbered = ibis.cases(
        *(
            (register.segment.cast("string").strip().lower() == key, n)
            for key, n in SEGMENTS.items()
        )
    )
    read = register.select(
        **more,
        programme=_programme(register),
        by_hand=by_hand(register),
        person=person,
        region=register.region.cast("string").strip(),
        segment=numbered.cast("int32"),
        first=dates["from"],
        last=dates["to"],
        until=dates["paid_until"],
        bad=ibis.or_(*(unread(register[name], day) for name, day in dates.items())),
    )
    return read.mutate(days=_days(read)).drop("bad")


def _days(read: Any) -> Any:
    """The kind of the first fault of a row's days, `FIT` if there is none."""
    faults = {
        "bad_date": read.bad,
        "no_start": read["first"].isnull(),
        "ends_before_start": read["last"] < read["first"],
        "never_paid": read.until.isnull(),
        "paid_before_start": read.until < read["first"],
    }
    order = list(KINDS)
    cases = ((holds, order.index(kind)) for kind, holds in faults.items())
    return ibis.cases(*cases, else_=FIT).cast("int32")


def _kind(known: Any) -> Any:
    faults = (known.person.isnull(), known.place.isnull(), known.segment.isnull())
    return ibis.cases(*((holds, n) for n, holds in enumerate(faults)), else_=known.days)


def _like_nik(person: Any) -> Any:
    if isinstance(person, ir.StringColumn):
        return person.re_search(NIK)
    return (person >= NIK_LEAST) & (person < NIK_MOST)


def _programme(register: Any) -> Any:
    if "programme" not in register.columns:
        return ibis.literal("")
    return register.programme.cast("string").strip().lower().fill_null("")


def examples(rows: Any, found: Mapping[str, int]) -> dict[str, list[int]]:
    """Numbers of a few rows of each faulty kind, the first row being 1; one reading for all kinds.

    The register is numbered as its engine reads it: a file from its top, a table of a database in
    no promised order.
    """
    if not any(found.get(kind) for kind in KINDS if kind != COUNTED):
        return {}
    told = firsts(rows.filter(rows.kind != FIT), "kind")
    return {kind: told[n] for n, kind in enumerate(KINDS) if n in told}


def firsts(rows: Any, by: str) -> dict[int, list[int]]:
    """The least numbers of the rows of each group."""
    order = ibis.row_number().over(ibis.window(group_by=by, order_by="number"))
    some = rows.select(by, "number").mutate(nth=order)
    told = fetched(some.filter(some.nth < EXAMPLES).select(by, "number"))
    found: dict[int, list[int]] = {}
    for group, number in told.sort_values("number").itertuples(index=False):
        found.setdefault(int(group), []).append(int(number))
    return found
