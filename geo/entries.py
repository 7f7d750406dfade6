"""Cells of a layout read as numbers and periods, or as faults with their place."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace

from geo import areas, asking, fields, headings
from geo.fields import FIELDS, index, key_of
from geo.language import Message
from geo.model import Period
from geo.moments import period
from geo.numerals import GREATEST, Number, Style, as_fraction, is_blank, number
from geo.received import Cell, Fault, Layout, Severity, Sheet, Where

LONGEST_SHOWN = 80
"""Letters of a cell's text that a fault repeats."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reader:
    """A sheet with its layout and the officer's answers.

    Attributes
    ----------
    headings : mapping of str to str
        Letter of a column → its heading as written.
    styles : mapping of str to {"id", "en", "whole"} or None
        How each column writes its numbers; None where nobody has said.
    scales : mapping of str to {"percent", "fraction"} or None
        What plain numbers of each rate column are; None where nobody has said.
    title : str
        What stands above the table.
    is_keyed : bool
        Whether the sheet names the fields itself, as our template does.
    """

    sheet: Sheet
    layout: Layout
    answers: Mapping[str, str]
    headings: Mapping[str, str]
    styles: Mapping[str, Style | None]
    scales: Mapping[str, str | None]
    title: str = ""
    is_keyed: bool = False

    def cell(self, row: int, column: str) -> Cell:
        """The cell of a row, counted from 1, and a column's letter."""
        return self.sheet.rows[row - 1][index(column)]

    def column(self, key: str) -> str:
        """The letter of the first column of a field; empty where there is none."""
        columns = self.layout.columns.items()
        return next((column for column, own in columns if key_of(own) == key), "")

    def answer(self, *parts: object) -> str:
        """The answer to a question of this sheet; empty for none."""
        return self.answers.get(".".join(map(str, (self.layout.sheet, *parts))), "")

    def text(self, row: int, key: str) -> str:
        """A row's text under a field, harmless and in one line; empty where it has none."""
        column = self.column(key)
        cell = self.cell(row, column) if column else Cell()
        return "" if is_blank(cell.value) or cell.is_error else harmless(areas.shown(cell), 2000)

    def where(self, row: int | None = None, column: str = "") -> Where:
        """A place of this sheet."""
        return Where(sheet=self.layout.sheet, row=row, column=column)


def reader(sheet: Sheet, layout: Layout, answers: Mapping[str, str]) -> Reader:
    """A sheet made ready: what its columns prove, and what was answered where they do not."""
    layout = _meant(sheet, layout, answers)
    styles: dict[str, Style | None] = {}
    scales: dict[str, str | None] = {}
    for column, key in layout.columns.items():
        told = answers.get(f"{layout.sheet}.{column}.numbers", "")
        style = asking.style_of(sheet, layout, column)
        open_ways: dict[str, Style] = {"id": "id", "en": "en"}
        styles[column] = open_ways.get(told) if _asks(sheet, layout, column, style) else style
        if FIELDS[key_of(key)].reads == "rate":
            said = answers.get(f"{layout.sheet}.{column}.scale", "")
            scale = asking.scale_of(sheet, layout, column, styles[column] or "en")
            scales[column] = scale or (said if said in asking.SCALES else None)
    return Reader(
        sheet=sheet,
        layout=layout,
        answers=answers,
        headings=areas.named(sheet, layout.header_rows),
        styles=styles,
        scales=scales,
        title=areas.title(sheet, layout.header_rows),
        is_keyed=bool(areas.keys(sheet, layout.header_rows)),
    )


def _meant(sheet: Sheet, layout: Layout, answers: Mapping[str, str]) -> Layout:
    """A layout without the columns of goals that only looked like potential."""
    goals = {
        column
        for column in asking.targets(sheet, layout)
        if answers.get(f"{layout.sheet}.{column}.meaning", "") != "eligible"
    }
    if not goals:
        return layout
    kept = {column: key for column, key in layout.columns.items() if column not in goals}
    return replace(layout, columns=kept)


def amount(read: Reader, row: int, column: str) -> Number | Fault | None:
    """The number of a cell, a rate as a fraction; None where it is blank, or not settled.

    What an unanswered question leaves open is None here, and a fault of its column.
    """
    cell = read.cell(row, column)
    if cell.is_error or (cell.is_formula and cell.value is None):
        return _error_cell(read, row, column)
    found = number(cell.value, read.styles[column])
    if is_blank(cell.value) or (found is None and number(cell.value, "id") is not None):
        return None
    kind = FIELDS[key_of(read.layout.columns[column])].reads
    found = _sized(read, column, found) if kind in ("persons", "rupiah") else found
    if found is None or (kind in ("persons", "whole") and found.value % 1):
        return _not_a_number(read, row, column, whole=found is not None)
    if found.value < 0 and not read.layout.columns[column].startswith("gap_"):
        return _negative(read, row, column)
    return _share(read, column, cell, found) if kind == "rate" else found


def _sized(read: Reader, column: str, found: Number | None) -> Number | None:
    """A number in full, where its heading counts in thousands or millions."""
    size = headings.size(read.headings.get(column, ""))
    if found is None or size == 1 or found.is_sized:
        return found
    value = found.value * size
    return replace(found, value=value, decimals=0) if value < GREATEST else None


def _share(read: Reader, column: str, cell: Cell, found: Number) -> Number | None:
    """A rate as a fraction; None where nobody has said what its plain number is."""
    said = "percent" if found.is_percent else "fraction" if cell.is_percent else ""
    scale = said or read.scales[column]
    return as_fraction(found, percent=scale == "percent") if scale else None


def moment(read: Reader, row: int, column: str) -> Period | Fault | None:
    """The period of a cell; None where it is blank."""
    cell = read.cell(row, column)
    if cell.is_error:
        return _error_cell(read, row, column)
    if is_blank(cell.value):
        return None
    where = read.where(row, column)
    return period(cell.value) or not_a_date(where, areas.shown(cell))


def not_a_date(where: Where, text: str) -> Fault:
    """What to say of a text that names no period."""
    return Fault(
        kind="not_a_date",
        severity=Severity.ERROR,
        where=where,
        text=harmless(text),
        why=Message("Ini bukan tanggal, bulan atau tahun yang dapat dibaca."),
        mend=Message("Tulis misalnya 31 Agustus 2025, Agustus 2025 atau 2025."),
    )


def harmless(text: str, longest: int = LONGEST_SHOWN) -> str:
    """A text without control and direction signs, cut to a length."""
    kept = "".join(sign for sign in text if unicodedata.category(sign)[0] != "C")
    return kept if len(kept) <= longest else kept[: longest - 1] + "…"


def unanswered(read: Reader, layout: Layout) -> list[Fault]:
    """One fault for each question of a layout, as proposed, that has no answer yet."""
    found = []
    for question in asking.questions(read.sheet, layout):
        kind = question.key.rpartition(".")[2]
        if kind == "region" or read.answers.get(question.key, "") in question.options:
            continue
        column = question.key.removeprefix(f"{read.layout.sheet}.").rpartition(".")[0]
        kinds = {"scale": "scale_unanswered", "period": "missing_period"}
        found.append(
            Fault(
                kind=kinds.get(kind, "unanswered"),
                severity=Severity.ERROR,
                where=read.where(read.layout.header_rows[-1] if column else None, column),
                text=harmless(read.headings.get(column, "")),
                why=question.words,
                mend=Message(
                    "Jawab pertanyaan {key}: {options}.",
                    key=question.key,
                    options=", ".join(question.options),
                ),
            )
        )
    return found


def personal(read: Reader) -> list[Fault]:
    """One fault for each row that holds sixteen digits in a row, as an NIK has; masked."""
    return [
        Fault(
            kind="personal_data",
            severity=Severity.ERROR,
            where=read.where(row, fields.letter(place + 1)),
            text="••••••••••••••••",
            why=Message("Enam belas angka berurutan: seperti NIK. Data orang tidak boleh masuk."),
            mend=Message("Hapus kolom atau sel itu; kirim hanya jumlah per kabupaten/kota."),
        )
        for row, cells in enumerate(read.sheet.rows, start=1)
        if (place := next((n for n, cell in enumerate(cells) if _is_personal(cell)), None))
        is not None
    ]


def _is_personal(cell: Cell) -> bool:
    """Sixteen digits, grouped or not; not the digits of a decimal fraction."""
    if isinstance(cell.value, float) and not cell.value.is_integer():
        return False
    text = areas.shown(cell)
    if len(text) < 16 or re.fullmatch(r"-?[0-9]*[.,][0-9]+ ?%?", text):
        return False
    return re.search(r"(?<![0-9])[0-9](?:[ .\-/]?[0-9]){15}(?![0-9])", text) is not None


def _asks(sheet: Sheet, layout: Layout, column: str, style: Style | None) -> bool:
    values = [cell.value for cell in asking.cells(sheet, layout, column)]
    return any(number(value, style) is None and number(value, "id") for value in values)


def _error_cell(read: Reader, row: int, column: str) -> Fault:
    return Fault(
        kind="error_cell",
        severity=Severity.ERROR,
        where=read.where(row, column),
        text=harmless(areas.shown(read.cell(row, column))),
        why=Message("Rumus di sel ini menghasilkan kesalahan.")
        if read.cell(row, column).is_error
        else Message("Rumus di sel ini belum menyimpan hasil."),
        mend=Message("Buka dan simpan di Excel atau LibreOffice, atau tulis angkanya."),
    )


def _not_a_number(read: Reader, row: int, column: str, *, whole: bool) -> Fault:
    return Fault(
        kind="not_a_number",
        severity=Severity.ERROR,
        where=read.where(row, column),
        text=harmless(areas.shown(read.cell(row, column))),
        why=Message("Orang, bulan dan peringkat dihitung bulat.")
        if whole
        else Message("Ini bukan angka yang dapat dibaca."),
        mend=Message("Tulis angka saja, misalnya 1.234 atau 51,59 %; kosongkan bila tidak ada."),
    )


def _negative(read: Reader, row: int, column: str) -> Fault:
    return Fault(
        kind="negative",
        severity=Severity.ERROR,
        where=read.where(row, column),
        text=harmless(areas.shown(read.cell(row, column))),
        why=Message("Angka ini negatif."),
        mend=Message("Jumlah dan persen tidak bisa kurang dari nol; perbaiki atau kosongkan."),
    )
