"""One theme for every chart, drawn to a picture with its text."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from geo import charts

SPEC = {
    "data": {"values": [{"x": 1234.5, "y": 0}, {"x": 2500, "y": 1}]},
    "mark": "point",
    "encoding": {
        "x": {"field": "x", "type": "quantitative", "axis": {"format": ",.1f", "values": [1234.5]}},
        "y": {"field": "y", "type": "quantitative"},
    },
}


def words(svg):
    """The text of a picture."""
    return re.findall(r"<text[^>]*>([^<]+)", svg)


def test_numbers_on_the_axes_are_written_as_in_the_readers_language():
    assert "1.234,5" in words(charts.svg(SPEC))
    assert "1,234.5" in words(charts.svg(SPEC, language="en"))


def test_the_mark_stands_above_the_chart_and_only_where_one_is_given():
    assert "DATA CONTOH" in words(charts.svg(SPEC, mark="DATA CONTOH"))
    assert "DATA CONTOH" not in charts.svg(SPEC)


def test_the_text_is_text_in_the_themes_own_type():
    svg = charts.svg(SPEC)
    assert charts.FONT in svg
    assert charts.MUTED in svg


def test_a_hostile_mark_stays_text():
    svg = charts.svg(SPEC, mark="<img src=x onerror=alert(1)>")
    assert "<img" not in svg


def test_the_given_specification_is_left_as_it_was():
    before = repr(SPEC)
    charts.svg(SPEC, mark="DATA CONTOH")
    assert repr(SPEC) == before


def test_the_same_specification_gives_the_same_picture():
    assert charts.svg(SPEC) == charts.svg(SPEC)


@given(st.text())
def test_an_address_is_safe_in_an_attribute_and_reads_back(text):
    found = charts.address(text)
    assert found.startswith("data:image/svg+xml,")
    assert not re.search(r'["<#&\x00-\x1f]', found)
    assert unquote(found.removeprefix("data:image/svg+xml,")) == text


def test_an_address_holds_the_whole_picture():
    found = charts.address('<svg viewBox="0 0 1 1"><path d="M0,0 (1)"/></svg>')
    read_back = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attributes: read_back.append((tag, dict(attributes)))
    parser.feed(f'<img src="{found}" alt="x">')
    assert read_back == [("img", {"src": found, "alt": "x"})]
