"""The form in which a meeting notes what it decides; loaded for planners alone."""

from datetime import date, timedelta

import streamlit as st

from geo import datasets, decisions
from geo.errors import GeoError
from geo.formats import Writer
from geo.minutes import Wish, note
from geo.model import PROVINCE, Selection
from pages.shell import loaders, officers

TERM = timedelta(days=90)
"""How far ahead the deadline first offered lies: a quarter, until the next meeting."""


def form(chosen: Selection, writer: Writer) -> None:
    """Note a decision; what is refused stays in the form, with its mend."""
    if chosen.dataset == datasets.UPLOAD:
        st.info(writer.say("Keputusan dicatat dari angka yang sudah terbit, bukan dari unggahan."))
        return
    if not officers.door(writer).may_write:
        return
    # Another form after each note: an empty one; what was refused stays as it was written.
    with st.form(f"catat_keputusan_{len(loaders.decisions(chosen))}"):
        st.subheader(writer.say("Catat keputusan"))
        regions = [*loaders.CODES, PROVINCE]
        region = st.selectbox(
            writer.say("Daerah"),
            regions,
            index=regions.index(chosen.region) if chosen.region in regions else 0,
            format_func=lambda code: writer.label(loaders.FULL_NAMES[code]),
        )
        what = st.text_input(writer.say("Apa yang diputuskan"), max_chars=300)
        workers = st.number_input(
            writer.say("Jumlah pekerja (boleh kosong)"), min_value=1, value=None, step=100
        )
        who = st.text_input(writer.say("Penanggung jawab"), max_chars=300)
        until = st.date_input(writer.say("Sampai tanggal"), value=date.today() + TERM)
        sent = st.form_submit_button(writer.say("Catat"), type="primary")
    if not sent:
        return
    try:
        noted = note(
            Wish(
                made_on=date.today(),
                edition=loaders.edition(chosen).name,
                region=region,
                what=what,
                workers=int(workers) if workers else None,
                who=who,
                until=until,
            ),
            decisions.ROOT,
        )
    except GeoError as error:
        st.error(error.spoken(writer.language))
    else:
        st.toast(writer.say("Keputusan nomor {n} tercatat.", n=noted.number))
        st.rerun()
