"""What a participant register must hold, and when a membership counts as active.

A register has a row for each membership: a pseudonymous person, a region, a segment, a programme,
from when, to when, paid until when. It never enters the web app; only counts leave this room.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.model import Period

COLUMNS = ("person_id", "region", "segment", "programme", "from", "to", "paid_until")
"""Of these `programme` may be missing; `to` is empty while a membership lasts."""
OPTIONAL = ("programme",)
SEGMENTS: Mapping[str, int] = MappingProxyType({"pu": 1, "bpu": 2, "jakon": 3, "pmi": 4})
TOTAL = 0
"""The number of all segments together, in which a person counts once."""
LEVELS = ("village", "district", "regency", "province")
"""Finest first. A person with memberships in two regencies counts in each, and once above them."""
OPEN_LEVELS = ("regency", "province")
"""Where small counts are shown; below them counts under ten persons are suppressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The months that are counted, and the rule by which a membership is active in one.

    A membership is active in a month if it had begun by the month's last day, had not ended
    by then, and contributions were paid for that month, or for one at most `grace` months before
    it. "Actively contributing" is the condition of effective coverage in ILO, World Social
    Protection Database (SDG 1.3.1); registered is not active.

    Attributes
    ----------
    first, last : Period
        Months, both counted.
    grace : int
        Months without a contribution that are borne with; 0 by default, and printed with every
        result.
    """

    first: Period
    last: Period
    grace: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.grace <= 12:
            raise ValueError(f"grace of {self.grace} months")
        if self.begin > self.end:
            raise ValueError(f"{self.first} is after {self.last}")

    @property
    def begin(self) -> int:
        """The first month, as `month_number` numbers them."""
        return month_number(self.first)

    @property
    def end(self) -> int:
        """The last month."""
        return month_number(self.last)


def month_number(period: Period) -> int:
    """Months since January of the year 0; a bare year has none.

    Raises
    ------
    ValueError
        If the period is not a month.
    """
    if period.month is None:
        raise ValueError(f"{period} is not a month")
    return period.year * 12 + period.month - 1


def month_of(number: int) -> Period:
    """The month of a number: the inverse of `month_number`."""
    return Period(number // 12, number % 12 + 1)
