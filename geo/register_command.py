"""The commands `register`, `register-key` and `register-hash`: a register to counts."""

import shutil
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from geo import (
    changelog,
    editions,
    register_claims,
    register_csv,
    register_engines,
    register_keys,
    register_places,
    register_remarks,
    register_rows,
    register_secrecy,
    register_tally,
)
from geo import publish as publishing
from geo.contracts import claims_from_text
from geo.errors import GeoError
from geo.formats import Writer
from geo.language import Message
from geo.model import Period
from geo.register_claims import Origin
from geo.register_engines import Means
from geo.register_tally import Reading
from geo.register_terms import Window
from geo.terminal import Lang, Speech, console, explained


class BadWindowError(GeoError, ValueError):
    """Months from which and to which nothing can be counted."""

    def __init__(self, first: str, last: str, grace: int) -> None:
        super().__init__(
            what=Message(
                "Dari {first} sampai {last} dengan tunggakan {grace} bulan tidak bisa dihitung.",
                first=first,
                last=last,
                grace=grace,
            ),
            mend=Message("Tulis bulan, --from 2025-01 --to 2025-12; tunggakan 0 sampai 12 bulan."),
        )


def count(  # noqa: PLR0913, PLR0917  # the options of a command
    address: Annotated[str, typer.Argument(help="Berkas .parquet/.csv, postgres://… atau spark:…")],
    first: Annotated[str, typer.Option("--from", help="Bulan pertama, 2024-01.")],
    last: Annotated[str, typer.Option("--to", help="Bulan terakhir, 2025-12.")],
    publisher: Annotated[str, typer.Option(help="Pengelola register.")],
    published_on: Annotated[str, typer.Option(help="Tanggal keadaan register: 2025-12-31.")],
    title: Annotated[str, typer.Option(help="Nama register.")] = "Register kepesertaan",
    grace: Annotated[int, typer.Option(help="Bulan tunggakan yang masih dihitung aktif.")] = 0,
    tolerated: Annotated[
        float, typer.Option(help="Bagian baris bermasalah yang masih diterima.")
    ] = register_tally.TOLERATED,
    out: Annotated[Path, typer.Option(help="Tabel hasil semua tingkat, CSV.")] = Path(
        "register.csv"
    ),
    work: Annotated[Path, typer.Option(help="Folder kerja; dipakai lagi bila terhenti.")] = Path(
        ".register"
    ),
    memory_mb: Annotated[int, typer.Option(help="Memori untuk DuckDB, MB.")] = 4000,
    threads: Annotated[int, typer.Option(help="Inti prosesor untuk DuckDB.")] = 2,
    villages: Annotated[
        Path | None, typer.Option(help="Desa yang berlaku: CSV berkolom bps_code, kemendagri_code.")
    ] = None,
    by: Annotated[str, typer.Option(help="Siapa yang menerbitkan.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Terbitkan hasilnya sebagai edisi.")] = False,
    root: Annotated[Path, typer.Option(help="Folder edisi.")] = editions.ROOT,
    lang: Speech = Lang.ID,
) -> None:
    """Hitung register kepesertaan menjadi angka cakupan; baris orang tidak keluar dari sini."""
    writer = Writer(lang.value)
    with explained(lang.value):
        window = _window(first, last, grace)
        known = register_places.villages(villages) if villages else None
        means = Means(threads=threads, memory_mb=memory_mb, scratch=work / "scratch")
        with register_engines.reached(address, means) as register:
            reading = register_tally.read(register, known)
            _report(reading, address, writer)
            register_tally.refuse_faulty(reading, tolerated)
            folder = register_tally.work_folder(work, address, _stamp(address), window)
            counts = _counted(reading, window, folder, writer)
        if not Path(address).exists():  # nothing tells a database's state of now from a later one
            shutil.rmtree(folder)
        told = register_secrecy.hidden(counts, reading.places.levels)
        shown = register_claims.table(counts, told, reading.places)
        shown.to_csv(out, index=False)
        console.print(
            writer.say(
                "{n} angka ditulis ke {path}; {hidden} ditutup.",
                n=writer.decimal(len(shown)),
                path=out.name,
                hidden=writer.decimal(int((shown["told"] == "suppressed").sum())),
            )
        )
        origin = Origin(publisher=publisher, title=title, published_on=published_on)
        _published(register_claims.claims(shown, window, origin), root, (by, yes), writer)


def _window(first: str, last: str, grace: int) -> Window:
    """The months that are asked for.

    Raises
    ------
    BadPeriodError, BadWindowError
        If one is no period, or they are no window.
    """
    ends = Period.parse(first), Period.parse(last)
    try:
        return Window(first=ends[0], last=ends[1], grace=grace)
    except ValueError as error:
        raise BadWindowError(first, last, grace) from error


def _stamp(address: str) -> str:
    """What tells this state of a file from the next; a database is counted anew each day."""
    path = Path(address)
    if not path.exists():
        return f"{datetime.now().astimezone():%Y-%m-%d}"
    files = sorted(path.rglob("*")) if path.is_dir() else [path]
    return ";".join(f"{one.name}:{one.stat().st_size}:{one.stat().st_mtime_ns}" for one in files)


def _report(reading: Reading, address: str, writer: Writer) -> None:
    """Every row by its kind: they add up to the register; then what is odd about some of them."""
    found = register_rows.examples(reading.rows, reading.kinds)
    for kind, rows in reading.kinds.items():
        if rows or kind == register_rows.COUNTED:
            label = writer.label(register_rows.KINDS[kind])
            line = writer.say("{n} baris {kind}", n=writer.decimal(rows), kind=label)
            _line(line, found.get(kind, ()), writer)
    console.print(writer.say("{n} baris seluruhnya", n=writer.decimal(reading.total)))
    odd = register_remarks.remarks(reading.rows, reading.places)
    for name, remark in odd.items():
        label = writer.label(register_remarks.REMARKS[name])
        line = writer.say("Catatan: {n} baris {kind}", n=writer.decimal(remark.rows), kind=label)
        _line(line, remark.examples, writer)
    written = register_csv.writing(Path(address))
    if written.foreign and Path(address).suffix.lower() in register_csv.SUFFIXES:
        many = writer.decimal(written.foreign)
        line = writer.say("Catatan: {n} baris bukan UTF-8, dibaca huruf demi huruf", n=many)
        _line(line, written.examples, writer)


def _line(line: str, rows: Iterable[int], writer: Writer) -> None:
    some = ", ".join(map(str, rows))
    shown = writer.say("{line}; misalnya baris {rows}", line=line, rows=some) if some else line
    console.print(shown, markup=False)


def _counted(reading: Reading, window: Window, folder: Path, writer: Writer) -> pd.DataFrame:
    many = register_tally.parts(reading)
    columns = TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(writer.say("Menghitung"), total=many)
        return register_tally.counted(
            reading,
            window,
            folder,
            many,
            lambda done, of: progress.update(task, completed=done, total=of),
        )


def _published(text: pd.DataFrame, root: Path, how: tuple[str, bool], writer: Writer) -> None:
    """Lay the counts on the edition there is; written only with `--yes`."""
    by, yes = how
    base = editions.load(root)
    whole = publishing.merged(base.claims, claims_from_text(text, source="register"))
    console.print(writer.say("{n} angka untuk edisi baru.", n=writer.decimal(len(text))))
    if not yes:
        console.print(writer.say("Uji coba: tidak ada yang ditulis. Terbitkan dengan --yes."))
        return
    now = datetime.now().astimezone()
    imprint = publishing.Imprint(
        name=publishing.next_name(root, now.date()),
        by=by,
        changes=changelog.written(base.claims, whole, Writer("id")),
        at=now.isoformat(timespec="seconds"),
        based_on=base.name,
    )
    publishing.publish(whole, root, imprint)
    console.print(writer.say("Edisi {name} terbit.", name=imprint.name))


def make_key(
    path: Annotated[Path, typer.Argument(help="Berkas kunci baru.")], lang: Speech = Lang.ID
) -> None:
    """Buat kunci untuk menyamarkan penanda orang; simpan terpisah dari register."""
    with explained(lang.value):
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(register_keys.new_key() + "\n")
        console.print(Writer(lang.value).say("Kunci ditulis: {path}", path=path.name))


def hash_persons(
    source: Annotated[Path, typer.Argument(help="Register CSV dengan penanda asli.")],
    target: Annotated[Path, typer.Argument(help="Register CSV yang disamarkan.")],
    key: Annotated[Path, typer.Option(help="Berkas kunci.")],
    column: Annotated[str, typer.Option(help="Kolom penanda orang.")] = "person_id",
    lang: Speech = Lang.ID,
) -> None:
    """Samarkan penanda orang dalam register CSV dengan kunci."""
    with explained(lang.value):
        rows = register_keys.replaced(source, target, column, register_keys.read_key(key))
        console.print(Writer(lang.value).say("{n} baris disamarkan.", n=rows))
