"""Prints how fast this app is beside the usual ways of doing the same, in one run.

    python bench/interaction.py [--n 30] [--only app] [--json FILE]

What is measured and how: docs/bench.md.
"""

import argparse
import importlib.metadata
import json
import math
import os
import platform
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import contenders, materials
from bench.browser import Painted, Visit, chromium
from bench.contenders import Way
from bench.server import Server

N, WARM_UPS, VISITS = 30, 5, 5
SEEN = materials.SEEN
MIDDLE = "2022-03"
"""Where the steps on the map's own control start; nine months follow."""
SETTLE_MS, HOVER_MS = 300, 150
TOLD_MS = 1500
"""After a step: the map tells the server 350 ms later, and its rerun belongs to the step."""
REGIONS_CLICKED = 6
ORDER = (1, 2, 3, 4, 5, 0)
"""Of the clicks: the ways start with the first region, which a click would not change."""
Figures = dict[str, float]
POINT_INSIDE = """(path) => {
  const box = path.getBoundingClientRect();
  for (let row = 1; row < 10; row += 1) for (let column = 1; column < 10; column += 1) {
    const x = box.left + box.width * column / 10;
    const y = box.top + box.height * row / 10;
    const own = new DOMPoint(x, y).matrixTransform(path.getScreenCTM().inverse());
    const inside = path.isPointInFill(own);
    const top = document.elementFromPoint(x, y); // Plotly lays a sheet over its shapes
    if (inside && top && (top === path || top.closest(".js-plotly-plot"))) return [x, y];
  }
  return null;
}"""


@dataclass(frozen=True, kw_only=True)
class Series:
    """The same interaction many times over."""

    p50: float
    p95: float
    map_p50: float | None
    kilobytes: float
    wire_kilobytes: float
    cpu_ms: float
    remounts: int
    n: int


@dataclass
class Bench:
    """One way under measurement: a server, a browser, and figures as they come."""

    way: Way
    server: Server
    browser: Browser
    n: int

    def visit(self) -> tuple[Visit, float]:
        """A cold browser context; ms until the map stands painted."""
        visit = Visit(self.browser, self.way.watches)
        painted = visit.open(self.server.address + self.way.address, ("map", *self.way.card))
        visit.page.wait_for_timeout(SETTLE_MS)
        return visit, painted.by_watch["map"]

    def series(
        self,
        visit: Visit,
        steps: Iterator[Callable[[], Callable[[], None]]],
        wanted: tuple[str, ...],
        settle_ms: int = SETTLE_MS,
    ) -> Series:
        """Warm up, then do `n` steps; each prepares itself and returns the input to be timed."""
        for prepare in islice(steps, WARM_UPS):
            visit.timed(prepare(), wanted)
        done: list[Painted] = []
        spent = [0.0] * 4
        for prepare in islice(steps, self.n):
            act = prepare()
            before = self._counts(visit)
            done.append(visit.timed(act, wanted))
            visit.page.wait_for_timeout(settle_ms)
            after = self._counts(visit)
            spent = [sum(one) - start for *one, start in zip(spent, after, before, strict=True)]
        received, wire, cpu, mounts = spent
        times = [one.of(wanted) for one in done]
        return Series(
            p50=statistics.median(times),
            p95=_p95(times),
            map_p50=statistics.median(one.of(("map",)) for one in done)
            if "map" in wanted
            else None,
            kilobytes=received / 1000 / len(done),
            wire_kilobytes=wire / 1000 / len(done),
            cpu_ms=cpu / len(done),
            remounts=int(mounts),
            n=len(done),
        )

    def _counts(self, visit: Visit) -> tuple[float, float, float, float]:
        """What has been received, sent over the wire, computed and mounted so far."""
        traffic = visit.traffic
        return traffic.received, traffic.wire, self.server.cpu_ms(), visit.mounts

    def chosen(
        self, visit: Visit, control: str, values: Iterator[str]
    ) -> Iterator[Callable[[], Callable[[], None]]]:
        """One press of Enter for each value of a control."""

        def prepared(value: str) -> Callable[[], None]:
            self.way.choose(visit.page, control, value)
            return lambda: visit.page.keyboard.press("Enter")

        return (partial(prepared, value) for value in values)

    def indicators(
        self, visit: Visit, names: tuple[str, str]
    ) -> Iterator[Callable[[], Callable[[], None]]]:
        """Two indicators in turn, each time for another month.

        Streamlit sends a message that the browser saw in its last two runs as a short
        reference; back and forth between two views would measure that alone.
        """
        months = cycle(SEEN[:3])

        def prepared(name: str) -> Callable[[], None]:
            self.way.choose(visit.page, "Periode", next(months))
            visit.timed(lambda: visit.page.keyboard.press("Enter"), self.way.monthly)
            visit.page.wait_for_timeout(SETTLE_MS)
            self.way.choose(visit.page, "Indikator", name)
            return lambda: visit.page.keyboard.press("Enter")

        return (partial(prepared, name) for name in cycle(names))

    def clicked(self, visit: Visit) -> Iterator[Callable[[], Callable[[], None]]]:
        """A click of the mouse on one region after another."""

        def prepared(number: int) -> Callable[[], None]:
            x, y = self._point(visit, number)
            visit.page.mouse.move(x, y)  # a reader's pointer rests there first
            visit.page.wait_for_timeout(HOVER_MS)
            return lambda: visit.page.mouse.click(x, y)

        return (partial(prepared, number) for number in cycle(ORDER))

    def _point(self, visit: Visit, number: int) -> tuple[float, float]:
        """A point of the page inside the largest regions' shapes, by number."""
        frame = visit.page.frames[-1] if self.way.framed else visit.page.main_frame
        shapes = frame.query_selector_all(self.way.shapes)
        found = [shape.evaluate(POINT_INSIDE) for shape in shapes[: REGIONS_CLICKED + 4]]
        x, y = [point for point in found if point][number]
        if not self.way.framed:
            return x, y
        box = frame.frame_element().bounding_box() or {"x": 0, "y": 0}
        return x + box["x"], y + box["y"]

    def stepped(self, visit: Visit) -> Iterator[Callable[[], Callable[[], None]]]:
        """A click on the map's own button for the next period, back to the start at the end."""
        control = visit.page.frames[-1].locator("#peta-periods")

        def prepared(name: str) -> Callable[[], None]:
            button = control.locator(name)
            box = button.bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            return lambda: visit.page.mouse.click(x, y)

        forth_and_back = [".next"] * 9 + [".previous"] * 9
        return (partial(prepared, name) for name in cycle(forth_and_back))


def measured(way: Way, browser: Browser, folder: Path, n: int, console: Console) -> Figures:
    """Everything about one way."""
    found: Figures = {}
    series: dict[str, Series] = {}
    with Server(way.command, way.health, folder, way.cwd) as server:
        bench = Bench(way, server, browser, n)
        visit, found["visit_just_started"] = bench.visit()
        visit.close()
        visits = []
        for _ in range(VISITS):
            visit, spent = bench.visit()
            visits.append(spent)
            visit.close()
        found["visit"], found["visit_p95"] = statistics.median(visits), _p95(visits)
        visit, _ = bench.visit()
        found["visit_kilobytes"] = visit.traffic.received / 1000
        months = cycle(SEEN)
        for prepare in bench.chosen(visit, "Periode", islice(months, len(SEEN))):
            visit.timed(prepare(), way.monthly)
        series["period"] = bench.series(visit, bench.chosen(visit, "Periode", months), way.monthly)
        if way.card:
            unseen = bench.chosen(visit, "Periode", (one for one in _months() if one not in SEEN))
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
        found.update(
            {f"{name}_{key}": value for key, value in asdict(one).items() if value is not None}
        )
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


def _months() -> Iterator[str]:
    """Every month of the panel once, early and late in turn."""
    early = [f"{year}-{month:02d}" for year in range(2019, 2023) for month in range(1, 13)]
    late = [f"{year}-{month:02d}" for year in range(2023, 2027) for month in range(1, 13)]
    return (month for pair in zip(early, late, strict=True) for month in pair)


def _p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, round(0.95 * (len(values) - 1)))]


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
        cells = [_number(figures.get(key)) for figures in results.values()]
        drawn.add_row(label, *cells, _verdict(app.get(key), budget and budget(app, dash)))
    return drawn


def scale_table(few: Figures, many: Figures) -> Table:
    """The map engine with 14 and with 514 regions."""
    drawn = Table(title="geo.leaflet alone")
    for name in ("what", "14 regions", "514 regions", "budget"):
        drawn.add_column(name, justify="left" if name in ("what", "budget") else "right")
    for label, key in SCALE_ROWS:
        timed = key.endswith("_p50")
        verdict = _verdict(many.get(key), 1.5 * few[key]) if timed and key in few else ""
        drawn.add_row(label, _number(few.get(key)), _number(many.get(key)), verdict)
    return drawn


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.1f}" if abs(value) < 100 and value != int(value) else f"{value:,.0f}"


def _verdict(value: float | None, bound: float | None) -> str:
    if value is None or bound is None or math.isnan(bound):
        return ""
    word = "[green]met[/green]" if value <= bound else "[red]not met[/red]"
    return f"≤ {_number(bound)}: {word}"


def machine() -> dict[str, str]:
    """What the figures depend on."""
    packages = ("streamlit", "streamlit-folium", "folium", "dash", "plotly", "playwright")
    return {
        "cores": str(os.cpu_count()),
        "load before": f"{os.getloadavg()[0]:.2f}",
        "platform": platform.platform(terse=True),
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in packages},
    }


@contextmanager
def prepared(make: Callable[[Path], Path]) -> Iterator[Path]:
    """A folder of figures and shapes that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="peta-bench-") as name:
        yield make(Path(name))


def scale(browser: Browser, n: int, console: Console) -> dict[str, Figures]:
    """The engine with 14 and with 514 regions; nothing where the national file is missing."""
    if not materials.NATION.exists():
        console.print(f"514 regions skipped: {materials.NATION.name} is not on this machine.")
        return {}
    results = {}
    for count, make in (("14", materials.provincial_engine), ("514", materials.national)):
        with prepared(make) as folder:
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
    facts = machine()
    console.print(", ".join(f"{key} {value}" for key, value in facts.items()))
    began = time.monotonic()
    with chromium() as browser:
        facts["chromium"] = browser.version
        ways = [
            way for way in contenders.WAYS_COMPARED if not asked.only or way.title in asked.only
        ]
        with prepared(materials.provincial) as folder:
            results = {way.title: measured(way, browser, folder, asked.n, console) for way in ways}
        console.print(table(results))
        scaled = {} if asked.no_scale else scale(browser, asked.n, console)
    facts["load after"] = f"{os.getloadavg()[0]:.2f}"
    if scaled:
        console.print(scale_table(scaled["14"], scaled["514"]))
    spent = f"{time.monotonic() - began:.0f} s in all, load {facts['load after']} after"
    console.print(f"{asked.n} of each after {WARM_UPS} warm-ups, {spent}")
    if asked.json:
        whole = {"machine": facts, "ways": results, "scale": scaled}
        asked.json.write_text(json.dumps(whole, indent=2) + "\n")


if __name__ == "__main__":
    main()
