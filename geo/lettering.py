"""Names of regions on a still map: inside where they fit, beside the coast where they do not.

A name that fits neither way is left out; the picture's title and table hold it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import shapely

from geo.charts import FONT, INK

FROM = 600
"""Width of the smallest drawing that bears names, px; small maps have none."""
BESIDE = 0.18
"""Share of a drawing's width that is kept free in the west, for names beside the coast."""
MANY = 60
"""Regions of a drawing from which on no name stands beside the coast: there is no room for all."""
SIZES = (22, 20, 18, 16)
"""Type sizes that are tried, px."""
_STEP = 3
"""Between the rows in which room is looked for, px."""
_NARROW, _USUAL, _BROAD = 0.29, 0.6, 0.76
"""Widths of bold signs in parts of the type size: ijl and blanks; most; capitals, m and w."""
_OVER, _FAR_OVER = 1.2, 1.55
"""How much wider than its room a name may be, for its halo keeps it legible across a border;
more where the coast is too far for a line."""
_HALO = "#ffffff"

Row = tuple[float, float, float]
"""The widest part of a region at one height: y, then x from and to; px."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Where the name of a region may stand, px.

    Attributes
    ----------
    rows : tuple of (y, x from, x to)
        The widest part of the region at each height, from north to south.
    point : (x, y)
        Inside its largest part, where a label stands best.
    tip : (x, y) or None
        Where a line from a name beside the coast ends; None where the coast is too far.
    """

    rows: tuple[Row, ...]
    point: tuple[float, float]
    tip: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Name:
    """A name with its place: the middle of its lines, or the end of them where it has a line."""

    lines: tuple[str, ...]
    size: int
    x: float
    y: float
    tip: tuple[float, float] | None = None


def spaces(
    shapes: Sequence[shapely.Geometry], points: Sequence[tuple[float, float]], width: int
) -> list[Space]:
    """Room for a name in each shape of a drawing, in their order.

    Parameters
    ----------
    shapes : sequence of polygons, px, y downwards
    points : sequence of (x, y), px
        Where the label of each stands best.
    width : int, px
        Of the drawing.
    """
    rows = [_rows(shape) for shape in shapes]
    shore: dict[float, float] = {}
    for y, x, _ in (row for some in rows for row in some):
        shore[y] = min(x, shore.get(y, x))
    found = []
    for some, point in zip(rows, points, strict=True):
        coast = [row for row in some if row[1] <= shore[row[0]] + 1]
        tip = _tip(coast) if coast else point
        near = tip[0] - shore.get(_STEP * round(tip[1] / _STEP), tip[0]) <= BESIDE * width
        found.append(Space(rows=some, point=point, tip=tip if near else None))
    return found


def written(found: Mapping[str, Space], names: Mapping[str, str]) -> str:
    """The names of a drawing as one group of SVG; empty where no name has room."""
    inside, beside, are_many = [], [], len(found) >= MANY
    for code, space in found.items():
        name = _inside(names[code], space, _OVER if space.tip or are_many else _FAR_OVER)
        if name is not None:
            inside.append(name)
        elif space.tip is not None and not are_many:
            beside.append((names[code], space.tip))
    drawn = [*inside, *_beside(beside, found.values())]
    if not drawn:
        return ""
    look = f'font-family="{FONT}" fill="{INK}" stroke="{_HALO}" stroke-width="4"'
    above = 'paint-order="stroke" stroke-linejoin="round" pointer-events="none"'
    parts = "".join(map(_drawn, drawn))
    return f'<g class="names" aria-hidden="true" {look} {above} font-weight="600">{parts}</g>'


def wide(text: str, size: float) -> float:
    """About how wide a text is in any sans serif, px."""
    return size * sum(
        _NARROW if sign in "ijltfr .,'" else _BROAD if sign in "mwMW" or sign.isupper() else _USUAL
        for sign in text
    )


def _rows(shape: shapely.Geometry) -> tuple[Row, ...]:
    """The widest part of a shape at each height."""
    west, north, east, south = shape.bounds
    heights = np.arange(_STEP * np.ceil(north / _STEP), south, _STEP)
    if not len(heights):  # lower than a step: of 514 regions some are
        return ()
    lines = shapely.linestrings([[(west - 1, y), (east + 1, y)] for y in heights])
    found = []
    for y, cut in zip(heights.tolist(), shapely.intersection(shape, lines), strict=True):
        parts = [part.bounds for part in shapely.get_parts(cut) if part.length > 0]
        if parts:
            from_x, _, to_x, _ = max(parts, key=lambda box: box[2] - box[0])
            found.append((y, from_x, to_x))
    return tuple(found)


def _tip(coast: Sequence[Row]) -> tuple[float, float]:
    """A place at the coast of a region: in the middle of the part of it that is broadest."""
    y, from_x, to_x = coast[len(coast) // 2]
    return (min(from_x + 6, (from_x + to_x) / 2), y)


def _inside(name: str, space: Space, over: float) -> _Name | None:
    """The name in its region, as large as it can be, near the place where it stands best."""
    for size in SIZES:
        for lines in _broken(name):
            needed = max(wide(line, size) for line in lines) / over
            places = _middles(space.rows, len(lines) * size * 1.1, needed)
            if places:
                x0, y0 = space.point
                x, y = min(places, key=lambda at: (at[0] - x0) ** 2 + (at[1] - y0) ** 2)
                return _Name(lines=lines, size=size, x=x, y=y)
    return None


def _middles(rows: Sequence[Row], height: float, width: float) -> list[tuple[float, float]]:
    """Middles of the boxes of this size that lie within a region."""
    count = int(np.ceil(height / _STEP)) + 1
    found = []
    for start in range(len(rows) - count + 1):
        band = rows[start : start + count]
        if band[-1][0] - band[0][0] > height + _STEP:  # a strait between islands
            continue
        from_x, to_x = max(row[1] for row in band), min(row[2] for row in band)
        if to_x - from_x >= width:
            found.append(((from_x + to_x) / 2, (band[0][0] + band[-1][0]) / 2))
    return found


def _broken(name: str) -> list[tuple[str, ...]]:
    """A name in one line, and in a line for each of two words."""
    words = name.split(" ")
    return [(name,), tuple(words)] if len(words) == 2 else [(name,)]


def _beside(
    wanted: Iterable[tuple[str, tuple[float, float]]], found: Iterable[Space]
) -> list[_Name]:
    """Names in the sea, from north to south, each with a line to its region."""
    rows = [row for space in found for row in space.rows]
    made, under = list[_Name](), 0.0
    for name, tip in sorted(wanted, key=lambda one: one[1][1]):
        y = max(tip[1], under)
        shore = [x for at, x, _ in rows if abs(at - y) <= 0.7 * SIZES[0]]
        end = min([*shore, tip[0]]) - 10
        size = next((one for one in SIZES[1:] if wide(name, one) <= end), None)
        if size is not None:
            made.append(_Name(lines=(name,), size=size, x=end, y=y, tip=tip))
            under = y + 1.3 * size
    return made


def _drawn(name: _Name) -> str:
    """A name, and its line where it has one."""
    anchor = "middle" if name.tip is None else "end"
    first = name.y + 0.36 * name.size - 0.55 * name.size * (len(name.lines) - 1)
    texts = "".join(
        f'<text x="{name.x:.0f}" y="{first + 1.1 * name.size * nth:.0f}" '
        f'font-size="{name.size}" text-anchor="{anchor}">{escape(line)}</text>'
        for nth, line in enumerate(name.lines)
    )
    if name.tip is None:
        return texts
    x, y = name.tip
    way = f'd="M{name.x + 3:.0f} {name.y:.0f}L{x:.0f} {y:.0f}"'
    dot = f'<circle cx="{x:.0f}" cy="{y:.0f}" r="3" fill="{INK}" stroke-width="1.5"/>'
    return f'<path {way} fill="none" stroke="{INK}" stroke-width="1.2"/>{dot}{texts}'
