"""An edition and an agenda → the content of a meeting, every number as text already.

Composes sentences that other modules write; which parts there are is in `agenda`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

import pandas as pd

from geo import (
    aiming,
    brief,
    datasets,
    district_slides,
    districts,
    listings,
    movements,
    narrate,
    paces,
    stillmap,
    trendlines,
    wording,
)
from geo.agenda import PARTS, Agenda
from geo.brief import Brief, Figure, Picture, Slide
from geo.claims import row
from geo.decisions import marks
from geo.deployment import here
from geo.formats import Writer
from geo.indicators import TARGET
from geo.material import COVERAGE, Known, Material, gathered
from geo.model import PROVINCE, BpsCode, Period, Unit
from geo.targets import Course

PRODUCT = here().product
CHART = trendlines.Size(width=420, height=200)
MOST_FACTS = 5
"""Sentences beneath a slide's figures; more are not read from the back of a room."""


def compose(material: Material, agenda: Agenda, writer: Writer) -> Brief:
    """The content of a meeting.

    Parameters
    ----------
    material, agenda : Material, Agenda
        What is known, and what the meeting goes through.
    writer : Writer
        The language that every text is made in.

    Returns
    -------
    Brief
        One slide for each stop of the agenda, in its order. The same for the same input:
        no clock is read.
    """
    known = gathered(material, agenda, writer)
    return illustrated(told(known), charts(known))


def told(known: Known) -> Brief:
    """The content without the regions' charts, which take longest to draw."""
    writer, edition, agenda = known.writer, known.material.edition, known.agenda
    mark = _mark(known)
    said = writer.say("Edisi data: {name}.", name=edition.name)
    below = [code for one in agenda.regions for code in districts.codes(one)]
    shown = edition.claims["region_code"].isin([PROVINCE, *agenda.shown, *below])
    return Brief(
        title=_named(writer),
        subtitle=known.material.institution,
        edition=edition.name,
        day=f"{edition.as_of:%Y-%m-%d}",
        language=writer.language,
        footer=" · ".join(filter(None, (mark, PRODUCT, said))),
        attribution=known.material.attribution,
        mark=mark,
        slides=tuple(one for stop in agenda.stops() for one in _slides(known, stop)),
        claims=edition.claims[shown],
    )


def charts(known: Known, size: trendlines.Size = CHART) -> dict[BpsCode, Picture | None]:
    """The chart over time of each region whose slide holds one, in the order of the slides."""
    regions = [_region_of(stop) for stop in known.agenda.stops()]
    return {region: _trend(known, region, size) for region in regions if region is not None}


def _trend(known: Known, region: BpsCode, size: trendlines.Size) -> Picture | None:
    """A region's chart over time; None where there are not two things to draw."""
    writer, history = known.writer, known.series(COVERAGE.key, region)
    subject = trendlines.Subject(
        indicator=COVERAGE,
        history=history,
        targets=known.series(TARGET.key, region),
        decisions=tuple(marks(known.material.decisions, region)),
        mark=_mark(known),
    )
    svg = trendlines.drawn(subject, writer, size=size)
    if not svg:
        return None
    words = movements.series_told(writer, COVERAGE, history)
    return Picture(svg=svg, alt=words, width=size.width, height=size.height)


def illustrated(brief: Brief, drawn: Mapping[BpsCode, Picture | None]) -> Brief:
    """The content with a chart on the slide of each region that is drawn."""

    def of(slide: Slide) -> Slide:
        region = _region_of(slide.key)
        if region is None or region not in drawn:
            return slide
        return replace(slide, picture=drawn[region])

    return replace(brief, slides=tuple(map(of, brief.slides)))


def _region_of(stop: str) -> BpsCode | None:
    """The region that a slide is about; None for a part of the agenda."""
    if stop == "provinsi":
        return PROVINCE
    return None if stop in PARTS else BpsCode(stop)


def _mark(known: Known) -> str:
    return datasets.spoken(known.material.edition.dataset, known.writer)


def _slides(known: Known, stop: str) -> list[Slide]:
    """A stop's slide, and after a regency's that of its districts where they have figures."""
    slide, region = _slide(known, stop), _region_of(stop)
    if stop == "sumber" and (note := district_slides.note(known)):
        slide = replace(slide, points=(*slide.points, note))
    below = None if region in (None, PROVINCE) else district_slides.of(known, BpsCode(stop))
    return [slide] if below is None else [slide, below]


def _slide(known: Known, stop: str) -> Slide:
    parts: dict[str, Callable[[Known], Slide]] = {
        "judul": _opening,
        "peta": _map,
        "peringkat": listings.ranking,
        "target": listings.gaps,
        "program": listings.programmes,
        "keputusan": listings.decisions,
        "sumber": listings.sources,
    }
    if stop in parts:
        return parts[stop](known)
    return _region(known, _region_of(stop) or PROVINCE)


def _named(writer: Writer) -> str:
    return writer.say("Rapat monev cakupan Jamsostek {province}", province=here().named)


def _opening(known: Known) -> Slide:
    writer, edition = known.writer, known.material.edition
    day = writer.period(Period(edition.as_of.year, edition.as_of.month, edition.as_of.day))
    line = writer.say(
        "Rapat ini memakai data edisi {edition}; cakupan diketahui untuk {known} dari {of} "
        "kabupaten/kota.",
        edition=edition.name,
        known=len(known.layer.known),
        of=len(known.layer.table),
    )
    when = writer.say("Angka terbaru masing-masing daerah")
    if known.agenda.period is not None:
        when = writer.say("Angka {period}", period=writer.period(known.agenda.period))
    return Slide(
        key="judul",
        name=known.part("judul"),
        title=_named(writer),
        line=line,
        points=(
            writer.say("Keadaan data per {day}", day=day),
            when,
            *([] if known.agenda.regions else [_uncalled(writer, len(known.layer.table))]),
        ),
    )


def _uncalled(writer: Writer, count: int) -> str:
    return writer.say(
        "{n} kabupaten/kota tidak dipanggil satu per satu; pilih daerahnya bila perlu.", n=count
    )


def _region(known: Known, region: BpsCode) -> Slide:
    """The province or a regency: figure, target and gap, trend, what stands around it."""
    writer, name, reading = known.writer, known.name(region), row(known.readings, region)
    source = wording.source_of(writer, reading) if not pd.isna(reading["value"]) else ""
    course = known.ways[region].own or known.ways[region].common
    title = writer.say("{name}: belum ada angka cakupan yang diketahui.", name=name)
    if not pd.isna(reading["value"]):
        title = writer.say(
            "{name}: {value}, {when}.",
            name=name,
            value=wording.value(writer, COVERAGE, reading),
            when=wording.date_of(writer, reading),
        )
    return Slide(
        key="provinsi" if region == PROVINCE else region,
        name=known.part("provinsi") if region == PROVINCE else known.material.names[region],
        title=title,
        line=known.line(region),
        source=source,
        figures=_figures(writer, reading, course, source),
        points=tuple(_facts(known, region, course)[:MOST_FACTS]),
    )


def _figures(
    writer: Writer, reading: pd.Series, course: Course | None, source: str
) -> tuple[Figure, ...]:
    found = [
        Figure(
            label=writer.say("Cakupan"),
            cell=brief.reading(writer, COVERAGE, reading),
            source=source,
        )
    ]
    if course is None:
        return tuple(found)
    aim, year = course.aim, course.aim.by.year
    label = writer.say("Target {year}", year=year)
    if aim.yardstick:
        label = writer.say("Target provinsi {year} (tolok ukur)", year=year)
    stated = "" if aim.claim is None else wording.source_of(writer, aim.claim)
    cell = brief.number(writer, Unit.FRACTION, aim.value, aim.decimals)
    found.append(Figure(label=label, cell=cell, source=stated))
    if course.points > 0:
        found.append(Figure(label=writer.say("Kurang"), cell=brief.points(writer, course.points)))
        found.append(
            Figure(
                label=writer.say("Pekerja yang kurang"), cell=brief.workers(writer, course.workers)
            )
        )
    return tuple(found)


def _facts(known: Known, region: BpsCode, course: Course | None) -> list[str]:
    """What stands beside the figure: what contradicts it, rank, pace, other definitions."""
    writer, reading = known.writer, row(known.readings, region)
    facts = []
    if course is not None:
        facts.append(aiming.others(writer, course, known.alternatives(region)))
        facts.append(paces.pace_words(writer, course))
    if not pd.isna(reading["value"]):
        facts += wording.remarks(writer, reading, with_conflict=False)
    if region != PROVINCE:
        facts += [
            one["text"]
            if one["text"].startswith(one["label"])
            else f"{one['label']}: {one['text']}"
            for one in narrate.card_facts(writer, COVERAGE, known.dossiers(region))
        ]
    facts += [
        listings.decided(known, one) for one in known.material.decisions if one.region == region
    ]
    return [fact for fact in facts if fact]


def _map(known: Known) -> Slide:
    writer, layer, shapes = known.writer, known.layer, known.material.outlines
    names = known.material.names
    finding = narrate.finding(writer, layer, names)
    svg = stillmap.draw(shapes, layer, stillmap.said(layer, writer, names), mark=_mark(known))
    silent = narrate.silent(writer, layer, names)
    keys = stillmap.legend(layer, writer)
    return Slide(
        key="peta",
        name=known.part("peta"),
        title=finding,
        line=" ".join(filter(None, (finding, silent))),
        source=listings.publishers(layer.known),
        points=(silent,) if silent else (),
        legend=tuple(keys),
        picture=Picture(svg=svg, alt=finding, width=shapes.width, height=shapes.height),
    )
