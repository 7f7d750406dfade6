"""What a comparison is said to find: ties together, places as ranges, refusals aloud."""

import pytest

from geo import claims, verdicts
from geo.comparison import side_by_side
from geo.formats import Writer
from geo.indicators import indicator
from geo.model import Period
from tests.making import row, typed

SAY = Writer("id")
COVERAGE = indicator("coverage_rate")
NAMES = {"6101": "Sambas", "6102": "Bengkayang", "6103": "Landak", "6104": "Mempawah"}


def compared(*values, period=None, year="2024", **cells):
    """Four regencies, of which the first ones have these values."""
    rows = [
        row(region_code=code, value=value, period=year, **cells)
        for code, value in zip(NAMES, values, strict=False)
    ]
    members = list(NAMES)
    asked = Period.parse(year)
    tables = claims.readings_by_period(typed(*rows), COVERAGE, members, [asked])
    return side_by_side(tables, members, period and asked)


def title(found, writer=SAY):
    """The title, with plain spaces."""
    said = verdicts.comparison_title(writer, COVERAGE, found, NAMES)
    return said.replace("\N{NO-BREAK SPACE}", " ")


def test_the_highest_and_the_lowest_are_named_with_their_figures():
    assert title(compared("0.1", "0.2", "0.3")) == (
        "Landak tertinggi (30,00 %), Sambas terendah (10,00 %) di antara 3 yang sebanding."
    )


def test_figures_are_written_as_their_source_rounded_them_in_either_language():
    found = compared("0.1", "0.2", "0.35", decimals="0")
    assert "Landak tertinggi (35 %)" in title(found)
    assert "35%" in title(found, Writer("en"))
    assert "10%" in title(found, Writer("en"))


def test_those_of_one_value_are_named_together_at_both_ends():
    said = title(compared("0.1", "0.1", "0.3", "0.3"))
    assert said.startswith("Landak dan Mempawah tertinggi (30,00 %), ")
    assert "Sambas dan Bengkayang terendah (10,00 %) di antara 4" in said


def test_nobody_is_highest_and_lowest_at_once():
    said = title(compared("0.2", "0.2", "0.2", "0.2"))
    assert "20,00 %" in said
    assert not ("tertinggi" in said and "terendah" in said)


def test_too_few_are_not_ranked_and_it_is_said_how_many_they_are():
    found = compared("0.1", "0.2")
    assert title(found) == (
        "Tidak diperingkat: hanya 2 dari 4 wilayah mempunyai angka yang sebanding."
    )
    assert verdicts.ranks_note(SAY, found).startswith("Peringkat tidak diberikan: hanya 2 dari 4")
    assert verdicts.place(SAY, found.ranks, "6101") == "–"
    assert verdicts.place_number(found.ranks, "6101") == ""
    assert verdicts.place_told(SAY, found, "6101") == ""


def test_where_nothing_may_be_compared_nothing_is_ranked_or_dated():
    found = compared()
    assert title(found) == "Belum ada angka yang dapat dibandingkan untuk pilihan ini."
    assert verdicts.compared_when(SAY, found) == ""
    assert verdicts.compared_what(SAY, found) == ""
    assert verdicts.place_head(SAY, found) == "Urutan"


def test_figures_that_nobody_explained_are_not_called_comparable():
    found = compared("0.1", "0.2", "0.3", "0.4", family="unstated")
    assert title(found) == "Belum ada angka yang dapat dibandingkan untuk pilihan ini."
    assert len(found.group.apart) == 4


def test_it_is_said_whether_the_period_was_found_or_given():
    assert verdicts.compared_when(SAY, compared("0.1", "0.2", "0.3")) == (
        "Dibandingkan untuk 2024: periode terbaru dengan angka sebanding terbanyak, 3 dari 4."
    )
    given = compared("0.1", "0.2", "0.3", period=True, year="2024-09")
    assert verdicts.compared_when(SAY, given) == (
        "Dibandingkan untuk September 2024: 3 dari 4 sebanding."
    )
    assert verdicts.place_head(SAY, given) == "Urutan Sep 2024"


def test_the_shared_definition_is_told():
    said = verdicts.compared_what(SAY, compared("0.1", "0.2", "0.3", family="registered"))
    assert said == "Definisi yang sama: Peserta terdaftar, bukan peserta aktif."


def test_a_place_is_a_range_where_a_silent_region_leaves_it_open():
    found = compared("0.1", "0.2", "0.3")
    places = [verdicts.place(SAY, found.ranks, code) for code in NAMES]
    assert places == ["3–4", "2–3", "1–2", "–"]
    assert [verdicts.place_number(found.ranks, code) for code in NAMES] == ["3", "2", "1", ""]
    assert verdicts.ranks_note(SAY, found).startswith("Urutan ditulis sebagai rentang: 1 wilayah")


def test_a_place_is_one_number_where_all_are_known():
    found = compared("0.1", "0.2", "0.3", "0.4")
    assert [verdicts.place(SAY, found.ranks, code) for code in NAMES] == ["4", "3", "2", "1"]
    assert verdicts.place_told(SAY, found, "6104") == "Ke-1 dari 4 yang diketahui."
    assert verdicts.ranks_note(SAY, found).startswith("Semua wilayah mempunyai angka sebanding")


def test_ties_and_silent_ones_are_told_beside_a_place():
    assert verdicts.place_told(SAY, compared("0.3", "0.3", "0.1"), "6101") == (
        "Ke-1 dari 3 yang diketahui, sama dengan 1 lainnya; antara 1 dan 3 dari 4, karena 1 belum "
        "mempunyai angka sebanding."
    )


def test_a_place_that_rounding_leaves_open_says_so():
    values = {"6101": ("0.5", "0"), "6102": ("0.504", "1"), "6103": ("0.6", "0")}
    rows = [
        row(region_code=code, value=value, decimals=decimals)
        for code, (value, decimals) in values.items()
    ]
    tables = claims.readings_by_period(typed(*rows), COVERAGE, list(values), [Period(2024)])
    found = side_by_side(tables, list(values), None)
    assert verdicts.place(SAY, found.ranks, "6101") == "2–3"
    said = verdicts.place_told(SAY, found, "6101") + verdicts.ranks_note(SAY, found)
    assert "bulat" in said


@pytest.mark.parametrize("pairs", [0, 1])
def test_a_scatter_of_fewer_than_two_says_so(pairs):
    said = verdicts.scatter_title(SAY, pairs, 14, "PDRB", "Cakupan")
    assert said == "Cakupan dan PDRB: kurang dari dua wilayah mempunyai keduanya."


def test_a_scatter_counts_its_pairs_and_proves_no_cause():
    said = verdicts.scatter_title(SAY, 9, 14, "PDRB", "Cakupan")
    assert "9 dari 14 wilayah" in said
    assert "tidak membuktikan sebab-akibat" in said
