"""What a page's data are, told to programs: schema.org for its head, DCAT for a catalogue.

Definitions: W3C (2024), "Data Catalog Vocabulary (DCAT) - Version 3"; schema.org, "Dataset",
with the fields that Google Search Central, "Dataset structured data", requires: a name and a
description of 50 to 5000 characters.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

import pandas as pd

from geo import site_files
from geo.deployment import here
from geo.editions import Edition
from geo.formats import Writer
from geo.indicators import BY_KEY
from geo.language import LANGUAGES, Language, Message
from geo.model import PROVINCE, Period
from geo.site_ground import Ground, has_files, measures, one_line
from geo.site_model import DEFAULT, Leaf, Place

Values = dict[str, Any]
LONGEST = 5000
"""Characters of a description."""
MEDIA = {
    site_files.CSV: "text/csv",
    site_files.JSON: "application/json",
    site_files.GEOJSON: "application/geo+json",
}
"""Media type of each file beside a page, as IANA registers it."""
LICENCES = {
    "MIT": "https://spdx.org/licenses/MIT",
    "CC BY 3.0 IGO": "https://creativecommons.org/licenses/by/3.0/igo/",
}
"""Where the licences of boundaries that have an address of their own stand."""
CLAIMED = Message("Setiap angka adalah klaim sumber yang disebut di sampingnya.")
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "geosparql": "http://www.opengis.net/ont/geosparql#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_LANGUAGE = "http://id.loc.gov/vocabulary/iso639-1/"
_MEDIA = "https://www.iana.org/assignments/media-types/"


def address(base: str, path: str) -> str:
    """A path of the site as an address; absolute where the site's own is known."""
    return base + quote(path) if base else "/" + quote(path)


def dataset(leaf: Leaf, known: Ground, base: str) -> Values:
    """The data of a page as a schema.org `Dataset`; empty for a page without files.

    Parameters
    ----------
    base : str
        Absolute address of the site's root, ending in a slash; empty where it is not known.
    """
    place, edition = leaf.place, known.edition
    if not has_files(place):
        return {}
    writer = Writer(place.language)
    page = address(base, place.path)
    told = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{page}#data",
        "name": name_of(leaf),
        "description": description(leaf),
        "url": page,
        "inLanguage": place.language,
        "version": edition.name,
        "dateModified": edition.as_of.isoformat(),
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": edition.published_by},
        "license": {
            "@type": "CreativeWork",
            "name": site_files.terms(writer),
            "url": address(base, Place("metode", "", place.language).path),
        },
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": here().product,
            "url": address(base, Place("provinsi", "", place.language).path),
        },
        "temporalCoverage": "/".join(span(leaf.claims)),
        "spatialCoverage": _covered(place, known, writer),
        "variableMeasured": _variables(place, writer),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": kind,
                "contentUrl": address(base, place.beside(name)),
            }
            for name, kind in MEDIA.items()
        ],
    }
    return {key: value for key, value in told.items() if value not in ("", [])}


def catalogue(
    leaves: Iterable[Leaf], known: Ground, editions: Sequence[Edition], base: str
) -> Values:
    """All data of the site as a DCAT catalogue, each page once with its texts in all languages.

    Parameters
    ----------
    editions : sequence of Edition
        Every published one; the oldest says since when the data are issued.
    """
    twins: dict[tuple[str, str], dict[Language, Leaf]] = {}
    for leaf in leaves:
        if has_files(leaf.place):
            place = leaf.place
            twins.setdefault((place.kind, place.key), {})[place.language] = leaf
    issued = min([one.as_of for one in editions] or [known.edition.as_of]).isoformat()
    home = address(base, Place("provinsi").path)
    return {
        "@context": CONTEXT,
        "@id": address(base, "catalog.jsonld"),
        "@type": "dcat:Catalog",
        "dct:title": here().product,
        "dct:description": _texts({key: CLAIMED.spoken(key) for key in LANGUAGES}),
        "dct:publisher": _agent(known.edition),
        "dct:issued": _day(issued),
        "dct:modified": _day(known.edition.as_of.isoformat()),
        "dct:language": [{"@id": _LANGUAGE + language} for language in LANGUAGES],
        "dct:rights": _rights(),
        "foaf:homepage": {"@id": home},
        "dcat:dataset": [_dataset(one, known, issued, base) for one in twins.values()],
    }


def _dataset(twins: Mapping[Language, Leaf], known: Ground, issued: str, base: str) -> Values:
    """A page's data as a DCAT dataset, with a distribution for each file of each language."""
    first = twins[DEFAULT] if DEFAULT in twins else next(iter(twins.values()))
    place, begins = first.place, span(first.claims)
    region = place.key if place.kind == "wilayah" else PROVINCE
    told = {
        "@id": f"{address(base, place.path)}#data",
        "@type": "dcat:Dataset",
        "dct:identifier": place.path or "/",
        "dct:title": _texts({key: name_of(leaf) for key, leaf in twins.items()}),
        "dct:description": _texts({key: description(leaf) for key, leaf in twins.items()}),
        "dct:publisher": _agent(known.edition),
        "dct:issued": _day(issued),
        "dct:modified": _day(known.edition.as_of.isoformat()),
        "dcat:version": known.edition.name,
        "dct:rights": _rights(),
        "dct:language": [{"@id": _LANGUAGE + language} for language in twins],
        "dcat:landingPage": [{"@id": address(base, leaf.place.path)} for leaf in twins.values()],
        "dct:spatial": {"@type": "dct:Location", "dcat:bbox": _box(known.bounds[region])},
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _day(begins[0]),
            "dcat:endDate": _day(begins[-1]),
        }
        if begins
        else "",
        "dcat:distribution": [
            _distribution(leaf.place, name, known, base)
            for leaf in twins.values()
            for name in MEDIA
        ],
    }
    return {key: value for key, value in told.items() if value}


def _distribution(place: Place, name: str, known: Ground, base: str) -> Values:
    """A file; that of shapes is under the boundaries' terms too."""
    where = {"@id": address(base, place.beside(name))}
    told: Values = {
        "@id": where["@id"],
        "@type": "dcat:Distribution",
        "dct:title": place.beside(name),
        "dct:language": {"@id": _LANGUAGE + place.language},
        "dcat:accessURL": where,
        "dcat:downloadURL": where,
        "dcat:mediaType": {"@id": _MEDIA + MEDIA[name]},
        "dct:rights": _rights(),
    }
    if name == site_files.GEOJSON:
        licence = LICENCES.get(known.vintage.licence)
        named = {"@type": "dct:LicenseDocument", "rdfs:label": known.vintage.licence}
        told["dct:license"] = {"@id": licence} if licence else named
        told["dct:rights"] = [
            _rights(),
            {"@type": "dct:RightsStatement", "rdfs:label": known.vintage.attribution},
        ]
    return told


def name_of(leaf: Leaf) -> str:
    """What the data of a page are called: the product, and the page's own name."""
    return one_line(f"{here().product}: {leaf.name or leaf.title}")


def description(leaf: Leaf) -> str:
    """What the data of a page are, in sentences: finding, lead, and whose the figures are."""
    said = [leaf.title, leaf.lead, Writer(leaf.place.language).tell(CLAIMED)]
    ended = [one if one[-1] in ".!?…" else f"{one}." for one in map(one_line, said) if one]
    text = " ".join(dict.fromkeys(ended))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def span(table: pd.DataFrame) -> list[str]:
    """The first and the last day that claims speak of, targets aside; empty where there is none."""
    about = table[table["indicator"] != "coverage_target"]
    periods = [Period.parse(str(text)) for text in about["period"].unique()]
    if not periods:
        return []
    first, last = min(map(_begin, periods)), max(one.end.isoformat() for one in periods)
    return [first, last]


def _begin(period: Period) -> str:
    return f"{period.year:04d}-{period.month or 1:02d}-{period.day or 1:02d}"


def _covered(place: Place, known: Ground, writer: Writer) -> Values:
    """A box in schema.org's order: south, west, north, east."""
    code = place.key if place.kind == "wilayah" else PROVINCE
    west, south, east, north = known.bounds[code]
    shape = {"@type": "GeoShape", "box": f"{south} {west} {north} {east}"}
    return {"@type": "Place", "name": writer.label(known.names[code]), "geo": shape}


def _variables(place: Place, writer: Writer) -> list[Values]:
    return [
        {
            "@type": "PropertyValue",
            "propertyID": key,
            "name": writer.label(BY_KEY[key].label),
            "description": writer.label(BY_KEY[key].definition),
        }
        for key in dict.fromkeys(key for key, _ in measures(place))
    ]


def _box(bounds: tuple[float, float, float, float]) -> Values:
    west, south, east, north = bounds
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    ring = ", ".join(f"{lon} {lat}" for lon, lat in corners)
    return {"@type": "geosparql:wktLiteral", "@value": f"POLYGON(({ring}))"}


def _agent(edition: Edition) -> Values:
    return {"@type": "foaf:Agent", "foaf:name": edition.published_by}


def _rights() -> Values:
    labels = {language: site_files.terms(Writer(language)) for language in LANGUAGES}
    return {"@type": "dct:RightsStatement", "rdfs:label": _texts(labels)}


def _texts(texts: Mapping[Language, str]) -> list[Values]:
    return [{"@language": language, "@value": text} for language, text in texts.items()]


def _day(text: str) -> Values:
    return {"@type": "xsd:date", "@value": text}
