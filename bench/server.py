"""A server under measurement: its own process group, its CPU time, its end."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil

from bench.ways.figures import FOLDER

START_S, POLL_S, STOP_S = 60, 0.1, 5
ROOT = Path(__file__).parent.parent


class Server:
    """One way's server, started on a free port and killed with all it started."""

    def __init__(self, command: Sequence[str], health: str, figures: Path, cwd: Path) -> None:
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        environment = {**os.environ, FOLDER: str(figures), "PYTHONPATH": str(ROOT)}
        self._log = (figures / "server.log").open("ab")
        self._process = subprocess.Popen(
            [part.replace("PORT", str(self.port)) for part in command],
            cwd=cwd,
            env=environment,
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._health = health

    def __enter__(self) -> Self:
        for _ in range(int(START_S / POLL_S)):
            if self._process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.address + self._health, timeout=1):
                    return self
            except (urllib.error.URLError, OSError):
                time.sleep(POLL_S)
        self._kill()
        raise RuntimeError(f"did not start: {Path(self._log.name).read_text()[-2000:]}")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._kill()

    def cpu_ms(self) -> float:
        """CPU time spent so far by the server and its children, user and system."""
        first = psutil.Process(self._process.pid)
        spent = [one.cpu_times() for one in (first, *first.children(recursive=True))]
        return 1000.0 * sum(float(times.user + times.system) for times in spent)

    def _kill(self) -> None:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            if self._process.poll() is None:
                os.killpg(self._process.pid, sign)
                try:
                    self._process.wait(STOP_S)
                except subprocess.TimeoutExpired:
                    continue
        self._log.close()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])
