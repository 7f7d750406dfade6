"""What every way gets: the same shapes and the same made-up figures, in one folder."""

import gzip
import json
import shutil
from pathlib import Path

import geopandas as gpd
import pandas as pd
from xstatic.pkg import leaflet

from geo import choropleth, claims, sample
from geo.indicators import indicator
from geo.model import BpsCode

ROOT = Path(__file__).parent.parent
REGENCIES = ROOT / "data" / "boundaries" / "kepmendagri2025" / "regencies.shp"
NATION = ROOT.parent / "shared/boundaries/source/codab2020_indonesia_adm2_simplified.gpkg"
INDICATORS = ("coverage_rate", "participants")
COLUMNS = {"BPS_CODE": "code", "NAME": "name"}
SEEN = ("2019-03", "2026-03", "2020-05", "2025-08", "2021-02", "2024-11")
"""Months far apart, so that every change shows; all asked for once before measuring."""
COARSE_DEGREES = 0.01
"""Of simplification of the national layer, as measured in research/tech.md, section 6."""
SHADES = 5
"""Classes of a count in the other ways; this app draws counts as circles."""


def provincial(folder: Path) -> Path:
    """Fourteen regencies × 96 months of the sample panel, and Leaflet's files."""
    shapes = gpd.read_file(REGENCIES).rename(columns=COLUMNS)
    for part in REGENCIES.parent.glob("regencies.*"):
        shutil.copy(part, folder / part.name)
    for name in ("leaflet.js", "leaflet.css"):
        shutil.copy(Path(leaflet.BASE_DIR) / name, folder / name)
    codes = [BpsCode(code) for code in shapes["code"]]
    table = sample.edition(tuple(codes)).claims
    values, classes = {}, {}
    colours: tuple[str, ...] = ()
    for key in INDICATORS:
        chosen = indicator(key)
        months = sorted(claims.periods_of(table, chosen, codes))
        read = claims.readings_by_period(table, chosen, codes, list(months))
        values[key] = {str(month): _rounded(read[month]["value"]) for month in months}
        layers = {month: choropleth.build(chosen, read[month], period=month) for month in months}
        classes[key] = {str(month): layer.letters() for month, layer in layers.items()}
        colours = colours or layers[months[0]].colours
    top = max(max(row) for row in values["participants"].values())
    classes["participants"] = {
        month: "".join(str(min(SHADES, int(SHADES * value / top))) for value in row)
        for month, row in values["participants"].items()
    }
    return _write(folder, shapes, values, classes, colours)


def national(folder: Path) -> Path:
    """All 514 regencies of Indonesia, with figures that are easily told apart."""
    shapes = gpd.read_file(NATION).rename(columns={"bps_code": "code"})
    shapes["geometry"] = shapes.geometry.simplify_coverage(COARSE_DEGREES)
    return _engine(folder, shapes)


def provincial_engine(folder: Path) -> Path:
    """The fourteen with figures made like those of `national`, for a like comparison."""
    return _engine(folder, gpd.read_file(REGENCIES).rename(columns=COLUMNS))


def _engine(folder: Path, shapes: gpd.GeoDataFrame) -> Path:
    months = sorted(["2019-01", *SEEN, *(f"2022-{month:02d}" for month in range(1, 13))])
    rates = {
        month: [round(0.1 + (37 * place + 11 * step) % 80 / 100, 4) for place in range(len(shapes))]
        for step, month in enumerate(months)
    }
    return _write(folder, shapes, {"coverage_rate": rates}, {}, ())


def zipped(path: Path) -> int:
    """Bytes of a file, gzipped."""
    return len(gzip.compress(path.read_bytes()))


def _rounded(values: pd.Series) -> list[float]:
    return [round(float(value), 4) for value in values]


def _write(
    folder: Path,
    shapes: gpd.GeoDataFrame,
    values: dict[str, dict[str, list[float]]],
    classes: dict[str, dict[str, str]],
    colours: tuple[str, ...],
) -> Path:
    shapes = shapes[["code", "name", "geometry"]]
    (folder / "regions.json").write_text(shapes.to_json(drop_id=True))
    given = {
        "codes": list(shapes["code"]),
        "names": list(shapes["name"]),
        "periods": list(next(iter(values.values()))),
        "values": values,
        "classes": classes,
        "colours": list(colours),
    }
    (folder / "figures.json").write_text(json.dumps(given))
    return folder
