"""Files that a reader's browser fetches once: script, style, geometry, words of each period.

Their names hold the hash of their content, so that a stored copy is never stale.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from xstatic.pkg import leaflet as xstatic_leaflet

from geo import hatching, wording
from geo.choropleth import ChoroplethLayer
from geo.deployment import here
from geo.formats import Writer
from geo.indicators import Mark
from geo.language import LANGUAGES, Message
from geo.model import BpsCode, Period
from geo.palettes import HATCH, SYMBOL

ASSETS = Path(__file__).parent / "assets"
LEAFLET = Path(xstatic_leaflet.BASE_DIR)
SCRIPTS = (LEAFLET / "leaflet.js", ASSETS / "peta.js")
STYLES = (LEAFLET / "leaflet.css", ASSETS / "peta.css")
HATCH_DEGREES = 0.09
"""Widest distance between hatch lines; a small region gets closer ones, six at least."""
DECIMALS = 4
"""Of coordinates: 0.0001° is 11 m here, below what the generalised lines can show."""
LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that the reader's browser fetches once; its name holds its content's hash."""

    name: str
    content: bytes

    @classmethod
    def of_json(cls, stem: str, value: object) -> "Asset":
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return cls.of_bytes(stem, ".json", text.encode())

    @classmethod
    def of_bytes(cls, stem: str, suffix: str, content: bytes) -> "Asset":
        digest = hashlib.sha256(content).hexdigest()[:12]
        return cls(f"{stem}-{digest}{suffix}", content)


def fixed_assets() -> dict[str, list[Asset]]:
    """Leaflet and our own script and style, in the order they are loaded.

    `leaflet.css` asks for pictures of layer and marker buttons that this map has none of.
    """
    return {
        kind: [Asset.of_bytes(path.stem, path.suffix, path.read_bytes()) for path in paths]
        for kind, paths in (("scripts", SCRIPTS), ("styles", STYLES))
    }


def geometry_asset(layer: gpd.GeoDataFrame) -> Asset:
    """A boundary layer as the browser fetches it: see `geometry`."""
    return Asset.of_json("regions", geometry(layer))


def geometry(layer: gpd.GeoDataFrame) -> dict[str, Any]:
    """Shapes, hatch lines and label points of a boundary layer, in lon/lat (points lat/lon).

    Parameters
    ----------
    layer : GeoDataFrame indexed by region code, EPSG:4326
        With `label_lon` and `label_lat`.
    """
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": _rounded(shapely.geometry.mapping(shape)),
        }
        for code, shape in layer.geometry.items()
    ]
    points = {
        code: [round(float(row["label_lat"]), DECIMALS), round(float(row["label_lon"]), DECIMALS)]
        for code, row in layer.iterrows()
    }
    return {
        "regions": {"type": "FeatureCollection", "features": features},
        "hatch": {code: hatch_lines(shape) for code, shape in layer.geometry.items()},
        "points": points,
    }


def hatch_lines(shape: shapely.Geometry) -> list[list[list[float]]]:
    """Diagonal lines across a shape, as [[lat, lon], [lat, lon]] pairs."""
    return [
        [[round(y, 3), round(x, 3)] for x, y in line.tolist()]
        for line in hatching.lines(shape, HATCH_DEGREES)
    ]


def context_asset(context: Mapping[str, gpd.GeoDataFrame]) -> Asset:
    """Neighbouring land, the Kapuas and the names around: what stands beneath the regions."""
    names = [
        {
            "lat": round(row.geometry.y, 3),
            "lon": round(row.geometry.x, 3),
            "id": row.name,
            "en": row.name_en,
            "sea": row.kind == "sea",
        }
        for row in context["neighbours"].itertuples()
    ]
    land, river = (_collection(context[name]) for name in ("land", "kapuas"))
    return Asset.of_json("context", {"land": land, "river": river, "names": names})


def table_asset(
    layers: Sequence[ChoroplethLayer], writer: Writer, names: Mapping[BpsCode, str]
) -> Asset:
    """Every period of one indicator: classes, values, dates, sources, in the reader's words.

    Parameters
    ----------
    layers : sequence of ChoroplethLayer
        Oldest first, same indicator, segment and regions; the map's own period control
        steps through them without asking the server.
    """
    first, largest = layers[0], _largest(layers)
    sources: dict[str, int] = {}
    codes = [BpsCode(str(code)) for code in first.table.index]
    return Asset.of_json(
        "table",
        {
            "names": [names[code] for code in codes],
            "periods": [_entry(layer, writer, sources, largest) for layer in layers],
            "sources": list(sources),
            "legend": {
                "title": wording.indicator_label(writer, first.indicator, first.segment),
                "unit": _legend_rule(first, writer),
                "classes": wording.class_labels(writer, first.indicator, first.classes),
                "circles": _circles(first, writer, largest) if _any_known(layers) else [],
                "notReported": writer.say("tidak ada data"),
                "older": writer.say("hanya data lebih lama"),
                "notApplicable": writer.say("tidak berlaku"),
                "suppressed": writer.say("tidak ditampilkan"),
                "old": writer.say("data lebih lama, tahunnya tertulis"),
            },
            "words": {
                "previous": writer.say("Periode sebelumnya"),
                "next": writer.say("Periode berikutnya"),
                "play": writer.say("Putar dari awal sampai akhir"),
                "stop": writer.say("Berhenti"),
                "period": writer.say("Periode peta"),
                "closer": writer.say("Perbesar peta"),
                "farther": writer.say("Perkecil peta"),
            },
        },
    )


def _legend_rule(layer: ChoroplethLayer, writer: Writer) -> str:
    if layer.indicator.mark is Mark.SYMBOL:
        return writer.say("luas lingkaran sebanding dengan nilai")
    return writer.say("kelas: di atas batas bawah, sampai batas atas")


def _circles(layer: ChoroplethLayer, writer: Writer, largest: float) -> list[dict[str, Any]]:
    """Three circles of round values that explain the size of the others."""
    if layer.indicator.mark is not Mark.SYMBOL:
        return []
    top = float(f"{largest:.0e}")  # one significant digit
    return [
        {
            "text": wording.round_value(writer, layer.indicator, top * share),
            "size": round(math.sqrt(top * share / largest), 3),
        }
        for share in (1, 0.5, 0.1)
    ]


def period_key(period: Period | None) -> str:
    """How a period is written in messages to and from the map."""
    return str(period) if period else LATEST


def _any_known(layers: Sequence[ChoroplethLayer]) -> bool:
    return any(len(layer.known) for layer in layers)


def _largest(layers: Sequence[ChoroplethLayer]) -> float:
    return max(
        (float(layer.known["value"].max()) for layer in layers if len(layer.known)), default=1.0
    )


def _entry(
    layer: ChoroplethLayer, writer: Writer, sources: dict[str, int], largest: float
) -> dict[str, Any]:
    rows = layer.table.to_dict("records")
    cited = ["" if math.isnan(row["value"]) else wording.source_of(writer, row) for row in rows]
    values = [wording.value(writer, layer.indicator, row) for row in rows]
    dates = [wording.date_of(writer, row) for row in rows]
    entry = {
        "key": period_key(layer.period),
        "label": wording.period_label(writer, layer.period),
        "classes": layer.letters(),
        "flags": "".join("o" if old else "-" for old in layer.old()),
        "values": values,
        "labels": [wording.short_value(writer, layer.indicator, row) for row in rows],
        "years": ["" if math.isnan(row["value"]) else str(int(row["year"])) for row in rows],
        "dates": dates,
        "sources": [sources.setdefault(text, len(sources)) if text else -1 for text in cited],
        "notes": [wording.remark(writer, row) for row in rows],
        "tips": [", ".join(filter(None, pair)) for pair in zip(values, dates, strict=True)],
    }
    if layer.indicator.mark is Mark.SYMBOL:
        sizes = np.sqrt(layer.table["value"].fillna(0).clip(lower=0) / (largest or 1.0))
        entry["sizes"] = [round(float(size), 3) for size in sizes]
    return entry


def _collection(layer: gpd.GeoDataFrame) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {},
                "geometry": _rounded(shapely.geometry.mapping(shape)),
            }
            for shape in layer.geometry
        ],
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(part) for part in value]
    return round(value, DECIMALS) if isinstance(value, float) else value


def options_asset(
    codes: Sequence[BpsCode],
    bounds: tuple[float, float, float, float],
    geometry: str,
    context: str,
    attribution: str,
) -> Asset:
    """What the map's script is told once.

    Parameters
    ----------
    codes : sequence of BpsCode
        In the row order that every paint order keeps.
    bounds : (west, south, east, north), degrees
    geometry, context : str
        Where the frame finds the two assets.
    """
    west, south, east, north = bounds
    return Asset.of_json(
        "options",
        {
            "codes": list(codes),
            "bounds": [[south, west], [north, east]],
            "geometry": geometry,
            "context": context,
            "insets": [asdict(inset) for inset in here().insets],
            "attribution": attribution,
            "hatchColour": HATCH,
            "symbolColour": SYMBOL,
            "resetLabel": _in_both(Message("Seluruh {name}", name=here().named)),
        },
    )


def _in_both(message: Message) -> str:
    """A label in both languages: the map's frame is built once for all readers."""
    return " / ".join(message.spoken(language) for language in LANGUAGES)
