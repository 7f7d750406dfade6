"""What a leader asks first: how far, enough, how much, until when; and where."""

from dataclasses import replace
from fractions import Fraction

import pytest

from geo.formats import Writer
from geo.outcomes import computed
from geo.scenario_glance import Bar, answers, sourced, where
from tests.geo.supposing import (
    KAYONG,
    MELAWI,
    NAN,
    SAMBAS,
    base,
    budget_of,
    plan,
    scenario,
    start,
)

WRITER = Writer()
NAMES = {KAYONG: "Kayong Utara", SAMBAS: "Sambas", MELAWI: "Melawi", "61": "Kalimantan Barat"}
TWO = base({KAYONG: start(1000, 0.1), SAMBAS: start(2000, 0.2)})
"""10 villages each; the province has 10.000 eligible workers at 30 %, its target is 60 %."""


def asked(*plans, given=TWO, **changes):
    found = answers(WRITER, computed(scenario(*plans, **changes), given), NAMES)
    return {one.question: one for one in found}


def test_the_four_questions_stand_in_their_order_with_one_answer_each():
    found = answers(WRITER, computed(scenario(plan(each=10)), TWO), NAMES)
    assert [one.question for one in found] == ["reach", "aim", "cost", "end"]
    assert all(one.label and one.figure for one in found)


def test_a_scenario_that_falls_short_says_so_with_what_is_missing():
    found = asked(plan(each=10))  # 200 of 10.000 are 2 points
    assert found["reach"].label == "Cakupan Kalimantan Barat"
    assert found["reach"].figure == "30,00 % → 32,0 %".replace(" %", "\N{NO-BREAK SPACE}%")
    assert found["reach"].told == ("naik 2,0 poin selama program", "200 orang dibayari")
    assert (found["aim"].standing, found["aim"].figure) == ("short", "Tidak tercapai")
    assert found["aim"].told[0] == "masih kurang 28,0 poin, sekitar 2.800 orang"
    assert found["aim"].told[1].startswith("7")  # 200 of the 3.000 that were missing
    assert found["aim"].bar == Bar(before=0.3, after=pytest.approx(0.32), goal=0.6)


def test_one_that_reaches_the_target_or_had_reached_it_says_which():
    province = start(10_000, 0.59)
    near = base({KAYONG: start(1000, 0.1), SAMBAS: start(2000, 0.2)}, province)
    found = asked(plan(each=10), given=near)["aim"]
    assert (found.standing, found.figure) == ("reaches", "Tercapai")
    assert found.told == ("1,0 poin di atasnya",)
    past = base({KAYONG: start(1000, 0.1), SAMBAS: start(2000, 0.2)}, start(10_000, 0.7))
    assert asked(plan(each=10), given=past)["aim"].figure == "Sudah tercapai"


def test_what_it_costs_stands_short_with_the_whole_amount_beside_it():
    found = asked(plan(each=10))["cost"]
    assert found.label == "Biaya seluruhnya"
    assert found.figure == "Rp40,3 juta"  # 200 × 12 × 16.800
    assert found.told == ("Rp40.320.000", "Rp20,2 juta satu poin setahun")


def test_the_end_names_the_month_after_the_money_and_what_is_left():
    found = asked(plan(each=10))["end"]
    assert (found.label, found.figure) == ("Dananya habis mulai", "Januari 2028")
    assert found.told[0] == "200 orang tidak lagi dibayar"
    assert "turun ke 30,00" in found.told[1]
    assert found.steps == (*(1.0,) * 12, 0.0)


def test_where_others_go_on_paying_only_a_part_of_the_money_ends():
    found = asked(plan(each=10, months=6), plan(each=5, months=12, funding="csr"))["end"]
    assert (found.label, found.figure) == ("Sebagian dana habis mulai", "Juli 2027")
    assert found.steps[0] == 1
    assert found.steps[6] == pytest.approx(1 / 3)
    assert "turun ke 31,0" in found.told[1]  # 100 of 10.000 stay


def test_of_one_regency_alone_the_answers_are_its_own():
    found = asked(budget_of(KAYONG, 100 * 201_600))
    assert found["reach"].label == "Cakupan Kayong Utara"
    assert found["reach"].told[0] == "naik 10,0 poin selama program"
    assert found["aim"].told[0] == "masih kurang 40,0 poin, sekitar 400 orang"
    assert found["end"].told[1].startswith("cakupan turun ke 10,00")


def test_an_estimate_keeps_its_interval_and_an_assumption_its_name():
    given = base({KAYONG: start(1000, NAN, low=800.0, high=1250.0, estimated=True)})
    found = asked(budget_of(KAYONG, 100 * 201_600), given=given, assumed=Fraction(1, 10))["reach"]
    assert found.told[0] == "naik ≈ 10,0 poin (8,0–12,5) selama program"
    assert found.told[-1] == "cakupan awal diandaikan"


def test_what_is_unknown_is_said_and_never_a_zero():
    given = base({KAYONG: start(1000, NAN)}, start(10_000, NAN))
    found = asked(plan(each=10), given=given)
    assert found["reach"].figure == found["aim"].figure == "Belum dapat dihitung"
    assert found["aim"].bar is None
    assert len(found["end"].told) == 1


def test_without_a_target_none_is_made_up():
    found = asked(plan(each=10), given=replace(TWO, aims=()))["aim"]
    assert (found.figure, found.bar) == ("Tidak ada target", None)


def test_the_map_says_where_most_and_least_is_gained_among_those_paid_for():
    given = base({KAYONG: start(1000, 0.1), SAMBAS: start(2000, 0.2), MELAWI: start(500, NAN)})
    said = where(WRITER, computed(scenario(plan(each=10)), given), NAMES)
    assert said == (
        "Bertambah paling banyak di Kayong Utara: 10,0 poin; paling sedikit di Sambas: 5,0 poin."
    )
    given = base({KAYONG: start(1000, NAN), SAMBAS: start(2000, NAN)})
    said = where(WRITER, computed(scenario(plan(each=10)), given), NAMES)
    assert said == "Di mana poinnya bertambah belum dapat dihitung."


def test_the_source_line_names_the_edition():
    assert "edisi data uji" in sourced(WRITER, computed(scenario(plan(each=10)), TWO))
