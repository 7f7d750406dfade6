"""A reader at the browser: what they see and do, in their words.

Waits are for something to happen, never for time to pass.
"""

import json
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

LIMIT_MS = 90_000
"""Generous: a slow machine is no failure, and a new server's first page takes 5 s of a core."""
LOCAL = ("127.0.0.1", "localhost")
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
"""How Chromium is started: cut off from every other computer."""
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
TABS = 80
"""More stops than any page has."""
HEARING = """() => {
    const wire = window.wire = { asked: 0, answered: 0 };
    const Own = window.WebSocket;
    window.WebSocket = class extends Own {
        constructor(...given) {
            super(...given);
            this.addEventListener("message", ({ data }) => {
                const bytes = new Uint8Array(data instanceof ArrayBuffer ? data : 0);
                const [field, how, ...more] = bytes.slice(bytes[0] === 0x12 ? 2 + bytes[1] : 0);
                const isEnd = field === 0x30 && !more.length;
                if (isEnd && how !== 2) wire.answered = performance.now();
            });
        }
        send(data) {
            if (data[0] === 0x5a) wire.asked = performance.now();
            super.send(data);
        }
    };
}"""
"""Notes when the page asks its server to run, and when the answer is whole.

The first byte tells: 0x5a is `BackMsg.rerun_script`; 0x30, after the run's name (0x12, length),
`ForwardMsg.script_finished`, of which 2 says that another run follows. The page's own mark is
no proof: it says that nothing runs until a busy server has begun.
"""
QUIET = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const now = performance.now();
    const isAnswered = window.wire.answered >= window.wire.asked;
    const isQuiet = isAnswered && app && app.dataset.testScriptState === "notRunning";
    window.quietSince = isQuiet ? window.quietSince || now : null;
    return isQuiet && now - window.quietSince > 200;  // one rerun may call for another
}"""
FILLS = """() => Object.fromEntries([...document.querySelectorAll("path[data-code]")]
    .map((path) => [path.dataset.code, path.getAttribute("fill")]))"""


class Reader:
    """One browser tab; what it asks of other computers is noted.

    The browser refuses that by itself (`FLAGS`): a route of Playwright's would hand every request
    through it and switch the cache off, so that each page fetched Streamlit's 4 MB again.
    """

    def __init__(self, context, address, width=1440, height=1200, tab=None):
        self.address = address
        self.outside, self.broken, self.crashes = [], [], []
        self.page = tab or context.new_page()
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.set_default_timeout(LIMIT_MS)
        if tab is None:
            self.page.add_init_script(f"({HEARING})()")
        self._ears = {"request": self._noted, "websocket": self._noted}
        self._ears |= {"response": self._answered, "pageerror": self._crashed}
        for event, ear in self._ears.items():
            self.page.on(event, ear)

    def close(self):
        self.page.close()

    def leave(self):
        """The tab, as good as new, for the next reader: in it Streamlit's front end is compiled.

        A page in a new tab takes 5 s of a core, in one that has shown the app before less than 2.
        """
        for event, ear in self._ears.items():
            self.page.remove_listener(event, ear)
        self.page.evaluate("() => { try { sessionStorage.clear(); } catch { } }")
        self.page.goto("about:blank")
        self.page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
        return self.page

    def _noted(self, request):
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "about") and parts.hostname not in LOCAL:
            self.outside.append(request.url)

    def _crashed(self, error):
        self.crashes.append(str(error))

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
        self.page.locator(f'nav.menu a[data-page="{page}"]').click()
        self.page.wait_for_url(lambda url: urlsplit(url).path == f"/{page}")
        self.settle()

    def settle(self):
        """Wait until the server has answered."""
        self.page.wait_for_function(QUIET, timeout=LIMIT_MS)

    def choose(self, control, option):
        """Choose in one of the page's lists, or by mouse in one of Streamlit's select boxes."""
        self.settle()  # a rerun closes an open select box
        if self.list(control).count():
            self.list(control).select_option(label=option)
        else:
            self.box(control).click()
            self.page.get_by_role("option", name=option, exact=True).click()
        self.settle()

    def choose_in_sight(self, control, option):
        """Choose by mouse where all options stand in sight."""
        self.settle()
        of = self.page.get_by_role("radiogroup", name=control)
        of.get_by_role("radio", name=option, exact=True).click()

    def type_choice(self, control, option):
        """Choose in a long select box by typing; it only shows the options near by."""
        self.settle()
        self.box(control).click()
        self.page.keyboard.type(option)
        self.page.get_by_role("option", name=option, exact=True).click()
        self.settle()

    def list(self, control):
        """One of the browser's own lists."""
        named = self.page.locator(".boxes label").filter(
            has=self.page.get_by_text(control, exact=True)
        )
        return named.locator("select")

    def said(self, control):
        """What a list says, for expectations of its text."""
        return self.list(control).locator("option:checked")

    def box(self, control):
        """One of Streamlit's select boxes."""
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

    def url(self):
        """What stands in the address bar; `page.url` is told of changes later than the page."""
        return self.page.evaluate("location.href")

    def asked(self):
        """The query parameters in the address bar."""
        return {key: value[0] for key, value in parse_qs(urlsplit(self.url()).query).items()}

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

    def violations(self, place, allowed=(), rules=LEVELS):
        """What axe finds in a frame against WCAG, given selectors aside."""
        if not place.evaluate("() => 'axe' in window"):
            place.evaluate(AXE_SCRIPT)
        found = self._found(place, rules, allowed)
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
