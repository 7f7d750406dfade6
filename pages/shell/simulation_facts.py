"""What a simulation rests on beside figures: dated tariffs, budgets held against the formula."""

from typing import Any

import streamlit as st

from geo import budget_checks, wording
from geo.budget_checks import Check
from geo.formats import Writer
from geo.indicators import SEGMENT_LABELS
from geo.model import Selection
from geo.tariffs import ANSWERS, BY_KEY, SECTORS, TARIFFS, Tariff, cited
from pages.shell import loaders, options, simulated
from pages.shell.markup import rendered

FULL = BY_KEY["jkk-jkm"]
"""The tariff that officials' budgets are held to."""


def tariffs(chosen: Selection, writer: Writer) -> None:
    """The dated table of tariffs, and every budget that a source names beside the formula."""
    checks = loaders.kept(_checks, options.whole_data(chosen))
    html = rendered(
        "tariffs",
        writer,
        mark=simulated.mark(chosen, writer),
        title=writer.say("Tarif, dan anggaran yang dihitung ulang"),
        lead=writer.say(
            "Tarif dan anggaran di sini dari sumber, bukan hasil simulasi. Bila hukumnya belum "
            "dipastikan, pembuat skenario yang memilih, dan pilihannya tercetak bersama hasilnya."
        ),
        tariffs=[_tariff(writer, one) for one in TARIFFS],
        budgets=[_budget(writer, one) for one in checks],
    )
    st.html(html)


def _checks(chosen: Selection) -> list[Check]:
    return budget_checks.checked(loaders.edition(chosen).claims, FULL)


def _tariff(writer: Writer, one: Tariff) -> dict[str, Any]:
    when = writer.say("sejak {first}", first=writer.period(one.first))
    if one.last is not None:
        first, last = writer.period(one.first), writer.period(one.last)
        when = writer.say("{first} sampai {last}", first=first, last=last)
    return {
        "monthly": writer.rupiah(one.monthly),
        "segment": writer.label(SEGMENT_LABELS[one.segment]),
        "programmes": " + ".join(one.programmes),
        "when": when,
        "answer": writer.tell(ANSWERS[one.by_government]),
        "is_open": one.by_government == "not_established",
        "legal": f"{writer.tell(one.legal)} ({writer.tell(SECTORS[one.sector])})",
        "claims": writer.say("klaim {claims}", claims=cited(one)),
    }


def _budget(writer: Writer, one: Check) -> dict[str, Any]:
    name = writer.label(loaders.FULL_NAMES.get(str(one.budget["region_code"]), ""))
    return {
        "text": budget_checks.note(writer, one, name),
        "exact": one.months is not None,
        "source": wording.source_of(writer, one.budget),
    }
