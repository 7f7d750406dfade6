"""The trend chart as a picture with its text."""

import re
from functools import cache

from geo import charts, editions
from geo.editions import Edition
from geo.formats import Writer
from geo.indicators import indicator
from geo.model import PROVINCE
from tests.making import row, typed

COVERAGE = indicator("coverage_rate")


def drawn(*rows, region="6111", language="id", what=COVERAGE):
    """The SVG of a region's claims."""
    edition = Edition(name="uji", dataset="publikasi", claims=typed(*rows), files={})
    return charts.trend_svg(edition, what, "total", region, Writer(language))


@cache
def real(region, language="id"):
    """The SVG of a real region."""
    return charts.trend_svg(editions.load(), COVERAGE, "total", region, Writer(language))


def words(svg):
    """The text of a picture."""
    return [text.replace("\u00a0", " ") for text in re.findall(r"<text[^>]*>([^<]+)", svg)]


def test_the_picture_holds_the_values_as_they_are_written_in_each_language():
    assert {"55,69 %", "68,02 %", "2023", "2024"} <= set(words(real("6106")))
    assert {"55.69%", "68.02%"} <= set(words(real("6106", "en")))


def test_the_target_is_named():
    assert "target" in words(real(PROVINCE))


def test_one_figure_alone_or_none_is_no_chart():
    assert drawn(row()) == ""
    assert drawn() == ""
    assert drawn(row(), row(period="2023")).startswith("<svg")


def test_a_ratio_has_no_trend_chart():
    assert drawn(row(), row(period="2023"), what=indicator("dbh_sawit_per_village")) == ""


def test_lines_join_claims_of_one_definition_only():
    one = drawn(row(period="2023"), row(period="2024"))
    two = drawn(row(period="2023"), row(period="2024", family="registered"))
    joined = [svg.count("L") - svg.count("LT") for svg in (one, two)]
    assert joined[0] > joined[1]


def test_text_of_the_data_is_escaped():
    evil = "<script>alert(1)</script>"
    svg = drawn(row(period="2023", publisher=evil), row(period="2024", note=evil, speaker=evil))
    assert "<script" not in svg


def test_the_same_claims_give_the_same_picture():
    rows = (row(claim_id="a", period="2023"), row(claim_id="b"))
    assert drawn(*rows) == drawn(*rows)
