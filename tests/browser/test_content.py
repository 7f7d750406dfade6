"""What stands on the screen: the figures that leaders ask for, each with date and source."""

import socket

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
PAGES = ["profil", "bandingkan", "tren", "target", "simulasi", "rapat", "data", "metodologi", ""]
HEADLINE = [
    *("31 %", "24 September 2025", "Harisson", "59,56 %", "28,56 poin", "514.000"),
    *("30,41 %", "37 %", "27 %"),
]
CARD = [
    *("Kabupaten Kayong Utara", "51,59 %", "data 2024"),
    *("Tribun Pontianak, 7 Oktober 2025", "Sekda Kayong Utara Erwin Sudrajat"),
    "Pembilang, penyebut dan tanggal datanya tidak dipublikasikan.",
    "Peringkat 3 se-Kalimantan Barat untuk 2024, menurut sumbernya",
]
PROFILE = [
    *(*CARD, "4.300 orang", "43 desa", "100 per desa x 43 desa", "Rp4.435.427.000"),
    *("Perbup 83/2021", "Perbup 33/2024"),
]


def test_the_headline_tells_figure_date_speaker_target_gap_and_conflicts(reader):
    headline = reader.open().page.locator(".headline")
    for part in HEADLINE:
        expect(headline).to_contain_text(part)


def test_the_card_of_kayong_utara_tells_value_rank_claim_source_and_what_is_missing(reader):
    card = reader.open("?wilayah=6111").page.locator(".card")
    for part in CARD:
        expect(card).to_contain_text(part)


def test_the_profile_of_kayong_utara_holds_programme_funds_and_regulations(reader):
    main = reader.open("profil?wilayah=6111").page.get_by_test_id("stMain")
    for part in PROFILE:
        expect(main).to_contain_text(part)


def test_the_browser_of_these_tests_reaches_no_other_computer_and_what_is_asked_is_noted(reader):
    reader.open("metodologi")
    with socket.create_server(
        ("127.0.0.2", 0)
    ) as other:  # within reach but for the browser's rules
        address = f"http://127.0.0.2:{other.getsockname()[1]}/"
        ask = """(url) => fetch(url, { mode: "no-cors", signal: AbortSignal.timeout(5000) })
            .then(() => "answered", (error) => error.name)"""
        assert reader.page.evaluate(ask, address) == "TypeError"  # reached, it would time out
    assert reader.outside == [address]


@pytest.mark.parametrize("language", ["id", "en"])
def test_with_the_network_cut_every_page_is_whole_and_asks_nobody_outside(reader, language):
    reader.open(f"?wilayah=6111&bahasa={language}").painted()
    assert reader.frame.evaluate("document.documentElement.lang") == language
    for page in PAGES:
        reader.turn_to(page)
        expect(reader.page.locator("html")).to_have_attribute("lang", language)
        expect(reader.page.locator(".failure")).to_have_count(0)
    assert (reader.outside, reader.broken, reader.crashes) == ([], [], [])


def test_the_language_switch_turns_page_map_numbers_and_lang(reader):
    reader.open("?wilayah=6111").painted()
    reader.choose_in_sight("Bahasa / Language", "en")
    reader.settle()
    expect(reader.page.locator(".card .big")).to_have_text("51.59%")
    expect(reader.page.locator("html")).to_have_attribute("lang", "en")
    expect(reader.map.locator("html")).to_have_attribute("lang", "en")
    expect(reader.map.locator(".peta-label").filter(has_text="Kayong Utara").first).to_contain_text(
        "51.59%"
    )
    reader.wait_for_address(bahasa="en")
    reader.settle()
    text = reader.text()
    assert "51,59 %" not in text
    assert "tidak ada data" not in text


def take_data_set(reader, name):
    reader.choose_in_sight("Kumpulan data", name)
    reader.settle()  # until then what stood there before is there as well


def test_made_up_figures_come_by_choice_alone_are_marked_and_leave_no_trace(reader):
    real, made_up = "Publikasi (angka nyata)", "Contoh (angka buatan)"
    reader.open("?wilayah=6111").painted()
    assert "DATA CONTOH" not in reader.text()
    take_data_set(reader, made_up)
    expect(reader.map.locator("#peta-mark")).to_have_text("DATA CONTOH")
    for panel in (".banner", ".headline", ".card", ".ranking"):
        expect(reader.page.locator(panel)).to_contain_text("DATA CONTOH")
    reader.settle()
    text = reader.text()
    for figure in ("51,59 %", "68,02 %", "28,56 poin", "Harisson"):
        assert figure not in text
    reader.wait_for_address(data=made_up)
    take_data_set(reader, real)
    expect(reader.map.locator("#peta-mark")).to_have_text("")
    expect(reader.page.locator(".card .big")).to_have_text("51,59 %")
    reader.settle()
    reader.wait_for_address(data=None)
    assert "DATA CONTOH" not in reader.text()
