"""A reading → its words: value, date, source, remarks. The same on screen, in a file, aloud."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.classify import Classes
from geo.datasets import is_uploaded
from geo.families import FAMILIES
from geo.formats import Writer
from geo.indicators import SEGMENT_LABELS, Indicator
from geo.language import Message
from geo.model import Missing, Period, Unit
from geo.sample import MARK, PUBLISHER

MISSING_WORDS = {
    Missing.NOT_REPORTED.value: Message("tidak ada data"),
    Missing.OLDER.value: Message("hanya data lebih lama"),
    Missing.NOT_APPLICABLE.value: Message("tidak berlaku"),
    Missing.SUPPRESSED.value: Message("tidak ditampilkan"),
}
CONFIDENCE_WORDS = {
    "high": Message("tinggi"),
    "medium": Message("sedang"),
    "low": Message("rendah"),
}
Reading = Mapping[Any, Any] | pd.Series
"""A row as `claims.readings` returns it."""


def value(writer: Writer, indicator: Indicator, reading: Reading) -> str:
    """A reading's figure in full, or the word for its kind of blank."""
    if pd.isna(reading["value"]):
        return writer.tell(MISSING_WORDS[str(reading["status"])])
    return quantity(writer, indicator.unit, float(reading["value"]), int(reading["decimals"]))


def quantity(writer: Writer, unit: Unit, number: float, decimals: int) -> str:
    """A number with its unit."""
    match unit:
        case Unit.FRACTION:
            return writer.percent(number, decimals)
        case Unit.RUPIAH:
            return writer.rupiah(number)
        case Unit.PERSONS:
            return writer.say("{n} orang", n=writer.decimal(number))
        case Unit.VILLAGES:
            return writer.say("{n} desa", n=writer.decimal(number))
        case _:
            return writer.decimal(number, decimals)


def claimed(writer: Writer, claim: Reading) -> str:
    """A claim's value with its unit, whatever it is about: a number, or a text."""
    if claim["text"] == Missing.SUPPRESSED.value:
        return writer.tell(MISSING_WORDS[Missing.SUPPRESSED.value])
    if claim["text"]:
        return str(claim["text"])
    unit = Unit(str(claim["unit"]))
    if claim["indicator"] in ("urban_villages", "districts"):
        unit = Unit.OTHER  # counts of something else than desa; the label names it
    return quantity(writer, unit, float(claim["value"]), int(claim["decimals"]))


def short_value(writer: Writer, indicator: Indicator, reading: Reading) -> str:
    """A figure for a map label, or the word for its kind of blank."""
    if pd.isna(reading["value"]):
        return writer.tell(MISSING_WORDS[str(reading["status"])])
    number = float(reading["value"])
    match indicator.unit:
        case Unit.FRACTION:
            return writer.percent(number, int(reading["decimals"]))
        case Unit.RUPIAH:
            return writer.rupiah_short(number)
        case _:
            return writer.decimal(number)


def round_value(writer: Writer, indicator: Indicator, number: float) -> str:
    """A round number of an indicator's unit, for a legend."""
    return writer.rupiah_short(number) if indicator.unit is Unit.RUPIAH else writer.decimal(number)


def date_of(writer: Writer, reading: Reading) -> str:
    """When a figure describes: `data 2024`, `data 24 September 2025`."""
    if pd.isna(reading["value"]):
        return ""
    return writer.say("data {period}", period=writer.period(Period.parse(str(reading["period"]))))


def source_of(writer: Writer, reading: Reading) -> str:
    """Who said it, who printed it, when."""
    printed = writer.say(
        "{publisher}, {date}",
        publisher=reading["publisher"],
        date=writer.published(str(reading["published_on"])),
    )
    if reading["publisher"] == PUBLISHER:
        printed = writer.tell(MARK)
    if is_uploaded(reading):
        printed = writer.say("{printed} (unggahan, belum diterbitkan)", printed=printed)
    if reading["speaker"]:
        return writer.say("{speaker}, dalam {printed}", speaker=reading["speaker"], printed=printed)
    return printed


def remark(writer: Writer, reading: Reading) -> str:
    """What a reader must know beside the figure, in a few words; empty where nothing is."""
    parts: list[str] = []
    if pd.isna(reading["value"]):
        return ""
    if reading["conflict"]:
        parts.append(writer.say("Sumber lain berbeda lebih dari 1 poin."))
    if reading["recomputed_differs"]:
        parts.append(recomputed(writer, reading))
    if reading["unit"] == "fraction" and reading["value"] > 1:
        parts.append(writer.say("Lebih dari 100 %: peserta melebihi potensi menurut sumber."))
    if reading["confidence"] == "low":
        parts.append(writer.say("Keyakinan rendah."))
    return " ".join(parts)


def contradicted(writer: Writer, reading: Reading) -> str:
    """The remarks of a figure that another source, or its own counts, contradict; else empty."""
    if pd.isna(reading["value"]) or not (reading["conflict"] or reading["recomputed_differs"]):
        return ""
    return remark(writer, reading)


def recomputed(writer: Writer, reading: Reading) -> str:
    """The rate recomputed from its own two counts, beside the one that was published."""
    return writer.say(
        "Dihitung ulang {rate} ({numerator} / {denominator}); tertulis {published}.",
        rate=writer.percent(float(reading["recomputed"]), 2),
        numerator=writer.decimal(float(reading["numerator"])),
        denominator=writer.decimal(float(reading["denominator"])),
        published=writer.percent(float(reading["value"]), int(reading["decimals"])),
    )


def class_labels(writer: Writer, indicator: Indicator, classes: Classes) -> list[str]:
    """Words of the legend, from the same object as the colours: (lower, upper]."""
    if not classes.breaks:
        return [writer.say("semua nilai")]

    def number(bound: float) -> str:
        if indicator.unit is Unit.RUPIAH:
            return writer.rupiah_short(bound)
        decimals = 0 if round(bound * 100, 6).is_integer() else 2
        return writer.percent(bound, decimals)

    labels = [writer.say("sampai {upper}", upper=number(classes.breaks[0]))]
    for lower, upper in zip(classes.breaks[:-1], classes.breaks[1:], strict=True):
        labels.append(writer.say("> {lower} – {upper}", lower=number(lower), upper=number(upper)))
    labels.append(writer.say("di atas {lower}", lower=number(classes.breaks[-1])))
    return labels


def period_label(writer: Writer, period: Period | None) -> str:
    """`Terbaru` for the latest available, else the period."""
    return writer.period(period) if period else writer.say("Terbaru")


def indicator_label(writer: Writer, indicator: Indicator, segment: str) -> str:
    """The indicator's name, with its segment where it is told apart by one."""
    label = writer.label(indicator.label)
    if segment == "total" or len(indicator.segments) == 1:
        return label
    return f"{label}, {writer.label(SEGMENT_LABELS[segment])}"


def family_label(writer: Writer, key: str) -> str:
    """What a definition family is called."""
    return writer.label(FAMILIES[key].label)


def remarks(writer: Writer, reading: Reading, *, with_conflict: bool = True) -> list[str]:
    """Everything that must be known beside a figure, one sentence each.

    `with_conflict` is false where the conflicting claims themselves stand beside it.
    """
    if pd.isna(reading["value"]):
        return []
    found = []
    if (
        reading["unit"] == "fraction"
        and (pd.isna(reading["numerator"]) or pd.isna(reading["denominator"]))
        and reading["indicator"] == "coverage_rate"
    ):
        found.append(_uncounted(writer, reading))
    if reading["recomputed_differs"]:
        found.append(recomputed(writer, reading))
    if reading["conflict"] and with_conflict:
        found.append(writer.say("Sumber lain untuk tahun yang sama berbeda lebih dari 1 poin."))
    if reading["confidence"] != "high":
        found.append(
            writer.say(
                "Keyakinan {level}.", level=writer.tell(CONFIDENCE_WORDS[reading["confidence"]])
            )
        )
    if reading["unit"] == "fraction" and reading["value"] > 1:
        found.append(writer.say("Lebih dari 100 %: peserta melebihi potensi menurut sumber."))
    if reading["indicator"] == "coverage_rate" and reading["decimals"] == 0:
        found.append(writer.say("Angkanya dibulatkan oleh sumber."))
    return found


def _uncounted(writer: Writer, reading: Reading) -> str:
    """Which of the two counts behind a rate was not published."""
    date_known = len(str(reading["period"])) > 4
    if pd.isna(reading["numerator"]) and pd.isna(reading["denominator"]):
        if date_known:
            return writer.say("Pembilang dan penyebutnya tidak dipublikasikan.")
        return writer.say("Pembilang, penyebut dan tanggal datanya tidak dipublikasikan.")
    if pd.isna(reading["denominator"]):
        return writer.say("Penyebutnya tidak dipublikasikan.")
    return writer.say("Pembilangnya tidak dipublikasikan.")
