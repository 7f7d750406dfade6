"""A meeting's content → a workbook: what stands on its sheets, differences as live formulas."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import pandas as pd

from geo import brief as briefs
from geo import district_slides, logos
from geo.brief import Bars, Brief, Cell, Slide, text
from geo.charts import MAIN, TARGET
from geo.formats import Writer
from geo.model import NUMBERS, Unit
from geo.pack_sheets import Book, Sheet, across, new_sheet, put_rows
from geo.pack_words import formula, place, safe

LOGO_HEIGHT = 56
"""Of the institution's logo, px."""
_VALUE = 7
"""Column of the figures on the first sheet."""


def workbook(brief: Brief, logo: bytes | None = None) -> bytes:
    """A meeting's content as an Excel workbook.

    Parameters
    ----------
    logo : bytes, optional
        PNG or JPEG; stands on the sheet of metadata.

    Returns
    -------
    bytes
        XLSX. The same for the same input: its date is `brief.day`.

    Raises
    ------
    LogoError
        If the logo is no PNG or JPEG, or is too large.
    """
    logo = logos.held(logo)
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  # only packs need it

    written = io.BytesIO()
    made = xlsxwriter.Workbook(written, {"in_memory": True})
    made.set_properties({"title": safe(brief.title), "created": datetime.fromisoformat(brief.day)})
    book = Book(made=made, brief=brief, writer=Writer(brief.language))
    shown = district_slides.in_one(brief.slides, book.writer)
    observed = [slide for slide in shown if not slide.mark]
    _part(book, book.writer.say("Ringkasan"), observed)
    supposed = [slide for slide in shown if slide.mark]
    if supposed:
        named = book.writer.say("Ringkasan {mark}", mark=supposed[0].mark)
        _part(book, named, supposed)
    data = _data(book)
    _metadata(book, data, logo)
    made.close()
    return written.getvalue()


def _part(book: Book, wanted: str, slides: Sequence[Slide]) -> None:
    """A sheet that sums up slides of one mark, and the sheets of their tables and bars."""
    mark = book.brief.marked(slides[0]) if slides else ""
    heads = _summary_heads(book.writer)
    page = new_sheet(book, wanted, book.brief.title, heads, mark)
    sheets = {slide.key: name for slide in slides if (name := _slide(book, slide))}
    _summary(page, slides, sheets)


def _slide(book: Book, slide: Slide) -> str:
    """The sheets of a slide; the name of the first, empty where it has neither table nor bars."""
    names = []
    if slide.table is not None:
        caption, heads = slide.table.caption, slide.table.heads
        page = new_sheet(book, slide.name, caption, heads, book.brief.marked(slide))
        put_rows(page, slide.table.rows, slide.table.heads, across(page, slide.table.rows))
        names.append(page.name)
    if slide.bars is not None:
        wanted = book.writer.say("Grafik {name}", name=slide.name)
        names.append(_bars(book, wanted, slide.bars, book.brief.marked(slide)))
    return names[0] if names else ""


def _bars(book: Book, wanted: str, bars: Bars, mark: str) -> str:
    """Names and values on a sheet of their own, beside a chart that is drawn from them."""
    heads = [book.writer.say("Nama"), book.writer.say("Nilai")]
    aim = () if bars.aim is None else (bars.aim.cell,)
    heads += [bars.aim.label] if bars.aim is not None else []
    page = new_sheet(book, wanted, bars.title, heads, mark)
    pairs = zip(bars.names, bars.values, strict=True)
    put_rows(page, [(text(name), value, *aim) for name, value in pairs], heads, {})
    if not bars.names:
        return page.name
    chart, (first, last) = (
        book.made.add_chart({"type": "bar"}),
        (
            page.head + 1,
            page.head + len(bars.names),
        ),
    )
    looks: Any = ({"fill": {"color": MAIN}}, {"fill": {"none": True}, "border": {"color": TARGET}})
    for column, look in zip(range(1, len(heads)), looks, strict=False):
        cells = {
            "name": [page.name, page.head, column],
            "categories": [page.name, first, 0, last, 0],
            "values": [page.name, first, column, last, column],
        }
        labels = {"data_labels": {"value": column == 1}, "gap": 40, "overlap": 100}
        chart.add_series({**cells, **labels, **look})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, "major_gridlines": {"visible": False}, "visible": False})
    chart.set_size({"width": 640, "height": 160 + 30 * len(bars.names)})
    page.sheet.insert_chart(page.head, len(heads) + 1, chart, {"description": safe(bars.title)})
    return page.name


def _summary_heads(writer: Writer) -> tuple[str, ...]:
    return (
        *(writer.say("Kunci"), writer.say("Nama"), writer.say("Judul")),
        *(writer.say("Kalimat"), writer.say("Sumber kalimat"), writer.say("Catatan")),
        *(writer.say("Angka"), writer.say("Nilai"), writer.say("Sumber angka")),
    )


def _summary(page: Sheet, slides: Sequence[Slide], sheets: Mapping[str, str]) -> None:
    """Each slide in a row, and in one more for each further figure."""
    rows = list(_summary_rows(slides))
    live, line = dict[tuple[int, int], str](), page.head + 1
    for slide in slides:
        values = [figure.cell for figure in slide.figures]
        places = [place(line + number, _VALUE) for number in range(len(values))]
        live |= {(line + n, _VALUE): formula(values, places, n) for n in range(len(values))}
        line += max(1, len(values))
    put_rows(page, [cells for _, cells in rows], _summary_heads(page.book.writer), live)
    for line, (slide, cells) in enumerate(rows, start=page.head + 1):
        if slide.key in sheets:
            target = sheets[slide.key].replace("'", "''")
            look = page.book.look(font_color=MAIN, underline=1)
            page.sheet.write_url(line, 1, f"internal:'{target}'!A1", look, safe(cells[1].text))


def _summary_rows(slides: Sequence[Slide]) -> Iterator[tuple[Slide, list[Cell]]]:
    blank = text("")
    for slide in slides:
        told = (slide.title, slide.line, slide.source, "\n".join(slide.points))
        whole = [text(slide.key), text(slide.name), *map(text, told)]
        short = [*whole[:2], *[blank] * len(told)]
        shown = [(text(one.label), one.cell, text(one.source)) for one in slide.figures]
        for number, figure in enumerate(shown or [(blank, blank, blank)]):
            yield slide, [*(short if number else whole), *figure]


def _data(book: Book) -> Sheet:
    """The claims behind the numbers, one in a row, under the names of their columns."""
    heads = list(map(str, book.brief.claims.columns))
    page = new_sheet(book, "Data", book.writer.say("Klaim di balik angka rapat ini"), heads)
    rows = [_claim(row, book.writer) for row in book.brief.claims.to_dict("records")]
    put_rows(page, rows, heads, {})
    return page


def _claim(row: dict[Any, Any], writer: Writer) -> list[Cell]:
    cells = []
    for name, value in row.items():
        if pd.isna(value):
            cells.append(text(""))
        elif name == "value":
            places = 2 if pd.isna(row["decimals"]) else int(row["decimals"])
            cells.append(briefs.number(writer, Unit(str(row["unit"])), float(value), places))
        elif name in NUMBERS:
            cells.append(briefs.number(writer, Unit.PERSONS, float(value)))
        else:
            cells.append(text(str(value)))
    return cells


def _metadata(book: Book, data: Sheet, logo: bytes | None) -> None:
    """What the workbook is, which edition it stands on, under which terms."""
    brief, writer = book.brief, book.writer
    heads = (writer.say("Yang disebut"), writer.say("Isi"))
    page = new_sheet(book, writer.say("Metadata"), brief.title, heads)
    rule = writer.say("Setiap angka adalah klaim sumber yang disebut di sampingnya.")
    told = [
        (writer.say("Judul"), brief.title),
        (writer.say("Instansi"), brief.subtitle),
        (writer.say("Edisi data"), brief.edition),
        (writer.say("Keadaan data per"), brief.day),
        (writer.say("Tanda"), brief.mark),
        (writer.say("Kaki halaman"), brief.footer),
        (writer.say("Batas wilayah"), brief.attribution),
        (writer.say("Lisensi"), writer.say("Kode program: Apache-2.0.")),
        (writer.say("Sumber"), rule),
        (writer.say("Klaim pada lembar Data"), ""),
        (writer.say("Klaim yang tampak setelah disaring"), ""),
    ]  # fmt: skip
    put_rows(page, [(text(label), text(words)) for label, words in told], heads, {})
    count, whole = len(brief.claims), book.look(num_format="#,##0", align="left")
    below = page.head + len(told)
    cells = f"'{data.name}'!A{data.head + 2}:A{data.head + 1 + max(count, 1)}"
    page.sheet.write_formula(below - 1, 1, f"=COUNTA({cells})", whole, count)
    page.sheet.write_formula(below, 1, f"=SUBTOTAL(103,{cells})", whole, count)
    if logo is not None:
        _logo(page, below + 2, logo)


def _logo(page: Sheet, line: int, logo: bytes) -> None:
    from PIL import Image  # noqa: PLC0415  # only packs with a logo need it

    with Image.open(io.BytesIO(logo)) as image:
        scale = LOGO_HEIGHT / image.height * (image.info.get("dpi", (96, 96))[1] / 96)
    how = {"image_data": io.BytesIO(logo), "x_scale": scale, "y_scale": scale}
    described = {"description": safe(page.book.brief.subtitle) or "Logo"}
    page.sheet.insert_image(line, 0, "logo", {**how, **described})
