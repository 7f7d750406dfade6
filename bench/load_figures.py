"""What a load amounts to: percentiles, costs, the slope of memory; and how it is printed."""

import os
import re
import shutil
import statistics
import subprocess
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.table import Table

from bench.measuring import verdict
from geo.formats import Writer
from geo.indicators import CATALOGUE
from geo.language import LANGUAGES
from geo.mapfiles import LATEST
from geo.model import Period
from geo.regencies import regencies
from geo.wording import period_label

AIM_P95_MS, AIM_IDLE_MB = 1000.0, 2.0
YEARS = range(2010, 2036)
WRK = ("--threads", "1", "--connections", "32", "--duration", "10s", "--latency")
WRK_S = 60


@dataclass(frozen=True, kw_only=True)
class Load:
    """What was seen and spent while readers were at work.

    Attributes
    ----------
    done : list of (str, float, float)
        Kind, end and duration (s) of each interaction that was answered rightly.
    seconds : float
        How long was measured.
    app_s, proxy_s, client_s : float
        CPU time of all replicas, of nginx, of the simulated readers.
    received : int
        Bytes of messages, unpacked.
    memory : list of (float, float)
        Seconds since the start and MB of all replicas (PSS).
    """

    done: list[tuple[str, float, float]]
    seconds: float
    app_s: float
    proxy_s: float
    client_s: float
    received: int
    memory: list[tuple[float, float]]
    errors: Counter[str]
    reconnects: int


def keys() -> dict[str, str]:
    """The stable key of what controls show, for all that readers choose."""
    found: dict[str, str] = {one.name: one.bps for one in regencies()}
    for writer in map(Writer, LANGUAGES):
        found |= {writer.label(one.label): one.key for one in CATALOGUE}
        found[period_label(writer, None)] = LATEST
        for year in YEARS:
            periods = [Period(year), *(Period(year, month) for month in range(1, 13))]
            found |= {period_label(writer, one): str(one) for one in periods}
    return found


def summary(load: Load) -> dict[str, Any]:
    """The figures that a machine reads."""
    n = max(len(load.done), 1)
    return {
        "interactions": len(load.done),
        "per_second": len(load.done) / load.seconds,
        **{f"p{q}_ms": 1000 * quantile([one[2] for one in load.done], q) for q in (50, 95, 99)},
        "app_cpu_ms": 1000 * load.app_s / n,
        "proxy_cpu_ms": 1000 * load.proxy_s / n,
        "client_cpu_ms": 1000 * load.client_s / n,
        "app_cores": load.app_s / load.seconds,
        "client_cores": load.client_s / load.seconds,
        "kilobytes": load.received / 1000 / n,
        "memory_mb": load.memory[-1][1] if load.memory else 0.0,
        "memory_mb_per_hour": 3600 * slope(load.memory),
        "errors": sum(load.errors.values()),
        "reconnects": load.reconnects,
    }


def quantile(values: Sequence[float], percent: int) -> float:
    """The smallest value that so many percent do not exceed; NaN of none."""
    if not values:
        return float("nan")
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]


def slope(samples: Sequence[tuple[float, float]]) -> float:
    """Growth per second, by least squares over the last two thirds; 0 where there are few."""
    late = [one for one in samples if one[0] >= samples[-1][0] / 3] if samples else []
    if len(late) < 3:
        return 0.0
    return statistics.linear_regression([at for at, _ in late], [mb for _, mb in late]).slope


def table(load: Load, replicas: int, sessions: int) -> Table:
    """One row for each kind of interaction, one for all."""
    found = Table(title=f"{sessions} sessions, {replicas} replicas, {load.seconds:.0f} s")
    for head in ("interaction", "n", "p50 ms", "p95 ms", "p99 ms", "promised p95"):
        found.add_column(head, justify="left" if head == "interaction" else "right")
    for kind in (*sorted({one[0] for one in load.done}), "all"):
        times = [1000 * took for what, _, took in load.done if kind in (what, "all")]
        aim = verdict(quantile(times, 95), AIM_P95_MS) if kind == "all" else ""
        shown = [f"{quantile(times, q):,.0f}" for q in (50, 95, 99)]
        found.add_row(kind, str(len(times)), *shown, aim)
    said = summary(load)
    found.caption = (
        f"{said['per_second']:.1f} interactions/s; CPU each: app {said['app_cpu_ms']:.1f} ms, "
        f"nginx {said['proxy_cpu_ms']:.1f} ms; {said['kilobytes']:.1f} kB each; app "
        f"{said['app_cores']:.2f} cores, readers themselves {said['client_cores']:.2f}"
    )
    return found


def errors(found: Counter[str], reconnects: int) -> str:
    """Every error with its number."""
    lines = [f"errors {sum(found.values())}, reconnects {reconnects}"]
    return "\n".join([*lines, *(f"  {count} x {what}" for what, count in found.most_common(12))])


def memory(samples: Sequence[tuple[float, float]]) -> str:
    """Where memory began, how high it went, where it ended and how it grows."""
    if not samples:
        return "memory: not looked at"
    top = max(mb for _, mb in samples)
    return (
        f"memory of all replicas: {samples[0][1]:,.0f} MB at first, {top:,.0f} at most, "
        f"{samples[-1][1]:,.0f} at last; slope of the last two thirds "
        f"{3600 * slope(samples):+,.0f} MB an hour"
    )


def site(address: str) -> str:
    """Requests per second of the front page of the static site, as wrk counts them."""
    if not address:
        return "Static pages: not served in this run."
    wrk = shutil.which("wrk")
    if wrk is None:
        return "Static pages: not measured, wrk is missing (Debian: apt-get install wrk)."
    answer = subprocess.run(
        [wrk, *WRK, f"{address}/"],
        capture_output=True,
        text=True,
        timeout=WRK_S,
        check=False,
        env={"PATH": os.environ["PATH"], "LC_ALL": "C"},
    )
    found = re.findall(
        r"(?:Requests/sec|Transfer/sec|99%|Non-2xx.*responses):? +\S+", answer.stdout
    )
    return "Static pages, wrk on one thread: " + "; ".join(" ".join(one.split()) for one in found)
