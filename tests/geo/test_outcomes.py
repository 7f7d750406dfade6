"""What a scenario achieves and costs: worked by hand, exact to the rupiah, never too many."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import bases, editions, outcomes
from geo.model import PROVINCE, Period
from geo.outcomes import cliff, computed, subject
from geo.regencies import regencies
from geo.scenario import Plan, Scenario, one_hundred
from geo.simulation import NoProgrammeError
from geo.tariffs import NoTariffError
from tests.geo.supposing import (
    KAYONG,
    MELAWI,
    NAN,
    SAMBAS,
    START,
    base,
    budget_of,
    plan,
    scenario,
    start,
)

CODES = [one.bps for one in regencies()]


@pytest.fixture(scope="module")
def real():
    return bases.known(editions.load(), CODES)


@pytest.fixture(scope="module")
def full(real):
    return computed(one_hundred(START), real)


def test_the_whole_programme_brings_11_points_for_41_billion_and_misses_the_target(full):
    row = full.province
    assert row["paid"] == 204_600 == full.table["paid"].sum()
    assert full.rupiah == 41_247_360_000 == full.table["rupiah"].sum()
    assert round(row["points"], 3) == 0.114
    assert round(row["after"], 3) == 0.424
    assert (full.aim.value, row["standing"]) == (0.5956, "short")
    assert round(row["gap"]) == 514_080
    assert round(row["closed"], 2) == 0.40


def test_a_point_of_the_province_costs_3_6_billion_a_year(full):
    assert full.province["per_point"] == pytest.approx(16_800 * 12 * 1_800_000 / 100)


def test_where_coverage_is_unknown_no_points_are_claimed_and_the_province_says_how_many(full):
    silent = full.table[full.table["rate"].isna()]
    assert silent[["added", "points", "per_point", "gap", "closed"]].isna().all(axis=None)
    assert (silent["standing"] == "unknown").all()
    assert full.province["unknown"] == 5
    assert full.province["added_known"] == 204_600 - silent["paid"].sum()


def test_a_city_without_villages_gets_nothing_and_its_price_is_unknown(full):
    row = full.table.loc["6171"]
    assert (row["paid"], row["added"], row["points"], row["rupiah"]) == (0, 0, 0, 0)
    assert pd.isna(row["per_point"])


@pytest.mark.parametrize(
    ("code", "year", "persons", "rupiah"),
    [("6107", 2025, 4_500, 907_200_000), ("6111", 2025, 2_700, 544_320_000)],
)
def test_official_budgets_are_met_to_the_rupiah(real, code, year, persons, rupiah):
    asked = plan(start=Period(year, 1), size="persons", amounts=((code, persons),))
    assert computed(scenario(asked), real).rupiah == rupiah


def test_the_provinces_subsidy_of_2023_cost_2_9_billion(real):
    asked = plan(start=Period(2023, 7), months=6, size="persons", amounts=(("6171", 28_943),))
    assert computed(scenario(asked), real).rupiah == 2_917_454_400


def test_the_fifth_of_the_sawit_money_of_kayong_utara_pays_for_4400_persons(real):
    found = computed(scenario(budget_of(KAYONG, 4_435_427_000, Fraction(1, 5))), real)
    assert found.table.loc[KAYONG, ["paid", "rupiah"]].tolist() == [4_400, 887_040_000]
    assert subject(found) == KAYONG


def test_points_follow_the_interval_of_the_eligible_workers():
    given = base({KAYONG: start(1000, 0.5, low=800.0, high=1250.0, estimated=True)})
    row = computed(scenario(plan(each=10)), given).table.loc[KAYONG]
    assert row[["points", "points_low", "points_high"]].tolist() == [0.1, 0.08, 0.125]


def test_no_bound_of_the_interval_lifts_anybody_above_all():
    given = base({KAYONG: start(1000, 0.9, low=500.0, high=2000.0, estimated=True)})
    row = computed(scenario(plan(each=10)), given).table.loc[KAYONG]
    assert row[["points", "points_low", "points_high"]].tolist() == pytest.approx([0.1, 0.05, 0.1])
    assert bool(row["capped"]) is False


def test_those_protected_already_are_paid_for_and_add_nothing():
    found = computed(
        scenario(plan(each=10, overlap=Fraction(1, 4))), base({KAYONG: start(1000, 0.5)})
    )
    assert found.table.loc[KAYONG, ["paid", "added"]].tolist() == [100, 75]
    assert found.rupiah == 100 * 16_800 * 12


def test_more_than_are_unprotected_are_paid_for_and_not_added():
    found = computed(scenario(plan(each=80)), base({KAYONG: start(1000, 0.5)}))
    row = found.table.loc[KAYONG]
    assert (row["paid"], row["added"], row["capped"]) == (800, 500, True)
    assert row["after"] == 1


def test_a_gap_is_closed_at_most_wholly_and_none_where_there_was_none():
    given = base({KAYONG: start(1000, 0.55), SAMBAS: start(1000, 0.7), MELAWI: start(1000, NAN)})
    found = computed(scenario(plan(each=10)), given).table
    assert found["closed"].tolist()[0] == 1
    assert found["closed"].isna().tolist() == [False, True, True]
    assert found["standing"].tolist() == ["reaches", "already", "unknown"]


def test_the_province_counts_those_in_regions_without_a_rate_but_never_more_than_live_there():
    given = base({KAYONG: start(1000, 0.5), MELAWI: start(60, NAN)})
    found = computed(scenario(plan(each=10)), given)
    assert found.province["added"] == 100 + 60
    assert found.province["added_known"] == 100
    assert found.province["points"] == 160 / 10_000


def test_the_province_is_unknown_where_its_own_figures_are():
    given = base({KAYONG: start(1000, 0.5)}, start(10_000, NAN))
    row = computed(scenario(plan(each=10)), given).province
    assert row["points"] == 0.01
    assert pd.isna(row["after"])
    assert row["standing"] == "unknown"


def test_villages_that_nobody_counted_are_not_reached():
    given = base({KAYONG: start(1000, 0.5, villages=NAN), SAMBAS: start(1000, 0.5)})
    assert computed(scenario(plan(each=10)), given).table["paid"].tolist() == [0, 100]


def test_the_end_of_the_money_is_a_cliff_of_those_who_lose_it():
    two = scenario(
        plan(each=10, months=6, funding="dbh_sawit"), plan(each=1, months=12, funding="csr")
    )
    found = computed(two, base({KAYONG: start(1000, 0.5)}))
    assert cliff(found) == (Period(2027, 7), 100)
    assert found.together["paid"].tolist() == [110] * 6 + [10] * 6 + [0]
    assert found.together["rate"].tolist()[-1] == 0.3
    paid = found.stacked.groupby("funding")["rupiah"].sum()
    assert paid["dbh_sawit"] == 100 * 16_800 * 6
    assert found.stacked["rupiah"].sum() == found.rupiah


def test_a_tariff_out_of_its_time_is_refused_with_the_months():
    with pytest.raises(NoTariffError, match="2027-01"):
        computed(scenario(plan(tariff="half-other")), base({KAYONG: start(1000, 0.5)}))


def test_a_budget_that_pays_for_nobody_is_refused():
    with pytest.raises(NoProgrammeError):
        computed(scenario(budget_of(KAYONG, 1000)), base({KAYONG: start(1000, 0.5)}))


@st.composite
def scenarios(draw):
    def one():
        return Plan(
            start=Period(2027, draw(st.integers(1, 12))),
            each=draw(st.integers(1, 200)),
            share=Fraction(draw(st.integers(1, 10)), 10),
            months=draw(st.integers(1, 6)),
            overlap=Fraction(draw(st.integers(0, 4)), 4),
        )

    return Scenario(plans=tuple(one() for _ in range(draw(st.integers(1, 3)))))


@settings(max_examples=25, deadline=None)
@given(asked=scenarios(), rate=st.integers(0, 100))
def test_sums_are_exact_and_nobody_is_protected_twice(asked, rate):
    given = base({KAYONG: start(1000, rate / 100), SAMBAS: start(700, 0.4, villages=7)})
    found = computed(asked, given)
    each = [one.persons for one in found.programmes]
    by_hand = sum(
        sum(persons.values()) * 16_800 * plan.months
        for persons, plan in zip(each, asked.plans, strict=True)
    )
    assert found.rupiah == by_hand == found.together["rupiah"].sum()
    assert found.table["rupiah"].sum() == by_hand
    assert (found.table["after"] <= 1 + 1e-9).all()
    assert (found.table["points_low"] <= found.table["points_high"]).all()
    assert found.province["added"] <= found.table["paid"].sum()


@settings(max_examples=25, deadline=None)
@given(rupiah=st.integers(1_000_000, 500_000_000), more=st.integers(1, 300_000_000))
def test_more_money_never_reaches_fewer(rupiah, more):
    given = base({KAYONG: start(1000, 0.5)})
    one, other = (
        computed(scenario(budget_of(KAYONG, amount)), given) for amount in (rupiah, rupiah + more)
    )
    assert one.rupiah <= rupiah
    assert one.table.loc[KAYONG, "added"] <= other.table.loc[KAYONG, "added"] <= 500
    assert one.province["points"] <= other.province["points"]


def test_outcomes_never_change_the_base(real):
    before = real.table.copy()
    outcomes.computed(scenario(assumed=Fraction(1, 2)), real)
    pd.testing.assert_frame_equal(real.table, before)
    assert real.province.name == PROVINCE
