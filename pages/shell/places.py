"""Where things stand on a page: controls above, panels beneath, rarer choices at the foot."""

from typing import Any

import streamlit as st


def control_bar() -> tuple[Any, Any]:
    """Where the reader's everyday choices stand, and where the page goes beneath them."""
    bar = st.container(horizontal=True, vertical_alignment="bottom", key="pilihan")
    return bar, st.container(key="isi")


def abreast(page: str) -> Any:
    """Where a page's panels stand side by side, as its style says; on phones one below another.

    One box whose style sets them out: each column of Streamlit's would be two more for browsers
    to work through in every rerun.
    """
    return st.container(key=f"sejajar_{page}")


def unseen(name: str) -> Any:
    """Where something stands that is for scripts alone, and takes no room."""
    return st.container(key=f"pesan_{name}")


def rarer_choices() -> Any:
    """Where the rarer choices stand: at the foot of the page, always in sight of the browser.

    A control in a closed popover is not mounted, and a change of page would drop its choice.
    """
    return st.container(horizontal=True, key="pilihan_lain")
