"""The command `boundaries`: a boundary file to an embedded layer."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from geo import boundaries, build
from geo.regencies import Level
from geo.terminal import Lang, Speech, explained


class Wanted(StrEnum):
    """What a boundary file holds."""

    REGENCY = "regency"
    DISTRICT = "district"
    CONTEXT = "context"


VINTAGE = "kepmendagri2025"
TIERS: dict[Wanted, Level] = {Wanted.REGENCY: "regency", Wanted.DISTRICT: "district"}


def build_boundaries(  # noqa: PLR0913, PLR0917  # the options of a command
    source: Annotated[Path, typer.Argument(help="Berkas batas wilayah (shp, gpkg, geojson, zip).")],
    vintage: Annotated[str, typer.Option(help="Tahun batas.")] = VINTAGE,
    level: Annotated[Wanted | None, typer.Option(help="Tingkat wilayah; dikenali sendiri.")] = None,
    out: Annotated[Path, typer.Option(help="Folder lapisan batas.")] = boundaries.LAYERS,
    tolerance: Annotated[float | None, typer.Option(help="Toleransi, derajat.", min=0.0)] = None,
    lang: Speech = Lang.ID,
) -> None:
    """Periksa, sederhanakan dan tulis satu lapisan batas wilayah."""
    with explained(lang.value):
        if level is Wanted.CONTEXT:
            build.build_context(source, out, lang.value)
        else:
            build.build_layer(
                source,
                vintage=vintage,
                level=TIERS[level] if level else None,
                out=out,
                tolerance=tolerance,
                language=lang.value,
            )
