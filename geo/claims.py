"""Which of several claims is read, and what conflicts.

The rule, in this order: the standard definition first, then the source's confidence, then
nearness to the asked date, then later publication; last the claim's number, so that the
same claims always give the same reading. Nothing is averaged.
"""

from typing import cast

import numpy as np
import pandas as pd

from geo.families import FAMILIES
from geo.indicators import Indicator, indicator
from geo.model import BpsCode, Missing, Period

CONFLICT_POINTS = 0.01
"""Claims of one year that differ by more than this fraction (1 point) are in conflict."""

MONTH_LETTERS = 7
"""Of `2024-09`: a period at least that long names its month."""

REPORTED, REPORTED_OLD = "reported", "reported_old"
_CONFIDENCE = {"high": 0, "medium": 1, "low": 2}


def of(claims: pd.DataFrame, key: str, segment: str = "total") -> pd.DataFrame:
    """Claims of one indicator and segment that nothing supersedes, with `year` and `end`.

    Returns
    -------
    DataFrame
        The rows of `claims`, plus `year` (int) and `end` (Timestamp, last day of the
        period). Empty where nothing is claimed.
    """
    return _of(claims, indicator=key, segment=segment)


def standing(claims: pd.DataFrame) -> pd.DataFrame:
    """All that nothing supersedes, as `of` has those of an indicator; it takes them as well."""
    return _of(claims)


def periods_of(
    claims: pd.DataFrame, chosen: Indicator, regions: list[BpsCode], segment: str = "total"
) -> list[Period]:
    """Periods for which one of `regions` has a claim, newest first.

    Years, or months where every claim names one.
    """
    found = of(claims, chosen.numerator or chosen.key, segment)
    found = found[found["region_code"].isin(regions)]
    periods = {Period.parse(text) for text in found["period"].unique()}
    if periods and all(period.month and not period.day for period in periods):
        return sorted(periods, reverse=True)
    return sorted({Period(period.year) for period in periods}, reverse=True)


def readings(
    claims: pd.DataFrame,
    chosen: Indicator,
    regions: list[BpsCode],
    *,
    period: Period | None = None,
    segment: str = "total",
) -> pd.DataFrame:
    """What a page shows for each region: one claim by the rule, or why there is none.

    Parameters
    ----------
    claims : DataFrame
        An edition's claims.
    chosen : Indicator
        What is asked for; a ratio is computed from the readings of its two parts.
    regions : list of BpsCode
        The regions asked about.
    period : Period, optional
        A year or month; None is "latest available", each region's newest year.
    segment : str
        Segment of the indicator.

    Returns
    -------
    DataFrame, indexed by region code, in the order of `regions`
        The claim's columns, `value` NaN where there is none, and

        status : `reported`, `reported_old` (older than the newest year of all regions,
            under "latest"), or a `Missing` value as text: `older` where the region has a
            figure only for an earlier period than the one asked for, `suppressed` where
            the claim that is read says so in place of a figure;
        others : number of other claims of the same region and year;
        conflict : whether one of them differs by more than 1 point (rates only) and is not of
            the same definition for another month: a figure that moves contradicts nobody;
        recomputed : numerator / denominator, NaN where either is unknown;
        recomputed_differs : whether that differs by more than rounding.
    """
    return readings_by_period(claims, chosen, regions, [period], segment=segment)[period]


def readings_by_period(
    claims: pd.DataFrame,
    chosen: Indicator,
    regions: list[BpsCode],
    periods: list[Period | None],
    *,
    segment: str = "total",
) -> dict[Period | None, pd.DataFrame]:
    """The `readings` of several periods, in the order asked; None is "latest available".

    All periods are read in one pass: a month-by-month panel has a hundred of them.
    """
    if chosen.is_ratio:
        return {period: _ratio(claims, chosen, regions, period) for period in periods}
    found = of(claims, chosen.key, segment)
    found = found[found["region_code"].isin(regions)]
    asked = _asked(found, periods)
    grid = pd.MultiIndex.from_product(
        [range(len(periods)), pd.Index(regions)], names=["asked", "region_code"]
    )
    table = _first_by_rule(asked).reindex(grid)
    table["status"] = _status(table, found, periods)
    table = _examined(table, asked)
    if not regions:  # a regency whose districts nobody knows
        return dict.fromkeys(periods, table.droplevel("asked"))
    return {
        period: cast(pd.DataFrame, table.xs(number, level="asked"))
        for number, period in enumerate(periods)
    }


def row(table: pd.DataFrame, region: str) -> pd.Series:
    """A region's row of a table of readings."""
    return cast("pd.Series", table.loc[region])


def alternatives(claims: pd.DataFrame, reading: pd.Series) -> pd.DataFrame:
    """The other claims for the region, indicator, segment and year of a reading.

    Other periods of the reading's own series (same definition, same publisher) are left
    out: a series that moves contradicts nobody.
    """
    region, key = BpsCode(str(reading.name)), str(reading["indicator"])
    found = history(claims, key, region, str(reading["segment"]))
    series = (
        (found["family"] == reading["family"])
        & (found["publisher"] == reading["publisher"])
        & (found["period"] != reading["period"])
    )
    is_other = (found["year"] == reading["year"]) & (found["claim_id"] != reading["claim_id"])
    return cast("pd.DataFrame", found.loc[is_other & ~series])


def history(
    claims: pd.DataFrame, key: str, region: BpsCode, segment: str = "total"
) -> pd.DataFrame:
    """Every claim of one region and indicator, oldest first; none is chosen over another."""
    found = _of(claims, indicator=key, segment=segment, region_code=region)
    # Of few claims this is much quicker than to sort the table.
    order = np.lexsort((found["claim_id"].to_numpy(dtype=str), found["end"].to_numpy()))
    return found if (np.diff(order) == 1).all() else found.iloc[order]


def _of(claims: pd.DataFrame, **asked: str) -> pd.DataFrame:
    """Claims that stand and hold what is asked of some columns, with `year` and `end`."""
    is_asked = np.ones(len(claims), dtype=bool)
    for column, value in asked.items():
        if is_asked.any():
            is_asked &= (claims[column] == value).to_numpy(dtype=bool)
    chosen: pd.DataFrame = claims.loc[is_asked] if is_asked.any() else claims.iloc[:0]
    if "end" in claims:  # of those that stand already
        return chosen
    gone = claims.loc[claims["supersedes"] != "", "supersedes"]
    if len(gone):
        chosen = chosen[~chosen["claim_id"].isin(gone)]
    numbers, periods = pd.factorize(chosen["period"], use_na_sentinel=False)
    years = np.array([int(text[:4]) for text in periods], dtype="int64")
    ends = np.array([Period.parse(text).end for text in periods], dtype="datetime64[s]")
    return chosen.assign(year=years[numbers], end=ends[numbers])


def _asked(found: pd.DataFrame, periods: list[Period | None]) -> pd.DataFrame:
    """Claims that may answer each period, with its number (`asked`) and date (`asked_end`).

    Under "latest" these are a region's claims of its newest year, and the date its end.
    """
    years = {one.year: n for n, one in enumerate(periods) if one and one.month is None}
    exact = {str(one): n for n, one in enumerate(periods) if one and one.month is not None}
    ends = _ends(periods)
    parts = []
    for column, numbers in (("year", years), ("period", exact)):
        part = found[found[column].isin(list(numbers))]
        asked = part[column].map(numbers).astype("int64")
        parts.append(part.assign(asked=asked, asked_end=ends.reindex(asked).to_numpy()))
    if None in periods:
        newest: pd.Series = found.groupby("region_code")["year"].transform("max")
        part = found.loc[found["year"] == newest]
        year_end = (part["year"].astype(str) + "-12-31").astype("datetime64[s]")
        parts.append(part.assign(asked=periods.index(None), asked_end=year_end))
    return pd.concat(parts, ignore_index=True)


def _first_by_rule(asked: pd.DataFrame) -> pd.DataFrame:
    """One claim per asked period and region, by the rule."""
    ranks = {key: family.rank for key, family in FAMILIES.items()}
    ordered = asked.assign(
        _rank=asked["family"].map(ranks),
        _confidence=asked["confidence"].map(_CONFIDENCE),
        _distance=(asked["end"] - asked["asked_end"]).abs(),
    ).sort_values(
        ["_rank", "_confidence", "_distance", "published_on", "claim_id"],
        ascending=[True, True, True, False, True],
        kind="stable",
    )
    first = ordered.drop_duplicates(["asked", "region_code"]).set_index(["asked", "region_code"])
    return first.drop(columns=["_rank", "_confidence", "_distance", "asked_end"])


def _status(table: pd.DataFrame, found: pd.DataFrame, periods: list[Period | None]) -> pd.Series:
    status = pd.Series(REPORTED, index=table.index)
    numbers = table.index.get_level_values("asked")
    blank = table["value"].isna()
    if None in periods:
        latest = numbers == periods.index(None)
        status[latest & (table["year"] < table["year"][latest].max())] = REPORTED_OLD
    status[blank] = Missing.NOT_REPORTED.value
    first = found.groupby("region_code")["end"].min()
    begun = first.reindex(table.index.get_level_values("region_code")).to_numpy()
    is_older = begun < _ends(periods).reindex(numbers).to_numpy()
    status[blank & is_older] = Missing.OLDER.value
    status[blank & (table["text"] == Missing.SUPPRESSED.value)] = Missing.SUPPRESSED.value
    return status


def _ends(periods: list[Period | None]) -> pd.Series:
    """Last day of each period by its number; NaT for "latest", whose date each region sets."""
    return pd.Series([one.end if one else None for one in periods]).astype("datetime64[s]")


def _examined(table: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """With the number of other claims, conflicts, and the rate recomputed."""
    read = table[["value", "year", "family", "publisher", "period"]].add_prefix("read_")
    keys = ["asked", "region_code"]
    spread = asked.merge(read.reset_index(), on=keys, validate="many_to_one")
    spread = spread[(spread["year"] == spread["read_year"]) & ~_same_series(spread)]
    apart = (spread["value"] - spread["read_value"]).abs() > CONFLICT_POINTS + 1e-9
    far = spread[apart & (spread["unit"] == "fraction") & ~_moved(spread)]
    counted = spread.groupby(keys).size() - 1
    table["others"] = counted.reindex(table.index).fillna(0).astype(int)
    table["conflict"] = table.index.isin(pd.MultiIndex.from_frame(far[keys]))
    table["recomputed"] = table["numerator"] / table["denominator"]
    rounding = 0.5 * 10.0 ** -(table["decimals"] + 2)
    difference = (table["recomputed"] - table["value"]).abs()
    table["recomputed_differs"] = (difference > rounding + 1e-9) & (table["unit"] == "fraction")
    return table


def _moved(spread: pd.DataFrame) -> pd.Series:
    """Claims of the reading's own definition for another month: the figure may have moved."""
    months, read = (spread[name].str.slice(0, 7) for name in ("period", "read_period"))
    defined = [key for key, family in FAMILIES.items() if family.comparable]
    return (
        (spread["family"] == spread["read_family"])
        & spread["family"].isin(defined)
        & (months.str.len() == MONTH_LETTERS)
        & (read.str.len() == MONTH_LETTERS)
        & (months != read)
    )


def _same_series(spread: pd.DataFrame) -> pd.Series:
    """Other periods of the reading's own series: they contradict nobody."""
    return (
        (spread["family"] == spread["read_family"])
        & (spread["publisher"] == spread["read_publisher"])
        & (spread["period"] != spread["read_period"])
    )


def _ratio(
    claims: pd.DataFrame, chosen: Indicator, regions: list[BpsCode], period: Period | None
) -> pd.DataFrame:
    """Numerator of the asked period over the latest denominator, with both sources."""
    above, below = (indicator(str(key)) for key in (chosen.numerator, chosen.denominator))
    top = readings(claims, above, regions, period=period)
    base = readings(claims, below, regions)
    table = top.copy()
    table["numerator"], table["denominator"] = top["value"], base["value"]
    table["value"] = top["value"] / base["value"].where(base["value"] > 0)
    table["indicator"], table["decimals"] = chosen.key, float(chosen.decimals)
    table["denominator_source"] = base["publisher"]
    table["denominator_period"] = base["period"]
    blank = table["value"].isna()
    table.loc[blank, "status"] = table["status"].where(
        table["status"].isin([missing.value for missing in Missing]), Missing.NOT_REPORTED.value
    )[blank]
    table.loc[base["value"] == 0, "status"] = Missing.NOT_APPLICABLE.value
    table["recomputed"], table["recomputed_differs"] = table["value"], False
    return table
