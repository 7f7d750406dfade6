"""Files beside the static pages: the claims with their sources, the shapes with their readings."""

import csv
import io
import json
import math

import geopandas as gpd
import pytest
import shapely
from shapely.geometry import shape

from geo import boundaries, editions, site_files, site_ground, wording
from geo.claims import readings
from geo.editions import Edition
from geo.formats import Writer
from geo.indicators import indicator
from geo.model import COLUMNS, PROVINCE
from geo.regencies import by_bps
from geo.site_model import Leaf, Place
from geo.vintages import vintage_of
from tests.making import row, typed

VINTAGE = vintage_of(boundaries.DEFAULT)
CODES = [str(code) for code in by_bps()]
FULL = ("provinsi", "bandingkan", "data")


def leaf(place, claims, **told):
    """A page that rests on some claims."""
    return Leaf(place=place, title="Judul", lead="Kalimat.", claims=claims, body="", **told)


def squares():
    """The regencies as squares of a tenth of a degree, in a row, each turned the wrong way."""
    boxes = [shapely.box(n / 10, 0, n / 10 + 0.1, 0.1, ccw=False) for n in range(len(CODES))]
    return gpd.GeoDataFrame(geometry=boxes, index=CODES, crs="EPSG:4326")


def grounded(*rows):
    """What the files stand on, from a few claims and squares for regencies."""
    edition = Edition(
        name="2026-01-01.1", dataset="publikasi", claims=typed(*rows), files={}, published_by="Uji"
    )
    return site_ground.ground(edition, squares(), VINTAGE)


@pytest.fixture(scope="module")
def real():
    """The current edition on its own boundaries."""
    return site_ground.ground(editions.load(), boundaries.load_regencies(), VINTAGE)


def files(place, known, table=None):
    """The files beside a page, by name."""
    found = site_files.beside(leaf(place, known.edition.claims if table is None else table), known)
    return {path.rpartition("/")[2]: content for path, content in found.items()}


def parsed(content):
    """JSON as RFC 8259 has it: no NaN, no doubled name."""

    def refuse(word):
        raise AssertionError(word)

    def once(pairs):
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    return json.loads(content, parse_constant=refuse, object_pairs_hook=once)


def test_files_stand_beside_their_page_and_pages_without_figures_have_none(real):
    page = leaf(Place("wilayah", "6111", "en"), real.edition.claims.head(1))
    folder = "en/wilayah/6111-kayong-utara/"
    assert [*site_files.beside(page, real)] == [
        folder + name for name in ("data.csv", "data.json", "data.geojson")
    ]
    assert "data.csv" in site_files.beside(leaf(Place("provinsi"), page.claims), real)
    for kind in ("metode", "perubahan", "404"):
        assert site_files.beside(leaf(Place(kind), page.claims), real) == {}


def test_the_csv_has_the_columns_of_downloads_and_runs_no_formula():
    known = grounded(row(note='=HYPERLINK("x")', numerator="", value="0.25"))
    (cells,) = csv.DictReader(
        io.StringIO(files(Place("data"), known)["data.csv"].decode("utf-8-sig"), newline="")
    )
    assert [*cells] == [*COLUMNS, "edition", "dataset"]
    assert (cells["note"], cells["numerator"], cells["value"]) == ('\'=HYPERLINK("x")', "", "0.25")


def test_unknown_is_null_in_json_and_never_zero_and_zero_stays_zero():
    known = grounded(
        row(region_code="6111", value="0.5159", numerator="", denominator=""),
        row(region_code="6112", value="0", decimals="0"),
    )
    told = parsed(files(Place("provinsi"), known)["data.json"])
    first, second = told["claims"]
    assert (first["value"], first["numerator"], first["denominator"]) == (0.5159, None, None)
    assert second["value"] == 0
    assert "null" in told["null"]
    found = {(one["region_code"], one["segment"]): one for one in told["readings"]}
    blank = found["6101", "total"]
    assert (blank["value"], blank["status"], blank["written"]) == (
        None,
        "not_reported",
        "tidak ada data",
    )
    assert found["6112", "total"]["value"] == 0
    assert found[PROVINCE, "total"]["value"] is None


@pytest.mark.parametrize("kind", FULL)
def test_every_reading_leads_to_a_claim_of_the_edition_with_a_source(real, kind):
    told = parsed(files(Place(kind), real)["data.json"])
    known = {one["claim_id"]: one for one in told["claims"]}
    shown = [one for one in told["readings"] if one["value"] is not None]
    assert len(shown) >= 9
    for one in shown:
        claim = known[one["claim_id"]]
        assert one["publisher"] == claim["publisher"] != ""
        assert (one["value"], one["written"]) == (claim["value"], claim["written"])


@pytest.mark.parametrize("language", ["id", "en"])
def test_numbers_are_written_as_the_pages_write_them(real, language):
    told = parsed(files(Place("provinsi", "", language), real)["data.json"])
    chosen, writer = indicator("coverage_rate"), Writer(language)
    table = readings(real.edition.claims, chosen, list(by_bps()))
    found = {one["region_code"]: one for one in told["readings"] if one["segment"] == "total"}
    for code, reading in table.iterrows():
        assert found[code]["written"] == wording.value(writer, chosen, reading)
        assert found[code]["value"] == (None if math.isnan(reading["value"]) else reading["value"])
    assert found["6111"]["written"] == {"id": "51,59\N{NO-BREAK SPACE}%", "en": "51.59%"}[language]


def test_the_document_names_edition_terms_and_boundaries(real):
    told = parsed(files(Place("data"), real)["data.json"])
    assert told["edition"] == real.edition.name
    assert told["as_of"] == "2026-11-22"
    assert told["published_by"] == real.edition.published_by
    assert told["boundaries"]["attribution"] == VINTAGE.attribution
    assert len(told["claims"]) == len(real.edition.claims)
    assert "sumber" in told["licence"]


def test_a_ratio_shows_its_two_counts_and_both_sources(real):
    told = parsed(files(Place("indikator", "dbh_sawit_per_village"), real)["data.json"])
    one = next(one for one in told["readings"] if one["value"] is not None)
    assert one["value"] == pytest.approx(one["numerator"] / one["denominator"])
    assert one["denominator_source"]


def test_a_region_has_its_own_claims_and_every_indicator_that_sources_state(real):
    own = real.edition.claims[real.edition.claims["region_code"] == "6111"]
    told = parsed(files(Place("wilayah", "6111"), real, own)["data.json"])
    assert {one["region_code"] for one in told["claims"]} == {"6111"}
    assert {one["region_code"] for one in told["readings"]} == {"6111"}
    assert {one["indicator"] for one in told["readings"]} == {
        one.key for one in site_ground.mapped() if not one.is_ratio
    }


def test_only_the_page_of_the_province_reads_the_province(real):
    """Its ratios are of sums over other regions: a page that does not show them hands out none."""
    places = [Place(kind) for kind in ("bandingkan", "data")]
    places += [Place("indikator", one.key) for one in site_ground.mapped()]
    for place in places:
        told = parsed(files(place, real)["data.json"])
        assert PROVINCE not in {one["region_code"] for one in told["readings"]}


# RFC 7946 (2016), "The GeoJSON Format", section by section.


def conforms(collection):
    """What RFC 7946 asks of a FeatureCollection of polygons."""
    assert collection["type"] == "FeatureCollection"  # section 3.3
    assert isinstance(collection["features"], list)
    assert "crs" not in collection  # section 4
    west, south, east, north = collection["bbox"]  # section 5
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90
    for feature in collection["features"]:
        assert feature["type"] == "Feature"  # section 3.2
        assert isinstance(feature["id"], str)
        assert isinstance(feature["properties"], dict)
        assert not {"coordinates", "geometries", "features"} & {*feature}  # section 7.1
        geometry = feature["geometry"]
        parts = {"Polygon": lambda one: [one], "MultiPolygon": lambda one: one}
        for rings in parts[geometry["type"]](geometry["coordinates"]):
            for number, ring in enumerate(rings):  # section 3.1.6
                assert len(ring) >= 4
                assert ring[0] == ring[-1]
                assert shapely.LinearRing(ring).is_ccw == (number == 0)
                assert all(west <= lon <= east and south <= lat <= north for lon, lat in ring)
    return collection["features"]


@pytest.mark.parametrize(
    ("kind", "key", "count"), [("provinsi", "", 14), ("wilayah", "6171", 1), ("data", "", 14)]
)
def test_shapes_are_valid_geojson_by_rfc_7946(real, kind, key, count):
    found = conforms(parsed(files(Place(kind, key), real)["data.geojson"]))
    assert len(found) == count
    assert all(shape(one["geometry"]).is_valid for one in found)


def test_rings_that_run_the_wrong_way_are_turned():
    (one,) = conforms(parsed(files(Place("wilayah", "6101"), grounded(row()))["data.geojson"]))
    assert one["geometry"]["coordinates"] == [
        [[0.0, 0.0], [0.1, 0.0], [0.1, 0.1], [0.0, 0.1], [0.0, 0.0]]
    ]


def test_neighbours_still_touch_and_do_not_overlap(real):
    found = parsed(files(Place("provinsi"), real)["data.geojson"])["features"]
    shapes = [shape(one["geometry"]) for one in found]
    whole = shapely.area(shapely.union_all(shapes))
    assert whole == pytest.approx(sum(map(shapely.area, shapes)), rel=1e-6)


def test_features_bear_the_readings_with_source_and_kind_of_blank(real):
    found = parsed(files(Place("provinsi"), real)["data.geojson"])
    by_code = {one["id"]: one["properties"] for one in found["features"]}
    known, blank = by_code["6111"], by_code["6102"]
    assert known["coverage_rate"] == 0.5159
    assert known["coverage_rate_claim_id"] == "COV-033"
    assert known["coverage_rate_source_url"].startswith("https://")
    assert (blank["coverage_rate"], blank["coverage_rate_status"]) == (None, "not_reported")
    assert blank["name"] == "Kabupaten Bengkayang"
    assert found["attribution"] == VINTAGE.attribution
    assert found["edition"] == real.edition.name


@pytest.mark.parametrize("text", ["</script><b>", "\u2028", '"quoted"', "a\x00b", "\ud83d\ude00"])
def test_hostile_text_stays_text_in_every_file(text):
    text = text.encode("utf-16", "surrogatepass").decode("utf-16")
    known = grounded(row(publisher=text, note=text))
    made = files(Place("data"), known)
    assert parsed(made["data.json"])["claims"][0]["note"] == text
    named = parsed(made["data.geojson"])["features"][10]["properties"]
    assert (named["bps_code"], named["coverage_rate_publisher"]) == ("6111", text)


def test_the_same_edition_gives_the_same_bytes(real):
    again = site_ground.ground(editions.load(), boundaries.load_regencies(), VINTAGE)
    for place in (Place("data"), Place("wilayah", "6111", "en")):
        assert files(place, real) == files(place, again)
