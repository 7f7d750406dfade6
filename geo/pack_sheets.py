"""Sheets of a workbook: heads, rows, looks, print; numbers stay numbers.

No number is made here. `Cell.number` is stored, under a format that shows the digits of
`Cell.text`; a formula is written only where it gives the number that the brief has, with
that number as its cached result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any

from geo import pack_words
from geo.brief import Brief, Cell
from geo.charts import MUTED, TARGET
from geo.formats import Writer
from geo.pack_words import formula, place, safe, stored

LONGEST_FOOTER = 110
"""Characters of the edition's line in print; a footer holds 255, its codes included."""
DEEP, PALE = "#0b3a53", "#e8eef3"
BROADEST = 190
"""Characters across a page in print; more would be too small to read, so they go on beside."""
Live = Mapping[tuple[int, int], str]
"""Formulas by row and column of a sheet, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Book:
    """A workbook in the making: its looks are made once each, its sheets' names are told apart."""

    made: Any
    brief: Brief
    writer: Writer
    looks: dict[str, Any] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def look(self, **how: Any) -> Any:
        """A cell's look; the same object for the same wish."""
        key = repr(sorted(how.items()))
        if key not in self.looks:
            self.looks[key] = self.made.add_format({"valign": "top", "text_wrap": True, **how})
        return self.looks[key]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sheet:
    """A sheet with its heads; rows are counted from the top of the sheet, from 0."""

    book: Book
    sheet: Any
    name: str
    head: int


def new_sheet(book: Book, wanted: str, title: str, heads: Sequence[str], mark: str = "") -> Sheet:
    """A new sheet: mark, title and edition above its heads; set up for printing.

    The mark is the brief's own unless another is given.
    """
    name = pack_words.sheet_name(wanted, book.taken)
    book.taken.add(name.lower())
    sheet, brief = book.made.add_worksheet(name), book.brief
    mark = mark or brief.mark
    red = TARGET if mark else ""
    above = ((mark, red), (title, DEEP), (brief.footer, red or MUTED))
    shown = [(words, colour) for words, colour in above if words]
    for line, (words, colour) in enumerate(shown):
        look = book.look(bold=words != brief.footer, font_color=colour, text_wrap=False)
        sheet.write_string(line, 0, safe(words), look)
    head = len(shown)
    look = book.look(bold=True, bg_color=PALE, font_color=red or DEEP, bottom=1)
    for column, words in enumerate(heads):
        sheet.write_string(head, column, safe(words), look)
    sheet.freeze_panes(head + 1, 0)
    _printed(sheet, brief, head, mark)
    return Sheet(book=book, sheet=sheet, name=name, head=head)


def _printed(sheet: Any, brief: Brief, head: int, mark: str) -> None:
    """A4, columns on one page's width unless they are many, heads, edition and mark on each."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    red = f"&K{TARGET[1:].upper()}" if mark else ""
    kept = safe(brief.footer)[:LONGEST_FOOTER].replace("&", "&&")
    sheet.set_footer(f"&L&8{red} {kept}&R&8{red} &P / &N")
    if mark:
        sheet.set_header(f"&C&B{red} {safe(mark)[:LONGEST_FOOTER].replace('&', '&&')}")


def across(page: Sheet, rows: Sequence[Sequence[Cell]]) -> Live:
    """The formulas of a table, each from rates of its own row."""
    return {
        (line, column): formula(cells, [place(line, n) for n in range(len(cells))], column)
        for line, cells in enumerate(rows, start=page.head + 1)
        for column in range(len(cells))
    }


def put_rows(page: Sheet, rows: Sequence[Sequence[Cell]], heads: Sequence[str], live: Live) -> None:
    """Rows beneath the heads, with a filter and columns as wide as what stands in them."""
    for line, cells in enumerate(rows, start=page.head + 1):
        for column, cell in enumerate(cells):
            _write(page, (line, column), cell, live.get((line, column), ""))
    page.sheet.autofilter(page.head, 0, page.head + max(len(rows), 1), len(heads) - 1)
    columns = [[head, *(row[n].text for row in rows)] for n, head in enumerate(heads)]
    widths = list(map(pack_words.column_width, columns))
    for column, width in enumerate(widths):
        page.sheet.set_column(column, column, width)
    across = ceil(sum(widths) / BROADEST)
    if across > 1:
        page.sheet.fit_to_pages(across, 0)
        page.sheet.repeat_columns(0, 1)
    for line, texts in enumerate(zip(*columns, strict=True), start=page.head):
        page.sheet.set_row(line, pack_words.row_height(texts, widths))


def _write(page: Sheet, at: tuple[int, int], cell: Cell, live: str) -> None:
    if cell.number is None:
        quoted = {"quote_prefix": True} if cell.text.startswith(pack_words.FORMULA) else {}
        if cell.text:
            page.sheet.write_string(*at, safe(cell.text), page.book.look(**quoted))
        return
    shown = pack_words.number_format(cell, page.book.writer)
    look = page.book.look(num_format=shown, align="right", indent=1)
    if live:
        page.sheet.write_formula(*at, live, look, cell.number)
    else:
        page.sheet.write_number(*at, stored(cell), look)
