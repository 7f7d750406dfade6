"""The layers in `data/boundaries`: what they hold, what was promised of them, how they came."""

import tomllib
from functools import cache
from pathlib import Path

import numpy as np
import pyogrio
import pytest
import shapely
from typer.testing import CliRunner

from geo import __main__ as cli
from geo import boundaries, build, context, generalise, regencies, sources

SOURCES = Path(__file__).parents[3] / "shared" / "boundaries" / "source"
BUILT = {
    ("kepmendagri2025", "regency"): "kepmendagri2025_kalbar_adm2_clean.gpkg",
    ("kepmendagri2025", "district"): "kepmendagri2025_kalbar_adm3_clean.gpkg",
    ("codab2020", "regency"): "codab2020_kalbar_adm2.gpkg",
    ("codab2020", "district"): "codab2020_kalbar_adm3.gpkg",
}
LAYERS = pytest.mark.parametrize(("vintage", "level"), list(BUILT))
needs_sources = pytest.mark.skipif(
    not SOURCES.is_dir(), reason=f"the boundary sources are not at {SOURCES}"
)


@cache
def loaded(vintage, level):
    """The layer, read once."""
    load = {"regency": boundaries.load_regencies, "district": boundaries.load_districts}[level]
    return load(vintage)


def record(vintage, level):
    """What `layer.toml` says of a layer."""
    text = (boundaries.LAYERS / vintage / "layer.toml").read_text("utf-8")
    return tomllib.loads(text)[level]


@LAYERS
def test_every_region_is_there_once_in_the_order_of_its_code(vintage, level):
    layer = loaded(vintage, level)
    places = regencies.places(level)
    assert layer.index.name == f"{level}_code"
    assert list(layer.index) == [place.bps for place in places]
    assert list(layer["dagri_code"]) == [place.dagri for place in places]
    assert layer.crs == "EPSG:4326"


@LAYERS
def test_the_mosaic_is_valid_without_overlap_or_gap(vintage, level):
    layer = loaded(vintage, level)
    assert layer.geometry.is_valid.all()
    assert shapely.coverage_is_valid(np.asarray(layer.geometry.array))
    assert generalise.overlaps(layer) == []
    assert generalise.gaps(layer) == []


@LAYERS
def test_the_layer_is_what_its_record_says(vintage, level):
    layer, said = loaded(vintage, level), record(vintage, level)
    assert shapely.get_num_geometries(layer.geometry.array).sum() == said["parts_after"]
    assert shapely.get_num_coordinates(layer.geometry.array).sum() == said["vertices"]
    assert len(layer) == said["features"]
    assert said["parts_after"] >= said["parts_before"]
    assert said["parts_lost"] == 0


@LAYERS
def test_the_targets_are_met(vintage, level):
    said, target = record(vintage, level), build.TARGETS[level]
    size = generalise.gzipped_size(loaded(vintage, level)[["name", "geometry"]])
    assert size <= target.gz_bytes
    assert size == pytest.approx(said["gz_bytes"], rel=0.02)  # another zlib packs a little better
    assert said["area_change_max"] < target.area_change


@LAYERS
def test_a_label_stands_inside_its_region(vintage, level):
    layer = loaded(vintage, level)
    points = shapely.points(layer["label_lon"], layer["label_lat"])
    assert shapely.contains(np.asarray(layer.geometry.array), points).all()


@pytest.mark.parametrize(
    ("vintage", "limit", "apart"),
    [
        ("kepmendagri2025", 0.004, {"6109": 0.010}),  # 58 km² that Sintang has officially
        ("codab2020", 0.05, {"6111": 0.125, "6171": 0.086, "6172": 0.182}),
    ],
)
def test_areas_differ_from_the_official_ones_by_no_more_than_is_told(vintage, limit, apart):
    layer = loaded(vintage, "regency")
    change = np.abs(generalise.areas_km2(layer) / layer["area_km2"] - 1)
    for code, value in change.items():
        assert value < apart.get(code, limit), code


def test_districts_lie_in_their_regency():
    districts, parents = (loaded("kepmendagri2025", level) for level in ("district", "regency"))
    labels = shapely.points(districts["label_lon"], districts["label_lat"])
    homes = np.asarray(parents.loc[districts["parent"]].geometry.array)
    assert shapely.contains(homes, labels).all()


@pytest.mark.parametrize("vintage", boundaries.VINTAGES)
def test_licence_and_attribution_lie_beside_the_shapes(vintage):
    folder, chosen = boundaries.LAYERS / vintage, boundaries.vintage_of(vintage)
    assert chosen.licence.split(" 3.0")[0] in (folder / "LICENCE.txt").read_text("utf-8")
    assert chosen.attribution in (folder / "ATTRIBUTION.txt").read_text("utf-8")
    said = tomllib.loads((folder / "layer.toml").read_text("utf-8"))
    assert (said["attribution"], said["licence"]) == (chosen.attribution, chosen.licence)


@pytest.mark.parametrize("path", sorted(boundaries.LAYERS.rglob("*.shp")), ids=lambda p: p.stem)
def test_every_shapefile_is_whole_and_says_its_encoding_and_crs(path):
    assert all(path.with_suffix(end).is_file() for end in (".shx", ".dbf", ".prj"))
    assert path.with_suffix(".cpg").read_text().strip() == "UTF-8"
    table = pyogrio.read_dataframe(path)
    assert table.crs == "EPSG:4326"
    assert all(len(column) <= 10 and column.isascii() for column in table.columns)


def test_the_shapefile_carries_both_codes_and_the_official_facts():
    table = pyogrio.read_dataframe(boundaries.LAYERS / "kepmendagri2025" / "regencies.shp")
    melawi = table.set_index("BPS_CODE").loc["6110"]
    assert melawi[["DAGRI_CODE", "NAME", "NAME_FULL", "KIND", "CAPITAL"]].tolist() == [
        "61.10",
        "Melawi",
        "Kabupaten Melawi",
        "kabupaten",
        "Nanga Pinoh",
    ]
    assert melawi["AREA_KM2"] == pytest.approx(10_122.513)


def test_the_context_is_small_and_valid():
    layers = boundaries.load_context()
    assert set(layers) == {"sea", "land", "kapuas", "neighbours"}
    assert all(layer.geometry.is_valid.all() for layer in layers.values())
    assert sum(generalise.gzipped_size(layer) for layer in layers.values()) <= build.CONTEXT_BYTES
    assert {"Sarawak", "Kalimantan Tengah", "Kalimantan Timur"} <= set(layers["land"]["name"])
    assert {"Kalimantan Selatan", "Kalimantan Utara", "Sabah"} <= set(layers["land"]["name"])
    assert list(layers["neighbours"].columns) == ["name", "name_en", "kind", "geometry"]


def test_sea_land_and_province_fill_the_window_in_either_vintage():
    layers = boundaries.load_context()
    around = [*layers["sea"].geometry, *layers["land"].geometry]
    for vintage in boundaries.VINTAGES:
        covered = shapely.union_all([*around, *loaded(vintage, "regency").geometry])
        assert context.WINDOW.difference(covered).area < 0.01  # of 140 square degrees


def test_the_background_reaches_past_a_wide_screen():
    west, south, east, north = loaded("kepmendagri2025", "regency").total_bounds
    edges = context.WINDOW.bounds
    assert edges[0] < west - (east - west) / 2  # a screen twice as wide as the province
    assert edges[2] > east + (east - west) / 2
    assert edges[1] < south
    assert edges[3] > north


def test_brunei_is_land_though_no_state_of_the_source_is_called_so():
    land = boundaries.load_context()["land"].set_index("name").geometry
    assert land["Brunei Darussalam"].contains(shapely.Point(114.8, 4.6))
    assert not land["Sarawak"].contains(shapely.Point(114.8, 4.6))


def test_the_names_around_stand_where_they_belong():
    context = boundaries.load_context()
    sea, land = (shapely.union_all(np.asarray(context[key].geometry)) for key in ("sea", "land"))
    province = loaded("kepmendagri2025", "regency").geometry.union_all()
    for kind, point in zip(
        context["neighbours"]["kind"], context["neighbours"].geometry, strict=True
    ):
        assert (sea if kind == "sea" else land).contains(point)
        assert not province.contains(point)


def test_the_kapuas_runs_through_the_province():
    river = boundaries.load_context()["kapuas"].geometry.iloc[0]
    province = loaded("kepmendagri2025", "regency").geometry.union_all()
    assert river.intersection(province).length > 0.9 * river.length
    assert province.bounds[0] < river.bounds[0]


@needs_sources
@LAYERS
def test_building_from_the_source_gives_the_same_bytes(vintage, level, tmp_path):
    source = SOURCES / BUILT[vintage, level]
    assert build.sha256(source) == record(vintage, level)["sha256"]
    result = CliRunner().invoke(
        cli.app, ["boundaries", str(source), "--vintage", vintage, "--out", str(tmp_path)]
    )
    assert result.exit_code == 0, result.output
    stem = Path(boundaries.FILES[level]).stem
    for part in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
        built = (tmp_path / vintage / f"{stem}{part}").read_bytes()
        assert built == (boundaries.LAYERS / vintage / f"{stem}{part}").read_bytes(), part


@needs_sources
def test_building_the_context_gives_the_same_bytes(tmp_path):
    for vintage in boundaries.VINTAGES:
        (tmp_path / vintage).symlink_to(boundaries.LAYERS / vintage)
    source = SOURCES / "context_naturalearth10m.gpkg"
    result = CliRunner().invoke(
        cli.app, ["boundaries", str(source), "--level", "context", "--out", str(tmp_path)]
    )
    assert result.exit_code == 0, result.output
    for built in (tmp_path / "context").iterdir():
        assert built.read_bytes() == (boundaries.LAYERS / "context" / built.name).read_bytes()


@needs_sources
@pytest.mark.parametrize(("vintage", "level"), [("codab2020", "regency")])
def test_every_island_of_the_source_has_one_in_the_layer(vintage, level):
    source = boundaries.conformed(sources.read_source(SOURCES / BUILT[vintage, level]), level)
    assert generalise.parts_lost(source, loaded(vintage, level)) == 0
