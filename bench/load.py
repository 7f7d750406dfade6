"""Prints how many readers the app holds: simulated ones, by Streamlit's own protocol.

    python bench/load.py [--sessions 150] [--seconds 120] [--replicas 2] [--soak S] [--idle]

What is measured and how: docs/bench.md. Why it is as it is: docs/decisions/0019-load.md.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from rich.console import Console

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import load_figures as figures
from bench import load_servers as servers
from bench import measuring
from bench.load_figures import Load
from bench.load_reader import Plan, Reader, Tally
from bench.load_servers import Served

WARM_UP_S = 20.0
"""Readers are all there after this long; what they do before is not counted."""
SAMPLE_S = 5.0
"""How often memory is looked at."""
SETTLE_S, APART_S = 15.0, 0.15
"""How long idle sessions rest before they are weighed; how far apart they are opened."""
console = Console(width=140)


async def loaded(served: Served, plan: Plan, given: argparse.Namespace, seconds: float) -> Load:
    """Readers for a time; what they saw after the warm-up, and what it cost."""
    tally, started = Tally(), time.monotonic()
    until = started + WARM_UP_S + seconds
    dice = random.Random(1)
    readers = [Reader(plan, tally, number) for number in range(given.sessions)]
    tasks = [
        asyncio.create_task(one.visits(until, dice.uniform(0, plan.think_s))) for one in readers
    ]
    await asyncio.sleep(WARM_UP_S)
    before, own, received = served.cpu_s(), time.process_time(), tally.received
    begun, samples = time.monotonic(), []
    while (left := until - time.monotonic()) > 0:
        samples.append((time.monotonic() - begun, sum(served.pss_mb())))
        await asyncio.sleep(min(SAMPLE_S, left))
    after, ended = served.cpu_s(), time.monotonic()
    load = Load(
        done=[one for one in tally.done if one[1] >= begun],
        seconds=ended - begun,
        app_s=after[0] - before[0],
        proxy_s=after[1] - before[1],
        client_s=time.process_time() - own,
        received=tally.received - received,
        memory=samples,
        errors=tally.errors,
        reconnects=tally.reconnects,
    )
    for fault in await asyncio.gather(*tasks, return_exceptions=True):
        if fault is not None:
            tally.errors[f"reader broke: {fault!r}"[:90]] += 1
    return load


async def idle(served: Served, plan: Plan, count: int) -> tuple[float, int]:
    """Memory of one more session that was opened and left alone, MB; and how many opened.

    Everything that they look at has been looked at before, so that what all share is not counted.
    """
    guide, tally = Reader(plan, Tally(), 0), Tally()
    await guide.everything()
    await guide.close()
    await asyncio.sleep(SETTLE_S)
    before = sum(served.pss_mb())
    until = time.monotonic() + count * APART_S + 2 * SETTLE_S
    tasks = []
    for number in range(count):
        tasks.append(asyncio.create_task(Reader(plan, tally, number).idle(until)))
        await asyncio.sleep(APART_S)
    await asyncio.sleep(SETTLE_S)
    after = sum(served.pss_mb())
    opened = sum(kind == "open" for kind, _, _ in tally.done)
    await asyncio.gather(*tasks)
    console.print(figures.errors(tally.errors, tally.reconnects))
    return (after - before) / max(opened, 1), opened


def _served(given: argparse.Namespace, folder: Path) -> AbstractContextManager[Served]:
    if given.direct or not servers.has_nginx():
        console.print("Replicas without nginx; readers take turns in choosing one.")
        return servers.replicas(given.replicas, folder)
    return servers.behind_nginx(given.replicas, given.port, folder / "serve", given.site)


def _plan(served: Served, given: argparse.Namespace, stays_s: float = 0.0) -> Plan:
    addresses, keys = served.addresses, figures.keys()
    return Plan(addresses=addresses, think_s=given.think, keys=keys, stays_s=stays_s)


def _under_load(given: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """The load itself, then the static pages where there are some."""
    with _served(given, folder) as served:
        plan = _plan(served, given, given.stays if given.soak else 0.0)
        load = asyncio.run(loaded(served, plan, given, given.soak or given.seconds))
        console.print(figures.table(load, given.replicas, given.sessions))
        console.print(figures.errors(load.errors, load.reconnects))
        console.print(figures.memory(load.memory))
        with servers.without_limits(served) as address:
            site = figures.site(address)
    console.print(site)
    return {**figures.summary(load), "site": site}


def _left_alone(given: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Memory of sessions that do nothing, by one replica without anything before it."""
    with servers.replicas(1, folder) as served:
        plan = _plan(served, given)
        each, opened = asyncio.run(idle(served, plan, given.idle_sessions))
    aim = measuring.verdict(each, figures.AIM_IDLE_MB)
    console.print(f"Idle: {opened} sessions, {each:.2f} MB each ({aim})")
    return {"idle_mb": each, "idle_sessions": opened}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Simulated readers on Streamlit's own protocol.")
    parser.add_argument("--sessions", type=int, default=150)
    parser.add_argument("--seconds", type=float, default=120.0, help="measured, after the warm-up")
    parser.add_argument("--replicas", type=int, default=2)
    parser.add_argument(
        "--think", type=float, default=10.0, help="from one interaction to the next"
    )
    parser.add_argument("--soak", type=float, default=0.0, help="instead: sessions come and go")
    parser.add_argument("--stays", type=float, default=90.0, help="of a visit in a soak, mean")
    parser.add_argument("--idle", action="store_true", help="instead: memory of idle sessions")
    parser.add_argument("--idle-sessions", type=int, default=200)
    parser.add_argument("--direct", action="store_true", help="leave nginx out")
    parser.add_argument("--port", type=int, default=8659, help="of nginx")
    parser.add_argument("--site", type=Path, help="ready static pages instead of new ones")
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def main() -> None:
    """Measure what is asked for and print it."""
    given = _arguments()
    machine = measuring.machine()
    console.print(", ".join(f"{name} {value}" for name, value in machine.items()))
    console.print("Server and readers share the cores of this machine.")
    with tempfile.TemporaryDirectory(prefix="peta-load-") as name:
        measure = _left_alone if given.idle else _under_load
        found = measure(given, Path(name))
    console.print(f"load after {measuring.load()}")
    if given.json:
        given.json.write_text(json.dumps({**machine, **found}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
