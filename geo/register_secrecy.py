"""Small counts hidden, and what would give them away with them.

A count of 1 to 9 persons below the regency is hidden (primary), and with it others (secondary),
along which persons could be moved without changing anything that is shown (`register_moves`). So
each small count has at least `CHOICES` values that fit all that is shown, whatever is added or
subtracted: the move is the witness. People of a region who lie in none of its districts (or
villages) are such a cell too, the rest: it is never shown, but anybody can subtract it.

The cheapest move near by is sought for one small count after the other; that is not the least for
all of them together, which is NP-hard. Terms, and the width of the interval as the measure (sliding
protection level): M. Fischetti and J. J. Salazar (2000), "Models and algorithms for optimizing cell
suppression in tabular data with linear constraints"; A. Hundepool et al., Statistical Disclosure
Control (2012), chapter 4.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain, pairwise

import numpy as np
import pandas as pd

from geo.register_moves import Cell, Cells, Move, Path, Spot, between, parts, steps, wholes
from geo.register_terms import LEVELS, OPEN_LEVELS, TOTAL

LEAST = 10
"""Persons from which on a cell is shown below the regency."""
CHOICES = 5
"""Values that a small count can have at least, so an interval 4 persons wide: half of what the rule
itself tells of a small count (1 to 9). A convention of this project."""
SHOWN, PRIMARY, SECONDARY = "shown", "primary", "secondary"
CELL = ["level", "place", "segment"]
NEAR, OWN = 12, 3
"""Places that are tried as partners at each distance; places of a region that may move with it."""
DEAR = 1000
"""A cell of a regency or the province is hidden only where so many others would have to be."""
REST = "rest of "
"""How the level of a rest begins: a place of its own, of those who lie in none of the parts."""


def hidden(counts: pd.DataFrame, parents: pd.DataFrame) -> pd.Series:
    """What is hidden of a table of counts.

    Parameters
    ----------
    counts : DataFrame
        `level`, `place`, `segment`, `month`, `persons`, as `register_sums.counts` gives them.
    parents : DataFrame
        A row for each place, with its number at each level, NaN where it is not known.

    Returns
    -------
    Series
        `shown`, `primary` or `secondary`, by the rows of `counts`. A 0 is shown unless it is
        needed to hide another; so is, at the last resort, the count of a regency or the province.
    """
    told = pd.Series(SHOWN, index=counts.index, dtype="str")
    above = _above(parents)
    for _, month in counts.groupby("month"):
        told[month.index] = _Month.of(month, above).protected()
    return told


def _above(parents: pd.DataFrame) -> dict[Spot, Spot]:
    """What each place of a level lies in, one level up."""
    found: dict[Spot, Spot] = {}
    for lower, upper in pairwise(LEVELS):
        pairs = parents[[lower, upper]].dropna().drop_duplicates().astype("int64")
        found |= {(lower, a): (upper, b) for a, b in pairs.itertuples(index=False, name=None)}
    return found


def _rests(values: Mapping[Cell, float], above: Mapping[Spot, Spot]) -> dict[Cell, float]:
    """What the parts of a region leave of it, by segment, where they leave anybody.

    Persons who are in several parts make it less than it is; so does the attacker's subtraction.
    """
    spots = {(level, place) for level, place, _ in values}
    split = {above[spot] for spot in spots if spot in above}
    left = {key: n for key, n in values.items() if key[:2] in split and key[0] != LEVELS[-1]}
    for (level, place, segment), persons in values.items():
        whole = (*above.get((level, place), ("", 0)), segment)
        if whole in left:
            left[whole] -= persons
    found = {key[:2] for key, n in left.items() if n > 0}
    return {(REST + key[0], *key[1:]): n for key, n in left.items() if key[:2] in found}


def _whole(rest: Cell) -> Spot:
    return rest[0].removeprefix(REST), rest[1]


def _mark(level: str, persons: float) -> str:
    """What hides a cell from the start: it is small, or a rest, which is never shown."""
    if 1 <= persons < LEAST and level not in OPEN_LEVELS:
        return PRIMARY
    return SECONDARY if level.startswith(REST) else SHOWN


def _cells(values: Mapping[Cell, float], above: Mapping[Spot, Spot]) -> Cells:
    rows = {key: row for row, key in enumerate(values)}
    persons = list(values.values())
    whole = wholes(rows, above)
    return Cells(
        values=persons,
        least=[min(one, 0.0) for one in persons],
        rows=rows,
        wholes=whole,
        parts=parts(whole, persons),
    )


def _through(spots: set[Spot], above: Mapping[Spot, Spot]) -> dict[Spot, list[Path]]:
    """The finest places and the rests, with those above them, by each place on the way."""
    found: dict[Spot, list[Path]] = defaultdict(list)
    for spot in sorted(spots - {above[spot] for spot in spots if spot in above}):
        path = [spot]
        while path[-1] in above:
            path.append(above[path[-1]])
        for one in path:
            found[one].append(tuple(path))
    return found


@dataclass(slots=True, kw_only=True)
class _Month:
    """One month's cells, with what is hidden so far; the rests stand behind the cells there are."""

    cells: Cells
    marks: list[str]
    many: int
    dear: frozenset[int]
    segments: list[int]
    through: dict[Spot, list[Path]]

    @classmethod
    def of(cls, month: pd.DataFrame, above: Mapping[Spot, Spot]) -> "_Month":
        keys = [(str(a), int(b), int(c)) for a, b, c in month[CELL].itertuples(index=False)]
        values = dict(zip(keys, map(float, month["persons"]), strict=True))
        rests = _rests(values, above)
        every, places = {**values, **rests}, {**above, **{key[:2]: _whole(key) for key in rests}}
        marks = [_mark(key[0], persons) for key, persons in every.items()]
        return cls(
            cells=_cells(every, places),
            marks=marks,
            many=len(keys),
            dear=frozenset(row for row, key in enumerate(every) if key[0] in OPEN_LEVELS),
            segments=sorted({segment for *_, segment in keys} - {TOTAL}),
            through=_through({key[:2] for key in every}, places),
        )

    def protected(self) -> np.ndarray:
        """The marks, with a move for every small cell."""
        small = [key for key, row in self.cells.rows.items() if self.marks[row] == PRIMARY]
        for level, place, segment in small:
            stages = self._stages((level, place), segment)
            found = next((moves for stage in stages if (moves := self._chosen(stage))), None)
            for move in found or [self._all(level, place)]:
                self._hide(move)
        return np.array(self.marks[: self.many], dtype=object)

    def _chosen(self, stage: Iterable[Move]) -> list[Move]:
        """The move that hides least anew; where none goes far enough alone, several."""
        tried: list[tuple[float, Move]] = []
        for move in stage:
            cost = self._cost(move)
            if not cost and self._is_far([move]):
                return [move]
            tried.append((cost, move))
        moves = [move for _, move in sorted(tried)]
        for move in moves:
            if self._is_far([move]):
                return [move]
        return self._several(moves)

    def _several(self, moves: Iterable[Move]) -> list[Move]:
        """The cheapest moves that go far enough one after the other; none where all do not."""
        found: list[Move] = []
        reached = 0.0
        for move in moves:
            more = steps(self.cells, [*found, move], CHOICES - 1)
            if more > reached:
                found, reached = [*found, move], more
            if reached >= CHOICES - 1:
                return found
        return []

    def _is_far(self, moves: list[Move]) -> bool:
        return steps(self.cells, moves, CHOICES - 1) >= CHOICES - 1

    def _stages(self, spot: Spot, segment: int) -> Iterator[Iterator[Move]]:
        """Moves that change the cell of a place and segment: near by, farther, with nowhere."""
        first = segment if segment != TOTAL else self.segments[0]
        owns = self._best(self.through[spot], first, OWN)
        climb = owns[0][owns[0].index(spot) :]
        for below, common in pairwise(climb):
            near = [
                one
                for one in self.through[common]
                if below not in one and not one[0][0].startswith(REST)
            ]
            yield self._moves(owns, self._best(near, first, NEAR), segment)
        yield self._moves(owns, [()], segment)

    def _moves(self, owns: list[Path], others: list[Path], segment: int) -> Iterator[Move]:
        pairs = [
            (one, back)
            for one in (self.segments if segment == TOTAL else [segment])
            for back in ([TOTAL] if segment == TOTAL else [TOTAL, *self.segments])
            if back != one
        ]
        for own in owns:
            for other in others:
                for one, back in pairs:
                    move = between(self.cells, own, other, one, back)
                    if move:
                        yield move

    def _best(self, paths: Iterable[Path], segment: int, many: int) -> list[Path]:
        """Paths whose finest cell has enough to lose, hidden ones first, then the largest."""

        def key(path: Path) -> tuple[float, bool, float]:
            row = self.cells.rows.get((*path[0], segment))
            if row is None:
                return -1.0, False, 0.0
            persons = self.cells.values[row]
            return min(persons, CHOICES - 1.0), self.marks[row] != SHOWN, persons

        return nlargest(many, paths, key=key)

    def _cost(self, move: Move) -> float:
        """How much is hidden anew: a regency's cell is dearest, then their number, then persons."""
        fresh = [row for side in move for row in side if self.marks[row] == SHOWN]
        dear = sum(DEAR for row in fresh if row in self.dear)
        persons = sum(self.cells.values[row] for row in fresh)
        return dear + len(fresh) + persons / (1 + persons)

    def _hide(self, move: Move) -> None:
        for row in chain(*move):
            if self.marks[row] == SHOWN:
                self.marks[row] = SECONDARY

    def _all(self, level: str, place: int) -> Move:
        """Every cell of all that a place lies in, where no move is left."""
        spots = {spot for path in self.through[level, place] for spot in path}
        return tuple(row for key, row in self.cells.rows.items() if key[:2] in spots), ()
