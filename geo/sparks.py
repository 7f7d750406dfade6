"""A series as a drawing small enough for a table cell; no words, so the cell says them too.

It is a few shapes of style and no picture: a browser takes a fifth of a millisecond for one,
where a picture of its own takes three.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

import shapely

MOST_DOTTED = 12
"""Points that are drawn as dots; more of them are a line."""
EDGE, HALF, UNSEEN = 3, 0.9, 0.2
"""Pixels that stay free for the dots; half the width of a line; how far a line may pass a place:
nobody sees it, and half of the places need not be told."""

Point = tuple[date, float]
Place = tuple[float, float]
"""Pixels from the left and from above."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What all drawings of one table share, so that they can be compared.

    Attributes
    ----------
    first, last : date
        Left and right edge.
    top : float
        Value at the upper edge; the lower one is zero.
    width, height : int
        Pixels.
    """

    first: date
    last: date
    top: float
    width: int = 110
    height: int = 28

    def at(self, point: Point) -> Place:
        """Where a point stands."""
        when, value = point
        whole = max((self.last - self.first).days, 1)
        across = EDGE + (self.width - 2 * EDGE) * (when - self.first).days / whole
        down = EDGE + (self.height - 2 * EDGE) * (1 - value / (self.top or 1.0))
        return round(across, 1), round(down, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spark:
    """A drawing, in parts of its frame, so that it may be shown at any size.

    Attributes
    ----------
    width, height : int
        Of the frame.
    lines : tuple of str
        Outlines of the joined figures' lines, as CSS `polygon()` takes them.
    dots, loose : tuple of str
        Places of dots, as CSS `left` and `top`; the loose ones join nothing and are hollow.
    """

    width: int
    height: int
    lines: tuple[str, ...]
    dots: tuple[str, ...]
    loose: tuple[str, ...]


def drawn(frame: Frame, runs: Sequence[Sequence[Point]], loose: Sequence[Point] = ()) -> Spark:
    """Some runs of comparable figures, each joined, and figures that join nothing.

    Parameters
    ----------
    runs : sequence of sequences of (date, value)
        Each in time order; two runs are never joined.
    """
    dotted = sum(map(len, runs)) <= MOST_DOTTED
    lines = [outline([frame.at(point) for point in run]) for run in runs]
    dots = [point for run in runs if dotted or len(run) == 1 for point in run]
    return Spark(
        width=frame.width,
        height=frame.height,
        lines=tuple(_polygon(frame, line) for line in lines if line),
        dots=tuple(_spot(frame, point) for point in dots),
        loose=tuple(_spot(frame, point) for point in loose),
    )


def outline(places: Sequence[Place]) -> list[Place]:
    """The edge of a line through some places: along its one side and back along the other.

    Empty where all places are one.
    """
    line = [place for place, _ in groupby(places)]
    if len(line) < 2:
        return []
    line = list(shapely.LineString(line).simplify(UNSEEN, preserve_topology=False).coords)
    sides = [_side(*both) for both in pairwise(line)]
    corners = list(_corners(line, sides))
    return [(x + dx, y + dy) for (x, y), (dx, dy) in corners] + [
        (x - dx, y - dy) for (x, y), (dx, dy) in reversed(corners)
    ]


def _side(one: Place, other: Place) -> Place:
    """The way from a line to its side, half a line's width long."""
    across, down = other[0] - one[0], other[1] - one[1]
    length = math.hypot(across, down)
    return -HALF * down / length, HALF * across / length


def _corners(line: Sequence[Place], sides: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    """Each place with the way to its side; a sharp corner has two."""
    yield line[0], sides[0]
    for place, (one, other) in zip(line[1:-1], pairwise(sides), strict=True):
        straight = 1 + (one[0] * other[0] + one[1] * other[1]) / HALF**2  # 2: goes straight on
        if straight > 0.5:
            yield place, ((one[0] + other[0]) / straight, (one[1] + other[1]) / straight)
        else:
            yield from ((place, one), (place, other))
    yield line[-1], sides[-1]


def _polygon(frame: Frame, places: Sequence[Place]) -> str:
    corners = (f"{100 * x / frame.width:.1f}% {100 * y / frame.height:.1f}%" for x, y in places)
    return f"polygon({','.join(corners)})"


def _spot(frame: Frame, point: Point) -> str:
    across, down = frame.at(point)
    return f"left:{100 * across / frame.width:.1f}%;top:{100 * down / frame.height:.1f}%"
