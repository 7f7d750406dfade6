"""What a public server refuses before Streamlit sees it.

A layer of plain ASGI around the app. It lets through what a reader's browser needs and nothing
else: reading methods, the websocket from the app's own origin, binary messages of the kinds that
a page sends. Why each is refused: docs/security.md.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

READING = frozenset({"GET", "HEAD"})
INNER = ("upload_file", "metrics", "agent", "script-health-check")
"""Addresses below `_stcore/` that no reader needs: they take files or tell about the server."""
WANTED = frozenset({"rerun_script", "stop_script", "app_heartbeat", "backend_operation_request"})
"""Kinds of message (`BackMsg.type`) that a page for readers sends. Not among them, on purpose:
`clear_cache` empties the caches of all readers, `load_git_info` tells where the code lies."""
POLICY, UNSUPPORTED = 1008, 1003
"""Codes with which a websocket is closed: RFC 6455, section 7.4.1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Protocol:
    """What the shield must know of the messages between browser and server.

    Attributes
    ----------
    kind_of : callable
        Kind of a binary message from the browser, as its name in `BackMsg`; None where it
        cannot be read.
    cleaned : callable
        A message to the browser without what tells of the machine.
    limit : int
        Longest message that a browser may send, in bytes.
    """

    kind_of: Callable[[bytes], str | None]
    cleaned: Callable[[bytes], bytes]
    limit: int


class Shield:
    """ASGI middleware of the public server.

    Parameters
    ----------
    app : ASGI application
        What is shielded.
    protocol : Protocol
        How messages are read and cleaned.
    """

    def __init__(self, app: App, protocol: Protocol) -> None:
        self.app, self.protocol = app, protocol

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            status = refused(scope["method"], scope["path"])
            if status:
                await _answer(send, status)
                return
        elif scope["type"] == "websocket":
            if not is_own_origin(scope["headers"]):
                await send({"type": "websocket.close", "code": POLICY})
                return
            await self.app(scope, self._only_wanted(receive, send), self._cleaning(send))
            return
        await self.app(scope, receive, send)

    def _only_wanted(self, receive: Receive, send: Send) -> Receive:
        """`receive` that ends the connection at the first message which no browser sends."""

        async def wanted() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            code = self._fault(message)
            if not code:
                return message
            await send({"type": "websocket.close", "code": code})
            return {"type": "websocket.disconnect", "code": code}

        return wanted

    def _cleaning(self, send: Send) -> Send:
        """`send` that tells nothing of the machine."""

        async def clean(message: Message) -> None:
            data = message.get("bytes")
            if data is not None:
                message = {**message, "bytes": self.protocol.cleaned(data)}
            await send(message)

        return clean

    def _fault(self, message: Message) -> int:
        """The code to close with; 0 for a message that is passed on."""
        data = message.get("bytes")
        if data is None:
            return UNSUPPORTED
        is_wanted = len(data) <= self.protocol.limit and self.protocol.kind_of(data) in WANTED
        return 0 if is_wanted else POLICY


def refused(method: str, path: str) -> int:
    """Status that answers a request; 0 for one that is passed on."""
    if method not in READING:
        return 405
    _, found, inner = path.partition("/_stcore/")
    return 404 if found and inner.split("/")[0] in INNER else 0


def is_own_origin(headers: list[tuple[bytes, bytes]]) -> bool:
    """Whether a websocket is opened by a page of this server, or by no page at all.

    Browsers always name the page's origin. Streamlit would ask two computers of the internet
    for its own address, while everybody waits, before it refuses a foreign one.
    """
    given = [value.decode("latin-1") for name, value in headers if name == b"origin"]
    hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
    if not given:
        return True
    try:
        origin = urlsplit(given[0])
    except ValueError:
        return False
    return len(given) == len(hosts) == 1 and origin.netloc.lower() == hosts[0].lower()


async def _answer(send: Send, status: int) -> None:
    headers = [(b"content-type", b"text/plain"), (b"content-length", b"0")]
    if status == 405:
        headers.append((b"allow", b"GET, HEAD"))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
