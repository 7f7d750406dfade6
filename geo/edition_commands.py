"""The commands that publish and keep editions."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from geo import editions
from geo import publish as publishing
from geo.folders import RAW
from geo.language import Message
from geo.terminal import Lang, Speech, console, explained, said


def publish(  # noqa: PLR0913, PLR0917  # the options of a command
    by: Annotated[str, typer.Option(help="Siapa yang menerbitkan.")],
    changes: Annotated[str, typer.Option(help="Apa yang berubah: kalimat, atau berkas teks.")],
    name: Annotated[str | None, typer.Option(help="Nama edisi; bawaan: hari ini.")] = None,
    raw: Annotated[Path, typer.Option(help="Folder facts.csv dan facts.reading.csv.")] = RAW,
    root: Annotated[Path, typer.Option(help="Folder edisi.")] = editions.ROOT,
    lang: Speech = Lang.ID,
) -> None:
    """Periksa klaim dan terbitkan sebagai edisi baru."""
    with explained(lang.value):
        found = publishing.claims_from_facts(raw / "facts.csv", raw / "facts.reading.csv")
        chosen = name or publishing.next_name(root, date.today())
        publishing.publish(found, root, chosen, by=by, changes=_words(changes))
        text = Message("Edisi {name} terbit: {n} klaim.", name=chosen, n=len(found))
        console.print(said(text, lang.value))


def list_editions(
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
