"""What is odd about rows that are counted nevertheless, each kind with examples.

A remark is no fault: the row counts, and the remark says how. A row may bear several, so remarks do
not add up to the rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import ibis

from geo.register_days import last_full_month, month_of_day
from geo.register_engines import fetched
from geo.register_places import Places
from geo.register_rows import EXAMPLES, fit

SAME = ("person", "place", "segment", "programme")
"""What memberships share that repeat or overlap one another: two programmes are two of them."""
_NO = ibis.literal(False)  # the value itself


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


REMARKS: Mapping[str, str] = MappingProxyType(
    {
        "coarse": _("berkode desa atau kecamatan yang tidak berlaku, dihitung di wilayah atasnya"),
        "by_hand": _("bertanggal seperti 31/12/2025, dibaca hari lebih dahulu"),
        "duplicate": _("sama dengan baris lain, tiap orang tetap dihitung sekali"),
        "overlapping": _("tumpang tindih dengan baris lain, tiap bulan tetap dihitung sekali"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """How many rows bear a remark, and the numbers of a few of them, the first row being 1."""

    rows: int
    examples: tuple[int, ...]


def remarks(rows: Any, places: Places) -> dict[str, Remark]:
    """The remarks that there are, in the order of `REMARKS`.

    Parameters
    ----------
    rows : table
        As `register_rows.judged` gives them.
    places : Places
        Of the codes that occur.
    """
    kept = fit(rows)
    found = {"by_hand": _told(kept.filter(kept.by_hand))}
    if places.coarse:
        coarse = kept.place.isin([int(one) for one in sorted(places.coarse)])
        found["coarse"] = _told(kept.filter(coarse))
    found |= _alike(rows)
    return {name: one for name in REMARKS if (one := found.get(name)) and one.rows}


def repeated(rows: Any) -> dict[str, int]:
    """Memberships that say what another one says: they are counted once, and told.

    `duplicate` is how many rows repeat another one of the same person, region, segment, programme
    and days, but for the days within a month; `overlapping` how many overlap an earlier, different
    one of the same person, region, segment and programme.
    """
    found = _alike(rows)
    return {name: found[name].rows if name in found else 0 for name in ("duplicate", "overlapping")}


def together(kept: Any) -> Any:
    """Memberships without those that repeat another one.

    Parameters
    ----------
    kept : table
        Of the columns `SAME`, `number`, and the months `started`, `ended` (missing: it lasts),
        `paid`.

    Returns
    -------
    table
        `n`, how many rows say the same; `number`, of the last of them; `over`, whether they overlap
        an earlier membership.
    """
    same = [*SAME, "started", "ended", "paid"]
    single = kept.group_by(same).agg(n=kept.count(), number=kept.number.max())
    open_end = 10**6
    spans = single.mutate(close=ibis.least(ibis.coalesce(single.ended, open_end), single.paid))
    before = ibis.window(group_by=list(SAME), order_by=["started", "close"], preceding=(None, 1))
    over = spans.close.max().over(before) >= spans.started
    return spans.select("n", "number", over=over.fill_null(_NO))


def _alike(rows: Any) -> dict[str, Remark]:
    """Repeats and overlaps: looked for where any two rows share `SAME`, which few do."""
    kept = fit(rows)
    shares = kept.group_by(*SAME).agg(n=kept.count())
    several = shares.filter(shares.n > 1).drop("n")
    if not int(fetched(several.agg(n=several.count()))["n"].iloc[0]):
        return {}
    months = kept.semi_join(several, SAME).select(
        *SAME,
        "number",
        started=month_of_day(kept["first"]),
        ended=last_full_month(kept["last"]),
        paid=month_of_day(kept.until),
    )
    return _of_each(together(months))


def _of_each(marked: Any) -> dict[str, Remark]:
    """Both remarks in one reading: each of the rows that are examples brings the sums along."""
    whole = ibis.window()
    marked = marked.mutate(repeats=marked.n > 1)
    marked = marked.filter(marked.repeats | marked.over)
    told = fetched(
        marked.select(
            *("number", "repeats", "over"),
            nth_repeat=_nth(marked, "repeats"),
            nth_over=_nth(marked, "over"),
            duplicate=(marked.n - 1).sum().over(whole),
            overlapping=marked.over.ifelse(1, 0).sum().over(whole),
        ).filter(lambda some: (some.nth_repeat < EXAMPLES) | (some.nth_over < EXAMPLES))
    ).sort_values("number")
    if told.empty:
        return {}
    found = {}
    for name, holds in (("duplicate", told["repeats"]), ("overlapping", told["over"])):
        some = told.loc[holds, "number"].head(EXAMPLES)
        found[name] = Remark(rows=int(told[name].iloc[0]), examples=tuple(map(int, some)))
    return found


def _nth(rows: Any, flag: str) -> Any:
    return ibis.row_number().over(ibis.window(group_by=flag, order_by="number"))


def _told(rows: Any) -> Remark:
    many = int(fetched(rows.agg(n=rows.count()))["n"].iloc[0])
    return Remark(rows=many, examples=_first(rows) if many else ())


def _first(rows: Any) -> tuple[int, ...]:
    some = rows.select("number").order_by("number").limit(EXAMPLES)
    return tuple(int(number) for number in fetched(some)["number"])
