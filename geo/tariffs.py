"""Contributions for own-account workers as a dated table, each with its legal basis.

Whether the half tariff of 2026 also holds where a government pays is established by no
source that was found: the user chooses, and the choice stands beside every result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from geo.deployment import here
from geo.errors import GeoError
from geo.language import Message
from geo.model import Period

Answer = Literal["yes", "no", "not_established"]
Sector = Literal["all", "transport", "other"]
ANSWERS = MappingProxyType(
    {
        "yes": Message("berlaku"),
        "no": Message("tidak berlaku"),
        "not_established": Message("belum dipastikan sumber mana pun"),
    }
)


SECTORS: Mapping[Sector, Message] = MappingProxyType(
    {
        "all": Message("semua sektor"),
        "transport": Message("sektor transportasi"),
        "other": Message("sektor lain"),
    }
)


class NoTariffError(GeoError, LookupError):
    """A tariff that does not hold in some of the months asked for."""

    def __init__(self, key: str, months: list[str]) -> None:
        super().__init__(
            what=Message(
                "Tarif “{key}” tidak berlaku pada {months}.",
                key=key,
                months=f"{months[0]}–{months[-1]}" if len(months) > 1 else months[0],
            ),
            mend=Message("Pilih tarif lain, atau ubah bulan mulai dan lamanya."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """What one worker's membership costs in a month.

    Attributes
    ----------
    key : str
        Stable name, as addresses write it.
    label : Message
        What readers see.
    segment : str
        Segment it is paid for.
    programmes : tuple of str
        Programmes it pays for: JKK, JKM, JHT.
    monthly : int
        Rupiah a person and month.
    first, last : Period
        First and last month in which it holds; no last month where none is known.
    sector : {"all", "transport", "other"}
        For whom it holds.
    legal : Message
        Legal basis, or what the amount rests on.
    by_government : {"yes", "no", "not_established"}
        Whether it holds where a government pays the contribution.
    claims : tuple of str
        Numbers of the claims that state it.
    """

    key: str
    label: Message
    segment: str = "bpu"
    programmes: tuple[str, ...]
    monthly: int
    first: Period
    last: Period | None = None
    sector: Sector = "all"
    legal: Message
    by_government: Answer
    claims: tuple[str, ...]

    def holds(self, month: Period) -> bool:
        """Whether it holds in a month."""
        return self.first.end <= month.end and (self.last is None or month.end <= self.last.end)


_PP44 = Message("PP 44/2015 sebagaimana diubah PP 82/2019 dan PP 49/2023")
_PP50 = Message("PP 50/2025: keringanan 50 % iuran JKK dan JKM")
TARIFFS: tuple[Tariff, ...] = (
    Tariff(
        key="jkk-jkm",
        label=Message("Rp16.800 (JKK + JKM)"),
        programmes=("JKK", "JKM"),
        monthly=16_800,
        first=Period(2020, 1),
        legal=_PP44,
        by_government="yes",
        claims=("PRM-004",),
    ),
    Tariff(
        key="jkk-jkm-jht",
        label=Message("Rp36.800 (JKK + JKM + JHT)"),
        programmes=("JKK", "JKM", "JHT"),
        monthly=36_800,
        first=Period(2020, 1),
        legal=_PP44,
        by_government="yes",
        claims=("PRM-005",),
    ),
    Tariff(
        key="half-transport",
        label=Message("Rp8.400 (JKK + JKM, keringanan, transportasi)"),
        programmes=("JKK", "JKM"),
        monthly=8_400,
        first=Period(2026, 1),
        last=Period(2027, 3),
        sector="transport",
        legal=_PP50,
        by_government="not_established",
        claims=("PRM-010",),
    ),
    Tariff(
        key="half-other",
        label=Message("Rp8.400 (JKK + JKM, keringanan, sektor lain)"),
        programmes=("JKK", "JKM"),
        monthly=8_400,
        first=Period(2026, 4),
        last=Period(2026, 12),
        sector="other",
        legal=_PP50,
        by_government="not_established",
        claims=("PRM-010",),
    ),
)
BY_KEY = MappingProxyType({one.key: one for one in TARIFFS})
CLAIMED_IN = "61"
"""The province whose editions hold the claims of the tariffs."""


def cited(tariff: Tariff) -> str | Message:
    """Numbers of the claims that state a tariff; the editions of other deployments hold none."""
    if here().code != CLAIMED_IN:
        return Message("tidak ada dalam edisi ini")
    return ", ".join(tariff.claims)


def cost(tariff: Tariff, persons: int, months: list[Period]) -> int:
    """Rupiah for so many persons in so many months.

    Raises
    ------
    NoTariffError
        If the tariff does not hold in one of the months.
    """
    without = [str(month) for month in months if not tariff.holds(month)]
    if without:
        raise NoTariffError(tariff.key, without)
    return persons * tariff.monthly * len(months)
