"""The static site in a browser: reachable, legible, light, without any script."""

import gzip
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from browser import find_chromium
from playwright.sync_api import sync_playwright
from reader import FLAGS, LEVELS

from geo import editions, site_build, site_write
from geo.agenda import CODES
from geo.site_feeds import Chronicle
from geo.site_model import Place
from geo.site_stock import Options

pytestmark = pytest.mark.browser
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
"""What the server of the site allows: nothing but its own styles and pictures."""
BUDGET_BYTES, BUDGET_REQUESTS = 150_000, 6
PAGES = [
    Place("provinsi"),
    Place("provinsi", "", "en"),
    Place("wilayah", "6171"),
    Place("wilayah", "6102", "en"),
    Place("indikator", "coverage_rate"),
    Place("indikator", "participants"),
    Place("bandingkan"),
    Place("data"),
    Place("metode", "", "en"),
    Place("perubahan"),
    Place("404"),
]
TOO_WIDE = """() => [...document.querySelectorAll("body *")]
    .filter((one) => !one.closest(".scroll, svg, .unseen, .skip"))
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
    .map((one) => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 40)}`)"""
SHIFTED = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => { for (const one of list.getEntries()) sum += one.value; })
        .observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(sum), 50)));
})"""
RING = """() => {
    const link = document.activeElement, path = link.querySelector("path[data-region]");
    const outline = getComputedStyle(link).outlineStyle;
    return [path.dataset.region, getComputedStyle(path).strokeWidth, outline];
}"""


class Quiet(SimpleHTTPRequestHandler):
    """The folder of the site, with the policy that its real server sends."""

    def log_message(self, *_):
        pass

    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Address of the site as the command builds it."""
    folder = tmp_path_factory.mktemp("situs")
    told = Chronicle(editions=(editions.load(),))
    site_write.write(site_build.files(told, Options()), folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def chromium():
    path = find_chromium()
    if path is None:
        pytest.fail("No Chromium: run `python tests/browser.py` first.")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium, site):
    """Opens pages: `opened(place, width=320, color_scheme="dark")`."""
    contexts = []

    def page(place, width=1280, height=900, **options):
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        made = context.new_page()
        made.seen, made.said = [], []
        made.on("response", lambda one: made.seen.append(one))  # noqa: PLW0108  # see its API
        made.on("console", lambda one: made.said.append(one.text))
        made.goto(site + place.path)
        return made

    yield page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", PAGES, ids=lambda one: one.path or "beranda")
def test_axe_finds_nothing(opened, place, scheme):
    page = opened(place, color_scheme=scheme)
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate(
        "(levels) => axe.run(document, {runOnly: levels, resultTypes: ['violations']})", LEVELS
    )
    told = [
        f"{one['id']}: {node['html'][:160]} | {node['failureSummary'][:300]}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
    assert told == []


@pytest.mark.parametrize("place", PAGES, ids=lambda one: one.path or "beranda")
def test_a_page_is_light_asks_nobody_else_and_does_not_move(opened, site, place):
    page = opened(place, width=390, height=844)
    page.wait_for_load_state("networkidle")
    bodies = {one.url: one.body() for one in page.seen}
    assert all(one.startswith(site) for one in bodies)
    assert all(one.status == 200 for one in page.seen)
    assert len(bodies) <= BUDGET_REQUESTS
    assert sum(len(gzip.compress(body)) for body in bodies.values()) <= BUDGET_BYTES
    assert page.evaluate(SHIFTED) == 0
    assert page.said == []  # the policy of the server was broken nowhere


@pytest.mark.parametrize("place", PAGES, ids=lambda one: one.path or "beranda")
def test_nothing_is_wider_than_a_small_phone(opened, place):
    page = opened(place, width=320, height=700)
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
    assert page.evaluate(TOO_WIDE) == []


def test_every_regency_on_the_map_is_reached_by_keyboard_with_a_ring(opened):
    page = opened(Place("provinsi"))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator(".sheet").evaluate("(one) => one.closest('section').focus()")
    reached = {}
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('svg.map')"):
            code, width, outline = page.evaluate(RING)
            reached[code] = (width, outline)
    assert set(reached) == set(CODES)
    assert set(reached.values()) == {("3.5px", "solid")}


def test_without_javascript_a_reader_goes_from_the_map_to_a_regency_to_its_twin(opened):
    page = opened(Place("provinsi"), java_script_enabled=False)
    page.get_by_role("link", name="Kayong Utara: 51,59").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Kabupaten Kayong Utara"
    page.get_by_role("link", name="English").click()
    assert "/en/wilayah/6111-kayong-utara/" in page.url
    assert page.get_by_text("51.59%").first.is_visible()


def test_a_page_prints_without_what_only_a_screen_can_use(opened):
    page = opened(Place("wilayah", "6171"))
    page.emulate_media(media="print", color_scheme="dark")
    assert not page.locator("header nav").is_visible()
    assert page.locator("body").evaluate("(one) => getComputedStyle(one).backgroundColor") in {
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    }
    assert page.locator("h1").evaluate("(one) => getComputedStyle(one).color") == "rgb(0, 0, 0)"
