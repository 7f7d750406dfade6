"""The meeting's files to take along: the pack of four, and the page that opens anywhere."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from geo import carryaway, pack, scenario_brief, scenario_words
from geo.brief import Brief
from geo.downloads import file_name
from geo.formats import Writer
from geo.model import Selection
from geo.scenario import Scenario
from geo.scenario_text import to_file
from geo.simulation import NoProgrammeError
from geo.tariffs import NoTariffError
from pages.shell import frame, loaders, meeting, modes, selection, simulated, simulating
from pages.shell.markup import literal

LOGOS = ["png", "jpg", "jpeg"]


def downloads(chosen: Selection, writer: Writer) -> None:
    """What a meeting takes along; each file is made when it is asked for."""
    st.subheader(writer.say("Bawa pulang"))
    scenarios = _scenarios(chosen, writer)
    with st.container(horizontal=True, vertical_alignment="bottom", key="bawa_pulang"):
        institution = st.text_input(writer.say("Nama lembaga (boleh kosong)"), max_chars=120)
        # A public server takes no files: docs/security.md.
        logo = _logo(writer) if modes.is_planner() else None
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
        made = _brief(chosen, writer, institution, scenarios)
        _packed(chosen, writer, made, logo.getvalue() if logo else None)


def _logo(writer: Writer) -> UploadedFile | None:
    return st.file_uploader(writer.say("Logo lembaga (boleh kosong)"), type=LOGOS)


def _scenarios(chosen: Selection, writer: Writer) -> list[Scenario]:
    """The scenarios that the reader ticks for the pack; none unless they say so.

    Offered are those of the address, of the page Simulasi and of its comparison.
    """
    offered, ticked = _offered(chosen, writer), list[Scenario]()
    if not offered:
        st.page_link(
            frame.pages(writer)["simulasi"],
            label=writer.say("Susun skenario simulasi untuk paket ini"),
            icon=":material/calculate:",
        )
        return ticked
    st.caption(
        writer.say(
            "Skenario yang dicentang menjadi bagian tersendiri sesudah keputusan dalam keempat "
            "berkas, paling banyak {most}; setiap slide, halaman dan lembarnya bertanda SIMULASI.",
            most=scenario_brief.MOST,
        )
    )
    with st.container(key="skenario_paket"):
        for one, label in offered.items():
            full = len(ticked) >= scenario_brief.MOST
            if st.checkbox(literal(label), key=_ticked(one, chosen), disabled=full) and not full:
                ticked.append(one)
    selection.supposed()["packed"] = ticked
    return ticked


def _offered(chosen: Selection, writer: Writer) -> dict[Scenario, str]:
    """The scenarios there are, with what each comes to; one that cannot be computed is told."""
    read = simulating.addressed(chosen)
    for fault in read.faults if read else ():
        st.warning(literal(fault.spoken(writer.language)))
    found: dict[Scenario, str] = {}
    for one in ([read.scenario] if read else []) + simulating.held():
        name = simulating.named(one, chosen, writer)
        try:
            made = simulated.outcome(chosen, one)
        except (NoProgrammeError, NoTariffError) as error:
            st.warning(literal(f"{name}: {error.spoken(writer.language)}"))
            continue
        found[one] = writer.say(
            "{mark}: {name} ({n} orang, {rupiah})",
            mark=scenario_words.mark(writer),
            name=name,
            n=writer.decimal(int(made.province["paid"])),
            rupiah=writer.rupiah_short(made.rupiah),
        )
    return found


def _ticked(one: Scenario, chosen: Selection) -> str:
    """The name of a scenario's box: ticked at first where the address brought it along."""
    read, kept = simulating.addressed(chosen), selection.supposed().get("packed", [])
    name = f"paket_{sha256(to_file(one)).hexdigest()[:12]}"
    return selection.seed(name, one in kept or (read is not None and one == read.scenario))


def _brief(
    chosen: Selection, writer: Writer, institution: str, scenarios: Sequence[Scenario]
) -> Brief:
    """The meeting's content for paper, with the ticked scenarios as a part of their own."""
    found = [
        simulated.outcome(chosen, replace(one, name=simulating.named(one, chosen, writer)))
        for one in scenarios
    ]
    observed = replace(meeting.brief(chosen), subtitle=institution)
    return scenario_brief.with_scenarios(observed, loaders.edition(chosen), found, loaders.NAMES)


def _packed(chosen: Selection, writer: Writer, brief: Brief, logo: bytes | None) -> None:
    """Make the four files, saying which one is at work, and hand them over."""
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
