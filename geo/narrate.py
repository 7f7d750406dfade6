"""A finding → one sentence that a leader could read aloud, in the reader's language."""

import math
from collections.abc import Mapping

import pandas as pd

from geo.choropleth import ChoroplethLayer
from geo.claims import REPORTED_OLD
from geo.coverage import Gap, province_rate
from geo.deployment import here
from geo.dossier import Dossier
from geo.formats import Writer
from geo.indicators import SEGMENT_LABELS, Indicator
from geo.model import Period, Regency
from geo.peers import Rank
from geo.wording import (
    MISSING_WORDS,
    Reading,
    date_of,
    indicator_label,
    quantity,
    source_of,
    value,
)

Names = Mapping[str, str]


def finding(writer: Writer, layer: ChoroplethLayer, names: Names) -> str:
    """The map in one sentence: how many report, who is highest, who lowest, who is silent."""
    known, expected = layer.known, len(layer.table)
    if known.empty:
        return writer.say("Belum ada kabupaten/kota yang mempunyai data untuk pilihan ini.")
    sentence = writer.say(
        "{known} dari {expected} kabupaten/kota mempunyai data.",
        known=len(known),
        expected=expected,
    )
    return f"{sentence} {span(writer, layer, names)}"


def span(writer: Writer, layer: ChoroplethLayer, names: Names) -> str:
    """Who has the highest figure and who the lowest, or the only one that there is."""
    known = layer.known.sort_values("value", ascending=False)
    if len(known) == 1:
        only = known.iloc[0]
        dated = _dated(writer, layer, only)
        return writer.say("{name}: {value}.", name=names[str(only.name)], value=dated)
    top, bottom = known.iloc[0], known.iloc[-1]
    ends = {
        "high": names[str(top.name)],
        "high_value": _dated(writer, layer, top),
        "low": names[str(bottom.name)],
        "low_value": _dated(writer, layer, bottom),
    }
    if layer.period or not layer.old().any():
        return writer.say("Tertinggi {high} {high_value}, terendah {low} {low_value}.", **ends)
    return writer.say(
        "Di antara angka terbaru masing-masing, tertinggi {high} {high_value}, "
        "terendah {low} {low_value}.",
        **ends,
    )


def _dated(writer: Writer, layer: ChoroplethLayer, reading: Reading) -> str:
    text = value(writer, layer.indicator, reading)
    year = int(reading["year"])
    return text if layer.period else f"{text} ({year})"


def headline(writer: Writer, layer: ChoroplethLayer, known: Dossier, name: str) -> str:
    """The finding for the region above: how far from its target, or what it stands at."""
    year = None if pd.isna(known.reading["value"]) else int(known.reading["year"])
    if known.gap is not None:
        if known.gap.points <= 0:
            return writer.say("{name} sudah mencapai target {year}", name=name, year=year)
        points = writer.points(known.gap.points)
        return writer.say(
            "{name} {points} di bawah target {year}", name=name, points=points, year=year
        )
    label = indicator_label(writer, layer.indicator, layer.segment)
    return writer.say("{indicator}: {name}", indicator=label, name=name)


def silent(writer: Writer, layer: ChoroplethLayer, names: Names) -> str:
    """Which regions have no figure, and of which kind; empty where all have one."""
    parts = []
    for status, words in MISSING_WORDS.items():
        codes = layer.table.index[layer.table["value"].isna() & (layer.table["status"] == status)]
        if len(codes):
            where = writer.named([names[str(code)] for code in codes])
            kind = writer.tell(words)
            kind = kind[:1].upper() + kind[1:]
            parts.append(writer.say("{kind}: {where}.", kind=kind, where=where))
    return " ".join(parts)


def rank_sentence(writer: Writer, rank: Rank, year: int) -> str:
    """A place as a range: `Ke-3 dari 6 yang diketahui …; bisa ke-3 sampai ke-11 dari 14`."""
    known = writer.say(
        "Urutan ke-{place} dari {known} kabupaten/kota yang angkanya diketahui untuk {year}",
        place=rank.place,
        known=rank.known,
        year=year,
    )
    if rank.tied:
        known = writer.say(
            "{known} (nilainya sama dengan {tied} lainnya)", known=known, tied=rank.tied
        )
    if rank.known == rank.expected:
        return f"{known}."
    return writer.say(
        "{known}; bila semua {expected} melapor, tempatnya antara ke-{best} dan ke-{worst}.",
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
            "Masih {points} di bawah target {year} ({aim}); jumlah pekerjanya tidak dapat "
            "dihitung karena penyebutnya tidak dipublikasikan.",
            points=points,
            year=year,
            aim=aim,
        )
    return writer.say(
        "Masih {points} di bawah target {year} ({aim}), setara sekitar {workers} pekerja.",
        points=points,
        year=year,
        aim=aim,
        workers=about(writer, gap.workers),
    )


def about(writer: Writer, persons: float) -> str:
    """A count that rests on a rounded denominator: two or three digits of it."""
    size = abs(persons)
    digits = 0 if size < 100 else -1 if size < 1000 else -2 if size < 10_000 else -3
    return writer.decimal(round(persons, digits))


def together(writer: Writer, layer: ChoroplethLayer) -> tuple[str, str] | None:
    """A ratio of sums over the regencies that report, and how many they are; None for others."""
    known = layer.known
    if not layer.indicator.is_ratio or known.empty:
        return None
    whole = province_rate(known["numerator"], known["denominator"])
    figure = quantity(writer, layer.indicator.unit, whole.value, layer.indicator.decimals)
    when = writer.say(
        "dihitung dari jumlah seluruhnya, {n} dari {of} kabupaten/kota",
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
        parts.append(writer.say("Tahun datanya berbeda-beda, jadi urutan ini bukan peringkat."))
    if aim is not None:
        parts.append(
            writer.say("Garis putus-putus: target provinsi {aim}.", aim=writer.percent(aim))
        )
    return " ".join(parts)


def earlier(writer: Writer, indicator: Indicator, reading: Reading | None) -> str:
    """The last figure there is, where there is none for the asked period."""
    if reading is None:
        return ""
    return writer.say(
        "Angka terakhir yang ada: {value}, {when}.",
        value=quantity(writer, indicator.unit, float(reading["value"]), int(reading["decimals"])),
        when=writer.period(Period.parse(str(reading["period"]))),
    )


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
            _fact(
                writer.say("Urutan"),
                writer.say("Terlalu sedikit angka yang sebanding untuk diurutkan."),
            )
        )
    if indicator.key == "coverage_rate":
        facts += [_claimed_rank(writer, row) for _, row in known.claimed_ranks.iterrows()]
        facts += [_award(writer, row) for _, row in known.awards.iterrows()]
        facts.append(_target(writer, known))
    for name, row in known.segments.items():
        text = f"{value(writer, indicator, row)}, {date_of(writer, row)}"
        facts.append(_fact(writer.label(SEGMENT_LABELS[name]), text, source_of(writer, row)))
    return [fact for fact in facts if fact["text"]]


def identity_facts(writer: Writer, regency: Regency) -> list[dict[str, str]]:
    """Seat, codes and official area of a regency; what the deployment does not tell is unknown."""
    unknown, known_area = writer.say("tidak diketahui"), not math.isnan(regency.area_km2)
    codes = {"bps": regency.bps, "dagri": regency.dagri or unknown}
    area = writer.say("{n} km²", n=writer.decimal(regency.area_km2, 1))
    source = writer.label(here().area_source) if known_area else ""
    return [
        _fact(writer.say("Ibu kota"), regency.capital or unknown),
        _fact(writer.say("Kode"), writer.say("BPS {bps}, Kemendagri {dagri}", **codes)),
        _fact(writer.say("Luas resmi"), area if known_area else unknown, source),
    ]


def _fact(label: str, text: str, source: str = "") -> dict[str, str]:
    return {"label": label, "text": text, "source": source}


def _claimed_rank(writer: Writer, row: Reading) -> dict[str, str]:
    text = writer.say(
        "Peringkat {n} se-{province} untuk {year}, menurut sumbernya",
        province=here().named,
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
        text = writer.say(
            "Tidak ada target {year} yang diketahui.", year=int(known.reading["year"])
        )
        text += "".join(
            " "
            + writer.say(
                "Target {year}: {aim}.",
                year=aim.by.year,
                aim=writer.percent(aim.value, aim.decimals),
            )
            for aim in known.aims
        )
        return _fact(label, text)
    aim = known.target
    text = gap_sentence(
        writer, known.gap, float(aim["value"]), int(aim["decimals"]), int(known.reading["year"])
    )
    return _fact(label, text, source_of(writer, aim))


def older(writer: Writer, layer: ChoroplethLayer, reading: Reading) -> str:
    """Says that a reading is older than the newest shown; empty where it is not."""
    if reading["status"] != REPORTED_OLD:
        return ""
    return writer.say(
        "bukan data terbaru; yang lain sampai {year}", year=int(layer.table["year"].max())
    )
