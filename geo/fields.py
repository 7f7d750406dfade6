"""What a column of a received sheet can hold, and which claim it makes."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from geo.model import Segment, Unit
from geo.received import Form

Reads = (
    Literal["region", "code", "moment", "year", "persons", "rate", "rupiah", "whole", "text"]
    | Literal["segment", "status"]
)
"""How its cells are read: a `moment` is a period as precise as it is written, a `whole` a
number without decimals; `segment` and `status` say what the row's `count` counts."""

FIGURES, PROGRAMMES, TARGETS = Form.FIGURES, Form.PROGRAMMES, Form.TARGETS
SINCE = "@"
"""Parts a field from the period that its heading names: `rate_total@2024`."""


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a column can hold.

    Attributes
    ----------
    label : str
        What officers see, in Indonesian.
    reads : str
        How a cell is read, one of `Reads`.
    forms : frozenset of Form
        The sheets that may have it.
    indicator : str
        Key of the claims that it makes; empty where it makes none.
    segment : str
        Their segment.
    family : str
        Their definition family, where the heading says nothing else.
    unit : Unit
        What the number counts.
    """

    label: str
    reads: Reads
    forms: frozenset[Form]
    indicator: str = ""
    segment: Segment = "total"
    family: str = ""
    unit: Unit = Unit.OTHER


_ALL = frozenset(Form)


def _persons(label: str, indicator: str, segment: Segment, family: str) -> Field:
    return Field(
        label=label,
        reads="persons",
        forms=frozenset({FIGURES}),
        indicator=indicator,
        segment=segment,
        family=family,
        unit=Unit.PERSONS,
    )


def _rate(label: str, segment: Segment = "total", *, target: bool = False) -> Field:
    return Field(
        label=label,
        reads="rate",
        forms=frozenset({FIGURES, TARGETS} if target else {FIGURES}),
        indicator="coverage_target" if target else "coverage_rate",
        segment=segment,
        family="target-own" if target else "ucj",
        unit=Unit.FRACTION,
    )


def _seen(label: str, reads: Reads, *forms: Form) -> Field:
    """A field that is read for the checks, or describes the others, and makes no claim."""
    return Field(label=label, reads=reads, forms=frozenset(forms) or _ALL)


def _made(label: str, reads: Reads, indicator: str, unit: Unit, form: Form) -> Field:
    return Field(
        label=label,
        reads=reads,
        forms=frozenset({form}),
        indicator=indicator,
        family="standard",
        unit=unit,
    )


FIELDS: Mapping[str, Field] = MappingProxyType(
    {
        "region": _seen(_("Kabupaten/kota"), "region"),
        "code_bps": _seen(_("Kode BPS"), "code"),
        "code_dagri": _seen(_("Kode Kemendagri"), "code"),
        "period": _seen(_("Posisi atau periode"), "moment", FIGURES, PROGRAMMES),
        "year": _seen(_("Tahun"), "year", TARGETS),
        "eligible_total": _persons(
            _("Potensi pekerja, semua segmen"), "eligible_workers", "total", "standard"
        ),
        "eligible_pu": _persons(_("Potensi pekerja PU"), "eligible_workers", "pu", "standard"),
        "eligible_bpu": _persons(_("Potensi pekerja BPU"), "eligible_workers", "bpu", "standard"),
        "active_total": _persons(
            _("Peserta aktif, semua segmen"), "participants", "total", "active"
        ),
        "active_pu": _persons(_("Peserta aktif PU"), "participants", "pu", "active"),
        "active_bpu": _persons(_("Peserta aktif BPU"), "participants", "bpu", "active"),
        "active_jakon": _persons(
            _("Peserta aktif jasa konstruksi"), "participants", "jakon", "active"
        ),
        "active_pmi": _persons(_("Peserta aktif PMI"), "participants", "pmi", "active"),
        "inactive": _persons(_("Peserta nonaktif"), "inactive_participants", "total", "standard"),
        "rate_total": _rate(_("Cakupan, semua segmen")),
        "rate_pu": _rate(_("Cakupan PU"), "pu"),
        "rate_bpu": _rate(_("Cakupan BPU"), "bpu"),
        "not_registered_total": _seen(_("Belum terdaftar, semua segmen"), "persons", FIGURES),
        "not_registered_pu": _seen(_("Belum terdaftar PU"), "persons", FIGURES),
        "not_registered_bpu": _seen(_("Belum terdaftar BPU"), "persons", FIGURES),
        "target_rate": _rate(_("Target cakupan"), target=True),
        "target_rate_pu": _rate(_("Target cakupan PU"), "pu", target=True),
        "target_rate_bpu": _rate(_("Target cakupan BPU"), "bpu", target=True),
        "target_persons": _seen(_("Target (orang)"), "persons", FIGURES, TARGETS),
        "gap_points": _seen(_("Selisih dari target (poin)"), "rate", FIGURES),
        "gap_persons": _seen(_("Selisih dari target (orang)"), "persons", FIGURES),
        "rank": _made(_("Peringkat"), "whole", "coverage_rank", Unit.RANK, FIGURES),
        "band": _seen(_("Kategori UCJ"), "text", FIGURES),
        "status": _seen(_("Status kepesertaan"), "status", FIGURES),
        "segment": _seen(_("Segmen"), "segment", FIGURES),
        "count": _seen(_("Jumlah peserta menurut status dan segmen"), "persons", FIGURES),
        "funding": _seen(_("Sumber dana"), "text", PROGRAMMES),
        "group": _seen(_("Kelompok pekerja"), "text", PROGRAMMES),
        "persons": _made(
            _("Pekerja yang dilindungi"), "persons", "programme_workers", Unit.PERSONS, PROGRAMMES
        ),
        "months": _seen(_("Lama iuran (bulan)"), "whole", PROGRAMMES),
        "budget": _made(
            _("Anggaran (rupiah)"), "rupiah", "programme_budget", Unit.RUPIAH, PROGRAMMES
        ),
        "legal_basis": _made(_("Dasar hukum"), "text", "legal", Unit.DOCUMENT, PROGRAMMES),
        "definition": _seen(_("Definisi"), "text"),
        "publisher": _seen(_("Penerbit"), "text"),
        "source_title": _seen(_("Judul sumber"), "text"),
        "published_on": _seen(_("Tanggal terbit"), "moment"),
        "source_url": _seen(_("Alamat sumber"), "text"),
        "speaker": _seen(_("Narasumber"), "text"),
        "confidence": _seen(_("Keyakinan"), "text"),
        "note": _seen(_("Catatan"), "text"),
    }
)
"""By key, in the order in which a template shows them; the same keys in template and intake."""

NUMBERS = frozenset({"persons", "rate", "rupiah", "whole"})
"""Readings of cells that must be numbers."""


def key_of(column: str) -> str:
    """The field of a column's entry: `rate_total` of `rate_total@2024`."""
    return column.partition(SINCE)[0]


def period_of(column: str) -> str:
    """The period of a column's entry: `2024` of `rate_total@2024`; empty where it has none."""
    return column.partition(SINCE)[2]


def letter(number: int) -> str:
    """The letter of a column, counted from 1: 1 is A, 27 is AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def index(column: str) -> int:
    """The place of a column's cell in a row, counted from 0: A is 0, AA is 26."""
    number = 0
    for sign in column:
        number = number * 26 + ord(sign) - ord("A") + 1
    return number - 1
