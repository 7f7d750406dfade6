"""The frame: page setup, navigation, the reader's choice, footer."""

import streamlit as st

from geo.deployment import here
from geo.formats import Writer
from pages.shell import (
    ahead,
    asking,
    frame,
    fresh,
    linked,
    menu,
    notices,
    panels,
    places,
    selection,
    together,
    turns,
)

turns.shared_out()
ahead.rest()
with together.sent():
    language = selection.language_in_address()
    writer = Writer(language)
    pages = list(frame.pages(writer).values())
    page = st.navigation(pages, position="hidden")
    st.set_page_config(
        page_title=f"{page.title} · {here().product}", page_icon=panels.icon(), layout="wide"
    )
    st.logo(str(panels.LOGO), size="large")
    panels.style()

    menu.bar(writer, pages, page)
    bar, body = places.control_bar()
    more = places.rarer_choices()
    with panels.explained(writer):
        chosen = asking.controls(bar, more, page.url_path)
        linked.parts_of_the_page(chosen)
        with body:
            panels.refusals(chosen, writer)
            notices.unpublished(chosen, writer)
            above = st.container() if chosen.edition else body
            page.run()
        with above:  # by now the address holds all that the page was asked
            panels.frozen(chosen, writer, page.url_path)
        panels.colophon(chosen, writer, page.url_path)
        fresh.watch(chosen, page.url_path)
