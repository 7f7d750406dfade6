"""The still map: whole at its size, the same classes and words as the web map, text as text."""

import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from functools import cache
from itertools import combinations

import geopandas as gpd
import numpy as np
import pytest
import shapely
import vl_convert
from PIL import Image

from geo import boundaries, choropleth, claims, editions, hatching, palettes, regencies, stillmap
from geo.formats import Writer
from geo.indicators import indicator
from geo.model import Period
from tests.making import row, typed

COVERAGE = indicator("coverage_rate")
NAMES = {one.bps: one.name for one in regencies.regencies()}
CODES = list(NAMES)
SVG = "{http://www.w3.org/2000/svg}"


@cache
def shapes(width=260):
    """The real regencies at one width."""
    return stillmap.outlines(boundaries.load_regencies(), width)


def layer(*rows, codes=CODES):
    """A layer of these rows over the real regencies."""
    return choropleth.build(COVERAGE, claims.readings(typed(*rows), COVERAGE, codes))


def words(made, language="id", names=NAMES):
    return stillmap.said(made, Writer(language), names)


def drawn(made, **how):
    """The picture, read as XML, so that it is known to be well formed."""
    return ET.fromstring(stillmap.draw(shapes(), made, words(made), **how))


def region(picture, code):
    return next(one for one in picture.iter(f"{SVG}path") if one.get("data-region") == code)


def squares():
    """Two squares side by side and an islet: a boundary layer that can be drawn in the head."""
    left, right = shapely.box(109, 0, 110, 1), shapely.box(110, 0, 111, 1)
    islet = shapely.box(108.99, 0.5, 108.991, 0.501)
    parts = [shapely.MultiPolygon([left, islet]), right]
    labels = {"label_lon": [109.5, 110.5], "label_lat": [0.5, 0.5]}
    return gpd.GeoDataFrame(labels, geometry=parts, index=["6101", "6102"], crs="EPSG:4326")


def test_fourteen_regions_at_260_px_are_at_most_12_kb_in_all():
    claimed = claims.readings(editions.load().claims, COVERAGE, CODES)
    made = choropleth.build(COVERAGE, claimed)
    picture = stillmap.draw(shapes(), made, words(made), selected="6111")
    assert len(picture.encode()) <= 12_288
    assert set(shapes().paths) == set(CODES)


def test_a_degree_is_as_wide_as_it_is_high():
    made = stillmap.outlines(squares(), 203)
    assert made.points["6102"][0] - made.points["6101"][0] == pytest.approx(
        100 * 200 / 201, abs=0.6
    )
    assert made.height == pytest.approx(102, abs=2)


def test_an_islet_below_a_pixel_is_left_out_and_one_above_it_stays():
    small, large = (stillmap.outlines(squares(), width).paths["6101"] for width in (200, 3000))
    assert (small.count("M"), large.count("M")) == (1, 2)


def test_a_region_that_is_small_itself_is_kept():
    layer = squares()
    layer.loc["6102", "geometry"] = shapely.box(110, 0, 110.001, 0.001)
    assert stillmap.outlines(layer, 200).paths["6102"].startswith("M")


def test_neighbours_share_the_corners_of_their_borders():
    drawn_at = {code: corners(path) for code, path in shapes().paths.items()}
    shared = sum(len(drawn_at[one] & drawn_at[two]) for one, two in combinations(CODES, 2))
    assert shared > 250  # steps that are rounded one by one drift apart and leave 82
    assert not drawn_at["6106"] & drawn_at["6101"]


def corners(path):
    """Corners of a path as they are drawn, in px."""
    found = set()
    for part in filter(None, path.split("M")):
        steps = [float(one) for one in re.findall(r"-?[0-9.]+", part.replace("-", " -"))]
        x = y = 0.0
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            found.add((round(x, 1), round(y, 1)))
    return found


def test_each_region_has_its_class_colour_and_its_words():
    made = layer(row(region_code="6101", value="0.2"), row(region_code="6102", value="0.6"))
    picture = drawn(made)
    assert region(picture, "6101").get("fill") == made.colours[0]
    assert region(picture, "6102").get("fill") == made.colours[5]
    assert region(picture, "6102").find(f"{SVG}title").text == "Bengkayang: 60,00\xa0%, data 2024"
    assert picture.get("role") == "img"
    assert picture.find(f"{SVG}title").text == "Peta: Cakupan kepesertaan aktif, Terbaru"


def test_a_blank_is_hatched_by_lines_and_says_so():
    made = layer(row(region_code="6101"))
    picture = stillmap.draw(shapes(), made, words(made))
    assert picture.count(f'fill="none" stroke="{palettes.HATCH}"') == len(CODES) - 1
    assert shapes().hatches["6110"] in picture
    assert shapes().hatches["6101"] not in picture
    assert "Melawi: tidak ada data" in picture


def test_a_region_with_older_figures_alone_is_hatched_by_broken_lines_and_has_its_own_key():
    rows = typed(row(region_code="6101", period="2024"), row(region_code="6102", period="2021"))
    asked = Period.parse("2024")
    made = choropleth.build(
        COVERAGE, claims.readings(rows, COVERAGE, CODES, period=asked), period=asked
    )
    picture = stillmap.draw(shapes(), made, words(made))
    assert picture.count("stroke-dasharray") == 1
    assert (
        f'd="{shapes().hatches["6102"]}" fill="none" stroke="{palettes.HATCH}" stroke-dash'
        in picture
    )
    patterns = {key.pattern: key.count for key in stillmap.legend(made, Writer("id"))[6:]}
    assert patterns == {"broken": 1, "hatched": 12}


def test_a_chosen_blank_keeps_its_hatch_above_its_fill():
    made = layer(row(region_code="6101"))
    picture = stillmap.draw(shapes(), made, words(made), selected="6110")
    assert picture.index(shapes().paths["6110"]) < picture.index(shapes().hatches["6110"])


def test_what_does_not_apply_is_grey_and_not_hatched():
    made = layer(row(region_code="6101"))
    table = made.table.copy()
    table.loc["6171", "status"] = "not_applicable"
    changed = replace(made, table=table)
    picture = stillmap.draw(shapes(), changed, words(changed))
    assert f'data-region="6171" fill="{palettes.NOT_APPLICABLE}"' in picture
    assert shapes().hatches["6171"] not in picture


def test_an_older_reading_is_outlined_with_dashes():
    picture = drawn(layer(row(region_code="6101", period="2023"), row(region_code="6102")))
    assert region(picture, "6101").get("stroke-dasharray")
    assert not region(picture, "6102").get("stroke-dasharray")


def test_the_chosen_region_is_outlined_above_all_others():
    picture = drawn(layer(row(region_code="6111")), selected="6101")
    assert region(picture, "6101").get("stroke") == stillmap.CHOSEN
    last = [one for one in picture.iter(f"{SVG}path") if one.get("data-region")][-1]
    assert last.get("data-region") == "6101"


def test_a_layer_with_colours_of_its_own_is_drawn_with_them():
    made = layer(row(region_code="6101", value="0.6"))
    change = replace(made, colours=("#111111",) * 5 + ("#abcdef",))
    assert region(drawn(change), "6101").get("fill") == "#abcdef"


@pytest.mark.parametrize("evil", ["<img src=x onerror=alert(1)>", "</title><script>", "a\x00b{}&"])
def test_text_of_the_data_stays_text(evil):
    made = layer(row(region_code="6101"))
    said = words(made, names={**NAMES, "6101": evil})
    picture = stillmap.draw(shapes(), made, said, mark=evil)
    whole = ET.fromstring(picture)
    assert "<img" not in picture
    assert "<script" not in picture
    told = region(whole, "6101").find(f"{SVG}title").text
    assert told.startswith(evil.replace("\x00", ""))


def test_made_up_data_bears_its_mark():
    assert "DATA CONTOH" in "".join(drawn(layer(row()), mark="DATA CONTOH").itertext())


def test_the_legend_counts_the_same_classes_that_colour_the_map():
    made = layer(
        row(region_code="6101", value="0.2"),
        row(region_code="6102", value="0.6", period="2023"),
    )
    keys = stillmap.legend(made, Writer("id"))
    assert [key.colour for key in keys[:6]] == list(made.colours)
    assert [key.count for key in keys] == [1, 0, 0, 0, 0, 1, 1, 12]
    assert [key.pattern for key in keys[6:]] == ["dashed", "hatched"]
    assert keys[-1].label == "tidak ada data"


def test_the_locator_fills_one_region():
    picture = ET.fromstring(stillmap.locator(shapes(), "6111", "Letak Kayong Utara"))
    fills = {one.get("data-region"): one.get("fill") for one in picture.iter(f"{SVG}path")}
    assert [code for code, fill in fills.items() if fill == stillmap.CHOSEN] == ["6111"]
    assert len(fills) == 14


@pytest.mark.parametrize("step", [0.1, 0.5])
def test_hatch_lines_lie_inside_and_rise_to_the_right_on_paper(step):
    shape = shapely.box(0, 0, 1, 2)
    lines = hatching.lines(shape, step, on_paper=True)
    assert len(lines) >= 6
    for (x0, y0), (x1, y1) in lines:
        assert (x1 - x0) * (y1 - y0) > 0 or (x1 - x0) * (y1 - y0) < 0
        assert shape.buffer(1e-9).covers(shapely.LineString([(x0, y0), (x1, y1)]))


def test_drawings_in_one_file_are_found_by_their_names_and_whole():
    one, other = (stillmap.locator(shapes(260), code, code) for code in ("6111", "6171"))
    whole = ET.fromstring(stillmap.bundled({"map-2023": one, "map-2024": other}))
    names = [part.get("id") for part in whole]
    assert names == ["map-2023", "map-2024"]
    assert whole[0].get("viewBox") == ET.fromstring(one).get("viewBox")
    assert len(whole[1].findall(".//{*}path")) == one.count("<path")


def test_a_picture_at_a_glance_shows_the_same_in_a_few_shapes():
    values = {"6101": "0.2", "6102": "0.2", "6103": "0.9"}
    rows = [row(region_code=code, value=value) for code, value in values.items()]
    made = layer(*rows, row(region_code="6104", period="2021"))
    whole = stillmap.draw(shapes(), made, words(made), mark="CONTOH")
    few = stillmap.glance(shapes(), made, "Peta", mark="CONTOH")
    one, other = (
        np.asarray(Image.open(io.BytesIO(vl_convert.svg_to_png(text, scale=2))), int)
        for text in (whole, few)
    )
    assert (abs(one - other).max(axis=2) > 64).mean() < 0.002  # borders were drawn twice
    picture = ET.fromstring(few)
    shown = [path for path in picture.iter(f"{SVG}path") if path.get("fill") != "none"]
    assert len(shown) == len(set(zip(made.letters(), made.old(), strict=True))) == 4
    assert picture.find(f"{SVG}title").text == "Peta"
