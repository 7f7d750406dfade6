"""Memberships to distinct active persons, as one Ibis expression: the same on each engine.

No month is ever multiplied out and nothing is sorted. One grouping tells of each person the least
and the greatest membership and, by an exclusive or, the third of three. Persons with at most three
are counted by inclusion and exclusion: each membership, less what any two have in common, and what
all three have once more. What two have in common is a spell as well: the months of both, in the
finest region that holds both, of their segment if it is one. Only persons with more are grouped
again: their months are bits of a number, joined by a bitwise or in each region and segment, and
what is left is runs of months that arithmetic finds (`_runs`). Every spell and run is a begin and
an end; counts are the running sum of begins less ends (`register_sums`), which is Klee's measure
of a union of intervals (V. Klee, 1977, "Can the measure of ∪[aᵢ, bᵢ] be computed in less than
O(n log n) steps?"). Why so: docs/decisions/0020-register.md.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import ibis

from geo.register_days import last_full_month, month_of_day
from geo.register_engines import shared
from geo.register_lineage import FREE
from geo.register_terms import SEGMENTS, TOTAL, Window, month_of

MOST = 60
"""Months of a window that is counted at once: the bits of a number, with room for a carry."""
MONTH, SEGMENT, PLACE = 1 << 6, 1 << 12, 1 << FREE
"""What a first month, a segment and a place count in a code; below them stands the last month."""
PEELED = 3
"""Runs of months that arithmetic finds, one by one."""
_TOLD = 3
"""Memberships of a person that one grouping tells in full."""
_SEGMENT, _BEGIN, _END = PLACE - SEGMENT, SEGMENT - MONTH, MONTH - 1
"""The bits of a code that tell its segment, its first and its last month."""
_ONE = ibis.literal(1).cast("int64")
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
        `person`, `lineage` (as `register_lineage` packs it), `segment` and the days `first`, `last`
        (missing: it lasts) and `until`, to which it is paid. Rows without fault.
    window : Window
        Of at most `MOST` months.

    Returns
    -------
    table
        `person` and `code`, one number of lineage, segment, first and last month within the window;
        null where a membership covers none.

    Raises
    ------
    ValueError
        If the window is longer.
    """
    if window.end - window.begin >= MOST:
        raise ValueError(f"{window.first} to {window.last} is more than {MOST} months")
    months = window.end - window.begin
    early, final = ibis.date(window.first.end), ibis.date(window.last.end)
    ended = last_full_month(rows["last"], window.begin)
    lasts = ibis.ifelse(rows["last"] < final, ended, months)  # who has no last day, too
    paid = month_of_day(ibis.least(rows.until, final), window.begin - window.grace)
    cut = rows.select(
        "person",
        "lineage",
        segment=rows.segment * SEGMENT,
        begin=month_of_day(ibis.greatest(rows["first"], early), window.begin),
        end=ibis.least(lasts, paid),
    )
    # Joined by an or, which is quicker than to add; and not filtered: engines would ask for the
    # months once to choose the rows, and once again.
    code = cut.lineage | cut.segment | (cut.begin * MONTH) | cut.end
    return cut.select("person", code=ibis.ifelse(cut.begin <= cut.end, code, ibis.null("int64")))


def changes(active: Expression, shifts: Sequence[int]) -> Expression:
    """How many persons begin to be active, less those who cease, by place, segment and month.

    Parameters
    ----------
    active : table
        As `spells` gives them.
    shifts : sequence of int
        Bits of a lineage below each level, finest first (`register_lineage.Packing`).

    Returns
    -------
    table
        `whole` (1: the change counts at this very region and segment; 0: in each region above as
        well, and in all segments together), `spot` (a lineage, a segment counted as `SEGMENT`, 0
        is all, and a month counted as `MONTH`, 0 is the window's first), `change`. Changes of parts
        that share no person may be added.
    """
    active = shared(active)
    persons = shared(_persons(active))
    alike = persons.low == persons.high
    told = _told(persons.filter(alike | persons.n.between(1, _TOLD)), shifts)
    many = persons.filter(~alike & (persons.n > _TOLD)).select("person")
    masks = shared(_masks(active.filter(active.code.notnull()).join(many, "person"), shifts))
    found = ibis.union(_ends(shared(told)), _runs(masks))
    return found.mutate(change=found.change.cast("int64"))


def _persons(active: Expression) -> Expression:
    """What one grouping tells of each person: the least and the greatest code, all joined by an
    exclusive or, and how many there are (0 where no month is covered)."""
    return active.group_by("person").agg(
        low=active.code.min(),
        high=active.code.max(),
        odd=bit_xor(active.code),
        n=active.code.count(),
    )


def _told(persons: Expression, shifts: Sequence[int]) -> Expression:
    """Spells that make up what persons of at most three memberships cover, each with its sign."""
    two = persons.filter(persons.low != persons.high)
    middle = two.odd ^ two.low ^ two.high
    apart = (two.n == _TOLD) & (two.odd != two.low) & (two.odd != two.high)
    three = two.filter(apart).select("low", "high", middle=middle.name("middle"))
    low_middle = _common(three.low, three.middle, shifts)
    each = [(persons, persons.low), (two, two.high), (three, three.middle)]
    pairs = [
        (two, _common(two.low, two.high, shifts)),
        (three, low_middle),
        (three, _common(three.middle, three.high, shifts)),
    ]
    thrice = [(three, _common(low_middle, three.high, shifts))]
    spells = ibis.union(*(_signed(*one, 1) for one in each))
    shares = [_signed(*one, -1) for one in pairs] + [_signed(*one, 1) for one in thrice]
    shared_months = ibis.union(*shares)
    some = (shared_months.code & _BEGIN) >> 6 <= shared_months.code & _END
    return ibis.union(spells, shared_months.filter(some))


def _signed(rows: Expression, code: Any, sign: int) -> Expression:
    return rows.select(code=code, sign=ibis.literal(sign, "int32"))


def _common(one: Any, other: Any, shifts: Sequence[int]) -> Any:
    """What two codes have in common; it ends before it begins where they share no month."""
    differs = one ^ other
    levels = ((differs < 1 << shift, one & -(1 << shift)) for shift in shifts)
    place = ibis.cases(*levels, else_=ibis.literal(0, "int64"))
    segment = ibis.ifelse((differs & _SEGMENT) == 0, one & _SEGMENT, TOTAL)
    begin = ibis.greatest(one & _BEGIN, other & _BEGIN)
    return place | segment | begin | ibis.least(one & _END, other & _END)


def _ends(spells: Expression) -> Expression:
    """Plus one where a spell begins, minus one after its end."""
    after = (spells.code & -SEGMENT) | ((spells.code & _END) + 1) * MONTH
    return ibis.union(
        spells.group_by(spot=spells.code & -MONTH).agg(change=spells.sign.sum()),
        spells.group_by(spot=after).agg(change=-spells.sign.sum()),
    ).mutate(whole=ibis.literal(0, "int32"))


def _masks(rows: Expression, shifts: Sequence[int]) -> Expression:
    """The months of each person in each region of each level, of each segment and of all, as bits
    of a number."""
    begin, end = (rows.code & _BEGIN) >> 6, rows.code & _END
    mask = (_ONE << (end + 1).cast("int32")) - (_ONE << begin.cast("int32"))
    bits = rows.select("person", cell=rows.code & -SEGMENT, mask=mask)
    cells = bits.group_by("person", "cell").agg(mask=bit_or(bits.mask))
    kept = [{"kept": -1 << shift | part} for shift in shifts for part in (TOTAL, _SEGMENT)]
    spots = cells.cross_join(ibis.memtable(kept, schema={"kept": "int64"}))
    each = spots.group_by("person", spot=spots.cell & spots.kept).agg(mask=bit_or(spots.mask))
    return each.select("spot", "mask")


def _runs(masks: Expression) -> Expression:
    """Plus one where a run of bits begins, minus one after its end.

    The lowest bit of a number is `mask & -mask`; added to the number, it carries through the lowest
    run and comes out after its end. Numbers of many runs, which are few, are compared bit by bit.
    """
    bits = [{"power": 2**month, "month": month} for month in range(MOST + 1)]
    powers = ibis.memtable(bits, schema={"power": "int64", "month": "int64"})
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
    ends = ibis.union(*found)
    ends = ends.group_by("spot", "power").agg(change=ends.change.sum()).join(powers, "power")
    spot = ends.spot | ends.month * MONTH
    return ends.select(spot=spot, change=ends.change, whole=ibis.literal(1, "int32"))


def segment_names() -> dict[int, str]:
    """Segments by their number, as claims write them."""
    return {TOTAL: "total", **{number: key for key, number in SEGMENTS.items()}}
