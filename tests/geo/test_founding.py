"""A deployment made of a boundary file: three squares named like a province that is none."""

import csv
import tomllib
from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from typer.testing import CliRunner

from geo import __main__ as cli
from geo import deployment, editions, enrolment, founding, generalise, nation, repair
from geo.boundaries import BoundaryFaultsError
from geo.founding import UnusablePlanError

TODAY = date(2026, 11, 22)


def squares(**columns):
    """Three neighbours of a made-up province 99, and one of another province."""
    shapes = [shapely.box(120 + n / 10, -9, 120.1 + n / 10, -8.9) for n in range(3)]
    data = {
        "bps_code": ["9901", "9902", "9971", "9801"],
        "kemendagri_code": ["99.02", "99.01", "99.71", "98.01"],
        "name": ["Ujung Timur", "Kab. Ujung Barat", "KOTA UJUNG", "Lain"],
    }
    data = {key: value for key, value in (data | columns).items() if value is not None}
    return gpd.GeoDataFrame(data, geometry=[*shapes, shapely.box(0, 0, 1, 1)], crs=4326)


def plan(tmp_path, layer=None, **other):
    source = tmp_path / "ujung.gpkg"
    (squares() if layer is None else layer).to_file(source)
    asked = {
        "source": source,
        "folder": tmp_path / "baru",
        "province": "99",
        "name": "Ujung",
        "vintage": "batas",
        "attribution": "",
        "licence": "",
        "system": None,
        "mend": False,
        "tolerance": None,
        "today": TODAY,
    }
    return founding.Plan(**(asked | other))


def refused(tmp_path, layer, **other):
    """The sentences with which a file is refused; nothing is written."""
    asked = plan(tmp_path, layer, **other)
    with pytest.raises(BoundaryFaultsError) as caught:
        founding.found(asked, "id")
    assert not asked.folder.exists()
    return [fault.spoken("id") for fault in caught.value.faults]


def test_the_folder_holds_all_that_a_deployment_needs(tmp_path):
    asked = plan(tmp_path)
    founding.found(asked, "id")
    found = deployment.read(asked.folder / "deployment.toml")
    assert (found.code, found.name, found.product) == ("99", "Ujung", "Peta Cakupan Ujung")
    assert (asked.folder / "boundaries" / "batas" / "regencies.shp").is_file()
    edition = editions.load(asked.folder / "editions")
    assert (edition.name, len(edition.claims)) == ("2026-11-22.1", 0)
    assert (
        list(tmp_path.iterdir()) == [asked.source, asked.folder]
        or len(list(tmp_path.iterdir())) == 2
    )


def test_the_reference_table_says_what_the_file_says_and_nothing_else(tmp_path):
    asked = plan(tmp_path)
    founding.found(asked, "id")
    with (asked.folder / "reference" / "regencies.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["bps_code"], row["kemendagri_code"], row["name"]) for row in rows] == [
        ("9901", "99.02", "Ujung Timur"),
        ("9902", "99.01", "Ujung Barat"),
        ("9971", "99.71", "Kota Ujung"),
    ]
    assert [row["name_full"] for row in rows][:2] == [
        "Kabupaten Ujung Timur",
        "Kabupaten Ujung Barat",
    ]
    assert {row["capital"] + row["area_official_km2"] + row["aliases"] for row in rows} == {""}


def test_where_no_source_or_licence_was_told_it_says_so(tmp_path):
    founding.found(plan(tmp_path), "id")
    vintage = deployment.read(tmp_path / "baru" / "deployment.toml").vintages["batas"]
    assert "belum dicatat" in vintage["attribution"]
    assert vintage["licence"] == "belum dicatat"


def test_the_record_names_the_file_and_its_checksum(tmp_path):
    founding.found(plan(tmp_path), "id")
    note = tomllib.loads((tmp_path / "baru" / "boundaries" / "batas" / "layer.toml").read_text())
    assert note["regency"]["source"] == "ujung.gpkg"
    assert len(note["regency"]["sha256"]) == 64


def test_a_bare_column_of_codes_is_read_only_where_the_officer_says_whose_they_are(tmp_path):
    bare = squares(kemendagri_code=None).rename(columns={"bps_code": "kode"})
    assert "--codes" in refused(tmp_path, bare)[-1]
    founding.found(plan(tmp_path, bare, system="bps"), "id")
    assert editions.load(tmp_path / "baru" / "editions").claims.empty


def test_kemendagri_codes_alone_are_no_key_and_are_not_turned_into_bps_codes(tmp_path):
    assert "kode BPS" in refused(tmp_path, squares(bps_code=None))[0]


def ring():
    """Eight squares around a ninth that nobody claims; two provinces."""
    places = [(x, y) for y in range(3) for x in range(3) if (x, y) != (1, 1)]
    shapes = [shapely.box(120 + x, -9 + y, 121 + x, -8 + y) for x, y in places]
    data = {
        "bps_code": [f"{11 if n < 4 else 94}{n + 1:02d}" for n in range(8)],
        "name": [f"Tepi {n}" for n in range(8)],
    }
    return gpd.GeoDataFrame(data, geometry=shapes, crs=4326)


COUNTRY = {"province": "ID", "name": "Indonesia"}


def test_a_lake_that_nobody_claims_is_a_fault_until_the_officer_says_what_to_do(tmp_path):
    assert any("Celah" in fault for fault in refused(tmp_path, ring(), **COUNTRY))
    asked = plan(tmp_path, ring(), **COUNTRY, lakes=True)
    founding.found(asked, "id")
    note = tomllib.loads((asked.folder / "boundaries" / "batas" / "layer.toml").read_text())
    assert note["regency"]["lakes"] == 1
    found = deployment.read(asked.folder / "deployment.toml")
    assert "Danau yang tidak dimiliki siapa pun (1 buah" in found.vintages["batas"]["note"]


def test_an_island_in_a_lake_stays_and_the_longest_shore_takes_the_water():
    island = ring().iloc[[0]].set_geometry([shapely.box(121.4, -7.6, 121.6, -7.4)], crs=4326)
    layer = pd.concat([ring(), island], ignore_index=True)
    layer = layer.set_geometry(layer.geometry.scale(2, 1, origin=(0, 0)))  # twice as wide as high
    mended, [(owner, point, _)] = repair.with_lakes(layer)
    assert owner in {1, 6}  # north or south of it, never east or west
    assert shapely.coverage_is_valid(mended.geometry.to_numpy())
    assert mended.geometry[8].equals(layer.geometry[8])
    assert not mended.geometry[8].intersects(point)
    assert generalise.gaps(mended) == []


def test_the_country_takes_every_regency_of_the_file_and_is_the_whole_above_them(tmp_path):
    asked = plan(tmp_path, ring(), **COUNTRY, lakes=True)
    founding.found(asked, "id")
    found = deployment.read(asked.folder / "deployment.toml")
    assert (found.code, found.product) == ("ID", "Peta Cakupan Indonesia")
    with (asked.folder / "reference" / "regencies.csv").open(encoding="utf-8") as file:
        codes = [row["bps_code"][:2] for row in csv.DictReader(file)]
    assert codes == ["11"] * 4 + ["94"] * 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Target provinsi {year} (tolok ukur)", "Target nasional {year} (tolok ukur)"),
        (
            "Provinsi tidak mempunyai target untuk tahun ini.",
            "Negara tidak mempunyai target untuk tahun ini.",
        ),
        ("APBD provinsi", "APBD provinsi"),
        ("Rapat monev cakupan Jamsostek {province}", "Rapat monev cakupan Jamsostek {province}"),
        ("atau provinsi.", "atau negara."),
    ],
)
def test_sentences_about_the_province_are_said_of_the_country(text, said):
    assert nation.said(text, "id") == said


def test_english_sentences_are_said_of_the_country_and_places_in_braces_stay():
    assert nation.said("The province’s target of {aim}", "en") == "The country’s target of {aim}"
    assert nation.said("Provincial budget; {province}", "en") == "Provincial budget; {province}"


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"bps_code": ["9901", "9901", "9971", "9801"]}, "9901 muncul 2 kali."),
        ({"bps_code": ["9901", "", "9971", "9801"]}, "Fitur 2: “–” bukan kode BPS"),
        ({"bps_code": ["9901", "99.02", "9971", "9801"]}, "Fitur 2: “99.02” bukan kode BPS"),
        (
            {"kemendagri_code": ["9902", "99.01", "99.71", "98.01"]},
            "Fitur 1: “9902” bukan kode Kem",
        ),
        ({"name": ["Kota Ujung", "Ujung", "Ujung", "Lain"]}, "Fitur 1: nama “Kota Ujung”"),
        ({"name": ["", "Ujung", "Ujung", "Lain"]}, "Fitur 1: nama “” kosong"),
        ({"name": ["Ujung", "Kab Ujung", "Ujung", "Lain"]}, "Kabupaten Ujung muncul 2 kali."),
    ],
)
def test_each_fault_names_its_feature(tmp_path, columns, sentence):
    assert any(fault.startswith(sentence) for fault in refused(tmp_path, squares(**columns)))


def test_a_province_that_the_file_does_not_hold_is_a_fault(tmp_path):
    assert "97" in refused(tmp_path, squares(), province="97")[0]


def test_torn_squares_are_refused_and_accepted_repaired(tmp_path):
    layer = squares()
    wide = shapely.box(120, -9, 120.1005, -8.9)
    layer = layer.set_geometry([wide, *layer.geometry[1:]])
    assert any("tumpang tindih" in fault for fault in refused(tmp_path, layer))
    founding.found(plan(tmp_path, layer, mend=True), "id")
    assert (tmp_path / "baru" / "deployment.toml").is_file()


def test_a_folder_that_holds_something_is_never_written_over(tmp_path):
    asked = plan(tmp_path)
    asked.folder.mkdir()
    (asked.folder / "penting.txt").write_text("x")
    with pytest.raises(UnusablePlanError, match="sudah berisi"):
        founding.found(asked, "id")
    assert [one.name for one in asked.folder.iterdir()] == ["penting.txt"]


@pytest.mark.parametrize(
    "other",
    [
        *({"province": code} for code in ("", "9", "ab", "990", "../9")),
        *({"name": name} for name in ("", "  ", "{0}", "a\nb")),
        *({"vintage": key} for key in ("", "../x", "A B", "2020")),
    ],
)
def test_a_province_or_name_that_cannot_be_used_is_refused_before_anything_is_read(tmp_path, other):
    with pytest.raises(UnusablePlanError):
        founding.found(plan(tmp_path, **other), "id")
    assert not (tmp_path / "baru").exists()


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("Bandung", "3204", "Kabupaten Bandung"),
        ("Bandung", "3273", "Kota Bandung"),
        ("KAB. BANDUNG BARAT", "3217", "Kabupaten Bandung Barat"),
        ("KOTABARU", "6302", "Kabupaten Kotabaru"),
        ("Kota Baru", "6302", ""),  # its name says another kind than its code: asked, not guessed
        ("Kota Adm. Jakarta Pusat", "3173", "Kota Jakarta Pusat"),
        ("Kabupaten Badung", "5103", "Kabupaten Badung"),
        ("", "5103", ""),
    ],
)
def test_the_kind_is_told_by_the_code_and_must_agree_with_the_name(text, code, name):
    assert enrolment.full_name(text, code) == name


def test_the_command_shows_the_mapping_and_what_to_start(tmp_path):
    source = plan(tmp_path).source
    command = ["boundaries", str(source), "--into", str(tmp_path / "baru")]
    answer = CliRunner().invoke(cli.app, [*command, "--province", "99", "--name", "Ujung"])
    assert answer.exit_code == 0, answer.output
    assert "Pemetaan fitur" in answer.output
    assert "PETA_DATA=" in answer.output
    again = CliRunner().invoke(cli.app, [*command, "--province", "99", "--name", "Ujung"])
    assert again.exit_code == 1
    assert "sudah berisi" in " ".join(again.output.split())
