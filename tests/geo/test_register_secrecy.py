"""Small counts are hidden, and cannot be worked out from what is shown: attacked with integers."""

import os

import numpy as np
import pandas as pd
import pytest

from geo import register_secrecy as secrecy
from geo.register_terms import OPEN_LEVELS, TOTAL
from tests import attacks

WIDTH = 4
"""Persons that the range of a hidden cell must be open by; see `secrecy.CHOICES`."""
MANY = int(os.environ.get("PETA_ATTACKS", "16"))
"""Random registers that are attacked; more of them on request."""


def table(parents, *persons):
    """Counts of persons of one membership each; a row of them for each place, by segment 1, 2 …"""
    people = [
        (f"{place}-{segment}-{one}", place, segment)
        for place, row in enumerate(persons)
        for segment, many in enumerate(row, 1)
        for one in range(many)
    ]
    return attacks.counted(people, parents)


def found(counts, parents):
    """What is hidden, by cell."""
    told = secrecy.hidden(counts, parents)
    return counts.assign(told=told).set_index(secrecy.CELL)["told"]


def gaps(counts, parents):
    """Hidden cells that an attacker knows too closely."""
    return attacks.Attack(counts, secrecy.hidden(counts, parents), parents).narrow(WIDTH)


# -- what is hidden -----------------------------------------------------------------------


def test_one_to_nine_below_the_regency_are_hidden():
    at = attacks.places([5], rests=False)
    of = found(table(at, (0, 0), (9, 30), (10, 40), (8, 50), (60, 70)), at)
    assert [of.get(("village", n, 1)) == "primary" for n in range(5)] == [0, 1, 0, 1, 0]
    assert (of == "shown").sum() > len(of) / 2


def test_a_regency_shows_its_few():
    at = attacks.places([2], rests=False)
    counts = table(at, (3, 100), (30, 100))
    alone = counts[counts["level"] == "regency"].assign(persons=4)
    assert set(secrecy.hidden(alone, at)) == {"shown"}


def test_a_single_small_count_takes_another_with_it():
    at = attacks.places([3], rests=False)
    of = found(table(at, (5, 50), (70, 80), (60, 90)), at)
    assert (of == "primary").sum() == 1
    assert (of == "secondary").sum() == 3


def test_no_more_is_hidden_than_a_province_of_many_needs():
    chance = np.random.default_rng(4)
    at = attacks.places(*[[6] * 5] * 4, rests=False)
    counts = table(at, *chance.integers(0, 90, (len(at), 2)))
    told = secrecy.hidden(counts, at)
    primary, secondary = (told == "primary").sum(), (told == "secondary").sum()
    assert primary > 15
    assert secondary < 2.5 * primary
    assert set(told[counts["level"].isin(OPEN_LEVELS)]) == {"shown"}


# -- what cannot be worked out ------------------------------------------------------------


@pytest.mark.parametrize("seed", range(MANY))
def test_no_hidden_cell_of_any_register_can_be_told_closely(seed):
    counts, at = attacks.drawn(seed)
    told = secrecy.hidden(counts, at)
    assert (told[attacks.small(counts)] == "primary").all()
    assert attacks.Attack(counts, told, at).narrow(WIDTH) == {}


def test_the_attack_succeeds_where_only_the_small_counts_are_hidden():
    counts, at = attacks.drawn(3)
    marks = np.where(attacks.small(counts), "primary", "shown")
    known = attacks.Attack(counts, marks, at).narrow(1)
    persons = counts.set_index(secrecy.CELL)["persons"]
    assert known
    assert all(ends == (persons[key],) * 2 for key, ends in known.items() if key in persons)


def test_the_few_without_a_district_cannot_be_subtracted():
    """Each district has ten or more, so no cell is small; the four of no district can be told."""
    at = attacks.places([0, 0, 0])
    counts = table(at, (40, 50), (60, 80), (70, 90), (4, 0))
    rest = ("rest of regency", 0)
    assert not attacks.small(counts).any()
    assert attacks.Attack(counts, ["shown"] * len(counts), at).narrow(1) == {
        (*rest, TOTAL): (4, 4),
        (*rest, 1): (4, 4),
    }
    assert (found(counts, at) == "secondary").sum() == 2
    assert gaps(counts, at) == {}


def test_the_few_without_a_village_cannot_be_subtracted():
    at = attacks.places([3])
    counts = table(at, (40, 20), (50, 20), (60, 20), (7, 30))
    open_to = attacks.Attack(counts, ["shown"] * len(counts), at).narrow(1)
    assert open_to == {("rest of district", 0, 1): (7, 7)}
    assert gaps(counts, at) == {}


def test_many_without_a_district_hide_nobody_and_need_no_hiding():
    at = attacks.places([0, 0, 0])
    counts = table(at, (40, 50), (60, 80), (70, 90), (30, 30))
    assert set(found(counts, at)) == {"shown"}


@pytest.mark.parametrize(
    ("shape", "persons"),
    [
        pytest.param([[1]], [(5, 0)], id="one village in all the province"),
        pytest.param([[1]], [(5, 5)], id="one village with two segments"),
        pytest.param([[2], [2]], [(3, 90), (0, 80), (0, 70), (0, 60)], id="three of a segment"),
        pytest.param([[9]], [(1, 30)] * 9, id="nine villages of one person each"),
        pytest.param([[1, 1]], [(7, 0), (400, 0)], id="one segment only"),
        pytest.param([[2, 2]], [(9, 9), (9, 9), (9, 9), (9, 9)], id="nines alone"),
        pytest.param([[0, 0]], [(4, 30), (60, 70)], id="districts without villages"),
        pytest.param([[3], [3]], [(2, 2), (0, 0), (0, 0)] + [(500, 500)] * 3, id="a few, and many"),
    ],
)
def test_nasty_registers_hold(shape, persons):
    at = attacks.places(*shape, rests=False)
    counts = table(at, *persons)
    assert attacks.Attack(counts, secrecy.hidden(counts, at), at).hidden
    assert gaps(counts, at) == {}


def test_persons_of_several_memberships_do_not_narrow_it():
    """All of the second village are in both segments: neither can grow beyond the total."""
    at = attacks.places([2, 2], rests=False)
    people = [(f"a{n}", 0, 1) for n in range(6)] + [(f"a{n}", 0, 2) for n in range(3, 40)]
    people += [(f"b{n}", 1, s) for n in range(80) for s in (1, 2)]
    people += [(f"b{n}", 2, 1) for n in range(50)] + [(f"c{n}", 3, 2) for n in range(70)]
    counts = attacks.counted(people, at)
    assert gaps(counts, at) == {}


def test_each_month_holds_by_itself_and_the_rows_keep_their_order():
    one, at = attacks.drawn(5)
    two = one.assign(month=one["month"] + 1, persons=one["persons"] * 2)
    both = pd.concat([two, one], ignore_index=True).sample(frac=1, random_state=3)
    told = secrecy.hidden(both, at)
    assert told.index.equals(both.index)
    for _, month in both.groupby("month"):
        assert attacks.Attack(month, told[month.index], at).narrow(WIDTH) == {}
