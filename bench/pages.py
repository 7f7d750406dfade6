"""Prints how fast a change of any choice paints on the pages that compare, follow and aim.

    python bench/pages.py [--n 30] [--only Tren] [--change segment] [--json FILE]
    python bench/pages.py --regions 514 --no-scale [--keep FOLDER] ...

What is measured and how: docs/bench.md.
"""

import argparse
import csv
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import cycle, islice
from pathlib import Path

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import browser as driving
from bench import contenders, functions, measuring
from bench import regions as many
from bench.browser import Visit, chromium
from bench.contenders import Way
from bench.measuring import SEEN, WARM_UPS, Bench, N, Series, Step
from bench.server import Server

BOUND_MS = 250
"""Promised upper bound of p95, from the input to the painted page."""
START = "6111"
"""The region that every visit starts with."""
CHANGED_TO, CLICKED = 13, 10
"""Regions that are chosen in turn, from all over the deployment; links that are clicked, the first
of a table: those around the chosen regency go with it."""
INDICATORS = ("Peserta (orang)", "Cakupan kepesertaan aktif")
SEGMENTS = ("Penerima upah (PU)", "Bukan penerima upah (BPU)", "Semua segmen")
GROUPS = ("Pesisir", "Pedalaman", "Penduduk banyak", "Penduduk sedikit", "Semua kabupaten/kota")
FEW_GROUPS = ("Kota", "Semua kabupaten/kota")
"""Of a deployment whose regions nobody has told apart by coast and population."""
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


@dataclass(frozen=True, kw_only=True)
class Place:
    """A deployment: its folder (none: the embedded one), what is chosen in it by turns."""

    folder: Path | None = None
    count: int = 14
    names: tuple[str, ...]
    groups: tuple[str, ...] = GROUPS

    def without(self, long: tuple[str, ...], parts: tuple[str, ...]) -> tuple[str, ...]:
        """The parts that another region changes: of many not the tables that write a few."""
        return tuple(one for one in parts if self.folder is None or one not in long)


def place(count: int, folder: Path) -> Place:
    """The embedded deployment, or a larger one that is founded in a folder."""
    here = contenders.ROOT / "data"
    data = here if count == 14 else many.founded(count, folder)
    with (data / "reference" / "regencies.csv").open(encoding="utf-8") as file:
        found = [(row["bps_code"], row["name"]) for row in csv.DictReader(file)]
    others = [one for one in found if one[0] != START]
    names = tuple(name for _, name in others[:: len(others) // CHANGED_TO][:CHANGED_TO])
    if data == here:
        return Place(names=names)
    return Place(folder=data, count=count, names=names, groups=FEW_GROUPS)


def _by_box(control: str, values: Callable[[], Iterator[str]]) -> Steps:
    return lambda bench, visit: bench.chosen(visit, control, values())


def _by_link(part: str) -> Steps:
    """By click on one after another of the regions that a part of the page writes."""

    def steps(bench: Bench, visit: Visit) -> Iterator[Step]:
        links = visit.page.locator(f"{part} a[data-region]").all()[:CLICKED]
        codes = [str(one.get_attribute("data-region")) for one in links]
        return bench.linked(visit, part, cycle(code for code in codes if code != START))

    return steps


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


def compare(at: Place) -> Page:
    parts = _watched(
        group=".finding",
        ranked=".ranked",
        table=".block.compare",
        heat=".block.heat",
        scatter=".block.plot",
    )
    way = _way("Bandingkan", "bandingkan", {"inner": {"map": contenders.SELECTED}, "top": parts})
    return Page(
        way=replace(way, monthly=OTHER_PERIOD),
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
                steps=_by_box("Kabupaten/kota", _in_turn(*at.names)),
                wanted=at.without(("table", "heat"), (*COMPARED, "map")),
            ),
            Change(
                title="region, by click in the ranked table",
                steps=_by_link(".ranked"),
                wanted=at.without(("table", "heat"), (*COMPARED, "map")),
            ),
            Change(
                title="group",
                steps=_by_box("Kelompok", _in_turn(*at.groups)),
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


def follow(at: Place) -> Page:
    parts = _watched(
        followed=".followed",
        grid=GRID,
        maps="section.block:has(> .cells.maps)",
        change=".block.changed",
    )
    return Page(
        way=_way("Tren", "tren", {"top": parts}),
        changes=(
            Change(
                title="region, by select box",
                steps=_by_box("Kabupaten/kota", _in_turn(*at.names)),
                wanted=at.without(("grid", "maps"), FOLLOWED),
            ),
            Change(
                title="region, by click on a small series",
                steps=_by_link(GRID),
                wanted=at.without(("maps",), FOLLOWED),
            ),
            Change(
                title="start of the change",
                steps=_by_box("Perubahan dari", _since),
                wanted=("change",),
            ),
            Change(title="segment", steps=_by_box("Segmen", _in_turn(*SEGMENTS)), wanted=FOLLOWED),
        ),
    )


AIMED = ("course", "courses")
YEARS = tuple(map(str, (2028, 2021, 2030, 2024, 2026)))
SUPPOSED = tuple(f"{year}-{month:02d}" for month in (3, 8, 11) for year in (2027, 2031))


def aim(at: Place) -> Page:
    parts = _watched(course=".course", courses=".courses")
    return Page(
        way=_way("Target", "target", {"top": parts}),
        changes=(
            Change(
                title="region",
                steps=_by_box("Kabupaten/kota", _in_turn(*at.names)),
                wanted=at.without(("courses",), AIMED),
            ),
            Change(
                title="year of the target",
                steps=_by_box("Target akhir tahun", _in_turn(*YEARS)),
                wanted=AIMED,
            ),
            Change(
                title="what-if month",
                steps=_by_box("Seandainya tercapai pada", _in_turn(*SUPPOSED)),
                wanted=AIMED,
            ),
        ),
    )


PAGES = (compare, follow, aim)


def measured(page: Page, bench: Bench, asked: Sequence[str], console: Console) -> dict[str, Series]:
    """Every change of a page that was asked for, each in a visit of its own."""
    found = {}
    for change in page.changes:
        if asked and change.title not in asked:
            continue
        visit, _ = bench.visit()
        steps = change.steps(bench, visit)
        for prepare in islice(steps, change.first):
            visit.timed(prepare(), change.wanted)
        found[change.title] = one = bench.series(visit, steps, change.wanted)
        visit.close()
        done = f"{page.way.title}, {change.title}: {one.p50:.0f} / {one.p95:.0f}"
        console.print(f"[dim]{done}, {one.parts}[/dim]")
    return found


def table(results: Mapping[str, Mapping[str, Series]], count: int) -> Table:
    """A row for each change, and how it stands to the promise."""
    drawn = Table(title=f"pages, {count} regencies × 96 months × 5 segments, localhost")
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
    with measuring.prepared(lambda folder: asked.keep or folder) as folder:
        folder.mkdir(parents=True, exist_ok=True)
        at = place(asked.regions, folder)
        if at.folder:
            driving.LIMIT_S = many.PATIENCE_S  # a first visit works everything out
            os.environ["PETA_DATA"] = str(at.folder)  # for the servers that start now
        for page in (one(at) for one in PAGES):
            way = page.way
            if asked.only and way.title not in asked.only:
                continue
            with Server(way.command, way.health, folder, way.cwd) as server:
                bench = Bench(way, server, browser, asked.n)
                results[way.title] = measured(page, bench, asked.change, console)
    return results


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--n", type=int, default=N, help="changes of each kind")
    parser.add_argument("--only", action="append", help="titles of pages to measure")
    parser.add_argument("--change", action="append", default=[], help="titles of changes")
    parser.add_argument("--regions", type=int, choices=(14, 514), default=14)
    parser.add_argument("--keep", type=Path, help="folder of the large deployment, which stays")
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
    console.print(table(results, asked.regions))
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
