"""Moves of persons between cells of a month that change nothing shown, and how far each can go.

A move adds a person to some cells and takes one from others so that every sum over places and over
segments stays as it is. If all of its cells are hidden, nobody can tell how often it was made: so
the cells along it can have as many values as it has steps. Moves along cycles: G. Sande (1984),
"Automated cell suppression to preserve confidentiality of business statistics".
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np

from geo.register_terms import TOTAL

Spot = tuple[str, int]
"""A level, and the number of a place there."""
Path = tuple[Spot, ...]
"""A place with all that it lies in, the finest first."""
Cell = tuple[str, int, int]
"""Level, place and segment."""
Move = tuple[tuple[int, ...], tuple[int, ...]]
"""Cells that gain a person and cells that lose one, by row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """One month's cells, by row.

    Attributes
    ----------
    values, least : sequence of float
        Persons, and the fewest that there can be, whatever is known.
    rows : mapping of (level, place, segment) to int
        Cells that are not here are known to be of nobody.
    wholes, parts : sequence of sequence of int
        Of each row the rows that it is a part of, and those that are parts of it, largest first.
    """

    values: Sequence[float]
    least: Sequence[float]
    rows: Mapping[Cell, int]
    wholes: Sequence[Sequence[int]]
    parts: Sequence[Sequence[int]]


def wholes(rows: Mapping[Cell, int], above: Mapping[Spot, Spot]) -> list[list[int]]:
    """Of each row the total of its place and the same segment of what its place lies in."""
    found: list[list[int]] = [[] for _ in rows]
    for (level, place, segment), row in rows.items():
        upper = above.get((level, place))
        own = (level, place, TOTAL) if segment != TOTAL else None
        for key in (own, (*upper, segment) if upper else None):
            if key is not None and key in rows:
                found[row].append(rows[key])
    return found


def parts(wholes: Sequence[Sequence[int]], values: Sequence[float]) -> list[list[int]]:
    """The inverse of `wholes`."""
    found: dict[int, list[int]] = defaultdict(list)
    for row in np.argsort(values)[::-1]:
        for whole in wholes[row]:
            found[whole].append(int(row))
    return [found[row] for row in range(len(values))]


def between(cells: Cells, own: Path, other: Path, one: int, back: int) -> Move | None:
    """A person more in `own` and one fewer in `other` in segment `one`, the reverse in `back`.

    Where `back` is `TOTAL`, the totals move along instead. What both places lie in stays as it is;
    an empty `other` is nowhere, so that all above `own` gains too. None where a cell is missing.
    """
    gains: list[int] = []
    losses: list[int] = []
    for path, elsewhere, more, fewer in ((own, other, gains, losses), (other, own, losses, gains)):
        for spot in path:
            if spot in elsewhere:
                continue
            first, second = cells.rows.get((*spot, one)), cells.rows.get((*spot, back))
            if first is None or second is None:
                return None
            more.append(first)
            (more if back == TOTAL else fewer).append(second)
    return tuple(gains), tuple(losses)


def steps(cells: Cells, moves: Sequence[Move], most: float) -> float:
    """How far moves can be made one after the other, forth and back, up to `most` steps.

    Each begins where the one before it ends. What all of them have in common takes each step, so
    it has one value more than there are steps.
    """
    forth = _way(cells, moves, most)
    return forth + _way(cells, [(losses, gains) for gains, losses in moves], most - forth)


def _way(cells: Cells, moves: Sequence[Move], most: float) -> float:
    moved: dict[int, float] = {}
    left = most
    for gains, losses in moves:
        many = min(left, _room(cells, moved, gains, losses))
        left -= many
        if left > 0 and many:
            for rows, sign in ((gains, many), (losses, -many)):
                moved |= {row: moved.get(row, 0.0) + sign for row in rows}
    return most - left


def _room(
    cells: Cells, moved: Mapping[int, float], rising: Sequence[int], falling: Sequence[int]
) -> float:
    """How often some cells can gain and others lose, no part growing beyond its whole."""

    def now(row: int) -> float:
        return cells.values[row] + moved.get(row, 0.0)

    ends = [now(row) - cells.least[row] for row in falling]
    for row in rising:
        ends += [now(one) - now(row) for one in cells.wholes[row] if one not in rising]
    for row in falling:
        still = next((one for one in cells.parts[row] if one not in (*falling, *moved)), None)
        others = [one for one in moved if row in cells.wholes[one] and one not in falling]
        others += [] if still is None else [still]
        ends += [now(row) - now(one) for one in others]
    return max(0.0, min(ends, default=inf))
