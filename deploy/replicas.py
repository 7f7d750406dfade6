"""Replicas of the live app: started, asked how they are, started again."""

import errno
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from processes import Known, born
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

ROOT = Path(__file__).resolve().parent.parent
SCRIPT = Path(__file__).resolve().parent / "public.py"
START_S = 120.0
"""How long a replica may take until it answers."""
ASK_S = 10.0
"""How long an answer may take; a busy replica is slow before it is ill."""
MOST_MISSED = 4
"""Answers in a row that a replica may leave out before it is killed: about a minute."""
YOUNG_S, LONGEST_REST_S = 20.0, 30.0
"""A replica that dies younger is started again after a rest, twice as long each time."""

PAGES = ("", "profil", "bandingkan", "tren", "target", "simulasi", "rapat", "data", "metodologi")
"""Addresses of the app's pages, below its own: each is slow until it was opened once."""
PAGE_IS_OPEN = b"0\x00"
"""Streamlit's answer when all is sent (`ForwardMsg.script_finished`, successfully)."""
TIDY_MEMORY = {
    "MALLOC_ARENA_MAX": "2",
    "MALLOC_MMAP_THRESHOLD_": str(128 * 1024),
    "MALLOC_TRIM_THRESHOLD_": str(128 * 1024),
}
"""Told to glibc's malloc (mallopt(3)): a heap of its own for every thread, each keeping what was
freed, grew a replica by 30 MB an hour; systemd and Dockerfile say the same."""
METADATA = 0x12
"""How a message begins that tells of its run first (`ForwardMsg.metadata`): a length follows."""


@dataclass(slots=True)
class Replica:
    """One process of the app and what is known of its health."""

    role: str
    port: int
    log: Path
    process: subprocess.Popen[bytes]
    started: float = field(default_factory=time.monotonic)
    missed: int = 0
    deaths: int = 0

    @property
    def address(self) -> str:
        """Where it is asked how it is."""
        return f"http://127.0.0.1:{self.port}/app/_stcore/health"

    @property
    def known(self) -> Known:
        """Its process, for the list of what was started."""
        pid = self.process.pid
        return Known(role=self.role, pid=pid, born=born(pid), mark=_mark(self.port))

    def is_due(self) -> bool:
        """Whether its process ended and its rest is over."""
        rest = min(2.0 ** (self.deaths - 1), LONGEST_REST_S) if self.deaths else 0.0
        return self.process.poll() is not None and time.monotonic() - self.started >= rest


def start(role: str, port: int, log: Path, secret: str) -> Replica:
    """A replica of the app for the public, on a port of this machine alone."""
    return Replica(role, port, log, _spawned(port, log, secret))


def again(replica: Replica, secret: str) -> Replica:
    """The replica in a fresh process, on the same port; what the old one kept is cleared."""
    lived = time.monotonic() - replica.started
    deaths = replica.deaths + 1 if lived < YOUNG_S + replica.deaths * LONGEST_REST_S else 0
    process = _spawned(replica.port, replica.log, secret)
    return Replica(replica.role, replica.port, replica.log, process, deaths=deaths)


def _spawned(port: int, log: Path, secret: str) -> subprocess.Popen[bytes]:
    script = SCRIPT if SCRIPT.is_file() else ROOT / "streamlit_app.py"
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    command += ["--server.address", "127.0.0.1", _mark(port), "--server.baseUrlPath", "app"]
    environment = {key: value for key, value in os.environ.items() if key != "PETA_MODE"}
    own = log.parent.parent / "temp" / log.stem
    with suppress(OSError):  # a full disk: the system's own folder serves as well
        shutil.rmtree(own, ignore_errors=True)
        own.mkdir(parents=True)
        environment["TMPDIR"] = str(own)
    # One secret for all, so that the mark against forged requests of one holds with the others.
    environment["STREAMLIT_SERVER_COOKIE_SECRET"] = secret
    environment.update(TIDY_MEMORY)
    with log.open("ab") as out:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def _mark(port: int) -> str:
    return f"--server.port={port}"


def is_healthy(address: str, limit_s: float = ASK_S) -> bool:
    """Whether an address answers well in time."""
    try:
        with urllib.request.urlopen(address, timeout=limit_s) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def warm(port: int) -> tuple[str, ...]:
    """Visit each page of a replica once, so that no reader waits for what it loads first.

    About 13 s of one core, once the replica answers; what is not open within `START_S` is left
    to its readers.

    Returns
    -------
    tuple of str
        The pages that were opened.
    """
    own, until = f"127.0.0.1:{port}", time.monotonic() + START_S
    while time.monotonic() < until and not _visited(own, PAGES[0], until):
        time.sleep(0.5)
    return tuple(page for page in PAGES if _visited(own, page, until))


def _visited(own: str, page: str, until: float) -> bool:
    """Open a page as a browser does, and wait until all of it has come."""
    try:
        with connect(
            f"ws://{own}/app/_stcore/stream",
            origin=Origin(f"http://{own}"),
            subprotocols=[Subprotocol("streamlit")],
            max_size=None,
        ) as visit:
            visit.send(_opening(page))
            while (left := until - time.monotonic()) > 0:
                if _is_the_end(visit.recv(timeout=left)):
                    return True
    except (OSError, WebSocketException, TimeoutError):
        return False
    return False


def _opening(page: str) -> bytes:
    """Streamlit's message (`BackMsg.rerun_script.page_name`) that opens a page."""
    name = page.encode()
    return bytes([0x5A, len(name) + 2, 0x22, len(name)]) + name


def _is_the_end(message: str | bytes) -> bool:
    """Whether a message says that the page is whole."""
    if isinstance(message, str):
        return False
    start = 2 + message[1] if message[:1] == bytes([METADATA]) else 0
    return message[start:] == PAGE_IS_OPEN


def free_ports(count: int) -> list[int]:
    """Ports of this machine that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def is_taken(host: str, port: int) -> str:
    """Why a port cannot be listened on: `taken`, `forbidden`; empty where it can."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind((host, port))
        except OSError as error:
            return "taken" if error.errno == errno.EADDRINUSE else "forbidden"
    return ""
