"""The controls of a budget to be shared out under every aim; all of them in the address."""

from fractions import Fraction
from typing import Any

import streamlit as st

from geo.allocation import AIMS, Aim
from geo.formats import Writer
from geo.model import Period
from geo.outcomes import Outcome
from geo.scenario import MOST_AMOUNT, MOST_EACH
from geo.sharing import Budget
from pages.shell import selection
from pages.shell.fields import Amount, Field
from pages.shell.simulation_controls import HUNDRED, Ready

PLANNED, DBH, SCENARIO, OWN = "rencana", "dbh", "skenario", "jumlah"
"""Where the budget comes from: the province's own newest plan, DBH Sawit, what the scenario
costs, an amount."""
USUAL, STEP = 1_000_000_000, 100_000_000
"""Rupiah first offered where the reader names the amount, and by how much the control moves."""
STOPS = "berhenti"
FLOOR = 40
"""Percent first offered as the bound that everybody is lifted to."""


def asked(found: Outcome, ready: Ready, writer: Writer) -> tuple[Budget, Aim]:
    """Draw the controls; the budget that they say, and the aim that is looked at closely."""
    row = st.container(horizontal=True, vertical_alignment="bottom", key="anggaran_dibagi")
    source = str(selection.chosen(writer, row, _source(writer, ready)))
    rupiah, share = _money(found, ready, writer, row, source)
    floor, most, least = (selection.amount(row, one) for one in _bounds(writer))
    capped = selection.chosen(writer, row, _capped(writer)) == STOPS
    aim = selection.chosen(writer, row, _aims(writer))
    first = found.programmes[0]
    goal = Fraction(1) if found.aim is None else Fraction(str(round(found.aim.value, 6)))
    budget = Budget(
        rupiah=rupiah,
        share=share,
        start=first.start,
        months=first.months,
        tariff=first.tariff.key,
        rate=goal,
        floor=Fraction(floor, HUNDRED),
        most_each=most,
        least_each=least,
        within_gap=capped,
    )
    return budget, Aim(aim)


def _money(
    found: Outcome, ready: Ready, writer: Writer, row: Any, source: str
) -> tuple[int, Fraction]:
    """Rupiah, and the part of them that goes to contributions."""
    if source == PLANNED and ready.planned is not None:
        return round(float(ready.planned["value"])), Fraction(1)
    if source == DBH:
        label, start = writer.say("Bagian untuk iuran (%)"), int(ready.part * HUNDRED)
        part = selection.amount(row, Amount("bagi-porsi", label, (1, HUNDRED), start))
        whole = sum(rupiah for _, rupiah in ready.dbh.amounts())
        return whole, Fraction(part, HUNDRED)
    if source == SCENARIO:
        return found.rupiah, Fraction(1)
    label = writer.say("Anggaran (Rp)")
    field = Amount("bagi-uang", label, (0, MOST_AMOUNT), USUAL, STEP)
    return selection.amount(row, field), Fraction(1)


def _bounds(writer: Writer) -> tuple[Amount, Amount, Amount]:
    """The floor of coverage; the most and the fewest workers per village."""
    say, each = writer.say, (0, MOST_EACH)
    return (
        Amount("bagi-lantai", say("Batas bawah cakupan (%)"), (1, HUNDRED), FLOOR),
        Amount("bagi-terbanyak", say("Terbanyak per desa (0: bebas)"), each, 0, 10),
        Amount("bagi-tersedikit", say("Tersedikit per desa"), each, 0, 10),
    )


def _source(writer: Writer, ready: Ready) -> Field:
    told = {}
    if ready.planned is not None:
        told[PLANNED] = writer.say(
            "{rupiah}: rencana provinsi {year}",
            rupiah=writer.rupiah_short(float(ready.planned["value"])),
            year=Period.parse(str(ready.planned["period"])).year,
        )
    if len(ready.dbh.table):
        told[DBH] = writer.say("DBH Sawit {year} semua kabupaten/kota", year=ready.year)
    told |= {SCENARIO: writer.say("Biaya skenario di atas"), OWN: writer.say("Jumlah sendiri")}
    label = writer.say("Anggaran yang dibagi")
    return Field("bagi-dari", label, tuple(told), lambda w, key: told[key])


def _capped(writer: Writer) -> Field:
    def told(w: Writer, key: str) -> str:
        return w.say("berhenti di target") if key == STOPS else w.say("boleh")

    return Field("bagi-lewat", writer.say("Melewati target"), ("boleh", STOPS), told)


def _aims(writer: Writer) -> Field:
    keys = tuple(aim.value for aim in AIMS)
    label = writer.say("Tujuan yang dirinci")
    return Field("bagi-tujuan", label, keys, lambda w, key: w.tell(AIMS[Aim(key)]))
