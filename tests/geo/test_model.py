"""Periods, and the nouns that are checked when they are made."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.model import BadPeriodError, Period


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("2024", date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 28)),
        ("2024-09-30", date(2024, 9, 30)),
    ],
)
def test_a_period_ends_on_its_last_day(text, end):
    assert Period.parse(text).end == end


@pytest.mark.parametrize("text", ["2024", "2024-09", "2024-09-30"])
def test_a_period_is_written_as_it_was_read(text):
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "24", "2024-9", "2024-13", "2024-00", "2024-02-30", "2024-09-00", "30-09-2024"),
        *("2024/09", "September 2024", "2024-09-30T00:00", "0000", "٢٠٢٤"),
    ],
)
def test_anything_else_is_refused_with_the_way_to_write_it(text):
    with pytest.raises(BadPeriodError, match="tidak dikenali") as caught:
        Period.parse(text)
    assert "2024-09-30" in caught.value.mend.spoken("id")


@given(st.dates(date(1, 1, 1), date(9999, 12, 31)))
def test_every_day_there_is_can_be_read(day):
    assert Period.parse(day.isoformat()).end == day
