"""The rule by which one claim is read, and what is said of the others."""

import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import claims
from geo.families import FAMILIES
from geo.indicators import indicator
from geo.model import Period
from tests.making import row, typed

COVERAGE = indicator("coverage_rate")
HERE, THERE = "6111", "6101"


def read(*rows, period=None, regions=(HERE,), segment="total", what=COVERAGE):
    """Readings of these rows."""
    asked = Period.parse(period) if period else None
    return claims.readings(typed(*rows), what, list(regions), period=asked, segment=segment)


def chosen(*rows, **how):
    """The number of the claim that is read for one region."""
    return read(*rows, **how).loc[HERE, "claim_id"]


# -- the rule, step by step --------------------------------------------------------------


def test_the_standard_definition_comes_before_confidence():
    assert (
        chosen(
            row(claim_id="a", family="ucj", confidence="low"),
            row(claim_id="b", family="registered", confidence="high"),
        )
        == "a"
    )


def test_confidence_comes_before_nearness():
    assert (
        chosen(
            row(claim_id="a", period="2024-01-31", confidence="high"),
            row(claim_id="b", period="2024-12-31", confidence="medium"),
        )
        == "a"
    )


def test_nearness_to_the_asked_date_comes_before_publication():
    rows = (
        row(claim_id="a", period="2024-09-30", published_on="2024-10-01"),
        row(claim_id="b", period="2024-06-30", published_on="2025-01-01"),
    )
    assert chosen(*rows) == chosen(*rows, period="2024") == "a"


def test_later_publication_comes_before_the_number():
    assert (
        chosen(
            row(claim_id="a", published_on="2024-10-01"), row(claim_id="b", published_on="2025-10")
        )
        == "b"
    )


def test_a_known_date_of_publication_comes_before_an_unknown_one():
    assert chosen(row(claim_id="a", published_on=""), row(claim_id="b", published_on="2020")) == "b"


def test_the_number_decides_last_so_that_the_reading_is_always_the_same():
    assert chosen(row(claim_id="b", value="0.1"), row(claim_id="a", value="0.2")) == "a"


def test_nothing_is_averaged():
    table = read(row(claim_id="a", value="0.30"), row(claim_id="b", value="0.40"))
    assert table.loc[HERE, "value"] == 0.30


def test_a_superseded_claim_is_never_read_nor_counted():
    table = read(
        row(claim_id="a", value="0.9", confidence="high"),
        row(claim_id="b", value="0.3", confidence="low", supersedes="a"),
    )
    assert table.loc[HERE, ["claim_id", "others", "conflict"]].tolist() == ["b", 0, False]


# -- periods and kinds of blank ------------------------------------------------------------


def test_latest_takes_each_regions_newest_year_and_marks_the_older_ones():
    table = read(
        row(period="2023", value="0.1"),
        row(period="2025", value="0.2"),
        row(period="2024", value="0.3", region_code=THERE),
        regions=(HERE, THERE, "6102"),
    )
    assert table["value"].tolist()[:2] == [0.2, 0.3]
    assert table["status"].tolist() == ["reported", "reported_old", "not_reported"]
    assert math.isnan(table.loc["6102", "value"])


def test_a_year_is_answered_by_that_year_alone():
    rows = (row(period="2023"), row(period="2024-06-30", region_code=THERE))
    table = read(*rows, period="2024", regions=(HERE, THERE, "6102"))
    assert table["status"].tolist() == ["older", "reported", "not_reported"]


def test_a_figure_of_a_later_year_is_no_older_one():
    assert read(row(period="2025"), period="2024").loc[HERE, "status"] == "not_reported"


def test_a_month_is_answered_by_that_month_alone():
    rows = (row(period="2024-05", value="0.1"), row(period="2024-06", value="0.2"))
    assert read(*rows, period="2024-05").loc[HERE, "value"] == 0.1
    assert read(*rows, period="2024-07").loc[HERE, "status"] == "older"


def test_a_reading_of_zero_is_a_figure():
    assert read(row(value="0")).loc[HERE, ["value", "status"]].tolist() == [0.0, "reported"]


def test_segments_and_indicators_are_kept_apart():
    rows = (row(segment="pu"), row(indicator="coverage_target", family="target-own"))
    assert read(*rows).loc[HERE, "status"] == "not_reported"
    assert read(*rows, segment="pu").loc[HERE, "status"] == "reported"


def test_readings_come_in_the_order_of_the_regions_asked():
    rows = [row(region_code=code) for code in ("6101", "6172")]
    assert list(read(*rows, regions=("6172", "6102", "6101")).index) == ["6172", "6102", "6101"]


def test_no_claims_at_all_give_a_blank_for_each_region():
    table = read(regions=(HERE, THERE))
    assert table["status"].tolist() == ["not_reported"] * 2
    assert table["value"].isna().all()


def test_several_periods_at_once_read_as_each_alone():
    rows = [
        row(period=period, value=value, region_code=code)
        for period, value, code in (
            *(("2023", "0.1", HERE), ("2024", "0.2", HERE), ("2024-03", "0.25", HERE)),
            *(("2023", "0.3", THERE), ("2025-01-31", "0.4", THERE)),
        )
    ]
    asked = [Period(2023), None, Period(2024), Period(2025)]
    together = claims.readings_by_period(typed(*rows), COVERAGE, [HERE, THERE], asked)
    assert list(together) == asked
    for period, table in together.items():
        alone = claims.readings(typed(*rows), COVERAGE, [HERE, THERE], period=period)
        pd.testing.assert_frame_equal(
            table.drop(columns="claim_id"), alone.drop(columns="claim_id"), check_dtype=False
        )


def test_years_are_offered_newest_first_and_months_where_all_are_months():
    table = typed(row(period="2023"), row(period="2024-09-30"), row(period="2024-06"))
    assert claims.periods_of(table, COVERAGE, [HERE]) == [Period(2024), Period(2023)]
    months = typed(row(period="2024-05"), row(period="2024-06"))
    assert claims.periods_of(months, COVERAGE, [HERE]) == [Period(2024, 6), Period(2024, 5)]
    assert claims.periods_of(months, COVERAGE, [THERE]) == []


# -- conflicts and recomputing -------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "conflict"), [("0.51", False), ("0.5101", True), ("0.49", False), ("0.4899", True)]
)
def test_a_conflict_is_more_than_one_point(other, conflict):
    table = read(row(claim_id="a", value="0.5", publisher="Satu"), row(claim_id="b", value=other))
    assert table.loc[HERE, ["others", "conflict"]].tolist() == [1, conflict]


def test_another_year_or_region_is_no_conflict():
    table = read(
        row(value="0.5"), row(value="0.9", period="2023"), row(value="0.9", region_code=THERE)
    )
    assert table.loc[HERE, ["others", "conflict"]].tolist() == [0, False]


def test_a_series_that_moves_within_the_year_contradicts_nobody():
    rows = [
        row(period=period, value=value) for period, value in (("2024-01", 0.1), ("2024-12", 0.3))
    ]
    assert read(*rows).loc[HERE, ["others", "conflict"]].tolist() == [0, False]
    other = row(period="2024-01", value="0.1", publisher="Lain")
    assert read(rows[1], other).loc[HERE, ["others", "conflict"]].tolist() == [1, False]


def test_another_source_for_the_same_month_or_for_no_month_or_unexplained_is_a_conflict():
    read_one = row(period="2024-12", value=0.3)
    for period, family in (("2024-12", "ucj"), ("2024", "ucj"), ("2024-01", "unstated")):
        other = row(period=period, value="0.1", publisher="Lain", family=family)
        assert read(read_one, other).loc[HERE, ["others", "conflict"]].tolist() == [1, True]


def test_counts_that_differ_are_no_conflict_of_points():
    rows = [
        row(indicator="population", unit="persons", family=family, value=value, decimals="0")
        for family, value in (("standard", "100"), ("secondary", "90"))
    ]
    table = read(*rows, what=indicator("population"))
    assert table.loc[HERE, ["value", "others", "conflict"]].tolist() == [100.0, 1, False]


@pytest.mark.parametrize(
    ("value", "decimals", "counts", "differs"),
    [
        ("0.2277", 2, ("16684", "73236"), True),  # 22.781 %
        ("0.5343", 2, ("69590", "130245"), False),  # 53.4301 %
        ("0.31", 0, ("314", "1000"), False),
        ("0.31", 0, ("316", "1000"), True),
        ("0.31", 0, ("", "1000"), False),
    ],
)
def test_a_rate_that_is_not_its_own_two_counts_is_flagged(value, decimals, counts, differs):
    table = read(row(value=value, decimals=decimals, numerator=counts[0], denominator=counts[1]))
    assert table.loc[HERE, "recomputed_differs"] == differs
    assert math.isnan(table.loc[HERE, "recomputed"]) == (counts[0] == "")


def test_the_other_claims_of_the_year_are_a_click_away():
    table = typed(
        row(claim_id="a", publisher="Satu"),
        row(claim_id="b", value="0.7", family="unstated"),
        row(claim_id="c", period="2023"),
    )
    reading = claims.readings(table, COVERAGE, [HERE]).loc[HERE]
    assert claims.alternatives(table, reading)["claim_id"].tolist() == ["b"]


def test_history_is_every_claim_oldest_first():
    table = typed(
        row(claim_id="a", period="2024"),
        row(claim_id="b", period="2024-06-30"),
        row(claim_id="c", period="2022"),
    )
    assert claims.history(table, "coverage_rate", HERE)["claim_id"].tolist() == ["c", "b", "a"]


def test_claims_of_one_day_stand_in_the_order_of_their_numbers():
    table = typed(*(row(claim_id=name, publisher=name) for name in ("b", "c", "a")))
    assert claims.history(table, "coverage_rate", HERE)["claim_id"].tolist() == ["a", "b", "c"]


def test_standing_claims_are_all_but_the_superseded_ones():
    table = typed(
        row(claim_id="a"),
        row(claim_id="b", supersedes="a"),
        row(claim_id="c", indicator="award_rank", unit="rank", value="3", decimals="0"),
    )
    found = claims.standing(table)
    assert found["claim_id"].tolist() == ["b", "c"]
    assert found["year"].tolist() == [2024, 2024]


# -- ratios of two readings ----------------------------------------------------------------


def count(key, value, unit="persons", region=HERE, period="2025"):
    """A claimed count."""
    return row(
        indicator=key,
        unit=unit,
        value=value,
        region_code=region,
        period=period,
        family="standard",
        decimals="0",
    )


def per_village(*rows, **how):
    """DBH Sawit per village."""
    return read(*rows, what=indicator("dbh_sawit_per_village"), **how)


def test_a_ratio_is_the_numerators_reading_over_the_newest_denominator():
    table = per_village(
        count("dbh_sawit", "430", "rupiah", period="2023"),
        count("villages", "40", "villages", period="2020"),
        count("villages", "43", "villages", period="2025"),
    )
    assert table.loc[HERE, ["value", "numerator", "denominator"]].tolist() == [10, 430, 43]
    assert table.loc[HERE, ["period", "denominator_period"]].tolist() == ["2023", "2025"]


def test_where_there_is_no_village_the_ratio_does_not_apply():
    table = per_village(count("dbh_sawit", "430", "rupiah"), count("villages", "0", "villages"))
    assert math.isnan(table.loc[HERE, "value"])
    assert table.loc[HERE, "status"] == "not_applicable"


@pytest.mark.parametrize(
    "rows",
    [(), (count("dbh_sawit", "430", "rupiah"),), (count("villages", "43", "villages"),)],
)
def test_half_a_ratio_is_not_reported(rows):
    table = per_village(*rows)
    assert math.isnan(table.loc[HERE, "value"])
    assert table.loc[HERE, "status"] == "not_reported"


# -- for any claims at all -----------------------------------------------------------------

FAMILY_KEYS = sorted(key for key in FAMILIES if not key.startswith("target"))
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "value": st.integers(0, 130).map(lambda percent: str(percent / 100)),
            "family": st.sampled_from(FAMILY_KEYS),
            "confidence": st.sampled_from(["high", "medium", "low"]),
            "period": st.sampled_from(["2023", "2024", "2024-02", "2024-06-30", "2025-01-31"]),
            "published_on": st.sampled_from(["", "2023", "2024-07", "2025-02-01"]),
            "region_code": st.sampled_from([HERE, THERE]),
            "publisher": st.sampled_from(["Satu", "Dua"]),
        }
    ),
    max_size=7,
)
ASKED = st.sampled_from([None, "2023", "2024", "2025"])
FEW = settings(deadline=None, derandomize=True, max_examples=25)


def numbered(found):
    """The rows with numbers of their own."""
    return [row(claim_id=f"K-{n}", **cells) for n, cells in enumerate(found)]


@FEW
@given(ROWS, ASKED)
def test_a_reading_is_always_one_of_the_claims_of_its_region(found, period):
    rows = numbered(found)
    values = {one["claim_id"]: (one["region_code"], float(one["value"])) for one in rows}
    for code, reading in read(*rows, period=period, regions=(HERE, THERE)).iterrows():
        if reading["status"].startswith("reported"):
            assert values[reading["claim_id"]] == (code, reading["value"])
        else:
            assert math.isnan(reading["value"])


@FEW
@given(ROWS, ASKED, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_changes_a_reading(found, period, dice):
    rows = numbered(found)
    shuffled = dice.sample(rows, len(rows))
    one, two = (read(*order, period=period, regions=(HERE, THERE)) for order in (rows, shuffled))
    columns = ["claim_id", "value", "status", "others", "conflict"]
    pd.testing.assert_frame_equal(one[columns], two[columns], check_dtype=False)


@FEW
@given(ROWS, ASKED)
def test_a_claim_of_a_lower_rank_never_takes_the_readings_place(found, period):
    rows = numbered(found)
    before = read(*rows, period=period)
    if pd.isna(before.loc[HERE, "value"]):
        return
    same = {key: before.loc[HERE, key] for key in ("period", "published_on", "confidence")}
    lower = row(claim_id="Z", family="unstated", value="0.99", **(same | {"confidence": "low"}))
    after = read(*rows, lower, period=period)
    assert after.loc[HERE, "claim_id"] == before.loc[HERE, "claim_id"]
    assert after.loc[HERE, "others"] >= before.loc[HERE, "others"]


@FEW
@given(ROWS, ASKED)
def test_what_is_read_of_standing_claims_is_what_is_read_of_all(found, period):
    rows = numbered(found)
    if len(rows) > 1:
        rows[-1] |= {"supersedes": rows[0]["claim_id"]}
    table = typed(*rows)
    standing = claims.standing(table)
    histories = [claims.history(one, "coverage_rate", HERE) for one in (table, standing)]
    pd.testing.assert_frame_equal(*histories)
    reading = claims.row(read(*rows, period=period), HERE)
    if not pd.isna(reading["value"]):
        others = [claims.alternatives(one, reading) for one in (table, standing)]
        pd.testing.assert_frame_equal(*others)


# -- one row -----------------------------------------------------------------------------


def test_a_row_of_a_table_is_its_regions_and_of_no_other():
    table = read(
        row(claim_id="a"), row(claim_id="b", region_code=THERE, value="0.7"), regions=(HERE, THERE)
    )
    found = claims.row(table, THERE)
    assert (found.name, found["claim_id"], found["value"]) == (THERE, "b", 0.7)
    assert claims.row(table, HERE)["claim_id"] == "a"
    with pytest.raises(KeyError):
        claims.row(table, "6199")
