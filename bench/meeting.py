"""Prints how soon a meeting can begin, and how fast its slides are turned.

    python bench/meeting.py [--n 30]

The first opening is measured in a process of its own for each data set, so that nothing is
kept from before: seconds until the deck stands, then until its charts are there too, beside
the processor's own seconds, which other work on the machine does not stretch. Turning is from
the key press to the painted slide: every slide of the embedded edition at two sizes of a
projector; the server is not asked.
"""

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import contenders, measuring
from bench.browser import chromium
from bench.measuring import N
from bench.server import Server

DATASETS = {"publikasi": 1.5, "contoh": 2.5}
"""Promised seconds until the deck stands, by data set."""
OPEN = """
import json, logging, sys, time
logging.disable(logging.WARNING)
from geo.model import Selection
from pages.shell import loaders, meeting
chosen = Selection(dataset=sys.argv[1])
loaders.edition(chosen)  # read by every page, and so before
loaders.outlines(chosen.vintage, meeting.MAP_WIDTH)
began, worked = time.perf_counter(), time.process_time()
def passed():
    return time.perf_counter() - began, time.process_time() - worked
meeting.deck(chosen)
deck = passed()
meeting.pictures(chosen)
print(json.dumps([*deck, *passed()]))
"""
BOUND_MS = 200
"""Promised upper bound of p95."""
SIZES = ((1024, 768), (1920, 1080))
FIRST, AGAIN = "first time seen", "seen before"
LISTEN = """() => {
    window.turned = [];
    window.addEventListener("keydown", () => {
        const began = performance.now();
        const painted = () => window.turned.push(performance.now() - began);
        // The second frame begins when the first one has been painted.
        requestAnimationFrame(() => requestAnimationFrame(painted));
    }, { capture: true });
}"""
ARRIVED = "(count) => window.turned.length === count"


def turned(page: Page, key: str, n: int) -> list[float]:
    """Milliseconds of each of `n` turns by a key."""
    page.evaluate("() => { window.turned = []; }")
    for count in range(1, n + 1):
        page.keyboard.press(key)
        page.wait_for_function(ARRIVED, arg=count)
    return [float(one) for one in page.evaluate("() => window.turned")]


def measured(
    browser: Browser, address: str, size: tuple[int, int], n: int
) -> dict[str, list[float]]:
    """Turns forth, each slide for the first time, and back over the same ones."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"{address}/rapat")
    page.locator("html[data-rapat]").wait_for(state="attached", timeout=120_000)
    page.evaluate(LISTEN)  # before the deck's own listener, which lets no key through
    page.keyboard.press("f")
    page.locator("#rapat-layar").wait_for()
    page.wait_for_timeout(measuring.SETTLE_MS)
    found = {FIRST: turned(page, "ArrowRight", n), AGAIN: turned(page, "ArrowLeft", n)}
    page.close()
    return found


def opened(dataset: str) -> list[float]:
    """Seconds of the first opening: the deck by clock and processor, then with its charts."""
    run = subprocess.run(
        [sys.executable, "-c", OPEN, dataset],
        cwd=Path(__file__).parent.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    return [float(one) for one in json.loads(run.stdout.splitlines()[-1])]


def openings() -> Table:
    """A row for each data set."""
    drawn = Table(title="a meeting opened for the first time in a new process")
    for name in ("data", "deck, s", "of processor", "charts too, s", "of processor", "this app"):
        drawn.add_column(name, justify="left" if name in {"data", "this app"} else "right")
    for dataset, bound in DATASETS.items():
        seconds = opened(dataset)
        cells = (f"{one:.2f}" for one in seconds)
        drawn.add_row(dataset, *cells, measuring.verdict(seconds[0], bound))
    return drawn


def table(results: dict[str, dict[str, list[float]]], n: int) -> Table:
    """A row for each size and way."""
    drawn = Table(title=f"a slide turned: key press to painted, {n} of each")
    for name in ("screen", "slide", "p50, ms", "p95, ms", "p95 of this app"):
        drawn.add_column(name, justify="right" if name.endswith(", ms") else "left")
    for size, ways in results.items():
        for way, times in ways.items():
            p95 = measuring.p95(times)
            cells = map(measuring.number, (statistics.median(times), p95))
            drawn.add_row(size, way, *cells, measuring.verdict(p95, BOUND_MS))
    return drawn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--n", type=int, default=N, help="changes of each kind")
    asked, console = parser.parse_args(), Console()
    console.print(openings())
    way = contenders.APP
    with (
        measuring.prepared(lambda folder: folder) as folder,
        chromium() as browser,
        Server(way.command, way.health, folder, way.cwd) as server,
    ):
        results = {
            f"{size[0]} x {size[1]}": measured(browser, server.address, size, asked.n)
            for size in SIZES
        }
    console.print(table(results, asked.n))
    console.print(f"load {measuring.load()}")


if __name__ == "__main__":
    main()
