"""What the files beside all pages of an edition stand on: readings and shapes, made once."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import shapely

from geo.claims import readings
from geo.deployment import here
from geo.editions import Edition
from geo.indicators import BY_KEY, CATALOGUE, Indicator, Mark
from geo.model import PROVINCE, BpsCode
from geo.regencies import by_bps, districts
from geo.site_model import Place
from geo.stillmap import NOT_XML
from geo.vintages import Vintage

KINDS = frozenset({"provinsi", "wilayah", "indikator", "bandingkan", "data"})
"""Pages that have files beside them; the others show no figures of their own."""
DECIMALS = 5
"""Of coordinates: 0.00001° is 1 m here, below what the generalised lines can show."""
Measure = tuple[str, str]
"""Indicator and segment."""
Reading = Mapping[Any, Any]
"""A row of `claims.readings`."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ground:
    """What the files of all pages of one edition stand on; made once by `ground`.

    Attributes
    ----------
    edition, vintage
        The claims, and the boundaries with their licence.
    names : mapping of region code to str
        Full names of the regencies, of the province and of what lies above it; the districts'.
    shapes : mapping of region code to str
        A GeoJSON geometry, as text.
    bounds : mapping of region code to (west, south, east, north), degrees
        Of each regency and of the province.
    readings : mapping of (indicator, segment) to mapping of region code to dict
        The rows of `claims.readings`, "latest available", for the regencies and the province.
    """

    edition: Edition
    vintage: Vintage
    names: Mapping[str, str]
    shapes: Mapping[str, str]
    bounds: Mapping[str, tuple[float, float, float, float]]
    readings: Mapping[Measure, Mapping[str, Reading]]


def ground(edition: Edition, layer: gpd.GeoDataFrame, vintage: Vintage) -> Ground:
    """What `beside` needs of an edition and of the boundary layer of a vintage.

    Parameters
    ----------
    layer : GeoDataFrame of polygons, EPSG:4326, indexed by region code
        As `boundaries.load_regencies` gives it.

    Notes
    -----
    Shapes are as RFC 7946 (2016), "The GeoJSON Format", asks for: longitude before latitude on
    WGS 84, outer rings counterclockwise and holes clockwise (section 3.1.6).
    """
    codes = [BpsCode(str(code)) for code in layer.index]
    turned = shapely.orient_polygons(layer.geometry.to_numpy())
    boxes = shapely.bounds(turned).round(DECIMALS).tolist()
    whole = layer.total_bounds.round(DECIMALS).tolist()
    asked = {(one.key, segment): one for one in mapped() for segment in one.segments}
    return Ground(
        edition=edition,
        vintage=vintage,
        names={str(one.bps): one.name for one in districts()}
        | {code: one.name_full for code, one in by_bps().items()}
        | {PROVINCE: here().name}
        | dict(here().above),
        shapes=dict(zip(codes, map(_geometry, turned), strict=True)),
        bounds={code: tuple(box) for code, box in zip(codes, boxes, strict=True)}
        | {PROVINCE: tuple(whole)},
        readings={
            (key, segment): _read(edition, chosen, segment, codes)
            for (key, segment), chosen in asked.items()
        },
    )


def _read(
    edition: Edition, chosen: Indicator, segment: str, codes: list[BpsCode]
) -> dict[str, Reading]:
    """The regencies' readings, and the province's, which makes none of theirs older."""
    tables = [readings(edition.claims, chosen, one, segment=segment) for one in (codes, [PROVINCE])]
    return {str(code): row for one in tables for code, row in one.to_dict("index").items()}


def mapped() -> tuple[Indicator, ...]:
    """The indicators that a map shows, in the order of the catalogue."""
    return tuple(one for one in CATALOGUE if one.mark is not Mark.NONE)


def has_files(place: Place) -> bool:
    """Whether `beside` gives files for a page."""
    return place.kind in KINDS


def measures(place: Place) -> list[Measure]:
    """Which readings the files of a page hold: those that the page itself shows.

    Coverage for the pages of the province and the compare table; its own indicator, by
    segment, for that of an indicator; every indicator that sources state for a region and the
    page on data; none for a page without files.
    """
    if place.kind in {"provinsi", "bandingkan"}:
        return [("coverage_rate", "total")]
    if place.kind == "indikator":
        chosen = [BY_KEY[place.key]]
    else:
        chosen = [one for one in mapped() if not one.is_ratio and has_files(place)]
    return [(one.key, segment) for one in chosen for segment in one.segments]


def regions(place: Place, known: Ground) -> list[str]:
    """Codes of the regencies whose shapes stand beside a page."""
    if not has_files(place):
        return []
    return [place.key] if place.kind == "wilayah" else list(known.shapes)


def read_of(place: Place, known: Ground) -> list[str]:
    """Codes of the regions whose readings `data.json` holds; the province's on its own page."""
    return [*regions(place, known), *([PROVINCE] if place.kind == "provinsi" else [])]


def _geometry(shape: shapely.Geometry) -> str:
    return compact(_rounded(shapely.geometry.mapping(shape)))


def _rounded(part: Any) -> Any:
    """A geometry as it is written: rounded as places, so that neighbours still touch."""
    if isinstance(part, dict):
        return {key: _rounded(one) for key, one in part.items()}
    if isinstance(part, list | tuple):
        return [_rounded(one) for one in part]
    return round(part, DECIMALS) if isinstance(part, float) else part


def compact(value: Any) -> str:
    """JSON in one line, without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def one_line(text: str) -> str:
    """A text in one line, without what no XML may hold; what may not be parted stays together."""
    return re.sub("[ \t\r\n]+", " ", NOT_XML.sub("", text)).strip()
