"""Everybody: keyboard alone, screen readers, small screens."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PAGES = ["?wilayah=6111", "profil?wilayah=6111", "profil", "data", "metodologi"]
ALLOWED = {}
"""Streamlit's own parts that axe finds fault with: selector → reason. Never ours."""
TOO_WIDE = """() => {
    const scrolled = (node) => node && (node.closest(".scroll") || node.closest("iframe"));
    const main = document.querySelector('[data-testid="stMain"]');
    const wide = [document.scrollingElement, main].filter((one) => one && one.scrollWidth > one.clientWidth + 1)
        .map((one) => `${one.tagName} scrolls: ${one.scrollWidth} > ${one.clientWidth}`);
    const cut = [...document.querySelectorAll('[data-testid="stHtml"] *')]
        .filter((node) => !scrolled(node.parentElement) && node.checkVisibility())
        .filter((node) => getComputedStyle(node).clip === "auto" && node.getBoundingClientRect().width > 1)
        .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
        .map((node) => `${node.tagName}.${node.className} ends at ${node.getBoundingClientRect().right}: ${node.textContent.slice(0, 40)}`);
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


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing_of_ours(reader, page, language):
    reader.open(f"{page}{'&' if '?' in page else '?'}bahasa={language}")
    if page.startswith("?"):
        reader.painted()
        assert reader.violations(reader.frame) == []
    assert reader.violations(reader.page.main_frame, ALLOWED) == []


@pytest.mark.parametrize("period", ["2022", "2025"])
def test_axe_finds_nothing_of_ours_in_made_up_data_or_counts(reader, period):
    reader.open(f"?data=contoh&indikator=participants&periode={period}&wilayah=6171").painted()
    assert reader.violations(reader.frame) == []
    assert reader.violations(reader.page.main_frame, ALLOWED) == []


@pytest.mark.parametrize("size", [(390, 844), (320, 700)], ids=["390x844", "320x700"])
@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_wider_than_a_phone(visit, page, size):
    reader = visit(width=size[0], height=size[1]).open(page)
    if page.startswith("?"):
        reader.painted()
        wide = "document.scrollingElement.scrollWidth > innerWidth + 1"
        assert not reader.frame.evaluate(wide)
    assert reader.page.evaluate(TOO_WIDE) == []
