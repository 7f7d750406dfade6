"""What can be worked out of districts that a table leaves blank, from what it shows.

An attacker takes every sum as exact: districts make up their regency, and segments make up a total
where a complete row of the same table shows that they do. What is blank is a number of persons from
0 up. The range of each blank cell is then a linear programme (M. Fischetti and J. J. Salazar, 2000,
"Models and algorithms for optimizing cell suppression in tabular data with linear constraints").
Nobody can hide what he never saw, so that only ranges can be found here and no cells chosen to
close them; `register_secrecy` does that for a register, whose small counts are known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil, floor

import numpy as np

from geo.contracts import LEAST

Key = tuple[str, str]
"""Region and segment."""
Sum = tuple[Key, Sequence[Key]]
"""A whole, and the parts that make it up."""
WIDTH = 4
"""Persons by which the range of a blank cell must be open where it can only be small: half of what
the rule itself tells of it (1 to 9). A convention of this project."""
_NEAR = 1e-6


def few(
    shown: Mapping[Key, float], regency: str, below: Sequence[str]
) -> dict[Key, tuple[int, int]]:
    """Blank cells of districts that can be told to hold 1 to 9 persons, to within `WIDTH`.

    Parameters
    ----------
    shown : mapping of (region, segment) to float
        Persons, of the regency and its districts: one indicator, definition and period.
    regency : str
        BPS code.
    below : sequence of str
        Codes of all of its districts.

    Returns
    -------
    dict of (district, segment) to (int, int)
        The least and the most that it can be. Where the regency itself shows fewer than ten, which
        is allowed, only a cell that can be told exactly. Empty where sources contradict each other.
    """
    segments = sorted({segment for _, segment in shown})
    blank = [(one, segment) for segment in segments for one in (*below, regency)]
    blank = [key for key in blank if key not in shown]
    sums = [one for one in _sums(shown, regency, below, segments) if _is_open(one, shown)]
    asked = {key for whole, parts in sums for key in (whole, *parts)} & set(blank)
    asked -= {key for key in asked if key[0] == regency}
    found = {}
    for key, ends in _ranges(sums, shown, blank, sorted(asked)):
        width = WIDTH if shown.get((regency, key[1]), LEAST) >= LEAST else 1
        if 1 <= ends[1] < LEAST and ends[1] - ends[0] < width:
            found[key] = ends
    return found


def _sums(
    shown: Mapping[Key, float], regency: str, below: Sequence[str], segments: Iterable[str]
) -> Iterator[Sum]:
    for segment in segments:
        yield (regency, segment), [(one, segment) for one in below]
    if parts := _parts(shown, [regency, *below], segments):
        for one in (regency, *below):
            yield (one, "total"), [(one, segment) for segment in parts]


def _parts(
    shown: Mapping[Key, float], regions: Iterable[str], segments: Iterable[str]
) -> list[str]:
    """The segments that make up a total in each row that shows them all; empty for none."""
    known = [one for one in segments if one != "total"]
    for parts in (known, [one for one in known if one in {"pu", "bpu"}]):
        rows = [[shown.get((one, key)) for key in ("total", *parts)] for one in regions]
        whole = [[cell for cell in row if cell is not None] for row in rows if None not in row]
        if len(parts) > 1 and whole and all(abs(row[0] - sum(row[1:])) < 1 for row in whole):
            return parts
    return []


def _is_open(one: Sum, shown: Mapping[Key, float]) -> bool:
    """Whether something of a sum is blank, and what is shown does not exceed its whole."""
    whole, parts = one
    known = sum(shown.get(part, 0.0) for part in parts)
    is_blank = any(key not in shown for key in (whole, *parts))
    return is_blank and known <= shown.get(whole, known)


def _ranges(
    sums: Sequence[Sum], shown: Mapping[Key, float], blank: Sequence[Key], asked: Sequence[Key]
) -> Iterator[tuple[Key, tuple[int, int]]]:
    """The range of each cell that cannot be ten or more."""
    from scipy.optimize import linprog  # type: ignore[import-untyped] # noqa: PLC0415  # slow

    at = {key: n for n, key in enumerate(blank)}
    rows, totals = _drawn(sums, shown, at)

    def extreme(aim: np.ndarray) -> np.ndarray | None:
        made = linprog(aim, A_eq=rows, b_eq=totals, bounds=(0, None))
        return made.x if made.success else None

    small = set(asked)
    for key in asked:
        if key not in small:
            continue
        aim = np.zeros(len(blank))
        aim[at[key]] = -1
        seen = extreme(aim)
        if seen is None:
            return
        small -= {one for one in small if seen[at[one]] >= LEAST - _NEAR}  # cleared alike
        if key in small and (least := extreme(-aim)) is not None:
            yield key, (ceil(least[at[key]] - _NEAR), floor(seen[at[key]] + _NEAR))


def _drawn(
    sums: Sequence[Sum], shown: Mapping[Key, float], at: Mapping[Key, int]
) -> tuple[np.ndarray, np.ndarray]:
    """The sums as equations of the blank cells."""
    rows, totals = np.zeros((len(sums), len(at))), np.zeros(len(sums))
    for n, (whole, parts) in enumerate(sums):
        for key, sign in ((whole, -1.0), *((part, 1.0) for part in parts)):
            if key in shown:
                totals[n] -= sign * shown[key]
            else:
                rows[n, at[key]] = sign
    return rows, totals
