"""Table → chart, in one Altair theme; drawn to SVG here, so that screen and paper agree.

Charts are sent as pictures with their text: no chart library runs in the reader's
browser (docs/decisions/0005-charts.md).
"""

from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from geo import claims, wording
from geo.editions import Edition
from geo.families import FAMILIES
from geo.formats import Writer
from geo.indicators import Indicator
from geo.model import BpsCode, Period, Unit
from geo.sample import DATASET, MARK

FEWEST_FOR_TREND = 5
"""Comparable points below which no trend word is used."""
MOST_LABELLED = 8
"""Points that are drawn with their value; more of them make a line."""
INK, MUTED, GRID = "#12202e", "#46566a", "#dde3ea"
MAIN, OTHER, TARGET = "#0b5c7d", "#8a94a3", "#b3123f"
FONT = "Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"
"""A picture cannot use the page's own type, so the reader's system lends one."""


def theme() -> dict[str, Any]:
    """The one theme of every chart, as a Vega-Lite config."""
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        "axis": {
            "labelColor": MUTED,
            "titleColor": MUTED,
            "labelFontSize": 12,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "gridColor": GRID,
            "domainColor": OTHER,
            "tickColor": OTHER,
        },
        "text": {"fontSize": 13, "fill": INK},
    }


def trend_svg(
    edition: Edition, chosen: Indicator, segment: str, region: BpsCode, writer: Writer
) -> str:
    """Every claim of a region as a point; lines join claims of one definition only.

    Parameters
    ----------
    edition : Edition
        Its claims, and its targets where the indicator has one.

    Returns
    -------
    str
        SVG; empty where there are not two things to draw, or the indicator is a ratio.
    """
    if chosen.is_ratio:
        return ""
    own = edition.claims[edition.claims["region_code"] == region]
    found = claims.history(own, chosen.key, region, segment)
    if found.empty:
        return ""
    scale = _scale(chosen)
    points = [
        {
            "date": _place(row),
            "value": row["value"] * scale,
            "family": row["family"],
            "joined": FAMILIES[row["family"]].comparable,
            "label": wording.short_value(writer, chosen, row),
        }
        for row in found.to_dict("records")
    ]
    targets = _targets(own, chosen, segment, region, writer)
    if len(points) + len(targets) < 2:
        return ""
    mark = writer.tell(MARK) if edition.dataset == DATASET else ""
    return _drawn(len(points) <= MOST_LABELLED, {"points": points, "targets": targets}, mark)


def _targets(
    own: pd.DataFrame, chosen: Indicator, segment: str, region: BpsCode, writer: Writer
) -> list[dict[str, Any]]:
    if chosen.target is None:
        return []
    found = claims.history(own, chosen.target, region, segment)
    rows = found[[FAMILIES[key].binding for key in found["family"]]].to_dict("records")
    return [
        {
            "date": f"{row['end']:%Y-%m-%d}",
            "value": row["value"] * _scale(chosen),
            "label": writer.say("target") if row is rows[-1] else "",
        }
        for row in rows
    ]


@lru_cache
def _trend(labelled: bool) -> dict[str, Any]:
    """The specification of a trend chart, without its data: building one takes 100 ms."""
    points = alt.Chart(alt.NamedData("points"))
    aims = alt.Chart(alt.NamedData("targets"))
    lines = points.transform_filter("datum.joined").mark_line(color=MAIN, strokeWidth=2.5)
    layers = [lines.encode(detail="family:N")]
    if labelled:
        layers += [
            points.mark_point(color=MAIN, size=70, filled=True, opacity=1),
            points.mark_text(dy=-12, fontWeight=600, color=INK).encode(text="label:N"),
        ]
    layers += [
        aims.mark_line(color=TARGET, strokeDash=[5, 4], strokeWidth=1.8),
        aims.mark_point(color=TARGET, shape="diamond", size=60, opacity=1, strokeWidth=2),
        aims.mark_text(dy=-12, align="right", color=TARGET, fontWeight=600).encode(text="label:N"),
    ]
    axis = alt.Axis(format="%Y", grid=False, tickSize=0, labelOverlap=True)
    chart = alt.layer(*layers).encode(
        x=alt.X("date:T", title=None, axis=axis, scale=alt.Scale(domain=["2000", "2001"])),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(zero=True, padding=18)),
    )
    spec: dict[str, Any] = chart.properties(width=420, height=190).to_dict()
    return {**spec, "config": theme()}


def _drawn(labelled: bool, data: dict[str, list[dict[str, Any]]], mark: str) -> str:
    """The chart with its data; each year is named in its middle, between its two ends.

    `mark` stands above a chart of made-up data, so that a copied picture still says so.
    """
    years = sorted({int(row["date"][:4]) for rows in data.values() for row in rows})
    named = range(years[0], years[-1] + 1)
    spec = _trend(labelled)
    x = spec["encoding"]["x"]
    axis = {**x["axis"], "values": [_middle(year) for year in named]}
    domain = {"domain": [f"{years[0]}-01-01", f"{years[-1]}-12-31"]}
    encoding = {**spec["encoding"], "x": {**x, "axis": axis, "scale": domain}}
    title = {"title": {"text": mark, "color": TARGET, "anchor": "start"}} if mark else {}
    whole = {**spec, **title, "encoding": encoding, "datasets": data}
    return str(vl_convert.vegalite_to_svg(whole))


def _middle(year: int) -> str:
    """Where a claim that names only its year is drawn."""
    return f"{year}-07-01"


def _scale(chosen: Indicator) -> int:
    """Percent exists only on the screen, and a chart is one."""
    return 100 if chosen.unit is Unit.FRACTION else 1


def _place(row: wording.Reading) -> str:
    period = Period.parse(str(row["period"]))
    return _middle(period.year) if period.month is None else f"{period.end:%Y-%m-%d}"


def trend_alt(writer: Writer, indicator: Indicator, found: pd.DataFrame) -> str:
    """The trend chart in words: every point with its date."""
    points = [
        f"{wording.quantity(writer, indicator.unit, float(row['value']), int(row['decimals']))}, "
        f"{writer.period(Period.parse(str(row['period'])))}"
        for _, row in found.tail(24).iterrows()
    ]
    return writer.say("Grafik: {points}.", points="; ".join(points))


def trend_title(writer: Writer, found: pd.DataFrame) -> str:
    """What the trend chart shows, in a sentence; a trend word needs five comparable points."""
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
