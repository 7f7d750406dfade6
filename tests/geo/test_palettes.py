"""Colours that a copier and a colour-blind reader can tell apart."""

from itertools import pairwise

import pytest

from geo import palettes
from geo.indicators import CATALOGUE, Mark
from geo.model import Polarity

EVERY_RAMP = [
    palettes.ramp(polarity, count)
    for polarity in Polarity
    for count in range(1, len(palettes.SCHEMES[polarity]) + 1)
]


@pytest.mark.parametrize("colours", EVERY_RAMP, ids=",".join)
def test_colours_darken_from_class_to_class_and_neighbours_differ(colours):
    shades = [palettes.luminance(colour) for colour in colours]
    assert all(light > dark for light, dark in pairwise(shades))
    assert all(palettes.contrast(one, two) > 1.15 for one, two in pairwise(colours))


@pytest.mark.parametrize("colours", EVERY_RAMP, ids=",".join)
def test_text_reads_on_every_colour(colours):
    for colour in colours:
        assert palettes.contrast(palettes.ink_on(colour), colour) >= 4.5


def test_no_data_is_no_colour_of_a_class():
    used = {colour for colours in palettes.SCHEMES.values() for colour in colours}
    assert not used & {palettes.NO_DATA, palettes.NOT_APPLICABLE, palettes.HATCH}


def test_every_mapped_indicator_has_colours_enough():
    for one in CATALOGUE:
        if one.mark is Mark.AREA:
            assert len(palettes.ramp(one.polarity, len(one.breaks) + 1)) == len(one.breaks) + 1


def test_more_classes_than_colours_are_refused():
    with pytest.raises(ValueError, match="at most 6"):
        palettes.ramp(Polarity.HIGHER, 7)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#777777", "#ffffff", 4.48)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert palettes.contrast(one, other) == pytest.approx(ratio, abs=0.01)
