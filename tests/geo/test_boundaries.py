"""Files of boundaries, good and bad, made of squares; and squares generalised."""

import shutil
import zipfile
from pathlib import Path

import geopandas as gpd
import geopandas.testing
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from geo import __main__ as cli
from geo import boundaries, build, generalise, regencies, sources
from geo.boundaries import BoundaryFaultsError

SIDE = 0.1


def squares(level="regency", **columns):
    """All regions as unit squares in rows of seven, codes and names right."""
    places = regencies.places(level)
    shapes = [
        shapely.box(*(SIDE * np.array([k % 7, k // 7, k % 7 + 1, k // 7 + 1]) + [109, 0] * 2))
        for k in range(len(places))
    ]
    data = {
        "bps_code": [place.bps for place in places],
        "kemendagri_code": [place.dagri for place in places],
        "name": [place.name for place in places],
    }
    data = {key: value for key, value in (data | columns).items() if value is not None}
    return gpd.GeoDataFrame(data, geometry=shapes, crs=4326)


def faults(layer, level="regency"):
    """The sentences with which a layer is refused."""
    with pytest.raises(BoundaryFaultsError) as caught:
        boundaries.check_regencies(layer, level)
    return [fault.spoken("id") for fault in caught.value.faults]


def moved(layer, row, shape):
    """The layer with another shape in one row."""
    shapes = list(layer.geometry)
    shapes[row] = shape
    return layer.set_geometry(gpd.GeoSeries(shapes, crs=layer.crs))


# -- what a layer must hold ------------------------------------------------------------


@pytest.mark.parametrize("level", ["regency", "district"])
def test_a_sound_layer_passes_and_is_put_in_the_order_of_the_codes(level):
    backwards = squares(level).iloc[::-1]
    layer = boundaries.conformed(backwards, level)
    assert list(layer.index) == [place.bps for place in regencies.places(level)]
    assert layer.geometry.iloc[0].equals(squares(level).geometry.iloc[0])


@pytest.mark.parametrize("columns", [{"bps_code": None}, {"kemendagri_code": None}])
def test_one_code_column_is_enough(columns):
    assert len(boundaries.conformed(squares(**columns))) == 14


@pytest.mark.parametrize("name", ["NAME_2", "WADMKK", "Nama"])
def test_names_alone_are_enough_under_their_usual_columns(name):
    layer = squares(bps_code=None, kemendagri_code=None, name=None)
    layer[name] = [regency.name_full.upper() for regency in regencies.regencies()]
    assert list(boundaries.conformed(layer)["name"]) == [r.name for r in regencies.regencies()]


def test_codes_that_came_as_numbers_are_read_as_text():
    numbers = squares(bps_code=[float(r.bps) for r in regencies.regencies()])
    assert list(boundaries.conformed(numbers).index)[1] == "6102"


def test_pcodes_of_ocha_are_bps_codes():
    layer = squares(bps_code=None, kemendagri_code=None, name=None)
    layer["ADM2_PCODE"] = [f"ID{regency.bps}" for regency in regencies.regencies()]
    assert boundaries.conformed(layer).loc["6102", "name"] == "Bengkayang"


def test_a_bare_kode_column_names_no_system_and_is_not_guessed():
    layer = squares(bps_code=None, kemendagri_code=None, name=None)
    layer["kode"] = [regency.bps for regency in regencies.regencies()]
    assert "Tidak ada kolom" in faults(layer)[0]


def test_a_missing_regency_is_named():
    assert any("Melawi" in fault and "tidak ada" in fault for fault in faults(squares().drop(9)))


def test_a_doubled_regency_is_named_and_so_is_the_one_it_ousts():
    layer = squares()
    layer.loc[3, ["bps_code", "kemendagri_code", "name"]] = list(layer.loc[4])[:3]
    found = faults(layer)
    assert "Sanggau muncul 2 kali." in found
    assert any("Mempawah" in fault and "tidak ada" in fault for fault in found)


def test_an_unknown_code_is_named_with_its_feature():
    layer = squares(kemendagri_code=None, name=None)
    layer.loc[0, "bps_code"] = "6199"
    assert "Fitur 1: kode BPS “6199” tidak dikenal." in faults(layer)


def test_bps_codes_in_the_kemendagri_column_are_seen_by_the_names():
    codes = [f"{r.bps[:2]}.{r.bps[2:]}" for r in regencies.regencies()]
    found = faults(squares(bps_code=None, kemendagri_code=codes))
    assert sum("angka yang sama" in fault for fault in found) == 7


def test_a_name_that_contradicts_its_code_is_a_fault():
    layer = squares()
    layer.loc[0, "name"] = "Ketapang"
    assert any(fault.startswith("Fitur 1: kode BPS 6101 = Sambas") for fault in faults(layer))


def test_a_bow_tie_is_refused_with_the_place():
    bow = shapely.Polygon([(109, 0), (109.1, 0.1), (109.1, 0), (109, 0.1)])
    assert any("Self-intersection[109.05" in fault for fault in faults(moved(squares(), 0, bow)))


@pytest.mark.parametrize("shape", [None, shapely.Polygon()])
def test_a_feature_without_a_shape_is_refused(shape):
    assert "Fitur 1 tidak punya bentuk." in faults(moved(squares(), 0, shape))


def test_an_overlap_is_refused_with_the_pair_and_its_area():
    wide = shapely.box(109, 0, 109.15, 0.1)
    found = [f for f in faults(moved(squares(), 0, wide)) if "tumpang tindih" in f]
    assert len(found) == 1
    assert found[0].startswith("Fitur 1 dan 2 tumpang tindih 61,")  # half of 11.1 × 11.1 km


def test_a_gap_is_refused_with_its_place_and_area():
    holed = squares().geometry[1].difference(shapely.box(109.13, 0.04, 109.17, 0.06))
    assert any(fault.startswith("Celah 9,8") for fault in faults(moved(squares(), 1, holed)))


def test_an_overlap_smaller_than_a_cell_of_the_grid_is_let_pass():
    thin, thick = (shapely.box(109, 0, 109.1 + width, 0.1) for width in (5e-8, 5e-7))
    boundaries.check_regencies(moved(squares(), 0, thin))  # 5.6 mm × 11 km = 0.00006 km²
    assert "0,0006 km²" in faults(moved(squares(), 0, thick))[0]


def test_all_faults_come_at_once():
    layer = moved(squares().drop(9), 0, shapely.box(109, 0, 109.15, 0.1))
    layer.loc[5, "name"] = "Landak"
    assert len(faults(layer)) >= 3


def test_the_shapes_of_a_checked_layer_are_left_as_they_were():
    layer = squares()
    before = layer.copy()
    boundaries.check_regencies(layer)
    geopandas.testing.assert_geodataframe_equal(layer, before)


# -- what a file must be ---------------------------------------------------------------


def shapefile(folder, layer=None):
    """The squares as a shapefile."""
    path = folder / "batas.shp"
    layer = squares() if layer is None else layer
    layer.rename(columns={"kemendagri_code": "kemendagri"}).to_file(path)  # ten letters at most
    return path


def zipped(folder, *members):
    """A zip with these (name, bytes)."""
    path = folder / "batas.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("name", ["a.shp", "a.gpkg", "a.geojson"])
def test_the_usual_formats_are_read(tmp_path, name):
    squares(kemendagri_code=None).to_file(tmp_path / name)
    assert len(sources.read_source(tmp_path / name)) == 14


def test_a_zip_with_folders_and_shadow_files_is_read(tmp_path):
    path = shapefile(tmp_path)
    parts = [(f"data/{file.name}", file.read_bytes()) for file in path.parent.glob("batas.*")]
    archive = zipped(tmp_path, *parts, ("__MACOSX/data/._batas.shp", b"shadow"))
    boundaries.check_regencies(sources.read_source(archive))


def test_another_crs_is_transformed(tmp_path):
    path = shapefile(tmp_path, squares().to_crs(32749))
    read = sources.read_source(path)
    assert read.crs == "EPSG:4326"
    assert read.total_bounds == pytest.approx([109, 0, 109.7, 0.2], abs=1e-6)


def test_the_third_dimension_is_dropped(tmp_path):
    layer = squares()
    layer.set_geometry(shapely.force_3d(layer.geometry.values, 5.0)).to_file(tmp_path / "a.gpkg")
    assert not sources.read_source(tmp_path / "a.gpkg").geometry.has_z.any()


@pytest.mark.parametrize("part", [".shx", ".dbf", ".prj"])
def test_a_shapefile_without_one_of_its_parts_names_it(tmp_path, part):
    path = shapefile(tmp_path)
    path.with_suffix(part).unlink()
    with pytest.raises(sources.MissingCompanionError, match=part):
        sources.read_source(path)


def test_a_zipped_shapefile_without_its_prj_names_it(tmp_path):
    path = shapefile(tmp_path)
    path.with_suffix(".prj").unlink()
    archive = zipped(tmp_path, *((file.name, file.read_bytes()) for file in tmp_path.glob("*.*")))
    with pytest.raises(sources.MissingCompanionError, match=r"\.prj"):
        sources.read_source(archive)


def test_a_missing_file_is_said(tmp_path):
    with pytest.raises(sources.MissingSourceError, match=r"tiada\.shp"):
        sources.read_source(tmp_path / "tiada.shp")


@pytest.mark.parametrize("name", ["a.shp", "a.gpkg", "a.geojson", "a.zip", "a.xlsx"])
def test_rubbish_is_unreadable_whatever_its_name(tmp_path, name):
    (tmp_path / name).write_bytes(b"not a map at all")
    for part in (".shx", ".dbf", ".prj"):
        (tmp_path / f"a{part}").write_bytes(b"rubbish")
    with pytest.raises(sources.UnreadableSourceError):
        sources.read_source(tmp_path / name)


def test_a_layer_without_a_crs_is_refused(tmp_path):
    with pytest.warns(UserWarning, match="crs"):
        squares().set_crs(None, allow_override=True).to_file(tmp_path / "a.gpkg")
    with pytest.raises(sources.UnknownCrsError):
        sources.read_source(tmp_path / "a.gpkg")


def test_a_local_crs_is_refused(tmp_path):
    path = shapefile(tmp_path)
    path.with_suffix(".prj").write_text('LOCAL_CS["setempat",UNIT["metre",1]]')
    with pytest.raises(sources.UnknownCrsError):
        sources.read_source(path)


def test_a_prj_that_is_not_wkt_is_refused(tmp_path):
    path = shapefile(tmp_path)
    path.with_suffix(".prj").write_text("entah apa")
    with pytest.raises(sources.UnknownCrsError):
        sources.read_source(path)


def test_metres_that_claim_to_be_degrees_are_refused(tmp_path):
    metres = squares().to_crs(32749).set_crs(4326, allow_override=True)
    with pytest.raises(sources.WrongCoordinatesError, match="di luar bujur"):
        sources.read_source(shapefile(tmp_path, metres))


def test_latitude_before_longitude_is_refused(tmp_path):
    swapped = squares()
    swapped = swapped.set_geometry(shapely.transform(swapped.geometry, lambda xy: xy[:, ::-1]))
    with pytest.raises(sources.WrongCoordinatesError):
        sources.read_source(shapefile(tmp_path, swapped))


@pytest.mark.parametrize("shift", [-300, 100])
def test_longitudes_beyond_the_globe_are_refused(tmp_path, shift):
    layer = squares()
    far = layer.set_geometry(layer.translate(xoff=shift))
    with pytest.raises(sources.WrongCoordinatesError):
        sources.read_source(shapefile(tmp_path, far))


def test_an_empty_file_is_refused(tmp_path):
    squares().iloc[:0].to_file(tmp_path / "a.gpkg")
    with pytest.raises(sources.EmptySourceError):
        sources.read_source(tmp_path / "a.gpkg")


def test_lines_are_no_regions(tmp_path):
    layer = squares()
    layer.set_geometry(layer.boundary).to_file(tmp_path / "a.gpkg")
    with pytest.raises(sources.NotPolygonsError, match="LineString"):
        sources.read_source(tmp_path / "a.gpkg")


def test_a_geopackage_with_two_layers_is_not_guessed_at(tmp_path):
    squares().to_file(tmp_path / "a.gpkg", layer="satu")
    squares().to_file(tmp_path / "a.gpkg", layer="dua")
    with pytest.raises(sources.ManyLayersError, match="satu, dua"):
        sources.read_source(tmp_path / "a.gpkg")


@pytest.mark.parametrize("name", ["../a.geojson", "/a.geojson", "C:\\a.geojson", "x\\..\\a.json"])
def test_a_zip_that_points_outside_itself_is_refused(tmp_path, name):
    with pytest.raises(sources.UnsafeArchiveError):
        sources.read_source(zipped(tmp_path, (name, squares().to_json())))


def test_a_zip_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(sources, "MAX_BYTES", 1000)
    with pytest.raises(sources.UnsafeArchiveError, match="MB"):
        sources.read_source(zipped(tmp_path, ("a.geojson", " " * 1001)))


def test_a_zip_with_too_many_members_is_refused(tmp_path):
    members = [(f"{k}.txt", b"") for k in range(sources.MAX_MEMBERS + 1)]
    with pytest.raises(sources.UnsafeArchiveError):
        sources.read_source(zipped(tmp_path, *members))


# -- what generalising keeps -----------------------------------------------------------


def wavy(tolerance=0.0, *, islands=()):
    """Two neighbours whose common border is a wave of a thousand vertices."""
    y = np.linspace(0, 1, 1000)
    wave = list(zip(109.5 + 0.05 * np.sin(y * 20), y, strict=True))
    west = shapely.Polygon([*wave, (109, 1), (109, 0)])
    east = shapely.Polygon([*wave[::-1], (110, 0), (110, 1)])
    shapes = [shapely.MultiPolygon([west, *islands]), shapely.MultiPolygon([east])]
    return gpd.GeoDataFrame({"name": ["barat", "timur"]}, geometry=shapes, crs=4326)


@settings(deadline=None, derandomize=True, max_examples=25)
@given(tolerance=st.floats(0.001, 0.03))
def test_neighbours_still_touch_at_any_tolerance(tolerance):
    before = wavy()
    quality = generalise.measured(before, generalise.generalise(before, tolerance))
    assert (quality.invalid, quality.overlap_km2, quality.gaps) == (0, 0, 0)
    assert quality.vertices < 1000


def test_a_border_simplified_on_each_side_alone_would_not_pass():
    before = wavy()
    alone = before.set_geometry(
        [before.geometry[0].simplify(0.001), before.geometry[1].simplify(0.03)], crs=4326
    )
    assert generalise.overlaps(alone)


def test_an_island_smaller_than_the_grid_becomes_one_cell():
    speck = shapely.Polygon([(108.00001, 0.00001), (108.00003, 0.00001), (108.00002, 0.00003)])
    before = wavy(islands=[speck])
    after = generalise.generalise(before, 0.01)
    quality = generalise.measured(before, after)
    assert (quality.parts_before, quality.parts_after, quality.parts_lost) == (3, 3, 0)
    assert min(part.area for part in after.geometry[0].geoms) == pytest.approx(1e-8)


def test_a_lost_island_is_counted():
    before = wavy(islands=[shapely.box(108, 0, 108.1, 0.1)])
    quality = generalise.measured(before, generalise.generalise(wavy(), 0.01))
    assert quality.parts_lost == 1
    target = generalise.Target(area_change=1, gz_bytes=10**9)
    assert [m.spoken("id") for m in target.missed(quality)] == ["1 pulau atau bagian hilang."]


def test_coordinates_have_four_decimals_and_the_source_stays_as_it_was():
    before = wavy()
    kept = before.copy()
    after = generalise.generalise(before, 0.01)
    xy = shapely.get_coordinates(after.geometry.values)
    assert np.array_equal(xy, np.round(xy, 4))
    geopandas.testing.assert_geodataframe_equal(before, kept)


def test_areas_are_measured_in_an_equal_area_projection():
    cell = gpd.GeoDataFrame(geometry=[shapely.box(111, 0, 111.01, 0.01)], crs=4326)
    assert generalise.areas_km2(cell) == pytest.approx([1.2309], abs=1e-3)  # 1.1132 × 1.1057 km


def test_a_label_stands_in_the_largest_part():
    layer = wavy(islands=[shapely.box(105, 0, 105.1, 0.1)])
    for (lon, lat), shape in zip(generalise.label_points(layer), layer.geometry, strict=True):
        assert shape.contains(shapely.Point(lon, lat))
        assert lon > 109


@pytest.mark.parametrize(
    ("change", "size", "count"), [(0.001, 10, 0), (0.005, 10, 1), (0.001, 99, 1), (0.005, 99, 2)]
)
def test_each_missed_target_has_its_sentence(change, size, count):
    quality = generalise.Quality(
        features=1,
        vertices=4,
        parts_before=1,
        parts_after=1,
        parts_lost=0,
        invalid=0,
        overlap_km2=0.0,
        gaps=0,
        gap_km2=0.0,
        area_change_max=change,
        area_change_p95=0.0,
        gz_bytes=size,
    )
    assert len(generalise.Target(area_change=0.003, gz_bytes=50).missed(quality)) == count


# -- the command -----------------------------------------------------------------------


def run(*arguments):
    """The command's result."""
    return CliRunner().invoke(cli.app, ["boundaries", *map(str, arguments)])


def test_the_command_writes_a_layer_that_loads(tmp_path):
    result = run(shapefile(tmp_path), "--out", tmp_path / "out")
    assert result.exit_code == 0, result.output
    layer = boundaries.load_regencies(layers=tmp_path / "out")
    assert list(layer["name"]) == [regency.name for regency in regencies.regencies()]
    assert layer.loc["6110", ["dagri_code", "area_km2"]].tolist() == ["61.10", 10122.513]
    label = shapely.Point(layer.loc["6110", ["label_lon", "label_lat"]])
    assert layer.loc["6110", "geometry"].contains(label)


def test_the_level_is_seen_from_the_file(tmp_path):
    squares("district").to_file(tmp_path / "a.gpkg")
    assert run(tmp_path / "a.gpkg", "--out", tmp_path / "out").exit_code == 0
    assert len(boundaries.load_districts(layers=tmp_path / "out")) == 174


def test_a_refused_file_leaves_everything_as_it_was(tmp_path):
    out = tmp_path / "out"
    run(shapefile(tmp_path), "--out", out)
    before = {file: file.read_bytes() for file in out.rglob("*") if file.is_file()}
    squares().drop(9).to_file(tmp_path / "bad.gpkg")
    result = run(tmp_path / "bad.gpkg", "--out", out)
    assert result.exit_code == 1
    assert "Melawi" in result.output
    assert {file: file.read_bytes() for file in out.rglob("*") if file.is_file()} == before


def test_a_layer_that_misses_its_target_is_not_written(tmp_path, monkeypatch):
    strict = {"regency": generalise.Target(area_change=0.003, gz_bytes=10)}
    monkeypatch.setattr(build, "TARGETS", strict)
    result = run(shapefile(tmp_path), "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "batasnya 10 byte" in result.output
    assert not (tmp_path / "out").exists()


def test_a_write_that_dies_halfway_leaves_the_old_folder(tmp_path):
    folder = tmp_path / "batas"
    folder.mkdir()
    (folder / "lama.txt").write_text("lama")

    def half() -> None:
        with build.staged(folder) as work:
            (work / "lama.txt").write_text("baru")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        half()
    assert (folder / "lama.txt").read_text() == "lama"
    assert [path.name for path in tmp_path.iterdir()] == ["batas"]


def test_a_folder_that_cannot_take_its_place_gives_it_back_to_the_old_one(tmp_path, monkeypatch):
    folder = tmp_path / "batas"
    folder.mkdir()
    (folder / "lama.txt").write_text("lama")
    replace = Path.replace

    def fail(self, target):
        if self.name == "new":
            raise OSError("disk")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk"), build.staged(folder) as work:
        (work / "lama.txt").write_text("baru")
    assert (folder / "lama.txt").read_text() == "lama"


def test_an_unknown_vintage_is_refused_with_the_known_ones(tmp_path):
    result = run(shapefile(tmp_path), "--vintage", "1999", "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "kepmendagri2025" in result.output


def test_a_vintage_without_files_is_said(tmp_path):
    with pytest.raises(sources.MissingSourceError):
        boundaries.load_regencies(layers=tmp_path)


def test_the_same_layer_gives_the_same_bytes(tmp_path):
    layer = boundaries.conformed(squares())
    for name in ("a", "b"):
        boundaries.write(layer, "regency", tmp_path / f"{name}.shp")
    for part in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
        one, two = ((tmp_path / f"{name}{part}").read_bytes() for name in "ab")
        assert one == two
    assert (tmp_path / "a.dbf").read_bytes()[1:4] == bytes([126, 11, 22])  # 2026-11-22


def test_a_vintage_on_disk_is_checked_when_it_is_loaded(tmp_path):
    folder = tmp_path / "kepmendagri2025"
    shutil.copytree(boundaries.LAYERS / "kepmendagri2025", folder)
    gpd.read_file(folder / "regencies.shp").iloc[1:].to_file(folder / "regencies.shp")
    with pytest.raises(BoundaryFaultsError, match="1 kesalahan"):
        boundaries.load_regencies(layers=tmp_path)
