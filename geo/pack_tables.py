"""Tables of a document for Word: captioned, their heads on each page, no row broken."""

from collections.abc import Iterator, Sequence
from typing import Any

from geo.brief import Bars, Cell, Figure, Table, text
from geo.charts import MAIN
from geo.office import safe
from geo.pack_measures import Columns, columns_of
from geo.pack_styles import CELL, NAMED, Paper, W, xml

_WIDE = 470
"""Of a table at most, pt."""
_SHORT = 8
"""Rows of a table that is never broken over pages."""


def put_table(paper: Paper, table: Table) -> None:
    """A captioned table whose head comes again on each page; no row is broken over pages."""
    nth, writer = paper.count("table"), paper.writer
    caption = writer.say("Tabel {n}. {words}", n=nth, words=safe(table.caption))
    paper.put(caption, "Caption")
    grid = paper.made.add_table(len(table.rows) + 1, len(table.heads), "Table Grid")
    grid._tbl.tblPr.append(xml(f'<w:tblCaption {W} w:val=""/>'))
    grid._tbl.tblPr[-1].set(f"{NAMED}val", caption)
    grid.autofit = False
    _edged(grid)
    columns = columns_of(table, CELL, _WIDE)
    for column, width in zip(grid._tbl.tblGrid.gridCol_lst, columns.widths, strict=True):
        column.set(f"{NAMED}w", str(round(20 * width)))
    kept = len(table.rows) if len(table.rows) <= _SHORT else 1
    for at, (row, cells) in enumerate(zip(grid._tbl.tr_lst, _rows(table), strict=True)):
        _row(grid, row, cells, columns)
        for held in row.tc_lst if at < kept else ():
            held.p_lst[0].get_or_add_pPr().get_or_add_keepNext()
    paper.put("", "Source")


def _row(grid: Any, row: Any, cells: Sequence[Cell], columns: Columns) -> None:
    """A row whole on its page; the first one of a table comes again on each page."""
    from docx.text.paragraph import Paragraph  # noqa: PLC0415  # needed by no page

    head = row is grid._tbl.tr_lst[0]
    kept = row.get_or_add_trPr()
    kept.append(xml(f"<w:cantSplit {W}/>"))
    if head:
        kept.append(xml(f"<w:tblHeader {W}/>"))
    looks = zip(row.tc_lst, cells, columns.right, columns.widths, strict=True)
    for held, cell, ends, width in looks:
        _cell(Paragraph(held.p_lst[0], grid), cell, "right" if ends else "left", head=head)
        held.tcPr.find(f"{NAMED}tcW").set(f"{NAMED}w", str(round(20 * width)))


def figures_table(paper: Paper, figures: Sequence[Figure]) -> Table:
    """Figures as rows: what it is, the number, where it comes from."""
    writer = paper.writer
    heads = (writer.say("Yang diukur"), writer.say("Nilai"), writer.say("Sumber"))
    rows = tuple((text(one.label), one.cell, text(one.source)) for one in figures)
    return Table(caption=writer.say("Angka utama"), heads=heads, rows=rows)


def bars_table(paper: Paper, bars: Bars) -> Table:
    """A chart as the table of its numbers, the target last."""
    writer = paper.writer
    rows = [(text(name), cell) for name, cell in zip(bars.names, bars.values, strict=True)]
    if bars.aim is not None:
        rows.append((text(bars.aim.label), bars.aim.cell))
    return Table(
        caption=bars.title, heads=(writer.say("Nama"), writer.say("Nilai")), rows=tuple(rows)
    )


def _edged(grid: Any) -> None:
    """Light lines between the rows alone."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    drawn = "".join(
        f'<w:{side} w:val="{"nil" if side in {"left", "right", "insideV"} else "single"}" '
        'w:sz="4" w:space="0" w:color="B8C2CC"/>'
        for side in sides
    )
    layout = grid._tbl.tblPr.find(f"{NAMED}tblLayout")
    layout.addprevious(xml(f"<w:tblBorders {W}>{drawn}</w:tblBorders>"))


def _cell(paragraph: Any, cell: Cell, side: str, *, head: bool) -> None:
    """A cell's text; white on the main colour in the head."""
    if head:
        shade = f'<w:shd {W} w:val="clear" w:color="auto" w:fill="{MAIN[1:].upper()}"/>'
        paragraph._p.getparent().get_or_add_tcPr().append(xml(shade))
    paragraph.style = "Table Head" if head else "Table Cell"
    paragraph.add_run(safe(cell.text))
    paragraph._p.get_or_add_pPr().append(xml(f'<w:jc {W} w:val="{side}"/>'))


def _rows(table: Table) -> Iterator[tuple[Cell, ...]]:
    yield tuple(text(head) for head in table.heads)
    yield from table.rows
