"""A boundary layer built: checked, generalised, measured, and written all or none."""

import hashlib
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio
from rich.table import Table

from geo import boundaries, context, generalise, repair, sources, vintages
from geo.formats import Writer
from geo.generalise import Quality, Target
from geo.identity import System
from geo.language import Language, Message
from geo.regencies import Level
from geo.terminal import console, said

TARGETS: Mapping[Level, Target] = {
    "regency": Target(area_change=0.003, gz_bytes=60_000),
    "district": Target(area_change=0.005, gz_bytes=250_000),
    "village": Target(area_change=0.02, gz_bytes=1_100_000),
}
TOLERANCES: Mapping[Level, float] = {"regency": 0.003, "district": 0.0011, "village": 0.0003}
"""Degrees; the coarsest that meets the targets with room to spare in both vintages."""
CONTEXT_BYTES = 60_000


def build_layer(  # noqa: PLR0913  # the options of a command
    source: Path,
    *,
    vintage: str,
    level: Level | None,
    out: Path,
    tolerance: float | None,
    language: Language,
    system: System | None = None,
    mend: bool = False,
) -> None:
    """Read, check, generalise and write one layer of regencies, districts or villages.

    Parameters
    ----------
    level : Level or None
        None looks at the file.
    tolerance : float or None, degrees
        None takes the one of the embedded layers.
    system : System or None
        Whose codes a column such as `kode` holds: `identity.stated`.
    mend : bool
        Whether a torn layer is repaired first; what that changed is printed.

    Raises
    ------
    GeoError
        If the file cannot be taken in, or the result misses its target; nothing is written.
    """
    chosen = vintages.vintage_of(vintage)
    raw = sources.read_source(source)
    tier: Level = level or boundaries.level_of(raw)
    raw, repairs = mended(raw, language) if mend else (raw, {})
    before = boundaries.conformed(raw, tier, system=system)
    step = TOLERANCES[tier] if tolerance is None else tolerance
    after = generalise.generalise(before, step)
    quality = generalise.measured(before, after[["name", "geometry"]])
    console.print(quality_table(quality, TARGETS[tier], language))
    faults = TARGETS[tier].missed(quality)
    if faults:
        raise generalise.MissedTargetError(faults)
    record = {"source": source.name, "sha256": sha256(source), "tolerance_deg": step}
    write_layer(after, tier, chosen, {**record, **repairs, **rounded(quality)}, out)
    console.print(said(Message("Ditulis: {path}", path=out / chosen.key), language))


def mended(raw: gpd.GeoDataFrame, language: Language) -> tuple[gpd.GeoDataFrame, dict[str, float]]:
    """The layer repaired, and what its record keeps of that; every change of it is printed."""
    layer, done = repair.repaired(raw)
    for sentence in done.told():
        console.print(said(sentence, language))
    table = Table(title=said(Message("Perubahan luas oleh perbaikan"), language))
    for title in (Message("Fitur"), Message("Nama"), Message("Perubahan")):
        table.add_column(said(title, language))
    names = next((raw[name] for name in ("name", "nama") if name in raw.columns), None)
    for row, change in done.most_changed().items():
        at = int(raw.index.get_loc(row)) + 1
        name = "" if names is None else str(names.loc[row])
        table.add_row(str(at), name, Writer(language).percent(change, 3))
    console.print(table)
    least = 0.0005
    rest = Message(
        "Wilayah yang luasnya berubah lebih dari {least}: {n} dari {all}.",
        least=Writer(language).percent(least, 2),
        n=int((done.change.abs() > least).sum()),
        all=len(done.change),
    )
    console.print(said(rest, language))
    return layer, done.record()


def quality_table(quality: Quality, target: Target, language: Language) -> Table:
    """What was reached, with the target beside it."""
    q, writer = quality, Writer(language)
    table = Table(title=said(Message("Mutu lapisan batas"), language))
    for title in (Message("Ukuran"), Message("Tercapai"), Message("Target")):
        table.add_column(said(title, language))
    gaps = f"{q.gaps} / {writer.decimal(q.gap_km2, 4)} km²"
    limit = f"< {writer.percent(target.area_change, 1)}"
    for name, reached, aim in (
        (Message("Wilayah"), writer.decimal(q.features), ""),
        (Message("Titik"), writer.decimal(q.vertices), ""),
        (Message("Pulau dan bagian"), f"{q.parts_before} → {q.parts_after}", ""),
        (Message("Pulau hilang"), writer.decimal(q.parts_lost), writer.decimal(target.parts_lost)),
        (Message("Bentuk tidak sah"), writer.decimal(q.invalid), "0"),
        (Message("Tumpang tindih, km²"), writer.decimal(q.overlap_km2, 4), "0"),
        (Message("Celah"), gaps, "0"),
        (Message("Perubahan luas terbesar"), writer.percent(q.area_change_max, 3), limit),
        (Message("Perubahan luas p95"), writer.percent(q.area_change_p95, 3), ""),
        (
            Message("GeoJSON gzip, byte"),
            writer.decimal(q.gz_bytes),
            f"≤ {writer.decimal(target.gz_bytes)}",
        ),
    ):
        table.add_row(said(name, language), reached, aim)
    return table


def rounded(quality: Quality) -> dict[str, float]:
    """The figures as they are recorded: fractions to six decimals, sizes to whole bytes."""
    return {key: round(value, 6) for key, value in asdict(quality).items()}


def write_layer(
    layer: gpd.GeoDataFrame,
    level: Level,
    vintage: vintages.Vintage,
    record: Mapping[str, Any],
    out: Path,
) -> None:
    """Put the shapefile, its record and its attribution into the vintage's folder, all or none."""
    with staged(out / vintage.key) as folder:
        path = folder / boundaries.FILES[level]
        boundaries.write(layer, level, path)
        note = folder / "layer.toml"
        old = tomllib.loads(note.read_text("utf-8")) if note.exists() else {}
        facts = {
            "vintage": vintage.key,
            "reference_date": vintage.reference_date,
            "licence": vintage.licence,
            "attribution": vintage.attribution,
        }
        tiers = {tier: old[tier] for tier in TARGETS if tier in old} | {level: dict(record)}
        note.write_text(toml_text(facts | dict(sorted(tiers.items(), reverse=True))), "utf-8")
        text = f"{vintage.attribution}\n\n{vintage.note.spoken('id')}\n"
        (folder / "ATTRIBUTION.txt").write_text(text, "utf-8")


def build_context(source: Path, out: Path, language: Language) -> None:
    """Sea, neighbouring land, the Kapuas and names, from two files that stand side by side.

    The regencies of every vintage must have been built before.
    """
    states = sources.read_source(source.with_name("context_neighbours_adm1.gpkg"))
    earth = {
        key: pyogrio.read_dataframe(source, layer=key)
        for key in ("land", "minor_islands", "rivers")
    }
    outlines = [
        boundaries.load_regencies(vintage, layers=out).geometry.union_all()
        for vintage in vintages.VINTAGES
    ]
    layers = context.context_layers(earth, states, outlines)
    size = sum(generalise.gzipped_size(layer) for layer in layers.values())
    console.print(said(Message("Lapisan latar: {size} byte GeoJSON gzip.", size=size), language))
    if size > CONTEXT_BYTES:
        raise generalise.MissedTargetError(
            [Message("Ukuran {size} byte; batasnya {limit} byte.", size=size, limit=CONTEXT_BYTES)]
        )
    with staged(out / "context") as folder:
        for key, layer in layers.items():
            generalise.write_shapefile(layer, folder / f"{key}.shp")


def sha256(path: Path) -> str:
    """Checksum of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def toml_text(tables: Mapping[str, Any]) -> str:
    """Tables of text and numbers as TOML, nested one deep; plain values come first."""
    plain = {key: value for key, value in tables.items() if not isinstance(value, Mapping)}
    nested = {key: value for key, value in tables.items() if isinstance(value, Mapping)}
    blocks = [_lines(plain), *(f"[{key}]\n{_lines(value)}" for key, value in nested.items())]
    return "\n".join(block for block in blocks if block)


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """A copy of `folder` to write into; it takes the folder's place only if all goes well."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".building-") as scratch:
        work, old = Path(scratch) / "new", Path(scratch) / "old"
        if folder.exists():
            shutil.copytree(folder, work)
        else:
            work.mkdir()
        yield work
        if folder.exists():
            folder.replace(old)
        try:
            work.replace(folder)
        except OSError:
            if old.exists():
                old.replace(folder)
            raise


def _lines(table: Mapping[str, Any]) -> str:
    return "".join(f"{key} = {toml_value(value)}\n" for key, value in table.items())


def toml_value(value: str | float) -> str:
    """A text or number as TOML writes it."""
    if not isinstance(value, str):
        return repr(value)
    escaped = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
