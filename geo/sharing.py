"""One budget under every aim, side by side: who gets how many, and what each aim forgoes.

A worker costs the same everywhere. So n workers are n ÷ eligible points of the province,
whoever they are: aims that spend the whole budget differ in who, never in how many.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType
from typing import Literal

import pandas as pd

from geo import claims as reading_rule
from geo.allocation import AIMS, Aim, Seat, Seats, Shares, allocated, gini, needed, reached
from geo.bases import Base
from geo.errors import GeoError
from geo.indicators import indicator
from geo.language import Message
from geo.model import BpsCode, Period
from geo.scenario import Amounts, Plan
from geo.simulation import by_budget, unprotected
from geo.tariffs import BY_KEY

Cap = Literal["villages", "gap", "pool"]
CAPS: Mapping[Cap, Message] = MappingProxyType(
    {
        "villages": Message("batas pekerja per desa"),
        "gap": Message("kekurangannya sampai target"),
        "pool": Message("pekerja yang belum terlindungi"),
    }
)
ROADS_CLAIM = "PRM-003"
"""The claim that tells which part of DBH Sawit goes to roads at least."""


class NobodySeatedError(GeoError, ValueError):
    """A budget for regions of which none has eligible workers and coverage that are known."""

    def __init__(self) -> None:
        super().__init__(
            what=Message(
                "Anggaran ini tidak dapat dibagi: tidak satu pun kabupaten/kota yang cakupan awal "
                "dan jumlah pekerja layaknya diketahui."
            ),
            mend=Message("Andaikan cakupan awalnya, atau pakai perkiraan jumlah pekerja layak."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Budget:
    """Money to be shared out, and within which bounds.

    Attributes
    ----------
    rupiah, share : int, Fraction
        The whole; the part of it that goes to contributions.
    tariff, months, start : str, int, Period
        What a worker costs, for how long from when.
    rate : Fraction
        Target of `Aim.TARGET` and `Aim.GAP`, a share of the eligible workers.
    floor : Fraction
        Bound that `Aim.FLOOR` lifts everybody to.
    most_each, least_each : int
        Most and fewest workers per village; no such bound where 0.
    within_gap : bool
        Whether nobody gets more than is missing to `rate`.
    """

    rupiah: int
    start: Period
    rate: Fraction
    floor: Fraction
    share: Fraction = Fraction(1)
    tariff: str = "jkk-jkm"
    months: int = 12
    most_each: int = 0
    least_each: int = 0
    within_gap: bool = False

    @property
    def usable(self) -> int:
        """Whole rupiah for contributions."""
        return int(self.rupiah * self.share)

    @property
    def persons(self) -> int:
        """How many workers they pay for, for all of the months."""
        return by_budget(self.usable, BY_KEY[self.tariff], self.months)

    @property
    def price(self) -> int:
        """Rupiah of one worker for all of the months."""
        return BY_KEY[self.tariff].monthly * self.months


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shared:
    """A budget under every aim.

    Attributes
    ----------
    budget, seats : Budget, mapping of region code to Seat
        What was shared out, among whom.
    caps : mapping of region code to Cap
        What bounds the most that a region may receive.
    left_out : mapping of region code to Message
        Regions without a seat, and why.
    shares : mapping of Aim to Shares
        Whole persons for each region with a seat.
    table : DataFrame indexed by Aim
        persons, rupiah : given out, whole. points : of the province's eligible workers, a
        fraction, NaN where those are unknown. lowest : the lowest coverage after. reaching :
        regions at the target after. gini : inequality of coverage after, 0 is none.
    """

    budget: Budget
    seats: Seats
    caps: Mapping[str, Cap]
    left_out: Mapping[str, Message]
    shares: Mapping[Aim, Shares]
    table: pd.DataFrame

    def figure(self, aim: Aim, name: str) -> float:
        """A figure of an aim, by its column of `table`."""
        return float(self.table[name].to_dict()[aim])

    def best(self, name: str, *, least: bool = False) -> Aim:
        """The first aim with the most of a figure, or with the least."""
        sign = -1 if least else 1
        return max(self.shares, key=lambda aim: sign * self.figure(aim, name))


def shared(base: Base, budget: Budget, regions: Sequence[BpsCode] = ()) -> Shared:
    """A budget shared out under every aim.

    Parameters
    ----------
    base : Base
        Its eligible workers, coverage (assumed ones too) and villages.
    regions : sequence of BpsCode
        Among whom; all of the base's where empty.

    Raises
    ------
    NobodySeatedError
        If of none both the eligible workers and the coverage are known.
    """
    asked = base.table if not regions else base.table.loc[[str(code) for code in regions]]
    pairs = {str(code): _seated(row, budget) for code, row in asked.iterrows()}
    known = {code: found for code, found in pairs.items() if found is not None}
    if not known:
        raise NobodySeatedError
    seats = {code: seat for code, (seat, _) in known.items()}
    floor = {Aim.FLOOR: budget.floor}
    shares = {
        aim: allocated(seats, budget.persons, aim, floor.get(aim, budget.rate)) for aim in AIMS
    }
    return Shared(
        budget=budget,
        seats=seats,
        caps={code: cap for code, (_, cap) in known.items()},
        left_out={code: _why(reading_rule.row(asked, code)) for code in pairs if code not in known},
        shares=shares,
        table=_compared(seats, shares, budget, float(base.province["eligible"])),
    )


def plan_of(found: Shared, aim: Aim) -> Plan:
    """The shares of an aim as a plan of a scenario, in persons of each region."""
    given: Amounts = tuple((BpsCode(code), n) for code, n in found.shares[aim].items() if n)
    budget = found.budget
    return Plan(
        start=budget.start,
        size="persons",
        amounts=given,
        months=budget.months,
        tariff=budget.tariff,
    )


def to_floor(found: Shared) -> tuple[int, int]:
    """Persons and rupiah that lift every seated region to the floor, whatever the budget."""
    persons = sum(min(one.most, needed(one, found.budget.floor)) for one in found.seats.values())
    return persons, persons * found.budget.price


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Dbh:
    """DBH Sawit as a ready budget.

    Attributes
    ----------
    table : DataFrame indexed by region code
        rupiah : whole; claim_id, publisher, period : its source. Regions without a claim of
        the year are left out.
    part : Fraction or None
        At most this part may go to other purposes than roads; None where no claim tells.
    rule : Series or None
        The claim that tells it.
    """

    table: pd.DataFrame
    part: Fraction | None
    rule: pd.Series | None

    def amounts(self, regions: Sequence[BpsCode] = ()) -> Amounts:
        """Rupiah of each region, as a plan by budget wants them."""
        return tuple(
            (BpsCode(str(code)), int(rupiah))
            for code, rupiah in self.table["rupiah"].items()
            if not regions or code in regions
        )


def dbh(claims: pd.DataFrame, regions: Sequence[BpsCode], year: int) -> Dbh:
    """What regions received of DBH Sawit in a year, and which part of it may be used here."""
    found = reading_rule.readings(
        claims, indicator("dbh_sawit"), list(regions), period=Period(year)
    )
    known = found[found["value"].notna()]
    table = known[["claim_id", "publisher", "period"]].assign(
        rupiah=[round(float(value)) for value in known["value"]]
    )
    rules = claims[(claims["claim_id"] == ROADS_CLAIM) & (claims["unit"] == "fraction")]
    if rules.empty:
        return Dbh(table=table, part=None, rule=None)
    rule = rules.iloc[0]
    roads = Fraction(str(round(float(rule["value"]), 6)))
    return Dbh(table=table, part=1 - roads, rule=rule)


def _seated(row: pd.Series, budget: Budget) -> tuple[Seat, Cap] | None:
    """A region's seat and what bounds it; None where something of it is unknown."""
    room = unprotected(row)
    if math.isnan(room) or float(row["eligible"]) < 1:
        return None
    eligible = int(float(row["eligible"]))
    free = min(int(room), eligible)
    villages = 0 if pd.isna(row["villages"]) else int(row["villages"])
    open_seat = Seat(eligible=eligible, active=eligible - free, villages=villages, most=free)
    bounds: dict[Cap, int] = {"pool": free}
    if budget.most_each:
        bounds["villages"] = villages * budget.most_each
    if budget.within_gap:
        bounds["gap"] = needed(open_seat, budget.rate)
    cap = min(bounds, key=lambda key: bounds[key])
    most = bounds[cap]
    seat = Seat(
        eligible=eligible,
        active=eligible - free,
        villages=villages,
        least=min(most, villages * budget.least_each),
        most=most,
    )
    return seat, cap


def _why(row: pd.Series) -> Message:
    why = row["rate_why"] if pd.isna(row["rate"]) else row["eligible_why"]
    return why if isinstance(why, Message) else Message("Angkanya tidak diketahui.")


def _compared(
    seats: Seats, shares: Mapping[Aim, Shares], budget: Budget, eligible: float
) -> pd.DataFrame:
    rows = {}
    for aim, given in shares.items():
        after, persons = reached(seats, given), sum(given.values())
        rows[aim] = {
            "persons": persons,
            "rupiah": persons * budget.price,
            "points": persons / eligible,
            "lowest": float(min(after.values())),
            "reaching": sum(rate >= budget.rate for rate in after.values()),
            "gini": gini(after, seats),
        }
    return pd.DataFrame.from_dict(rows, orient="index")
