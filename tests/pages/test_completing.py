"""The page Data says what there is, how old it is, and what to chase; the list goes along."""

import pytest

from geo import completeness


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_matrix_has_a_row_for_each_regency_and_is_told_in_words_as_well(opened, language):
    shown = opened("data", bahasa=language)
    assert shown.failures == []
    body = next(body for body in shown.panels if 'class="grid"' in body)
    assert body.count("<tr data-region=") == 2 * 14
    assert body.count('<span class="boxes"') == body.count('<span class="unseen"')


def test_a_figure_of_one_year_is_one_box_and_all_else_is_missing(opened, put):
    put("2026-01-01.1", period="2024", publisher="Dinas Uji")
    body = next(body for body in opened("data").panels if 'class="grid"' in body)
    assert body.count('<i class="there">') == 1 + len(completeness.NEEDS)  # and the key's own
    text = opened("data").text
    assert "1 ada dan tidak lebih dari 12 bulan; 0 sudah lebih lama; 69 belum ada" not in text
    assert "0 ada dan tidak lebih dari 12 bulan; 1 sudah lebih lama; 69 belum ada" in text
    assert "data 2024, 12 bulan lalu, dari Dinas Uji" in text


def test_ages_are_counted_from_the_editions_own_day(opened, put):
    put("2024-06-01.1", period="2024-01")
    put("2026-01-01.1", period="2024-01", claim_id="T-9")
    assert "data Januari 2024, 4 bulan lalu" in opened("data", edisi="2024-06-01.1").text
    assert "data Januari 2024, 23 bulan lalu" in opened("data").text


def test_the_list_can_be_taken_along_as_csv_and_as_a_workbook(opened, handed_over, put):
    put("2026-01-01.1", period="2024", publisher="Dinas Uji")
    opened("data")
    for kind in ("csv", "xlsx"):
        table = handed_over[f"peta-cakupan-yang-dikejar-2026-01-01.1.{kind}"]
        assert len(table.splitlines()) == 1 + 70
        assert "6111,Kayong Utara," in table


def test_an_edition_without_claims_on_regencies_still_says_what_to_chase(opened, put):
    put("2026-01-01.1", region_code="61")
    text = opened("data").text
    assert "70 belum ada sama sekali" in text
    assert "Yang perlu dikejar" in text
