"""The data officer's command line: `python -m geo`."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.table import Table

from geo import boundaries, briefing, build, claims, decisions, editions, pack, sample, stillmap
from geo import publish as publishing
from geo.agenda import CODES, Agenda
from geo.editions import Edition
from geo.formats import Writer
from geo.language import Message
from geo.material import COVERAGE, Material
from geo.model import PROVINCE, BpsCode, Period
from geo.regencies import Level, UnknownCodeError, by_bps
from geo.terminal import console, explained, said
from geo.vintages import vintage_of

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


class Dataset(StrEnum):
    """Real claims, or the panel that is made up."""

    PUBLIKASI = "publikasi"
    CONTOH = sample.DATASET


VINTAGE = "kepmendagri2025"
MAP_WIDTH = 760
"""Of the map in a pack, px."""
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
        found = publishing.claims_from_facts(raw / "facts.csv", raw / "facts.reading.csv")
        chosen = name or publishing.next_name(root, date.today())
        publishing.publish(found, root, chosen, by=by, changes=_words(changes))
        text = Message("Edisi {name} terbit: {n} klaim.", name=chosen, n=len(found))
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


@app.command("pack")
def pack_command(  # noqa: PLR0913, PLR0917  # the options of a command
    out: Annotated[Path, typer.Argument(help="Folder tujuan keempat berkas.")],
    regions: Annotated[str, typer.Option(help="Kode BPS dipisah koma, menurut urutan.")] = "all",
    period: Annotated[str | None, typer.Option(help="2024 atau 2024-09; bawaan: terbaru.")] = None,
    lang: Annotated[Lang, typer.Option(help="Bahasa paket dan keluaran.")] = Lang.ID,
    logo: Annotated[Path | None, typer.Option(help="Logo instansi, PNG atau JPEG.")] = None,
    institution: Annotated[str, typer.Option(help="Nama instansi di halaman judul.")] = "",
    edition: Annotated[str | None, typer.Option(help="Nama edisi; bawaan: yang dipakai.")] = None,
    dataset: Annotated[Dataset, typer.Option(help="Himpunan data.")] = Dataset.PUBLIKASI,
) -> None:
    """Tulis paket monev: presentasi, dokumen, PDF dan buku kerja dari satu edisi."""
    with explained(lang.value):
        writer, starts = Writer(lang.value), [perf_counter()]
        data = _edition(dataset, edition)
        agenda = Agenda(regions=_regions(regions), period=_period(period, data))
        picture = None if logo is None else pack.read_logo(logo)

        def told(sentence: str) -> None:
            starts.append(perf_counter())
            console.print(sentence, markup=False, highlight=False)

        told(writer.say("Menyusun isi rapat."))
        material = _material(data, institution)
        files = pack.pack(briefing.compose(material, agenda, writer), picture, told)
        pack.write(files, out)
        starts.append(perf_counter())
        _report(files, starts, writer)


def _report(files: dict[str, bytes], starts: list[float], writer: Writer) -> None:
    """Each file with its time and size; `starts` ends with one for each file and the end."""
    begun, ended = starts[-len(files) - 1 : -1], starts[-len(files) :]
    for (name, content), first, last in zip(files.items(), begun, ended, strict=True):
        line = writer.say(
            "{name}: {seconds} detik, {size} kB.",
            name=name,
            seconds=writer.decimal(last - first, 1),
            size=writer.decimal(len(content) / 1000),
        )
        console.print(line, markup=False, highlight=False)
    whole = writer.decimal(starts[-1] - starts[0], 1)
    console.print(writer.say("Paket selesai dalam {seconds} detik.", seconds=whole))


def _edition(dataset: Dataset, name: str | None) -> Edition:
    """The data set's edition of that name; the current one where none is named."""
    if dataset is Dataset.CONTOH:
        if name not in {None, sample.DATASET}:
            raise pack.NoSuchEditionError(str(name), [sample.DATASET])
        return sample.edition(CODES)
    known = editions.names()
    if name is not None and name not in known:
        raise pack.NoSuchEditionError(name, known)
    return editions.load(name=name)


def _regions(codes: str) -> tuple[BpsCode, ...]:
    """The regencies of a list of codes, in its order, each once; all of them for `all`."""
    if codes.strip().lower() == "all":
        return CODES
    asked = [BpsCode(code.strip()) for code in codes.split(",")]
    for code in asked:
        if code not in by_bps():
            raise UnknownCodeError("BPS", code)
    return tuple(dict.fromkeys(asked))


def _period(text: str | None, edition: Edition) -> Period | None:
    """The period written so, if a regency has a figure of it; None where none is asked for."""
    if text is None:
        return None
    asked, known = Period.parse(text), claims.periods_of(edition.claims, COVERAGE, [*CODES])
    if asked not in known:
        raise pack.NoFiguresError(asked, known)
    return asked


def _material(edition: Edition, institution: str) -> Material:
    """What a pack is made from; decisions are never mixed with data that is made up."""
    above: dict[str, str] = {PROVINCE: Message("Kalimantan Barat").text}
    return Material(
        edition=edition,
        outlines=stillmap.outlines(boundaries.load_regencies(VINTAGE), MAP_WIDTH),
        attribution=vintage_of(VINTAGE).attribution,
        names=above | {str(code): one.name for code, one in by_bps().items()},
        full_names=above | {str(code): one.name_full for code, one in by_bps().items()},
        decisions=() if edition.dataset == sample.DATASET else decisions.load(),
        institution=institution,
    )


def _words(changes: str) -> str:
    """The text itself, or what stands in the file of that name."""
    path = Path(changes)
    return path.read_text("utf-8") if len(changes) < 250 and path.is_file() else changes


if __name__ == "__main__":
    app()
