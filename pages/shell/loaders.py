"""Cached doors to the data; the only file that caches.

What is cached is immutable and shared by all sessions, and none of it draws. Keys name
the edition, so that a newly published one is taken up on the next rerun.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar, cast

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo import (
    boundaries,
    charts,
    choropleth,
    claims,
    datasets,
    differences,
    districts,
    editions,
    groups,
    mapfiles,
    regencies,
    sample,
    stillmap,
)
from geo import decisions as log
from geo.choropleth import ChoroplethLayer
from geo.decisions import Decision
from geo.deployment import here
from geo.editions import Edition
from geo.formats import Writer
from geo.indicators import indicator
from geo.language import Language
from geo.mapfiles import Asset
from geo.model import ABOVE, COUNTRY, PROVINCE, BpsCode, Period, Selection
from pages.shell import assets, opened
from pages.shell.once import Once

Made = TypeVar("Made")
Asked = TypeVar("Asked")
CODES = [regency.bps for regency in regencies.regencies()]
NAMES: Mapping[str, str] = {
    **{one.bps: districts.in_full(one.bps) for one in regencies.districts()},
    **{regency.bps: regency.name for regency in regencies.regencies()},
    COUNTRY: "Indonesia",
    **{BpsCode(code): name for code, name in here().above.items()},
    PROVINCE: here().name,
}
FULL_NAMES: Mapping[str, str] = {
    **NAMES,
    **{regency.bps: regency.name_full for regency in regencies.regencies()},
}
_CITIES = {code: NAMES[code].removeprefix("Kota ") for code in CODES}
SHORT_NAMES: Mapping[BpsCode, str] = {
    code: name if name == NAMES[code] or name not in NAMES.values() else NAMES[code]
    for code, name in _CITIES.items()
}
"""A kota's name alone where no other regency bears it: Pontianak, but Kota Bandung."""


def edition(chosen: Selection) -> Edition:
    """The chosen state of the data; the newest whole edition where none is named."""
    if chosen.dataset == sample.DATASET:
        return _sample()
    if chosen.dataset == datasets.UPLOAD:
        return opened.found(chosen.upload).edition
    return _edition(chosen.edition, chosen.current or editions.pointer())


def _edition(name: str | None, pointer: str) -> Edition:
    made = _editions.of((name, pointer), partial(editions.load, name=name, current=pointer))
    return cast("Edition", made)


_editions = Once(8)  # asked for dozens of times in a rerun: Streamlit's own cache takes longer


@st.cache_resource(show_spinner=False)
def _sample() -> Edition:
    return sample.edition(tuple(CODES))


def decisions(chosen: Selection) -> tuple[Decision, ...]:
    """What meetings decided by figures of this kind, up to the edition that is looked at.

    Real figures never stand beside made-up ones; a frozen edition knows no later decisions.
    """
    if chosen.dataset == sample.DATASET:
        return tuple(one for one in _decisions(_log_state()) if not editions.is_name(one.edition))
    known = (one for one in _decisions(_log_state()) if editions.is_name(one.edition))
    last = editions.order(chosen.edition) if chosen.edition else None
    return tuple(one for one in known if not last or editions.order(one.edition) <= last)


@st.cache_resource(show_spinner=False, max_entries=2)
def _decisions(state: str) -> tuple[Decision, ...]:
    return log.load(log.ROOT)


def _log_state() -> str:
    """What tells one state of the log from another: when it was written, and how long it is."""
    file = log.ROOT / log.LOG
    if not file.is_file():
        return ""
    state = file.stat()
    return f"{state.st_mtime_ns}:{state.st_size}"


def changed(chosen: Selection) -> pd.DataFrame:
    """What has changed from the named edition to the current one: `differences.between`."""
    old, new = edition(chosen), edition(replace(chosen, edition=None))
    return _changed(old, new, (old.name, new.name))


@st.cache_resource(show_spinner=False, max_entries=8)
def _changed(_old: Edition, _new: Edition, names: tuple[str, str]) -> pd.DataFrame:
    return differences.between(_old.claims, _new.claims)


@st.cache_resource(show_spinner=False, max_entries=4)
def boundary_layer(vintage: str) -> gpd.GeoDataFrame:
    """Regency shapes of a vintage, indexed by code."""
    return boundaries.load_regencies(vintage)


@st.cache_resource(show_spinner=False, max_entries=4)
def map_files(vintage: str) -> dict[str, Any]:
    """Where the map's frame finds its constant files: `options`, `scripts`, `styles`."""
    fixed = mapfiles.fixed_assets()
    layer = boundary_layer(vintage)
    west, south, east, north = (float(edge) for edge in layer.total_bounds)
    options = mapfiles.options_asset(
        CODES,
        (west, south, east, north),
        assets.from_frame(mapfiles.geometry_asset(layer)),
        assets.from_frame(mapfiles.context_asset(boundaries.load_context())),
        boundaries.vintage_of(vintage).attribution,
    )
    return {
        "options": assets.from_frame(options),
        "scripts": [assets.from_frame(asset) for asset in fixed["scripts"]],
        "styles": [assets.from_frame(asset) for asset in (*fixed["styles"], assets.typeface())],
    }


def periods(chosen: Selection) -> list[Period]:
    """Periods that can be asked for, newest first."""
    return _periods(edition(chosen), _key(chosen), chosen.indicator, chosen.segment)


@st.cache_resource(show_spinner=False, max_entries=64)
def _periods(_edition: Edition, key: str, name: str, segment: str) -> list[Period]:
    return claims.periods_of(_edition.claims, indicator(name), CODES, segment)


def layer(chosen: Selection) -> ChoroplethLayer:
    """Readings, classes and colours of the chosen indicator, segment and period."""
    return _layers(edition(chosen), _key(chosen), chosen.indicator, chosen.segment)[chosen.period]


@st.cache_resource(show_spinner=False, max_entries=64)
def _layers(
    _edition: Edition, key: str, name: str, segment: str
) -> dict[Period | None, ChoroplethLayer]:
    chosen, shown = indicator(name), _periods(_edition, key, name, segment)
    tables = _tables(_edition, key, True, name, segment)
    return {
        period: choropleth.build(chosen, tables[period], segment=segment, period=period)
        for period in (*reversed(shown), None)
    }


@st.cache_resource(show_spinner=False, max_entries=256)
def _tables(
    _edition: Edition, key: str, is_regency: bool, name: str, segment: str
) -> dict[Period | None, pd.DataFrame]:
    """Readings of every period at once: of the regencies, or of what lies above them."""
    chosen, regions = indicator(name), CODES if is_regency else [*ABOVE]
    asked = [*claims.periods_of(_edition.claims, chosen, [*CODES, *ABOVE], segment), None]
    months = claims.periods_of(_edition.claims, chosen, CODES, segment)
    asked += [period for period in months if period not in asked]
    return claims.readings_by_period(_edition.claims, chosen, regions, asked, segment=segment)


def map_table(chosen: Selection) -> str:
    """Address of the words and classes of every period, for the map's own control."""
    key = _key(chosen)
    return _map_table(edition(chosen), key, chosen.indicator, chosen.segment, chosen.language)


@st.cache_resource(show_spinner=False, max_entries=128)
def _map_table(_edition: Edition, key: str, name: str, segment: str, language: Language) -> str:
    layers = list(_layers(_edition, key, name, segment).values())
    return assets.from_frame(mapfiles.table_asset(layers, Writer(language), SHORT_NAMES))


def picture(svg: str) -> str:
    """Address that holds a drawing itself, so that nobody waits for a file; empty for none."""
    return charts.address(svg) if svg else ""


def file(svg: str, stem: str) -> str:
    """Address of a file of drawings, for those of which a page shows many."""
    return assets.from_page(Asset.of_bytes(stem, ".svg", svg.encode()))


def tables(chosen: Selection, *, is_regency: bool = True) -> dict[Period | None, pd.DataFrame]:
    """Readings of every period: of the regencies, or of what lies above them."""
    return _tables(edition(chosen), _key(chosen), is_regency, chosen.indicator, chosen.segment)


def about(chosen: Selection, region: BpsCode) -> pd.DataFrame:
    """Every claim about a region, as the edition holds them."""
    places = _about(edition(chosen), _key(chosen)).get(region, [])
    return edition(chosen).claims.take(places)


@st.cache_resource(show_spinner=False, max_entries=8)
def _about(_edition: Edition, key: str) -> Mapping[Any, Any]:
    """In which places each region's claims stand."""
    return _edition.claims.groupby("region_code").indices


def readings(chosen: Selection, *, is_regency: bool = True) -> pd.DataFrame:
    """Readings of a group for the chosen period, whether a claim names it or not."""
    key = (_key(chosen), is_regency, chosen.indicator, chosen.segment, chosen.period)
    return cast("pd.DataFrame", _read.of(key, partial(_readings, chosen, is_regency)))


def _readings(chosen: Selection, is_regency: bool) -> pd.DataFrame:
    found, period = tables(chosen, is_regency=is_regency), chosen.period
    if period in found:
        return found[period]
    asked, regions = indicator(chosen.indicator), CODES if is_regency else [*ABOVE]
    known, segment = edition(chosen).claims, chosen.segment
    return claims.readings(known, asked, regions, period=period, segment=segment)


_read = Once(2048)  # asked for as often as editions


def peer_groups(chosen: Selection) -> dict[str, groups.PeerGroup]:
    """Peer groups by the current real edition; a made-up panel is grouped like the real ones."""
    return _peer_groups(chosen.current or editions.pointer())


@st.cache_resource(show_spinner=False, max_entries=4)
def _peer_groups(pointer: str) -> dict[str, groups.PeerGroup]:
    shore = groups.coastal(boundary_layer(Selection().vintage), boundaries.load_context()["sea"])
    return groups.groups(_edition(None, pointer).claims, shore)


@st.cache_resource(show_spinner=False, max_entries=64)
def _nearest(region: BpsCode, pointer: str) -> groups.Nearest:
    return groups.nearest(_edition(None, pointer).claims, region)


def nearest(chosen: Selection, region: BpsCode) -> groups.Nearest:
    """The regencies nearest in profile to one, by the current real edition."""
    return _nearest(region, chosen.current or editions.pointer())


def kept(compute: Callable[[Selection], Made], chosen: Selection) -> Made:
    """What a pure function makes of a choice, made once for each state of the data."""
    return _made(_kept, compute, chosen)


def kept_file(compute: Callable[[Selection], Made], chosen: Selection) -> Made:
    """The same for files, which are large: only a few are kept."""
    return _made(_kept_file, compute, chosen)


def kept_for(compute: Callable[[Selection, Asked], Made], chosen: Selection, asked: Asked) -> Made:
    """What a pure function makes of a choice and something asked besides, a scenario."""
    key = (compute, chosen, asked, _key(chosen))
    return cast("Made", _kept_for.of(key, partial(compute, chosen, asked)))


def _made(cache: Once, compute: Callable[[Selection], Made], chosen: Selection) -> Made:
    key = (compute, chosen, _key(chosen), _log_state())
    return cast("Made", cache.of(key, partial(compute, chosen)))


_kept, _kept_file, _kept_for = Once(2048), Once(64), Once(256)


def _key(chosen: Selection) -> str:
    """What tells one state of the data from another in a cache."""
    return f"{chosen.dataset}:{edition(chosen).name}"


@st.cache_resource(show_spinner=False, max_entries=16)
def outlines(vintage: str, width: int) -> stillmap.Outlines:
    """Shapes of a vintage for still drawings of one width, px."""
    return stillmap.outlines(boundary_layer(vintage), width)
