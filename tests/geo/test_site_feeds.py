"""What programs read of the site: sitemap, robots, feed, catalogue, each by its specification."""

import json
import re
from datetime import date, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import geopandas as gpd
import pytest
import shapely

from geo import boundaries, site_catalogue, site_feeds, site_ground
from geo.editions import Edition
from geo.history import Step
from geo.language import LANGUAGES
from geo.regencies import by_bps
from geo.site_feeds import Chronicle
from geo.site_model import Leaf, Place
from geo.vintages import vintage_of
from tests.making import row, typed

BASE = "https://peta.example.id/"
VINTAGE = vintage_of(boundaries.DEFAULT)
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
CODES = [str(code) for code in by_bps()]
BOXES = [shapely.box(n / 10, 0, n / 10 + 0.1, 0.1) for n in range(len(CODES))]


def edition(name, *rows, **told):
    """An edition in memory."""
    given = {"published_by": "Uji", "changes": "# Perubahan\n\n- Satu.\n", **told}
    return Edition(name=name, dataset="publikasi", claims=typed(*rows), files={}, **given)


OLD = edition("2025-12-31.1", row(claim_id="A", period="2023", value="0.4"))
NEW = edition(
    "2026-01-02.1",
    row(claim_id="A", period="2023", value="0.4"),
    row(claim_id="B", period="2024-09", value="0.5"),
    row(claim_id="C", period="2029", indicator="coverage_target", value="0.7"),
    published_at="2026-01-02T07:30:00+07:00",
)
LAYER = gpd.GeoDataFrame(geometry=BOXES, index=CODES, crs="EPSG:4326")
KNOWN = site_ground.ground(NEW, LAYER, VINTAGE)
TOLD = Chronicle(editions=(NEW, OLD))


def leaf(place, **told):
    """A page of the site."""
    given = {"title": "Temuan", "lead": "Kalimat.", "name": "Nama", "claims": NEW.claims, **told}
    return Leaf(place=place, body="", **given)


KINDS = [("provinsi", ""), ("wilayah", "6111"), ("indikator", "coverage_rate"), ("data", "")]
KINDS += [("bandingkan", ""), ("metode", ""), ("perubahan", ""), ("404", "")]
LEAVES = [leaf(Place(kind, key, language)) for language in LANGUAGES for kind, key in KINDS]
FIGURED = [one for one in LEAVES if site_ground.has_files(one.place)]


def made(told=TOLD, base=BASE, leaves=LEAVES):
    """The files of the whole site."""
    return site_feeds.whole(leaves, KNOWN, told, base)


def is_absolute(address):
    """Whether an address names protocol and host, in signs that an address may hold."""
    parts = urlsplit(address)
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and address.isascii()


# sitemaps.org (2008), "Sitemaps XML format"; Google Search Central, "Localized versions of pages".


def test_the_sitemap_is_as_sitemaps_org_asks():
    top = ET.fromstring(made()["sitemap.xml"])
    assert top.tag == f"{SITEMAP}urlset"
    urls = [*top]
    assert 0 < len(urls) <= 50_000
    assert {one.tag for one in urls} == {f"{SITEMAP}url"}
    for url in urls:
        (loc,) = url.findall(f"{SITEMAP}loc")
        assert is_absolute(loc.text)
        assert len(loc.text) < 2048
        assert loc.text.startswith(BASE)
        date.fromisoformat(url.findtext(f"{SITEMAP}lastmod"))


def test_each_page_but_the_missing_one_stands_in_the_sitemap_once():
    found = [loc.text for loc in ET.fromstring(made()["sitemap.xml"]).iter(f"{SITEMAP}loc")]
    expected = {BASE + one.place.path for one in LEAVES if one.place.kind != "404"}
    assert len(found) == len(set(found)) == 14
    assert set(found) == expected


def test_twins_name_each_other_and_themselves():
    top = ET.fromstring(made()["sitemap.xml"])
    named = {
        url.findtext(f"{SITEMAP}loc"): {
            link.get("hreflang"): link.get("href") for link in url.findall(f"{XHTML}link")
        }
        for url in top
    }
    for address, twins in named.items():
        assert {*twins} == {"id", "en", "x-default"}
        assert address in twins.values()
        assert twins["x-default"] == twins["id"]
        assert all(named[other] == twins for other in twins.values())


def test_without_an_address_of_its_own_the_site_has_no_sitemap():
    found = made(base="")
    assert "sitemap.xml" not in found
    assert b"Sitemap" not in found["robots.txt"]


# RFC 9309 (2022), "Robots Exclusion Protocol".


def test_robots_follow_rfc_9309_and_keep_out_of_the_live_app():
    lines = made()["robots.txt"].decode("utf-8").splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /app/" in lines
    assert f"Sitemap: {BASE}sitemap.xml" in lines
    assert all(re.fullmatch(r"[A-Za-z-]+: \S+|", line) for line in lines)


# RFC 4287 (2005), "The Atom Syndication Format", section by section.


def dated(element, name):
    """A time of an element, as section 3.3 asks for (RFC 3339)."""
    text = element.findtext(f"{ATOM}{name}")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", text)
    return datetime.fromisoformat(text)


def conforms(content):
    """What RFC 4287 asks of a feed; its entries."""
    top = ET.fromstring(content)
    assert top.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):  # section 4.1.1
        assert len(top.findall(f"{ATOM}{name}")) == 1
    assert top.findtext(f"{ATOM}author/{ATOM}name")
    links = [(one.get("rel"), one.get("href")) for one in top.findall(f"{ATOM}link")]
    assert [rel for rel, _ in links] == ["self", "alternate"]
    entries = top.findall(f"{ATOM}entry")
    ids = [one.findtext(f"{ATOM}id") for one in [top, *entries]]
    assert len(ids) == len(set(ids))  # section 4.2.6
    for one in entries:  # section 4.1.2
        for name in ("id", "title", "updated"):
            assert len(one.findall(f"{ATOM}{name}")) == 1
        assert one.findall(f"{ATOM}link[@rel='alternate']") or one.findall(f"{ATOM}content")
        assert one.find(f"{ATOM}content") is not None or one.findtext(f"{ATOM}summary")
    assert dated(top, "updated") == max(dated(one, "updated") for one in entries)
    return entries


@pytest.mark.parametrize("path", ["feed.atom", "en/feed.atom"])
@pytest.mark.parametrize("base", [BASE, ""])
def test_the_feed_is_as_rfc_4287_asks(path, base):
    assert len(conforms(made(base=base)[path])) == 2


def test_an_edition_is_dated_by_its_manifest_or_by_its_day():
    new, old = conforms(made()["feed.atom"])
    assert new.findtext(f"{ATOM}updated") == "2026-01-02T00:30:00Z"
    assert old.findtext(f"{ATOM}updated") == "2025-12-31T00:00:00Z"
    assert new.findtext(f"{ATOM}title") == "Edisi data 2026-01-02.1"
    assert new.find(f"{ATOM}link").get("href") == f"{BASE}perubahan/#edisi-2026-01-02.1"


def test_the_note_of_an_edition_is_told_and_in_english_what_changed_as_well():
    (new, _), (spoken, first) = conforms(made()["feed.atom"]), conforms(made()["en/feed.atom"])
    assert new.findtext(f"{ATOM}content") == "<h2>Perubahan</h2><ul><li>Satu.</li></ul>"
    told = spoken.findtext(f"{ATOM}content")
    assert "September 2024 50.00%" in told
    assert '<div lang="id"><h2>Perubahan</h2>' in told
    assert first.findtext(f"{ATOM}content").count("<h2>") == 1  # nothing before it to differ from


def test_hostile_notes_stay_text():
    note = "# <script>alert(1)</script>\x00\n\n- ]]><b>&amp;\n"
    told = Chronicle(editions=(edition("2026-01-02.1", row(), changes=note),))
    (one,) = conforms(made(told)["feed.atom"])
    assert one.findtext(f"{ATOM}content") == (
        "<h2>&lt;script&gt;alert(1)&lt;/script&gt;</h2><ul><li>]]&gt;&lt;b&gt;&amp;amp;</li></ul>"
    )


def test_an_edition_taken_back_is_an_entry_of_its_own():
    step = {"number": 3, "what": "undo", "before": NEW.name, "after": OLD.name, "by": "Rini"}
    undone = Step(**step, why="Salah berkas.", at="2026-01-03T08:00:00+07:00")
    published = Step(**{**step, "number": 2, "what": "publish"})
    told = Chronicle(editions=(NEW, OLD), steps=(published, undone))
    entries = conforms(made(told)["feed.atom"])
    assert len(entries) == 3
    assert entries[0].findtext(f"{ATOM}summary") == "Salah berkas."
    assert entries[0].findtext(f"{ATOM}updated") == "2026-01-03T01:00:00Z"
    assert entries[0].findtext(f"{ATOM}title") == (
        "Edisi 2026-01-02.1 ditarik; edisi 2025-12-31.1 berlaku kembali"
    )


def test_an_entry_keeps_its_name_when_the_site_moves():
    there, here = (conforms(made(base=base)["feed.atom"]) for base in (BASE, "https://lain.id/"))
    assert [one.findtext(f"{ATOM}id") for one in there] == [
        one.findtext(f"{ATOM}id") for one in here
    ]


# W3C (2024), "Data Catalog Vocabulary (DCAT) - Version 3", sections 6.3, 6.4, 6.6, 6.8.


def values(node):
    """The texts of a value in several languages."""
    return {one["@language"]: one["@value"] for one in node}


def test_the_catalogue_is_as_dcat_3_asks():
    top = json.loads(made()["catalog.jsonld"])
    assert top["@type"] == "dcat:Catalog"
    used = set(re.findall(r'"([a-z]+):[A-Za-z]+"', json.dumps(top)))
    assert used <= {*top["@context"]}  # every prefix is explained
    assert top["dct:publisher"]["foaf:name"] == "Uji"
    assert (top["dct:issued"]["@value"], top["dct:modified"]["@value"]) == (
        "2025-12-31",
        "2026-01-02",
    )
    assert len(top["dcat:dataset"]) == 5
    ids = [one["@id"] for one in top["dcat:dataset"]]
    assert len(set(ids)) == 5
    assert all(map(is_absolute, ids))


def test_each_dataset_has_texts_span_place_and_files_in_both_languages():
    for one in json.loads(made()["catalog.jsonld"])["dcat:dataset"]:
        assert {*values(one["dct:title"])} == {*values(one["dct:description"])} == {*LANGUAGES}
        assert one["dcat:version"] == NEW.name
        assert one["dct:temporal"]["dcat:startDate"]["@value"] == "2023-01-01"
        assert one["dct:temporal"]["dcat:endDate"]["@value"] == "2024-09-30"  # no target's year
        box = shapely.from_wkt(one["dct:spatial"]["dcat:bbox"]["@value"])
        assert box.is_valid
        assert box.area > 0
        assert len(one["dcat:distribution"]) == 6
        for file in one["dcat:distribution"]:
            assert is_absolute(file["dcat:accessURL"]["@id"])
            assert file["dcat:mediaType"]["@id"].rpartition("/")[2] in {"csv", "json", "geo+json"}
            assert file["dct:rights"]


def test_shapes_bear_the_licence_of_the_boundaries():
    one = json.loads(made()["catalog.jsonld"])["dcat:dataset"][0]
    (shapes, _) = [file for file in one["dcat:distribution"] if file["@id"].endswith("geojson")]
    assert shapes["dct:license"] == {"@id": "https://spdx.org/licenses/MIT"}
    assert shapes["dct:rights"][1]["rdfs:label"] == VINTAGE.attribution


# Google Search Central, "Dataset (Dataset, DataCatalog, DataDownload) structured data".


@pytest.mark.parametrize("one", FIGURED, ids=lambda one: one.place.path)
def test_what_a_page_tells_programs_has_what_google_requires(one):
    told = json.loads(site_feeds.described(one, KNOWN, BASE))
    assert (told["@context"], told["@type"]) == ("https://schema.org/", "Dataset")
    assert told["name"]
    assert 50 <= len(told["description"]) <= 5000
    assert told["creator"]["name"]
    assert is_absolute(told["url"])
    assert told["license"]["name"]
    assert is_absolute(told["license"]["url"])
    assert told["temporalCoverage"] == "2023-01-01/2024-09-30"
    south, west, north, east = map(float, told["spatialCoverage"]["geo"]["box"].split())
    assert south < north
    assert west < east
    for file in told["distribution"]:
        assert is_absolute(file["contentUrl"])
        assert file["encodingFormat"]


def test_a_page_without_figures_tells_programs_nothing():
    assert not site_feeds.described(leaf(Place("metode")), KNOWN, BASE)


def test_no_text_ends_the_script_it_stands_in():
    hostile = leaf(Place("data"), title="</script><!--<script>", lead="a & b \u2028", name="<b>")
    text = site_feeds.described(hostile, KNOWN, BASE)
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text)["description"].startswith("</script><!--<script>. a & b")


def test_a_description_is_never_too_long():
    told = site_catalogue.description(leaf(Place("data"), lead="kata " * 2000))
    assert len(told) == 5000


def test_a_page_whose_claims_name_no_time_tells_no_span():
    empty = leaf(Place("wilayah", "6102"), claims=NEW.claims.head(0))
    assert "temporalCoverage" not in json.loads(site_feeds.described(empty, KNOWN, BASE))
    (one,) = json.loads(made(leaves=[empty])["catalog.jsonld"])["dcat:dataset"]
    assert "dct:temporal" not in one


def test_the_same_site_gives_the_same_bytes():
    assert made() == made()
