"""Regency: what is the picture in this regency?"""

import streamlit as st

from geo.formats import Writer
from pages.shell import panels, printing, selection, tables

chosen = selection.current()
writer = Writer(chosen.language)

with panels.explained(writer):
    if chosen.region is None:
        tables.region_index(chosen, writer)
    else:
        left, right = st.columns([1, 1], gap="medium")
        with left:
            tables.region_header(chosen.region, chosen, writer)
        with right:
            panels.region_card(chosen)
        printing.downloads(chosen.region, chosen, writer)
        tables.profile(chosen.region, chosen, writer)
