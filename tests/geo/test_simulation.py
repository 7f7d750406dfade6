"""Programmes month by month, and the official budgets that follow the tariff."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import editions, simulation, tariffs
from geo.claims import of, readings
from geo.indicators import indicator
from geo.model import BpsCode, Period
from geo.regencies import regencies
from geo.simulation import Programme, by_budget, by_villages, gained, simulated, together
from geo.tariffs import BY_KEY, NoTariffError

FULL = BY_KEY["jkk-jkm"]
ONE, OTHER = BpsCode("6111"), BpsCode("6102")


def baseline(**regions):
    frame = pd.DataFrame.from_dict(regions, orient="index", columns=["eligible", "rate"])
    low, high = frame["eligible"] * 0.8, frame["eligible"] * 1.25
    return frame.assign(low=low, high=high, estimated=True, assumed=False, villages=10)


def programme(persons=None, **changes):
    kept = {"name": "A", "funding": "apbd", "start": Period(2026, 1), "months": 12, "tariff": FULL}
    return Programme(persons=persons or {ONE: 100}, **(kept | changes))


def claim(number):
    claims = editions.load().claims
    return float(claims.set_index("claim_id").loc[number, "value"])


@pytest.mark.parametrize(
    ("budget", "workers", "months"),
    [("VUL-022", "VUL-021", 12), ("VUL-005", None, 12)],
)
def test_official_budgets_that_follow_the_tariff_are_met_to_the_rupiah(budget, workers, months):
    persons = int(claim(workers)) if workers else 10_000
    assert tariffs.cost(FULL, persons, simulation.months_from(Period(2025, 1), months)) == claim(
        budget
    )


def test_official_budgets_that_do_not_follow_it_differ_by_what_the_notes_say():
    year = simulation.months_from(Period(2024, 1), 12)
    assert tariffs.cost(FULL, 12_200, year) - claim("VUL-009") == 30_000_000
    assert tariffs.cost(FULL, 34_400, year) == 6_935_040_000 != claim("VUL-019")


def test_the_whole_programme_pays_for_204600_persons_and_41_billion_a_year():
    codes = [one.bps for one in regencies()]
    villages = readings(editions.load().claims, indicator("villages"), codes)["value"]
    persons = by_villages({code: int(n) for code, n in villages.items()}, Fraction(1), 100)
    assert sum(persons.values()) == 204_600
    whole = programme(persons)
    assert whole.rupiah == 41_247_360_000
    assert round(204_600 / 1_800_000, 3) == 0.114


def test_a_budget_pays_for_whole_persons():
    assert by_budget(887_000_000, FULL, 12) == 4_399
    assert by_budget(201_599, FULL, 12) == 0


def test_half_a_village_counts_as_one():
    assert by_villages({ONE: 5}, Fraction(1, 2), 100) == {ONE: 300}


def test_the_end_of_the_money_is_a_cliff():
    months = simulated([programme(months=2)], baseline(**{ONE: (1000, 0.3)}))
    assert months["added"].tolist() == [100, 100, 0]
    assert months["rupiah"].tolist() == [1_680_000, 1_680_000, 0]


def test_programmes_stack_and_never_pass_those_who_are_unprotected():
    two = [programme({ONE: 500}), programme({ONE: 400}, funding="csr")]
    months = simulated(two, baseline(**{ONE: (1000, 0.3)}))
    first = months.iloc[0]
    assert (first["paid"], first["added"], first["capped"]) == (900, 700, True)


def test_those_protected_already_cost_and_add_nothing():
    months = simulated(
        [programme(overlap=Fraction(1, 4))], baseline(**{ONE: (1000, 0.3), OTHER: (1000, 0.3)})
    )
    assert months.loc[("2026-01", ONE), ["paid", "added"]].tolist() == [100, 75]
    assert months.loc[("2026-01", OTHER), "paid"] == 0


def test_where_the_eligible_are_unknown_nothing_is_claimed():
    months = simulated([programme()], baseline(**{ONE: (float("nan"), 0.3)}))
    assert months["added"].isna().all()
    assert together(months)["unknown"].tolist() == [1] * 12 + [0]


def test_points_turn_with_the_bounds_of_the_eligible():
    base = baseline(**{ONE: (1000, 0.3)})
    found = gained(simulated([programme()], base), base).loc[ONE]
    assert found["points"] == 0.1
    assert (found["points_low"], found["points_high"]) == (0.08, 0.125)
    assert found["rupiah"] == 100 * 16_800 * 12


def test_a_tariff_holds_only_in_its_months():
    half = BY_KEY["half-other"]
    with pytest.raises(NoTariffError, match="2026-01–2026-03"):
        _ = programme(tariff=half).rupiah
    assert programme(tariff=half, start=Period(2026, 4), months=9).rupiah == 100 * 8_400 * 9


def test_every_tariff_leads_to_claims_of_its_amount():
    amounts = of(editions.load().claims, "parameter").set_index("claim_id")["value"]
    for one in tariffs.TARIFFS:
        assert [amounts[number] for number in one.claims] == [one.monthly]


@settings(deadline=None)  # a busy machine is no failure
@given(st.integers(1, 2000), st.integers(1, 24))
def test_more_persons_never_add_fewer(persons, months):
    base = baseline(**{ONE: (1000, 0.3)})
    one, more = (
        simulated([programme({ONE: n}, months=months)], base) for n in (persons, persons + 1)
    )
    assert (more["added"] >= one["added"]).all()
    assert one["added"].max() <= 700
