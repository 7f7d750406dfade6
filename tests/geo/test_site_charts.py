"""A chart drawn with what was kept of another one is the chart that it would be alone."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
import vl_convert

from geo import charts, editions, trendlines
from geo.formats import Writer
from geo.indicators import indicator


def subject(region):
    """The claims of coverage of a region."""
    edition, one = editions.load(), indicator("coverage_rate")
    return trendlines.subject_of(edition, region, one, "total", Writer())


@pytest.mark.parametrize("region", ["61", "6171"])
def test_a_kept_compilation_draws_what_a_new_one_draws(region, monkeypatch):
    charts._compiled.cache_clear()
    kept = [trendlines.drawn(subject(one), Writer()) for one in ("6112", region)][1]
    again = trendlines.drawn(subject(region), Writer())
    monkeypatch.setattr(charts, "_vega", vl_convert.vegalite_to_vega)
    assert kept
    assert kept == again == trendlines.drawn(subject(region), Writer())


def test_charts_that_differ_in_their_data_alone_are_compiled_once():
    charts._compiled.cache_clear()
    one = subject("6171")
    drawn = {
        trendlines.drawn(replace(one, history=table), Writer())
        for table in (one.history, one.history.assign(value=one.history["value"] / 2))
    }
    assert len(drawn) == 2
    assert charts._compiled.cache_info().misses == 1


REGIONS = ("61", "6106", "6112", "6171")


def parts(svg):
    """The marks and texts of a drawing with where they stand, and its size; no empty groups."""
    root = ElementTree.fromstring(svg)
    told = [
        (one.tag, *sorted(one.attrib.items()), one.text) for one in root.iter() if one is not root
    ]
    return root.attrib, [one for one in told if not one[0].endswith("}g")]


@pytest.mark.parametrize("size", [trendlines.SMALL, trendlines.LARGE])
@pytest.mark.parametrize("region", REGIONS)
def test_marks_drawn_into_a_kept_frame_are_the_chart_drawn_at_once(region, size, monkeypatch):
    charts._frame.cache_clear()
    laid = [trendlines.drawn(subject(region), Writer(), size=size) for _ in range(2)]
    monkeypatch.setattr(charts, "_drawn", charts._svg)
    assert laid[0] == laid[1]
    assert parts(laid[0]) == parts(trendlines.drawn(subject(region), Writer(), size=size))


def test_a_label_that_leaves_the_plot_widens_the_drawing(monkeypatch):
    known = subject("6106")
    periods = ["2023-01-01", *["2024-12-31"] * (len(known.history) - 1)]
    late = known.history.assign(period=periods)
    drawn = [
        trendlines.drawn(replace(known, history=late.assign(decimals=decimals)), Writer())
        for decimals in (0, 9)
    ]
    widths = [int(parts(one)[0]["width"]) for one in drawn]
    assert widths[0] + 40 < widths[1]
    monkeypatch.setattr(charts, "_drawn", charts._svg)
    wide = replace(known, history=late.assign(decimals=9))
    assert parts(drawn[1]) == parts(trendlines.drawn(wide, Writer()))


def test_charts_of_equal_axes_share_one_frame():
    charts._frame.cache_clear()
    one = subject("6171")
    for low in (0.1, 0.2, 0.3):
        values = [low, *one.history["value"].iloc[1:]]
        trendlines.drawn(replace(one, history=one.history.assign(value=values)), Writer())
    assert charts._frame.cache_info().misses == 1


def test_a_kept_frame_is_of_one_language():
    known = subject("6171")
    people = known.history.assign(value=12_000.0)
    one = replace(known, indicator=indicator("population"), history=people)
    drawn = [trendlines.drawn(one, Writer(language)) for language in ("id", "en")]
    assert ["10.000</text>" in svg for svg in drawn] == [True, False]
    assert ["10,000</text>" in svg for svg in drawn] == [False, True]


def test_a_marked_chart_says_so_once_and_an_unmarked_one_never():
    one = subject("6171")
    drawn = [trendlines.drawn(replace(one, mark=mark), Writer()) for mark in ("DATA UJI", "")]
    assert [svg.count("DATA UJI</text>") for svg in drawn] == [1, 0]
