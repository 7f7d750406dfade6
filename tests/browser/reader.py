"""A reader at the browser: what they see and do, in their words.

Waits are for something to happen, never for time to pass.
"""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

LIMIT_MS = 30_000
"""Generous: a slow machine is no failure."""
LOCAL = ("127.0.0.1", "localhost")
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
TABS = 80
"""More stops than any page has."""
QUIET = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const now = performance.now();
    const isQuiet = app && app.dataset.testScriptState === "notRunning";
    window.quietSince = isQuiet ? window.quietSince || now : null;
    return isQuiet && now - window.quietSince > 200;  // one rerun may call for another
}"""
FILLS = """() => Object.fromEntries([...document.querySelectorAll("path[data-code]")]
    .map((path) => [path.dataset.code, path.getAttribute("fill")]))"""


class Reader:
    """One browser tab, cut off from every other computer."""

    def __init__(self, context, address, width=1440, height=1200):
        self.address = address
        self.outside, self.broken, self.crashes = [], [], []
        self.page = context.new_page()
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.set_default_timeout(LIMIT_MS)
        self.page.route(lambda url: urlsplit(url).hostname not in LOCAL, self._refuse)
        self.page.on("request", self._noted)
        self.page.on("websocket", self._noted)
        self.page.on("response", self._answered)
        self.page.on("pageerror", lambda error: self.crashes.append(str(error)))

    def close(self):
        self.page.close()

    def _refuse(self, route):
        self.outside.append(route.request.url)
        route.abort()

    def _noted(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname not in LOCAL:
            self.outside.append(request.url)

    def _answered(self, response):
        # Streamlit's front end looks for its server below the page's own address first.
        if response.status >= 400 and "/_stcore/" not in response.url:
            self.broken.append(f"{response.status} {response.url}")

    # what they do

    def open(self, path=""):
        """Open an address and wait until the page is whole."""
        self.page.goto(f"{self.address}/{path}")
        expect(self.page.locator("footer.colophon")).to_be_visible(timeout=LIMIT_MS)
        self.settle()
        return self

    def turn_to(self, page):
        """Go to another page by the navigation."""
        self.page.locator(f'[data-testid="stTopNavLink"][href$="/{page}"]').click()
        self.page.wait_for_url(lambda url: urlsplit(url).path == f"/{page}")
        self.settle()

    def settle(self):
        """Wait until the server has answered."""
        self.page.wait_for_function(QUIET, timeout=LIMIT_MS)

    def choose(self, control, option):
        """Choose by mouse in one of the select boxes."""
        self.box(control).click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.settle()

    def type_choice(self, control, option):
        """Choose in a long list by typing; it only shows the options near by."""
        self.box(control).click()
        self.page.keyboard.type(option)
        self.page.get_by_role("option", name=option, exact=True).click()
        self.settle()

    def box(self, control):
        return self.page.get_by_test_id("stSelectbox").filter(has_text=control).locator("input")

    def point_at(self, code):
        """Where on the page a region's label point is; the map is scrolled into view first."""
        self.map.locator(f'path[data-code="{code}"]').scroll_into_view_if_needed()
        corner = self.page.locator(FRAME).bounding_box()
        at = self.frame.evaluate(
            """(code) => {
                const point = map.latLngToContainerPoint(Peta.state.geometry.points[code]);
                const box = map.getContainer().getBoundingClientRect();
                return [box.left + point.x, box.top + point.y];
            }""",
            code,
        )
        return corner["x"] + at[0], corner["y"] + at[1]

    def click_region(self, code):
        self.page.mouse.click(*self.point_at(code))

    def tab_until(self, arrived, back=False):
        """Press Tab until a JavaScript condition on the page or the frame holds."""
        for _ in range(TABS):
            self.page.keyboard.press("Shift+Tab" if back else "Tab")
            if arrived():
                return
        raise AssertionError(f"not reached with {TABS} presses of Tab")

    # what they see

    @property
    def map(self):
        """The map's frame, for locators."""
        return self.page.frame_locator(FRAME)

    @property
    def frame(self):
        """The map's frame, for JavaScript."""
        return next(one for one in self.page.frames if "streamlit_folium" in one.url)

    def painted(self):
        """Wait until the map has colours, legend and labels."""
        expect(self.map.locator("body[data-painted]")).to_be_attached(timeout=LIMIT_MS)
        expect(self.map.locator("#peta-legend li").first).to_be_visible(timeout=LIMIT_MS)
        expect(self.map.locator("path[data-code]")).to_have_count(14, timeout=LIMIT_MS)
        return self

    def fills(self):
        """Colour of each region in the main map, by code."""
        return self.frame.evaluate(FILLS)

    def period(self):
        return self.frame.evaluate("document.body.dataset.period")

    def view(self):
        """Zoom and centre of the map."""
        return self.frame.evaluate("[map.getZoom(), map.getCenter().lat, map.getCenter().lng]")

    def asked(self):
        """The query parameters in the address bar."""
        return {key: value[0] for key, value in parse_qs(urlsplit(self.page.url).query).items()}

    def wait_for_address(self, **wanted):
        """Wait until the address holds these parameters; None for one that must be gone."""
        self.page.wait_for_function(
            """(wanted) => {
                const asked = new URLSearchParams(location.search);
                return Object.entries(wanted).every(([key, value]) => asked.get(key) === value);
            }""",
            arg=wanted,
            timeout=LIMIT_MS,
        )

    def text(self):
        """All that stands on the page, the map's frame included, with plain spaces."""
        parts = [self.page.locator("body").inner_text()]
        if self.page.locator(FRAME).count():
            parts.append(self.map.locator("body").inner_text())
        return " ".join(" ".join(parts).split())

    def violations(self, place, allowed=()):
        """What axe finds in a frame against WCAG, given selectors aside."""
        place.evaluate(AXE_SCRIPT)
        found = self._found(place, LEVELS, allowed)
        if place is not self.page.main_frame:
            # Over the map axe cannot tell the background; beside it, on plain ground, it can.
            hidden = place.add_style_tag(content=".leaflet-pane { visibility: hidden !important }")
            # The watermark must let the map through; the banner above says the same.
            aside = (*allowed, "#peta-mark")
            found += self._found(place, {"type": "rule", "values": ["color-contrast"]}, aside)
            hidden.evaluate("(style) => style.remove()")
        return found

    def _found(self, place, rules, allowed):
        context = {"include": [["html"]], "exclude": [[one] for one in allowed]}
        options = {"runOnly": rules, "iframes": False, "resultTypes": ["violations"]}
        answer = place.evaluate(f"axe.run({json.dumps(context)}, {json.dumps(options)})")
        return [
            f"{one['id']}: {node['target']} {node['html'][:160]} | {node['failureSummary'][:300]}"
            for one in answer["violations"]
            for node in one["nodes"]
        ]

    def screenshot(self, path: Path):
        path.parent.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=path, full_page=True)


FRAME = 'iframe[src*="streamlit_folium"]'
