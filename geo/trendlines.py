"""A region's claims over time: every claim a point, lines within one definition only.

Where the definition changes, the line ends and a dotted rule says so; claims that
contradict one another are tied by a band; the region's own targets are a dashed path.
"""

import math
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from geo import charts, claims, datasets, trends, wording
from geo.editions import Edition
from geo.families import FAMILIES
from geo.formats import Writer
from geo.indicators import Indicator
from geo.model import BpsCode, Period, Unit

LEAST_YEAR = 34
"""Width that the name of a year needs, px; where years are narrower, not each is named."""
_SPOKEN = ["period", "value", "decimals", "family", "publisher", "published_on", "speaker"]
MOST_LABELLED = 8
"""Points that are drawn with their value; more of them make a line."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """What is drawn: a region's claims of an indicator, and its targets.

    Attributes
    ----------
    history, targets : DataFrame
        As `claims.history` returns them; `targets` may be empty.
    decisions : tuple of (date, str)
        Days of meetings with what was decided: each a rule with its words.
    mark : str
        Stands above a chart of made-up data.
    """

    indicator: Indicator
    history: pd.DataFrame
    targets: pd.DataFrame
    decisions: tuple[tuple[date, str], ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """Of the plot itself, px."""

    width: int
    height: int


SMALL, LARGE = Size(width=420, height=190), Size(width=640, height=290)


def subject_of(
    edition: Edition, region: BpsCode, chosen: Indicator, segment: str, writer: Writer
) -> Subject:
    """A region's series as an edition holds it."""
    own = edition.claims[edition.claims["region_code"] == region]
    return Subject(
        indicator=chosen,
        history=claims.history(own, chosen.key, region, segment),
        targets=claims.history(own, chosen.target or "", region, segment),
        mark=datasets.spoken(edition.dataset, writer),
    )


def drawn(subject: Subject, writer: Writer, *, size: Size = SMALL) -> str:
    """SVG of a region's claims and targets for an indicator and segment.

    Returns
    -------
    str
        Empty where no figure is known, there are not two things to draw, or for a ratio.
    """
    chosen, found = subject.indicator, subject.history
    aims = _targets(subject, writer)
    if chosen.is_ratio or found.empty or len(found) + len(aims) + len(subject.decisions) < 2:
        return ""
    runs = trends.runs(found)
    data = {
        "points": [_point(writer, chosen, row) for row in found[_SPOKEN].to_dict("records")],
        "lines": _lines(runs, _scale(chosen)),
        "breaks": _breaks(writer, runs),
        "conflicts": _conflicts(found, _scale(chosen)),
        "targets": aims,
        "decisions": [
            {
                "date": _on(day),
                "label": writer.say("keputusan {n}", n=number),
                "told": _decided(writer, day, what),
            }
            for number, (day, what) in enumerate(subject.decisions, start=1)
        ],
    }
    spec = _placed(_specification(len(found) <= MOST_LABELLED), data, size)
    return charts.svg(spec, language=writer.language, mark=subject.mark)


def _point(writer: Writer, chosen: Indicator, row: wording.Reading) -> dict[str, Any]:
    value = wording.short_value(writer, chosen, row)
    told = [f"{value}, {wording.date_of(writer, row)}", wording.source_of(writer, row)]
    return {
        "date": _place(str(row["period"])),
        "value": row["value"] * _scale(chosen),
        "fill": charts.MAIN if FAMILIES[row["family"]].comparable else "#ffffff",
        "label": value,
        "told": ". ".join(told),
    }


def _lines(runs: list[trends.Run], scale: int) -> list[dict[str, Any]]:
    return [
        {"date": _place(period), "value": value * scale, "run": run.family}
        for run in runs
        for period, value in zip(run.line["period"], run.line["value"], strict=True)
    ]


def _breaks(writer: Writer, runs: list[trends.Run]) -> list[dict[str, Any]]:
    """A rule between the last point of the runs before and the first of those after.

    Where they are drawn, not where they are dated: a bare year is drawn in its middle. No
    rule where the two overlap; the page says the break in words all the same.
    """
    told = {one.after: writer.tell(one.why) for one in trends.breaks(runs)}
    places = [[_place(period) for period in run.claims["period"]] for run in runs]
    rules = []
    for number, run in enumerate(runs[1:], start=1):
        last = max(place for before in places[:number] for place in before)
        first = min(place for after in places[number:] for place in after)
        if run.family in told and last < first:
            rules.append({"date": (last + first) / 2, "told": told[run.family]})
    return rules


def _conflicts(found: pd.DataFrame, scale: int) -> list[dict[str, Any]]:
    """A band over each year whose claims contradict, between the lowest and the highest."""
    return [
        {
            "date": year,
            "until": int(str(year)) + 1,
            "value": row["low"] * scale,
            "high": row["high"] * scale,
        }
        for year, row in trends.conflicts(found).iterrows()
    ]


def _decided(writer: Writer, day: date, what: str) -> str:
    when = writer.period(Period(day.year, day.month, day.day))
    return writer.say("Keputusan {when}: {what}", when=when, what=what)


def _targets(subject: Subject, writer: Writer) -> list[dict[str, Any]]:
    found = subject.targets
    if found.empty:
        return []
    own_ones = [FAMILIES[key].binding for key in found["family"]]
    rows = found.loc[own_ones, [*_SPOKEN, "end", "year"]].to_dict("records")
    return [
        {
            "date": _on(row["end"].date()),
            "value": row["value"] * _scale(subject.indicator),
            "label": writer.say("target") if row is rows[-1] else "",
            "told": writer.say(
                "Target {aim} pada akhir {year}. {source}",
                aim=writer.percent(row["value"], int(row["decimals"])),
                year=row["year"],
                source=wording.source_of(writer, row),
            ),
        }
        for row in rows
    ]


@lru_cache
def _specification(labelled: bool) -> dict[str, Any]:
    """The chart without its data: building one with Altair takes 100 ms."""
    points, aims = alt.Chart(alt.NamedData("points")), alt.Chart(alt.NamedData("targets"))
    bands = alt.Chart(alt.NamedData("conflicts")).mark_rect(color=charts.CONFLICT, opacity=0.4)
    ends = alt.Chart(alt.NamedData("breaks")).mark_rule(
        color=charts.MUTED, strokeDash=[2, 4], strokeWidth=1.6
    )
    lines = alt.Chart(alt.NamedData("lines")).mark_line(color=charts.MAIN, strokeWidth=2.5)
    size = 75 if labelled else 22
    dots = points.mark_point(stroke=charts.MAIN, size=size, opacity=1, filled=True)
    decided = alt.Chart(alt.NamedData("decisions"))
    layers = [
        decided.mark_rule(color=charts.DECISION, strokeWidth=2.2).encode(
            y=alt.Y(), description="told:N"
        ),
        decided.mark_text(
            color=charts.DECISION, align="left", dx=4, dy=8, fontWeight=700, baseline="top"
        ).encode(y=alt.value(0), text="label:N"),
        bands.encode(x2="until:Q", y2="high:Q"),
        ends.encode(y=alt.Y(), description="told:N"),
        lines.encode(detail="run:N"),
        aims.mark_line(color=charts.TARGET, strokeDash=[5, 4], strokeWidth=1.8),
        aims.mark_point(
            color=charts.TARGET, shape="diamond", size=60, opacity=1, strokeWidth=2
        ).encode(description="told:N"),
        aims.mark_text(dy=-12, align="right", color=charts.TARGET, fontWeight=600).encode(
            text="label:N"
        ),
        dots.encode(fill=alt.Fill("fill:N", scale=None, legend=None), description="told:N"),
    ]
    if labelled:
        above = alt.expr("datum.value < datum.top ? 14 : -12")  # the lower of two goes beneath
        words = points.transform_joinaggregate(top="max(value)", groupby=["date"])
        layers.append(words.mark_text(dy=above, fontWeight=600).encode(text="label:N"))
    axis = alt.Axis(
        labelExpr="floor(datum.value)",
        grid=False,
        tickSize=0,
        labelOverlap=False,
        labelFlush=False,
    )
    chart = alt.layer(*layers).encode(
        x=alt.X("date:Q", title=None, axis=axis, scale=alt.Scale(domain=[2000, 2001])),
        y=alt.Y("value:Q", title=None, scale=alt.Scale(domain=[0, 1])),
    )
    spec: dict[str, Any] = chart.to_dict()
    return spec


def _placed(
    spec: dict[str, Any], data: dict[str, list[dict[str, Any]]], size: Size
) -> dict[str, Any]:
    """The specification with its data; each year is named in its middle, between its ends."""
    years = sorted({int(row["date"]) for rows in data.values() for row in rows})
    x = spec["encoding"]["x"]
    step = 1 + (years[-1] - years[0]) * LEAST_YEAR // size.width
    named = range(years[0], years[-1] + 1, step)
    axis = {**x["axis"], "values": [_middle(year) for year in named]}
    domain = {"domain": [years[0], years[-1] + 1], "nice": False, "zero": False}
    tops = [
        row[end]
        for rows in data.values()
        for row in rows
        for end in ("value", "high")
        if end in row
    ]
    y = {**spec["encoding"]["y"], "scale": {"domain": [min(0.0, *tops), _round(1.15 * max(tops))]}}
    encoding = {**spec["encoding"], "x": {**x, "axis": axis, "scale": domain}, "y": y}
    box = {"width": size.width, "height": size.height}
    return {**spec, **box, "encoding": encoding, "datasets": data}


def _round(top: float) -> float:
    """A little above: of 1.2, 1.4, ... 2, 2.5, ... 9.5, 10 and their tenfolds the next one.

    Charts of equal ends are sooner compared, and drawn (`charts.svg`).
    """
    if top <= 0:
        return top
    unit = 10.0 ** math.floor(math.log10(top))
    step = 0.2 if top < 2 * unit else 0.5
    return math.ceil(round(top / unit / step, 9)) * step * unit


def _middle(year: int) -> float:
    return year + 0.5  # where a claim that names only its year is drawn


def _on(day: date) -> float:
    """A day as a place between its year and the next: 2024-07-01 is about 2024.5."""
    first = date(day.year, 1, 1)
    return day.year + (day - first) / (date(day.year + 1, 1, 1) - first)


def _scale(chosen: Indicator) -> int:
    """Percent exists only on the screen, and a chart is one."""
    return 100 if chosen.unit is Unit.FRACTION else 1


def _place(text: str) -> float:
    period = Period.parse(text)
    return _middle(period.year) if period.month is None else _on(period.end)
