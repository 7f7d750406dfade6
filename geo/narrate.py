"""A finding → one sentence; a reading → its words. The same words for screen, file and ear."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo.choropleth import ChoroplethLayer
from geo.claims import REPORTED_OLD
from geo.classify import Classes
from geo.coverage import Gap, province_rate
from geo.dossier import Dossier
from geo.formats import Writer
from geo.indicators import FAMILIES, SEGMENT_LABELS, Indicator, Mark
from geo.language import Message
from geo.model import Missing, Period, Unit
from geo.peers import Rank

MISSING_WORDS = {
    Missing.NOT_REPORTED.value: Message("tidak ada data"),
    Missing.OLDER.value: Message("hanya data lebih lama"),
    Missing.NOT_APPLICABLE.value: Message("tidak berlaku"),
    Missing.SUPPRESSED.value: Message("disembunyikan"),
}
CONFIDENCE_WORDS = {
    "high": Message("tinggi"),
    "medium": Message("sedang"),
    "low": Message("rendah"),
}
FEWEST_FOR_TREND = 5
"""Comparable points below which no trend word is used."""
Names = Mapping[str, str]
Reading = Mapping[str, Any] | pd.Series
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
    if reading["publisher"] == "DATA CONTOH":
        printed = "DATA CONTOH"
    if reading["speaker"]:
        return writer.say("{speaker}, dalam {printed}", speaker=reading["speaker"], printed=printed)
    return printed


def remark(writer: Writer, reading: Reading) -> str:
    """What a reader must know beside the figure, in a few words; empty where nothing is."""
    parts = []
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


def finding(writer: Writer, layer: ChoroplethLayer, names: Names) -> str:
    """The map in one sentence: how many report, who is highest, who lowest, who is silent."""
    known = layer.known.sort_values("value", ascending=False)
    expected = len(layer.table)
    if known.empty:
        return writer.say("Belum ada kabupaten/kota yang mempunyai data untuk pilihan ini.")
    sentence = writer.say(
        "{known} dari {expected} kabupaten/kota mempunyai data.",
        known=len(known),
        expected=expected,
    )
    if len(known) == 1:
        only = known.iloc[0]
        return sentence + " " + writer.say(
            "{name}: {value}.", name=names[str(only.name)], value=_dated(writer, layer, only)
        )
    top, bottom = known.iloc[0], known.iloc[-1]
    words = (
        "Tertinggi {high} {high_value}, terendah {low} {low_value}."
        if layer.period or not layer.old().any()
        else "Di antara angka terbaru masing-masing, tertinggi {high} {high_value}, "
        "terendah {low} {low_value}."
    )
    return sentence + " " + writer.say(
        words,
        high=names[str(top.name)],
        high_value=_dated(writer, layer, top),
        low=names[str(bottom.name)],
        low_value=_dated(writer, layer, bottom),
    )


def _dated(writer: Writer, layer: ChoroplethLayer, reading: Reading) -> str:
    text = value(writer, layer.indicator, reading)
    year = int(reading["year"])
    return text if layer.period else f"{text} ({year})"


def silent(writer: Writer, layer: ChoroplethLayer, names: Names) -> str:
    """Which regions have no figure, and of which kind; empty where all have one."""
    parts = []
    for status, words in MISSING_WORDS.items():
        codes = layer.table.index[layer.table["value"].isna() & (layer.table["status"] == status)]
        if len(codes):
            where = writer.joined([names[str(code)] for code in codes])
            parts.append(writer.say("{kind}: {where}.", kind=writer.tell(words), where=where))
    text = " ".join(parts)
    return text[:1].upper() + text[1:]


def rank_sentence(writer: Writer, rank: Rank, year: int) -> str:
    """A place as a range: `Ke-3 dari 6 yang diketahui …; bisa ke-3 sampai ke-11 dari 14`."""
    known = writer.say(
        "Urutan ke-{place} dari {known} kabupaten/kota yang angkanya diketahui untuk {year}",
        place=rank.place,
        known=rank.known,
        year=year,
    )
    if rank.tied:
        known = writer.say("{known} (nilainya sama dengan {tied} lainnya)", known=known, tied=rank.tied)
    if rank.known == rank.expected:
        return f"{known}."
    return writer.say(
        "{known}; di antara semua {expected}, antara ke-{best} dan ke-{worst}.",
        known=known,
        expected=rank.expected,
        best=rank.best,
        worst=rank.worst,
    )


def gap_sentence(writer: Writer, gap: Gap, target: float, target_decimals: int, year: int) -> str:
    """How far from the target, in points and, where the denominator is known, in workers."""
    aim = writer.percent(target, target_decimals)
    if gap.points <= 0:
        return writer.say("Target {year} sebesar {aim} sudah tercapai.", year=year, aim=aim)
    points = writer.points(gap.points)
    if pd.isna(gap.workers):
        return writer.say(
            "Kurang {points} dari target {year} sebesar {aim}; jumlah pekerjanya tidak dapat "
            "dihitung karena penyebutnya tidak dipublikasikan.",
            points=points,
            year=year,
            aim=aim,
        )
    return writer.say(
        "Kurang {points} dari target {year} sebesar {aim}, setara sekitar {workers} pekerja.",
        points=points,
        year=year,
        aim=aim,
        workers=about(writer, gap.workers),
    )


def about(writer: Writer, persons: float) -> str:
    """A count that rests on a rounded denominator: to the nearest thousand."""
    if persons < 10_000:
        return writer.decimal(round(persons, -2))
    return writer.decimal(round(persons, -3))


def family_label(writer: Writer, key: str) -> str:
    """What a definition family is called."""
    return writer.label(FAMILIES[key].label)


def is_symbol(indicator: Indicator) -> bool:
    """Whether a map shows it as circles."""
    return indicator.mark is Mark.SYMBOL


def together(writer: Writer, layer: ChoroplethLayer) -> tuple[str, str] | None:
    """A ratio of sums over the regencies that report, and how many they are; None for others."""
    known = layer.known
    if not layer.indicator.is_ratio or known.empty:
        return None
    whole = province_rate(known["numerator"], known["denominator"])
    figure = quantity(writer, layer.indicator.unit, whole.value, layer.indicator.decimals)
    when = writer.say(
        "jumlah dibagi jumlah, {n} dari {of} kabupaten/kota",
        n=whole.reporting,
        of=len(layer.table),
    )
    return figure, when


def conflict_title(writer: Writer, reading: Reading) -> str:
    """Whether the other claims of the year contradict the one that is read."""
    year = int(reading["year"])
    if reading["conflict"]:
        return writer.say("Sumber bertentangan: angka lain untuk {year}", year=year)
    return writer.say("Angka lain untuk {year}", year=year)


def ranking_note(writer: Writer, layer: ChoroplethLayer, aim: float | None) -> str:
    """What must be known before reading the table as a ranking."""
    parts = []
    if layer.period is None and layer.old().any():
        parts.append(
            writer.say("Tahun datanya berbeda-beda, jadi urutan ini bukan peringkat.")
        )
    if aim is not None:
        parts.append(
            writer.say("Garis putus-putus: target provinsi {aim}.", aim=writer.percent(aim))
        )
    return " ".join(parts)


def older(writer: Writer, layer: ChoroplethLayer, reading: Reading) -> str:
    """Says that a reading is older than the newest shown; empty where it is not."""
    if reading["status"] != REPORTED_OLD:
        return ""
    return writer.say("bukan data terbaru; yang lain sampai {year}", year=int(layer.table["year"].max()))


def earlier(writer: Writer, indicator: Indicator, reading: Reading | None) -> str:
    """The last figure there is, where there is none for the asked period."""
    if reading is None:
        return ""
    return writer.say(
        "Angka terakhir yang ada: {value}, {when}.",
        value=quantity(writer, indicator.unit, float(reading["value"]), int(reading["decimals"])),
        when=writer.period(Period.parse(str(reading["period"]))),
    )


def remarks(writer: Writer, reading: Reading, *, with_conflict: bool = True) -> list[str]:
    """Everything that must be known beside a figure, one sentence each.

    `with_conflict` is false where the conflicting claims themselves stand beside it.
    """
    if pd.isna(reading["value"]):
        return []
    found = []
    if reading["unit"] == "fraction" and (
        pd.isna(reading["numerator"]) or pd.isna(reading["denominator"])
    ) and reading["indicator"] == "coverage_rate":
        found.append(_uncounted(writer, reading))
    if reading["recomputed_differs"]:
        found.append(recomputed(writer, reading))
    if reading["conflict"] and with_conflict:
        found.append(writer.say("Sumber lain untuk tahun yang sama berbeda lebih dari 1 poin."))
    if reading["confidence"] != "high":
        found.append(
            writer.say("Keyakinan {level}.", level=writer.tell(CONFIDENCE_WORDS[reading["confidence"]]))
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


def card_facts(writer: Writer, indicator: Indicator, known: Dossier) -> list[dict[str, str]]:
    """Rank, claimed ranks, target and segments of a dossier, as label and text."""
    facts = []
    reading = known.reading
    if known.rank is not None:
        facts.append(
            _fact(writer.say("Urutan"), rank_sentence(writer, known.rank, int(reading["year"])))
        )
    elif not pd.isna(reading["value"]) and indicator.key == "coverage_rate":
        facts.append(
            _fact(writer.say("Urutan"), writer.say("Terlalu sedikit angka yang sebanding untuk diurutkan."))
        )
    if indicator.key == "coverage_rate":
        facts += [_claimed_rank(writer, row) for _, row in known.claimed_ranks.iterrows()]
        facts += [_award(writer, row) for _, row in known.awards.iterrows()]
        facts.append(_target(writer, known))
    for name, row in known.segments.items():
        text = f"{value(writer, indicator, row)}, {date_of(writer, row)}"
        facts.append(_fact(writer.label(SEGMENT_LABELS[name]), text, source_of(writer, row)))
    return [fact for fact in facts if fact["text"]]


def _fact(label: str, text: str, source: str = "") -> dict[str, str]:
    return {"label": label, "text": text, "source": source}


def _claimed_rank(writer: Writer, row: Reading) -> dict[str, str]:
    text = writer.say(
        "Peringkat {n} se-Kalimantan Barat untuk {year}, menurut sumbernya",
        n=int(row["value"]),
        year=int(row["year"]),
    )
    return _fact(writer.say("Klaim peringkat cakupan"), text, source_of(writer, row))


def _award(writer: Writer, row: Reading) -> dict[str, str]:
    return _fact(
        writer.say("Paritrana Award (bukan peringkat cakupan)"),
        str(row["definition"]),
        source_of(writer, row),
    )


def _target(writer: Writer, known: Dossier) -> dict[str, str]:
    label = writer.say("Target sendiri")
    if pd.isna(known.reading["value"]):
        return _fact(label, "")
    if known.target is None or known.gap is None:
        text = writer.say("Tidak ada target {year} yang diketahui.", year=int(known.reading["year"]))
        return _fact(label, text)
    aim = known.target
    text = gap_sentence(
        writer, known.gap, float(aim["value"]), int(aim["decimals"]), int(known.reading["year"])
    )
    return _fact(label, text, source_of(writer, aim))


def trend_alt(writer: Writer, indicator: Indicator, found: pd.DataFrame) -> str:
    """The trend chart in words: every point with its date."""
    points = [
        f"{quantity(writer, indicator.unit, float(row['value']), int(row['decimals']))}, "
        f"{writer.period(Period.parse(str(row['period'])))}"
        for _, row in found.tail(24).iterrows()
    ]
    return writer.say("Grafik: {points}.", points="; ".join(points))


def trend_title(writer: Writer, indicator: Indicator, known: Dossier) -> str:
    """What the trend chart shows, in a sentence; a trend word needs five comparable points."""
    found = known.history
    if found.empty:
        return ""
    first, last = found.iloc[0], found.iloc[-1]
    if len(found) == 1:
        return writer.say("Hanya satu angka yang diketahui; belum ada perkembangan untuk dibaca.")
    family = found["family"].nunique()
    text = writer.say(
        "{n} angka, {first} sampai {last}",
        n=len(found),
        first=int(first["year"]),
        last=int(last["year"]),
    )
    if family > 1:
        text = writer.say("{text}; definisinya berbeda, garis tidak disambung", text=text)
    if len(found) < FEWEST_FOR_TREND:
        text = writer.say("{text}; terlalu sedikit untuk menyebut naik atau turun", text=text)
    return f"{text}."
