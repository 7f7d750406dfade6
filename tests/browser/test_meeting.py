"""The meeting: a sequence that leaders step through, by keyboard, without a network."""

import io

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from geo.agenda import Agenda

pytestmark = pytest.mark.browser
STOPS = list(Agenda().stops())
LAYER = "#rapat-layar"
SIZES = [(1024, 768), (1920, 1080)]
LEAST_PX, LARGE_PX, TOUCH_PX = 24, 40, 44
SOON_MS = 3000
MOST_TURNS = 120
"""More pages than any agenda of the embedded edition has."""
SEEN = """() => {
    const layer = document.getElementById("rapat-layar");
    const shown = [...layer.querySelectorAll("*")].filter((node) => node.checkVisibility()
        && node.getBoundingClientRect().width > 1);  // 1 px: for screen readers
    const says = (node) => [...node.childNodes]
        .some((one) => one.nodeType === 3 && one.data.trim());
    const size = (node) => {
        const svg = node.closest("svg");
        return parseFloat(getComputedStyle(node).fontSize) * (svg ? svg.getScreenCTM().a : 1);
    };
    const told = (node) => `${node.tagName}.${node.className}: ${node.textContent.slice(0, 40)}`;
    const box = (node) => node.getBoundingClientRect();
    const boxes = shown.filter((node) => !node.closest("svg"));
    const content = layer.querySelector(".deck-content");
    return {
        at: layer.dataset.at,
        small: shown.filter((node) => says(node) && node.tagName !== "title")
            .filter((node) => size(node) < 23.9).map(told),
        outside: boxes.filter((node) => box(node).left < -1 || box(node).top < -1
            || box(node).right > innerWidth + 1 || box(node).bottom > innerHeight + 1).map(told),
        cut: [...content.querySelectorAll("[data-piece]")].filter((node) => node.checkVisibility()
            && (box(node).bottom > box(content).bottom + 2
                || box(node).right > box(content).right + 2)).map(told),
        headline: [...layer.querySelectorAll(".first dd:not(.deck-source)")].map(size),
        pieces: [...layer.querySelectorAll("[data-piece]")].filter((node) => node.checkVisibility())
            .map((node) => node.textContent),
        line: layer.querySelector(".deck-line p:not(.deck-source)")?.checkVisibility() || false,
        title: layer.querySelector("h2").textContent,
    };
}"""


@pytest.fixture
def meeting(visit):
    """`meeting()`: the page Rapat with its deck open; `meeting(path, width=…)`."""

    def opened(path="rapat", **size):
        reader = visit(**{"width": 1024, "height": 768, **size}).open(path)
        ready(reader).page.keyboard.press("f")
        expect(reader.page.locator(LAYER)).to_be_visible()
        return reader

    return opened


def ready(reader):
    """Wait until the deck is there to be opened."""
    expect(reader.page.locator("html[data-rapat][data-rapat-grafik]")).to_be_attached()
    return reader


def at(reader, stop):
    expect(reader.page.locator(LAYER)).to_have_attribute("data-at", stop, timeout=SOON_MS)


def last(reader):
    return reader.page.locator('[data-turn="next"]').is_disabled()


@pytest.mark.parametrize(
    ("width", "height", "key"), [(*SIZES[0], "ArrowRight"), (*SIZES[1], "PageDown")]
)
def test_every_stop_is_reached_once_in_order_with_the_network_cut(meeting, width, height, key):
    reader = meeting(width=width, height=height)
    asked = []
    reader.page.on("request", lambda request: asked.append(request.url))
    reader.page.context.set_offline(True)
    try:
        seen = [reader.page.evaluate(SEEN)]
        while not last(reader):
            assert len(seen) < MOST_TURNS
            reader.page.keyboard.press(key)
            seen.append(reader.page.evaluate(SEEN))
    finally:
        reader.page.context.set_offline(False)
    stops = [one["at"] for one in seen]
    assert [stop for n, stop in enumerate(stops) if n == 0 or stops[n - 1] != stop] == STOPS
    assert [url for url in asked if "/_stcore/" not in url] == []  # Streamlit looks for its server
    for one in seen:
        assert (one["small"], one["outside"], one["cut"]) == ([], [], []), one["at"]
        assert all(px >= LARGE_PX for px in one["headline"])
    firsts = [one for n, one in enumerate(seen) if n == 0 or stops[n - 1] != stops[n]]
    assert all(one["line"] and one["title"] for one in firsts)
    assert reader.crashes == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_slide_of_several_pages_loses_nothing(meeting, width, height):
    reader = meeting("rapat?bagian=program&bagian=target", width=width, height=height)
    whole = reader.page.evaluate(
        """() => [...document.querySelectorAll("#rapat-layar [data-piece]")]
            .map((one) => one.textContent)"""
    )
    seen, stops = [], []
    while True:
        one = reader.page.evaluate(SEEN)
        seen += one["pieces"]
        stops.append(one["at"])
        if one["at"] == "target":
            assert set(one["pieces"]) <= set(whole)
        if last(reader):
            break
        reader.page.keyboard.press("ArrowRight")
    assert stops[0] == "target"
    assert seen[: len(whole)] == whole
    programme = seen[len(whole) :]
    assert len(programme) > 40  # a row for each claim, none twice by position
    reader.page.keyboard.press("Home")
    at(reader, "target")


def test_keys_of_remotes_and_keyboards_turn_both_ways(meeting):
    reader = meeting("rapat?bagian=judul&bagian=keputusan&bagian=peta")
    keyboard = reader.page.keyboard
    for forth, back in (
        ("ArrowRight", "ArrowLeft"),
        ("PageDown", "PageUp"),
        ("Space", "Backspace"),
        ("Enter", "Backspace"),
        ("ArrowDown", "ArrowUp"),
    ):
        at(reader, "judul")
        keyboard.press(forth)
        at(reader, "peta")
        keyboard.press(back)
        at(reader, "judul")
    keyboard.press("End")
    at(reader, "keputusan")
    keyboard.press("ArrowRight")
    at(reader, "keputusan")
    keyboard.press("Home")
    at(reader, "judul")


@pytest.mark.parametrize(
    ("typed", "stop"), [("ketap", "6106"), ("singk", "6172"), ("kayong u", "6111"), ("3", "peta")]
)
def test_a_typed_name_jumps_at_once_by_enter_and_by_itself_after_a_pause(meeting, typed, stop):
    reader = meeting()
    reader.page.keyboard.type(typed)
    expect(reader.page.locator(".deck-typed")).to_contain_text(typed)
    reader.page.keyboard.press("Enter")
    at(reader, stop)
    expect(reader.page.locator(".deck-typed")).to_be_hidden()
    reader.page.keyboard.press("Home")
    reader.page.keyboard.type(typed)
    at(reader, stop)


def test_a_name_that_nobody_has_leaves_the_slide_where_it_is(meeting):
    reader = meeting()
    reader.page.keyboard.type("xyz")
    expect(reader.page.locator(".deck-typed")).to_contain_text("tidak ada")
    expect(reader.page.locator(".deck-typed")).to_be_hidden(timeout=SOON_MS)
    at(reader, "judul")


def test_typed_r_and_c_reach_the_deck_and_never_streamlit(meeting):
    reader = meeting()
    reader.page.evaluate(
        """() => {
            window.reruns = 0;
            const app = document.querySelector('[data-testid="stApp"]');
            new MutationObserver(() => { window.reruns += 1; })
                .observe(app, {attributes: true, attributeFilter: ["data-test-script-state"]});
        }"""
    )
    for letter in "rcRC":
        reader.page.keyboard.press(letter)
        expect(reader.page.locator(".deck-typed")).to_contain_text(letter)
        expect(reader.page.locator(".deck-typed")).to_be_hidden(timeout=SOON_MS)
    assert reader.page.evaluate("window.reruns") == 0
    assert reader.page.get_by_role("dialog").count() == 1  # the deck, and none of Streamlit's


def test_escape_ends_the_meeting_and_gives_the_focus_back(reader):
    ready(reader.open("rapat"))
    button = reader.page.locator(".deck-open")
    button.focus()
    reader.page.keyboard.press("Enter")
    layer = reader.page.locator(LAYER)
    expect(layer).to_be_visible()
    assert reader.page.evaluate("document.activeElement.id") == LAYER[1:]
    assert reader.page.evaluate("document.querySelector('#root').inert")
    reader.page.keyboard.press("ArrowRight")
    reader.wait_for_address(slide="provinsi")
    reader.page.keyboard.press("Escape")
    expect(layer).to_have_count(0)
    expect(button).to_be_focused()
    assert not reader.page.evaluate("document.querySelector('#root').inert")
    reader.wait_for_address(slide=None)


def test_the_focus_goes_to_the_start_button_where_it_was_nowhere_before(meeting):
    reader = meeting()
    reader.page.keyboard.press("Escape")
    expect(reader.page.locator(".deck-open")).to_be_focused()


def test_tab_stays_in_the_deck_and_keys_work_wherever_it_stands(meeting):
    reader = meeting("rapat?bagian=sumber&bagian=peta")
    reader.page.evaluate(
        """() => document.querySelector('[data-testid="stMain"]')
            .insertAdjacentHTML("afterbegin", '<iframe srcdoc="<button>x</button>"></iframe>')"""
    )
    for back in (False, True):
        for _ in range(12):
            reader.page.keyboard.press("Shift+Tab" if back else "Tab")
            assert reader.page.evaluate(
                "document.activeElement.closest('#rapat-layar') && "
                "document.activeElement.tagName !== 'IFRAME'"
            )
    reader.page.keyboard.press("PageDown")
    at(reader, "sumber")


def test_a_remote_darkens_the_screen_and_its_start_key_reloads_nothing(meeting):
    reader = meeting("rapat?bagian=judul&bagian=peta")
    reader.page.evaluate("() => { window.same = true; }")
    reader.page.keyboard.press("F5")
    assert reader.page.evaluate("window.same")
    reader.page.keyboard.press(".")
    expect(reader.page.locator(".deck-stage")).to_be_hidden()
    reader.page.keyboard.press("PageDown")  # only lights it again
    expect(reader.page.locator(".deck-stage")).to_be_visible()
    at(reader, "judul")


@pytest.mark.parametrize("is_open", [True, False])
def test_print_has_one_page_of_a_slide_on_each_sheet_and_nothing_else(visit, is_open):
    reader = ready(
        visit(width=1024, height=768).open("rapat?bagian=judul&bagian=peta&bagian=target")
    )
    if is_open:
        reader.page.keyboard.press("f")
        expect(reader.page.locator(LAYER)).to_be_visible()
    paper = PdfReader(io.BytesIO(reader.page.pdf(prefer_css_page_size=True))).pages
    texts = [" ".join(page.extract_text().split()) for page in paper]
    assert all(page.mediabox.width > page.mediabox.height for page in paper)
    assert len(texts) >= 3
    assert "Rapat monev" in texts[0]
    assert all("Edisi data" in text for text in texts)
    assert "Mulai rapat" not in " ".join(texts)
    expect(reader.page.locator("#rapat-layar-cetak")).to_have_count(0)


@pytest.mark.parametrize("key", ["program", "sumber"])
def test_the_long_lists_take_four_pages_at_most_on_an_old_projector(meeting, key):
    reader = meeting(f"rapat?bagian={key}", width=1024, height=768)
    assert int(reader.page.locator(LAYER).get_attribute("data-pages")) <= 4


def test_leaving_full_screen_ends_the_meeting(meeting):
    reader = meeting()
    reader.page.wait_for_function("() => document.fullscreenElement")
    reader.page.evaluate("() => document.exitFullscreen()")
    expect(reader.page.locator(LAYER)).to_have_count(0)


def test_the_deck_is_a_dialog_that_announces_each_slide(meeting):
    reader = meeting()
    layer = reader.page.locator(LAYER)
    for name, value in (("role", "dialog"), ("aria-modal", "true")):
        expect(layer).to_have_attribute(name, value)
    reader.page.keyboard.type("landak")
    reader.page.keyboard.press("Enter")
    expect(layer).to_have_attribute("aria-label", "8 / 22 Landak")
    expect(layer.locator('[aria-live="polite"]')).to_contain_text("Kabupaten Landak")
    assert reader.violations(reader.page.main_frame) == []


def test_mouse_and_finger_turn_too_and_targets_are_large_enough(meeting):
    reader = meeting("rapat?bagian=judul&bagian=keputusan&bagian=peta")
    for button in reader.page.locator(f"{LAYER} button").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= TOUCH_PX
    reader.page.locator('[data-turn="next"]').click()
    at(reader, "peta")
    reader.page.keyboard.press("Space")  # goes on, though a button was clicked
    at(reader, "keputusan")
    reader.page.locator('[data-turn="back"]').click()
    at(reader, "peta")
    reader.page.mouse.click(20, 400)
    at(reader, "judul")
    reader.page.mouse.click(1004, 400)
    at(reader, "peta")
    reader.page.mouse.click(500, 400)
    at(reader, "peta")
    swipe(reader, 800, 300)
    at(reader, "keputusan")
    swipe(reader, 300, 800)
    at(reader, "peta")
    reader.page.locator('[data-turn="out"]').click()
    expect(reader.page.locator(LAYER)).to_have_count(0)


def swipe(reader, start, end):
    session = reader.page.context.new_cdp_session(reader.page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    for kind, points in (
        ("touchStart", [{"x": start, "y": 400}]),
        ("touchMove", [{"x": (start + end) / 2, "y": 400}]),
        ("touchMove", [{"x": end, "y": 400}]),
        ("touchEnd", []),
    ):
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": False})


def test_a_browser_that_is_opened_again_goes_on_at_the_same_slide(meeting):
    reader = meeting("rapat?agenda=6106&agenda=6101")
    reader.page.keyboard.type("ketapang")
    reader.page.keyboard.press("Enter")
    reader.wait_for_address(slide="6106")
    reader.page.reload()
    at(ready(reader), "6106")
    reader.page.keyboard.press("ArrowDown")
    at(reader, "6101")


def test_the_agenda_keeps_the_order_of_choosing_in_the_address(visit):
    reader = visit().open("rapat")
    for name in ("Sintang", "Landak"):
        box = reader.page.get_by_test_id("stMultiSelect").filter(has_text="Urutan daerah")
        box.locator("input").click()
        reader.page.keyboard.type(name)
        reader.page.get_by_role("option", name=name, exact=True).click()
        reader.settle()
    stops = reader.page.locator(".deck-stops li")
    expect(stops).to_have_count(len(STOPS) - 12)
    chosen = [one.get_attribute("data-stop") for one in stops.all()]
    assert [stop for stop in chosen if stop.isdigit()] == ["6107", "6103"]
    again = visit().open(reader.url().split("/", 3)[3])
    stops = [one.get_attribute("data-stop") for one in again.page.locator(".deck-stops li").all()]
    assert stops == chosen


def test_a_stop_in_the_list_opens_the_deck_there(reader):
    ready(reader.open("rapat"))
    reader.page.locator('.deck-stops li[data-stop="6111"] button').click()
    at(reader, "6111")


def test_made_up_figures_bear_the_mark_on_every_slide(meeting):
    reader = meeting("rapat?data=contoh&bagian=judul&bagian=provinsi&bagian=peta")
    while True:
        expect(reader.page.locator(".deck-mark")).to_have_text("DATA CONTOH")
        expect(reader.page.locator(".deck-mark")).to_have_css(
            "background-color", "rgb(179, 18, 63)"
        )
        if last(reader):
            break
        reader.page.keyboard.press("ArrowRight")


def test_f_typed_into_a_control_opens_nothing(reader):
    ready(reader.open("rapat"))
    reader.page.get_by_test_id("stMultiSelect").first.locator("input").click()
    reader.page.keyboard.press("f")
    expect(reader.page.locator(LAYER)).to_have_count(0)
