"""A server for the session, a browser for each file, a clean tab for each test."""

import re

import pytest
from browser import find_chromium
from playwright.sync_api import expect, sync_playwright
from reader import FLAGS, LIMIT_MS, Reader
from serving import ROOT, serving

PICTURES = ROOT / "build" / "failures"
FAILED = pytest.StashKey()
expect.set_options(timeout=LIMIT_MS)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item):
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture(scope="session")
def server():
    """Address of a server that all tests of the session share."""
    with serving() as address:
        yield address


@pytest.fixture
def fresh_server():
    """Address of a server that nobody has visited yet."""
    with serving() as address:
        yield address


@pytest.fixture(scope="module")
def browser():
    path = find_chromium()
    if path is None:
        pytest.fail("No Chromium: run `python tests/browser.py` first.")
    # One for each file: Playwright keeps an event loop in this thread while it is open.
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser.new_context()  # shared, so that Streamlit's own 4 MB are fetched once
        browser.close()


@pytest.fixture(scope="module")
def tabs():
    """Tabs that readers have left, for those of the next test."""
    return []


@pytest.fixture
def visit(browser, tabs, server, request):
    """Open tabs: `visit()` on the shared server, `visit(address, width=390)` on another."""
    readers = []

    def opened(address=None, **size):
        tab = tabs.pop() if tabs else None
        readers.append(Reader(browser, address or server, **size, tab=tab))
        return readers[-1]

    yield opened
    failed = request.node.stash.get(FAILED, False)
    for number, one in enumerate(readers):
        if failed:
            name = re.sub(r"[^\w.-]+", "-", request.node.name)[:80]
            one.screenshot(PICTURES / f"{name}-{number}.png")
            one.close()
        elif not one.page.is_closed():
            tabs.append(one.leave())


@pytest.fixture
def reader(visit):
    """A tab on the shared server."""
    return visit()
