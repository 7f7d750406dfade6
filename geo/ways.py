"""A region's ways to the targets of a year: its own, and the one that all are held against."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Unpack

import pandas as pd

from geo import peers, targets
from geo.claims import history, row
from geo.estimates import eligible, workers
from geo.model import PROVINCE, BpsCode, Interval
from geo.targets import Aim, Course, Known, course, own_of_year
from geo.trends import best_pace


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ways:
    """Where a region stands on the way to two targets of one year.

    Attributes
    ----------
    own : Course or None
        To the target that the region's own government set; None where none is known.
    common : Course or None
        To the province's target, the same for every region, so that gaps can be ordered;
        for a regency it is a yardstick and not its target. None where the province set none.
    """

    own: Course | None
    common: Course | None


def ways(
    reading: pd.Series, aims: Mapping[BpsCode, list[Aim]], year: int, **known: Unpack[Known]
) -> Ways:
    """The ways of a region to its own and to the province's target of a year.

    Parameters
    ----------
    reading : Series, named by its region's code
        A row as `claims.readings` returns it; its value may be NaN.
    aims : mapping of region code to list of Aim
        `targets.aims` of the province and of the region; none where a region is missing.
    """
    region = BpsCode(str(reading.name))
    own = own_of_year(aims.get(region, []), year)
    common = own_of_year(aims.get(PROVINCE, []), year)
    if common is not None and region != PROVINCE:
        common = replace(common, yardstick=True)
    return Ways(
        own=None if own is None else course(reading, own, **known),
        common=None if common is None else course(reading, common, **known),
    )


def of_edition(
    claims: pd.DataFrame, readings: pd.DataFrame, year: int, today: date
) -> dict[BpsCode, Ways]:
    """The ways of every region that is read, to the targets of a year.

    Parameters
    ----------
    claims : DataFrame
        An edition's claims.
    readings : DataFrame indexed by region code
        As `claims.readings` returns it, of coverage; the province among them.
    year, today : int, date
        Of the targets; what is still to come is counted from `today`.
    """
    regions = [BpsCode(str(code)) for code in readings.index]
    aims = {region: targets.aims(claims, region) for region in {*regions, PROVINCE}}
    workers_of = eligible(claims, regions)
    return {
        region: ways(
            row(readings, region),
            aims,
            year,
            eligible=row(workers_of, region),
            best=best_pace(history(claims, "coverage_rate", region)),
            today=today,
        )
        for region in regions
    }


def moved(found: Ways, by: date, **known: Unpack[Known]) -> Ways:
    """The same targets, to be reached by another date that the reader tries."""

    def again(one: Course | None) -> Course | None:
        return None if one is None else course(one.reading, _by(one.aim, by), **known)

    return Ways(own=again(found.own), common=again(found.common))


def _by(aim: Aim, by: date) -> Aim:
    return replace(aim, kind="chosen", by=by)


def gap_ranks(courses: Mapping[BpsCode, Course], counts: pd.DataFrame) -> pd.DataFrame:
    """Places by missing workers, as ranges that the estimates' intervals leave open.

    Parameters
    ----------
    courses : mapping of region code to Course
        To one and the same target.
    counts : DataFrame indexed by region code
        As `estimates.eligible` returns it, at a level at which the intervals hold jointly
        (`intervals.joint_level`): wider than those that stand beside a single figure.

    Returns
    -------
    DataFrame
        As `peers.ranks`: most missing workers first. Regions whose gap is unknown may
        stand anywhere.
    """
    gaps = {
        code: workers(one.points, row(counts, code))
        for code, one in courses.items()
        if one.workers.value > 0
    }
    values = pd.Series({code: gap.value for code, gap in gaps.items()}, dtype=float)
    bounds: dict[str, Interval] = {
        code: Interval(low=gap.low, high=gap.high, level=gap.level, basis="estimate")
        for code, gap in gaps.items()
    }
    unknown = sum(pd.isna(one.workers.value) for one in courses.values())
    return peers.ranks(values, bounds, len(values) + unknown)


def by_gap(course: Course) -> tuple[bool, float]:
    """Sorts the largest gap in workers first, the unknown ones last."""
    gap = course.workers.value
    return bool(pd.isna(gap)), 0.0 if pd.isna(gap) else -gap
