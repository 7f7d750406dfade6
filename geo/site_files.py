"""Files beside each page of the static site: its claims as CSV and JSON, its shapes as GeoJSON.

Whatever a page says can be read again by a program: every figure with its source, under the
edition's name, and what a blank means.
"""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from geo import downloads, wording
from geo.deployment import here
from geo.formats import Writer
from geo.indicators import BY_KEY
from geo.language import Message
from geo.model import COLUMNS, BpsCode
from geo.regencies import by_bps
from geo.site_ground import (
    Ground,
    Measure,
    compact,
    has_files,
    measures,
    read_of,
    regions,
)
from geo.site_model import Leaf, Place
from geo.vintages import Vintage

CSV, JSON, GEOJSON = "data.csv", "data.json", "data.geojson"
NULL = Message(
    "null berarti tidak diketahui atau tidak disebut oleh sumbernya; null tidak pernah berarti nol."
)
_READING = ("value", "period", "claim_id", "publisher", "published_on", "source_url")
_RATIO = ("numerator", "denominator", "denominator_source", "denominator_period")


def beside(leaf: Leaf, known: Ground, table: bytes | None = None) -> dict[str, bytes]:
    """The files that stand beside a page.

    Parameters
    ----------
    leaf : Leaf
        Its claims are rows of the edition of `known`.
    table : bytes, optional
        Its claims as CSV where a twin of the page has made them: they are of no language.

    Returns
    -------
    dict of str to bytes
        By path from the root of the site: `data.csv` (columns as `downloads.claims_csv`
        writes them), `data.json` (the readings as the page writes them, the claims, sources,
        terms, and what null means) and `data.geojson` (`collection`). Empty for a page that
        shows no figures. Numbers are numbers: shares are fractions, never percents.
    """
    if not has_files(leaf.place):
        return {}
    files = {
        CSV: downloads.claims_csv(known.edition, leaf.claims) if table is None else table,
        JSON: _json(document(leaf, known)),
        GEOJSON: collection(leaf.place, known).encode(),
    }
    return {leaf.place.beside(name): content for name, content in files.items()}


def document(leaf: Leaf, known: Ground) -> dict[str, Any]:
    """`data.json` of a page as values; texts are in the language of the page."""
    writer = Writer(leaf.place.language)
    return {
        "title": leaf.title,
        "page": leaf.place.path or "/",
        "language": writer.language,
        **_edition(known),
        "licence": terms(writer),
        "boundaries": boundary_terms(known.vintage, writer),
        "null": writer.tell(NULL),
        "units": _units(writer),
        "readings": [
            read
            for measure in measures(leaf.place)
            for read in _readings(measure, read_of(leaf.place, known), known, writer)
        ],
        "claims": [_claim(one, known, writer) for one in leaf.claims.to_dict("records")],
    }


def terms(writer: Writer) -> str:
    """Under which terms the claims may be used, in a sentence."""
    return writer.say("Klaim: fakta dari sumber yang disebut pada tiap angka.")


def boundary_terms(vintage: Vintage, writer: Writer) -> dict[str, str]:
    """What a citation of the shapes needs."""
    return {
        "label": writer.tell(vintage.label),
        "attribution": writer.label(vintage.attribution),
        "licence": vintage.licence,
        "reference_date": vintage.reference_date,
        "note": writer.tell(vintage.note),
    }


def collection(place: Place, known: Ground) -> str:
    """`data.geojson` of a page: a FeatureCollection of its regencies with their readings.

    Returns
    -------
    str
        One feature a regency, its `id` the BPS code. For each reading of `measures` the
        properties `<indicator>`, `<indicator>_status`, `_period`, `_claim_id`, `_publisher`,
        `_published_on`, `_source_url`, `_conflict`; of a segment `<indicator>_<segment>`; of a
        ratio its two counts and the source of the lower one too. null where nothing is known,
        `_status` tells why. Edition, terms and attribution are members of the collection.
    """
    writer, codes = Writer(place.language), regions(place, known)
    boxes = list(zip(*(known.bounds[code] for code in codes), strict=True))
    head = {
        "type": "FeatureCollection",
        "bbox": [min(boxes[0]), min(boxes[1]), max(boxes[2]), max(boxes[3])],
        **_edition(known),
        "attribution": writer.label(known.vintage.attribution),
        "licence": terms(writer),
        "boundaries": boundary_terms(known.vintage, writer),
        "null": writer.tell(NULL),
    }
    features = ",\n".join(_feature(code, measures(place), known) for code in codes)
    return f'{compact(head)[:-1]},"features":[\n{features}\n]}}\n'


def _feature(code: str, asked: list[Measure], known: Ground) -> str:
    regency = by_bps()[BpsCode(code)]
    properties: dict[str, Any] = {
        "bps_code": code,
        "kemendagri_code": regency.dagri or None,
        "name": regency.name_full,
        "kind": regency.kind,
        "area_km2": plain(regency.area_km2),
    }
    for key, segment in asked:
        stem = key if segment == "total" else f"{key}_{segment}"
        reading = known.readings[key, segment][code]
        for name in (*_READING, *(_RATIO if BY_KEY[key].is_ratio else ())):
            properties[stem if name == "value" else f"{stem}_{name}"] = plain(reading[name])
        properties[f"{stem}_status"] = str(reading["status"])
        properties[f"{stem}_conflict"] = bool(reading["conflict"])
    text = f'"type":"Feature","id":"{code}","properties":{compact(properties)}'
    return f'{{{text},"geometry":{known.shapes[code]}}}'


def _readings(
    measure: Measure, codes: list[str], known: Ground, writer: Writer
) -> list[dict[str, Any]]:
    """What the page reads for each region, with the words that it shows."""
    key, segment = measure
    table, chosen = known.readings[measure], BY_KEY[key]
    extra = _RATIO if chosen.is_ratio else ()
    return [
        {
            "region_code": code,
            "region_name": known.names[code],
            "indicator": key,
            "segment": segment,
            "label": wording.indicator_label(writer, chosen, segment),
            "unit": chosen.unit.value,
            **{name: plain(reading[name]) for name in (*_READING, *extra)},
            "status": str(reading["status"]),
            "written": wording.value(writer, chosen, reading),
            "conflict": bool(reading["conflict"]),
            "others": int(reading["others"]),
        }
        for code, reading in ((code, table[code]) for code in codes)
    ]


def _claim(row: Mapping[Any, Any], known: Ground, writer: Writer) -> dict[str, Any]:
    """A row of the edition; `written` is its value as the pages write it."""
    told: dict[str, Any] = {name: plain(row[name]) for name in COLUMNS}
    names = {"region_name": writer.label(known.names.get(str(row["region_code"]), ""))}
    is_said = bool(row["text"]) or told["value"] is not None
    return told | names | {"written": wording.claimed(writer, row) if is_said else None}


def _edition(known: Ground) -> dict[str, Any]:
    edition = known.edition
    return {
        "product": here().product,
        "edition": edition.name,
        "dataset": edition.dataset,
        "as_of": edition.as_of.isoformat(),
        "published_by": edition.published_by,
    }


def _units(writer: Writer) -> dict[str, str]:
    return {
        "fraction": writer.say("bagian dari satu: 0.5159 berarti 51,59 %"),
        "persons": writer.say("orang"),
        "rupiah": writer.say("rupiah penuh"),
        "villages": writer.say("desa"),
    }


def plain(cell: Any) -> Any:
    """A cell as JSON holds it: a whole number without decimals, an unknown one as null."""
    if isinstance(cell, str):
        return cell or None
    if pd.isna(cell):
        return None
    number = float(cell)
    return int(number) if number.is_integer() else number


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
