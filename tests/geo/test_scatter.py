"""Two indicators against each other: names where they fit, and each point with its words."""

import re
from itertools import zip_longest
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import charts, scatter
from geo.scatter import Axis, Dot

SVG = "{http://www.w3.org/2000/svg}"
NAMES = (
    *("Sambas", "Bengkayang", "Landak", "Mempawah", "Sanggau", "Ketapang", "Sintang"),
    *("Kapuas Hulu", "Sekadau", "Melawi", "Kayong Utara", "Kubu Raya", "Pontianak", "Singkawang"),
)


def dot(number, across, up, **about):
    """The dot of the regency of a number."""
    told = (NAMES[number], ": ", f"{across} dan {up}")
    about = {"name": NAMES[number], "told": told} | about
    return Dot(region=f"61{number + 1:02d}", across=across, up=up, **about)


def drawn(*dots, **how):
    """The picture's dots and names, as elements, and its root."""
    svg = scatter.drawn(dots, Axis(title="mendatar"), Axis(title="tegak"), **how)
    root = ElementTree.fromstring(svg)
    groups = {one.get("class"): one for one in root.iter(f"{SVG}g")}
    return list(groups["points"]), list(groups["names"]), svg


def told(svg):
    """What the page's script says of each point."""
    root = ElementTree.fromstring(svg)
    group = next(one for one in root.iter(f"{SVG}g") if one.get("class") == "points")
    texts, shared = (
        [text.split(scatter.BETWEEN) for text in group.get(name).split(scatter.AFTER)]
        for name in ("data-told", "data-shared")
    )
    assert len(texts) == len(group)
    return [
        "".join(map("".join, zip_longest(own, shared[int(which)], fillvalue="")))
        for which, *own in texts
    ]


def place(element):
    """Where an element stands within the plot."""
    names = ("x", "y") if element.tag == f"{SVG}text" else ("cx", "cy")
    across, down = (float(element.get(name)) for name in names)
    return across, down


def box(name):
    """The room that a name takes."""
    (across, below), half = place(name), len(name.text) * scatter.LETTER / 2
    down = below - scatter.BASELINE
    return across - half, down - scatter.LINE / 2, across + half, down + scatter.LINE / 2


def overlap(one, other):
    """Whether two boxes share more than an edge."""
    slack = 0.01
    return (
        one[0] < other[2] - slack
        and one[2] > other[0] + slack
        and one[1] < other[3] - slack
        and one[3] > other[1] + slack
    )


percents = st.floats(0, 100).map(lambda number: round(number, 2))
clouds = st.lists(st.tuples(percents, percents), min_size=2, max_size=14)


@settings(max_examples=60, deadline=None)
@given(clouds)
def test_no_name_covers_a_dot_or_a_name_or_leaves_the_plot(cloud):
    dots = [dot(number, *at) for number, at in enumerate(cloud)]
    points, names, _ = drawn(*dots)
    assert len(points) == len(dots)
    at = dict(zip((one.name for one in dots), map(place, points), strict=True))
    boxes, radius = {name.text: box(name) for name in names}, scatter.RADIUS
    assert len(boxes) == len(names)
    for name, own in boxes.items():
        assert own[0] >= -0.01
        assert own[1] >= -0.01
        assert own[2] <= scatter.WIDTH + 0.01
        assert own[3] <= scatter.HEIGHT + 0.01
        for other, room in boxes.items():
            assert other == name or not overlap(own, room)
        for other, (across, down) in at.items():
            covered = (across - radius, down - radius, across + radius, down + radius)
            assert other == name or not overlap(own, covered)


@settings(max_examples=30, deadline=None)
@given(clouds)
def test_every_dot_is_within_the_plot(cloud):
    points, _, _ = drawn(*(dot(number, *at) for number, at in enumerate(cloud)))
    for across, down in map(place, points):
        assert 0 <= across <= scatter.WIDTH
        assert 0 <= down <= scatter.HEIGHT


def test_more_lies_further_right_and_higher_up():
    (low, high), _, _ = drawn(dot(0, 10, 20), dot(1, 30, 40))
    assert place(low)[0] < place(high)[0]
    assert place(low)[1] > place(high)[1]


def test_a_name_stands_near_its_own_dot():
    points, names, _ = drawn(dot(0, 10, 20), dot(1, 30, 40), dot(2, 20, 30))
    dots = dict(zip(NAMES, map(place, points), strict=False))
    assert {name.text for name in names} == set(NAMES[:3])
    for name in names:
        across, down = dots[name.text]
        assert abs(place(name)[0] - across) <= len(name.text) * scatter.LETTER / 2 + 9
        assert abs(place(name)[1] - scatter.BASELINE - down) <= 13.01


def test_what_may_not_be_compared_is_hollow():
    points, _, svg = drawn(dot(0, 10, 20), dot(1, 30, 40, is_comparable=False))
    assert [point.get("fill") for point in points] == [None, "#ffffff"]  # their group says it once
    assert svg.count(f'<g class="points" fill="{charts.MAIN}" stroke="{charts.MAIN}"') == 1


def test_of_many_the_dots_are_smaller():
    many = [dot(n, 7 * n % 97, 5 * n % 89) for n in range(14)] * 5
    points, _, _ = drawn(*many)
    few, _, _ = drawn(*many[:14])
    assert len(points) == len(many)
    assert float(points[0].get("r")) < float(few[0].get("r"))


def test_a_dot_carries_its_regions_code_and_its_words_and_leads_nowhere_else():
    points, _, svg = drawn(dot(0, 10, 20), dot(1, 30, 40))
    assert [point.get("data-region") for point in points] == ["6101", "6102"]
    assert told(svg) == ["Sambas: 10 dan 20", "Bengkayang: 30 dan 40"]
    assert "href" not in svg
    assert "http" not in svg.replace("http://www.w3.org/", "")


def test_what_dots_share_is_written_once_and_a_figure_is_never_taken_for_its_number():
    _, _, svg = drawn(
        dot(0, 10, 20, told=("Sambas", ": Cakupan ", "0", "; Peserta ", "1", ".")),
        dot(1, 30, 40, told=("Landak", ": Cakupan ", "2", "; Peserta ", "1", ".")),
        dot(2, 50, 60, told=("Sekadau", " ≈ ", "1")),
        dot(3, 70, 80, told=("Melawi", ": Cakupan ", "1", "; Peserta ", "0", ".")),
    )
    assert svg.count("Cakupan") == svg.count("Peserta") == 1
    assert told(svg) == [
        "Sambas: Cakupan 0; Peserta 1.",
        "Landak: Cakupan 2; Peserta 1.",
        "Sekadau ≈ 1",
        "Melawi: Cakupan 1; Peserta 0.",
    ]


def test_only_dots_carry_a_code():
    _, _, svg = drawn(dot(0, 10, 20), dot(1, 30, 40))
    assert svg.count("data-region") == 2


EVIL = '"><img src=x onerror=alert(1)>|aria-label="6199|'


def test_hostile_text_stays_text():
    points, names, svg = drawn(
        dot(0, 10, 20, name=EVIL, told=(EVIL, "'", "a~1~b")),
        dot(1, 30, 40, name="<b>", told=("<script>", "'")),
        mark=EVIL,
    )
    assert "<img" not in svg
    assert "<script" not in svg
    assert points[0].get("data-region") == "6101"
    assert told(svg) == [f"{EVIL}'a-1-b".replace("|", "-"), "<script>'"]
    assert "<b>" in {name.text for name in names}


def test_the_mark_of_made_up_data_stands_in_the_picture():
    assert "DATA CONTOH" in drawn(dot(0, 10, 20), dot(1, 30, 40), mark="DATA CONTOH")[2]
    assert "DATA CONTOH" not in drawn(dot(0, 10, 20), dot(1, 30, 40))[2]


def ticks(svg):
    """The numbers on the axes, in groups."""
    root = ElementTree.fromstring(svg)
    groups = [one for one in root.iter(f"{SVG}g") if "role-axis-label" in one.get("class", "")]
    return [[text.text for text in one.iter(f"{SVG}text")] for one in groups]


def test_numbers_on_the_axes_follow_the_language():
    dots = dot(0, 10_000, 20), dot(1, 30_000, 40)
    assert "20.000" in ticks(drawn(*dots)[2])[0]
    assert "20,000" in ticks(drawn(*dots, language="en")[2])[0]


@pytest.mark.parametrize(("low", "high"), [(10, 90), (1, 3), (50, 50.5)])
def test_no_number_stands_twice_on_an_axis(low, high):
    for numbers in ticks(drawn(dot(0, low, low), dot(1, high, high))[2]):
        assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("value", [0.0, 50.0])
def test_dots_of_one_place_can_be_drawn(value):
    points, _, _ = drawn(dot(0, value, value), dot(1, value, value))
    assert place(points[0]) == place(points[1])


def test_the_same_dots_give_the_same_picture():
    dots = dot(0, 10, 20), dot(1, 30, 40)
    assert drawn(*dots)[2] == drawn(*dots)[2]


@pytest.mark.parametrize("low", [0.0, 12.5])
def test_dots_stand_where_the_axes_say(low):
    (one, other), _, svg = drawn(dot(0, low, low), dot(1, 60, 47.3))
    (left, bottom), (right, top) = place(one), place(other)
    across = [
        (float(n), float(x)) for x, n in re.findall(r"translate\(([\d.]+),16\)[^>]*>(\d+)<", svg)
    ]
    up = [(float(n), float(y)) for y, n in re.findall(r"translate\(-7,([\d.]+)\)[^>]*>(\d+)<", svg)]
    assert min(len(across), len(up)) >= 3
    for number, x in across:
        assert x == pytest.approx(left + (right - left) * (number - low) / (60 - low), abs=1)
    for number, y in up:
        told = bottom + (top - bottom) * (number - low) / (47.3 - low)
        assert y - scatter.BASELINE == pytest.approx(told, abs=1)
