"""An attacker of published counts: what integers can a hidden cell be, after all that is shown?

The attacker knows every published cell, that all are whole and not negative, every sum over places
and over segments, that no part exceeds its whole, and by how much persons with several memberships
make the parts exceed the whole. Who knows less is left with more: each of these only takes away.
People of a region who lie in none of its parts (the rest) are a cell that is never shown, wherever
there are any.
"""

import random
from collections import defaultdict
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from geo.register_terms import LEVELS, OPEN_LEVELS, TOTAL

MONTH = 24300
KEYS = ["level", "place", "segment"]
SMALL = range(1, 10)
BEYOND = 10_000_000
"""No cell of these tables is as large: such a bound says that there is none."""


class Attack:
    """All that can be drawn up from one month's table."""

    def __init__(self, month, marks, parents):
        keys = list(month[KEYS].itertuples(index=False, name=None))
        self.values = dict(zip(keys, map(int, month["persons"]), strict=True))
        told = dict(zip(keys, marks, strict=True))
        self.bounds = {key: limits(self.values[key], told[key]) for key in keys}
        self.hidden = [key for key in keys if told[key] != "shown"]
        self.sums = [*self._over_segments(), *self._over_places(parents)]
        self.names = list(self.values)
        self.at = {key: n for n, key in enumerate(self.names)}
        self._drawn()

    def _over_segments(self):
        parts = defaultdict(list)
        for level, place, segment in self.values:
            if segment != TOTAL:
                parts[level, place, TOTAL].append((level, place, segment))
        return list(parts.items())

    def _over_places(self, parents):
        """Each region with its parts and, where anybody is in none of them, the rest."""
        parts, split = defaultdict(list), set()
        for lower, upper in pairwise(LEVELS):
            pairs = parents[[lower, upper]].dropna().drop_duplicates()
            above = {int(part): int(whole) for part, whole in pairs.itertuples(index=False)}
            for level, place, segment in self.values:
                if level == lower:
                    parts[upper, above[place], segment].append((level, place, segment))
                    split.add((upper, above[place]))
        sums = [(whole, parts[whole]) for whole in self.values if whole[:2] in split]
        left = {whole: self.values[whole] - sum(map(self.values.get, of)) for whole, of in sums}
        rests = {whole[:2] for whole, n in left.items() if n > 0 and whole[0] != "province"}
        for whole, of in sums:
            if whole[:2] in rests:
                of.append(self._rest(whole, left[whole]))
        return sums

    def _rest(self, whole, persons):
        """People of a region who are in none of its parts: a cell that nobody shows."""
        key = (f"rest of {whole[0]}", *whole[1:])
        self.values[key] = persons
        self.bounds[key] = (min(persons, 0), BEYOND)
        self.hidden += [key] if persons in SMALL else []
        return key

    def _drawn(self):
        """The sums with what overlaps as it is, and each part below its whole."""
        entries, least, most = [], [], []
        for n, (whole, parts) in enumerate(self.sums):
            entries += [(n, self.at[whole], -1), *((n, self.at[part], 1) for part in parts)]
            over = sum(self.values[part] for part in parts) - self.values[whole]
            least, most = [*least, over], [*most, over]
        below = [(part, whole) for whole, parts in self.sums for part in parts]
        for n, (part, whole) in enumerate(below, len(self.sums)):
            entries += [(n, self.at[part], 1), (n, self.at[whole], -1)]
            least, most = [*least, -np.inf], [*most, 0]
        rows, columns, cells = zip(*entries, strict=True)
        shape = (len(least), len(self.names))
        matrix = coo_array((cells, (rows, columns)), shape=shape).tocsr()
        self.drawn = LinearConstraint(matrix, least, most)
        ends = np.array([self.bounds[name] for name in self.names], float)
        self.ends = Bounds(ends[:, 0], ends[:, 1])

    def extreme(self, key, sign):
        """Whole numbers that fit all that is known, a cell least (1) or greatest (-1)."""
        aim = np.zeros(len(self.names))
        aim[self.at[key]] = sign
        whole = np.ones(len(self.names))
        solved = milp(aim, constraints=self.drawn, bounds=self.ends, integrality=whole)
        assert solved.success, solved.message
        return solved.x.round()

    def narrow(self, width):
        """Hidden cells that can be told more closely than `width`, with the least and the most.

        Each solution tells a value of every cell: those that were seen far enough apart are done.
        """
        low = high = np.array([self.values[name] for name in self.names], float)
        found = {}
        for key in self.hidden:
            for sign in (1, -1):
                if high[self.at[key]] - low[self.at[key]] < width:
                    seen = self.extreme(key, sign)
                    low, high = np.minimum(low, seen), np.maximum(high, seen)
            ends = int(low[self.at[key]]), int(high[self.at[key]])
            if ends[1] - ends[0] < width:
                found[key] = ends
        return found


def limits(value, mark):
    """What is known of a cell before anything is drawn up."""
    return (value, value) if mark == "shown" else (0, BEYOND)


def counted(people, parents):
    """Counts as `register_counts.counts` gives them: distinct persons of each cell.

    `people` are (person, number of a place, segment); cells without anybody in a segment that
    others of the place have are 0.
    """
    of = parents.set_index("place")
    found = defaultdict(set)
    for person, place, segment in people:
        for level in LEVELS:
            if not pd.isna(of.at[place, level]):
                for one in (segment, TOTAL):
                    found[level, int(of.at[place, level]), one].add(person)
    rows = [(*key, MONTH, len(persons)) for key, persons in found.items()]
    table = pd.DataFrame(rows, columns=[*KEYS, "month", "persons"])
    return table.sort_values(KEYS, ignore_index=True)


def places(*regencies, rests=True):
    """Places of regencies, each a list of its districts' numbers of villages; 0 is none known.

    With `rests` each district and regency is a place as well: of people of whom no more is known.
    """
    rows, village, district = [], 0, 0
    for regency, of in enumerate(regencies):
        for villages in of:
            known = range(village, village + villages)
            rows += [(n, district, regency, 0) for n in known]
            village += villages
            rows += [(None, district, regency, 0)] if rests or not villages else []
            district += 1
        rows += [(None, None, regency, 0)] if rests else []
    return pd.DataFrame(rows, columns=list(LEVELS), dtype="Int32").assign(place=range(len(rows)))


def drawn(seed):
    """A register: some regencies, persons of several memberships, most villages with few."""
    chance = random.Random(seed)
    shape = [[chance.randrange(5) for _ in range(chance.randrange(1, 5))]
             for _ in range(chance.randrange(1, 4))]  # fmt: skip
    at = places(*shape, rests=chance.random() < 0.7)
    people, person = [], 0
    for place in at["place"]:
        for segment in (1, 2, 3):
            few = chance.choice((0, 0, 3, 9, 15, 60, 400))
            for _ in range(chance.randrange(few + 1)):
                person += 1
                people.append((person, place, segment))
                if chance.random() < 0.15:
                    people.append((person, chance.choice(list(at["place"])), chance.choice((1, 2))))
    return counted(people or [(0, 0, 1)], at), at


def small(counts):
    """Cells of 1 to 9 persons below the regency."""
    return ~counts["level"].isin(OPEN_LEVELS) & counts["persons"].between(1, 9)
