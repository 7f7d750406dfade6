"""The budgets of the facts beside persons × tariff × months: exact, or with what they differ by."""

import pytest

from geo import editions
from geo.budget_checks import checked, note
from geo.formats import Writer
from geo.tariffs import BY_KEY
from tests.making import claims_table, row

FULL = BY_KEY["jkk-jkm"]


@pytest.fixture(scope="module")
def real():
    return {one.budget["claim_id"]: one for one in checked(editions.load().claims, FULL)}


def test_every_budget_of_the_facts_is_looked_at(real):
    claims = editions.load().claims
    assert set(real) == set(claims.loc[claims["indicator"] == "programme_budget", "claim_id"])


def test_sintang_pays_4500_persons_for_a_year_to_the_rupiah(real):
    one = real["VUL-022"]
    assert (one.persons, one.months, one.difference, one.rupiah) == (4_500, 12, 0, 907_200_000)
    assert "= 4.500 × Rp16.800 × 12 bulan, tepat" in note(Writer(), one, "Sintang")


def test_the_province_pays_10000_persons_that_its_source_does_not_name(real):
    one = real["VUL-005"]
    assert (one.persons, one.months, one.workers) == (10_000, 12, None)
    assert "jumlah orangnya tidak disebut sumber" in note(Writer(), one, "Kalbar")


def test_bengkayang_names_30_million_less_than_the_formula(real):
    one = real["VUL-009"]
    assert (one.persons, one.months, one.difference) == (12_200, None, 30_000_000)
    assert "selisihnya Rp30.000.000" in note(Writer(), one, "Bengkayang")


def test_the_budget_of_ketapang_lasts_7_months(real):
    one = real["VUL-019"]
    assert (one.persons, one.months, one.difference) == (34_400, None, 2_635_040_000)
    assert "cukup untuk 7,4 bulan" in note(Writer(), one, "Ketapang")


@pytest.mark.parametrize("number", ["VUL-006", "VUL-007"])
def test_a_round_budget_pays_for_whole_persons_and_a_rest(real, number):
    assert real[number].persons == 9_920
    assert "sisa Rp128.000" in note(Writer(), real[number], "Kalbar")


def test_six_months_of_28943_persons_are_2917_million():
    made = {"region_code": "61", "period": "2023", "decimals": 0, "family": "standard"}
    claims = claims_table(
        row(indicator="programme_budget", unit="rupiah", value=2_917_454_400, **made),
        row(indicator="programme_workers", unit="persons", value=28_943, **made),
    )
    assert [one.months for one in checked(claims, FULL)] == [6]
