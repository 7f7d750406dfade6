"""What several kinds of page show of a region or an indicator, as values for the templates."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from operator import itemgetter
from typing import Any

import pandas as pd
from markupsafe import Markup

from geo import (
    dossier,
    movements,
    narrate,
    site_map,
    site_parts,
    stillmap,
    verdicts,
    wording,
)
from geo.agenda import CODES
from geo.brief import Slide
from geo.claims import row
from geo.formats import Writer
from geo.indicators import CATALOGUE, SEGMENT_LABELS, Indicator, label_of
from geo.material import COVERAGE
from geo.model import PROVINCE, BpsCode
from geo.site_model import Place
from geo.site_parts import Values
from geo.site_shapes import asset, markup
from geo.site_stock import Shared, Stock

_SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')
"""Width and height, px, of a chart as it was drawn: axes and words stand around its plot."""


def link(start: Place, there: Place) -> str:
    """From a page to another, relative, so that the site may stand in any folder."""
    return "../" * start.depth + there.path or "./"


def regency_link(stock: Stock, start: Place) -> Callable[[str], str]:
    """From a page to the page of a regency, by its code."""
    return lambda code: link(start, stock.place("wilayah", code))


def by_name(stock: Stock, start: Place) -> dict[str, str]:
    """Addresses of regencies by their names, where a name is one regency's alone."""
    names = [stock.names[code] for code in CODES]
    found = zip(names, CODES, strict=True)
    there = regency_link(stock, start)
    return {name: there(code) for name, code in found if names.count(name) == 1}


def headline(stock: Stock, region: BpsCode) -> Values:
    """A region's coverage, large, with what contradicts it."""
    writer, layer = stock.writer, stock.known.layer
    known = stock.shared.dossiers(region)
    return {
        "label": wording.indicator_label(writer, COVERAGE, "total"),
        "older": narrate.older(writer, layer, known.reading),
        "earlier": narrate.earlier(writer, COVERAGE, known.earlier),
        "aim": "",
        "figures": (),
        "links": site_parts.addresses(stock, [*stock.rows(region), *stock.rows(PROVINCE)]),
        **site_parts.figure(writer, COVERAGE, known.reading),
        **site_parts.contradicting(writer, COVERAGE, known),
    }


def named(stock: Stock, region: BpsCode) -> dict[str, str]:
    """What a `Leaf` says of the one figure that a region's page is about."""
    writer, reading = stock.writer, row(stock.known.readings, region)
    blank = bool(pd.isna(reading["value"]))
    return {
        "name": writer.label(stock.names[region]),
        "figure": wording.value(writer, COVERAGE, reading),
        "dated": "" if blank else wording.date_of(writer, reading),
        "source": "" if blank else wording.source_of(writer, reading),
    }


def mapped(stock: Stock, start: Place, one: Indicator, svg: str) -> Values:
    """The map of an indicator with links and legend."""
    layer, writer = stock.shared.layers[one.key], stock.writer
    address = regency_link(stock, start)
    return {
        "drawing": site_map.linked(svg, layer, writer, stock.names, address),
        "legend": site_map.legend(layer, writer),
        "attribution": stock.shared.vintage.attribution,
    }


def picture(stock: Stock, one: Indicator) -> str:
    """The map of an indicator as a picture whole by itself."""
    layer = stock.shared.layers[one.key]
    return site_map.drawn(stock.shared.outlines, layer, stock.writer, stock.names)


def chart(stock: Stock, start: Place, region: BpsCode) -> Values:
    """A region's series as a picture with its words; words alone where there is too little."""
    writer, history = stock.writer, stock.known.series(COVERAGE.key, region)
    title = movements.series_title(writer, history)
    if not title:
        title = movements.direction_title(writer, COVERAGE, stock.known.name(region), history)
    told = {"title": title, "src": "", "conflicts": movements.conflicts(writer, history)}
    drawing = stock.chart(region)
    size = _SIZE.match(drawing.svg) if drawing else None
    if drawing is None or size is None:
        return told
    width, height = (round(float(one)) for one in size.groups())
    source = "../" * start.depth + chart_file(stock, region)
    return {**told, "src": source, "alt": drawing.alt, "width": width, "height": height}


def chart_file(stock: Stock, region: BpsCode) -> str:
    """Path of a region's chart, from the root of the site."""
    drawing = stock.chart(region)
    content = drawing.svg.encode() if drawing else b""
    return asset(f"grafik-{region}-{stock.language}", "svg", content)


def locator(stock: Stock, start: Place, svg: str) -> Markup:
    """Where a regency lies: itself, upon a picture of the land that all pages load.

    Parameters
    ----------
    svg : str
        As `marked` gives it.
    """
    small, source = stock.shared.small, "../" * start.depth + land_file(stock.shared)
    land = f'<image href="{source}" width="{small.width}" height="{small.height}"/>'
    return markup(svg.replace("</title>", f"</title>{land}", 1))


def marked(stock: Stock, region: BpsCode) -> str:
    """A regency alone, where it lies on the small map."""
    small = stock.shared.small
    alone = replace(small, paths={region: small.paths[region]})
    return stillmap.locator(alone, region, stock.known.name(region))


def land_file(shared: Shared) -> str:
    """Path of the picture of the land, from the root of the site."""
    return asset("lokasi", "svg", shared.land.encode())


def indicators(stock: Stock, start: Place) -> Iterator[Values]:
    """Each indicator with what its map finds."""
    for one in CATALOGUE:
        yield {
            "label": stock.writer.label(one.label),
            "link": link(start, stock.place("indikator", one.key)),
            "finding": narrate.finding(stock.writer, stock.shared.layers[one.key], stock.names),
        }


def segments(stock: Stock, start: Place, one: Indicator) -> Iterator[Values]:
    """The other segments of an indicator that a regency has a figure of, without the blanks.

    Which regencies have none is said in a sentence.
    """
    for layer in stock.shared.segments[one.key]:
        yield {
            "title": stock.writer.label(SEGMENT_LABELS[layer.segment]),
            "finding": narrate.finding(stock.writer, layer, stock.names),
            "silent": narrate.silent(stock.writer, layer, stock.names),
            "ranking": site_parts.ranking(stock, layer, regency_link(stock, start), blanks=False),
        }


def compared(stock: Stock, one: Indicator) -> Values:
    """Who may be compared for an indicator, and why the others not."""
    writer, found = stock.writer, stock.shared.compared[one.key]
    notes = [verdicts.compared_when(writer, found), verdicts.compared_what(writer, found)]
    if not found.group.table.empty:
        notes.append(verdicts.ranks_note(writer, found))
    return {
        "compared": verdicts.comparison_title(writer, one, found, stock.names),
        "notes": [note for note in notes if note],
    }


def around(stock: Stock, region: BpsCode) -> tuple[list[Values], Values, Values]:
    """What stands around a region's coverage: figures, programmes, regulations."""
    writer, series = stock.writer, stock.shared.series
    facts = [_fact(writer, one) for key in dossier.AROUND for one in series(key, region)[-1:]]
    paid = [one for key in dossier.PROGRAMMES for one in series(key, region)]
    paid = sorted(sorted(paid, key=itemgetter("claim_id")), key=itemgetter("end"), reverse=True)
    programmes = site_parts.claims_table(stock, paid, writer.say("Program dan pendanaan"))
    laws = site_parts.claims_table(stock, series("legal", region)[::-1], writer.say("Peraturan"))
    return facts, programmes, laws


def _fact(writer: Writer, one: Mapping[Any, Any]) -> Values:
    return {
        "label": writer.label(label_of(str(one["indicator"]))),
        "text": f"{wording.claimed(writer, one)}, {wording.date_of(writer, one)}",
        "source": wording.source_of(writer, one),
        "url": site_parts.safe_url(str(one["source_url"])),
    }


def neighbours(stock: Stock, start: Place, region: BpsCode) -> list[Values]:
    """The regencies before and after one in the order of their codes."""
    at, writer = CODES.index(region), stock.writer
    found = []
    for way, place in ((writer.say("Sebelumnya"), at - 1), (writer.say("Berikutnya"), at + 1)):
        if 0 <= place < len(CODES):
            code = CODES[place]
            address = regency_link(stock, start)(code)
            found.append({"way": way, "name": stock.names[code], "link": address})
    return found


def bars(slide: Slide) -> Values | None:
    """The bars of a slide with how far each reaches, percent; None where it has none."""
    if slide.bars is None:
        return None
    aim = slide.bars.aim
    top = max([1.0, *(one.number or 0.0 for one in slide.bars.values)])
    cells = zip(slide.bars.names, slide.bars.values, strict=True)
    return {
        "rows": [(name, one.text, site_map.share(one.number or 0.0, top)) for name, one in cells],
        "aim": f"{aim.label}: {aim.cell.text}" if aim else "",
        "aim_share": site_map.share(aim.cell.number or 0.0, top) if aim else 0,
    }
