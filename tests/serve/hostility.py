"""What nobody honest sends: thousands of requests from a fixed seed, by kind.

Each kind is a function of a random generator that gives `Shot`s; `fired` sends them to an
address, some at a time. Nothing is judged here: the tests look at the server afterwards.
"""

import asyncio
import os
import random
import socket
import struct
import sys
import zlib
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from google.protobuf.descriptor import FieldDescriptor
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState, WidgetStates
from wire import CLOSE, PING, TEXT, asked, frame, request, rerun, upgrade

SEED, AT_ONCE, WAIT_S = 20261122, 96, 2
DOTS = ["..", "%2e%2e", "..%2f", "%2e%2e%2f", "..%5c", "%252e%252e%252f", "..%c0%af", "....//"]
TARGETS = ["etc/passwd", "proc/self/environ", "requirements.txt", ".git/config", "data/current"]
TARGETS += [".streamlit/config.toml", ".streamlit/secrets.toml", "streamlit_app.py", ".env"]
PREFIXES = ["", "static/", "component/", "component/streamlit_folium.st_folium/", "media/"]
PREFIXES += ["component/pages.shell.assets.assets/", "_stcore/", "_stcore/bidi-components/x/"]
PREFIXES += ["app/static/", "profil/", "_stcore/upload_file/", "aset/", "wilayah/6111/"]
METHODS = b"POST PUT DELETE PATCH OPTIONS TRACE CONNECT PROPFIND BREW get G\xffT".split()
INNER = ["metrics", "health", "host-config", "upload_file/a/b", "agent/interact", "agent/mcp"]
INNER += ["script-health-check", "stream", "agent/openapi.json", "message?hash=x", "allowed"]
VALUES = ["", "0", "-1", "9" * 400, "6111'--", "<script>alert(1)</script>", "\0", "\ud7ff", "NaN"]
VALUES += ["../../etc/passwd", "{{7*7}}", "${jndi:ldap://x}", "a" * 9000, "%", "%zz", "6111;6112"]
VALUES += ["2026-13", "0000-00", "99999-01", "1e999", "true", "[]", '{"$gt":""}', "\u202e6111", "🗺️"]
KEYS = [
    "wilayah",
    "indikator",
    "periode",
    "segmen",
    "bahasa",
    "data",
    "edisi",
    "kelompok",
    "target",
]
KEYS += ["sumbu", "urut", "batas", "rapat", "agenda", "lang", "embed", "embed_options", "_", ""]
PAGES = [
    "",
    "profil",
    "bandingkan",
    "tren",
    "target",
    "rapat",
    "data",
    "metodologi",
    "nihil",
    "../x",
]

MARKS = [str(Path(__file__).parent.parent.parent), sys.prefix, sys.base_prefix, "Traceback"]
MARKS += ["site-packages", "/tmp/", "/root", "/home/", sys.version.split()[0]]
FIELDS = [one for one in WidgetState.DESCRIPTOR.fields if one.containing_oneof]
_TEXTS = [
    "",
    "\0",
    "{",
    "[]",
    "6111'--",
    "a" * 9000,
    "\ud83d",
    '{"value": {"region": [1]}}',
    '{"region": ["6111"], "inside": {}, "period": [1]}',
    '{"event": "region", "value": {"region": {}}}',
    '[{"event": "choice", "value": {"name": ["wilayah"], "key": 1}}, {"event": 9}]',
    '[{"event": "asked", "value": "x"}]',
    "null",
]
_TEXTS = [one.encode("utf-8", "ignore").decode() for one in _TEXTS]
SCALARS = {
    FieldDescriptor.TYPE_BOOL: [True, False],
    FieldDescriptor.TYPE_DOUBLE: [float("nan"), float("inf"), -1e308],
    FieldDescriptor.TYPE_SINT64: [-1, 99, (1 << 62), -(1 << 62)],
    FieldDescriptor.TYPE_STRING: _TEXTS,
    FieldDescriptor.TYPE_BYTES: [b"", b"\xff" * 99],
}
WRONG = defaultdict(lambda: [[]])
WRONG |= {
    "StringArray": [[], ["\0"], ["a"] * 999, [""]],
    "DoubleArray": [[], [float("nan")], [1e308] * 9],
    "SInt64Array": [[], [-1], [99], [1 << 62]],
}


@dataclass(frozen=True, slots=True)
class Shot:
    """Bytes for one connection; `then` is sent once a websocket is open."""

    kind: str
    first: bytes
    then: tuple[bytes, ...] = ()
    is_awaited: bool = True


def noise(rng, longest=200):
    return rng.randbytes(rng.randrange(1, longest))


def paths(rng, count, address):
    """Path tricks: up and out, encoded once and twice, null bytes, doubled and endless slashes."""
    base = urlsplit(address).path
    for number in range(count):
        tricks = [
            lambda: rng.choice(PREFIXES) + rng.choice(DOTS) * rng.randrange(1, 9),
            lambda: rng.choice(PREFIXES) + "%00" * rng.randrange(1, 4),
            lambda: "/" * rng.randrange(1, 40) + "contoh.org/",
            lambda: "_stcore/" + rng.choice(INNER),
            lambda: rng.choice(PREFIXES) + quote(noise(rng)),
            lambda: "a/" * rng.randrange(1, 3000),
            lambda: rng.choice(["http://x:1/", "*", "?", "#", "\\\\x\\y", "C:\\x", "~root/", ":@"]),
        ]
        path = rng.choice(tricks)() + (rng.choice(TARGETS) if number % 2 else "")
        yield Shot("path", request(target=f"{base}/{path}".encode()))


def queries(rng, count, address):
    """Bad and very long query parameters, as the first request of a page."""
    base = urlsplit(address).path
    for _ in range(count):
        target = f"{base}/{quote(rng.choice(PAGES))}?{query(rng)}".encode("utf-8", "replace")
        yield Shot("query", request(target=target.replace(b" ", b"+")))


def query(rng):
    pairs = []
    for _ in range(rng.randrange(1, 12)):
        value = rng.choice(VALUES) if rng.random() < 0.8 else noise(rng).decode("latin-1")
        pairs.append(f"{rng.choice(KEYS)}={quote(value) if rng.random() < 0.7 else value[:500]}")
    return "&".join(pairs)


def methods(rng, count, address):
    """Methods that change things, and ones that do not exist, with bodies that lie."""
    base = urlsplit(address).path
    for _ in range(count):
        body = noise(rng)
        lengths = [str(len(body)).encode(), b"-1", b"x", b"99999999999999999999", b"5, 6"]
        extra = rng.choice(
            [
                [b"Content-Length: " + rng.choice(lengths)],
                [b"Transfer-Encoding: chunked"],
                [b"Transfer-Encoding: chunked", b"Content-Length: 4"],
                [b"Transfer-Encoding: \x0bchunked"],
                [b"Expect: 100-continue", b"Content-Length: 10"],
            ]
        )
        target = f"{base}/{rng.choice(['', '_stcore/' + rng.choice(INNER), 'profil'])}".encode()
        yield Shot(
            "method", request(rng.choice(METHODS), target, [*extra, b"Connection: close"]) + body
        )


def headers(rng, count, address):
    """Headers without end, without sense, twice, folded, with nulls; requests that are none."""
    base = urlsplit(address).path.encode() + b"/"
    names = [b"Host", b"Cookie", b"Origin", b"Accept-Encoding", b"Range", b"If-None-Match", b"X"]
    names += [b"X-Forwarded-For", b"X-Forwarded-Host", b"Authorization", b"If-Modified-Since"]
    names += [b"Accept-Language", b"Referer", b"X-Xsrftoken", b"Forwarded", b"X-Original-URL"]
    for number in range(count):
        value = noise(rng).replace(b"\n", b"") if rng.random() < 0.5 else b"1" * rng.randrange(9000)
        lines = [rng.choice(names) + b": " + value for _ in range(rng.randrange(1, 20))]
        whole = request(target=base, headers=lines)
        if number % 10 == 0:
            whole = request(target=base, headers=[b"X: " + b"a" * rng.choice([70_000, 300_000])])
        elif number % 10 == 1:
            whole = request(target=base, headers=[b"A%d: b" % one for one in range(3000)])
        elif number % 10 == 2:
            whole = noise(rng, 2000) + b"\r\n\r\n"
        elif number % 10 == 3:
            whole = request(target=base, version=rng.choice([b"HTTP/9.9", b"HTTP/1.0", b"X", b""]))
        elif number % 10 == 4:
            cookies = b"_streamlit_xsrf=" + noise(rng).hex().encode() + b"; _streamlit_user=a.b.c"
            whole = request(target=base, headers=[b"Cookie: " + cookies])
        yield Shot("header", whole)


def openings(rng, count, address):
    """Websockets that are opened wrongly: foreign pages, other words, missing or doubled lines."""
    others = [b"Origin: http://contoh.org", b"Origin: null", b"Origin: http://[", b"Origin: \xff"]
    others += [
        b"Origin: http://127.0.0.1.contoh.org",
        b"Origin: file://",
        b"Origin: http://0.0.0.0",
    ]
    others += [b"Sec-WebSocket-Extensions: " + b"x;" * 2000, b"Cookie: _streamlit_user=2|1:0|x"]
    words = [
        b"",
        b",",
        b"streamlit, a, b, c",
        b"x" * 4000,
        b"streamlit," * 800,
        b"\xff\xfe",
        b"a b",
    ]
    places = ["/_stcore/stream", "/_stcore/stream/", "/stream", "/profil/_stcore/stream", "/"]
    for _ in range(count):
        whole = upgrade(
            address,
            path=rng.choice(places[:1] * 4 + places),
            headers=rng.sample(others, rng.randrange(0, 3)),
            protocols=rng.choice(words),
        )
        if rng.random() < 0.3:
            whole = whole.replace(b"Version: 13", b"Version: " + rng.choice([b"8", b"-1", b"x"]))
        if rng.random() < 0.3:
            at = rng.randrange(len(whole) - 4)
            whole = whole[:at] + noise(rng, 9) + whole[at + 4 :]
        yield Shot("opening", whole)


def broken_frames(rng, count, address):
    """Frames against RFC 6455: reserved bits and opcodes, unmasked, lying lengths, text, bombs."""
    bomb = zlib.compressobj(9, zlib.DEFLATED, -15)
    squeezed = bomb.compress(bytes(3_000_000)) + bomb.flush(zlib.Z_SYNC_FLUSH)[:-4]
    for _ in range(count):
        body = noise(rng)
        kinds = [
            lambda body=body: noise(rng, 400),
            lambda body=body: frame(body, TEXT),
            lambda body=body: frame(rng.choice(VALUES).encode("utf-8", "replace"), TEXT),
            lambda body=body: frame(body, rng.randrange(3, 16)),
            lambda body=body: frame(body, first=rng.choice([0xC0, 0xA0, 0x90, 0x00])),
            lambda body=body: frame(body, is_masked=False),
            lambda body=body: frame(body, length=rng.choice([1 << 40, (1 << 63) + 5, 70_000])),
            lambda body=body: frame(body * 2, PING),
            lambda body=body: frame(struct.pack(">H", rng.randrange(5000)) + body[:90], CLOSE),
            lambda body=body: frame(b"\x03", CLOSE),
            lambda body=body: frame(body, 0),
            lambda body=body: frame(squeezed, first=0xC0),
            lambda body=body: frame(body, first=0) * 50,
        ]
        extension = [b"Sec-WebSocket-Extensions: permessage-deflate"]
        yield Shot("frame", upgrade(address, headers=extension), (rng.choice(kinds)(),))


def messages(rng, count, address):
    """Messages that are no `BackMsg`, or one that no page sends, or one without bounds."""
    for number in range(count):
        kinds = [_noisy, _cut, _flipped, _foreign, _wild]
        bodies = [rng.choice(kinds)(rng) for _ in range(rng.randrange(1, 3))]
        if number % 100 == 0:
            bodies = [rerun("a" * rng.choice([300_000, 3_000_000])).SerializeToString()]
        yield Shot("message", upgrade(address), tuple(map(frame, bodies)))


def _noisy(rng):
    return noise(rng, 400)


def _cut(rng):
    whole = rerun(query(rng), rng.choice(PAGES)).SerializeToString()
    return whole[: rng.randrange(len(whole))]


def _flipped(rng):
    whole = bytearray(rerun("wilayah=6111", "profil").SerializeToString())
    for _ in range(rng.randrange(1, 6)):
        whole[rng.randrange(len(whole))] = rng.randrange(256)
    return bytes(whole)


def _foreign(rng):
    message = BackMsg()
    kind = rng.choice([one.name for one in BackMsg.DESCRIPTOR.fields if one.containing_oneof])
    field = BackMsg.DESCRIPTOR.fields_by_name[kind]
    if field.message_type:
        getattr(message, kind).SetInParent()
    else:
        setattr(message, kind, True)
    return message.SerializeToString()


def _wild(rng):
    """A rerun that names fragments, pages, widgets and messages which do not exist."""
    message = rerun("", "")
    state = message.rerun_script
    state.page_script_hash = noise(rng).hex()
    state.fragment_id = noise(rng).hex()
    state.cached_message_hashes.extend(noise(rng, 20).hex() for _ in range(rng.randrange(200)))
    for _ in range(rng.randrange(30)):
        widget = state.widget_states.widgets.add()
        widget.id = "$$ID-" + noise(rng, 30).hex() + "-None"
        widget.int_value = rng.randrange(-(1 << 40), 1 << 40)
    return message.SerializeToString()


def slow(rng, count, address):
    """Half a request, half an opening, half a frame, and then nothing for as long as they may."""
    whole = request(target=urlsplit(address).path.encode() + b"/")
    for number in range(count):
        if number % 3 == 0:
            yield Shot("slow", whole[: rng.randrange(1, len(whole) - 1)], is_awaited=False)
        elif number % 3 == 1:
            yield Shot("slow", upgrade(address)[:-2], is_awaited=False)
        else:
            yield Shot("slow", upgrade(address), (frame(bytes(900))[:400],), is_awaited=False)


COUNTS = {
    paths: 3200,
    queries: 2200,
    methods: 1400,
    headers: 1000,
    openings: 1200,
    broken_frames: 900,
    messages: 600,
    slow: 150,
}
"""How many of each kind are sent by default: 10 650."""


def shots(address, scale=1.0, seed=SEED):
    """All of them in one order, mixed."""
    rng = random.Random(seed)
    every = [
        shot for kind, count in COUNTS.items() for shot in kind(rng, int(count * scale), address)
    ]
    rng.shuffle(every)
    return every


async def fired(address, every):
    """Send them; the first lines of the answers, counted by kind."""
    seen, gate, held = Counter(), asyncio.Semaphore(AT_ONCE), []

    async def one(shot):
        async with gate:
            seen[shot.kind, await _answered(address, shot, held)] += 1

    try:
        await asyncio.gather(*(one(shot) for shot in every))
    finally:
        for writer in held:
            writer.close()
    return seen


async def _answered(address, shot, held):
    parts = urlsplit(address)
    try:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    except OSError:
        return "refused"
    if not shot.is_awaited:
        held.append(writer)
    try:
        return await asyncio.wait_for(_exchanged(reader, writer, shot), WAIT_S)
    except TimeoutError:  # an OSError too, so it stands first
        return "silent"
    except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
        return "cut off"
    finally:
        if shot.is_awaited:
            writer.close()


async def _exchanged(reader, writer, shot):
    writer.write(shot.first)
    await writer.drain()
    if not shot.is_awaited and not shot.then:
        return "held"
    line = await reader.readline()
    status = line.split(b" ")[1].decode("latin-1") if line.count(b" ") else "closed"
    if status == "101":
        await reader.readuntil(b"\r\n\r\n")
        for part in shot.then:
            writer.write(part)
        if shot.is_awaited:
            writer.write(frame(b"\x03\xe8", CLOSE))
            with suppress(TimeoutError):
                await asyncio.wait_for(reader.read(65_536), 0.5)
    return status


def controls(messages):
    """The ids of all controls that a page has sent."""
    found = set()
    for message in messages:
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        about = getattr(element, kind) if kind else None
        if getattr(about, "id", "") and isinstance(about.id, str):
            found.add(about.id)
    return sorted(found)


def twisted(rng, ids):
    """A state for real controls that none of them can have."""
    states = WidgetStates()
    for one in ids:
        widget = states.widgets.add()
        widget.id = one
        if rng.random() < 0.2:
            continue  # a control without any value
        field = rng.choice(FIELDS)
        if field.message_type:
            getattr(widget, field.name).SetInParent()
            with suppress(AttributeError):
                getattr(widget, field.name).data.extend(rng.choice(WRONG[field.message_type.name]))
        else:
            setattr(widget, field.name, rng.choice(SCALARS[field.type]))
    return states


def resident(pid):
    """Memory that a process holds, in bytes."""
    pages = Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def leaks(messages):
    """What a reader was sent that tells of the machine or of a fault's inside."""
    text = "\n".join(map(str, messages))
    return [mark for mark in MARKS if mark in text]


def crashes(messages):
    """The failures that are shown without a sentence of ours."""
    kinds = [message.delta.new_element.WhichOneof("type") for message in messages]
    return kinds.count("exception")


async def is_up(address):
    """Whether the health check answers."""
    try:
        return b"200 OK" in await asked(
            address, target=b"/_stcore/health", headers=[b"Connection: close"]
        )
    except OSError:
        return False


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
