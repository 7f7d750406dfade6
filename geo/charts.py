"""One theme for every chart, and its drawing to SVG here, so that screen and paper agree.

Charts are sent as pictures with their text; no chart library runs in the reader's browser
(docs/decisions/0005-charts.md). Each drawn mark carries its words, so that a page may take
the picture in and let its points be pointed at and focused.
"""

import json
import re
from dataclasses import dataclass
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
_ENDING = (*b'"#%&<`\\', *range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
_UNSAFE = {one: quote(chr(one)) for one in _ENDING}
"""What would end an attribute or an address early, or be changed in either."""
_PLACES = re.compile(r' (?:d|transform|x1|x2|y1|y2)="[^"]+"')
_DIGITS = re.compile(r"(\.\d\d)\d+")
"""Digits behind the hundredth of a pixel, of which Vega writes a dozen."""
_SIZE = re.compile(r'width="(\d+)" height="(\d+)" viewBox="[^"]*"')
_CORNER = re.compile(r'transform="translate\(([\d.]+),([\d.]+)\)"')
_BEGIN, _END = "/><g>", '</g><path class="foreground"'
"""Around the groups of a plot."""
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
    drawn = _drawn(_vega(whole), language)
    drawn = _PLACES.sub(lambda attribute: _DIGITS.sub(r"\1", attribute[0]), drawn)
    return drawn.replace(f'font-family="{_MEASURED}"', f'font-family="{FONT}"')


def address(svg: str) -> Markup:
    """A picture as an address of its own, for `<img src="…">`: nothing in it ends that early."""
    return Markup("data:image/svg+xml," + svg.translate(_UNSAFE))


def _drawn(vega: dict[str, Any], language: Language) -> str:
    """As the library draws it; what stands around the marks only once for charts of equal axes.

    Axes take two thirds of the time of a drawing. All is drawn at once where they depend on the
    data, where there are several plots or a legend, or no marks.
    """
    inside = _marks(vega)
    is_fixed = all(isinstance(one.get("domain"), list) for one in vega.get("scales", ()))
    is_plain = {"layout", "legends"}.isdisjoint(vega)
    if not (is_fixed and is_plain and inside["marks"]):
        return _svg(vega, language)
    frame = _frame(json.dumps({**vega, "data": [], "marks": []}), language)
    return _laid(frame, _Drawing.of(_svg(inside, language)))


def _marks(vega: dict[str, Any]) -> dict[str, Any]:
    """What stands within the axes; marks of no data are left out, since each takes its time."""
    blank: set[str] = set()
    for one in vega["data"]:
        if one.get("source") in blank or ("values" in one and not one["values"]):
            blank.add(one["name"])
    marks = [one for one in vega["marks"] if _data_of(one) not in blank]
    data = [one for one in vega["data"] if one["name"] not in blank]
    bare = {key: part for key, part in vega.items() if key not in {"axes", "title"}}
    return {**bare, "data": data, "marks": marks}


def _data_of(mark: dict[str, Any]) -> str | None:
    """The name of what a mark, or a group of marks, is drawn from."""
    source = mark.get("from", {})
    found: str | None = source.get("facet", source).get("data")
    return found


@lru_cache(maxsize=256)
def _frame(vega: str, language: Language) -> "_Drawing":
    return _Drawing.of(_svg(json.loads(vega), language))


def _svg(vega: dict[str, Any], language: Language) -> str:
    return str(vl_convert.vega_to_svg(vega, format_locale=_number_locale(language)))


@dataclass(frozen=True, slots=True)
class _Drawing:
    """The parts of a drawing, and the room around the corner of its plot, px.

    Attributes
    ----------
    ahead, inside, behind : str
        What stands before the groups of the plot, these groups, and what stands after them.
    """

    ahead: str
    inside: str
    behind: str
    left: float
    above: float
    right: float
    below: float

    @classmethod
    def of(cls, svg: str) -> "_Drawing":
        """Of the library's own drawing."""
        size, corner = _SIZE.search(svg), _CORNER.search(svg)
        if size is None or corner is None:
            raise ValueError("the library draws otherwise than it did")
        left, above = map(float, corner.groups())
        width, height = map(float, size.groups())
        begin, end = svg.index(_BEGIN) + len(_BEGIN), svg.rindex(_END)
        parts = svg[:begin], svg[begin:end], svg[end:]
        return cls(*parts, left, above, width - left, height - above)


def _laid(frame: _Drawing, marks: _Drawing) -> str:
    """A drawing of marks within a frame, with room for both."""
    left, above = max(frame.left, marks.left), max(frame.above, marks.above)
    width = f"{left + max(frame.right, marks.right):g}"
    height = f"{above + max(frame.below, marks.below):g}"
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    ahead = _SIZE.sub(size, frame.ahead, count=1)
    ahead = _CORNER.sub(f'transform="translate({left:g},{above:g})"', ahead, count=1)
    return f"{ahead}{frame.inside}{marks.inside}{frame.behind}"


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
