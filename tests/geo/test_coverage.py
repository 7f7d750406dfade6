"""Rates, roll-ups and gaps, with numbers that can be checked in the head."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.coverage import (
    EmptyDenominatorError,
    MisalignedTablesError,
    coverage_rate,
    gap,
    province_rate,
)
from tests.making import series as persons


def test_a_rate_is_active_over_eligible_in_the_order_of_the_active():
    rates = coverage_rate(persons(r6111=30, r6101=10), persons(r6101=100, r6111=60))
    assert rates.to_dict() == {"6111": 0.5, "6101": 0.1}
    assert rates.name == "coverage_rate"


def test_unknown_is_not_zero_and_zero_is_not_unknown():
    rates = coverage_rate(persons(a=np.nan, b=0), persons(a=10, b=10))
    assert np.isnan(rates["a"])
    assert rates["b"] == 0


def test_more_enrolled_than_live_there_is_reported_as_it_stands():
    assert coverage_rate(persons(a=126), persons(a=100))["a"] == 1.26


def test_province_rate_is_a_ratio_of_sums_not_a_mean_of_rates():
    active = persons(pontianak=90, melawi=10)
    eligible = persons(pontianak=100, melawi=300)
    assert province_rate(active, eligible).value == pytest.approx(100 / 400)


def test_province_rate_says_how_many_stand_behind_it():
    rollup = province_rate(persons(a=np.nan, b=20), persons(a=1000, b=40))
    assert (rollup.value, rollup.reporting, rollup.expected) == (0.5, 1, 2)


def test_where_none_reports_there_is_no_province_rate():
    rollup = province_rate(persons(a=np.nan), persons(a=10))
    assert np.isnan(rollup.value)
    assert rollup.reporting == 0


@pytest.mark.parametrize("rate", [coverage_rate, province_rate])
@pytest.mark.parametrize("workers", [0, -5, np.nan])
def test_unusable_denominator_names_the_regency_and_the_mend(rate, workers):
    with pytest.raises(EmptyDenominatorError, match="sekadau") as caught:
        rate(persons(sekadau=10, melawi=1), persons(sekadau=workers, melawi=10))
    assert "melawi" not in str(caught.value)
    assert "kolom potensi" in caught.value.mend.spoken("id")


def test_tables_of_other_regions_are_refused_with_the_difference():
    with pytest.raises(MisalignedTablesError, match="a / b"):
        coverage_rate(persons(a=1, c=1), persons(b=1, c=1))


def test_a_doubled_region_is_refused():
    twice = persons(a=1)
    twice = twice.reindex(["a", "a"])
    with pytest.raises(MisalignedTablesError):
        coverage_rate(twice, persons(a=1))


def test_a_gap_is_in_points_and_in_workers():
    found = gap(rate=0.31, target=0.5956, eligible=1_800_000)
    assert found.points == pytest.approx(0.2856)
    assert found.workers == pytest.approx(514_080)


def test_a_passed_target_leaves_a_negative_gap_and_an_unknown_denominator_no_workers():
    assert gap(0.6, 0.5, 100).points == pytest.approx(-0.1)
    assert np.isnan(gap(0.3, 0.5, np.nan).workers)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 10**6)), min_size=1, max_size=14))
def test_the_province_lies_between_the_lowest_and_the_highest(counts):
    active = persons(**{f"r{n}": one for n, (one, _) in enumerate(counts)})
    eligible = persons(**{f"r{n}": one for n, (_, one) in enumerate(counts)})
    rates = coverage_rate(active, eligible)
    whole = province_rate(active, eligible).value
    assert rates.min() - 1e-9 <= whole <= rates.max() + 1e-9
