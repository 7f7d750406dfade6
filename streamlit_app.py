"""The frame: page setup, navigation, the reader's choice, footer."""

import streamlit as st

from geo.deployment import here
from geo.formats import Writer
from pages.shell import ahead, frame, fresh, linked, notices, panels, selection

ahead.rest()
# The icon first: in its stead the navigation would fetch the page's own from elsewhere.
st.set_page_config(page_title=here().product, page_icon=str(panels.ICON), layout="wide")
st.logo(str(panels.LOGO), size="large")
panels.style()
language = selection.language_in_address()
writer = Writer(language)
pages = frame.pages(writer)
page = st.navigation(list(pages.values()), position="top")
st.set_page_config(page_title=f"{page.title} · {here().product}")

panels.document_language(language)
bar, body = panels.control_bar()
more = panels.rarer_choices()
with panels.explained(writer):
    chosen = selection.controls(bar, more, page.url_path)
    linked.parts_of_the_page(chosen)
    with body:
        panels.refusals(chosen, writer)
        notices.unpublished(chosen, writer)
        panels.frozen(chosen, writer, page.url_path)
        page.run()
    panels.colophon(chosen, writer, page.url_path)
    fresh.watch(chosen, page.url_path)
