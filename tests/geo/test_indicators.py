"""The catalogue and the families of definitions."""

import dataclasses

import pytest

from geo import indicators
from geo.families import FAMILIES
from geo.indicators import CATALOGUE, Mark, UnknownIndicatorError, UnsortedBreaksError
from geo.model import Unit

EACH = pytest.mark.parametrize("one", CATALOGUE, ids=lambda one: one.key)


@EACH
def test_breaks_rise_and_only_areas_have_them(one):
    assert list(one.breaks) == sorted(set(one.breaks))
    assert bool(one.breaks) == (one.mark is Mark.AREA)


@EACH
def test_only_rates_and_ratios_fill_areas(one):
    assert one.mark is not Mark.AREA or one.unit is Unit.FRACTION or one.is_ratio


@EACH
def test_a_definition_is_one_sentence_that_can_be_read_aloud(one):
    assert one.definition.endswith(".")
    assert one.definition[0].isupper()
    assert len(one.definition) < 220


@EACH
def test_a_ratio_names_two_indicators_that_are_claimed(one):
    assert one.is_ratio == (one.denominator is not None)
    if one.is_ratio:
        assert {one.numerator, one.denominator} <= indicators.CLAIM_KEYS
        assert one.key not in indicators.CLAIM_KEYS


def test_keys_are_used_once():
    keys = [one.key for one in CATALOGUE]
    assert len(set(keys)) == len(keys)
    assert not set(keys) & set(indicators.OTHER_LABELS)


def test_the_target_of_2025_is_a_bound_of_the_coverage_classes():
    assert 0.5956 in indicators.indicator("coverage_rate").breaks


@pytest.mark.parametrize("breaks", [(0.3, 0.2), (0.2, 0.2)])
def test_breaks_that_do_not_rise_are_refused(breaks):
    with pytest.raises(UnsortedBreaksError, match="tidak menaik"):
        dataclasses.replace(indicators.indicator("coverage_rate"), breaks=breaks)


def test_an_unknown_key_is_refused_by_name():
    with pytest.raises(UnknownIndicatorError, match="kemiskinan"):
        indicators.indicator("kemiskinan")


def test_every_claimable_key_has_a_label():
    assert all(indicators.label_of(key) for key in indicators.CLAIM_KEYS)


def test_families_that_nobody_defined_are_not_comparable():
    silent = {key for key, family in FAMILIES.items() if not family.comparable}
    assert silent == {"unstated", "participants-unstated"}


def test_only_a_governments_own_target_is_binding():
    targets = {key for key, one in FAMILIES.items() if key.startswith("target") and one.binding}
    assert targets == {"target-own", "target-national"}
