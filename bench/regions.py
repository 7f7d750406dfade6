"""What a click and a change of period cost with 14, 514 and 2,130 regions, side by side.

    python bench/regions.py [--n 6] [--rounds 3] [--keep FOLDER] [--json FILE]

Three deployments, each made by the program's own founding: the 14 regencies of Kalimantan Barat,
the 514 of Indonesia, and 2,130 made-up ones (the shapes of the desa of Kalimantan Barat under codes
and names that nobody bears). The figures are made up alike in all three and marked so. The servers
run side by side and the readers take turns (14, 514, 2,130, 14, ...), so that whatever else the
machine does falls on all of them. What is measured and how: docs/bench.md.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession
from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from bench import browser as driving  # noqa: E402
from bench import contenders, measuring  # noqa: E402
from bench.browser import Visit, chromium  # noqa: E402
from bench.contenders import Way  # noqa: E402
from bench.measuring import POINT_INSIDE, Bench, Step  # noqa: E402
from bench.server import Server  # noqa: E402

SOURCE = ROOT.parent / "shared/boundaries/source"
FILES = {
    14: SOURCE / "kepmendagri2025_kalbar_adm2_clean.gpkg",
    514: SOURCE / "codab2020_indonesia_adm2_simplified.gpkg",
    2130: SOURCE / "kepmendagri2025_kalbar_adm4_clean.gpkg",
}
MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]
SEEN = ("2025-03", "2025-10", "2025-05", "2025-12", "2025-01", "2025-08")
BOUND = 1.5
"""Promised: of the cost with 14 regions, as a median."""
PATIENCE_S, CLICKED, OTHERS = 300, 7, 40
"""Regions that are clicked once before anything counts, and others that are not."""
WARM_UPS, NEW = CLICKED, "click on a region, never asked for"
KINDS: Mapping[str, tuple[str, ...]] = {
    "click on a region, asked for before": ("card",),
    NEW: ("card",),
    "change of period, map painted": ("map",),  # the card of a silent region stays
}
ROWS = (
    ("ms", "milliseconds to painted, p50"),
    ("browser", "the browser's main thread, ms"),  # without what the probe takes to look
    ("cpu", "server CPU, ms"),
    ("bytes", "received, kB"),
)


def founded(count: int, folder: Path) -> Path:
    """A deployment of so many regions with figures, made where it does not stand yet."""
    data = folder / f"data-{count}"
    if not data.exists():
        for step in ("--found", "--publish"):
            command = [sys.executable, __file__, step, str(count), "--keep", str(folder)]
            served = {"PETA_DATA": str(data)} if step == "--publish" else {}
            subprocess.run(command, cwd=ROOT, env={**os.environ, **served}, check=True)
    return data


def found(count: int, folder: Path) -> None:
    """The deployment of so many regions, without figures; run in a process of its own."""
    from datetime import date  # noqa: PLC0415  # the parent needs none of it

    from geo import founding, nation  # noqa: PLC0415

    whole = count != 14
    plan = founding.Plan(
        source=FILES[count] if count != 2130 else _made_up(folder),
        folder=folder / f"data-{count}",
        province=nation.COUNTRY if whole else "61",
        name="Uji" if whole else "Kalimantan Barat (uji)",
        vintage="batas",
        attribution="Angka dan batas uji.",
        licence="-",
        system=None,
        mend=False,
        lakes=whole,
        tolerance=0.001 if count == 2130 else None,
        today=date(2026, 1, 31),
    )
    founding.found(plan, "id")


def _made_up(folder: Path) -> Path:
    """The desa as regions of their own: true shapes, codes and names that nobody bears."""
    import geopandas as gpd  # noqa: PLC0415

    shapes = gpd.read_file(FILES[2130]).geometry
    codes = [str(1001 + n) for n in range(len(shapes))]
    names = [f"{'Kota' if int(code[2:]) >= 71 else 'Kabupaten'} Uji {code}" for code in codes]
    layer = gpd.GeoDataFrame({"bps_code": codes, "name_full": names}, geometry=shapes)
    path = folder / "made-up.gpkg"
    layer.to_file(path)
    return path


def publish() -> None:
    """A year of monthly coverage for all but every eleventh region of this process's deployment."""
    from making import claims_table, row  # type: ignore[import-not-found]  # noqa: PLC0415

    from geo import editions, publish, regencies  # noqa: PLC0415
    from geo.model import PROVINCE  # noqa: PLC0415

    mark = {"publisher": "UJI", "source_title": "Angka uji", "note": "Angka uji, tidak nyata."}
    rows = [
        row(
            region_code=one.bps,
            period=month,
            value=f"{0.1 + (7 * n + 11 * at) % 70 / 100:.4f}",
            **mark,
        )
        for n, one in enumerate(regencies.regencies())
        for at, month in enumerate(MONTHS)
        if n % 11 != 10
    ]
    whole = {"region_code": PROVINCE, **mark}
    rows += [row(period=month, value="0.35", **whole) for month in MONTHS]
    aim = {"indicator": "coverage_target", "family": "target-own", **whole}
    rows += [row(period=str(year), value="0.6", **aim) for year in (2025, 2026)]
    imprint = publish.Imprint(name="2026-01-31.2", by="Uji", changes="Angka uji.")
    publish.publish(claims_table(*rows), editions.ROOT, imprint)


@dataclass
class Reader:
    """One deployment's server and a reader of it, with what each interaction cost."""

    count: int
    bench: Bench
    visit: Visit
    session: CDPSession
    steps: dict[str, Iterator[Step]]
    spent: dict[str, dict[str, list[float]]] = field(default_factory=dict)

    def act(self, kind: str, *, is_kept: bool) -> None:
        """One interaction; what it cost is kept unless it only warms up."""
        act = next(self.steps[kind])()
        before = self._counts()
        painted = self.visit.timed(act, KINDS[kind])
        self.visit.page.wait_for_timeout(measuring.SETTLE_MS)
        after = self._counts()
        if not is_kept:
            return
        kept = self.spent.setdefault(kind, {key: [] for key, _ in ROWS})
        kept["ms"].append(painted.of(KINDS[kind]))
        for key in ("browser", "cpu", "bytes"):
            kept[key].append(after[key] - before[key])

    def _counts(self) -> dict[str, float]:
        metrics = self.session.send("Performance.getMetrics")["metrics"]
        named = {one["name"]: float(one["value"]) for one in metrics}
        return {
            "browser": 1000 * named["TaskDuration"] - self.visit.page.evaluate("bench.looked()"),
            "cpu": self.bench.server.cpu_ms(),
            "bytes": self.visit.traffic.received / 1000,
        }


def reader(count: int, data: Path, browser: Browser, stack: ExitStack) -> Reader:
    """A server of a deployment, and a page of it on which everything stands."""
    way = _way(data)
    os.environ["PETA_DATA"] = str(data)  # for the server that starts now
    server = stack.enter_context(Server(way.command, way.health, data.parent, way.cwd))
    bench = Bench(way, server, browser, 0)
    visit, painted = bench.visit()
    Console().print(f"{count} regions: first visit, map painted {painted.by_watch['map']:.0f} ms")
    session = visit.context.new_cdp_session(visit.page)
    session.send("Performance.enable")
    steps = (*clicked(visit), bench.chosen(visit, "Periode", cycle(SEEN)))
    return Reader(count, bench, visit, session, dict(zip(KINDS, steps, strict=True)))


def clicked(visit: Visit) -> tuple[Iterator[Step], Iterator[Step]]:
    """Clicks of the mouse on one of the largest regions after another, and on others.

    Of fourteen regions the server makes all cards ready while nobody waits, of more only some: the
    clicks on others are the first that are never asked for, with fourteen ready all the same.
    """
    frame = visit.page.frames[-1]
    box = frame.frame_element().bounding_box() or {"x": 0, "y": 0}
    shapes = frame.query_selector_all("path[data-code]")
    wide = "(path) => { const box = path.getBoundingClientRect(); return box.width * box.height; }"
    shapes.sort(key=lambda one: -float(one.evaluate(wide)))
    found = [shape.evaluate(POINT_INSIDE) for shape in shapes[: CLICKED + OTHERS]]
    places = [(x + box["x"], y + box["y"]) for x, y in filter(None, found)]
    kept, others = (
        (partial(measuring.pressed, visit, place) for place in cycle(some))
        for some in (places[:CLICKED], places[CLICKED:])
    )
    return kept, others


def _way(data: Path) -> Way:
    """The app on a deployment, with its middle region chosen."""
    with (data / "reference" / "regencies.csv").open(encoding="utf-8") as file:
        codes = [line.partition(",")[0] for line in file][1:]
    watches = {"inner": contenders.APP.watches["inner"]} | {
        "top": {"card": contenders.APP.watches["top"]["card"]}
    }
    return replace(contenders.APP, address=f"/?wilayah={codes[len(codes) // 2]}", watches=watches)


def measured(folder: Path, n: int, rounds: int, counts: list[int]) -> dict[int, Reader]:
    """Rounds of interactions, the deployments in turn."""
    driving.LIMIT_S = PATIENCE_S  # three servers and a browser may share a busy machine
    data = {count: founded(count, folder) for count in counts}
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        readers = {count: reader(count, data[count], browser, stack) for count in counts}
        for turn in range(rounds + 1):
            for one in readers.values():
                for kind in KINDS:
                    for _ in range(n if turn else 0 if kind == NEW else WARM_UPS):
                        one.act(kind, is_kept=turn > 0)
        return readers


def table(readers: Mapping[int, Reader]) -> Table:
    """Medians side by side, as multiples of the first beside them."""
    drawn = Table(title=f"the page Peta by regions, load {measuring.load()}")
    drawn.add_column("what")
    for count in readers:
        drawn.add_column(f"{count:,}", justify="right")
    drawn.add_column("times the first")
    for kind in KINDS:
        drawn.add_row(f"[bold]{kind}[/bold]")
        for key, label in ROWS:
            found = [statistics.median(one.spent[kind][key]) for one in readers.values()]
            times = [value / found[0] for value in found[1:]]
            word = "[green]met[/green]" if max(times) <= BOUND else "[red]not met[/red]"
            said = ", ".join(f"{one:.2f}" for one in times)
            drawn.add_row(f"  {label}", *map(measuring.number, found), f"{said}: {word}")
    return drawn


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--n", type=int, default=6, help="interactions of each kind in a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", type=int, nargs="+", default=[14, 514, 2130])
    parser.add_argument("--keep", type=Path, help="folder of the deployments, which stays")
    parser.add_argument("--json", type=Path, help="also write every figure to this file")
    parser.add_argument("--found", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--publish", type=int, help=argparse.SUPPRESS)
    return parser.parse_args()


def main() -> None:
    asked = arguments()
    if asked.found:
        found(asked.found, asked.keep)
        return
    if asked.publish:
        publish()
        return
    with tempfile.TemporaryDirectory(prefix="peta-regions-") as scratch:
        folder = asked.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        readers = measured(folder, asked.n, asked.rounds, asked.only)
    Console(width=150).print(table(readers))
    if asked.json:
        spent: dict[str, Any] = {str(one.count): one.spent for one in readers.values()}
        asked.json.write_text(json.dumps(spent, indent=2) + "\n")


if __name__ == "__main__":
    main()
