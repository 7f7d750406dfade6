"""Takes up a newly published edition on a page that is open, without a click."""

import streamlit as st

from geo import editions
from geo.model import Selection
from pages.shell import modes

EVERY_S = 3 if modes.is_planner() else 60
"""How often an open page asks, for about 2 kB. Planners see what a colleague publishes within
five seconds; the public, of whom there may be hundreds, within a minute, or with any click."""
LEFT_ALONE = ("rapat",)
"""Pages that keep the edition they began with until the reader does something: a meeting."""


def watch(chosen: Selection, page: str) -> None:
    """Run the page again once another edition is the current one; shows nothing.

    Made-up figures and opened workbooks do not change by publishing.
    """
    if chosen.dataset == Selection().dataset and page not in LEFT_ALONE:
        _asked(chosen.current)


@st.fragment(run_every=EVERY_S)
def _asked(current: str) -> None:
    if editions.pointer() != current:
        st.rerun()
