"""The templates that officials fill in, for everybody to take along."""

import streamlit as st

from geo.formats import Writer
from pages.shell import panels

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def templates(writer: Writer) -> None:
    """The workbook to fill in, and the same as CSV files; each made when it is asked for."""
    panels.html(
        "heading",
        writer,
        mark="",
        title=writer.say("Templat untuk mengirim data"),
        lead=writer.say(
            "Satu buku kerja untuk angka cakupan, program dan target, dengan petunjuk dan contoh. "
            "Kirim berkas yang sudah diisi kepada petugas data."
        ),
    )
    with st.container(horizontal=True, key="unduh_templat"):
        st.download_button(
            writer.say("Unduh templat (XLSX)"),
            _workbook,
            file_name="templat-peta-cakupan.xlsx",
            mime=XLSX,
            icon=":material/download:",
            key="templat_xlsx",
            on_click="ignore",
        )
        st.download_button(
            writer.say("Unduh templat (CSV, ZIP)"),
            _zipped,
            file_name="templat-peta-cakupan-csv.zip",
            mime="application/zip",
            icon=":material/download:",
            key="templat_csv",
            on_click="ignore",
        )


def _workbook() -> bytes:
    from geo import template  # noqa: PLC0415  # brings a library along

    return template.workbook()


def _zipped() -> bytes:
    from geo import pack, template  # noqa: PLC0415

    return pack.zipped(template.csv_files())
