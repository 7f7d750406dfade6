"""Values to classes, (lower, upper]."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.classify import NO_CLASS, Classes, class_of

COVERAGE = Classes(breaks=(0.2, 0.3, 0.4, 0.5, 0.5956))
RATES = st.lists(st.floats(0, 2) | st.just(np.nan), min_size=1, max_size=20)
BREAKS = st.lists(st.floats(0, 2), min_size=1, max_size=5, unique=True).map(sorted).map(tuple)


@pytest.mark.parametrize(
    ("value", "number"),
    [(0, 0), (0.2, 0), (0.2001, 1), (0.5956, 4), (0.5957, 5), (1.26, 5), (np.nan, NO_CLASS)],
)
def test_a_value_on_a_bound_belongs_to_the_class_below_it(value, number):
    assert class_of(pd.Series([value]), COVERAGE).tolist() == [number]


def test_there_is_one_class_more_than_there_are_bounds():
    assert COVERAGE.count == 6
    assert COVERAGE.bounds(0) == (-np.inf, 0.2)
    assert COVERAGE.bounds(5) == (0.5956, np.inf)


def test_classes_keep_the_index_and_the_values_stay_as_they_were():
    values = pd.Series([0.1, np.nan], index=["6111", "6101"])
    before = values.copy()
    assert class_of(values, COVERAGE).to_dict() == {"6111": 0, "6101": NO_CLASS}
    pd.testing.assert_series_equal(values, before)


@given(RATES, BREAKS)
def test_the_bounds_of_its_class_hold_every_value(values, breaks):
    classes = Classes(breaks=breaks)
    for value, number in zip(values, class_of(pd.Series(values), classes), strict=True):
        if np.isnan(value):
            assert number == NO_CLASS
            continue
        lower, upper = classes.bounds(number)
        assert lower < value <= upper


@given(RATES, BREAKS)
def test_a_higher_value_is_never_in_a_lower_class(values, breaks):
    known = pd.Series(sorted(value for value in values if not np.isnan(value)))
    assert class_of(known, Classes(breaks=breaks)).is_monotonic_increasing
