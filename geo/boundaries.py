"""Boundary layers at run time: which there are, read from disk, checked against the codes.

The shapes say where; names, kinds and official areas come from the code table. A file is
refused whole, with all its faults at once, and never half accepted.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely

from geo import generalise, identity, regencies
from geo.context import load_context
from geo.errors import FaultsError
from geo.language import Message
from geo.model import BpsCode
from geo.regencies import Level
from geo.sources import LAYERS, MissingSourceError
from geo.vintages import VINTAGES, Vintage, vintage_of

__all__ = [
    "LAYERS",
    "VINTAGES",
    "BoundaryFaultsError",
    "Vintage",
    "check_regencies",
    "conformed",
    "level_of",
    "load_context",
    "load_districts",
    "load_regencies",
    "vintage_of",
    "write",
]

FILES: Mapping[Level, str] = MappingProxyType(
    {"regency": "regencies.shp", "district": "districts.shp"}
)
COLUMNS: Mapping[Level, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "regency": {
            "bps": ("bps_code", "adm2_bps", "kode_bps", "idkab", "adm2_pcode"),
            "dagri": ("kemendagri_code", "kemendagri", "dagri_code", "adm2_kemendagri", "kdpkab"),
            "name": (
                "name",
                "name_full",
                "wadmkk",
                "name_2",
                "adm2_name",
                "adm2_en",
                "nmkab",
                "nama",
            ),
        },
        "district": {
            "bps": ("bps_code", "adm3_bps", "kode_bps", "idkec", "adm3_pcode"),
            "dagri": ("kemendagri_code", "kemendagri", "dagri_code", "adm3_kemendagri", "kdcpum"),
            "name": ("name", "wadmkc", "name_3", "adm3_name", "adm3_en", "nmkec", "nama"),
        },
    }
)
"""Usual names of columns, in the order they are trusted; a bare "kode" names no system."""


class BoundaryFaultsError(FaultsError):
    """A layer that does not fit the code table or is torn; every fault is listed."""

    def __init__(self, faults: list[Message]) -> None:
        super().__init__(
            what=Message("Lapisan batas ditolak: {n} kesalahan.", n=len(faults)),
            mend=Message("Perbaiki semuanya di berkas asal, lalu ulangi."),
            faults=faults,
        )


def load_regencies(vintage: str = "kepmendagri2025", *, layers: Path = LAYERS) -> gpd.GeoDataFrame:
    """The regencies of a vintage, checked.

    Returns
    -------
    GeoDataFrame, shape (14,), EPSG:4326, indexed by `regency_code` (BpsCode), in its order
        Columns name, name_full, kind, capital, area_km2 (official, not measured),
        dagri_code, label_lon, label_lat (degrees, inside the largest part), geometry.
    """
    return _loaded(vintage, "regency", layers)


def load_districts(vintage: str = "kepmendagri2025", *, layers: Path = LAYERS) -> gpd.GeoDataFrame:
    """The districts of a vintage, checked.

    Returns
    -------
    GeoDataFrame, shape (174,), EPSG:4326, indexed by `district_code` (BpsCode), in its order
        Columns name, dagri_code, parent (BpsCode of its regency), label_lon, label_lat,
        geometry.
    """
    return _loaded(vintage, "district", layers)


def check_regencies(layer: gpd.GeoDataFrame, level: Level = "regency") -> None:
    """Refuse a layer that is not exactly the regencies (or districts), each once and whole.

    Raises
    ------
    BoundaryFaultsError
        With every fault at once: regions missing, doubled or unknown; codes and names that
        disagree; invalid shapes; overlaps and gaps of more than 0.0001 km².
    """
    conformed(layer, level)


def conformed(layer: gpd.GeoDataFrame, level: Level = "regency") -> gpd.GeoDataFrame:
    """The layer's shapes under official codes and names, in the order of BPS codes.

    Raises
    ------
    BoundaryFaultsError
        See `check_regencies`.
    """
    found = _identities(layer, level)
    codes = [code for code in found if not isinstance(code, Message)]
    faults = [fault for fault in found if isinstance(fault, Message)]
    faults += [*_roll_call(codes, level), *_torn(layer)]
    if faults:
        raise BoundaryFaultsError(faults)
    official = _official(level)
    shapes = gpd.GeoSeries(layer.geometry.array, index=codes).loc[official.index]
    return gpd.GeoDataFrame(official, geometry=shapes, crs=layer.crs)


def level_of(layer: gpd.GeoDataFrame) -> Level:
    """What a layer holds: districts if it has a column of theirs or their number of rows."""
    columns = {str(column).lower() for column in layer.columns}
    own = {"adm3_bps", "adm3_kemendagri", "adm3_pcode", "idkec", "kdcpum", "wadmkc"}
    many = len(layer) > len(regencies.regencies()) * 4
    return "district" if own & columns or many else "regency"


def write(layer: gpd.GeoDataFrame, level: Level, path: Path) -> None:
    """A conformed layer as a shapefile, with the point at which its label stands.

    Fields (DBF allows ten ASCII letters): BPS_CODE, DAGRI_CODE, NAME, LABEL_LON, LABEL_LAT;
    for regencies NAME_FULL, KIND, CAPITAL, AREA_KM2 too, for districts PARENT_BPS.
    """
    fields = layer.reset_index(names="bps_code").rename(columns={"parent": "parent_bps"})
    lon, lat = generalise.label_points(layer).T
    fields = fields.assign(label_lon=lon, label_lat=lat)
    names = {column: column.upper() for column in fields.columns if column != "geometry"}
    generalise.write_shapefile(fields.rename(columns=names), path)


def _loaded(vintage: str, level: Level, layers: Path) -> gpd.GeoDataFrame:
    path = layers / vintage_of(vintage).key / FILES[level]
    if not path.is_file():
        raise MissingSourceError(f"{vintage}/{path.name}")
    raw = pyogrio.read_dataframe(path)
    labels = raw.set_index("BPS_CODE")[["LABEL_LON", "LABEL_LAT"]].rename(columns=str.lower)
    layer = conformed(raw, level)
    return layer.assign(**labels.loc[layer.index])[[*layer.columns[:-1], *labels, "geometry"]]


def _identities(layer: gpd.GeoDataFrame, level: Level) -> list[BpsCode | Message]:
    """Code or fault of each feature."""
    columns = {str(column).lower(): column for column in layer.columns}
    texts = {}
    for what, usual in COLUMNS[level].items():
        column = next((columns[name] for name in usual if name in columns), None)
        texts[what] = [""] * len(layer) if column is None else [_text(v) for v in layer[column]]
    if not any(any(column) for column in texts.values()):
        return [Message("Tidak ada kolom bps_code, kemendagri_code atau name.")]
    return [
        identity.identity(row, level, bps=bps.removeprefix("ID"), dagri=dagri, name=name)
        for row, (bps, dagri, name) in enumerate(zip(*texts.values(), strict=True), start=1)
    ]


def _text(value: object) -> str:
    """A cell as text: a whole float is a whole number, a blank is empty."""
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return ""
    return (
        str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    )


def _roll_call(codes: list[BpsCode], level: Level) -> Iterator[Message]:
    """Regions that are missing or come twice."""
    for place in regencies.places(level):
        times = codes.count(place.bps)
        if times == 0:
            yield Message(
                "{name} (kode BPS {bps}, Kemendagri {dagri}) tidak ada dalam berkas.",
                name=place.name,
                bps=place.bps,
                dagri=place.dagri,
            )
        elif times > 1:
            yield Message("{name} muncul {n} kali.", name=place.name, n=times)


def _torn(layer: gpd.GeoDataFrame) -> Iterator[Message]:
    """Shapes that are missing or invalid, that overlap or that leave gaps."""
    shapes = np.asarray(layer.geometry.array)
    for row, shape in enumerate(shapes, start=1):
        if shape is None or shape.is_empty:
            yield Message("Fitur {row} tidak punya bentuk.", row=row)
        elif not shape.is_valid:
            reason = shapely.is_valid_reason(shape)
            yield Message("Fitur {row}: bentuk tidak sah ({reason}).", row=row, reason=reason)
    for one, two, area in generalise.overlaps(layer):
        yield Message(
            "Fitur {one} dan {two} tumpang tindih {area} km².",
            one=one + 1,
            two=two + 1,
            area=generalise.figure(area, 4),
        )
    for point, area in generalise.gaps(layer):
        yield Message(
            "Celah {area} km² di sekitar {lon}; {lat}.",
            area=generalise.figure(area, 4),
            lon=generalise.figure(point.x, 4),
            lat=generalise.figure(point.y, 4),
        )


def _official(level: Level) -> pd.DataFrame:
    """Names and facts of the regions, indexed by BPS code."""
    if level == "regency":
        rows = [
            (r.bps, r.name, r.name_full, r.kind, r.capital, r.area_km2, r.dagri)
            for r in regencies.regencies()
        ]
        columns = ["regency_code", "name", "name_full", "kind", "capital", "area_km2"]
        return pd.DataFrame(rows, columns=[*columns, "dagri_code"]).set_index("regency_code")
    cells = [(d.bps, d.name, d.dagri, d.parent) for d in regencies.districts()]
    return pd.DataFrame(cells, columns=["district_code", "name", "dagri_code", "parent"]).set_index(
        "district_code"
    )
