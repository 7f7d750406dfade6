"""Scenarios as files: saved by the reader, opened again, up to four compared. Nothing is kept here.

What is opened stays in the session; the server writes nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from geo import datasets, scenario_words
from geo.errors import GeoError
from geo.formats import Writer
from geo.model import PROVINCE, Selection
from geo.scenario import FILE_MARK, Scenario
from geo.scenario_text import MOST_BYTES, from_file, to_file
from pages.shell import frame, loaders, modes, panels, selection, simulated, simulating
from pages.shell.markup import literal, rendered

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 4
"""Scenarios that are compared side by side."""


def files(chosen: Selection, asked: Scenario, writer: Writer, *, possible: bool) -> None:
    """Save the scenario in hand, open another, compare some."""
    panels.html(
        "heading",
        writer,
        mark=simulated.mark(chosen, writer),
        title=writer.say("Simpan, buka lagi, bandingkan"),
        lead=writer.say(
            "Skenario disimpan sebagai berkas di komputer Anda dan dapat dibuka lagi di sini. "
            "Server tidak menyimpan apa pun."
        ),
    )
    with st.container(horizontal=True, vertical_alignment="bottom", key="berkas_skenario"):
        st.download_button(
            writer.say("Simpan skenario (JSON)"),
            to_file(replace(asked, name=simulating.named(asked, chosen, writer))),
            file_name=f"{stem(chosen, asked, writer)}.json",
            mime="application/json",
            icon=":material/save:",
            key="simpan_skenario",
            on_click="ignore",
        )
        if possible:
            st.download_button(
                writer.say("Unduh perhitungan (XLSX, dengan rumus)"),
                partial(_workbook, chosen, asked),
                file_name=f"{stem(chosen, asked, writer)}.xlsx",
                mime=XLSX,
                icon=":material/download:",
                key="unduh_skenario",
                on_click="ignore",
            )
        st.button(
            writer.say("Tambahkan ke perbandingan"),
            on_click=_add,
            args=(asked,),
            icon=":material/compare_arrows:",
            disabled=not possible or asked in compared() or len(compared()) >= MOST,
            key="bandingkan_skenario",
        )
        st.page_link(
            frame.pages(writer)["rapat"],
            label=writer.say("Masukkan ke paket rapat"),
            icon=":material/slideshow:",
            disabled=not possible,
            query_params=simulating.address(asked, chosen),
        )
    _open(chosen, writer)
    comparison(chosen, writer)


def _workbook(chosen: Selection, asked: Scenario) -> bytes:
    """Inputs, months and results as live formulas, made when it is asked for."""
    from geo import scenario_xlsx  # noqa: PLC0415  # brings a library along

    writer = Writer(chosen.language)
    return scenario_xlsx.workbook(simulated.outcome(chosen, asked), writer, loaders.NAMES)


def stem(chosen: Selection, asked: Scenario, writer: Writer) -> str:
    """How the names of a scenario's files begin: they say that it is a simulation."""
    name = simulating.named(asked, chosen, writer).lower()
    signs = "".join(sign if sign.isalnum() else "-" for sign in name)
    words = "-".join(filter(None, signs.split("-"))) or "skenario"
    edition = loaders.edition(chosen)
    return f"{FILE_MARK}{datasets.file_mark(edition.dataset)}{words}-{edition.name}"


def _open(chosen: Selection, writer: Writer) -> None:
    """The way in for a scenario's file; one that is none is told in a sentence."""
    kept = selection.supposed()
    key = f"berkas_skenario_{kept.get('files', 0)}"
    if modes.takes_files():
        st.file_uploader(
            writer.say("Buka skenario (JSON)"),
            type=["json"],
            key=key,
            on_change=partial(_take, key, chosen),
            max_upload_size=1,
        )
    else:  # docs/security.md, "Uploads are off"
        st.text_area(
            writer.say("Buka skenario: tempel isi berkas JSON di sini"),
            key=key,
            on_change=partial(_take, key, chosen),
            max_chars=MOST_BYTES,
        )
    if "refused" in kept:
        st.error(literal(kept["refused"].spoken(writer.language)))


def _take(key: str, chosen: Selection) -> None:
    """Put an opened file in the place of the scenario in hand, or keep why it was refused."""
    kept, given = selection.supposed(), selection.said(key)
    kept.pop("refused", None)
    if not given:
        return
    content = given.encode() if isinstance(given, str) else given.read(MOST_BYTES + 1)
    try:
        simulating.take(from_file(content, simulating.default(chosen)))
    except GeoError as error:
        kept["refused"] = error
    else:
        kept["files"] = kept.get("files", 0) + 1


def compared() -> list[Scenario]:
    """The scenarios laid side by side in this session."""
    found: list[Scenario] = selection.supposed().setdefault("compared", [])
    return found


def _add(asked: Scenario) -> None:
    compared().append(asked)


def _drop(n: int) -> None:
    del compared()[n]


def comparison(chosen: Selection, writer: Writer) -> None:
    """The scenarios side by side, a row each; nothing where none was added."""
    if not compared():
        return
    st.html(
        rendered(
            "simul_compared",
            writer,
            mark=simulated.mark(chosen, writer),
            title=writer.say("Skenario dibandingkan"),
            rows=_rows(compared(), chosen, writer),
        )
    )
    with st.container(horizontal=True, key="buang_skenario"):
        for n, one in enumerate(compared()):
            st.button(
                writer.say(
                    "Keluarkan {n}: {name}",
                    n=n + 1,
                    name=literal(simulating.named(one, chosen, writer)),
                ),
                on_click=_drop,
                args=(n,),
                key=f"buang_{n}",
            )


def _rows(several: Sequence[Scenario], chosen: Selection, writer: Writer) -> list[dict[str, Any]]:
    rows = []
    for n, one in enumerate(several, start=1):
        found = simulated.outcome(chosen, one)
        cells = scenario_words.cells(writer, found, PROVINCE)
        pairs = zip(one.plans, found.programmes, strict=True)
        plans = [scenario_words.counted(writer, plan, made) for plan, made in pairs]
        end = scenario_words.ended(writer, found)
        rows.append(
            {
                **cells,
                "n": n,
                "name": simulating.named(one, chosen, writer),
                "plans": plans,
                "end": end,
            }
        )
    return rows
