"""The four files of a meeting: seconds and size of each, for real claims and for made-up ones.

python bench/pack.py
"""

import os
import sys
import time
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent.parent))

from geo import boundaries, briefing, decisions, editions, pack, regencies, sample, stillmap
from geo.agenda import CODES, Agenda
from geo.brief import Brief
from geo.editions import Edition
from geo.formats import Writer
from geo.material import Material
from geo.model import PROVINCE
from geo.vintages import vintage_of

VINTAGE, WIDTH = "kepmendagri2025", 760
PROMISED_S = 20
"""For the whole pack, its content included."""


def material(edition: Edition) -> Material:
    """What a meeting of all regencies is made from."""
    above: dict[str, str] = {PROVINCE: "Kalimantan Barat"}
    found = regencies.by_bps().items()
    return Material(
        edition=edition,
        outlines=stillmap.outlines(boundaries.load_regencies(VINTAGE), WIDTH),
        attribution=vintage_of(VINTAGE).attribution,
        names=above | {str(code): one.name for code, one in found},
        full_names=above | {str(code): one.name_full for code, one in found},
        decisions=() if edition.dataset == sample.DATASET else decisions.load(),
    )


Spent = list[tuple[float, float]]
"""Seconds by the clock and of the processors, for the content and for each file."""


def timed(edition: Edition) -> tuple[Brief, Mapping[str, bytes], Spent]:
    """The pack, and what its content and each file took."""
    starts = [now()]
    made = briefing.compose(material(edition), Agenda(), Writer("id"))
    files = pack.pack(made, told=lambda _: starts.append(now()))
    starts.append(now())
    spent = [(last[0] - first[0], last[1] - first[1]) for first, last in pairwise(starts)]
    return made, files, spent


def now() -> tuple[float, float]:
    """The clock, and what the processors have worked for this process."""
    return time.perf_counter(), time.process_time()


def main() -> None:
    """Print a table for each data set, with the machine's load."""
    console = Console()
    for edition in (editions.load(), sample.edition(CODES)):
        made, files, spent = timed(edition)
        title = f"{edition.name}: {len(made.slides)} slides, load {os.getloadavg()[0]:.1f}"
        table = Table("file", "seconds", "of processors", "kB", title=title)
        sizes = [0, *(len(content) for content in files.values())]
        for name, size, (clock, work) in zip(["content", *files], sizes, spent, strict=True):
            table.add_row(name, f"{clock:.2f}", f"{work:.2f}", f"{size / 1000:.0f}" if size else "")
        whole, work = sum(clock for clock, _ in spent), sum(work for _, work in spent)
        zipped = len(pack.zipped(files)) / 1000
        table.add_row("all, zipped", f"{whole:.2f}", f"{work:.2f}", f"{zipped:.0f}")
        console.print(table)
        console.print(f"promised: {PROMISED_S} s; {'kept' if whole <= PROMISED_S else 'BROKEN'}")


if __name__ == "__main__":
    main()
