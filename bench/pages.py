"""Prints how fast a change of any choice paints on the pages that compare, follow and aim.

    python bench/pages.py [--n 30] [--only Tren] [--json FILE]

What is measured and how: docs/bench.md.
"""

import argparse
import json
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import contenders, functions, measuring
from bench.browser import Visit, chromium
from bench.contenders import Way
from bench.measuring import SEEN, WARM_UPS, Bench, N, Series, Step
from bench.server import Server
from geo.regencies import regencies

BOUND_MS = 250
"""Promised upper bound of p95, from the input to the painted page."""
START = "6111"
"""The region that every visit starts with."""
REGIONS = [one for one in regencies() if one.bps != START]
INDICATORS = ("Peserta (orang)", "Cakupan kepesertaan aktif")
SEGMENTS = ("Penerima upah (PU)", "Bukan penerima upah (BPU)", "Semua segmen")
GROUPS = ("Pesisir", "Pedalaman", "Penduduk banyak", "Penduduk sedikit", "Semua kabupaten/kota")
BESIDE = (
    *("Peserta (orang)", "Cakupan kepesertaan aktif, Bukan penerima upah (BPU)"),
    *("Peserta (orang), Jasa konstruksi", "Cakupan kepesertaan aktif, Penerima upah (PU)"),
)
Steps = Callable[[Bench, Visit], Iterator[Step]]


@dataclass(frozen=True, kw_only=True)
class Change:
    """A choice that is made over and over.

    Attributes
    ----------
    wanted : tuple of str
        Watches of the page that the choice changes: all must be painted.
    first : int
        Steps that are done before any is measured, beside the warm-ups.
    """

    title: str
    steps: Steps
    wanted: tuple[str, ...]
    first: int = 0


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as a way of its own, and what a reader changes on it."""

    way: Way
    changes: tuple[Change, ...] = field(default=())


def _by_box(control: str, values: Callable[[], Iterator[str]]) -> Steps:
    return lambda bench, visit: bench.chosen(visit, control, values())


def _by_link(place: str) -> Steps:
    return lambda bench, visit: bench.linked(visit, place, cycle(one.bps for one in REGIONS))


def _in_turn(*values: str) -> Callable[[], Iterator[str]]:
    return lambda: cycle(values)


def _indicators(bench: Bench, visit: Visit) -> Iterator[Step]:
    return bench.indicators(visit, INDICATORS)


def _unseen() -> Iterator[str]:
    return (one for one in measuring.months() if one not in SEEN)


def _since() -> Iterator[str]:
    """Months before any that a change is measured to."""
    return cycle(one for one in measuring.months() if one < "2025")


def _watched(**panels: str) -> Mapping[str, str]:
    return {name: f"whole(document, {json.dumps(place)})" for name, place in panels.items()}


def _way(title: str, name: str, watches: Mapping[str, Mapping[str, str]]) -> Way:
    return replace(
        contenders.APP, title=title, address=f"/{name}?data=contoh&wilayah={START}", watches=watches
    )


COMPARED = ("ranked", "table", "heat", "scatter")
OTHER_FIGURES = ("ranked", "table", "scatter", "map")
"""What other figures change; the heat table shows the newest ones of all indicators."""
OTHER_PERIOD = ("ranked", "scatter", "map")
"""What another period changes; both tables of all regencies show the newest figures."""
COMPARE = Page(
    way=replace(
        _way(
            "Bandingkan",
            "bandingkan",
            {
                "inner": {"map": contenders.SELECTED},
                "top": _watched(
                    group=".finding",
                    ranked=".ranked",
                    table=".block.compare",
                    heat=".block.heat",
                    scatter=".block.plot",
                ),
            },
        ),
        monthly=OTHER_PERIOD,
    ),
    changes=(
        Change(
            title="period, asked for before",
            steps=_by_box("Periode", _in_turn(*SEEN)),
            wanted=OTHER_PERIOD,
            first=len(SEEN),
        ),
        Change(
            title="period, never asked for before",
            steps=_by_box("Periode", _unseen),
            wanted=OTHER_PERIOD,
        ),
        Change(
            title="region, by select box",
            steps=_by_box("Kabupaten/kota", _in_turn(*(one.name for one in REGIONS))),
            wanted=(*COMPARED, "map"),
        ),
        Change(
            title="region, by click in the ranked table",
            steps=_by_link(".ranked"),
            wanted=(*COMPARED, "map"),
        ),
        Change(
            title="group",
            steps=_by_box("Kelompok", _in_turn(*GROUPS)),
            wanted=("group", *COMPARED),
        ),
        Change(
            title="second indicator",
            steps=_by_box("Disandingkan dengan", _in_turn(*BESIDE)),
            wanted=("scatter",),
        ),
        Change(title="indicator", steps=_indicators, wanted=OTHER_FIGURES),
        Change(
            title="segment",
            steps=_by_box("Segmen", _in_turn(*SEGMENTS)),
            wanted=OTHER_FIGURES,
        ),
    ),
)
GRID = "section.block:has(> .cells:not(.maps))"
FOLLOWED = ("followed", "grid", "maps", "change")
FOLLOW = Page(
    way=_way(
        "Tren",
        "tren",
        {
            "top": _watched(
                followed=".followed",
                grid=GRID,
                maps="section.block:has(> .cells.maps)",
                change=".block.changed",
            )
        },
    ),
    changes=(
        Change(
            title="region, by select box",
            steps=_by_box("Kabupaten/kota", _in_turn(*(one.name for one in REGIONS))),
            wanted=FOLLOWED,
        ),
        Change(title="region, by click on a small series", steps=_by_link(GRID), wanted=FOLLOWED),
        Change(
            title="start of the change",
            steps=_by_box("Perubahan dari", _since),
            wanted=("change",),
        ),
        Change(title="segment", steps=_by_box("Segmen", _in_turn(*SEGMENTS)), wanted=FOLLOWED),
    ),
)
AIMED = ("course", "courses")
AIM = Page(
    way=_way("Target", "target", {"top": _watched(course=".course", courses=".courses")}),
    changes=(
        Change(
            title="region",
            steps=_by_box("Kabupaten/kota", _in_turn(*(one.name for one in REGIONS))),
            wanted=AIMED,
        ),
        Change(
            title="year of the target",
            steps=_by_box(
                "Target akhir tahun", _in_turn(*map(str, (2028, 2021, 2030, 2024, 2026)))
            ),
            wanted=AIMED,
        ),
        Change(
            title="what-if month",
            steps=_by_box(
                "Seandainya tercapai pada",
                _in_turn(*(f"{year}-{month:02d}" for month in (3, 8, 11) for year in (2027, 2031))),
            ),
            wanted=AIMED,
        ),
    ),
)
PAGES = (COMPARE, FOLLOW, AIM)


def measured(page: Page, bench: Bench, console: Console) -> dict[str, Series]:
    """Every change of a page, each in a visit of its own."""
    found = {}
    for change in page.changes:
        visit, _ = bench.visit()
        steps = change.steps(bench, visit)
        for prepare in islice(steps, change.first):
            visit.timed(prepare(), change.wanted)
        found[change.title] = bench.series(visit, steps, change.wanted)
        visit.close()
    console.print(f"[dim]{page.way.title}: done[/dim]")
    return found


def table(results: Mapping[str, Mapping[str, Series]]) -> Table:
    """A row for each change, and how it stands to the promise."""
    drawn = Table(title="pages, 14 regencies × 96 months × 5 segments, localhost")
    drawn.add_column("change")
    for name in ("p50, ms", "p95, ms", "received, kB", "on the wire, kB", "server CPU, ms"):
        drawn.add_column(name, justify="right")
    drawn.add_column("p95 of this app")
    drawn.add_column("p50 of each part, ms")
    for page, changes in results.items():
        drawn.add_row(f"[bold]{page}[/bold]")
        for title, one in changes.items():
            figures = (one.p50, one.p95, one.kilobytes, one.wire_kilobytes, one.cpu_ms)
            cells = map(measuring.number, figures)
            parts = ", ".join(f"{name} {value:.0f}" for name, value in one.parts.items())
            drawn.add_row(f"  {title}", *cells, measuring.verdict(one.p95, BOUND_MS), parts)
    return drawn


def painted(
    browser: Browser, asked: argparse.Namespace, console: Console
) -> dict[str, dict[str, Series]]:
    """The pages that were asked for, each with a server of its own."""
    results = {}
    with measuring.prepared(lambda folder: folder) as folder:
        for page in PAGES:
            way = page.way
            if asked.only and way.title not in asked.only:
                continue
            with Server(way.command, way.health, folder, way.cwd) as server:
                bench = Bench(way, server, browser, asked.n)
                results[way.title] = measured(page, bench, console)
    return results


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--n", type=int, default=N, help="changes of each kind")
    parser.add_argument("--only", action="append", help="titles of pages to measure")
    parser.add_argument("--no-scale", action="store_true", help="leave out the 514 regions")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    return parser.parse_args()


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that servers are ended too
    asked = arguments()
    console = Console(width=max(190, Console().width))
    facts = measuring.machine()
    console.print(", ".join(f"{key} {value}" for key, value in facts.items()))
    began = time.monotonic()
    with chromium() as browser:
        facts["chromium"] = browser.version
        results = painted(browser, asked, console)
    console.print(table(results))
    scaled = {} if asked.no_scale else functions.scaled(console)
    if scaled:
        console.print(functions.table(scaled))
    facts["load after"] = measuring.load()
    spent = f"{time.monotonic() - began:.0f} s in all, load {facts['load after']} after"
    console.print(f"{asked.n} of each after {WARM_UPS} warm-ups, {spent}")
    if asked.json:
        pages = {
            page: {title: asdict(one) for title, one in changes.items()}
            for page, changes in results.items()
        }
        whole = {"machine": facts, "pages": pages, "functions": scaled}
        asked.json.write_text(json.dumps(whole, indent=2) + "\n")


if __name__ == "__main__":
    main()
