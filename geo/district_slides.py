"""The districts of a regency in a meeting: a slide after its own, where there are figures.

A pack of empty maps helps nobody: where an edition has no figure below the regencies, the slide
of the sources says so once, and there are no others.
"""

from collections.abc import Sequence
from dataclasses import replace

from geo import brief, claims, datasets, district_maps, district_words, districts, stillmap, wording
from geo.brief import Cell, Picture, Slide
from geo.choropleth import ChoroplethLayer
from geo.formats import DASH, Writer
from geo.listings import publishers
from geo.material import COVERAGE, Known
from geo.model import BpsCode, Selection
from geo.regencies import by_bps

SUFFIX = ".kecamatan"
"""Ends the key of such a slide, after the code of its regency."""
MEASURES = (COVERAGE.key, "participants")
"""What is shown of districts: the first of them that has a figure."""


def of(known: Known, region: BpsCode) -> Slide | None:
    """The districts of a regency: their map and their table; None where none has a figure."""
    layer = _layer(known, region)
    if layer is None:
        return None
    writer, names = known.writer, districts.names(region)
    finding = district_words.finding(writer, layer, names, known.name(region))
    silent = district_words.silent(writer, layer, names)
    name = known.material.names[region]
    return Slide(
        key=f"{region}{SUFFIX}",
        name=writer.say("{name}, kecamatan", name=name),
        title=finding,
        line=" ".join(filter(None, (finding, silent))),
        source=publishers(layer.known),
        points=(silent,) if silent else (),
        table=_table(writer, layer, region),
        picture=_picture(known, layer, region),
        legend=tuple(district_maps.legend(layer, writer)),
    )


def note(known: Known) -> str:
    """That the edition has no figure below the regencies; empty where it has, or none are known."""
    called = [one for one in known.agenda.regions if districts.of(one)]
    if not called or any(_layer(known, one) is not None for one in called):
        return ""
    return known.writer.say("Belum ada angka per kecamatan dalam edisi ini.")


def in_one(slides: Sequence[Slide], writer: Writer) -> list[Slide]:
    """Slides for a workbook: those of districts as one, with the rows of all of their tables."""
    below = [one for one in slides if one.key.endswith(SUFFIX)]
    others = [one for one in slides if not one.key.endswith(SUFFIX)]
    if not below:
        return others
    rows = [_measured(one, row) for one in below for row in _rows(one)]
    heads = (
        *(writer.say("Kabupaten/kota"), writer.say("Kecamatan"), writer.say("Yang diukur")),
        *(writer.say("Nilai"), writer.say("Waktu data"), writer.say("Sumber")),
        writer.say("Kode BPS"),
    )
    whole = replace(
        below[0],
        key=SUFFIX.removeprefix("."),
        name=writer.say("Kecamatan"),
        title=writer.say("Kecamatan"),
        line=" ".join(one.line for one in below),
        table=brief.table(writer.say("Angka per kecamatan"), heads, rows),
    )
    at = slides.index(below[-1]) - len(below) + 1
    return [*others[:at], whole, *others[at:]]


def _rows(slide: Slide) -> Sequence[tuple[Cell, ...]]:
    return slide.table.rows if slide.table else ()


def _measured(slide: Slide, row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row with its regency and what it measures, which is the head of its second column."""
    name, *others = row
    regency = by_bps()[BpsCode(slide.key.removesuffix(SUFFIX))].name
    label = slide.table.heads[1] if slide.table else ""
    return (brief.text(regency), name, brief.text(label), *others)


def _layer(known: Known, region: BpsCode) -> ChoroplethLayer | None:
    edition, period = known.material.edition, known.agenda.period
    if not districts.is_known(edition, region):
        return None
    asked = (Selection(indicator=key, period=period) for key in MEASURES)
    found = (districts.layer(edition, region, one) for one in asked)
    return next((one for one in found if not one.known.empty), None)


def _picture(known: Known, layer: ChoroplethLayer, region: BpsCode) -> Picture | None:
    shapes = known.material.districts(region) if known.material.districts else None
    if shapes is None:
        return None
    words = stillmap.said(layer, known.writer, districts.names(region))
    svg = district_maps.drawn(
        shapes, layer, words, datasets.spoken(known.material.edition.dataset, known.writer)
    )
    return Picture(svg=svg, alt=words.title, width=shapes.width, height=shapes.height)


def _table(writer: Writer, layer: ChoroplethLayer, region: BpsCode) -> brief.Table:
    label = wording.indicator_label(writer, layer.indicator, layer.segment)
    told = district_words.rows(writer, layer, districts.of(region))
    rows = [
        [
            brief.text(one.name),
            brief.reading(writer, layer.indicator, claims.row(layer.table, one.code)),
            *(brief.text(one.when or DASH), brief.text(one.source or DASH)),
            brief.text(one.code),
        ]
        for one in told
    ]
    heads = (writer.say("Kecamatan"), label, writer.say("Waktu data"), writer.say("Sumber"))
    return brief.table("", (*heads, writer.say("Kode BPS")), rows)
