"""Prints how fast this app is beside the usual ways of doing the same, in one run.

    python bench/interaction.py [--n 30] [--only app] [--json FILE]

What is measured and how: docs/bench.md.
"""

import argparse
import json
import signal
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import contenders, materials, measuring
from bench.browser import Visit, chromium
from bench.contenders import Way
from bench.measuring import SEEN, WARM_UPS, Bench, Figures, N, Series
from bench.server import Server

VISITS = 5
MIDDLE = "2022-03"
"""Where the steps on the map's own control start; nine months follow."""
TOLD_MS = 1500
"""After a step: the map tells the server 350 ms later, and its rerun belongs to the step."""


def measured(way: Way, browser: Browser, folder: Path, n: int, console: Console) -> Figures:
    """Everything about one way."""
    found: Figures = {}
    series: dict[str, Series] = {}
    with Server(way.command, way.health, folder, way.cwd) as server:
        bench = Bench(way, server, browser, n)
        visit, painted = bench.visit()
        found["visit_just_started"] = painted.by_watch["map"]
        visit.close()
        visits = []
        for _ in range(VISITS):
            visit, painted = bench.visit()
            visits.append(painted.by_watch["map"])
            visit.close()
        found["visit"], found["visit_p95"] = statistics.median(visits), measuring.p95(visits)
        visit, _ = bench.visit()
        found["visit_kilobytes"] = visit.traffic.received / 1000
        months = cycle(SEEN)
        for prepare in bench.chosen(visit, "Periode", islice(months, len(SEEN))):
            visit.timed(prepare(), way.monthly)
        series["period"] = bench.series(visit, bench.chosen(visit, "Periode", months), way.monthly)
        if way.card:
            unseen = bench.chosen(
                visit, "Periode", (one for one in measuring.months() if one not in SEEN)
            )
            series["new_period"] = bench.series(visit, unseen, way.monthly)
            series["click"] = bench.series(visit, bench.clicked(visit), way.card)
        if way.indicators:
            steps = bench.indicators(visit, way.indicators)
            series["indicator"] = bench.series(visit, steps, ("map", *way.card))
        if way.own_steps:
            visit.timed(next(bench.chosen(visit, "Periode", iter([MIDDLE])))(), way.monthly)
            series["step"] = bench.series(visit, bench.stepped(visit), ("map",), TOLD_MS)
        found["outside"] = len(visit.traffic.outside)
        found["geometry_gz_kilobytes"] = _geometry(way, server, visit, folder) / 1000
        visit.close()
    for name, one in series.items():
        figures = asdict(one)
        if "map" in figures.pop("parts"):
            found[f"{name}_map_p50"] = one.parts["map"]
        found.update({f"{name}_{key}": value for key, value in figures.items()})
    console.print(f"[dim]{way.title}: done[/dim]")
    return found


def _geometry(way: Way, server: Server, visit: Visit, folder: Path) -> int:
    """Bytes of the shapes, gzipped, as the browser got them."""
    if not way.geometry:
        return materials.zipped(folder / "regions.json")
    names = "performance.getEntriesByType('resource').map((one) => one.name)"
    listed = [url for frame in visit.page.frames for url in frame.evaluate(names)]
    url = next(url for url in listed if way.geometry in url)
    body = visit.context.request.get(url).body()
    copy = folder / "sent.json"
    copy.write_bytes(body)
    return materials.zipped(copy)


Budget = Callable[[Figures, Figures], float]
"""Upper bound for this app; may depend on what Dash took in the same run."""


def _at_most(bound: float) -> Budget:
    return lambda _app, _dash: bound


def _as_dash(key: str) -> Budget:
    return lambda _app, dash: dash.get(key, float("nan"))


ROWS: tuple[tuple[str, str, Budget | None], ...] = (
    ("first visit, map painted, ms p50", "visit", _at_most(2000)),
    ("  p95", "visit_p95", None),
    ("  first visitor of a just started server", "visit_just_started", _at_most(2000)),
    ("  received, kB", "visit_kilobytes", None),
    ("change of period, map and card painted, ms p50", "period_p50", _as_dash("period_p50")),
    ("  p95", "period_p95", _at_most(200)),
    ("  map alone, p50", "period_map_p50", None),
    ("  received, kB", "period_kilobytes", _at_most(8)),
    ("  on the wire, kB", "period_wire_kilobytes", None),
    ("  server CPU, ms", "period_cpu_ms", _at_most(60)),
    ("  frames remounted", "period_remounts", _at_most(0)),
    ("period never asked for before, ms p50", "new_period_p50", _as_dash("new_period_p50")),
    ("  p95", "new_period_p95", _at_most(200)),
    ("  server CPU, ms", "new_period_cpu_ms", _at_most(60)),
    ("click on a region, card and chart painted, ms p50", "click_p50", _at_most(110)),
    ("  p95", "click_p95", None),
    ("  received, kB", "click_kilobytes", _at_most(8)),
    ("  on the wire, kB", "click_wire_kilobytes", None),
    ("  server CPU, ms", "click_cpu_ms", _at_most(60)),
    ("  frames remounted", "click_remounts", _at_most(0)),
    (
        "change of indicator, map and card painted, ms p50",
        "indicator_p50",
        _as_dash("indicator_p50"),
    ),
    ("  p95", "indicator_p95", _at_most(200)),
    ("  received, kB", "indicator_kilobytes", _at_most(8)),
    ("  on the wire, kB", "indicator_wire_kilobytes", None),
    ("  server CPU, ms", "indicator_cpu_ms", _at_most(60)),
    ("  frames remounted", "indicator_remounts", _at_most(0)),
    ("step on the map's own control, map painted, ms p50", "step_p50", _at_most(50)),
    ("  p95", "step_p95", None),
    ("  server CPU afterwards, ms", "step_cpu_ms", _at_most(60)),
    ("requests to other hosts", "outside", _at_most(0)),
    ("shapes, gzipped, kB", "geometry_gz_kilobytes", _at_most(60)),
)
SCALE_ROWS: tuple[tuple[str, str], ...] = (
    ("first visit, map painted, ms p50", "visit"),
    ("step on the map's own control, map painted, ms p50", "step_p50"),
    ("change of period by the server, map painted, ms p50", "period_p50"),
    ("  p95", "period_p95"),
    ("  received, kB", "period_kilobytes"),
    ("  server CPU, ms", "period_cpu_ms"),
    ("shapes, gzipped, kB", "geometry_gz_kilobytes"),
)


def table(results: dict[str, Figures]) -> Table:
    """The ways side by side, and how this app stands to its budgets."""
    app, dash = (results.get(way.title, {}) for way in (contenders.APP, contenders.DASH))
    drawn = Table(title="14 regencies × 96 months, localhost")
    drawn.add_column("what")
    for name in results:
        drawn.add_column(name, justify="right")
    drawn.add_column("budget of this app")
    for label, key, budget in ROWS:
        cells = [measuring.number(figures.get(key)) for figures in results.values()]
        drawn.add_row(label, *cells, measuring.verdict(app.get(key), budget and budget(app, dash)))
    return drawn


def scale_table(few: Figures, many: Figures) -> Table:
    """The map engine with 14 and with 514 regions."""
    drawn = Table(title="geo.leaflet alone")
    for name in ("what", "14 regions", "514 regions", "budget"):
        drawn.add_column(name, justify="left" if name in ("what", "budget") else "right")
    for label, key in SCALE_ROWS:
        timed = key.endswith("_p50")
        verdict = measuring.verdict(many.get(key), 1.5 * few[key]) if timed and key in few else ""
        drawn.add_row(
            label, measuring.number(few.get(key)), measuring.number(many.get(key)), verdict
        )
    return drawn


def scale(browser: Browser, n: int, console: Console) -> dict[str, Figures]:
    """The engine with 14 and with 514 regions; nothing where the national file is missing."""
    if not materials.NATION.exists():
        console.print(f"514 regions skipped: {materials.NATION.name} is not on this machine.")
        return {}
    results = {}
    for count, make in (("14", materials.provincial_engine), ("514", materials.national)):
        with measuring.prepared(make) as folder:
            results[count] = measured(contenders.ENGINE, browser, folder, n, console)
    return results


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--n", type=int, default=N, help="interactions of each kind")
    parser.add_argument("--only", action="append", help="titles of ways to measure")
    parser.add_argument("--no-scale", action="store_true", help="leave out the 514 regions")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser.parse_args()


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are ended too
    asked = arguments()
    console = Console(width=max(150, Console().width))
    facts = measuring.machine()
    console.print(", ".join(f"{key} {value}" for key, value in facts.items()))
    began = time.monotonic()
    with chromium() as browser:
        facts["chromium"] = browser.version
        ways = [
            way for way in contenders.WAYS_COMPARED if not asked.only or way.title in asked.only
        ]
        with measuring.prepared(materials.provincial) as folder:
            results = {way.title: measured(way, browser, folder, asked.n, console) for way in ways}
        console.print(table(results))
        scaled = {} if asked.no_scale else scale(browser, asked.n, console)
    facts["load after"] = measuring.load()
    if scaled:
        console.print(scale_table(scaled["14"], scaled["514"]))
    spent = f"{time.monotonic() - began:.0f} s in all, load {facts['load after']} after"
    console.print(f"{asked.n} of each after {WARM_UPS} warm-ups, {spent}")
    if asked.json:
        whole = {"machine": facts, "ways": results, "scale": scaled}
        asked.json.write_text(json.dumps(whole, indent=2) + "\n")


if __name__ == "__main__":
    main()
