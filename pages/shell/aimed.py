"""The panels of the page Target as HTML: the province's course, each regency's, yardsticks.

Each is a function of the reader's choice alone, so that `loaders.kept` can keep it.
"""

from dataclasses import replace
from typing import Any

import pandas as pd

from geo import (
    aiming,
    estimates,
    intervals,
    movements,
    paces,
    targets,
    trendlines,
    trends,
    ways,
    wording,
)
from geo.claims import alternatives, row
from geo.families import FAMILIES
from geo.formats import Writer
from geo.indicators import TARGET, indicator
from geo.model import COUNTRY, PROVINCE, BpsCode, Period, Selection
from pages.shell import links, loaders, options, regions, rows
from pages.shell.markup import mark_of, rendered

COVERAGE = indicator("coverage_rate")
REGIONS = [PROVINCE, *loaders.CODES]
MOST_TARGETS = 40
"""Targets that a table lists one by one."""


def courses(chosen: Selection) -> dict[BpsCode, ways.Ways]:
    """The ways of the province and of each regency to the chosen year's targets."""
    plain = options.of_data(chosen)
    return loaders.kept(_courses, replace(plain, aim_year=chosen.aim_year, by=chosen.by))


def _courses(chosen: Selection) -> dict[BpsCode, ways.Ways]:
    return {region: _way(chosen, region) for region in REGIONS}


def _way(chosen: Selection, region: BpsCode) -> ways.Ways:
    """The way of one region to the chosen year's targets."""
    plain = options.of_data(chosen)
    known, aims = loaders.kept(_known, plain)[region], loaders.kept(_aims, plain)
    way = ways.ways(regions.reading(_asked(chosen), region), aims, chosen.aim_year or 0, **known)
    return way if chosen.by is None else ways.moved(way, chosen.by.end, **known)


def _asked(chosen: Selection) -> Selection:
    """Whose figures are held against the target: the newest, or those of a passed target's year."""
    plain = replace(options.of_data(chosen), language=chosen.language)
    if chosen.aim_year and Period(chosen.aim_year).end <= loaders.edition(chosen).as_of:
        return replace(plain, period=Period(chosen.aim_year))
    return plain


def _known(chosen: Selection) -> dict[BpsCode, targets.Known]:
    """What stands beside each region's figure whatever the target: denominator, best pace."""
    workers, today = loaders.kept(_eligible, chosen), loaders.edition(chosen).as_of
    return {
        region: {
            "eligible": row(workers, region),
            "best": _best_pace(chosen, region),
            "today": today,
        }
        for region in REGIONS
    }


def _best_pace(chosen: Selection, region: BpsCode) -> trends.Pace | None:
    """A region's best pace; of many most may be silent, which is cheap to see."""
    if loaders.about(chosen, region).empty:
        return None
    return trends.best_pace(regions.history(chosen, region))


def _aims(chosen: Selection) -> dict[BpsCode, list[targets.Aim]]:
    """Every target known of the province, the regencies and the country."""
    claims = loaders.edition(chosen).claims
    own = dict(tuple(claims[claims["indicator"] == TARGET.key].groupby("region_code")))
    return {
        region: targets.aims(own[region], region) if region in own else []
        for region in (*REGIONS, COUNTRY)
    }


def _eligible(chosen: Selection) -> pd.DataFrame:
    """Eligible workers, each with the interval that stands beside it."""
    return estimates.eligible(loaders.edition(chosen).claims, REGIONS)


def _jointly(chosen: Selection) -> pd.DataFrame:
    """Eligible workers with intervals that hold all at once, for an order."""
    guessed = int(loaders.kept(_eligible, chosen)["estimated"].sum())
    level = intervals.joint_level(estimates.LEVEL, max(guessed, 1))
    return estimates.eligible(loaders.edition(chosen).claims, REGIONS, level=level)


def one(chosen: Selection) -> str:
    """The way of the chosen regency, or of the province: gap, pace, verdict, and its path."""
    writer, region = Writer(chosen.language), chosen.region or PROVINCE
    way = courses(chosen)[region]
    course = way.own or way.common
    asked = _asked(chosen)
    reading, history = regions.reading(asked, region), regions.history(asked, region)
    name = writer.label(loaders.FULL_NAMES[region])
    blank = bool(pd.isna(reading["value"]))
    when, said = wording.date_of(writer, reading), ""
    if not blank:
        said = f"{when}. {wording.source_of(writer, reading)}"
    values: dict[str, Any] = {"title": writer.say("{name}: belum ada target.", name=name)}
    if course is not None:
        values = {
            "title": aiming.course_title(writer, name, course),
            "facts": aiming.course_facts(writer, course),
            "verdict": paces.verdict(writer, course),
            "pace": paces.pace_words(writer, course),
            "today": aiming.from_today(writer, course, loaders.edition(chosen).as_of),
            "bullet": _bullet(way),
            "others": aiming.others(writer, course, _beside(chosen, region, reading)),
        }
    return rendered(
        "course",
        writer,
        mark=mark_of(chosen, writer),
        what_if=aiming.what_if(writer, chosen.by),
        every=_every_year(writer, chosen, region),
        figure=wording.value(writer, COVERAGE, reading),
        blank=blank,
        source=said,
        picture=regions.trend(chosen, region, trendlines.LARGE),
        alt=movements.series_told(writer, COVERAGE, history),
        **values,
    )


def _beside(chosen: Selection, region: BpsCode, reading: pd.Series) -> pd.DataFrame:
    """Other claims of the reading's year; none where there is no reading."""
    own = loaders.about(chosen, region)
    return own.iloc[:0] if pd.isna(reading["value"]) else alternatives(own, reading)


def _every_year(writer: Writer, chosen: Selection, region: BpsCode) -> list[dict[str, object]]:
    """The region's course to the target of each year that one is known for."""
    found, are_few = [], len(REGIONS) <= options.MOST_READY  # of few all ways are made and kept
    for year in options.aim_years(chosen)[0]:
        asked = replace(chosen, aim_year=year, by=None)
        way = courses(asked)[region] if are_few else _way(asked, region)
        course = way.own or way.common
        if course is not None:
            cells = aiming.course_cells(writer, course)
            own = "" if way.own else writer.say("tolok ukur")
            found.append({**cells, "year": year, "own": own, "here": year == chosen.aim_year})
    return found


def regencies(chosen: Selection) -> str:
    """Every regency's way, those that miss most workers first; the others with their reason.

    All are held against the same target, the province's, so that they can be ordered; a
    regency's own target stands beside it.
    """
    writer = Writer(chosen.language)
    every = courses(chosen)
    found = {code: every[code] for code in loaders.CODES}
    common = {code: way.common for code, way in found.items() if way.common is not None}
    ranks = ways.gap_ranks(common, loaders.kept(_jointly, options.of_data(chosen)))
    order = sorted(common, key=lambda code: ways.by_gap(common[code]))
    shown = rows.written(writer, chosen, order)
    return rendered(
        "courses",
        writer,
        mark=mark_of(chosen, writer),
        title=aiming.gaps_title(writer, common, loaders.NAMES),
        lead=aiming.gaps_lead(writer, common),
        what_if=aiming.what_if(writer, chosen.by),
        rows=[
            {
                "code": code,
                "name": loaders.NAMES[code],
                "link": links.link("profil", chosen, wilayah=code),
                "bullet": _bullet(found[code]),
                **aiming.course_cells(writer, common[code]),
                "own": "" if _is_same(found[code]) else aiming.own_words(writer, found[code].own),
                "rank": aiming.gap_rank(writer, ranks, code),
                "before": shown.before.get(code),
            }
            for code in map(BpsCode, shown.codes)
        ],
        sorts=shown.are_all,
        after=shown.after,
        others=[
            {"name": loaders.NAMES[code], "own": aiming.own_words(writer, way.own)}
            for code, way in found.items()
            if way.common is None and way.own is not None
        ],
        empty=writer.say("Provinsi tidak mempunyai target untuk tahun ini."),
    )


def _is_same(way: ways.Ways) -> bool:
    """Whether the region's own target is the province's: then one course says it all."""
    return bool(way.own and way.common and way.own.aim.value == way.common.aim.value)


def _bullet(way: ways.Ways) -> dict[str, float | None] | None:
    """Where the bar ends and the targets stand, percent of the width; None without a figure."""
    both = (way.common, way.own)
    aims = [one.aim.value if one else None for one in both]
    value = float(next(one for one in both if one).reading["value"])
    if pd.isna(value):
        return None
    top = max(1.0, value, *(aim for aim in aims if aim is not None))
    places = [None if aim is None else round(100 * aim / top, 1) for aim in aims]
    return {"value": round(100 * value / top, 1), "aim": places[0], "own": places[1]}


def estimated(chosen: Selection) -> str:
    """How eligible workers were estimated where no source gives them, by regency."""
    writer = Writer(chosen.language)
    workers = loaders.kept(_eligible, options.of_data(chosen)).loc[loaders.CODES]
    shown = rows.written(writer, chosen, loaders.CODES)
    return rendered(
        "estimates",
        writer,
        mark=mark_of(chosen, writer),
        title=writer.say("Penyebut: potensi pekerja tiap kabupaten/kota"),
        lead=aiming.estimates_lead(writer, workers),
        rows=[
            {
                "code": code,
                "name": loaders.NAMES[str(code)],
                "estimated": bool(one["estimated"]),
                "value": aiming.persons(writer, one),
                "why": writer.tell(one["why"]),
                "source": one["source"],
                "before": shown.before.get(str(code)),
            }
            for code, one in workers.loc[list(shown.codes)].iterrows()
        ],
    )


def yardsticks(chosen: Selection) -> str:
    """Targets that others set, or that measure something else: told apart, never a gap."""
    writer = Writer(chosen.language)
    known = loaders.kept(_aims, options.of_data(chosen))
    known_aims = [
        {
            "region": writer.label(loaders.NAMES[region]),
            "value": writer.percent(aim.value, aim.decimals),
            "year": str(aim.by.year),
            "what": writer.label(FAMILIES[aim.family].label),
            "own": aim.kind == "own",
            "source": "" if aim.claim is None else wording.source_of(writer, aim.claim),
            "note": "" if aim.claim is None else str(aim.claim["note"]),
        }
        for region in (PROVINCE, *loaders.CODES, COUNTRY)
        for aim in known[region]
    ]
    return rendered(
        "yardsticks",
        writer,
        mark=mark_of(chosen, writer),
        title=writer.say("Semua target yang diketahui, dan apa yang diukurnya"),
        lead=writer.say(
            "Hanya target yang ditetapkan daerah sendiri yang dihitung jaraknya. Target UCJ "
            "nasional dan indikator RPJMN adalah ukuran yang berbeda."
        ),
        empty=writer.say("Belum ada target yang diketahui."),
        **_shortened(writer, known_aims),
    )


def _shortened(writer: Writer, every: list[dict[str, Any]]) -> dict[str, Any]:
    """The rows of a table of targets; of many those of the first region, and a word on the rest."""
    if len(every) <= MOST_TARGETS:
        return {"rows": every, "more": ""}
    shown = [one for one in every if one["region"] == every[0]["region"]]
    more = writer.say(
        "{n} target lain tidak ditulis di sini; pilih wilayahnya di halaman Data untuk melihatnya "
        "atau mengunduh semuanya.",
        n=writer.decimal(len(every) - len(shown)),
    )
    return {"rows": shown, "more": more}
