"""Numbers, percents and rupiah as officials write them."""

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.numerals import as_fraction, is_blank, is_open, number, styles

CENTS = st.integers(0, 10**9).map(lambda n: Decimal(n) / 100)


def written(amount, style):
    """A number with two decimals and marked thousands, as either language writes it."""
    english = f"{amount:,.2f}"
    return english if style == "en" else english.translate(str.maketrans(",.", ".,"))


@pytest.mark.parametrize(
    ("text", "value", "decimals"),
    [
        ("1.234,56", "1234.56", 2),
        ("1,234.56", "1234.56", 2),
        ("51,59 %", "51.59", 2),
        ("51,59\N{NO-BREAK SPACE}%", "51.59", 2),
        ("51.59", "51.59", 2),
        ("51,590", "51.590", 3),
        ("12 345", "12345", 0),
        ("12\N{NARROW NO-BREAK SPACE}345", "12345", 0),
        ("1\N{THIN SPACE}234\N{THIN SPACE}567", "1234567", 0),
        ("1.770.630", "1770630", 0),
        ("1,770,630", "1770630", 0),
        ("0.516", "0.516", 3),
        ("40", "40", 0),
        ("40,0", "40.0", 1),
        ("12,5 persen", "12.5", 1),
        ("4.300 orang", "4300", 0),
        ("\N{MINUS SIGN}5", "-5", 0),
    ],
)
def test_a_number_is_what_stands_there_with_its_decimals(text, value, decimals):
    found = number(text, "id")
    assert (str(found.value), found.decimals) == (value, decimals)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rp 2.429.520.000", 2_429_520_000),
        ("Rp2.016.000.000,-", 2_016_000_000),
        ("Rp. 4.435.000.000,00", 4_435_000_000),
        ("Rp2,4 miliar", 2_400_000_000),
        ("Rp4,3 M", 4_300_000_000),
        ("IDR 500", 500),
    ],
)
def test_rupiah_are_told_by_their_sign_and_counted_in_full(text, value):
    found = number(text, "id")
    assert found.is_rupiah
    assert found.value == value


def test_millions_are_counted_in_full_and_have_no_decimals():
    found = number("2,4 juta", None)
    assert (found.value, found.decimals, found.is_rupiah) == (2_400_000, 0, False)


def test_a_bare_m_is_a_milliard_of_rupiah_alone():
    assert number("5 M", "id") is None


@pytest.mark.parametrize(
    "text", ["", " ", "-", "–", "n/a", "N/A", "tidak ada", "Tidak  ada data", "...", None]
)
def test_blanks_in_all_their_spellings_are_no_number(text):
    assert is_blank(text)
    assert number(text, "id") is None


@pytest.mark.parametrize("value", ["0", 0, 0.0, "0,00 %", "nihil"])
def test_zero_is_a_figure_and_nihil_is_left_to_the_officer(value):
    assert not is_blank(value)


@pytest.mark.parametrize("text", ["12a", "(5)", "38-39", "1.23.456", "1001)", "<10", "#REF!", "∞"])
def test_what_is_no_number_is_none(text):
    assert number(text, "id") is None
    assert number(text, "en") is None


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("51,59 %*)", "*)"),
        ("34.400 (sementara)", "(sementara)"),
        ("4.519²", "²"),
        ("100 1)", "1)"),
        ("~39", "~"),
        ("sekitar 39 %", "sekitar"),
    ],
)
def test_notes_beside_a_number_are_kept_and_do_not_change_it(text, note):
    assert number(text, "id").note == note


def test_one_sign_before_three_digits_is_open_until_someone_says():
    assert is_open("1.234")
    assert is_open("1,234")
    assert number("1.234") is None
    assert number("1.234", "id").value == 1234
    assert number("1.234", "en").value == Decimal("1.234")
    assert number("1,234", "id").value == Decimal("1.234")


@pytest.mark.parametrize("text", ["1234", "1.234.567", "1.234,5", "0.123", "12.34", "1.2345"])
def test_other_numbers_are_read_without_being_told_how(text):
    assert not is_open(text)
    assert number(text) == number(text, "id") == number(text, "en")


def test_of_a_count_both_signs_part_thousands_but_not_before_a_unit_of_size():
    assert number("1.234", "whole").value == number("1,234", "whole").value == 1234
    assert number("2.429 miliar", "whole") is None


@pytest.mark.parametrize(
    ("texts", "proven"),
    [
        (["1.234", "51,59"], {"id"}),
        (["1.234", "51.59"], {"en"}),
        (["1.234.567"], {"id"}),
        (["1,234,567"], {"en"}),
        (["1.234", "5", None, 7.5], set()),
        (["51,59", "51.59"], {"id", "en"}),
    ],
)
def test_a_column_proves_how_it_is_written(texts, proven):
    assert styles(texts) == proven


@given(CENTS, st.sampled_from(["id", "en"]))
def test_a_number_comes_back_from_either_writing(amount, style):
    text = written(amount, style)
    found = number(text)
    assert found.value == amount
    assert found.decimals == 2
    assert styles([text]) == {style}


@given(CENTS, st.sampled_from(["{} %", "{}%", "Rp{}", "Rp {}", " {} ", "{} *)", "{} (sementara)"]))
def test_what_stands_around_a_number_does_not_change_it(amount, around):
    assert number(around.format(written(amount, "id"))).value == amount


@given(st.integers(0, 10**14), st.sampled_from([",", ".", " ", "\N{NO-BREAK SPACE}"]))
def test_a_count_comes_back_from_any_mark_of_thousands(count, mark):
    assert number(f"{count:,}".replace(",", mark), "whole").value == count


@given(st.floats(allow_nan=True, allow_infinity=True) | st.integers() | st.text())
def test_whatever_a_cell_holds_gives_a_plain_number_or_none(value):
    for style in (None, "id", "en", "whole"):
        found = number(value, style)
        assert found is None or (found.value.is_finite() and abs(found.value) < 10**15)
        assert found is None or len(f"{found.value:f}") < 80


@given(st.integers(0, 10_000).map(lambda n: n / 10_000))
def test_a_stored_fraction_has_the_decimals_that_its_percent_shows(fraction):
    found = as_fraction(number(fraction), percent=False)
    assert float(found.value) == fraction
    assert found.decimals <= 2


@pytest.mark.parametrize(
    ("stored", "value", "decimals"),
    [(0.5159, "0.5159", 2), (0.4, "0.4", 0), (51.589999999999996 / 100, "0.5159", 2)],
)
def test_the_noise_of_binary_fractions_is_left_out(stored, value, decimals):
    found = as_fraction(number(stored), percent=False)
    assert (str(found.value), found.decimals) == (value, decimals)


def test_a_formula_leaves_its_value_whole_and_is_shown_with_two_decimals():
    found = as_fraction(number(69_590 / 130_245), percent=False)
    assert float(found.value) == pytest.approx(0.5343007409, abs=1e-10)
    assert found.decimals == 2


@pytest.mark.parametrize(
    "text", ["1" + "()" * 5000, "1," * 5000, "1" + " *" * 39, "(" * 79, "9" * 79]
)
def test_no_text_takes_long(text):
    begin = time.perf_counter()
    number(text, "id")
    assert time.perf_counter() - begin < 0.05
