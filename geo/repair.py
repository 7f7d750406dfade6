"""Layers that are torn: what is wrong is listed, and mended only where somebody asks for it.

Desk-made boundaries overlap and leave slivers between neighbours. A repair changes areas, so
it is never silent: what it dissolved, and how much of each region it moved, is reported.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import generalise
from geo.generalise import figure
from geo.language import Message

Found = TypeVar("Found")
Lake = tuple[int, shapely.Point, float]
"""Row of the region that a lake was given to; a point in it; its km²."""
MOST_LISTED = 40
"""Faults of one kind that are told one by one, the largest first; the rest are counted."""
MOST_FEATURES = 20_000
"""Held against each other; the villages of the largest province are 8,600."""
WIDTH = 0.002
"""Degrees, 222 m: a gap narrower than this is a sliver and goes to the neighbour that it touches
most; a wider one may be a lake, and stays a fault."""
ROUNDING = 1e-7
"""Of a fraction of area: less is the arithmetic of the projection, no change."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Repair:
    """What a repair changed.

    Attributes
    ----------
    invalid : int
        Shapes that were no valid polygons.
    overlaps, overlap_km2 : int, float
        Pairs of neighbours that claimed the same land; how much of it.
    gaps, gap_km2 : int, float
        Enclosed slivers that nobody claimed.
    overlaps_left, gaps_left : int
        Those that are still there afterwards.
    change : Series of float, fraction, indexed as the layer
        Change of each region's area; NaN where it had none.
    """

    invalid: int
    overlaps: int
    overlap_km2: float
    gaps: int
    gap_km2: float
    overlaps_left: int
    gaps_left: int
    change: pd.Series

    def told(self) -> list[Message]:
        """What was done, in sentences."""
        return [
            Message("Bentuk tidak sah yang dibetulkan: {n}.", n=self.invalid),
            Message(
                "Tumpang tindih: {n} pasang, {area} km²; tersisa {left}.",
                n=self.overlaps,
                area=figure(self.overlap_km2, 4),
                left=self.overlaps_left,
            ),
            Message(
                "Celah yang dilebur ke tetangganya: {n}, {area} km²; tersisa {left}.",
                n=self.gaps - self.gaps_left,
                area=figure(self.gap_km2, 4),
                left=self.gaps_left,
            ),
        ]

    def record(self) -> dict[str, float]:
        """What the layer's record keeps: km² and fractions."""
        return {
            "repaired_overlap_km2": round(self.overlap_km2, 6),
            "repaired_gap_km2": round(self.gap_km2, 6),
            "repaired_area_change_max": round(float(self.change.abs().max()), 6),
        }

    def most_changed(self, count: int = 20) -> pd.Series:
        """Changes of the regions that changed most, of those that changed at all."""
        moved = self.change[self.change.abs() > ROUNDING]
        return moved.loc[moved.abs().sort_values(ascending=False, kind="stable").index[:count]]


def repaired(layer: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, Repair]:
    """The layer with valid shapes, without overlaps and narrow gaps, and what that changed.

    Parameters
    ----------
    layer : GeoDataFrame of polygons, EPSG:4326, shape (n,)

    Returns
    -------
    GeoDataFrame, Repair
        Same columns, index and order; land that two claimed goes to the one whose border with
        it is longest, a sliver likewise (`shapely.coverage_clean`, GEOS's coverage cleaner).
    """
    before = np.asarray(layer.geometry.array)
    sound = generalise.repaired(before)
    valid = layer.set_geometry(gpd.GeoSeries(sound, index=layer.index, crs=layer.crs))
    torn, holes = generalise.overlaps(valid), generalise.gaps(valid)
    shapes = shapely.coverage_clean(sound, snapping_distance=0, gap_width=WIDTH)
    mended = layer.set_geometry(gpd.GeoSeries(shapes, index=layer.index, crs=layer.crs))
    old = generalise.areas_km2(valid)
    with np.errstate(divide="ignore", invalid="ignore"):
        change = np.where(old > 0, generalise.areas_km2(mended) / old - 1, np.nan)
    return mended, Repair(
        invalid=int((~shapely.is_valid(before)).sum()),
        overlaps=len(torn),
        overlap_km2=sum((area for *_, area in torn), 0.0),
        gaps=len(holes),
        gap_km2=sum((area for _, area in holes), 0.0),
        overlaps_left=len(generalise.overlaps(mended)),
        gaps_left=len(generalise.gaps(mended)),
        change=pd.Series(change, index=layer.index),
    )


def with_lakes(layer: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, list[Lake]]:
    """The layer with each hole between its regions given to the one with the longest shore.

    A lake that nobody claims would be a gap, which no layer may have. Islands in it stay.

    Parameters
    ----------
    layer : GeoDataFrame of polygons, EPSG:4326
        A valid coverage but for its holes.
    """
    shapes = np.asarray(layer.geometry.array).copy()
    parts = shapely.get_parts(shapely.union_all(shapes))
    tree, given = shapely.STRtree(shapes), list[tuple[int, Any]]()
    for hole in (shapely.Polygon(ring) for part in parts for ring in part.interiors):
        near = tree.query(hole, predicate="intersects")
        shores = shapely.length(shapely.intersection(shapes[near], hole.exterior))
        water = shapely.difference(hole, shapely.union_all(shapes[near]))
        given.append((int(near[shores.argmax()]), water))
    for row, water in given:
        shapes[row] = shapely.union(shapes[row], water)
    areas = generalise.km2(np.array([water for _, water in given], dtype=object))
    lakes = [
        (row, water.representative_point(), float(area))
        for (row, water), area in zip(given, areas, strict=True)
        if area > generalise.SLIVER_KM2
    ]
    return layer.set_geometry(gpd.GeoSeries(shapes, index=layer.index, crs=layer.crs)), lakes


def tears(layer: gpd.GeoDataFrame) -> Iterator[Message]:
    """Shapes that are missing or invalid, that overlap or that leave gaps: a sentence for each.

    Of each kind the `MOST_LISTED` largest; the rest in one sentence, with their area.
    """
    if len(layer) > MOST_FEATURES:
        yield Message(
            "Berkas berisi {count} fitur; paling banyak {most} diperiksa sekaligus. Potong menurut "
            "provinsi.",
            count=len(layer),
            most=MOST_FEATURES,
        )
        return
    shapes = np.asarray(layer.geometry.array)
    yield from _broken(shapes)
    pairs = _largest([(area, (one, two)) for one, two, area in generalise.overlaps(layer)])
    for area, (one, two) in pairs[:MOST_LISTED]:
        yield Message(
            "Fitur {one} dan {two} tumpang tindih {area} km².",
            one=one + 1,
            two=two + 1,
            area=figure(area, 4),
        )
    if rest := _rest(pairs):
        yield Message("Selain itu {n} tumpang tindih lebih kecil, bersama {area} km².", **rest)
    holes = _largest([(area, point) for point, area in generalise.gaps(layer)])
    for area, point in holes[:MOST_LISTED]:
        yield Message(
            "Celah {area} km² di sekitar {lon}; {lat}.",
            area=figure(area, 4),
            lon=figure(point.x, 4),
            lat=figure(point.y, 4),
        )
    if rest := _rest(holes):
        yield Message("Selain itu {n} celah lebih kecil, bersama {area} km².", **rest)


def _broken(shapes: generalise.Shapes) -> Iterator[Message]:
    """Shapes that are missing or invalid."""
    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    broken = np.flatnonzero(missing | ~shapely.is_valid(shapes))
    for row in broken[:MOST_LISTED]:
        if missing[row]:
            yield Message("Fitur {row} tidak punya bentuk.", row=row + 1)
        else:
            reason = shapely.is_valid_reason(shapes[row])
            yield Message("Fitur {row}: bentuk tidak sah ({reason}).", row=row + 1, reason=reason)
    if len(broken) > MOST_LISTED:
        yield Message("Selain itu {n} bentuk tidak sah lain.", n=len(broken) - MOST_LISTED)


def _largest(found: list[tuple[float, Found]]) -> list[tuple[float, Found]]:
    """As they came where all will be told; else the largest first."""
    if len(found) <= MOST_LISTED:
        return found
    return sorted(found, key=lambda pair: -pair[0])


def _rest(found: Sequence[tuple[float, object]]) -> dict[str, Any]:
    """How many are not told one by one, and their area together; empty for none."""
    rest = found[MOST_LISTED:]
    total = sum(area for area, _ in rest)
    return {"n": len(rest), "area": figure(total, 4)} if rest else {}
