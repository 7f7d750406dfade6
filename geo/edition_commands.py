"""The commands that publish and keep editions: `publish`, `editions`, `undo`, `verify`."""

import hashlib
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.table import Table
from rich.text import Text

from geo import (
    archive,
    boundaries,
    changelog,
    checks,
    editions,
    facts,
    grids,
    history,
    intake,
    layouts,
    twomaps,
)
from geo import intake_commands as reading
from geo import publish as publishing
from geo.editions import Edition
from geo.errors import GeoError
from geo.folders import RAW
from geo.formats import DASH, Writer
from geo.history import Step
from geo.language import Message
from geo.model import COLUMNS, NUMBERS
from geo.publish import Imprint
from geo.received import About, Book
from geo.terminal import Lang, Speech, console, explained

Root = Annotated[Path, typer.Option(help="Folder edisi.")]
By = Annotated[str, typer.Option(help="Siapa yang menerbitkan.")]
MOST_MOVES = 60
"""Moving numbers that a dry run prints; the change log names every one."""
PROBLEM = 1
"""How a command ends that found something wrong."""
HEADS = (
    *(Message("Daerah"), Message("Angka"), Message("Periode"), Message("Sebelum")),
    Message("Sesudah"),
)


class UnnamedPublisherError(GeoError, ValueError):
    """An edition that nobody answers for, or that does not say what it changes."""

    def __init__(self) -> None:
        super().__init__(
            what=Message("Belum tertulis siapa yang menerbitkan, atau apa yang berubah."),
            mend=Message("Tambahkan --by dan, tanpa berkas, --changes."),
        )


def publish(  # noqa: PLR0913, PLR0917  # the options of a command
    file: Annotated[
        Path | None, typer.Argument(help="Berkas XLSX, XLS, ODS atau CSV; tanpa itu: --raw.")
    ] = None,
    by: By = "",
    changes: Annotated[
        str, typer.Option(help="Apa yang berubah: kalimat, atau berkas teks; bawaan: disusun.")
    ] = "",
    yes: Annotated[
        bool, typer.Option("--yes", help="Terbitkan berkas, juga bila ada peringatan.")
    ] = False,
    maps: Annotated[Path | None, typer.Option(help="Tulis peta sebelum dan sesudah, HTML.")] = None,
    name: Annotated[str | None, typer.Option(help="Nama edisi; bawaan: hari ini.")] = None,
    raw: Annotated[Path, typer.Option(help="Folder facts.csv dan facts.reading.csv.")] = RAW,
    root: Root = editions.ROOT,
    answer: Annotated[
        list[str] | None, typer.Option(help="Jawaban, misalnya Angka.G.scale=percent.")
    ] = None,
    publisher: Annotated[str, typer.Option(help="Penerbit, bila tidak tertulis di baris.")] = "",
    title: Annotated[str, typer.Option(help="Judul dokumen.")] = "",
    published_on: Annotated[str, typer.Option(help="Tanggal terbit: 2025-09-10.")] = "",
    url: Annotated[str, typer.Option(help="Alamat dokumen.")] = "",
    speaker: Annotated[str, typer.Option(help="Yang menyatakan.")] = "",
    lang: Speech = Lang.ID,
) -> None:
    """Terbitkan edisi baru: dari berkas (uji coba dahulu, --yes menerbitkan) atau dari --raw.

    Uji coba menampilkan semua kesalahan dan angka yang akan bergerak, dan tidak menulis apa pun.
    """
    with explained(lang.value):
        now = datetime.now().astimezone()
        imprint = Imprint(
            name=name or publishing.next_name(root, now.date()),
            by=by.strip(),
            changes=_words(changes),
            at=now.isoformat(timespec="seconds"),
        )
        writer = Writer(lang.value)
        if file is None:
            _of_facts(raw, root, imprint, writer)
            return
        about = About(
            publisher=publisher, title=title, published_on=published_on, url=url, speaker=speaker
        )
        base = _base(root)
        content = reading.content_of(file)  # once: what is hashed is what was read
        book = grids.opened(content, file.name)
        received = _received(book, answer or [], about, base, writer)
        if received is None:
            raise typer.Exit(PROBLEM)
        whole = publishing.merged(base.claims, received)
        told = changelog.written(base.claims, whole, Writer("id"))
        _show(base, whole, writer)
        if maps is not None:
            shapes = boundaries.load_regencies()
            maps.write_text(twomaps.page(base.claims, whole, shapes, writer), "utf-8")
            _tell(writer.say("Peta ditulis: {path}", path=maps))
        if len(whole) == len(base.claims):
            return
        if not yes:
            _tell(writer.say("Uji coba: tidak ada yang ditulis. Terbitkan dengan --yes."), "bold")
            return
        imprint = replace(
            imprint,
            changes=imprint.changes or told,
            based_on=base.name,
            received={file.name: hashlib.sha256(content).hexdigest()},
        )
        _issue(whole, root, imprint, writer)


def list_editions(root: Root = editions.ROOT, lang: Speech = Lang.ID) -> None:
    """Daftar edisi, terbaru dahulu, dengan hasil pemeriksaan sidik jarinya, dan riwayatnya."""
    with explained(lang.value):
        writer = Writer(lang.value)
        found = editions.names(root)
        if not found:
            raise editions.NoEditionError(root)
        table, faults = _listed(found, root, writer)
        console.print(table)
        for step in history.steps(root):
            _tell(_taken(step, writer))
        for fault in faults:
            _tell(fault.spoken(lang.value), "red")
        if faults:
            raise typer.Exit(PROBLEM)


def undo(
    by: By,
    why: Annotated[str, typer.Option(help="Mengapa kembali ke edisi sebelumnya.")],
    to: Annotated[str | None, typer.Option(help="Nama edisi; bawaan: yang sebelumnya.")] = None,
    root: Root = editions.ROOT,
    lang: Speech = Lang.ID,
) -> None:
    """Kembali ke edisi sebelumnya; tidak ada edisi yang hilang, dan langkah ini tercatat."""
    with explained(lang.value):
        at = datetime.now().astimezone().isoformat(timespec="seconds")
        step = archive.undo(root, by=by, why=why, at=at, to=to)
        _tell(_taken(step, Writer(lang.value)))


def verify(
    clean: Annotated[
        bool, typer.Option("--clean", help="Buang sisa penerbitan yang terputus.")
    ] = False,
    root: Root = editions.ROOT,
    lang: Speech = Lang.ID,
) -> None:
    """Periksa ulang sidik jari semua edisi, penunjuk, riwayat dan sisa; 1 bila ada masalah."""
    with explained(lang.value):
        writer = Writer(lang.value)
        for name in archive.clean(root) if clean else ():
            _tell(writer.say("{name} dibuang.", name=name))
        doubts = archive.verify(root)
        for doubt in doubts:
            _tell(writer.tell(doubt.words), "red")
        if doubts:
            raise typer.Exit(PROBLEM)
        count = len(editions.names(root))
        _tell(writer.say("{n} edisi utuh; tidak ada sisa.", n=count))


def _of_facts(raw: Path, root: Path, imprint: Imprint, writer: Writer) -> None:
    """Publish the facts as received with their reading."""
    found = facts.claims_from_facts(raw / "facts.csv", raw / "facts.reading.csv")
    _issue(found, root, imprint, writer)


def _base(root: Path) -> Edition:
    """The edition that the new one follows; an empty one where nothing was published yet."""
    try:
        return editions.load(root)
    except editions.NoEditionError:
        kinds = {name: float if name in NUMBERS else str for name in COLUMNS}
        claims = pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})
        return Edition(name="", dataset="publikasi", claims=claims, files={})


def _received(
    book: Book, answers: list[str], about: About, base: Edition, writer: Writer
) -> pd.DataFrame | None:
    """Claims of a file, told with all its faults; None where errors or questions are left."""
    proposed = layouts.proposed(book)
    if not proposed:
        raise reading.NoTableError(book.name)
    asked = [question for layout in proposed for question in layout.questions]
    given = reading.answers_of(answers, asked)
    draft = intake.drafted(book, proposed, given, about)
    faults = checks.checked(draft, book, base.claims, date.today())
    still = [question for question in asked if question.key not in given]
    reading.show_questions(still, writer)
    reading.show_faults(reading.unasked(faults, still), draft, len(still), writer)
    if still or reading.status(faults, still) == PROBLEM:
        _tell(writer.say("Belum dapat diterbitkan: lihat kesalahan dan pertanyaan di atas."), "red")
        return None
    return draft.claims


def _show(base: Edition, whole: pd.DataFrame, writer: Writer) -> None:
    """What moves on the pages, before and after, and the change log."""
    found = changelog.moves(base.claims, whole, writer)
    if found:
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
        for head in HEADS:
            table.add_column(writer.tell(head))
        for move in found[:MOST_MOVES]:
            cells = (move.region, move.what, move.period, move.before, move.after)
            table.add_row(*map(Text, cells))
        _tell(writer.say("Angka yang akan bergerak: {n}.", n=writer.decimal(len(found))), "bold")
        console.print(table)
    _tell(changelog.written(base.claims, whole, writer))


def _issue(claims: pd.DataFrame, root: Path, imprint: Imprint, writer: Writer) -> None:
    if not (imprint.by and imprint.changes):
        raise UnnamedPublisherError
    publishing.publish(claims, root, imprint)
    _tell(writer.say("Edisi {name} terbit: {n} klaim.", name=imprint.name, n=len(claims)))


def _listed(
    found: list[str], root: Path, writer: Writer
) -> tuple[Table, list[editions.RefusedEditionError]]:
    """The editions as a table, and why some are refused."""
    faults: list[editions.RefusedEditionError] = []
    table, current = Table(), editions.pointer(root)
    heads = (Message("Edisi"), Message("Klaim"), Message("Oleh"), Message("Keadaan"))
    for head in heads:
        table.add_column(writer.tell(head))
    for name in found:
        try:
            edition = editions.load(root, name)
        except editions.RefusedEditionError as error:
            faults.append(error)
            table.add_row(name, DASH, DASH, writer.say("rusak"))
            continue
        state = writer.say("utuh, dipakai") if name == current else writer.say("utuh")
        table.add_row(name, str(len(edition.claims)), Text(edition.published_by), state)
    return table, faults


def _taken(step: Step, writer: Writer) -> str:
    """A step of the history in a sentence."""
    at = step.at or DASH
    if step.what == "publish":
        return writer.say(
            "{n}. {at}: {after} terbit, oleh {by}.",
            n=step.number,
            at=at,
            after=step.after,
            by=step.by,
        )
    return writer.say(
        "{n}. {at}: dari {before} ke {after}, oleh {by}: {why}",
        n=step.number,
        at=at,
        before=step.before,
        after=step.after,
        by=step.by,
        why=step.why,
    )


def _tell(text: str, style: str = "") -> None:
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


def _words(changes: str) -> str:
    """The text itself, or what stands in the file of that name."""
    path = Path(changes)
    return path.read_text("utf-8") if 0 < len(changes) < 250 and path.is_file() else changes
