"""Everybody: keyboard alone, screen readers, small screens."""

from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError as TimedOut
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PAGES = ["?wilayah=6111", "profil?wilayah=6111", "profil", "data", "metodologi"]
PAGES += ["bandingkan?wilayah=6111", "tren?wilayah=6171", "tren", "target?wilayah=6171", "rapat"]
SOON_MS = 5000
ALLOWED = {}
"""Streamlit's own parts that axe finds fault with: selector → reason. Never ours."""
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


def focused_code(reader):
    return reader.frame.evaluate("document.activeElement.dataset.code || null")


def test_a_regency_is_chosen_by_keyboard_in_the_list(reader):
    reader.open().painted()
    box = reader.box("Kabupaten/kota")
    reader.tab_until(lambda: box.evaluate("(node) => node === document.activeElement"))
    reader.page.keyboard.type("Kayong")
    expect(reader.page.get_by_role("option", name="Kayong Utara")).to_be_visible()
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


@pytest.mark.parametrize("page", [*PAGES, "?wilayah=6111&bahasa=en"])
def test_axe_finds_nothing_of_ours(reader, page):
    reader.open(page)
    if page.startswith("?"):
        reader.painted()
        assert reader.violations(reader.frame) == []
    assert reader.violations(reader.page.main_frame, ALLOWED) == []


@pytest.mark.parametrize("indicator", ["coverage_rate", "participants"])
def test_axe_finds_nothing_of_ours_in_made_up_data(reader, indicator):
    reader.open(f"?data=contoh&indikator={indicator}&wilayah=6171").painted()
    assert reader.violations(reader.frame) == []
    assert reader.violations(reader.page.main_frame, ALLOWED) == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_wider_than_a_phone(visit, page):
    reader = visit(width=390, height=844).open(page)
    for width, height in ((390, 844), (320, 700)):
        reader.page.set_viewport_size({"width": width, "height": height})
        if page.startswith("?"):
            reader.painted()
            wide = "document.scrollingElement.scrollWidth > innerWidth + 1"
            assert not reader.frame.evaluate(wide)
        with suppress(TimedOut):  # the map's frame takes its new width a moment later
            reader.page.wait_for_function(f"() => !({TOO_WIDE})().length", timeout=SOON_MS)
        assert reader.page.evaluate(TOO_WIDE) == []
