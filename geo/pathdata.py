"""Shapes and lines as SVG path data, as short as their tenths of a pixel allow."""

import numpy as np
import shapely

SMALLEST = 1.0
"""An island smaller than this both ways, in px, is left out; a region keeps its largest part."""


def visible(shape: shapely.Geometry) -> shapely.MultiPolygon:
    """The shape without parts that are too small to be seen at this size, in px."""
    parts = shapely.get_parts(shape)
    west, south, east, north = shapely.bounds(parts).T
    seen = np.maximum(east - west, north - south) >= SMALLEST
    seen[np.argmax(shapely.area(parts))] = True
    return shapely.MultiPolygon(parts[seen].tolist())


def outline(shape: shapely.MultiPolygon) -> str:
    """Path data of all rings of a shape, in px."""
    rings = shapely.get_rings(shapely.get_parts(shape))
    return path([shapely.get_coordinates(ring)[:-1] for ring in rings], closed=True)


def path(lines: list[np.ndarray], *, closed: bool = False) -> str:
    """Path data of lines, each an array of (points, 2) in px: a place, then steps of tenths.

    Rounded as places, not as steps, so that neighbours still touch.
    """
    found = []
    for line in lines:
        tenths = np.rint(line * 10).astype(int)
        steps = np.diff(tenths, axis=0)
        moved = steps[(steps != 0).any(axis=1)]
        pairs = "".join(_pair(x, y) for x, y in moved.tolist())
        start = _pair(*tenths[0].tolist())
        found.append(f"M{start}l{pairs.lstrip()}{'z' if closed else ''}" if pairs else "")
    return "".join(found)


def _pair(x: int, y: int) -> str:
    """Two numbers of a path; a sign or nothing parts them where it can."""
    first, second = _number(x), _number(y)
    gap = "" if second.startswith("-") else " "
    lead = "" if first.startswith("-") else " "
    return f"{lead}{first}{gap}{second}"


def _number(tenths: int) -> str:
    text = f"{abs(tenths) / 10:g}".removeprefix("0") or "0"
    return f"-{text}" if tenths < 0 else text
