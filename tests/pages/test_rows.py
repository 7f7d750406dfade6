"""Which rows of a long table are written, and that what is left out is counted."""

import re

from hypothesis import given
from hypothesis import strategies as st

from geo.formats import Writer
from geo.model import Selection
from pages.shell import rows
from pages.shell.rows import AROUND, FIRST_ROWS, LAST_ROWS, MOST_ROWS

WRITER = Writer("id")


def codes(count, first=1000):
    return [str(first + n) for n in range(count)]


def counted(found):
    """How many rows the sentences say are left out."""
    return sum(
        int(n) for text in (*found.before.values(), found.after) for n in re.findall(r"\d+", text)
    )


def test_few_rows_are_all_written():
    found = rows.written(WRITER, Selection(), codes(40), codes(20, 5000))
    assert list(found.codes) == codes(40) + codes(20, 5000)
    assert found.are_all


def test_many_rows_are_all_written_when_asked_for():
    found = rows.written(WRITER, Selection(whole=True), codes(500), codes(14, 5000))
    assert len(found.codes) == 514
    assert found.are_all


def test_of_many_the_ends_and_the_neighbours_of_the_chosen_one_are_written():
    chosen = Selection(region="1200")
    found = rows.written(WRITER, chosen, codes(514))
    around = [str(1200 + n) for n in range(-AROUND, AROUND + 1)]
    assert list(found.codes) == codes(FIRST_ROWS) + around + codes(514)[-LAST_ROWS:]
    assert list(found.before) == [around[0], codes(514)[-LAST_ROWS]]
    assert found.before[around[0]] == "188 di antaranya tidak ditulis di sini."


def test_a_chosen_one_without_a_figure_stands_after_those_that_have_one():
    silent = codes(300, 5000)
    found = rows.written(WRITER, Selection(region="5007"), codes(200), silent)
    assert found.codes[-1] == "5007"
    assert found.after == "299 tanpa angka tidak ditulis di sini."


@given(known=st.integers(0, 600), silent=st.integers(0, 600), at=st.integers(0, 1200))
def test_what_is_written_and_what_is_said_to_be_left_out_are_all(known, silent, at):
    every = codes(known) + codes(silent, 5000)
    chosen = Selection(region=every[at % len(every)] if every else None)
    found = rows.written(WRITER, chosen, codes(known), codes(silent, 5000))
    assert len(found.codes) + counted(found) == len(every)
    assert len(set(found.codes)) == len(found.codes)
    assert [code for code in every if code in set(found.codes)] == list(found.codes)
    if len(every) > MOST_ROWS:
        assert chosen.region in found.codes
        assert len(found.codes) <= MOST_ROWS + 1


def test_the_cells_of_a_row_are_made_once_and_only_when_they_are_asked_for():
    made = []

    def cells(code):
        made.append(code)
        return {"code": code}

    found = rows.Cells(cells)
    assert not made
    assert found["6101"] is found["6101"]
    assert made == ["6101"]
