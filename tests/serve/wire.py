"""Streamlit's own protocol, spoken by hand: what a browser sends, and what it should not."""

import asyncio
import base64
import os
import struct
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

TEXT, BINARY, CLOSE, PING = 1, 2, 8, 9
LIMIT_S = 60
ENDS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)


async def connected(address):
    """A raw connection: reader, writer."""
    parts = urlsplit(address)
    return await asyncio.open_connection(parts.hostname, parts.port, limit=1 << 20)


def request(method=b"GET", target=b"/", headers=(), host=b"127.0.0.1", version=b"HTTP/1.1"):
    """An HTTP request as bytes, unchecked."""
    lines = [method + b" " + target + b" " + version, b"Host: " + host, *headers]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def upgrade(address, path="/_stcore/stream", headers=(), protocols=b"streamlit", **others):
    """The opening request of a websocket."""
    host = urlsplit(address).netloc.encode()
    lines = [
        b"Upgrade: websocket",
        b"Connection: Upgrade",
        b"Sec-WebSocket-Key: " + base64.b64encode(os.urandom(16)),
        b"Sec-WebSocket-Version: 13",
        b"Sec-WebSocket-Protocol: " + protocols,
        *headers,
    ]
    target = (urlsplit(address).path.rstrip("/") + path).encode()
    return request(target=target, headers=lines, host=host, **others)


def frame(payload, opcode=BINARY, first=0x80, is_masked=True, length=None):
    """One frame of RFC 6455; `first` holds FIN and the reserved bits, `length` may lie."""
    size = len(payload) if length is None else length
    head = bytes([first | opcode])
    mark = 0x80 if is_masked else 0
    if size < 126:
        head += bytes([mark | size])
    elif size < 1 << 16:
        head += bytes([mark | 126]) + struct.pack(">H", size)
    else:
        head += bytes([mark | 127]) + struct.pack(">Q", size)
    if not is_masked:
        return head + payload
    mask = b"\x01\x02\x03\x04"
    key = int.from_bytes((mask * (len(payload) // 4 + 1))[: len(payload)], "big")
    return head + mask + (int.from_bytes(payload, "big") ^ key).to_bytes(len(payload), "big")


async def opened(address, **about):
    """A websocket whose opening was accepted: reader, writer."""
    reader, writer = await connected(address)
    writer.write(upgrade(address, **about))
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), LIMIT_S)
    assert b" 101 " in head.split(b"\r\n")[0], head[:300]
    return reader, writer


async def frames(reader):
    """The payloads of the messages that come, until the other side closes."""
    while True:
        try:
            first, second = await reader.readexactly(2)
            size = second & 0x7F
            if size == 126:
                size = struct.unpack(">H", await reader.readexactly(2))[0]
            elif size == 127:
                size = struct.unpack(">Q", await reader.readexactly(8))[0]
            payload = await reader.readexactly(size)
        except (asyncio.IncompleteReadError, ConnectionError):
            return
        if first & 0x0F == CLOSE:
            yield CLOSE, payload
            return
        yield first & 0x0F, payload


def rerun(query="", page="", widgets=None, script=""):
    """What a browser sends to have a page run; `script` is the page that it already shows."""
    message = BackMsg()
    state = message.rerun_script
    state.page_script_hash = script
    state.query_string = query
    state.page_name = page
    state.context_info.timezone = "Asia/Pontianak"
    state.context_info.locale = "id-ID"
    if widgets:
        state.widget_states.CopyFrom(widgets)
    return message


async def answer(reader):
    """The forward messages of one run and of those it calls for, to the end."""
    found = []
    async for opcode, payload in frames(reader):
        if opcode != BINARY:
            continue
        message = ForwardMsg()
        message.ParseFromString(payload)
        found.append(message)
        if message.WhichOneof("type") == "script_finished" and message.script_finished in ENDS:
            return found
    raise ConnectionError("closed before the script had finished")


async def read(address, query="", page=""):
    """What a reader is sent who opens a page; the first run may be without navigation."""
    reader, writer = await opened(address)
    try:
        writer.write(frame(rerun(query, page).SerializeToString()))
        return await asyncio.wait_for(answer(reader), LIMIT_S)
    finally:
        writer.close()


async def asked(address, more=b"", **about):
    """The whole answer to one request, as bytes."""
    reader, writer = await connected(address)
    try:
        writer.write(request(**about) + more)
        return await asyncio.wait_for(reader.read(1 << 20), LIMIT_S)
    finally:
        writer.close()
