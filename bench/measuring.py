"""What every bench shares: the same interaction many times over, and how figures are shown."""

import importlib.metadata
import math
import os
import platform
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Browser

from bench import materials
from bench.browser import Painted, Visit
from bench.contenders import Way
from bench.server import Server

N, WARM_UPS = 30, 5
SEEN = materials.SEEN
SETTLE_MS, HOVER_MS = 300, 150
REGIONS_CLICKED = 6
ORDER = (1, 2, 3, 4, 5, 0)
"""Of the clicks: the ways start with the first region, which a click would not change."""
Figures = dict[str, float]
Step = Callable[[], Callable[[], None]]
"""Prepares itself and returns the input to be timed."""
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
    """The same interaction many times over; `parts` is the p50 of each watch."""

    p50: float
    p95: float
    parts: dict[str, float]
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

    def visit(self) -> tuple[Visit, Painted]:
        """A cold browser context, when all that is watched stands painted."""
        visit = Visit(self.browser, self.way.watches)
        watched = tuple(name for parts in self.way.watches.values() for name in parts)
        painted = visit.open(self.server.address + self.way.address, watched)
        visit.page.wait_for_timeout(SETTLE_MS)
        return visit, painted

    def series(
        self,
        visit: Visit,
        steps: Iterator[Step],
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
            p95=p95(times),
            parts={name: statistics.median(one.of((name,)) for one in done) for name in wanted},
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

    def chosen(self, visit: Visit, control: str, values: Iterator[str]) -> Iterator[Step]:
        """One press of Enter for each value of a control."""

        def prepared(value: str) -> Callable[[], None]:
            self.way.choose(visit.page, control, value)
            return lambda: visit.page.keyboard.press("Enter")

        return (partial(prepared, value) for value in values)

    def indicators(self, visit: Visit, names: tuple[str, str]) -> Iterator[Step]:
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

    def clicked(self, visit: Visit) -> Iterator[Step]:
        """A click of the mouse on one region after another."""

        def prepared(number: int) -> Callable[[], None]:
            return pressed(visit, self._point(visit, number))

        return (partial(prepared, number) for number in cycle(ORDER))

    def linked(self, visit: Visit, place: str, codes: Iterator[str]) -> Iterator[Step]:
        """A click of the mouse on one region's link after another, in a part of the page."""

        def prepared(code: str) -> Callable[[], None]:
            link = visit.page.locator(f'{place} a[data-region="{code}"]').first
            link.scroll_into_view_if_needed()
            box = link.bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
            middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            return pressed(visit, middle)

        return (partial(prepared, code) for code in codes)

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

    def stepped(self, visit: Visit) -> Iterator[Step]:
        """A click on the map's own button for the next period, back to the start at the end."""
        control = visit.page.frames[-1].locator("#peta-periods")

        def prepared(name: str) -> Callable[[], None]:
            button = control.locator(name)
            box = button.bounding_box() or {"x": 0, "y": 0, "width": 0, "height": 0}
            x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
            return lambda: visit.page.mouse.click(x, y)

        forth_and_back = [".next"] * 9 + [".previous"] * 9
        return (partial(prepared, name) for name in cycle(forth_and_back))


def pressed(visit: Visit, at: tuple[float, float]) -> Callable[[], None]:
    """The click at a place of the page, where a reader's pointer has come to rest first."""
    visit.page.mouse.move(*at)
    visit.page.wait_for_timeout(HOVER_MS)
    return lambda: visit.page.mouse.click(*at)


def months() -> Iterator[str]:
    """Every month of the panel once, early and late in turn."""
    early = [f"{year}-{month:02d}" for year in range(2019, 2023) for month in range(1, 13)]
    late = [f"{year}-{month:02d}" for year in range(2023, 2027) for month in range(1, 13)]
    return (month for pair in zip(early, late, strict=True) for month in pair)


def p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, round(0.95 * (len(values) - 1)))]


def number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.1f}" if abs(value) < 100 and value != int(value) else f"{value:,.0f}"


def verdict(value: float | None, bound: float | None) -> str:
    if value is None or bound is None or math.isnan(bound):
        return ""
    word = "[green]met[/green]" if value <= bound else "[red]not met[/red]"
    return f"≤ {number(bound)}: {word}"


def load() -> str:
    """What the machine has had to do in the last minute, in cores."""
    return f"{os.getloadavg()[0]:.2f}"


def machine() -> dict[str, str]:
    """What the figures depend on."""
    packages = ("streamlit", "streamlit-folium", "folium", "dash", "plotly", "playwright")
    return {
        "cores": str(os.cpu_count()),
        "load before": load(),
        "platform": platform.platform(terse=True),
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in packages},
    }


@contextmanager
def prepared(make: Callable[[Path], Path]) -> Iterator[Path]:
    """A folder of figures and shapes that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="peta-bench-") as name:
        yield make(Path(name))
