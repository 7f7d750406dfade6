"""A place among comparable figures, as a range where something is missing."""

import pytest

from geo import claims
from geo.indicators import indicator
from geo.peers import rank
from tests.making import row, typed

CODES = [f"61{n:02d}" for n in range(1, 13)] + ["6171", "6172"]


def readings(values, **cells):
    """Readings of fourteen regions, of which some have a value."""
    rows = [
        row(region_code=code, value=value, **cells)
        for code, value in zip(CODES, values, strict=False)
    ]
    return claims.readings(typed(*rows), indicator("coverage_rate"), CODES)


def test_third_of_six_known_is_third_to_eleventh_of_fourteen():
    place = rank(readings([0.68, 0.53, 0.51, 0.40, 0.38, 0.27]), "6103")
    assert (place.place, place.known, place.expected) == (3, 6, 14)
    assert (place.best, place.worst) == (3, 11)


def test_with_all_fourteen_known_a_place_is_one_place():
    place = rank(readings([n / 100 for n in range(14, 0, -1)]), "6105")
    assert (place.place, place.best, place.worst) == (5, 5, 5)


def test_ties_share_the_better_place_and_widen_the_range():
    table = readings([0.5, 0.4, 0.4, 0.3])
    place = rank(table, "6103")
    assert (place.place, place.tied, place.best, place.worst) == (2, 1, 2, 13)
    assert rank(table, "6104").place == 4


def test_a_region_without_a_figure_has_no_place():
    assert rank(readings([0.5, 0.4, 0.3]), "6172") is None


def test_a_place_among_fewer_than_three_is_withheld():
    assert rank(readings([0.5, 0.4]), "6101") is None
    assert rank(readings([0.5, 0.4, 0.3]), "6101").place == 1


def test_only_figures_of_one_definition_and_year_are_ranked():
    rows = [
        *(row(region_code=code, value="0.5") for code in CODES[:3]),
        row(region_code="6104", value="0.9", family="registered"),
        row(region_code="6105", value="0.9", period="2023"),
    ]
    table = claims.readings(typed(*rows), indicator("coverage_rate"), CODES)
    place = rank(table, "6101")
    assert (place.place, place.known) == (1, 3)
    assert rank(table, "6104") is None


@pytest.mark.parametrize("family", ["unstated", "participants-unstated"])
def test_figures_that_nobody_defined_are_not_ranked(family):
    assert rank(readings([0.5, 0.4, 0.3], family=family), "6101") is None
