"""A simulated reader: opens a page, thinks, changes something, checks what comes back.

No browser stands behind it; it speaks the protocol of `/_stcore/stream`, so that hundreds of them
fit into one process beside the server that they measure.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from html import unescape
from typing import Any, Literal
from urllib.parse import parse_qs, urlsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bench import load_frontend as front_end
from bench.load_frontend import FrontEnd, values

Kind = Literal["open", "region", "period", "indicator", "page"]
WEIGHTS: dict[Kind, int] = {"region": 40, "period": 30, "indicator": 15, "page": 15}
PARAMS: dict[Kind, str] = {"region": "wilayah", "period": "periode", "indicator": "indikator"}
WAIT_S = 30.0
"""How long a reader waits before giving up."""
NO_TOKEN = "PLACEHOLDER_AUTH_TOKEN"
"""What the front end sends in the place of a token that it does not have."""
PERMALINK = '<footer class="colophon">'


class WrongAnswerError(RuntimeError):
    """The page that came is not the page that was asked for."""


@dataclass
class Tally:
    """What all readers have seen.

    Attributes
    ----------
    done : list of (str, float, float)
        Kind, end (s, monotonic clock) and duration (s) of each interaction; the time that one
        waits because the one before was late counts.
    errors : Counter
        What went wrong, by its kind and first words.
    """

    done: list[tuple[str, float, float]] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)
    reconnects: int = 0
    received: int = 0


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What every reader is told.

    Attributes
    ----------
    think_s : float
        From the start of one interaction to the start of the next.
    keys : dict
        Stable keys by what a control shows: "Kayong Utara" is 6111.
    stays_s : float
        Mean length of a visit, exponentially distributed; 0 for one that never ends.
    """

    addresses: tuple[str, ...]
    think_s: float
    keys: dict[str, str]
    stays_s: float = 0.0
    pages: tuple[str, ...] = ("", "profil", "bandingkan", "tren", "target", "metodologi")


class Reader:
    """One tab of one reader, who comes from an address of this machine of their own.

    Limits that nginx sets for one address therefore hold for each reader, as they would.
    """

    def __init__(self, plan: Plan, tally: Tally, number: int) -> None:
        self._plan, self._tally = plan, tally
        self._dice = random.Random(number)
        self._address = plan.addresses[number % len(plan.addresses)]
        self._own = f"127.1.{number // 250 % 250}.{number % 250 + 1}"
        self._cookies = ""
        self.front = FrontEnd()
        self._socket: ClientConnection | None = None

    async def visits(self, until: float, phase_s: float) -> None:
        """Visit after visit, each as long as chance has it, until a time of the monotonic clock."""
        await asyncio.sleep(phase_s)
        while time.monotonic() < until:
            stays = self._plan.stays_s
            end = time.monotonic() + self._dice.expovariate(1 / stays) if stays else until
            await self._visit(min(end, until))
            await self.close()
            self.front = FrontEnd()

    async def _visit(self, until: float) -> None:
        due = time.monotonic()
        if not await self._guarded("open", due, self._open):
            await asyncio.sleep(self._plan.think_s)
            return
        while (due := due + self._plan.think_s) < until:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            kind, act = self._next()
            if not await self._guarded(kind, due, act):
                await self._reconnect()
        await asyncio.sleep(max(0.0, until - time.monotonic()))

    async def idle(self, until: float) -> None:
        """Open a page and leave it: only what it asks by itself is answered."""
        await self._guarded("open", time.monotonic(), self._open)
        while (left := until - time.monotonic()) > 0:
            if self.front.fragment is None or self.front.fragment[1] > left:
                await asyncio.sleep(left)
                return
            await asyncio.sleep(self.front.fragment[1])
            await self._guarded("auto", time.monotonic(), self._asked_by_itself)

    async def everything(self) -> None:
        """Look at every page with every region once, in one session."""
        await self.open()
        for page in self._plan.pages:
            if page != self.path():
                await self.go(page)
            for region in self.front.controls[PARAMS["region"]].options:
                await self.choose(PARAMS["region"], region)

    async def close(self) -> None:
        """Close the tab."""
        if self._socket is not None:
            await self._socket.close()
            self._socket = None

    async def open(self, page: str = "", query: dict[str, str] | None = None) -> None:
        """Open an address and wait until all of it is there."""
        await self._connect()
        self.front.query = dict(query or {})
        await self._run(page)

    async def choose(self, param: str, option: str) -> None:
        """Pick an option of a control, and wait for a page that agrees."""
        self.front.choose(self.front.controls[param], option)
        await self._run(self.path())
        self.check()

    async def go(self, page: str) -> None:
        """Go to another page by its link in the navigation."""
        self.front.page = self.front.pages[page]
        await self._run(page)
        self.check()

    def path(self) -> str:
        """Address of the page that is shown; empty for the front page."""
        return next((path for path, key in self.front.pages.items() if key == self.front.page), "")

    def check(self) -> None:
        """Refuse a page that speaks of another view than its controls.

        The link in every page's footer holds the whole view; the map page's table must speak of the
        same period and indicator.
        """
        if self.front.failures:
            raise WrongAnswerError(self.front.failures.pop())
        footers = [text for text in self.front.shown if text.startswith(PERMALINK)]
        if len(footers) != 1:
            raise WrongAnswerError(f"{len(footers)} footers")
        link = unescape(footers[0]).split('<a href="')[1].split('"')[0]
        if urlsplit(link).path != self.path():
            raise WrongAnswerError(f"page {self.path()!r}: {link}")
        said = {key: found[0] for key, found in parse_qs(urlsplit(link).query).items()}
        for param, shown in values(self.front).items():
            if param in PARAMS.values():
                self._agrees(param, shown, said)

    def _agrees(self, param: str, shown: str, said: dict[str, str]) -> None:
        key = self._plan.keys.get(shown, shown)
        is_default = shown == self.front.controls[param].default
        if said.get(param) != (None if is_default else key):
            raise WrongAnswerError(f"{param} is {said.get(param)}, asked was {key}")
        if self.path() == "" and param != PARAMS["region"] and not is_default:
            tables = [text for text in self.front.shown if '<section class="ranking' in text]
            if not any(f"{param}={key}&" in unescape(table) for table in tables):
                raise WrongAnswerError(f"the table does not speak of {param}={key}")

    def _next(self) -> tuple[Kind, Callable[[], Coroutine[Any, Any, None]]]:
        """What the reader does next."""
        kind = self._dice.choices([*WEIGHTS], [*WEIGHTS.values()])[0]
        control = self.front.controls.get(PARAMS.get(kind, ""))
        others = [one for one in control.options if one != control.value] if control else []
        if others:
            option, param = self._dice.choice(others), PARAMS[kind]
            return kind, lambda: self.choose(param, option)
        page = self._dice.choice([one for one in self._plan.pages if one != self.path()])
        return "page", lambda: self.go(page)

    async def _open(self) -> None:
        page = self._dice.choice(("", "", *self._plan.pages))
        regions = [key for key in self._plan.keys.values() if key.isdigit() and key > "6100"]
        query = {"wilayah": self._dice.choice(regions)} if self._dice.random() < 0.5 else {}
        await self.open(page, query)
        self.check()

    async def _asked_by_itself(self) -> None:
        if self.front.fragment:
            await self._run(self.path(), fragment=self.front.fragment[0])

    async def _guarded(
        self, kind: str, due: float, act: Callable[[], Coroutine[Any, Any, None]]
    ) -> bool:
        """Do it, and note how long it took or how it failed; whether it went well."""
        try:
            await asyncio.wait_for(act(), WAIT_S)
        except (WrongAnswerError, front_end.BrokenReferenceError) as error:
            self._tally.errors[f"wrong: {error}"[:90]] += 1
            return False
        except (OSError, WebSocketException, TimeoutError) as error:
            self._tally.errors[f"{type(error).__name__}: {error}"[:90]] += 1
            return False
        now = time.monotonic()
        self._tally.done.append((kind, now, now - due))
        return True

    async def _run(self, path: str, fragment: str = "") -> None:
        """Ask for a run and take in all that comes until it is done."""
        socket = self._socket
        if socket is None:
            raise ConnectionError("not connected")
        await socket.send(self.front.request(self._address, path, fragment))
        wanted = front_end.FRAGMENT_DONE if fragment else front_end.DONE
        while wanted not in self.front.finished:
            data = await socket.recv(decode=False)
            self._tally.received += len(data)
            self.front.take(data)
            if front_end.BROKEN in self.front.finished:
                raise WrongAnswerError("the script does not compile")

    async def _connect(self, session: str = "") -> None:
        parts = urlsplit(self._address)
        await self._fetched_health()
        protocols = ["streamlit", NO_TOKEN, *([session] if session else [])]
        self._socket = await connect(
            f"ws://{parts.netloc}{parts.path}/_stcore/stream",
            origin=f"http://{parts.netloc}",  # type: ignore[arg-type]
            subprotocols=protocols,  # type: ignore[arg-type]
            additional_headers={"Cookie": self._cookies} if self._cookies else None,
            max_size=None,
            ping_interval=None,
            close_timeout=1,
            local_addr=(self._own, 0),
        )

    async def _fetched_health(self) -> None:
        """The request before the websocket, whose answer may bind the reader to a replica."""
        parts = urlsplit(self._address)
        reader, writer = await asyncio.open_connection(
            parts.hostname, parts.port, local_addr=(self._own, 0)
        )
        cookie = f"Cookie: {self._cookies}\r\n" if self._cookies else ""
        writer.write(
            f"GET {parts.path}/_stcore/health HTTP/1.1\r\nHost: {parts.netloc}\r\n{cookie}"
            "Connection: close\r\n\r\n".encode()
        )
        head = (await reader.read()).decode("latin-1").partition("\r\n\r\n")[0]
        writer.close()
        status, *lines = head.split("\r\n")
        if " 200 " not in f"{status} ":
            raise ConnectionError(status)
        set_cookies = [one[12:] for one in lines if one.lower().startswith("set-cookie: ")]
        found = [one.partition(";")[0] for one in set_cookies]
        self._cookies = "; ".join(found) or self._cookies

    async def _reconnect(self) -> None:
        """Come back with the session's name, as the front end does."""
        self._tally.reconnects += 1
        await self.close()
        try:
            await self._connect(self.front.session)
            await asyncio.wait_for(self._run(self.path()), WAIT_S)
        except (OSError, WebSocketException, RuntimeError, TimeoutError) as error:
            self._tally.errors[f"reconnect: {type(error).__name__}: {error}"[:90]] += 1
