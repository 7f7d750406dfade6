"""The map engine alone (`geo.leaflet`), with as many regions as the folder holds."""

import geopandas as gpd
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from bench.ways.figures import figures, folder
from geo import choropleth, leaflet
from geo.choropleth import ChoroplethLayer
from geo.claims import REPORTED
from geo.formats import Writer
from geo.indicators import indicator
from geo.model import BpsCode, Period
from pages.shell import assets

WRITER = Writer("id")
MONTHS = 12


@st.cache_resource
def shapes() -> gpd.GeoDataFrame:
    """Regions indexed by code, with a point for the label."""
    layer = gpd.read_file(folder() / "regions.json").set_index("code")
    points = layer.representative_point()
    return layer.assign(label_lon=points.x, label_lat=points.y)


@st.cache_resource
def layers() -> dict[str, ChoroplethLayer]:
    """One layer for each of the last months."""
    given = figures()
    chosen = indicator("coverage_rate")
    rows = given["values"]["coverage_rate"]
    return {
        month: choropleth.build(chosen, _readings(given["codes"], month, rows[month]), period=at)
        for month, at in ((month, Period.parse(month)) for month in given["periods"][-MONTHS:])
    }


def _readings(codes: list[str], month: str, values: list[float]) -> pd.DataFrame:
    """A table as `claims.readings` returns it, complete and without conflicts."""
    texts = ("text", "note", "speaker", "source_url", "published_on", "supersedes", "definition")
    constants = {name: "" for name in texts}
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
def addresses() -> dict[str, object]:
    """Where the frame finds what is constant, and the table of words."""
    fixed = leaflet.fixed_assets()
    empty = {"type": "FeatureCollection", "features": []}
    context = leaflet.Asset.of_json("context", {"land": empty, "river": empty, "names": []})
    names = dict(zip(figures()["codes"], figures()["names"], strict=True))
    table = leaflet.table_asset(list(layers().values()), WRITER, names)
    return {
        "geometry": assets.from_frame(leaflet.geometry_asset(shapes())),
        "context": assets.from_frame(context),
        "scripts": [assets.from_frame(asset) for asset in fixed["scripts"]],
        "styles": [assets.from_frame(asset) for asset in fixed["styles"]],
        "table": assets.from_frame(table),
    }


st.set_page_config(page_title="Engine", layout="wide")
month = st.selectbox("Periode", list(layers()))
west, south, east, north = (float(edge) for edge in shapes().total_bounds)
codes = [BpsCode(code) for code in figures()["codes"]]
st_folium(
    leaflet.base_map(codes, (west, south, east, north), addresses(), "Contoh"),
    key="map",
    height=660,
    use_container_width=True,
    returned_objects=[],
    feature_group_to_add=leaflet.paint(
        layers()[month], WRITER, table=str(addresses()["table"]), selected=None, title="Peta"
    ),
)
