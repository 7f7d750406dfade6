"""Which column of a sheet means what: proposed to the officer, who may change it.

A sheet is understood by the words of its headings and by the names in its rows, never by
the place of a column. What stays open becomes a question (`asking`).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from geo import areas, asking, fields, headings, skipping
from geo.areas import Table
from geo.fields import NUMBERS, SINCE, index, key_of, period_of
from geo.headings import Measure
from geo.language import Message
from geo.moments import periods_in, without_periods
from geo.numerals import is_blank, number
from geo.received import Book, Form, Layout, Sheet

FIELDS = fields.FIELDS
"""What a column can hold, by key; see `fields`."""
LARGEST_RATE = 150
"""A number above this is no percent: the highest coverage in a published source is 126.15 %."""
_PROGRAMME = {"funding", "group", "budget", "months", "legal_basis"}
_MEASURED = ("eligible_", "active_", "rate_", "inactive", "gap_", "not_registered_", "count")
VILLAGES = Message("Pemantauan desa dan BPD: dikenali, tetapi belum dibaca.")


def proposed(book: Book) -> tuple[Layout, ...]:
    """How each sheet that tells figures, programmes or targets may be read.

    Parameters
    ----------
    book : Book
        As `grids.opened` returns it.

    Returns
    -------
    tuple of Layout
        One per sheet, in the order of the book; sheets without such a table are left out. A
        sheet that is recognised and cannot be read yet has no columns, and says why in
        `skipped`. Empty where no sheet tells anything.
    """
    found = (_proposed(sheet) for sheet in book.sheets)
    return tuple(layout for layout in found if layout is not None)


def changed(book: Book, layout: Layout, columns: Mapping[str, str]) -> Layout:
    """A layout with other columns, its skipped rows and questions found anew."""
    sheet = next(sheet for sheet in book.sheets if sheet.name == layout.sheet)
    table = areas.named(sheet, layout.header_rows)
    known = {
        column: key if period_of(key) else _since(key, table.get(column, ""), layout.period)
        for column, key in columns.items()
        if key_of(key) in FIELDS
    }
    return _completed(sheet, replace(layout, columns=known))


def total_rows(layout: Layout) -> tuple[int, ...]:
    """Rows that add up the others, for the check that they do."""
    adding = (skipping.TOTAL, skipping.PROVINCE)
    return tuple(row for row, why in layout.skipped.items() if why in adding)


def _proposed(sheet: Sheet) -> Layout | None:
    table = areas.found(sheet)
    if table is None:
        return None
    if headings.is_village_watch(list(table.headings.values())):
        return _unread(sheet, table)
    form, columns = _keyed(sheet, table) if table.is_keyed else _told(sheet, table)
    if not any(FIELDS[key_of(key)].reads in NUMBERS for key in columns.values()):
        return None
    period, columns = _dated(sheet, table, columns)
    layout = Layout(
        sheet=sheet.name,
        form=form,
        columns=columns,
        header_rows=table.header_rows,
        first=table.first,
        last=table.last,
        period=period,
    )
    return _completed(sheet, layout)


def _completed(sheet: Sheet, layout: Layout) -> Layout:
    """A layout with the rows that are not read, and what must be asked."""
    whole = replace(layout, skipped=skipping.skipped(sheet, layout))
    return replace(whole, questions=asking.questions(sheet, whole))


def _unread(sheet: Sheet, table: Table) -> Layout:
    rows = range(table.first, table.last + 1)
    return Layout(
        sheet=sheet.name,
        form=Form.FIGURES,
        columns={},
        header_rows=table.header_rows,
        first=table.first,
        last=table.last,
        skipped=dict.fromkeys(rows, VILLAGES),
    )


def _keyed(sheet: Sheet, table: Table) -> tuple[Form, dict[str, str]]:
    """Form and columns of a sheet that names its fields itself."""
    columns = dict(areas.keys(sheet, table.header_rows))
    held = set(columns.values())
    likely = sorted(Form, key=lambda form: -sum(form in FIELDS[key].forms for key in held))
    return likely[0], columns


def _told(sheet: Sheet, table: Table) -> tuple[Form, dict[str, str]]:
    """Form and columns by the words of the headings."""
    form = _form(table)
    columns: dict[str, str] = {}
    listed = {headings.field(heading, form) for heading in table.headings.values()}
    for column, heading in table.headings.items():
        measure = headings.measure(heading) or _measure(sheet, table, column)
        key = headings.field(heading, form, measure)
        key = key or _bare(heading, table.title, form, measure)
        if not measure and headings.is_open(heading):
            key = ""  # people or shares: left to the officer
        if listed & {"status", "segment"} and headings.counts(heading):
            key = "count"
        if key in ("code", "district"):
            key = "code_bps" if key == "code" else ""
        if key in ("period", "year"):
            key = "year" if form is Form.TARGETS else "period"
        if key in FIELDS and form in FIELDS[key].forms:
            columns[column] = key
    if "region" not in columns.values():
        columns |= _by_names(sheet, table, columns)
    return form, columns


def _form(table: Table) -> Form:
    told = {headings.field(heading, Form.PROGRAMMES) for heading in table.headings.values()}
    if told & _PROGRAMME or {"district", "persons"} <= told:
        return Form.PROGRAMMES
    figures = {headings.field(heading, Form.FIGURES) for heading in table.headings.values()}
    measured = any(key.startswith(_MEASURED) for key in figures)
    return Form.FIGURES if measured or not any("target" in key for key in figures) else Form.TARGETS


def _measure(sheet: Sheet, table: Table, column: str) -> Measure:
    """What the numbers of a column are, where their writing tells it.

    A percent sign or format means a share, and so do decimals under a heading that may stand
    over either; a number over 150 counts people.
    """
    cells = [sheet.rows[row - 1][index(column)] for row in range(table.first, table.last + 1)]
    read = [(cell, number(cell.value, "whole")) for cell in cells if not is_blank(cell.value)]
    told = [(cell, one) for cell, one in read if one is not None]
    if told and all(cell.is_percent or one.is_percent for cell, one in told):
        return "rate"
    if any(abs(one.value) > LARGEST_RATE for _, one in told):
        return "persons"
    is_open = headings.is_open(table.headings[column])
    return "rate" if is_open and any(one.value % 1 for _, one in told) else ""


def _bare(heading: str, title: str, form: Form, measure: Measure) -> str:
    """The field of a heading that names a segment or a period alone, under a telling title."""
    part = headings.segment(heading)
    if periods_in(heading) and not without_periods(heading):
        return headings.field(without_periods(title), form, measure)
    told = headings.field(f"{title} {part}", form, measure) if part != "total" else ""
    return told if told.endswith(f"_{part}") else ""


def _by_names(sheet: Sheet, table: Table, columns: Mapping[str, str]) -> dict[str, str]:
    """The column that holds names of regencies, where no heading says so."""
    counts: Counter[str] = Counter()
    for row in range(table.first, table.last + 1):
        for n, cell in enumerate(sheet.rows[row - 1], start=1):
            if isinstance(cell.value, str) and headings.meant(cell.value):
                counts[fields.letter(n)] += 1
    best = next((column for column, _ in counts.most_common() if column not in columns), "")
    return {best: "region"} if best else {}


def _dated(sheet: Sheet, table: Table, columns: dict[str, str]) -> tuple[str, dict[str, str]]:
    """The period of the sheet, and columns with the period that their own heading names."""
    titles = periods_in(table.title) or periods_in(sheet.name)
    title = str(titles[0]) if len(titles) == 1 else ""
    dated: dict[str, str] = {}
    for column, key in columns.items():
        own = periods_in(table.headings.get(column, ""))
        measured = FIELDS[key].reads in NUMBERS and not table.is_keyed
        dated[column] = str(own[0]) if measured and len(own) == 1 else ""
    told = set(dated.values()) - {""}
    if (
        len(told) == 1
        and not title
        and "" not in {dated[c] for c in columns if _counts(columns[c])}
    ):
        return told.pop(), _once(columns)
    if told == {title}:
        return title, _once(columns)
    return title, _once(
        {c: f"{key}{SINCE}{dated[c]}" if dated[c] else key for c, key in columns.items()}
    )


def _since(key: str, heading: str, period: str) -> str:
    """A field with the period of its heading, where that is another than the sheet's."""
    own = periods_in(heading)
    told = str(own[0]) if FIELDS[key].reads in NUMBERS and len(own) == 1 else ""
    return f"{key}{SINCE}{told}" if told and told != period else key


def _counts(key: str) -> bool:
    return FIELDS[key].reads in NUMBERS


def _once(columns: Mapping[str, str]) -> dict[str, str]:
    """Columns with each entry once: the first that says it keeps it."""
    first: dict[str, str] = {}
    for column, key in columns.items():
        first.setdefault(key, column)
    return {column: key for key, column in first.items()}
