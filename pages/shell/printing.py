"""The printed sheet of a regency: two buttons, whose PDF is made when one is pressed."""

from typing import Literal

import streamlit as st

from geo.downloads import file_name
from geo.formats import Writer
from geo.model import BpsCode, Selection
from pages.shell import loaders, regions


def downloads(region: BpsCode, chosen: Selection, writer: Writer) -> None:
    """Buttons that hand over the one-page and the two-page sheet."""
    with st.container(horizontal=True, key="cetak"):
        _download(writer.say("Lembar 1 halaman (PDF)"), region, chosen, 1)
        _download(writer.say("Lembar 2 halaman (PDF)"), region, chosen, 2)


def _download(label: str, region: BpsCode, chosen: Selection, pages: Literal[1, 2]) -> None:
    name = loaders.NAMES[region].lower().replace(" ", "-")
    what = file_name(loaders.edition(chosen), f"profil-{name}-{pages}-halaman")
    st.download_button(
        label,
        regions.printed(chosen, region, pages),
        file_name=f"{what.removesuffix('.csv')}.pdf",
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        key=f"lembar_{pages}",
        on_click="ignore",
    )
