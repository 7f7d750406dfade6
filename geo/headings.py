"""What a heading of a column means, by its words.

A heading is looked at as a set of words, whatever their order: "Peserta Aktif – BPU",
"BPU (aktif)" and "Aktif" over "BPU" are the same three facts. Rules stand in the order in
which they are tried; the first that fits decides.
"""

import re
from functools import lru_cache
from typing import Literal

from geo.deployment import here
from geo.fields import FIELDS
from geo.model import Regency, Segment
from geo.moments import periods_in
from geo.numerals import plain
from geo.received import Form
from geo.regencies import candidates

Measure = Literal["persons", "rate", ""]
"""What a heading says of the numbers below it; empty where it leaves it open."""

_SHORT = {"kalimantan barat": "kalbar"}
"""Short names of provinces that are in use."""
KEPT = 4096
"""Texts whose meaning is kept: a table repeats its headings and names on every row."""
_SEGMENTS: tuple[tuple[str, Segment], ...] = (
    (r"\b(bpu|pbpu|informal|non ?formal|bukan penerima upah|non pu)\b", "bpu"),
    (r"\b(pu|ppu|formal|penerima upah)\b", "pu"),
    (r"\b(jakon|konstruksi|construction)\b", "jakon"),
    (r"\b(pmi|migran|migrant)\b", "pmi"),
)
_ELIGIBLE = r"\b(potensi|potential|eligible|layak|semesta)\b"
_ACTIVE = r"\b(aktif|terlindungi|active|covered)\b"
_REGISTERED = r"\b(terdaftar|registered)\b"
_REACHED = r"\b(peserta|kepesertaan|realisasi|capaian|tercapai|achieved|participants|perolehan)\b"
_OUTCOME = r"\b(realisasi|capaian|tercapai|achieved|perolehan)\b"
_RATE = r"(%|\b(persen|persentase|prosentase|cakupan|ucj|uwc|coverage|rate|rasio)\b)"
_TARGET = r"\b(target|sasaran)\b"
_GAP = r"\b(gap|selisih|kesenjangan|kekurangan|deviasi)\b"
_PEOPLE = r"\b(orang|jiwa|pekerja|peserta|persons|people|workers|jumlah|tenaga)\b"
_POINTS = r"(%|\b(poin|point|points|persen|persentase)\b)"
_NOT = r"\b(belum|unregistered|sisa)\b"

_PLAIN_RULES: tuple[tuple[str, str], ...] = (
    (r"\b(no|nomor|nomer|urut)\b", "serial"),
    (r"\bkode\b.*\bbps\b|\bbps\b.*\bkode\b", "code_bps"),
    (r"\bkode\b.*\b(kemendagri|dagri|kepmendagri|permendagri)\b", "code_dagri"),
    (r"\b(kode|code|kd)\b", "code"),
    (r"\b(url|tautan|link|alamat|laman)\b", "source_url"),
    (r"\b(tanggal|tgl|tahun) (terbit|publikasi|rilis)\b|\bpublished\b", "published_on"),
    (r"\b(sumber|asal) (dana|pendanaan|biaya|pembiayaan|anggaran)\b|\bpendanaan\b", "funding"),
    (r"\b(dasar hukum|regulasi|landasan hukum|perbup|perda|payung hukum)\b", "legal_basis"),
    (r"\b(judul|sumber data|source|sumber)\b", "source_title"),
    (r"\b(penerbit|publisher|instansi|dinas)\b", "publisher"),
    (r"\b(narasumber|speaker|pejabat)\b", "speaker"),
    (r"\b(keyakinan|confidence)\b", "confidence"),
    (r"\b(catatan|keterangan|ket|note|notes|penjelasan)\b", "note"),
    (r"\b(definisi|definition)\b", "definition"),
    (r"\b(peringkat|ranking|rank|rangking|urutan)\b", "rank"),
    (r"\b(kategori|kriteria|klasifikasi|band|predikat)\b", "band"),
    (r"\b(anggaran|biaya|pagu|alokasi|budget|rp|rupiah|nilai iuran|total iuran)\b", "budget"),
    (r"\b(lama|jumlah|durasi|masa)\b.*\b(bulan|bln|iuran|months)\b", "months"),
    (r"^(bulan|bln) (dibayar|iuran)\b", "months"),
    (r"\b(kelompok|golongan|jenis pekerja|jenis kepesertaan|profesi)\b", "group"),
    (r"\bstatus\b", "status"),
    (r"^(segmen|segment)( kepesertaan| peserta)?$|^jenis segmen$", "segment"),
    (r"\b(kab|kabupaten|kota|daerah|wilayah|pemda|region|regency|provinsi|province)\b", "region"),
    (r"\b(kecamatan|kec|district)\b", "district"),
    (r"\b(periode|posisi|tanggal|tgl|period|bulan|month|per tanggal)\b", "period"),
    (r"^(tahun|year)( target)?$", "year"),
)


@lru_cache(maxsize=KEPT)
def words(text: str) -> str:
    """A heading as it is compared: lower case, one space between words, `%` kept."""
    spaced = re.sub(r"[^\w%]+|_", " ", plain(text).casefold().replace("%", " % "))
    return re.sub(r"\s+", " ", spaced).strip()


@lru_cache(maxsize=KEPT)
def segment(heading: str) -> Segment:
    """The segment that a heading names; `total` where it names none."""
    text = words(heading)
    return next((key for rule, key in _SEGMENTS if re.search(rule, text)), "total")


def names_segment(text: str) -> bool:
    """Whether a cell names a segment, or all of them."""
    whole = re.search(r"\b(total|semua|seluruh|jumlah|gabungan)\b", words(text))
    return segment(text) != "total" or whole is not None


@lru_cache(maxsize=KEPT)
def field(heading: str, form: Form, measure: Measure = "") -> str:
    """The field of a heading; empty where its words mean none.

    Parameters
    ----------
    heading : str
        All rows of a column's heading, top to bottom, parted by spaces.
    form : Form
        What the sheet tells: "Pekerja" counts a programme's workers on one sheet only.
    measure : {"persons", "rate", ""}
        What the numbers below are, where that is known; decides a bare "Capaian" or "Target".

    Returns
    -------
    str
        A key of `FIELDS`; or one of `serial` (running numbers), `district`, `code` (of an
        unnamed system), which no layout holds as they are.
    """
    text = words(heading)
    told = next((key for rule, key in _PLAIN_RULES if re.search(rule, text)), "")
    counted = _counted(text, form, measure)
    if not counted or told in ("serial", "code", "code_bps", "code_dagri", "rank", "band"):
        return told
    if told in ("region", "period", "year", "") or form is not Form.PROGRAMMES:
        return counted
    return told


def measure(heading: str) -> Measure:
    """What a heading itself says of its numbers."""
    text = words(heading)
    if re.search(r"\b(orang|jiwa|persons|people|tk)\b", text) and "%" not in text:
        return "persons"
    return "rate" if re.search(r"%|\b(persen|persentase)\b", text) else ""


def is_open(heading: str) -> bool:
    """Whether a heading may stand over people as well as over shares: "Capaian", "Target"."""
    text = words(heading)
    named = re.search(rf"{_TARGET}|{_GAP}|{_OUTCOME}", text) is not None
    return named and not re.search(rf"{_RATE}|{_PEOPLE}|{_POINTS}|{_ACTIVE}|{_REGISTERED}", text)


def size(heading: str) -> int:
    """What the numbers below a heading are counted in: 1000000 under "Anggaran (juta rupiah)"."""
    sizes = (("ribu(an)?", 10**3), ("juta(an)?", 10**6), ("mili?[ay]r(an)?", 10**9))
    text = words(heading)
    return next((many for rule, many in sizes if re.search(rf"\b{rule}\b", text)), 1)


def counts(heading: str) -> bool:
    """Whether a heading says no more than that it counts: "Jumlah", "Jumlah peserta"."""
    return (
        re.fullmatch(r"(jumlah|total|banyaknya)?( ?(peserta|orang|tk))*", words(heading))
        is not None
    )


@lru_cache(maxsize=KEPT)
def family(heading: str, key: str, *, title: str = "", has_potential: bool = False) -> str:
    """The definition family of claims of a field, by the words over them.

    Parameters
    ----------
    heading, title : str
        The column's heading; what stands above the table.
    key : str
        Field of the column.
    has_potential : bool
        Whether the sheet tells the potential that its rates are shares of.

    Returns
    -------
    str
        "Terdaftar" without "aktif" counts enrolments, not active participants; "peserta"
        alone does not tell; a share of something else than the potential is `unstated`.
    """
    own, whole = words(heading), words(f"{heading} {title}")
    if key.startswith("active_"):
        return _activity(own) or _activity(whole) or "participants-unstated"
    if not key.startswith("rate_"):
        return FIELDS[key].family
    if re.search(r"\b(angkatan kerja|penduduk)\b", own):
        return "unstated"
    if re.search(r"\b(ucj|uwc|cakupan|coverage|universal)\b", whole):
        return FIELDS[key].family
    if _activity(whole) == "registered":
        return "registered"
    return FIELDS[key].family if has_potential else "unstated"


def _activity(text: str) -> str:
    """Whether words tell active participants or enrolled ones; empty where neither."""
    if re.search(_ACTIVE, text):
        return "active"
    return "registered" if re.search(_REGISTERED, text) else ""


def names_target(heading: str) -> bool:
    """Whether "target" stands over a count of workers: a goal, or those who may be reached."""
    text = words(heading)
    is_count = re.search(r"\b(pekerja|tenaga kerja|workers)\b", text) is not None
    return is_count and re.search(_TARGET, text) is not None and not re.search(_RATE, text)


def is_total(text: str) -> bool:
    """Whether a row so named adds up the others."""
    return re.fullmatch(r"(grand |sub )?(total|jumlah|sum)( .*)?", words(text)) is not None


def is_mean(text: str) -> bool:
    """Whether a row so named is a mean of the others, which is never read."""
    return re.fullmatch(r"(rata rata|rerata|average|mean)( .*)?", words(text)) is not None


@lru_cache(maxsize=KEPT)
def meant(name: str, year: int | None = None) -> tuple[Regency, ...]:
    """All regencies that a name can mean, as `regencies.candidates` tells them."""
    return candidates(name, year=year)


def is_province(text: str) -> bool:
    """Whether a name is that of the whole province."""
    name = words(here().name)
    bare = re.sub(r"^(provinsi|prov|se) ", "", words(text))
    return bare == name or bare == _SHORT.get(name, name)


def is_village_watch(headings: list[str]) -> bool:
    """Whether headings are those of the monitoring of desa and BPD, which is not read yet."""
    texts = [words(heading) for heading in headings]
    counted = [text for text in texts if re.search(r"\b(desa|bpd)\b", text)]
    return any(re.search(rf"{_REGISTERED}|{_NOT}", text) for text in counted) and len(counted) > 1


def _counted(text: str, form: Form, measure: Measure) -> str:
    """The field of a heading that counts people or shares; empty where it does neither."""
    text = re.sub(r"\bkab(upaten)? ?kota\b", "", text)
    part = segment(text)
    is_rate = measure == "rate" or (measure == "" and re.search(_RATE, text) is not None)
    found = ""
    if re.search(_GAP, text):
        is_points = re.search(_POINTS, text) and not re.search(r"\b(orang|jiwa)\b", text)
        found = "gap_points" if is_points or measure == "rate" else "gap_persons"
    elif re.search(_NOT, text) and re.search(rf"{_REGISTERED}|{_ACTIVE}|{_ELIGIBLE}|jadi", text):
        found = f"not_registered_{part}"
    elif re.search(r"\b(non ?aktif|tidak aktif|inactive)\b", text):
        found = "inactive" if part == "total" else ""
    elif re.search(_TARGET, text):
        found = _targeted(text, part, is_rate=is_rate)
    elif is_rate:
        found = f"rate_{part}" if not re.search(_ELIGIBLE, text) or "%" in text else ""
    elif re.search(_ELIGIBLE, text):
        found = f"eligible_{part}"
    elif form is Form.PROGRAMMES:
        found = "persons" if re.search(rf"{_PEOPLE}|penerima|{_REGISTERED}", text) else ""
    elif re.search(rf"{_ACTIVE}|{_REGISTERED}|{_REACHED}", text):
        found = f"active_{part}"
    return found if found in FIELDS else ""


def _targeted(text: str, part: str, *, is_rate: bool) -> str:
    """A target; "target pekerja PU" counts those whom a programme may reach."""
    if is_rate:
        return "target_rate" if part == "total" else f"target_rate_{part}"
    return "target_persons" if part == "total" else f"eligible_{part}"


def years_of(headings: list[str]) -> tuple[str, ...]:
    """Each heading's one period, empty where it names none or several."""
    found = (periods_in(heading) for heading in headings)
    return tuple(str(periods[0]) if len(periods) == 1 else "" for periods in found)
