"""One theme for every chart, and its drawing to SVG here, so that screen and paper agree.

Charts are sent as pictures with their text; no chart library runs in the reader's browser
(docs/decisions/0005-charts.md). Each drawn mark carries its words, so that a page may take
the picture in and let its points be pointed at and focused.
"""

import json
import re
from functools import lru_cache
from typing import Any
from urllib.parse import quote

import vl_convert
from babel import Locale
from markupsafe import Markup

from geo.language import Language

INK, MUTED, GRID = "#12202e", "#46566a", "#dde3ea"
MAIN, OTHER, TARGET, CONFLICT = "#0b5c7d", "#8a94a3", "#b3123f", "#f0b57e"
DECISION = "#5b2a86"
FONT = "Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"
"""A picture cannot use the page's own type, so the reader's system lends one."""
_UNSAFE = re.compile(r"""["#%&<`\\\x00-\x1f\x7f-\x9f\u2028\u2029]""")
"""What would end an attribute or an address early, or be changed in either."""
_PLACES = re.compile(r' (?:d|transform|x1|x2|y1|y2)="[^"]+"')
_DIGITS = re.compile(r"(\.\d\d)\d+")
"""Digits behind the hundredth of a pixel, of which Vega writes a dozen."""
_MEASURED = "sans-serif"
"""What texts are measured in while drawing: looking for each name of the list takes 10 ms."""


def theme() -> dict[str, Any]:
    """The one theme of every chart, as a Vega-Lite config."""
    return {
        "background": "transparent",
        "font": _MEASURED,
        "view": {"stroke": None},
        "axis": {
            "labelColor": MUTED,
            "titleColor": MUTED,
            "labelFontSize": 12,
            "labelLimit": 0,
            "titleFontSize": 12,
            "titleFontWeight": "normal",
            "gridColor": GRID,
            "domainColor": OTHER,
            "tickColor": OTHER,
        },
        "text": {"fontSize": 13, "fill": INK},
    }


def svg(spec: dict[str, Any], *, language: Language = "id", mark: str = "") -> str:
    """A Vega-Lite specification as SVG, in the theme.

    Parameters
    ----------
    mark : str
        Stands above a chart of made-up data, so that a copied picture still says so.
    """
    title = {"title": {"text": mark, "color": TARGET, "anchor": "start"}} if mark else {}
    whole = {**spec, **title, "config": theme()}
    drawn = str(vl_convert.vega_to_svg(_vega(whole), format_locale=_number_locale(language)))
    drawn = _PLACES.sub(lambda attribute: _DIGITS.sub(r"\1", attribute[0]), drawn)
    return drawn.replace(f'font-family="{_MEASURED}"', f'font-family="{FONT}"')


def address(svg: str) -> Markup:
    """A picture as an address of its own, for `<img src="…">`: nothing in it ends that early."""
    return Markup("data:image/svg+xml," + _UNSAFE.sub(lambda sign: quote(sign[0]), svg))


def _vega(spec: dict[str, Any]) -> dict[str, Any]:
    """In Vega; compiled once for all charts that differ in their data and in the top of y alone.

    Compiling takes a third of the time of a drawing.
    """
    data = spec.get("datasets")
    y = spec.get("encoding", {}).get("y", {})
    low, top = y.get("scale", {}).get("domain") or (None, None)
    if not data or low != 0:
        return dict(vl_convert.vegalite_to_vega(spec))
    plain = {**spec, "encoding": {**spec["encoding"], "y": {**y, "scale": {"domain": [0, 1]}}}}
    del plain["datasets"]
    vega: dict[str, Any] = json.loads(_compiled(json.dumps(plain)))
    for one in vega["data"]:
        if one["name"] in data:
            one["values"] = data[one["name"]]
    next(one for one in vega["scales"] if one["name"] == "y")["domain"] = [low, top]
    return vega


@lru_cache(maxsize=64)
def _compiled(spec: str) -> str:
    return json.dumps(vl_convert.vegalite_to_vega(json.loads(spec)))


@lru_cache
def _number_locale(language: Language) -> dict[str, Any]:
    """How d3 writes numbers on the axes: 1.234,5 or 1,234.5."""
    symbols = Locale(language).number_symbols["latn"]
    return {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [3],
        "currency": ["Rp", ""],
    }
