"""Diagonal lines across a shape: how a region without a figure is drawn, everywhere alike.

Geometry, not a pattern of the screen, so that map, slide and print show the same.
"""

import numpy as np
import shapely

FEWEST = 6
"""Lines that cross even a narrow shape."""


def lines(shape: shapely.Geometry, step: float, *, on_paper: bool = False) -> list[np.ndarray]:
    """Lines that rise to the right, each of shape (2, 2), in the unit of the shape.

    Parameters
    ----------
    step : float, in the unit of the shape
        Widest distance between two lines; a narrow shape gets `FEWEST` at least.
    on_paper : bool
        Whether y grows downwards, as in a drawing, and not northwards.
    """
    west, south, east, north = shape.bounds
    starts = np.arange(west - (north - south), east, min(step, (east - west) / FEWEST)).tolist()
    low, high = (north, south) if on_paper else (south, north)
    rising = shapely.MultiLineString([[(x, low), (x + north - south, high)] for x in starts])
    pieces = shapely.get_parts(shapely.intersection(rising, shape))
    return [shapely.get_coordinates(part) for part in pieces if part.geom_type == "LineString"]
