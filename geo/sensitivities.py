"""How far a result turns with each assumption, one at a time: what a tornado chart draws.

Each range is either what sources leave open (the interval of an estimate, counts that differ)
or a declared trial of this project (`OVERLAP_MORE`, `EACH_LESS`, `EACH_MORE`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import pandas as pd

from geo.bases import Base
from geo.model import PROVINCE, BpsCode
from geo.outcomes import Outcome, computed, subject
from geo.scenario import MOST_EACH, Plan, Scenario
from geo.simulation import NoProgrammeError, months_from
from geo.tariffs import BY_KEY, TARIFFS

Factor = Literal["overlap", "tariff", "pool", "each", "unknown"]
OVERLAP_MORE = Fraction(1, 5)
"""Tried beyond the scenario's overlap; and none at all at the other end."""
EACH_LESS, EACH_MORE = Fraction(1, 2), Fraction(3, 2)
"""Of the workers per village: half and one and a half times as many are tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a swing.

    Attributes
    ----------
    at : float
        The assumption tried: a fraction for overlap, rupiah for a tariff, persons for the
        rest.
    points, per_point : float
        What the subject gains, a fraction; rupiah that keep one point for a year. NaN where
        unknown.
    """

    at: float
    points: float
    per_point: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """What one assumption does to the result, all others as in the scenario.

    Attributes
    ----------
    low, high : End
        With the least and the most of it; either may be as the scenario has it.
    sources : tuple of str
        Numbers of the claims behind the two ends; empty where they are trials.
    """

    factor: Factor
    low: End
    high: End
    sources: tuple[str, ...] = ()

    def width(self, measure: Literal["points", "per_point"]) -> float:
        """How far the result turns; 0 where it is not known."""
        found = abs(getattr(self.high, measure) - getattr(self.low, measure))
        return 0.0 if pd.isna(found) else float(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """Every swing of a scenario.

    Attributes
    ----------
    subject : BpsCode
        Of whom the points are: the regency, where only one is paid for; else the province.
    central : End
        The result as the scenario has it; its `at` is NaN.
    swings : tuple of Swing
        Those that turn the points or their price at all; the widest in points first.
    """

    subject: BpsCode
    central: End
    swings: tuple[Swing, ...]


def turned(outcome: Outcome, base: Base) -> Turned:
    """How far a scenario's result turns with each of its assumptions.

    Parameters
    ----------
    outcome : Outcome
        The result in hand.
    base : Base
        What it was computed from, without the scenario's assumptions.
    """
    whose = subject(outcome)
    central = _end(outcome, whose, float("nan"))
    found = [*_by_scenario(outcome, base, whose), *_by_pool(outcome, base, whose)]
    if whose == PROVINCE and outcome.province["unknown"]:
        found.append(_unknown(outcome, central))
    moving = [one for one in found if one.width("points") or one.width("per_point")]
    moving.sort(key=lambda one: (-one.width("points"), -one.width("per_point")))
    return Turned(subject=whose, central=central, swings=tuple(moving))


def _end(outcome: Outcome, whose: BpsCode, at: float) -> End:
    row = outcome.row(whose)
    return End(at=at, points=float(row["points"]), per_point=float(row["per_point"]))


def _by_scenario(outcome: Outcome, base: Base, whose: BpsCode) -> Iterator[Swing]:
    """Swings of what the scenario itself says: overlap, tariff, workers per village."""
    scenario = outcome.scenario
    tried: list[tuple[Factor, list[tuple[float, Scenario]]]] = [
        ("overlap", _overlaps(scenario)),
        ("tariff", _tariffs(scenario)),
        ("each", _each(scenario)),
    ]
    for factor, ends in tried:
        if len(ends) == 2:
            try:
                low, high = (_end(computed(one, base), whose, at) for at, one in ends)
            except NoProgrammeError:  # a budget too small for the dearest tariff tells no range
                continue
            yield Swing(factor=factor, low=low, high=high)


def _overlaps(scenario: Scenario) -> list[tuple[float, Scenario]]:
    most = min(Fraction(1), max(plan.overlap for plan in scenario.plans) + OVERLAP_MORE)
    return [
        (float(one), _all(scenario, [replace(plan, overlap=one) for plan in scenario.plans]))
        for one in (Fraction(0), most)
    ]


def _tariffs(scenario: Scenario) -> list[tuple[float, Scenario]]:
    """The cheapest and the dearest that hold in every month of every plan."""
    months = {one for plan in scenario.plans for one in months_from(plan.start, plan.months)}
    holding = [one for one in TARIFFS if all(one.holds(month) for month in months)]
    if len({one.monthly for one in holding}) < 2:
        return []
    ends = (min(holding, key=lambda one: one.monthly), max(holding, key=lambda one: one.monthly))
    return [
        (
            float(BY_KEY[one.key].monthly),
            _all(scenario, [replace(plan, tariff=one.key) for plan in scenario.plans]),
        )
        for one in ends
    ]


def _each(scenario: Scenario) -> list[tuple[float, Scenario]]:
    """Fewer and more workers per village, where a plan goes by villages."""
    first = next((plan for plan in scenario.plans if plan.size == "villages"), None)
    if first is None:
        return []

    def scaled(plan: Plan, by: Fraction) -> Plan:
        if plan.size != "villages":
            return plan
        return replace(plan, each=min(MOST_EACH, max(1, round(plan.each * by))))

    return [
        (
            float(scaled(first, by).each),
            _all(scenario, [scaled(plan, by) for plan in scenario.plans]),
        )
        for by in (EACH_LESS, EACH_MORE)
    ]


def _all(scenario: Scenario, plans: list[Plan]) -> Scenario:
    return replace(scenario, plans=tuple(plans))


def _by_pool(outcome: Outcome, base: Base, whose: BpsCode) -> Iterator[Swing]:
    """A regency's interval; for the province the least and the most that a source counted."""
    if whose != PROVINCE:
        row = base.row(whose)
        if not row["low"] < row["high"]:
            return
        ends = [float(row["low"]), float(row["high"])]
        sources: tuple[str, ...] = (str(row["eligible_claim"]),)
    else:
        counts = base.counts.sort_values("value")
        if len(counts) < 2:
            return
        ends = [float(value) for value in counts["value"].iloc[[0, -1]]]
        sources = tuple(map(str, counts["claim_id"].iloc[[0, -1]]))
    low, high = (
        _end(computed(outcome.scenario, _with_pool(base, whose, at)), whose, at) for at in ends
    )
    yield Swing(factor="pool", low=low, high=high, sources=sources)


def _with_pool(base: Base, whose: BpsCode, persons: float) -> Base:
    """The base with other eligible workers of the subject."""
    if whose == PROVINCE:
        province = base.province.copy()
        province[["eligible", "low", "high"]] = persons
        return replace(base, province=province)
    table = base.table.copy()
    table.loc[whose, ["eligible", "low", "high"]] = persons
    return replace(base, table=table)


def _unknown(outcome: Outcome, central: End) -> Swing:
    """Without those who are paid for where coverage is unknown, and with all of them."""
    row = outcome.province
    known, added = float(row["added_known"]), float(row["added"])
    points = central.points * known / added if added else float("nan")
    price = central.per_point * added / known if known else float("nan")
    low = End(at=known, points=points, per_point=price)
    return Swing(factor="unknown", low=low, high=replace(central, at=added))
