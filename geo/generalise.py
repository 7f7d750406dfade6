"""Boundary layers made: neighbours simplified together, measured, and written as shapefiles.

Recipe: one coverage simplification in degrees → four decimals (11 m) → repair → coverage
cleaning without snapping. Simplifying each shape alone tears 20 km² of holes and overlaps.
"""

import gzip
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geo.errors import FaultsError
from geo.language import Message

EQUAL_AREA = "+proj=laea +lat_0=0 +lon_0=111.5 +datum=WGS84 +units=m"
"""Lambert azimuthal equal-area, centred on the province; within 5e-8 of geodesic areas."""
DECIMALS = 4
"""Of a degree: 0.0001° is 11 m at the equator."""
SLIVER_KM2 = 1e-4
"""About one cell of that grid: an overlap or gap smaller than this does not survive rounding."""
STAMP = "2026-11-22"
"""Date in the DBF header, fixed: the same input gives the same bytes on any day."""
ROUNDS = 8
"""Cleaning may set a vertex where two edges cross, off the grid; it took two rounds at most."""

SNAP, MOVED = 1e-7, 0.05
"""Degrees, a centimetre; the fraction of a region's area that no cleaning may give away."""
Shapes = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """What generalising did to a layer.

    Attributes
    ----------
    features, vertices, invalid : int
        Of the new layer.
    parts_before, parts_after : int
        Polygons, islands included, in the source and in the new layer; a narrow neck may
        part in two.
    parts_lost : int
        Polygons of the source with nothing in their place.
    overlap_km2, gap_km2 : float
        Land claimed twice; land that the layer encloses and gives to nobody.
    gaps : int
        Number of such enclosed pieces.
    area_change_max, area_change_p95 : float
        Change of a region's area against the source, as a fraction.
    gz_bytes : int
        Size of the layer as gzipped GeoJSON with code and name.
    """

    features: int
    vertices: int
    parts_before: int
    parts_after: int
    parts_lost: int
    invalid: int
    overlap_km2: float
    gaps: int
    gap_km2: float
    area_change_max: float
    area_change_p95: float
    gz_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What a layer must reach: a fraction of area, bytes of gzipped GeoJSON, parts it may lose."""

    area_change: float
    gz_bytes: int
    parts_lost: int = 0

    def missed(self, quality: Quality) -> list[Message]:
        """One sentence for each aim that `quality` misses."""
        q = quality
        change, limit = q.area_change_max * 100, self.area_change * 100
        checks: Sequence[tuple[bool, Message]] = (
            (q.invalid > 0, Message("{n} bentuk tidak sah.", n=q.invalid)),
            (
                q.overlap_km2 > 0,
                Message("Tumpang tindih {area} km².", area=figure(q.overlap_km2, 4)),
            ),
            (q.gaps > 0, Message("{n} celah, {area} km².", n=q.gaps, area=figure(q.gap_km2, 4))),
            (
                q.parts_lost > self.parts_lost,
                Message("{n} pulau atau bagian hilang.", n=q.parts_lost),
            ),
            (
                change >= limit,
                Message(
                    "Luas berubah {change} %; batasnya {limit} %.",
                    change=figure(change, 2),
                    limit=figure(limit, 2),
                ),
            ),
            (
                q.gz_bytes > self.gz_bytes,
                Message(
                    "Ukuran {size} byte; batasnya {limit} byte.",
                    size=q.gz_bytes,
                    limit=self.gz_bytes,
                ),
            ),
        )
        return [message for missed, message in checks if missed]


class MissedTargetError(FaultsError):
    """A generalised layer that is too coarse, too large or torn."""

    def __init__(self, faults: Sequence[Message]) -> None:
        super().__init__(
            what=Message(
                "Lapisan batas tidak mencapai mutu yang ditetapkan; tidak ada yang ditulis."
            ),
            mend=Message(
                "Ubah nilai --tolerance: lebih kecil lebih teliti, lebih besar lebih ringkas."
            ),
            faults=faults,
        )


def figure(value: float, decimals: int) -> Message:
    """A number inside a sentence; the catalogue turns the comma into the reader's sign."""
    whole, part = f"{value:.{decimals}f}".split(".")
    return Message("{whole},{part}", whole=whole, part=part)


def generalise(regions: gpd.GeoDataFrame, tolerance: float) -> gpd.GeoDataFrame:
    """The same regions with fewer vertices; neighbours still touch, islands stay.

    Parameters
    ----------
    regions : GeoDataFrame of polygons in EPSG:4326, shape (n,)
        A valid coverage: neighbours share their edges.
    tolerance : float, degrees
        About the square root of the area of the triangles that are dropped.

    Returns
    -------
    GeoDataFrame, shape (n,), same columns and index
        Coordinates on a grid of four decimals. An island too small for the grid becomes
        one cell of it.
    """
    source = np.asarray(regions.geometry.array)
    shapes = _with_islands(source, shapely.coverage_simplify(source, tolerance))
    for _ in range(ROUNDS):
        shapes = _cleaned(repaired(_rounded(shapes)))
        if np.array_equal(shapely.get_coordinates(shapes), np.round(_xy(shapes), DECIMALS)):
            break
    return regions.set_geometry(gpd.GeoSeries(shapes, index=regions.index, crs=regions.crs))


def measured(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> Quality:
    """The quality of `after`, made from `before`; rows in the same order."""
    change = np.abs(areas_km2(after) / areas_km2(before) - 1)
    holes = gaps(after)
    return Quality(
        features=len(after),
        vertices=int(shapely.get_num_coordinates(after.geometry.array).sum()),
        parts_before=int(shapely.get_num_geometries(before.geometry.array).sum()),
        parts_after=int(shapely.get_num_geometries(after.geometry.array).sum()),
        parts_lost=parts_lost(before, after),
        invalid=int((~after.geometry.is_valid).sum()),
        overlap_km2=sum((area for *_, area in overlaps(after)), 0.0),
        gaps=len(holes),
        gap_km2=sum((area for _, area in holes), 0.0),
        area_change_max=float(change.max()),
        area_change_p95=float(np.percentile(change, 95)),
        gz_bytes=gzipped_size(after),
    )


def parts_lost(before: gpd.GeoDataFrame, after: gpd.GeoDataFrame) -> int:
    """Number of parts of `before` that no part of the same row of `after` stands for."""
    parts, owner = shapely.get_parts(np.asarray(before.geometry.array), return_index=True)
    kept, row = shapely.get_parts(np.asarray(after.geometry.array), return_index=True)
    reach = 2 * 10.0**-DECIMALS
    one, two = shapely.STRtree(kept).query(parts, predicate="dwithin", distance=reach)
    stood_for = np.unique(one[owner[one] == row[two]])
    return max(len(parts) - len(stood_for), len(parts) - len(kept))


def areas_km2(regions: gpd.GeoDataFrame) -> npt.NDArray[np.float64]:
    """Area of each region in km², measured in an equal-area projection; shape (n,)."""
    return np.asarray(regions.geometry.to_crs(EQUAL_AREA).area, dtype=float) / 1e6


def overlaps(regions: gpd.GeoDataFrame) -> list[tuple[int, int, float]]:
    """Pairs of rows that claim the same land, with its km²; valid shapes only."""
    shapes = np.asarray(regions.geometry.array)
    if shapely.coverage_is_valid(shapes):
        return []
    left, right = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    sound = shapely.is_valid(shapes)
    chosen = (left < right) & sound[left] & sound[right]
    left, right = left[chosen], right[chosen]
    shared = km2(shapely.intersection(shapes[left], shapes[right]))
    return [
        (int(one), int(two), float(area))
        for one, two, area in zip(left, right, shared, strict=True)
        if area > SLIVER_KM2
    ]


def gaps(regions: gpd.GeoDataFrame) -> list[tuple[shapely.Point, float]]:
    """Pieces of land that the regions enclose and none claims: a point in each, and its km²."""
    shapes = np.asarray(regions.geometry.array)
    if shapely.coverage_is_valid(shapes):
        union = shapely.coverage_union_all(shapes)  # many times faster, for a clean mosaic only
    else:
        union = shapely.union_all(shapes[shapely.is_valid(shapes)])
    rings = [ring for part in shapely.get_parts(union) for ring in part.interiors]
    holes = shapely.polygons(rings) if rings else np.array([], dtype=object)
    return [
        (hole.representative_point(), float(area))
        for hole, area in zip(holes, km2(holes), strict=True)
        if area > SLIVER_KM2
    ]


def label_points(regions: gpd.GeoDataFrame) -> npt.NDArray[np.float64]:
    """Longitude and latitude, deepest inside the largest part of each region; shape (n, 2)."""
    parts, owner = shapely.get_parts(np.asarray(regions.geometry.array), return_index=True)
    order = np.lexsort((-shapely.area(parts), owner))
    largest = parts[order][np.unique(owner[order], return_index=True)[1]]
    centres = shapely.get_point(shapely.maximum_inscribed_circle(largest, tolerance=0.001), 0)
    return np.round(_xy(centres), DECIMALS)


def gzipped_size(layer: gpd.GeoDataFrame) -> int:
    """Bytes of the layer as gzipped GeoJSON."""
    return len(gzip.compress(layer.to_json(drop_id=True).encode(), 9, mtime=0))


def write_shapefile(layer: gpd.GeoDataFrame, path: Path) -> None:
    """Write .shp .shx .dbf .prj .cpg; the same layer gives the same bytes."""
    layer.to_file(
        path, engine="pyogrio", encoding="UTF-8", layer_options={"DBF_DATE_LAST_UPDATE": STAMP}
    )


def _cleaned(shapes: Shapes) -> Shapes:
    """The shapes without overlaps, their vertices where they were.

    Where nothing is snapped, GEOS 3.14.1 now and then gives most of a region to its neighbour
    (Tapanuli Tengah, at 0.003 degrees): there vertices within `SNAP` are joined."""
    clean, before = shapely.coverage_clean(shapes, snapping_distance=0), shapely.area(shapes)
    if (np.abs(shapely.area(clean) - before) > MOVED * before).any():
        clean = shapely.coverage_clean(shapes, snapping_distance=SNAP)
    return np.asarray(clean)


def _with_islands(source: Shapes, simple: Shapes) -> Shapes:
    """`simple`, with each island that rounding would lose drawn as one cell of the grid."""
    parts, owner = shapely.get_parts(simple, return_index=True)
    lost = np.flatnonzero(~shapely.is_valid(_rounded(parts)))
    tree = shapely.STRtree(parts)
    alone = [k for k in lost if len(tree.query(parts[k], predicate="intersects")) == 1]
    if not alone:
        return simple
    parts[alone] = [_cell(parts[k]) for k in alone]
    return np.array([shapely.multipolygons(parts[owner == k]) for k in range(len(source))])


def _cell(shape: Any) -> Any:
    """The box of grid cells that holds a shape."""
    west, south, east, north = np.array(shape.bounds) * 10**DECIMALS
    edges = np.array([np.floor(west), np.floor(south), np.ceil(east), np.ceil(north)])
    return shapely.box(*np.round(edges / 10**DECIMALS, DECIMALS))


def _rounded(shapes: Shapes) -> Shapes:
    return np.asarray(shapely.transform(shapes, lambda xy: np.round(xy, DECIMALS)))


def repaired(shapes: Shapes) -> Shapes:
    """Shapes with only the invalid ones mended."""
    broken = ~shapely.is_valid(shapes)
    mended = shapes.copy()
    mended[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    return mended


def _xy(shapes: Shapes) -> npt.NDArray[np.float64]:
    return np.asarray(shapely.get_coordinates(shapes))


def km2(shapes: Shapes) -> npt.NDArray[np.float64]:
    """Area of each shape in EPSG:4326, km²; shape (n,)."""
    return np.asarray(gpd.GeoSeries(shapes, crs=4326).to_crs(EQUAL_AREA).area, dtype=float) / 1e6
