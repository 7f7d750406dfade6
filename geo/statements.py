"""What a row says, as claims: region, period and source of the row, one claim per figure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from geo import asking, entries, headings, localities
from geo.areas import shown
from geo.entries import Reader, harmless
from geo.families import FAMILIES
from geo.fields import FIELDS, key_of, period_of
from geo.language import Message
from geo.model import CONFIDENCES, PROVINCE, Period
from geo.moments import is_part, period, without_periods
from geo.numerals import COMPUTED_DECIMALS, MOST_DECIMALS, Number, is_blank
from geo.received import About, Fault, Form, Severity

FINEST = Decimal(1).scaleb(-12)
"""The last digit that a claims table keeps."""
_CONFIDENCES = {"tinggi": "high", "sedang": "medium", "rendah": "low"}
_DENOMINATORS = {1_770_630: "uwc-2022", 1_665_422: "ucj-2024"} if PROVINCE == "61" else {}
"""Families of the province's rate by its denominator; see `families`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What all figures of a row share.

    Attributes
    ----------
    number : int
        From 1, as the file counts it.
    region : str
        BPS code.
    period : str
        As `Period` writes it; empty where only columns name theirs.
    source : mapping of str to str
        Publisher, title, date, address, speaker, confidence, as in a claims table.
    note : str
        What else the row says.
    """

    number: int
    region: str
    period: str
    source: Mapping[str, str]
    note: str = ""


def row(read: Reader, number: int, about: About) -> tuple[Row | None, list[Fault]]:
    """What a row's figures share, and what is wrong with it; None where that is an error."""
    place = localities.of(read, number)
    own, note, faults = _period(read, number)
    source, wrong = _source(read, number, about)
    faults = [*place.faults, *faults, *wrong, *_segment(read, number)]
    if any(fault.severity is Severity.ERROR for fault in faults) or place.code is None:
        return None, faults
    notes = [read.text(number, "note"), note, _band(read, number)]
    return Row(
        number=number,
        region=place.code,
        period=own,
        source=source,
        note="; ".join(text for text in notes if text),
    ), faults


def of(
    read: Reader, row: Row, amounts: Mapping[str, Number]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Column and claim (as text, without its number) of each figure of a row."""
    for column, key in read.layout.columns.items():
        own = period_of(key) or row.period
        if key_of(key) == "legal_basis" and own:
            text = read.text(row.number, "legal_basis")
            if text:
                yield column, {**_said(read, row, column, own), "text": text}
        if column not in amounts or not own:
            continue
        if key_of(key) == "count":
            yield from _counted(read, row, column, amounts[column])
        elif FIELDS[key_of(key)].indicator:
            claim = {**_said(read, row, column, own), **_value(amounts[column], key)}
            claim["note"] = "; ".join(t for t in (row.note, amounts[column].note) if t)
            yield column, _based(read, row, claim, key, amounts)


def _counted(
    read: Reader, row: Row, column: str, found: Number
) -> Iterator[tuple[str, dict[str, str]]]:
    """The claim of a count whose row says status and segment: "Aktif", "PU", 10.000."""
    status, part = read.text(row.number, "status"), read.text(row.number, "segment")
    said = " ".join(text for text in (status, part, read.headings.get(column, "")) if text)
    is_inactive = headings.field(status or said, Form.FIGURES).startswith("inactive")
    key = "inactive" if is_inactive else "active_total"
    field, segment = FIELDS[key], headings.segment(part)
    claim = {**_said(read, row, column, row.period), **_value(found, key)}
    claim |= {
        "indicator": field.indicator,
        "segment": segment,
        "unit": field.unit.value,
        "family": _family(read, said, key),
        "definition": read.text(row.number, "definition") or harmless(said, 500),
    }
    yield column, claim


def _said(read: Reader, row: Row, column: str, when: str) -> dict[str, str]:
    """A claim without its value."""
    key = key_of(read.layout.columns[column])
    field = FIELDS[key]
    heading = read.headings.get(column) or field.label
    family = _family(read, heading, key)
    unclear = family in ("unstated", "participants-unstated")
    own = row.source["confidence"]
    return {
        **row.source,
        "region_code": row.region,
        "indicator": field.indicator,
        "segment": field.segment,
        "period": when,
        "unit": field.unit.value,
        "family": family,
        "definition": _definition(read, row, heading, key),
        "confidence": own or ("medium" if unclear else "high"),
        "note": row.note,
    }


def _family(read: Reader, heading: str, key: str) -> str:
    """The definition family of a figure; our template says itself what it asks for."""
    if read.is_keyed:
        return FIELDS[key].family
    has_potential = any(own.startswith("eligible_") for own in read.layout.columns.values())
    return headings.family(heading, key, title=read.title, has_potential=has_potential)


def _definition(read: Reader, row: Row, heading: str, key: str) -> str:
    """What was counted, in the file's own words.

    A definition that the row gives is that of its rate; its counts keep their own heading.
    """
    given = read.text(row.number, "definition")
    if given and key.startswith(("active_", "eligible_", "inactive")):
        return f"{_told(heading, key, _family(read, heading, key))}: {given}"
    if given:
        return given
    if read.layout.form is not Form.PROGRAMMES:
        own = harmless(heading, 500)
        return own if read.is_keyed and own else _told(heading, key, _family(read, heading, key))
    months = read.text(row.number, "months")
    parts = [read.text(row.number, "group"), read.text(row.number, "funding")]
    named = [text for text in (harmless(read.title, 500), harmless(heading, 500)) if text]
    parts = [text for text in parts if text] or named or [FIELDS[key].label]
    return "; ".join([*parts, *([f"{months} bulan"] if months else [])])


@lru_cache(maxsize=headings.KEPT)
def _told(heading: str, key: str, family: str) -> str:
    """A heading as a definition: without its period, so that it is the same every month.

    One of a single word, or that needs its title to be understood ("PU"), stands behind what
    it was understood as.
    """
    own = harmless(without_periods(heading), 500)
    if len(headings.words(own).split()) > 1 and headings.field(own, Form.FIGURES):
        return own
    is_else = family != FIELDS[key].family
    understood = FAMILIES[family].label if is_else else FIELDS[key].label
    is_same = headings.words(own) == headings.words(understood)
    return f"{understood} ({own})" if own and not is_same else understood


def _value(found: Number, key: str) -> dict[str, str]:
    value = found.value.quantize(FINEST) if found.value % 1 else found.value
    digits = f"{value:f}".rstrip("0").rstrip(".") if value % 1 else f"{int(value)}"
    decimals = found.decimals if found.decimals <= MOST_DECIMALS else COMPUTED_DECIMALS
    is_whole = FIELDS[key_of(key)].reads in ("persons", "whole")
    return {"value": digits, "decimals": "0" if is_whole else str(decimals)}


def _based(
    read: Reader, row: Row, claim: dict[str, str], key: str, amounts: Mapping[str, Number]
) -> dict[str, str]:
    """A rate with the two counts behind it, where the row has both; notes of the number."""
    if not key_of(key).startswith("rate_"):
        return claim
    parts = {
        key_of(own).partition("_")[0]: amounts[column].value
        for column, own in read.layout.columns.items()
        if column in amounts
        and own.replace("active_", "rate_").replace("eligible_", "rate_") == key
        and own != key
    }
    counts = [parts.get("active"), parts.get("eligible")]
    if all(count is not None for count in counts) and parts["eligible"] > 0:
        claim |= {
            "numerator": f"{int(parts['active'])}",
            "denominator": f"{int(parts['eligible'])}",
        }
    if row.region == PROVINCE:
        base = int(parts.get("eligible") or 0)
        claim["family"] = _DENOMINATORS.get(base, "unstated")
    return claim


def _period(read: Reader, number: int) -> tuple[str, str, list[Fault]]:
    """The period of a row, what its words add, and the faults."""
    column = read.column("period") or read.column("year")
    found = entries.moment(read, number, column) if column else None
    if isinstance(found, Fault):
        return "", "", [found]
    if found is not None:
        text = shown(read.cell(number, column))
        return str(found), harmless(text) if is_part(text) else "", []
    told = read.layout.period or read.answer("period")
    if asking.is_period(told):
        return told, "", []
    keys = [key for key in read.layout.columns.values() if FIELDS[key_of(key)].indicator]
    if all(period_of(key) for key in keys):
        return "", "", []
    return "", "", [_no_period(read, number if column else None, column)]


def _no_period(read: Reader, number: int | None, column: str) -> Fault:
    return Fault(
        kind="missing_period",
        severity=Severity.ERROR,
        where=read.where(number, column),
        text="",
        why=Message("Tidak tertulis angka ini keadaan kapan."),
        mend=Message(
            "Tulis di judul tabel, misalnya “per 31 Agustus 2025”, atau isi kolom periode."
        ),
    )


def _source(read: Reader, number: int, about: About) -> tuple[dict[str, str], list[Fault]]:
    """Source of a row: its own where it names one, the document's otherwise."""
    faults: list[Fault] = []
    column = read.column("published_on")
    found = entries.moment(read, number, column) if column else None
    found = found or period(about.published_on)
    if isinstance(found, Fault):
        faults.append(found)
    elif found is None and not is_blank(about.published_on):
        faults.append(entries.not_a_date(read.where(), about.published_on))
    source = {
        "publisher": read.text(number, "publisher") or harmless(about.publisher.strip(), 500),
        "source_title": read.text(number, "source_title") or harmless(about.title.strip(), 500),
        "published_on": str(found) if isinstance(found, Period) else "",
        "source_url": read.text(number, "source_url") or harmless(about.url.strip(), 2000),
        "speaker": read.text(number, "speaker") or harmless(about.speaker.strip(), 500),
        "confidence": _confidence(read.text(number, "confidence")),
    }
    if not (source["publisher"] and source["source_title"]):
        faults.append(_no_source(read))
    return source, faults


def _segment(read: Reader, number: int) -> list[Fault]:
    """A segment that is none of those that there are: its count is of no known workers."""
    text = read.text(number, "segment")
    if not text or headings.names_segment(text):
        return []
    return [
        Fault(
            kind="unknown_segment",
            severity=Severity.ERROR,
            where=read.where(number, read.column("segment")),
            text=harmless(text),
            why=Message("Segmen ini tidak dikenal."),
            mend=Message("Tulis PU, BPU, jasa konstruksi, PMI atau semua segmen."),
        )
    ]


def _confidence(text: str) -> str:
    told = _CONFIDENCES.get(text.casefold(), text.casefold())
    return told if told in CONFIDENCES else ""


def _no_source(read: Reader) -> Fault:
    return Fault(
        kind="missing_source",
        severity=Severity.ERROR,
        where=read.where(),
        text="",
        why=Message("Sumbernya belum ditulis: setiap angka memerlukan penerbit dan judul."),
        mend=Message("Isi penerbit dan judul dokumen, di kolomnya atau untuk seluruh berkas."),
    )


def _band(read: Reader, number: int) -> str:
    """The UCJ band of a row, in the file's words: its bounds are not published."""
    text = read.text(number, "band")
    return f"{read.headings.get(read.column('band'), '')}: {text}" if text else ""
