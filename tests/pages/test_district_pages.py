"""Down to the districts of a regency: map, sentence, table; on the profile; in the claims table."""

import json

import pytest
from making import claims_table, row

from geo import districts, publish
from pages.shell import loaders

SAMBAS, SELAKAU, SELAKAU_TIMUR = "6101", "6101010", "6101011"
INSIDE = {"wilayah": SAMBAS, "rinci": "true"}


@pytest.fixture
def with_districts(shelf):
    """An edition with a rate of one district and a hidden one of another."""
    claims = claims_table(
        row(region_code=SAMBAS, value="0.24"),
        row(region_code=SELAKAU, value="0.55", definition="peserta aktif per potensi"),
        row(region_code=SELAKAU_TIMUR, value="", decimals="", text="suppressed"),
    )
    imprint = publish.Imprint(name="2026-01-01.1", by="Uji", changes="Uji.")
    publish.publish(claims, shelf, imprint)


def order(shown):
    """What the map's frame is told, as a value."""
    script = json.loads(shown.map_order())["feature_group"]
    text = script.partition("Peta.paint(")[2]
    return json.JSONDecoder().raw_decode(text)[0]


def panel(shown, mark):
    """The panels that hold a mark, as read."""
    return [body for body in shown.panels if mark in body]


def test_the_address_opens_the_districts_of_the_regency(opened):
    shown = opened(**INSIDE)
    told = order(shown)
    assert told["inside"]["region"] == SAMBAS
    assert told["inside"]["name"] == "Kabupaten Sambas"
    assert told["inside"]["back"] == "Kembali ke Kalimantan Barat"
    assert told["classes"] == "n" * 19
    assert "belum ada angka per kecamatan di Kabupaten Sambas" in shown.text
    table = panel(shown, "block districts")[0]
    assert table.count("<tr data-region=") == 19
    for part in ("Selakau", SELAKAU, "61.01.07", "tidak ada data"):
        assert part in table
    assert not panel(shown, 'class="ranking"')


def test_without_a_regency_the_address_opens_the_province(opened):
    shown = opened(rinci="true")
    told = order(shown)
    assert told["inside"] is None
    assert told["below"] is True
    assert len(told["classes"]) == 14
    assert shown.app.toggle(key="rinci").disabled


def test_the_button_goes_down_and_up_again(opened):
    shown = opened(wilayah=SAMBAS)
    assert order(shown)["inside"] is None
    for name, inside in (("Lihat kecamatan", True), ("Kembali ke Kalimantan Barat", False)):
        button = shown.app.button(key="turun")
        assert button.label == name
        button.click()
        shown.run()
        assert bool(order(shown)["inside"]) is inside
        assert shown.app.toggle(key="rinci").value is inside


def test_figures_hidden_counts_and_blanks_are_told_apart(opened, with_districts):
    shown = opened(**INSIDE)
    letters = order(shown)["classes"]
    assert (letters[0], letters[1], set(letters[2:])) == ("4", "s", {"n"})
    assert "1 dari 19 kecamatan di Kabupaten Sambas mempunyai angka. Selakau: 55,00 %" in shown.text
    assert "Tidak ditampilkan: Selakau Timur" in shown.text
    assert "kurang dari 10 orang" in shown.text


def test_the_provinces_map_and_table_take_no_notice_of_districts(opened, with_districts):
    shown = opened()
    letters = order(shown)["classes"]
    assert len(letters) == 14
    assert letters.count("n") == 13
    assert "Selakau" not in shown.text


def test_the_profile_shows_a_map_and_every_district(opened, with_districts):
    shown = opened("profil", wilayah=SAMBAS)
    section = panel(shown, "block districts")[0]
    assert "data-chart" in section
    assert section.count("<tr data-region=") == 19
    assert "55,00" in section


def test_the_table_of_claims_names_a_district_with_its_regency(opened, with_districts):
    assert "Kecamatan Selakau, Kabupaten Sambas" not in opened("data").text
    shown = opened("data", wilayah=SAMBAS)
    assert "Kecamatan Selakau, Kabupaten Sambas" in shown.text
    assert "tidak ditampilkan" in shown.text


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_region_without_districts_offers_no_way_down(opened, monkeypatch, language):
    monkeypatch.setattr(districts, "of", lambda regency: ())
    shown = opened(wilayah=SAMBAS, rinci="true", bahasa=language)
    assert order(shown)["inside"] is None
    assert not [one for one in shown.app.button if one.key == "turun"]


def test_names_of_all_districts_are_known_to_the_pages():
    codes = [code for regency in loaders.CODES for code in districts.codes(regency)]
    assert all(loaders.NAMES[code].startswith("Kecamatan ") for code in codes)
