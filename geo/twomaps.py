"""The map before and after an edition, side by side on one page to be looked at."""

from html import escape

import geopandas as gpd
import pandas as pd

from geo import choropleth, claims, differences, stillmap, wording
from geo.choropleth import ChoroplethLayer
from geo.formats import Writer
from geo.indicators import BY_KEY, Indicator, Mark
from geo.regencies import by_bps

WIDTH = 520
"""Of each map, px."""


def page(old: pd.DataFrame, new: pd.DataFrame, shapes: gpd.GeoDataFrame, writer: Writer) -> str:
    """A page of pairs of maps: each rate of the regencies that an edition changes.

    Parameters
    ----------
    old, new : DataFrame
        Claims of the edition before and of this one.
    shapes : GeoDataFrame
        As `boundaries.load_regencies` returns it.

    Returns
    -------
    str
        HTML that fetches nothing; the latest readings of each indicator and segment, both in
        the same classes and colours. Without maps where no rate changes.
    """
    changed = differences.between(old, new)
    changed = changed[changed["region_code"].isin(list(by_bps()))]
    drawn = stillmap.outlines(shapes, WIDTH)
    parts = []
    for (key, segment), _ in changed.groupby(["indicator", "segment"], sort=True):
        shown = BY_KEY.get(str(key))
        if shown is None or shown.mark is not Mark.AREA:
            continue
        layers = [_layer(table, shown, str(segment)) for table in (old, new)]
        maps = [
            f"<figure><figcaption>{escape(title)}</figcaption>{_map(drawn, layer, writer)}</figure>"
            for title, layer in zip(
                (writer.say("Sebelum"), writer.say("Sesudah")), layers, strict=True
            )
        ]
        heading = escape(wording.indicator_label(writer, shown, str(segment)))
        parts.append(f"<h2>{heading}</h2><div>{''.join(maps)}</div>{_legend(layers[1], writer)}")
    return _whole(parts, writer)


def _layer(table: pd.DataFrame, shown: Indicator, segment: str) -> ChoroplethLayer:
    readings = claims.readings(table, shown, [*by_bps()], segment=segment)
    return choropleth.build(shown, readings, segment=segment)


def _map(shapes: stillmap.Outlines, layer: ChoroplethLayer, writer: Writer) -> str:
    names = {str(code): one.name for code, one in by_bps().items()}
    return stillmap.draw(shapes, layer, stillmap.said(layer, writer, names))


def _legend(layer: ChoroplethLayer, writer: Writer) -> str:
    keys = "".join(
        f'<li><span class="{key.pattern}" style="background-color:{key.colour}"></span>'
        f"{escape(key.label)}</li>"
        for key in stillmap.legend(layer, writer)
    )
    return f"<ul>{keys}</ul>"


def _whole(parts: list[str], writer: Writer) -> str:
    title = escape(writer.say("Peta sebelum dan sesudah"))
    style = (
        "body{font-family:sans-serif;margin:1.5rem}div{display:flex;flex-wrap:wrap;gap:1rem}"
        "figure{margin:0}ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:1rem}"
        "span{display:inline-block;width:1em;height:1em;margin-right:.4em;border:1px solid #555}"
        "span.dashed{border:2px dashed #333}span.hatched{background-image:"
        "repeating-linear-gradient(135deg,#888 0 1px,transparent 1px 4px)}"
        "span.broken{background:radial-gradient(#888 1px,transparent 1.2px) 0 0/5px 5px}"
    )
    nothing = writer.say("Tidak ada peta yang berubah.")
    body = "".join(parts) or f"<p>{escape(nothing)}</p>"
    head = f'<meta charset="utf-8"><title>{title}</title><style>{style}</style>'
    shell = f'<!doctype html><html lang="{writer.language}"><head>{head}</head>'
    return f"{shell}<body><h1>{title}</h1>{body}</body></html>\n"
