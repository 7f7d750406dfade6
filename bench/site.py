"""The static site: seconds, pages and bytes, for the province and for a made-up panel of 514.

python bench/site.py [--base https://contoh.invalid/] [--keep FOLDER]

The panel is a deployment of its own in a temporary folder: the boundaries of all regencies of
Indonesia, figures that are made up and marked so. Each build runs in a process of its own, as
the command does, first into an empty folder, then over what it wrote.
"""

import argparse
import csv
import gzip
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
NATION = ROOT.parent / "shared/boundaries/source/codab2020_indonesia_adm2_simplified.gpkg"
COARSE_DEGREES = 0.01
"""Of simplification of the national layer, as measured in research/tech.md, section 6."""
PROMISED_S, BUDGET_BYTES = 120, 150_000
"""For 514 regencies on two processors; for a page with all it loads, gzipped."""
YEARS = range(2019, 2026)


def found_nation(folder: Path) -> None:
    """A deployment of all regencies of Indonesia, without claims; run once, in any process."""
    import geopandas as gpd  # noqa: PLC0415  # the parent needs none of it

    from geo import boundaries, repair  # noqa: PLC0415

    shapes = gpd.read_file(NATION).sort_values("bps_code").reset_index(drop=True)
    shapes["geometry"] = _without_lakes(shapes.geometry.simplify_coverage(COARSE_DEGREES))
    kinds = [
        "kota" if one.startswith("Kota ") else "kabupaten" for one in shapes["name_kemendagri"]
    ]
    layer = gpd.GeoDataFrame(
        {
            "name": shapes["name"],
            "name_full": shapes["name_kemendagri"],
            "kind": kinds,
            "capital": "",
            "area_km2": float("nan"),
            "dagri_code": shapes["kemendagri_code"],
        },
        geometry=shapes.geometry.to_numpy(),
        crs=shapes.crs,
    ).set_index(shapes["bps_code"].to_numpy())
    layer, _ = repair.repaired(layer)
    layers, reference = folder / "boundaries" / "batas", folder / "reference"
    layers.mkdir(parents=True)
    reference.mkdir()
    boundaries.write(layer, "regency", layers / boundaries.FILES["regency"])
    with (reference / "regencies.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        heads = ["bps_code", "kemendagri_code", "name", "name_full", "kind", "capital"]
        writer.writerow([*heads, "area_official_km2", "aliases", "former_names"])
        for code, one in layer.iterrows():
            row = [code, one["dagri_code"], one["name"], one["name_full"], one["kind"]]
            writer.writerow([*row, "", "", "", ""])
    (folder / "deployment.toml").write_text(
        'product = "Peta Uji 514"\ndefault_vintage = "batas"\n'
        '[province]\ncode = "10"\nname = "Indonesia (uji)"\n'
        '[vintages.batas]\nlabel = "Batas uji"\nattribution = "COD-AB, disederhanakan."\n'
        'licence = "CC BY 3.0"\nreference_date = "2020-04-01"\nnote = "Hanya untuk uji."\n',
        "utf-8",
    )


def _without_lakes(shapes: Any) -> Any:
    """The shapes with every hole between them given to a neighbour: a layer must have no gaps."""
    import shapely  # noqa: PLC0415

    whole = shapely.get_parts(shapes.union_all())
    rings = [ring for part in whole for ring in part.interiors]
    filled = shapes.to_numpy().copy()
    for lake in map(shapely.Polygon, rings):
        near = [n for n, one in enumerate(filled) if one.intersects(lake)]
        shores = {n: filled[n].intersection(lake).length for n in near}
        owner = max(shores, key=lambda n: shores[n])
        filled[owner] = filled[owner].union(lake)
    return filled


def publish_panel() -> None:
    """Made-up claims as the first edition of the deployment that this process serves."""
    from making import claims_table, row  # type: ignore[import-not-found]  # noqa: PLC0415

    from geo import editions, publish, regencies  # noqa: PLC0415
    from geo.model import PROVINCE  # noqa: PLC0415

    mark = {"publisher": "UJI", "source_title": "Angka uji", "note": "Angka uji, tidak nyata."}
    rows: list[dict[str, Any]] = []
    for n, one in enumerate(regencies.regencies()):
        own = {"region_code": one.bps, **mark}
        if n % 11:  # every eleventh is silent
            rows += [
                row(period=str(year), value=f"{0.1 + (7 * n + 3 * year) % 70 / 100:.4f}", **own)
                for year in YEARS
            ]
        counts = {"unit": "persons", "family": "standard", "decimals": "0", **own}
        rows.append(row(indicator="population", value=str(90_000 + 977 * n), **counts))
        counts["unit"] = "villages"
        rows.append(row(indicator="villages", value=str(20 + n % 90), **counts))
    whole = {"region_code": PROVINCE, **mark}
    rows += [row(period=str(year), value=f"0.{year - 1990}", **whole) for year in YEARS]
    aim = {"indicator": "coverage_target", "family": "target-own", **whole}
    rows += [row(period=str(year), value="0.6", **aim) for year in (2025, 2026, 2027)]
    imprint = publish.Imprint(name="2026-11-22.1", by="Uji", changes="Angka uji.")
    editions.ROOT.mkdir(parents=True, exist_ok=True)
    publish.publish(claims_table(*rows), editions.ROOT, imprint)


def build(data: Path, out: Path, base: str) -> dict[str, float]:
    """One build in a process of its own: seconds of the clock, and of the processors."""
    before, begun = os.times(), time.perf_counter()
    command = [sys.executable, "-m", "geo", "site", "build", str(out), "--base", base]
    subprocess.run(command, cwd=ROOT, env=_served(data), check=True, stdout=subprocess.DEVNULL)
    after = os.times()
    work = after.children_user + after.children_system
    work -= before.children_user + before.children_system
    return {"clock": time.perf_counter() - begun, "work": work}


def heaviest(out: Path) -> tuple[int, str]:
    """Bytes, gzipped, of the heaviest page with the style and the pictures that it loads."""
    sizes = {path: len(gzip.compress(path.read_bytes())) for path in (out / "aset").iterdir()}
    shared = sum(size for path, size in sizes.items() if not path.name.startswith("grafik-"))
    chart = max(
        (size for path, size in sizes.items() if path.name.startswith("grafik-")), default=0
    )
    pages = {path: len(gzip.compress(path.read_bytes())) for path in out.rglob("*.html")}
    path = max(pages, key=lambda one: pages[one])
    return pages[path] + shared + chart, str(path.relative_to(out))


def measured(data: Path, out: Path, base: str) -> dict[str, str]:
    """A first build, one over it, and what they left."""
    first, again = build(data, out, base), build(data, out, base)
    files = json.loads((out / "site.json").read_text("utf-8"))["files"]
    size, path = heaviest(out)
    light = size <= BUDGET_BYTES
    return {
        "build, seconds (of processors)": f"{first['clock']:.1f} ({first['work']:.1f})",
        "rebuild, seconds (of processors)": f"{again['clock']:.1f} ({again['work']:.1f})",
        "pages": str(sum(one.endswith(".html") for one in files)),
        "files": str(len(files)),
        "MB": f"{sum((out / one).stat().st_size for one in files) / 1e6:.1f}",
        "heaviest page, kB gzipped, all it loads": f"{size / 1000:.1f} ({path})",
        "build promised": f"{PROMISED_S} s: {'kept' if first['clock'] <= PROMISED_S else 'BROKEN'}",
        "page promised": f"{BUDGET_BYTES // 1000} kB: {'kept' if light else 'BROKEN'}",
    }


def main() -> None:
    """Print both sites side by side, with the machine's load."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--base", default="https://contoh.invalid/")
    asked.add_argument("--keep", type=Path, help="folder to build in, which stays")
    asked.add_argument("--publish", action="store_true", help=argparse.SUPPRESS)
    given = asked.parse_args()
    if given.publish:
        publish_panel()
        return
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        nation = folder / "nation"
        if not nation.exists():
            found_nation(nation)
            command = [sys.executable, __file__, "--publish"]
            subprocess.run(command, cwd=ROOT, env=_served(nation), check=True)
        found = {
            "province": measured(ROOT / "data", folder / "out-province", given.base),
            "514": measured(nation, folder / "out-nation", given.base),
        }
    table = Table("", *found, title=f"Static site, load {os.getloadavg()[0]:.1f}")
    for name in next(iter(found.values())):
        table.add_row(name, *(one[name] for one in found.values()))
    Console().print(table)


def _served(data: Path) -> dict[str, str]:
    """The environment of a process that serves a deployment."""
    return {**os.environ, "PETA_DATA": str(data)}


if __name__ == "__main__":
    main()
