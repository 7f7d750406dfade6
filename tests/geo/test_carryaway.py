"""The file to carry away: all text is there and stays text, nothing is fetched, same bytes."""

import base64
import hashlib
import re
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

import pandas as pd
import pytest

from geo import boundaries, brief, carryaway, choropleth, claims, editions, regencies, stillmap
from geo.brief import Bars, Brief, Cell, Figure, Picture, Slide
from geo.formats import Writer
from geo.indicators import indicator

NAMES = {one.bps: one.name for one in regencies.regencies()}
COVERAGE = indicator("coverage_rate")
EVIL = '</script><img src=x onerror="alert(1)"><b>&amp;\'"]]>\x00\x0b' + "x" * 300
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40"><title>A\'s &amp; "B"</title>'
    '<path aria-label="x" class="y" d="M1.23456,2L30.987654,9" stroke="#12202e"/></svg>'
)
LIMIT = 1_000_000


def share(text, value):
    return Cell(text=text, number=value, decimals=2, kind="fraction")


def slide(key, name="", **parts):
    plain = {"title": f"Judul {key}", "line": f"Kalimat {key}.", "source": f"Sumber {key}"}
    return Slide(key=key, name=name or key, **{**plain, **parts})


def made(*slides, language="id", mark="", **parts):
    """A brief by hand."""
    plain = {
        "title": "Rapat monev",
        "subtitle": "Dinas",
        "edition": "2026-11-22.1",
        "day": "2026-11-22",
        "footer": "Peta Cakupan Kalbar · Edisi 2026-11-22.1",
        "attribution": "Batas: BIG",
        "claims": pd.DataFrame(),
    }
    return Brief(**{**plain, **parts}, slides=slides, language=language, mark=mark)


def everything():
    rows = [[brief.text("Sambas"), share("24 %", 0.24)], [brief.text("Landak"), brief.text("–")]]
    return made(
        slide("judul", points=("Satu fakta",)),
        slide("peta", picture=Picture(svg=SVG, alt="Peta", width=90, height=40)),
        slide(
            "peringkat",
            table=brief.table("Urutan", ("Daerah", "Cakupan"), rows),
            bars=Bars(
                title="Batang",
                names=("Sambas",),
                values=(share("24 %", 0.24),),
                aim=Figure(label="Target", cell=share("60,80 %", 0.608)),
            ),
        ),
        slide(
            "6101",
            "Sambas",
            figures=(Figure(label="Cakupan", cell=share("24 %", 0.24), source="Koran"),),
            picture=Picture(svg=SVG, alt="Tren Sambas", width=90, height=40),
        ),
    )


@cache
def shapes():
    return stillmap.outlines(boundaries.load_regencies(), 760)


@cache
def layer():
    return choropleth.build(
        COVERAGE, claims.readings(editions.load().claims, COVERAGE, list(NAMES))
    )


def html(told, names=NAMES, language="id"):
    return carryaway.page(told, layer(), shapes(), names, Writer(language)).decode()


class Read(HTMLParser):
    """Tags with their attributes, and what stands between them."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.words = [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


def texts(told):
    """Every text of a brief that a reader is to see."""
    for one in told.slides:
        yield from (one.title, one.line, one.source, *one.points)
        yield from (part for it in one.figures for part in (it.label, it.cell.text, it.source))
        if one.table:
            yield from (one.table.caption, *one.table.heads)
            yield from (cell.text for row in one.table.rows for cell in row)
        if one.bars:
            yield from (one.bars.title, *one.bars.names, one.bars.aim.cell.text)
            yield from (cell.text for cell in one.bars.values)


def test_every_text_of_the_brief_stands_in_the_file():
    told = everything()
    words = "".join(Read(html(told)).words)
    assert [text for text in texts(told) if text not in words] == []
    assert told.footer in words
    assert told.attribution in words


def test_every_region_of_the_map_is_told_and_those_with_a_slide_are_links():
    read = Read(html(everything()))
    said = [attrs for _, attrs in read.tags if "data-say" in attrs]
    assert [one["data-say"].partition(":")[0] for one in said] != []
    assert {one["data-say"].partition(":")[0] for one in said} == set(NAMES.values())
    links = [one["href"] for one in read.all("a") if one.get("href", "").startswith("#wilayah")]
    assert links == ["#wilayah-6101"]
    assert "wilayah-6101" in {one.get("id") for one in read.all("article")}


def test_the_twin_of_the_map_says_no_data_and_never_zero():
    words = "".join(Read(html(everything())).words)
    blank = layer().missing
    assert len(blank) > 0
    assert words.count("tidak ada data") >= len(blank)
    numbers = [one["data-number"] for one in Read(html(made())).all("td") if "data-number" in one]
    assert len(numbers) == 2 * len(layer().known)  # figure and date


def test_nothing_is_fetched_and_only_our_own_script_runs():
    text = html(everything())
    read = Read(text)
    script = re.search(r"<script>(.*?)</script>", text, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    (policy,) = [one["content"] for one in read.all("meta") if "http-equiv" in one]
    assert policy.startswith("default-src 'none'; ")
    assert f"script-src 'sha256-{digest}'" in policy
    assert len(read.all("script")) == 1
    assert not read.all("link")
    assert not read.all("iframe")
    assert all(one["src"].startswith("data:") for one in read.all("img"))
    assert "url(" not in re.search(r"<style>(.*?)</style>", text, re.DOTALL).group(1)


def test_hostile_text_stays_text_wherever_it_stands():
    cells = [[brief.text(EVIL), brief.text("javascript:alert(1)")]]
    evil = slide(
        "6101",
        title=EVIL,
        line=EVIL,
        source=EVIL,
        points=(EVIL,),
        figures=(Figure(label=EVIL, cell=brief.text(EVIL), source=EVIL),),
        table=brief.table(EVIL, (EVIL, "b"), cells),
        picture=Picture(svg=SVG, alt=EVIL, width=1, height=1),
    )
    told = made(evil, slide("judul"), title=EVIL, subtitle=EVIL, footer=EVIL, mark=EVIL)
    text = html(told, names={**NAMES, "6101": EVIL})
    read = Read(text)
    assert len(read.all("script")) == 1
    assert not any("onerror" in attrs for _, attrs in read.tags)
    assert not any(attrs.get("href", "").startswith("javascript") for attrs in read.all("a"))
    assert len(read.all("img")) == 1
    assert "\x00" not in text
    assert EVIL[:40] in "".join(read.words)


def test_a_drawing_is_the_same_drawing_though_it_is_written_shorter():
    from urllib.parse import unquote
    from xml.etree import ElementTree

    (image,) = Read(html(everything())).all("img")
    drawn = unquote(image["src"].removeprefix("data:image/svg+xml,"))
    assert len(drawn) < len(SVG) + 20
    root = ElementTree.fromstring(drawn)
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == 'A\'s & "B"'
    assert root.find(f"{space}path").attrib == {"d": "M1.23,2L30.98,9", "stroke": "#12202e"}
    assert image["alt"] == "Tren Sambas"


def test_made_up_data_says_so_at_head_and_foot_title_and_across_the_map():
    marked = html(replace(everything(), mark="DATA CONTOH"))
    assert "<title>DATA CONTOH" in marked
    assert "".join(Read(marked).words).count("DATA CONTOH") == 4
    assert "DATA CONTOH" not in html(everything())


@pytest.mark.parametrize("value", [0.0, 0.24, 1.0, 1.3])
def test_a_bar_never_reaches_beyond_its_track(value):
    bars = Bars(title="", names=("a",), values=(share("x", value),))
    width = float(carryaway._share(bars.values[0], bars))
    assert width == pytest.approx(100 * value / max(1, value))


def test_the_same_input_gives_the_same_bytes_below_a_megabyte():
    assert html(everything()) == html(everything())
    assert len(html(everything()).encode()) < LIMIT


def test_an_english_brief_is_marked_english():
    assert '<html lang="en">' in html(replace(everything(), language="en"), language="en")
