"""The data officer's command line: `python -m geo`."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from geo import boundaries, build, editions
from geo import publish as publishing
from geo.language import Message
from geo.regencies import Level
from geo.terminal import console, explained, said

RAW = Path(__file__).parent.parent / "data" / "raw"
app = typer.Typer(help="Alat petugas data Peta Cakupan Kalbar.", no_args_is_help=True)


class Lang(StrEnum):
    """Language of what the command prints."""

    ID = "id"
    EN = "en"


class Wanted(StrEnum):
    """What a boundary file holds."""

    REGENCY = "regency"
    DISTRICT = "district"
    CONTEXT = "context"


TIERS: dict[Wanted, Level] = {Wanted.REGENCY: "regency", Wanted.DISTRICT: "district"}
Speech = Annotated[Lang, typer.Option(help="Bahasa keluaran.")]


@app.callback()
def main() -> None:
    """Alat petugas data Peta Cakupan Kalbar."""


@app.command("boundaries")
def boundaries_command(  # noqa: PLR0913, PLR0917  # the options of a command
    source: Annotated[Path, typer.Argument(help="Berkas batas wilayah (shp, gpkg, geojson, zip).")],
    vintage: Annotated[str, typer.Option(help="Tahun batas.")] = "kepmendagri2025",
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


@app.command("publish")
def publish_command(  # noqa: PLR0913, PLR0917  # the options of a command
    by: Annotated[str, typer.Option(help="Siapa yang menerbitkan.")],
    changes: Annotated[str, typer.Option(help="Apa yang berubah: kalimat, atau berkas teks.")],
    name: Annotated[str | None, typer.Option(help="Nama edisi; bawaan: hari ini.")] = None,
    raw: Annotated[Path, typer.Option(help="Folder facts.csv dan facts.reading.csv.")] = RAW,
    root: Annotated[Path, typer.Option(help="Folder edisi.")] = editions.ROOT,
    lang: Speech = Lang.ID,
) -> None:
    """Periksa klaim dan terbitkan sebagai edisi baru."""
    with explained(lang.value):
        claims = publishing.claims_from_facts(raw / "facts.csv", raw / "facts.reading.csv")
        chosen = name or publishing.next_name(root, date.today())
        publishing.publish(claims, root, chosen, by=by, changes=_words(changes))
        text = Message("Edisi {name} terbit: {n} klaim.", name=chosen, n=len(claims))
        console.print(said(text, lang.value))


@app.command("editions")
def editions_command(
    root: Annotated[Path, typer.Option(help="Folder edisi.")] = editions.ROOT,
    lang: Speech = Lang.ID,
) -> None:
    """Daftar edisi, terbaru dahulu, dengan hasil pemeriksaan sidik jarinya."""
    with explained(lang.value):
        found = editions.names(root)
        if not found:
            raise editions.NoEditionError(root)
        faults: list[editions.RefusedEditionError] = []
        table = Table()
        for title in (Message("Edisi"), Message("Klaim"), Message("Oleh"), Message("Keadaan")):
            table.add_column(said(title, lang.value))
        for name in found:
            try:
                edition = editions.load(root, name)
            except editions.RefusedEditionError as error:
                faults.append(error)
                table.add_row(name, "–", "–", said(Message("rusak"), lang.value))
                continue
            current = name == editions.pointer(root)
            state = Message("utuh, dipakai") if current else Message("utuh")
            table.add_row(
                name, str(len(edition.claims)), edition.published_by, said(state, lang.value)
            )
        console.print(table)
        for fault in faults:
            console.print(fault.spoken(lang.value), style="red", markup=False, highlight=False)
        if faults:
            raise typer.Exit(1)


def _words(changes: str) -> str:
    """The text itself, or what stands in the file of that name."""
    path = Path(changes)
    return path.read_text("utf-8") if len(changes) < 250 and path.is_file() else changes


if __name__ == "__main__":
    app()
