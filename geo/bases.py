"""What a scenario starts from: eligible workers, coverage today, villages, each with its source.

Nothing is filled in: where no source tells a number it is NaN, until the reader assumes one,
and then it is marked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from geo import claims as reading_rule
from geo import targets
from geo.editions import Edition
from geo.estimates import eligible
from geo.families import FAMILIES
from geo.indicators import indicator
from geo.language import Message
from geo.model import PROVINCE, BpsCode, Period
from geo.scenario import Scenario
from geo.simulation import BASELINE
from geo.targets import Aim

COLUMNS = (
    *BASELINE,
    *("eligible_claim", "eligible_source", "eligible_period", "eligible_why"),
    *("rate_claim", "rate_source", "rate_period", "rate_decimals", "rate_conflict", "rate_why"),
    *("villages_claim", "villages_source", "villages_period"),
)
"""Of a base's table; what they hold is said in `Base`."""
_NO_RATE = Message("Cakupan awalnya tidak ada dalam sumber mana pun.")
_UNCLEAR = Message(
    "Sumber tidak menjelaskan apa yang dihitung, jadi cakupan awalnya tidak dipakai."
)
_NOT_COUNTED = Message("Tidak dipakai: perkiraan dimatikan dalam skenario ini.")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Base:
    """Where every region stands before a scenario.

    Attributes
    ----------
    table : DataFrame indexed by region code
        One row per regency. eligible, low, high : eligible workers, persons, with the bounds
        of an estimate; NaN where unknown. estimated : whether it is an estimate of ours.
        rate : coverage today, a fraction; NaN where unknown. assumed : whether the reader set
        it. villages : desa; NaN where unknown, and 0 is a count. `*_claim`, `*_source`,
        `*_period` : claim, publisher and period of each; empty where there is none.
        eligible_why, rate_why : Message, the method or why there is none; rate_why is None
        where a source gives the rate. rate_decimals : of its percentage, NaN where assumed.
        rate_conflict : whether another source of the year differs by more than 1 point.
    province : Series
        The same of the province, from its own claims; not the sum of the table.
    counts : DataFrame
        What sources counted as the province's eligible workers: value (persons), period,
        publisher, claim_id; oldest first, without claims of low confidence.
    aims : tuple of Aim
        The targets that the province set itself, in time order.
    as_of, edition : date, str
        Day and name of the edition that all of it comes from.
    """

    table: pd.DataFrame
    province: pd.Series
    counts: pd.DataFrame
    aims: tuple[Aim, ...]
    as_of: date
    edition: str

    def row(self, code: str) -> pd.Series:
        """Where a regency stands, or the province."""
        return self.province if code == PROVINCE else reading_rule.row(self.table, code)


def known(edition: Edition, regions: Sequence[BpsCode]) -> Base:
    """What the claims of an edition tell of the regencies and the province.

    Parameters
    ----------
    regions : sequence of BpsCode
        The regencies, in the order of the table.

    Notes
    -----
    Eligible workers as `estimates.eligible`. A rate is read by the rule of
    `claims.readings` and only used where its definition is a standard one.
    """
    asked = [PROVINCE, *regions]
    live = edition.claims
    counts = eligible(live, asked)
    rates = reading_rule.readings(live, indicator("coverage_rate"), asked)
    villages = reading_rule.readings(live, indicator("villages"), asked)
    rows = {
        code: _row(*(reading_rule.row(part, code) for part in (counts, rates, villages)))
        for code in asked
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS))
    aims = [one for one in targets.aims(live, PROVINCE) if one.kind == "own"]
    return Base(
        table=table.drop(index=PROVINCE),
        province=reading_rule.row(table, PROVINCE),
        counts=_counts(live),
        aims=tuple(sorted(aims, key=lambda one: one.by)),
        as_of=edition.as_of,
        edition=edition.name,
    )


def with_assumptions(base: Base, scenario: Scenario) -> Base:
    """The base as a scenario wants it: its assumed rates, marked; estimates left out if asked.

    A rate that the reader sets for a region replaces the source's; the rate for all the
    others only stands in where there is none.
    """
    whole = pd.concat([base.province.to_frame().T, base.table])
    rows = {str(code): _assumed(row, str(code), scenario) for code, row in whole.iterrows()}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS))
    return replace(
        base,
        table=table.drop(index=PROVINCE),
        province=reading_rule.row(table, PROVINCE),
    )


def target(base: Base, year: int | None = None) -> Aim | None:
    """The province's own target that gaps are measured to.

    Parameters
    ----------
    year : int, optional
        Of the target; without it the target of the year of the province's figure, else of
        the next year that has one.

    Returns
    -------
    Aim or None
        None where the province set itself none.
    """
    if year is not None:
        return targets.own_of_year(list(base.aims), year)
    told = str(base.province["rate_period"])
    since = Period.parse(told).year if told else base.as_of.year
    later = [one for one in base.aims if one.by.year >= since]
    return next(iter(later), base.aims[-1] if base.aims else None)


def _counts(claims: pd.DataFrame) -> pd.DataFrame:
    found = reading_rule.history(claims, "eligible_workers", PROVINCE)
    sure = found[(found["confidence"] != "low") & (found["value"] > 0)]
    return sure[["value", "period", "publisher", "claim_id"]].reset_index(drop=True)


def _row(count: pd.Series, rate: pd.Series, villages: pd.Series) -> dict[str, Any]:
    told = not pd.isna(rate["value"])
    standard = told and _standard(str(rate["family"]))
    return {
        **{"eligible": count["value"], "low": count["low"], "high": count["high"]},
        "estimated": bool(count["estimated"]),
        "rate": float(rate["value"]) if standard else float("nan"),
        "assumed": False,
        "villages": float(villages["value"]),
        "eligible_claim": str(count["claim_id"]),
        "eligible_source": str(count["source"]),
        "eligible_period": str(count["known_period"]),
        "eligible_why": count["why"],
        **_source("rate", rate, given=standard),
        "rate_decimals": float(rate["decimals"]) if standard else float("nan"),
        "rate_conflict": bool(standard and rate["conflict"]),
        "rate_why": None if standard else _UNCLEAR if told else _NO_RATE,
        **_source("villages", villages, given=not pd.isna(villages["value"])),
    }


def _standard(family: str) -> bool:
    return FAMILIES[family].comparable and FAMILIES[family].rank == 0


def _source(name: str, reading: pd.Series, *, given: bool) -> dict[str, str]:
    told = {"claim": "claim_id", "source": "publisher", "period": "period"}
    return {f"{name}_{end}": str(reading[of]) if given else "" for end, of in told.items()}


def _assumed(row: pd.Series, code: str, scenario: Scenario) -> dict[str, Any]:
    found: dict[str, Any] = {str(name): value for name, value in row.items()}
    if found["estimated"] and scenario.pool == "known":
        none = float("nan")
        found |= {"eligible": none, "low": none, "high": none, "estimated": False}
        found |= {"eligible_claim": "", "eligible_source": "", "eligible_period": ""}
        found |= {"eligible_why": _NOT_COUNTED}
    rate = dict(scenario.rates).get(BpsCode(code))
    if rate is None and pd.isna(found["rate"]) and code != PROVINCE:
        rate = scenario.assumed
    if rate is None:
        return found
    found |= {"rate": float(rate), "assumed": True, "rate_conflict": False}
    found |= {"rate_claim": "", "rate_source": "", "rate_period": ""}
    why = Message("Cakupan awalnya diandaikan dalam skenario ini.")
    return found | {"rate_decimals": float("nan"), "rate_why": why}
