"""Numbers and dates as each reader writes them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import language
from geo.formats import Writer
from geo.model import Period

ID, EN = Writer("id"), Writer("en")
NAN = math.nan
NBSP = "\N{NO-BREAK SPACE}"
DASH, MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"


@pytest.fixture
def english(monkeypatch):
    """An English catalogue with the words that these tests need."""
    words = {"{amount} poin": "{amount} points", "{n} miliar": "{n} billion"}
    words |= {"{n} juta": "{n} million", "{first} dan {last}": "{first} and {last}"}
    monkeypatch.setattr(language, "_catalogue", lambda one: words if one == "en" else {})


@pytest.mark.parametrize(
    ("fraction", "decimals", "indonesian", "english"),
    [
        (0.5159, 2, f"51,59{NBSP}%", "51.59%"),
        (0.31, 0, f"31{NBSP}%", "31%"),
        (1.2615, 2, f"126,15{NBSP}%", "126.15%"),
        (0.0, 1, f"0,0{NBSP}%", "0.0%"),
        (-0.05, 0, f"{MINUS}5{NBSP}%", f"{MINUS}5%"),
        (NAN, 2, DASH, DASH),
    ],
)
def test_percent_exists_only_on_the_screen(fraction, decimals, indonesian, english):
    assert ID.percent(fraction, decimals) == indonesian
    assert EN.percent(fraction, decimals) == english


@pytest.mark.parametrize(
    ("number", "decimals", "indonesian", "english"),
    [
        (1234, 0, "1.234", "1,234"),
        (5_646_268, 0, "5.646.268", "5,646,268"),
        (1234.5, 1, "1.234,5", "1,234.5"),
        (-7, 0, f"{MINUS}7", f"{MINUS}7"),
        (-0.001, 2, "0,00", "0.00"),
        (0, 0, "0", "0"),
        (NAN, 0, DASH, DASH),
    ],
)
def test_thousands_and_decimals_follow_the_language(number, decimals, indonesian, english):
    assert ID.decimal(number, decimals) == indonesian
    assert EN.decimal(number, decimals) == english


def test_rupiah_is_written_in_full_or_short(english):
    assert ID.rupiah(2_429_520_000) == "Rp2.429.520.000"
    assert EN.rupiah(2_429_520_000) == "Rp2,429,520,000"
    assert ID.rupiah_short(4_435_427_000) == "Rp4,44 miliar"
    assert EN.rupiah_short(4_435_427_000) == "Rp4.44 billion"
    assert ID.rupiah_short(103_149_465) == "Rp103,1 juta"
    assert ID.rupiah_short(16_800) == "Rp16.800"


def test_short_rupiah_moves_to_the_next_word_where_rounding_reaches_it():
    assert ID.rupiah_short(999_999_999) == "Rp1,00 miliar"
    assert ID.rupiah_short(999_999) == "Rp1,0 juta"


def test_the_sign_of_rupiah_stands_before_them_and_unknown_is_a_dash():
    assert ID.rupiah(-5) == f"{MINUS}Rp5"
    assert ID.rupiah_short(-2.5e9) == f"{MINUS}Rp2,50 miliar"
    assert ID.rupiah_short(2e9) == "Rp2 miliar"
    assert ID.rupiah(NAN) == ID.rupiah_short(NAN) == DASH


def test_a_difference_of_rates_is_in_points(english):
    assert ID.points(0.2856) == "28,56 poin"
    assert EN.points(0.2856) == "28.56 points"
    assert ID.points(NAN) == DASH


@pytest.mark.parametrize(
    ("text", "indonesian", "english"),
    [
        ("2024", "2024", "2024"),
        ("2021-08", "Agustus 2021", "August 2021"),
        ("2025-09-24", "24 September 2025", "24 September 2025"),
        ("2025-10-09", "9 Oktober 2025", "9 October 2025"),
    ],
)
def test_a_date_is_as_precise_as_its_source(text, indonesian, english):
    assert ID.period(Period.parse(text)) == indonesian
    assert EN.period(Period.parse(text)) == english


def test_a_short_date_leaves_out_the_day():
    assert ID.period_short(Period.parse("2021-08-31")) == "Agu 2021"
    assert EN.period_short(Period.parse("2021-08")) == "Aug 2021"
    assert ID.period_short(Period.parse("2021")) == "2021"


def test_a_source_without_a_date_is_said_to_have_none():
    assert ID.published("") == "tanggal tidak tercantum"
    assert ID.published("2025-10") == "Oktober 2025"


def test_a_list_ends_in_and(english):
    assert ID.joined([]) == ""
    assert ID.joined(["a"]) == "a"
    assert ID.joined(["a", "b", "c"]) == "a, b dan c"
    assert EN.joined(["a", "b"]) == "a and b"


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
def test_what_is_written_reads_back_as_the_rounded_number(number, decimals):
    text = EN.decimal(number, decimals).replace(",", "").replace(MINUS, "-")
    assert abs(float(text) - number) <= 0.5 * 10**-decimals + 1e-9
    assert ID.decimal(number, decimals).translate(str.maketrans(",.", ".,")).replace(
        ",", ""
    ) == text.replace("-", MINUS)
