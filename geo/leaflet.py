"""A layer → the web map: geometry once as a file, then a few hundred bytes per change.

folium writes the map and streamlit-folium shows it. The base map is built from constants
only, because streamlit-folium keys its frame by the map's script: whatever changed in it
would remount the frame and lose the zoom. All that changes goes through `paint`.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """The districts of one regency, where the map shows those.

    Attributes
    ----------
    region : BpsCode
        The regency.
    name, home : str
        Its full name; what the reader comes back to: "Kalimantan Barat".
    geometry : str
        Address of the `district_maps.shapes_asset`.
    """

    region: BpsCode
    name: str
    home: str
    geometry: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a map shows beside its layer.

    Attributes
    ----------
    selected : BpsCode or None
        The regency looked at.
    watermark : Message or None
        Printed across the map: the mark of made-up data.
    below : bool
        Whether the reader may go down from here to the districts of a regency.
    inside : Inside or None
        Where the layer is one of districts: whose.
    """

    selected: BpsCode | None = None
    watermark: Message | None = None
    below: bool = False
    inside: Inside | None = None


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


def order(layer: ChoroplethLayer, writer: Writer, *, table: str, look: Look) -> dict[str, Any]:
    """What changes: the class of each region, the palette, what is selected.

    Parameters
    ----------
    layer : ChoroplethLayer
        Of the regencies in the order of the `options_asset`; where `look.inside` is told, of its
        districts in the order of their shapes.
    table : str
        Address of the `table_asset` that holds the words.
    """
    label = wording.indicator_label(writer, layer.indicator, layer.segment)
    told = {
        "classes": layer.letters(),
        "colours": list(layer.colours),
        "inks": [palettes.ink_on(colour) for colour in layer.colours],
        "blank": palettes.NO_DATA,
        "notApplicable": palettes.NOT_APPLICABLE,
        "mark": layer.indicator.mark.value,
        "period": period_key(layer.period),
        "selected": look.selected or "",
        "below": look.below,
        "inside": _inside(look.inside, writer) if look.inside else None,
        "table": table,
        "language": writer.language,
        "title": writer.say("Peta {indicator}", indicator=label),
        "watermark": writer.tell(look.watermark) if look.watermark else "",
    }
    stamp = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]
    return {**told, "stamp": stamp}


def paint(order: Mapping[str, Any]) -> folium.FeatureGroup:
    """What changes, as streamlit-folium hands it to a map."""
    group = folium.FeatureGroup(name="paint")
    _Paint(order).add_to(group)
    return group


def _inside(inside: Inside, writer: Writer) -> dict[str, str]:
    """What the map's script is told of the districts it shows, with its words."""
    return {
        "region": inside.region,
        "geometry": inside.geometry,
        "name": inside.name,
        "home": writer.label(inside.home),
        "label": writer.say("Letak peta"),
        "back": writer.say("Kembali ke {name}", name=writer.label(inside.home)),
        "whole": writer.say("Seluruh {name}", name=inside.name),
    }
