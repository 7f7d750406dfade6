"""Down to the districts of a regency and up again: by mouse, keyboard, button and address."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SAMBAS, LANDAK = "6101", "6103"


def arrived(reader, code=""):
    """Wait until the map shows the districts of a regency; of none: all regencies."""
    expect(reader.map.locator(f'body[data-inside="{code}"]')).to_be_attached()
    reader.settle()
    return reader


def seen(reader):
    """Mark the frame, so that another one in its place would be noticed."""
    reader.frame.evaluate("window.seen = true")
    return reader


def is_same_frame(reader):
    return reader.frame.evaluate("window.seen === true")


def trail(reader):
    return reader.map.locator("#peta-trail")


def test_a_double_click_goes_down_and_the_trail_leads_back_to_the_same_view(reader):
    seen(reader.open().painted())
    view = reader.view()
    reader.page.mouse.dblclick(*reader.point_at(LANDAK))
    arrived(reader, LANDAK)
    reader.wait_for_address(wilayah="Landak", rinci="true")
    assert reader.view()[0] > view[0] + 1
    expect(trail(reader)).to_contain_text("Kabupaten Landak")
    expect(reader.map.locator("#peta-legend .count").last).to_have_text("13")
    expect(reader.page.locator(".districts tbody tr")).to_have_count(13)
    expect(reader.page.locator(".ranking")).to_have_count(0)
    trail(reader).get_by_role("button", name="Kembali ke Kalimantan Barat").click()
    arrived(reader)
    reader.wait_for_address(wilayah="Landak", rinci=None)
    assert reader.view() == view
    expect(reader.page.locator(".ranking tbody tr")).to_have_count(14)
    assert is_same_frame(reader)


def test_the_keyboard_goes_down_reads_the_districts_and_comes_back(reader):
    seen(reader.open().painted())
    path = reader.map.locator(f'path[data-code="{SAMBAS}"]')
    path.focus()
    reader.page.keyboard.press("Enter")
    expect(path).to_have_attribute("aria-pressed", "true")
    reader.wait_for_address(wilayah="Sambas")
    reader.settle()
    path.focus()
    reader.page.keyboard.press("Enter")
    arrived(reader, SAMBAS)
    expect(trail(reader).get_by_role("button")).to_be_focused()
    expect(path).to_have_attribute("tabindex", "-1")
    reader.page.keyboard.press("Tab")
    first = reader.map.locator('path[data-code="6101010"]')
    first.focus()
    expect(first).to_have_attribute("aria-label", "Selakau: tidak ada data")
    expect(reader.map.locator("#peta-tip")).to_contain_text("Selakau")
    expect(reader.page.locator('.districts tr[data-region="6101010"]')).to_have_class("here")
    reader.page.keyboard.press("Escape")  # hides what is told; the next one leads back
    expect(reader.map.locator("#peta-tip")).to_be_hidden()
    reader.page.keyboard.press("Escape")
    arrived(reader)
    expect(path).to_be_focused()
    reader.wait_for_address(rinci=None)
    assert is_same_frame(reader)


def test_the_button_goes_down_and_the_browsers_back_comes_up(reader):
    seen(reader.open(f"?wilayah={SAMBAS}").painted())
    reader.page.get_by_role("button", name="Lihat kecamatan").click()
    arrived(reader, SAMBAS)
    reader.wait_for_address(rinci="true")
    reader.page.go_back()
    arrived(reader)
    reader.wait_for_address(wilayah="Sambas", rinci=None)
    reader.page.go_forward()
    arrived(reader, SAMBAS)
    assert is_same_frame(reader)


def test_a_regency_chosen_below_shows_its_own_districts(reader):
    seen(reader.open(f"?wilayah={SAMBAS}&rinci=true"))
    arrived(reader, SAMBAS)
    reader.choose("Kabupaten/kota", "Landak")
    arrived(reader, LANDAK)
    expect(trail(reader)).to_contain_text("Kabupaten Landak")
    assert is_same_frame(reader)


@pytest.mark.parametrize(("language", "width"), [("id", 390), ("en", 1440)])
def test_a_shared_address_opens_the_districts(visit, language, width):
    reader = visit(width=width, height=844 if width == 390 else 1000)
    reader.open(f"?wilayah={SAMBAS}&rinci=true&bahasa={language}")
    arrived(reader, SAMBAS)
    home = {"id": "Kalimantan Barat", "en": "West Kalimantan"}[language]
    expect(trail(reader).get_by_role("button")).to_have_text(home)
    is_wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    assert not reader.page.evaluate(is_wide)
    box, frame = trail(reader).bounding_box(), reader.page.locator("iframe").first.bounding_box()
    assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    assert reader.violations(reader.frame) == []
    assert not reader.crashes
    assert not reader.outside


def test_on_the_page_bandingkan_nobody_goes_down(reader):
    reader.open(f"bandingkan?wilayah={SAMBAS}").painted()
    path = reader.map.locator(f'path[data-code="{SAMBAS}"]')
    path.focus()
    reader.page.keyboard.press("Enter")
    reader.settle()
    assert reader.frame.evaluate("document.body.dataset.inside") == ""
