"""The charts of a scenario as HTML, each with the same in words: months, sensitivities."""

from typing import Any

import pandas as pd

from geo import scenario_charts, scenario_glance, sensitivities, sharing_words, tornado
from geo.allocation import Aim, reached
from geo.formats import DASH, Writer
from geo.model import Period, Selection
from geo.outcomes import Outcome
from geo.scenario import Scenario
from geo.scenario_charts import Drawn
from geo.scenario_words import POINT
from geo.sensitivities import Turned
from geo.sharing import Shared
from pages.shell import loaders, options, simulated
from pages.shell.markup import rendered
from pages.shell.rows import FIRST_ROWS, LAST_ROWS, MOST_ROWS, left_out

MONTHS, TORNADO = (760, 300), (620, 260)
"""Width and height that the page keeps free for each, px."""
WIDE, HIGH, SPAN = 430, 118, 260
"""Of what is drawn, px: months, and the bars of the tornado. Smaller than what is kept free, so
that the letters of one picture are read on a phone and on a wall."""


def months(chosen: Selection, asked: Scenario) -> None:
    """Who is paid for month by month, down to the cliff."""
    simulated.show(_months, chosen, asked)


def _months(chosen: Selection, asked: Scenario) -> str:
    writer, found = Writer(chosen.language), simulated.outcome(chosen, asked)
    stamp = simulated.mark(chosen, writer)
    drawn = scenario_charts.months(writer, found, width=WIDE, height=HIGH, stamp=stamp)
    return rendered(
        "simul_months",
        writer,
        mark=stamp,
        rows=_rows(writer, found),
        size=MONTHS,
        legend=drawn.legend,
        source=scenario_glance.sourced(writer, found),
        **_pictured(drawn),
    )


def _rows(writer: Writer, found: Outcome) -> list[dict[str, str]]:
    return [
        {
            "month": writer.period(Period.parse(str(month))),
            "paid": writer.decimal(int(row["paid"])),
            "added": writer.decimal(float(row["added"])),
            "rate": DASH if pd.isna(row["rate"]) else writer.percent(float(row["rate"]), POINT),
            "rupiah": writer.rupiah(int(row["rupiah"])),
        }
        for month, row in found.together.iterrows()
    ]


def turned(chosen: Selection, asked: Scenario) -> None:
    """How far the result turns with each assumption."""
    simulated.show(_turned, chosen, asked)


def _turned(chosen: Selection, asked: Scenario) -> str:
    writer, found = Writer(chosen.language), simulated.outcome(chosen, asked)
    swings = loaders.kept_for(_swings, options.whole_data(chosen), asked)
    stamp = simulated.mark(chosen, writer)
    drawn = tornado.tornado(writer, swings, loaders.NAMES, width=SPAN, stamp=stamp)
    return rendered(
        "simul_tornado",
        writer,
        mark=stamp,
        lead=writer.say(
            "Satu andaian diubah, yang lain tetap. Garis merah: hasil skenario ini. Selang "
            "potensi berasal dari sumber; tumpang tindih dan pekerja per desa dicoba."
        ),
        items=drawn.told,
        size=TORNADO,
        source=scenario_glance.sourced(writer, found),
        **_pictured(drawn),
    )


def _swings(chosen: Selection, asked: Scenario) -> Turned:
    return sensitivities.turned(simulated.outcome(chosen, asked), simulated.base(chosen))


def _pictured(drawn: Drawn) -> dict[str, str]:
    return {
        "title": drawn.title,
        "picture": loaders.picture(drawn.svg),
        "alt": " ".join(drawn.told),
    }


def shares(writer: Writer, found: Shared, aim: Aim) -> list[dict[str, Any]]:
    """Who gets how many under an aim, and how far that lifts them: the lowest first.

    Those of whom nothing is known come last, with a blank. Of many the two ends, with a row that
    says how many lie between: the table of the aim that is looked at holds them all.
    """
    before = reached(found.seats, dict.fromkeys(found.seats, 0))
    given, after = found.shares[aim], reached(found.seats, found.shares[aim])
    most = max(1, *(n for shares in found.shares.values() for n in shares.values()))
    blank = {"part": None, "text": DASH, "after": DASH, "reaches": False}
    bars = [
        {
            "code": code,
            "name": loaders.NAMES[code],
            "part": round(given[code] / most, 4),
            "text": writer.decimal(given[code]),
            "after": sharing_words.percent(writer, after[code]),
            "reaches": after[code] >= found.budget.rate,
        }
        for code in sorted(before, key=lambda one: (before[one], one))
    ]
    left = [code for code in loaders.CODES if code in found.left_out]
    if len(bars) + len(left) > MOST_ROWS:
        return _ends(writer, bars, len(left))
    return [*bars, *({"code": code, "name": loaders.NAMES[code], **blank} for code in left)]


def _ends(writer: Writer, bars: list[dict[str, Any]], left: int) -> list[dict[str, Any]]:
    """The first and the last of many bars, and in a row of its own what stands between."""
    first, last = bars, list[dict[str, Any]]()
    if len(bars) > MOST_ROWS:
        first, last = bars[:FIRST_ROWS], bars[-LAST_ROWS:]
    more = left_out(writer, len(bars) - len(first) - len(last), left)
    return [*first, {"more": more}, *last]
