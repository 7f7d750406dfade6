"""The slides of a meeting that hold a table: ranking, gaps, programmes, decisions, sources."""

import pandas as pd

from geo import aiming, brief, districts, verdicts, ways, wording
from geo.agenda import MOST_CALLED
from geo.brief import Bars, Cell, Figure, Slide
from geo.decisions import Decision, Standing, standing
from geo.dossier import PROGRAMMES
from geo.formats import DASH, Writer
from geo.indicators import label_of
from geo.material import COVERAGE, Known
from geo.model import PROVINCE, BpsCode, Period, Unit
from geo.targets import Course

MOST_NAMED = 4
"""Publishers that a slide's source line names; the sources slide has all."""

SHOWN = (
    *("coverage_rate", "participants", "eligible_workers", "coverage_target"),
    *PROGRAMMES,
)
"""Indicators whose claims a meeting's figures rest on."""


def ranking(known: Known) -> Slide:
    """Those that may be compared in their order; the others apart, with what they have."""
    writer, of, names = known.writer, known.compared, known.material.names
    title = verdicts.comparison_title(writer, COVERAGE, of, names)
    whole = pd.concat([of.group.table, of.group.apart])
    rows = [
        [
            brief.text(verdicts.place(writer, of.ranks, str(code)) or DASH),
            brief.text(names[str(code)]),
            brief.reading(writer, COVERAGE, one),
            brief.text(wording.date_of(writer, one)),
            brief.text(wording.source_of(writer, one)),
        ]
        for code, one in whole.iterrows()
    ]
    rows += [
        [
            brief.text(DASH),
            brief.text(names[str(code)]),
            brief.reading(writer, COVERAGE, one),
            *[brief.text(DASH)] * 2,
        ]
        for code, one in of.group.missing.iterrows()
    ]
    heads = (writer.say("Urutan"), writer.say("Kabupaten/kota"), writer.say("Cakupan"))
    when = verdicts.compared_when(writer, of)
    return Slide(
        key="peringkat",
        name=known.part("peringkat"),
        title=title,
        line=" ".join(filter(None, (title, when))),
        source=publishers(whole),
        points=tuple(filter(None, (when, verdicts.compared_what(writer, of)))),
        table=brief.table(title, (*heads, writer.say("Waktu data"), writer.say("Sumber")), rows),
        bars=_bars(known, of.group.table, title),
    )


def _bars(known: Known, table: pd.DataFrame, title: str) -> Bars | None:
    """Only of those that may be compared, and few; held against the target of their year."""
    if table.empty or len(table) > MOST_CALLED:
        return None
    way = known.ways[PROVINCE].own
    aim = None
    if way is not None:
        label = known.writer.say("Target provinsi {year}", year=way.aim.by.year)
        cell = brief.number(known.writer, Unit.FRACTION, way.aim.value, way.aim.decimals)
        aim = Figure(label=label, cell=cell)
    return Bars(
        title=title,
        names=tuple(known.material.names[str(code)] for code in table.index),
        values=tuple(brief.reading(known.writer, COVERAGE, one) for _, one in table.iterrows()),
        aim=aim,
    )


def gaps(known: Known) -> Slide:
    """Who misses how many workers to the province's target, most first."""
    writer, names = known.writer, known.material.names
    common = {
        code: way.common
        for code, way in known.ways.items()
        if code != PROVINCE and way.common is not None
    }
    order = sorted(common, key=lambda code: ways.by_gap(common[code]))
    rows = [_gap_row(known, code, common[code]) for code in order]
    heads = (
        *(writer.say("Kabupaten/kota"), writer.say("Cakupan"), writer.say("Target")),
        *(writer.say("Kurang"), writer.say("Pekerja yang kurang"), writer.say("Putusan")),
    )
    title = aiming.gaps_title(writer, common, names)
    lead = aiming.gaps_lead(writer, common)
    return Slide(
        key="target",
        name=known.part("target"),
        title=title,
        line=" ".join((title, known.line(PROVINCE))),
        source=publishers(known.readings),
        points=(lead,),
        table=brief.table(title, heads, rows),
    )


def _gap_row(known: Known, code: BpsCode, course: Course) -> list[Cell]:
    writer, aim = known.writer, course.aim
    return [
        brief.text(known.material.names[code]),
        brief.reading(writer, COVERAGE, course.reading),
        brief.number(writer, Unit.FRACTION, aim.value, aim.decimals),
        brief.points(writer, course.points),
        brief.workers(writer, course.workers),
        brief.text(aiming.short_verdict(writer, course)),
    ]


def programmes(known: Known) -> Slide:
    """Every claim on programmes and their money; never added up."""
    writer, regions = known.writer, (PROVINCE, *known.agenda.shown)
    found = pd.concat([_programmes(known, region) for region in regions])
    rows = [
        [
            brief.text(known.writer.label(known.material.names[str(one["region_code"])])),
            brief.text(writer.label(label_of(str(one["indicator"])))),
            brief.number(writer, Unit(str(one["unit"])), float(one["value"])),
            brief.text(writer.period(Period.parse(str(one["period"])))),
            brief.text(wording.source_of(writer, one)),
        ]
        for _, one in found.iterrows()
    ]
    title = writer.say("Tidak ada klaim program yang diketahui.")
    if rows:
        title = writer.say(
            "{n} klaim program dan dana dari {of} daerah; tidak dijumlahkan, karena sumbernya "
            "dapat tumpang tindih.",
            n=len(rows),
            of=found["region_code"].nunique(),
        )
    heads = (
        *(writer.say("Daerah"), writer.say("Yang disebut"), writer.say("Nilai")),
        *(writer.say("Waktu data"), writer.say("Sumber")),
    )
    return Slide(
        key="program",
        name=known.part("program"),
        title=title,
        line=title,
        source=publishers(found),
        table=brief.table(title, heads, rows, grouped=True) if rows else None,
    )


def _programmes(known: Known, region: BpsCode) -> pd.DataFrame:
    """As `dossier.programmes`: newest first."""
    parts = [known.series(key, region) for key in PROGRAMMES]
    return pd.concat(parts).sort_values(["end", "claim_id"], ascending=[False, True])


def decisions(known: Known) -> Slide:
    """What was decided in earlier meetings, with its state by the figures."""
    writer, noted = known.writer, known.material.decisions
    rows = []
    for one in noted:
        found = standing(one, known.material.edition.claims, known.material.edition.as_of)
        workers = brief.text(DASH)
        if one.workers is not None:
            workers = brief.number(writer, Unit.PERSONS, one.workers)
        until = writer.period(Period(one.until.year, one.until.month, one.until.day))
        cells = [brief.text(known.material.names[one.region]), brief.text(one.what), workers]
        cells += [brief.text(one.who), brief.text(until), brief.text(_state(writer, found))]
        rows.append(cells)
    title = writer.say("Belum ada keputusan yang dicatat.")
    if rows:
        title = writer.say("{n} keputusan yang dicatat, dengan keadaannya.", n=len(rows))
    heads = (
        *(writer.say("Kabupaten/kota"), writer.say("Keputusan"), writer.say("Pekerja")),
        *(writer.say("Penanggung jawab"), writer.say("Sampai"), writer.say("Keadaan")),
    )
    return Slide(
        key="keputusan",
        name=known.part("keputusan"),
        title=title,
        line=title,
        table=brief.table(title, heads, rows) if rows else None,
    )


def _state(writer: Writer, found: Standing) -> str:
    return f"{writer.tell(found.label)}. {writer.tell(found.why)}"


def decided(known: Known, one: Decision) -> str:
    """A decision in a sentence, with its state by the figures."""
    writer, edition = known.writer, known.material.edition
    found = standing(one, edition.claims, edition.as_of)
    return writer.say(
        "Keputusan {made}: {what} ({who}, sampai {until}): {state}.",
        made=writer.period(Period(one.made_on.year, one.made_on.month, one.made_on.day)),
        what=one.what,
        who=one.who,
        until=writer.period(Period(one.until.year, one.until.month, one.until.day)),
        state=writer.tell(found.label),
    )


def sources(known: Known) -> Slide:
    """Every source that a figure of this meeting rests on."""
    writer, claims = known.writer, known.material.edition.claims
    below = [code for one in known.agenda.regions for code in districts.codes(one)]
    shown = claims[claims["region_code"].isin([PROVINCE, *known.agenda.shown, *below])]
    shown = shown[shown["indicator"].isin(SHOWN)]
    found = shown.drop_duplicates(["publisher", "published_on", "source_title"])
    found = found.sort_values(["publisher", "published_on", "source_title"])
    rows = [
        [
            brief.text(str(one["publisher"])),
            brief.text(writer.published(str(one["published_on"]))),
            brief.text(str(one["source_title"])),
            brief.text(str(one["source_url"])),
        ]
        for _, one in found.iterrows()
    ]
    title = writer.say("{n} sumber; tiap angka menyebut sumbernya sendiri.", n=len(rows))
    heads = (
        *(writer.say("Penerbit"), writer.say("Terbit")),
        *(writer.say("Judul"), writer.say("Alamat")),
    )
    return Slide(
        key="sumber",
        name=known.part("sumber"),
        title=title,
        line=title,
        points=(known.material.attribution,),
        table=brief.table(title, heads, rows, grouped=True),
    )


def publishers(table: pd.DataFrame) -> str:
    """Who published the figures of a table, those of most figures first."""
    named = table.loc[table["value"].notna(), "publisher"].value_counts(sort=True)
    names = [str(name) for name in named.index]
    more = "; …" if len(names) > MOST_NAMED else ""
    return "; ".join(names[:MOST_NAMED]) + more
