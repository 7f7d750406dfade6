"""What links the parts of a page: pointed at in one, marked in all; clicked, chosen."""

from pathlib import Path

import streamlit as st

from geo.model import Selection
from pages.shell import selection

_listening = st.components.v2.component(
    "linked",
    js=Path(__file__).with_name("linked.js").read_text("utf-8"),
    isolate_styles=False,
)


def parts_of_the_page(chosen: Selection) -> None:
    """Let tables, charts and the map of this page speak with each other; shows nothing.

    Pictures of charts are the same whichever regency is chosen, so that they are drawn
    once; the chosen one is marked in them here.
    """
    with st.container(key="tautan_tempat"):
        _listening(
            key=selection.LINKED,
            data={"region": chosen.region or ""},
            height=1,
            on_region_change=selection.take_linked_answer,
        )
