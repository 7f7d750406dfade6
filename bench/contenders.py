"""The ways side by side: how each is started, driven and watched."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from geo.formats import Writer
from geo.model import Period

ROOT = Path(__file__).parent.parent
WAYS = Path(__file__).parent / "ways"
OPTION_MS = 250
"""Time a list of options gets to narrow down before Enter, outside the measured time."""
PERIODS = ("Periode", "Perubahan dari", "Seandainya tercapai pada")
"""Controls of this app that list periods."""
STREAMLIT = (sys.executable, "-m", "streamlit.web.cli", "run")
PLAIN = (
    *("--server.headless", "true", "--server.fileWatcherType", "none"),
    *("--browser.gatherUsageStats", "false"),
)
LISTEN = ("--server.address", "127.0.0.1", "--server.port", "PORT")


@dataclass(frozen=True, kw_only=True)
class Way:
    """One way of showing the map.

    Attributes
    ----------
    command, health, cwd, address
        How its server starts, answers and is opened.
    watches : mapping of frame (`top`, `inner`) to mapping of name to JS expression
        What is looked at after every change of the document.
    choose : callable (page, control, month or indicator)
        Brings a control to where one press of Enter makes the choice.
    shapes : str
        Selector of the regions, inside the frame that holds the map.
    card, monthly : tuple of str
        Watches that must change with the region; with the month. The chart of this app shows
        all months and stays as it is when another is chosen.
    geometry : str
        Part of the address of the file of shapes; empty where they travel in messages.
    """

    title: str
    command: tuple[str, ...]
    health: str
    cwd: Path
    address: str
    watches: Mapping[str, Mapping[str, str]]
    choose: Callable[[Page, str, str], None]
    shapes: str
    card: tuple[str, ...]
    monthly: tuple[str, ...]
    indicators: tuple[str, str] | None
    framed: bool
    own_steps: bool = False
    geometry: str = ""


def _fills(selector: str, attribute: str = "getAttribute('fill')") -> str:
    return f"[...document.querySelectorAll('{selector}')].map((one) => one.{attribute}).join()"


def _streamlit_choose(page: Page, control: str, text: str) -> None:
    named = page.get_by_test_id("stSelectbox").filter(has=page.get_by_text(control, exact=True))
    box = named.locator("input")
    box.click()
    box.press_sequentially(text)
    page.wait_for_timeout(OPTION_MS)


def _app_choose(page: Page, control: str, text: str) -> None:
    shown = Writer("id").period(Period.parse(text)) if control in PERIODS else text
    page.get_by_role("combobox", name=control, exact=True).focus()
    page.keyboard.press("Space")
    page.wait_for_timeout(OPTION_MS)
    page.keyboard.type(shown)
    page.wait_for_timeout(OPTION_MS)


def _plain_choose(page: Page, control: str, text: str) -> None:
    page.locator("#period" if control == "Periode" else "#indicator").fill(text)
    page.wait_for_timeout(OPTION_MS)


PAINTED = "document.body.dataset.painted && document.body.dataset.period + "
FILLED = PAINTED + _fills("path[data-code]")
SELECTED = FILLED + " + document.querySelector('path[aria-pressed=true]')?.dataset.code"
APP = Way(
    title="this app",
    command=(*STREAMLIT, "streamlit_app.py", *LISTEN),
    health="/_stcore/health",
    cwd=ROOT,
    address="/?data=contoh&wilayah=6111",
    watches={
        "inner": {"map": FILLED},
        "top": {
            "card": "document.querySelector('.card').innerHTML",
            "chart": "[...document.querySelectorAll('.card img')]"
            ".filter((one) => one.complete && one.naturalWidth).map((one) => one.src).join()",
        },
    },
    choose=_app_choose,
    shapes="path[data-code]",
    card=("card", "chart"),
    monthly=("map", "card"),
    indicators=("Peserta (orang)", "Cakupan kepesertaan aktif"),
    framed=True,
    own_steps=True,
    geometry="/regions-",
)
TUTORIAL = Way(
    title="tutorial",
    command=(*STREAMLIT, str(WAYS / "tutorial.py"), *LISTEN, *PLAIN),
    health="/_stcore/health",
    cwd=WAYS,
    address="/",
    watches={
        "inner": {"map": _fills("path.leaflet-interactive")},
        "top": {
            "card": "document.querySelector('[data-testid=stMetric]').innerText",
            "chart": "document.querySelector('[data-testid=stVegaLiteChart] svg').outerHTML",
        },
    },
    choose=_streamlit_choose,
    shapes="path.leaflet-interactive",
    card=("card", "chart"),
    monthly=("map", "card", "chart"),
    indicators=("participants", "coverage_rate"),
    framed=True,
)
DASH = Way(
    title="Dash + Plotly",
    command=(sys.executable, str(WAYS / "dash_page.py"), "PORT"),
    health="/_dash-layout",
    cwd=WAYS,
    address="/",
    watches={
        "top": {
            "map": _fills("#map .choroplethlayer path"),
            "card": "document.querySelector('#trend .svg-container').innerHTML",
        },
    },
    choose=_plain_choose,
    shapes="#map .choroplethlayer path",
    card=("card",),
    monthly=("map", "card"),
    indicators=("participants", "coverage_rate"),
    framed=False,
    geometry="/regions.json",
)
STATIC = Way(
    title="static page",
    command=(sys.executable, str(WAYS / "static_page.py"), "PORT"),
    health="/",
    cwd=WAYS,
    address="/",
    watches={
        "top": {
            "map": _fills("path.leaflet-interactive"),
            "card": "document.querySelector('#card').innerHTML",
        },
    },
    choose=_plain_choose,
    shapes="path.leaflet-interactive",
    card=("card",),
    monthly=("map", "card"),
    indicators=("participants", "coverage_rate"),
    framed=False,
    geometry="/regions.json",
)
ENGINE = Way(
    title="geo.leaflet alone",
    command=(*STREAMLIT, str(WAYS / "engine.py"), *LISTEN),
    health="/_stcore/health",
    cwd=ROOT,
    address="/",
    watches={"inner": {"map": FILLED}},
    choose=_streamlit_choose,
    shapes="path[data-code]",
    card=(),
    monthly=("map",),
    indicators=None,
    framed=True,
    own_steps=True,
    geometry="/regions-",
)
WAYS_COMPARED = (APP, TUTORIAL, DASH, STATIC)
