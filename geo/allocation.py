"""A budget over regions under a declared aim; whole persons, exact sums.

Every worker costs the same, so every aim that spends the budget protects as many persons
and gives the province the same points: an aim decides who, not how many.
"""

import heapq
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from types import MappingProxyType

import numpy as np

from geo.language import Message

FINENESS = 1 << 40
"""Steps in which the common level is searched before the last workers go out one by one."""


class Aim(Enum):
    """What an allocation is for."""

    LOWEST = "lowest"
    TARGET = "target"
    EQUAL = "equal"
    GAP = "gap"
    VILLAGES = "villages"
    FLOOR = "floor"


AIMS: Mapping[Aim, Message] = MappingProxyType(
    {
        Aim.LOWEST: Message("Angkat yang terendah dahulu"),
        Aim.TARGET: Message("Sebanyak mungkin kabupaten/kota mencapai target"),
        Aim.EQUAL: Message("Poin yang sama bagi semua"),
        Aim.GAP: Message("Sebanding dengan kekurangan pekerja"),
        Aim.VILLAGES: Message("Sebanding dengan jumlah desa"),
        Aim.FLOOR: Message("Biaya terkecil agar semua mencapai batas bawah"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A region that may receive, in whole persons.

    Attributes
    ----------
    eligible : int
        Eligible workers; more than 0.
    active : int
        Of whom are protected today.
    villages : int
        Desa.
    least, most : int
        Fewest and most persons that it may receive; 0 ≤ `least` ≤ `most` ≤ those unprotected.
    """

    eligible: int
    active: int
    villages: int
    least: int = 0
    most: int

    def __post_init__(self) -> None:
        if not 0 <= self.least <= self.most <= max(0, self.eligible - self.active):
            raise ValueError(self)


Seats = Mapping[str, Seat]
Shares = dict[str, int]


def allocated(seats: Seats, persons: int, aim: Aim, rate: Fraction) -> Shares:
    """Persons for each region.

    Parameters
    ----------
    seats : mapping of region code to Seat
        Who may receive how much.
    persons : int
        How many the budget pays for.
    aim : Aim
        What the allocation is for.
    rate : Fraction
        Target for `Aim.TARGET`, bound for `Aim.FLOOR`: a share of the eligible workers.

    Returns
    -------
    dict of region code to int
        Adds up to `persons`, or to less where every region has its most, or where the aim
        needs no more (`Aim.FLOOR`). The least of each region goes out first; where even
        that is more than there is, in the order of `Aim.LOWEST`.
    """
    given = {code: seat.least for code, seat in seats.items()}
    left = persons - sum(given.values())
    if left < 0:
        bounded = {code: _bounded(seat, 0, seat.least) for code, seat in seats.items()}
        return _leximin(bounded, dict.fromkeys(seats, 0), persons)
    return _BY_AIM[aim](seats, given, left, rate)


def reached(seats: Seats, shares: Shares) -> dict[str, Fraction]:
    """Coverage of each region once its share is protected."""
    return {
        code: Fraction(seat.active + shares[code], seat.eligible) for code, seat in seats.items()
    }


def needed(seat: Seat, rate: Fraction) -> int:
    """Persons still unprotected below a rate: 0 where it is reached."""
    return max(0, math.ceil(rate * seat.eligible) - seat.active)


def gini(rates: Mapping[str, Fraction], seats: Seats) -> float:
    """Inequality of coverage between regions, weighted by eligible workers: 0 is none.

    Half the mean absolute difference over the mean (Gini 1912, "Variabilità e mutabilità").
    """
    weight = np.array([seat.eligible for seat in seats.values()], dtype=float)
    rate = np.array([float(rates[code]) for code in seats])
    mean = float(weight @ rate) / weight.sum()
    if not mean:
        return 0.0
    apart = weight @ np.abs(rate[:, None] - rate[None, :]) @ weight
    return float(apart / (2 * weight.sum() ** 2 * mean))


def _bounded(seat: Seat, least: int, most: int) -> Seat:
    return Seat(
        eligible=seat.eligible, active=seat.active, villages=seat.villages, least=least, most=most
    )


def _leximin(seats: Seats, given: Shares, left: int) -> Shares:
    """Each next person goes where coverage is lowest; of equals, where one counts most.

    Notes
    -----
    Leximin optimal: a person given to a region "uses up" the level at which it stood. The
    lowest level left is highest when the lowest levels are used up first; among regions at
    one level as many stay whoever is raised, and raising those with the largest step makes
    the rest of the ordered list largest (Ibaraki and Katoh 1988, "Resource Allocation
    Problems", greedy for separable objectives). Held against brute force by the tests.
    """
    shares = dict(given)
    level = _level(seats, shares, left)
    for code, seat in seats.items():
        more = _below(seat, shares[code], level)
        shares[code] += more
        left -= more
    queue = [
        (Fraction(seat.active + shares[code], seat.eligible), seat.eligible, code)
        for code, seat in seats.items()
        if shares[code] < seat.most
    ]
    heapq.heapify(queue)
    while left and queue:
        _, eligible, code = heapq.heappop(queue)
        shares[code] += 1
        left -= 1
        if shares[code] < seats[code].most:
            at = Fraction(seats[code].active + shares[code], eligible)
            heapq.heappush(queue, (at, eligible, code))
    return shares


def _below(seat: Seat, share: int, level: Fraction) -> int:
    """Persons a region takes until it stands at a level, or has its most."""
    wanted = math.ceil(level * seat.eligible) - seat.active
    return max(0, min(wanted, seat.most) - share)


def _level(seats: Seats, shares: Shares, left: int) -> Fraction:
    """The highest level, in steps, that all can be raised to."""
    low, high = 0, FINENESS
    while low < high:
        middle = (low + high + 1) // 2
        level = Fraction(middle, FINENESS)
        if sum(_below(seat, shares[code], level) for code, seat in seats.items()) <= left:
            low = middle
        else:
            high = middle - 1
    return Fraction(low, FINENESS)


def _lowest(seats: Seats, given: Shares, left: int, rate: Fraction) -> Shares:
    return _leximin(seats, given, left)


def _most_at_target(seats: Seats, given: Shares, left: int, rate: Fraction) -> Shares:
    """Those that need fewest first: no other choice brings more of them there.

    What is left lifts the lowest.
    """
    shares = dict(given)
    missing = {code: max(0, needed(seat, rate) - shares[code]) for code, seat in seats.items()}
    for code in sorted(missing, key=lambda code: (missing[code], code)):
        if missing[code] <= left and shares[code] + missing[code] <= seats[code].most:
            shares[code] += missing[code]
            left -= missing[code]
    return _leximin(seats, shares, left)


def _to_floor(seats: Seats, given: Shares, left: int, rate: Fraction) -> Shares:
    """What each needs to reach the bound and no more; the lowest first if it is too little."""
    wanted = {
        code: max(given[code], min(seats[code].most, needed(seats[code], rate))) for code in seats
    }
    capped = {code: _bounded(seat, 0, wanted[code]) for code, seat in seats.items()}
    return _leximin(capped, given, left)


def _by_weight(weight: Callable[[Seat], int]) -> Callable[[Seats, Shares, int, Fraction], Shares]:
    def shared(seats: Seats, given: Shares, left: int, rate: Fraction) -> Shares:
        return _proportional(seats, given, left, {c: weight(one) for c, one in seats.items()})

    return shared


def _gap_weighted(seats: Seats, given: Shares, left: int, rate: Fraction) -> Shares:
    return _proportional(seats, given, left, {c: needed(one, rate) for c, one in seats.items()})


def _proportional(seats: Seats, given: Shares, left: int, weights: Mapping[str, int]) -> Shares:
    """By weight; what a full region cannot take goes to the others by theirs.

    Whole persons by largest remainder (Hamilton's method).
    """
    room = {code: seat.most - given[code] for code, seat in seats.items()}
    exact: dict[str, Fraction] = {}
    open_ones = {code for code in seats if weights[code] and room[code]}
    pool = left
    while open_ones:
        whole = sum(weights[code] for code in open_ones)
        parts = {code: Fraction(pool * weights[code], whole) for code in open_ones}
        full = {code for code in open_ones if parts[code] >= room[code]}
        if not full:
            exact |= parts
            break
        exact |= {code: Fraction(room[code]) for code in full}
        pool -= sum(room[code] for code in full)
        open_ones -= full
    more = {code: int(part) for code, part in exact.items()}
    rest = int(sum(exact.values(), Fraction())) - sum(more.values())
    by_remainder = sorted(exact, key=lambda code: (more[code] - exact[code], code))
    for code in by_remainder[:rest]:
        more[code] += 1
    return {code: share + more.get(code, 0) for code, share in given.items()}


_BY_AIM: Mapping[Aim, Callable[[Seats, Shares, int, Fraction], Shares]] = MappingProxyType(
    {
        Aim.LOWEST: _lowest,
        Aim.TARGET: _most_at_target,
        Aim.EQUAL: _by_weight(lambda seat: seat.eligible),
        Aim.GAP: _gap_weighted,
        Aim.VILLAGES: _by_weight(lambda seat: seat.villages),
        Aim.FLOOR: _to_floor,
    }
)
