"""Files to take away: safe in a spreadsheet, with edition and source."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

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


STARTS = [
    "=1+1",
    "+62",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    '=HYPERLINK("x")',
    " =1",
    "＝1",
    "＋1",
]


@pytest.mark.parametrize("text", STARTS)
def test_text_that_would_run_as_a_formula_gets_an_apostrophe(text):
    (cells,) = read_back(edition(row(note=text)))
    assert cells["note"] == f"'{text}"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        *[("a;=1", "a;'=1"), ("a\n@x", "a\n'@x"), ("a; -1;b", "a;' -1;b"), ("a\t=1", "a\t'=1")],
        ("Rp2.000.000,- dan a, =b", "Rp2.000.000,- dan a, =b"),
    ],
)
def test_a_text_that_breaks_into_cells_at_semicolons_begins_no_formula(text, written):
    (cells,) = read_back(edition(row(note=text)))
    assert cells["note"] == written


@given(st.text(st.sampled_from("=+-@;\t\r\n ,\"'ax1＝"), max_size=30))
def test_no_text_begins_a_formula_however_the_file_is_parted(text):
    (cells,) = read_back(edition(row(note=text)))
    for part in re.split("[;\t\r\n]", cells["note"]):
        assert not part.lstrip().startswith(("=", "+", "-", "@", "＝"))


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
