"""A budget under every aim: bounds, sums, the proved sentence, a reason for each region."""

import random
import time
from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import bases, editions, sharing
from geo.allocation import Aim
from geo.formats import Writer
from geo.model import BpsCode
from geo.outcomes import computed
from geo.regencies import regencies
from geo.sharing import Budget, NobodySeatedError, dbh, plan_of, shared, to_floor
from geo.sharing_reasons import why
from geo.sharing_words import (
    SPENDING,
    after,
    bounded,
    floor_cost,
    left_out,
    prices,
    rule,
    same_points,
    spent,
)
from tests.geo.supposing import KAYONG, MELAWI, NAN, SAMBAS, START, base, scenario, start
from tests.making import claims_table, row

CODES = [one.bps for one in regencies()]
NAMES = {str(one.bps): one.name for one in regencies()} | {"61": "Kalimantan Barat"}
YEAR = 16_800 * 12
THREE = base(
    {
        SAMBAS: start(1000, 0.1, villages=5),
        KAYONG: start(1000, 0.5, villages=3),
        MELAWI: start(500, NAN),
    }
)


def budget(persons=100, **changes):
    kept = {"start": START, "rate": Fraction(3, 5), "floor": Fraction(3, 10)}
    return Budget(rupiah=persons * YEAR, **(kept | changes))


@pytest.fixture(scope="module")
def real():
    return bases.known(editions.load(), CODES)


def test_a_budget_pays_for_whole_persons_of_the_part_that_may_be_used():
    one = Budget(
        rupiah=4_435_427_000,
        share=Fraction(1, 5),
        start=START,
        rate=Fraction(3, 5),
        floor=Fraction(3, 10),
    )
    assert (one.usable, one.persons, one.price) == (887_085_400, 4_400, 201_600)


def test_the_lowest_is_lifted_first_and_equal_points_are_equal():
    found = shared(THREE, budget(100))
    assert found.shares[Aim.LOWEST] == {SAMBAS: 100, KAYONG: 0}
    assert found.shares[Aim.EQUAL] == {SAMBAS: 50, KAYONG: 50}
    assert found.shares[Aim.TARGET] == {SAMBAS: 0, KAYONG: 100}


def test_a_region_whose_figures_are_unknown_takes_no_part_and_is_named():
    found = shared(THREE, budget())
    assert list(found.left_out) == [MELAWI]
    assert "Melawi" in left_out(Writer(), found, NAMES)


def test_an_assumed_rate_gives_it_a_seat():
    given = bases.with_assumptions(THREE, scenario(assumed=Fraction(1, 5)))
    found = shared(given, budget())
    assert found.left_out == {}
    assert found.seats[MELAWI].active == 100


def test_a_budget_for_nobody_known_is_refused_with_the_mend():
    with pytest.raises(NobodySeatedError, match="Andaikan"):
        shared(THREE, budget(), [MELAWI])


@pytest.mark.parametrize(
    ("changes", "most", "cap"),
    [
        ({}, 500, "pool"),
        ({"most_each": 100}, 300, "villages"),
        ({"within_gap": True}, 100, "gap"),
        ({"most_each": 10, "within_gap": True}, 30, "villages"),
    ],
)
def test_the_tightest_bound_is_the_one_that_is_named(changes, most, cap):
    found = shared(THREE, budget(**changes))
    assert (found.seats[KAYONG].most, found.caps[KAYONG]) == (most, cap)


def test_a_floor_for_each_village_goes_out_first():
    found = shared(THREE, budget(100, least_each=10))
    assert all(given[KAYONG] >= 30 and given[SAMBAS] >= 50 for given in found.shares.values())


def test_lifting_everybody_to_a_floor_costs_what_is_missing():
    assert to_floor(shared(THREE, budget(1))) == (200, 200 * YEAR)
    assert "200 orang" in floor_cost(Writer(), shared(THREE, budget(1)))


def test_aims_that_spend_the_budget_give_the_province_the_same_points():
    found = shared(THREE, budget(100))
    assert set(found.table.loc[list(SPENDING), "persons"]) == {100}
    assert set(found.table.loc[list(SPENDING), "points"]) == {0.01}
    said = same_points(Writer(), found)
    assert "100 orang" in said
    assert "1,00 poin" in said


def test_an_aim_that_needs_less_is_named_as_not_spent():
    said = same_points(Writer(), shared(THREE, budget(300)))
    assert "Tidak habis terpakai: “Biaya terkecil agar semua mencapai batas bawah”" in said


def test_the_price_of_an_aim_is_told_against_the_best_at_each_thing():
    found = shared(THREE, budget(100))
    assert "terendah" not in prices(Writer(), found, Aim.LOWEST).partition("Harganya")[2]
    assert "1 kabupaten/kota lebih sedikit pada target" in prices(Writer(), found, Aim.LOWEST)
    assert "yang terendah 10,0 poin lebih rendah" in prices(Writer(), found, Aim.TARGET)


def test_an_aim_that_spends_less_forgoes_points_of_the_province():
    found = shared(THREE, budget(300))  # the floor needs 200 of them
    lost = prices(Writer(), found, Aim.FLOOR).partition("Harganya")[2]
    assert "provinsi 1,00 poin lebih sedikit" in lost  # 100 of 10.000
    assert all("provinsi" not in prices(Writer(), found, aim) for aim in SPENDING)


def test_the_bounds_of_a_budget_are_printed_with_its_result():
    plain = bounded(Writer(), shared(THREE, budget())).replace("\N{NO-BREAK SPACE}", " ")
    for part in ("tanpa batas pekerja per desa", "boleh melewati target", "60 %", "30 %"):
        assert part in plain
    assert "Januari 2027" in plain
    tight = budget(most_each=100, least_each=5, within_gap=True)
    said = bounded(Writer(), shared(THREE, tight))
    for part in ("paling banyak 100", "paling sedikit 5", "tidak melewati target"):
        assert part in said


def test_the_shares_of_an_aim_become_a_plan_of_the_same_rupiah():
    found = shared(THREE, budget(100))
    asked = plan_of(found, Aim.EQUAL)
    outcome = computed(scenario(asked), THREE)
    assert outcome.rupiah == found.table.loc[Aim.EQUAL, "rupiah"] == 100 * YEAR
    assert outcome.table.loc[KAYONG, "after"] == after(found, Aim.EQUAL)[KAYONG] == 0.55


@pytest.mark.parametrize(
    ("aim", "code", "persons", "changes", "said"),
    [
        (Aim.LOWEST, SAMBAS, 100, {}, "termasuk yang terendah"),
        (Aim.LOWEST, KAYONG, 100, {}, "tidak termasuk yang terendah"),
        (Aim.TARGET, KAYONG, 100, {}, "sebanyak yang perlu sampai target 60"),
        (Aim.TARGET, SAMBAS, 100, {}, "masih kurang 500 orang"),
        (Aim.TARGET, SAMBAS, 90, {"most_each": 1}, "(batas pekerja per desa)"),
        (Aim.EQUAL, KAYONG, 100, {}, "naik 5,0 poin"),
        (Aim.EQUAL, KAYONG, 100, {"least_each": 10}, "setelah batas paling sedikit"),
        (Aim.GAP, KAYONG, 60, {}, "kekurangannya 100 orang, 16,7"),
        (Aim.VILLAGES, KAYONG, 80, {}, "3 desa, 37,5"),
        (Aim.FLOOR, SAMBAS, 300, {}, "sebanyak yang perlu sampai 30"),
        (Aim.FLOOR, SAMBAS, 50, {}, "anggaran tidak cukup bagi semua"),
        (Aim.FLOOR, KAYONG, 50, {}, "sudah mencapai 30"),
        (Aim.EQUAL, KAYONG, 0, {}, "tidak cukup untuk satu orang pun"),
        (Aim.EQUAL, KAYONG, 40, {"least_each": 10}, "yang terendah didahulukan"),
        (Aim.LOWEST, KAYONG, 80, {"least_each": 10}, "batas paling sedikit bagi desa"),
    ],
)
def test_each_region_is_told_why_it_got_its_share(aim, code, persons, changes, said):
    found = shared(THREE, budget(persons, **changes))
    told = why(Writer(), found, aim, code, NAMES[code])
    assert told.startswith(NAMES[code])
    assert said in told.replace("\N{NO-BREAK SPACE}", " ")


def test_the_sawit_money_of_2025_adds_up_with_its_claims_and_its_rule():
    found = dbh(editions.load().claims, CODES, 2025)
    assert len(found.table) == 14
    assert found.table["rupiah"].sum() == 111_668_030_000 - 23_043_942_000
    assert found.table.loc[KAYONG, ["rupiah", "claim_id"]].tolist() == [4_435_427_000, "DBH-017"]
    assert found.part == Fraction(1, 5)
    assert "PRM-003" in rule(Writer(), found)
    assert found.amounts([KAYONG]) == ((KAYONG, 4_435_427_000),)


def test_without_a_claim_the_rule_is_not_established():
    claims = claims_table(
        row(
            region_code=KAYONG,
            indicator="dbh_sawit",
            unit="rupiah",
            family="standard",
            value=100,
            decimals=0,
            period="2025",
        )
    )
    found = dbh(claims, [BpsCode(KAYONG)], 2025)
    assert (found.part, found.rule) == (None, None)
    assert "belum dipastikan" in rule(Writer(), found)
    assert dbh(claims, [BpsCode(KAYONG)], 2024).table.empty


def test_what_is_spent_adds_up_in_words():
    one = Budget(rupiah=1_000_000, start=START, rate=Fraction(3, 5), floor=Fraction(3, 10))
    said = spent(Writer(), shared(THREE, one))
    assert "cukup untuk 4 orang" in said
    assert "sisa Rp193.600" in said


@settings(max_examples=40, deadline=None)
@given(
    persons=st.integers(0, 1500),
    each=st.integers(0, 200),
    least=st.integers(0, 50),
    gap=st.booleans(),
)
def test_no_aim_gives_more_than_the_budget_or_a_bound(persons, each, least, gap):
    found = shared(THREE, budget(persons, most_each=each, least_each=least, within_gap=gap))
    for aim, given_out in found.shares.items():
        assert sum(given_out.values()) <= persons
        assert found.table.loc[aim, "rupiah"] <= found.budget.usable
        for code, count in given_out.items():
            assert 0 <= count <= found.seats[code].most
            assert why(Writer(), found, aim, code, NAMES[code]).endswith(".")
    most = found.table["persons"].max()
    assert found.table.loc[[Aim.LOWEST, Aim.TARGET], "persons"].tolist() == [most, most]


def test_every_aim_over_514_regions_takes_less_than_ten_seconds():
    dice = random.Random(7)
    rows = {
        str(9000 + n): start(
            dice.randint(5_000, 300_000), dice.random() * 0.8, dice.randint(0, 400)
        )
        for n in range(514)
    }
    table = pd.DataFrame.from_dict(rows, orient="index")
    many = bases.Base(
        table=table,
        province=THREE.province,
        counts=THREE.counts,
        aims=(),
        as_of=THREE.as_of,
        edition="uji",
    )
    began = time.perf_counter()
    found = sharing.shared(many, budget(1_000_000, most_each=100))
    assert time.perf_counter() - began < 10
    assert found.table.loc[Aim.LOWEST, "persons"] == 1_000_000
