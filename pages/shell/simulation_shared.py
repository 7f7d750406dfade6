"""A budget under every aim as HTML: who gets how many, why, and what each aim forgoes."""

from dataclasses import replace

import streamlit as st

from geo import bases, scenario_words, sharing, sharing_reasons, sharing_words, wording
from geo.allocation import AIMS, Aim
from geo.formats import Writer
from geo.model import Selection
from geo.scenario import LONGEST_NAME, Scenario
from geo.sharing import Budget, Shared
from pages.shell import (
    links,
    loaders,
    options,
    panels,
    simulated,
    simulating,
    simulation_budget,
    simulation_charts,
)
from pages.shell.markup import rendered


def allocation(chosen: Selection, asked: Scenario, writer: Writer) -> None:
    """The section of the page: controls of the budget, aims side by side, reasons."""
    found = simulated.outcome(chosen, asked)
    ready = simulating.known(chosen)
    mark = simulated.mark(chosen, writer)
    title = writer.say("Anggaran terbatas: untuk siapa?")
    lead = writer.say(
        "Satu anggaran menurut enam tujuan yang dinyatakan; lama dan tarif seperti program 1."
    )
    panels.html("simul_heading", writer, mark=mark, title=title, lead=lead)
    budget, aim = simulation_budget.asked(found, ready, writer)
    ground = replace(asked, name="", year=None, plans=simulating.default(chosen).plans)
    shared = loaders.kept_for(_shared, options.whole_data(chosen), (ground, budget))
    st.html(_aims(chosen, writer, shared, aim))
    st.html(_reasons(chosen, writer, shared, aim))
    label = writer.say("Jadikan pembagian ini skenario")
    if sum(shared.shares[aim].values()) and st.button(label, icon=":material/input:"):
        simulating.instead(
            replace(asked, name=_named(writer, aim), plans=(sharing.plan_of(shared, aim),))
        )


def _shared(chosen: Selection, asked: tuple[Scenario, Budget]) -> Shared:
    """A budget shared out where a scenario's assumptions hold; its programmes play no part."""
    ground, budget = asked
    return sharing.shared(bases.with_assumptions(simulated.base(chosen), ground), budget)


def _named(writer: Writer, aim: Aim) -> str:
    """A name for the scenario of an aim's shares."""
    return writer.say("Pembagian: {aim}", aim=writer.tell(AIMS[aim]))[:LONGEST_NAME]


def _aims(chosen: Selection, writer: Writer, shared: Shared, aim: Aim) -> str:
    return rendered(
        "simul_aims",
        writer,
        mark=simulated.mark(chosen, writer),
        title=sharing_words.same_points(writer, shared),
        spent=f"{sharing_words.spent(writer, shared)} {sharing_words.bounded(writer, shared)}",
        left_out=sharing_words.left_out(writer, shared, dict(loaders.NAMES)),
        floor=sharing_words.floor_cost(writer, shared),
        sources=_sources(chosen, writer),
        key=writer.say(
            "Batang: pekerja yang mendapat bagian. Cakupan: sesudah bagian itu; ✓ mencapai target "
            "{goal}.",
            goal=sharing_words.goal(writer, shared.budget.rate),
        ),
        tag=scenario_words.mark(writer),
        aims=[
            {
                "label": writer.tell(AIMS[one]),
                "is_chosen": one is aim,
                "price": sharing_words.prices(writer, shared, one),
                "bars": simulation_charts.shares(writer, shared, one),
            }
            for one in AIMS
        ],
    )


def _sources(chosen: Selection, writer: Writer) -> list[str]:
    """Where the ready budgets come from, and what is known of how they may be used."""
    ready = simulating.known(chosen)
    said = [sharing_words.rule(writer, ready.dbh)] if len(ready.dbh.table) else []
    if ready.planned is None:
        return said
    told = writer.say(
        "Rencana provinsi: {what}, {rupiah} ({source}, klaim {claim}).",
        what=ready.planned["definition"],
        rupiah=writer.rupiah(float(ready.planned["value"])),
        source=wording.source_of(writer, ready.planned),
        claim=ready.planned["claim_id"],
    )
    return [told, *said]


def _reasons(chosen: Selection, writer: Writer, shared: Shared, aim: Aim) -> str:
    after, price = sharing_words.after(shared, aim), shared.budget.price
    rows = []
    for code in loaders.CODES:
        name, link = loaders.NAMES[code], links.link("profil", chosen, wilayah=code)
        row = {"code": code, "name": name, "link": link}
        if code in shared.left_out:
            rows.append({**row, "why": writer.tell(shared.left_out[code])})
            continue
        given = shared.shares[aim][code]
        rows.append(
            {
                **row,
                "persons": writer.decimal(given),
                "rupiah": writer.rupiah(given * price),
                "after": sharing_words.percent(writer, after[code]),
                "why": sharing_reasons.why(writer, shared, aim, code, name),
            }
        )
    whole = sum(shared.shares[aim].values())
    return rendered(
        "simul_reasons",
        writer,
        mark=simulated.mark(chosen, writer),
        title=writer.say(
            "{aim}: bagian tiap kabupaten/kota dan alasannya", aim=writer.tell(AIMS[aim])
        ),
        rows=rows,
        total={
            "name": writer.say("Jumlah seluruhnya"),
            "persons": writer.decimal(whole),
            "rupiah": writer.rupiah(whole * price),
        },
    )
