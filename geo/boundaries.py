"""Boundary layers at run time: which there are, read from disk, checked against the codes.

The shapes say where; names, kinds and official areas come from the code table. A file is
refused whole, with all its faults at once, and never half accepted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

import geopandas as gpd
import pandas as pd
import pyogrio

from geo import generalise, identity, regencies
from geo.context import load_context
from geo.deployment import here
from geo.errors import FaultsError
from geo.identity import Stated, System
from geo.language import Message
from geo.model import BpsCode
from geo.regencies import Level
from geo.repair import tears
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

DEFAULT = here().default_vintage
FILES: Mapping[Level, str] = MappingProxyType(
    {"regency": "regencies.shp", "district": "districts.shp", "village": "villages.shp"}
)
MOST_FAULTS = 200
"""Sentences about codes and names that are told one by one; the rest are counted."""


class BoundaryFaultsError(FaultsError):
    """A layer that does not fit the code table or is torn; every fault is listed."""

    def __init__(self, faults: list[Message], torn: list[Message] | None = None) -> None:
        count = len(faults)
        if count > MOST_FAULTS:
            rest = Message("Selain itu {n} kesalahan lain.", n=count - MOST_FAULTS)
            faults = [*faults[:MOST_FAULTS], rest]
        count += sum(int(one.values.get("n", 1)) for one in torn or ())
        super().__init__(
            what=Message("Lapisan batas ditolak: {n} kesalahan.", n=count),
            mend=Message(
                "Perbaiki semuanya di berkas asal, lalu ulangi. Bentuk yang tidak sah, tumpang "
                "tindih dan celah sempit dapat diperbaiki dengan --repair, yang melaporkan setiap "
                "perubahannya."
            )
            if torn
            else Message("Perbaiki semuanya di berkas asal, lalu ulangi."),
            faults=[*faults, *(torn or [])],
        )


def load_regencies(vintage: str = DEFAULT, *, layers: Path = LAYERS) -> gpd.GeoDataFrame:
    """The regencies of a vintage, checked.

    Returns
    -------
    GeoDataFrame, shape (14,), EPSG:4326, indexed by `regency_code` (BpsCode), in its order
        Columns name, name_full, kind, capital, area_km2 (official, not measured),
        dagri_code, label_lon, label_lat (degrees, inside the largest part), geometry.
    """
    return _loaded(vintage, "regency", layers)


def load_districts(vintage: str = DEFAULT, *, layers: Path = LAYERS) -> gpd.GeoDataFrame:
    """The districts of a vintage, checked.

    Returns
    -------
    GeoDataFrame, shape (174,), EPSG:4326, indexed by `district_code` (BpsCode), in its order
        Columns name, dagri_code, parent (BpsCode of its regency), label_lon, label_lat,
        geometry.
    """
    return _loaded(vintage, "district", layers)


def has_districts(vintage: str = DEFAULT, *, layers: Path = LAYERS) -> bool:
    """Whether the deployment knows districts, and this vintage their shapes."""
    known = bool(regencies.districts())
    return known and (layers / vintage_of(vintage).key / FILES["district"]).is_file()


def load_villages(vintage: str = DEFAULT, *, layers: Path = LAYERS) -> gpd.GeoDataFrame:
    """The villages of a vintage that has them, checked; columns as `conformed` gives them.

    Returns
    -------
    GeoDataFrame, EPSG:4326, indexed by `village_code`, in its order
        With label_lon and label_lat, and parent (BpsCode of its district).
    """
    return _loaded(vintage, "village", layers)


def check_regencies(layer: gpd.GeoDataFrame, level: Level = "regency") -> None:
    """Refuse a layer that is not exactly the regencies (or districts), each once and whole.

    Raises
    ------
    BoundaryFaultsError
        With every fault at once: regions missing, doubled or unknown; codes and names that
        disagree; invalid shapes; overlaps and gaps of more than 0.0001 km².
    """
    conformed(layer, level)


def conformed(
    layer: gpd.GeoDataFrame, level: Level = "regency", *, system: System | None = None
) -> gpd.GeoDataFrame:
    """The layer's shapes under official codes and names, in the order of BPS codes.

    Villages have no official list here: theirs are their own codes and names, each within a
    known district, indexed by `village_code` (Kemendagri's, or BPS's where that is all there
    is) with columns name, bps_code, dagri_code (empty where silent) and parent.

    Raises
    ------
    BoundaryFaultsError
        See `check_regencies`.
    """
    said = identity.stated(layer, level, system)
    found = _identities(said, level)
    codes = [code for code in found if not isinstance(code, Message)]
    faults = [fault for fault in found if isinstance(fault, Message)]
    faults += [*(_doubled(said) if level == "village" else _roll_call(codes, level))]
    torn = [*tears(layer)]
    if faults or torn:
        raise BoundaryFaultsError(faults, torn)
    official = _villages(said, codes) if level == "village" else _official(level)
    keys = official.index if level == "village" else codes
    shapes = gpd.GeoSeries(layer.geometry.array, index=keys).loc[official.index]
    return gpd.GeoDataFrame(official, geometry=shapes, crs=layer.crs).sort_index()


def level_of(layer: gpd.GeoDataFrame) -> Level:
    """What a layer holds: districts if it has a column of theirs or their number of rows."""
    columns = {str(column).lower() for column in layer.columns}
    own = {"adm3_bps", "adm3_kemendagri", "adm3_pcode", "idkec", "kdcpum", "wadmkc"}
    many = len(layer) > len(regencies.regencies()) * 4
    return "district" if own & columns or many else "regency"


def write(layer: gpd.GeoDataFrame, level: Level, path: Path) -> None:
    """A conformed layer as a shapefile, with the point at which its label stands.

    Fields (DBF allows ten ASCII letters): BPS_CODE, DAGRI_CODE, NAME, LABEL_LON, LABEL_LAT;
    for regencies NAME_FULL, KIND, CAPITAL, AREA_KM2 too, for districts and villages PARENT_BPS.
    """
    plain = (
        layer.reset_index(drop=True) if level == "village" else layer.reset_index(names="bps_code")
    )
    fields = plain.rename(columns={"parent": "parent_bps"})
    lon, lat = generalise.label_points(layer).T
    fields = fields.assign(label_lon=lon, label_lat=lat)
    names = {column: column.upper() for column in fields.columns if column != "geometry"}
    generalise.write_shapefile(fields.rename(columns=names), path)


def _loaded(vintage: str, level: Level, layers: Path) -> gpd.GeoDataFrame:
    path = layers / vintage_of(vintage).key / FILES[level]
    if not path.is_file():
        raise MissingSourceError(f"{vintage}/{path.name}")
    raw = pyogrio.read_dataframe(path)
    key = "BPS_CODE" if level != "village" or not raw["DAGRI_CODE"].any() else "DAGRI_CODE"
    labels = raw.set_index(key)[["LABEL_LON", "LABEL_LAT"]].rename(columns=str.lower)
    layer = conformed(raw, level)
    return layer.assign(**labels.loc[layer.index])[[*layer.columns[:-1], *labels, "geometry"]]


def _identities(said: Sequence[Stated], level: Level) -> list[BpsCode | Message]:
    """Code or fault of each feature; of a village the code of its district."""
    if not said:
        return [
            Message("Tidak ada kolom bps_code, kemendagri_code atau name."),
            Message("Kolom “kode” tidak menyebut sistemnya: tambahkan --codes bps atau dagri."),
        ]
    if level == "village":
        return [identity.parent_of(row, one) for row, one in enumerate(said, start=1)]
    return [
        identity.identity(row, level, bps=one.bps, dagri=one.dagri, name=one.name)
        for row, one in enumerate(said, start=1)
    ]


def _doubled(said: Sequence[Stated]) -> Iterator[Message]:
    """Villages that come twice."""
    for code, times in Counter(one.dagri or one.bps for one in said).items():
        if times > 1:
            yield Message("{name} muncul {n} kali.", name=code, n=times)


def _villages(said: Sequence[Stated], parents: Sequence[BpsCode]) -> pd.DataFrame:
    """What villages say of themselves, with the district of each."""
    rows = [(one.dagri or one.bps, one.name, one.bps, one.dagri) for one in said]
    columns = ["village_code", "name", "bps_code", "dagri_code"]
    return pd.DataFrame(rows, columns=columns).assign(parent=parents).set_index("village_code")


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
