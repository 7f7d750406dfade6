"""A scenario: programmes that somebody thinks of, with every assumption, as one value.

It says what is asked, never what comes out; `scenario_text` writes it into an address or a
file, `outcomes` computes it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, get_args

from geo.deployment import here
from geo.errors import GeoError
from geo.language import Message
from geo.model import PROVINCE, BpsCode, Period
from geo.regencies import by_bps
from geo.tariffs import BY_KEY

MARK = Message("SIMULASI")
"""What every map, chart, table and file of a scenario must bear."""
FILE_MARK = "SIMULASI-"
"""How the name of a file of a scenario begins."""

Size = Literal["villages", "persons", "budget"]
Pool = Literal["estimated", "known"]
Funding = Literal[
    "apbd_province", "apbd_regency", "apbdes", "dbh_sawit", "csr", "own", "not_decided"
]
SIZES: Mapping[Size, Message] = MappingProxyType(
    {
        "villages": Message("pekerja per desa"),
        "persons": Message("jumlah pekerja per kabupaten/kota"),
        "budget": Message("anggaran per kabupaten/kota"),
    }
)
POOLS: Mapping[Pool, Message] = MappingProxyType(
    {
        "estimated": Message("dari sumber, atau perkiraan bertanda"),
        "known": Message("hanya dari sumber"),
    }
)
FUNDINGS: Mapping[Funding, Message] = MappingProxyType(
    {
        "apbd_province": Message("APBD provinsi"),
        "apbd_regency": Message("APBD kabupaten/kota"),
        "apbdes": Message("APBDes"),
        "dbh_sawit": Message("DBH Sawit"),
        "csr": Message("CSR"),
        "own": Message("Iuran sendiri"),
        "not_decided": Message("Sumber dana belum ditetapkan"),
    }
)
GOVERNMENT: frozenset[Funding] = frozenset({"apbd_province", "apbd_regency", "apbdes", "dbh_sawit"})
"""Sources of money with which a government pays the contribution."""
MOST_PLANS = 8
MOST_MONTHS, MOST_EACH, MOST_AMOUNT = 60, 10_000, 10**13
"""Months of a programme; workers per village; persons or rupiah of a region."""
FIRST_YEAR, LAST_YEAR = 2020, 2045
"""In which a programme may start: the tariffs begin in the first, the RPJPN ends in the last."""
LONGEST_NAME = 80

LABELS: Mapping[str, Message] = MappingProxyType(
    {
        "nama": Message("nama skenario"),
        "program": Message("daftar program"),
        "semesta": Message("jumlah pekerja layak"),
        "laju": Message("cakupan awal kabupaten/kota yang diandaikan"),
        "laju-lain": Message("cakupan awal yang diandaikan bila tidak ada angkanya"),
        "target": Message("tahun target"),
        "dana": Message("sumber dana"),
        "wil": Message("wilayah"),
        "ukuran": Message("cara mengisi jumlah"),
        "bagian": Message("bagian desa atau anggaran"),
        "per": Message("pekerja per desa"),
        "jumlah": Message("jumlah per kabupaten/kota"),
        "bulan": Message("lamanya, dalam bulan"),
        "mulai": Message("bulan mulai"),
        "tarif": Message("tarif"),
        "tumpang": Message("tumpang tindih"),
    }
)
"""What each field of a scenario is called, by the key that addresses and files write."""
_MENDS: Mapping[str, Message] = MappingProxyType(
    {
        "nama": Message("Tulis nama sepanjang paling banyak 80 huruf, dalam satu baris."),
        "program": Message("Isi satu sampai delapan program."),
        "semesta": Message("Pilih “estimated” atau “known”."),
        "laju": Message("Tulis kode dan pecahan dari 0 sampai 1, misalnya 6111.0.52."),
        "laju-lain": Message("Tulis pecahan dari 0 sampai 1, misalnya 0.31, atau kosongkan."),
        "target": Message("Tulis tahun, misalnya 2026."),
        "dana": Message("Pilih salah satu sumber dana yang tersedia."),
        "wil": Message("Tulis kode BPS kabupaten/kota provinsi ini, misalnya 6111."),
        "ukuran": Message("Pilih “villages”, “persons” atau “budget”."),
        "bagian": Message("Tulis pecahan lebih dari 0 sampai 1, misalnya 0.5."),
        "per": Message("Tulis bilangan bulat dari 1 sampai 10000."),
        "jumlah": Message("Tulis kode dan bilangan bulat, misalnya 6111.4400."),
        "bulan": Message("Tulis bilangan bulat dari 1 sampai 60."),
        "mulai": Message("Tulis tahun dan bulan dari 2020 sampai 2045, misalnya 2027-01."),
        "tarif": Message("Pilih salah satu tarif yang tersedia."),
        "tumpang": Message("Tulis pecahan dari 0 sampai 1, misalnya 0.1."),
    }
)
Amounts = tuple[tuple[BpsCode, int], ...]
Rates = tuple[tuple[BpsCode, Fraction], ...]


class BadScenarioError(GeoError, ValueError):
    """A field of a scenario that cannot be used.

    Attributes
    ----------
    field : str
        Its key, as `LABELS` names it.
    """

    def __init__(self, field: str, value: object) -> None:
        self.field = field
        super().__init__(
            what=Message(
                "Isian “{field}” ({label}) tidak dapat dipakai: “{value}”.",
                field=field,
                label=LABELS[field],
                value=shortened(value),
            ),
            mend=_MENDS[field],
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One programme of a scenario: who is paid for, how long, by whom.

    Attributes
    ----------
    funding : Funding
        Who pays.
    regions : tuple of BpsCode
        Regencies of a plan by villages; empty for all. Not read for other sizes.
    size : Size
        `villages`: a share of the villages times workers each; `persons`, `budget`: the
        `amounts` of each regency, in persons or in rupiah.
    share : Fraction
        Part of the villages, or of the budget that goes to this purpose; 0 < share ≤ 1. Not
        read for persons.
    each : int
        Workers per village.
    amounts : tuple of (BpsCode, int)
        Persons or rupiah of each regency.
    months, start, tariff : int, Period, str
        How long from which month on; key of `tariffs.BY_KEY`.
    overlap : Fraction
        Part of the persons paid for who are protected already; 0 ≤ overlap ≤ 1.

    Raises
    ------
    BadScenarioError
        If a field is out of its bounds.
    """

    start: Period
    funding: Funding = "not_decided"
    regions: tuple[BpsCode, ...] = ()
    size: Size = "villages"
    share: Fraction = Fraction(1)
    each: int = 100
    amounts: Amounts = ()
    months: int = 12
    tariff: str = "jkk-jkm"
    overlap: Fraction = Fraction(0)

    def __post_init__(self) -> None:
        known = set(by_bps())
        counts = [number for _, number in self.amounts]
        codes = [code for code, _ in self.amounts]
        held = {
            "dana": self.funding in FUNDINGS,
            "wil": set(self.regions) <= known and _once(self.regions),
            "ukuran": self.size in get_args(Size),
            "bagian": 0 < self.share <= 1,
            "per": 1 <= self.each <= MOST_EACH,
            "jumlah": set(codes) <= known
            and _once(tuple(codes))
            and all(0 <= number <= MOST_AMOUNT for number in counts)
            and (self.size == "villages" or sum(counts) > 0),
            "bulan": 1 <= self.months <= MOST_MONTHS,
            "mulai": FIRST_YEAR <= self.start.year <= LAST_YEAR
            and self.start.month is not None
            and self.start.day is None,
            "tarif": self.tariff in BY_KEY,
            "tumpang": 0 <= self.overlap <= 1,
        }
        for field, holds in held.items():
            if not holds:
                raise BadScenarioError(field, getattr(self, _ATTRIBUTES[field]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Programmes stacked, and what is assumed where no source tells it.

    Attributes
    ----------
    name : str
        What its maker calls it; may be empty.
    plans : tuple of Plan
        One to `MOST_PLANS`.
    pool : Pool
        Whether a marked estimate stands in where no source counts the eligible workers.
    assumed : Fraction or None
        Coverage today of every regency without a figure; None leaves it unknown.
    rates : tuple of (BpsCode, Fraction)
        Coverage today that the reader sets for single regencies, or the province, instead
        of what the sources say.
    year : int or None
        Of the target that gaps are measured to; None is the target of the year of the
        province's figure, or the next after it.

    Raises
    ------
    BadScenarioError
        If a field is out of its bounds.
    """

    plans: tuple[Plan, ...]
    name: str = ""
    pool: Pool = "estimated"
    assumed: Fraction | None = None
    rates: Rates = ()
    year: int | None = None

    def __post_init__(self) -> None:
        codes = tuple(code for code, _ in self.rates)
        held = {
            "nama": len(self.name) <= LONGEST_NAME and (not self.name or self.name.isprintable()),
            "program": 1 <= len(self.plans) <= MOST_PLANS,
            "semesta": self.pool in get_args(Pool),
            "laju": set(codes) <= {*by_bps(), PROVINCE}
            and _once(codes)
            and all(0 <= rate <= 1 for _, rate in self.rates),
            "laju-lain": self.assumed is None or 0 <= self.assumed <= 1,
            "target": self.year is None or FIRST_YEAR <= self.year <= LAST_YEAR,
        }
        for field, holds in held.items():
            if not holds:
                raise BadScenarioError(field, getattr(self, _ATTRIBUTES[field]))


_ATTRIBUTES: Mapping[str, str] = MappingProxyType(
    {
        **{
            "nama": "name",
            "program": "plans",
            "semesta": "pool",
            "laju": "rates",
            "laju-lain": "assumed",
        },
        **{"target": "year", "dana": "funding", "wil": "regions", "ukuran": "size"},
        **{"bagian": "share", "per": "each", "jumlah": "amounts", "bulan": "months"},
        **{"mulai": "start", "tarif": "tariff", "tumpang": "overlap"},
    }
)
"""Which attribute a key stands for."""


def after(day: date) -> Period:
    """The first month of the next budget year: where a scenario starts unless it says so."""
    return Period(day.year + 1, 1)


def one_hundred(start: Period) -> Scenario:
    """A hundred workers in every village for a year: the province's own programme in full."""
    return Scenario(name=here().programme, plans=(Plan(start=start),))


def shortened(value: object) -> str:
    """A value for a sentence: on one line, at most 40 letters."""
    text = " ".join(str(value)[:200].split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _once(codes: tuple[BpsCode, ...]) -> bool:
    return len(codes) == len(set(codes))
