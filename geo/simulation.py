"""What programmes that pay contributions would achieve, month by month; never an observed figure.

A programme protects so many persons in each region from a month on, for so many months.
Some of them are protected already; together they are never more than those who are not.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from geo.errors import GeoError
from geo.language import Message
from geo.model import BpsCode, Period
from geo.tariffs import Tariff, cost

_MEASURES = ("paid", "added", "capped", "rupiah")
BASELINE = ("eligible", "low", "high", "estimated", "rate", "assumed", "villages")
"""Columns of a baseline: see `simulated`."""


class NoProgrammeError(GeoError, ValueError):
    """A programme that reaches nobody or lasts no month."""

    def __init__(self, name: str) -> None:
        super().__init__(
            what=Message("Program “{name}” tidak menjangkau siapa pun.", name=name),
            mend=Message("Isi jumlah desa, pekerja per desa dan lamanya lebih dari nol."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """Contributions paid for somebody, by one source of money.

    Attributes
    ----------
    name, funding : str
        What it is called; which budget pays: `dbh_sawit`.
    persons : mapping of region code to int
        How many it pays for in each region.
    start, months : Period, int
        First month, and how many it lasts.
    tariff : Tariff
        What a person costs a month.
    overlap : Fraction
        Part of the persons who are protected already and would be without it.
    """

    name: str
    funding: str
    persons: Mapping[BpsCode, int]
    start: Period
    months: int
    tariff: Tariff
    overlap: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        if self.months < 1 or sum(self.persons.values()) < 1:
            raise NoProgrammeError(self.name)

    @property
    def lasting(self) -> list[Period]:
        """Its months, in order."""
        return months_from(self.start, self.months)

    @property
    def rupiah(self) -> int:
        """What all of it costs; those protected already are paid for as well."""
        return cost(self.tariff, sum(self.persons.values()), self.lasting)


def months_from(start: Period, count: int) -> list[Period]:
    """So many months, from the one of `start` on."""
    first = start.year * 12 + (start.month or 1) - 1
    return [Period(n // 12, n % 12 + 1) for n in range(first, first + count)]


def by_villages(villages: Mapping[BpsCode, int], share: Fraction, each: int) -> dict[BpsCode, int]:
    """Persons of each region: a share of its villages, in whole villages, times so many each.

    A share that leaves half a village or more counts it.
    """
    return {code: int(share * count + Fraction(1, 2)) * each for code, count in villages.items()}


def by_budget(rupiah: int, tariff: Tariff, months: int) -> int:
    """How many persons a budget pays for, for all of the months."""
    return rupiah // (tariff.monthly * months)


def simulated(programmes: Sequence[Programme], baseline: pd.DataFrame) -> pd.DataFrame:
    """Month by month from the first start to the month after the last end, region by region.

    Parameters
    ----------
    programmes : sequence of Programme
        At least one; regions that the baseline does not hold are an error of the caller.
    baseline : DataFrame indexed by region code
        eligible, low, high : eligible workers, persons, with the bounds of an estimate;
        NaN where unknown. estimated : whether it is one. rate : coverage today, a fraction.
        assumed : whether the user assumed that rate for want of a figure. villages : desa.

    Returns
    -------
    DataFrame indexed by (month, region)
        paid : persons that programmes pay for. added : of those, persons that are not
        protected today; never more than the unprotected, NaN where the eligible workers or
        the rate are unknown. capped : whether that bound was met. rupiah : paid in the month.
    """
    first = min(one.lasting[0] for one in programmes)
    last = max(one.lasting[-1] for one in programmes)
    span = (last.year - first.year) * 12 + (last.month or 1) - (first.month or 1) + 1
    pairs = zip(baseline["eligible"].tolist(), baseline["rate"].tolist(), strict=True)
    rooms = dict(zip(map(str, baseline.index), (room(*pair) for pair in pairs), strict=True))
    lasting = [frozenset(one.lasting) for one in programmes]
    seen: dict[tuple[int, ...], list[dict[str, float]]] = {}  # most months are like the last
    rows, months = list[dict[str, float]](), months_from(first, span + 1)
    for month in months:
        at = tuple(n for n, when in enumerate(lasting) if month in when)
        if at not in seen:
            running = [programmes[n] for n in at]
            seen[at] = [_month(running, BpsCode(code), free) for code, free in rooms.items()]
        rows += seen[at]
    index = pd.MultiIndex.from_product([map(str, months), rooms], names=["month", "region"])
    return pd.DataFrame({key: [row[key] for row in rows] for key in _MEASURES}, index=index)


def _month(running: Sequence[Programme], code: BpsCode, free: float) -> dict[str, float]:
    paid = sum(one.persons.get(code, 0) for one in running)
    new = sum(one.persons.get(code, 0) * (1 - one.overlap) for one in running)
    known = not math.isnan(free)
    return {
        "paid": paid,
        "added": min(int(new), free) if known else float("nan"),
        "capped": bool(known and int(new) > free),
        "rupiah": sum(one.persons.get(code, 0) * one.tariff.monthly for one in running),
    }


def unprotected(row: pd.Series) -> float:
    """Eligible workers of a region who are not protected today, whole persons; NaN if unknown."""
    return room(float(row["eligible"]), float(row["rate"]))


def room(eligible: float, rate: float) -> float:
    """Of so many eligible workers those not protected, whole persons; NaN if one is unknown."""
    free = float(eligible) * (1 - float(rate))
    return (
        free if math.isnan(free) else max(0, int(round(free, 6)))
    )  # 0.3 is a little more in binary


def gained(months: pd.DataFrame, baseline: pd.DataFrame) -> pd.DataFrame:
    """What each region gains in its best month, with the interval of its eligible workers.

    Returns
    -------
    DataFrame indexed by region code
        added : persons, in the month with most. points, points_low, points_high : of the
        eligible workers, a fraction; more workers than estimated make fewer points.
        rupiah : over all months. NaN where the eligible workers or the rate are unknown.
    """
    added = months["added"].groupby("region", sort=False).max()
    rupiah = months["rupiah"].groupby("region", sort=False).sum()
    return pd.DataFrame(
        {
            "added": added,
            "points": added / baseline["eligible"],
            "points_low": added / baseline["high"],
            "points_high": added / baseline["low"],
            "rupiah": rupiah,
        }
    ).loc[baseline.index]


def together(months: pd.DataFrame) -> pd.DataFrame:
    """The province month by month: paid, added, rupiah; and how many regions are not counted.

    Returns
    -------
    DataFrame indexed by month
        paid, added, rupiah : sums; `added` leaves out the regions of `unknown`, so it is a
        lower bound where there are any.
    """
    unknown = months["added"].isna() & (months["paid"] > 0)
    summed = months[["paid", "added", "rupiah"]].groupby("month").sum()
    return summed.assign(unknown=unknown.groupby("month").sum())
