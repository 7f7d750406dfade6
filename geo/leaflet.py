"""A layer → the web map: geometry once as a file, then a few hundred bytes per change.

folium writes the map and streamlit-folium shows it. The base map is built from constants
only, because streamlit-folium keys its frame by the map's script: whatever changed in it
would remount the frame and lose the zoom. All that changes goes through `paint`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

import folium
from branca.element import MacroElement
from folium.template import Template

from geo import palettes, wording
from geo.choropleth import ChoroplethLayer
from geo.formats import Writer
from geo.language import Message
from geo.mapfiles import period_key
from geo.model import BpsCode

CENTRE = (-0.5, 111.45)
"""Latitude and longitude; the view is fitted to the regions as soon as they are there."""


class _Start(MacroElement):
    """Starts the map's script; part of the constant base map."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "Peta.start({{ this._parent.get_name() }}, {{ this.options|tojson }});"
        "{% endmacro %}"
    )

    def __init__(self, options: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self.options = options


class _Paint(MacroElement):
    """One call that recolours; sent through the feature group on every rerun."""

    _template = Template(
        "{% macro script(this, kwargs) %}Peta.paint({{ this.order|tojson }});{% endmacro %}"
    )

    def __init__(self, order: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Paint"
        self.order = dict(order)


class _Map(folium.Map):
    """A map without folium's page around it: the frame's own style sheet does that work."""

    def render(self, **kwargs: Any) -> str:
        return ""


def base_map(options: str, scripts: Sequence[str], styles: Sequence[str]) -> folium.Map:
    """The constant part of the map; a new object each time, because drawing changes it.

    Parameters
    ----------
    options : str
        Address of the `options_asset`.
    scripts, styles : sequence of str
        Addresses of the `fixed_assets`, in order.
    """
    drawn = _Map(
        location=list(CENTRE),
        zoom_start=7,
        tiles=None,
        zoom_snap=0.25,
        min_zoom=5,
        max_zoom=12,
        scrollWheelZoom=False,
        zoom_control="topright",
    )
    drawn.default_js = [(f"script{n}", url) for n, url in enumerate(scripts)]
    drawn.default_css = [(f"style{n}", url) for n, url in enumerate(styles)]
    _Start(options).add_to(drawn)
    return drawn


def paint(
    layer: ChoroplethLayer,
    writer: Writer,
    *,
    table: str,
    selected: BpsCode | None,
    watermark: Message | None = None,
) -> folium.FeatureGroup:
    """What changes: the class of each region, the palette, what is selected.

    Parameters
    ----------
    table : str
        Address of the `table_asset` that holds the words.
    watermark : Message, optional
        Printed across the map: the mark of made-up data.
    """
    label = wording.indicator_label(writer, layer.indicator, layer.segment)
    order = {
        "classes": layer.letters(),
        "colours": list(layer.colours),
        "inks": [palettes.ink_on(colour) for colour in layer.colours],
        "blank": palettes.NO_DATA,
        "notApplicable": palettes.NOT_APPLICABLE,
        "mark": layer.indicator.mark.value,
        "period": period_key(layer.period),
        "selected": selected or "",
        "table": table,
        "language": writer.language,
        "title": writer.say("Peta {indicator}", indicator=label),
        "watermark": writer.tell(watermark) if watermark else "",
    }
    stamp = hashlib.sha256(json.dumps(order, sort_keys=True).encode()).hexdigest()[:12]
    group = folium.FeatureGroup(name="paint")
    _Paint({**order, "stamp": stamp}).add_to(group)
    return group
