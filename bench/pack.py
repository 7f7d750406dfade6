"""The four files of a meeting: seconds and size of each, for real claims and for made-up ones.

python bench/pack.py
"""

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


def timed(edition: Edition) -> tuple[Brief, Mapping[str, bytes], list[float]]:
    """The pack, and the seconds of its content and of each file."""
    starts = [time.perf_counter()]
    made = briefing.compose(material(edition), Agenda(), Writer("id"))
    files = pack.pack(made, told=lambda _: starts.append(time.perf_counter()))
    starts.append(time.perf_counter())
    return made, files, [last - first for first, last in pairwise(starts)]


def main() -> None:
    """Print a table for each data set."""
    console = Console()
    for edition in (editions.load(), sample.edition(CODES)):
        made, files, seconds = timed(edition)
        table = Table("file", "seconds", "kB", title=f"{edition.name}: {len(made.slides)} slides")
        table.add_row("content", f"{seconds[0]:.2f}", "")
        for (name, content), spent in zip(files.items(), seconds[1:], strict=True):
            table.add_row(name, f"{spent:.2f}", f"{len(content) / 1000:.0f}")
        zipped = len(pack.zipped(files)) / 1000
        table.add_row("all, zipped", f"{sum(seconds):.2f}", f"{zipped:.0f}")
        console.print(table)
        console.print(
            f"promised: {PROMISED_S} s; {'kept' if sum(seconds) <= PROMISED_S else 'BROKEN'}"
        )


if __name__ == "__main__":
    main()
