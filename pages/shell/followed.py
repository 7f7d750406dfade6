"""The panels of the page Tren as HTML: one region's series, all series small, maps, change.

Each is a function of the reader's choice alone, so that `loaders.kept` can keep it.
"""

from dataclasses import replace
from typing import Any

import pandas as pd

from geo import choropleth, movements, stillmap, trendlines, trends, wording
from geo.choropleth import ChoroplethLayer
from geo.formats import DASH, Writer
from geo.indicators import Indicator, Mark, indicator
from geo.model import PROVINCE, BpsCode, Period, Selection, Unit
from pages.shell import links, loaders, options, regions, rows, series
from pages.shell.markup import mark_of, rendered, safe_url

MAP_WIDTH = 260
MOST_MAPS = 8
MOST_CLAIMS = 24
"""Claims listed beneath the chart: two years of a monthly series; the page Data has all."""


def single(chosen: Selection) -> str:
    """The chosen region's series, or the province's: direction, breaks, conflicts, every claim."""
    writer, region = Writer(chosen.language), chosen.region or PROVINCE
    asked = indicator(chosen.indicator)
    history = regions.history(chosen, region)
    listed = history.iloc[::-1][:MOST_CLAIMS]
    name = writer.label(loaders.FULL_NAMES[region])
    return rendered(
        "followed",
        writer,
        mark=mark_of(chosen, writer),
        title=movements.direction_title(writer, asked, name, history),
        label=wording.indicator_label(writer, asked, chosen.segment),
        lead=movements.direction_note(writer, history),
        picture=regions.trend(chosen, region, trendlines.LARGE),
        alt=movements.series_told(writer, asked, history),
        breaks=[writer.tell(one.why) for one in trends.breaks(trends.runs(history))],
        conflicts=movements.conflicts(writer, history),
        summary=_summary(writer, len(history)),
        rows=[_claim(writer, asked, one) for one in listed.to_dict("records")],
    )


def _summary(writer: Writer, n: int) -> str:
    if n <= MOST_CLAIMS:
        return writer.say("Semua {n} angka pada grafik ini, dengan sumbernya", n=n)
    return writer.say(
        "{most} angka terbaru dari {n} pada grafik ini, dengan sumbernya; semuanya di halaman Data",
        most=MOST_CLAIMS,
        n=n,
    )


def _claim(writer: Writer, asked: Indicator, claim: wording.Reading) -> dict[str, str]:
    return {
        "value": wording.quantity(
            writer, asked.unit, float(claim["value"]), int(claim["decimals"])
        ),
        "when": writer.period(Period.parse(str(claim["period"]))),
        "family": wording.family_label(writer, str(claim["family"])),
        "source": wording.source_of(writer, claim),
        "url": safe_url(str(claim["source_url"])),
    }


def grid(chosen: Selection) -> str:
    """Every regency's series at one scale, small; of many some, by their newest figures."""
    writer = Writer(chosen.language)
    whole = replace(options.of_data(chosen), language=chosen.language)
    shown = rows.by_figures(writer, chosen, loaders.CODES)
    cells = loaders.kept(_cells, whole)
    return rendered(
        "series_grid",
        writer,
        mark=mark_of(chosen, writer),
        title=loaders.kept(_directions, whole),
        lead=writer.say(
            "Skala semua kotak sama. Garis hanya menyambung angka dengan definisi yang sama; "
            "titik kosong berdiri sendiri."
        ),
        cells=[
            {
                **cells[code],
                "link": links.link("profil", chosen, wilayah=code),
                "before": shown.before.get(code),
            }
            for code in shown.codes
        ],
        after=shown.after,
    )


def _directions(chosen: Selection) -> str:
    return movements.directions_title(Writer(chosen.language), _histories(chosen))


def _cells(chosen: Selection) -> rows.Cells:
    """Each regency's picture and trend word, whoever looks at it."""
    writer, asked = Writer(chosen.language), indicator(chosen.indicator)
    frame = series.frame(list(_histories(chosen).values()), width=230, height=78)

    def cells(code: str) -> dict[str, Any]:
        history = series.histories(loaders.about(chosen, BpsCode(code)), chosen, [code]).get(code)
        return {
            "code": code,
            "name": loaders.NAMES[code],
            "word": movements.direction_word(writer, history),
            **series.cell(writer, asked, frame, history),
        }

    return rows.Cells(cells)


def _histories(chosen: Selection) -> dict[str, pd.DataFrame]:
    """Claims of each regency that has any, oldest first."""
    return series.histories(loaders.edition(chosen).claims, chosen, loaders.CODES)


def maps(chosen: Selection) -> str:
    """One small map for each year, in the same classes, with one legend; empty for counts.

    The same whichever regency is chosen: the page marks that one itself.
    """
    plain = options.of_data(chosen)
    return loaders.kept(_maps, replace(plain, language=chosen.language, vintage=chosen.vintage))


def _maps(chosen: Selection) -> str:
    writer = Writer(chosen.language)
    if indicator(chosen.indicator).mark is not Mark.AREA:
        return ""
    layers = [loaders.layer(replace(chosen, period=one)) for one in _yearly(chosen)]
    shapes = loaders.outlines(chosen.vintage, MAP_WIDTH)
    mark = mark_of(chosen, writer)
    are_pictures = len(loaders.CODES) > rows.MOST_ROWS  # nobody finds one of so many in them
    drawn = {
        f"map-{layer.period}": _drawn(writer, layer, shapes, mark, alone=are_pictures)
        for layer in layers
    }
    if are_pictures:
        files = {name: loaders.file(svg, name) for name, svg in drawn.items()}
    else:
        whole = loaders.file(stillmap.bundled(drawn), "maps")
        files = {name: f"{whole}#{name}" for name in drawn}
    return rendered(
        "small_maps",
        writer,
        mark=mark,
        title=movements.maps_title(writer, layers),
        lead=writer.say("Kelas warnanya sama untuk semua tahun."),
        legend=stillmap.legend(layers[-1], writer) if layers else [],
        maps=[
            {
                "label": wording.period_label(writer, layer.period),
                "count": writer.say(
                    "{known} dari {of}", known=len(layer.known), of=len(layer.table)
                ),
                "alt": movements.map_told(writer, layer, loaders.NAMES),
                "picture": files[f"map-{layer.period}"],
            }
            for layer in layers
        ],
        size=(shapes.width, shapes.height),
        are_pictures=are_pictures,
    )


def _drawn(
    writer: Writer, layer: ChoroplethLayer, shapes: stillmap.Outlines, mark: str, *, alone: bool
) -> str:
    if alone:
        return stillmap.glance(shapes, layer, stillmap.titled(layer, writer), mark)
    words = stillmap.said(layer, writer, loaders.NAMES)
    return stillmap.draw(shapes, layer, words, mark=mark)


def _yearly(chosen: Selection) -> list[Period]:
    """The newest years with a figure, oldest first; of a monthly panel each year's last month."""
    tables = loaders.tables(chosen)
    last: dict[int, Period] = {}
    for period in loaders.periods(chosen):  # newest first
        if tables[period]["value"].notna().any():
            last.setdefault(period.year, period)
    return sorted(last.values())[-MOST_MAPS:]


def change(chosen: Selection) -> str:
    """What changed between two periods: a diverging map, and each regency in words."""
    writer, asked = Writer(chosen.language), indicator(chosen.indicator)
    if asked.unit is not Unit.FRACTION or not (chosen.since and chosen.until):
        return rendered(
            "finding",
            writer,
            mark=mark_of(chosen, writer),
            sentence=writer.say("Perubahan tidak dihitung."),
            silent=writer.say("Perubahan hanya dihitung untuk angka persen dengan dua periode."),
        )
    tables = loaders.tables(chosen)
    first, last = tables[chosen.since], tables[chosen.until]
    found = trends.changes(first, last)
    layer = choropleth.build_change(asked, found, segment=chosen.segment)
    every = [_changed(writer, str(code), one) for code, one in found.to_dict("index").items()]
    every.sort(key=lambda one: (one["number"] is None, -(one["number"] or 0)))
    mark = mark_of(chosen, writer)
    words = stillmap.Words(
        title=movements.change_title(writer, found, loaders.NAMES, chosen.since, chosen.until),
        names=loaders.NAMES,
        values={one["code"]: one["text"] for one in every},
    )
    shapes = loaders.outlines(chosen.vintage, 2 * MAP_WIDTH)
    svg = stillmap.draw(shapes, layer, words, mark=mark)
    return rendered(
        "change",
        writer,
        mark=mark,
        title=words.title,
        picture=loaders.picture(svg),
        size=(shapes.width, shapes.height),
        legend=movements.change_legend(writer, layer),
        first=writer.period(chosen.since),
        last=writer.period(chosen.until),
        **_changes(writer, chosen, every, {"old": first, "new": last}),
    )


def _changes(
    writer: Writer, chosen: Selection, every: list[dict[str, Any]], ends: dict[str, pd.DataFrame]
) -> dict[str, Any]:
    """The rows that are written, with the figures at both ends, and what is left out after them."""
    asked, told = indicator(chosen.indicator), {one["code"]: one for one in every}
    known = [code for code, one in told.items() if one["number"] is not None]
    shown = rows.written(writer, chosen, known, [*told][len(known) :])
    figures = {end: table.loc[list(shown.codes)].to_dict("index") for end, table in ends.items()}
    written = [
        {
            **told[code],
            "link": links.link("profil", chosen, wilayah=code),
            **{end: wording.value(writer, asked, of[code]) for end, of in figures.items()},
            "before": shown.before.get(code),
        }
        for code in shown.codes
    ]
    return {"rows": written, "after": shown.after}


def _changed(writer: Writer, code: str, own: wording.Reading) -> dict[str, Any]:
    refused = pd.isna(own["value"])
    return {
        "code": code,
        "name": loaders.NAMES[code],
        "number": None if refused else float(own["value"]),
        "text": _refusal(writer, own) if refused else movements.signed(writer, float(own["value"])),
    }


def _refusal(writer: Writer, own: wording.Reading) -> str:
    """Why two figures may not be compared; a dash where there are not two."""
    return writer.tell(own["why"]) if own["status"] == trends.NOT_COMPARABLE else DASH
