"""Simulation: what would the programme achieve, and cost?"""

import streamlit as st

from geo.formats import Writer
from pages.shell import (
    panels,
    selection,
    simulated,
    simulating,
    simulation_charts,
    simulation_facts,
    simulation_files,
    simulation_shared,
)

chosen = selection.current()
writer = Writer(chosen.language)

with panels.explained(writer):
    first = st.container()  # the answer, over the whole width, before what it rests on
    pictures, assumptions = st.columns([1.9, 1], gap="medium")
    below = st.container()
    with assumptions:
        simulated.heading(writer)
    asked = simulating.asked(chosen, writer, assumptions)
    with pictures:
        possible = simulated.is_possible(chosen, asked)
    if possible:
        with first:
            simulated.result(chosen, asked)
        with pictures:
            simulation_charts.months(chosen, asked)
            simulated.map_of_points(chosen, asked)
            trials = st.container()
        with below, panels.explained(writer):
            simulated.table(chosen, asked)
            simulated.basis(chosen, asked)
            simulation_facts.tariffs(chosen, writer)
            simulation_shared.allocation(chosen, asked, writer)
    simulation_files.files(chosen, asked, writer, possible=possible)
    if possible:
        with trials:  # the slowest comes last: what changed is in sight by then
            simulation_charts.turned(chosen, asked)
