"""Two indicators against each other: one point per regency, named where the name fits."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import Any

import altair as alt
import numpy as np

from geo import charts
from geo.language import Language
from geo.model import BpsCode

WIDTH, HEIGHT = 560, 380
"""Of the plot itself, in px."""
RADIUS, SMALL, MANY = 5.5, 3, 60
"""Of a dot, px, and of one among more than so many."""
TICKS = 6
LETTER, LINE = 6.6, 14
"""Mean width of a letter and height of a line at 12 px."""
PLACES = ((0.0, -11.0), (0.0, 13.0), (1.0, 0.0), (-1.0, 0.0))
"""Where a name may stand: above, below, right, left; 1 is half its own width and a bit."""
BASELINE = 4
"""How far below its middle a text stands, px."""
BETWEEN, AFTER = "~", "|"
"""Stand between the parts of what is said of a dot, and after all of them."""
_HOLLOW, _NOWHERE = " fill='#ffffff'", -math.inf
_MARKS = '<g class="mark-symbol role-mark'
"""Where the drawn frame would hold marks of its own."""
Place = tuple[float, float]
"""Pixels from the left of the plot and from above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One regency in the plot.

    Attributes
    ----------
    region : BpsCode
    name : str
        What is printed beside it.
    told : tuple of str
        What is said of it: its own words and words that others share in turn, so that these are
        written once for all.
    across, up : float
        Values as the axes show them (percent where the unit is a fraction).
    is_comparable : bool
        Drawn full; hollow where its figure may not be compared with the others'.
    """

    region: BpsCode
    name: str
    told: tuple[str, ...]
    across: float
    up: float
    is_comparable: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """How an axis reads."""

    title: str


def drawn(
    dots: Sequence[Dot], across: Axis, up: Axis, *, language: Language = "id", mark: str = ""
) -> str:
    """SVG of the plot; each point carries its region's code and words, for the page to link it.

    The library draws the axes; dots and names are put in here, at places worked out from the same
    ends. Why: docs/decisions/0005-charts.md.

    Parameters
    ----------
    dots : sequence of Dot
        At least two.
    language : {"id", "en"}
        Of the numbers on the axes.
    mark : str
        Stands above a chart of made-up data.
    """
    horizontal, vertical = _domain([dot.across for dot in dots]), _domain([dot.up for dot in dots])
    places = _places(dots, horizontal, vertical)
    frame = _frame(_Side(across, horizontal), _Side(up, vertical), language=language, mark=mark)
    return frame.replace(_MARKS, f"{_circles(dots, places)}{_names(dots, places)}{_MARKS}", 1)


def _places(dots: Sequence[Dot], across: Place, up: Place) -> list[Place]:
    wide, high = WIDTH / (across[1] - across[0]), HEIGHT / (up[1] - up[0])
    return [((dot.across - across[0]) * wide, (up[1] - dot.up) * high) for dot in dots]


def _circles(dots: Sequence[Dot], places: Sequence[Place]) -> str:
    radius = RADIUS if len(dots) <= MANY else SMALL
    circles = (
        f"<circle data-region='{escape(dot.region)}' cx='{x:.1f}' cy='{y:.1f}' r='{radius}'"
        f"{'' if dot.is_comparable else _HOLLOW}/>"
        for dot, (x, y) in zip(dots, places, strict=True)
    )
    shared = {words: n for n, words in enumerate(dict.fromkeys(dot.told[1::2] for dot in dots))}
    own = [(str(shared[dot.told[1::2]]), *dot.told[::2]) for dot in dots]
    paint = f'fill="{charts.MAIN}" stroke="{charts.MAIN}" stroke-width="1.6"'
    said = f"data-told='{_listed(own)}' data-shared='{_listed(shared)}'"
    return f'<g class="points" {paint} {said}>{"".join(circles)}</g>'


def _listed(texts: Iterable[Sequence[str]]) -> str:
    """Parts of texts as `linked.js` takes them apart; the signs between them stand in none."""
    plain = str.maketrans({BETWEEN: "-", AFTER: "-"})
    joined = (BETWEEN.join(part.translate(plain) for part in text) for text in texts)
    return escape(AFTER.join(joined))


def _names(dots: Sequence[Dot], places: Sequence[Place]) -> str:
    texts = (
        f'<text x="{x:.1f}" y="{y + BASELINE:.1f}">{escape(name)}</text>'
        for name, (x, y) in _named(dots, places)
    )
    how = f'font-family="{charts.FONT}" font-size="12px" text-anchor="middle" fill="{charts.INK}"'
    return f'<g class="names" {how}>{"".join(texts)}</g>'


def _domain(values: Sequence[float]) -> tuple[float, float]:
    """From a little below the least to a little above the most; never below zero by itself."""
    low, high = min(values), max(values)
    room = 0.09 * (high - low) or abs(high) * 0.1 or 1.0
    return (max(0.0, low - room) if low >= 0 else low - room), high + room


def _named(dots: Sequence[Dot], places: Sequence[Place]) -> list[tuple[str, Place]]:
    """Names, and their middles, where they cover neither a dot nor another name."""
    rooms = np.full((2 * len(dots), 4), _NOWHERE)  # of the dots, then of their names
    rooms[: len(dots)] = [(x - 6, y - 6, x + 6, y + 6) for x, y in places]
    named = []
    for number, (dot, (left, above)) in enumerate(zip(dots, places, strict=True)):
        half, own = len(dot.name) * LETTER / 2, rooms[number].copy()
        rooms[number] = _NOWHERE  # a name may touch its own dot
        for sideways, down in PLACES:
            x, y = left + sideways * (half + 9), above + down
            box = (x - half, y - LINE / 2, x + half, y + LINE / 2)
            if _is_inside(box) and not _overlaps(box, rooms):
                rooms[len(dots) + number] = box
                named.append((dot.name, (x, y)))
                break
        rooms[number] = own
    return named


def _is_inside(box: tuple[float, float, float, float]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= HEIGHT


def _overlaps(box: tuple[float, float, float, float], others: np.ndarray) -> bool:
    """Whether a box covers a part of any other; each is left, top, right, bottom."""
    left, top, right, bottom = others.T
    apart = (box[0] >= right) | (box[2] <= left) | (box[1] >= bottom) | (box[3] <= top)
    return not bool(apart.all())


@dataclass(frozen=True, slots=True)
class _Side:
    """An axis with the values at its two ends."""

    axis: Axis
    ends: tuple[float, float]


def _frame(across: _Side, up: _Side, *, language: Language, mark: str) -> str:
    """The plot without anything in it: axes, titles, grid."""
    spec = _specification()
    encoding = {name: _encoded(spec, name, side) for name, side in (("x", across), ("y", up))}
    return charts.svg({**spec, "encoding": encoding}, language=language, mark=mark)


def _encoded(spec: dict[str, Any], name: str, side: _Side) -> dict[str, Any]:
    plain = spec["encoding"][name]
    return {
        **plain,
        "title": side.axis.title,
        "axis": {**plain["axis"], "format": f",.{_decimals(side.ends)}f"},
        "scale": {"domain": list(side.ends), "nice": False, "zero": False},
    }


def _decimals(ends: tuple[float, float]) -> int:
    """So many that no two ticks read the same."""
    return max(0, math.ceil(-math.log10((ends[1] - ends[0]) / TICKS)))


@lru_cache
def _specification() -> dict[str, Any]:
    """The frame without its ends: building one with Altair takes 100 ms."""
    axes = {name: alt.Axis(tickCount=TICKS) for name in ("x", "y")}
    chart = (
        alt.Chart(alt.NamedData("nothing"))
        .mark_point()
        .encode(x=alt.X("x:Q", axis=axes["x"]), y=alt.Y("y:Q", axis=axes["y"]))
    )
    spec: dict[str, Any] = chart.properties(width=WIDTH, height=HEIGHT).to_dict()
    return {**spec, "datasets": {"nothing": []}}
