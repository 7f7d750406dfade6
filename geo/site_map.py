"""The map of a page: a link for each regency, with its name, value and date."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from html import escape

import pandas as pd
from markupsafe import Markup

from geo import palettes, stillmap, wording
from geo.choropleth import ChoroplethLayer
from geo.formats import Writer
from geo.indicators import Mark
from geo.stillmap import LAND, Key, Outlines

_REGION = re.compile(r'<path data-region="([^"]+)".*?</path>', re.DOTALL)
"""A region as `stillmap.draw` writes it; its text is escaped, so that nothing in it ends early."""
LARGEST_CIRCLE = 34.0
"""Radius of the largest figure's circle, px; areas are as the figures."""


def drawn(
    shapes: Outlines, layer: ChoroplethLayer, writer: Writer, names: Mapping[str, str]
) -> str:
    """A layer as a picture: areas filled for a rate, circles for a count."""
    words = stillmap.said(layer, writer, names)
    if layer.indicator.mark is Mark.AREA:
        return stillmap.draw(shapes, layer, words)
    svg = stillmap.draw(shapes, replace(layer, colours=(LAND,)), words)
    return svg.removesuffix("</svg>") + _circles(shapes, layer) + "</svg>"


def linked(
    svg: str,
    layer: ChoroplethLayer,
    writer: Writer,
    names: Mapping[str, str],
    address: Callable[[str], str],
) -> Markup:
    """The picture with a link around each region, named by what it says of the region.

    Parameters
    ----------
    svg : str
        As `drawn` gives it.
    address : callable
        From a region's code to the address of its page.
    """
    words = stillmap.said(layer, writer, names)

    def opened(found: re.Match[str]) -> str:
        code = found.group(1)
        told = escape(f"{words.names[code]}: {words.values[code]}")
        return f'<a href="{escape(address(code))}" aria-label="{told}">{found.group(0)}</a>'

    label = f'class="map" role="group" aria-label="{escape(words.title)}"'
    return Markup(_REGION.sub(opened, svg.replace('role="img"', label, 1)))  # ours


def legend(layer: ChoroplethLayer, writer: Writer) -> list[Key]:
    """What the map's colours mean; of circles what their size means."""
    keys = stillmap.legend(layer, writer)
    if layer.indicator.mark is Mark.AREA:
        return keys
    label = writer.say("luas lingkaran sebanding dengan nilai")
    return [replace(keys[0], label=label), *keys[1:]]


def _circles(shapes: Outlines, layer: ChoroplethLayer) -> str:
    """A circle for each figure, large ones beneath; they let the pointer through to the links."""
    values = layer.known["value"].sort_values(ascending=False)
    top = float(values.max()) if len(values) else 1.0
    found = []
    for code, value in values.items():
        across, down = shapes.points[str(code)]
        radius = LARGEST_CIRCLE * (max(float(value), 0.0) / (top or 1.0)) ** 0.5
        found.append(f'<circle cx="{across:g}" cy="{down:g}" r="{radius:.1f}"/>')
    look = f'fill="{palettes.SYMBOL}" fill-opacity=".7" stroke="#fff" pointer-events="none"'
    return f"<g {look}>{''.join(found)}</g>"


def values_of(layer: ChoroplethLayer, writer: Writer) -> dict[str, str]:
    """By region code its figure, or its kind of blank in words."""
    return {
        str(code): wording.value(writer, layer.indicator, row)
        for code, row in layer.table.iterrows()
    }


def share(value: float, top: float) -> float:
    """How far a bar reaches, of 100; NaN is no bar at all."""
    return 0.0 if pd.isna(value) else round(100 * max(value, 0.0) / (top or 1.0), 1)
