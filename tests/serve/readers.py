"""Readers without a browser: they speak Streamlit's own protocol, and many fit into a test."""

import re
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

LIMIT_S = 60
ORIGIN = "http://{}"


@dataclass
class Seen:
    """What a reader got for one visit."""

    page: str
    failures: list[str] = field(default_factory=list)
    exceptions: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    @property
    def whole(self):
        return " ".join(self.texts)


def visit(served, page="", query="", cookie=""):
    """Open a page, and take what comes until it is whole."""
    host = urlsplit(served.address).netloc
    headers = {"Cookie": f"peta_replika={cookie}"} if cookie else None
    with connect(
        f"ws://{host}/app/_stcore/stream",
        origin=ORIGIN.format(host),
        subprotocols=["streamlit"],
        additional_headers=headers,
        open_timeout=LIMIT_S,
        max_size=None,
    ) as socket:
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = page
        socket.send(asked.SerializeToString())
        return _taken(socket, page)


def _taken(socket, page):
    seen, until = Seen(page), time.monotonic() + LIMIT_S
    while time.monotonic() < until:
        message = ForwardMsg()
        message.ParseFromString(socket.recv(timeout=LIMIT_S))
        kind = message.WhichOneof("type")
        if kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return seen
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                seen.exceptions.append("compile error")
                return seen
        if kind == "delta":
            element = message.delta.new_element
            if element.HasField("exception"):
                seen.exceptions.append(element.exception.message)
            if element.HasField("html"):
                _read(seen, element.html.body)
    raise TimeoutError(page)


def _read(seen, body):
    text = " ".join(re.sub(r"<[^>]*>", " ", body).split())
    if not body.startswith(("<style", "<script")):
        seen.texts.append(text)
    if 'class="failure"' in body:
        seen.failures.append(text)


class Crowd:
    """Readers who open pages over and over until told to stop."""

    def __init__(self, served, count, asked):
        self.served, self.asked, self.over = served, asked, threading.Event()
        self.seen, self.broken = [], []
        self.threads = [threading.Thread(target=self._read, args=(n,)) for n in range(count)]

    def _read(self, number):
        turn = number
        while not self.over.is_set():
            page, query = self.asked[turn % len(self.asked)]
            turn += 1
            try:
                self.seen.append(visit(self.served, page, query, f"{number:032x}"))
            except (OSError, WebSocketException, TimeoutError) as error:
                self.broken.append(f"{type(error).__name__}: {error}")

    def __enter__(self):
        for one in self.threads:
            one.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for one in self.threads:
            one.join()
