"""The meeting's files to take along: the pack of four, and the page that opens anywhere."""

from dataclasses import replace

import streamlit as st

from geo import carryaway, pack
from geo.downloads import file_name
from geo.formats import Writer
from geo.model import Selection
from pages.shell import loaders, meeting

LOGOS = ["png", "jpg", "jpeg"]


def downloads(chosen: Selection, writer: Writer) -> None:
    """What a meeting takes along; each file is made when it is asked for."""
    st.subheader(writer.say("Bawa pulang"))
    with st.container(horizontal=True, vertical_alignment="bottom", key="bawa_pulang"):
        institution = st.text_input(writer.say("Nama lembaga (boleh kosong)"), max_chars=120)
        logo = st.file_uploader(writer.say("Logo lembaga (boleh kosong)"), type=LOGOS)
        asked = st.button(
            writer.say("Buat paket: PPTX, DOCX, PDF, XLSX"), icon=":material/folder_zip:"
        )
        stem = file_name(loaders.edition(chosen), writer.say("rapat")).removesuffix(".csv")
        st.download_button(
            writer.say("Satu berkas HTML"),
            lambda: _page(chosen),
            file_name=f"{stem}.html",
            mime="text/html",
            icon=":material/html:",
            key="bawa_html",
            on_click="ignore",
        )
    if asked:
        _packed(chosen, writer, institution, logo.getvalue() if logo else None)


def _packed(chosen: Selection, writer: Writer, institution: str, logo: bytes | None) -> None:
    """Make the four files, saying which one is at work, and hand them over."""
    brief = replace(meeting.brief(chosen), subtitle=institution)
    with st.status(writer.say("Membuat paket rapat…"), expanded=True) as status:
        files = pack.pack(brief, logo, told=status.write)
        status.update(label=writer.say("Paket rapat siap."), state="complete", expanded=False)
    stem = file_name(loaders.edition(chosen), writer.say("rapat")).removesuffix(".csv")
    st.download_button(
        writer.say("Unduh paket ({n} berkas, ZIP)", n=len(files)),
        pack.zipped(files),
        file_name=f"{stem}.zip",
        mime="application/zip",
        type="primary",
        icon=":material/download:",
        key="unduh_paket",
        on_click="ignore",
    )


def _page(chosen: Selection) -> bytes:
    """The self-contained page of the chosen meeting."""
    return carryaway.page(
        meeting.brief(chosen),
        loaders.layer(replace(chosen, indicator="coverage_rate", segment="total")),
        loaders.outlines(chosen.vintage, meeting.MAP_WIDTH),
        loaders.NAMES,
        Writer(chosen.language),
    )
