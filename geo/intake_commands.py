"""The commands `template` and `check`: what an officer fills in, and what is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from rich.table import Table
from rich.text import Text

from geo import areas, checks, editions, grids, intake, layouts, marked, refusals, template
from geo.entries import harmless
from geo.errors import GeoError, listed
from geo.fields import FIELDS, index, key_of, period_of
from geo.formats import DASH, Writer
from geo.language import Message
from geo.model import COLUMNS, NUMBERS
from geo.quoted import LABEL, PERIOD, Written
from geo.received import About, Book, Draft, Fault, Form, Layout, Question, Severity, Sheet
from geo.terminal import Lang, console, explained

MOST_SHOWN = 200
"""Faults of one severity that are printed; a marked copy lists them all."""
ASKED = frozenset({"scale_unanswered", "unanswered", "ambiguous_region"})
"""Errors that an answer mends; so does a missing period where the period is asked for."""
EXTRA = (".period", ".province")
"""Ends of keys that may be answered without a question; see `intake.drafted`."""


class UnreadableFileError(GeoError, OSError):
    """A file that is not there, or may not be read or written."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            what=Message("Berkas {name} tidak dapat dibuka.", name=path.name or str(path)),
            mend=Message("Periksa nama, folder dan izinnya."),
        )


class NoTableError(GeoError, ValueError):
    """A file in which no sheet tells figures, programmes or targets."""

    def __init__(self, name: str) -> None:
        super().__init__(
            what=Message("Berkas {name} tidak memuat tabel angka yang dikenali.", name=name),
            mend=Message("Pakai templat: jalankan `python -m geo template`, lalu salin angkanya."),
        )


class BadAnswerError(GeoError, ValueError):
    """An answer to nothing that was asked, or none of those that there are."""

    def __init__(self, text: str, known: Iterable[str]) -> None:
        names = listed(known)
        super().__init__(
            what=Message("Jawaban “{text}” tidak dapat dipakai.", text=harmless(text)),
            mend=Message("Tulis PERTANYAAN=JAWABAN; yang ditanyakan: {names}.", names=names)
            if names
            else Message("Berkas ini tidak memerlukan jawaban; hapus pilihan itu."),
        )


class SameFileError(GeoError, ValueError):
    """A marked copy that would be written over the file itself."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            what=Message("Salinan bertanda akan menimpa berkas aslinya: {name}.", name=path.name),
            mend=Message("Beri nama lain untuk salinannya."),
        )


def write_template(
    out: Annotated[Path, typer.Argument(help="Berkas tujuan.")] = Path("templat-cakupan.xlsx"),
    csv: Annotated[bool, typer.Option("--csv", help="Tulis juga tiga berkas CSV.")] = False,
    lang: Annotated[Lang, typer.Option(help="Bahasa keluaran.")] = Lang.ID,
) -> None:
    """Tulis templat untuk diisi: buku kerja XLSX, dan bila diminta berkas CSV-nya."""
    with explained(lang.value):
        files = {out: template.workbook()}
        if csv:
            files |= {out.parent / name: one for name, one in template.csv_files().items()}
        for path, content in files.items():
            _written(path, content)
            _tell(Writer(lang.value).say("Templat ditulis: {path}", path=path))


def check_file(  # noqa: PLR0913, PLR0917  # the options of a command
    file: Annotated[Path, typer.Argument(help="Berkas XLSX, XLS, ODS atau CSV.")],
    lang: Annotated[Lang, typer.Option(help="Bahasa keluaran.")] = Lang.ID,
    copy: Annotated[
        Path | None, typer.Option("--marked", help="Tulis salinan dengan kesalahan bertanda.")
    ] = None,
    answer: Annotated[
        list[str] | None, typer.Option(help="Jawaban, misalnya Angka.G.scale=percent.")
    ] = None,
    publisher: Annotated[str, typer.Option(help="Penerbit, bila tidak tertulis di baris.")] = "",
    title: Annotated[str, typer.Option(help="Judul dokumen.")] = "",
    published_on: Annotated[str, typer.Option(help="Tanggal terbit: 2025-09-10.")] = "",
    url: Annotated[str, typer.Option(help="Alamat dokumen.")] = "",
    speaker: Annotated[str, typer.Option(help="Yang menyatakan.")] = "",
) -> None:
    """Periksa berkas: arti kolomnya, yang perlu dijawab, dan semua kesalahannya sekaligus.

    Berakhir dengan 0 bila bersih, 1 bila ada kesalahan, 2 bila hanya ada peringatan atau
    pertanyaan.
    """
    with explained(lang.value):
        writer, about = Writer(lang.value), About(
            publisher=publisher, title=title, published_on=published_on, url=url, speaker=speaker
        )  # fmt: skip
        content = content_of(file)
        book = grids.opened(content, file.name)
        proposed = layouts.proposed(book)
        if not proposed:
            raise NoTableError(book.name)
        asked = [question for layout in proposed for question in layout.questions]
        answers = answers_of(answer or [], asked)
        draft = intake.drafted(book, proposed, answers, about)
        faults = checks.checked(draft, book, _claims(), date.today())
        if copy is not None:
            _copied(copy, file, marked.copy(book, content, faults, writer), writer)
        _mapping(book, proposed, writer)
        still = [question for question in asked if question.key not in answers]
        show_questions(still, writer)
        show_faults(unasked(faults, still), draft, len(still), writer)
    raise typer.Exit(status(faults, still))


def status(faults: Sequence[Fault], still: Sequence[Question]) -> int:
    """How `check` ends: 1 for errors, 2 for warnings or open questions alone, 0 for neither."""
    if any(fault.severity is Severity.ERROR for fault in unasked(faults, still)):
        return 1
    return 2 if faults or still else 0


def unasked(faults: Sequence[Fault], still: Sequence[Question]) -> list[Fault]:
    """Faults without the errors that an answer to an open question would mend."""
    is_dated = any(question.key.endswith(".period") for question in still)
    asked = {*ASKED, "missing_period"} if is_dated else ASKED
    return [fault for fault in faults if not still or fault.kind not in asked]


def content_of(path: Path) -> bytes:
    """A file's bytes; one that is too big is refused before it is read."""
    try:
        if path.stat().st_size > refusals.MAX_FILE:
            raise refusals.too_big(path.name, refusals.MAX_FILE)
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(path) from error


def _written(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise UnreadableFileError(path) from error


def _copied(path: Path, original: Path, content: bytes, writer: Writer) -> None:
    if path.resolve() == original.resolve():
        raise SameFileError(path)
    _written(path, content)
    _tell(writer.say("Salinan bertanda ditulis: {path}", path=path))


def _claims() -> pd.DataFrame:
    """The claims of the current edition; none where nothing has been published yet."""
    try:
        return editions.load().claims
    except editions.NoEditionError:
        kinds = {name: float if name in NUMBERS else str for name in COLUMNS}
        return pd.DataFrame({name: pd.Series(dtype=kind) for name, kind in kinds.items()})


def answers_of(texts: Sequence[str], asked: Sequence[Question]) -> dict[str, str]:
    """Answers by the key of their question."""
    options = {question.key: question.options for question in asked}
    known = [f"{key}={'|'.join(choices)}" for key, choices in options.items()]
    found = {}
    for text in texts:
        key, _, said = text.rpartition("=")
        if said not in options.get(key, {}) and not (said and key.endswith(EXTRA)):
            raise BadAnswerError(text, known)
        found[key] = said
    return found


def _tell(text: str = "", style: str = "") -> None:
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


def _mapping(book: Book, proposed: Sequence[Layout], writer: Writer) -> None:
    """What each column was taken for, sheet by sheet."""
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for layout in proposed:
        told = writer.say(
            "Lembar {sheet} ({form}): {read} baris dibaca, {skipped} dilewati.",
            sheet=layout.sheet,
            form=_form(layout.form, writer),
            read=len(_rows(layout)),
            skipped=len(layout.skipped),
        )
        _tell(told, "bold")
        if layout.period:
            _tell(writer.say("Periode: {period}.", period=Written(layout.period, PERIOD)))
        if _rows(layout):
            _columns(sheets[layout.sheet], layout, writer)
        _tell()
    unread = [name for name in sheets if name not in {layout.sheet for layout in proposed}]
    if unread:
        _tell(writer.say("Lembar tanpa tabel angka, tidak dibaca: {names}.", names=listed(unread)))


def _rows(layout: Layout) -> list[int]:
    return [row for row in range(layout.first, layout.last + 1) if row not in layout.skipped]


def _columns(sheet: Sheet, layout: Layout, writer: Writer) -> None:
    """A table of the columns that hold something: letter, heading, meaning."""
    headings = areas.named(sheet, layout.header_rows)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in (writer.say("Kolom"), writer.say("Judul di berkas"), writer.say("Dibaca sebagai")):
        table.add_column(head)
    for column, entry in sorted(layout.columns.items(), key=lambda one: index(one[0])):
        if any(sheet.rows[row - 1][index(column)].value is not None for row in _rows(layout)):
            heading = harmless(headings.get(column, DASH))
            table.add_row(Text(column), Text(heading), Text(_entry(entry, writer)))
    console.print(table)


def _form(form: Form, writer: Writer) -> str:
    words: Mapping[Form, str] = {
        Form.FIGURES: writer.say("angka"),
        Form.PROGRAMMES: writer.say("program"),
        Form.TARGETS: writer.say("target"),
    }
    return words[form]


def _entry(entry: str, writer: Writer) -> str:
    """A column's field in words, with the period that its heading names."""
    label = Written(FIELDS[key_of(entry)].label, LABEL)
    period = period_of(entry)
    if not period:
        return writer.tell(label)
    return writer.say("{label}, {period}", label=label, period=Written(period, PERIOD))


def show_questions(still: Sequence[Question], writer: Writer) -> None:
    """What must be answered, and how to give the answer."""
    if not still:
        return
    _tell(writer.say("Perlu dijawab ({count}):", count=len(still)), "bold")
    for question in still:
        _tell(f"  {writer.tell(question.words)}")
        for key, words in question.options.items():
            _tell(f'    --answer "{question.key}={key}"   {writer.tell(words)}')
    _tell()


def show_faults(faults: Sequence[Fault], draft: Draft, asked: int, writer: Writer) -> None:
    """All faults by severity, then a line of counts."""
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    warned = [fault for fault in faults if fault.severity is Severity.WARNING]
    groups = (
        (errors, writer.say("Kesalahan ({count}):", count=len(errors)), "red"),
        (warned, writer.say("Peringatan ({count}):", count=len(warned)), "yellow"),
    )
    for found, head, style in groups:
        if not found:
            continue
        _tell(head, f"bold {style}")
        for fault in found[:MOST_SHOWN]:
            _tell(_line(fault, writer))
        if len(found) > MOST_SHOWN:
            rest = writer.decimal(len(found) - MOST_SHOWN)
            _tell(writer.say("  … dan {count} lainnya; pakai --marked.", count=rest))
        _tell()
    told = writer.say(
        "{claims} angka terbaca; {errors} kesalahan, {warnings} peringatan, {asked} pertanyaan.",
        claims=writer.decimal(len(draft.claims)),
        errors=writer.decimal(len(errors)),
        warnings=writer.decimal(len(warned)),
        asked=writer.decimal(asked),
    )
    _tell(told, "bold")


def _line(fault: Fault, writer: Writer) -> str:
    """A fault in a line: place, what stands there, why, and the mend."""
    cell = f"{fault.where.column}{fault.where.row or ''}"
    place = f"{fault.where.sheet}!{cell}" if cell else fault.where.sheet
    text = f" “{harmless(fault.text)}”" if fault.text else ""
    return f"  {place}{text}: {writer.tell(fault.why)} {writer.tell(fault.mend)}"
