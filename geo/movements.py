"""What has changed, in sentences that a leader could read aloud, or why that is not said."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from geo import trends
from geo.choropleth import LETTERS, ChoroplethLayer
from geo.formats import Writer
from geo.indicators import Indicator
from geo.language import Message
from geo.model import Missing, Period, Unit
from geo.palettes import NOT_APPLICABLE
from geo.wording import period_label, quantity, short_value

Names = Mapping[str, str]
MOST_TOLD, TOLD_ENDS = 60, 5
"""Regions that a map in words names; of more so many at each end."""
SMALL = 0.005
"""A change of half a point or less is none, here and in the colours of the map."""
LEAST_P = 0.001
"""A smaller p is written as less than this."""


def direction_title(writer: Writer, indicator: Indicator, name: str, history: pd.DataFrame) -> str:
    """Which way a region's figure goes, or that this is not said yet."""
    if history.empty:
        return writer.say("{name}: belum ada angka.", name=name)
    found = trends.direction(history)
    if isinstance(found, Message):
        return writer.say(
            "{name}: {n} angka, arahnya belum dapat disebut.", name=name, n=len(history)
        )
    word = writer.tell(found.label)
    if found.word == "unclear":
        return writer.say("{name}: {word}.", name=name, word=word)
    slope = abs(found.slope)
    if indicator.unit is Unit.FRACTION:
        amount = writer.points(slope, 1)
    else:
        amount = quantity(writer, indicator.unit, slope, 0)
    return writer.say(
        "{name}: {word} sekitar {amount} setahun.", name=name, word=word, amount=amount
    )


def direction_note(writer: Writer, history: pd.DataFrame) -> str:
    """On what the direction rests, or why none is said."""
    found = trends.direction(history)
    if isinstance(found, Message):
        return writer.tell(found)
    return writer.say(
        "Uji Mann-Kendall atas {n} angka sebanding, {first}–{last}: p {p}; kemiringan Sen.",
        n=len(found.line),
        first=int(found.line["year"].iloc[0]),
        last=int(found.line["year"].iloc[-1]),
        p=_p(writer, found.p),
    )


def _p(writer: Writer, p: float) -> str:
    sign, shown = ("=", p) if p >= LEAST_P else ("<", LEAST_P)
    return f"{sign} {writer.decimal(shown, 3)}"


def direction_word(writer: Writer, history: pd.DataFrame | None) -> str:
    """A trend word where five comparable points allow one; else how many there are."""
    if history is None or history.empty:
        return writer.say("tidak ada data")
    found = trends.direction(history)
    if isinstance(found, Message):
        return writer.say("{n} angka", n=len(history))
    return writer.tell(found.label)


def directions_title(writer: Writer, histories: Mapping[str, pd.DataFrame]) -> str:
    """How many regions rise, fall, or cannot be said."""
    found = [trends.direction(history) for history in histories.values()]
    words = [one.word for one in found if isinstance(one, trends.Direction)]
    if not words:
        return writer.say(
            "Belum satu pun kabupaten/kota mempunyai lima angka sebanding; arah tidak disebut."
        )
    return writer.say(
        "{up} kabupaten/kota naik, {down} turun, {unclear} belum jelas.",
        up=words.count("up"),
        down=words.count("down"),
        unclear=words.count("unclear"),
    )


def conflicts(writer: Writer, history: pd.DataFrame) -> list[str]:
    """Each year whose claims contradict one another."""
    return [
        writer.say(
            "Untuk {year}, {n} angka bertentangan: {low} sampai {high}. Tidak dirata-rata.",
            year=year,
            n=int(row["n"]),
            low=writer.percent(row["low"]),
            high=writer.percent(row["high"]),
        )
        for year, row in trends.conflicts(history).iterrows()
    ]


def maps_title(writer: Writer, layers: Sequence[ChoroplethLayer]) -> str:
    """How many regions report in the first and in the last of some maps."""
    if not layers:
        return writer.say("Belum ada tahun yang dapat dipetakan.")
    first, last = layers[0], layers[-1]
    if first is last:
        return writer.say(
            "Hanya satu periode: {when}, {n} wilayah dengan angka.",
            when=period_label(writer, first.period),
            n=len(first.known),
        )
    return writer.say(
        "Dari {a} wilayah dengan angka pada {first} menjadi {b} pada {last}.",
        a=len(first.known),
        first=period_label(writer, first.period),
        b=len(last.known),
        last=period_label(writer, last.period),
    )


def map_told(writer: Writer, layer: ChoroplethLayer, names: Names) -> str:
    """A map in words: every region with a figure."""
    told = [
        f"{names[str(code)]} {short_value(writer, layer.indicator, row)}"
        for code, row in layer.known.sort_values("value", ascending=False).iterrows()
    ]
    when = period_label(writer, layer.period)
    if not told:
        return writer.say("Peta {when}: tidak ada data.", when=when)
    if len(told) > MOST_TOLD:
        return writer.say(
            "Peta {when}, {n} wilayah dengan angka. Tertinggi: {high}. Terendah: {low}.",
            when=when,
            n=writer.decimal(len(told)),
            high="; ".join(told[:TOLD_ENDS]),
            low="; ".join(told[-TOLD_ENDS:]),
        )
    return writer.say("Peta {when}: {values}.", when=when, values="; ".join(told))


def change_title(
    writer: Writer, found: pd.DataFrame, names: Names, first: Period, last: Period
) -> str:
    """How many rose and fell, who changed most, or that nothing may be compared."""
    known = found["value"].dropna()
    span = writer.say("{first} ke {last}", first=writer.period(first), last=writer.period(last))
    if known.empty:
        return writer.say("{span}: tidak ada perubahan yang dapat dihitung.", span=span)
    said = writer.say(
        "{span}: {up} naik, {down} turun, {same} hampir tetap dari {n} yang dapat dibandingkan",
        span=span,
        up=int((known.round(8) > SMALL).sum()),
        down=int((known.round(8) < -SMALL).sum()),
        same=int((known.round(8).abs() <= SMALL).sum()),
        n=len(known),
    )
    size = known.abs().round(6)
    if size.max() == 0:
        return f"{said}."
    most = known[size == size.max()]
    amounts = sorted({signed(writer, float(one)) for one in most})
    return writer.say(
        "{said}; terbesar {names} ({amount}).",
        said=said,
        names=writer.named([names[str(code)] for code in most.index]),
        amount=", ".join(amounts),
    )


def change_legend(writer: Writer, layer: ChoroplethLayer) -> list[dict[str, object]]:
    """Classes of a change from the greatest rise to the greatest fall, with their counts."""
    numbers = layer.table["class_number"]
    rows: list[dict[str, object]] = []
    for number in reversed(range(layer.classes.count)):
        low, high = layer.classes.bounds(number)
        if math.isinf(low):
            label = writer.say("turun lebih dari {n}", n=writer.points(-high, 0))
        elif math.isinf(high):
            label = writer.say("naik lebih dari {n}", n=writer.points(low, 0))
        elif low < 0 < high:
            label = writer.say("berubah paling banyak {n}", n=writer.points(high, 1))
        else:
            word = writer.say("naik") if low > 0 else writer.say("turun")
            least, most = sorted((abs(low), abs(high)))
            label = f"{word} {writer.decimal(100 * least, 1)}–{writer.points(most, 0)}"
        rows.append(
            {
                "colour": layer.colours[number],
                "label": label,
                "count": int((numbers == number).sum()),
            }
        )
    letters = layer.letters()
    refused = letters.count(LETTERS[Missing.NOT_APPLICABLE.value])
    silent = sum(
        letters.count(LETTERS[kind.value])
        for kind in (Missing.NOT_REPORTED, Missing.OLDER, Missing.SUPPRESSED)
    )
    rows.append(
        {
            "colour": NOT_APPLICABLE,
            "label": writer.say("tidak dapat dibandingkan"),
            "count": refused,
        }
    )
    rows.append({"colour": "", "label": writer.say("tidak ada data"), "count": silent})
    return rows


def signed(writer: Writer, points: float) -> str:
    """A change with its sign: `+2,51 poin`."""
    plus = "+" if round(100 * points, 2) > 0 else ""
    return f"{plus}{writer.points(points)}"


def series_told(writer: Writer, indicator: Indicator, found: pd.DataFrame) -> str:
    """The chart in words: every point with its date."""
    points = [
        f"{quantity(writer, indicator.unit, float(row['value']), int(row['decimals']))}, "
        f"{writer.period(Period.parse(str(row['period'])))}"
        for row in found[["value", "decimals", "period"]].tail(24).to_dict("records")
    ]
    return writer.say("Grafik: {points}.", points="; ".join(points))


def series_title(writer: Writer, found: pd.DataFrame) -> str:
    """What the chart shows, in a sentence; a trend word needs five comparable points."""
    if found.empty:
        return ""
    if len(found) == 1:
        return writer.say("Hanya satu angka yang diketahui; belum ada perkembangan untuk dibaca.")
    text = writer.say(
        "{n} angka, {first} sampai {last}",
        n=len(found),
        first=int(found.iloc[0]["year"]),
        last=int(found.iloc[-1]["year"]),
    )
    if found["family"].nunique() > 1:
        text = writer.say("{text}; definisinya berbeda, garis tidak disambung", text=text)
    if len(found) < trends.FEWEST_FOR_TREND:
        text = writer.say("{text}; terlalu sedikit untuk menyebut naik atau turun", text=text)
    return f"{text}."
