"""Everybody: keyboard alone, screen readers, small screens."""

import shutil
from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as TimedOut
from playwright.sync_api import expect
from reader import LEVELS
from serving import ROOT, serving

pytestmark = pytest.mark.browser
PAGES = ["?wilayah=6111", "profil?wilayah=6111", "profil", "data", "metodologi"]
PAGES += ["bandingkan?wilayah=6111", "tren?wilayah=6171", "tren", "target?wilayah=6171"]
PAGES += ["simulasi", "rapat"]
MADE_UP = [
    f"?data=contoh&indikator={one}&wilayah=6171" for one in ("coverage_rate", "participants")
]
FAILURES = {"?edisi=2020-01-01.1": ".failure", "tidak-ada": '[role="dialog"]'}
"""Addresses of nothing, and what must be seen there; the dialog is Streamlit's own."""
LANGUAGES = ("id", "en")
GROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(15, 23, 32)"}
SCHEMES = tuple(GROUNDS)
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
"""What axe can find in one scheme and not in the other: all other rules read the mark-up."""
SOON_MS = 5000
WALK, FEWEST_STOPS = 70, 12
REKAP = (
    "Kabupaten/Kota;Periode;Potensi pekerja;Peserta aktif;Cakupan (%)\n"
    "Kayong Utara;2026-08;20.000;11.000;55,00 %\n"
    "Kota Bogor;2026-08;10.000;5.000;50,00 %\n"
)
ALLOWED = {}
"""Streamlit's own parts that axe finds fault with: selector → issue of theirs. Never ours.

None in 1.67. What axe cannot see and is mended or told: docs/accessibility.md.
"""
TOO_WIDE = """() => {
    const main = document.querySelector('[data-testid="stMain"]');
    const wide = [document.scrollingElement, main]
        .filter((one) => one.scrollWidth > one.clientWidth + 1)
        .map((one) => `${one.tagName} scrolls: ${one.scrollWidth} > ${one.clientWidth}`);
    const cut = [...document.querySelectorAll('[data-testid="stHtml"] *')]
        .filter((node) => !node.parentElement.closest(".scroll") && node.checkVisibility())
        .filter((node) => node.getBoundingClientRect().width > 1)  // 1 px: for screen readers
        .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
        .map((node) => `${node.tagName}.${node.className}: ${node.textContent.slice(0, 40)}`);
    return [...wide, ...cut];
}"""


RINGED = """() => {
    const node = document.activeElement;
    if (node === document.body || node.dataset.testid === "stSkipToContent")
        return node === document.body ? "end" : "skip";
    if (node.tagName === "IFRAME") return "map";
    if (node.closest("svg.chart"))
        return parseFloat(getComputedStyle(node).strokeWidth) >= 3 ? "chart" : "no ring: chart";
    for (let one = node, up = 0; one && up < 4; one = one.parentElement, up += 1) {
        const { outlineStyle, outlineWidth } = getComputedStyle(one);
        if (outlineStyle !== "none" && parseFloat(outlineWidth) >= 3
            && one.getBoundingClientRect().width > 8) return "ring";
    }
    return `no ring: ${node.outerHTML.slice(0, 160)}`;
}"""
"""How what has the keyboard shows it; a ring may stand around the box that holds it."""
DARK_ON_PAPER = """() => [...document.querySelectorAll("[data-testid=stMain] *")]
    .filter((node) => node.checkVisibility() && [...node.childNodes]
        .some((one) => one.nodeType === 3 && one.data.trim()))
    .filter((node) => {
        const [, ...rgb] = getComputedStyle(node).color.match(/(\\d+), (\\d+), (\\d+)/);
        return rgb.every((part) => part > 140) && !node.closest("button");
    }).map((node) => node.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll("body *")].filter((node) => {
        const { transitionDuration, animationDuration, animationName } = getComputedStyle(node);
        const longest = Math.max(...transitionDuration.split(",").map(parseFloat),
            animationName === "none" ? 0 : parseFloat(animationDuration));
        return longest > 0.001;
    }).map((node) => node.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """Address of a planner's server, with data of its own."""
    data = shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("akses") / "data")
    with serving(env={"PETA_MODE": "perencana", "PETA_DATA": str(data)}) as address:
        yield address


def wear(reader, scheme):
    """Let the system ask for a scheme, and wait until the page wears it."""
    reader.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    app = reader.page.get_by_test_id("stApp")
    expect(app).to_have_css("background-color", GROUNDS[scheme])


def found(reader):
    """What axe finds on the page and in its map; in dark by the rules that look at colours."""
    broken = []
    maps = [frame for frame in reader.page.frames if "streamlit_folium" in frame.url]
    for scheme, rules in zip(SCHEMES, (LEVELS, COLOURS), strict=True):
        wear(reader, scheme)
        for place in (reader.page.main_frame, *maps):
            allowed = ALLOWED if place is reader.page.main_frame else ()
            broken += [f"{scheme}: {one}" for one in reader.violations(place, allowed, rules)]
    return broken


def focused_code(reader):
    return reader.frame.evaluate("document.activeElement.dataset.code || null")


def test_a_regency_is_chosen_by_keyboard_in_the_list(reader):
    reader.open().painted()
    regions = reader.list("Kabupaten/kota")
    reader.tab_until(lambda: regions.evaluate("(node) => node === document.activeElement"))
    reader.page.keyboard.press("Space")
    reader.page.keyboard.type("Kayong")
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".card h2")).to_have_text("Kabupaten Kayong Utara")
    reader.wait_for_address(wilayah="Kayong Utara")


def test_a_regency_is_chosen_by_keyboard_on_the_map_and_focus_can_leave_it(reader):
    reader.open().painted()
    reader.tab_until(lambda: focused_code(reader) == "6111")
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator(".card h2")).to_have_text("Kabupaten Kayong Utara")
    reader.settle()
    path = reader.map.locator('path[data-code="6111"]')
    expect(path).to_have_attribute("aria-pressed", "true")
    assert focused_code(reader) == "6111"
    in_frame = "document.activeElement.tagName === 'IFRAME'"
    assert reader.page.evaluate(in_frame)
    reader.tab_until(lambda: not reader.page.evaluate(in_frame))
    reader.tab_until(lambda: focused_code(reader) == "6111", back=True)


def test_every_regency_on_the_map_can_be_focused_and_has_a_name(reader):
    reader.open().painted()
    names = reader.frame.evaluate(
        """() => [...document.querySelectorAll("path[data-code]")]
            .filter((path) => path.tabIndex === 0).map((path) => path.getAttribute("aria-label"))"""
    )
    assert len({name.split(":")[0] for name in names}) == 14
    assert all(":" in name for name in names)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", [*PAGES, *MADE_UP])
def test_axe_finds_nothing_of_ours_in_either_scheme(reader, page, language):
    reader.open(f"{page}{'&' if '?' in page else '?'}bahasa={language}")
    if page.startswith(("?", "bandingkan")):
        reader.painted()
    assert found(reader) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", FAILURES)
def test_axe_finds_nothing_of_ours_where_something_failed(reader, page, language):
    asked = f"{page}{'&' if '?' in page else '?'}bahasa={language}"
    reader.page.goto(f"{reader.address}/{asked}")
    expect(reader.page.locator(FAILURES[page])).to_be_visible()
    reader.settle()
    assert found(reader) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_of_ours_in_the_deck(reader, language):
    reader.open(f"rapat?bahasa={language}")
    expect(reader.page.locator("html[data-rapat][data-rapat-grafik]")).to_be_attached()
    reader.page.keyboard.press("f")
    for name in ("1", "2", "3", "4", "5", "Kota Pontianak"):  # one of each kind of slide
        reader.page.keyboard.type(name)
        reader.page.keyboard.press("Enter")
        expect(reader.page.locator(".deck-typed")).to_be_hidden()
        assert found(reader) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_of_ours_in_what_planners_see(visit, office, language):
    reader = visit(office).open(f"rapat?bahasa={language}")
    assert found(reader) == []
    reader.open(f"data?bahasa={language}")
    file = {"name": "rekap.csv", "mimeType": "text/csv", "buffer": REKAP.encode()}
    reader.page.locator('[data-testid="stFileUploader"] input[type="file"]').set_input_files(file)
    expect(reader.page.locator(".faults tr.error").first).to_be_visible()
    reader.settle()
    assert found(reader) == []


@pytest.mark.parametrize("page", PAGES)
def test_whatever_has_the_keyboard_shows_it(reader, page):
    reader.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    reader.open(page)
    if page.startswith(("?", "bandingkan")):
        reader.painted()
    seen = []
    for _ in range(WALK):
        reader.page.keyboard.press("Tab")
        seen.append(reader.page.evaluate(RINGED))
        if seen[-1] == "end" or (len(seen) > 1 and seen[-1] == seen[0] == "skip"):
            break
    assert [one for one in seen if one.startswith("no ring")] == []
    assert len(seen) > FEWEST_STOPS


def test_the_menu_and_the_controls_can_be_skipped(reader):
    reader.open("tren?wilayah=6111")
    reader.tab_until(lambda: reader.page.evaluate("document.activeElement.className") == "skip")
    reader.page.keyboard.press("Enter")
    reader.page.keyboard.press("Tab")
    assert reader.page.evaluate("!!document.activeElement.closest('.st-key-isi')")
    reader.wait_for_address(wilayah="Kayong Utara")


def test_a_region_that_has_the_keyboard_is_outlined_in_white_and_dark(reader):
    reader.open().painted()
    reader.tab_until(lambda: focused_code(reader) == "6111")
    pane = reader.map.locator(".leaflet-container").first.locator(".leaflet-outline-pane path")
    strokes = pane.evaluate_all("(paths) => paths.map((path) => path.getAttribute('stroke'))")
    assert strokes == ["#fff", "#0b1f33"]


def test_a_change_of_the_systems_scheme_is_followed_at_once_and_classes_stay(reader):
    reader.open("?wilayah=6111").painted()
    before = reader.fills()
    look = "getComputedStyle(document.body).getPropertyValue('--paper')"
    papers = []
    for scheme in SCHEMES:
        wear(reader, scheme)
        papers.append((reader.page.evaluate(look), reader.frame.evaluate(look)))
    assert papers == [("#ffffff", "#ffffff"), ("#16202b", "#16202b")]
    assert reader.fills() == before


def test_paper_is_light_though_the_screen_is_dark(reader):
    wear(reader.open("rapat"), "dark")
    reader.page.emulate_media(media="print", color_scheme="dark")
    assert reader.page.evaluate(DARK_ON_PAPER) == []


def test_who_asks_for_less_motion_gets_none(reader):
    reader.page.emulate_media(reduced_motion="reduce")
    reader.open("?wilayah=6111").painted()
    assert reader.page.evaluate(MOVING) == []
    assert reader.frame.evaluate(MOVING) == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_wider_than_a_phone(visit, page):
    reader = visit(width=390, height=844).open(page)
    for width, height in ((640, 450), (390, 844), (320, 700)):  # 640: 1280 at 200 percent
        reader.page.set_viewport_size({"width": width, "height": height})
        if page.startswith("?"):
            reader.painted()
            wide = "document.scrollingElement.scrollWidth > innerWidth + 1"
            assert not reader.frame.evaluate(wide)
        with suppress(TimedOut):  # the map's frame takes its new width a moment later
            reader.page.wait_for_function(f"() => !({TOO_WIDE})().length", timeout=SOON_MS)
        assert reader.page.evaluate(TOO_WIDE) == []
