"""What stands under load: replicas of the app, before them nginx where it is there."""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import psutil

from bench.server import Server

ROOT = Path(__file__).parent.parent
SERVE = ROOT / "deploy" / "serve.py"
START_S, STOP_S, POLL_S = 240, 60, 0.5
SEARCHED = f"{os.environ['PATH']}:/usr/sbin"


@dataclass(frozen=True)
class Served:
    """Addresses of the app, and the processes whose time and memory are the server's.

    Attributes
    ----------
    addresses : tuple of str
        One per replica, or the one of nginx that stands before them.
    site : str
        Address of the static pages; empty where none are served.
    config : Path or None
        Of the nginx that serves them.
    replicas, others : tuple of Process
        The app's processes; nginx and its workers.
    """

    addresses: tuple[str, ...]
    site: str
    replicas: tuple[psutil.Process, ...]
    others: tuple[psutil.Process, ...] = ()
    config: Path | None = None

    def cpu_s(self) -> tuple[float, float]:
        """CPU time so far, user and system: of the replicas, and of nginx."""
        return _cpu_s(self.replicas), _cpu_s(self.others)

    def pss_mb(self) -> list[float]:
        """Memory of each replica, MB: shared pages by their share (PSS)."""
        return [_pss_mb(one) for one in self.replicas]


class _Replica(Server):
    """A server whose process can be looked at."""

    def process(self) -> psutil.Process:
        return psutil.Process(self._process.pid)


@contextmanager
def replicas(count: int, folder: Path) -> Iterator[Served]:
    """The app alone, as often as asked; readers take turns in choosing one."""
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    command += ["--server.port", "PORT", "--server.address", "127.0.0.1"]
    with ExitStack() as stack:
        servers = []
        for number in range(count):
            (own := folder / str(number)).mkdir()
            servers.append(stack.enter_context(_Replica(command, "/_stcore/health", own, ROOT)))
        yield Served(
            tuple(server.address for server in servers),
            "",
            tuple(server.process() for server in servers),
        )


@contextmanager
def behind_nginx(count: int, port: int, folder: Path, site: Path | None) -> Iterator[Served]:
    """All of it as `make serve` starts it: static pages, nginx, replicas with sticky readers."""
    folder.parent.chmod(0o711)  # nginx's workers come through
    run = ["--folder", str(folder)]
    start = [sys.executable, str(SERVE), "start", "--port", str(port), "--replicas", str(count)]
    start += ["--site", str(site)] if site else []
    with (folder.parent / "serve.log").open("ab") as log:
        process = subprocess.Popen([*start, *run], cwd=ROOT, stdout=log, stderr=log)
        try:
            yield _found(process, folder / "state.json", port)
        finally:
            subprocess.run(
                [sys.executable, str(SERVE), "stop", *run], cwd=ROOT, check=False, timeout=STOP_S
            )
            process.wait(STOP_S)


@contextmanager
def without_limits(served: Served) -> Iterator[str]:
    """Address of the same static pages from a second nginx that lets one address ask at will."""
    if served.config is None:
        yield ""
        return
    port = int(served.site.rpartition(":")[2])
    text = re.sub(r"^ *limit_(req|conn) .*;$", "", served.config.read_text("utf-8"), flags=re.M)
    text = text.replace(f":{port}", f":{port + 1}").replace("nginx.pid", "nginx-free.pid")
    own = served.config.with_name("nginx-free.conf")
    own.write_text(text, "utf-8")
    command = [shutil.which("nginx", path=SEARCHED), "-c", str(own)]
    process = subprocess.Popen([str(one) for one in command])
    try:
        time.sleep(1)
        yield f"http://127.0.0.1:{port + 1}"
    finally:
        process.terminate()
        process.wait(STOP_S)


def has_nginx() -> bool:
    """Whether the one command that serves all can be used here."""
    return SERVE.is_file() and bool(shutil.which("nginx", path=SEARCHED))


def _found(process: subprocess.Popen[bytes], state: Path, port: int) -> Served:
    """Wait until everything answers, then read which processes there are."""
    for _ in range(int(START_S / POLL_S)):
        time.sleep(POLL_S)
        if process.poll() is not None:
            break
        told = json.loads(state.read_text("utf-8")) if state.is_file() else {}
        if told.get("ready"):
            found = _of(told["processes"], f"http://127.0.0.1:{port}")
            return replace(found, config=state.with_name("nginx.conf"))
    log = (state.parent.parent / "serve.log").read_text("utf-8")
    raise RuntimeError(f"did not start: {log[-2000:]}")


def _of(known: list[dict[str, str]], address: str) -> Served:
    found = {one["role"]: psutil.Process(int(one["pid"])) for one in known}
    apps = tuple(one for role, one in found.items() if role.startswith("app"))
    proxies = tuple(one for role, one in found.items() if role == "nginx")
    return Served((f"{address}/app",), address, apps, proxies)


def _cpu_s(processes: tuple[psutil.Process, ...]) -> float:
    spent = [one.cpu_times() for process in processes for one in _family(process)]
    return sum(float(times.user + times.system) for times in spent)


def _family(process: psutil.Process) -> list[psutil.Process]:
    return [process, *process.children(recursive=True)]


def _pss_mb(process: psutil.Process) -> float:
    rollup = Path(f"/proc/{process.pid}/smaps_rollup").read_text("ascii")
    line = next(line for line in rollup.splitlines() if line.startswith("Pss:"))
    return int(line.split()[1]) * 1024 / 1e6
