"""What an edition holds and what is to be chased: nothing is filled in, ages are counted."""

from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import claims_table, row
from openpyxl import load_workbook

from geo import completeness
from geo.completeness import Heading
from geo.formats import Writer
from geo.model import Period

DAY = date(2026, 11, 22)
BOTH = ["6101", "6111"]
NAMES = {"6101": "Sambas", "6111": "Kayong Utara"}


def persons(**cells):
    return row(unit="persons", value="100", decimals="0", **cells)


def chased(*rows, as_of=DAY):
    return completeness.chase(claims_table(*rows), BOTH, as_of)


def test_the_matrix_says_for_each_regency_and_year_which_figure_there_is():
    table = completeness.held(
        claims_table(
            row(region_code="6111", period="2022"),
            row(region_code="6111", period="2024-09", segment="bpu"),
            persons(region_code="6101", period="2024", indicator="eligible_workers"),
        ),
        BOTH,
    )
    there = {(*at, letter) for at, cells in table.iterrows() for letter in cells.index[cells]}
    assert there == {("6111", 2022, "C"), ("6111", 2024, "B"), ("6101", 2024, "L")}
    assert table.index.tolist() == [(one, year) for one in BOTH for year in (2022, 2023, 2024)]


def test_a_claim_that_another_supersedes_and_a_count_of_another_segment_give_no_figure():
    old = row(claim_id="T-old", period="2022")
    new = row(period="2024", supersedes="T-old")
    jakon = persons(region_code="6101", segment="jakon", indicator="participants")
    table = completeness.held(claims_table(old, new, jakon), BOTH)
    assert table.to_numpy().sum() == 1
    assert table.index.get_level_values("year").unique().tolist() == [2024]


def test_an_edition_without_figures_has_no_years_and_all_is_missing():
    empty = claims_table(row()).iloc[:0]
    assert completeness.held(empty, BOTH).empty
    found = completeness.chase(empty, BOTH, DAY)
    assert len(found) == len(BOTH) * len(completeness.NEEDS)
    assert set(found["state"]) == {completeness.MISSING}
    assert found["months"].isna().all()


def test_the_newest_claim_counts_by_its_period_and_then_by_its_publication():
    first = row(period="2026-08", published_on="2026-09-01", publisher="Awal")
    later = row(period="2026-08", published_on="2026-10-01", publisher="Kemudian")
    older = row(period="2025", published_on="2026-11-01", publisher="Lama")
    found = completeness.newest(claims_table(first, later, older), BOTH, DAY)
    assert found.loc[("6111", "C"), "publisher"] == "Kemudian"
    assert found.loc[("6111", "C"), ["months", "state"]].tolist() == [2.0, ""]


@pytest.mark.parametrize(
    ("period", "as_of", "months", "state"),
    [
        ("2025-11-22", date(2026, 11, 22), 12, ""),
        ("2025-11-22", date(2026, 11, 23), 12, "old"),
        ("2024", date(2025, 12, 31), 12, ""),
        ("2024", date(2026, 1, 1), 12, "old"),
        ("2024", date(2026, 11, 22), 22, "old"),
        ("2024-02-29", date(2025, 2, 28), 12, ""),
        ("2026", date(2026, 11, 22), 0, ""),
    ],
)
def test_a_figure_is_old_when_its_period_ended_more_than_twelve_months_before(
    period, as_of, months, state
):
    found = completeness.newest(claims_table(row(period=period)), BOTH, as_of)
    assert found.loc[("6111", "C"), ["months", "state"]].tolist() == [float(months), state]


@settings(deadline=None)  # a slow machine is no failure
@given(
    st.dates(date(2015, 1, 1), date(2030, 12, 31)), st.dates(date(2015, 1, 1), date(2030, 12, 31))
)
def test_an_old_figure_is_at_least_twelve_months_old_and_a_fresh_one_at_most(day, as_of):
    table = completeness.newest(claims_table(row(period=str(day))), ["6111"], as_of)
    one = table.loc[("6111", "C")]
    assert one["months"] >= 12 if one["state"] == "old" else one["months"] <= 12
    assert one["months"] >= 0


def test_what_is_fresh_is_not_chased():
    fresh = [row(region_code=one, period="2026-06") for one in BOTH]
    found = chased(*fresh)
    assert "C" not in found.index.get_level_values("letter")
    assert len(found) == 2 * 4


def test_the_list_names_regency_figure_state_and_from_whom_it_last_came():
    found = chased(row(period="2024", publisher="Dinas"), row(region_code="6101", period="2026-06"))
    heading = Heading(edition="2026-11-22.1", as_of=DAY)
    table = completeness.listing(found, NAMES, heading, Writer("id"))
    old = table[table["Terakhir dari"] == "Dinas"].to_dict("records")
    assert old == [
        {
            "Kode BPS": "6111",
            "Kabupaten/kota": "Kayong Utara",
            "Angka": "Cakupan, semua segmen",
            "Keadaan": "lebih dari 12 bulan",
            "Waktu data terakhir": "2024",
            "Umur (bulan)": "22",
            "Terakhir dari": "Dinas",
            "Judul sumber": "Judul",
            "Alamat sumber": "https://contoh.invalid/1",
            "Dihitung per": "2026-11-22",
            "Edisi": "2026-11-22.1",
        }
    ]
    missing = table[table["Keadaan"] == "belum ada"]
    assert (missing["Waktu data terakhir"] == "").all()
    assert (missing["Umur (bulan)"] == "").all()


def test_both_files_say_the_same_and_run_no_formula():
    found = chased(row(period="2024", publisher="=1+1", source_title="@jahat"))
    heading = Heading(edition="contoh", as_of=DAY, mark="DATA CONTOH")
    table = completeness.listing(found, NAMES, heading, Writer("id"))
    text = completeness.as_csv(table).decode("utf-8-sig")
    assert "'=1+1" in text
    sheet = load_workbook(BytesIO(completeness.as_xlsx(table))).active
    cells = [[cell.value or "" for cell in line] for line in sheet.iter_rows()]
    assert cells == [list(table.columns), *table.to_numpy().tolist()]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    assert all("DATA CONTOH" in line[-1] for line in cells[1:])


def test_the_list_of_nothing_is_a_file_with_its_heading():
    everything = [
        (row if need.key == "coverage_rate" else persons)(
            region_code=one, indicator=need.key, segment=need.segment, period=str(Period(2026, 10))
        )
        for one in BOTH
        for need in completeness.NEEDS
    ]
    found = chased(*everything)
    assert found.empty
    heading = Heading(edition="2026-11-22.1", as_of=DAY)
    table = completeness.listing(found, NAMES, heading, Writer("en"))
    assert completeness.as_xlsx(table).startswith(b"PK")
    assert completeness.as_csv(table).count(b"\r\n") == 1
