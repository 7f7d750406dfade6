"""The wall in the app's own process, message by message, without a server."""

import asyncio
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.append(str(Path(__file__).parent.parent.parent / "deploy"))

from shield import Protocol, Shield, is_own_origin, refused

PROTOCOL = Protocol(
    kind_of=lambda data: data.split(b" ")[0].decode("latin-1"),
    cleaned=lambda data: data.replace(b"/work", b""),
    limit=20,
)
WORDS = st.binary(max_size=40)


def headers(**named):
    return [(name.encode(), value.encode("latin-1")) for name, value in named.items()]


def passed(scope, *messages):
    """What reaches the app of these messages, and what is sent back; the app sends `/work/a`."""
    got, sent, left = [], [], list(messages)

    async def receive():
        return left.pop(0) if left else {"type": "websocket.disconnect", "code": 1000}

    async def send(message):
        sent.append(message)

    async def app(_scope, receive, send):
        got.append("called")
        if scope["type"] == "websocket":
            await send({"type": "websocket.send", "bytes": b"/work/a"})
            while (message := await receive())["type"] != "websocket.disconnect":
                got.append(message["bytes"])

    asyncio.run(Shield(app, PROTOCOL)(scope, receive, send))
    return got, sent


def message(data=None, text=None):
    return {"type": "websocket.receive", "bytes": data, "text": text}


SOCKET = {"type": "websocket", "headers": headers(host="peta.go.id")}


def test_the_messages_of_a_page_pass():
    got, _ = passed(SOCKET, message(b"rerun_script"), message(b"app_heartbeat"))
    assert got == ["called", b"rerun_script", b"app_heartbeat"]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        (message(b"clear_cache"), 1008),
        (message(b"load_git_info"), 1008),
        (message(b"rerun_script with more"), 1008),
        (message(text="rerun_script"), 1003),
    ],
)
def test_a_message_that_no_page_sends_ends_the_connection_and_never_arrives(bad, code):
    got, sent = passed(SOCKET, bad, message(b"rerun_script"))
    assert sent[-1] == {"type": "websocket.close", "code": code}
    assert bad["bytes"] not in got[1:]


def test_what_tells_of_the_machine_is_taken_out_of_messages():
    assert passed(SOCKET)[1] == [{"type": "websocket.send", "bytes": b"/a"}]


@pytest.mark.parametrize(
    ("origin", "is_own"),
    [
        ("https://peta.go.id", True),
        ("http://PETA.go.id", True),
        ("https://peta.go.id:8443", False),
        ("https://peta.go.id.contoh.org", False),
        ("https://contoh.org", False),
        ("http://localhost", False),
        ("null", False),
        ("http://[", False),
        ("", False),
    ],
)
def test_only_a_page_of_the_same_host_and_port_opens_a_websocket(origin, is_own):
    scope = {"type": "websocket", "headers": headers(host="peta.go.id", origin=origin)}
    got, sent = passed(scope)
    assert ("called" in got) is is_own
    assert is_own or sent == [{"type": "websocket.close", "code": 1008}]


def test_two_origins_or_two_hosts_are_no_origin():
    twice = headers(host="peta.go.id", origin="https://peta.go.id")
    assert is_own_origin(twice)
    assert not is_own_origin(twice + headers(origin="https://contoh.org"))
    assert not is_own_origin(twice + headers(host="contoh.org"))


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/app/", 0),
        ("HEAD", "/app/profil", 0),
        ("GET", "/app/_stcore/health", 0),
        ("GET", "/app/_stcore/metrics", 404),
        ("GET", "/_stcore/upload_file/a/b", 404),
        ("GET", "/app/_stcore/agent/openapi.json", 404),
        ("PUT", "/app/_stcore/upload_file/a/b", 405),
        ("POST", "/app/", 405),
        ("get", "/", 405),
    ],
)
def test_only_reading_is_answered_and_inner_addresses_are_not_there(method, path, status):
    assert refused(method, path) == status
    got, sent = passed({"type": "http", "method": method, "path": path, "headers": []})
    assert got == ([] if status else ["called"])
    assert not status or sent[0]["status"] == status


@given(st.lists(st.tuples(st.sampled_from([b"origin", b"host", b"x"]), WORDS)))
def test_no_header_breaks_the_check_of_the_origin(pairs):
    assert is_own_origin(pairs) in (True, False)


@given(st.lists(WORDS, max_size=4))
def test_whatever_is_sent_only_wanted_messages_arrive(bodies):
    got, _ = passed(SOCKET, *map(message, bodies))
    assert got == ["called"]
