"""The public edition locked down: what it can write, what it tells, what a page may load."""

import asyncio
import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from contextlib import contextmanager
from pathlib import Path

import hostility
import pytest
import streamlit
import wire
from hostility import leaks
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent.parent
CODE = ("geo", "pages", "locale", ".streamlit", "deploy", "data")
PAGES = ["", "profil", "bandingkan", "tren", "target", "simulasi", "rapat", "data", "metodologi"]
WRITERS = {"publish", "archive", "minutes", "ledger", "durable", "changelog", "build", "grids"}
WITHOUT_RIGHTS = ["setpriv", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
START_S, ANSWER_S = 90, 60


def copied(folder):
    """The code and data as a deployment has them."""
    for name in CODE:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored, symlinks=True)
    shutil.copy(ROOT / "streamlit_app.py", folder)
    return folder


@contextmanager
def running(root, *, before=(), python=(), env=()):
    """The address of the public app in `root`, and its log."""
    port = hostility.free_port()
    with tempfile.TemporaryDirectory() as place:
        log = Path(place) / "replica.log"
        command = [*before, sys.executable, *python, "-m", "streamlit", "run", "deploy/public.py"]
        command += ["--server.address", "127.0.0.1", f"--server.port={port}"]
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PETA_")}
        with log.open("wb") as out:
            process = subprocess.Popen(
                command,
                cwd=root,
                env={**kept, **dict(env)},
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
            )
        address = f"http://127.0.0.1:{port}"
        try:
            until = time.monotonic() + START_S
            while not asyncio.run(hostility.is_up(address)):
                assert process.poll() is None, log.read_text()
                assert time.monotonic() < until, log.read_text()
                time.sleep(0.2)
            yield address, log
        finally:
            process.terminate()
            process.wait(20)


def told(address, page, query="wilayah=6111"):
    """All that a reader is sent who opens a page."""
    return asyncio.run(wire.read(address, query, page))


def files(folder):
    return {path: path.stat().st_mtime_ns for path in sorted(folder.rglob("*"))}


@pytest.fixture(scope="module")
def locked(tmp_path_factory):
    """The app where it may write nothing but its own temporary folder; imports are logged."""
    base = tmp_path_factory.mktemp("locked")
    (base / "home").mkdir()
    root = copied(base / "code")
    for path in [base / "home", root, *root.rglob("*")]:
        path.chmod(path.stat().st_mode & ~0o222)
    is_root = os.geteuid() == 0
    if is_root and not shutil.which("setpriv"):
        pytest.skip("root writes anywhere, and setpriv (util-linux) is not there to prevent it")
    before, was = WITHOUT_RIGHTS if is_root else [], files(root)
    home = {"HOME": str(base / "home"), "XDG_CACHE_HOME": str(base / "home/.cache")}
    try:
        with running(root, before=before, python=["-X", "importtime"], env=home) as (address, log):
            sent = {page: told(address, page) for page in PAGES}
            yield address, sent, log, was == files(root) and not any((base / "home").iterdir())
    finally:
        for path in [base / "home", root, *root.rglob("*")]:
            path.chmod(path.stat().st_mode | 0o200)


def test_every_page_is_whole_where_nothing_can_be_written(locked):
    _, sent, _, _ = locked
    for page, messages in sent.items():
        assert "colophon" in str(messages), page
        assert 'class=\\"failure' not in str(messages), page
        assert not hostility.crashes(messages), page


def test_reading_changes_no_file_of_code_data_or_home(locked):
    assert locked[3]


def test_a_running_public_server_has_no_writing_code(locked):
    log = locked[2].read_text("utf-8", "replace")
    imported = set(re.findall(r"^import time:.*\|\s+((?:geo|pages)\.[\w.]+)$", log, re.M))
    assert "geo.editions" in imported  # so the log is one of imports
    assert not {f"geo.{name}" for name in WRITERS} & imported
    assert not {name for name in imported if re.search(r"uploading|publishing|noting", name)}


def test_no_public_page_takes_a_file(locked):
    for page, messages in locked[1].items():
        kinds = {one.delta.new_element.WhichOneof("type") for one in messages}
        assert not kinds & {"file_uploader", "chat_input", "camera_input", "audio_input"}, page


def test_nothing_that_is_sent_tells_of_the_machine(locked):
    address, sent, _, _ = locked
    for page, messages in sent.items():
        assert leaks(messages) == [], page
    for target in (b"/", b"/profil", b"/_stcore/host-config", b"/component/x/y", b"/media/x"):
        answer = asyncio.run(
            wire.asked(address, target=target, headers=[b"Connection: close"])
        ).decode("latin-1")
        assert not [mark for mark in hostility.MARKS if mark in answer], target


def test_a_foreign_origin_is_granted_nothing(locked):
    foreign = [b"Origin: http://contoh.org", b"Connection: close"]
    for target in (b"/", b"/_stcore/health", b"/_stcore/host-config"):
        answer = asyncio.run(wire.asked(locked[0], target=target, headers=foreign)).lower()
        assert b"access-control-allow-origin" not in answer


@pytest.fixture(scope="module")
def faulty(tmp_path_factory):
    """The app with a page that fails in a way nobody foresaw."""
    root = copied(tmp_path_factory.mktemp("faulty"))
    page = root / "pages/tren.py"
    page.write_text('raise RuntimeError(f"kata sandi di {__file__}")\n', "utf-8")
    with running(root) as (address, log):
        yield root, address, log


def test_an_unforeseen_fault_is_told_to_the_log_and_not_to_the_reader(faulty):
    _, address, log = faulty
    messages = told(address, "tren")
    assert hostility.crashes(messages) == 1
    assert leaks(messages) == []
    assert "kata sandi" not in str(messages)
    assert "RuntimeError: kata sandi di" in log.read_text()


def test_a_corrupt_edition_is_a_sentence_without_a_path(tmp_path):
    root = copied(tmp_path)
    for table in (root / "data/editions").rglob("*.csv"):
        table.write_bytes(table.read_bytes()[:-40] + b"rusak")
    with running(root) as (address, _):
        for page in ("", "data"):
            messages = told(address, page)
            assert 'class=\\"failure' in str(messages)
            assert leaks(messages) == []


def hashed(script):
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_the_policy_allows_the_inline_scripts_there_are_and_no_other():
    policy = (ROOT / "deploy/policies.conf").read_text("utf-8")
    index = (Path(streamlit.__file__).parent / "static/index.html").read_text("utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", index, re.S)
    scripts += [f'document.documentElement.lang = "{one}";' for one in ("id", "en")]
    assert set(re.findall(r"'sha256-[^']+'", policy)) == set(map(hashed, scripts))
    app = re.search(r'"~\^/app" "([^"]+)"', policy)[1]
    assert "'unsafe-eval'" not in app
    assert "'unsafe-inline'" not in app.split("style-src")[0]


def test_protection_against_forged_requests_is_not_switched_off():
    server = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["server"]
    assert server.get("enableXsrfProtection", True)
    assert server.get("enableCORS", True)
    assert not server.get("corsAllowedOrigins")
    assert not server.get("enableStaticServing", False)
    assert not server.get("enableAgentApi", False)


SEEN = """document.addEventListener("securitypolicyviolation", (event) => console.error(
    "Content Security Policy", event.effectiveDirective, event.blockedURI, event.sample));"""


@pytest.mark.browser
@pytest.mark.parametrize(("language", "pages"), [("id", PAGES), ("en", ["profil"])])
def test_with_all_headers_pages_work_and_no_violation_is_reported(served, language, pages):
    from browser import find_chromium
    from reader import FLAGS, Reader

    path, refused = find_chromium(), []
    if path is None:
        pytest.fail("No Chromium: run `python tests/browser.py` first.")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        context = browser.new_context()
        context.add_init_script(SEEN)
        context.on("console", lambda one: refused.append(one.text))
        for page in pages:
            reader = Reader(context, f"{served.address}/app")
            reader.open(f"{page}?wilayah=6111&bahasa={language}")
            assert reader.page.evaluate("document.documentElement.lang") == language
            if page in ("", "bandingkan"):
                reader.painted()
            if page == "data":
                with reader.page.expect_download() as download:
                    reader.page.get_by_test_id("stDownloadButton").locator("button").first.click()
                assert download.value.path().stat().st_size > 100
            assert (reader.crashes, reader.outside, reader.broken) == ([], [], [])
            reader.close()
        browser.close()
    assert [text for text in refused if "Content Security Policy" in text] == []


@pytest.mark.parametrize("place", ["/", "/en/", "/app/", "/app/profil", "/tidak/ada", "/.git/HEAD"])
def test_every_answer_has_the_headers(served, place):
    answer = asyncio.run(
        wire.asked(served.address, target=place.encode(), headers=[b"Connection: close"])
    )
    head = answer.split(b"\r\n\r\n")[0].decode("latin-1").lower()
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert head.count(f"\r\n{name}: ") == 1, name
    assert "permissions-policy: " in head
    assert "strict-transport-security" not in head  # this is not TLS
    assert "\r\nserver: nginx\r\n" in head + "\r\n"


def test_hsts_is_sent_where_the_reader_came_by_tls(served):
    lines = [b"X-Forwarded-Proto: https", b"Connection: close"]
    answer = asyncio.run(wire.asked(served.address, target=b"/", headers=lines))
    assert b"strict-transport-security: max-age=31536000" in answer.lower()


@pytest.mark.parametrize("origin", ["http://contoh.org", "null"])
def test_the_proxy_refuses_a_websocket_of_a_foreign_page(served, origin):
    async def opening():
        reader, writer = await wire.connected(served.address)
        lines = [b"Origin: " + origin.encode()]
        writer.write(wire.upgrade(served.address, "/app/_stcore/stream", lines))
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), ANSWER_S)
        writer.close()
        return head

    assert b" 403 " in asyncio.run(opening()).split(b"\r\n")[0]


def test_the_proxy_stops_a_thousand_hostile_requests_and_serves_the_next_reader(served):
    before = [served.log(f"app-{number}.log") for number in (1, 2)]
    every = hostility.shots(f"{served.address}/app", scale=0.1)
    assert len(every) >= 1000
    seen = asyncio.run(hostility.fired(f"{served.address}/app", every))
    assert not [status for _, status in seen if status in ("500", "502", "504")]
    time.sleep(2)  # the limits of this address
    assert "colophon" in str(told(f"{served.address}/app", "profil"))
    for number, old in enumerate(before, 1):
        assert "Traceback" not in served.log(f"app-{number}.log")[len(old) :]
