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
    """
    titles = {
        "peta": (writer.say("Peta"), ":material/map:"),
        "profil": (writer.say("Profil"), ":material/location_city:"),
        "bandingkan": (writer.say("Bandingkan"), ":material/leaderboard:"),
        "tren": (writer.say("Tren"), ":material/trending_up:"),
        "target": (writer.say("Target"), ":material/flag:"),
        "simulasi": (writer.say("Simulasi"), ":material/calculate:"),
        "rapat": (writer.say("Rapat"), ":material/slideshow:"),
        "data": (writer.say("Data"), ":material/table_view:"),
        "metodologi": (writer.say("Metodologi"), ":material/menu_book:"),
    }
    return {
        key: st.Page(PAGES / f"{key}.py", title=title, icon=icon, default=key == "peta")
        for key, (title, icon) in titles.items()
    }


def reopen() -> None:
    """Run the frame in this rerun and stop the bare page that was reached without it.

    A server that has just started takes a folder named `pages/` for an old-style app and
    runs the page of a shared address alone, until the navigation has been declared once.
    """
    runpy.run_path(str(ENTRY), run_name="__main__")
    st.stop()
