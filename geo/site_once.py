"""What of an edition is read or drawn once for all pages of the static site."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

import pandas as pd

from geo import (
    boundaries,
    choropleth,
    claims,
    comparison,
    districts,
    dossier,
    regencies,
    stillmap,
)
from geo.agenda import CODES
from geo.choropleth import ChoroplethLayer
from geo.comparison import Comparison
from geo.dossier import Dossier
from geo.editions import Edition
from geo.indicators import Indicator
from geo.material import COVERAGE, Known
from geo.model import ABOVE, PROVINCE, BpsCode, Period, Selection
from geo.stillmap import Outlines
from geo.vintages import Vintage

DISTRICTS = 460
"""Of the map of a regency's districts at most, across or down, px."""
Claim = Mapping[Any, Any]
"""A row of the edition by the names of its columns."""


def of_districts(edition: Edition) -> Edition:
    """The edition with its claims about districts alone."""
    codes = [one.bps for one in regencies.districts()]
    return replace(edition, claims=edition.claims[edition.claims["region_code"].isin(codes)])


def district_shapes(vintage: Vintage) -> Callable[[BpsCode], Outlines | None]:
    """The districts of a regency, drawn alone and when first asked for, `DISTRICTS` at most.

    None for every regency where the deployment has no table or no layer of districts.
    """
    path = boundaries.LAYERS / vintage.key / boundaries.FILES["district"]
    if not regencies.districts() or not path.is_file():
        return lambda region: None
    layer = boundaries.load_districts(vintage.key)

    @cache
    def drawn(region: BpsCode) -> Outlines:
        own = districts.shapes(layer, region)
        west, south, east, north = own.total_bounds
        return stillmap.outlines(own, round(DISTRICTS * min(1.0, (east - west) / (north - south))))

    return drawn


def layer(edition: Edition, one: Indicator, known: Known) -> ChoroplethLayer:
    """An indicator's newest readings of every regency."""
    if one.key == COVERAGE.key:
        return known.layer
    return choropleth.build(one, claims.readings(edition.claims, one, [*CODES]))


def segments(edition: Edition, one: Indicator) -> tuple[ChoroplethLayer, ...]:
    """The other segments of an indicator that a regency has a figure of."""
    read = {
        segment: claims.readings(edition.claims, one, [*CODES], segment=segment)
        for segment in one.segments[1:]
    }
    layers = (choropleth.build(one, table, segment=name) for name, table in read.items())
    return tuple(layer for layer in layers if not layer.known.empty)


def compared(edition: Edition, one: Indicator, known: Known) -> Comparison:
    """Which regencies may be compared, for the period that compares most of them."""
    if one.key == COVERAGE.key:
        return known.compared
    periods = claims.periods_of(edition.claims, one, [*CODES])
    tables = claims.readings_by_period(edition.claims, one, [*CODES], [*periods, None])
    return comparison.side_by_side(tables, [*CODES], None)


def series(table: pd.DataFrame) -> Callable[[str, str], Sequence[Claim]]:
    """By indicator and region the rows of `claims.history`, oldest first."""

    @cache
    def parted(key: str) -> dict[str, list[Claim]]:
        return by_region(claims.of(table, key).sort_values(["end", "claim_id"]))

    return lambda key, region: parted(key).get(region, [])


def by_region(table: pd.DataFrame) -> dict[str, list[Claim]]:
    """The rows of a claims table by the code of their region, in their order."""
    found: dict[str, list[Claim]] = {}
    for one in table.to_dict("records"):
        found.setdefault(str(one["region_code"]), []).append(one)
    return found


def dossiers(edition: Edition, known: Known) -> Callable[[BpsCode], Dossier]:
    """Of a regency among the regencies; of the province among what stands beside it."""
    above = edition.claims[edition.claims["region_code"].isin(ABOVE)]
    own = above[above["region_code"] == PROVINCE]

    @cache
    def read(one: Indicator, segment: str, period: Period | None) -> pd.DataFrame:
        return claims.readings(above, one, [*ABOVE], period=period, segment=segment)

    def of(region: BpsCode) -> Dossier:
        if region != PROVINCE:
            return known.dossiers(region)
        return dossier.compiled(own, PROVINCE, read, Selection(indicator=COVERAGE.key))

    return cache(of)
