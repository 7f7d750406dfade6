"""The pages about the data: what there is, what it means, what changed, and what is not there."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from geo import methods, site_parts
from geo.agenda import CODES
from geo.completeness import MISSING, NEEDS, OLD
from geo.deployment import here
from geo.editions import Edition
from geo.model import Period
from geo.site_model import Leaf
from geo.site_parts import Values
from geo.site_shapes import rendered
from geo.site_stock import Stock
from geo.site_views import regency_link

Blocks = list[tuple[str, list[str]]]


def data(stock: Stock) -> Leaf:
    """May I have the data, and what is not known?"""
    writer, place, edition = stock.writer, stock.place("data"), stock.shared.edition
    sources, table = stock.slide("sumber"), edition.claims
    title, lead = writer.say("Data"), _lead(stock)
    body = rendered(
        "data",
        writer,
        completeness={"lead": lead, **_complete(stock)},
        claims=site_parts.claims_table(
            stock,
            table.sort_values(["region_code", "indicator", "period"]).to_dict("records"),
            writer.say("Semua klaim"),
            show_region=True,
        ),
        sources=sources,
        edition=_edition_facts(stock),
    )
    return Leaf(place=place, title=title, lead=lead, claims=table, body=body, name=title)


def method(stock: Stock) -> Leaf:
    """What do the numbers mean, and where are they from?"""
    writer = stock.writer
    told = [methods.indicators, methods.families, methods.rules, methods.blanks]
    told += [methods.comparing, methods.conflicts, methods.vintages, methods.licences]
    passages = [
        passage for passage in (one(writer) for one in told) if passage.items or passage.facts
    ]
    return Leaf(
        place=stock.place("metode"),
        title=writer.say("Metodologi"),
        lead=writer.say("Apa arti angkanya, bagaimana dipilih, dan dari mana asalnya."),
        claims=_none(stock),
        body=rendered("metode", writer, passages=passages),
        name=writer.say("Metodologi"),
    )


def changes(stock: Stock, editions: Sequence[Edition]) -> Leaf:
    """What each edition changed, newest first, in the words that it was published with."""
    writer = stock.writer
    title = writer.say("Perubahan data")
    lead = writer.say("Setiap edisi data dengan yang diubahnya, yang terbaru di atas.")
    told = [
        {
            "anchor": f"edisi-{one.name}",
            "name": one.name,
            "told": writer.say(
                "Terbit {day}; {n} klaim.",
                day=writer.period(Period(*one.as_of.timetuple()[:3])),
                n=writer.decimal(len(one.claims)),
            ),
            "blocks": blocks(one.changes),
        }
        for one in editions
    ]
    body = rendered("perubahan", writer, title=title, lead=lead, editions=told)
    place = stock.place("perubahan")
    return Leaf(place=place, title=title, lead=lead, claims=_none(stock), body=body, name=title)


def missing(stock: Stock) -> Leaf:
    """The page that a server shows where there is none; every address in it is from the root."""
    writer = stock.writer
    title = writer.say("Halaman tidak ditemukan")
    lead = writer.say("Alamat itu tidak ada di situs ini. Mulailah dari salah satu halaman ini:")
    kinds = {
        "provinsi": writer.label(here().name),
        "bandingkan": writer.say("Bandingkan"),
        "data": writer.say("Data"),
        "metode": writer.say("Metodologi"),
    }
    places = [
        {"link": stock.root + stock.place(kind).path, "name": name} for kind, name in kinds.items()
    ]
    body = rendered("404", writer, title=title, lead=lead, places=places)
    return Leaf(
        place=stock.place("404"), title=title, lead=lead, claims=_none(stock), body=body, name=title
    )


def blocks(text: str) -> Blocks:
    """The plain Markdown of a change note as blocks: headings, lists, paragraphs; all of it text.

    >>> blocks("# Satu" + chr(10) + "- a" + chr(10) + "  b" + chr(10) + "- c")
    [('heading', ['Satu']), ('list', ['a b', 'c'])]
    """
    found: Blocks = []
    for line in text.splitlines():
        said = line.strip()
        if not said:
            found.append(("end", []))
        elif said.startswith("#"):
            found.append(("heading", [said.lstrip("# ")]))
        elif said.startswith("- "):
            _list_of(found).append(said[2:])
        elif found and found[-1][0] in ("list", "text"):
            found[-1][1][-1] += f" {said}"
        else:
            found.append(("text", [said]))
    return [(kind, [one.replace("`", "") for one in lines]) for kind, lines in found if lines]


def _list_of(found: Blocks) -> list[str]:
    """The list that stands last, or a new one."""
    if not found or found[-1][0] != "list":
        found.append(("list", []))
    return found[-1][1]


def _none(stock: Stock) -> pd.DataFrame:
    return stock.shared.edition.claims.iloc[:0]


def _lead(stock: Stock) -> str:
    """How much of what is looked for there is, as the app says it."""
    writer, edition = stock.writer, stock.shared.edition
    newest = stock.shared.newest
    return writer.say(
        "Dari {all} angka yang dicari ({regions} kabupaten/kota, {needs} angka), {known} ada "
        "dan tidak lebih dari 12 bulan; {old} sudah lebih lama; {missing} belum ada sama "
        "sekali. Dihitung per {day}.",
        all=len(newest),
        regions=len(CODES),
        needs=len(NEEDS),
        known=int((newest["state"] == "").sum()),
        old=int((newest["state"] == OLD).sum()),
        missing=int((newest["state"] == MISSING).sum()),
        day=writer.period(Period(*edition.as_of.timetuple()[:3])),
    )


def _complete(stock: Stock) -> Values:
    """Of each regency and figure the newest claim's date and publisher, or that there is none."""
    writer, there = stock.writer, regency_link(stock, stock.place("data"))
    found = stock.shared.newest.to_dict("index")
    rows = [
        {
            "name": stock.names[code],
            "link": there(code),
            "cells": [_cell(stock, found[(code, need.letter)]) for need in NEEDS],
        }
        for code in CODES
    ]
    return {"heads": [writer.label(need.label) for need in NEEDS], "rows": rows}


def _cell(stock: Stock, one: Mapping[Any, Any]) -> Values:
    if one["state"] == MISSING:
        return {"blank": True, "text": stock.writer.say("tidak ada data"), "by": "", "url": ""}
    when = stock.writer.period(Period.parse(str(one["period"])))
    url = site_parts.safe_url(str(one["source_url"]))
    return {"blank": False, "text": when, "by": one["publisher"], "url": url}


def _edition_facts(stock: Stock) -> list[dict[str, str]]:
    writer, edition = stock.writer, stock.shared.edition
    told = {writer.say("Edisi"): edition.name}
    told[writer.say("Klaim")] = writer.decimal(len(edition.claims))
    told |= {f"SHA-256 {name}": digest for name, digest in edition.files.items()}
    return [{"label": label, "text": text, "source": ""} for label, text in told.items()]
