"""Memberships to distinct active persons: by hand, and against counting month by month."""

import string
from datetime import date

import ibis
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from geo import register_counts as counting
from geo import register_rows as reading
from geo.model import Period
from geo.register_engines import fetched
from geo.register_lineage import Packing
from geo.register_sums import counts
from geo.register_terms import LEVELS, SEGMENTS, TOTAL, Window, month_number, month_of

YEAR = Window(first=Period(2025, 1), last=Period(2025, 12))
REGIONS = {
    code: place
    for place, code in enumerate(
        ["6101", "6102", "7101", "6101010", "6101010001", "6101010002", "6101020001"]
    )
}
PLACES = pd.DataFrame(
    {
        "place": range(7),
        "village": [None, None, None, None, 0, 1, 2],
        "district": [None, None, None, 0, 0, 0, 1],
        "regency": [0, 1, 2, 0, 0, 0, 0],
        "province": [0, 0, 1, 0, 0, 0, 0],
    }
).astype(dict.fromkeys(("place", *LEVELS), "Int32"))
PACKING = Packing.of({"village": 3, "district": 2, "regency": 3, "province": 2})
LEVEL_OF = {level: PLACES.set_index("place")[level].dropna().to_dict() for level in LEVELS}


def membership(  # noqa: PLR0917  # a register's columns
    person, region="6101", segment="pu", begun="2025-01-01", to=None, paid="2025-12-31"
):
    return {
        "person_id": person,
        "region": region,
        "segment": segment,
        "programme": "jkk",
        "from": begun,
        "to": to,
        "paid_until": paid,
    }


def register(*rows):
    types = dict.fromkeys(membership("x"), "string")
    return ibis.memtable(pd.DataFrame(list(rows), columns=list(types)), schema=types)


def judged(*rows):
    known = PLACES[["place"]].assign(region=list(REGIONS), lineage=PACKING.packed(PLACES))
    schema = {"region": "string", "place": "int32", "lineage": "int64"}
    named = pd.DataFrame({"named": list(SEGMENTS), "segment": list(SEGMENTS.values())})
    return reading.judged(
        reading.checked_columns(register(*rows)),
        ibis.memtable(known, schema=schema),
        ibis.memtable(named, schema={"named": "string", "segment": "int32"}),
    )


def counted(*rows, window=YEAR):
    read = judged(*rows)
    found = counting.changes(counting.spells(reading.fit(read), window), PACKING.shifts)
    table = counts(fetched(found), PACKING, window)
    return table.set_index(["level", "place", "segment", "month"])["persons"]


def at(table, level, place, segment, month):
    key = (level, place, segment, month_number(Period.parse(month)))
    return int(table.get(key, 0))


def test_a_membership_counts_from_its_month_until_the_last_one_paid_for():
    found = counted(membership("a", begun="2025-03-31", paid="2025-05-01"))
    assert [at(found, "regency", 0, TOTAL, f"2025-{n:02d}") for n in range(2, 7)] == [0, 1, 1, 1, 0]


def test_one_that_ends_within_a_month_is_not_active_at_its_end():
    found = counted(membership("a", to="2025-04-29"), membership("b", to="2025-04-30"))
    assert at(found, "regency", 0, TOTAL, "2025-03") == 2
    assert at(found, "regency", 0, TOTAL, "2025-04") == 1
    assert at(found, "regency", 0, TOTAL, "2025-05") == 0


def test_a_person_in_several_programmes_counts_once():
    found = counted(*[membership("a")] * 4)
    assert at(found, "regency", 0, SEGMENTS["pu"], "2025-06") == 1


def test_a_person_in_two_segments_counts_once_in_each_and_once_in_all():
    found = counted(membership("a"), membership("a", segment="bpu"))
    segments = SEGMENTS["pu"], SEGMENTS["bpu"], TOTAL
    assert [at(found, "regency", 0, one, "2025-06") for one in segments] == [1, 1, 1]


def test_a_person_in_two_regencies_counts_in_both_and_once_in_the_province():
    found = counted(membership("a"), membership("a", region="6102"))
    assert [at(found, "regency", place, TOTAL, "2025-06") for place in (0, 1)] == [1, 1]
    assert at(found, "province", 0, TOTAL, "2025-06") == 1


def test_spells_that_overlap_leave_no_gap_and_count_no_month_twice():
    found = counted(
        membership("a", begun="2025-01-01", paid="2025-05-31"),
        membership("a", begun="2025-02-01", paid="2025-03-31"),
        membership("a", begun="2025-07-01", paid="2025-08-31"),
    )
    months = [at(found, "regency", 0, TOTAL, f"2025-{n:02d}") for n in range(1, 10)]
    assert months == [1, 1, 1, 1, 1, 0, 1, 1, 0]


@pytest.mark.parametrize("many", [2, 3, 4, 5])
def test_as_many_memberships_as_there_are_one_after_another_are_all_counted(many):
    spells = [(f"2025-{2 * n + 1:02d}-01", f"2025-{2 * n + 1:02d}-28") for n in range(many)]
    here = counted(*[membership("a", begun=begun, paid=paid) for begun, paid in spells])
    there = counted(
        *[
            membership("a", region=list(REGIONS)[n % 2], begun=begun, paid=paid)
            for n, (begun, paid) in enumerate(spells)
        ]
    )
    for found, level in ((here, "regency"), (here, "province"), (there, "province")):
        months = [at(found, level, 0, TOTAL, f"2025-{n:02d}") for n in range(1, 13)]
        assert months == [1, 0] * many + [0] * (12 - 2 * many)


def test_a_person_who_comes_and_goes_is_counted_in_every_run_of_months():
    odd = range(1, 12, 2)
    found = counted(
        *[membership("a", begun=f"2025-{n:02d}-01", paid=f"2025-{n:02d}-28") for n in odd],
        membership("a", segment="bpu", begun="2025-02-01", paid="2025-02-28"),
        membership("a", region="6102", begun="2025-04-01", paid="2025-04-30"),
    )
    months = [f"2025-{n:02d}" for n in range(1, 13)]
    pu = [at(found, "regency", 0, SEGMENTS["pu"], month) for month in months]
    province = [at(found, "province", 0, TOTAL, month) for month in months]
    assert pu == [1, 0] * 6
    assert province == [1, 1, 1, 1, 1, 0] + [1, 0] * 3


def test_a_window_of_five_years_is_counted_at_once_to_its_last_month():
    five = Window(first=Period(2021, 1), last=Period(2025, 12))
    rows = membership("a", paid="2030-01-01"), membership("a", segment="bpu", paid="2030-01-01")
    found = counted(*rows, window=five)
    assert at(found, "regency", 0, TOTAL, "2025-12") == 1
    assert list(counting.slices(five)) == [five]


def test_a_longer_window_is_cut_first():
    long = Window(first=Period(2021, 1), last=Period(2026, 1))
    assert [str(one.first) for one in counting.slices(long)] == ["2021-01", "2026-01"]
    with pytest.raises(ValueError, match="60 months"):
        counted(membership("a"), window=long)


def test_grace_bears_with_months_that_were_not_paid():
    grace = Window(first=Period(2025, 1), last=Period(2025, 12), grace=2)
    found = counted(membership("a", paid="2025-05-31"), window=grace)
    assert [at(found, "regency", 0, TOTAL, f"2025-{n:02d}") for n in (5, 7, 8)] == [1, 1, 0]


@pytest.mark.parametrize("grace", [-1, 13])
def test_no_other_grace_is_taken(grace):
    with pytest.raises(ValueError, match="grace"):
        Window(first=Period(2025, 1), last=Period(2025, 12), grace=grace)


def active(row, month, grace):
    """The rule as the docs say it, word for word, by days."""
    last = month_of(month).end
    begun = date.fromisoformat(row["from"]) <= last
    lasts = row["to"] is None or date.fromisoformat(row["to"]) >= last
    paid = date.fromisoformat(row["paid_until"])
    return begun and lasts and month_number(Period(paid.year, paid.month)) + grace >= month


DAYS = st.dates(date(2024, 11, 1), date(2026, 2, 28)).map(str)
PERSONS = ("abcdefgh", string.ascii_letters)
"""Of few, each has many memberships; of many, one to three."""


def registers(persons):
    rows = st.builds(
        membership,
        st.sampled_from(persons),
        st.sampled_from(list(REGIONS)),
        st.sampled_from(["pu", "bpu"]) | st.sampled_from(list(SEGMENTS)),
        DAYS,
        st.none() | DAYS,
        DAYS,
    )
    return st.lists(rows, min_size=40, max_size=80)


@settings(max_examples=10, deadline=None, phases=(Phase.generate,))
@given(st.sampled_from(PERSONS).flatmap(registers), st.integers(0, 3))
def test_it_is_what_counting_month_by_month_gives(rows, grace):
    window = Window(first=Period(2025, 1), last=Period(2025, 12), grace=grace)
    found = counted(*rows, window=window)
    fit = [
        row
        for row in rows
        if (row["to"] is None or row["to"] >= row["from"]) and row["paid_until"] >= row["from"]
    ]
    for level, places in LEVEL_OF.items():
        for month in range(window.begin, window.end + 1):
            for place in set(places.values()):
                for name, number in {**SEGMENTS, "all": TOTAL}.items():
                    persons = {
                        row["person_id"]
                        for row in fit
                        if places.get(REGIONS[row["region"]]) == place
                        and name in (row["segment"], "all")
                        and active(row, month, grace)
                    }
                    told = found.get((level, place, number, month), 0)
                    assert told == len(persons), (level, place, name, month_of(month))
