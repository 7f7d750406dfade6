"""Which regency has which figures for which year, how old they are, and what to chase."""

from dataclasses import replace
from typing import Any, cast

import pandas as pd
import streamlit as st

from geo import completeness
from geo.completeness import MISSING, NEEDS, OLD, Heading
from geo.downloads import file_name
from geo.formats import Writer
from geo.model import Period, Selection
from pages.shell import loaders, options
from pages.shell.markup import mark_of, rendered

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def matrix(chosen: Selection, writer: Writer) -> None:
    """The matrix of regencies and years, and the list of what is to be chased."""
    plain = replace(options.whole_data(chosen), language=chosen.language)
    st.html(loaders.kept(_composed, plain))
    _downloads(plain, writer)


def _composed(chosen: Selection) -> str:
    writer, edition = Writer(chosen.language), loaders.edition(chosen)
    held = completeness.held(edition.claims, loaders.CODES)
    newest = completeness.newest(edition.claims, loaders.CODES, edition.as_of)
    years = held.index.get_level_values("year").unique().tolist()
    known = int((newest["state"] == "").sum())
    return rendered(
        "completeness",
        writer,
        mark=mark_of(chosen, writer),
        title=writer.say("Kelengkapan data"),
        lead=writer.say(
            "Dari {all} angka yang dicari ({regions} kabupaten/kota, {needs} angka), {known} ada "
            "dan tidak lebih dari 12 bulan; {old} sudah lebih lama; {missing} belum ada sama "
            "sekali. Dihitung per {day}.",
            all=len(newest),
            regions=len(loaders.CODES),
            needs=len(NEEDS),
            known=known,
            old=int((newest["state"] == OLD).sum()),
            missing=int((newest["state"] == MISSING).sum()),
            day=writer.period(Period(*edition.as_of.timetuple()[:3])),
        ),
        key=[{"letter": need.letter, "label": writer.label(need.label)} for need in NEEDS],
        years=years,
        rows=[_row(writer, str(code), held, newest, years) for code in loaders.CODES],
    )


def _row(
    writer: Writer, code: str, held: pd.DataFrame, newest: pd.DataFrame, years: list[int]
) -> dict[str, Any]:
    """A regency: its boxes by year; what is missing, what is old, and what is fresh."""
    by_state: dict[str, dict[str, list[str]]] = {MISSING: {}, OLD: {}, "": {}}
    for need in NEEDS:
        one = cast("pd.Series", newest.loc[(code, need.letter)])
        alike = by_state[str(one["state"])].setdefault(_last(writer, one), [])
        alike.append(writer.label(need.label))  # of one age, from one source
    return {
        "code": code,
        "name": loaders.NAMES[code],
        "cells": [_cell(writer, cast("pd.Series", held.loc[(code, year)])) for year in years],
        "missing": by_state[MISSING],
        "old": by_state[OLD],
        "fresh": by_state[""],
    }


def _cell(writer: Writer, there: pd.Series) -> dict[str, Any]:
    """A box for each figure, and the same in words."""
    labels = [writer.label(need.label) for need in NEEDS if there[need.letter]]
    return {
        "boxes": [need.letter if there[need.letter] else "" for need in NEEDS],
        "said": writer.joined(labels) if labels else writer.say("tidak ada data"),
    }


def _last(writer: Writer, one: pd.Series) -> str:
    """How old a figure is, and from whom; empty where there is none."""
    if one["state"] == MISSING:
        return ""
    return writer.say(
        "data {period}, {months} bulan lalu, dari {publisher}",
        period=writer.period(Period.parse(str(one["period"]))),
        months=int(one["months"]),
        publisher=one["publisher"],
    )


def _listing(chosen: Selection) -> pd.DataFrame:
    """What is to be chased, as it goes into a file."""
    writer, edition = Writer(chosen.language), loaders.edition(chosen)
    found = completeness.chase(edition.claims, loaders.CODES, edition.as_of)
    mark = mark_of(chosen, writer)
    heading = Heading(edition=edition.name, as_of=edition.as_of, mark=mark)
    return completeness.listing(found, dict(loaders.NAMES), heading, writer)


def _downloads(chosen: Selection, writer: Writer) -> None:
    edition, table = loaders.edition(chosen), loaders.kept(_listing, chosen)
    stem = file_name(edition, writer.say("yang-dikejar")).removesuffix(".csv")
    with st.container(horizontal=True, key="unduh_kejar"):
        st.download_button(
            writer.say("Unduh daftar kejar ({n} baris, XLSX)", n=len(table)),
            lambda: completeness.as_xlsx(table),
            file_name=f"{stem}.xlsx",
            mime=XLSX,
            icon=":material/download:",
            key="kejar_xlsx",
            on_click="ignore",
        )
        st.download_button(
            writer.say("Unduh daftar kejar (CSV)"),
            lambda: completeness.as_csv(table),
            file_name=f"{stem}.csv",
            mime="text/csv",
            icon=":material/download:",
            key="kejar_csv",
            on_click="ignore",
        )
