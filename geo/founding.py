"""A boundary file becomes a deployment: another province or the country, made whole or not at all.

The reference table is made of the file itself, so that nothing is known of the province but
what the file says: no capitals, no official areas, no figures. The boundaries are checked and
generalised as the embedded ones are, and an edition without claims serves until one is
published.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo import build, contracts, enrolment, generalise, publish, repair, sources
from geo.boundaries import FILES, BoundaryFaultsError
from geo.boundaries import write as write_shapes
from geo.errors import GeoError
from geo.formats import Writer
from geo.generalise import Target
from geo.identity import System
from geo.language import Language, Message
from geo.model import COLUMNS
from geo.nation import COUNTRY
from geo.terminal import console, said

VINTAGE = "batas"
"""Key of the boundaries of a new deployment, unless `--vintage` says otherwise."""
STEPS: tuple[float, ...] = (0.003, 0.0015, 0.0008, 0.0004, 0.0002)
"""Degrees: the coarsest that keeps every area serves."""
AREA_CHANGE = 0.003
BYTES_EACH = 20_000
"""Of gzipped GeoJSON for a regency; the embedded ones take 4,300."""
MANY_STEPS = (0.005, 0.0075, 0.01)
"""Degrees, of a country: the finest whose file is small enough serves."""
MANY = Target(area_change=0.5, gz_bytes=700_000, parts_lost=40)
"""Of a country: an atoll of the smallest islands is drawn larger than it is (Kepulauan Seribu by
41 %), and of 8,515 islands and parts some few are lost; both are told and recorded."""
REFERENCE = (
    *("bps_code", "kemendagri_code", "name", "name_full", "kind", "capital"),
    *("area_official_km2", "aliases", "former_names"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What an officer asks for.

    Attributes
    ----------
    source, folder : Path
        The boundary file; the new deployment's folder, which must not hold anything yet.
    province, name : str
        BPS code of the province, two digits, or `COUNTRY` for all regencies of the file; its name.
    vintage, attribution, licence : str
        Key, source and licence of the boundaries; the last two may be empty.
    system : System or None
        Whose codes a column such as `kode` holds.
    mend : bool
        Whether a torn layer is repaired first.
    lakes : bool
        Whether a lake that no regency claims is drawn as part of the one with the longest shore.
    tolerance : float or None, degrees
        None takes the coarsest of `STEPS` that keeps every area.
    today : date
        For the names of edition and source.
    """

    source: Path
    folder: Path
    province: str
    name: str
    vintage: str
    attribution: str
    licence: str
    system: System | None
    mend: bool
    tolerance: float | None
    today: date
    lakes: bool = False


class UnusablePlanError(GeoError, ValueError):
    """A new deployment that cannot be begun."""


def found(plan: Plan, language: Language) -> None:
    """Read, check and generalise the boundaries, and write the deployment, all or none.

    Raises
    ------
    UnusablePlanError
        If the folder holds something, or province, name or vintage cannot be used.
    GeoError
        If the file is refused (`BoundaryFaultsError`, with every fault), or misses its target.
    """
    _check_plan(plan)
    raw = sources.read_source(plan.source)
    own, told = enrolment.of_province(raw, plan.province, plan.system)
    console.print(enrolment.mapping(own, told, language))
    layer, repairs = build.mended(own, language) if plan.mend else (own, {})
    if plan.lakes:
        layer, lakes = repair.with_lakes(layer)
        _tell_lakes(lakes, [one.name for _, one in told], language)
        repairs = {**repairs, "lakes": len(lakes), "lake_km2": sum(area for *_, area in lakes)}
    faults, torn = [*enrolment.faults(layer, told, plan.province)], [*repair.tears(layer)]
    if faults or torn:
        raise BoundaryFaultsError(faults, torn)
    regencies = enrolment.regencies(layer, told)
    measures, shapes = _generalised(regencies, plan, language)
    with build.staged(plan.folder) as folder:
        _write(folder, plan, shapes, {**measures, **repairs})
    for sentence in (
        Message("Ditulis: {path}", path=plan.folder),
        Message("Jalankan dengan PETA_DATA={path}.", path=plan.folder),
    ):
        console.print(said(sentence, language))


def _check_plan(plan: Plan) -> None:
    if plan.folder.exists() and (not plan.folder.is_dir() or any(plan.folder.iterdir())):
        raise UnusablePlanError(
            Message("Folder {path} sudah berisi.", path=plan.folder),
            Message("Pilih folder baru; penyebaran yang ada tidak ditimpa."),
        )
    is_sound = re.fullmatch(rf"[1-9]\d|{COUNTRY}", plan.province) and plan.name.strip()
    if not is_sound or any(sign in plan.name for sign in "{}") or not plan.name.isprintable():
        raise UnusablePlanError(
            Message("Kode atau nama provinsi tidak ada atau tidak sah."),
            Message(
                "Tulis keduanya, misalnya --province 51 --name Bali; untuk seluruh negara "
                "--province ID --name Indonesia."
            ),
        )
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,31}", plan.vintage):
        raise UnusablePlanError(
            Message("Tahun batas “{key}” tidak dapat menjadi nama folder.", key=plan.vintage),
            Message("Pakai huruf kecil dan angka saja, misalnya codab2020."),
        )


def _generalised(
    regencies: gpd.GeoDataFrame, plan: Plan, language: Language
) -> tuple[dict[str, float], gpd.GeoDataFrame]:
    """The coarsest shapes that meet the target (of a country the finest), and their measures."""
    limit = BYTES_EACH * max(3, len(regencies))
    target, steps = Target(area_change=AREA_CHANGE, gz_bytes=limit), STEPS
    if plan.province == COUNTRY:
        target, steps = MANY, MANY_STEPS
    faults: list[Message] = []
    for step in steps if plan.tolerance is None else (plan.tolerance,):
        shapes = generalise.generalise(regencies, step)
        quality = generalise.measured(regencies, shapes[["name", "geometry"]])
        faults = target.missed(quality)
        if not faults:
            console.print(build.quality_table(quality, target, language))
            return {"tolerance_deg": step, **build.rounded(quality)}, shapes
    raise generalise.MissedTargetError(faults)


def _tell_lakes(lakes: Sequence[repair.Lake], names: Sequence[str], language: Language) -> None:
    """Each lake, and whose part it is drawn as; for the officer to look over."""
    for row, point, area in sorted(lakes, key=lambda one: -one[2]):
        sentence = Message(
            "Danau {area} km² di sekitar {lon}; {lat} digambar sebagai bagian {name}.",
            area=generalise.figure(area, 2),
            lon=generalise.figure(point.x, 2),
            lat=generalise.figure(point.y, 2),
            name=names[row],
        )
        console.print(said(sentence, language))


def _write(
    folder: Path, plan: Plan, shapes: gpd.GeoDataFrame, measures: Mapping[str, float]
) -> None:
    """Everything that a deployment holds."""
    layers, reference = folder / "boundaries" / plan.vintage, folder / "reference"
    for made in (layers, reference):
        made.mkdir(parents=True)
    write_shapes(shapes, "regency", layers / FILES["regency"])
    record = {"source": plan.source.name, "sha256": build.sha256(plan.source), **measures}
    (layers / "layer.toml").write_text(build.toml_text({"regency": record}), "utf-8")
    (layers / "ATTRIBUTION.txt").write_text(_attribution(plan) + "\n", "utf-8")
    table = reference / "regencies.csv"
    table.write_text(_reference(shapes), "utf-8")
    note = {
        "producer": plan.attribution or plan.source.name,
        "title": Message("Kode dan nama kabupaten/kota {province}", province=plan.name).spoken(
            "id"
        ),
        "accessed": plan.today.isoformat(),
        "licence": _licence(plan),
        "sha256": build.sha256(table),
        "note": f"Made of {plan.source.name}, sha256 {record['sha256']}.",
    }
    (reference / "regencies.source.toml").write_text(build.toml_text(note), "utf-8")
    (folder / "deployment.toml").write_text(_deployment(plan, measures), "utf-8")
    _blank_edition(folder / "editions", plan)


def _blank_edition(root: Path, plan: Plan) -> None:
    """An edition without claims: the app says of every figure that there is none."""
    nothing = contracts.claims_from_text(pd.DataFrame(columns=[*COLUMNS], dtype=str), "claims.csv")
    imprint = publish.Imprint(
        name=f"{plan.today:%Y-%m-%d}.1",
        by="python -m geo boundaries",
        changes=Message("Belum ada angka; hanya batas dan nama wilayah.").spoken("id"),
    )
    publish.publish(nothing, root, imprint)


def _attribution(plan: Plan) -> str:
    given, file = plan.attribution.strip(), _file(plan)
    unknown = Message("Batas wilayah: {file}; sumbernya belum dicatat.", file=file)
    return given or unknown.spoken("id")


def _licence(plan: Plan) -> str:
    return plan.licence.strip() or Message("belum dicatat").spoken("id")


def _file(plan: Plan) -> str:
    """The source's name, without the braces that mark a place in a sentence."""
    return re.sub(r"[{}]", "_", plan.source.name)


def _reference(regencies: gpd.GeoDataFrame) -> str:
    """The reference table as CSV; what the file does not say is blank."""
    rows = regencies.reset_index(names="bps_code").rename(columns={"dagri_code": "kemendagri_code"})
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, REFERENCE, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows.drop(columns="geometry").to_dict("records"))
    return text.getvalue()


def _deployment(plan: Plan, measures: Mapping[str, float]) -> str:
    """The new `deployment.toml`, with the English twins of what it says."""
    label = Message("Batas {key}", key=plan.vintage)
    note = Message("Dibuat dari {file}; luas resmi dan ibu kota tidak diketahui.", file=_file(plan))
    if measures.get("lakes"):
        note = Message(
            "{note} Danau yang tidak dimiliki siapa pun ({n} buah, {area} km²) digambar sebagai "
            "bagian wilayah yang tepinya terpanjang.",
            note=note,
            n=int(measures["lakes"]),
            area=round(measures["lake_km2"]),
        )
    spoken, english = Writer("id"), Writer("en")
    about = {
        "product": f"Peta Cakupan {plan.name}",
        "default_vintage": plan.vintage,
        "province": {"code": plan.province, "name": plan.name},
        f"vintages.{plan.vintage}": {
            "label": spoken.tell(label),
            "attribution": _attribution(plan),
            "licence": _licence(plan),
            "reference_date": "",
            "note": spoken.tell(note),
        },
    }
    twins = {spoken.tell(one): english.tell(one) for one in (label, note)}
    lines = "".join(f"{build.toml_value(a)} = {build.toml_value(b)}\n" for a, b in twins.items())
    return f"{build.toml_text(about)}\n[english]\n{lines}"
