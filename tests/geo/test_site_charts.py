"""A chart whose specification was compiled for another one is the chart that it would be alone."""

from dataclasses import replace

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
