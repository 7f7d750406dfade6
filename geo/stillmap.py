"""Layer → still drawing: a small SVG map for paper, cards and rows of maps.

Written directly, without a chart engine: on the equator a degree of longitude is as long as
one of latitude (at 3° it is 0.14 % shorter), so lon/lat is drawn as it stands, 1:1. Colours
and lines are attributes of the shapes, so that a picture is whole by itself.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Literal

import geopandas as gpd
import numpy as np
import shapely

from geo import hatching, lettering, pathdata, wording
from geo.charts import FONT
from geo.choropleth import LETTERS, ChoroplethLayer
from geo.formats import Writer
from geo.model import Missing
from geo.palettes import HATCH, NO_DATA, NOT_APPLICABLE

MARGIN = 1.5
"""Room around the shapes for the widest outline, in px."""
TOLERANCE = 1.2
"""How far simplifying may go, in px: about the square root of the triangles it drops."""
HATCH_STEP = 6.0
"""Widest distance between hatch lines, in px; a small region gets closer ones, six at least."""
OLDER = LETTERS[Missing.OLDER.value]
Pattern = Literal["plain", "hatched", "broken", "dashed"]
BLANKS: Mapping[str, Pattern] = {"older": "broken", "not_applicable": "plain"}  # else hatched
INK, LINE, LAND = "#12202e", "#7b8794", "#dfe4ea"
CHOSEN, MADE_UP = "#b3123f", "#b3123f"
NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML may hold, however they are escaped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """Shapes ready to be drawn at one size; made once, kept by the caller, drawn many times.

    Attributes
    ----------
    width, height : int
        Of the drawing, px; the units of everything below.
    paths, hatches : mapping of region code to SVG path data
        Outline, and the diagonal lines across it.
    points : mapping of region code to (x, y)
        Where a label may stand: inside the largest part.
    spaces : mapping of region code to Space
        Room for its name; empty for a drawing that is too small for names.
    """

    width: int
    height: int
    paths: Mapping[str, str]
    hatches: Mapping[str, str]
    points: Mapping[str, tuple[float, float]]
    spaces: Mapping[str, lettering.Space] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a drawing says to those who point at it or hear it.

    The whole picture in a sentence; by region code its name, and its value with date.
    """

    title: str
    names: Mapping[str, str]
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One line of a legend: a fill (`#rrggbb`) with its pattern, and how many regions have it."""

    colour: str
    pattern: Pattern
    label: str
    count: int


def outlines(layer: gpd.GeoDataFrame, width: int) -> Outlines:
    """The shapes of a boundary layer, simplified together to what a size can show.

    Parameters
    ----------
    layer : GeoDataFrame of polygons, EPSG:4326, indexed by region code
        A valid coverage, with `label_lon` and `label_lat`.
    width : int, px
        Of the drawing; its height follows. From `lettering.FROM` on it has room for names.
    """
    west, south, east, north = layer.total_bounds
    named = width >= lettering.FROM
    beside = lettering.BESIDE * width * (named and len(layer) < lettering.MANY)
    scale = (width - beside - 2 * MARGIN) / (east - west)

    def placed(lonlat: np.ndarray) -> np.ndarray:
        return np.asarray((lonlat - [west, north]) * [scale, -scale] + [MARGIN + beside, MARGIN])

    drawn = shapely.transform(np.asarray(layer.geometry.array), placed)
    shapes = [pathdata.visible(shape) for shape in shapely.coverage_simplify(drawn, TOLERANCE)]
    points = placed(layer[["label_lon", "label_lat"]].to_numpy(float)).round(1)
    codes = [str(code) for code in layer.index]
    found = lettering.spaces(shapes, points.tolist(), width) if named else []
    return Outlines(
        width=width,
        height=round((north - south) * scale + 2 * MARGIN),
        paths=dict(zip(codes, map(pathdata.outline, shapes), strict=True)),
        hatches={
            code: pathdata.path(hatching.lines(shape, HATCH_STEP, on_paper=True))
            for code, shape in zip(codes, shapes, strict=True)
        },
        points={code: (x, y) for code, (x, y) in zip(codes, points.tolist(), strict=True)},
        spaces=dict(zip(codes, found, strict=True)) if named else {},
    )


def said(layer: ChoroplethLayer, writer: Writer, names: Mapping[str, str]) -> Words:
    """The words of a layer's drawing: name, value and date of each region."""
    rows = layer.table.to_dict("index")
    values = {
        str(code): [wording.value(writer, layer.indicator, row), wording.date_of(writer, row)]
        for code, row in rows.items()
    }
    joined = {code: ", ".join(filter(None, pair)) for code, pair in values.items()}
    return Words(title=titled(layer, writer), names=names, values=joined)


def titled(layer: ChoroplethLayer, writer: Writer) -> str:
    """What a layer's drawing is of."""
    label = wording.indicator_label(writer, layer.indicator, layer.segment)
    when = wording.period_label(writer, layer.period)
    return writer.say("Peta: {indicator}, {period}", indicator=label, period=when)


def draw(
    shapes: Outlines,
    layer: ChoroplethLayer,
    words: Words,
    *,
    selected: str | None = None,
    mark: str = "",
) -> str:
    """A layer as an SVG picture.

    Only `letters()`, `old()`, `colours` and the index of the table are read, so that a layer
    of changes, with colours of its own, is drawn just the same. Meant for rates: a count
    (`Mark.SYMBOL`) must not fill an area.

    Parameters
    ----------
    selected : str, optional
        Code of the region to outline.
    mark : str
        What is written across a picture of made-up data.
    """
    parts: list[tuple[int, str]] = []
    for code, letter, old in _regions(layer):
        said_of = _text(f"{words.names[code]}: {words.values[code]}")
        fill, is_selected = _fill(letter, layer.colours), code == selected
        drawn = _region(shapes, code, fill, _line(is_selected, old), f"<title>{said_of}</title>")
        parts.append(
            (2 if is_selected else int(old), drawn + _hatched(letter, shapes.hatches[code]))
        )
    above = [drawn for _, drawn in sorted(parts, key=lambda part: part[0])]
    names = lettering.written(shapes.spaces, words.names)
    return _picture(shapes, words.title, [*above, *_marked(shapes, mark), names])


def glance(shapes: Outlines, layer: ChoroplethLayer, title: str, mark: str = "") -> str:
    """A layer as a picture of its colours alone: regions that look alike are one shape.

    As `draw`, without what is said of each region: for pictures in which nobody can reach one.
    A browser takes them in in a fraction of the time where there are hundreds of regions.
    """
    alike = defaultdict[tuple[bool, str], list[str]](list)
    for code, letter, old in _regions(layer):
        alike[old, letter].append(code)
    parts = []
    for (old, letter), codes in sorted(alike.items()):
        whole = "".join(shapes.paths[code] for code in codes)
        lines = "".join(shapes.hatches[code] for code in codes)
        shape = f'<path fill="{_fill(letter, layer.colours)}" d="{whole}"{_line(False, old)}/>'
        parts.append(shape + _hatched(letter, lines))
    return _picture(shapes, title, [*parts, *_marked(shapes, mark)])


def locator(shapes: Outlines, selected: str, title: str) -> str:
    """Where a region lies: a map in grey with that one filled."""
    parts = [
        _region(shapes, code, CHOSEN if code == selected else LAND, "", "") for code in shapes.paths
    ]
    return _picture(shapes, title, parts)


def bundled(drawings: Mapping[str, str]) -> str:
    """Several drawings in one file, each by its name; the page takes them out of it."""
    parts = (drawn.replace("<svg ", f'<svg id="{name}" ', 1) for name, drawn in drawings.items())
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'


def legend(layer: ChoroplethLayer, writer: Writer) -> list[Key]:
    """What the colours and lines mean, from the same classes, with how many regions each holds.

    Every class of the scheme, so that legends of several periods are alike; of the blanks and
    the older readings those that occur.
    """
    letters = layer.letters()
    labels = wording.class_labels(writer, layer.indicator, layer.classes)
    keys = [
        Key(colour=colour, pattern="plain", label=label, count=letters.count(str(number)))
        for number, (colour, label) in enumerate(zip(layer.colours, labels, strict=True))
    ]
    old = int(layer.old().sum())
    if old:
        label = writer.say("data lebih lama daripada yang terbaru")
        keys.append(Key(colour=NO_DATA, pattern="dashed", label=label, count=old))
    for status, count in layer.missing["status"].value_counts(sort=False).items():
        keys.append(
            Key(
                colour=_fill(LETTERS[str(status)], layer.colours),
                pattern=BLANKS.get(str(status), "hatched"),
                label=writer.tell(wording.MISSING_WORDS[str(status)]),
                count=int(count),
            )
        )
    return keys


def _fill(letter: str, colours: tuple[str, ...]) -> str:
    if letter.isdigit():
        return colours[int(letter)]
    return NOT_APPLICABLE if letter in "as" else NO_DATA


def _line(is_selected: bool, old: bool) -> str:
    """How a region is outlined; empty for the thin line that all share."""
    if not (is_selected or old):
        return ""
    line = f' stroke="{CHOSEN}" stroke-width="2"' if is_selected else f' stroke="{INK}"'
    return line + (' stroke-dasharray="4 2"' if old else "")


def _regions(layer: ChoroplethLayer) -> Iterator[tuple[str, str, bool]]:
    """Of each region its code, its letter, and whether its reading is an older one."""
    return zip(map(str, layer.table.index), layer.letters(), map(bool, layer.old()), strict=True)


def _hatched(letter: str, lines: str) -> str:
    """Lines across what has no value of its own; empty for what has."""
    if letter not in "nes":
        return ""
    broken = ' stroke-dasharray="2 4"' if letter == OLDER else ""
    return f'<path d="{lines}" fill="none" stroke="{HATCH}"{broken}/>'


def _region(shapes: Outlines, code: str, fill: str, line: str, inner: str) -> str:
    shape = f'fill="{fill}" d="{shapes.paths[code]}"{line}'
    return f'<path data-region="{_text(code)}" {shape}>{inner}</path>'


def _marked(shapes: Outlines, mark: str) -> list[str]:
    if not mark:
        return []
    size = min(1.22 * shapes.width / len(mark), shapes.height / 4)
    down = 0.75 if shapes.spaces else 0.5  # names stand thickest in the middle
    place = f'x="{shapes.width / 2:g}" y="{shapes.height * down:g}"'
    look = f'fill="{MADE_UP}" fill-opacity=".6" stroke="none" text-anchor="middle"'
    font = f'font-size="{size:.0f}" font-weight="700" font-family="{FONT}"'
    return [f"<text {place} {look} {font}>{_text(mark)}</text>"]


def _picture(shapes: Outlines, title: str, parts: list[str]) -> str:
    size = f'width="{shapes.width}" height="{shapes.height}"'
    box = f'viewBox="0 0 {shapes.width} {shapes.height}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" role="img" {size} {box}>'
    style = f'stroke="{LINE}" stroke-width=".5" stroke-linejoin="round" fill-rule="evenodd"'
    return f"{head}<title>{_text(title)}</title><g {style}>{''.join(parts)}</g></svg>"


def _text(text: str) -> str:
    """Text of the data as text of the picture, never as markup."""
    return escape(NOT_XML.sub("", text))
