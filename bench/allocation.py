"""A budget shared out under all six aims: 14 regencies of the edition, and 514 made up.

python bench/allocation.py

Beside it a mixed-integer programme (scipy's milp, HiGHS) finds how many regions can reach the
target: the greedy must find as many.
"""

import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]

sys.path.insert(0, str(Path(__file__).parent.parent))

from geo import bases, editions, sharing
from geo.agenda import CODES
from geo.allocation import AIMS, Aim, Seats, allocated, needed, reached
from geo.bases import Base
from geo.model import Period
from geo.sharing import Budget

FEW_S, MANY_S = 1, 10
"""Promised for 14 and for 514 regions, all aims together."""
MANY, SEED, TIMES = 514, 7, 5
START = Period(2027, 1)
PRICE = 16_800 * 12
"""Rupiah of a worker for a year."""


def few() -> Base:
    """The regencies as the edition knows them; coverage that nobody told is taken as 30 %."""
    known = bases.known(editions.load(), CODES)
    table = known.table.assign(rate=known.table["rate"].fillna(0.3))
    return replace(known, table=table)


def many(like: Base) -> Base:
    """514 regions with eligible workers, coverage and villages thrown by a fixed seed."""
    dice = random.Random(SEED)
    rows = {}
    for number in range(MANY):
        eligible = float(dice.randint(5_000, 300_000))
        rows[str(9000 + number)] = {
            **{name: like.table.iloc[0][name] for name in like.table.columns},
            **{"eligible": eligible, "low": eligible, "high": eligible},
            **{"rate": 0.8 * dice.random(), "villages": float(dice.randint(0, 400))},
        }
    return replace(like, table=pd.DataFrame.from_dict(rows, orient="index"))


def budget(persons: int) -> Budget:
    """Rupiah for so many workers, at most 100 of them in a village, none beyond the target."""
    return Budget(
        rupiah=persons * PRICE,
        start=START,
        rate=Fraction("0.5956"),
        floor=Fraction(2, 5),
        most_each=100,
        within_gap=True,
    )


def best(run: Callable[[], object]) -> float:
    """Seconds of the best of some runs."""
    found = []
    for _ in range(TIMES):
        began = time.perf_counter()
        run()
        found.append(time.perf_counter() - began)
    return min(found)


def at_target(seats: Seats, persons: int, rate: Fraction) -> int:
    """The most regions that so many persons can bring to a rate, by milp: 1 where one is chosen."""
    codes = list(seats)
    lacking = np.array([needed(seats[code], rate) for code in codes], dtype=float)
    reachable = np.array(
        [need <= seats[code].most for need, code in zip(lacking, codes, strict=True)]
    )
    answer = milp(
        -np.ones(len(codes)),
        constraints=LinearConstraint(lacking[None, :], ub=persons),
        integrality=np.ones(len(codes)),
        bounds=Bounds(0, reachable.astype(float)),
    )
    return round(-float(answer.fun))


def greedy(seats: Seats, persons: int, rate: Fraction) -> int:
    """As many as our own shares bring there."""
    after = reached(seats, allocated(seats, persons, Aim.TARGET, rate))
    return sum(one >= rate for one in after.values())


NAMES = (
    *("regions", "persons", "six aims, s", "promised, s", "kept", "slowest aim", "its s"),
    *("at the target, ours", "at the target, milp", "milp, s"),
)


def measured(base: Base, asked: Budget, promised: int) -> tuple[str, ...]:
    """What is printed of one size, in the order of `NAMES`."""
    made, persons, goal = sharing.shared(base, asked), asked.persons, asked.rate
    whole = best(lambda: sharing.shared(base, asked))
    each = {aim: best(partial(allocated, made.seats, persons, aim, goal)) for aim in AIMS}
    slowest = max(each, key=lambda aim: each[aim])
    ours, theirs = (count(made.seats, persons, goal) for count in (greedy, at_target))
    solved = best(lambda: at_target(made.seats, persons, goal))
    return (
        *(str(len(made.seats)), f"{persons:,}", f"{whole:.3f}", str(promised)),
        *("yes" if whole <= promised else "NO", slowest.value, f"{each[slowest]:.3f}"),
        *(str(ours), str(theirs), f"{solved:.3f}"),
    )


def main() -> None:
    """Print what 14 and 514 regions take, with what was promised."""
    console = Console()
    given, rows = few(), list[tuple[str, ...]]()
    for base, persons, promised in ((given, 20_000, FEW_S), (many(given), 1_000_000, MANY_S)):
        rows.append(measured(base, budget(persons), promised))
    table = Table("", "few", "many", title=f"load {os.getloadavg()[0]:.1f}")
    for name, *cells in zip(NAMES, *rows, strict=True):
        table.add_row(name, *cells)
    console.print(table)


if __name__ == "__main__":
    main()
