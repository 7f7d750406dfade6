"""Change over time: what may be joined, what is a break, and when a trend has a name."""

import time
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import claims, editions, sample, trends
from geo.coverage import MisalignedTablesError
from geo.indicators import indicator
from geo.language import Message
from geo.model import Period
from tests.making import row, typed

RATE = indicator("coverage_rate")


def history(*cells, region="6111"):
    """The coverage claims of one region, from what sets them apart."""
    return claims.history(typed(*(row(**one) for one in cells)), "coverage_rate", region)


def steps(*values, first=2000, **cells):
    """One claim a year."""
    return history(*({"period": first + n, "value": v, **cells} for n, v in enumerate(values)))


def real(region):
    """The coverage claims of one region in the edition that is shown."""
    return claims.history(editions.load().claims, "coverage_rate", region)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        ("2023", "2024", 12),
        ("2022-12-31", "2023-09-30", 9),
        ("2024-02", "2024-03", 1),
        ("2025-09-24", "2026-12-31", 15.2),
        ("2024", "2023", -12),
    ],
)
def test_months_are_calendar_months_and_a_day_is_its_share_of_one(first, last, months):
    ends = Period.parse(first).end, Period.parse(last).end
    assert trends.months_between(*ends) == pytest.approx(months)


def test_a_run_holds_one_family_and_claims_of_no_known_definition_are_in_none():
    found = trends.runs(
        history(
            {"period": "2023", "value": 0.4, "family": "uwc-2022"},
            {"period": "2024", "value": 0.3, "family": "unstated"},
            {"period": "2025", "value": 0.3, "family": "ucj-2025"},
        )
    )
    assert [(run.family, list(run.claims["period"])) for run in found] == [
        ("uwc-2022", ["2023"]),
        ("ucj-2025", ["2025"]),
    ]


def test_a_line_passes_through_one_claim_of_a_date_by_confidence_then_later_publication():
    (run,) = trends.runs(
        history(
            {"period": "2023", "value": 0.1, "confidence": "medium", "published_on": "2025"},
            {"period": "2023", "value": 0.2, "published_on": "2024-01-01"},
            {"period": "2023", "value": 0.3, "published_on": "2024-02-01"},
            {"period": "2024", "value": 0.4},
        )
    )
    assert list(run.line["value"]) == [0.3, 0.4]
    assert len(run.claims) == 4


def test_a_line_leaves_out_a_bare_year_whose_place_among_dated_claims_is_unknown():
    (run,) = trends.runs(
        history(
            {"period": "2023", "value": 0.30},
            {"period": "2024-10-25", "value": 0.35},
            {"period": "2024", "value": 0.36},
        )
    )
    assert list(run.line["period"]) == ["2023", "2024-10-25"]
    assert list(run.claims["period"]) == ["2023", "2024-10-25", "2024"]


def test_the_province_has_three_breaks_and_each_names_both_definitions():
    found = trends.breaks(trends.runs(real("61")))
    assert [(one.before, one.after) for one in found] == [
        ("nik-2022", "uwc-2022"),
        ("uwc-2022", "ucj-2024"),
        ("ucj-2024", "ucj-2025"),
    ]
    assert date(2023, 9, 30) < found[1].at < date(2024, 10, 25)
    said = found[1].why.spoken("id")
    assert "1.770.630" in said
    assert "1.665.422" in said


def test_a_definition_that_stands_beside_another_breaks_nothing():
    assert (
        trends.breaks(trends.runs(real("6171"))) == []
    )  # registered 2024 lies within ucj 2023 to 2025


def test_a_break_is_midway_between_the_last_claim_before_and_the_first_after():
    found = history(
        {"period": "2023-01-01", "family": "uwc-2022"},
        {"period": "2023-01-11", "family": "ucj-2024"},
    )
    (one,) = trends.breaks(trends.runs(found))
    assert one.at == date(2023, 1, 6)


def test_the_conflicts_of_the_province_in_2025_run_from_27_to_37_percent():
    found = trends.conflicts(real("61"))
    assert found.loc[2025].to_dict() == {"low": 0.27, "high": 0.37, "n": 4}
    assert 2018 not in found.index


def test_a_series_that_moves_contradicts_nobody_and_one_point_is_no_conflict():
    moving = history(
        {"period": "2024-01", "value": 0.3, "publisher": "BPJS"},
        {"period": "2024-12", "value": 0.5, "publisher": "BPJS"},
    )
    near = history({"period": "2024", "value": 0.30}, {"period": "2024", "value": 0.31})
    updated = history({"period": "2024", "value": 0.3}, {"period": "2024-06-30", "value": 0.5})
    assert trends.conflicts(updated).empty
    assert trends.conflicts(moving).empty
    assert trends.conflicts(near).empty
    assert list(trends.conflicts(moving).columns) == ["low", "high", "n"]


@pytest.mark.parametrize("region", ["61", "6171", "6172", "6106"])
def test_conflicts_follow_the_rule_of_the_readings(region):
    table = editions.load().claims
    years = set(trends.conflicts(claims.history(table, "coverage_rate", region)).index)
    for year in range(2018, 2027):
        reading = claims.readings(table, RATE, [region], period=Period(year)).iloc[0]
        assert not reading["conflict"] or year in years


def test_a_change_is_in_points_and_per_month():
    found = trends.change(*(one for _, one in steps(0.3835, 0.4086, first=2023).iterrows()))
    assert found.points == pytest.approx(0.0251)
    assert found.months == pytest.approx(12)
    assert found.per_month == pytest.approx(0.0251 / 12)


def test_the_province_is_not_compared_from_2023_to_2024():
    table = real("61").set_index("claim_id")
    why = trends.change(table.loc["COV-006"], table.loc["COV-007"])
    assert isinstance(why, Message)
    assert "1.770.630" in why.spoken("id")


@pytest.mark.parametrize(
    ("first", "last"),
    [("2024", "2024"), ("2024", "2024-10"), ("2024-10-05", "2024"), ("2025", "2024")],
)
def test_no_change_is_said_where_the_first_is_not_surely_the_older(first, last):
    one, other = ({**row(period=period), "value": 0.3} for period in (first, last))
    assert isinstance(trends.change(one, other), Message)


def tables(**values):
    """Readings of 2023 and of 2024: region → its two values and families."""
    rows = [
        row(region_code=code[1:], period=year, value=value, family=family)
        for code, pair in values.items()
        for year, (value, family) in zip((2023, 2024), pair, strict=True)
        if value is not None
    ]
    codes = [code[1:] for code in values]
    both = claims.readings_by_period(typed(*rows), RATE, codes, [Period(2023), Period(2024)])
    return both[Period(2023)], both[Period(2024)]


def test_changes_of_a_map_are_a_number_or_a_reason():
    first, last = tables(
        r6101=((0.3, "ucj"), (0.2, "ucj")),
        r6102=((0.3, "uwc-2022"), (0.4, "ucj-2024")),
        r6103=((0.3, "ucj"), (None, "")),
        r6104=((None, ""), (0.3, "ucj")),
    )
    found = trends.changes(first.iloc[::-1], last)
    assert found["value"].tolist() == pytest.approx([-0.1, np.nan, np.nan, np.nan], nan_ok=True)
    assert list(found["status"]) == ["reported", "not_comparable", "older", "not_reported"]
    assert found["why"].map(lambda why: why is None).tolist() == [True, False, False, False]
    assert list(found.index) == ["6101", "6102", "6103", "6104"]


def test_changes_refuse_tables_of_other_regions():
    first, last = tables(r6101=((0.3, "ucj"), (0.2, "ucj")))
    with pytest.raises(MisalignedTablesError):
        trends.changes(first, last.rename(index={"6101": "6102"}))


def test_five_rises_are_a_trend_and_four_are_not():
    found = trends.direction(steps(0.30, 0.32, 0.33, 0.36, 0.40))
    assert found.word == "up"
    assert found.p == pytest.approx(2 / 120)  # of 120 orders, two are as extreme
    assert found.label.spoken("id") == "naik"
    assert isinstance(trends.direction(steps(0.30, 0.32, 0.33, 0.36)), Message)


def test_falls_are_told_and_a_wavering_or_flat_series_has_no_direction():
    assert trends.direction(steps(0.40, 0.36, 0.33, 0.32, 0.30)).word == "down"
    wavering = trends.direction(steps(0.3, 0.4, 0.3, 0.4, 0.3, 0.41))
    assert wavering.word == "unclear"
    flat = trends.direction(steps(0.3, 0.3, 0.3, 0.3, 0.3))
    assert (flat.word, flat.p, flat.slope) == ("unclear", 1.0, 0.0)


def test_sens_slope_is_the_median_of_all_slopes_so_one_odd_year_hardly_moves_it():
    straight = trends.direction(steps(0.30, 0.32, 0.34, 0.36, 0.38))
    odd = trends.direction(steps(0.30, 0.32, 0.34, 0.36, 0.90))
    assert straight.slope == pytest.approx(0.02)
    assert odd.slope == pytest.approx(0.02)


def test_no_trend_word_across_a_break():
    why = trends.direction(real("61"))
    assert "2 dari 6" in why.spoken("id")
    few = trends.direction(real("6112"))
    assert "2 angka" in few.spoken("id")
    none = trends.direction(history({"value": 0.3, "family": "unstated"}))
    assert "0 angka" in none.spoken("id")


def test_the_direction_is_that_of_the_newest_definition_however_long_the_older_one():
    older = [{"period": 2015 + n, "value": n / 10, "family": "uwc-2022"} for n in range(5)]
    newer = [{"period": 2022 + n, "value": n / 10, "family": "ucj-2024"} for n in range(2)]
    assert trends.direction(history(*older)).word == "up"
    assert "2 dari 7" in trends.direction(history(*older, *newer)).spoken("id")


@pytest.mark.parametrize("region", [*(f"61{n:02}" for n in range(1, 13)), "6171", "6172"])
def test_no_regency_of_the_edition_has_a_trend_word_yet(region):
    assert isinstance(trends.direction(real(region)), Message)


def words_of(dice, drift, draws=400):
    """Share of simulated ten-year series that are called a trend."""
    frame = steps(*([0.5] * 10))
    calls = 0
    for _ in range(draws):
        values = 0.5 + drift * np.arange(10) + dice.normal(0, 0.01, 10)
        calls += trends.direction(frame.assign(value=values)).word != "unclear"
    return calls / draws


def test_noise_is_rarely_called_a_trend_and_a_clear_rise_nearly_always():
    dice = np.random.default_rng(61)
    assert words_of(dice, 0.0) < 0.05 + 2 * (0.05 * 0.95 / 400) ** 0.5
    assert words_of(dice, 0.01) > 0.95


def test_the_best_pace_of_the_province_is_that_of_2023_within_one_definition():
    pace = trends.best_pace(real("61"))
    assert pace.first["family"] == pace.last["family"] == "uwc-2022"
    assert pace.points == pytest.approx(0.4281 - 0.3312)
    assert pace.per_month == pytest.approx(0.0969 / 9)
    assert "bantuan iuran 6 bulan" in pace.last["note"]


def test_pontianaks_best_pace_is_2_51_points_in_twelve_months():
    pace = trends.best_pace(real("6171"))
    assert (pace.points, pace.months) == pytest.approx((0.0251, 12))


def test_a_best_pace_needs_a_rise_and_six_months():
    near = history({"period": "2024-01", "value": 0.1}, {"period": "2024-06", "value": 0.3})
    far = history({"period": "2024-01", "value": 0.1}, {"period": "2024-07", "value": 0.4})
    assert trends.best_pace(near) is None
    assert trends.best_pace(far).per_month == pytest.approx(0.05)
    assert trends.best_pace(steps(0.4, 0.4, 0.3)) is None
    assert trends.best_pace(steps(0.4).iloc[:0]) is None


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=2, max_size=12))
def test_no_two_claims_rise_faster_than_the_best_pace(values):
    frame = steps(*values)
    pace = trends.best_pace(frame)
    rises = [
        (later - earlier) / (12 * (n - m))
        for m, earlier in enumerate(values)
        for n, later in enumerate(values)
        if n > m
    ]
    best = max(rises)
    assert (pace is None) == (best <= 0)
    assert pace is None or pace.per_month == pytest.approx(best)


def test_ninety_six_months_are_read_in_milliseconds():
    panel = sample.edition(("6111",)).claims
    months = claims.history(panel, "coverage_rate", "6111")
    trends.best_pace(months)
    spent = []
    for _ in range(5):
        began = time.perf_counter()
        trends.best_pace(months)
        spent.append(time.perf_counter() - began)
    assert len(months) == 96
    assert min(spent) < 0.02  # 4 ms where this was written


def test_a_run_keeps_every_column_of_the_claims():
    frame = steps(0.1, 0.2)
    (run,) = trends.runs(frame)
    pd.testing.assert_frame_equal(run.line, frame)
