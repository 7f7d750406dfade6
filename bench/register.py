"""A participant register counted: time, memory and spill by rows, beside pandas and Polars.

python bench/register.py [--rows 1e6 --rows 1e7] [--folder DIR] [--marks number] [--others 1e7]
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import psutil
import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench import register_made
from bench.register_made import Made

BYTES_PER_ROW = 25
"""On disk, at most: the register, and what counting it writes."""
TARGET_ROWS, TARGET_S, TARGET_MB = 60_000_000, 15, 4000
OTHERS_MB, LIMIT_S, EVERY_S = 8000, 1800, 0.1
WAYS = Path(__file__).parent / "register_ways.py"
Result = dict[str, Any]


def main(  # noqa: PLR0913, PLR0917  # the options of a command
    rows: Annotated[list[float] | None, typer.Option(help="Rows, several times: 6e7.")] = None,
    folder: Annotated[
        Path | None, typer.Option(help="Registers stay here for the next run.")
    ] = None,
    marks: Annotated[str, typer.Option(help="Of persons: number or text.")] = "number",
    memory_mb: Annotated[int, typer.Option(help="Limit given to DuckDB.")] = 3000,
    others: Annotated[float, typer.Option(help="Most rows that pandas and Polars try.")] = 1e7,
    seed: int = 1,
) -> None:
    """Print a row for each way and size; the ways must agree on every count."""
    console, results = Console(), []
    with _home(folder) as home:
        for count in map(int, rows or [1e6, 1e7]):
            made = Made(rows=count, seed=seed, text=marks == "text")
            register = _register(home, made, console)
            for way in ("this app", "pandas", "polars"):
                if way == "this app" or count <= others:
                    results.append({"rows": count, "way": way, **_run(way, register, memory_mb)})
                    console.print(_line(results[-1]))
    console.print(_table(results), f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores")
    for size in dict.fromkeys(one["rows"] for one in results):
        found = [one for one in results if one["rows"] == size and "hash" in one]
        if len({one["hash"] for one in found}) > 1:
            raise SystemExit(f"the ways disagree on {size:,} rows")
        cells = found[0]["cells"] if found else 0
        console.print(f"{size:,} rows: {len(found)} ways, the same {cells:,} counts")


@contextmanager
def _home(folder: Path | None) -> Iterator[Path]:
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    else:
        with tempfile.TemporaryDirectory(prefix="peta-register-") as name:
            yield Path(name)


def _register(home: Path, made: Made, console: Console) -> Path:
    """A register, made now unless it is there; a name without `.new` is whole."""
    name = f"{made.rows}-{'text' if made.text else 'number'}-{made.seed}"
    path, draft = home / name, home / f"{name}.new"
    if path.exists():
        return path
    if shutil.disk_usage(home).free < made.rows * BYTES_PER_ROW:
        raise SystemExit(f"{home} has no room for {made.rows * BYTES_PER_ROW / 1e9:.0f} GB")
    shutil.rmtree(draft, ignore_errors=True)
    with Progress(console=console, transient=True) as progress:
        task = progress.add_task(f"making {made.rows:,} rows", total=made.persons)
        register_made.write(made, draft, lambda done, _: progress.update(task, completed=done))
    return draft.rename(path)


def _run(way: str, register: Path, memory_mb: int) -> Result:
    """What a way took, or why it did not come to an end."""
    with tempfile.TemporaryDirectory(prefix="peta-count-", dir=register.parent) as work:
        command = [sys.executable, str(WAYS), way, str(register), work, str(memory_mb)]
        seen: dict[str, float] = {"disk": 0}
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            watcher = threading.Thread(target=_watch, args=(process, Path(work), seen, way))
            watcher.start()
            out = process.communicate()[0]
            watcher.join()
    if process.returncode:
        return {"why": seen.get("why", f"failed ({process.returncode})")}
    return {**json.loads(out.splitlines()[-1]), "disk_mb": seen["disk"] / 1e6}


def _watch(process: "subprocess.Popen[str]", work: Path, seen: dict[str, Any], way: str) -> None:
    """Sample what lies in the work folder, and end what takes too much or too long."""
    began = time.monotonic()
    while process.poll() is None:
        seen["disk"] = max(seen["disk"], _bytes(work))
        try:
            used = psutil.Process(process.pid).memory_info().rss / 1e6
        except psutil.NoSuchProcess:
            return
        if way != "this app" and used > OTHERS_MB:
            seen["why"] = f"needs more than {OTHERS_MB / 1000:.0f} GB"
            process.kill()
        elif time.monotonic() - began > LIMIT_S:
            seen["why"] = f"not done after {LIMIT_S / 60:.0f} min"
            process.kill()
        time.sleep(EVERY_S)


def _bytes(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size
        except FileNotFoundError:  # gone since it was listed
            continue
    return total


def _line(one: Result) -> str:
    said = one.get("why") or f"{one['wall']:.1f} s, {one['cpu']:.1f} CPU s"
    return f"[dim]{one['rows']:,} rows, {one['way']}: {said}[/dim]"


def _table(results: list[Result]) -> Table:
    names = "rows", "way", "wall s", "CPU s", "judging", "CPU µs/row", "peak MB", "disk MB"
    table = Table(*names, title="a register counted, 36 months, village to province")
    for one in results:
        if "why" in one:
            table.add_row(f"{one['rows']:,}", one["way"], one["why"], *[""] * 5)
            continue
        judging = one["stages"].get("read and judged")
        table.add_row(
            f"{one['rows']:,}",
            one["way"],
            f"{one['wall']:.1f}",
            f"{one['cpu']:.1f}",
            "" if judging is None else f"{judging:.1f}",
            f"{1e6 * one['cpu'] / one['rows']:.2f}",
            f"{one['peak_mb']:,.0f}",
            f"{one['disk_mb']:,.0f}",
        )
    bound = f"promised for {TARGET_ROWS:,} rows: {TARGET_S} s, {TARGET_MB:,} MB"
    table.caption = bound
    return table


if __name__ == "__main__":
    typer.run(main)
