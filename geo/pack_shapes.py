"""Legends, pictures and tables onto a slide, each told in words."""

import io
from typing import Any

from geo.brief import Cell
from geo.charts import INK, MAIN, MUTED
from geo.office import safe, short
from geo.pack_deck import Line, extent, pt, put_text, rgb
from geo.pack_measures import LABEL, WIDE, caption_tall, row_talls
from geo.pack_pages import LEFT, Box, Page
from geo.palettes import HATCH
from geo.stillmap import Key

_PALE = "#eef2f6"
"""Ground of every second row of a table."""


def put_key(slide: Any, key: Key, box: Box) -> None:
    """One line of a legend: its colour, its words, how many."""
    from pptx.enum.dml import MSO_LINE, MSO_PATTERN  # noqa: PLC0415
    from pptx.enum.shapes import MSO_SHAPE  # noqa: PLC0415

    swatch = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *extent(Box(box.x, box.y + 2, 26, 18)))
    colour = rgb(key.colour)
    lined = {
        "hatched": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
        "broken": MSO_PATTERN.DASHED_UPWARD_DIAGONAL,
    }
    if key.pattern in lined:
        swatch.fill.patterned()
        swatch.fill.pattern = lined[key.pattern]
        swatch.fill.fore_color.rgb = rgb(HATCH)
        swatch.fill.back_color.rgb = colour
    else:
        swatch.fill.solid()
        swatch.fill.fore_color.rgb = colour
    swatch.shadow.inherit = False
    swatch.line.color.rgb = rgb(MUTED)
    swatch.line.width = pt(0.75)
    swatch.line.dash_style = MSO_LINE.DASH if key.pattern == "dashed" else None
    words = f"{key.label} ({key.count})"
    put_text(slide, Box(box.x + 36, box.y, box.width - 36, 22), [(words, LABEL, INK, False)])


def put_picture(slide: Any, image: bytes, box: Box, alt: str, name: str = "") -> None:
    """A picture as large as its place lets it be, told in words; a named one in the middle."""
    shape = slide.shapes.add_picture(io.BytesIO(image), 0, 0)
    scale = min(pt(box.width) / shape.width, pt(box.height) / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    shape.left = pt(box.x) + (pt(box.width) - shape.width) // 2 * bool(name)
    shape.top = pt(box.y)
    described(shape, alt, name)


def described(shape: Any, alt: str, name: str) -> None:
    told = shape._element._nvXxPr.cNvPr
    told.set("descr", safe(alt))
    if name:
        told.set("name", name)


def put_table(slide: Any, page: Page, top: float) -> None:
    """A page's table that stays one: its head is marked as such, numbers stand right."""
    table, columns = page.table, page.columns
    if table is None or columns is None:
        return
    above = caption_tall(table)
    if table.caption:
        put_text(slide, Box(LEFT, top, WIDE, above), [(table.caption, LABEL, MUTED, True)])
    talls = row_talls(table, page.size, columns)
    box = Box(LEFT, top + above, sum(columns.widths), sum(talls))
    shape = slide.shapes.add_table(len(talls), len(columns.widths), *extent(box))
    told = table.caption or "; ".join(table.heads)
    described(shape, told, safe(told)[:60])
    for column, width in zip(shape.table.columns, columns.widths, strict=True):
        column.width = pt(width)
    rows = [tuple(Cell(text=head) for head in table.heads), *table.rows]
    for nth, (row, tall) in enumerate(zip(rows, talls, strict=True)):
        shape.table.rows[nth].height = pt(tall)
        ground = MAIN if nth == 0 else "#ffffff" if nth % 2 else _PALE
        colour = "#ffffff" if nth == 0 else INK
        for at, (cell, ends) in enumerate(zip(row, columns.right, strict=True)):
            held = shape.table.cell(nth, at)
            held.margin_left = held.margin_right = pt(6)
            held.margin_top = held.margin_bottom = pt(2)
            held.fill.solid()
            held.fill.fore_color.rgb = rgb(ground)
            _in_cell(held, (cell.text, page.size, colour, nth == 0), "r" if ends else "l")


def _in_cell(held: Any, line: Line, align: str) -> None:
    text, size, colour, bold = line
    paragraph = held.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = short(text)
    run.font.size, run.font.bold = pt(size), bold
    run.font.color.rgb = rgb(colour)
    paragraph._p.get_or_add_pPr().set("algn", align)
