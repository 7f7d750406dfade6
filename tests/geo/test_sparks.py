"""Small drawings of series: one scale, no line where nothing may be joined."""

import math
import re
from datetime import date, timedelta
from itertools import groupby, pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo import sparks
from geo.sparks import Frame

START, END = date(2020, 1, 1), date(2024, 1, 1)
FRAME = Frame(first=START, last=END, top=1.0, width=106, height=26)
NEAR = 0.11
"""Pixels: places are told in tenths of a hundredth of the frame."""


def read(spark):
    """The middles of the lines, the dots, and the hollow ones, in pixels of the frame."""
    lines = [_middles(_places(spark, line)) for line in spark.lines]
    dots, loose = (
        [place for spot in spots for place in _places(spark, spot)]
        for spots in (spark.dots, spark.loose)
    )
    return lines, dots, loose


def _places(spark, text):
    numbers = [float(one) for one in re.findall(r"(-?[\d.]+)%", text)]
    return [
        (across * spark.width / 100, down * spark.height / 100)
        for across, down in zip(numbers[::2], numbers[1::2], strict=True)
    ]


def _middles(edge):
    """Each place between the two sides of a line; one at a sharp corner stands twice."""
    half = len(edge) // 2
    pairs = zip(edge[:half], reversed(edge[half:]), strict=True)
    return [((a + c) / 2, (b + d) / 2) for (a, b), (c, d) in pairs]


def near(*places):
    """Those places, but for rounding."""
    return [pytest.approx(place, abs=NEAR) for place in places]


def series(*values, start=START, step=100):
    """A point every `step` days."""
    return [(start + timedelta(days=step * number), value) for number, value in enumerate(values)]


def test_the_corners_of_the_frame_are_three_pixels_within_the_picture():
    assert FRAME.at((START, 0.0)) == (3, 23)
    assert FRAME.at((END, 1.0)) == (103, 3)
    assert FRAME.at((START, 0.5)) == (3, 13)


def test_points_of_a_run_are_joined_in_their_order():
    lines, dots, _ = read(sparks.drawn(FRAME, [[(START, 0.0), (END, 1.0)]]))
    assert lines == [near((3, 23), (103, 3))]
    assert dots == near((3, 23), (103, 3))


def test_two_runs_are_never_joined():
    one, other = series(0.1, 0.4, 0.3), series(0.6, 0.7, start=date(2022, 1, 1))
    lines, _, _ = read(sparks.drawn(FRAME, [one, other]))
    assert lines == [near(*map(FRAME.at, run)) for run in (one, other)]


def test_a_single_figure_is_a_dot_and_no_line():
    lines, dots, _ = read(sparks.drawn(FRAME, [[(START, 0.5)]]))
    assert lines == []
    assert dots == near((3, 13))


def test_loose_points_are_hollow_and_join_nothing():
    lines, dots, loose = read(sparks.drawn(FRAME, [series(0.1, 0.2)], loose=[(END, 0.5)]))
    assert len(lines) == 1
    assert dots == near(*lines[0])
    assert loose == near(FRAME.at((END, 0.5)))


def test_in_one_frame_the_same_figure_stands_at_the_same_height():
    alone, _, _ = read(sparks.drawn(FRAME, [series(0.5, 0.5)]))
    beside, _, _ = read(sparks.drawn(FRAME, [series(0.1, 0.5), series(0.9, 1.0)]))
    assert alone[0][1][1] == beside[0][1][1]


def test_many_points_are_a_line_without_dots():
    assert read(sparks.drawn(FRAME, [series(*[0.5] * 12)]))[1] != []
    lines, dots, _ = read(sparks.drawn(FRAME, [series(*[0.5] * 13)]))
    assert (len(lines), dots) == (1, [])


def test_a_figure_alone_is_seen_beside_a_long_line():
    lines, dots, _ = read(sparks.drawn(FRAME, [series(*[0.5] * 13), [(END, 0.9)]]))
    assert len(lines) == 1
    assert dots == near(FRAME.at((END, 0.9)))


@pytest.mark.parametrize("top", [0.0, 1.0])
def test_a_frame_of_one_day_or_without_height_can_be_drawn(top):
    frame = Frame(first=START, last=START, top=top)
    assert frame.at((START, 0.0)) == (3, 25)
    assert read(sparks.drawn(frame, [[(START, 0.0)]]))[1] == near((3, 25))
    assert sparks.drawn(frame, [[(START, 0.0), (START, 0.0)]]).lines == ()


def test_nothing_to_draw_is_an_empty_frame():
    assert read(sparks.drawn(FRAME, [])) == ([], [], [])


inside = st.tuples(st.dates(START, END), st.floats(0, 1))


@given(st.lists(st.lists(inside, max_size=6).map(sorted), max_size=4), st.lists(inside, max_size=4))
def test_every_point_of_the_frame_is_within_the_picture(runs, loose):
    lines, dots, hollow = read(sparks.drawn(FRAME, runs, loose))
    apart = [run for run in runs if len(set(map(FRAME.at, run))) > 1]
    assert len(lines) == len(apart)
    assert len(hollow) == len(loose)
    for across, down in [at for line in lines for at in line] + dots + hollow:
        assert 3 - NEAR <= across <= 103 + NEAR
        assert 3 - NEAR <= down <= 23 + NEAR


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 30)), min_size=2, max_size=30))
def test_a_line_is_as_wide_everywhere_and_passes_all_its_places(places):
    line = [(x * 1.0, y * 1.0) for x, y in sorted(set(places))]
    edge = sparks.outline(line)
    middles = [at for at, _ in groupby(_middles(edge))]
    if len(line) < 2:
        assert edge == []
        return
    assert (middles[0], middles[-1]) == (pytest.approx(line[0]), pytest.approx(line[-1]))
    way = shapely.LineString(middles)
    assert max(shapely.Point(at).distance(way) for at in line) <= sparks.UNSEEN + 1e-6
    assert max(shapely.Point(at).distance(way) for at in edge) <= 2 * sparks.HALF
    half = len(edge) // 2
    for one, other in (*pairwise(edge[:half]), *pairwise(edge[half:])):
        middle = shapely.Point((one[0] + other[0]) / 2, (one[1] + other[1]) / 2)
        is_corner = math.dist(one, other) <= 4 * sparks.HALF
        assert is_corner or middle.distance(way) <= sparks.HALF * 1.01
