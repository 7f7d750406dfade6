"""Periods as officials write them."""

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from geo.model import Period
from geo.moments import is_part, period, periods_in, without_periods

DAYS = st.dates(date(2000, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("31 Agustus 2025", "2025-08-31"),
        ("per 31 Agustus 2025", "2025-08-31"),
        ("Posisi: 31 Agustus 2025", "2025-08-31"),
        ("s.d. 31 Agustus 2025", "2025-08-31"),
        ("31/08/2025", "2025-08-31"),
        ("31-8-2025", "2025-08-31"),
        ("2025-08-31", "2025-08-31"),
        ("2025-08-31 00:00:00", "2025-08-31"),
        (date(2025, 8, 31), "2025-08-31"),
        (45900, "2025-08-31"),
        (45900.0, "2025-08-31"),
        ("Agustus 2025", "2025-08"),
        ("AGUSTUS\N{NO-BREAK SPACE}2025", "2025-08"),
        ("Agt 2025", "2025-08"),
        ("Ags. 2025", "2025-08"),
        ("bulan Agustus 2025", "2025-08"),
        ("2025-08", "2025-08"),
        ("08/2025", "2025-08"),
        ("Nopember 2025", "2025-11"),
        ("2025", "2025"),
        ("Tahun 2025", "2025"),
        (2025, "2025"),
        (2025.0, "2025"),
    ],
)
def test_a_period_is_as_precise_as_it_is_written(value, told):
    assert str(period(value)) == told


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Semester I 2024", "2024-06"),
        ("Semester II 2024", "2024-12"),
        ("Triwulan III 2025", "2025-09"),
        ("TW I 2025", "2025-03"),
    ],
)
def test_a_part_of_a_year_is_its_last_month_and_known_as_a_part(text, end):
    assert str(period(text)) == end
    assert is_part(text)


@pytest.mark.parametrize(
    "value",
    [
        *("08/31/2025", "31 Februari 2025", "Triwulan V 2025", "Agustus", "13/2025", "kemarin"),
        *("", None, 12.5, 7, 10**9, float("nan"), "25"),
    ],
)
def test_what_names_no_period_is_none(value):
    assert period(value) is None


@given(DAYS, st.sampled_from(["d MMMM y", "d MMM y", "dd/MM/y", "dd-MM-y", "y-MM-dd", "dd.MM.y"]))
def test_a_day_comes_back_from_every_writing(day, pattern):
    assert period(format_date(day, pattern, locale="id")) == Period(day.year, day.month, day.day)


@given(DAYS, st.sampled_from(["MMMM y", "MMM y", "y-MM"]), st.sampled_from(["id", "en"]))
def test_a_month_comes_back_from_every_writing_in_both_languages(day, pattern, language):
    assert period(format_date(day, pattern, locale=language)) == Period(day.year, day.month)


@given(st.text() | st.floats() | st.integers())
def test_whatever_a_cell_holds_gives_a_period_or_none(value):
    found = period(value)
    assert found is None or Period.parse(str(found)) == found


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Cakupan per 31 Agustus 2025", ["2025-08-31"]),
        ("Cakupan Tahun 2025 (per 31 Agustus 2025)", ["2025-08-31"]),
        ("Rekap s.d. 31/08/2025", ["2025-08-31"]),
        ("Tahun 2023 dan 2024", ["2023", "2024"]),
        ("Perbup Nomor 27 Tahun 2024", []),
        ("Perbup 27/2024, keadaan Desember 2024", ["2024-12"]),
        ("Peserta aktif", []),
    ],
)
def test_a_title_names_its_periods_and_laws_name_none(title, told):
    assert [str(one) for one in periods_in(title)] == told


@pytest.mark.parametrize(
    ("heading", "rest"),
    [
        ("Peserta aktif 2024", "Peserta aktif"),
        ("2024 PU", "PU"),
        ("Cakupan (Agustus 2025)", "Cakupan"),
        ("Potensi", "Potensi"),
    ],
)
def test_a_heading_without_its_period_is_the_same_every_month(heading, rest):
    assert without_periods(heading) == rest
