"""Memberships to distinct active persons, as one Ibis expression: the same on each engine.

No month is ever multiplied out and nothing is sorted. One grouping tells of each person the least
and the greatest membership and, by an exclusive or, the third of three. Persons whose memberships
are all alike, which is most, are only counted; of those with at most three in one place the months
are joined as bits of numbers, without another grouping; only the others are grouped again, by a
bitwise or. What is left of a person in a place and segment is runs of months, and each run is a
begin and an end that arithmetic finds (`_runs`). Counts are the running sum of begins less ends
(`register_sums`). The idea of counting a union of intervals by its ends is Klee's measure problem
(V. Klee, 1977, "Can the measure of ∪[aᵢ, bᵢ] be computed in less than O(n log n) steps?"). Why so:
docs/decisions/0020-register.md.
"""

from collections.abc import Iterator
from typing import Any

import ibis

from geo.register_days import last_full_month, month_of_day
from geo.register_engines import shared
from geo.register_terms import LEVELS, SEGMENTS, TOTAL, Window, month_of

HOME = "home"
"""The kind of a change that stands once, at a person's own place, whatever the level: of a person
with one place."""
KINDS = (*LEVELS, HOME)
SOLE = 8
"""Added to the kind of a change of a person with one segment: the same in total, and told once."""
MOST = 60
"""Months of a window that is counted at once: the bits of a number, with room for a carry."""
MONTHS, PARTS, SORTS = 64, 8, 16  # room for a month, a segment and a kind in one number
PEELED = 3
"""Runs of months that arithmetic finds, one by one."""
_TOLD = 3
"""Rows of a person that one grouping tells in full: the least, the greatest, and one more."""
_ONE = ibis.literal(1).cast("int64")
_MASKS = {number: f"in_{number}" for number in SEGMENTS.values()}
Expression = Any  # an Ibis table; the package has no types


@ibis.udf.agg.builtin  # type: ignore[untyped-decorator]
def bit_or(mask: int) -> int:  # type: ignore[empty-body]
    """The engine's own: Ibis 12 has no word for it on Spark."""


@ibis.udf.agg.builtin  # type: ignore[untyped-decorator]
def bit_xor(mask: int) -> int:  # type: ignore[empty-body]
    """The engine's own."""


def slices(window: Window) -> Iterator[Window]:
    """The window in pieces of at most `MOST` months, whose counts stand one after another."""
    for begin in range(window.begin, window.end + 1, MOST):
        last = min(begin + MOST - 1, window.end)
        yield Window(first=month_of(begin), last=month_of(last), grace=window.grace)


def spells(rows: Expression, window: Window) -> Expression:
    """What each membership covers of the window.

    Parameters
    ----------
    rows : table
        `person`, `place` and `segment` (numbers), and the days `first`, `last` (missing: it lasts)
        and `until`, to which it is paid. Rows without fault.
    window : Window
        Of at most `MOST` months.

    Returns
    -------
    table
        `person` and `code`, one number of place, segment, first and last month within the window;
        null where a membership covers none.

    Raises
    ------
    ValueError
        If the window is longer.
    """
    if window.end - window.begin >= MOST:
        raise ValueError(f"{window.first} to {window.last} is more than {MOST} months")
    begin, end = window.begin, window.end
    # Of a day out of the window no month is asked for: that takes longer than to compare it.
    early, final = ibis.date(month_of(begin).end), ibis.date(window.last.end)
    open_end = rows["last"].isnull() | (rows["last"] >= final)
    lasts = ibis.ifelse(open_end, end, last_full_month(rows["last"]))
    paid = ibis.ifelse(rows.until > final, end, month_of_day(rows.until) + window.grace)
    cut = rows.select(
        person=rows.person,
        cell=rows.place.cast("int64") * PARTS + rows.segment,
        begin=ibis.ifelse(rows["first"] <= early, begin, month_of_day(rows["first"])) - begin,
        end=ibis.least(lasts, paid, end) - begin,
    )
    # Not a filter: engines would ask for the months once to choose the rows, and once again.
    code = (cut.cell * MONTHS + cut.begin) * MONTHS + cut.end
    return cut.select("person", code=ibis.ifelse(cut.begin <= cut.end, code, ibis.null("int64")))


def changes(active: Expression, places: Expression) -> Expression:
    """How many persons begin to be active, less those who cease, by place, segment and month.

    Parameters
    ----------
    active : table
        As `spells` gives them.
    places : table
        `place`, and a number of its own for each level of `LEVELS`; null where it is not known.

    Returns
    -------
    table
        `kind` (a number: which of the levels, or `home`; more by 8 of one segment), `place`,
        `segment` (0 is all), `month` (0 is the window's first), `change`. Those of persons with one
        place stand once, at that place: `register_sums.counts` rolls them up. Changes of parts that
        share no person may be added.
    """
    active = shared(active)
    persons = shared(_persons(active))
    alike, few, apart, many = (persons.filter(persons.sort == n) for n in range(4))
    known = active.filter(active.code.notnull())
    rows = ibis.union(*_apart(apart), known.join(many.select("person", "moved"), "person"))
    months = shared(_months_of_each(rows))
    stayed, moved = months.filter(~months.moved), months.filter(months.moved).join(places, "place")
    at_home = _months_at_home(few)
    stayed = ibis.union(stayed.drop("person", "moved"), at_home)
    masks = [*_stacked(stayed, HOME, stayed.place)]
    for level in LEVELS:
        at = moved.filter(moved[level].notnull())
        each = {name: bit_or(at[name]) for name in _MASKS.values()}
        joined = at.group_by("person", there=at[level]).agg(**each)
        masks += _stacked(joined, level, joined.there)
    found = ibis.union(*_ends(alike), _runs(shared(ibis.union(*masks))))
    found = found.group_by("spot", "month").agg(change=found.change.sum())
    return found.select(
        kind=(found.spot & (SORTS - 1)).cast("int32"),
        segment=((found.spot >> 4) & (PARTS - 1)).cast("int32"),
        place=(found.spot >> 7).cast("int32"),
        month=found.month,
        change=found.change.cast("int64"),
    )


def _place(code: Any) -> Any:
    return (code >> 15).cast("int32")


def _spot(cell: Any, kind: str) -> Any:
    """One number of a place, a segment and a kind; `cell` is of the first two."""
    return cell * SORTS + KINDS.index(kind)


def _persons(active: Expression) -> Expression:
    """What one grouping tells of each person.

    `low` and `high` are the least and the greatest code, and `mid` the third of three: all of them
    joined by an exclusive or, less the two that are known. `sort` is 0 where all are alike, 1 and 2
    where there are at most three, in one place and in several, 3 where there are more.
    """
    found = active.group_by("person").agg(
        low=active.code.min(),
        high=active.code.max(),
        odd=bit_xor(active.code),
        n=active.code.count(),
    )
    moved = _place(found.low) != _place(found.high)
    sort = ibis.cases(
        (found.low == found.high, 0), (found.n > _TOLD, 3), (moved, 2), (~moved, 1)
    )  # null where no month is covered
    third = found.odd ^ found.low ^ found.high
    mid = ibis.ifelse(found.n == _TOLD, third, found.low)
    return found.select("person", "low", "high", mid=mid, moved=moved, sort=sort.cast("int32"))


def _apart(few: Expression) -> Iterator[Expression]:
    """The rows of persons who have at most three, from what one grouping tells."""
    for name in ("low", "mid", "high"):
        yield few.select("person", "moved", code=few[name])


def _segment(code: Any) -> Any:
    return ((code >> 12) & (PARTS - 1)).cast("int32")


def _bits(code: Any) -> Any:
    """The months of a code, as bits of a number."""
    begin, end = (code >> 6) & (MONTHS - 1), code & (MONTHS - 1)
    return (_ONE << (end + 1).cast("int32")) - (_ONE << begin.cast("int32"))


def _months_at_home(few: Expression) -> Expression:
    """As `_months_of_each`, of persons who have at most three rows, all in one place."""
    names = ("low", "mid", "high")
    parts = few.select(
        place=_place(few.low),
        **{f"segment_{name}": _segment(few[name]) for name in names},
        **{f"bits_{name}": _bits(few[name]) for name in names},
    )
    each = {}
    for number, mask in _MASKS.items():
        low, mid, high = (
            ibis.ifelse(parts[f"segment_{name}"] == number, parts[f"bits_{name}"], 0)
            for name in names
        )
        each[mask] = low | mid | high
    return parts.select("place", **each)


def _months_of_each(rows: Expression) -> Expression:
    """The months of each person in each place, as bits of a number for each segment."""
    bits = rows.select(
        *("person", "moved"),
        place=_place(rows.code),
        segment=_segment(rows.code),
        mask=_bits(rows.code),
    )
    each = {
        name: ibis.coalesce(bit_or(bits.mask, where=bits.segment == number), 0)
        for number, name in _MASKS.items()
    }
    return bits.group_by("person", "place", "moved").agg(**each)


def _stacked(joined: Expression, kind: str, place: Any) -> Iterator[Expression]:
    """A row for each segment in which a person has months at a place, and one for all segments;
    one alone, `SOLE`, where there is but one segment."""
    masks = [(number, joined[name]) for number, name in _MASKS.items()]
    either, many, which = masks[0][1], ibis.literal(0), ibis.literal(0)
    for number, mask in masks:
        either = either | mask
        many += (mask != 0).ifelse(1, 0)
        which += (mask != 0).ifelse(number, 0)
    cell = place.cast("int64") * PARTS
    marked = joined.mutate(either=either, many=many, cell=cell, which=which)
    one, others = marked.filter(marked.many == 1), marked.filter(marked.many > 1)
    yield one.select(spot=_spot(one.cell + one.which, kind) + SOLE, mask=one.either)
    yield others.select(spot=_spot(others.cell + TOTAL, kind), mask=others.either)
    for number, name in _MASKS.items():
        rows = others.filter(others[name] != 0)
        yield rows.select(spot=_spot(rows.cell + number, kind), mask=rows[name])


def _ends(alike: Expression) -> Iterator[Expression]:
    """Plus one where a spell begins, minus one after its end, of persons with one."""
    spot = _spot(alike.low >> 12, HOME) + SOLE
    for month, sign in (
        ((alike.low >> 6) & (MONTHS - 1), 1),
        ((alike.low & (MONTHS - 1)) + 1, -1),
    ):
        rows = alike.select(spot=spot, month=month.cast("int32"))
        yield rows.group_by("spot", "month").agg(change=rows.count() * sign)


def _runs(masks: Expression) -> Expression:
    """Plus one where a run of bits begins, minus one after its end.

    The lowest bit of a number is `mask & -mask`; added to the number, it carries through the lowest
    run and comes out after its end. Numbers of many runs, which are few, are compared bit by bit.
    """
    bits = [{"power": 2**month, "month": month} for month in range(MOST + 1)]
    powers = ibis.memtable(bits, schema={"power": "int64", "month": "int32"})
    found = []
    for _ in range(PEELED):
        carried = masks.mask + (masks.mask & -masks.mask)
        rest = masks.mask & carried
        for power, sign in ((masks.mask & -masks.mask, 1), (carried - rest, -1)):
            found.append(masks.select("spot", power=power, change=ibis.literal(sign, "int32")))
        masks = masks.select("spot", mask=rest)
        masks = masks.filter(masks.mask != 0)
    pairs = masks.cross_join(powers)
    both = pairs.mask & (pairs.mask << 1)
    for edges, sign in ((pairs.mask - both, 1), ((pairs.mask << 1) - both, -1)):
        here = pairs.filter((edges & pairs.power) != 0)
        found.append(here.select("spot", "power", change=ibis.literal(sign, "int32")))
    dated = ibis.union(*found).join(powers, "power")
    return dated.select("spot", "month", change=dated.change.cast("int64"))


def segment_names() -> dict[int, str]:
    """Segments by their number, as claims write them."""
    return {TOTAL: "total", **{number: key for key, number in SEGMENTS.items()}}
