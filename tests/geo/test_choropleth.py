"""Readings and classes to one layer; legend and colours from the same object."""

import pandas as pd
import pytest

from geo import choropleth, claims, palettes
from geo.classify import NO_CLASS, Classes
from geo.indicators import indicator
from geo.model import Missing
from geo.trends import NOT_COMPARABLE
from tests.making import row, typed

COVERAGE = indicator("coverage_rate")


def layer(*rows, regions=("6101", "6102", "6103"), what=COVERAGE, **how):
    """A layer of these rows."""
    return choropleth.build(what, claims.readings(typed(*rows), what, list(regions)), **how)


def test_each_class_has_one_colour_and_each_figure_its_class():
    made = layer(row(region_code="6101", value="0.2"), row(region_code="6102", value="0.6"))
    assert len(made.colours) == made.classes.count == 6
    assert made.table["class_number"].tolist() == [0, 5, NO_CLASS]
    assert made.classes.breaks == COVERAGE.breaks


def test_letters_say_class_or_kind_of_blank_in_the_order_of_the_rows():
    made = layer(row(region_code="6102", value="0.45"))
    assert made.letters() == "n3n"


def test_every_kind_of_blank_has_a_letter_of_its_own():
    made = layer(row(region_code="6101"))
    table = made.table.copy()
    table.loc["6102", "status"] = "older"
    table.loc["6103", "status"] = "not_applicable"
    again = choropleth.build(COVERAGE, table)
    assert again.letters() == "3ea"
    assert len(set(choropleth.LETTERS.values())) == 4


def test_known_and_missing_part_the_rows():
    made = layer(row(region_code="6102"))
    assert list(made.known.index) == ["6102"]
    assert list(made.missing.index) == ["6101", "6103"]


def test_older_readings_are_marked():
    made = layer(row(region_code="6101", period="2023"), row(region_code="6102", period="2025"))
    assert made.old().tolist() == [True, False, False]


def test_counts_are_symbols_of_one_colour():
    made = layer(
        row(indicator="villages", unit="villages", value="43", family="standard"),
        what=indicator("villages"),
        regions=("6111",),
    )
    assert made.colours == (palettes.SYMBOL,)
    assert made.letters() == "0"


def test_an_alternative_view_keeps_its_own_classes():
    made = layer(row(region_code="6101", value="0.5"), classes=Classes(breaks=(0.4,)))
    assert made.letters()[0] == "1"
    assert len(made.colours) == 2


@pytest.mark.parametrize("value", ["0.2", "0.3", "0.5956"])
def test_a_target_that_is_just_reached_is_not_yet_passed(value):
    number = layer(row(region_code="6101", value=value)).table["class_number"].iloc[0]
    assert COVERAGE.breaks[number] == float(value)


def changed(*values, status="reported"):
    """The layer of these changes; the blank ones are of this kind."""
    numbers = pd.Series(
        values, index=[f"61{n:02d}" for n in range(1, len(values) + 1)], dtype=float
    )
    kinds = ["reported" if known else status for known in numbers.notna()]
    table = pd.DataFrame({"value": numbers, "why": None, "status": kinds})
    return choropleth.build_change(COVERAGE, table, segment="bpu")


def test_a_change_is_coloured_on_both_sides_of_zero():
    made = changed(-0.2, -0.07, -0.01, 0.0, 0.01, 0.07, 0.2)
    assert made.letters() == "0123456"
    assert made.colours == palettes.DIVERGING
    assert len(made.colours) == made.classes.count == 7
    assert (made.segment, made.period, made.indicator) == ("bpu", None, COVERAGE)


def test_the_classes_of_a_change_are_centred_on_zero():
    breaks = choropleth.CHANGE_BREAKS
    assert list(breaks) == sorted(breaks)
    assert [-one for one in reversed(breaks)] == pytest.approx(list(breaks), abs=1e-8)
    low, high = changed(0.0).classes.bounds(3)
    assert low < 0 < high


@pytest.mark.parametrize("points", [0.004, -0.004, 0.005, -0.005])
def test_within_half_a_point_nothing_has_changed(points):
    assert changed(points).letters() == "3"


def test_what_may_not_be_compared_is_drawn_like_what_does_not_apply():
    assert changed(float("nan"), 0.2, status=NOT_COMPARABLE).letters() == "a6"


@pytest.mark.parametrize("kind", [kind.value for kind in Missing])
def test_a_change_that_is_blank_keeps_its_kind_and_has_no_class(kind):
    made = changed(float("nan"), 0.0, status=kind)
    assert made.letters() == choropleth.LETTERS[kind] + "3"
    assert made.table["class_number"].tolist() == [NO_CLASS, 3]
    assert made.table["value"].isna().tolist() == [True, False]


@pytest.mark.parametrize(("points", "ends"), [(0.10, 10), (0.05, 5)])
@pytest.mark.parametrize("sign", [1, -1])
def test_equal_changes_have_one_colour_whatever_they_start_from(points, ends, sign):
    starts = [start / 100 for start in range(10, 80)]
    pairs = [(start, round(start + points, 2)) for start in starts]
    values = [sign * (last - first) for first, last in pairs]
    assert all(round(100 * value, 9) == sign * ends for value in values)
    assert len(set(changed(*values).letters())) == 1
