"""Looks after what serves: starts it, asks how it is, starts it again, ends it."""

import os
import secrets
import signal
import subprocess
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType

import processes
import proxying
import replicas
from messages import TroubleError, say
from processes import Known
from public_pages import PublicPages, data, has_data
from replicas import Replica

LOOK_S = 0.5
"""How often the processes are looked at."""
ASK_EVERY_S = 5.0
"""How often each replica is asked how it is."""
LARGEST_LOG = 50_000_000
"""Bytes; a longer log is put aside when a run begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be served, and how: the arguments of `serve.py start`."""

    replicas: int
    port: int
    host: str
    folder: Path
    site: Path | None
    base: str
    behind: tuple[str, ...]
    nginx: str | None
    is_cold: bool = False

    @property
    def address(self) -> str:
        """Where it can be opened on this machine."""
        return f"http://{'localhost' if self.host in ('0.0.0.0', '::') else self.host}:{self.port}"


class Supervisor:
    """The processes of one `start`.

    It is a class because it holds what changes: which process is which now.
    """

    def __init__(self, order: Order, state: Path) -> None:
        self.order, self.state = order, state
        self.logs = order.folder / "logs"
        self.pages = PublicPages(order.site, order.folder, order.base or order.address)
        self.configuration = order.folder / "nginx.conf"
        self.secret = secrets.token_hex(32)
        self.replicas: list[Replica] = []
        self.nginx: subprocess.Popen[bytes] | None = None
        self.asked: dict[str, Future[bool]] = {}
        self.next_ask = 0.0
        self.is_ready = self.is_lost = False
        self.is_noted = True
        self.over = threading.Event()

    def run(self) -> None:
        """Serve until a signal ends it; whatever happens, nothing is left behind."""
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, self._told_to_end)
        try:
            self._prepare()
            self._start()
            self._wait_until_ready()
            with ThreadPoolExecutor(self.order.replicas) as pool:
                while not self.over.wait(LOOK_S):
                    self._look(pool)
        finally:
            self._end()

    def _told_to_end(self, _sign: int, _frame: FrameType | None) -> None:
        self.over.set()

    # beginning

    def _prepare(self) -> None:
        if not has_data():
            raise TroubleError("nodata", folder=data())
        self._noted()  # from here on `stop` knows whom to end
        for folder in (self.logs, self.order.folder / "temp"):
            folder.mkdir(exist_ok=True)
        for log in self.logs.glob("*.log"):
            if log.stat().st_size > LARGEST_LOG:
                log.replace(log.with_suffix(".log.1"))
        bundle = proxying.bundle(self.order.folder)
        self.pages.make()
        say("starting", replicas=self.order.replicas)
        ports = replicas.free_ports(self.order.replicas)
        proxy = proxying.Proxy(
            listens=(f"{_bracketed(self.order.host)}:{self.order.port}",),
            replicas=tuple(f"127.0.0.1:{port}" for port in ports),
            site=self.pages.site,
            bundle=bundle,
            folder=self.order.folder,
            access=str(self.logs / "access.log"),
            errors=str(self.logs / "nginx.log"),
            user=proxying.worker([self.pages.site / "x", bundle / "x", proxying.TEMPLATE]),
            modules=proxying.brotli_modules(),
            behind=self.order.behind,
        )
        self._configured(proxy)
        self.ports = ports

    def _configured(self, proxy: proxying.Proxy) -> None:
        """Write what nginx accepts: without brotli where its modules do not fit."""
        assert self.order.nginx is not None
        fault = ""
        for modules in (proxy.modules, ()):
            text = proxying.rendered(replace(proxy, modules=modules))
            self.configuration.write_text(text, "utf-8")
            fault = proxying.fault(self.order.nginx, self.configuration)
            if not fault:
                return
        raise TroubleError("misconfigured", fault=fault)

    def _start(self) -> None:
        for number, port in enumerate(self.ports, start=1):
            log = self.logs / f"app-{number}.log"
            self.replicas.append(replicas.start(f"app-{number}", port, log, self.secret))
            self._noted()
        self.nginx = self._spawned_nginx()
        self._noted()

    def _spawned_nginx(self) -> subprocess.Popen[bytes]:
        assert self.order.nginx is not None
        with (self.logs / "nginx.log").open("ab") as out:
            return subprocess.Popen(
                [self.order.nginx, "-c", str(self.configuration), "-e", out.name],
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _wait_until_ready(self) -> None:
        until = time.monotonic() + replicas.START_S
        waiting = {one.role: (one.address, one.log) for one in self.replicas}
        cold = {one.role: one.port for one in self.replicas}
        warming: list[threading.Thread] = []
        waiting["nginx"] = (f"{self.order.address}/healthz", self.logs / "nginx.log")
        while waiting and not self.over.is_set():
            for role, (address, log) in list(waiting.items()):
                if replicas.is_healthy(address, 2.0):
                    del waiting[role]
                    if role in cold and not self.order.is_cold:
                        warming.append(_warming(cold[role]))
                elif time.monotonic() > until:
                    raise TroubleError(
                        "unstarted", role=role, seconds=int(replicas.START_S), log=log
                    )
            self.over.wait(0.1)
        while any(one.is_alive() for one in warming) and not self.over.is_set():
            self.over.wait(0.1)
        if not self.over.is_set():
            self.is_ready = True
            self._noted()
            say("ready", address=self.order.address)

    # meanwhile

    def _look(self, pool: ThreadPoolExecutor) -> None:
        is_lost, self.is_lost = self.is_lost, not has_data()
        if self.is_lost != is_lost:
            say("lost" if self.is_lost else "found")
        for place, replica in enumerate(self.replicas):
            # Without data one could not even say so; the proxy has a sentence for readers.
            if replica.is_due() and not self.is_lost:
                say("died", role=replica.role)
                self.replicas[place] = replicas.again(replica, self.secret)
                if not self.order.is_cold:
                    _warming(replica.port)
                self._noted()
        if self.nginx is not None and self.nginx.poll() is not None:
            say("died", role="nginx")
            with suppress(ProcessLookupError):  # its workers would keep the port
                os.killpg(self.nginx.pid, signal.SIGKILL)
            self.nginx = self._spawned_nginx()
            self._noted()
            self.over.wait(1.0)  # where it cannot live it is not started a hundred times a second
        self._ask(pool)
        if self.pages.renewed() or not self.is_noted:
            self._noted()

    def _ask(self, pool: ThreadPoolExecutor) -> None:
        """Ask every replica how it is; one that leaves out too many answers is ended."""
        for replica in self.replicas:
            answer = self.asked.get(replica.role)
            if answer is not None and answer.done():
                del self.asked[replica.role]
                replica.missed = 0 if answer.result() else replica.missed + 1
            young = time.monotonic() - replica.started < replicas.START_S and replica.missed
            if replica.missed >= replicas.MOST_MISSED and not young:
                say("ill", role=replica.role)
                replica.process.kill()
                replica.missed = 0
        if time.monotonic() >= self.next_ask:
            self.next_ask = time.monotonic() + ASK_EVERY_S
            for replica in self.replicas:
                if replica.role not in self.asked:
                    self.asked[replica.role] = pool.submit(replicas.is_healthy, replica.address)

    # the list of what was started, and its end

    def _known(self) -> list[Known]:
        known = [one.known for one in self.replicas]
        others = {"site": ("geo site build", self.pages.process)}
        others["nginx"] = (str(self.configuration), self.nginx)
        for role, (mark, process) in others.items():
            if process is not None:
                pid = process.pid
                known.append(Known(role=role, pid=pid, born=processes.born(pid), mark=mark))
        return known

    def _noted(self) -> None:
        me = os.getpid()
        own = Known(role="supervisor", pid=me, born=processes.born(me), mark="serve.py")
        ports = [one.port for one in self.replicas]
        about = {"address": self.order.address, "ready": self.is_ready, "ports": ports}
        try:
            processes.write(self.state, [own, *self._known()], **about)
            self.is_noted = True
        except OSError as error:  # a full disk ends no service; `stop` asks the supervisor itself
            if self.is_noted:
                say("unnoted", file=self.state, reason=error.strerror)
            self.is_noted = False

    def _end(self) -> None:
        for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(sign, signal.SIG_IGN)  # an impatient second Ctrl+C leaves nothing behind
        say("ending")
        known = self._known()
        processes.end([one for one in known if one.role == "nginx"])
        processes.end(known)
        self.state.unlink(missing_ok=True)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _warming(port: int) -> threading.Thread:
    thread = threading.Thread(target=replicas.warm, args=(port,), daemon=True)
    thread.start()
    return thread
