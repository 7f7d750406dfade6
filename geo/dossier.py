"""Everything known of one region: the reading asked for, and all that stands beside it."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from geo import claims
from geo.coverage import Gap, gap
from geo.editions import Edition
from geo.families import FAMILIES
from geo.indicators import Indicator
from geo.indicators import indicator as catalogue_entry
from geo.model import BpsCode, Period, Selection
from geo.peers import Rank, rank
from geo.targets import Aim, aims


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dossier:
    """What is known of a region for one indicator, and around it.

    Attributes
    ----------
    region : BpsCode
    reading : Series
        A row as `claims.readings` returns it; its `value` may be NaN.
    alternatives : DataFrame
        Other claims of the same year, oldest first.
    earlier : Series or None
        The newest claim there is, where the asked period has none.
    rank : Rank or None
        Among comparable readings of the reading's own year.
    claimed_ranks, awards : DataFrame
        Ranks that sources state: of coverage, and of the Paritrana Award. Never mixed.
    target : Series or None
        The region's own target for the reading's year.
    aims : list of Aim
        The region's own targets of whatever year, oldest first.
    gap : Gap or None
        To that target.
    segments : dict of str to Series
        Readings of the indicator's other segments, where there is one.
    history : DataFrame
        Every claim of the indicator and segment, oldest first.
    """

    region: BpsCode
    reading: pd.Series
    alternatives: pd.DataFrame
    earlier: pd.Series | None
    rank: Rank | None
    claimed_ranks: pd.DataFrame
    awards: pd.DataFrame
    target: pd.Series | None
    aims: list[Aim]
    gap: Gap | None
    segments: dict[str, pd.Series]
    history: pd.DataFrame


PROGRAMMES = ("programme_workers", "programme_budget", "dbh_sawit", "dbh_sawit_province")
"""Indicators of programmes and their money."""
AROUND = (
    *("villages", "urban_villages", "districts", "population", "eligible_workers"),
    *("labour_force", "working_population", "unemployment_rate", "participation_rate"),
)
"""Indicators that describe a region beside coverage."""
Reader = Callable[[Indicator, str, Period | None], pd.DataFrame]
"""Readings of an indicator, segment and period, one row per region of a group."""


def compiled(
    own: pd.DataFrame,
    region: BpsCode,
    read: Reader,
    chosen: Selection,
) -> Dossier:
    """The dossier of a region.

    Parameters
    ----------
    own : DataFrame
        The region's own claims.
    read : Reader
        Readings of the group that the region belongs to and may be ranked in: the
        fourteen regencies, or what lies above them. A caller may keep what it returns.
    chosen : Selection
        Indicator, segment and period asked for.
    """
    indicator, segment = catalogue_entry(chosen.indicator), chosen.segment
    reading = claims.row(read(indicator, segment, chosen.period), region)
    known = not pd.isna(reading["value"])
    aim = target_of(read, indicator, reading, segment)
    history = claims.history(own, indicator.numerator or indicator.key, region, segment)
    return Dossier(
        region=region,
        reading=reading,
        alternatives=claims.alternatives(own, reading) if known else history.iloc[:0],
        earlier=None if known or history.empty else history.iloc[-1],
        rank=_place(read, region, indicator, segment, reading) if known else None,
        claimed_ranks=claims.history(own, "coverage_rank", region),
        awards=claims.history(own, "award_rank", region),
        target=aim,
        aims=[one for one in aims(own, region, segment) if one.kind == "own"],
        gap=_gap(reading, aim) if aim is not None else None,
        segments=_segments(read, region, indicator, chosen),
        history=history,
    )


def target_of(
    read: Reader, indicator: Indicator, reading: pd.Series, segment: str
) -> pd.Series | None:
    """The region's own target at the end of the reading's year; never another region's.

    None where only others set one for it, or in another measure, or nothing is read.
    """
    if indicator.target is None or pd.isna(reading["value"]):
        return None
    year = Period(int(reading["year"]))
    aim = claims.row(read(catalogue_entry(indicator.target), segment, year), str(reading.name))
    return aim if not pd.isna(aim["value"]) and FAMILIES[aim["family"]].binding else None


def programmes(edition: Edition, region: BpsCode) -> pd.DataFrame:
    """Programme and funding claims of a region, newest first."""
    parts = [claims.history(edition.claims, key, region) for key in PROGRAMMES]
    return pd.concat(parts).sort_values(["end", "claim_id"], ascending=[False, True])


def around(edition: Edition, region: BpsCode) -> pd.DataFrame:
    """Newest claims that describe a region beside coverage: villages, people, work."""
    parts = [claims.history(edition.claims, key, region).tail(1) for key in AROUND]
    return pd.concat(parts)


def laws(edition: Edition, region: BpsCode) -> pd.DataFrame:
    """Regulations of a region, newest first."""
    return claims.history(edition.claims, "legal", region).iloc[::-1]


def everything(edition: Edition, region: BpsCode) -> pd.DataFrame:
    """Every claim about a region, as the edition holds them."""
    return edition.claims[edition.claims["region_code"] == region]


def _gap(reading: pd.Series, aim: pd.Series) -> Gap:
    return gap(float(reading["value"]), float(aim["value"]), float(reading["denominator"]))


def _place(
    read: Reader, region: BpsCode, indicator: Indicator, segment: str, reading: pd.Series
) -> Rank | None:
    """Ranked within the reading's own period: figures of different years are not compared."""
    if indicator.is_ratio:
        return None
    period = Period.parse(str(reading["period"]))
    monthly = period.month is not None and period.day is None
    own = period if monthly else Period(int(reading["year"]))
    return rank(read(indicator, segment, own), region)


def _segments(
    read: Reader, region: BpsCode, indicator: Indicator, chosen: Selection
) -> dict[str, pd.Series]:
    others = [name for name in indicator.segments if name != chosen.segment]
    tables = {str(name): read(indicator, name, chosen.period) for name in others}
    known = {name: table for name, table in tables.items() if not pd.isna(table["value"][region])}
    return {name: claims.row(table, region) for name, table in known.items()}
