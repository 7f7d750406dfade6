"""Either scheme: text reads, marks are seen, and classes keep the colours of their legend."""

import re
import tomllib
from pathlib import Path

import pytest

from geo import charts, palettes, stillmap
from geo.model import Polarity

ROOT = Path(__file__).parent.parent.parent
DARK = "@media screen and (prefers-color-scheme: dark)"
SCHEMES = ("light", "dark")
TEXT, MARK = 4.5, 3.0
"""Least contrast of text, and of what else must be seen (WCAG 2.2, 1.4.3 and 1.4.11)."""
SURFACES = ("page", "paper", "soft", "warn-soft", "picked", "here")
WORDS = ("ink", "muted", "main", "deep", "mark", "warn")
EDGES = ("edge", "main", "mark", "warn")
MAP_TEXT = [("ink", "paper"), ("muted", "paper"), ("ink", "blank"), ("ink", "ground")]
MAP_TEXT += [("ink", "none"), ("place", "land"), ("sea-name", "sea"), ("warn", "paper")]
MAP_MARKS = [("outline", "sea"), ("outline", "blank"), ("outline", "ground"), ("hatch", "blank")]
MAP_MARKS += [("edge", "paper"), ("control", "paper"), ("main", "paper")]
CLASSES = {colour for scheme in palettes.SCHEMES.values() for colour in scheme}


def tokens(name):
    """Colours by name, for each scheme; what the dark one leaves out is as in the light one."""
    text = (ROOT / name).read_text("utf-8")
    light, dark = (
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
        for block in (text[: text.index(DARK)], text[text.index(DARK) :].split("}", 1)[0])
    )
    assert set(light) == set(dark), "a colour that is named in one scheme alone"
    return {"light": light, "dark": dark}


PAGE, MAP = tokens("pages/shell/colours.css"), tokens("geo/assets/peta.css")


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("surface", SURFACES)
def test_words_read_on_every_surface(scheme, surface):
    colours = PAGE[scheme]
    found = {word: palettes.contrast(colours[word], colours[surface]) for word in WORDS}
    assert {word: ratio for word, ratio in found.items() if ratio < TEXT} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("surface", SURFACES)
def test_edges_and_focus_rings_are_seen_on_every_surface(scheme, surface):
    colours = PAGE[scheme]
    found = {edge: palettes.contrast(colours[edge], colours[surface]) for edge in EDGES}
    assert {edge: ratio for edge, ratio in found.items() if ratio < MARK} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_white_reads_on_bars_and_stamps_and_paper_on_what_is_there(scheme):
    colours = PAGE[scheme]
    for fill in ("bar", "lit", "stamp"):
        assert palettes.contrast("#ffffff", colours[fill]) >= TEXT
    assert palettes.contrast(colours["paper"], colours["deep"]) >= TEXT
    assert palettes.contrast(colours["page"], colours["ink"]) >= TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_charts_and_small_maps_draw_is_seen_on_the_page(scheme):
    colours = PAGE[scheme]
    for surface in ("page", "paper"):
        for mark in ("outline", "decided", "caution"):
            assert palettes.contrast(colours[mark], colours[surface]) >= MARK
        assert palettes.contrast(colours["hatch"], colours["blank"]) >= MARK
    for line in ("main", "outline"):  # a series in a cell, and what it stands on
        for surface in ("page", "paper", "picked"):
            assert palettes.contrast(colours[line], colours[surface]) >= MARK


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), MAP_TEXT)
def test_names_on_the_map_read(scheme, ink, ground):
    assert palettes.contrast(MAP[scheme][ink], MAP[scheme][ground]) >= TEXT


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("mark", "ground"), MAP_MARKS)
def test_outlines_and_controls_of_the_map_are_seen(scheme, mark, ground):
    assert palettes.contrast(MAP[scheme][mark], MAP[scheme][ground]) >= MARK


@pytest.mark.parametrize("polarity", list(Polarity))
def test_the_swatch_of_every_class_has_an_edge_that_is_seen(polarity):
    for scheme in SCHEMES:
        colours = PAGE[scheme]
        for fill in palettes.SCHEMES[polarity]:
            seen = (fill, colours["edge"])
            assert max(palettes.contrast(one, colours["paper"]) for one in seen) >= MARK


@pytest.mark.parametrize("scheme", SCHEMES)
def test_one_of_the_two_outlines_stands_out_from_every_class_and_ground(scheme):
    grounds = (
        CLASSES
        | {palettes.SYMBOL}
        | {MAP[scheme][one] for one in ("sea", "land", "blank", "ground", "none")}
    )
    script = (ROOT / "geo/assets/peta.js").read_text("utf-8")
    cores = re.findall(r'makeOutline\(map, "(#\w{6})"', script)
    assert len(cores) == 2
    for core in cores:
        for ground in grounds:
            assert max(palettes.contrast(one, ground) for one in (core, "#ffffff")) >= MARK


def test_every_colour_of_charts_that_is_no_data_gets_its_name_back():
    sheet = (ROOT / "pages/shell/colours.css").read_text("utf-8")
    drawn = {charts.INK, charts.MUTED, charts.GRID, charts.MAIN, charts.TARGET, charts.CONFLICT}
    drawn |= {charts.DECISION, palettes.NO_DATA, palettes.NOT_APPLICABLE, stillmap.CHOSEN}
    named = dict(re.findall(r'\[(?:fill|stroke)="(#\w{6})"\] \{ \w+: var\(--([\w-]+)\)', sheet))
    assert set(named) == drawn
    assert all(PAGE["light"][name] == colour for colour, name in named.items())
    for colour in (charts.OTHER, stillmap.LINE, palettes.HATCH):  # the same in both: seen on either
        assert all(palettes.contrast(colour, PAGE[scheme]["page"]) >= MARK for scheme in SCHEMES)


def test_no_class_has_a_colour_that_a_scheme_changes():
    sheets = [ROOT / "pages/shell/colours.css", ROOT / "geo/assets/peta.css"]
    text = "".join(path.read_text("utf-8") for path in sheets)
    classes = CLASSES | set(palettes.DIVERGING) | {palettes.SYMBOL}
    assert not classes & set(re.findall(r'\[(?:fill|stroke)="(#\w{6})"\]', text))


def test_streamlits_own_parts_have_the_same_colours():
    theme = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"]
    assert "base" not in theme  # it would be the same for every reader
    names = {"primaryColor": "main", "linkColor": "main", "textColor": "ink"}
    names |= {"backgroundColor": "page", "secondaryBackgroundColor": "soft"}
    for scheme in SCHEMES:
        for option, name in names.items():
            assert theme[scheme][option] == PAGE[scheme][name]
        for surface in ("page", "soft"):
            border = theme[scheme]["borderColor"]
            assert palettes.contrast(border, PAGE[scheme][surface]) >= MARK


def test_sheets_name_colours_and_do_not_write_them():
    free = {"#fff", "#000"}  # on bars and stamps; on paper
    sheets = {"panels.css": set(), "deck.css": {"#12465f", "#9fb4c1"}}  # a button that is off
    for name, more in sheets.items():
        text = (ROOT / "pages/shell" / name).read_text("utf-8")
        assert set(re.findall(r"(?<![\w-])#[0-9a-f]{3}(?:[0-9a-f]{3})?\b", text)) <= free | more


def test_the_table_of_contrasts_in_the_docs_is_computed():
    text = (ROOT / "docs/accessibility.md").read_text("utf-8")
    for line in table():
        assert line in text


def table():
    """The rows of docs/accessibility.md: the worst of each on all the surfaces it may stand on."""
    rows = []
    for name, least in [*((word, TEXT) for word in WORDS), ("edge", MARK)]:
        ratios = [
            min(palettes.contrast(PAGE[s][name], PAGE[s][one]) for one in SURFACES) for s in SCHEMES
        ]
        shown = " | ".join(
            f"`{PAGE[s][name]}` {r:.1f}" for s, r in zip(SCHEMES, ratios, strict=True)
        )
        rows.append(f"| `--{name}` | {shown} | {least:g} |")
    for ink, ground, least in [
        *((*pair, TEXT) for pair in MAP_TEXT),
        *((*pair, MARK) for pair in MAP_MARKS),
    ]:
        shown = " | ".join(f"{palettes.contrast(MAP[s][ink], MAP[s][ground]):.1f}" for s in SCHEMES)
        rows.append(f"| map: `--{ink}` on `--{ground}` | {shown} | {least:g} |")
    return rows
