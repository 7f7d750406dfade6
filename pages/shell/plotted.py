"""Regencies plotted as HTML: two indicators against each other, and all of them as heat.

Each is a function of the reader's choice alone, so that `loaders.kept` can keep it.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from geo import claims, palettes, scatter, verdicts, wording
from geo.choropleth import ChoroplethLayer
from geo.classify import NO_CLASS
from geo.formats import Writer
from geo.indicators import CATALOGUE, SEGMENT_LABELS, Indicator, Mark, indicator
from geo.model import BpsCode, Period, Selection, Unit
from pages.shell import compared, links, loaders, options, rows
from pages.shell.markup import mark_of, rendered


def scattered(chosen: Selection) -> str:
    """The scatter chart, the same whichever regency is chosen: the page marks that one itself."""
    plain = options.of_group(chosen)
    return loaders.kept(_scattered, replace(plain, period=chosen.period, versus=chosen.versus))


def _scattered(chosen: Selection) -> str:
    """The chosen indicator against another one, a point for each regency that has both.

    Empty where the edition knows no other.
    """
    if not chosen.versus:
        return ""
    writer = Writer(chosen.language)
    of, asked = compared.found(chosen), indicator(chosen.indicator)
    name, _, part = chosen.versus.partition(".")
    other, segment = indicator(name), part or "total"
    against = compared.latest(chosen, name, segment).loc[list(of.members)]
    own = pd.concat([of.group.table, of.group.apart])
    both = [code for code in own.index if not pd.isna(against.loc[code, "value"])]
    labels = (
        wording.indicator_label(writer, other, segment),
        wording.indicator_label(writer, asked, chosen.segment),
    )
    up = _Plotted(asked, chosen.segment, own.loc[both].to_dict("index"))
    across = _Plotted(other, segment, against.loc[both].to_dict("index"))
    dots = _dots(writer, both, up, across, of.group.table.index)
    whens = [_when(writer, table.loc[both]) if both else "" for table in (against, own)]
    axes = [
        scatter.Axis(title=f"{_titled(one, text)}, {when}")
        for one, text, when in zip((other, asked), labels, whens, strict=True)
    ]
    mark = mark_of(chosen, writer)
    svg = ""
    if len(dots) > 1:
        svg = scatter.drawn(dots, *axes, language=chosen.language, mark=mark)
    silent = [loaders.NAMES[code] for code in of.members if code not in both]
    return rendered(
        "scatter",
        writer,
        mark=mark,
        title=verdicts.scatter_title(writer, len(both), len(of.members), *labels),
        picture=loaders.picture(svg),
        alt=" ".join("".join(dot.told) for dot in dots) if len(dots) <= rows.MOST_ROWS else "",
        hollow=any(not dot.is_comparable for dot in dots),
        silent=writer.named(silent),
    )


@dataclass(frozen=True, slots=True)
class _Plotted:
    """What one axis shows: an indicator of a segment, with each regency's reading."""

    indicator: Indicator
    segment: str
    rows: Mapping[Hashable, wording.Reading]

    def named(self, writer: Writer, *, with_segment: bool) -> str:
        """The figures' name; the segment too where both axes show one indicator."""
        name = writer.label(self.indicator.short)
        return f"{name}, {writer.label(SEGMENT_LABELS[self.segment])}" if with_segment else name

    def told(self, writer: Writer, code: str) -> str:
        """A regency's figure."""
        return wording.value(writer, self.indicator, self.rows[code])

    def dated(self, writer: Writer, code: str) -> str:
        """When a regency's figure describes, in brackets."""
        return f" ({wording.date_of(writer, self.rows[code])})"

    def shown(self, code: str) -> float:
        """As the axis shows it: percent exists only on the screen."""
        value = float(self.rows[code]["value"])
        return value * 100 if self.indicator.unit is Unit.FRACTION else value


def _dots(
    writer: Writer,
    codes: list[Hashable],
    up: _Plotted,
    across: _Plotted,
    comparable: pd.Index,
) -> list[scatter.Dot]:
    """A dot for each regency, hollow where its figure may not be compared with the others'."""
    same = up.indicator == across.indicator
    names = [one.named(writer, with_segment=same) for one in (up, across)]

    def told(code: str) -> tuple[str, ...]:
        first, second = (one.told(writer, code) for one in (up, across))
        when, last = (one.dated(writer, code) for one in (up, across))
        once = "" if when == last else when  # of both, where both are of one date
        between = f"{once}; {names[1]} "
        figures = *_parted(first, between), *_parted(second, f"{last}.")
        return loaders.NAMES[code], f": {names[0]} ", *figures

    return [
        scatter.Dot(
            region=BpsCode(code),
            name=loaders.SHORT_NAMES[BpsCode(code)],
            told=told(code),
            across=across.shown(code),
            up=up.shown(code),
            is_comparable=code in comparable,
        )
        for code in map(str, codes)
    ]


def _parted(told: str, after: str) -> tuple[str, str]:
    """A figure without its unit, which others share, as they do what comes after."""
    number = told.split(maxsplit=1)[0]
    return number, f"{told.removeprefix(number)}{after}"


def _when(writer: Writer, readings: pd.DataFrame) -> str:
    """Of what time the figures are: one period, or the first and the last year."""
    periods = readings["period"].unique()
    if len(periods) == 1:
        return writer.period(Period.parse(str(periods[0])))
    years = readings["year"].astype(int)
    return str(years.min()) if years.nunique() == 1 else f"{years.min()}–{years.max()}"


def _titled(one: Indicator, label: str) -> str:
    return f"{label} (%)" if one.unit is Unit.FRACTION else label


def heat(chosen: Selection) -> str:
    """Regencies × indicators, each cell in the colour of its own indicator's class."""
    writer = Writer(chosen.language)
    whole = replace(options.whole_data(chosen), language=chosen.language)
    columns, cells = loaders.kept(_heat, whole)
    if not columns:
        return ""
    plain = replace(whole, vintage=chosen.vintage)  # the same whatever is compared
    shown = rows.by_figures(writer, chosen, options.members(chosen))
    return rendered(
        "heat",
        writer,
        mark=mark_of(chosen, writer),
        title=writer.say("Semua indikator sekaligus"),
        lead=writer.say(
            "Tiap kolom memakai kelas warnanya sendiri, sama seperti di peta. Angka terbaru "
            "masing-masing; tahun tertulis bila tidak sama dengan tahun kolomnya."
        ),
        columns=columns,
        sorts=shown.are_all,
        after=shown.after,
        rows=[
            {
                **cells[code],
                "name": loaders.NAMES[code],
                "link": links.link("profil", plain, wilayah=code),
                "before": shown.before.get(code),
            }
            for code in shown.codes
        ],
    )


def _heat(chosen: Selection) -> tuple[list[dict[str, str]], rows.Cells]:
    """Columns, and the cells of every regency, of all rates that the edition knows."""
    writer = Writer(chosen.language)
    layers = [
        loaders.layer(replace(chosen, indicator=one.key, segment=segment))
        for one in CATALOGUE
        if one.mark is Mark.AREA
        for segment in one.segments
    ]
    known = [layer for layer in layers if len(layer.known)]

    def cells(code: str) -> dict[str, Any]:
        return {"code": code, "cells": [_cell(writer, layer, code) for layer in known]}

    return [_column(writer, layer) for layer in known], rows.Cells(cells)


def _column(writer: Writer, layer: ChoroplethLayer) -> dict[str, str]:
    text = writer.label(layer.indicator.short)
    if layer.segment != "total":
        text = f"{text} {layer.segment.upper()}"
    full = wording.indicator_label(writer, layer.indicator, layer.segment)
    return {"text": text, "full": full, "year": str(int(layer.table["year"].max()))}


def _cell(writer: Writer, layer: ChoroplethLayer, code: str) -> dict[str, str]:
    row = claims.row(layer.table, code)
    number = int(row["class_number"])
    if number == NO_CLASS:
        return {"text": wording.value(writer, layer.indicator, row), "value": "", "colour": ""}
    when, source = wording.date_of(writer, row), wording.source_of(writer, row)
    colour = layer.colours[number]
    newest = int(layer.table["year"].max())
    return {
        "text": wording.short_value(writer, layer.indicator, row),
        "value": str(row["value"]),
        "year": "" if int(row["year"]) == newest else str(int(row["year"])),
        "colour": colour,
        "ink": palettes.ink_on(colour),
        "tip": f"{wording.value(writer, layer.indicator, row)}, {when}. {source}",
    }
