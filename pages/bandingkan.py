"""Compare: how does a regency stand among its peers?"""

import streamlit as st

from geo.formats import Writer
from pages.shell import panels, selection

chosen = selection.current()
writer = Writer(chosen.language)

with panels.explained(writer):
    panels.peer_group(chosen)
    left, right = st.columns([1.25, 1], gap="medium")
    with right:  # first: its frame paints while the tables are on their way
        panels.compared_map(chosen, writer)
    with left:
        panels.ranked(chosen)
    left, right = st.columns([1.5, 1], gap="medium")
    with left:
        panels.compare_table(chosen)
    with right:
        panels.scattered(chosen)
    panels.heat(chosen)
