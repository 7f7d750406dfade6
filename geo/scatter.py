"""Two indicators against each other: one point per regency, named where the name fits."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import altair as alt
import numpy as np

from geo import charts
from geo.language import Language
from geo.model import BpsCode

WIDTH, HEIGHT = 560, 380
"""Of the plot itself, in px."""
SIZE, SMALL, MANY = 120, 36, 60
"""Area of a dot, px², and of one among more than so many."""
_GROUP = '<g class="mark-symbol role-mark layer_0_marks"'
_LINE = f' stroke="{charts.MAIN}" stroke-width="1.6" opacity="1"'
"""The line of each dot, which is said once for all of them: of 500 dots it is a third."""
TICKS = 6
LETTER, LINE = 6.6, 14
"""Mean width of a letter and height of a line at 12 px."""
PLACES = ((0.0, -11.0), (0.0, 13.0), (1.0, 0.0), (-1.0, 0.0))
"""Where a name may stand: above, below, right, left; 1 is half its own width and a bit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One regency in the plot.

    Attributes
    ----------
    region : BpsCode
    name, told : str
        What is printed beside it; what is said of it: both figures with their dates.
    across, up : float
        Values as the axes show them (percent where the unit is a fraction).
    is_comparable : bool
        Drawn full; hollow where its figure may not be compared with the others'.
    """

    region: BpsCode
    name: str
    told: str
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
    """SVG of the plot; each point carries its region's code, so that the page can link it.

    Parameters
    ----------
    dots : sequence of Dot
        At least two.
    language : {"id", "en"}
        Of the numbers on the axes.
    mark : str
        Stands above a chart of made-up data.
    """
    spec = _specification()
    horizontal, vertical = _domain([dot.across for dot in dots]), _domain([dot.up for dot in dots])
    encoding = {
        **spec["encoding"],
        "x": _axis(spec["encoding"]["x"], across, horizontal),
        "y": _axis(spec["encoding"]["y"], up, vertical),
    }
    data = {"dots": _rows(dots), "names": _names(dots, horizontal, vertical)}
    whole = {**spec, "encoding": encoding, "datasets": data}
    drawn = charts.svg(whole, language=language, mark=mark)
    drawn = drawn.replace(_LINE, "").replace(_GROUP, f"{_GROUP}{_LINE}")
    # Vega has no attribute of ours, so the code comes along with the words of a point.
    return re.sub(r'aria-label="(\w+)\|', r'data-region="\1" aria-label="', drawn)


def _rows(dots: Sequence[Dot]) -> list[dict[str, Any]]:
    size = SIZE if len(dots) <= MANY else SMALL
    return [
        {
            "x": dot.across,
            "y": dot.up,
            "told": f"{dot.region}|{dot.told}",
            "fill": charts.MAIN if dot.is_comparable else "#ffffff",
            "size": size,
        }
        for dot in dots
    ]


def _domain(values: Sequence[float]) -> tuple[float, float]:
    """From a little below the least to a little above the most; never below zero by itself."""
    low, high = min(values), max(values)
    room = 0.09 * (high - low) or abs(high) * 0.1 or 1.0
    return (max(0.0, low - room) if low >= 0 else low - room), high + room


def _names(
    dots: Sequence[Dot], across: tuple[float, float], up: tuple[float, float]
) -> list[dict[str, Any]]:
    """Names where they cover neither a dot nor another name."""
    wide, high = WIDTH / (across[1] - across[0]), HEIGHT / (up[1] - up[0])
    places = [((dot.across - across[0]) * wide, (up[1] - dot.up) * high) for dot in dots]
    taken = np.array([(x - 6, y - 6, x + 6, y + 6) for x, y in places])
    named = []
    for number, dot in enumerate(dots):
        half = len(dot.name) * LETTER / 2
        for sideways, down in PLACES:
            x, y = places[number][0] + sideways * (half + 9), places[number][1] + down
            box = (x - half, y - LINE / 2, x + half, y + LINE / 2)
            if _is_inside(box) and not _overlaps(box, np.delete(taken, number, axis=0)):
                taken = np.vstack([taken, box])
                place = {"x": across[0] + x / wide, "y": up[1] - y / high}
                named.append({**place, "name": dot.name})
                break
    return named


def _is_inside(box: tuple[float, float, float, float]) -> bool:
    return box[0] >= 0 and box[1] >= 0 and box[2] <= WIDTH and box[3] <= HEIGHT


def _overlaps(box: tuple[float, float, float, float], others: np.ndarray) -> bool:
    """Whether a box covers a part of any other; each is left, top, right, bottom."""
    left, top, right, bottom = others.T
    apart = (box[0] >= right) | (box[2] <= left) | (box[1] >= bottom) | (box[3] <= top)
    return not bool(apart.all())


def _axis(encoding: dict[str, Any], axis: Axis, domain: tuple[float, float]) -> dict[str, Any]:
    return {
        **encoding,
        "title": axis.title,
        "axis": {**encoding["axis"], "format": f",.{_decimals(domain)}f"},
        "scale": {"domain": list(domain), "nice": False, "zero": False},
    }


def _decimals(domain: tuple[float, float]) -> int:
    """So many that no two ticks read the same."""
    return max(0, math.ceil(-math.log10((domain[1] - domain[0]) / TICKS)))


@lru_cache
def _specification() -> dict[str, Any]:
    """The chart without its data: building one with Altair takes 100 ms."""
    dots = alt.Chart(alt.NamedData("dots")).mark_point(
        filled=True, opacity=1, stroke=charts.MAIN, strokeWidth=1.6
    )
    names = alt.Chart(alt.NamedData("names")).mark_text(color=charts.INK, fontSize=12)
    chart = alt.layer(
        dots.encode(
            fill=alt.Fill("fill:N", scale=None, legend=None),
            size=alt.Size("size:Q", scale=None, legend=None),
            description="told:N",
        ),
        names.encode(text="name:N"),
    ).encode(
        x=alt.X("x:Q", axis=alt.Axis(tickCount=TICKS)),
        y=alt.Y("y:Q", axis=alt.Axis(tickCount=TICKS)),
    )
    spec: dict[str, Any] = chart.properties(width=WIDTH, height=HEIGHT).to_dict()
    return spec
