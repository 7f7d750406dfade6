"""The browser's Back undoes a change of a scenario; its link to Rapat brings it along."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def figures(reader):
    return reader.page.locator(".headline.simul")


def field(reader, label):
    return reader.page.get_by_label(label, exact=True)


def fill(reader, label, text):
    """Type into a field and leave it, so that the server hears of it."""
    field(reader, label).fill(text)
    field(reader, label).press("Enter")


def seen(reader, words, **address):
    """Wait until the result says so and the address holds these parameters."""
    reader.settle()  # until then what stood there before is there as well
    expect(figures(reader)).to_contain_text(words)
    reader.wait_for_address(**address)
    reader.settle()


def test_back_undoes_one_change_after_another_and_forward_does_them_again(reader):
    reader.open("simulasi")
    seen(reader, "204.600", **{"sim-1": None})
    fill(reader, "Pekerja per desa", "50")
    seen(reader, "102.300", **{"sim-1": "per_50"})
    fill(reader, "Pekerja per desa", "10")
    seen(reader, "20.460", **{"sim-1": "per_10"})
    reader.page.go_back()
    seen(reader, "102.300", **{"sim-1": "per_50"})
    expect(field(reader, "Pekerja per desa")).to_have_value("50")
    reader.page.go_back()
    seen(reader, "204.600", **{"sim-1": None})
    expect(field(reader, "Pekerja per desa")).to_have_value("100")
    reader.page.go_forward()
    seen(reader, "102.300", **{"sim-1": "per_50"})
    fill(reader, "Pekerja per desa", "20")  # what is undone can be gone on from
    seen(reader, "40.920", **{"sim-1": "per_20"})
    assert (reader.outside, reader.broken, reader.crashes) == ([], [], [])


def test_what_a_button_changes_at_once_is_undone_by_one_step(reader):
    reader.open("simulasi?sim-1=per_50&sim-nama=Separuh&sim-target=2030")
    seen(reader, "Separuh", **{"sim-1": "per_50"})
    reader.page.get_by_role("button", name="1 Desa 100", exact=True).click()
    seen(reader, "204.600", **{"sim-1": None, "sim-nama": None, "sim-target": None})
    reader.page.go_back()
    seen(reader, "Separuh", **{"sim-1": "per_50", "sim-nama": "Separuh", "sim-target": "2030"})
    expect(field(reader, "Nama skenario")).to_have_value("Separuh")


def test_back_from_another_page_brings_the_scenario_that_was_left(reader):
    reader.open("simulasi")
    fill(reader, "Pekerja per desa", "50")
    seen(reader, "102.300", **{"sim-1": "per_50"})
    reader.turn_to("target")
    reader.page.go_back()
    seen(reader, "102.300", **{"sim-1": "per_50"})


def test_the_link_to_rapat_brings_the_scenario_along_ticked_and_keeps_the_language(reader):
    reader.open("simulasi?sim-1=per_50&bahasa=en")
    expect(figures(reader)).to_contain_text("102,300")
    link = reader.page.get_by_test_id("stPageLink").get_by_role("link")
    link.filter(has_text="paket rapat").or_(link.filter(has_text="meeting pack")).click()
    reader.page.wait_for_url("**/rapat?**")
    reader.wait_for_address(**{"sim-1": "per_50", "bahasa": "en"})
    box = reader.page.get_by_role("checkbox", name="102,300")
    expect(box).to_be_checked()
    reader.settle()
    reader.page.locator(".st-key-skenario_paket label").first.click()
    expect(box).not_to_be_checked()
    assert (reader.broken, reader.crashes) == ([], [])
