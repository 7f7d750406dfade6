"""An edition and an agenda → the content of a meeting, every number as text already.

Composes sentences that other modules write; which parts there are is in `agenda`.
"""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from geo import aiming, brief, listings, narrate, paces, stillmap, trendlines, wording
from geo.agenda import Agenda
from geo.brief import Brief, Figure, Picture, Slide
from geo.decisions import marks
from geo.formats import Writer
from geo.material import COVERAGE, Known, Material, gathered
from geo.model import PROVINCE, BpsCode, Period, Unit
from geo.sample import DATASET, MARK
from geo.targets import Course

PRODUCT = "Peta Cakupan Kalbar"
CHART = trendlines.Size(width=560, height=250)
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
    known, edition = gathered(material, agenda, writer), material.edition
    mark = writer.tell(MARK) if edition.dataset == DATASET else ""
    said = writer.say("Edisi data: {name}.", name=edition.name)
    shown = edition.claims["region_code"].isin([PROVINCE, *agenda.regions])
    return Brief(
        title=_named(writer),
        subtitle=material.institution,
        edition=edition.name,
        day=f"{edition.as_of:%Y-%m-%d}",
        language=writer.language,
        footer=" · ".join(filter(None, (mark, PRODUCT, said))),
        attribution=material.attribution,
        mark=mark,
        slides=tuple(_slide(known, stop) for stop in agenda.stops()),
        claims=edition.claims[shown],
    )


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
    return _region(known, PROVINCE if stop == "provinsi" else BpsCode(stop))


def _named(writer: Writer) -> str:
    return writer.say("Rapat monev cakupan Jamsostek Kalimantan Barat")


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
        points=(writer.say("Keadaan data per {day}", day=day), when),
    )


def _region(known: Known, region: BpsCode) -> Slide:
    """The province or a regency: figure, target and gap, trend, what stands around it."""
    writer, dossier = known.writer, known.dossiers(region)
    reading, name = dossier.reading, known.name(region)
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
        picture=_trend(known, region),
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
    writer, dossier = known.writer, known.dossiers(region)
    facts = []
    if course is not None:
        facts.append(aiming.others(writer, course, dossier.alternatives))
        facts.append(paces.pace_words(writer, course))
    if not pd.isna(dossier.reading["value"]):
        facts += wording.remarks(writer, dossier.reading, with_conflict=False)
    facts += [
        one["text"] if one["text"].startswith(one["label"]) else f"{one['label']}: {one['text']}"
        for one in narrate.card_facts(writer, COVERAGE, dossier)
        if region != PROVINCE
    ]
    facts += [
        listings.decided(known, one) for one in known.material.decisions if one.region == region
    ]
    return [fact for fact in facts if fact]


def _trend(known: Known, region: BpsCode) -> Picture | None:
    writer, edition = known.writer, known.material.edition
    subject = trendlines.subject_of(edition, region, COVERAGE, "total", writer)
    decided = marks(known.material.decisions, region)
    svg = trendlines.drawn(replace(subject, decisions=tuple(decided)), writer, size=CHART)
    if not svg:
        return None
    told = trendlines.told(writer, COVERAGE, subject.history)
    return Picture(svg=svg, alt=told, width=CHART.width, height=CHART.height)


def _map(known: Known) -> Slide:
    writer, layer, shapes = known.writer, known.layer, known.material.outlines
    names = known.material.names
    finding = narrate.finding(writer, layer, names)
    mark = writer.tell(MARK) if known.material.edition.dataset == DATASET else ""
    svg = stillmap.draw(shapes, layer, stillmap.said(layer, writer, names), mark=mark)
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
