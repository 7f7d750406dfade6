"""Headless Chromium: real input, the moment of painting, and what came over the wire."""

import base64
import json
import re
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page, Route, sync_playwright
from xstatic.pkg import leaflet

CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
VIEW = {"width": 1440, "height": 1200}
PROBE = Path(__file__).with_name("probe.js")
QUIET_MS, LIMIT_S, POLL_MS = 350, 40, 40
"""An interaction is over when nothing watched has changed for this long."""
SYNC_TAIL = b"\x00\x00\xff\xff"
"""End of a flushed piece, which is left out of a message (RFC 7692)."""
LOCAL = ("127.0.0.1", "localhost")

Watches = Mapping[str, Mapping[str, str]]


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium where it stands, else Playwright's own."""
    path = CHROMIUM if Path(CHROMIUM).exists() else None
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@dataclass
class Traffic:
    """Bytes and requests so far, as Chromium's network events tell them."""

    received: int = 0
    wire: int = 0
    outside: set[str] = field(default_factory=set)
    _agreed: str = ""
    _packer: Any = None

    def attach(self, session: CDPSession) -> None:
        session.on("Network.dataReceived", self._body)
        session.on("Network.webSocketFrameReceived", self._frame)
        session.on("Network.webSocketHandshakeResponseReceived", self._handshake)
        session.on("Network.requestWillBeSent", self._request)
        session.send("Network.enable")

    def _body(self, event: dict[str, Any]) -> None:
        self.received += int(event["dataLength"])
        self.wire += int(event["encodedDataLength"])

    def _frame(self, event: dict[str, Any]) -> None:
        reply = event["response"]
        text = str(reply["payloadData"])
        payload = base64.b64decode(text) if reply["opcode"] == 2 else text.encode()
        self.received += len(payload)
        packs = "permessage-deflate" in self._agreed
        self.wire += self._packed(payload) if packs else len(payload)

    def _packed(self, payload: bytes) -> int:
        """What a message becomes by the compression that server and browser agreed on."""
        if self._packer is None or "server_no_context_takeover" in self._agreed:
            found = re.search(r"server_max_window_bits=(\d+)", self._agreed)
            self._packer = zlib.compressobj(wbits=-int(found[1]) if found else -15)
        packed = self._packer.compress(payload) + self._packer.flush(zlib.Z_SYNC_FLUSH)
        return len(packed) - len(SYNC_TAIL)

    def _handshake(self, event: dict[str, Any]) -> None:
        headers = {key.lower(): text for key, text in event["response"]["headers"].items()}
        self._agreed = headers.get("sec-websocket-extensions", "")
        self._packer = None

    def _request(self, event: dict[str, Any]) -> None:
        parts = urlsplit(str(event["request"]["url"]))
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in LOCAL:
            self.outside.add(str(event["request"]["url"]))


@dataclass(frozen=True)
class Painted:
    """When what was asked for stood on the screen, ms after the input (or the navigation)."""

    by_watch: Mapping[str, float]

    def of(self, names: tuple[str, ...]) -> float:
        return max(self.by_watch[name] for name in names)


class Visit:
    """One reader's page in a cold context of its own."""

    def __init__(self, browser: Browser, watches: Watches) -> None:
        self.context = browser.new_context(viewport=VIEW)  # type: ignore[arg-type]
        self.context.route(lambda url: urlsplit(url).hostname not in LOCAL, _stand_in)
        self.context.add_init_script(_probe(watches))
        self.context.set_default_timeout(1000 * LIMIT_S / 2)
        self.page: Page = self.context.new_page()
        self.traffic = Traffic()
        self.traffic.attach(self.context.new_cdp_session(self.page))
        self.mounts = 0
        self.page.on("frameattached", self._mounted)

    def close(self) -> None:
        self.context.close()

    def _mounted(self, _: Any) -> None:
        self.mounts += 1

    def open(self, url: str, wanted: tuple[str, ...]) -> Painted:
        """Go there and wait until all that is wanted is painted."""
        start = 1000 * time.time()
        self.page.goto(url)
        return self._finished(wanted, start)

    def timed(self, act: Callable[[], None], wanted: tuple[str, ...]) -> Painted:
        """Do one real input and wait until all that is wanted has changed and is painted."""
        self.page.evaluate("bench.arm()")
        act()
        return self._finished(wanted, None)

    def _finished(self, wanted: tuple[str, ...], start: float | None) -> Painted:
        changes: list[dict[str, Any]] = []
        for _ in range(int(1000 * LIMIT_S / POLL_MS)):
            self.page.wait_for_timeout(POLL_MS)
            read = self.page.evaluate("bench.read()")
            changes = read["changes"]
            names = {change["name"] for change in changes if change["painted"]}
            if not names.issuperset(wanted):
                continue
            quiet = read["now"] - max(change["mutated"] for change in changes) > QUIET_MS
            if quiet and not self._running():
                began = start if start is not None else float(read["input"])
                return Painted({name: _first_right(changes, name) - began for name in names})
        raise TimeoutError(f"{wanted} not painted, only {[one['name'] for one in changes]}")

    def _running(self) -> bool:
        """Whether Streamlit says that a script still runs; other ways have no such word."""
        app = self.page.query_selector("[data-testid=stApp]")
        state = app.get_attribute("data-test-script-state") if app else None
        return state not in (None, "notRunning")


def _first_right(changes: list[dict[str, Any]], name: str) -> float:
    """When the value that stood at the end was first painted."""
    own = sorted((one for one in changes if one["name"] == name), key=lambda one: one["mutated"])
    right = [one["painted"] for one in own if one["value"] == own[-1]["value"] and one["painted"]]
    return float(min(right))


def _probe(watches: Watches) -> str:
    frames = [
        f"{json.dumps(frame)}: {{"
        + ", ".join(f"{json.dumps(name)}: (document) => {text}" for name, text in parts.items())
        + "}"
        for frame, parts in watches.items()
    ]
    filled = "{" + ", ".join(frames) + "}"
    return PROBE.read_text().replace("$watches", filled)


def _stand_in(route: Route) -> None:
    """Answers for the networks that a way asks for, at once: Leaflet, else an empty file."""
    path = Path(leaflet.BASE_DIR) / Path(urlsplit(route.request.url).path).name
    named = path.name in ("leaflet.js", "leaflet.css")
    kind = "text/css" if path.suffix == ".css" else "text/javascript"
    route.fulfill(body=path.read_text() if named else "", content_type=kind)
