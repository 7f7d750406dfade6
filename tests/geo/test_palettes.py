"""Colours that a copier and a colour-blind reader can tell apart."""

import math
from itertools import combinations, pairwise

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


MIDDLE = len(palettes.DIVERGING) // 2
SEEN_AS = {
    "full colour": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red cones": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no green cones": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no blue cones": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
"""Of linear red, green and blue. G. M. Machado, M. M. Oliveira and L. A. F. Fernandes (2009), "A
physiologically-based model for simulation of color vision deficiency", IEEE Transactions on
Visualization and Computer Graphics 15(6), severity 1."""
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)


def times(matrix, vector):
    """A matrix times a vector."""
    return [sum(a * b for a, b in zip(line, vector, strict=True)) for line in matrix]


def lab(colour, seen):
    """CIELAB of a colour as such eyes see it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    shown = [min(max(part, 0), 1) for part in times(seen, linear)]
    x, y, z = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116
        for part in (a / b for a, b in zip(times(TO_XYZ, shown), WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_the_simulated_eyes_see_grey_as_grey():
    for seen in SEEN_AS.values():
        lightness, *tint = lab("#808080", seen)
        assert lightness == pytest.approx(53.6, abs=0.2)
        assert tint == pytest.approx([0, 0], abs=0.5)


@pytest.mark.parametrize("eyes", SEEN_AS)
def test_every_two_colours_of_a_change_differ_to_all_eyes(eyes):
    for one, other in combinations(palettes.DIVERGING, 2):
        assert math.dist(lab(one, SEEN_AS[eyes]), lab(other, SEEN_AS[eyes])) > 8


@pytest.mark.parametrize("eyes", SEEN_AS)
def test_a_fall_and_an_equal_rise_differ_plainly_to_all_eyes(eyes):
    for step in range(1, MIDDLE + 1):
        fall, rise = palettes.DIVERGING[MIDDLE - step], palettes.DIVERGING[MIDDLE + step]
        assert math.dist(lab(fall, SEEN_AS[eyes]), lab(rise, SEEN_AS[eyes])) > 15


def test_red_against_green_would_not_pass():
    apart = math.dist(*(lab(one, SEEN_AS["no green cones"]) for one in ("#b35806", "#5f7000")))
    assert apart < 15


def test_a_change_darkens_from_the_middle_to_both_ends():
    shades = [palettes.luminance(colour) for colour in palettes.DIVERGING]
    assert len(shades) % 2 == 1
    assert all(one < other for one, other in pairwise(shades[: MIDDLE + 1]))
    assert all(one > other for one, other in pairwise(shades[MIDDLE:]))
    for end in (0, -1):
        assert palettes.contrast(palettes.DIVERGING[end], palettes.DIVERGING[MIDDLE]) >= 4.5


def test_neighbouring_colours_of_a_change_differ_in_darkness():
    assert all(palettes.contrast(a, b) > 1.15 for a, b in pairwise(palettes.DIVERGING))


@pytest.mark.parametrize("colour", palettes.DIVERGING)
def test_text_reads_on_every_colour_of_a_change(colour):
    assert palettes.contrast(palettes.ink_on(colour), colour) >= 4.5


def test_no_colour_of_a_change_is_that_of_a_blank():
    blanks = {palettes.NO_DATA, palettes.NOT_APPLICABLE, palettes.HATCH}
    assert not set(palettes.DIVERGING) & blanks
