"""What may be compared, and the sentence where it may not."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import claims, comparability, editions
from geo.comparability import fewest, group, refusal
from geo.families import FAMILIES
from geo.indicators import indicator
from geo.model import Period
from tests.making import row, typed

CODES = [f"61{n:02d}" for n in range(1, 13)] + ["6171", "6172"]


def read(*rows, codes=CODES, period=None, key="coverage_rate"):
    """Readings of the fourteen from a few claims."""
    return claims.readings(typed(*rows), indicator(key), codes, period=period)


def one(**cells):
    """One reading."""
    return read(row(**cells), codes=["6111"]).loc["6111"]


def spoken(message):
    """A refusal in words, empty where there is none."""
    return message.spoken("id") if message is not None else ""


def test_figures_of_one_family_and_year_may_be_compared():
    assert refusal(one(value="0.4", period="2024-09-30"), one(value="0.5", period="2024")) is None


def test_the_province_of_2023_and_2024_is_refused_with_both_denominators():
    before = one(family="uwc-2022", period="2023-09-30", value="0.4281")
    after = one(family="ucj-2024", period="2024", value="0.3647")
    for over_time in (False, True):
        text = spoken(refusal(before, after, over_time=over_time))
        assert "1.770.630" in text
        assert "1.665.422" in text


def test_another_year_is_refused_side_by_side_and_allowed_over_time():
    before, after = one(period="2023"), one(period="2024")
    assert "2023" in spoken(refusal(before, after))
    assert "2024" in spoken(refusal(before, after))
    assert refusal(before, after, over_time=True) is None


def test_two_months_of_a_panel_are_not_set_side_by_side_but_a_day_and_a_month_are():
    august, september = one(period="2024-08"), one(period="2024-09")
    assert "Bulannya" in spoken(refusal(august, september))
    assert refusal(august, september, over_time=True) is None
    assert refusal(september, one(period="2024-09", value="0.1")) is None
    assert refusal(one(period="2024-09-30"), august) is None


@pytest.mark.parametrize("family", ["unstated", "participants-unstated"])
def test_what_nobody_defined_is_compared_with_nothing_not_even_its_like(family):
    assert "tidak menjelaskan" in spoken(refusal(one(family=family), one(family=family)))
    assert "tidak menjelaskan" in spoken(refusal(one(), one(family=family), over_time=True))


def test_a_blank_and_another_indicator_or_segment_are_refused():
    blank = read(row(region_code="6101")).loc["6111"]
    assert "tidak mempunyai angka" in spoken(refusal(blank, one()))
    assert "tidak mempunyai angka" in spoken(refusal(one(), blank, over_time=True))
    wage = pd.Series({**one(), "segment": "pu"})
    assert "segmen" in spoken(refusal(wage, one()))
    rate = read(row(indicator="unemployment_rate", family="standard"), key="unemployment_rate")
    assert "indikator" in spoken(refusal(rate.loc["6111"], one()))


@given(
    st.sampled_from(sorted(FAMILIES)),
    st.sampled_from(sorted(FAMILIES)),
    st.sampled_from(["2023", "2024", "2024-08", "2024-09", "2024-09-30"]),
    st.sampled_from(["2023", "2024", "2024-08", "2024-09", "2024-09-30"]),
    st.booleans(),
)
def test_a_refusal_does_not_depend_on_the_order(family, another, period, other, over_time):
    left = {"value": 0.4, "indicator": "i", "segment": "total", "family": family}
    right = {**left, "family": another, "period": other, "year": int(other[:4])}
    left |= {"period": period, "year": int(period[:4])}
    there = refusal(left, right, over_time=over_time)
    back = refusal(right, left, over_time=over_time)
    assert (there is None) == (back is None)
    assert there is None or there.text == back.text


@pytest.mark.parametrize(
    ("expected", "needed"), [(14, 5), (3, 3), (9, 3), (10, 4), (15, 5), (16, 6), (514, 172), (0, 3)]
)
def test_a_third_and_at_least_three_are_needed(expected, needed):
    assert fewest(expected) == needed


def test_the_group_is_the_family_and_year_with_most_regions():
    rows = [
        *(row(region_code=f"610{n}", value=v) for n, v in enumerate((0.3, 0.5, 0.4, 0.5, 0.2), 1)),
        row(region_code="6106", value="0.9", period="2025"),
        row(region_code="6107", value="0.9", family="unstated"),
        row(region_code="6108", value="0.9", family="registered"),
    ]
    found = group(read(*rows))
    assert (found.family, found.year, found.expected) == ("ucj", 2024, 14)
    assert list(found.table.index) == ["6102", "6104", "6103", "6101", "6105"]
    assert list(found.apart.index) == ["6106", "6107", "6108"]
    whys = [spoken(why) for why in found.apart["why"]]
    assert "2025" in whys[0]
    assert "tidak menjelaskan" in whys[1]
    assert FAMILIES["registered"].label in whys[2]
    assert list(found.missing.index) == CODES[8:]
    assert found.refusal is None


def test_of_equal_groups_the_newest_year_then_the_better_family_is_taken():
    years = [row(region_code="6101", period="2023"), row(region_code="6102", period="2024")]
    assert group(read(*years)).year == 2024
    kinds = [
        row(region_code="6101", family="registered"),
        row(region_code="6102", family="ucj"),
    ]
    assert group(read(*kinds)).family == "ucj"


def test_four_of_fourteen_are_too_few_to_rank_and_five_are_enough():
    four = group(read(*(row(region_code=code) for code in CODES[:4])))
    assert len(four.table) == 4
    assert "hanya 4 dari 14" in spoken(four.refusal)
    assert "5 diperlukan" in spoken(four.refusal)
    assert group(read(*(row(region_code=code) for code in CODES[:5]))).refusal is None


def test_where_nothing_may_be_compared_the_group_is_empty_and_says_so():
    found = group(read(row(region_code="6101", family="unstated")))
    assert (found.family, found.year, len(found.table)) == (None, None, 0)
    assert "tidak menjelaskan" in spoken(found.apart["why"].iloc[0])
    assert "tidak ada angka yang dapat dibandingkan" in spoken(found.refusal)
    nothing = group(read(row(region_code="9999")))
    assert len(nothing.missing) == 14
    assert len(nothing.apart) == 0


def test_a_region_that_lags_a_month_stands_apart():
    rows = [row(region_code=code, period="2026-12") for code in CODES[:13]]
    found = group(read(*rows, row(region_code="6172", period="2026-11")))
    assert len(found.table) == 13
    assert "Bulannya" in spoken(found.apart.loc["6172", "why"])
    own = comparability.around(read(*rows, row(region_code="6172", period="2026-11")), "6172")
    assert list(own.table.index) == ["6172"]
    assert own.refusal is not None


def test_of_two_months_with_as_many_figures_the_newer_is_taken_and_days_stand_in_either():
    rows = [
        row(region_code="6101", period="2026-09-30"),
        *(row(region_code=code, period="2026-11") for code in ("6102", "6103")),
        *(row(region_code=code, period="2026-12") for code in ("6104", "6105")),
    ]
    for found in (group(read(*rows)), comparability.around(read(*rows), "6104")):
        assert sorted(found.table.index) == ["6101", "6104", "6105"]
        assert ["Bulannya" in spoken(why) for why in found.apart["why"]] == [True, True]


def test_of_families_that_are_equal_in_all_the_first_region_decides():
    rows = [
        row(region_code="6102", family="ucj"),
        row(region_code="6101", family="register"),
    ]
    assert group(read(*rows)).family == group(read(*rows[::-1])).family == "register"


def test_around_a_region_its_own_family_and_year_are_taken_though_others_are_more():
    rows = [
        *(row(region_code=code, period="2023") for code in CODES[:6]),
        *(row(region_code=code, period="2024") for code in CODES[6:11]),
    ]
    assert group(read(*rows)).year == 2023
    own = comparability.around(read(*rows), "6107")
    assert (own.year, len(own.table), len(own.apart)) == (2024, 5, 6)


def test_around_a_region_without_a_figure_nothing_is_compared_and_each_says_why():
    own = comparability.around(read(*(row(region_code=code) for code in CODES[:6])), "6172")
    assert len(own.table) == 0
    assert own.refusal is not None
    assert all("tidak mempunyai angka" in spoken(why) for why in own.apart["why"])


def test_a_region_to_which_it_does_not_apply_is_not_expected():
    rows = [
        row(
            region_code="6101", indicator="dbh_sawit", value="100", unit="rupiah", family="standard"
        ),
        row(region_code="6101", indicator="villages", value="10", family="standard"),
        row(
            region_code="6171", indicator="dbh_sawit", value="100", unit="rupiah", family="standard"
        ),
        row(region_code="6171", indicator="villages", value="0", family="standard"),
    ]
    found = group(read(*rows, key="dbh_sawit_per_village"))
    assert found.expected == 13
    assert list(found.table.index) == ["6101"]
    assert found.missing.loc["6171", "status"] == "not_applicable"


@given(st.permutations(CODES))
@settings(deadline=None, max_examples=15)
def test_every_region_is_in_one_place_whatever_the_order(codes):
    rows = [
        *(row(region_code=code, value=n / 100) for n, code in enumerate(CODES[:6])),
        row(region_code="6107", family="unstated"),
        row(region_code="6108", period="2025"),
    ]
    found = group(read(*rows, codes=codes))
    parts = [*found.table.index, *found.apart.index, *found.missing.index]
    assert sorted(parts) == CODES
    assert set(found.table.index) == set(CODES[:6])
    assert found.apart["why"].notna().all()


def test_in_the_published_edition_2024_is_ranked_and_2025_is_not():
    real = editions.load().claims
    codes = list(CODES)
    rate = indicator("coverage_rate")
    known = group(claims.readings(real, rate, codes, period=Period(2024)))
    assert (known.family, known.year, len(known.table)) == ("ucj", 2024, 6)
    assert known.table.index[0] == "6106"
    assert known.refusal is None
    thin = group(claims.readings(real, rate, codes, period=Period(2025)))
    assert len(thin.table) == 3
    assert thin.refusal is not None
    latest = group(claims.readings(real, rate, codes))
    assert latest.year == 2024
    assert set(latest.apart.index) >= {"6101", "6171", "6172"}


def test_every_comparable_pair_of_a_group_is_allowed():
    real = editions.load().claims
    found = group(claims.readings(real, indicator("coverage_rate"), list(CODES)))
    table = found.table
    for _, left in table.iterrows():
        assert all(refusal(left, right) is None for _, right in table.iterrows())
