"""A region's ways to the targets of a year: its own, and the one that all are held against."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Unpack

import pandas as pd

from geo.model import PROVINCE, BpsCode
from geo.targets import Aim, Course, Known, aim_for, course


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
    reading: pd.Series,
    claims: pd.DataFrame,
    region: BpsCode,
    year: int,
    **known: Unpack[Known],
) -> Ways:
    """The ways of a region to its own and to the province's target of a year.

    Parameters
    ----------
    reading : Series
        A row as `claims.readings` returns it; its value may be NaN.
    claims : DataFrame
        An edition's claims.
    """
    own = aim_for(claims, region, year)
    common = aim_for(claims, PROVINCE, year)
    if own is not None and own.yardstick:
        own = None
    if common is not None and region != PROVINCE:
        common = replace(common, yardstick=True)
    return Ways(
        own=None if own is None else course(reading, own, **known),
        common=None if common is None else course(reading, common, **known),
    )


def moved(found: Ways, by: date, **known: Unpack[Known]) -> Ways:
    """The same targets, to be reached by another date that the reader tries."""

    def again(one: Course | None) -> Course | None:
        return None if one is None else course(one.reading, _by(one.aim, by), **known)

    return Ways(own=again(found.own), common=again(found.common))


def _by(aim: Aim, by: date) -> Aim:
    return replace(aim, kind="chosen", by=by)
