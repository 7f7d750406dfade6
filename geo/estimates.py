"""Eligible workers of each region: published where a source gives them, else estimated.

An estimate is marked, carries its method and its interval, and stands in no ranking of
published figures. It shares the province's count out by population, because no edition
holds the population of working age by regency.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pandas as pd

from geo import claims as reading_rule
from geo.families import FAMILIES
from geo.indicators import indicator
from geo.language import Message
from geo.model import PROVINCE, BpsCode
from geo.regencies import by_bps

LEVEL = 0.80
"""Of an estimate's interval: it is meant to hold the true count 4 times of 5."""
FEWEST_PAIRS = 3
"""Regencies with a known count below which the error of the method is not judged."""
REGENCY_FAMILY = "ucj"
"""Definition whose denominators the method is calibrated on."""
Row = tuple[float, float, float, float, bool, str, str, str, Message]
COLUMNS = (
    *("value", "low", "high", "level", "estimated"),
    *("known_period", "source", "claim_id", "why"),
)
_GIVEN = Message("Penyebut yang disebut sumber angka cakupannya sendiri.")
_CLAIMED = Message("Jumlah pekerja layak yang disebut sumbernya.")
_IMPLIED = Message(
    "Dihitung dari jumlah peserta dan cakupan yang disebut satu sumber; batasnya berasal "
    "dari pembulatan cakupan itu."
)
_HOW = (_GIVEN, _CLAIMED, _IMPLIED)
_UNSHARED = Message(
    "Tidak diperkirakan: jumlah penduduknya atau jumlah pekerja layak provinsi tidak diketahui."
)
_OUTSIDE = Message("Tidak diperkirakan: perkiraan hanya dibuat untuk kabupaten/kota.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Workers:
    """Persons, with bounds; NaN throughout where the eligible workers are unknown.

    Attributes
    ----------
    value, low, high : float
        Persons; negative where the rate is past its target. `low` ≤ `value` ≤ `high`.
    level : float
        Share of such intervals that hold the true count; 1 where none is estimated.
    estimated : bool
        Whether the eligible workers behind it are an estimate of ours.
    """

    value: float
    low: float
    high: float
    level: float
    estimated: bool


def eligible(
    claims: pd.DataFrame,
    regions: Sequence[BpsCode],
    *,
    segment: str = "total",
    level: float = LEVEL,
) -> pd.DataFrame:
    """Eligible workers of each region: its own newest count, else an estimate or a refusal.

    Own counts are denominators of `coverage_rate` claims of a standard definition, counts
    implied by numerator / rate where those give only the numerator, and `eligible_workers`
    claims of at least medium confidence; the newest is taken, and of one date the first in
    this order. Estimates are made for regencies of the province only.

    Parameters
    ----------
    claims, regions : DataFrame, sequence of BpsCode
        An edition's claims; the regions asked about.
    segment, level : str, float
        Segment of the rate; level of each estimate's interval: for a ranking, in which all
        must hold at once, `intervals.joint_level`.

    Returns
    -------
    DataFrame, indexed by region code, in the order of `regions`
        value, low, high : persons, NaN where unknown. A given count has no width; an
            implied one that of its rate's rounding; an estimate that of `factor`.
        level, estimated : 1 for own counts, NaN where unknown; whether it is an estimate.
        known_period, source, claim_id : period, publisher and number of the claim that the
            count, or the province's count behind an estimate, comes from; empty where
            unknown.
        why : Message, the method, or why there is none.
    """
    own = _own(claims, segment)
    rest = [code for code in regions if code not in own.index]
    rows = _counted(own) | (_estimated(claims, rest, segment, level) if rest else {})
    listed = [rows[code] for code in regions]
    return pd.DataFrame(listed, index=list(regions), columns=list(COLUMNS))


def workers(points: float, count: pd.Series) -> Workers:
    """A share of the eligible workers, in persons.

    Parameters
    ----------
    points : float, fraction
        Of the eligible workers; a gap, or a pace.
    count : Series
        A row of `eligible`.
    """
    low, high = sorted((points * float(count["low"]), points * float(count["high"])))
    return Workers(
        value=points * float(count["value"]),
        low=low,
        high=high,
        level=float(count["level"]),
        estimated=bool(count["estimated"]),
    )


def pairs(claims: pd.DataFrame, segment: str = "total") -> pd.DataFrame:
    """Regencies whose own denominator is known, beside what the method would have given.

    Returns
    -------
    DataFrame, indexed by region code
        known : own denominator, persons, of the newest claim of family `ucj` that is not
            of low confidence; apportioned : the province's count nearest in time (the
            later of two as near) × share of the province's population; log_ratio :
            ln(known / apportioned); claim_id, province_id : the claims of the two counts.
    """
    rates = _rates(claims, segment)
    sure = rates[(rates["family"] == REGENCY_FAMILY) & (rates["confidence"] != "low")]
    own = _newest(sure)
    own = own[own.index.isin([*by_bps()])]
    counts = _province(claims, segment)
    share = _shares(claims, list(own.index)).dropna()
    if counts.empty or share.empty:
        columns = ["known", "apportioned", "log_ratio", "claim_id", "province_id"]
        return pd.DataFrame(columns=columns, index=own.index[:0], dtype=object)
    own = own.loc[share.index]
    near = [_nearest(counts, end) for end in own["end"]]
    apportioned = share * [float(one["value"]) for one in near]
    return pd.DataFrame(
        {
            "known": own["value"],
            "apportioned": apportioned,
            "log_ratio": np.log(own["value"] / apportioned),
            "claim_id": own["claim_id"],
            "province_id": [str(one["claim_id"]) for one in near],
        }
    )


def factor(log_ratios: Sequence[float], level: float = LEVEL) -> float:
    """By how much an estimate may be too high or too low: bounds are estimate ÷ and × this.

    exp(t·s), with s² the mean of the squared log ratios and t the (1 + level)/2 quantile of
    Student's distribution with n degrees of freedom.

    Notes
    -----
    A prediction interval for one more draw of a normal quantity whose centre is known: the
    centre is 0, for the shares add up to the province's count, so none of the n degrees of
    freedom is spent on it and the centre adds no error of its own (Geisser 1993,
    "Predictive Inference"; "Student" 1908, "The probable error of a mean",
    Biometrika 6).
    """
    from scipy.special import stdtrit  # type: ignore[import-untyped] # noqa: PLC0415  # slow

    count = len(log_ratios)
    spread = math.sqrt(sum(one * one for one in log_ratios) / count)
    return math.exp(float(stdtrit(count, (1 + level) / 2)) * spread)


def left_out(log_ratios: Sequence[float], level: float = LEVEL) -> list[bool]:
    """For each known regency: would the interval made from the others alone have held it?"""
    ratios = list(log_ratios)
    return [
        abs(one) <= math.log(factor(ratios[:place] + ratios[place + 1 :], level))
        for place, one in enumerate(ratios)
    ]


def _counted(own: pd.DataFrame) -> dict[str, Row]:
    """Rows of `eligible` for regions with a count of their own."""
    columns = ["value", "low", "high", "period", "publisher", "claim_id", "order"]
    return {
        str(code): (value, low, high, 1.0, False, period, publisher, number, _HOW[order])
        for code, value, low, high, period, publisher, number, order in own[columns].itertuples()
    }


def _estimated(
    claims: pd.DataFrame, regions: list[BpsCode], segment: str, level: float
) -> dict[str, Row]:
    """Rows of `eligible` for regions without a count of their own."""
    rows: dict[str, Row] = {
        code: _blank(_UNSHARED if code in by_bps() else _OUTSIDE) for code in regions
    }
    counts = _province(claims, segment)
    shares = _shares(claims, [code for code in regions if code in by_bps()]).dropna()
    if counts.empty or shares.empty:
        return rows
    ratios = pairs(claims, segment)["log_ratio"].tolist()
    if len(ratios) < FEWEST_PAIRS:
        return rows | {str(code): _blank(_unjudged(len(ratios))) for code in shares.index}
    newest, width, how = counts.iloc[-1], factor(ratios, level), _method(len(ratios), level)
    source = (str(newest["period"]), str(newest["publisher"]), str(newest["claim_id"]))
    values = {str(code): share * float(newest["value"]) for code, share in shares.items()}
    return rows | {
        code: (value, value / width, value * width, level, True, *source, how)
        for code, value in values.items()
    }


def _blank(why: Message) -> Row:
    return (math.nan, math.nan, math.nan, math.nan, False, "", "", "", why)


def _unjudged(count: int) -> Message:
    return Message(
        "Tidak diperkirakan: penyebut yang diketahui baru dari {n} kabupaten/kota, padahal "
        "ketelitian cara ini baru dapat dinilai dari {least}.",
        n=count,
        least=FEWEST_PAIRS,
    )


def _method(count: int, level: float) -> Message:
    held = Fraction(level).limit_denominator(100)
    return Message(
        "Perkiraan: jumlah pekerja layak provinsi dibagi menurut jumlah penduduk, karena "
        "penduduk usia kerja per kabupaten/kota tidak tersedia. Rentangnya, yang diukur pada "
        "{n} kabupaten/kota yang penyebutnya diketahui, diharapkan memuat angka sebenarnya "
        "{held} dari {of} kali.",
        n=count,
        held=held.numerator,
        of=held.denominator,
    )


def _own(claims: pd.DataFrame, segment: str) -> pd.DataFrame:
    claimed = reading_rule.of(claims, "eligible_workers", segment)
    claimed = claimed[(claimed["confidence"] != "low") & (claimed["value"] > 0)]
    claimed = claimed.assign(low=claimed["value"], high=claimed["value"], order=1)
    return _newest(pd.concat([_rates(claims, segment), claimed], ignore_index=True))


def _rates(claims: pd.DataFrame, segment: str) -> pd.DataFrame:
    """Denominators that rates of a standard definition give or imply, as `value`."""
    rates = reading_rule.of(claims, "coverage_rate", segment)
    standard = [key for key, one in FAMILIES.items() if one.comparable and one.rank == 0]
    rates = rates[rates["family"].isin(standard)]
    given = rates[rates["denominator"] > 0]
    count = given["denominator"]
    given = given.assign(value=count, low=count, high=count, order=0)
    half = 0.5 * 10.0 ** -(rates["decimals"] + 2)
    usable = rates["denominator"].isna() & (rates["numerator"] > 0) & (rates["value"] > half)
    implied, half = rates[usable], half[usable]
    persons, rate = implied["numerator"], implied["value"]
    bounds = {"low": persons / (rate + half), "high": persons / (rate - half)}
    implied = implied.assign(value=persons / rate, **bounds, order=2)
    return pd.concat([given, implied], ignore_index=True)


def _newest(counts: pd.DataFrame) -> pd.DataFrame:
    ordered = counts.sort_values(["end", "order", "claim_id"], ascending=[False, True, True])
    return ordered.drop_duplicates("region_code").set_index("region_code")


def _province(claims: pd.DataFrame, segment: str) -> pd.DataFrame:
    """The province's counts of eligible workers, oldest first."""
    found = reading_rule.history(claims, "eligible_workers", PROVINCE, segment)
    return found[(found["confidence"] != "low") & (found["value"] > 0)]


def _nearest(counts: pd.DataFrame, end: pd.Timestamp) -> pd.Series:
    newest_first = counts.iloc[::-1]
    return newest_first.iloc[int((newest_first["end"] - end).abs().to_numpy().argmin())]


def _shares(claims: pd.DataFrame, regions: Sequence[str]) -> "pd.Series[float]":
    """Each region's part of the province's population, from counts of one period."""
    asked = [BpsCode(one) for one in [*regions, PROVINCE]]
    people = reading_rule.readings(claims, indicator("population"), asked)
    whole = people.loc[[PROVINCE]].iloc[0]
    same = (people["period"] == whole["period"]) & (people["family"] == whole["family"])
    shares: pd.Series[float] = people["value"].where(same) / float(whole["value"])
    return shares.loc[list(regions)]
