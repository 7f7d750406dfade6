"""Eligible workers: a source's own count first, an estimate marked and measured."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import editions, estimates, sample
from geo.model import PROVINCE
from tests.making import row, typed

ALL = [*(f"61{n:02}" for n in range(1, 13)), "6171", "6172"]
COUNT = {"unit": "persons", "decimals": 0, "family": "standard"}


def people(region, number):
    """A population claim."""
    return row(region_code=region, indicator="population", value=number, **COUNT)


def potential(region, number, **cells):
    """A claim of eligible workers."""
    return row(region_code=region, indicator="eligible_workers", value=number, **COUNT | cells)


def rate(region, value, **cells):
    """A claim of a coverage rate."""
    return row(region_code=region, value=value, **cells)


def four(*log_ratios, estimated="6105"):
    """A province of 1000 workers in which regencies of a tenth each differ by known ratios."""
    known = [
        rate(f"61{n:02}", 0.5, denominator=100 * math.exp(one))
        for n, one in enumerate(log_ratios, 6)
    ]
    tenths = [people(f"61{n:02}", 10) for n in range(6, 6 + len(log_ratios))]
    whole = [people("61", 100), people(estimated, 10), potential("61", 1000)]
    return typed(*known, *tenths, *whole)


def test_the_four_known_denominators_lie_at_most_a_third_above_their_share():
    found = estimates.pairs(editions.load().claims)
    assert found["log_ratio"].round(3).to_dict() == {
        "6103": 0.062,
        "6108": 0.090,
        "6112": 0.326,
        "6172": -0.084,
    }
    landak = found.loc["6103"]
    assert landak["known"] == 130245
    assert landak["apportioned"] == pytest.approx(1665422 * 415033 / 5646268)


def test_each_known_count_stands_beside_the_provinces_count_nearest_in_time():
    found = estimates.pairs(editions.load().claims)["province_id"].to_dict()
    assert found == {"6103": "WRK-009", "6108": "WRK-004", "6112": "WRK-004", "6172": "WRK-012"}


def test_the_factor_is_students_t_times_the_root_mean_square():
    spread = math.sqrt((0.1**2 + 0.2**2 + 0.2**2) / 3)
    assert estimates.factor([0.1, -0.2, 0.2]) == pytest.approx(math.exp(1.6377 * spread), rel=1e-4)
    assert estimates.factor([0.1] * 4, level=0.95) == pytest.approx(math.exp(2.7764 * 0.1), 1e-4)


def test_left_out_in_turn_three_of_four_known_counts_lie_within_their_interval():
    ratios = estimates.pairs(editions.load().claims)["log_ratio"]
    held = dict(zip(ratios.index, estimates.left_out(ratios.tolist()), strict=True))
    assert held == {"6103": True, "6108": True, "6112": False, "6172": True}


def test_an_interval_is_judged_by_the_others_alone():
    # From the other three 0.1 × 1.638 = 0.164; with itself it would reach 0.186.
    assert estimates.left_out([0.1, 0.1, 0.1, 0.17])[3] is False


def test_the_method_is_not_judged_on_doubtful_counts_or_other_definitions():
    sure = four(0.1, -0.2, 0.2)
    for column, cell in (("confidence", "low"), ("family", "ucj-2024")):
        doubtful = sure.copy()
        rates = doubtful.index[doubtful["indicator"] == "coverage_rate"]
        doubtful.loc[rates[0], column] = cell
        assert len(estimates.pairs(sure)) == 3
        assert len(estimates.pairs(doubtful)) == 2


def test_the_interval_holds_the_true_count_four_times_of_five():
    dice = np.random.default_rng(61)
    for known in (3, 4, 9):
        draws = dice.normal(0, 0.3, (4000, known + 1))
        held = [abs(one[-1]) <= math.log(estimates.factor(list(one[:-1]))) for one in draws]
        assert np.mean(held) == pytest.approx(0.80, abs=0.02)


def test_an_estimate_is_the_share_of_the_people_with_bounds_in_ratio_and_its_method():
    table = four(0.1, -0.2, 0.2)
    found = estimates.eligible(table, ["6105"]).loc["6105"]
    width = estimates.factor([0.1, -0.2, 0.2])
    assert found["value"] == pytest.approx(100)
    assert (found["low"], found["high"]) == pytest.approx((100 / width, 100 * width))
    assert found["estimated"]
    assert found["level"] == 0.8
    said = found["why"].spoken("id")
    assert said.startswith("Perkiraan")
    assert "jumlah penduduk" in said
    assert "penduduk usia kerja" in said
    assert "3 kabupaten/kota" in said
    assert "4 dari 5 kali" in said


def test_for_a_ranking_the_intervals_may_hold_at_a_higher_level():
    found = estimates.eligible(four(0.1, -0.2, 0.2), ["6105"], level=0.95).loc["6105"]
    assert found["high"] == pytest.approx(100 * estimates.factor([0.1, -0.2, 0.2], 0.95))
    assert found["level"] == 0.95
    assert "19 dari 20 kali" in found["why"].spoken("id")


def test_in_the_edition_four_counts_are_known_and_ten_are_estimated():
    found = estimates.eligible(editions.load().claims, [*ALL, "61"])
    assert list(found.index) == [*ALL, "61"]
    assert set(found.index[~found["estimated"]]) == {"6103", "6108", "6112", "6172", "61"}
    assert found.loc["6103", "value"] == 130245
    assert found.loc["61", "value"] == 1_800_000
    pontianak = found.loc["6171"]  # 244,236 is of low confidence and another definition
    assert pontianak["value"] == pytest.approx(1_800_000 * 687031 / 5646268)
    assert pontianak["claim_id"] == "WRK-012"
    assert ((found["low"] <= found["value"]) & (found["value"] <= found["high"])).all()


def test_an_implied_denominator_has_the_width_of_the_rates_rounding():
    found = estimates.eligible(editions.load().claims, ["6112"]).loc["6112"]
    assert found["value"] == pytest.approx(110013 / 0.3921)
    assert found["low"] == pytest.approx(110013 / 0.39215)
    assert found["high"] == pytest.approx(110013 / 0.39205)
    assert not found["estimated"]
    assert "Dihitung dari jumlah peserta" in found["why"].spoken("id")


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 10_000), st.integers(1, 10_000), st.integers(0, 2))
def test_an_implied_interval_holds_the_denominator_that_was_rounded_away(part, rest, decimals):
    whole = part + rest
    shown = round(part / whole, decimals + 2)
    table = typed(rate("6101", shown, numerator=part, decimals=decimals))
    found = estimates.eligible(table, ["6101"]).loc["6101"]
    if shown > 0.5 * 10 ** -(decimals + 2):
        assert found["low"] * (1 - 1e-9) <= whole <= found["high"] * (1 + 1e-9)
    else:
        assert math.isnan(found["value"])


def test_the_newest_own_count_is_taken_and_a_given_one_before_an_implied_one():
    table = typed(
        rate("6101", 0.5, period="2022", denominator=100),
        rate("6101", 0.5, period="2024", numerator=60),
        rate("6101", 0.5, period="2024", denominator=110),
        potential("6101", 130, period="2023"),
        potential("6101", 999, period="2025", confidence="low"),
        rate("6101", 0.5, period="2025", denominator=888, family="registered"),
        rate("6101", 0.5, period="2025", denominator=777, family="unstated"),
    )
    found = estimates.eligible(table, ["6101"]).loc["6101"]
    assert found["value"] == found["low"] == found["high"] == 110
    assert (found["known_period"], found["source"], found["level"]) == ("2024", "Koran", 1.0)


def test_nothing_is_estimated_from_fewer_than_three_known_counts():
    found = estimates.eligible(four(0.1, -0.2), ["6105"]).loc["6105"]
    assert math.isnan(found["value"])
    assert not found["estimated"]
    assert "2 kabupaten/kota" in found["why"].spoken("id")


@pytest.mark.parametrize(
    ("region", "counted", "said"),
    [
        ("6104", "6105", "jumlah penduduknya"),
        ("62", "62", "hanya dibuat untuk kabupaten/kota"),
        ("ID", "ID", "hanya dibuat untuk kabupaten/kota"),
    ],
)
def test_a_region_without_people_or_outside_the_province_is_refused(region, counted, said):
    table = four(0.1, -0.2, 0.2, estimated=counted)
    found = estimates.eligible(table, [region]).loc[region]
    assert math.isnan(found["value"])
    assert (found["source"], found["claim_id"]) == ("", "")
    assert said in found["why"].spoken("id")


def test_people_of_another_year_than_the_provinces_make_no_share():
    table = four(0.1, -0.2, 0.2)
    older = table["indicator"].eq("population") & table["region_code"].eq("6105")
    table.loc[older, "period"] = "2020"
    assert math.isnan(estimates.eligible(table, ["6105"]).loc["6105", "value"])


def test_a_segment_has_its_own_counts_and_no_estimate_without_its_own_pairs():
    found = estimates.eligible(editions.load().claims, ["6101", "61"], segment="bpu")
    assert math.isnan(found.loc["6101", "value"])
    assert found.loc["61", "value"] == pytest.approx(147159 / 0.1702)  # newer than 848,705


def test_in_the_sample_every_region_has_its_own_newest_count_and_no_people_are_needed():
    panel = sample.edition(("6101", "6102")).claims
    found = estimates.eligible(panel, ["6102", "6101", PROVINCE])
    assert not found["estimated"].any()
    assert set(found["known_period"]) == {"2026-12"}
    rates = panel[(panel["indicator"] == "coverage_rate") & (panel["segment"] == "total")]
    newest = rates[rates["period"] == "2026-12"].set_index("region_code")["denominator"]
    assert found["value"].to_dict() == newest.to_dict()


def test_persons_follow_the_bounds_and_keep_their_order_below_zero():
    found = estimates.eligible(four(0.1, -0.2, 0.2), ["6105"]).loc["6105"]
    gap, passed = estimates.workers(0.1, found), estimates.workers(-0.1, found)
    assert (gap.value, gap.low, gap.high) == pytest.approx(
        (10, found["low"] / 10, found["high"] / 10)
    )
    assert (passed.low, passed.value, passed.high) == pytest.approx((-gap.high, -10, -gap.low))
    assert gap.estimated
    assert gap.level == 0.8


def test_persons_are_unknown_where_the_count_or_the_share_is():
    known = estimates.eligible(four(0.1, -0.2, 0.2), ["6105", "6104"])
    assert math.isnan(estimates.workers(0.1, known.loc["6104"]).value)
    unknown = estimates.workers(math.nan, known.loc["6105"])
    assert math.isnan(unknown.low)
    assert math.isnan(unknown.high)
