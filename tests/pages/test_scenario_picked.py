"""Rapat with scenarios: ticked by the reader, in a part of their own, never among the figures."""

import re

import pytest
from conftest import seen

from geo import pack
from geo.scenario_brief import MOST
from pages.shell import frame, packing

KAYONG = "dana_dbh_sawit~ukuran_budget~bagian_0.2~jumlah_6111.4435427000"
BUTTON = "Buat paket: PPTX, DOCX, PDF, XLSX"


@pytest.fixture
def briefs(monkeypatch):
    """What would be packed, without making the files."""
    taken = []

    def packed(brief, logo, told):
        taken.append(brief)
        return {"a.pptx": b"x"}

    monkeypatch.setattr(packing.pack, "pack", packed)
    return taken


def boxes(page):
    return [one for one in page.app.checkbox if "SIMULASI" in one.label]


def press(page, label):
    next(one for one in page.app.button if one.label == label).click()
    return page.run()


def links(page):
    return {one.proto.label: one.proto for one in page.app.get("page_link")}


def keys(brief):
    return [one.key for one in brief.slides]


def test_without_a_scenario_rapat_leads_to_the_simulation_and_packs_none(opened, briefs):
    page = opened("rapat")
    assert boxes(page) == []
    assert "Susun skenario simulasi untuk paket ini" in links(page)
    press(page, BUTTON)
    assert not any(one.mark for one in briefs[0].slides)


def test_the_scenario_of_the_address_is_ticked_and_stands_after_the_decisions(opened, briefs):
    page = opened("rapat", **{"sim-1": KAYONG, "sim-nama": "Sawit"})
    (box,) = boxes(page)
    assert box.value
    assert seen(box.label).replace("\\", "") == "SIMULASI: Sawit (4.400 orang, Rp887,0 juta)"
    press(page, BUTTON)
    made = keys(briefs[0])
    at = made.index("keputusan")
    assert made[at + 1 : -1] == [
        "simulasi",
        *(f"simulasi-1{end}" for end in ("", "-tabel", "-asal")),
    ]
    assert made[-1] == "sumber"
    for slide in briefs[0].slides:
        assert bool(slide.mark) == slide.key.startswith("simulasi")
        assert ("SIMULASI" in f"{slide.title}{slide.line}") == bool(slide.mark)


def test_a_scenario_is_offered_but_not_ticked_where_nobody_asked_for_it(opened, briefs):
    page = opened("simulasi", **{"sim-1": KAYONG})
    page.app.switch_page(str(frame.PAGES / "rapat.py"))
    del page.app.query_params["sim-1"]
    page.run()
    (box,) = boxes(page)
    assert not box.value
    assert "SIMULASI" not in page.text
    press(page, BUTTON)
    assert not any(one.mark for one in briefs[0].slides)
    boxes(page)[0].check()
    press(page.run(), BUTTON)
    assert "simulasi-1" in keys(briefs[1])


def test_the_simulation_leads_to_rapat_with_the_scenario_in_the_link(opened):
    query = links(opened("simulasi", **{"sim-1": KAYONG}))["Masukkan ke paket rapat"].query_string
    assert "sim-1=dana_dbh_sawit" in query
    plain = links(opened("simulasi"))["Masukkan ke paket rapat"].query_string
    assert plain == "sim-1=-"  # the default says so too, so that it arrives ticked
    page = opened("rapat", **{"sim-1": "-"})
    assert [box.value for box in boxes(page)] == [True]
    assert "204.600 orang" in seen(boxes(page)[0].label).replace("\\", "")


def test_at_most_four_can_be_ticked(opened, briefs):
    page = opened("simulasi")
    for each in (100, 80, 60, 40):
        next(one for one in page.app.number_input if one.label == "Pekerja per desa").set_value(
            each
        )
        press(page.run(), "Tambahkan ke perbandingan")
    next(one for one in page.app.number_input if one.label == "Pekerja per desa").set_value(20)
    page.run()
    page.app.switch_page(str(frame.PAGES / "rapat.py"))
    page.run()
    assert len(boxes(page)) == MOST + 1
    for n in range(MOST):
        boxes(page)[n].check()
        page.run()
    assert [one.disabled for one in boxes(page)] == [False] * MOST + [True]
    press(page, BUTTON)
    assert [one for one in keys(briefs[0]) if re.fullmatch(r"simulasi-\d", one)] == [
        f"simulasi-{n}" for n in range(1, MOST + 1)
    ]


def test_one_that_cannot_be_computed_or_read_is_told_and_not_offered(opened):
    page = opened("rapat", **{"sim-1": "tarif_half-other~per_x"})
    assert boxes(page) == []
    told = " ".join(one.value for one in page.app.warning).replace("\\", "")
    assert "tidak berlaku pada 2027-01" in told
    assert "“per”" in told
    assert page.failures == []


def test_html_in_a_name_stays_text(opened):
    page = opened("rapat", **{"sim-1": "per_50", "sim-nama": "<b>x</b> [y](http://jahat.invalid)"})
    (box,) = boxes(page)
    assert r"\<b\>x" in box.label
    assert r"\[y\]\(http" in box.label


def permalink(page):
    (foot,) = [one for one in page.bodies if one.startswith('<footer class="colophon">')]
    (found,) = re.findall(r'href="([^"]*)"', foot)
    return found


def test_the_permanent_link_holds_scenario_budget_and_edition(opened):
    page = opened("simulasi", **{"sim-1": KAYONG, "bagi-dari": "jumlah", "bagi-tujuan": "gap"})
    for part in ("sim-1=dana_dbh_sawit~ukuran_budget", "edisi=", "bagi-dari=", "bagi-tujuan="):
        assert part in permalink(page)
    assert "sim-1=per_50" in permalink(opened("rapat", **{"sim-1": "per_50"}))


def test_what_is_changed_stands_in_the_permanent_link_at_once(opened):
    page = opened("simulasi")
    assert "sim-" not in permalink(page)
    next(one for one in page.app.number_input if one.label == "Pekerja per desa").set_value(50)
    assert "sim-1=per_50" in permalink(page.run())


def test_the_pack_is_the_one_of_the_command(opened):
    assert packing.pack is pack


def test_the_sample_can_be_taught_with_every_village_is_made_up_and_reached(opened):
    page = opened("simulasi", data="contoh")
    assert page.failures == []
    (result,) = [body for body in page.panels if 'class="headline simul"' in body]
    assert "DATA CONTOH" in result
    assert "desa × 100 pekerja" in seen(result)
    table = next(body for body in page.bodies if 'class="block simul table"' in body)
    assert "belum dapat dihitung" not in seen(table)


def test_tariffs_stand_with_their_dates_and_law_and_budgets_beside_the_formula(opened):
    (told,) = [seen(body) for body in opened("simulasi").panels if "simul tariffs" in body]
    for part in (
        *("Rp16.800", "Rp36.800", "Rp8.400", "PP 50/2025", "PRM-004"),
        *("Januari 2026 sampai Maret 2027", "April 2026 sampai Desember 2026"),
        "belum dipastikan sumber mana pun",
        "Rp907.200.000 = 4.500 × Rp16.800 × 12 bulan, tepat",
        "selisihnya Rp30.000.000",
    ):
        assert part in told, part
    assert told.count("Tidak sama:") == len(re.findall("selisihnya|, sisa ", told))
