"""The web map: geometry once, then little; nothing that came with the data runs."""

import gzip
import json
from functools import cache

import numpy as np
import pytest
import shapely

from geo import boundaries, choropleth, claims, editions, leaflet, mapfiles, regencies, sample
from geo.formats import Writer
from geo.indicators import CATALOGUE, indicator
from tests.making import row, typed

EVIL = "<img src=x onerror=alert(1)></script>'\"&"
CODES = [regency.bps for regency in regencies.regencies()]
NAMES = {regency.bps: regency.name for regency in regencies.regencies()}
VINTAGE = pytest.mark.parametrize("vintage", list(boundaries.VINTAGES))
COVERAGE = indicator("coverage_rate")


@cache
def regions(vintage):
    """The layer, read once."""
    return boundaries.load_regencies(vintage)


@cache
def geometry(vintage="kepmendagri2025"):
    """The file that the browser fetches once."""
    return mapfiles.geometry_asset(regions(vintage))


def layer(table, what=COVERAGE):
    """A layer of the fourteen."""
    return choropleth.build(what, claims.readings(table, what, CODES))


def scripts(drawn):
    """What an element sends as script."""
    found = [child._template.module.script(child, {}) for child in drawn._children.values()]
    return "".join(found)


def painted(made, **more):
    """The script of a paint order."""
    given = {"table": "../t.json", "selected": None} | more
    table = given.pop("table")
    order = leaflet.order(made, Writer("id"), table=table, look=leaflet.Look(**given))
    return scripts(leaflet.paint(order))


@VINTAGE
def test_geometry_and_hatch_weigh_at_most_60_kb_gzipped(vintage):
    assert len(gzip.compress(geometry(vintage).content, 9)) <= 60_000


def test_the_name_of_a_file_holds_the_hash_of_its_content():
    one, two = (mapfiles.Asset.of_json("x", value) for value in ({"a": 1}, {"a": 2}))
    assert one.name != two.name
    assert one == mapfiles.Asset.of_json("x", {"a": 1})
    assert one.name.startswith("x-")
    assert one.name.endswith(".json")


def test_the_two_vintages_are_two_files():
    assert len({geometry(vintage).name for vintage in boundaries.VINTAGES}) == 2


@VINTAGE
def test_every_region_has_shape_hatch_and_label(vintage):
    content = json.loads(geometry(vintage).content)
    codes = [one["properties"]["code"] for one in content["regions"]["features"]]
    assert codes == list(content["hatch"]) == list(content["points"]) == CODES
    shapes = [shapely.geometry.shape(one["geometry"]) for one in content["regions"]["features"]]
    for shape, (lat, lon) in zip(shapes, content["points"].values(), strict=True):
        assert shape.contains(shapely.Point(lon, lat))


@VINTAGE
def test_hatch_lines_stay_inside_their_shape_and_six_at_least_cross_it(vintage):
    for shape in regions(vintage).geometry:
        lines = mapfiles.hatch_lines(shape)
        assert len(lines) >= 6
        drawn = shapely.MultiLineString([[(x, y) for y, x in line] for line in lines])
        assert shape.buffer(0.002).contains(drawn)  # coordinates have three decimals
        gap = max(1 / 3, shape.area)
        assert shape.difference(drawn.buffer(mapfiles.HATCH_DEGREES)).area < gap / 10


def test_a_square_is_hatched_by_slanting_lines():
    for (south, west), (north, east) in mapfiles.hatch_lines(shapely.box(109, 0, 110, 1)):
        assert east - west == pytest.approx(north - south, abs=0.002)


def test_names_around_are_in_both_languages():
    content = json.loads(mapfiles.context_asset(boundaries.load_context()).content)
    assert {"id": "Laut Jawa", "en": "Java Sea"}.items() <= next(
        place for place in content["names"] if place["id"] == "Laut Jawa"
    ).items()
    assert content["land"]["features"]


def test_a_paint_order_is_a_class_for_each_region_and_little_else():
    text = painted(layer(editions.load().claims), selected="6111")
    assert text.startswith("Peta.paint(")
    assert len(text) < 1_500
    order = json.loads(text.removeprefix("Peta.paint(").removesuffix(");"))
    assert len(order["classes"]) == 14
    assert order["selected"] == "6111"
    assert len(order["colours"]) == len(order["inks"]) == 6
    assert order["watermark"] == ""


def test_what_was_made_up_says_so_across_the_map():
    made = layer(sample.edition(tuple(CODES)).claims)
    assert '"DATA CONTOH"' in painted(made, watermark=sample.MARK)


@pytest.mark.parametrize("change", [{"selected": "6111"}, {"table": "../u"}])
def test_a_change_has_a_stamp_of_its_own_and_no_change_has_none(change):
    made = layer(editions.load().claims)
    stamp = [json.loads(painted(made, **how)[11:-2])["stamp"] for how in ({}, {}, change)]
    assert stamp[0] == stamp[1] != stamp[2]


def test_text_of_the_data_cannot_leave_the_script_it_travels_in():
    text = painted(layer(editions.load().claims), table=EVIL)
    assert "<" not in text
    assert "\\u003cimg" in text
    assert json.loads(text[11:-2])["table"] == EVIL


def test_text_of_the_data_travels_to_the_map_as_data_alone():
    table = typed(row(publisher=EVIL, speaker=EVIL, source_title=EVIL))
    names = dict.fromkeys(CODES, EVIL)
    asset = mapfiles.table_asset([layer(table)], Writer("id"), names)
    content = json.loads(asset.content)  # a file of its own, never part of a page
    assert content["names"][0] == EVIL
    assert EVIL in content["sources"][0]
    assert EVIL not in painted(layer(table))


def test_the_script_of_the_map_never_takes_text_for_markup():
    script = (mapfiles.ASSETS / "peta.js").read_text("utf-8")
    for door in ("insertAdjacentHTML", "outerHTML", "document.write", "eval(", "bindPopup("):
        assert door not in script
    lines = [line for line in script.splitlines() if "innerHTML" in line]
    assert all("escaped" in line for line in lines)


@pytest.mark.parametrize("one", CATALOGUE, ids=lambda one: one.key)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_indicator_makes_a_table_for_the_maps_own_control(one, language):
    table = editions.load().claims
    asked = [*reversed(claims.periods_of(table, one, CODES)), None]
    read = claims.readings_by_period(table, one, CODES, asked)
    layers = [choropleth.build(one, found, period=when) for when, found in read.items()]
    content = json.loads(mapfiles.table_asset(layers, Writer(language), NAMES).content)
    assert [entry["key"] for entry in content["periods"]][-1] == "latest"
    for entry in content["periods"]:
        assert {len(entry[key]) for key in ("classes", "flags", "values", "labels", "notes")} == {
            14
        }
        for letter, text, source in zip(
            entry["classes"], entry["values"], entry["sources"], strict=True
        ):
            assert text
            assert letter.isdigit() == (source >= 0)


def test_circles_are_as_large_in_area_as_their_value():
    what = indicator("villages")
    table = typed(
        *(
            row(indicator="villages", unit="villages", family="standard", region_code=code, value=n)
            for code, n in (("6101", 400), ("6102", 100), ("6103", 0))
        )
    )
    content = json.loads(mapfiles.table_asset([layer(table, what)], Writer("id"), NAMES).content)
    assert content["periods"][0]["sizes"][:3] == [1.0, 0.5, 0.0]


def test_coordinates_have_four_decimals():
    content = json.loads(geometry().content)
    shapes = [shapely.geometry.shape(one["geometry"]) for one in content["regions"]["features"]]
    xy = shapely.get_coordinates(shapes)
    assert np.array_equal(xy, np.round(xy, 4))


def test_leaflet_and_our_own_script_come_from_files_of_ours():
    fixed = mapfiles.fixed_assets()
    assert [asset.name.split("-")[0] for asset in fixed["scripts"]] == ["leaflet", "peta"]
    assert all(b"http" not in asset.content[:200] or asset.content for asset in fixed["styles"])
