"""What a scenario starts from: each number with its claim, nothing filled in unmarked."""

from fractions import Fraction

import pandas as pd
import pytest

from geo import bases, editions
from geo.editions import Edition
from geo.language import Message
from geo.model import PROVINCE, BpsCode
from geo.regencies import regencies
from tests.geo.supposing import KAYONG, MELAWI, base, scenario, start
from tests.making import claims_table, row

CODES = [one.bps for one in regencies()]


@pytest.fixture(scope="module")
def real():
    return bases.known(editions.load(), CODES)


def edition(*rows):
    return Edition(name="2026-11-22.1", dataset="publikasi", claims=claims_table(*rows), files={})


def test_the_claims_of_the_edition_give_fourteen_regencies_and_the_province(real):
    assert list(real.table.index) == CODES
    assert real.table["villages"].sum() == real.province["villages"] == 2046
    assert (real.province["eligible"], real.province["rate"]) == (1_800_000, 0.31)


def test_every_number_leads_to_a_claim(real):
    known = set(editions.load().claims["claim_id"])
    whole = pd.concat([real.table, real.province.to_frame().T])
    for name in ("eligible", "rate", "villages"):
        told = whole[f"{name}_claim"][whole[name].notna()]
        assert set(told) <= known
        assert (whole[f"{name}_claim"][whole[name].isna()] == "").all()


def test_a_rate_that_nobody_published_is_unknown_and_says_so(real):
    silent = real.table[real.table["rate"].isna()]
    assert list(silent.index) == ["6102", "6105", "6107", "6109", "6110"]
    assert all(isinstance(one, Message) for one in silent["rate_why"])


def test_an_estimate_has_its_interval_and_a_count_none(real):
    marked = real.table[real.table["estimated"]]
    assert (marked["low"] < marked["eligible"]).all()
    assert (marked["eligible"] < marked["high"]).all()
    assert real.table.loc["6103", ["low", "eligible", "high"]].tolist() == [130_245] * 3


def test_a_rate_of_which_nobody_says_what_was_counted_is_not_used():
    found = bases.known(
        edition(row(region_code=KAYONG, family="unstated")), [BpsCode(KAYONG)]
    ).table.loc[KAYONG]
    assert pd.isna(found["rate"])
    assert "tidak menjelaskan" in found["rate_why"].spoken("id")


def test_an_assumed_rate_stands_in_where_there_is_none_and_is_marked():
    given = base({KAYONG: start(1000, 0.5), MELAWI: start(1000, float("nan"))})
    found = bases.with_assumptions(given, scenario(assumed=Fraction(3, 10))).table
    assert found["rate"].tolist() == [0.5, 0.3]
    assert found["assumed"].tolist() == [False, True]
    assert found.loc[MELAWI, "rate_claim"] == ""


def test_a_rate_set_for_a_region_replaces_that_of_the_source_and_is_marked():
    given = base({KAYONG: start(1000, 0.5)})
    rates = ((KAYONG, Fraction(1, 4)), (PROVINCE, Fraction(2, 5)))
    found = bases.with_assumptions(given, scenario(rates=rates))
    assert found.table.loc[KAYONG, ["rate", "assumed", "rate_claim"]].tolist() == [0.25, True, ""]
    assert found.province["rate"] == 0.4
    assert given.table.loc[KAYONG, "rate"] == 0.5  # the base itself stays


def test_without_estimates_only_counts_are_left():
    given = base({KAYONG: start(1000, 0.5, estimated=True), MELAWI: start(1000, 0.5)})
    found = bases.with_assumptions(given, scenario(pool="known")).table
    assert found["eligible"].isna().tolist() == [True, False]
    assert found.loc[KAYONG, "eligible_claim"] == ""


def test_the_target_is_that_of_the_year_of_the_figure_unless_another_is_asked_for(real):
    assert [one.value for one in real.aims][-3:] == [0.5956, 0.608, 0.6577]
    assert bases.target(real).value == 0.5956
    assert bases.target(real, 2030).value == 0.6577
    assert bases.target(real, 2027) is None


def test_the_counts_of_the_province_are_told_side_by_side(real):
    assert set(real.counts["value"]) == {1_786_809, 1_770_630, 1_665_422, 1_800_000}
