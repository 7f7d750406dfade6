"""Overview: how is the province doing, and where is coverage thinnest?"""

import streamlit as st

from geo.formats import Writer
from pages.shell import panels, selection

chosen = selection.current()
writer = Writer(chosen.language)

with panels.explained(writer):
    panels.headline(chosen)
    panels.finding(chosen)
    left, right = st.columns([1.75, 1], gap="medium")
    with left:
        panels.choropleth_map(chosen, writer)
    with right:
        if chosen.region:
            panels.region_card(chosen)
            panels.profile_link(writer)
        else:
            panels.ranking(chosen)
    if chosen.region:
        panels.ranking(chosen)
