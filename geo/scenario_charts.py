"""A scenario's months in a picture, stacked by source of money, down to the cliff.

Each picture of a scenario bears the mark, each drawn mark its words, and each has its
sentences beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, cast

import pandas as pd

from geo import charts, claims
from geo.formats import DASH, Writer
from geo.model import Period
from geo.outcomes import Outcome, cliff
from geo.scenario import FUNDINGS, Funding
from geo.scenario_words import POINT, ended, mark

COLOURS: Mapping[Funding, str] = MappingProxyType(
    {
        "apbd_province": "#2878b5",
        "apbd_regency": "#00868b",
        "apbdes": "#5a8f2e",
        "dbh_sawit": "#b9770e",
        "csr": "#8a5fb0",
        "own": "#c2557f",
        "not_decided": "#64748b",
    }
)
"""Of sources of money: data, so the same on light and dark, and seen on either (3:1)."""
MONTH_WIDTH = 58
"""That the name of a month needs, px; where bars stand closer, not each is named."""
LETTER, SWATCH = 6.6, 30
"""Width of a letter of the legend, and of what stands beside it, px."""
ROOM = 1.2
"""Of the highest bar: how high the picture is, so that words stand above the bars."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A picture and what it says.

    Attributes
    ----------
    svg : str
        Whole by itself; empty where there is nothing to draw.
    title : str
        Its finding, in a sentence.
    told : tuple of str
        The same as its marks, one sentence each.
    legend : tuple of (str, str)
        Colours as `#rrggbb` with their names, where colours tell something.
    """

    svg: str
    title: str
    told: tuple[str, ...]
    legend: tuple[tuple[str, str], ...] = ()


def months(
    writer: Writer, outcome: Outcome, *, width: int = 620, height: int = 230, stamp: str = ""
) -> Drawn:
    """Persons paid for in each month, stacked by source of money, down to the cliff.

    Parameters
    ----------
    width, height : int, px
        Of the bars, without axes and legend.
    stamp : str
        What the picture bears; the mark of a simulation where nothing else is said.
    """
    used = [one for one in FUNDINGS if any(plan.funding == one for plan in outcome.scenario.plans)]
    legend = tuple((COLOURS[one], writer.tell(FUNDINGS[one])) for one in used)
    top = ROOM * int(outcome.together["paid"].max())
    spec = {
        "width": width,
        "height": height,
        "layer": [
            {"data": {"values": _stacks(writer, outcome)}, **_bars(writer, legend, top, width)},
            *_fall(writer, outcome),
        ],
        "encoding": {"x": _month_axis(writer, outcome, width)},
    }
    return Drawn(
        svg=svg(writer, spec, stamp),
        title=ended(writer, outcome),
        told=tuple(_runs(writer, outcome)),
        legend=legend,
    )


def svg(writer: Writer, spec: dict[str, Any], stamp: str = "") -> str:
    """A drawing under the mark, or under more than that: of made-up data it says so too."""
    return charts.svg(spec, language=writer.language, mark=stamp or mark(writer))


def axis(title: str) -> dict[str, Any]:
    """A quantity's axis."""
    return {"title": title, "axis": {"format": ",.0f", "tickCount": 4, "grid": True}}


def _stacks(writer: Writer, outcome: Outcome) -> list[dict[str, Any]]:
    """A row for each month and source of money."""
    found = outcome.stacked.reset_index().groupby(["month", "funding"], sort=False)["paid"].sum()
    paid_by = cast(dict[tuple[str, Funding], int], found.to_dict())
    order = {funding: n for n, funding in enumerate(FUNDINGS)}
    return [
        {
            "month": month,
            "funding": writer.tell(FUNDINGS[funding]),
            "paid": paid,
            "order": order[funding],
            "told": _paid(writer, month, funding, paid),
        }
        for (month, funding), paid in paid_by.items()
    ]


def _bars(
    writer: Writer, legend: tuple[tuple[str, str], ...], top: float, width: int
) -> dict[str, Any]:
    longest = max(len(name) for _, name in legend)
    return {
        "mark": {"type": "bar"},
        "encoding": {
            "y": {
                "field": "paid",
                "type": "quantitative",
                "scale": {"domainMax": top, "nice": False},
                **axis(writer.say("orang dibayari")),
            },
            "color": {
                "field": "funding",
                "type": "nominal",
                "scale": {
                    "domain": [name for _, name in legend],
                    "range": [colour for colour, _ in legend],
                },
                "legend": {
                    "orient": "top",
                    "title": None,
                    "labelFontSize": 12,
                    "labelColor": charts.MUTED,
                    "labelLimit": 0,
                    "columns": max(1, int(width / (longest * LETTER + SWATCH))),
                },
            },
            "order": {"field": "order"},
            "description": {"field": "told", "type": "nominal"},
        },
    }


def _fall(writer: Writer, outcome: Outcome) -> list[dict[str, Any]]:
    """The cliff: a line down from those paid for to those who are left, and how many fall."""
    at, lost = cliff(outcome)
    left = int(claims.row(outcome.together, str(at))["paid"])
    fall = {
        "month": str(at),
        "from": left + lost,
        "to": left,
        "told": ended(writer, outcome),
        "text": writer.say("▼ {n} orang", n=writer.decimal(-lost)),
    }
    words = {
        "type": "text",
        "align": "right" if at > _middle(outcome) else "left",
        "baseline": "bottom",
        "dy": -5,
        "fontSize": 14,
        "fontWeight": 700,
        "color": charts.TARGET,
    }
    named = {"field": "told", "type": "nominal"}
    y = {"field": "from", "type": "quantitative"}
    return [
        {
            "data": {"values": [fall]},
            "mark": {"type": "rule", "color": charts.TARGET, "strokeWidth": 4},
            "encoding": {"y": y, "y2": {"field": "to"}, "description": named},
        },
        {
            "data": {"values": [fall]},
            "mark": words,
            "encoding": {"y": y, "text": {"field": "text"}},
        },
    ]


def _month_axis(writer: Writer, outcome: Outcome, width: int) -> dict[str, Any]:
    names = {
        str(month): writer.period_short(Period.parse(str(month)))
        for month in outcome.together.index
    }
    every = max(1, -(-len(names) * MONTH_WIDTH // width))
    return {
        "field": "month",
        "type": "ordinal",
        "title": None,
        "axis": {
            "values": list(names)[::every],
            "labelExpr": _named(names),
            "labelAngle": 0,
            "labelOverlap": False,
        },
    }


def _paid(writer: Writer, month: str, funding: Funding, paid: int) -> str:
    return writer.say(
        "{month}: {n} orang dibayari dari {funding}.",
        month=writer.period(Period.parse(month)),
        n=writer.decimal(paid),
        funding=writer.tell(FUNDINGS[funding]),
    )


def _runs(writer: Writer, outcome: Outcome) -> list[str]:
    """A sentence for each stretch of months that are alike."""
    together = outcome.together
    alike = (together["paid"] != together["paid"].shift()).cumsum()
    return [_run(writer, run) for _, run in together.groupby(alike, sort=False)]


def _run(writer: Writer, run: pd.DataFrame) -> str:
    first, last = (writer.period(Period.parse(str(run.index[end]))) for end in (0, -1))
    row = run.iloc[0]
    when = first if len(run) == 1 else writer.say("{first} sampai {last}", first=first, last=last)
    return writer.say(
        "{when}: {n} orang dibayari, {rupiah} sebulan, cakupan provinsi {rate}.",
        when=when,
        n=writer.decimal(int(row["paid"])),
        rupiah=writer.rupiah(int(row["rupiah"])),
        rate=DASH if pd.isna(row["rate"]) else writer.percent(float(run["rate"].max()), POINT),
    )


def _middle(outcome: Outcome) -> Period:
    found = list(outcome.together.index)
    return Period.parse(str(found[len(found) * 2 // 3]))


def _named(names: Mapping[str, str]) -> str:
    """An expression that names a month by its key; keys and names are of our own making."""
    pairs = ",".join(f"'{key}':'{name}'" for key, name in names.items())
    return "({" + pairs + "})[datum.value]"
