"""Simulasi: what a programme would achieve and cost; always marked, never mixed with figures."""

import json
import re

import pytest
from conftest import seen

from geo import scenario_text, tariffs
from geo.editions import load
from geo.scenario import after, one_hundred
from pages.shell import frame, simulation_files

MARK = "SIMULASI"
KAYONG = "dana_dbh_sawit~ukuran_budget~bagian_0.2~jumlah_6111.4435427000"
JSON = "application/json"


def default():
    return one_hundred(after(load().as_of))


def control(page, label, kind="number_input"):
    return next(one for one in getattr(page.app, kind) if one.label == label)


def address(page):
    """What stands in the address; the app's own writing of it is a text, a reader's a list."""
    return {
        key: value if isinstance(value, str) else value[0]
        for key, value in page.app.query_params.items()
    }


def press(page, label):
    next(one for one in page.app.button if one.label == label).click()
    return page.run()


def panel(page, words):
    """The one panel that holds these words."""
    (found,) = [seen(body) for body in page.panels if words in seen(body)]
    return found


def given(page, content, name="skenario.json"):
    page.app.file_uploader[0].set_value((name, content, JSON))
    return page.run()


def test_the_full_programme_is_told_in_words_with_its_cost_and_that_it_misses_the_target(opened):
    text = panel(opened("simulasi"), "Biaya seluruhnya")
    for part in (
        *("2.046 desa × 100 pekerja = 204.600 orang", "Rp41.247.360.000", "Rp41,25 miliar"),
        *("11,4 poin", "1.800.000 pekerja layak", "dari 31 % menjadi 42,4 %"),
        *("target 2025 (59,56 %) tidak tercapai", "Mulai Januari 2028"),
    ):
        assert part in text


def test_the_same_is_told_in_english_with_no_indonesian_figure_left(opened):
    text = opened("simulasi", bahasa="en").text
    for part in ("2,046", "204,600", "Rp41,247,360,000", "59.56%"):
        assert part in text
    assert "41.247.360.000" not in text


@pytest.mark.parametrize("dataset", ["publikasi", "contoh"])
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_panel_with_a_figure_bears_the_mark(opened, language, dataset):
    query = {"sim-1": "ukuran_persons~jumlah_6111.1000"}  # the made-up data have no villages
    shown = opened("simulasi", bahasa=language, data=dataset, **query)
    figures = [body for body in shown.panels if re.search(r"\d", seen(body))]
    figures = [body for body in figures if 'class="banner' not in body]
    words = "SIMULA(SI|TION)"  # the mark in either language
    line = re.compile(rf'class="mark"[^/]*{words}' + (".*CONTOH" if dataset == "contoh" else ""))
    assert len(figures) >= 6
    assert [body[:90] for body in figures if not line.search(body)] == []


def test_nothing_of_a_simulation_stands_on_the_other_pages(opened):
    shown = opened("simulasi", **{"sim-1": KAYONG})
    assert MARK in shown.text
    for page in ("peta", "target", "rapat"):
        shown.app.switch_page(str(frame.PAGES / f"{page}.py"))
        assert MARK not in shown.run().text


def test_a_fifth_of_the_dbh_sawit_of_kayong_utara_pays_for_4400_workers_for_a_year(opened):
    shown = opened("simulasi", **{"sim-1": KAYONG})
    # 4.435.427.000 ÷ 5 = 887.085.400; ÷ (16.800 × 12 = 201.600) = 4.400 and some rest
    text = panel(shown, "Biaya seluruhnya")
    for part in ("4.400 orang", "Rp887.040.000", "20 % dari Rp4.435.427.000", "≈ 10,9 poin"):
        assert part in text
    row = next(part for part in shown.bodies if 'class="block simul table"' in part)
    own = seen(row.partition('<tr data-region="6111">')[2].partition("</tr>")[0])
    assert own.startswith("Kayong Utara 4.400 +4.400 terlindungi 51,59 % 62,5 %")
    assert control(shown, "Rupiah: Kayong Utara").value == 4_435_427_000


def test_what_a_control_says_stands_in_the_address_and_opens_again(opened):
    shown = opened("simulasi")
    assert "sim-1" not in address(shown)
    control(shown, "Pekerja per desa").set_value(50)
    shown.run()
    assert address(shown)["sim-1"] == "per_50"
    assert "102.300" in panel(shown, "Biaya seluruhnya")
    again = opened("simulasi", **{"sim-1": address(shown)["sim-1"]})
    assert control(again, "Pekerja per desa").value == 50
    control(again, "Pekerja per desa").set_value(100)
    assert "sim-1" not in address(again.run())


def test_the_language_may_be_switched_and_the_scenario_stays(opened):
    shown = opened("simulasi", **{"sim-1": KAYONG})
    shown.choose("bahasa", "en")
    assert "4,400" in shown.text
    assert address(shown)["sim-1"] == KAYONG


def test_a_field_of_the_address_that_cannot_be_read_is_told_and_spoils_no_other(opened):
    shown = opened("simulasi", **{"sim-1": "per_banyak~bulan_6", "sim-laju-lain": "2"})
    told = " ".join(one.value for one in shown.app.warning)
    assert "“per”" in told
    assert "“laju-lain”" in told
    assert control(shown, "Lama (bulan)").value == 6
    assert control(shown, "Pekerja per desa").value == 100


def test_html_in_the_address_is_shown_as_text(opened):
    hostile = "<img src=x onerror=alert(1)>"
    shown = opened("simulasi", **{"sim-nama": hostile, "sim-1": f"dana_{hostile}"})
    assert hostile in shown.text
    assert hostile not in " ".join(shown.bodies)
    press(shown, "Tambahkan ke perbandingan")
    assert hostile not in " ".join(shown.bodies)


def test_a_tariff_out_of_its_months_is_told_with_the_way_out_and_the_controls_stay(opened):
    shown = opened("simulasi", **{"sim-1": "tarif_half-other"})  # April to December 2026
    assert shown.failures == []
    assert "tidak berlaku pada 2027-01–2027-12" in shown.text
    assert "Biaya seluruhnya" not in shown.text
    control(shown, "Mulai", "selectbox").set_value("2026-04")
    control(shown, "Lama (bulan)").set_value(9)
    assert "Biaya seluruhnya" in shown.run().text


def test_where_the_law_is_not_established_the_choice_is_printed_with_the_result(opened):
    query = "dana_apbd_province~tarif_half-other~mulai_2026-04~bulan_9"
    text = panel(opened("simulasi", **{"sim-1": query}), "Asal angka dan pengandaian")
    assert "Rp8.400" in text
    assert "belum dipastikan sumber mana pun" in text


def test_programmes_are_stacked_by_source_of_money_and_taken_away_again(opened):
    shown = press(opened("simulasi"), "Tambah program")
    assert {"sim-1", "sim-2"} <= address(shown).keys()
    second = [one for one in shown.app.selectbox if one.label == "Sumber dana"][1]
    second.set_value("csr")
    text = panel(shown.run(), "Biaya seluruhnya")
    assert "CSR: 2.046 desa × 100 pekerja" in text
    assert "Rp82.494.720.000" in text  # twice 41.247.360.000
    press(shown, "Hapus program 1")
    assert "Rp41.247.360.000" in panel(shown, "Biaya seluruhnya")
    assert control(shown, "Sumber dana", "selectbox").value == "csr"


def test_an_amount_of_nothing_is_told_beside_its_control_and_the_last_programme_stays(opened):
    shown = opened("simulasi", **{"sim-1": KAYONG})
    control(shown, "Rupiah: Kayong Utara").set_value(0)
    shown.run()
    assert "Belum ada jumlah" in " ".join(one.value for one in shown.app.error)
    assert "4.400 orang" in shown.text


def test_a_coverage_that_is_assumed_is_marked_and_fills_what_is_unknown(opened):
    shown = opened("simulasi")
    table = next(body for body in shown.bodies if 'class="block simul table"' in body)
    assert seen(table).count("belum dapat dihitung") == 5
    control(shown, "Cakupan awal bila belum ada angka (%)").set_value(30.0)
    shown.run()
    table = next(body for body in shown.bodies if 'class="block simul table"' in body)
    assert "belum dapat dihitung" not in seen(table)
    assert seen(table.partition("<details>")[0]).count("(diandaikan)") == 5
    assert address(shown)["sim-laju-lain"] == "0.3"


def test_a_scenario_is_saved_under_the_mark_and_opened_again_as_it_was(opened, handed_over):
    shown = opened("simulasi", **{"sim-1": KAYONG, "sim-nama": "Sawit untuk iuran"})
    (name,) = [name for name in handed_over if name.endswith(".json")]
    assert name.startswith("SIMULASI-sawit-untuk-iuran-")
    content = handed_over[name].encode()
    held = scenario_text.from_file(content, default())
    assert held.plans[0].amounts == (("6111", 4_435_427_000),)
    press(shown, "1 Desa 100")
    assert "4.400 orang" not in panel(shown, "Biaya seluruhnya")
    shown = given(shown, content)
    assert "4.400 orang" in panel(shown, "Biaya seluruhnya")
    assert control(shown, "Nama skenario", "text_input").value == "Sawit untuk iuran"
    assert address(shown)["sim-1"] == KAYONG


def test_the_workbook_bears_the_mark_in_its_name_and_holds_the_sum(opened, handed_over):
    opened("simulasi", **{"sim-1": KAYONG, "sim-nama": "Sawit untuk iuran"})
    (name,) = [name for name in handed_over if name.endswith(".xlsx")]
    assert name.startswith("SIMULASI-sawit-untuk-iuran-")
    assert "SIMULASI" in handed_over[name]


BAD = {
    "no JSON": b"%PDF-1.7",
    "another JSON": b"{}",
    "too large": b'{"jenis": "' + b"x" * 200_000,
    "a bad field": json.dumps(
        {"jenis": "skenario-simulasi", "versi": 1, "program": [{"per": "<b>1</b>"}]}
    ).encode(),
}


@pytest.mark.parametrize("content", BAD.values(), ids=BAD)
def test_a_bad_file_is_refused_in_a_sentence_and_the_scenario_in_hand_stays(opened, content):
    shown = given(opened("simulasi", **{"sim-1": KAYONG}), content)
    assert len(shown.app.error) == 1
    assert "4.400 orang" in shown.text
    assert shown.failures == []


def test_up_to_four_scenarios_are_compared_and_put_away_again(opened):
    shown = opened("simulasi")
    for each in (100, 80, 60, 40):
        control(shown, "Pekerja per desa").set_value(each)
        press(shown.run(), "Tambahkan ke perbandingan")
    text = panel(shown, "Skenario dibandingkan")
    for persons in ("204.600", "163.680", "122.760", "81.840"):
        assert persons in text
    control(shown, "Pekerja per desa").set_value(20)
    shown.run()
    add = next(one for one in shown.app.button if one.label == "Tambahkan ke perbandingan")
    assert add.disabled
    assert len(shown.app.button) - simulation_files.MOST >= 0
    out = next(one for one in shown.app.button if one.label.startswith("Keluarkan 1"))
    out.click()
    assert "204.600" not in panel(shown.run(), "Skenario dibandingkan")


def test_every_aim_gives_the_province_the_same_points_and_spends_the_same(opened):
    shown = opened("simulasi", **{"bagi-dari": "jumlah", "bagi-uang": "2016000000"})
    text = panel(shown, "di mana pun")
    assert "10.000 orang" in text  # 2.016.000.000 ÷ 201.600
    assert "0,56 poin" in text  # 10.000 ÷ 1.800.000
    body = next(body for body in shown.bodies if 'class="simul aims"' in body)
    for figure in body.split("<figure")[1:]:
        cells = re.findall(r'<td class="num">([\d.]+)</td>', figure)
        assert (
            sum(int(cell.replace(".", "")) for cell in cells) == 10_000 or "batas bawah" in figure
        )


def test_each_regency_has_a_reason_for_its_share_under_the_aim_that_is_looked_at(opened):
    body = panel(opened("simulasi", **{"bagi-tujuan": "villages"}), "dan alasannya")
    assert "Sebanding dengan jumlah desa" in body
    assert "Kayong Utara mendapat" in body
    assert "43 desa" in body
    assert "Kota Pontianak tidak mendapat bagian: tidak mempunyai desa." in body


def test_the_rule_on_dbh_sawit_is_cited_and_its_part_can_be_changed(opened):
    shown = opened("simulasi", **{"bagi-dari": "dbh"})
    text = panel(shown, "di mana pun")
    assert "Paling sedikit 80 % DBH Sawit untuk jalan" in text
    assert "PRM-003" in text
    part = control(shown, "Bagian untuk iuran (%)")
    assert part.value == 20
    less = opened("simulasi", **{"bagi-dari": "dbh", "bagi-porsi": "10"})
    assert "10 % dari Rp88.624.088.000" in panel(less, "di mana pun")


def test_the_shares_of_an_aim_become_the_scenario_by_one_button(opened):
    shown = opened("simulasi", **{"bagi-dari": "jumlah", "bagi-uang": "2016000000"})
    press(shown, "Jadikan pembagian ini skenario")
    assert "10.000 orang selama 12 bulan" in panel(shown, "Biaya seluruhnya")
    assert address(shown)["sim-1"].startswith("ukuran_persons~jumlah_")


@pytest.mark.parametrize("tariff", [one.key for one in tariffs.TARIFFS])
@pytest.mark.parametrize("funding", ["apbd_province", "own"])
def test_each_tariff_renders_in_a_month_in_which_it_holds(opened, tariff, funding):
    query = f"dana_{funding}~tarif_{tariff}~mulai_2026-04~bulan_3"
    shown = opened("simulasi", **{"sim-1": query})
    assert shown.failures == []
    assert "Biaya seluruhnya" in shown.text


def test_without_villages_in_the_edition_the_page_says_so_and_fails_nowhere(opened, put):
    put("2026-01-01.1", value="0.25", decimals="0")
    shown = opened("simulasi")
    assert shown.failures == []
    assert "tidak menjangkau siapa pun" in shown.text
