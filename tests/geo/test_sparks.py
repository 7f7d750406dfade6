"""Small pictures of series: one scale, no line where nothing may be joined."""

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import sparks
from geo.sparks import Frame

START, END = date(2020, 1, 1), date(2024, 1, 1)
FRAME = Frame(first=START, last=END, top=1.0, width=106, height=26)
SVG = "{http://www.w3.org/2000/svg}"


def read(svg):
    """The lines' points, and the dots with their fill."""
    tree = ElementTree.fromstring(svg)
    lines = [
        [tuple(map(float, pair.split(","))) for pair in one.get("points").split()]
        for one in tree.iter(f"{SVG}polyline")
    ]
    dots = [
        ((float(one.get("cx")), float(one.get("cy"))), one.get("fill"))
        for one in tree.iter(f"{SVG}circle")
    ]
    return lines, dots


def series(*values, start=START, step=100):
    """A point every `step` days."""
    return [(start + timedelta(days=step * number), value) for number, value in enumerate(values)]


def test_the_corners_of_the_frame_are_three_pixels_within_the_picture():
    assert FRAME.at((START, 0.0)) == (3, 23)
    assert FRAME.at((END, 1.0)) == (103, 3)
    assert FRAME.at((START, 0.5)) == (3, 13)


def test_points_of_a_run_are_joined_in_their_order():
    lines, dots = read(sparks.drawn(FRAME, [[(START, 0.0), (END, 1.0)]]))
    assert lines == [[(3, 23), (103, 3)]]
    assert dots == [((3, 23), sparks.INK), ((103, 3), sparks.INK)]


def test_two_runs_are_never_joined():
    one, other = series(0.1, 0.2), series(0.6, 0.7, start=date(2022, 1, 1))
    lines, _ = read(sparks.drawn(FRAME, [one, other]))
    assert lines == [[FRAME.at(point) for point in run] for run in (one, other)]


def test_a_single_figure_is_a_dot_and_no_line():
    lines, dots = read(sparks.drawn(FRAME, [[(START, 0.5)]]))
    assert lines == []
    assert dots == [((3, 13), sparks.INK)]


def test_loose_points_are_hollow_and_join_nothing():
    lines, dots = read(sparks.drawn(FRAME, [series(0.1, 0.2)], loose=[(END, 0.5)]))
    assert len(lines) == 1
    assert lines[0] == [dots[0][0], dots[1][0]]
    assert [fill for _, fill in dots] == [sparks.INK, sparks.INK, "none"]


def test_in_one_frame_the_same_figure_stands_at_the_same_height():
    alone, _ = read(sparks.drawn(FRAME, [series(0.5, 0.5)]))
    beside, _ = read(sparks.drawn(FRAME, [series(0.1, 0.5), series(0.9, 1.0)]))
    assert alone[0][1] == beside[0][1]


def test_many_points_are_a_line_without_dots():
    assert read(sparks.drawn(FRAME, [series(*[0.5] * 12)]))[1] != []
    lines, dots = read(sparks.drawn(FRAME, [series(*[0.5] * 13)]))
    assert (len(lines), dots) == (1, [])


def test_a_figure_alone_is_seen_beside_a_long_line():
    alone = (END, 0.9)
    lines, dots = read(sparks.drawn(FRAME, [series(*[0.5] * 13), [alone]]))
    assert FRAME.at(alone) in {place for place, _ in dots} | {at for line in lines for at in line}


@pytest.mark.parametrize("top", [0.0, 1.0])
def test_a_frame_of_one_day_or_without_height_can_be_drawn(top):
    frame = Frame(first=START, last=START, top=top)
    assert frame.at((START, 0.0)) == (3, 25)
    assert read(sparks.drawn(frame, [[(START, 0.0)]]))[1] == [((3, 25), sparks.INK)]


def test_nothing_to_draw_is_an_empty_frame():
    assert read(sparks.drawn(FRAME, [])) == ([], [])


inside = st.tuples(st.dates(START, END), st.floats(0, 1))


@given(st.lists(st.lists(inside, max_size=6).map(sorted), max_size=4), st.lists(inside, max_size=4))
def test_every_point_of_the_frame_is_within_the_picture(runs, loose):
    lines, dots = read(sparks.drawn(FRAME, runs, loose))
    assert [len(line) for line in lines] == [len(run) for run in runs if len(run) > 1]
    for across, down in [at for line in lines for at in line] + [place for place, _ in dots]:
        assert 3 <= across <= 103
        assert 3 <= down <= 23


@given(st.text())
def test_an_address_is_safe_in_an_attribute_and_reads_back(text):
    found = sparks.address(text)
    assert re.fullmatch(r"data:image/svg\+xml,[\w.~ =:,/%-]*", found, re.ASCII)
    assert unquote(found.removeprefix("data:image/svg+xml,")) == text


def test_an_address_holds_the_whole_picture():
    svg = sparks.drawn(FRAME, [series(0.1, 0.2)])
    found = sparks.address(svg)
    assert unquote(found.removeprefix("data:image/svg+xml,")) == svg
    read_back = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: read_back.append((tag, dict(attributes)))
    parser.feed(f'<img src="{found}" alt="x">')
    assert read_back == [("img", {"src": found, "alt": "x"})]
