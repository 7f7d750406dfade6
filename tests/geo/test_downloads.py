"""Files to take away: safe in a spreadsheet, with edition and source."""

import csv
import io

import pytest

from geo import downloads
from geo.editions import Edition
from tests.making import row, typed


def edition(*rows):
    """An edition in memory."""
    return Edition(name="2026-01-01.1", dataset="publikasi", claims=typed(*rows), files={})


def read_back(one):
    """The file as a spreadsheet reads it."""
    content = downloads.claims_csv(one, one.claims)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+62", "-1", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("x")'])
def test_text_that_would_run_as_a_formula_gets_an_apostrophe(text):
    (cells,) = read_back(edition(row(note=text)))
    assert cells["note"] == f"'{text}"


@pytest.mark.parametrize("text", ["a=b", "Kab. Landak", "51,59 %", "’kutip’", "<b>", '"', "a\nb"])
def test_other_text_is_left_alone(text):
    (cells,) = read_back(edition(row(note=text)))
    assert cells["note"] == text


def test_every_row_says_its_edition_and_blanks_stay_blank():
    (cells,) = read_back(edition(row(value="0.5159")))
    assert (cells["edition"], cells["dataset"]) == ("2026-01-01.1", "publikasi")
    assert (cells["value"], cells["numerator"]) == ("0.5159", "")
    assert cells["region_code"] == "6111"


def test_the_edition_itself_is_left_as_it_was():
    one = edition(row(note="=1"))
    before = one.claims.copy()
    downloads.claims_csv(one, one.claims)
    assert one.claims.equals(before)
