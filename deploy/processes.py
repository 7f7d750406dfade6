"""Processes that were started here: told apart from all others, and ended."""

import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

PROC = Path("/proc")
GRACE_S = 10.0
"""How long a process may take to end by itself before it is killed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A process as it was when started.

    Attributes
    ----------
    role : str
        What it is for: `supervisor`, `app-1`, `nginx`.
    pid : int
        Its number, which the system gives to another one later.
    born : str
        When it started, as the system says it; with `pid` it names one process only.
    mark : str
        What stands in its command line.
    """

    role: str
    pid: int
    born: str
    mark: str


def born(pid: int) -> str:
    """When a process started, in the system's own words; empty where there is none."""
    if PROC.is_dir():
        try:
            stat = (PROC / str(pid) / "stat").read_text(encoding="ascii", errors="replace")
        except OSError:
            return ""
        fields = stat.rpartition(")")[2].split()  # the name before may hold spaces
        return "" if fields[0] == "Z" else fields[19]  # a zombie has ended
    return _told_by_ps(pid, "lstart=")


def command(pid: int) -> str:
    """The command line of a process, its parts parted by spaces; empty where there is none."""
    if PROC.is_dir():
        try:
            line = (PROC / str(pid) / "cmdline").read_bytes()
        except OSError:
            return ""
        return line.replace(b"\0", b" ").decode(errors="replace").strip()
    return _told_by_ps(pid, "command=")


def _told_by_ps(pid: int, column: str) -> str:
    asked = ["ps", "-p", str(pid), "-o", column]
    answer = subprocess.run(asked, capture_output=True, text=True, check=False)
    return answer.stdout.strip()


def is_alive(known: Known) -> bool:
    """Whether this very process still runs: same number, same start, same command."""
    return bool(known.born) and born(known.pid) == known.born and known.mark in command(known.pid)


def end(known: Sequence[Known], grace_s: float = GRACE_S) -> None:
    """End these processes and no others: asked first, killed after `grace_s`."""
    for sign in (signal.SIGTERM, signal.SIGKILL):
        for one in filter(is_alive, known):
            try:
                os.kill(one.pid, sign)
            except ProcessLookupError:
                continue
        until = time.monotonic() + grace_s
        while any(map(is_alive, known)) and time.monotonic() < until:
            time.sleep(0.05)


def read(file: Path) -> list[Known]:
    """What was written down; nothing where the file is missing or unreadable."""
    try:
        return [Known(**one) for one in json.loads(file.read_text("utf-8"))["processes"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def write(file: Path, known: Sequence[Known], **more: object) -> None:
    """Write them down, wholly or not at all."""
    draft = file.with_suffix(".new")
    text = json.dumps({**more, "processes": [asdict(one) for one in known]}, indent=1)
    draft.write_text(text + "\n", "utf-8")
    draft.replace(file)
