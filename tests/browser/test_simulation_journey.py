"""A planner's way from an amount of money to a saved scenario: docs/journeys.md, question 6."""

import json
import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
NAME = "Iuran dari DBH Sawit Kayong Utara"


def figures(reader):
    return reader.page.locator(".headline.simul")


def fill(reader, label, text):
    """Type into a field and leave it, so that the server hears of it."""
    reader.settle()  # what a rerun draws anew forgets what was typed
    field = reader.page.get_by_label(label, exact=True)
    field.fill(text)
    field.press("Enter")
    reader.settle()


def take(reader, name):
    with reader.page.expect_download() as waited:
        reader.page.get_by_role("button", name=name, exact=True).click()
    return waited.value


def test_from_the_dbh_sawit_of_kayong_utara_to_a_saved_scenario_that_opens_again(
    visit, reader, tmp_path
):
    reader.open("target")
    reader.turn_to("simulasi")
    expect(figures(reader)).to_contain_text("2.046 desa × 100 pekerja = 204.600 orang")
    reader.choose("Sumber dana", "DBH Sawit")
    reader.choose("Cara mengisi jumlah", "anggaran per kabupaten/kota")
    reader.page.get_by_role("combobox", name="Kabupaten/kota").first.click()
    reader.page.keyboard.type("Kayong")  # the list only shows the options near by
    reader.page.get_by_role("option", name="Kayong Utara").click()
    reader.page.keyboard.press("Escape")
    reader.settle()
    amount = reader.page.get_by_label("Rupiah: Kayong Utara")
    expect(amount).to_have_value("4435427000")  # the allocation of 2025, as its source has it
    expect(reader.page.get_by_label("Bagian untuk iuran (%)")).to_have_value("20")
    expect(figures(reader)).to_contain_text("20 % dari Rp4.435.427.000 cukup untuk 4.400 orang")
    expect(figures(reader)).to_contain_text("Rp887.040.000")
    fill(reader, "Nama skenario", NAME)
    expect(figures(reader)).to_contain_text(NAME)
    taken = take(reader, "Simpan skenario (JSON)")
    assert taken.suggested_filename.startswith("SIMULASI-iuran-dari-dbh-sawit-kayong-utara-")
    file = tmp_path / taken.suggested_filename
    taken.save_as(file)
    held = json.loads(file.read_text("utf-8"))
    assert held["nama"] == NAME
    reader.wait_for_address(**{"sim-nama": NAME})
    address = reader.url().removeprefix(f"{reader.address}/")
    assert "sim-1=dana_dbh_sawit" in address

    other = visit().open(address)  # whoever gets the address sees the same
    expect(figures(other)).to_contain_text("4.400 orang")
    other.settle()
    other.page.get_by_role("button", name="1 Desa 100", exact=True).click()
    expect(figures(other)).to_contain_text("204.600")
    other.settle()
    other.page.locator('input[type="file"]').set_input_files(file)
    expect(figures(other)).to_contain_text("4.400 orang")
    other.settle()  # until then what stood there before is there as well
    expect(other.page.get_by_label("Nama skenario")).to_have_value(NAME)
    assert (reader.outside, reader.broken, reader.crashes) == ([], [], [])


def test_a_choice_outlives_a_look_at_another_page_and_the_switch_of_language(reader):
    reader.open("simulasi")
    fill(reader, "Pekerja per desa", "50")
    expect(figures(reader)).to_contain_text("102.300")
    reader.wait_for_address(**{"sim-1": "per_50"})
    reader.choose_in_sight("Bahasa / Language", "en")
    expect(figures(reader)).to_contain_text("102,300")
    reader.settle()
    reader.turn_to("target")
    expect(reader.page.get_by_test_id("stMain")).not_to_contain_text("SIMULASI")
    reader.turn_to("simulasi")
    expect(figures(reader)).to_contain_text("102,300")
    reader.wait_for_address(**{"sim-1": "per_50", "bahasa": "en"})


def test_the_assumptions_are_reached_and_changed_by_keyboard(reader):
    reader.open("simulasi")
    field = reader.page.get_by_role("spinbutton", name="Pekerja per desa")
    reader.tab_until(lambda: field.evaluate("(node) => node === document.activeElement"))
    reader.page.keyboard.press("Control+A")
    reader.page.keyboard.type("10")
    reader.page.keyboard.press("Enter")
    expect(figures(reader)).to_contain_text("20.460")


def test_pictures_bear_the_mark_even_when_they_are_copied(reader):
    reader.open("simulasi")
    drawn = reader.page.locator(".block.simul svg")
    expect(drawn).to_have_count(3)
    for n in range(3):
        expect(drawn.nth(n)).to_contain_text(re.compile("SIMULASI"))
