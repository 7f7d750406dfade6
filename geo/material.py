"""What the slides of one meeting share: readings, comparison, ways to the targets, dossiers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

import pandas as pd

from geo import aiming, choropleth, claims, comparison, dossier, paces, ways
from geo.agenda import PARTS, Agenda
from geo.choropleth import ChoroplethLayer
from geo.decisions import Decision
from geo.dossier import Dossier
from geo.editions import Edition
from geo.formats import Writer
from geo.indicators import TARGET, Indicator, indicator
from geo.model import PROVINCE, BpsCode, Period, Selection
from geo.stillmap import Outlines
from geo.ways import Ways

COVERAGE = indicator("coverage_rate")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Material:
    """What a meeting's content is made from.

    `outlines` are of the boundary vintage whose `attribution` they need; `names` and
    `full_names` say what the regions are called, by code; `decisions` are all that were ever
    noted.
    """

    edition: Edition
    outlines: Outlines
    attribution: str
    names: Mapping[str, str]
    full_names: Mapping[str, str]
    decisions: tuple[Decision, ...] = ()
    institution: str = ""


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
        Everything known of a region.
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

    def name(self, region: str) -> str:
        """What a region is called in full, in the reader's language."""
        return self.writer.label(self.material.full_names[region])

    def part(self, key: str) -> str:
        """What a part of the agenda is called, in the reader's language."""
        return self.writer.label(PARTS[key])

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
    periods: list[Period | None] = [*claims.periods_of(edition.claims, COVERAGE, codes), None]
    if agenda.period not in periods:
        periods.append(agenda.period)
    tables = claims.readings_by_period(edition.claims, COVERAGE, codes, periods)
    above = claims.readings(edition.claims, COVERAGE, [PROVINCE], period=agenda.period)
    readings = pd.concat([above, tables[agenda.period]])
    year = _target_year(edition)
    return Known(
        material=material,
        agenda=agenda,
        writer=writer,
        layer=choropleth.build(COVERAGE, tables[agenda.period], period=agenda.period),
        readings=readings,
        compared=comparison.side_by_side(tables, codes, agenda.period),
        ways=ways.of_edition(edition.claims, readings, year, edition.as_of),
        year=year,
        dossiers=_compiler(edition, codes, agenda.period),
    )


def _compiler(
    edition: Edition, codes: list[BpsCode], period: Period | None
) -> Callable[[BpsCode], Dossier]:
    """Compiles dossiers, reading each group, indicator and period once."""
    chosen = Selection(indicator=COVERAGE.key, period=period)
    seen: dict[tuple[object, ...], pd.DataFrame] = {}

    @cache
    def compiled(region: BpsCode) -> Dossier:
        group = codes if region in codes else [region]

        def read(one: Indicator, segment: str, when: Period | None) -> pd.DataFrame:
            key = (*group, one.key, segment, when)
            if key not in seen:
                seen[key] = claims.readings(
                    edition.claims, one, group, period=when, segment=segment
                )
            return seen[key]

        own = edition.claims[edition.claims["region_code"] == region]
        return dossier.compiled(own, region, read, chosen)

    return compiled


def _target_year(edition: Edition) -> int:
    """The next year that the province set itself a target for; else the last one it did."""
    found = claims.history(edition.claims, TARGET.key, PROVINCE)
    years = sorted({int(year) for year in found["year"]})
    coming = (year for year in years if Period(year).end > edition.as_of)
    return next(coming, years[-1] if years else edition.as_of.year)
