"""Bounds of a rate, checked against published tables, by hand and by simulation."""

import math
from statistics import NormalDist

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import claims, intervals
from geo.indicators import TARGET, indicator
from geo.model import Interval
from tests.making import row, typed


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_bounds_of_the_table_of_newcombe_1998(count, total, low, high):
    found = intervals.wilson(count, total)
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert (found.level, found.basis) == (0.95, "sample")


def test_wilson_of_none_is_z_squared_over_n_plus_z_squared():
    z = NormalDist().inv_cdf(0.975)
    assert intervals.wilson(0, 10).high == pytest.approx(z**2 / (10 + z**2))


@given(st.integers(1, 500), st.data())
def test_wilson_holds_the_share_itself_and_mirrors(total, data):
    count = data.draw(st.integers(0, total))
    one, other = intervals.wilson(count, total), intervals.wilson(total - count, total)
    assert 0 <= one.low <= count / total + 1e-12
    assert count / total - 1e-12 <= one.high <= 1
    assert one.low == pytest.approx(1 - other.high, abs=1e-12)


def test_wilson_holds_the_true_share_in_95_of_100_samples():
    dice = np.random.Generator(np.random.PCG64(1))
    truth = dice.uniform(0.02, 0.98, 4000)
    counts = dice.binomial(200, truth)
    bounds = [intervals.wilson(int(count), 200) for count in counts]
    held = [one.low <= share <= one.high for one, share in zip(bounds, truth, strict=True)]
    assert np.mean(held) == pytest.approx(0.95, abs=0.012)


def test_a_survey_of_ten_percent_with_rse_of_a_fifth_worked_by_hand():
    # logit 0.1 = −2.1972; reach 1.96 · 0.2 / 0.9 = 0.4355
    found = intervals.survey(0.1, 0.2)
    assert found.low == pytest.approx(1 / (1 + math.exp(2.1972 + 0.4355)), abs=1e-4)
    assert found.high == pytest.approx(1 / (1 + math.exp(2.1972 - 0.4355)), abs=1e-4)
    assert found.basis == "survey"


@given(st.floats(1e-6, 1 - 1e-6), st.floats(0, 3))
def test_a_survey_stays_within_zero_and_one_and_holds_its_rate(rate, error):
    found = intervals.survey(rate, error)
    assert 0 <= found.low <= rate * (1 + 1e-9)
    assert rate * (1 - 1e-9) <= found.high <= 1


def clusters(dice, truth, rho, size, number):
    """Shares of one clustered survey: `number` clusters of `size`, alike by `rho`."""
    spread = (1 - rho) / rho
    shares = dice.beta(truth * spread, (1 - truth) * spread, number)
    return dice.binomial(size, shares)


def test_clustered_surveys_are_held_with_their_design_and_not_without_it():
    dice = np.random.Generator(np.random.PCG64(2))
    rho, size, number = 0.2, 10, 60
    design, asked = 1 + (size - 1) * rho, size * number
    found = {"effective": [], "survey": [], "wilson": []}
    for truth in dice.uniform(0.1, 0.9, 2000):
        counts = clusters(dice, truth, rho, size, number)
        rate = counts.sum() / asked
        error = (counts / size).std(ddof=1) / math.sqrt(number) / rate
        for name, one in (
            ("effective", intervals.effective(rate, asked, design)),
            ("survey", intervals.survey(rate, error)),
            ("wilson", intervals.wilson(int(counts.sum()), asked)),
        ):
            found[name].append(one.low <= truth <= one.high)
    held = {name: np.mean(values) for name, values in found.items()}
    assert held["effective"] == pytest.approx(0.95, abs=0.015)
    assert held["survey"] == pytest.approx(0.95, abs=0.015)
    assert held["wilson"] < 0.80


def test_a_design_effect_of_four_is_a_quarter_of_the_sample():
    one, other = intervals.effective(0.5, 400, 4), intervals.wilson(50, 100)
    assert (one.low, one.high) == pytest.approx((other.low, other.high))
    assert (one.basis, other.basis) == ("survey", "sample")


@pytest.mark.parametrize(
    ("value", "decimals", "low", "high"),
    [
        (0.5159, 2, 0.51585, 0.51595),
        (0.24, 0, 0.235, 0.245),
        (0.275, 1, 0.2745, 0.2755),
        (0.0, 0, 0.0, 0.005),
        (1.2615, 2, 1.26145, 1.26155),
    ],
)
def test_rounding_is_half_a_unit_of_the_last_digit_of_the_percent(value, decimals, low, high):
    found = intervals.rounding(value, decimals)
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-12)
    assert (found.level, found.basis) == (1, "rounding")


@given(st.floats(0, 1.5), st.integers(0, 4))
def test_rounding_holds_every_number_that_was_rounded(truth, decimals):
    found = intervals.rounding(round(truth * 100, decimals) / 100, decimals)
    assert found.low - 1e-12 <= truth <= found.high + 1e-12


def test_a_rate_over_an_uncertain_denominator_turns_its_bounds_round():
    workers = Interval(low=100, high=200, level=0.8, basis="estimate")
    found = intervals.over(50, workers)
    assert found == Interval(low=0.25, high=0.5, level=0.8, basis="estimate")


def test_fifty_one_intervals_at_joint_90_percent_reach_3_081_standard_errors():
    # Klein, Wright and Wieczorek (2020), for the states of the USA
    level = intervals.joint_level(0.90, 51)
    assert NormalDist().inv_cdf((1 + level) / 2) == pytest.approx(3.081, abs=5e-4)
    assert intervals.joint_level(0.95, 1) == 0.95


def test_fourteen_intervals_hold_together_at_the_joint_level():
    dice = np.random.Generator(np.random.PCG64(3))
    z = NormalDist().inv_cdf((1 + intervals.joint_level(0.9, 14)) / 2)
    held = (np.abs(dice.normal(size=(20_000, 14))) <= z).all(axis=1)
    assert held.mean() == pytest.approx(0.9, abs=0.007)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: intervals.wilson(-1, 10),
        lambda: intervals.wilson(11, 10),
        lambda: intervals.wilson(float("nan"), 10),
        lambda: intervals.wilson(0, 0),
        lambda: intervals.wilson(0, -5),
        lambda: intervals.wilson(1, 10, level=0),
        lambda: intervals.wilson(1, 10, level=1),
        lambda: intervals.survey(0, 0.1),
        lambda: intervals.survey(1, 0.1),
        lambda: intervals.survey(0.5, -0.1),
        lambda: intervals.survey(0.5, float("nan")),
        lambda: intervals.effective(1.1, 100, 1),
        lambda: intervals.effective(0.5, 0, 1),
        lambda: intervals.effective(0.5, 100, 0),
        lambda: intervals.rounding(-0.1, 2),
        lambda: intervals.rounding(0.1, -1),
        lambda: intervals.over(-1, Interval(low=1, high=2, level=1, basis="rounding")),
        lambda: intervals.over(1, Interval(low=0, high=2, level=1, basis="rounding")),
        lambda: intervals.joint_level(0.9, 0),
        lambda: intervals.joint_level(1.0, 3),
    ],
)
def test_numbers_out_of_bounds_are_refused_with_the_bounds_as_mend(wrong):
    with pytest.raises(intervals.UnusableFigureError) as caught:
        wrong()
    assert "Pakai nilai dalam batas ini" in caught.value.mend.spoken("id")
    assert any(sign in caught.value.mend.spoken("id") for sign in "<>≤≥")


def reading(key="coverage_rate", **cells):
    """What a page reads of one claim of an indicator."""
    table = typed(row(indicator=key, **cells))
    return claims.readings(table, indicator(key), ["6111"]).loc["6111"]


def test_coverage_has_the_rounding_of_its_source_and_no_sampling_error():
    interval, why = intervals.of_reading(reading(value="0.5159", decimals="2"))
    assert (interval.low, interval.high) == pytest.approx((0.51585, 0.51595))
    assert interval.basis == "rounding"
    assert "bukan dari sampel" in why.spoken("id")
    assert "penyebutnya tidak diumumkan" in why.spoken("id")


def test_a_figure_that_its_source_calls_approximate_may_be_further_off():
    interval, why = intervals.of_reading(
        reading(value="0.39", decimals="0", note='"sekitar 39 persen" dari potensi')
    )
    assert (interval.low, interval.high) == pytest.approx((0.385, 0.395))
    assert "kira-kira" in why.spoken("id")


@pytest.mark.parametrize("key", ["unemployment_rate", "participation_rate"])
def test_a_survey_without_its_errors_has_no_interval(key):
    interval, why = intervals.of_reading(reading(key, value="0.0412", family="standard"))
    assert interval is None
    assert "Sakernas" in why.spoken("id")


def test_a_count_a_target_a_ratio_and_a_blank_have_none_and_each_says_why():
    people = reading("population", value="1000", unit="persons", family="standard", decimals="0")
    aim = claims.readings(
        typed(row(indicator="coverage_target", family="target-own")), TARGET, ["6111"]
    ).loc["6111"]
    blank = claims.readings(typed(row()), indicator("coverage_rate"), ["6111", "6172"]).loc["6172"]
    parts = typed(
        row(indicator="dbh_sawit", value="1000", unit="rupiah", family="standard"),
        row(indicator="villages", value="10", unit="villages", family="standard"),
    )
    ratio = claims.readings(parts, indicator("dbh_sawit_per_village"), ["6111"]).loc["6111"]
    assert ratio["value"] == 100
    found = [intervals.of_reading(one) for one in (people, aim, blank, ratio)]
    assert [interval for interval, _ in found] == [None] * 4
    for (_, why), word in zip(
        found, ("jumlah", "Target", "Tidak ada angka", "dua sumber"), strict=True
    ):
        assert word in why.spoken("id")


def test_a_rate_over_its_rounded_bounds_is_what_kubu_raya_implies():
    # 110,013 people are 39.21 %: between 280,538 and 280,609 eligible workers
    rate = intervals.rounding(0.3921, 2)
    assert 110_013 / rate.high == pytest.approx(280_538, abs=1)
    assert 110_013 / rate.low == pytest.approx(280_609, abs=1)


def test_a_row_of_a_history_is_a_reading_too():
    past = claims.history(typed(row(value="0.4", decimals="0")), "coverage_rate", "6111").iloc[0]
    interval, _ = intervals.of_reading(pd.Series(past))
    assert (interval.low, interval.high) == pytest.approx((0.395, 0.405))
