"""The way to a target: what is missing, the pace it needs, and the best pace of the past.

A gap is only measured to a government's target for its own area, or to the province's as a
marked yardstick. Others' targets and other measures stand beside.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypedDict, Unpack

import pandas as pd

from geo import claims as reading_rule
from geo.comparability import Reading
from geo.estimates import Workers, workers
from geo.families import FAMILIES
from geo.indicators import TARGET
from geo.language import Message
from geo.model import CONFIDENCES, PROVINCE, BpsCode, Period
from geo.regencies import by_bps
from geo.trends import Pace, months_between

AimKind = Literal["own", "cited", "bpjs", "rpjmn", "national", "chosen"]
Standing = Literal["reached", "overdue", "within", "beyond", "no_past", "unknown"]
_KINDS: tuple[AimKind, ...] = ("own", "cited", "bpjs", "rpjmn", "national")
_KIND_OF = {f"target-{kind}": kind for kind in _KINDS}
_NOTHING = 1e-9
"""A gap below this is binary arithmetic: 0.45 − 0.4 − 0.05."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Aim:
    """A rate (a fraction; decimals of its percentage) to be reached by a date.

    Attributes
    ----------
    kind : str
        `own`, set by the region's government; `cited`, `bpjs`, `rpjmn`, `national`, by
        others or in another measure; `chosen`, by the reader, without family or claim.
    yardstick : bool
        The province's target held against a regency that has none known for that year.
    """

    kind: AimKind
    by: date
    value: float
    decimals: int
    family: str = ""
    claim: pd.Series | None = None
    yardstick: bool = False


class Known(TypedDict):
    """A row of `estimates.eligible`; the region's `claims.history`; the edition's date."""

    eligible: pd.Series
    best: Pace | None
    today: date


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Course:
    """Where the region of a reading stands on the way to an aim.

    Attributes
    ----------
    points, workers : float, Workers
        Aim − reading (a fraction), and that in persons; negative where passed, NaN if refused.
    months, months_left : float
        From the figure's own date, and from `today`, to the aim's; negative when past.
    pace, workers_pace : float, Workers
        Needed per month from the figure's own date, in points and in persons; NaN where
        the aim is reached or overdue, or the gap refused.
    pace_from_today : float
        Points needed per month from today if nothing has changed since the figure.
    best, ratio, ratio_from_today : Pace or None, float, float
        The region's fastest past rise; pace and pace_from_today / best pace, NaN if unknown.
    standing : Standing
        `reached`; `overdue`, open and the aim's date not after the figure's or today;
        `within`, both ratios ≤ 1; `beyond`, one is greater; `no_past`, without a best pace;
        `unknown`, without a gap: `why` tells the reason.
    """

    reading: Reading
    aim: Aim
    points: float
    workers: Workers
    months: float
    months_left: float
    pace: float
    workers_pace: Workers
    pace_from_today: float
    best: Pace | None
    ratio: float
    ratio_from_today: float
    standing: Standing
    why: Message | None


def aims(claims: pd.DataFrame, region: BpsCode, segment: str = "total") -> list[Aim]:
    """Every target claimed for a region: own ones first, then by date.

    Of two for one date the one of higher confidence comes first, then the later published.
    """
    found = reading_rule.history(claims, TARGET.key, region, segment)
    rows = [row for _, row in found.iterrows()]
    rows.sort(key=lambda row: str(row["published_on"]), reverse=True)
    rows.sort(key=lambda row: CONFIDENCES.index(row["confidence"]))
    listed = [_aim(row) for row in rows]
    return sorted(listed, key=lambda aim: (aim.kind != "own", aim.by))


def path(listed: list[Aim]) -> list[tuple[date, float]]:
    """Own targets in time order, one for each date: the dashed line of a chart."""
    own = {aim.by: aim.value for aim in reversed(listed) if aim.kind == "own"}
    return sorted(own.items())


def own_of_year(listed: list[Aim], year: int) -> Aim | None:
    """A region's own target for a year, of two the one of the later date; None where none is."""
    own = [aim for aim in listed if aim.kind == "own" and aim.by.year == year]
    return max(own, key=lambda aim: aim.by, default=None)


def aim_for(claims: pd.DataFrame, region: BpsCode, year: int, segment: str = "total") -> Aim | None:
    """The region's own target of a year; for a regency without one the province's, marked.

    None where neither is known. Never the RPJMN indicator nor the national target.
    """
    own = own_of_year(aims(claims, region, segment), year)
    if own is not None or region not in by_bps():
        return own
    above = own_of_year(aims(claims, PROVINCE, segment), year)
    return None if above is None else replace(above, yardstick=True)


def course(
    reading: Reading, aim: Aim, *, eligible: pd.Series, best: Pace | None, today: date
) -> Course:
    """Where a region stands on the way to an aim.

    Parameters
    ----------
    reading, aim : Mapping or Series, Aim
        A row as `claims.readings` returns it, its value may be NaN; own, a yardstick or
        chosen, to any other the gap is refused. The rest is as in `Known`.

    A reading dated after the aim's date counts against it as it stands. A past pace is
    never taken across two definitions, but may be of an older one than the reading's:
    `pace_words` says so.
    """
    why = _refused(reading, aim)
    blank = bool(pd.isna(reading["value"]))
    points = float("nan") if why else aim.value - float(reading["value"])
    figured = aim.by if blank else Period.parse(str(reading["period"])).end
    months: float = float("nan") if blank else months_between(figured, aim.by)
    left = months_between(today, aim.by)
    is_open = why is None and points > _NOTHING and min(months, left) > 0
    pace = points / months if is_open else float("nan")
    now = points / left if is_open else float("nan")
    ratio, ratio_now = (one / best.per_month if best else float("nan") for one in (pace, now))
    return Course(
        reading=reading,
        aim=aim,
        points=points,
        workers=workers(points, eligible),
        months=months,
        months_left=left,
        pace=pace,
        workers_pace=workers(pace, eligible),
        pace_from_today=now,
        best=best,
        ratio=ratio,
        ratio_from_today=ratio_now,
        standing=_standing(points, max(ratio, ratio_now), is_open=is_open),
        why=why,
    )


def what_if(reading: Reading, value: float, by: date, **known: Unpack[Known]) -> Course:
    """The course to a rate (a fraction) and a date that the reader chooses."""
    return course(reading, Aim(kind="chosen", by=by, value=value, decimals=2), **known)


def _aim(row: pd.Series) -> Aim:
    return Aim(
        kind=_KIND_OF[str(row["family"])],
        by=Period.parse(str(row["period"])).end,
        value=float(row["value"]),
        decimals=int(row["decimals"]),
        family=str(row["family"]),
        claim=row,
    )


def _refused(reading: Reading, aim: Aim) -> Message | None:
    if pd.isna(reading["value"]):
        return Message("Belum ada angka, jadi jarak ke target tidak dapat dihitung.")
    if not FAMILIES[str(reading["family"])].comparable:
        return Message(
            "Jarak ke target tidak dihitung: sumber angkanya tidak menjelaskan apa yang dihitung."
        )
    if aim.kind not in {"own", "chosen"}:
        return Message(
            "Jarak tidak dihitung: “{target}” bukan target yang ditetapkan daerah ini.",
            target=Message(FAMILIES[aim.family].label),
        )
    return None


def _standing(points: float, ratio: float, *, is_open: bool) -> Standing:
    if pd.isna(points):
        return "unknown"
    if points <= _NOTHING:
        return "reached"
    if not is_open:
        return "overdue"
    if pd.isna(ratio):
        return "no_past"
    return "within" if ratio <= 1 else "beyond"
