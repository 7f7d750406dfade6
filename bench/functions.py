"""The pure functions behind the pages, with 14 and with 514 regions, without a browser."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
from rich.console import Console
from rich.table import Table

from bench import materials
from geo import (
    choropleth,
    claims,
    comparison,
    estimates,
    intervals,
    movements,
    peers,
    sample,
    stillmap,
    targets,
    trends,
    ways,
)
from geo.formats import Writer
from geo.indicators import TARGET, indicator
from geo.model import BpsCode, Period
from geo.targets import Aim

FEW, MANY = 14, 514
TIMES, LIMIT_S = 5, 20
"""Runs of which the best counts; none is begun after this long."""
WIDTH = 260
"""Of a small map, px."""
YEAR = 2028
COVERAGE = indicator("coverage_rate")
WRITER = Writer("id")
Timed = Callable[[], object]


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Made-up claims of some regions and what the app keeps of them between reruns."""

    codes: list[BpsCode]
    claims: pd.DataFrame
    months: list[Period | None]
    tables: Mapping[Period | None, pd.DataFrame]
    histories: Mapping[str, pd.DataFrame]
    eligible: pd.DataFrame


def panel(count: int) -> Panel:
    """Monthly coverage of as many regions, under codes of no real one, as `geo.sample` makes it."""
    codes = [BpsCode(f"R{number:03d}") for number in range(count)]
    made = sample.edition(tuple(codes)).claims
    kept = made[(made["segment"] == "total") & made["indicator"].isin([COVERAGE.key, TARGET.key])]
    months: list[Period | None] = list(claims.periods_of(kept, COVERAGE, codes))
    own = claims.of(kept, COVERAGE.key).sort_values(["end", "claim_id"])
    return Panel(
        codes=codes,
        claims=kept,
        months=months,
        tables=claims.readings_by_period(kept, COVERAGE, codes, months),
        histories={str(code): part for code, part in own.groupby("region_code") if code in codes},
        eligible=estimates.eligible(kept, codes),
    )


def timed_of(given: Panel) -> dict[str, Timed]:
    """What is timed of a panel, by its name in the table."""
    newest, year_before = given.months[0], given.months[12]
    made = comparison.side_by_side(given.tables, given.codes, newest)
    values = made.group.table["value"]
    found = {str(code): intervals.of_reading(row)[0] for code, row in made.group.table.iterrows()}
    bounds = {code: one for code, one in found.items() if one is not None}
    holed = {when: _silent(table) for when, table in given.tables.items()}
    few, aims = given.codes[:FEW], aims_of(given)
    first, last = given.tables[year_before], given.tables[newest]
    return {
        "claims.readings_by_period, 96 months": lambda: claims.readings_by_period(
            given.claims, COVERAGE, given.codes, given.months
        ),
        "comparison.side_by_side of all": lambda: comparison.side_by_side(
            given.tables, given.codes, None
        ),
        "  where one region never has a figure": lambda: comparison.side_by_side(
            holed, given.codes, None
        ),
        "  of 14 members": lambda: comparison.side_by_side(given.tables, few, None),
        "peers.ranks with intervals": lambda: peers.ranks(values, bounds, len(given.codes)),
        "trends.changes": lambda: trends.changes(first, last),
        "trends.direction of all": lambda: list(map(trends.direction, given.histories.values())),
        "movements.directions_title": lambda: movements.directions_title(WRITER, given.histories),
        "estimates.eligible": lambda: estimates.eligible(given.claims, given.codes),
        "targets.aims of all": lambda: aims_of(given),
        "ways.ways of all, with trends.best_pace": lambda: courses(given, aims),
    }


def aims_of(given: Panel) -> dict[BpsCode, list[Aim]]:
    """Every region's targets, as the page Target reads them."""
    own = given.claims[given.claims["indicator"] == TARGET.key]
    return {code: targets.aims(own, code) for code in given.codes}


def courses(given: Panel, aims: dict[BpsCode, list[Aim]]) -> list[ways.Ways]:
    """Each region's ways to its targets, its best pace among them, as the page Target asks."""
    readings, today = given.tables[given.months[0]], Period(2026, 12).end
    return [
        ways.ways(
            claims.row(readings, code),
            aims,
            YEAR,
            eligible=claims.row(given.eligible, code),
            best=trends.best_pace(given.histories[code]),
            today=today,
        )
        for code in given.codes
    ]


def maps_of(shapes: gpd.GeoDataFrame) -> dict[str, Timed]:
    """The small map of some shapes: its outlines, which are made once, and one drawing."""
    points = shapes.representative_point()
    layer = shapes.assign(label_lon=points.x, label_lat=points.y)
    made = panel(len(layer))
    readings = made.tables[made.months[0]].set_axis(layer.index)
    painted = choropleth.build(COVERAGE, readings, period=made.months[0])
    names = {str(code): str(code) for code in layer.index}
    outlines = stillmap.outlines(layer, WIDTH)
    words = stillmap.said(painted, WRITER, names)
    return {
        "stillmap.outlines, 260 px": lambda: stillmap.outlines(layer, WIDTH),
        "stillmap.said": lambda: stillmap.said(painted, WRITER, names),
        "stillmap.draw, 260 px": lambda: stillmap.draw(outlines, painted, words),
    }


def scaled(console: Console) -> dict[str, dict[str, float]]:
    """Best time of each function, ms, by number of regions; maps where the national file is."""
    results = {}
    for count in (FEW, MANY):
        found = {name: best(act) for name, act in timed_of(panel(count)).items()}
        results[str(count)] = found
        console.print(f"[dim]functions with {count} regions: done[/dim]")
    if not materials.NATION.exists():
        console.print(f"Maps of 514 regions skipped: {materials.NATION.name} is not here.")
        return results
    few = gpd.read_file(materials.REGENCIES).rename(columns=materials.COLUMNS)
    many = gpd.read_file(materials.NATION).rename(columns={"bps_code": "code"})
    many["geometry"] = many.geometry.simplify_coverage(materials.COARSE_DEGREES)
    for shapes in (few, many):
        timed = maps_of(shapes.set_index("code"))
        results[str(len(shapes))].update({name: best(act) for name, act in timed.items()})
    return results


def best(act: Timed) -> float:
    """The shortest of some runs, ms."""
    spent: list[float] = []
    while len(spent) < TIMES and sum(spent) < 1000 * LIMIT_S:
        began = time.perf_counter()
        act()
        spent.append(1000 * (time.perf_counter() - began))
    return min(spent)


def table(results: Mapping[str, Mapping[str, float]]) -> Table:
    """The functions side by side; where the time per region grows, the last number exceeds 1."""
    few, many = results[str(FEW)], results[str(MANY)]
    drawn = Table(title=f"pure functions, best of {TIMES}, 96 months")
    drawn.add_column("function")
    for name in ("14 regions, ms", "514 regions, ms", "time per region, 514 to 14"):
        drawn.add_column(name, justify="right")
    for name, value in many.items():
        growth = value / few[name] / (MANY / FEW)
        drawn.add_row(name, f"{few[name]:,.2f}", f"{value:,.2f}", f"{growth:.2f}")
    return drawn


def _silent(table: pd.DataFrame) -> pd.DataFrame:
    """The same readings without the last region's."""
    holed = table.copy()
    at = holed.index[-1]
    holed.loc[at, "value"] = float("nan")
    holed.loc[at, "status"] = "not_reported"
    return holed
