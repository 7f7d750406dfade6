"""Lists of options: the browser's own, linked with the address, the map and one another."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SEGMENTS = ("Penerima upah (PU)", "Bukan penerima upah (BPU)", "Semua segmen")
STEPS = "() => history.length"


@pytest.fixture
def compared(reader):
    reader.open("bandingkan?data=contoh").painted()
    return reader


def focused(reader):
    return reader.page.evaluate("document.activeElement.parentNode.dataset.asks")


def test_each_choice_is_sent_once_however_many_came_before(reader):
    sent = []

    def noted(payload):
        sent.append(payload if isinstance(payload, bytes) else payload.encode())

    reader.page.on("websocket", lambda wire: wire.on("framesent", noted))
    reader.open("bandingkan?data=contoh").painted()
    for name in ("Landak", "Sambas", "Ketapang"):
        reader.choose("Kabupaten/kota", name)
    for code in ("6101", "6103", "6106"):
        reader.page.locator(f'.ranked a[data-region="{code}"]').click()
        reader.settle()
    events = [len(re.findall(b'"event":', one)) for one in sent]
    assert [one for one in events if one] == [1] * 6


def test_choosing_is_no_step_of_the_browsers_way_back(compared):
    steps = compared.page.evaluate(STEPS)
    for name in SEGMENTS[:2]:
        compared.choose("Segmen", name)
    compared.page.locator('.ranked a[data-region="6103"]').click()
    compared.settle()
    compared.wait_for_address(segmen=SEGMENTS[1], wilayah="Landak")
    assert compared.page.evaluate(STEPS) == steps


def test_the_usual_choice_is_not_in_the_address(compared):
    compared.choose("Segmen", SEGMENTS[0])
    compared.wait_for_address(segmen=SEGMENTS[0])
    compared.choose("Segmen", SEGMENTS[2])
    compared.wait_for_address(segmen=None)
    compared.choose("Kabupaten/kota", "Landak")
    compared.wait_for_address(wilayah="Landak")
    compared.list("Kabupaten/kota").select_option(value="")
    compared.wait_for_address(wilayah=None)
    compared.settle()
    expect(compared.page.locator(".ranked tr.picked")).to_have_count(0)


def test_the_keyboard_stays_in_the_list_that_it_chose_in(compared):
    compared.list("Segmen").focus()
    for _ in range(2):
        compared.page.keyboard.press("ArrowDown")
        compared.settle()
        assert focused(compared) == "segmen"
    expect(compared.said("Segmen")).to_have_text(SEGMENTS[1])
    compared.wait_for_address(segmen=SEGMENTS[1])


def test_the_keyboard_goes_through_options_in_sight_and_stays_there(compared):
    compared.page.get_by_role("radio", name="id", exact=True).focus()
    compared.page.keyboard.press("ArrowRight")
    compared.wait_for_address(bahasa="en")
    compared.settle()
    english = compared.page.get_by_role("radio", name="en", exact=True)
    expect(english).to_be_checked()
    expect(english).to_be_focused()
    compared.page.keyboard.press("ArrowLeft")
    compared.wait_for_address(bahasa=None)


def test_an_option_that_another_choice_takes_away_leaves_the_address(reader):
    reader.open("bandingkan?data=contoh&indikator=participants&segmen=jakon").painted()
    expect(reader.said("Segmen")).to_have_text("Jasa konstruksi")
    reader.choose("Indikator", "Cakupan kepesertaan aktif")
    expect(reader.said("Segmen")).to_have_text("Semua segmen")
    reader.wait_for_address(segmen=None, indikator=None)


def test_another_language_renames_the_options_and_what_the_address_says(reader):
    reader.open("bandingkan?data=contoh&segmen=bpu").painted()
    reader.wait_for_address(segmen=SEGMENTS[1])
    reader.choose_in_sight("Bahasa / Language", "en")
    expect(reader.said("Segment")).to_have_text("Own-account workers (BPU)")
    reader.settle()
    reader.wait_for_address(segmen="Own-account workers (BPU)")


def test_the_choice_goes_along_to_another_page_and_back(compared):
    compared.choose("Segmen", SEGMENTS[1])
    compared.choose("Kabupaten/kota", "Landak")
    compared.turn_to("tren")
    expect(compared.said("Segmen")).to_have_text(SEGMENTS[1])
    expect(compared.said("Kabupaten/kota")).to_have_text("Landak")
    compared.page.go_back()
    compared.page.wait_for_url(lambda url: urlsplit(url).path == "/bandingkan")
    compared.settle()
    expect(compared.said("Kabupaten/kota")).to_have_text("Landak")
    compared.wait_for_address(segmen=SEGMENTS[1], wilayah="Landak")
