"""The map engine alone (`geo.leaflet`), with as many regions as the folder holds."""

from typing import Any

import geopandas as gpd
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from bench.ways.figures import figures, folder
from geo import choropleth, leaflet, mapfiles
from geo.choropleth import ChoroplethLayer
from geo.claims import REPORTED
from geo.formats import Writer
from geo.indicators import indicator
from geo.model import BpsCode, Period
from pages.shell import assets

WRITER = Writer("id")


@st.cache_resource
def shapes() -> gpd.GeoDataFrame:
    """Regions indexed by code, with a point for the label."""
    layer = gpd.read_file(folder() / "regions.json").set_index("code")
    points = layer.representative_point()
    return layer.assign(label_lon=points.x, label_lat=points.y)


@st.cache_resource
def layers() -> dict[str, ChoroplethLayer]:
    """One layer for each month."""
    given = figures()
    chosen = indicator("coverage_rate")
    rows = given["values"]["coverage_rate"]
    return {
        month: choropleth.build(chosen, _readings(given["codes"], month, rows[month]), period=at)
        for month, at in ((month, Period.parse(month)) for month in given["periods"])
    }


def _readings(codes: list[str], month: str, values: list[float]) -> pd.DataFrame:
    """A table as `claims.readings` returns it, complete and without conflicts."""
    texts = ("text", "note", "speaker", "source_url", "published_on", "supersedes", "definition")
    constants = dict.fromkeys(texts, "")
    return pd.DataFrame(
        {
            "value": values,
            "period": month,
            "year": int(month[:4]),
            "end": pd.Timestamp(Period.parse(month).end),
            "indicator": "coverage_rate",
            "segment": "total",
            "unit": "fraction",
            "decimals": 2.0,
            "numerator": float("nan"),
            "denominator": float("nan"),
            "family": "ucj",
            "claim_id": "CONTOH",
            "confidence": "low",
            "source_title": "DATA CONTOH",
            "publisher": "DATA CONTOH",
            "status": REPORTED,
            "others": 0,
            "conflict": False,
            "recomputed": float("nan"),
            "recomputed_differs": False,
            **constants,
        },
        index=pd.Index(codes, name="region_code"),
    )


@st.cache_resource
def files() -> dict[str, Any]:
    """Where the frame finds what is constant."""
    fixed = mapfiles.fixed_assets()
    empty = {"type": "FeatureCollection", "features": []}
    context = mapfiles.Asset.of_json("context", {"land": empty, "river": empty, "names": []})
    west, south, east, north = (float(edge) for edge in shapes().total_bounds)
    options = mapfiles.options_asset(
        [BpsCode(code) for code in figures()["codes"]],
        (west, south, east, north),
        assets.from_frame(mapfiles.geometry_asset(shapes())),
        assets.from_frame(context),
        "Contoh",
    )
    return {
        "options": assets.from_frame(options),
        "scripts": [assets.from_frame(asset) for asset in fixed["scripts"]],
        "styles": [assets.from_frame(asset) for asset in fixed["styles"]],
    }


@st.cache_resource
def table() -> str:
    """Address of the words and classes of every month."""
    names = dict(zip(figures()["codes"], figures()["names"], strict=True))
    return assets.from_frame(mapfiles.table_asset(list(layers().values()), WRITER, names))


st.set_page_config(page_title="Engine", layout="wide")
month = st.selectbox("Periode", list(layers()))
order = leaflet.order(layers()[month], WRITER, table=table(), look=leaflet.Look())
st_folium(
    leaflet.base_map(**files()),
    key="map",
    height=660,
    use_container_width=True,
    returned_objects=[],
    feature_group_to_add=leaflet.paint(order),
)
