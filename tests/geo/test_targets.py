"""The way to a target: gaps, paces and verdicts, checked against numbers worked by hand."""

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import claims, editions, estimates, paces, targets, trends
from geo.formats import Writer
from geo.indicators import indicator
from geo.model import Period
from tests.making import row, typed

RATE = indicator("coverage_rate")
TODAY = date(2026, 11, 22)
SAY = Writer("id")


def aim(region="6111", **cells):
    """A target claim."""
    return row(region_code=region, indicator="coverage_target", **{"family": "target-own"} | cells)


def own_aim(value, by):
    """A region's own target."""
    return targets.Aim(kind="own", by=by, value=value, decimals=2, family="target-own")


def known(table, region, today=TODAY):
    """What stands beside a region's reading."""
    return {
        "eligible": estimates.eligible(table, [region]).loc[region],
        "best": trends.best_pace(claims.history(table, "coverage_rate", region)),
        "today": today,
    }


def real(region, year, *, period=None):
    """The course of a region of the edition to its aim of a year."""
    table = editions.load().claims
    reading = claims.readings(table, RATE, [region], period=period).loc[region]
    return targets.course(reading, targets.aim_for(table, region, year), **known(table, region))


def made(*rates, value=0.6, by=date(2026, 12, 31), today=TODAY, region="6111"):
    """The course of made-up claims: (period, value) each, the last being the newest."""
    table = typed(*(row(region_code=region, period=when, value=rate) for when, rate in rates))
    reading = claims.readings(table, RATE, [region]).loc[region]
    return targets.course(reading, own_aim(value, by), **known(table, region, today))


def test_every_target_is_listed_own_ones_first_then_by_date():
    found = targets.aims(editions.load().claims, "61")
    assert [(one.kind, one.by.year, one.value) for one in found] == [
        ("own", 2024, 0.40),
        ("own", 2025, 0.5956),
        ("own", 2026, 0.6080),
        ("own", 2030, 0.6577),
        ("bpjs", 2023, 0.45),
        ("cited", 2024, 0.5024),
        ("bpjs", 2026, 0.72),
    ]
    assert found[1].claim["claim_id"] == "TGT-004"
    assert found[1].by == date(2025, 12, 31)


def test_the_two_national_yardsticks_are_told_apart():
    found = targets.aims(editions.load().claims, "ID")
    assert {one.kind for one in found} == {"national", "rpjmn"}
    assert [one.value for one in found if one.by.year == 2025] == [0.5215, 0.3215]
    assert targets.path(found) == []


def test_the_path_holds_own_targets_in_time_order():
    found = targets.path(targets.aims(editions.load().claims, "61"))
    assert [(by.year, value) for by, value in found] == [
        (2024, 0.40),
        (2025, 0.5956),
        (2026, 0.6080),
        (2030, 0.6577),
    ]


def test_of_two_own_targets_of_a_year_the_surer_then_the_later_published_is_read():
    table = typed(
        aim(period="2026", value=0.1, confidence="medium", published_on="2026-01-01"),
        aim(period="2026", value=0.2, published_on="2024-01-01"),
        aim(period="2026", value=0.3, published_on="2025-01-01"),
    )
    assert targets.aim_for(table, "6111", 2026).value == 0.3
    assert targets.path(targets.aims(table, "6111")) == [(date(2026, 12, 31), 0.3)]


def test_a_regency_without_a_target_is_held_against_the_provinces_as_a_yardstick():
    table = editions.load().claims
    assert not targets.aim_for(table, "6112", 2025).yardstick
    borrowed = targets.aim_for(table, "6112", 2026)
    assert borrowed.yardstick
    assert borrowed.value == 0.6080
    assert not targets.aim_for(table, "61", 2026).yardstick


def test_neither_the_national_nor_the_rpjmn_indicator_nor_anothers_target_is_an_aim():
    table = editions.load().claims
    assert targets.aim_for(table, "ID", 2025) is None
    assert targets.aim_for(table, "61", 2023) is None  # 45 % was set by BPJS
    assert targets.aim_for(table, "6101", 2029) is None
    assert targets.aim_for(table, "6103", 2024, "bpu") is None  # cited from the RPJMN


def test_pontianak_needs_twice_its_own_best_pace():
    found = real("6171", 2026)
    assert found.points == pytest.approx(0.05)
    assert found.months == pytest.approx(12)
    assert found.pace == pytest.approx(0.05 / 12)
    assert found.best.per_month == pytest.approx(0.0251 / 12)
    assert found.ratio == pytest.approx(5 / 2.51)
    assert found.standing == "beyond"
    assert paces.verdict(SAY, found) == (
        "Perlu 2,0 × laju terbaiknya sendiri untuk target 2026 (45\N{NO-BREAK SPACE}%), dihitung "
        "sejak tanggal angkanya; dari tanggal edisi ini lebih dari 10 ×."
    )


def test_the_province_is_29_8_points_and_536_400_workers_below_its_target_of_2026():
    found = real("61", 2026)
    assert found.reading["claim_id"] == "COV-013"
    assert found.points == pytest.approx(0.298)
    assert found.workers.value == pytest.approx(536_400)
    assert found.months == pytest.approx(15.2)
    assert found.pace == pytest.approx(0.298 / 15.2)
    assert found.workers_pace.value == pytest.approx(536_400 / 15.2)
    assert found.ratio == pytest.approx((0.298 / 15.2) / (0.0969 / 9))
    assert found.standing == "beyond"
    later = real("61", 2030)
    assert later.months == pytest.approx(63.2)
    assert later.standing == "within"


def test_the_best_pace_of_the_province_tells_the_subsidy_and_its_other_definition():
    said = paces.pace_words(SAY, real("61", 2026))
    assert "1,08 poin sebulan" in said
    assert "33,12" in said
    assert "bantuan iuran 6 bulan" in said
    assert "penyebut 1.770.630" in said
    assert "Definisinya lain" not in paces.pace_words(SAY, real("6171", 2026))
    assert paces.pace_words(SAY, real("6103", 2026)) == ""


def test_kubu_raya_is_overdue_and_what_came_after_its_figure_is_not_known():
    found = real("6112", 2025)
    assert found.points == pytest.approx(0.1979)
    assert found.workers.value == pytest.approx(0.1979 * 110013 / 0.3921)
    assert not found.workers.estimated
    assert found.standing == "overdue"
    assert found.months_left < 0
    assert math.isnan(found.pace)
    assert math.isnan(found.ratio)
    said = paces.verdict(SAY, found)
    assert "19,79 poin di bawahnya" in said
    assert said.endswith("Apakah kemudian tercapai tidak diketahui.")


def test_landaks_gap_to_the_yardstick_is_in_its_own_workers_and_says_whose_target_it_is():
    found = real("6103", 2026)
    assert found.points == pytest.approx(0.0737)
    assert found.workers.value == pytest.approx(0.0737 * 130245)
    assert found.standing == "no_past"
    said = paces.verdict(SAY, found)
    assert "target provinsi 2026" in said
    assert said.endswith("Itu hanya tolok ukur, bukan target daerah ini.")


def test_where_the_denominator_is_estimated_the_workers_have_bounds():
    found = real("6171", 2026).workers
    assert found.estimated
    assert found.low < found.value < found.high
    assert found.value == pytest.approx(0.05 * 1_800_000 * 687031 / 5646268)


def test_a_passed_target_is_reached_whatever_the_date():
    found = made(("2023", 0.5), ("2024", 0.6), value=0.6, by=date(2020, 12, 31))
    assert found.standing == "reached"
    assert math.isnan(found.pace)
    assert paces.verdict(SAY, found).startswith("Sudah mencapai target 2020")
    assert real("6106", 2030).standing == "reached"


def test_binary_arithmetic_leaves_no_gap():
    found = made(("2024", 0.3), value=0.1 + 0.2)  # 5e-17 above it
    assert found.standing == "reached"
    assert math.isnan(found.pace)


def test_a_figure_after_the_aims_date_counts_against_it_as_it_stands():
    found = made(("2023", 0.3), ("2024", 0.5), by=date(2023, 12, 31))
    assert found.points == pytest.approx(0.1)
    assert found.standing == "overdue"
    assert "tidak diketahui" not in paces.verdict(SAY, found)


def test_a_figure_of_the_aims_own_date_leaves_no_time_even_before_that_day():
    found = made(("2023", 0.3), ("2026", 0.5), by=date(2026, 12, 31))  # today is in November
    assert found.standing == "overdue"
    assert math.isnan(found.pace)
    said = paces.verdict(SAY, found)
    assert said.startswith("Angka yang diketahui")
    assert "lewat" not in said


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2026, 12, 30), "beyond"),
        (date(2026, 12, 31), "overdue"),
        (date(2025, 6, 30), "within"),
    ],
)
def test_an_open_aim_is_overdue_from_its_own_day_on(today, standing):
    found = made(("2023", 0.3), ("2024", 0.5), today=today, value=0.55)
    assert found.standing == standing


def test_an_aim_within_the_best_pace_and_one_beyond_it():
    # 20 points in 12 months before; 24 months to go, of which fewer are left later on.
    then = date(2024, 12, 31)
    assert made(("2023", 0.3), ("2024", 0.5), value=0.9).ratio == pytest.approx(1)
    assert made(("2023", 0.3), ("2024", 0.5), value=0.9, today=then).standing == "within"
    assert made(("2023", 0.3), ("2024", 0.5), value=0.91, today=then).standing == "beyond"
    late = made(("2023", 0.3), ("2024", 0.5), value=0.9, today=date(2026, 6, 30))
    assert (late.ratio, late.ratio_from_today) == pytest.approx((1, 4))
    assert late.standing == "beyond"
    assert paces.verdict(SAY, made(("2023", 0.3), ("2024", 0.5), value=0.7, today=then)).startswith(
        "Cukup 0,5 × laju terbaiknya"
    )


def test_the_pace_from_today_assumes_that_nothing_has_changed_since_the_figure():
    found = made(("2024", 0.5), value=0.6, today=date(2026, 10, 31))
    assert found.pace == pytest.approx(0.1 / 24)
    assert found.months_left == pytest.approx(2)
    assert found.pace_from_today == pytest.approx(0.05)


def test_without_a_past_rise_the_verdict_gives_the_pace_alone():
    found = made(("2024", 0.5), value=0.6)
    assert found.standing == "no_past"
    assert found.best is None
    assert paces.verdict(SAY, found).startswith("Perlu naik 0,42 poin sebulan")


def test_without_a_figure_nothing_is_said_but_that():
    table = editions.load().claims
    reading = claims.readings(table, RATE, ["6102"]).loc["6102"]
    found = targets.course(reading, own_aim(0.6, date(2030, 12, 31)), **known(table, "6102"))
    assert found.standing == "unknown"
    assert math.isnan(found.points)
    assert math.isnan(found.workers.value)
    assert paces.verdict(SAY, found).startswith("Belum ada angka")
    assert paces.pace_words(SAY, found) == ""


def test_a_figure_of_no_stated_definition_has_no_gap():
    table = editions.load().claims
    reading = claims.history(table, "coverage_rate", "61").set_index("claim_id").loc["COV-015"]
    found = targets.course(reading, own_aim(0.6, date(2030, 12, 31)), **known(table, "61"))
    assert found.standing == "unknown"
    assert math.isnan(found.points)
    assert "tidak menjelaskan" in found.why.spoken("id")
    assert paces.verdict(SAY, found) == found.why.spoken("id")


@pytest.mark.parametrize("number", ["TGT-001", "TGT-002", "TGT-014"])
def test_the_gap_to_a_target_that_others_set_is_refused(number):
    table = editions.load().claims
    listed = [*targets.aims(table, "61"), *targets.aims(table, "ID")]
    other = next(one for one in listed if one.claim["claim_id"] == number)
    reading = claims.readings(table, RATE, ["61"]).loc["61"]
    found = targets.course(reading, other, **known(table, "61"))
    assert found.standing == "unknown"
    assert "bukan target yang ditetapkan daerah ini" in found.why.spoken("id")


def test_what_if_moves_the_date_or_the_value_and_nothing_else():
    table = editions.load().claims
    reading = claims.readings(table, RATE, ["6171"]).loc["6171"]
    rest = known(table, "6171")
    asked = targets.course(reading, targets.aim_for(table, "6171", 2026), **rest)
    same = targets.what_if(reading, 0.45, date(2026, 12, 31), **rest)
    assert (same.points, same.pace, same.ratio, same.standing) == (
        asked.points,
        asked.pace,
        asked.ratio,
        asked.standing,
    )
    longer = targets.what_if(reading, 0.45, date(2027, 12, 31), **rest)
    assert longer.pace == pytest.approx(asked.pace / 2)
    assert (longer.ratio < 1, longer.standing) == (True, "beyond")  # 13 months are left, not 24
    assert "45,00\N{NO-BREAK SPACE}% pada 31 Desember 2027" in paces.verdict(SAY, longer)


@settings(max_examples=60, deadline=None)
@given(st.floats(0.01, 1), st.floats(0.01, 1), st.integers(2020, 2035))
def test_every_course_has_one_standing_and_its_words(rate, value, year):
    found = made(("2023", 0.3), ("2024", rate), value=value, by=date(year, 12, 31))
    gap = value - rate
    if gap <= 1e-9:
        assert found.standing == "reached"
    elif year <= 2025:
        assert found.standing == "overdue"
    elif rate <= 0.3:
        assert found.standing == "no_past"
    else:
        worst = max(found.ratio, found.ratio_from_today)
        assert found.standing == ("within" if worst <= 1 else "beyond")
        assert found.ratio == pytest.approx(gap / (year - 2024) / (rate - 0.3))
    assert "nan" not in paces.verdict(SAY, found)


@pytest.mark.parametrize("year", [2025, 2026, 2030])
def test_every_regency_of_the_edition_has_a_verdict(year):
    for code in [*(f"61{n:02}" for n in range(1, 13)), "6171", "6172"]:
        for period in (None, Period(2024)):
            said = paces.verdict(SAY, real(code, year, period=period))
            assert said.endswith(".")
            assert "nan" not in said
