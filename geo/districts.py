"""The districts (kecamatan) of a regency: which there are, what is read of them, their layer.

A district's figures are claims like any other, under its seven-digit code. Where an edition has
none, every district is blank and says of which kind; nothing of the regency is shared out over
its districts.
"""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

import geopandas as gpd
import pandas as pd

from geo import choropleth, claims
from geo.choropleth import ChoroplethLayer
from geo.editions import Edition
from geo.indicators import indicator
from geo.model import BpsCode, Period, Selection
from geo.regencies import District, by_bps, districts, spelled


def of(regency: BpsCode) -> tuple[District, ...]:
    """The districts of a regency, in the order of their BPS codes; none where none are known."""
    return _by_parent().get(regency, ())


def codes(regency: BpsCode) -> list[BpsCode]:
    """BPS codes of a regency's districts, seven digits each, rising."""
    return [one.bps for one in of(regency)]


def names(regency: BpsCode) -> dict[str, str]:
    """Names of a regency's districts by BPS code: "Selakau", never "Kecamatan Selakau"."""
    return {one.bps: one.name for one in of(regency)}


def is_known(edition: Edition, regency: BpsCode) -> bool:
    """Whether an edition claims anything at all of a district of this regency."""
    return bool(edition.claims["region_code"].isin(codes(regency)).any())


def periods(edition: Edition, regency: BpsCode, selection: Selection) -> list[Period]:
    """Periods for which a district of the regency has a claim, newest first.

    See `claims.periods_of`; of the selection its indicator and segment count.
    """
    chosen = indicator(selection.indicator)
    return claims.periods_of(edition.claims, chosen, codes(regency), selection.segment)


def readings(edition: Edition, regency: BpsCode, selection: Selection) -> pd.DataFrame:
    """What is read of each district of a regency, or why nothing is.

    Parameters
    ----------
    edition : Edition
        A published state of the data.
    regency : BpsCode
        Whose districts.
    selection : Selection
        Its indicator, segment and period count; None is each district's newest year.

    Returns
    -------
    DataFrame, indexed by district code (seven digits), rising
        Columns as `claims.readings` returns them. `value` is in the indicator's unit (rates as
        fractions), NaN where the edition has no figure of the district, with the kind of blank
        in `status`: unknown is not zero. Empty where the regency has no known districts.
    """
    chosen = indicator(selection.indicator)
    return claims.readings(
        edition.claims,
        chosen,
        codes(regency),
        period=selection.period,
        segment=selection.segment,
    )


def layer(edition: Edition, regency: BpsCode, selection: Selection) -> ChoroplethLayer:
    """The districts of a regency in the classes of the province's map of the same indicator."""
    return choropleth.build(
        indicator(selection.indicator),
        readings(edition, regency, selection),
        segment=selection.segment,
        period=selection.period,
    )


def layers(edition: Edition, regency: BpsCode, selection: Selection) -> list[ChoroplethLayer]:
    """A layer for each period that a district is claimed for, oldest first, the newest ones last.

    The period asked for is always among them, with blanks where nothing is known of it.
    """
    chosen, segment = indicator(selection.indicator), selection.segment
    known = {*periods(edition, regency, selection), *filter(None, [selection.period])}
    asked = [*sorted(known, key=lambda one: (one.end, str(one))), None]
    read = claims.readings_by_period(edition.claims, chosen, codes(regency), asked, segment=segment)
    return [
        choropleth.build(chosen, read[period], segment=segment, period=period) for period in asked
    ]


def shapes(layer: gpd.GeoDataFrame, regency: BpsCode) -> gpd.GeoDataFrame:
    """Of a layer of districts (`boundaries.load_districts`) those of one regency, by code.

    Raises
    ------
    KeyError
        If one of them is not in the layer.
    """
    return layer.loc[codes(regency)]


@cache
def by_district() -> Mapping[BpsCode, District]:
    """Districts by BPS code."""
    return MappingProxyType({one.bps: one for one in districts()})


def in_full(code: str) -> str:
    """Full name of a regency, or of a district with its regency; empty for any other code.

    Names of districts come back: there is a Sungai Raya in Bengkayang and one in Kubu Raya.
    """
    if one := by_district().get(BpsCode(code)):
        return f"Kecamatan {one.name}, {by_bps()[one.parent].name_full}"
    found = by_bps().get(BpsCode(code))
    return found.name_full if found else ""


@cache
def coded() -> Mapping[str, BpsCode]:
    """BPS codes of the districts by the digits of their codes in either system.

    Seven digits are BPS's (6101010), six Kemendagri's (61.01.07 as 610107).
    """
    systems = ({one.bps: one.bps, one.dagri.replace(".", ""): one.bps} for one in districts())
    return MappingProxyType({code: bps for one in systems for code, bps in one.items() if code})


def is_named(code: BpsCode, name: str) -> bool:
    """Whether a name is that of the district with this code, with or without "Kecamatan"."""
    one = by_district()[code]
    stem = spelled(re.sub(r"^kec(amatan)?[. ]+", "", name.casefold()))
    return stem in {spelled(one.name), spelled(one.name_bps)}


@cache
def _by_parent() -> Mapping[str, tuple[District, ...]]:
    found: dict[str, tuple[District, ...]] = {}
    for one in districts():
        found[one.parent] = (*found.get(one.parent, ()), one)
    return MappingProxyType(found)
