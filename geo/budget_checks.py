"""Budgets that officials named, held against persons × tariff × months, to the rupiah.

Nothing is corrected: a budget that does not follow the formula is shown with what it would
pay for, and by how much it differs.
"""

from dataclasses import dataclass

import pandas as pd

from geo import claims as reading_rule
from geo.formats import Writer
from geo.model import Period
from geo.simulation import by_budget
from geo.tariffs import Tariff

YEAR = 12


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Check:
    """A budget of a source beside the formula.

    Attributes
    ----------
    budget, workers : Series, Series or None
        The claim of the budget; of the persons it is for, None where no source of the same
        region and period counts them.
    tariff : Tariff
        What a person costs a month.
    months : int or None
        For how many months it pays all of them exactly, at most a year; None where it does
        not. Without `workers` a year, where it pays whole persons exactly.
    """

    budget: pd.Series
    workers: pd.Series | None
    tariff: Tariff
    months: int | None

    @property
    def rupiah(self) -> int:
        """What the source says."""
        return round(float(self.budget["value"]))

    @property
    def persons(self) -> int:
        """Of the workers' claim; without one, those that the budget pays for a year."""
        if self.workers is not None:
            return round(float(self.workers["value"]))
        return by_budget(self.rupiah, self.tariff, YEAR)

    @property
    def difference(self) -> int:
        """Rupiah of a year for all of them, less the budget."""
        return self.persons * self.tariff.monthly * YEAR - self.rupiah


def checked(claims: pd.DataFrame, tariff: Tariff) -> list[Check]:
    """Every budget that a source names, in the order of its number."""
    budgets = reading_rule.of(claims, "programme_budget").sort_values("claim_id")
    workers = reading_rule.of(claims, "programme_workers").sort_values("claim_id")
    return [_check(row, workers, tariff) for _, row in budgets.iterrows()]


def _check(budget: pd.Series, workers: pd.DataFrame, tariff: Tariff) -> Check:
    same = workers[
        (workers["region_code"] == budget["region_code"]) & (workers["period"] == budget["period"])
    ]
    rupiah = round(float(budget["value"]))
    for _, row in same.iterrows():
        monthly = round(float(row["value"])) * tariff.monthly
        if rupiah % monthly == 0 and rupiah // monthly <= YEAR:
            return Check(budget=budget, workers=row, tariff=tariff, months=rupiah // monthly)
    exact = same.empty and rupiah % (tariff.monthly * YEAR) == 0
    return Check(
        budget=budget,
        workers=None if same.empty else same.iloc[0],
        tariff=tariff,
        months=YEAR if exact else None,
    )


def note(writer: Writer, one: Check, name: str) -> str:
    """What a budget pays for, and whether it follows the formula, in one sentence."""
    told = {
        "name": name,
        "when": writer.period(Period.parse(str(one.budget["period"]))),
        "rupiah": writer.rupiah(one.rupiah),
        "n": writer.decimal(one.persons),
        "tariff": writer.rupiah(one.tariff.monthly),
        "claim": one.budget["claim_id"],
    }
    if one.months is not None and one.workers is None:
        return writer.say(
            "{name} {when}: {rupiah} = tepat {n} × {tariff} × 12 bulan; jumlah orangnya tidak "
            "disebut sumber (klaim {claim}).",
            **told,
        )
    if one.months is not None:
        return writer.say(
            "{name} {when}: {rupiah} = {n} × {tariff} × {months} bulan, tepat (klaim {claim}).",
            months=one.months,
            **told,
        )
    if one.workers is None:
        return writer.say(
            "{name} {when}: {rupiah} cukup untuk {n} orang selama 12 bulan, sisa {rest}; jumlah "
            "orangnya tidak disebut sumber (klaim {claim}).",
            rest=writer.rupiah(-one.difference),
            **told,
        )
    return writer.say(
        "{name} {when}: {rupiah} untuk {n} orang tidak sama dengan {n} × {tariff} × 12 bulan = "
        "{formula}; selisihnya {difference}, dan uangnya cukup untuk {months} bulan "
        "(klaim {claim}).",
        formula=writer.rupiah(one.rupiah + one.difference),
        difference=writer.rupiah(abs(one.difference)),
        months=writer.decimal(one.rupiah / (one.persons * one.tariff.monthly), 1),
        **told,
    )
