"""What the slides of one meeting share: readings, comparison, ways to the targets, dossiers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from geo import aiming, choropleth, claims, comparison, dossier, estimates, paces, targets, ways
from geo.agenda import PARTS, Agenda
from geo.choropleth import ChoroplethLayer
from geo.decisions import Decision
from geo.dossier import PROGRAMMES, Dossier
from geo.editions import Edition
from geo.formats import Writer
from geo.indicators import TARGET, Indicator, indicator
from geo.model import COLUMNS, NUMBERS, PROVINCE, BpsCode, Period, Selection
from geo.stillmap import Outlines
from geo.trends import best_pace
from geo.ways import Ways

COVERAGE = indicator("coverage_rate")
READ = (COVERAGE.key, TARGET.key, "coverage_rank", "award_rank", *PROGRAMMES)
"""Indicators that a meeting's slides read."""
TEXTS = [name for name in COLUMNS if name not in NUMBERS]
Tables = Mapping[Period | None, pd.DataFrame]
Series = Callable[[str, BpsCode], pd.DataFrame]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Material:
    """What a meeting's content is made from.

    `outlines` are of the boundary vintage whose `attribution` they need; `names` and
    `full_names` say what the regions are called, by code; `decisions` are all that were ever
    noted; `districts` gives the shapes of a regency's districts, None where nobody draws them.
    """

    edition: Edition
    outlines: Outlines
    attribution: str
    names: Mapping[str, str]
    full_names: Mapping[str, str]
    decisions: tuple[Decision, ...] = ()
    institution: str = ""
    districts: Callable[[BpsCode], Outlines] | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Known:
    """What the slides of one meeting share.

    Attributes
    ----------
    layer : ChoroplethLayer
        Coverage of the fourteen for the agenda's period.
    readings : DataFrame indexed by region code
        The same readings, with the province's.
    ways : mapping of region code to Ways
        To the targets of `year`, the next that the province set itself.
    dossiers : callable
        Everything known of a regency.
    series : callable
        Every claim of an indicator (`READ`) and a region, as `claims.history` returns it.
    """

    material: Material
    agenda: Agenda
    writer: Writer
    layer: ChoroplethLayer
    readings: pd.DataFrame
    compared: comparison.Comparison
    ways: Mapping[BpsCode, Ways]
    year: int
    dossiers: Callable[[BpsCode], Dossier]
    series: Series

    def name(self, region: str) -> str:
        """What a region is called in full, in the reader's language."""
        return self.writer.label(self.material.full_names[region])

    def part(self, key: str) -> str:
        """What a part of the agenda is called, in the reader's language."""
        return self.writer.label(PARTS[key])

    def alternatives(self, region: BpsCode) -> pd.DataFrame:
        """What other sources say instead of a region's reading: `claims.alternatives`."""
        reading, own = claims.row(self.readings, region), self.series(COVERAGE.key, region)
        if pd.isna(reading["value"]) or not reading["others"]:
            return own.iloc[:0]
        return claims.alternatives(own, reading)

    def line(self, region: BpsCode) -> str:
        """What a leader may say of a region: how far it is, and what that asks of it."""
        writer, name = self.writer, self.name(region)
        course = self.ways[region].own or self.ways[region].common
        if pd.isna(claims.row(self.readings, region)["value"]):
            return writer.say(
                "{name}: belum ada angka cakupan yang diketahui, sehingga jaraknya ke target "
                "belum dapat dihitung.",
                name=name,
            )
        if course is None:
            return writer.say("{name}: belum ada target.", name=name)
        said = aiming.course_title(writer, name, course)
        return said if course.standing == "unknown" else f"{said} {paces.verdict(writer, course)}"


def gathered(material: Material, agenda: Agenda, writer: Writer) -> Known:
    """Everything that the slides of a meeting share."""
    edition, codes = material.edition, [BpsCode(code) for code in material.outlines.paths]
    live = _live(edition.claims)
    tables = _tables(live, codes, agenda.period)
    above = claims.readings(live, COVERAGE, [PROVINCE], period=agenda.period)
    readings = pd.concat([above, tables[agenda.period]])
    series = _series(live)
    year = _target_year(edition, series(TARGET.key, PROVINCE))
    return Known(
        material=material,
        agenda=agenda,
        writer=writer,
        layer=choropleth.build(COVERAGE, tables[agenda.period], period=agenda.period),
        readings=readings,
        compared=comparison.side_by_side(tables, codes, agenda.period),
        ways=_ways(edition, readings, series, year),
        year=year,
        dossiers=_compiler(live, codes, tables, agenda.period),
        series=series,
    )


def _live(table: pd.DataFrame) -> pd.DataFrame:
    """Those of an edition's claims that slides read and nothing supersedes.

    They are read for each regency, which takes less of a small table, and less where its
    texts stand in one block.
    """
    gone = table.loc[table["supersedes"] != "", "supersedes"]
    live = table[table["indicator"].isin(READ) & ~table["claim_id"].isin(gone)]
    return live.astype({name: object for name in TEXTS if name in live})


def _tables(live: pd.DataFrame, codes: list[BpsCode], asked: Period | None) -> Tables:
    """Coverage of the regencies for each period there is, the latest, and the one asked for."""
    periods: list[Period | None] = [*claims.periods_of(live, COVERAGE, codes), None]
    if asked not in periods:
        periods.append(asked)
    return claims.readings_by_period(live, COVERAGE, codes, periods)


def _series(live: pd.DataFrame) -> Series:
    """As `claims.history` of all claims: each indicator is gone through once for all regions."""

    @cache
    def parted(key: str) -> tuple[dict[str, pd.DataFrame], pd.DataFrame]:
        found = claims.of(live, key).sort_values(["end", "claim_id"])
        return _by_region(found), found.iloc[:0]

    def series(key: str, region: BpsCode) -> pd.DataFrame:
        found, none = parted(key)
        return found.get(region, none)

    return series


def _by_region(table: pd.DataFrame) -> dict[str, pd.DataFrame]:
    return {str(code): part for code, part in table.groupby("region_code")}


def _ways(
    edition: Edition, readings: pd.DataFrame, series: Series, year: int
) -> dict[BpsCode, Ways]:
    """The ways of every region that is read, to the targets of a year."""
    regions = [BpsCode(str(code)) for code in readings.index]
    aims = {region: targets.aims(series(TARGET.key, region), region) for region in regions}
    workers = estimates.eligible(edition.claims, regions)
    return {
        region: ways.ways(
            claims.row(readings, region),
            aims,
            year,
            eligible=claims.row(workers, region),
            best=best_pace(series(COVERAGE.key, region)),
            today=edition.as_of,
        )
        for region in regions
    }


def _compiler(
    live: pd.DataFrame, codes: list[BpsCode], tables: Tables, period: Period | None
) -> Callable[[BpsCode], Dossier]:
    """Compiles dossiers of regencies, each from what was read for all of them."""
    own, none, read = _by_region(live), live.iloc[:0], _reader(live, codes, tables)
    chosen = Selection(indicator=COVERAGE.key, period=period)

    @cache
    def compiled(region: BpsCode) -> Dossier:
        return dossier.compiled(own.get(region, none), region, read, chosen)

    return compiled


def _reader(live: pd.DataFrame, group: list[BpsCode], tables: Tables) -> dossier.Reader:
    """Readings of a group; of an indicator and segment those of every year at once."""
    ours = live[live["region_code"].isin(group)]
    shelf, none = dict(tuple(ours.groupby(["indicator", "segment"]))), ours.iloc[:0]
    years = [Period(int(year)) for year in ours["period"].str.slice(0, 4).unique()]
    seen: dict[tuple[str, str, Period | None], pd.DataFrame] = {
        (COVERAGE.key, "total", when): table for when, table in tables.items()
    }

    def read(one: Indicator, segment: str, when: Period | None) -> pd.DataFrame:
        if (one.key, segment) not in shelf:
            segment, when = "", None  # what nobody claims reads alike for every period
        if (one.key, segment, when) not in seen:
            part = shelf.get((one.key, segment), none)
            asked = [*years, when] if when is not None and when not in years else years
            asked_for: list[Period | None] = [None] if when is None else [*asked]
            found = claims.readings_by_period(part, one, group, asked_for, segment=segment)
            seen.update({(one.key, segment, period): table for period, table in found.items()})
        return seen[one.key, segment, when]

    return read


def _target_year(edition: Edition, found: pd.DataFrame) -> int:
    """The next year that the province set itself a target for; else the last one it did."""
    years = sorted({int(year) for year in found["year"]})
    coming = (year for year in years if Period(year).end > edition.as_of)
    return next(coming, years[-1] if years else edition.as_of.year)
