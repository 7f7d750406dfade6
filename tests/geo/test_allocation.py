"""A budget over regions: exact, and optimal where it says so."""

import itertools
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from geo.allocation import Aim, Seat, allocated, gini, needed, reached

TARGET = Fraction(1, 2)


def seat(eligible=100, active=20, villages=3, *, least=0, most=None):
    return Seat(
        eligible=eligible,
        active=active,
        villages=villages,
        least=least,
        most=eligible - active if most is None else most,
    )


@st.composite
def seats(draw, size=4, largest=9):
    found = {}
    for number in range(draw(st.integers(1, size))):
        eligible = draw(st.integers(1, largest))
        active = draw(st.integers(0, eligible))
        most = draw(st.integers(0, eligible - active))
        found[f"61{number:02d}"] = Seat(
            eligible=eligible,
            active=active,
            villages=draw(st.integers(0, 4)),
            least=draw(st.integers(0, most)),
            most=most,
        )
    return found


def every(found, persons):
    """Every way to give out as many of the persons as fit."""
    fits = min(persons, sum(one.most for one in found.values()))
    ranges = [range(one.least, one.most + 1) for one in found.values()]
    for shares in itertools.product(*ranges):
        if sum(shares) == fits:
            yield dict(zip(found, shares, strict=True))


def test_the_lowest_is_lifted_to_the_level_of_the_next():
    found = {"a": seat(active=10), "b": seat(active=30), "c": seat(active=50)}
    assert allocated(found, 40, Aim.LOWEST, TARGET) == {"a": 30, "b": 10, "c": 0}


def test_equal_points_are_persons_by_eligible_workers():
    found = {"a": seat(eligible=100), "b": seat(eligible=300)}
    assert allocated(found, 40, Aim.EQUAL, TARGET) == {"a": 10, "b": 30}


def test_by_gap_and_by_villages():
    found = {"a": seat(active=40, villages=1), "b": seat(active=20, villages=9)}
    assert allocated(found, 20, Aim.GAP, TARGET) == {"a": 5, "b": 15}
    assert allocated(found, 20, Aim.VILLAGES, TARGET) == {"a": 2, "b": 18}


def test_most_regions_reach_the_target_when_the_nearest_go_first():
    found = {"a": seat(active=45), "b": seat(active=40), "c": seat(active=0)}
    shares = allocated(found, 16, Aim.TARGET, TARGET)
    assert shares == {"a": 5, "b": 10, "c": 1}


def test_a_floor_takes_no_more_than_it_needs():
    found = {"a": seat(active=45), "b": seat(active=10)}
    assert allocated(found, 1000, Aim.FLOOR, Fraction(3, 10)) == {"a": 0, "b": 20}


def test_what_a_full_region_cannot_take_goes_to_the_others():
    found = {"a": seat(most=2), "b": seat(), "c": seat()}
    assert allocated(found, 20, Aim.EQUAL, TARGET) == {"a": 2, "b": 9, "c": 9}


def test_the_least_of_each_goes_out_first():
    found = {"a": seat(active=70, least=7), "b": seat(active=0)}
    assert allocated(found, 10, Aim.LOWEST, TARGET) == {"a": 7, "b": 3}
    assert sum(allocated(found, 5, Aim.EQUAL, TARGET).values()) == 5


def test_persons_needed_are_rounded_up():
    assert needed(seat(eligible=101, active=0), TARGET) == 51
    assert needed(seat(active=60), TARGET) == 0


def test_gini_of_equal_rates_is_none_and_of_all_in_one_half_is_half():
    found = {"a": seat(), "b": seat()}
    assert gini({"a": Fraction(1, 4), "b": Fraction(1, 4)}, found) == 0
    assert gini({"a": Fraction(0), "b": Fraction(1, 2)}, found) == pytest.approx(0.5)


@pytest.mark.parametrize("aim", list(Aim))
@settings(max_examples=60, deadline=None)
@given(found=seats(), persons=st.integers(0, 30))
def test_sums_are_exact_and_bounds_hold(aim, found, persons):
    shares = allocated(found, persons, aim, TARGET)
    assert set(shares) == set(found)
    assert all(0 <= shares[code] <= one.most for code, one in found.items())
    most = sum(one.most for one in found.values())
    assert sum(shares.values()) <= min(persons, most)
    if aim in {Aim.LOWEST, Aim.TARGET}:
        assert sum(shares.values()) == min(persons, most)
    if persons >= sum(one.least for one in found.values()):
        assert all(shares[code] >= one.least for code, one in found.items())


@settings(max_examples=150, deadline=None)
@given(found=seats(size=3, largest=7), persons=st.integers(0, 12))
def test_lifting_the_lowest_is_leximin_optimal(found, persons):
    if persons < sum(one.least for one in found.values()):
        return
    shares = allocated(found, persons, Aim.LOWEST, TARGET)
    best = max(sorted(reached(found, other).values()) for other in every(found, persons))
    assert sorted(reached(found, shares).values()) == best


@settings(max_examples=150, deadline=None)
@given(found=seats(size=3, largest=7), persons=st.integers(0, 12))
def test_no_other_shares_bring_more_regions_to_the_target(found, persons):
    if persons < sum(one.least for one in found.values()):
        return

    def count(shares):
        return sum(rate >= TARGET for rate in reached(found, shares).values())

    best = max(count(other) for other in every(found, persons))
    assert count(allocated(found, persons, Aim.TARGET, TARGET)) == best


@settings(max_examples=40, deadline=None)
@given(found=seats(size=12, largest=5000), persons=st.integers(0, 20_000))
def test_a_mixed_integer_programme_brings_no_more_regions_to_the_target(found, persons):
    """HiGHS: 1 for each region that is brought there, persons within the budget."""
    spare = {code: replace(one, least=0) for code, one in found.items()}
    lacking = np.array([needed(one, TARGET) for one in spare.values()], dtype=float)
    able = np.array([needed(one, TARGET) <= one.most for one in spare.values()], dtype=float)
    answer = milp(
        -np.ones(len(lacking)),
        constraints=LinearConstraint(lacking[None, :], ub=persons),
        integrality=np.ones(len(lacking)),
        bounds=Bounds(0, able),
    )
    after = reached(spare, allocated(spare, persons, Aim.TARGET, TARGET))
    assert sum(rate >= TARGET for rate in after.values()) == round(-answer.fun)


@settings(max_examples=60, deadline=None)
@given(found=seats(), persons=st.integers(0, 29))
def test_the_lowest_never_falls_when_the_budget_grows(found, persons):
    one, more = (allocated(found, n, Aim.LOWEST, TARGET) for n in (persons, persons + 1))
    assert min(reached(found, one).values()) <= min(reached(found, more).values())


@pytest.mark.parametrize("aim", list(Aim))
@settings(max_examples=40, deadline=None)
@given(found=seats(), persons=st.integers(0, 29), more=st.integers(1, 9))
def test_more_money_never_protects_fewer(aim, found, persons, more):
    one, other = (allocated(found, n, aim, TARGET) for n in (persons, persons + more))
    assert sum(one.values()) <= sum(other.values())


@settings(max_examples=40, deadline=None)
@given(found=seats(), persons=st.integers(0, 30))
def test_every_aim_that_spends_the_budget_protects_as_many(found, persons):
    spent = {
        sum(allocated(found, persons, aim, TARGET).values()) for aim in (Aim.LOWEST, Aim.TARGET)
    }
    assert len(spent) == 1
