"""Cached doors to the data; the only file that caches.

What is cached is immutable and shared by all sessions, and none of it draws. Keys name
the edition, so that a newly published one is taken up on the next rerun.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st

from geo import boundaries, charts, choropleth, claims, editions, mapfiles, regencies, sample
from geo import dossier as dossiers
from geo.choropleth import ChoroplethLayer
from geo.dossier import Dossier
from geo.editions import Edition
from geo.formats import Writer
from geo.indicators import Indicator, indicator
from geo.language import Language
from geo.mapfiles import Asset
from geo.model import COUNTRY, ISLAND, PROVINCE, BpsCode, Period, Selection
from pages.shell import assets


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


ABOVE = [PROVINCE, ISLAND, COUNTRY]
CODES = [regency.bps for regency in regencies.regencies()]
NAMES: Mapping[str, str] = {
    **{regency.bps: regency.name for regency in regencies.regencies()},
    PROVINCE: _("Kalimantan Barat"),
    ISLAND: "Kalimantan",
    COUNTRY: "Indonesia",
}

FULL_NAMES: Mapping[str, str] = {
    **NAMES,
    **{regency.bps: regency.name_full for regency in regencies.regencies()},
}


def edition(chosen: Selection) -> Edition:
    """The chosen state of the data; the newest whole edition where none is named."""
    if chosen.dataset == sample.DATASET:
        return _sample()
    return _edition(chosen.edition, editions.pointer())


@st.cache_resource(show_spinner=False, max_entries=8)
def _edition(name: str | None, pointer: str) -> Edition:
    return editions.load(name=name)


@st.cache_resource(show_spinner=False)
def _sample() -> Edition:
    return sample.edition(tuple(CODES))


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
    chosen = indicator(name)
    shown = _periods(_edition, key, name, segment)
    tables = _tables(_edition, key, True, name, segment)
    return {
        period: choropleth.build(chosen, tables[period], segment=segment, period=period)
        for period in (*reversed(shown), None)
    }


@st.cache_resource(show_spinner=False, max_entries=256)
def _tables(
    _edition: Edition, key: str, is_regency: bool, name: str, segment: str
) -> dict[Period | None, pd.DataFrame]:
    """Readings of every period at once: of the fourteen regencies, or of what lies above them."""
    chosen, regions = indicator(name), CODES if is_regency else ABOVE
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
    short = {code: NAMES[code].removeprefix("Kota ") for code in CODES}
    return assets.from_frame(mapfiles.table_asset(layers, Writer(language), short))


@st.cache_resource(show_spinner=False, max_entries=512)
def _trend(
    _edition: Edition, key: str, name: str, segment: str, region: BpsCode, language: Language
) -> str:
    svg = charts.trend_svg(_edition, indicator(name), segment, region, Writer(language))
    return assets.from_page(Asset.of_bytes("trend", ".svg", svg.encode())) if svg else ""


def trend(chosen: Selection, region: BpsCode) -> str:
    """Address of the trend chart of a region for the chosen indicator and segment."""
    key = _key(chosen)
    return _trend(edition(chosen), key, chosen.indicator, chosen.segment, region, chosen.language)


def dossier(chosen: Selection, region: BpsCode) -> Dossier:
    """Everything known of a region for the chosen indicator, segment and period."""
    key = _key(chosen)
    asked = (chosen.indicator, chosen.segment, chosen.period)
    return _dossier(edition(chosen), key, region, asked)


@st.cache_resource(show_spinner=False, max_entries=2048)
def _dossier(
    _edition: Edition, key: str, region: BpsCode, asked: tuple[str, str, Period | None]
) -> Dossier:
    own = _edition.claims[_edition.claims["region_code"] == region]

    def read(one: Indicator, segment: str, period: Period | None) -> pd.DataFrame:
        return _readings(_edition, key, region in CODES, one, (segment, period))

    name, segment, period = asked
    chosen = Selection(indicator=name, segment=segment, period=period)
    return dossiers.compiled(own, region, read, chosen)


def _readings(
    edition: Edition, key: str, is_regency: bool, one: Indicator, asked: tuple[str, Period | None]
) -> pd.DataFrame:
    """Readings of a group for one segment and period; kept where a claim names the period."""
    segment, period = asked
    tables = _tables(edition, key, is_regency, one.key, segment)
    if period in tables:
        return tables[period]
    regions = CODES if is_regency else ABOVE
    return claims.readings(edition.claims, one, regions, period=period, segment=segment)


def composed(compose: Callable[[Selection], str], chosen: Selection) -> str:
    """A panel's HTML, made once for each choice and state of the data."""
    return _composed(compose, chosen, _key(chosen))


@lru_cache(maxsize=4096)
def _composed(compose: Callable[[Selection], str], chosen: Selection, key: str) -> str:
    return compose(chosen)


def _key(chosen: Selection) -> str:
    """What tells one state of the data from another in a cache."""
    return f"{chosen.dataset}:{edition(chosen).name}"
