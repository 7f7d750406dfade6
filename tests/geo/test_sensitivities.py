"""How far a result turns: each assumption alone, with the claims behind its range."""

from fractions import Fraction

import pytest

from geo import bases, editions
from geo.formats import Writer
from geo.model import PROVINCE
from geo.outcomes import computed
from geo.regencies import regencies
from geo.scenario import one_hundred
from geo.sensitivities import turned
from geo.tornado import FACTORS, tornado, turning
from tests.geo.supposing import KAYONG, SAMBAS, START, base, budget_of, plan, scenario, start

WRITER = Writer()
NAMES = {str(one.bps): one.name for one in regencies()} | {"61": "Kalimantan Barat"}
TWO = base({KAYONG: start(1000, 0.1, low=800.0, high=1250.0, estimated=True),
            SAMBAS: start(1000, 0.2)})  # fmt: skip


def found(asked, given=TWO):
    return turned(computed(asked, given), given)


def swing(asked, factor, given=TWO):
    return next(one for one in found(asked, given).swings if one.factor == factor)


def test_a_fifth_more_overlap_takes_a_fifth_of_the_points():
    one = swing(scenario(plan(each=10)), "overlap")
    assert (one.low.at, one.high.at) == (0, 0.2)
    assert (one.low.points, one.high.points) == (0.02, pytest.approx(0.016))
    assert one.high.per_point == pytest.approx(one.low.per_point / 0.8)


def test_overlap_never_passes_all():
    assert swing(scenario(plan(each=10, overlap=Fraction(9, 10))), "overlap").high.at == 1


def test_half_and_one_and_a_half_times_the_workers_per_village():
    one = swing(scenario(plan(each=10)), "each")
    assert (one.low.at, one.high.at) == (5, 15)
    assert (one.low.points, one.high.points) == (0.01, 0.03)


def test_a_plan_by_villages_costs_more_at_the_dear_tariff_and_one_by_budget_reaches_fewer():
    by_villages = swing(scenario(plan(each=10)), "tariff")
    assert by_villages.low.points == by_villages.high.points
    assert by_villages.high.per_point > by_villages.low.per_point
    by_budget = swing(scenario(budget_of(KAYONG, 100 * 36_800 * 12)), "tariff")
    assert by_budget.high.points == 0.1 < by_budget.low.points


def test_only_tariffs_that_hold_in_every_month_are_tried():
    assert swing(scenario(plan(each=10)), "tariff").low.at == 16_800
    early = scenario(plan(each=10, start=START, months=3))
    assert swing(early, "tariff").low.at == 8_400  # for transport, to March 2027


def test_the_pool_of_one_regency_is_its_interval_and_of_the_province_what_sources_counted():
    own = swing(scenario(budget_of(KAYONG, 100 * 201_600)), "pool")
    assert (own.low.points, own.high.points) == (0.125, 0.08)
    whole = swing(scenario(plan(each=10)), "pool")
    assert (whole.low.at, whole.high.at, whole.sources) == (8_000, 10_000, ("T-8", "T-9"))
    assert (whole.low.points, whole.high.points) == (0.025, 0.02)


def test_a_known_pool_does_not_turn():
    factors = [one.factor for one in found(scenario(budget_of(SAMBAS, 100 * 201_600))).swings]
    assert "pool" not in factors


def test_regions_without_a_rate_turn_the_province():
    given = base({KAYONG: start(1000, 0.5), SAMBAS: start(1000, float("nan"))})
    one = swing(scenario(plan(each=10)), "unknown", given)
    assert (one.low.points, one.high.points) == (0.01, 0.02)


def test_the_widest_comes_first_and_the_base_stays_as_it_was():
    before = TWO.table.copy()
    widths = [one.width("points") for one in found(scenario(plan(each=10))).swings]
    assert widths == sorted(widths, reverse=True)
    assert TWO.table.equals(before)
    assert TWO.province["eligible"] == 10_000


@pytest.fixture(scope="module")
def real():
    return bases.known(editions.load(), [one.bps for one in regencies()])


def test_the_tornado_bears_the_mark_and_says_the_same_in_words(real):
    outcome = computed(one_hundred(START), real)
    all_of = turned(outcome, real)
    assert all_of.subject == PROVINCE
    drawn = tornado(WRITER, all_of, NAMES)
    assert "SIMULASI</text>" in drawn.svg
    assert drawn.title == "Poin Kalimantan Barat paling bergantung pada: Pekerja per desa."
    assert len(drawn.told) == len(all_of.swings)
    assert "klaim WRK-009, WRK-012" in " ".join(drawn.told)
    for one in all_of.swings:
        assert WRITER.tell(FACTORS[one.factor]) in turning(WRITER, one)


def test_a_budget_too_small_for_the_dearest_tariff_tells_no_range_of_tariffs():
    factors = [one.factor for one in found(scenario(budget_of(SAMBAS, 201_600))).swings]
    assert "tariff" not in factors


def test_where_nothing_turns_no_picture_is_drawn():
    given = base({SAMBAS: start(1000, 1.0)})
    outcome = computed(scenario(budget_of(SAMBAS, 201_600)), given)
    drawn = tornado(WRITER, turned(outcome, given), NAMES)
    assert drawn.svg == ""
    assert "tidak berubah" in drawn.title


def test_where_points_are_unknown_it_does_not_say_that_they_stay():
    given = base({SAMBAS: start(float("nan"), float("nan"))})
    outcome = computed(scenario(budget_of(SAMBAS, 201_600)), given)
    drawn = tornado(WRITER, turned(outcome, given), NAMES)
    assert drawn.svg == ""
    assert "tidak dapat dihitung" in drawn.title
