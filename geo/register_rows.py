"""Rows of a register read: what is fit to be counted, and what is wrong with the others.

Every row falls into exactly one kind, so that the kinds add up to the rows there are.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import ibis
from ibis import ir

from geo.errors import GeoError
from geo.language import Message
from geo.register_days import DAYS, FIRST_DAY, NEVER, by_hand, day_of, trimmed, unread
from geo.register_engines import fetched
from geo.register_terms import COLUMNS, OPTIONAL, Window, month_of

COUNTED = "counted"
"""The kind of a row without fault."""
EXAMPLES = 5
_YES, _NO = ibis.literal(True), ibis.literal(False)  # the values themselves


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


def judged(register: Any, places: Any, segments: Any) -> Any:
    """Each row with its kind, and what counting needs.

    Parameters
    ----------
    register : table
        As `checked_columns` gives it.
    places : table
        `region` (a code as the register writes it), `place` and `lineage`, as
        `register_places.Places` numbers them.
    segments : table
        `named` (a segment as the register writes it) and `segment`, its number.

    Returns
    -------
    table
        `number` (from 1, as the engine reads them), `kind` (a number, in the order of `KINDS`),
        `person`, `place`, `lineage`, `segment`, `programme` (text, empty where it is not told), the
        days `first`, `last`, `until`, null where they cannot be told, and `by_hand`: whether a day
        is written 31/12/2025.
    """
    # The number comes before the join, which keeps no order.
    rows = read(register, number=ibis.row_number() + 1)
    known = rows.left_join(places, "region").drop("region_right")
    known = known.left_join(segments, "named").drop("named_right")
    told = ("number", "person", "place", "lineage", "segment", "programme", "by_hand")
    faults = (known.person.isnull(), known.place.isnull(), known.segment.isnull())
    kind = ibis.cases(*((holds, n) for n, holds in enumerate(faults)), else_=known.days)
    return known.select(*told, "first", "last", "until", kind=kind)


def near(register: Any, window: Window, found: Mapping[str, int]) -> Any:
    """A register without rows that cannot cover a month of a window, and without dates that are not
    read, as far as its days are dates.

    Engines leave such rows out while they read; which of the others cover a month is told by
    `register_counts.spells`.

    Parameters
    ----------
    found : mapping of kind to int
        As `register_survey.kinds` gives it: where no date is bad, none is looked for.
    """
    before = month_of(window.begin - window.grace - 1).end
    for name in DAYS:
        if not isinstance(register[name], ir.StringColumn):
            day = register[name].cast("date")
            told = ~day.between(*NEVER) if found["bad_date"] else _YES
            may = {
                "from": day.between(FIRST_DAY, window.last.end),
                "to": day.isnull() | ((day >= window.first.end) & told),
                "paid_until": (day > before) & told,
            }
            register = register.filter(may[name])
    return register


def fit(rows: Any) -> Any:
    """The rows without fault of those that `judged` gives."""
    return rows.filter(rows.kind == FIT)


def fit_near(register: Any, places: Any, segments: Any) -> Any:
    """The rows without fault of what `near` leaves of a register, as `judged` gives them.

    They bear no number, which only one core at a time can give out, and no kind.
    """
    rows = read(register, sifted=True)
    rows = rows.filter(rows.days == FIT, rows.person.notnull())
    return rows.inner_join(places, "region").inner_join(segments, "named")


def read(register: Any, *, sifted: bool = False, **more: Any) -> Any:
    """What each row says, and the first fault of its days.

    Parameters
    ----------
    register : table
        As `checked_columns` gives it.
    sifted : bool
        Whether dates are within bounds, as `near` leaves them.
    **more
        Columns besides: `number`, for instance.

    Returns
    -------
    table
        `person`, `region` and `named` (the segment) as they are written, null where nobody is told;
        `programme`, `by_hand`, `first`, `last`, `until` as `judged` tells them, and `days`, the
        number of the kind of their first fault.
    """
    # No column may be read by two names: the engines disagree on what a cast of bad text does.
    dates = {name: day_of(register[name]) for name in DAYS}
    texts = [name for name in DAYS if isinstance(register[name], ir.StringColumn)]
    bad = [unread(register[name], dates[name]) for name in (texts if sifted else DAYS)]
    rows = register.select(
        **more,
        programme=_programme(register),
        by_hand=by_hand(register),
        person=person_of(register),
        region=register.region.cast("string"),
        named=register.segment.cast("string"),
        first=dates["from"],
        last=dates["to"],
        until=dates["paid_until"],
        bad=ibis.or_(_NO, *bad),
    )
    return rows.mutate(days=_days(rows)).drop("bad")


def person_of(register: Any) -> Any:
    """The mark of a row's person, null where there is none."""
    person = register.person_id
    return trimmed(person).nullif("") if isinstance(person, ir.StringColumn) else person


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
