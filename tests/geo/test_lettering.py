"""Names on a still map: within their regions, beside the coast, or left out; never markup."""

import re
import xml.etree.ElementTree as ET
from functools import cache
from itertools import pairwise

import pytest
import shapely

from geo import boundaries, lettering, regencies, stillmap

NAMES = {one.bps: one.name for one in regencies.regencies()}
SVG = "{http://www.w3.org/2000/svg}"
WIDE, ISLAND, FAR = (
    shapely.box(200, 0, 500, 200),
    shapely.box(200, 200, 215, 300),
    shapely.box(500, 0, 520, 200),
)
"""A region with room for a name; a narrow one at the coast; a narrow one far from it."""


def found(*shapes, width=760):
    points = [shape.centroid.coords[0] for shape in shapes]
    made = lettering.spaces([shapely.MultiPolygon([shape]) for shape in shapes], points, width)
    return {str(n): space for n, space in enumerate(made)}


def texts(written):
    """Each text with its place: x, y, size, anchor."""
    whole = ET.fromstring(written.replace("<g ", '<g xmlns="http://www.w3.org/2000/svg" ', 1))
    return {
        one.text: tuple(float(one.get(key)) for key in ("x", "y", "font-size"))
        for one in whole.iter(f"{SVG}text")
    }


def test_a_name_stands_in_the_middle_of_a_region_that_holds_it():
    x, y, size = texts(lettering.written(found(WIDE), {"0": "Landak"}))["Landak"]
    assert x == pytest.approx(350, abs=2)
    assert y == pytest.approx(100 + 0.36 * size, abs=3)
    assert size == max(lettering.SIZES)


def test_a_name_beside_the_coast_has_a_line_to_its_region_and_no_letter_outside():
    written = lettering.written(found(WIDE, ISLAND), {"0": "Landak", "1": "Pontianak"})
    x, _, size = texts(written)["Pontianak"]
    assert x < 200
    assert x - lettering.wide("Pontianak", size) >= 0
    assert re.search(r'<path d="M\d+ 2\d\dL20\d 2\d\d"', written)


def test_a_name_that_fits_neither_way_is_left_out():
    assert "Sekadau" not in lettering.written(found(WIDE, FAR), {"0": "Landak", "1": "Sekadau"})
    edge = shapely.box(0, 0, 15, 200)
    assert lettering.written(found(edge), {"0": "Sekadau"}) == ""


def test_two_words_are_broken_where_one_line_is_too_long():
    drawn = texts(lettering.written(found(shapely.box(0, 0, 78, 200)), {"0": "Kubu Raya"}))
    assert list(drawn) == ["Kubu", "Raya"]
    assert drawn["Raya"][1] > drawn["Kubu"][1]


def test_names_beside_the_coast_keep_their_distance():
    coast = [shapely.box(200, 8 * n, 206, 8 * n + 8) for n in range(4)]
    made = lettering.written(found(*coast), {str(n): f"Pulau {n}" for n in range(4)})
    heights = sorted(y for _, y, _ in texts(made).values())
    assert len(heights) == 4
    assert all(low - high >= 20 for high, low in pairwise(heights))


def test_of_many_regions_only_names_that_fit_inside_are_written():
    coast = [shapely.box(200, 8 * n, 206, 8 * n + 8) for n in range(lettering.MANY)]
    some, many = found(*coast[:4], WIDE), found(*coast, WIDE)
    names = {code: f"Pulau {code}" for code in many}
    assert len(texts(lettering.written(some, names))) == 5
    assert list(texts(lettering.written(many, names))) == [f"Pulau {lettering.MANY}"]


@pytest.mark.parametrize("evil", ["<img/src=x>", "a&b", "</g><script>"])
def test_a_name_is_text_and_never_markup(evil):
    assert evil in texts(lettering.written(found(WIDE), {"0": evil}))


@cache
def outlines(width):
    return stillmap.outlines(boundaries.load_regencies(), width)


def test_small_maps_bear_no_names_and_keep_their_whole_width():
    small = outlines(260)
    assert small.spaces == {}
    assert min(x for x, _ in small.points.values()) < 0.15 * 260


def test_the_map_of_a_meeting_names_all_fourteen():
    written = lettering.written(outlines(760).spaces, NAMES)
    said = " ".join(re.findall(r">([^<]+)</text>", written))
    assert [name for name in NAMES.values() if name not in said] == []


def test_no_name_of_the_meetings_map_stands_on_another_or_outside():
    boxes = []
    written = lettering.written(outlines(760).spaces, NAMES)
    for x, y, size, anchor, text in re.findall(
        r'x="(\d+)" y="(\d+)" font-size="(\d+)" text-anchor="(\w+)">([^<]+)<', written
    ):
        wide = 0.94 * lettering.wide(text, float(size))
        left = float(x) - (wide if anchor == "end" else wide / 2)
        boxes.append(shapely.box(left, float(y) - 0.75 * float(size), left + wide, float(y)))
    drawing = shapely.box(0, 0, outlines(760).width, outlines(760).height)
    assert all(drawing.contains(one) for one in boxes)
    assert not any(one.intersects(two) for n, one in enumerate(boxes) for two in boxes[:n])
