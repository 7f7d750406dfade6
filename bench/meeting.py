"""Prints how fast a slide of a meeting is turned: from the key press to the painted slide.

    python bench/meeting.py [--n 30]

Every slide of the embedded edition at two sizes of a projector; the server is not asked.
"""

import argparse
import statistics
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
