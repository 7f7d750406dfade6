"""The catalogue: each indicator declared once, with all it takes to say it truthfully."""

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from geo.deployment import here
from geo.errors import GeoError
from geo.language import Message
from geo.model import Polarity, Segment, Unit


class UnsortedBreaksError(GeoError, ValueError):
    """Class bounds that do not rise."""

    def __init__(self, key: str, breaks: tuple[float, ...]) -> None:
        super().__init__(
            what=Message("Batas kelas {key} tidak menaik: {breaks}.", key=key, breaks=breaks),
            mend=Message("Urutkan batas kelas di geo/indicators.py."),
        )


class UnknownIndicatorError(GeoError, LookupError):
    """A key that the catalogue does not hold."""

    def __init__(self, key: str) -> None:
        super().__init__(
            what=Message("Indikator “{key}” tidak ada dalam katalog.", key=key),
            mend=Message("Pilih salah satu indikator yang tersedia."),
        )


class Mark(Enum):
    """How a map may show it: only rates and densities fill areas."""

    AREA = "area"
    SYMBOL = "symbol"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """One thing the app can map, with all it takes to say it truthfully.

    Attributes
    ----------
    key : str
        Stable name in columns, addresses and tests; never shown.
    label, short : str
        What readers see, in Indonesian; `short` fits a column head.
    definition : str
        One sentence that a leader could read aloud.
    unit : Unit
        What the stored number counts.
    polarity : Polarity
        Which way is good; wording follows it.
    mark : Mark
        Areas for rates, symbols for counts, none for what is never mapped.
    breaks : tuple of float
        Upper bounds of the classes, rising; the last class is open above. A value on a
        bound belongs to the class below it: classes are (lower, upper].
    decimals : int
        Decimals shown where the source's own precision does not decide.
    segments : tuple of str
        Segments that it is told apart by; `total` alone where there are none.
    numerator, denominator : str or None
        Keys of the two indicators whose readings it is the ratio of.
    target : str or None
        Key of the indicator that holds its target.
    """

    key: str
    label: str
    short: str
    definition: str
    unit: Unit
    polarity: Polarity
    mark: Mark
    breaks: tuple[float, ...] = ()
    decimals: int = 0
    segments: tuple[Segment, ...] = ("total",)
    numerator: str | None = None
    denominator: str | None = None
    target: str | None = None

    def __post_init__(self) -> None:
        if list(self.breaks) != sorted(set(self.breaks)):
            raise UnsortedBreaksError(self.key, self.breaks)

    @property
    def is_ratio(self) -> bool:
        """Whether it is computed from two others and not claimed by a source."""
        return self.numerator is not None


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


CATALOGUE: tuple[Indicator, ...] = (
    Indicator(
        key="coverage_rate",
        label=_("Cakupan kepesertaan aktif"),
        short=_("Cakupan"),
        definition=_(
            "Bagian pekerja layak yang menjadi peserta aktif BPJS Ketenagakerjaan (UCJ): "
            "peserta aktif dibagi potensi pekerja menurut BPJS Ketenagakerjaan."
        ),
        unit=Unit.FRACTION,
        polarity=Polarity.HIGHER,
        mark=Mark.AREA,
        # Round tens, unless the province's own target path asks for another bound.
        breaks=here().breaks.get("coverage_rate", (0.20, 0.30, 0.40, 0.50, 0.60)),
        decimals=2,
        segments=("total", "pu", "bpu"),
        target="coverage_target",
    ),
    Indicator(
        key="unemployment_rate",
        label=_("Tingkat pengangguran terbuka (TPT)"),
        short=_("TPT"),
        definition=_("Bagian angkatan kerja yang menganggur, menurut Sakernas BPS."),
        unit=Unit.FRACTION,
        polarity=Polarity.LOWER,
        mark=Mark.AREA,
        breaks=(0.03, 0.04, 0.06, 0.08),
        decimals=2,
    ),
    Indicator(
        key="participation_rate",
        label=_("Tingkat partisipasi angkatan kerja (TPAK)"),
        short=_("TPAK"),
        definition=_(
            "Bagian penduduk usia kerja yang bekerja atau mencari kerja, menurut Sakernas BPS."
        ),
        unit=Unit.FRACTION,
        polarity=Polarity.NONE,
        mark=Mark.AREA,
        breaks=(0.62, 0.66, 0.70, 0.74),
        decimals=2,
    ),
    Indicator(
        key="dbh_sawit_per_village",
        label=_("DBH Sawit per desa"),
        short=_("DBH Sawit/desa"),
        definition=_(
            "Alokasi Dana Bagi Hasil Perkebunan Sawit kabupaten dibagi jumlah desanya; "
            "tidak berlaku bagi kota, yang tidak mempunyai desa."
        ),
        unit=Unit.RUPIAH,
        polarity=Polarity.NONE,
        mark=Mark.AREA,
        breaks=(25e6, 40e6, 55e6, 70e6),
        numerator="dbh_sawit",
        denominator="villages",
    ),
    Indicator(
        key="dbh_sawit_per_head",
        label=_("DBH Sawit per penduduk"),
        short=_("DBH Sawit/jiwa"),
        definition=_(
            "Alokasi Dana Bagi Hasil Perkebunan Sawit kabupaten/kota dibagi jumlah penduduk "
            "Dukcapil semester II 2024."
        ),
        unit=Unit.RUPIAH,
        polarity=Polarity.NONE,
        mark=Mark.AREA,
        breaks=(10e3, 15e3, 20e3, 30e3),
        numerator="dbh_sawit",
        denominator="population",
    ),
    Indicator(
        key="participants",
        label=_("Peserta (orang)"),
        short=_("Peserta"),
        definition=_(
            "Jumlah peserta menurut sumbernya; sebagian sumber menghitung peserta aktif, "
            "sebagian peserta terdaftar, dan itu tertulis pada tiap angka."
        ),
        unit=Unit.PERSONS,
        polarity=Polarity.NONE,
        mark=Mark.SYMBOL,
        segments=("total", "pu", "bpu", "jakon", "pmi"),
    ),
    Indicator(
        key="population",
        label=_("Penduduk (jiwa)"),
        short=_("Penduduk"),
        definition=_("Jumlah penduduk; angka terbaru dari Dukcapil semester II 2024."),
        unit=Unit.PERSONS,
        polarity=Polarity.NONE,
        mark=Mark.SYMBOL,
    ),
    Indicator(
        key="villages",
        label=_("Desa"),
        short=_("Desa"),
        definition=_(
            "Jumlah desa menurut Kepmendagri 300.2.2-2430/2025; kelurahan tidak dihitung."
        ),
        unit=Unit.VILLAGES,
        polarity=Polarity.NONE,
        mark=Mark.SYMBOL,
    ),
    Indicator(
        key="dbh_sawit",
        label=_("DBH Sawit (rupiah)"),
        short=_("DBH Sawit"),
        definition=_("Alokasi Dana Bagi Hasil Perkebunan Sawit untuk kabupaten/kota setahun."),
        unit=Unit.RUPIAH,
        polarity=Polarity.NONE,
        mark=Mark.SYMBOL,
    ),
)

TARGET = Indicator(
    key="coverage_target",
    label=_("Target cakupan"),
    short=_("Target"),
    definition=_("Cakupan yang hendak dicapai pada akhir tahun, menurut yang menetapkannya."),
    unit=Unit.FRACTION,
    polarity=Polarity.HIGHER,
    mark=Mark.NONE,
    decimals=2,
    segments=("total", "pu", "bpu"),
)

SEGMENT_LABELS = MappingProxyType(
    {
        "total": _("Semua segmen"),
        "pu": _("Penerima upah (PU)"),
        "bpu": _("Bukan penerima upah (BPU)"),
        "jakon": _("Jasa konstruksi"),
        "pmi": _("Pekerja migran (PMI)"),
    }
)

# Claims that stand beside the mapped ones, on the profile and the data page.
OTHER_LABELS = MappingProxyType(
    {
        "coverage_rank": _("Peringkat cakupan menurut sumber"),
        "award_rank": _("Peringkat Paritrana Award"),
        "eligible_workers": _("Potensi pekerja (penyebut)"),
        "labour_force": _("Angkatan kerja"),
        "working_population": _("Penduduk bekerja"),
        "unemployed": _("Penganggur"),
        "informal_share": _("Bagian pekerja informal"),
        "inactive_participants": _("Peserta nonaktif"),
        "urban_villages": _("Kelurahan"),
        "districts": _("Kecamatan"),
        "villages_enrolled_share": _("Bagian desa yang aparaturnya terdaftar"),
        "villages_not_enrolled": _("Desa yang aparaturnya belum terdaftar"),
        "bpd_enrolled_share": _("Bagian desa yang BPD-nya terdaftar"),
        "bpd_not_enrolled": _("Desa yang BPD-nya belum terdaftar"),
        "dbh_sawit_province": _("DBH Sawit untuk pemerintah provinsi"),
        "programme_workers": _("Pekerja yang dilindungi program"),
        "programme_budget": _("Anggaran program"),
        "parameter": _("Ketentuan (besaran atau syarat)"),
        "legal": _("Dasar hukum"),
    }
)

BY_KEY = MappingProxyType({indicator.key: indicator for indicator in (*CATALOGUE, TARGET)})
CLAIM_KEYS: frozenset[str] = frozenset(
    {indicator.key for indicator in BY_KEY.values() if not indicator.is_ratio} | set(OTHER_LABELS)
)


def indicator(key: str) -> Indicator:
    """The catalogue's entry for a key."""
    try:
        return BY_KEY[key]
    except KeyError:
        raise UnknownIndicatorError(key) from None


def label_of(key: str) -> str:
    """What readers see for any claim's key, mapped or not, in Indonesian."""
    return BY_KEY[key].label if key in BY_KEY else OTHER_LABELS[key]
