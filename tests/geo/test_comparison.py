"""Regencies side by side: one period, one definition, and ranks only where there are enough."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import claims
from geo.comparison import side_by_side
from geo.indicators import indicator
from geo.model import Period
from tests.making import row, typed

COVERAGE = indicator("coverage_rate")
FOUR = ("6101", "6102", "6103", "6104")
Y2022, Y2023, Y2024 = Period(2022), Period(2023), Period(2024)


def figure(region, period, value="0.5", **cells):
    """A claim of a region."""
    return row(region_code=region, period=str(period), value=value, **cells)


def compared(*rows, members=FOUR, period=None, what=COVERAGE):
    """These rows side by side, as a page asks for them."""
    table = typed(*rows)
    periods = [*claims.periods_of(table, what, list(members)), None]
    if period is not None and period not in periods:
        periods.insert(0, period)
    tables = claims.readings_by_period(table, what, list(members), periods)
    return side_by_side(tables, members, period)


def whole(period, *values):
    """One figure for each of the first regions."""
    return [figure(code, period, value) for code, value in zip(FOUR, values, strict=False) if value]


def test_the_period_with_most_comparable_readings_is_found():
    found = compared(*whole(2022, "0.1"), *whole(2023, "0.1", "0.2", "0.3"), *whole(2024, "0.4"))
    assert (found.period, found.is_found) == (Y2023, True)
    assert list(found.group.table.index) == ["6103", "6102", "6101"]


def test_of_periods_with_equally_many_the_newest_is_found():
    found = compared(*whole(2022, "0.1", "0.2", "0.3"), *whole(2023, "0.1", "0.2", "0.3"))
    assert found.period == Y2023


def test_a_period_of_many_figures_that_may_not_be_compared_is_not_found():
    untold = [figure(code, 2024, family="unstated") for code in FOUR]
    found = compared(*untold, *whole(2022, "0.1", "0.2", "0.3"))
    assert found.period == Y2022
    mixed = [figure(code, 2024, family="registered") for code in FOUR[:2]]
    mixed += [figure(code, 2024) for code in FOUR[2:]]
    assert compared(*mixed, *whole(2022, "0.1", "0.2", "0.3")).period == Y2022


def test_years_are_never_mixed_even_where_latest_would_fill_every_row():
    found = compared(
        figure("6101", 2022), figure("6102", 2023), figure("6103", 2024), figure("6104", 2024)
    )
    assert found.period == Y2024
    assert set(found.group.table["year"]) == {2024}
    assert list(found.group.missing.index) == ["6101", "6102"]


def test_a_given_period_is_kept_though_another_compares_more():
    rows = (*whole(2022, "0.1"), *whole(2023, "0.1", "0.2", "0.3", "0.4"))
    found = compared(*rows, period=Y2022)
    assert (found.period, found.is_found) == (Y2022, False)
    assert list(found.group.table.index) == ["6101"]
    assert found.ranks.empty


def test_a_period_that_was_looked_for_in_place_of_a_given_one_is_said_to_be_found():
    found = compared(*whole(2023, "0.1", "0.2", "0.3"), period=None)
    tables = {Y2023: found.group.table}
    instead = side_by_side(tables, FOUR[:3], Y2024)
    assert instead.period == Y2024 or instead.is_found


@pytest.mark.parametrize("known", [1, 2])
def test_ranks_are_withheld_where_too_few_may_be_compared(known):
    found = compared(*whole(2024, *["0.1", "0.2", "0.3"][:known]))
    assert found.group.refusal is not None
    assert found.ranks.empty
    assert {"place", "tied", "best", "worst"} <= set(found.ranks.columns)


def test_a_silent_region_may_stand_above_or_below_every_other():
    found = compared(*whole(2024, "0.1", "0.2", "0.3"))
    ranges = found.ranks[["place", "best", "worst"]]
    assert ranges.loc["6103"].tolist() == [1, 1, 2]
    assert ranges.loc["6102"].tolist() == [2, 2, 3]
    assert ranges.loc["6101"].tolist() == [3, 3, 4]


def test_the_sources_own_rounding_leaves_two_places_open():
    rows = [
        figure("6101", 2024, "0.50", decimals="0"),
        figure("6102", 2024, "0.504", decimals="2"),
        figure("6103", 2024, "0.60"),
        figure("6104", 2024, "0.70"),
    ]
    ranges = compared(*rows).ranks[["best", "worst"]]
    assert ranges.loc["6101"].tolist() == ranges.loc["6102"].tolist() == [3, 4]
    assert ranges.loc["6104"].tolist() == [1, 1]


def test_a_region_to_which_the_indicator_does_not_apply_can_take_nobodys_place():
    of = {"denominator": "", "numerator": "", "family": "standard"}
    rows = []
    for number, code in enumerate(FOUR, start=1):
        rows.append(figure(code, 2024, 100 * number, indicator="dbh_sawit", unit="rupiah", **of))
        villages = 0 if code == "6104" else 1
        rows.append(figure(code, 2024, villages, indicator="villages", unit="villages", **of))
    found = compared(*rows, what=indicator("dbh_sawit_per_village"))
    assert found.group.expected == len(found.group.table) == 3
    assert found.ranks["worst"].tolist() == found.ranks["best"].tolist() == [1, 2, 3]


def test_where_nothing_is_known_there_is_no_period():
    table = typed()
    tables = claims.readings_by_period(table, COVERAGE, list(FOUR), [None])
    found = side_by_side(tables, FOUR, None)
    assert found.period is None
    assert found.group.table.empty
    assert found.ranks.empty
    assert found.members == FOUR


def test_only_the_members_are_compared():
    rows = whole(2024, "0.1", "0.2", "0.3", "0.4")
    table = typed(*rows)
    tables = claims.readings_by_period(table, COVERAGE, list(FOUR), [Y2024])
    found = side_by_side(tables, FOUR[:3], None)
    assert found.group.expected == 3
    assert "6104" not in {*found.group.table.index, *found.group.apart.index}


years, families = st.sampled_from([2022, 2023, 2024]), st.sampled_from(["ucj", "unstated"])


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from(FOUR), years), families, min_size=1))
def test_no_period_compares_more_than_the_one_that_is_found(cells):
    rows = [figure(code, year, family=family) for (code, year), family in cells.items()]
    found = compared(*rows)
    counts = {
        year: sum(kind == "ucj" and when == year for (_, when), kind in cells.items())
        for year in (2022, 2023, 2024)
    }
    most = max(counts.values())
    assert len(found.group.table) == most
    newest = max(year for year, count in counts.items() if count == most)
    assert found.period == (Period(newest) if most else None)
