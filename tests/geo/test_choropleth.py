"""Readings and classes to one layer; legend and colours from the same object."""

import pytest

from geo import choropleth, claims, palettes
from geo.classify import NO_CLASS, Classes
from geo.indicators import indicator
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
