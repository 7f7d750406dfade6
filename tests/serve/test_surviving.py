"""What readers see when something fails: docs/deploy.md says it, and it is so.

Real processes, a real browser; the faults are done to a set and a copy of the data of these
tests alone.
"""

import os
import re
import resource
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from browser import find_chromium
from playwright.sync_api import expect, sync_playwright
from readers import Crowd, visit
from whole_set import ROOT

BACK_S = 5
"""Within so many seconds a reader is back after a replica died (issue 6)."""
SLOW = float(os.environ.get("PETA_SLOW", "4"))
"""How much slower than an idle machine with two cores this one may be."""
VIEW = "app/profil?wilayah=6104&bahasa=en"
MARK = """() => document.querySelector('footer.colophon') && !document.querySelector(
    '[data-testid="stConnectionStatus"], [data-testid="stStatusWidget"]')"""
CUT = """() => {
    window.cuts = 0; window.sockets = [];
    const Own = window.WebSocket;
    window.WebSocket = class extends Own {
        constructor(...given) { super(...given); window.sockets.push(this); }
    };
}"""


@pytest.fixture(scope="module")
def browser():
    from reader import FLAGS

    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium here: `python tests/browser.py` says how to get one")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def reader(browser, shaken):
    from reader import Reader

    context = browser.new_context()
    context.add_init_script(f"({CUT})()")
    one = Reader(context, shaken.address)
    yield one
    one.close()
    context.close()


def serving_replica(served, reader):
    """Pid of the replica that holds a reader's websocket: the one that nginx sent it to."""
    ports = served.state()["ports"]
    cookie = next(c for c in reader.page.context.cookies() if c["name"] == "peta_replika")
    request = urllib.request.Request(f"{served.address}/app/_stcore/health")
    request.add_header("Cookie", f"peta_replika={cookie['value']}")
    urllib.request.urlopen(request, timeout=30).close()
    until = time.monotonic() + 10
    while time.monotonic() < until:
        lines = [line for line in served.log("access.log").splitlines() if "health" in line]
        if lines and (found := re.search(r'"replica":"127\.0\.0\.1:(\d+)"', lines[-1])):
            role = f"app-{ports.index(int(found.group(1))) + 1}"
            return role, served.pids(role)[0]
        time.sleep(0.2)
    raise AssertionError("the proxy logged no replica")


def asks_again(reader):
    """Whether the page has a whole, answered connection: a click reaches a server."""
    return reader.page.evaluate("window.sockets.filter((one) => one.readyState === 1).length > 0")


def wait_for(condition, limit_s):
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < limit_s, f"not within {limit_s} s"
        time.sleep(0.05)
    return time.monotonic() - began


def is_whole(served, roles=("app-1", "app-2")):
    """Whether every replica answers again."""
    return all(
        "ok" in _answer(f"http://127.0.0.1:{port}/app/_stcore/health")
        for port, _ in zip(served.state()["ports"], roles, strict=True)
    )


def _answer(address):
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.read().decode(errors="replace")
    except OSError:
        return ""


def test_with_a_full_disk_what_was_made_is_served_and_the_rest_says_why(shaken):
    """Every write of the replicas fails, as on a full disk: RLIMIT_FSIZE, set from outside."""
    role, pids = "app-", shaken.pids("app")
    cookie = "c" * 32
    before = visit(shaken, "", "", cookie)
    assert before.exceptions == before.failures == []
    kept = [resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in pids]
    for pid, (_, hard) in zip(pids, kept, strict=True):
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        same = visit(shaken, "", "", cookie)
        assert same.exceptions == same.failures == []
        other = visit(shaken, "", "bahasa=en", cookie)
        assert other.exceptions == []
        assert "table-" in " ".join(other.failures)  # the map's words in English are a new file
        assert "31%" in other.whole  # and the figures need none
        for page in ("profil", "data", "metodologi"):
            seen = visit(shaken, page, "wilayah=6105", cookie)
            assert seen.exceptions == []
    finally:
        for pid, limits in zip(pids, kept, strict=True):
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)
    assert shaken.pids(role) == pids  # nobody died of it
    after = visit(shaken, "", "bahasa=en", cookie)
    assert after.exceptions == after.failures == []


def test_on_a_really_full_disk_nothing_is_cut_short_and_nobody_dies(shaken):
    """The set's own disk (a tmpfs of 80 MB) is filled to the last byte."""
    if not shaken.has_disk:
        pytest.skip("no small disk here: that takes root and mount")
    assert visit(shaken).failures == []  # whichever replica answers has made its files
    assets = next((shaken.folder / "temp").glob("app-*/peta-cakupan-*"))
    sizes = {one.name: one.stat().st_size for one in assets.iterdir()}
    fill = shaken.folder / "fill"
    with pytest.raises(OSError, match="No space left"):
        _filled(fill)
    try:
        for name, size in sizes.items():
            address = f"{shaken.address}/app/component/pages.shell.assets.assets/{name}"
            assert len(_answer(address).encode()) == size
        assert "Beranda uji" in _answer(f"{shaken.address}/")
        assert visit(shaken).exceptions == []
        os.kill(shaken.pids("app-2")[0], signal.SIGKILL)
        wait_for(lambda: "app-2 berhenti sendiri" in shaken.said(), 60)
    finally:
        fill.unlink()
    wait_for(lambda: is_whole(shaken), 120)
    assert shaken.process.poll() is None
    assert visit(shaken).failures == []


def _filled(file):
    """Write until there is no room."""
    with file.open("wb", buffering=0) as out:
        while True:
            out.write(bytes(4096))


def test_readers_are_back_on_the_other_replica_with_their_view_when_one_is_killed(shaken, reader):
    reader.open(VIEW)
    heading = reader.page.locator("h1").first.inner_text()
    assert "Sambas" in heading or "Mempawah" in heading
    role, pid = serving_replica(shaken, reader)
    reader.page.evaluate("document.title = 'before'")
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: not asks_again(reader), 10)
    took = wait_for(lambda: asks_again(reader), BACK_S * SLOW)
    print(f"back after {took:.1f} s")
    reader.settle()
    assert took < BACK_S * SLOW
    assert reader.page.locator("h1").first.inner_text() == heading
    query = reader.asked()
    assert query["bahasa"] == "en"
    assert "wilayah" in query
    assert reader.page.get_by_text("Connection error").count() == 0
    reader.page.locator('nav.menu a[data-page="tren"]').click()
    reader.page.wait_for_url("**/app/tren?**")
    reader.settle()
    expect(reader.page.locator("footer.colophon")).to_be_visible()
    wait_for(lambda: shaken.pids(role)[0] != pid, 30)  # and the dead one is started again
    wait_for(lambda: is_whole(shaken), 120)
    assert f"{role} berhenti sendiri" in shaken.said()


def test_a_cut_connection_comes_back_by_itself_with_the_view(shaken, reader):
    reader.open(VIEW)
    heading = reader.page.locator("h1").first.inner_text()
    reader.page.evaluate("window.sockets.forEach((one) => one.close())")
    wait_for(lambda: not asks_again(reader), 10)
    wait_for(lambda: asks_again(reader), BACK_S * SLOW)
    reader.settle()
    assert reader.page.locator("h1").first.inner_text() == heading
    assert reader.crashes == []


def test_when_all_replicas_are_dead_new_readers_read_why_and_then_come_in(shaken, reader):
    for pid in shaken.pids("app"):
        os.kill(pid, signal.SIGKILL)
    reader.page.goto(f"{shaken.address}/{VIEW}")
    expect(reader.page.get_by_role("heading", name="The app is starting again")).to_be_visible()
    assert "Beranda uji" in _answer(f"{shaken.address}/")
    expect(reader.page.locator("footer.colophon")).to_be_visible(timeout=120_000)
    assert reader.asked()["bahasa"] == "en"
    wait_for(lambda: is_whole(shaken), 120)


def test_an_edition_published_under_load_is_taken_up_without_one_failed_page(shaken):
    asked = [("", ""), ("profil", "wilayah=6111"), ("tren", "wilayah=6102"), ("data", "")]
    with Crowd(shaken, 6, asked) as crowd:
        wait_for(lambda: len(crowd.seen) >= 6, 120)
        published = subprocess.run(
            [sys.executable, str(ROOT / "tests" / "deployed.py"), "publish"],
            env={**os.environ, "PETA_DATA": str(shaken.data)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert published.returncode == 0, published.stderr
        name = (shaken.data / "editions" / "current").read_text("utf-8").strip()
        wait_for(lambda: name in crowd.seen[-1].whole, 60)
        before = len(crowd.seen)
        wait_for(lambda: len(crowd.seen) >= before + 12, 120)
    assert crowd.broken == []
    assert [one for one in crowd.seen if one.failures or one.exceptions] == []
    assert all(name in one.whole for one in crowd.seen[before + 6 :])


def test_without_the_data_folder_every_page_says_so_and_all_is_well_when_it_is_back(shaken):
    away = shaken.data.with_name("away")
    shaken.data.rename(away)
    try:
        for page in ("", "profil", "data", "rapat"):
            seen = visit(shaken, page)
            assert seen.exceptions == []
            assert "Tidak ada edisi data yang utuh" in " ".join(seen.failures)
        wait_for(lambda: "Folder data hilang" in shaken.said(), 30)
        for pid in (dead := shaken.pids("app")):
            os.kill(pid, signal.SIGKILL)
        wait_for(lambda: "dimulai ulang" in _page(f"{shaken.address}/app/"), 30)
        time.sleep(2)
        assert shaken.pids("app") == dead  # without data nobody is started in vain
        assert "Beranda uji" in _answer(f"{shaken.address}/")
    finally:
        away.rename(shaken.data)
    wait_for(lambda: is_whole(shaken), 120)
    assert visit(shaken).failures == []


def _page(address):
    """The text of an answer, whatever its status."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.read().decode()
    except urllib.error.HTTPError as answer:
        with answer:
            return answer.read().decode()


def test_a_killed_nginx_is_started_again_even_where_that_cannot_be_written_down(shaken):
    (pid,) = shaken.pids("nginx")
    obstacle = shaken.folder / "state.new"
    obstacle.mkdir()
    os.kill(pid, signal.SIGKILL)
    wait_for(lambda: "semuanya tetap disajikan" in shaken.said(), 60)
    wait_for(lambda: "Beranda uji" in _answer(f"{shaken.address}/"), 60)
    obstacle.rmdir()
    wait_for(lambda: shaken.pids("nginx") not in ([pid], []), 60)
    wait_for(lambda: "ok" in _answer(f"{shaken.address}/app/_stcore/health"), 120)


def test_every_link_of_the_app_stays_below_its_address(shaken, reader):
    for page in ("app/", "app/data?wilayah=6111", "app/profil"):
        reader.open(page)
        links = reader.page.eval_on_selector_all("a[href]", "all => all.map((one) => one.href)")
        own = [link for link in links if link.startswith(shaken.address)]
        assert own
        assert [link for link in own if not link.startswith(f"{shaken.address}/app/")] == []
    assert reader.outside == reader.broken == reader.crashes == []
