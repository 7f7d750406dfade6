"""Maps of the districts of a regency: shapes for the web map, and a still picture."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import geopandas as gpd
import numpy as np

from geo import classify, districts, mapfiles, stillmap
from geo.choropleth import ChoroplethLayer
from geo.formats import Writer
from geo.indicators import Mark
from geo.mapfiles import DECIMALS, Asset
from geo.model import BpsCode, Missing
from geo.palettes import SYMBOL
from geo.stillmap import LAND, Key, Outlines, Words

LARGEST = 0.045
"""Radius of the largest circle, in parts of the drawing's width."""


def shapes_asset(layer: gpd.GeoDataFrame) -> Asset:
    """What the browser fetches to go down to the districts of one regency.

    Parameters
    ----------
    layer : GeoDataFrame indexed by district code, EPSG:4326
        With `label_lon` and `label_lat`; its order is that of every paint order.

    Returns
    -------
    Asset
        As `mapfiles.geometry_asset`, with `codes` and `bounds` ([[south, west], [north, east]]).
    """
    west, south, east, north = (round(float(edge), DECIMALS) for edge in layer.total_bounds)
    whole = {
        "codes": [str(code) for code in layer.index],
        "bounds": [[south, west], [north, east]],
        **mapfiles.geometry(layer),
    }
    return Asset.of_json("districts", whole)


def outlines(load: Callable[[], gpd.GeoDataFrame], width: int) -> Callable[[BpsCode], Outlines]:
    """What gives the shapes of a regency's districts, ready to be drawn at one width (px).

    Parameters
    ----------
    load : callable
        Gives the layer of all districts; called once, when the first is asked for.
    """

    @cache
    def of(regency: BpsCode) -> Outlines:
        return stillmap.outlines(districts.shapes(whole(), regency), width)

    @cache
    def whole() -> gpd.GeoDataFrame:
        return load()

    return of


def drawn(shapes: Outlines, layer: ChoroplethLayer, words: Words, mark: str = "") -> str:
    """The districts as an SVG picture; shapes and names alone where none has a figure.

    A count becomes a circle whose area is in proportion: it never fills an area.

    Parameters
    ----------
    mark : str
        What is written across a picture of made-up data.
    """
    if layer.known.empty:
        return stillmap.draw(shapes, _bare(layer), words, mark=mark)
    if layer.indicator.mark is Mark.AREA:
        return stillmap.draw(shapes, layer, words, mark=mark)
    ground = replace(layer, colours=(LAND,) * len(layer.colours))
    picture = stillmap.draw(shapes, ground, words, mark=mark)
    before, group, names = picture.partition('<g class="names"')
    if group:
        return f"{before}{_circles(shapes, layer)}{group}{names}"
    return before.removesuffix("</g></svg>") + f"{_circles(shapes, layer)}</g></svg>"


def legend(layer: ChoroplethLayer, writer: Writer) -> list[Key]:
    """What the colours of the picture mean; nothing where it shows shapes and names alone."""
    if layer.known.empty:
        return []
    keys = stillmap.legend(layer, writer)
    if layer.indicator.mark is Mark.AREA:
        return keys
    label = writer.say("luas lingkaran sebanding dengan nilai")
    return [replace(keys[0], label=label), *keys[1:]]


def _bare(layer: ChoroplethLayer) -> ChoroplethLayer:
    """Every district in one quiet grey: lines across all of them would say no more."""
    table = layer.table.assign(status=Missing.NOT_APPLICABLE.value, class_number=classify.NO_CLASS)
    return replace(layer, table=table)


def _circles(shapes: Outlines, layer: ChoroplethLayer) -> str:
    values = layer.known["value"]
    largest = float(values.max()) or 1.0
    look = f'fill="{SYMBOL}" fill-opacity=".75" stroke="#17324d" pointer-events="none"'
    circles = []
    for code, value in values.sort_values(ascending=False).items():
        x, y = shapes.points[str(code)]
        radius = LARGEST * shapes.width * float(np.sqrt(max(value, 0.0) / largest))
        circles.append(f'<circle cx="{x:g}" cy="{y:g}" r="{radius:.1f}"/>')
    return f"<g {look}>{''.join(circles)}</g>"
