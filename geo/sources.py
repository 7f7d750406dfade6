"""Files of boundaries that somebody sends: read safely, or refused with the reason.

A shapefile, GeoPackage, GeoJSON or a zip with one of them comes out as polygons in
longitude and latitude. What they stand for is checked in `boundaries`.
"""

import re
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePosixPath

import geopandas as gpd
import pyogrio
import shapely
from pyproj.exceptions import ProjError

from geo import folders
from geo.errors import GeoError, listed
from geo.language import Message

LAYERS = folders.BOUNDARIES
WGS84 = "EPSG:4326"
MAX_MEMBERS = 100
MAX_BYTES = 200_000_000
"""Unpacked; the most detailed layer of the province that we hold is 6 MB."""
MAX_FEATURES = 100_000
"""The country has some 84,000 villages."""
COMPANIONS = (".shx", ".dbf", ".prj")
FORMATS = (".shp", ".gpkg", ".geojson", ".json")
_GEOJSON = re.compile(rb'"type"\s*:\s*"(FeatureCollection|Feature)"')
_BROKEN = (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, OSError)


class SourceError(GeoError, ValueError):
    """A boundary file that cannot be taken in."""


class MissingSourceError(SourceError):
    """A path with no file."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message("Berkas {name} tidak ditemukan.", name=name),
            Message("Periksa nama dan letak berkasnya."),
        )


class MissingCompanionError(SourceError):
    """A shapefile without one of its parts."""

    def __init__(self, name: str, missing: list[str]) -> None:
        super().__init__(
            Message(
                "Shapefile {name} tidak lengkap: {parts} tidak ada.",
                name=name,
                parts=listed(missing),
            ),
            Message("Sertakan semua berkas shapefile: .shp, .shx, .dbf dan .prj."),
        )


class UnreadableSourceError(SourceError):
    """A file that is not what its name says, or of a kind that is not read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message("Berkas {name} tidak dapat dibaca sebagai batas wilayah.", name=name),
            Message("Kirim shapefile, GeoPackage atau GeoJSON yang utuh, boleh dalam satu zip."),
        )


class UnsafeArchiveError(SourceError):
    """A zip that points outside itself or unpacks to too much."""

    def __init__(self, name: str, reason: Message) -> None:
        super().__init__(
            Message("Arsip {name} ditolak: {reason}.", name=name, reason=reason),
            Message("Buat zip baru yang hanya berisi satu lapisan batas, tanpa susunan folder."),
        )


class ManyLayersError(SourceError):
    """An archive or GeoPackage with several layers to choose from."""

    def __init__(self, name: str, layers: list[str]) -> None:
        super().__init__(
            Message(
                "Berkas {name} berisi {n} lapisan: {layers}.",
                name=name,
                n=len(layers),
                layers=listed(layers),
            ),
            Message("Simpan satu lapisan batas wilayah dalam berkas tersendiri."),
        )


class TooLargeSourceError(SourceError):
    """A file of more bytes or features than are read."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message(
                "Berkas {name} terlalu besar: batasnya {mb} MB dan {n} fitur.",
                name=name,
                mb=MAX_BYTES // 10**6,
                n=MAX_FEATURES,
            ),
            Message("Potong menurut provinsi, lalu kirim satu provinsi saja."),
        )


class UnknownCrsError(SourceError):
    """A layer whose coordinate system is missing or not known."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message("Sistem koordinat {name} tidak ada atau tidak dikenal.", name=name),
            Message("Simpan ulang dengan sistem koordinat yang jelas, misalnya EPSG:4326."),
        )


class WrongCoordinatesError(SourceError):
    """Coordinates that are no longitude and latitude."""

    def __init__(self, name: str, bounds: tuple[float, ...]) -> None:
        super().__init__(
            Message(
                "Koordinat {name} di luar bujur dan lintang: {bounds}.",
                name=name,
                bounds=", ".join(f"{bound:.1f}" for bound in bounds),
            ),
            Message(
                "Sistem koordinat yang tertulis keliru; tetapkan yang benar, lalu simpan ulang."
            ),
        )


class EmptySourceError(SourceError):
    """A layer without features."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Message("Berkas {name} tidak berisi satu wilayah pun.", name=name),
            Message("Periksa apakah lapisan yang diekspor benar dan tidak tersaring habis."),
        )


class NotPolygonsError(SourceError):
    """A layer of points or lines."""

    def __init__(self, name: str, kinds: list[str]) -> None:
        super().__init__(
            Message("Berkas {name} berisi {kinds}, bukan poligon.", name=name, kinds=listed(kinds)),
            Message("Kirim lapisan poligon batas wilayah, bukan garis atau titik."),
        )


def read_source(path: Path) -> gpd.GeoDataFrame:
    """A layer of polygons that somebody sends, in EPSG:4326, otherwise untouched.

    Parameters
    ----------
    path : Path
        GeoPackage, shapefile, GeoJSON, or a zip with one of them: at most 100 members,
        200 MB unpacked, none pointing outside.

    Raises
    ------
    SourceError
        One of its kinds, for each way in which a file can be unusable.
    """
    if not path.is_file():
        raise MissingSourceError(path.name)
    if path.stat().st_size > MAX_BYTES:
        raise TooLargeSourceError(path.name)
    if path.suffix.lower() != ".zip":
        return _polygons(_read(path), path.name)
    with _unpacked(path) as folder:
        found = sorted(file for file in folder.iterdir() if file.suffix.lower() in FORMATS)
        if len(found) > 1:
            raise ManyLayersError(path.name, [file.name for file in found])
        if not found:
            raise UnreadableSourceError(path.name)
        return _polygons(_read(found[0]), path.name)


def _read(path: Path) -> gpd.GeoDataFrame:
    """The only layer of a file, as it stands."""
    if path.suffix.lower() not in FORMATS:
        raise UnreadableSourceError(path.name)
    if path.suffix.lower() == ".shp":
        beside = {file.name.lower() for file in path.parent.iterdir()}
        missing = [end for end in COMPANIONS if f"{path.stem}{end}".lower() not in beside]
        if missing:
            raise MissingCompanionError(path.name, missing)
    if not _is_what_it_says(path):
        raise UnreadableSourceError(path.name)
    try:
        layers = [str(name) for name, _ in pyogrio.list_layers(path)]
        found = {"layer": layers[0], "max_features": MAX_FEATURES + 1} if len(layers) == 1 else {}
        table = pyogrio.read_dataframe(path, **found) if found else None
    except (RuntimeError, ValueError, shapely.errors.GEOSException, ProjError) as error:
        raise UnreadableSourceError(path.name) from error
    if table is None:
        raise ManyLayersError(path.name, layers)
    if not isinstance(table, gpd.GeoDataFrame):
        raise NotPolygonsError(path.name, ["tabel"])
    return table


def _is_what_it_says(path: Path) -> bool:
    """Whether the content is of the kind that the name says.

    The library looks at the content alone, and reads kinds that fetch other files and
    addresses; the view of a database may never end.
    """
    with path.open("rb") as file:
        start = file.read(1 << 16)
    match path.suffix.lower():
        case ".shp":
            return start[:4] == b"\0\0\x27\x0a"
        case ".gpkg":
            return start[:16] == b"SQLite format 3\0" and not _has_views(path)
        case _:
            text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
            is_plan = b"gdal_streamed_alg" in text  # a list of steps for the library to take
            return text[:1] == b"{" and _GEOJSON.search(text) is not None and not is_plan


def _has_views(path: Path) -> bool:
    """Whether a database computes what it shows; true for one that cannot be looked into."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
            (count,) = base.execute(
                "SELECT count(*) FROM sqlite_master WHERE type='view'"
            ).fetchone()
            return bool(count)
    except sqlite3.Error:
        return True


def _limits() -> Message:
    return Message("lebih dari {n} berkas atau {mb} MB", n=MAX_MEMBERS, mb=MAX_BYTES // 10**6)


def _polygons(layer: gpd.GeoDataFrame, name: str) -> gpd.GeoDataFrame:
    """The layer in EPSG:4326, if it is made of polygons on the globe."""
    if layer.empty:
        raise EmptySourceError(name)
    if len(layer) > MAX_FEATURES:
        raise TooLargeSourceError(name)
    kinds = sorted(set(layer.geometry.geom_type.dropna()) - {"Polygon", "MultiPolygon"})
    if kinds or layer.geometry.isna().all():
        raise NotPolygonsError(name, kinds)
    if layer.crs is None or not (layer.crs.is_geographic or layer.crs.is_projected):
        raise UnknownCrsError(name)
    flat = layer.set_geometry(layer.geometry.force_2d()).to_crs(WGS84)
    bounds = tuple(float(bound) for bound in flat.total_bounds)
    west, south, east, north = bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise WrongCoordinatesError(name, bounds)
    return flat


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    """A scratch folder with the members of a zip, flat, if it is safe to unpack."""
    with tempfile.TemporaryDirectory() as scratch:
        try:
            with zipfile.ZipFile(path) as archive:
                members = _members(archive, path.name)
                for member in members:
                    target = Path(scratch) / PurePosixPath(member.filename).name
                    with archive.open(member) as packed, target.open("wb") as file:
                        shutil.copyfileobj(packed, file)
        except _BROKEN as error:
            raise UnreadableSourceError(path.name) from error
        yield Path(scratch)


def _members(archive: zipfile.ZipFile, name: str) -> list[zipfile.ZipInfo]:
    """Files of a zip, without the shadow files that macOS adds."""
    files = [member for member in archive.infolist() if not member.is_dir()]
    if len(files) > MAX_MEMBERS or sum(member.file_size for member in files) > MAX_BYTES:
        raise UnsafeArchiveError(name, _limits())
    for member in files:
        parts = PurePosixPath(member.filename.replace("\\", "/"))
        outside = parts.is_absolute() or ".." in parts.parts or not parts.name
        if outside or ":" in parts.parts[0]:
            raise UnsafeArchiveError(name, Message("ada berkas yang menunjuk ke luar arsip"))
    kept = [m for m in files if "__MACOSX" not in m.filename]
    if len({PurePosixPath(m.filename).name.lower() for m in kept}) < len(kept):
        raise UnsafeArchiveError(name, Message("ada nama berkas yang sama di folder berbeda"))
    return kept
