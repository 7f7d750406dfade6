"""The command `boundaries`: a boundary file to a layer, or to a deployment of its own."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from geo import boundaries, build, founding
from geo.deployment import here
from geo.identity import System
from geo.regencies import Level
from geo.terminal import Lang, Speech, explained


class Wanted(StrEnum):
    """What a boundary file holds."""

    REGENCY = "regency"
    DISTRICT = "district"
    VILLAGE = "village"
    CONTEXT = "context"


class Codes(StrEnum):
    """Whose codes a column holds that does not say it."""

    BPS = "bps"
    DAGRI = "dagri"


VINTAGE = here().default_vintage
TIERS: dict[Wanted, Level] = {
    Wanted.REGENCY: "regency",
    Wanted.DISTRICT: "district",
    Wanted.VILLAGE: "village",
}
SYSTEMS: dict[Codes, System] = {Codes.BPS: "bps", Codes.DAGRI: "dagri"}


def build_boundaries(  # noqa: PLR0913, PLR0917  # the options of a command
    source: Annotated[Path, typer.Argument(help="Berkas batas wilayah (shp, gpkg, geojson, zip).")],
    vintage: Annotated[str | None, typer.Option(help="Tahun batas.")] = None,
    level: Annotated[Wanted | None, typer.Option(help="Tingkat wilayah; dikenali sendiri.")] = None,
    out: Annotated[Path, typer.Option(help="Folder lapisan batas.")] = boundaries.LAYERS,
    tolerance: Annotated[float | None, typer.Option(help="Toleransi, derajat.", min=0.0)] = None,
    codes: Annotated[
        Codes | None, typer.Option(help="Milik siapa kode di kolom yang tidak menyebutnya.")
    ] = None,
    repair: Annotated[
        bool, typer.Option("--repair", help="Perbaiki tumpang tindih dan celah; dilaporkan.")
    ] = False,
    into: Annotated[
        Path | None, typer.Option(help="Folder baru untuk provinsi lain; lihat docs/adding.md.")
    ] = None,
    province: Annotated[
        str, typer.Option(help="Dengan --into: kode BPS provinsi, dua angka; ID: seluruh negara.")
    ] = "",
    name: Annotated[str, typer.Option(help="Dengan --into: nama provinsi.")] = "",
    lakes: Annotated[
        bool, typer.Option("--lakes", help="Dengan --into: gambar danau sebagai bagian tepinya.")
    ] = False,
    attribution: Annotated[str, typer.Option(help="Dengan --into: sumber batasnya.")] = "",
    licence: Annotated[str, typer.Option(help="Dengan --into: lisensi batasnya.")] = "",
    lang: Speech = Lang.ID,
) -> None:
    """Periksa, sederhanakan dan tulis satu lapisan batas wilayah."""
    system = SYSTEMS[codes] if codes else None
    with explained(lang.value):
        if into is not None:
            plan = founding.Plan(
                source=source,
                folder=into,
                province=province,
                name=name,
                vintage=vintage or founding.VINTAGE,
                attribution=attribution,
                licence=licence,
                system=system,
                mend=repair,
                lakes=lakes,
                tolerance=tolerance,
                today=date.today(),
            )
            founding.found(plan, lang.value)
        elif level is Wanted.CONTEXT:
            build.build_context(source, out, lang.value)
        else:
            build.build_layer(
                source,
                vintage=vintage or VINTAGE,
                level=TIERS[level] if level else None,
                out=out,
                tolerance=tolerance,
                language=lang.value,
                system=system,
                mend=repair,
            )
