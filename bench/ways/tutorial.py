"""The tutorial way: everything is read, built and sent again on every rerun.

No colour bar: folium draws it with d3 from the network, which a test machine has not.
"""

import altair as alt
import folium
import geopandas as gpd
import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from bench.ways.figures import figures, folder

st.set_page_config(page_title="Tutorial", layout="wide")
given = figures()
shapes = gpd.read_file(folder() / "regencies.shp")
shapes["code"] = given["codes"]
period = st.selectbox("Periode", given["periods"])
indicator = st.selectbox("Indikator", list(given["values"]))
values = given["values"][indicator]
rates = pd.DataFrame({"code": given["codes"], "value": values[period]})
left, right = st.columns([1.75, 1])

with left:
    west, south, east, north = shapes.total_bounds
    drawn = folium.Map(location=[(south + north) / 2, (west + east) / 2], zoom_start=7, tiles=None)
    layer = folium.Choropleth(
        geo_data=shapes,
        data=rates,
        columns=["code", "value"],
        key_on="feature.properties.code",
        fill_color="YlGnBu",
        highlight=True,
    )
    for name in [name for name in layer._children if name.startswith("color_map")]:
        del layer._children[name]
    layer.add_to(drawn)
    answer = st_folium(drawn, height=660, use_container_width=True)

if answer and answer.get("last_active_drawing"):
    st.session_state["region"] = answer["last_active_drawing"]["properties"]["code"]
region = st.session_state.get("region", given["codes"][0])

with right:
    at = given["codes"].index(region)
    st.metric(given["names"][at], f"{values[period][at]:,.4f}", help=None)
    trend = pd.DataFrame({"month": list(values), "value": [row[at] for row in values.values()]})
    trend["month"] = pd.to_datetime(trend["month"])
    here = pd.DataFrame({"month": [pd.Timestamp(period)]})
    line = alt.Chart(trend).mark_line().encode(x="month:T", y="value:Q")
    rule = alt.Chart(here).mark_rule(color="firebrick").encode(x="month:T")
    svg = {"embedOptions": {"renderer": "svg"}}
    st.altair_chart((line + rule).properties(height=220, usermeta=svg), width="stretch")
