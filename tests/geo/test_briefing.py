"""A meeting's content: each stop in its order, each number with its text and source."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from geo import boundaries, briefing, editions, regencies, stillmap
from geo.agenda import CODES, PARTS, Agenda
from geo.decisions import Decision
from geo.editions import Edition
from geo.formats import Writer
from geo.material import Material
from geo.model import COUNTRY, ISLAND, PROVINCE, Period
from tests.making import row, typed

NAMES = {one.bps: one.name for one in regencies.regencies()}
ABOVE = {PROVINCE: "Kalimantan Barat", ISLAND: "Kalimantan", COUNTRY: "Indonesia"}
DECIDED = Decision(
    number=1,
    made_on=date(2026, 3, 1),
    edition="2026-02-01.1",
    region="6111",
    what="Daftarkan 500 nelayan",
    workers=500,
    who="Disnakertrans",
    until=date(2026, 6, 30),
)


@cache
def shapes():
    return stillmap.outlines(boundaries.load_regencies(), 300)


def material(edition, **more):
    return Material(
        edition=edition,
        outlines=shapes(),
        attribution="Batas: uji.",
        names={**NAMES, **ABOVE},
        full_names={**NAMES, **ABOVE},
        **more,
    )


def made(*rows, agenda=None, language="id", **more):
    """A brief of these claims."""
    edition = Edition(name="2026-01-01.1", dataset="publikasi", claims=typed(*rows), files={})
    return briefing.compose(material(edition, **more), agenda or Agenda(), Writer(language))


@cache
def real(language="id"):
    return briefing.compose(material(editions.load()), Agenda(), Writer(language))


def test_the_whole_meeting_has_a_slide_for_every_part_and_regency_in_order():
    keys = [slide.key for slide in real().slides]
    assert keys == [*list(PARTS)[:5], *CODES, "program", "keputusan", "sumber"]


def test_an_agenda_chooses_its_parts_and_the_order_of_its_regencies():
    agenda = Agenda(parts=("sumber", "kabupaten", "peta"), regions=("6172", "6101"))
    keys = [slide.key for slide in made(row(), agenda=agenda).slides]
    assert keys == ["peta", "6172", "6101", "sumber"]


def test_the_province_stands_with_figure_target_gap_and_what_contradicts_it():
    slide = real().slide("provinsi")
    said = {figure.label: figure.cell.text for figure in slide.figures}
    assert said["Cakupan"] == "31\N{NO-BREAK SPACE}%"
    assert said["Target 2026"] == "60,80\N{NO-BREAK SPACE}%"
    assert said["Kurang"] == "29,80 poin"
    assert said["Pekerja yang kurang"] == "536.000 orang"
    assert "24 September 2025" in slide.title
    assert any("27\N{NO-BREAK SPACE}%" in point for point in slide.points)


def test_a_line_names_its_figure_and_its_source_stands_beside_it():
    slide = real().slide("6103")
    assert slide.line.startswith("Kabupaten Landak kurang 7,37 poin") or "Landak" in slide.line
    assert slide.source == (
        "TarunaKota.com (siaran pers BPJS Ketenagakerjaan Cabang Pontianak), 10 April 2025"
    )


def test_a_silent_regency_has_words_and_no_number():
    slide = real().slide("6102")
    assert slide.figures[0].cell.number is None
    assert slide.figures[0].cell.text == "tidak ada data"
    assert "belum ada angka cakupan yang diketahui" in slide.line
    assert slide.source == ""


def test_ranking_has_all_fourteen_and_bars_of_the_comparable_alone():
    slide = real().slide("peringkat")
    assert len(slide.table.rows) == 14
    assert slide.bars.names[0] == "Ketapang"
    assert len(slide.bars.names) == 6
    assert all(cell.number is not None for cell in slide.bars.values)


def test_every_table_has_a_cell_for_each_head():
    for slide in real().slides:
        if slide.table is not None:
            assert {len(cells) for cells in slide.table.rows} == {len(slide.table.heads)}


def test_the_regency_that_misses_most_workers_stands_first_and_one_at_target_misses_none():
    rows = real().slide("target").table.rows
    assert rows[0][0].text == "Sambas"
    ketapang = next(cells for cells in rows if cells[0].text == "Ketapang")
    assert ketapang[4].text == "–"


def test_programmes_are_listed_and_never_added_up():
    slide = made(
        row(indicator="programme_workers", unit="persons", value="100", decimals="0"),
        row(indicator="programme_workers", unit="persons", value="250", decimals="0"),
    ).slide("program")
    assert [cells[2].text for cells in slide.table.rows] == ["100", "250"]
    assert "350" not in slide.title


@pytest.mark.parametrize(("workers", "said"), [(500, "500"), (None, "–")])
def test_a_decision_stands_in_its_list_and_beside_its_regency(workers, said):
    noted = (replace(DECIDED, workers=workers),)
    brief = made(row(region_code="6111", period="2024", value="0.4"), decisions=noted)
    (cells,) = brief.slide("keputusan").table.rows
    assert [cell.text for cell in cells[:5]] == [
        *("Kayong Utara", "Daftarkan 500 nelayan", said, "Disnakertrans", "30 Juni 2026")
    ]
    assert any("Daftarkan 500 nelayan" in point for point in brief.slide("6111").points)
    assert not any("nelayan" in point for point in brief.slide("6101").points)


def test_a_decision_is_a_rule_on_the_chart_of_its_regency():
    claims = [row(period=str(year), value="0.4", region_code="6111") for year in (2024, 2025)]
    chart = made(*claims, decisions=(DECIDED,)).slide("6111").picture.svg
    assert "Keputusan 1 Maret 2026: Daftarkan 500 nelayan" in chart


def test_a_period_is_read_for_all():
    rows = [row(period=str(year), value=f"0.{year - 2020}") for year in (2023, 2024)]
    brief = made(*rows, agenda=Agenda(period=Period(2023)))
    assert brief.slide("6111").figures[0].cell.number == 0.3


def test_every_page_names_the_edition_and_the_same_input_gives_the_same_brief():
    assert "2026-11-22.1" in real().footer
    again = briefing.compose(material(editions.load()), Agenda(), Writer("id"))
    assert again.slides == real().slides


def test_in_english_the_same_numbers_stand():
    pairs = zip(real().slides, real("en").slides, strict=True)
    for one, other in pairs:
        numbers = [[figure.cell.number for figure in slide.figures] for slide in (one, other)]
        assert numbers[0] == numbers[1]


def test_the_brief_takes_along_the_claims_of_the_regions_it_shows():
    brief = made(row(region_code="6111"), row(region_code="6101"), agenda=Agenda(regions=("6101",)))
    assert set(brief.claims["region_code"]) == {"6101"}
