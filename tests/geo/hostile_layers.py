"""Bad files of boundaries, made by code: name of the case → a path in a folder, and the refusal."""

import json
import random
import sqlite3
import struct
import zipfile

import geopandas as gpd
import shapely

from geo import boundaries, sources
from tests.geo.hostile import patched, zipped

CORPUS = {}
ABROAD = "0.0, 51.0, 1.0, 52.0"


def case(title, error, name):
    """Marks a function that gives the content of a bad file as bytes, or writes it at a path."""

    def mark(make):
        assert title not in CORPUS
        CORPUS[title] = (error, name, make)
        return make

    return mark


def collection(*geometries, **more):
    """A GeoJSON of shapes."""
    features = [
        {"type": "Feature", "properties": {"name": "a"}, "geometry": one} for one in geometries
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


SQUARE = {"type": "Polygon", "coordinates": [[[109, 0], [110, 0], [110, 1], [109, 0]]]}


def layer(**how):
    """One square somewhere."""
    shape = how.pop("shape", shapely.box(109, 0, 110, 1))
    return gpd.GeoDataFrame({"name": ["a"]}, geometry=[shape], crs=how.pop("crs", 4326))


def shapefile(folder, made=None):
    """Parts of a shapefile by ending."""
    (made if made is not None else layer()).to_file(folder / "bentuk.shp")
    found = {path.suffix: path.read_bytes() for path in folder.glob("bentuk.*")}
    for path in folder.glob("bentuk.*"):
        path.unlink()
    return found


def packed(found, name="bentuk"):
    """Parts of a shapefile in a zip."""
    return zipped({f"{name}{end}": content for end, content in found.items()})


# -- archives --------------------------------------------------------------------------

UNSAFE, UNREADABLE = sources.UnsafeArchiveError, sources.UnreadableSourceError
for title, folder in {
    "a part that climbs": "../", "a part at the root": "/etc/", "a part on a drive": "C:/",
    "a part that climbs the other way": "..\\", "a part that climbs later": "a/../../",
}.items():  # fmt: skip
    case(title, UNSAFE, "a.zip")(lambda at, folder=folder: packed(shapefile(at), f"{folder}bentuk"))
case("a part without a name", UNSAFE, "a.zip")(lambda at: zipped({".": b"x"}))
case("101 parts", UNSAFE, "a.zip")(lambda at: zipped({f"{n}.txt": b"" for n in range(101)}))
case("two parts of one name", UNSAFE, "a.zip")(lambda at: zipped({"a/x.shp": b"", "b/X.shp": b""}))
case("300 MB of zeros", UNSAFE, "a.zip")(
    lambda at: zipped({f"{n}.shp": bytes(30_000_000) for n in range(10)})
)


@case("2 GB declared", UNSAFE, "a.zip")
def _declared(at):
    data = packed(shapefile(at))
    where = data.rfind(b"PK\x01\x02") + 24
    return data[:where] + struct.pack("<I", 2_000_000_000) + data[where + 4 :]


@case("declared too little", UNREADABLE, "a.zip")
def _too_little(at):
    data = zipped({"a.shp": bytes(50_000_000)})
    where = data.rfind(b"PK\x01\x02") + 24
    return data[:where] + struct.pack("<I", 100) + data[where + 4 :]


@case("with a password", UNREADABLE, "a.zip")
def _locked(at):
    data = bytearray(packed(shapefile(at)))
    for magic, step in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        data[data.find(magic) + step] |= 1
    return bytes(data)


case("zips within a zip", UNREADABLE, "a.zip")(
    lambda at: zipped({"b.zip": zipped({"c.shp": b"x"})})
)
case("an empty zip", UNREADABLE, "a.zip")(lambda at: zipped({}))
case("no zip", UNREADABLE, "a.zip")(lambda at: b"bukan zip")
case("a zip cut short", UNREADABLE, "a.zip")(lambda at: packed(shapefile(at))[:-60])
case("a zip with its middle changed", UNREADABLE, "a.zip")(
    lambda at: patched(
        zipped({"a.shp": random.Random(1).randbytes(900).hex()}), b"PK\x01\x02", b"PK\x01\x03"
    )
)
case("packed by another way", UNREADABLE, "a.zip")(
    lambda at: zipped({"a.txt": b"x"}, zipfile.ZIP_LZMA)
)
case("a name of 300 letters", UNREADABLE, "a.zip")(lambda at: zipped({f"{'a' * 300}.shp": b"x"}))
case("a workbook as a zip", UNREADABLE, "a.zip")(lambda at: zipped({"xl/workbook.xml": b"x"}))
case("two layers", sources.ManyLayersError, "a.zip")(
    lambda at: zipped({"a.geojson": collection(SQUARE), "b.geojson": collection(SQUARE)})
)


# -- parts of a shapefile --------------------------------------------------------------


def without(at, *ends):
    """A shapefile without some of its parts."""
    return packed({end: part for end, part in shapefile(at).items() if end not in ends})


case("without .dbf", sources.MissingCompanionError, "a.zip")(lambda at: without(at, ".dbf"))
case("without .shx", sources.MissingCompanionError, "a.zip")(lambda at: without(at, ".shx"))
case("without .prj", sources.MissingCompanionError, "a.zip")(lambda at: without(at, ".prj"))
case("a bare .shp", sources.MissingCompanionError, "a.shp")(lambda at: shapefile(at)[".shp"])


def changed(at, end, old, new):
    """A shapefile with bytes replaced in one part."""
    found = shapefile(at)
    return packed(found | {end: old if new is None else patched(found[end], old, new)})


case("a .shp of something else", UNREADABLE, "a.zip")(
    lambda at: changed(at, ".shp", b"%PDF-1.7", None)
)
case("a .shp of nothing", UNREADABLE, "a.zip")(lambda at: changed(at, ".shp", b"", None))
case("a .dbf of something else", boundaries.BoundaryFaultsError, "a.zip")(
    lambda at: changed(at, ".dbf", b"", None)
)
case("a .prj of something else", sources.SourceError, "a.zip")(
    lambda at: changed(at, ".prj", b"halo", None)
)
case("a .prj of nothing", sources.UnknownCrsError, "a.zip")(
    lambda at: changed(at, ".prj", b"", None)
)
case("a .shp cut short", sources.SourceError, "a.zip")(
    lambda at: packed((found := shapefile(at)) | {".shp": found[".shp"][:104]})
)


# -- files that make the library go elsewhere ------------------------------------------


def elsewhere(at):
    """A virtual layer that shows a sound file of the same computer, outside the folder."""
    secret = at.parent.parent / f"rahasia-{at.parent.name}.gpkg"
    layer().to_file(secret, layer="bentuk")
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="bentuk"><SrcDataSource>{secret}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    ).encode()


WFS = b"<OGRWFSDataSource><URL>http://contoh.invalid/wfs</URL></OGRWFSDataSource>"
PLAN = {
    "type": "gdal_streamed_alg",
    "command_line": "gdal vector pipeline ! read /etc/passwd ! write",
    "x": {"type": "FeatureCollection"},
}
case("a virtual layer named .geojson", UNREADABLE, "a.geojson")(elsewhere)
case("a virtual layer named .gpkg", UNREADABLE, "a.gpkg")(elsewhere)
case("a virtual layer named .shp", UNREADABLE, "a.zip")(
    lambda at: changed(at, ".shp", elsewhere(at), None)
)
case("an address named .json", UNREADABLE, "a.json")(lambda at: WFS)
case("a plan of steps", UNREADABLE, "a.json")(lambda at: json.dumps(PLAN).encode())
case("a virtual layer", UNREADABLE, "a.vrt")(elsewhere)


@case("a database with a view that never ends", UNREADABLE, "a.gpkg")
def _endless(at):
    path = at / "b.gpkg"
    layer().to_file(path, layer="bentuk")
    with sqlite3.connect(path) as base:
        base.execute("ALTER TABLE bentuk RENAME TO lama")
        base.execute(
            "CREATE VIEW bentuk AS WITH RECURSIVE n(fid) AS (SELECT 1 UNION ALL "
            "SELECT fid + 1 FROM n) SELECT fid, NULL AS geom, 'a' AS name FROM n"
        )
    base.close()
    return path.read_bytes()


case("a database of nothing", UNREADABLE, "a.gpkg")(lambda at: b"SQLite format 3\0" + bytes(500))
case("a GeoPackage cut short", UNREADABLE, "a.gpkg")(lambda at: gpkg(at)[:2_000])


def gpkg(at):
    """A small GeoPackage."""
    layer().to_file(at / "b.gpkg", layer="bentuk")
    return (at / "b.gpkg").read_bytes()


# -- GeoJSON ---------------------------------------------------------------------------

case("GeoJSON of nothing", UNREADABLE, "a.geojson")(lambda at: b"")
case("GeoJSON cut short", UNREADABLE, "a.geojson")(lambda at: collection(SQUARE)[:-9])
case("GeoJSON 100,000 deep", UNREADABLE, "a.geojson")(
    lambda at: b'{"type":"FeatureCollection","features":' + b"[" * 100_000
)
case("GeoJSON without features", sources.SourceError, "a.geojson")(lambda at: collection())
case("GeoJSON of points", sources.NotPolygonsError, "a.geojson")(
    lambda at: collection({"type": "Point", "coordinates": [109, 0]})
)
case("GeoJSON of lines", sources.NotPolygonsError, "a.geojson")(
    lambda at: collection({"type": "LineString", "coordinates": [[109, 0], [110, 1]]})
)
case("GeoJSON without shapes", sources.NotPolygonsError, "a.geojson")(lambda at: collection(None))
case("GeoJSON of metres", sources.WrongCoordinatesError, "a.geojson")(
    lambda at: collection(
        {"type": "Polygon", "coordinates": [[[5e5, 0], [6e5, 0], [6e5, 1e5], [5e5, 0]]]}
    )
)
case("coordinates beyond all", sources.SourceError, "a.geojson")(
    lambda at: collection(
        {"type": "Polygon", "coordinates": [[[1e308, 0], [1e309, 0], [0, 1e308], [1e308, 0]]]}
    )
)


# -- another place ---------------------------------------------------------------------

FAULTS = boundaries.BoundaryFaultsError
case("a shapefile of another country", FAULTS, "a.zip")(
    lambda at: packed(
        shapefile(
            at, gpd.GeoDataFrame({"name": ["Kent"]}, geometry=[shapely.box(0, 51, 1, 52)], crs=4326)
        )
    )
)
case("a shapefile of Sabah", FAULTS, "a.zip")(
    lambda at: packed(
        shapefile(
            at,
            gpd.GeoDataFrame(
                {"ADM1_EN": ["Sabah"], "code": ["12"]},
                geometry=[shapely.box(116, 4, 119, 7)],
                crs=4326,
            ),
        )
    )
)
case("a name that hides letters", FAULTS, "a.geojson")(
    lambda at: collection(SQUARE).replace(b'"a"', b'"Kab. \\u202eLandak"')
)
case("a shape that crosses itself", FAULTS, "a.geojson")(
    lambda at: collection(
        {"type": "Polygon", "coordinates": [[[109, 0], [110, 1], [110, 0], [109, 1], [109, 0]]]}
    )
)
