"""The way to the other pages, as the bar at the top of each."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from geo.formats import Writer
from pages.shell.links import FRAME
from pages.shell.markup import rendered


def bar(writer: Writer, pages: list[StreamlitPage], current: StreamlitPage) -> None:
    """Links to all pages; tells browsers the page's language too, for the shell says `en`.

    `linked.js` makes a click a change of page that keeps the choice. Streamlit's own bar was
    two fifths of what a browser works through in each rerun (decision 0006).
    """
    text = rendered(
        "menu",
        writer,
        pages={one.url_path: one.title for one in pages},
        current=current.url_path,
        carried=" ".join(FRAME),
    )
    spoken = f'<script>document.documentElement.lang = "{writer.language}";</script>'
    st.html(text + spoken, unsafe_allow_javascript=True)
