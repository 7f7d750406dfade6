"""The list of pages, and the way back into the frame."""

import runpy
from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from geo.formats import Writer

PAGES = Path(__file__).parent.parent
ENTRY = PAGES.parent / "streamlit_app.py"


def pages(writer: Writer) -> dict[str, StreamlitPage]:
    """The pages in their order, by key; titles in the reader's language, addresses fixed.

    Each script is named by its address: a server that has just started looks for the
    address among the files of `pages/`, and says "page not found" where none has its name.
    They have no icons of their own: the browser would fetch those in the product's stead.
    """
    titles = {
        "peta": writer.say("Peta"),
        "profil": writer.say("Profil"),
        "bandingkan": writer.say("Bandingkan"),
        "tren": writer.say("Tren"),
        "target": writer.say("Target"),
        "simulasi": writer.say("Simulasi"),
        "rapat": writer.say("Rapat"),
        "data": writer.say("Data"),
        "metodologi": writer.say("Metodologi"),
    }
    return {
        key: st.Page(PAGES / f"{key}.py", title=title, default=key == "peta")
        for key, title in titles.items()
    }


def reopen() -> None:
    """Run the frame in this rerun and stop the bare page that was reached without it.

    A server that has just started takes a folder named `pages/` for an old-style app and
    runs the page of a shared address alone, until the navigation has been declared once.
    """
    runpy.run_path(str(ENTRY), run_name="__main__")
    st.stop()
