"""The panels of the page Simulasi as HTML: result, map, table; every one bears the mark.

Each is a function of the reader's choice and the scenario alone, so that it can be kept.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from geo import bases, outcomes, palettes, scenario_glance, scenario_terms, scenario_words, stillmap
from geo.bases import Base
from geo.choropleth import ChoroplethLayer
from geo.claims import row
from geo.classify import Classes, class_of
from geo.formats import DASH, Writer
from geo.indicators import indicator
from geo.language import Message
from geo.model import PROVINCE, Missing, Period, Polarity, Selection
from geo.outcomes import Outcome
from geo.scenario import Scenario
from geo.simulation import NoProgrammeError
from geo.tariffs import NoTariffError
from pages.shell import links, loaders, options, simulating
from pages.shell.markup import mark_of, rendered

Panel = Callable[[Selection, Scenario], str]
MAP_WIDTH = 860
BREAKS = (0.0, 0.025, 0.05, 0.10, 0.15)
"""Upper bounds of the classes of points gained, fractions; the first class gains nothing."""
COLUMNS = ("paid", "rate", "after", "points", "rupiah")


def outcome(chosen: Selection, asked: Scenario) -> Outcome:
    """What the scenario comes to, made once, whatever it is called."""
    found = loaders.kept_for(_outcome, options.whole_data(chosen), replace(asked, name=""))
    return replace(found, scenario=asked)


def _outcome(chosen: Selection, asked: Scenario) -> Outcome:
    return outcomes.computed(asked, base(chosen))


def base(chosen: Selection) -> Base:
    """Where every region stands before a scenario."""
    return loaders.kept(_base, options.whole_data(chosen))


def _base(chosen: Selection) -> Base:
    return bases.known(loaders.edition(chosen), loaders.CODES)


def mark(chosen: Selection, writer: Writer) -> str:
    """SIMULASI, and what the data beneath are marked with."""
    both = [scenario_words.mark(writer), mark_of(chosen, writer)]
    return " · ".join(filter(None, both))


def is_possible(chosen: Selection, asked: Scenario) -> bool:
    """Whether the scenario can be computed; what stands in its way is told where it is not."""
    try:
        outcome(chosen, asked)
    except (NoProgrammeError, NoTariffError) as error:  # the reader's to mend, no failure
        writer = Writer(chosen.language)
        told = {"what": writer.tell(error.what), "mend": writer.tell(error.mend)}
        st.html(rendered("simul_refused", writer, mark=mark(chosen, writer), **told))
        return False
    return True


def result(chosen: Selection, asked: Scenario) -> None:
    """What a leader asks first: how far, enough, how much, until when; the sentences beneath."""
    show(_result, chosen, asked, named=True)


def _result(chosen: Selection, asked: Scenario) -> str:
    writer, found = Writer(chosen.language), outcome(chosen, asked)
    title, *told = scenario_words.lines(writer, found, loaders.NAMES)
    remarks = scenario_words.left_open(writer, found)
    return rendered(
        "simul_result",
        writer,
        mark=mark(chosen, writer),
        name=simulating.named(asked, chosen, writer),
        title=title,
        answers=scenario_glance.answers(writer, found, loaders.FULL_NAMES),
        remarks=remarks,
        lines=[one for one in told if one not in remarks],
    )


def heading(writer: Writer) -> None:
    """What stands over the controls: that each of them is an assumption, and changes all."""
    st.html(
        rendered(
            "simul_assumptions",
            writer,
            title=writer.say("Pengandaian"),
            lead=writer.say("Semua dapat diubah; hasilnya dihitung ulang seketika."),
        )
    )


def basis(chosen: Selection, asked: Scenario) -> None:
    """What the result starts from and assumes, printed with it."""
    show(_basis, chosen, asked)


def _basis(chosen: Selection, asked: Scenario) -> str:
    writer, found = Writer(chosen.language), outcome(chosen, asked)
    return rendered(
        "simul_basis",
        writer,
        mark=mark(chosen, writer),
        title=writer.say("Asal angka dan pengandaian hasil ini"),
        lead=writer.say("Setiap pengandaian dapat diubah di atas dan ikut tersimpan di alamat."),
        items=[
            *scenario_terms.started(writer, found),
            *scenario_terms.assumptions(writer, found, loaders.NAMES),
        ],
    )


def map_of_points(chosen: Selection, asked: Scenario) -> None:
    """Where the points are gained."""
    show(_map, chosen, asked)


def _map(chosen: Selection, asked: Scenario) -> str:
    writer, found = Writer(chosen.language), outcome(chosen, asked)
    layer, said = _layer(found), mark(chosen, writer)
    shapes = loaders.outlines(chosen.vintage, MAP_WIDTH)
    told = {
        str(code): scenario_words.told(writer, found, code, loaders.NAMES[code])
        for code in loaders.CODES
    }
    title = scenario_glance.where(writer, found, loaders.NAMES)
    values = {code: text.partition(": ")[2] for code, text in told.items()}
    words = stillmap.Words(title=f"{said}. {title}", names=loaders.NAMES, values=values)
    return rendered(
        "simul_map",
        writer,
        mark=said,
        title=title,
        legend=_legend(writer, layer),
        picture=loaders.picture(stillmap.draw(shapes, layer, words, mark=said)),
        alt=" ".join(told.values()),
        size=(shapes.width, shapes.height),
        source=scenario_glance.sourced(writer, found),
    )


def _layer(found: Outcome) -> ChoroplethLayer:
    """Points gained as a layer; a region whose points are unknown is hatched."""
    classes = Classes(breaks=BREAKS)
    gained = found.table["points"].round(8).where(found.table["paid"] > 0, 0.0)
    blank = gained.isna().map({True: Missing.NOT_REPORTED.value, False: "reported"})
    table = pd.DataFrame(
        {"value": gained, "status": blank, "class_number": class_of(gained, classes)}
    )
    return ChoroplethLayer(
        indicator=indicator("coverage_rate"),
        segment="total",
        period=None,
        classes=classes,
        colours=palettes.ramp(Polarity.HIGHER, classes.count),
        table=table,
    )


def _legend(writer: Writer, layer: ChoroplethLayer) -> list[stillmap.Key]:
    """The classes in points; the blanks as the still map writes them."""
    keys = stillmap.legend(layer, writer)
    bounds = [writer.points(one, 1) for one in BREAKS]
    labels = [writer.say("tidak bertambah")]
    labels += [writer.say("sampai {most}", most=one) for one in bounds[1:]]
    labels += [writer.say("lebih dari {most}", most=bounds[-1])]
    named = [replace(key, label=label) for key, label in zip(keys, labels, strict=False)]
    rest = [replace(key, label=writer.say("tidak dapat dihitung")) for key in keys[len(labels) :]]
    return [*named, *rest]


def table(chosen: Selection, asked: Scenario) -> None:
    """Every regency, and the province beneath."""
    show(_table, chosen, asked)


def _table(chosen: Selection, asked: Scenario) -> str:
    writer, found = Writer(chosen.language), outcome(chosen, asked)
    return rendered(
        "simul_table",
        writer,
        mark=mark(chosen, writer),
        title=writer.say("Hasil tiap kabupaten/kota"),
        lead=writer.say(
            "≈ menandai perkiraan dengan rentangnya. Tanda – berarti tidak diketahui, bukan nol."
        ),
        heads=_heads(writer),
        rows=[
            {
                "code": code,
                "link": links.link("profil", chosen, wilayah=code),
                **_row(writer, found, code, loaders.NAMES[code]),
            }
            for code in loaders.CODES
        ],
        sources=[_source(writer, found, code) for code in loaders.CODES],
        total=_row(writer, found, PROVINCE, writer.label(loaders.NAMES[PROVINCE])),
    )


def _heads(writer: Writer) -> list[str]:
    return [
        writer.say("Dibayari (orang)"),
        writer.say("Cakupan awal"),
        writer.say("Selama program"),
        writer.say("Tambahan"),
        writer.say("Biaya"),
    ]


def _row(writer: Writer, found: Outcome, code: str, name: str) -> dict[str, Any]:
    """A row with what belongs together in one cell: the column's figure, and a note beneath."""
    cells, own = scenario_words.cells(writer, found, code), found.row(code)
    points, _, interval = cells["points"].partition(" (")
    standing, _, why = cells["standing"].partition(". ")
    notes = {
        "paid": writer.say("+{n} terlindungi", n=cells["added"]),
        "points": f"({interval}",
        "rupiah": writer.say("{rupiah} per poin setahun", rupiah=cells["per_point"]),
        "closed": writer.say("{closed} kekurangan tertutup", closed=cells["closed"]),
    }
    known = {"paid": own["added"], "rupiah": own["per_point"], "closed": own["closed"]}
    shown = {key for key, value in known.items() if own["paid"] and not pd.isna(value)}
    shown |= {"points"} if interval else set()
    return {
        "name": name,
        "standing": standing,
        "why": why or (notes["closed"] if "closed" in shown else ""),
        "cells": [
            {
                "text": {**cells, "points": points}[key],
                "note": notes[key] if key in shown else "",
                "number": "" if pd.isna(own[key]) else str(own[key]),
            }
            for key in COLUMNS
        ],
    }


def _source(writer: Writer, found: Outcome, code: str) -> dict[str, str]:
    """Where a regency's coverage, eligible workers and villages come from."""
    own = row(found.base.table, code)
    counted = _claimed(writer, own, "eligible")
    if own["estimated"]:
        counted = f"{writer.tell(own['eligible_why'])} {counted}"
    return {
        "name": loaders.NAMES[code],
        "rate": scenario_words.rate(writer, own),
        "rate_source": _claimed(writer, own, "rate"),
        "eligible": DASH if pd.isna(own["eligible"]) else writer.decimal(round(own["eligible"])),
        "eligible_source": counted,
        "villages": writer.decimal(float(own["villages"])),
        "villages_source": _claimed(writer, own, "villages"),
    }


def _claimed(writer: Writer, own: pd.Series, what: str) -> str:
    """Publisher, period and claim of a figure; else why there is none."""
    if own[f"{what}_claim"]:
        return writer.say(
            "{source}, data {period} (klaim {claim})",
            source=own[f"{what}_source"],
            period=writer.period(Period.parse(str(own[f"{what}_period"]))),
            claim=own[f"{what}_claim"],
        )
    why = own.get(f"{what}_why")
    return writer.tell(why) if isinstance(why, Message) else ""


def show(panel: Panel, chosen: Selection, asked: Scenario, *, named: bool = False) -> None:
    """Draw a panel, made once for each choice and scenario; few say what it is called."""
    plain = replace(options.whole_data(chosen), language=chosen.language, vintage=chosen.vintage)
    st.html(loaders.kept_for(panel, plain, asked if named else replace(asked, name="")))
