"""A region's own target and the province's, told apart."""

from datetime import date

import pytest

from geo import claims, estimates, targets, trends
from geo.indicators import indicator
from geo.ways import moved, ways
from tests.making import row, typed

RATE = indicator("coverage_rate")
HERE, PROVINCE = "6111", "61"
TODAY = date(2025, 6, 30)


def aim(region, value, period="2026", family="target-own"):
    """A target claim."""
    return row(
        region_code=region, indicator="coverage_target", value=value, period=period, family=family
    )


def known(table, region):
    """What stands beside a region's reading."""
    return {
        "eligible": estimates.eligible(table, [region]).loc[region],
        "best": trends.best_pace(claims.history(table, "coverage_rate", region)),
        "today": TODAY,
    }


def asked(*aims, region=HERE, year=2026):
    """The ways of a region that stands at 40 % of 1.000 workers at the end of 2024."""
    rate = row(region_code=region, value="0.4", numerator="400", denominator="1000")
    table = typed(rate, *aims)
    reading = claims.readings(table, RATE, [region]).loc[region]
    about = known(table, region)
    known_aims = {code: targets.aims(table, code) for code in (PROVINCE, region)}
    return ways(reading, known_aims, year, **about), about


def test_a_regency_without_a_target_is_held_against_the_provinces_as_a_yardstick_alone():
    found, _ = asked(aim(PROVINCE, "0.6"))
    assert found.own is None
    assert found.common.aim.yardstick
    assert found.common.points == pytest.approx(0.2)
    assert found.common.workers.value == pytest.approx(200)


def test_a_regency_with_a_target_has_both_ways_apart():
    found, _ = asked(aim(PROVINCE, "0.6"), aim(HERE, "0.5"))
    assert (found.own.aim.value, found.own.aim.yardstick) == (0.5, False)
    assert found.own.points == pytest.approx(0.1)
    assert (found.common.aim.value, found.common.aim.yardstick) == (0.6, True)
    assert found.common.points == pytest.approx(0.2)


def test_to_the_province_its_own_target_is_no_yardstick():
    found, _ = asked(aim(PROVINCE, "0.6"), region=PROVINCE)
    assert found.own.aim.value == found.common.aim.value == 0.6
    assert not found.own.aim.yardstick
    assert not found.common.aim.yardstick


def test_where_the_province_set_none_only_the_own_way_is_known():
    found, _ = asked(aim(HERE, "0.5"))
    assert found.own.points == pytest.approx(0.1)
    assert found.common is None


def test_a_year_without_targets_has_no_ways():
    found, about = asked(aim(PROVINCE, "0.6"), aim(HERE, "0.5"), year=2027)
    assert (found.own, found.common) == (None, None)
    later = moved(found, date(2026, 6, 30), **about)
    assert (later.own, later.common) == (None, None)


@pytest.mark.parametrize("family", ["target-cited", "target-bpjs", "target-rpjmn"])
def test_a_target_that_others_set_is_nobodys_way(family):
    found, _ = asked(aim(PROVINCE, "0.6", family=family), aim(HERE, "0.5", family=family))
    assert (found.own, found.common) == (None, None)


def test_moving_changes_the_date_and_nothing_else_of_the_target():
    found, about = asked(aim(PROVINCE, "0.6"), aim(HERE, "0.5"))
    later = moved(found, date(2027, 12, 31), **about)
    for before, after in ((found.own, later.own), (found.common, later.common)):
        assert before.aim.by == date(2026, 12, 31)
        assert after.aim.by == date(2027, 12, 31)
        for name in ("value", "decimals", "yardstick", "family", "claim"):
            assert getattr(after.aim, name) is getattr(before.aim, name)
        assert after.points == before.points
        assert after.workers == before.workers
        assert after.reading is before.reading


def test_a_later_date_asks_for_a_slower_pace():
    found, about = asked(aim(PROVINCE, "0.6"))
    later = moved(found, date(2028, 12, 31), **about)
    assert found.common.months == pytest.approx(24)
    assert found.common.pace == pytest.approx(0.2 / 24)
    assert later.common.months == pytest.approx(48)
    assert later.common.pace == pytest.approx(0.2 / 48)
    assert later.common.pace_from_today == pytest.approx(0.2 / 42)


def test_what_was_found_is_not_changed_by_moving_it():
    found, about = asked(aim(PROVINCE, "0.6"))
    moved(found, date(2028, 12, 31), **about)
    assert found.common.aim.by == date(2026, 12, 31)
