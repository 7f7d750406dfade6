"""Ten thousand requests that nobody honest sends, against a running replica of the public app."""

import asyncio
import random
import re
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import hostility
import pytest
import wire
from hostility import PAGES, SEED, controls, fired, query, resident, shots, twisted

ROOT = Path(__file__).parent.parent.parent
START_S, ANSWER_S, GROWTH = 120, 60, 120_000_000
EXPECTED = [
    r"You can now view your Streamlit app in your browser\.",
    r"URL: http://127\.0\.0\.1:\d+",
    # uvicorn's one line for what is no HTTP, or a websocket that is opened wrongly.
    r"Invalid HTTP request received\.",
    r"Unsupported upgrade request\.",
    # Streamlit's: a fragment or a download of a session that is not the sender's.
    r"The fragment with id \w+ does not exist anymore.*",
    r"Rejecting backend operation request .*: session ID mismatch.*",
    # Ours (deploy/public.py), instead of a trace.
    r"Refused: a state that no control sends \(\w+\)",
    r"Refused: a request against the rules of HTTP",
]
STAMP = r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} )?"
KNOWN = re.compile(f"{STAMP}({'|'.join(EXPECTED)})")
WAKING, VISITS, TWISTS = 8, 8, 3
"""Hostile queries for each page; visits to it, and reruns of each with twisted controls."""


class Replica:
    """A running public app: where it answers, which process it is, what it has logged."""

    def __init__(self, address, process, log):
        self.address, self.process, self.log = address, process, log

    def strange_lines(self):
        lines = map(str.strip, self.log.read_text("utf-8", "replace").splitlines())
        return [line for line in lines if line and not KNOWN.fullmatch(line)]


@contextmanager
def running(folder):
    """A replica on a free port, ended with all that it started."""
    port, log = hostility.free_port(), folder / "replica.log"
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "deploy/public.py")]
    command += ["--server.address", "127.0.0.1", f"--server.port={port}"]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        )
    replica = Replica(f"http://127.0.0.1:{port}", process, log)
    try:
        until = time.monotonic() + START_S
        while not asyncio.run(hostility.is_up(replica.address)):
            assert process.poll() is None, log.read_text()
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.2)
        yield replica
    finally:
        process.terminate()
        process.wait(20)


@pytest.fixture(scope="module")
def replica(tmp_path_factory):
    with running(tmp_path_factory.mktemp("hostile")) as one:
        asyncio.run(wire.read(one.address))  # what is loaded once, is loaded
        yield one


async def honest(address, until, waits):
    """A reader who opens a page, again and again, and gets all of it."""
    while not until.is_set():
        begun = time.monotonic()
        messages = await wire.read(address, "wilayah=6111", "profil")
        assert "Kayong Utara" in str(messages)
        waits.append(time.monotonic() - begun)
        await asyncio.sleep(0.5)


def test_ten_thousand_hostile_requests_leave_the_app_up_bounded_and_without_exceptions(replica):
    before, waits = resident(replica.process.pid), []
    every = shots(replica.address)
    assert len(every) >= 10_000

    async def attack():
        until = asyncio.Event()
        reader = asyncio.create_task(honest(replica.address, until, waits))
        seen = await fired(replica.address, every)
        until.set()
        await reader
        return seen

    seen = asyncio.run(attack())
    assert replica.process.poll() is None
    assert max(waits) < ANSWER_S
    assert len(waits) >= 3
    assert resident(replica.process.pid) - before < GROWTH
    assert replica.strange_lines() == []
    assert not {status for _, status in seen if status.startswith("5") or status == "refused"}


def test_controls_with_values_that_they_cannot_have_are_refused_in_one_line(replica):
    rng = random.Random(SEED)

    async def twist(reader, writer, page):
        writer.write(wire.frame(wire.rerun("wilayah=6111", page).SerializeToString()))
        messages = await asyncio.wait_for(wire.answer(reader), ANSWER_S)
        ids = controls(messages)
        assert len(ids) >= 5
        script = [one for one in messages if one.WhichOneof("type") == "new_session"][-1]
        for _ in range(TWISTS):
            bad = wire.rerun("", page, twisted(rng, ids), script.new_session.page_script_hash)
            writer.write(wire.frame(bad.SerializeToString()))
            messages = await asyncio.wait_for(wire.answer(reader), ANSWER_S)
            assert hostility.leaks(messages) == []

    async def attack(page):
        reader, writer = await wire.opened(replica.address)
        try:
            await twist(reader, writer, page)
        finally:
            writer.close()
        return await wire.read(replica.address, "wilayah=6111", page)

    for page in PAGES * VISITS:
        assert "colophon" in str(asyncio.run(attack(page))), page
    assert replica.strange_lines() == []


def test_hostile_queries_are_answered_with_a_whole_page_and_without_traces(replica):
    rng = random.Random(SEED)

    async def attack():
        for number in range(WAKING * 4):
            page = PAGES[number % len(PAGES)]
            messages = await wire.read(replica.address, query(rng), page)
            assert hostility.leaks(messages) == []
            assert not hostility.crashes(messages)
            text = str(messages)  # a whole page, or a sentence in its stead
            assert "colophon" in text or 'class=\\"failure' in text

    asyncio.run(attack())
    assert replica.strange_lines() == []


@pytest.mark.parametrize(
    "origin", ["http://contoh.org", "null", "http://127.0.0.1.contoh.org", "http://localhost:9"]
)
def test_a_websocket_of_a_foreign_page_is_refused_at_once(replica, origin):
    begun = time.monotonic()
    answer = asyncio.run(_opening(replica.address, origin))
    assert b" 403 " in answer.split(b"\r\n")[0]
    assert time.monotonic() - begun < 2  # Streamlit alone would ask the internet who it is


def test_a_websocket_of_the_apps_own_page_is_opened(replica):
    answer = asyncio.run(_opening(replica.address, replica.address))
    assert b" 101 " in answer.split(b"\r\n")[0]


async def _opening(address, origin):
    reader, writer = await wire.connected(address)
    writer.write(wire.upgrade(address, headers=[b"Origin: " + origin.encode()]))
    try:
        return await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), ANSWER_S)
    finally:
        writer.close()


@pytest.mark.parametrize(
    "kind", ["clear_cache", "load_git_info", "set_run_on_save", "debug_shutdown_runtime"]
)
def test_a_message_that_concerns_all_readers_or_the_machine_closes_the_websocket(replica, kind):
    message = wire.BackMsg()
    setattr(message, kind, True)
    assert (
        asyncio.run(_closed_with(replica.address, wire.frame(message.SerializeToString()))) == 1008
    )


@pytest.mark.parametrize("opcode", [wire.TEXT, wire.BINARY])
def test_what_is_no_message_closes_the_websocket(replica, opcode):
    assert asyncio.run(_closed_with(replica.address, wire.frame(b"\xff\xfe?", opcode))) == 1008


def test_a_message_longer_than_any_page_sends_closes_the_websocket(replica):
    long = wire.rerun("a" * 300_000).SerializeToString()
    assert asyncio.run(_closed_with(replica.address, wire.frame(long))) == 1008


async def _closed_with(address, sent):
    reader, writer = await wire.opened(address)
    writer.write(sent)
    try:
        async for opcode, payload in wire.frames(reader):
            if opcode == wire.CLOSE:
                return int.from_bytes(payload[:2], "big")
    finally:
        writer.close()


@pytest.mark.parametrize("method", [b"PUT", b"POST", b"DELETE", b"OPTIONS", b"PATCH", b"TRACE"])
@pytest.mark.parametrize("target", [b"/_stcore/upload_file/a/b", b"/", b"/_stcore/agent/interact"])
def test_only_reading_methods_are_answered(replica, method, target):
    lines = [b"Content-Length: 1", b"Connection: close"]
    answer = asyncio.run(
        wire.asked(replica.address, b"x", method=method, target=target, headers=lines)
    )
    assert b" 405 " in answer.split(b"\r\n")[0]


@pytest.mark.parametrize("inner", ["upload_file/a/b", "metrics", "agent/openapi.json"])
def test_inner_addresses_are_not_there(replica, inner):
    target = f"/_stcore/{inner}".encode()
    answer = asyncio.run(wire.asked(replica.address, target=target, headers=[b"Connection: close"]))
    assert b" 404 " in answer.split(b"\r\n")[0]
