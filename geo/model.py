"""The nouns, as frozen values checked when they are made."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Literal, NewType, get_args

from geo import nation
from geo.deployment import here
from geo.errors import GeoError
from geo.language import Message

BpsCode = NewType("BpsCode", str)
"""Code of Badan Pusat Statistik, four digits for a regency: 6102 is Bengkayang."""
DagriCode = NewType("DagriCode", str)
"""Code of Kementerian Dalam Negeri, dotted: 61.02 is Mempawah."""

PROVINCE = BpsCode(here().code)
"""The deployment's province: 61, Kalimantan Barat, in the embedded one; or the country."""
ISLAND = BpsCode("KAL")
"""The five provinces of Kalimantan together; not an official code."""
COUNTRY = BpsCode(nation.COUNTRY)
"""Indonesia; not an official code."""
ABOVE: tuple[BpsCode, ...] = tuple(dict.fromkeys((PROVINCE, *map(BpsCode, here().above), COUNTRY)))
"""The province, what stands between it and the country, and the country; each once."""

SCHEMA_VERSION = 1
"""Of the claims table below; an edition of another version is not read."""
COLUMNS = (
    "claim_id",
    "region_code",
    "indicator",
    "segment",
    "period",
    "value",
    "text",
    "decimals",
    "unit",
    "numerator",
    "denominator",
    "family",
    "definition",
    "speaker",
    "source_title",
    "publisher",
    "published_on",
    "source_url",
    "confidence",
    "note",
    "supersedes",
)
"""Of a claims table, in the order of the file."""
NUMBERS = ("value", "decimals", "numerator", "denominator")
"""The columns that are read as numbers; every other one, codes above all, stays text."""

Kind = Literal["kabupaten", "kota"]
Segment = Literal["total", "pu", "bpu", "jakon", "pmi"]
Confidence = Literal["high", "medium", "low"]
SEGMENTS: tuple[Segment, ...] = get_args(Segment)
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regency:
    """One of the kabupaten and kota of the province.

    Attributes
    ----------
    bps, dagri : BpsCode, DagriCode
        Its number in either system; the two reuse each other's digits.
    name, name_full : str
        "Kayong Utara", "Kabupaten Kayong Utara".
    capital : str
        Seat of government; empty where the deployment does not tell it.
    area_km2 : float
        Official area, never measured off a polygon; NaN where it is not known.
    aliases, former_names : tuple of str
        Other spellings in use; names that old tables carry.
    """

    bps: BpsCode
    dagri: DagriCode
    name: str
    name_full: str
    kind: Kind
    capital: str
    area_km2: float
    aliases: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()


class BadPeriodError(GeoError, ValueError):
    """A period that is neither a year, a month nor a day."""

    def __init__(self, text: str) -> None:
        super().__init__(
            what=Message("Periode “{text}” tidak dikenali.", text=text),
            mend=Message("Tulis tahun (2024), bulan (2024-09) atau tanggal (2024-09-30)."),
        )


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The time a number describes, as precise as its source: a year, a month or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period written as `2024`, `2024-09` or `2024-09-30`."""
        match = re.fullmatch(
            r"([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?", text.strip()
        )
        if match is None:
            raise BadPeriodError(text)
        period = cls(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
        try:
            period.end  # noqa: B018  # a 31 June or a year 0 shows itself here
        except ValueError as error:
            raise BadPeriodError(text) from error
        return period

    @property
    def end(self) -> date:
        """Its last day, for ordering and distance."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return "-".join(parts)


class Missing(Enum):
    """Why there is no number; never shown as zero."""

    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    SUPPRESSED = "suppressed"
    OLDER = "older"


class Unit(Enum):
    """What a stored number counts. Percent exists only on the screen."""

    FRACTION = "fraction"
    PERSONS = "persons"
    RUPIAH = "rupiah"
    VILLAGES = "villages"
    RANK = "rank"
    DOCUMENT = "document"
    OTHER = "other"


class Polarity(Enum):
    """Which way is good; wording follows it."""

    HIGHER = "higher"
    LOWER = "lower"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rollup:
    """A figure for all regencies together, with the number that stand behind it.

    Attributes
    ----------
    value : float
        NaN where no regency reports.
    reporting, expected : int
        Regencies with a figure; regencies there are.
    """

    value: float
    reporting: int
    expected: int


Basis = Literal["rounding", "sample", "survey", "estimate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Between which bounds a number lies, and on what that rests.

    Attributes
    ----------
    low, high : float
        In the unit of the number itself; `low` ≤ `high`.
    level : float
        Share of such intervals that hold the true number; 1 where the bounds are certain,
        as those of rounding are.
    basis : {"rounding", "sample", "survey", "estimate"}
        Rounding by the source; a simple random sample; a survey with its design; an
        estimate of ours, whose method stands beside it.
    """

    low: float
    high: float
    level: float
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a citation needs.

    Attributes
    ----------
    producer, title : str
        Who made it; what it is called.
    licence, url : str
        Terms of use; where it stands, may be empty.
    published : str
        As precise as the source allows, may be empty.
    note : str
        What was done to it.
    """

    producer: str
    title: str
    licence: str = ""
    url: str = ""
    published: str = ""
    note: str = ""


PICKED = "pilihan"
"""The peer group that the reader picks one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """All that the reader has chosen, as one value; it travels in the address.

    Attributes
    ----------
    dataset : str
        `publikasi`, `contoh` or `unggahan`; they are never mixed.
    edition : str or None
        A named edition; None is the current one.
    current : str
        The edition that was the current one when the rerun began: all of a page is of one
        edition, whatever is published meanwhile. Empty asks anew; never in the address.
    upload : str
        Which opened workbook, of the data set `unggahan`; never in the address.
    indicator, segment : str
        Keys of the catalogue.
    period : Period or None
        None is "latest available".
    region, shows_districts : BpsCode or None, bool
        The regency looked at; whether the map shows its districts and not all regencies.
    vintage : str
        Boundary layer.
    language : str
        `id` or `en`.
    group, peers : str, tuple of BpsCode
        Peer group compared on the page Bandingkan; `PICKED` for the regencies in `peers`.
    versus : str
        Second indicator of the scatter chart, as `measure_key` writes it; empty for the default.
    since, until : Period or None
        The two ends of a change; None is the first and the last that may be compared.
    aim_year : int or None
        Year whose target is looked at; None is the next one.
    by : Period or None
        A month by which to reach the target instead; None is the target's own date.
    agenda, parts : tuple of BpsCode, tuple of str
        A meeting's regencies in the order they are called up, and its parts, keys of
        `agenda.PARTS`; empty for all of them.
    whole : bool
        Whether long tables are written with every row.
    """

    dataset: str = "publikasi"
    edition: str | None = None
    current: str = ""
    upload: str = ""
    indicator: str = "coverage_rate"
    segment: str = "total"
    period: Period | None = None
    region: BpsCode | None = None
    shows_districts: bool = False
    vintage: str = here().default_vintage
    language: Literal["id", "en"] = "id"
    group: str = "semua"
    peers: tuple[BpsCode, ...] = field(default=())
    versus: str = ""
    since: Period | None = None
    until: Period | None = None
    aim_year: int | None = None
    by: Period | None = None
    agenda: tuple[BpsCode, ...] = ()
    parts: tuple[str, ...] = ()
    whole: bool = False
