"""What lies around the province: sea, neighbouring land, the Kapuas, names.

Made from Natural Earth and the neighbours' own boundaries, about 1 km coarse, and drawn
beneath the regencies.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pyogrio
import shapely

from geo.generalise import Shapes, repaired
from geo.sources import LAYERS

PARTS = ("sea", "land", "kapuas", "neighbours")
WINDOW = shapely.box(105.0, -5.2, 118.5, 5.2)
"""Degrees; wide enough that no cut edge shows beside the province on a wide screen."""
OPEN_SEA = 0.05
"""Square degrees, 600 km²: less is a sliver along a border, not sea."""
UNDER = 0.1
"""Degrees, 11 km: the states' own lines leave slivers of up to 5 km along the border."""
SCRAP = 5e-4
"""Square degrees, 6 km²: what the window's edge leaves of a small island."""
UNCLAIMED = 0.03
"""Square degrees, 370 km²: Borneo's land that no state's file covers is Brunei, not a sliver."""
NEIGHBOURS: tuple[tuple[str, str, str, float, float], ...] = (
    ("Sarawak (Malaysia)", "Sarawak (Malaysia)", "land", 112.2, 2.0),
    ("Sabah (Malaysia)", "Sabah (Malaysia)", "land", 116.7, 4.8),
    ("Brunei Darussalam", "Brunei Darussalam", "land", 114.6, 4.5),
    ("Kalimantan Tengah", "Central Kalimantan", "land", 112.6, -1.6),
    ("Kalimantan Timur", "East Kalimantan", "land", 114.9, 0.5),
    ("Kalimantan Utara", "North Kalimantan", "land", 116.2, 3.0),
    ("Kalimantan Selatan", "South Kalimantan", "land", 115.4, -2.9),
    ("Sumatera", "Sumatra", "land", 105.5, -3.3),
    ("Kepulauan Bangka Belitung", "Bangka Belitung Islands", "land", 107.95, -2.9),
    ("Laut Natuna", "Natuna Sea", "sea", 108.2, 1.2),
    ("Selat Karimata", "Karimata Strait", "sea", 108.6, -2.3),
    ("Laut Jawa", "Java Sea", "sea", 110.3, -3.9),
    ("Selat Makassar", "Makassar Strait", "sea", 117.9, -1.6),
)
"""Name, English name, kind, longitude and latitude of its label, set by hand."""


def load_context(*, layers: Path = LAYERS) -> dict[str, gpd.GeoDataFrame]:
    """What lies around the province: `sea`, `land`, `kapuas` and `neighbours`, EPSG:4326.

    Returns
    -------
    dict of str to GeoDataFrame
        `land` and `kapuas` have name; `neighbours` are points with name, name_en and kind
        ("land" or "sea"); `sea` is one polygon. Drawn beneath the regencies. All are empty
        where the deployment draws nothing around its province.
    """
    folder = layers / "context"
    if not folder.is_dir():
        return {key: _nothing() for key in PARTS}
    return {
        key: pyogrio.read_dataframe(folder / f"{key}.shp").rename(columns=str.lower)
        for key in PARTS
    }


def context_layers(
    earth: Mapping[str, gpd.GeoDataFrame], states: gpd.GeoDataFrame, outlines: Sequence[Any]
) -> dict[str, gpd.GeoDataFrame]:
    """Sea, neighbouring land, the Kapuas and the names around the province.

    Parameters
    ----------
    earth : mapping of str to GeoDataFrame
        Natural Earth `land`, `minor_islands` and `rivers`, EPSG:4326.
    states : GeoDataFrame
        Neighbouring provinces and states with their `name`, EPSG:4326.
    outlines : sequence of shapely geometry
        West Kalimantan in each vintage; the land beside it reaches `UNDER` beneath it, so that
        no sliver of sea shows along the border.
    """
    province, inland = shapely.union_all(outlines), shapely.intersection_all(outlines)
    coarse = np.asarray(earth["land"].geometry.array)
    islands = np.concatenate([coarse, np.asarray(earth["minor_islands"].geometry.array)])
    reach = province.simplify(0.01).buffer(UNDER, quad_segs=2)
    under = shapely.intersection(reach, shapely.union_all(coarse))
    rough = shapely.coverage_simplify(np.asarray(states.geometry.array), 0.01)
    lands = [
        shape.union(shape.intersection(reach).buffer(UNDER, quad_segs=2).intersection(under))
        for shape in rough
    ]
    mainland = shapely.union_all([province, *lands])
    parts = shapely.get_parts(shapely.intersection(islands, WINDOW))
    far = [part for part in parts if not part.is_empty and not part.dwithin(mainland, 0.1)]
    far += _unclaimed(coarse, [province, *rough])
    names = [*states["name"], *(_name_of(part) for part in far)]
    cut = shapely.intersection(_simple([*lands, *far]), WINDOW)
    land = gpd.GeoDataFrame({"NAME": names}, geometry=cut, crs=4326)
    land = land[shapely.area(cut) > SCRAP].dissolve("NAME", as_index=False)
    rivers = earth["rivers"].query("name == 'Kapuas'")
    river = shapely.line_merge(shapely.union_all(np.asarray(rivers.geometry.array)))
    kapuas = max(shapely.get_parts(river), key=lambda line: line.intersection(province).length)
    dry = [*land.geometry, inland.buffer(-0.06)]  # the sea, too, reaches beneath the province
    wet = shapely.get_parts(WINDOW.difference(shapely.union_all(dry)))
    open_sea = shapely.union_all([part for part in wet if part.area > OPEN_SEA])
    return {
        "sea": _layer({"NAME": ["Laut"]}, _simple([open_sea])),
        "land": _layer({"NAME": land["NAME"]}, np.asarray(land.geometry.array)),
        "kapuas": _layer({"NAME": ["Kapuas"]}, [kapuas.simplify(0.005)]),
        "neighbours": _labels(),
    }


def _nothing() -> gpd.GeoDataFrame:
    """A background layer without features."""
    columns: dict[str, list[str]] = {"name": [], "name_en": [], "kind": []}
    return gpd.GeoDataFrame(columns, geometry=[], crs=4326)


def _labels() -> gpd.GeoDataFrame:
    """Names around the province, as points."""
    names, english, kinds, lon, lat = zip(*NEIGHBOURS, strict=True)
    columns = {"NAME": names, "NAME_EN": english, "KIND": kinds}
    return gpd.GeoDataFrame(columns, geometry=shapely.points(lon, lat), crs=4326)


def _simple(shapes: Sequence[Any]) -> Shapes:
    """Shapes for the background: about 1 km, neighbours still together."""
    cleaned = shapely.coverage_clean(np.array(shapes), gap_width=0.1)
    return np.asarray(shapely.coverage_simplify(cleaned, 0.015))


def _layer(columns: Mapping[str, Any], shapes: Sequence[Any] | Shapes) -> gpd.GeoDataFrame:
    """A background layer on a grid of three decimals (110 m)."""
    rounded = shapely.transform(np.asarray(shapes), lambda xy: np.round(xy, 3))
    return gpd.GeoDataFrame(dict(columns), geometry=repaired(rounded), crs=4326)


def _unclaimed(coarse: Shapes, claimed: Sequence[Any]) -> list[Any]:
    """Land of Borneo that neither the province nor a state's file covers: Brunei."""
    borneo = max(shapely.get_parts(coarse), key=lambda part: part.area)
    taken = shapely.union_all(claimed).buffer(UNDER / 5, quad_segs=1)
    left = borneo.difference(taken).buffer(UNDER / 5, quad_segs=1)
    return [part for part in shapely.get_parts(left) if part.area > UNCLAIMED]


def _name_of(part: Any) -> str:
    """What a piece of land without a state is called; told by where it lies."""
    if shapely.box(113.9, 3.9, 115.6, 5.3).contains(part):
        return "Brunei Darussalam"
    return "Sumatera" if part.area > 1 else "Pulau lain"
