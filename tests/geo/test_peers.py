"""A place among comparable figures, as a range where something leaves it open."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import claims, intervals
from geo.indicators import indicator
from geo.model import Interval
from geo.peers import distances, rank, ranks, standardised
from tests.making import row, series, typed

CODES = [f"61{n:02d}" for n in range(1, 13)] + ["6171", "6172"]


def readings(values, **cells):
    """Readings of fourteen regions, of which some have a value."""
    rows = [
        row(region_code=code, value=value, **cells)
        for code, value in zip(CODES, values, strict=False)
    ]
    return claims.readings(typed(*rows), indicator("coverage_rate"), CODES)


def between(low, high):
    """An interval of certain bounds."""
    return Interval(low=low, high=high, level=1, basis="rounding")


def test_third_of_six_known_is_third_to_eleventh_of_fourteen():
    place = rank(readings([0.68, 0.53, 0.51, 0.40, 0.38, 0.27]), "6103")
    assert (place.place, place.known, place.expected) == (3, 6, 14)
    assert (place.best, place.worst) == (3, 11)


def test_with_all_fourteen_known_a_place_is_one_place():
    place = rank(readings([n / 100 for n in range(14, 0, -1)]), "6105")
    assert (place.place, place.best, place.worst) == (5, 5, 5)


def test_ties_share_the_better_place_and_widen_the_range():
    table = readings([0.5, 0.4, 0.4, 0.3, 0.2])
    place = rank(table, "6103")
    assert (place.place, place.tied, place.best, place.worst) == (2, 1, 2, 12)
    assert rank(table, "6104").place == 4


def test_a_region_without_a_figure_has_no_place():
    assert rank(readings([0.6, 0.5, 0.4, 0.3, 0.2]), "6172") is None


def test_a_place_among_fewer_than_a_third_of_the_regions_is_withheld():
    assert rank(readings([0.5, 0.4, 0.3, 0.2]), "6101") is None
    assert rank(readings([0.5, 0.4, 0.3, 0.2, 0.1]), "6101").place == 1


def test_only_figures_of_one_definition_and_year_are_ranked():
    rows = [
        *(row(region_code=code, value="0.5") for code in CODES[:5]),
        row(region_code="6106", value="0.9", family="registered"),
        row(region_code="6107", value="0.9", period="2023"),
    ]
    table = claims.readings(typed(*rows), indicator("coverage_rate"), CODES)
    place = rank(table, "6101")
    assert (place.place, place.known) == (1, 5)
    assert rank(table, "6106") is None


@pytest.mark.parametrize("family", ["unstated", "participants-unstated"])
def test_figures_that_nobody_defined_are_not_ranked(family):
    assert rank(readings([0.5, 0.4, 0.3, 0.2, 0.1], family=family), "6101") is None


def test_high_unemployment_has_the_first_place_whatever_is_good():
    rows = [
        row(region_code=code, indicator="unemployment_rate", family="standard", value=n / 100)
        for n, code in enumerate(CODES)
    ]
    table = claims.readings(typed(*rows), indicator("unemployment_rate"), CODES)
    assert rank(table, "6172").place == 1


def test_without_intervals_all_places_are_those_of_one_region_after_another():
    table = readings([0.5, 0.4, 0.4, 0.3, 0.2])
    found = ranks(table["value"], None, 14)
    assert list(found.index) == CODES[:5]
    for code in CODES[:5]:
        one = rank(table, code)
        assert tuple(found.loc[code]) == (one.place, one.tied, one.best, one.worst)


def test_a_region_is_passed_only_by_those_whose_whole_interval_lies_above():
    values = series(r6101=0.5, r6102=0.4, r6103=0.3)
    bounds = {
        "6101": between(0.45, 0.55),
        "6102": between(0.32, 0.48),
        "6103": between(0.29, 0.31),
    }
    found = ranks(values, bounds, 3)
    assert found["place"].tolist() == [1, 2, 3]
    assert found["best"].tolist() == [1, 1, 3]
    assert found["worst"].tolist() == [2, 2, 3]


def test_a_region_without_an_interval_counts_as_known_exactly():
    values = series(r6101=0.5, r6102=0.4)
    found = ranks(values, {"6101": between(0.39, 0.6)}, 2)
    assert found[["best", "worst"]].to_numpy().tolist() == [[1, 2], [1, 2]]


def test_40_and_41_percent_in_whole_percent_touch_and_may_be_tied():
    bounds = {code: intervals.rounding(value, 0) for code, value in (("a", 0.41), ("b", 0.4))}
    found = ranks(pd.Series({"a": 0.41, "b": 0.4}), bounds, 2)
    assert found[["best", "worst"]].to_numpy().tolist() == [[1, 2], [1, 2]]


def test_missing_regions_may_stand_above_and_are_no_row():
    found = ranks(series(r6101=0.5, r6102=np.nan, r6103=0.3), None, 3)
    assert list(found.index) == ["6101", "6103"]
    assert found["worst"].tolist() == [2, 3]


def test_nobody_known_is_an_empty_table_and_too_few_expected_is_a_fault():
    assert len(ranks(pd.Series(dtype=float), None, 14)) == 0
    with pytest.raises(ValueError, match="fewer regions expected"):
        ranks(series(r6101=0.5, r6102=0.4), None, 1)


def reachable(bounds, missing):
    """Every place that each region can have: all values within the bounds, tried one by one."""
    highest = max(high for _, high in bounds)
    ways = [range(low, high + 1) for low, high in bounds]
    ways += [(-1, *range(0, highest + 1), highest + 1)] * missing
    found = [set() for _ in bounds]
    for values in product(*ways):
        for number in range(len(bounds)):
            own = values[number]
            above = sum(value > own for value in values)
            tied = sum(value == own for value in values) - 1
            found[number] |= set(range(1 + above, 2 + above + tied))
    return found


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2)), min_size=1, max_size=3),
    st.integers(0, 2),
)
@settings(deadline=None, max_examples=60)
def test_the_range_is_exactly_the_places_that_some_values_reach(spans, missing):
    bounds = [(low, low + width) for low, width in spans]
    codes = CODES[: len(bounds)]
    values = pd.Series({code: float(low) for code, (low, _) in zip(codes, bounds, strict=True)})
    held = {code: between(*pair) for code, pair in zip(codes, bounds, strict=True)}
    found = ranks(values, held, len(bounds) + missing)
    for code, places in zip(codes, reachable(bounds, missing), strict=True):
        assert places == set(range(found.loc[code, "best"], found.loc[code, "worst"] + 1))


@given(st.lists(st.floats(0, 1), min_size=1, max_size=14), st.data())
def test_a_place_lies_in_its_range_and_the_order_of_rows_says_nothing(numbers, data):
    values = pd.Series(dict(zip(CODES, numbers, strict=False)))
    widths = data.draw(st.lists(st.floats(0, 0.2), min_size=len(values), max_size=len(values)))
    bounds = {
        code: between(value - width, value + width)
        for (code, value), width in zip(values.items(), widths, strict=True)
    }
    found = ranks(values, bounds, 14)
    assert (found["best"] <= found["place"]).all()
    assert (found["place"] + found["tied"] <= found["worst"]).all()
    assert (found["worst"] <= 14).all()
    turned = ranks(values.iloc[::-1], bounds, 14)
    pd.testing.assert_frame_equal(turned.loc[found.index], found)


def shares_held(level, hidden=0, draws=1500):
    """Share of simulated surveys of fourteen regions in which all true ranks are held."""
    dice = np.random.Generator(np.random.PCG64(5))
    truth = pd.Series(np.linspace(0.30, 0.56, 14), index=CODES)
    true_ranks = truth.rank(ascending=False).astype(int)
    held = 0
    for counts in dice.binomial(400, truth.to_numpy(), size=(draws, 14)):
        seen = pd.Series(counts / 400, index=CODES).drop(CODES[:hidden])
        bounds = {
            code: intervals.effective(rate, 400, 1, level)
            for code, rate in seen.items()
            if level is not None
        }
        found = ranks(seen, bounds, 14)
        own = true_ranks[found.index]
        held += bool(((found["best"] <= own) & (own <= found["worst"])).all())
    return held / draws


def test_all_true_ranks_are_held_together_at_the_joint_level():
    assert shares_held(intervals.joint_level(0.9, 14)) >= 0.9


def test_true_ranks_are_held_with_the_highest_regions_missing_too():
    assert shares_held(intervals.joint_level(0.9, 11), hidden=3, draws=500) >= 0.9


def test_the_ranking_of_the_estimates_alone_holds_the_true_ranks_hardly_ever():
    assert shares_held(None, draws=300) < 0.1


def test_a_trait_is_brought_to_mean_zero_and_deviation_one():
    table = pd.DataFrame({"x": [1.0, 3.0], "y": [5.0, 5.0], "z": [np.nan, np.nan]}, CODES[:2])
    found = standardised(table)
    assert found.to_numpy().tolist() == [[-1, 0], [1, 0]]
    assert list(found.columns) == ["x", "y"]


def test_a_distance_is_euclidean_in_standard_deviations():
    table = pd.DataFrame({"x": [1.0, 3.0], "y": [20.0, 10.0]}, CODES[:2])
    far, shared = distances(table)
    assert far.loc["6101", "6102"] == pytest.approx(np.sqrt(2**2 + 2**2))
    assert shared.loc["6101", "6102"] == 2


def test_a_missing_trait_is_left_out_and_the_rest_scaled_up():
    table = pd.DataFrame({"x": [1.0, 3.0], "y": [7.0, np.nan]}, CODES[:2])
    far, shared = distances(table)
    assert far.loc["6101", "6102"] == pytest.approx(np.sqrt(2**2 * 2 / 1))
    assert shared.loc["6101", "6102"] == 1


def test_regions_that_share_no_trait_have_no_distance():
    table = pd.DataFrame({"x": [1.0, np.nan], "y": [np.nan, 2.0]}, CODES[:2])
    far, shared = distances(table)
    assert np.isnan(far.loc["6101", "6102"])
    assert shared.loc["6101", "6102"] == 0


@given(
    st.lists(
        st.lists(st.one_of(st.floats(-1e6, 1e6), st.just(float("nan"))), min_size=3, max_size=3),
        min_size=2,
        max_size=14,
    )
)
def test_distances_are_zero_to_oneself_symmetric_and_free_of_order(cells):
    table = pd.DataFrame(cells, CODES[: len(cells)], ["x", "y", "z"])
    far, _ = distances(table)
    own = np.diag(far.to_numpy())
    assert (np.isnan(own) | (own == 0)).all()
    pd.testing.assert_frame_equal(far, far.T)
    again, _ = distances(table.iloc[::-1])
    pd.testing.assert_frame_equal(again, far, check_exact=True)
