"""A series as a picture small enough for a table cell; no words, so the cell says them too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

MOST_DOTTED = 12
"""Points that are drawn as dots; more of them are a line."""
INK, GROUND = "#2e8bb8", "#8a94a3"
"""Seen (3 to 1) on light pages and on dark ones: a picture cannot know where it stands."""

Point = tuple[date, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What all pictures of one table share, so that they can be compared.

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

    def at(self, point: Point) -> tuple[float, float]:
        """Pixels from the left and from above; 3 px stay free for the dots."""
        when, value = point
        whole = max((self.last - self.first).days, 1)
        across = 3 + (self.width - 6) * (when - self.first).days / whole
        down = 3 + (self.height - 6) * (1 - value / (self.top or 1.0))
        return round(across, 1), round(down, 1)


def drawn(frame: Frame, runs: Sequence[Sequence[Point]], loose: Sequence[Point] = ()) -> str:
    """SVG of some runs of comparable figures, joined, and of figures that join nothing.

    Parameters
    ----------
    runs : sequence of sequences of (date, value)
        Each in time order; two runs are never joined.
    loose : sequence of (date, value)
        Drawn hollow.
    """
    dotted = sum(map(len, runs)) <= MOST_DOTTED
    parts = [_line(frame, run) for run in runs if len(run) > 1]
    parts += [_dot(frame, point, INK) for run in runs if dotted or len(run) == 1 for point in run]
    parts += [_dot(frame, point, "none") for point in loose]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {frame.width} {frame.height}">'
        f'<path d="M0 {frame.height - 3}H{frame.width}" stroke="{GROUND}"/>{"".join(parts)}</svg>'
    )


def address(svg: str) -> str:
    """A picture as an address of its own, for `<img src>`."""
    return f"data:image/svg+xml,{quote(svg, safe=' =:/,')}"


def _line(frame: Frame, run: Sequence[Point]) -> str:
    places = " ".join("{},{}".format(*frame.at(point)) for point in run)
    return f'<polyline points="{places}" fill="none" stroke="{INK}" stroke-width="1.8"/>'


def _dot(frame: Frame, point: Point, fill: str) -> str:
    across, down = frame.at(point)
    return f'<circle cx="{across}" cy="{down}" r="2.6" fill="{fill}" stroke="{INK}"/>'
