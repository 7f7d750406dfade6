"""The static site: what its pages say is what the edition says, in both languages, in one piece."""

import hashlib
import html
import json
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import parse_qs, urlsplit

import pytest
from making import claims_table, row
from test_catalogue import INDONESIAN, NAMES

from geo import editions, site_build, site_frame, site_pages, site_stock, site_texts
from geo.agenda import CODES
from geo.formats import Writer
from geo.indicators import CATALOGUE
from geo.model import PROVINCE, BpsCode, Selection
from geo.regencies import by_bps
from geo.site_feeds import Chronicle
from geo.site_frame import Frame
from geo.site_model import KINDS, Place, slug
from geo.site_stock import Options
from geo.site_views import link
from geo.vintages import VINTAGES
from pages.shell import links as app_links
from tests.geo.test_pack import FIGURE, figures_in

ROOT = Path(__file__).parents[2]
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{{ 7*7 }}"
PAGES = {"wilayah": "profil", "metode": "metodologi", "perubahan": "data"}


@cache
def told():
    return Chronicle(editions=(editions.load(),))


@cache
def stocks():
    return site_stock.stocks(told().editions[0], Options())


@cache
def site():
    """Every file of the site by its path, without an address of its own."""
    return dict(site_build.files(told(), Options()))


def plain(text):
    """Text with plain spaces, as `Read.text` gives it."""
    return " ".join(text.split())


def page(path):
    return site()[path].decode()


def pages():
    return {path: content.decode() for path, content in site().items() if path.endswith(".html")}


class Read(HTMLParser):
    """Tags with their attributes, ids, and what a reader reads."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words, self.open = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data):
        if not {"script", "style"} & set(self.open[-1:]):
            self.words.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]

    def text(self):
        return " ".join(" ".join(self.words).split())


@cache
def read(path):
    return Read(page(path))


def test_every_kind_of_page_is_there_in_both_languages():
    regions = [Place("wilayah", code) for code in CODES]
    measures = [Place("indikator", one.key) for one in CATALOGUE]
    others = [Place(kind) for kind in KINDS if kind not in {"wilayah", "indikator"}]
    expected = {
        one.spoken(language).file
        for one in (*regions, *measures, *others)
        for language in ("id", "en")
    }
    assert set(pages()) == expected
    assert "wilayah/6111-kayong-utara/index.html" in expected
    assert "en/indikator/coverage-rate/index.html" in expected


def test_a_name_becomes_a_plain_part_of_an_address():
    assert slug("Kayong Utara") == "kayong-utara"
    assert slug("Ébène /../ d’Or") == "ebene-dor"


def test_the_same_edition_gives_the_same_bytes():
    again = site_stock.stocks(told().editions[0], Options())["en"]
    for leaf in (site_pages.province(again), site_pages.regency(again, BpsCode("6171"))):
        framed = site_frame.page(leaf, again, Frame())
        first = site_frame.page(
            (site_pages.province if leaf.place.kind == "provinsi" else regency_6171)(
                stocks()["en"]
            ),
            stocks()["en"],
            Frame(),
        )
        assert framed == first


def regency_6171(stock):
    return site_pages.regency(stock, BpsCode("6171"))


@pytest.mark.parametrize("path", ["index.html", "en/wilayah/6171-kota-pontianak/index.html"])
def test_nothing_on_a_page_runs_or_is_fetched_from_elsewhere(path):
    text = page(path)
    kinds = [one.get("type") for one in read(path).all("script")]
    assert kinds in ([], ["application/ld+json"])
    assert " style=" not in text
    assert not re.search(r"\son\w+=", text)
    fetched = [one.get("src", "") for one in read(path).all("img")]
    fetched += [
        one["href"] for one in read(path).all("link") if one["rel"] in {"stylesheet", "icon"}
    ]
    assert fetched
    assert not any(urlsplit(one).netloc for one in fetched)


def test_every_link_of_every_page_leads_to_a_file_of_the_site_or_to_the_app():
    known, lost = set(site()), []
    ids = {path: {one.get("id") for _, one in read(path).tags} for path in pages()}
    for path in pages():
        found = [one["href"] for name in ("a", "link") for one in read(path).all(name)]
        found += [one["src"] for one in read(path).all("img")]
        found += [one["href"] for one in read(path).all("image")]
        for address in found:
            parts = urlsplit(address)
            if parts.netloc or parts.path.startswith("/app/"):
                continue
            there = (
                path
                if not parts.path
                else normpath(join("/", dirname(path), parts.path)).lstrip("/")
            )
            if parts.path.endswith("/") or parts.path == "":
                there = path if not parts.path else f"{there}/index.html".lstrip("/")
            if there not in known or (parts.fragment and parts.fragment not in ids[there]):
                lost.append((path, address))
    assert lost == []


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_regency_on_the_map_is_a_link_named_by_name_value_and_date(language):
    place = Place("provinsi", "", language)
    named = {
        one["href"]: one["aria-label"] for one in read(place.file).all("a") if "aria-label" in one
    }
    stock = stocks()[language]
    assert set(named) == {link(place, stock.place("wilayah", code)) for code in CODES}
    reading = stock.known.layer.table.loc["6101"]
    told_of = named[link(place, stock.place("wilayah", "6101"))]
    assert told_of.startswith("Sambas: ")
    assert Writer(language).percent(float(reading["value"]), 0) in told_of
    assert "2025" in told_of
    blank = "tidak ada data" if language == "id" else "no data"
    assert named[link(place, stock.place("wilayah", "6102"))] == f"Bengkayang: {blank}"


def test_the_table_beside_the_map_says_of_every_regency_what_the_map_says():
    text = read("index.html").text()
    table = text[text.index("Semua kabupaten/kota") :]
    for code, one in stocks()["id"].known.layer.table.iterrows():
        assert by_bps()[code].name in table
        if one["value"] != one["value"]:
            continue
        said = Writer("id").percent(float(one["value"]), int(one["decimals"]))
        assert plain(said) in table


def known_figures(stock, region):
    """Every figure of the claims that a region's page may use, and what is computed from them."""
    writer, shared, found = stock.writer, stock.shared, []
    claims = shared.edition.claims
    own = claims[claims["region_code"].isin([region, PROVINCE])]
    for one in own.to_dict("records"):
        if one["value"] == one["value"]:
            found += [
                writer.percent(one["value"], 2),
                writer.percent(one["value"], int(one["decimals"])),
            ]
            found += [
                writer.rupiah(one["value"]),
                writer.decimal(one["value"], int(one["decimals"])),
            ]
            found.append(writer.decimal(one["value"]))
        found += [str(one[name]) for name in ("text", "note", "definition", "source_title")]
        found += [
            writer.decimal(one[name])
            for name in ("numerator", "denominator")
            if one[name] == one[name]
        ]
    slide = stock.slide(region)  # gaps, paces, ranks: computed there, and tested there
    found += [slide.title, slide.line, *slide.points]
    found += [part for one in slide.figures for part in (one.label, one.cell.text)]
    return figures_in(plain(" ; ".join(found)))


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_figure_on_a_regencys_page_is_found_in_the_claims(language):
    stock, lost = stocks()[language], {}
    for code in CODES:
        text = read(stock.place("wilayah", code).file).text()
        text = text.replace(Writer(language).decimal(by_bps()[code].area_km2, 1), "")
        figures = {one for one in figures_in(text) if FIGURE.search(one)}
        large = {one for one in figures if re.search(r"[.,]", one)}
        missing = large - known_figures(stock, code)
        if missing:
            lost[code] = missing
    assert lost == {}


def test_a_regency_without_a_figure_says_so_in_words_and_has_no_zero():
    text = read("wilayah/6102-bengkayang/index.html").text()
    assert "tidak ada data" in text
    assert "Kabupaten Bengkayang: belum ada angka cakupan yang diketahui" in text
    assert not re.search(r"\b0 ?%", text)


def test_conflicting_claims_stand_beside_the_figure_each_with_its_source():
    text = read("index.html").text()
    assert "Sumber bertentangan: angka lain untuk 2025" in text
    for value in ("30,41 %", "37 %", "27 %"):
        assert value in text


def test_english_pages_hold_no_indonesian_sentence_but_what_the_sources_wrote():
    spoken, lost = re.compile(r"[a-zA-Z]+"), {}
    table = told().editions[0].claims
    quoted = {*table["note"], *table["definition"], *(one.attribution for one in VINTAGES.values())}
    quoted = sorted(quoted - {""}, key=len, reverse=True)
    for path in pages():
        if not path.startswith("en/"):
            continue
        text = re.sub(r'<(\w+)[^>]* lang="id"[^>]*>.*?</\1>', " ", page(path), flags=re.DOTALL)
        text = re.sub(r"<(table|script|small|svg)\b.*?</\1>", " ", text, flags=re.DOTALL)
        text = re.sub(
            r'<(a|span|p|dt|dd|title|option)\b[^>]*(?:class="source"|rel=)[^>]*>.*?</\1>',
            " ",
            text,
            flags=re.DOTALL,
        )
        for phrase in re.findall(r">([^<>]+)<", text):
            own = html.unescape(phrase)
            for words in quoted:
                own = own.replace(words, " ")
            words = {one.lower() for one in spoken.findall(own)}
            found = (words & INDONESIAN) - NAMES
            if len(found) > 1:
                lost.setdefault(phrase.strip()[:80], path)
    assert lost == {}


def test_both_languages_show_the_same_figures():
    for code in ("6111", "6171"):
        both = [figures_in(plain(stocks()[one].slide(code).title)) for one in ("id", "en")]
        shown = [
            {
                re.sub(r"[.,]", "", one)
                for one in figures_in(read(stocks()[language].place("wilayah", code).file).text())
            }
            for language in ("id", "en")
        ]
        assert both[0]
        assert not {re.sub(r"[.,]", "", one) for one in both[0]} - shown[1]


def test_text_of_the_data_stays_text():
    claim = {"region_code": "6111", "publisher": HOSTILE, "note": HOSTILE, "definition": HOSTILE}
    bad = row(source_title=HOSTILE, speaker=HOSTILE, source_url="javascript:alert(1)", **claim)
    table = claims_table(bad, row(region_code="6112"), row(region_code=PROVINCE, family="ucj-2025"))
    edition = replace(told().editions[0], claims=table, changes=f"# {HOSTILE}\n- {HOSTILE}")
    stock = site_stock.stocks(edition, Options())["id"]
    leaves = [site_pages.province(stock), site_pages.regency(stock, BpsCode("6111"))]
    leaves += [
        site_pages.compare(stock),
        site_texts.data(stock),
        site_texts.changes(stock, [edition]),
    ]
    for leaf in leaves:
        made = site_frame.page(leaf, stock, Frame()).decode()
        assert "<script>alert" not in made
        assert "<img src=x" not in made
        assert not [one for one in Read(made).all("a") if one["href"].startswith("javascript")]
        assert not Read(made).all("script")
    assert HOSTILE in Read(leaves[1].body).text()


@pytest.mark.parametrize(
    "place",
    [
        Place("provinsi"),
        Place("wilayah", "6111", "en"),
        Place("indikator", "population"),
        Place("indikator", "coverage_rate"),
        Place("bandingkan", "", "en"),
        Place("metode"),
    ],
)
def test_a_page_opens_the_app_at_the_same_view(place):
    chosen = Selection(
        language=place.language,
        indicator=place.key if place.kind == "indikator" else "coverage_rate",
        region=BpsCode(place.key) if place.kind == "wilayah" else None,
    )
    kind = PAGES.get(place.kind, place.kind if place.kind in {"bandingkan", "data"} else "")
    expected = urlsplit("/app/" + app_links.link(kind, chosen))
    found = urlsplit(site_stock.app_address(Options(), place))
    assert found.path == expected.path
    assert parse_qs(found.query) == parse_qs(expected.query)


def test_every_page_links_to_its_twin_and_to_the_app_and_to_its_files():
    for path in pages():
        languages = {one["hreflang"] for one in read(path).all("a") if "hreflang" in one}
        assert len(languages) == 1
        assert any(one["href"].startswith("/app/") for one in read(path).all("a"))
    names = {one["href"] for one in read("wilayah/6111-kayong-utara/index.html").all("a")}
    assert {
        f"../../wilayah/6111-kayong-utara/data.{one}" for one in ("csv", "json", "geojson")
    } <= names


def test_headings_begin_with_one_h1_and_skip_no_level_and_every_page_has_its_landmarks():
    for path in pages():
        levels = [int(name[1]) for name, _ in read(path).tags if re.fullmatch("h[1-6]", name)]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert [len(read(path).all(name)) for name in ("main", "header", "footer")] == [1, 1, 1]
        assert read(path).all("html")[0]["lang"] == ("en" if path.startswith("en/") else "id")


def test_every_table_has_a_caption_and_scoped_heads_and_every_picture_its_size_and_words():
    for path in pages():
        tables = re.findall(r"<table.*?</table>", page(path), re.DOTALL)
        assert all("<caption" in one and 'scope="col"' in one for one in tables)
        for one in read(path).all("img"):
            assert {"alt", "width", "height"} <= set(one)


def test_with_an_address_a_page_names_its_preview_and_its_own_place():
    options = Options(base="https://contoh.invalid/situs/", app="/app/")
    stock = replace(stocks()["en"], shared=replace(stocks()["en"].shared, options=options))
    leaf = site_pages.regency(stock, BpsCode("6111"))
    made = Read(site_frame.page(leaf, stock, Frame(card=leaf.place.beside("kartu.png"))).decode())
    own = "https://contoh.invalid/situs/en/wilayah/6111-kayong-utara/"
    assert {one["rel"]: one["href"] for one in made.all("link")}["canonical"] == own
    properties = {
        one.get("property"): one["content"] for one in made.all("meta") if "content" in one
    }
    assert properties["og:image"] == f"{own}kartu.png"
    assert properties["og:title"] == leaf.title
    lost = site_frame.page(site_texts.missing(stock), stock, Frame()).decode()
    assert 'href="/situs/en/data/"' in lost


def test_blocks_of_a_change_note_are_headings_lists_and_paragraphs():
    note = "# Judul\n\nSatu\ndua.\n\n- a `b`\n  c\n- d\n\nTiga"
    assert site_texts.blocks(note) == [
        ("heading", ["Judul"]),
        ("text", ["Satu dua."]),
        ("list", ["a b c", "d"]),
        ("text", ["Tiga"]),
    ]


SHARED_OUT = """
import json, sys, hashlib
from geo import editions, site_build
from geo.site_feeds import Chronicle
from geo.site_stock import Options
told = Chronicle(editions=(editions.load(),))
made = site_build.files(told, Options(), processes=2)
print(json.dumps({path: hashlib.sha256(content).hexdigest() for path, content in made}))
"""
"""A process of its own: copies of one in which threads have run may wait for ever."""


def test_two_processes_make_the_same_files():
    done = subprocess.run(
        [sys.executable, "-c", SHARED_OUT], capture_output=True, check=True, cwd=ROOT, timeout=500
    )
    here = {path: hashlib.sha256(content).hexdigest() for path, content in site().items()}
    assert json.loads(done.stdout) == here


def test_the_province_shows_the_newest_of_each_indicator_and_what_differs_from_it():
    text = page("index.html")
    part = text[text.index('id="angka"') :]
    claims = told().editions[0].claims
    own = claims[claims["region_code"] == PROVINCE]
    rows = part[: part.index("</table>")].count('<th scope="row"')
    assert rows == len(own.groupby(["indicator", "segment"]))
    assert rows < len(own) / 2
    first = plain(html.unescape(re.sub("<[^>]*>", " ", part[: part.index("</tr>", 900)])))
    for value in ("31 %", "30,41 %", "37 %", "27 %"):
        assert value in first
    assert 'href="data/"' in part


def test_a_regency_is_shown_upon_the_land_that_all_pages_load():
    text = page("en/wilayah/6111-kayong-utara/index.html")
    source = re.search(r'<image href="([^"]+)" width="260"', text).group(1)
    assert source.startswith("../../../aset/lokasi-")
    land = site()[source.removeprefix("../../../")].decode()
    assert set(re.findall(r'data-region="(\d+)"', land)) == set(CODES)
    figure = text[text.index('class="locator"') : text.index("</figure>", text.index("locator"))]
    assert re.findall(r'data-region="(\d+)"', figure) == ["6111"]
