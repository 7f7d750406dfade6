"""What a scenario achieves and costs, region by region and month by month; never observed.

The arithmetic of a month is that of `simulation`. Rupiah are whole and add up exactly; what
is not known is NaN, and a sum that needs an assumption says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from geo import bases
from geo.bases import Base
from geo.claims import row
from geo.model import PROVINCE, BpsCode, Period
from geo.scenario import Plan, Scenario
from geo.simulation import Programme, by_budget, by_villages, room, simulated
from geo.targets import Aim
from geo.tariffs import BY_KEY, Tariff

Standing = Literal["already", "reaches", "short", "unknown"]
BOUNDS = ("low", "eligible", "high")
BOUNDLESS = 1e12
"""Stands for eligible workers that nobody counted, so that they bound nothing; persons."""
YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Outcome:
    """A scenario's result.

    Attributes
    ----------
    scenario, base : Scenario, Base
        What was asked; where it starts, the scenario's assumptions in it.
    aim : Aim or None
        The province's target that every gap is measured to; for a regency a yardstick.
    programmes : tuple of Programme
        The plans in whole persons, in their order.
    months : DataFrame indexed by (month, region)
        As `simulation.simulated`.
    table : DataFrame indexed by region code
        One row per regency. paid : persons paid for, in the month with most. person_months :
        the same over all months. added : of them protected anew, in the best month; NaN where
        eligible workers or coverage are unknown. capped : whether there were more than are
        unprotected. points, points_low, points_high : added as a fraction of the eligible
        workers, with the interval of their estimate. rate, after : coverage before, and in
        the best month. rupiah : whole rupiah over all months. per_point : rupiah that keep
        one point for a year. gap : persons missing to the aim before; closed : part of the gap
        that is closed, at most 1, NaN where there is none or it is unknown. standing :
        `already`, `reaches`, `short` of the aim, or `unknown`.
    province : Series
        The same of the province, on its own eligible workers and coverage. Where a regency's
        coverage is unknown, those paid for there are counted as unprotected, but for the
        overlap; `unknown` is the number of such regencies, `added_known` what is added
        without them.
    together : DataFrame indexed by month
        paid, added (as `province`), rupiah; rate : coverage of the province, NaN if unknown.
    stacked : DataFrame indexed by (month, plan)
        funding, paid, rupiah of each plan, numbered from 1, in each month.
    """

    scenario: Scenario
    base: Base
    aim: Aim | None
    programmes: tuple[Programme, ...]
    months: pd.DataFrame
    table: pd.DataFrame
    province: pd.Series
    together: pd.DataFrame
    stacked: pd.DataFrame

    def row(self, code: str) -> pd.Series:
        """The result of a regency, or of the province."""
        return self.province if code == PROVINCE else row(self.table, code)

    @property
    def rupiah(self) -> int:
        """What all of it costs."""
        return sum(one.rupiah for one in self.programmes)


def computed(scenario: Scenario, base: Base) -> Outcome:
    """The result of a scenario.

    Parameters
    ----------
    base : Base
        As `bases.known` returns it; the scenario's assumptions are put in here.

    Raises
    ------
    NoProgrammeError
        If a plan reaches nobody.
    NoTariffError
        If a tariff does not hold in one of a plan's months.
    """
    start = bases.with_assumptions(base, scenario)
    aim = bases.target(base, scenario.year)
    programmes = tuple(
        programme(plan, start.table, number) for number, plan in enumerate(scenario.plans, start=1)
    )
    whole = sum(one.rupiah for one in programmes)  # refuses a tariff out of its time
    months = simulated(programmes, start.table)
    table = _table(months, _bounds(programmes, start.table), start.table, aim)
    if int(table["rupiah"].sum()) != whole:
        raise ArithmeticError(whole)
    together = _together(months, _unbounded(programmes, start.table), start.province)
    return Outcome(
        scenario=scenario,
        base=start,
        aim=aim,
        programmes=programmes,
        months=months,
        table=table,
        province=_province(table, together, start.province, aim),
        together=together,
        stacked=_stacked(programmes, list(together.index)),
    )


def programme(plan: Plan, table: pd.DataFrame, number: int = 1) -> Programme:
    """A plan in whole persons.

    Parameters
    ----------
    table : DataFrame indexed by region code
        A base's; its `villages` are read where the plan goes by them. A region whose
        villages are unknown is not reached.
    """
    tariff = BY_KEY[plan.tariff]
    return Programme(
        name=str(number),
        funding=plan.funding,
        persons=_persons(plan, table, tariff),
        start=plan.start,
        months=plan.months,
        tariff=tariff,
        overlap=plan.overlap,
    )


def _persons(plan: Plan, table: pd.DataFrame, tariff: Tariff) -> Mapping[BpsCode, int]:
    if plan.size == "villages":
        found = table["villages"].dropna()
        asked = {
            BpsCode(str(code)): int(count)
            for code, count in found.items()
            if not plan.regions or code in plan.regions
        }
        return by_villages(asked, plan.share, plan.each)
    if plan.size == "persons":
        return dict(plan.amounts)
    return {
        code: by_budget(int(plan.share * rupiah), tariff, plan.months)
        for code, rupiah in plan.amounts
    }


def _bounds(programmes: tuple[Programme, ...], table: pd.DataFrame) -> pd.DataFrame:
    """Points of each region at the bounds of its eligible workers and at their value.

    The best month is the same whatever the bound, so the months are gone through once.
    """
    months = simulated(programmes, table.assign(rate=0.0, eligible=BOUNDLESS))
    most = months["added"].groupby("region", sort=False).max().loc[table.index]
    found = {}
    for bound in BOUNDS:
        pairs = zip(table[bound], table["rate"], strict=True)
        rooms = pd.Series([room(*pair) for pair in pairs], index=most.index)
        found[bound] = most.clip(upper=rooms).where(rooms.notna()) / table[bound]
    return pd.DataFrame(found)


def _unbounded(programmes: tuple[Programme, ...], table: pd.DataFrame) -> pd.DataFrame:
    """The months where a region whose coverage is unknown has nobody protected yet."""
    filled = table.assign(
        rate=table["rate"].fillna(0.0), eligible=table["eligible"].fillna(BOUNDLESS)
    )
    return simulated(programmes, filled)


def _table(
    months: pd.DataFrame, points: pd.DataFrame, table: pd.DataFrame, aim: Aim | None
) -> pd.DataFrame:
    each = months.groupby("region", sort=False)
    kept = each["added"].sum(min_count=1)
    found = pd.DataFrame(
        {
            "paid": each["paid"].max(),
            "person_months": each["paid"].sum(),
            "added": each["added"].max(),
            "capped": each["capped"].any(),
            "rupiah": each["rupiah"].sum(),
        }
    ).loc[table.index]
    found["points"] = points["eligible"]
    found["points_low"], found["points_high"] = points.min(axis=1), points.max(axis=1)
    found["rate"] = table["rate"]
    found["after"] = found["rate"] + found["points"]
    found["per_point"] = _per_point(found["rupiah"], kept.loc[table.index], table["eligible"])
    return _measured(found, table["eligible"], aim)


def _per_point(rupiah: pd.Series, kept: pd.Series, eligible: pd.Series) -> pd.Series:
    """Rupiah ÷ point-years: a point is a hundredth of the eligible workers, for 12 months."""
    return rupiah * YEAR * eligible / 100 / kept.where(kept > 0)


def _measured(found: pd.DataFrame, eligible: pd.Series, aim: Aim | None) -> pd.DataFrame:
    goal = float("nan") if aim is None else aim.value
    gap = ((goal - found["rate"]) * eligible).clip(lower=0)
    closed = (found["added"] / gap.where(gap > 0)).clip(upper=1)
    return found.assign(
        gap=gap,
        closed=closed,
        standing=[
            _standing(*pair, goal) for pair in zip(found["rate"], found["after"], strict=True)
        ],
    )


def _standing(rate: float, after: float, goal: float) -> Standing:
    if pd.isna(goal) or pd.isna(after):
        return "unknown"
    if rate >= goal:
        return "already"
    return "reaches" if after >= goal else "short"


def _together(months: pd.DataFrame, unbounded: pd.DataFrame, province: pd.Series) -> pd.DataFrame:
    """The province month by month; never more than are unprotected in all of it."""
    summed = months[["paid", "rupiah"]].groupby("month", sort=False).sum()
    added = unbounded["added"].groupby("month", sort=False).sum()
    room = (1 - float(province["rate"])) * float(province["eligible"])
    found = summed.assign(added=added if pd.isna(room) else added.clip(upper=int(room)))
    known = months["added"].groupby("month", sort=False).sum()
    found["known"] = known.clip(upper=found["added"])
    found["rate"] = float(province["rate"]) + found["added"] / float(province["eligible"])
    return found[["paid", "added", "known", "rupiah", "rate"]]


def _province(
    table: pd.DataFrame, together: pd.DataFrame, province: pd.Series, aim: Aim | None
) -> pd.Series:
    added = float(together["added"].max())
    points = [added / float(province[bound]) for bound in BOUNDS]
    eligible = pd.Series([float(province["eligible"])])
    rupiah = int(table["rupiah"].sum())
    kept = pd.Series([float(together["added"].sum())])
    found = pd.DataFrame(
        {
            "paid": [int(together["paid"].max())],
            "person_months": [int(together["paid"].sum())],
            "added": [added],
            "capped": [bool(table["capped"].any())],
            "rupiah": [rupiah],
            "points": [points[1]],
            "points_low": [min(points)],
            "points_high": [max(points)],
            "rate": [float(province["rate"])],
            "after": [float(province["rate"]) + points[1]],
        }
    ).assign(per_point=_per_point(pd.Series([rupiah]), kept, eligible))
    found = _measured(found, eligible, aim)
    unknown = int((table["added"].isna() & (table["paid"] > 0)).sum())
    found = found.assign(unknown=unknown, added_known=float(together["known"].max()))
    return found.iloc[0]


def _stacked(programmes: tuple[Programme, ...], months: list[str]) -> pd.DataFrame:
    rows = []
    for month in months:
        for number, one in enumerate(programmes, start=1):
            paid = sum(one.persons.values()) if Period.parse(month) in one.lasting else 0
            what = {"funding": one.funding, "paid": paid, "rupiah": paid * one.tariff.monthly}
            rows.append({"month": month, "plan": number, **what})
    return pd.DataFrame(rows).set_index(["month", "plan"])


def cliff(outcome: Outcome) -> tuple[Period, int]:
    """The month at whose beginning most persons lose the programme at once, and how many."""
    fallen = -outcome.together["paid"].diff().fillna(0)
    return Period.parse(str(fallen.idxmax())), int(fallen.max())


def subject(outcome: Outcome) -> BpsCode:
    """Of whom a result speaks first: the regency, where only one is paid for; else the province."""
    paid = outcome.table.index[outcome.table["paid"] > 0]
    return BpsCode(str(paid[0])) if len(paid) == 1 else PROVINCE
