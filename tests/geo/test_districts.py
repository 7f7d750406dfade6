"""The districts of a regency: their own claims alone, never the regency's shared out."""

import gzip
import json
from dataclasses import replace
from datetime import date
from functools import cache

import pandas as pd
import pytest
import shapely

from geo import (
    boundaries,
    briefing,
    changelog,
    checks,
    choropleth,
    claims,
    comparison,
    completeness,
    contracts,
    district_maps,
    district_slides,
    district_words,
    districts,
    editions,
    estimates,
    groups,
    intake,
    layouts,
    regencies,
    sample,
    stillmap,
)
from geo.agenda import Agenda
from geo.errors import FaultsError
from geo.formats import Writer
from geo.indicators import indicator
from geo.material import Material, gathered
from geo.model import PROVINCE, Missing, Period, Selection
from tests.books import ABOUT, table
from tests.making import claims_table, row, text_table

SAMBAS, SELAKAU, SELAKAU_TIMUR, PEMANGKAT = "6101", "6101010", "6101011", "6101020"
COVERAGE = indicator("coverage_rate")
CODES = [one.bps for one in regencies.regencies()]
ID = Writer("id")
EVERY = pytest.mark.parametrize("regency", CODES)
PERSONS = {"indicator": "participants", "unit": "persons", "decimals": "0", "family": "active"}


def edition_of(*rows):
    """An edition of these claims that was never published."""
    return replace(sample.edition((SAMBAS,)), claims=claims_table(*rows), dataset="publikasi")


def counted(value, code=SELAKAU, **more):
    """A count of participants of a district."""
    return row(region_code=code, value=value, **{**PERSONS, **more})


def faults(*rows):
    """The sentences with which a table is refused."""
    with pytest.raises(FaultsError) as caught:
        contracts.claims_from_text(text_table(*rows), "uji.csv")
    return [one.spoken("id") for one in caught.value.faults]


@cache
def shapes():
    return boundaries.load_districts()


# -- which there are ----------------------------------------------------------------------


def test_every_district_belongs_to_one_regency():
    found = [code for regency in CODES for code in districts.codes(regency)]
    assert found == sorted(found)
    assert len(found) == len(set(found)) == 174


def test_a_regency_that_has_none_has_no_readings_either():
    read = districts.readings(edition_of(row()), "9999", Selection())
    assert districts.of("9999") == ()
    assert read.empty
    assert {"value", "status"} <= set(read.columns)


# -- what is read of them -----------------------------------------------------------------


def test_without_claims_every_district_is_blank_and_none_is_zero():
    read = districts.readings(edition_of(row(region_code=SAMBAS)), SAMBAS, Selection())
    assert list(read.index) == districts.codes(SAMBAS)
    assert read["value"].isna().all()
    assert set(read["status"]) == {Missing.NOT_REPORTED.value}


def test_a_district_shows_its_own_claim_and_the_others_stay_blank():
    edition = edition_of(row(region_code=SAMBAS, value="0.9"), row(region_code=SELAKAU, value="0"))
    read = districts.readings(edition, SAMBAS, Selection())
    assert read.loc[SELAKAU, "value"] == 0.0
    assert read.loc[SELAKAU, "status"] == claims.REPORTED
    assert read["value"].notna().sum() == 1


def test_the_kinds_of_blank_are_told_apart():
    edition = edition_of(
        row(region_code=SELAKAU, period="2024", value="0.4"),
        row(region_code=SELAKAU_TIMUR, period="2025", value="", decimals="", text="suppressed"),
    )
    read = districts.readings(edition, SAMBAS, Selection(period=Period(2025)))
    assert read.loc[[SELAKAU, SELAKAU_TIMUR, PEMANGKAT], "status"].tolist() == [
        *("older", "suppressed", "not_reported")
    ]
    letters = choropleth.build(COVERAGE, read).letters()
    assert letters.startswith("esn")


def test_the_newest_reading_is_asked_of_the_districts_alone():
    edition = edition_of(
        row(region_code=SAMBAS, period="2026"), row(region_code=SELAKAU, period="2024")
    )
    assert districts.readings(edition, SAMBAS, Selection()).loc[SELAKAU, "status"] == "reported"


def test_the_layers_go_through_the_periods_and_hold_the_one_asked_for():
    edition = edition_of(
        row(region_code=SELAKAU, period="2024"), row(region_code=SELAKAU, period="2022")
    )
    found = districts.layers(edition, SAMBAS, Selection(period=Period(2023)))
    assert [one.period for one in found] == [Period(2022), Period(2023), Period(2024), None]
    assert [len(one.known) for one in found] == [1, 0, 1, 1]


def test_the_classes_are_those_of_the_provinces_map():
    edition = edition_of(row(region_code=SELAKAU, value="0.55"))
    whole = choropleth.build(COVERAGE, claims.readings(edition.claims, COVERAGE, CODES))
    below = districts.layer(edition, SAMBAS, Selection())
    assert (below.classes, below.colours) == (whole.classes, whole.colours)


# -- what may be claimed of them ----------------------------------------------------------


def test_a_code_that_no_district_has_is_refused():
    assert "kode wilayah “6101999” tidak dikenal" in faults(row(region_code="6101999"))[0]


@pytest.mark.parametrize("value", [0, 10, 11, 2000])
def test_a_count_of_ten_or_more_or_of_nobody_may_be_told(value):
    assert len(claims_table(counted(value))) == 1


@pytest.mark.parametrize("value", [1, 5, 9])
def test_a_count_of_one_to_nine_is_refused_below_the_regency_alone(value):
    assert "kurang dari 10 orang" in faults(counted(value))[0]
    assert len(claims_table(counted(value, code=SAMBAS))) == 1


@pytest.mark.parametrize(
    "cells",
    [
        {"value": "0.5", "numerator": "5", "denominator": "100"},
        {"value": "0.5", "denominator": "8"},
        {"value": "0.02", "denominator": "100"},
    ],
)
def test_a_rate_that_gives_a_small_count_away_is_refused(cells):
    assert "kurang dari 10 orang" in faults(row(region_code=SELAKAU, **cells))[0]


def test_a_rate_of_large_counts_and_a_hidden_count_are_let_in():
    rate = row(region_code=SELAKAU, value="0.2", numerator="20", denominator="100")
    hidden = counted("", decimals="", text="suppressed")
    assert len(claims_table(rate, hidden)) == 2


# -- everybody else goes on as if they were not there -------------------------------------


def rates(codes, value):
    return [
        row(region_code=code, value=value, period="2024", claim_id=f"D-{code}") for code in codes
    ]


@pytest.fixture(scope="module")
def with_and_without():
    """The published claims, and the same with figures of every district."""
    plain = editions.load().claims
    every = [one.bps for one in regencies.districts()]
    below = claims_table(
        *rates(every, "0.99"),
        *(counted(50, code=code, claim_id=f"P-{code}", period="2026") for code in every),
        *(
            counted(60, code=code, claim_id=f"E-{code}", indicator="eligible_workers", family="ucj")
            for code in every
        ),
        *(
            counted(70, code=code, claim_id=f"N-{code}", indicator="population", family="standard")
            for code in every
        ),
    )
    return plain, pd.concat([plain, below], ignore_index=True)


def test_readings_conflicts_periods_and_completeness_of_regencies_stay_the_same(with_and_without):
    plain, more = with_and_without
    for key in ("coverage_rate", "participants", "population"):
        one = indicator(key)
        pd.testing.assert_frame_equal(
            *(claims.readings(table, one, [*CODES, PROVINCE]) for table in (plain, more))
        )
        assert claims.periods_of(plain, one, CODES) == claims.periods_of(more, one, CODES)
    as_of = editions.load().as_of
    for check in (completeness.newest, completeness.chase):
        pd.testing.assert_frame_equal(*(check(one, CODES, as_of) for one in with_and_without))
    pd.testing.assert_frame_equal(*(completeness.held(one, CODES) for one in with_and_without))


def test_rankings_groups_and_estimates_of_regencies_stay_the_same(with_and_without):
    def compared(table):
        asked = [*claims.periods_of(table, COVERAGE, CODES), None]
        tables = claims.readings_by_period(table, COVERAGE, CODES, asked)
        return comparison.side_by_side(tables, CODES, None)

    one, other = map(compared, with_and_without)
    assert one.period == other.period
    pd.testing.assert_frame_equal(one.ranks, other.ranks)
    pd.testing.assert_frame_equal(*map(groups.traits, with_and_without))
    pd.testing.assert_frame_equal(
        *(estimates.eligible(table, [*CODES, PROVINCE]) for table in with_and_without)
    )


# -- as officers send them ----------------------------------------------------------------


def drafted(*rows, heading=("Kabupaten", "Kode BPS", "Potensi", "Aktif", "Cakupan (%)")):
    received = table(["Cakupan UCJ 2024"], heading, *rows)
    return intake.drafted(received, layouts.proposed(received), {}, ABOUT)


def test_a_row_with_a_districts_code_becomes_its_claim():
    made = drafted(["Sambas", "6101", 1000, 500, "50,00"], ["Sambas", "6101010", 100, 40, "40,00"])
    told = {(one.region_code, one.indicator): one.value for one in made.claims.itertuples()}
    assert told[SELAKAU, "coverage_rate"] == 0.4
    assert told[SELAKAU, "eligible_workers"] == 100
    assert told[SAMBAS, "coverage_rate"] == 0.5


@pytest.mark.parametrize(
    "cells",
    [
        {"name": "Kec. Selakau", "code": "6101010"},
        {"name": "Selakau", "code": "61.01.07"},
        {"name": "Kabupaten Sambas", "code": "61.01.07"},
    ],
)
def test_the_districts_own_name_or_its_regencys_fits_its_code(cells):
    made = drafted(["Landak", "6103", 1000, 500, "50,00"], [*cells.values(), 100, 40, "40,00"])
    assert [fault.kind for fault in made.faults] == []
    assert SELAKAU in set(made.claims["region_code"])


def test_a_code_of_another_regencys_district_is_a_fault_of_its_row():
    made = drafted(["Landak", "6103", 1000, 500, "50,00"], ["Landak", "6101010", 100, 40, "40,00"])
    assert [fault.kind for fault in made.faults] == ["code_name_disagree"]
    assert "Kecamatan Selakau, Kabupaten Sambas" in made.faults[0].why.spoken("id")
    assert set(made.claims["region_code"]) == {"6103"}


def test_a_small_count_of_a_district_is_a_fault_that_does_not_quote_it():
    made = drafted(["Sambas", "6101", 1000, 500, "50,00"], ["Sambas", "6101010", 100, 7, "7,00"])
    assert {fault.kind for fault in made.faults} == {"small_count"}
    assert all("7" not in fault.text for fault in made.faults)
    assert set(made.claims["region_code"]) == {SAMBAS}


@pytest.mark.parametrize(("total", "differs"), [(800, False), (1000, True)])
def test_a_total_row_adds_up_the_regencies_and_not_their_districts_too(total, differs):
    rows = [["Sambas", "6101", 500], ["Sambas", "6101010", 200], ["Landak", "6103", 300]]
    heading = ("Kabupaten", "Kode BPS", "Aktif")
    received = table(["Cakupan UCJ 2024"], heading, *rows, ["Jumlah", "", total])
    made = intake.drafted(received, layouts.proposed(received), {}, ABOUT)
    found = checks.checked(made, received, claims_table(row()), date(2026, 1, 1))
    assert any(one.kind == "total_row_differs" for one in found) is differs


# -- in words -----------------------------------------------------------------------------


def said(edition, chosen=Selection()):  # noqa: B008  # a frozen value
    made = districts.layer(edition, SAMBAS, chosen)
    return district_words.finding(ID, made, districts.names(SAMBAS), "Kabupaten Sambas")


def test_a_regency_without_figures_below_it_says_so_and_counts_its_districts():
    text = said(edition_of(row(region_code=SAMBAS)))
    assert "belum ada angka per kecamatan di Kabupaten Sambas" in text
    assert "19 kecamatan" in text


def test_the_sentence_names_highest_and_lowest_of_one_definition():
    high, low = row(region_code=SELAKAU, value="0.6"), row(region_code=PEMANGKAT, value="0.3")
    assert said(edition_of(high, low)) == (
        "Cakupan kepesertaan aktif: 2 dari 19 kecamatan di Kabupaten Sambas mempunyai angka. "
        "Tertinggi Selakau 60,00\xa0% (2024), terendah Pemangkat 30,00\xa0% (2024)."
    )
    other = row(region_code=PEMANGKAT, value="0.3", family="registered")
    assert "Tertinggi" not in said(edition_of(high, other))


def test_rows_tell_codes_figure_date_and_source_or_the_kind_of_blank():
    made = districts.layer(edition_of(row(region_code=SELAKAU)), SAMBAS, Selection())
    first, second, *_ = district_words.rows(ID, made, districts.of(SAMBAS))
    assert (first.code, first.dagri, first.name) == (SELAKAU, "61.01.07", "Selakau")
    assert (first.value, first.when) == ("50,00\xa0%", "2024")
    assert "Koran" in first.source
    assert (second.value, second.when, second.source) == ("tidak ada data", "", "")


def test_an_editions_changes_name_the_district_and_its_regency():
    old, new = claims_table(row()), claims_table(row(), row(region_code=SELAKAU))
    assert "Kecamatan Selakau, Kabupaten Sambas" in changelog.written(old, new, ID)


def test_a_hidden_count_is_told_in_words():
    hidden = claims_table(counted("", decimals="", text="suppressed"))
    assert "tidak ditampilkan" in changelog.written(claims_table(row()), hidden, ID)


# -- as maps ------------------------------------------------------------------------------


@EVERY
def test_the_shapes_of_a_regency_are_its_districts_and_light(regency):
    asset = district_maps.shapes_asset(districts.shapes(shapes(), regency))
    content = json.loads(asset.content)
    assert content["codes"] == districts.codes(regency) == list(content["points"])
    assert [one["properties"]["code"] for one in content["regions"]["features"]] == content["codes"]
    (south, west), (north, east) = content["bounds"]
    whole = boundaries.load_regencies().geometry.loc[regency]
    assert shapely.box(west, south, east, north).intersects(whole)
    assert len(gzip.compress(asset.content, 9)) < 60_000


def picture(edition, chosen=Selection()):  # noqa: B008  # a frozen value
    drawn = stillmap.outlines(districts.shapes(shapes(), SAMBAS), 640)
    made = districts.layer(edition, SAMBAS, chosen)
    words = stillmap.said(made, ID, districts.names(SAMBAS))
    return district_maps.drawn(drawn, made, words), district_maps.legend(made, ID)


def test_a_picture_without_figures_shows_shapes_and_names_without_lines():
    svg, keys = picture(edition_of(row(region_code=SAMBAS)))
    assert svg.count("data-region=") == 19
    assert 'stroke="#8a94a3"' not in svg
    assert "Selakau: tidak ada data" in svg
    assert keys == []


def test_a_rate_fills_its_district_and_the_others_are_hatched():
    svg, keys = picture(edition_of(row(region_code=SELAKAU, value="0.55")))
    made = choropleth.build(COVERAGE, districts.readings(edition_of(row()), SAMBAS, Selection()))
    assert made.colours[made.classes.count - 1] in svg or made.colours[4] in svg
    assert svg.count('stroke="#8a94a3"') == 18
    assert keys[-1].count == 18


def test_a_count_becomes_a_circle_and_fills_no_area():
    chosen = Selection(indicator="participants")
    svg, keys = picture(edition_of(counted(100), counted(25, code=PEMANGKAT)), chosen)
    radii = [float(part.split('"')[0]) for part in svg.split(' r="')[1:]]
    circles = [one for one in radii if one > 5]
    assert circles[0] == pytest.approx(2 * circles[1], abs=0.1)
    assert keys[0].label == "luas lingkaran sebanding dengan nilai"


# -- in a meeting -------------------------------------------------------------------------


def told(edition):
    """The content of a meeting about two regencies, without its charts."""
    names = {one.bps: one.name for one in regencies.regencies()} | {PROVINCE: "Kalimantan Barat"}
    full = {one.bps: one.name_full for one in regencies.regencies()} | {PROVINCE: names[PROVINCE]}
    made = Material(
        edition=edition,
        outlines=stillmap.outlines(boundaries.load_regencies(), 400),
        attribution="uji",
        names=names,
        full_names=full,
        districts=district_maps.outlines(shapes, 640),
    )
    agenda = Agenda(regions=(SAMBAS, "6103"), parts=("kabupaten", "sumber"))
    return briefing.told(gathered(made, agenda, ID))


def test_a_regency_whose_districts_have_figures_gets_a_slide_after_its_own():
    extra = row(region_code=SELAKAU, value="0.55", source_title="Kecamatan dalam angka")
    found = told(edition_of(row(region_code=SAMBAS), extra))
    assert [one.key for one in found.slides] == [SAMBAS, f"{SAMBAS}.kecamatan", "6103", "sumber"]
    slide = found.slides[1]
    assert len(slide.table.rows) == 19
    assert slide.picture.svg.count("data-region=") == 19
    assert slide.source == "Koran"
    assert SELAKAU in set(found.claims["region_code"])
    assert "Kecamatan dalam angka" in {
        cell.text for one in found.slides[3].table.rows for cell in one
    }


def test_without_figures_below_the_regencies_the_sources_say_so_once():
    people = counted(5000, indicator="population", family="standard")  # no part of a meeting
    found = told(edition_of(row(region_code=SAMBAS), people))
    assert [one.key for one in found.slides] == [SAMBAS, "6103", "sumber"]
    assert found.slides[-1].points[-1] == "Belum ada angka per kecamatan dalam edisi ini."


def test_a_workbook_holds_the_districts_of_all_regencies_as_one_sheet():
    rows = [row(region_code=code, value="0.5") for code in (SELAKAU, "6103020")]
    slides = district_slides.in_one(told(edition_of(*rows)).slides, ID)
    assert [one.key for one in slides] == [SAMBAS, "6103", "kecamatan", "sumber"]
    assert [one.text for one in slides[2].table.rows[0][:4]] == [
        *("Sambas", "Selakau", "Cakupan kepesertaan aktif", "50,00\xa0%")
    ]
    assert {one[0].text for one in slides[2].table.rows} == {"Sambas", "Landak"}
