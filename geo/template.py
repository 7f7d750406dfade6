"""The workbook that officials fill in, and its twin as CSV files.

The first row of each sheet holds the keys of the fields and is hidden: by it the template
is recognised exactly, whatever becomes of the headings.
"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from geo import columns, guide
from geo.columns import EXAMPLE, SHEETS
from geo.deployment import here
from geo.fields import FIELDS
from geo.formats import Writer
from geo.model import PROVINCE, BpsCode, Period
from geo.quoted import named
from geo.received import Form
from geo.regencies import by_bps, regencies

KEYS, HEADS, FIRST = 0, 1, 2
"""Rows of a sheet, from 0: hidden keys, headings, the first example."""
LAST = 1003
"""Last row with checked input; a sheet may hold more."""
MADE = datetime(2026, 1, 1)  # a fixed date, so that the bytes are always the same
LISTS = "Daftar"
_DEEP, _PALE, _GREY = "#0b3a53", "#e8eef3", "#6b7280"
_HEADS = ("#dbe7f0", "#f3ead7", "#e3eee0", "#ece5f1", "#e8e8e8")
"""Fills of headings: where and when, counts, rates and targets, others, source."""
_WIDTHS = {"region": 27, "moment": 17, "text": 24, "rupiah": 19, "code": 12, "year": 9}
_FORMATS = {"persons": "#,##0", "rate": "0.00%", "rupiah": '"Rp"#,##0', "whole": "0", "year": "0"}
_WRITER = Writer("id")


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Book:
    """A workbook in the making, with its looks and where each list of choices stands."""

    made: Any
    looks: dict[str, Any] = field(default_factory=dict)

    def look(self, **how: Any) -> Any:
        """A cell's look; the same object for the same wish."""
        key = repr(sorted(how.items()))
        if key not in self.looks:
            self.looks[key] = self.made.add_format({"valign": "top", "font_size": 10, **how})
        return self.looks[key]


def workbook() -> bytes:
    """The template as a workbook, in Indonesian.

    Returns
    -------
    bytes
        XLSX with the sheets Angka, Program, Target, Petunjuk and a hidden one of choices;
        headings and examples are protected without a password. The same bytes each time.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  # only writing needs it

    written = io.BytesIO()
    made = xlsxwriter.Workbook(written, {"in_memory": True})
    title = _WRITER.say(
        "Templat data cakupan jaminan sosial ketenagakerjaan {province}", province=here().named
    )
    made.set_properties({"title": title, "created": MADE})
    book = _Book(made=made)
    pages = [(form, made.add_worksheet(name)) for form, name in SHEETS.items()]
    guide.write(made.add_worksheet(_WRITER.say("Petunjuk")), book.look, _WRITER)
    places = _lists(made.add_worksheet(LISTS))
    for form, page in pages:
        _sheet(book, page, form, places)
    pages[0][1].activate()
    made.close()
    return written.getvalue()


def csv_files() -> dict[str, bytes]:
    """The template as CSV files by name, for programs without workbooks.

    Returns
    -------
    dict of str to bytes
        `angka.csv`, `program.csv`, `target.csv`: UTF-8 with a byte-order mark, semicolons
        and decimal commas, as Excel in Indonesia opens them. First row keys, second row
        headings, then the examples.
    """
    return {f"{name.lower()}.csv": _csv(form) for form, name in SHEETS.items()}


def _csv(form: Form) -> bytes:
    keys, text = columns.keys_of(form), io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(keys)
    writer.writerow([_heading(key) for key in keys])
    for example in _examples(form):
        writer.writerow([_typed(key, example.get(key)) for key in keys])
    return text.getvalue().encode("utf-8-sig")


def _typed(key: str, value: str | float | None) -> str:
    """A value of an example as an officer would type it."""
    if value is None or isinstance(value, str):
        return value or ""
    if FIELDS[key].reads == "rate":
        return _WRITER.percent(value).replace("\N{NO-BREAK SPACE}", " ")
    return f"{value:.0f}"


def _heading(key: str) -> str:
    return _WRITER.label(FIELDS[key].label)


def _examples(form: Form) -> Iterator[Mapping[str, str | float]]:
    """The examples with names and dates in words; none of another province."""
    known = {PROVINCE, *by_bps()}
    for row in (row for row in columns.EXAMPLES[form] if row["region"] in known):
        told = dict(row)
        told["region"] = f"{EXAMPLE} {named(str(row['region']))}"
        for key in ("period", "published_on"):
            if key in row:
                told[key] = _WRITER.period(Period.parse(str(row[key])))
        if form is not Form.TARGETS and (one := by_bps().get(BpsCode(str(row["region"])))):
            told |= {"code_bps": one.bps, "code_dagri": one.dagri}
        yield told


def _lists(page: Any) -> dict[str, str]:
    """Choices, one below the other on a hidden sheet: field → the cells that hold them."""
    names = [one.name_full for one in regencies()]
    first, last = columns.FIRST_MONTH, columns.LAST_MONTH
    months = [
        _WRITER.period(Period(year, month))
        for year in range(first[0], last[0] + 1)
        for month in range(1, 13)
    ]
    choices: dict[str, Sequence[str]] = {
        "region": [*names, named(PROVINCE)],
        "period": months,
        "funding": [_WRITER.label(text) for text in columns.FUNDING],
        "group": [_WRITER.label(text) for text in columns.GROUPS],
        "confidence": [_WRITER.label(text) for text in columns.CONFIDENCES],
        "status": [_WRITER.label(text) for text in columns.STATUSES],
        "segment": [_WRITER.label(text) for text in columns.SEGMENTS],
    }
    places, top = {}, 1
    for key, texts in choices.items():
        page.write_column(top - 1, 0, texts)
        places[key] = f"={LISTS}!$A${top}:$A${top + len(texts) - 1}"
        top += len(texts) + 1
    page.set_column(0, 0, 34)
    page.protect()
    page.hide()
    return places


def _sheet(book: _Book, page: Any, form: Form, places: Mapping[str, str]) -> None:
    """One sheet for input: keys, headings, examples, checks, protection, print."""
    keys = columns.keys_of(form)
    head = {"bold": True, "text_wrap": True, "bottom": 1, "font_color": _DEEP, "valign": "vcenter"}
    for column, key in enumerate(keys):
        page.set_column(column, column, _width(key), book.look(locked=False, **_shown(key)))
        page.write_string(KEYS, column, key, book.look(font_color=_GREY))
        page.write_string(HEADS, column, _heading(key), book.look(bg_color=_fill(key), **head))
        page.data_validation(FIRST + 2, column, LAST, column, _rule(key, places))
    for line, example in enumerate(_examples(form), start=FIRST):
        for column, key in enumerate(keys):
            look = book.look(italic=True, font_color=_GREY, bg_color=_PALE, **_shown(key))
            page.write(line, column, example.get(key), look)
        page.set_row(line, 15)
    page.set_row(KEYS, None, None, {"hidden": True})
    page.set_row(HEADS, 46)
    page.freeze_panes(HEADS + 1, 1)
    allowed = ("insert_rows", "delete_rows", "format_columns", "format_rows", "format_cells")
    page.protect("", dict.fromkeys((*allowed, "sort", "autofilter"), True))
    _printed(page, SHEETS[form], len(keys))


def _printed(page: Any, name: str, count: int) -> None:
    """A4 across, headings and names on each page, at most fourteen columns side by side."""
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.fit_to_pages((count + 13) // 14, 0)
    page.repeat_rows(HEADS)
    page.repeat_columns(0)
    page.set_footer(f"&L&8{name}&R&8&P / &N")


def _shown(key: str) -> dict[str, Any]:
    """How a field's values look: numbers to the right, everything else as text."""
    shown = {"num_format": _FORMATS.get(FIELDS[key].reads, "@"), "align": "left"}
    is_number = FIELDS[key].reads in {"persons", "rate", "rupiah", "whole"}
    return {**shown, "align": "right", "indent": 1} if is_number else shown


def _width(key: str) -> float:
    if key in {"source_title", "definition", "note", "legal_basis"}:
        return 34
    return _WIDTHS.get(FIELDS[key].reads, 15)


def _fill(key: str) -> str:
    """The colour of a heading: columns that belong together look alike."""
    reads, place = FIELDS[key].reads, list(FIELDS).index(key)
    if reads in {"region", "code", "moment", "year"} and key != "published_on":
        return _HEADS[0]
    if place >= list(FIELDS).index("definition"):
        return _HEADS[4]
    return _HEADS[{"persons": 1, "rate": 2}.get(reads, 3)]


def _rule(key: str, places: Mapping[str, str]) -> dict[str, Any]:
    """What a cell of a column takes, and the sentences beside it."""
    told = {
        "input_title": _heading(key)[:32],
        "input_message": _WRITER.label(columns.entry_of(key).help),
        "error_title": _WRITER.say("Periksa isian"),
    }
    if key in places:
        is_strict = key in {"region", "status", "segment", "confidence"}
        words = (
            _("Isian ini tidak ada dalam daftar. Pilih dari daftar supaya tidak salah baca.")
            if is_strict
            else _("Isian ini tidak ada dalam daftar. Lanjutkan bila memang demikian.")
        )
        kind = "stop" if is_strict else "warning"
        told |= {"error_message": _WRITER.label(words), "error_type": kind}
        return {**told, "validate": "list", "source": places[key]}
    return {**told, **_bounds(key)}


def _bounds(key: str) -> dict[str, Any]:
    """Numbers that a column takes."""
    whole = {"validate": "integer", "criteria": "between"}
    match FIELDS[key].reads:
        case "persons" if key == "gap_persons":
            words = _("Tulis jumlah orang sebagai bilangan bulat; minus bila di bawah target.")
            bounds = {**whole, "minimum": -(10**9), "maximum": 10**9}
        case "persons":
            words = _("Tulis jumlah orang sebagai bilangan bulat, nol atau lebih.")
            bounds = {**whole, "minimum": 0, "maximum": 10**9}
        case "rate":
            words = _("Tulis persen, misalnya 51,59 %. Di atas 200 % tidak mungkin.")
            bounds = {"validate": "decimal", "criteria": "between", "minimum": -2, "maximum": 2}
        case "rupiah":
            words = _("Tulis rupiah penuh sebagai angka, misalnya 907200000.")
            bounds = {"validate": "decimal", "criteria": ">=", "value": 0}
        case "year":
            words = _("Tulis tahunnya dengan empat angka, misalnya 2026.")
            bounds = {**whole, "minimum": 2000, "maximum": 2100}
        case "whole":
            words = _("Tulis bilangan bulat, satu atau lebih.")
            bounds = {**whole, "minimum": 1, "maximum": 1000}
        case _:
            return {"validate": "any"}
    return {**bounds, "error_message": _WRITER.label(words), "error_type": "stop"}
