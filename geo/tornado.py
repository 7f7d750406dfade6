"""How far a scenario's points turn with each assumption, as a picture and in sentences."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from geo import charts
from geo.formats import Writer
from geo.language import Message
from geo.scenario_charts import Drawn, axis, svg
from geo.scenario_words import POINT
from geo.sensitivities import Factor, Swing, Turned

Names = Mapping[str, str]
FACTORS: Mapping[Factor, Message] = MappingProxyType(
    {
        "overlap": Message("Tumpang tindih"),
        "tariff": Message("Tarif sebulan"),
        "pool": Message("Jumlah pekerja layak"),
        "each": Message("Pekerja per desa"),
        "unknown": Message("Kabupaten/kota tanpa angka awal"),
    }
)


def tornado(
    writer: Writer, found: Turned, names: Names, *, width: int = 420, stamp: str = ""
) -> Drawn:
    """How far the points turn with each assumption, the widest first."""
    moving = [one for one in found.swings if one.width("points")]
    told = [turning(writer, one) for one in found.swings]
    whose = writer.label(names.get(found.subject, found.subject))
    if not moving:
        title = writer.say("Poin {name} tidak berubah menurut andaian yang dicoba.", name=whose)
        if math.isnan(found.central.points):
            title = writer.say("Poin {name} tidak dapat dihitung dari angka yang ada.", name=whose)
        return Drawn(svg="", title=title, told=tuple(told))
    title = writer.say(
        "Poin {name} paling bergantung pada: {factor}.",
        name=whose,
        factor=writer.tell(FACTORS[moving[0].factor]),
    )
    rows = [_bar(writer, one) for one in moving]
    ends = [row[end] for row in rows for end in ("low", "high")]
    span = max(ends) - min(0.0, *ends)
    centre = found.central.points * 100
    y = {"field": "factor", "type": "nominal", "sort": None, "title": None}
    spec = {
        "width": width,
        "height": 44 * len(rows),
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "bar", "color": charts.MAIN, "height": 18},
                "encoding": {
                    "x": {
                        "field": "low",
                        "type": "quantitative",
                        "scale": {"domain": [0, 1.12 * span], "nice": False},
                        **axis(writer.say("poin")),
                    },
                    "x2": {"field": "high"},
                    "description": {"field": "told", "type": "nominal"},
                },
            },
            _end_text("low", "low_text", "right"),
            _end_text("high", "high_text", "left"),
            {
                "data": {"values": [{"at": centre}]},
                "mark": {"type": "rule", "color": charts.TARGET, "strokeWidth": 2},
                "encoding": {"x": {"field": "at", "type": "quantitative"}, "y": None},
            },
        ],
        "encoding": {"y": {**y, "axis": {"labelLimit": 200, "ticks": False, "domain": False}}},
    }
    return Drawn(svg=svg(writer, spec, stamp), title=title, told=tuple(told))


def turning(writer: Writer, one: Swing) -> str:
    """What one assumption does to the points and to their price, in one sentence."""
    low, high = (_at(writer, one, end.at) for end in (one.low, one.high))
    ends = (one.low, one.high)
    said = writer.say(
        "{factor} dari {low} sampai {high}: {points}; satu poin setahun {price}.",
        factor=writer.tell(FACTORS[one.factor]),
        low=low,
        high=high,
        points=_range(writer, [writer.points(end.points, POINT) for end in ends]),
        price=_range(writer, [writer.rupiah_short(end.per_point) for end in ends]),
    )
    if not one.sources:
        return said
    return f"{said} " + writer.say("(klaim {claims})", claims=", ".join(dict.fromkeys(one.sources)))


def _range(writer: Writer, ends: Sequence[str]) -> str:
    """Two ends; or that nothing moves."""
    first, last = ends
    if first == last:
        return writer.say("tetap {value}", value=first)
    return writer.say("{first} sampai {last}", first=first, last=last)


def _bar(writer: Writer, one: Swing) -> dict[str, Any]:
    """Ends in points, the smaller first, each with the assumption that gives it."""
    ends = sorted((one.low, one.high), key=lambda end: end.points)
    return {
        "factor": writer.tell(FACTORS[one.factor]),
        "low": 100 * ends[0].points,
        "high": 100 * ends[1].points,
        "low_text": _at(writer, one, ends[0].at),
        "high_text": _at(writer, one, ends[1].at),
        "told": turning(writer, one),
    }


def _at(writer: Writer, one: Swing, at: float) -> str:
    if one.factor == "overlap":
        return writer.percent(at, 0)
    if one.factor == "tariff":
        return writer.rupiah(at)
    return writer.decimal(round(at))


def _end_text(field: str, text: str, align: str) -> dict[str, Any]:
    away = {"right": -5, "left": 5}[align]
    return {
        "mark": {"type": "text", "align": align, "dx": away, "fontSize": 12},
        "encoding": {
            "x": {"field": field, "type": "quantitative"},
            "text": {"field": text, "type": "nominal"},
        },
    }
