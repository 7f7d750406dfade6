"""A meeting's content → a paper to read, A4, as a tagged PDF.

typst sets it (docs/decisions/0008-pdf.md and 0011-pack.md). What is said travels to the
template as JSON and is set as text, so that nothing in the data is ever read as markup.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, cast

from geo import charts, logos
from geo.brief import Bars, Brief, Cell, Figure, Picture, Slide, Table
from geo.formats import Writer
from geo.model import Period
from geo.office import COVER, PRODUCT
from geo.stillmap import NOT_XML

TEMPLATE = Path(__file__).parent / "assets" / "pack.typ"
TYPE = "Libertinus Serif"
"""Carried by typst itself: no machine's own fonts are used."""
NARROWEST, WIDEST = 6, 30
"""Shares of a table's width that a column gets at least and at most, in characters."""


def paper(brief: Brief, logo: bytes | None = None) -> bytes:
    """A meeting's content as a PDF: PDF/UA-1, that is tagged, titled, every picture told.

    Parameters
    ----------
    logo : bytes, optional
        PNG or JPEG; stands on the title page.

    Returns
    -------
    bytes
        A4 upright; title page, contents, a section for each slide. The same for the same
        input, digit for digit: no clock is read.

    Raises
    ------
    LogoError
        If the logo is no PNG or JPEG, or is too large.
    """
    logo = logos.held(logo)
    import typst  # noqa: PLC0415  # 80 MB that nothing else needs

    data = json.dumps(content(brief, logo), allow_nan=False)
    setter = typst.Compiler(TEMPLATE, ignore_system_fonts=True, sys_inputs={"data": data})
    try:
        made = setter.compile(format="pdf", pdf_standards="ua-1", timestamp=0)
    except typst.TypstError:  # a sign that no font here has, which PDF/UA refuses: drawn as a box
        made = setter.compile(format="pdf", timestamp=0)
    return cast("bytes", made)


def content(brief: Brief, logo: bytes | None = None) -> dict[str, Any]:
    """Everything that stands on the paper, in the reader's words, as the template reads it."""
    writer, day = Writer(brief.language), Period.parse(brief.day)
    cover = [slide for slide in brief.slides if slide.key == COVER]
    return {
        "language": brief.language,
        "product": PRODUCT,
        "title": brief.title,
        "subtitle": brief.subtitle,
        "edition": writer.say("Edisi data: {name}.", name=brief.edition),
        "day": writer.say("Keadaan data per {day}", day=writer.period(day)),
        "date": [day.end.year, day.end.month, day.end.day],
        "mark": brief.mark,
        "footer": brief.footer.removeprefix(brief.mark).lstrip(" ·"),
        "attribution": brief.attribution,
        "numbered": writer.say("Halaman {page} dari {pages}", page="{page}", pages="{pages}"),
        "contents": writer.say("Daftar isi"),
        "source": writer.say("Sumber"),
        "name": writer.say("Nama"),
        "value": writer.say("Nilai"),
        "logo": None if logo is None else list(logo),
        "logo_alt": brief.subtitle or "Logo",
        "cover": [_section(brief, slide) for slide in cover],
        "sections": [_section(brief, slide) for slide in brief.slides if slide.key != COVER],
    }


def _section(brief: Brief, slide: Slide) -> dict[str, Any]:
    return {
        "key": slide.key,
        "mark": brief.marked(slide) if slide.mark else "",
        "name": slide.name,
        "title": slide.title,
        "line": _broken(slide.line),
        "source": _broken(slide.source),
        "figures": [_figure(one) for one in slide.figures],
        "points": [_broken(point) for point in slide.points],
        "table": None if slide.table is None else _table(slide.table),
        "bars": None if slide.bars is None else _bars(slide.bars),
        "picture": None if slide.picture is None else _picture(slide.picture),
        "legend": [asdict(key) for key in slide.legend],
    }


def _figure(one: Figure) -> dict[str, str]:
    return {"label": one.label, "value": one.cell.text, "source": _broken(one.source)}


def _table(table: Table) -> dict[str, Any]:
    columns = list(zip(*table.rows, strict=True)) or [()] * len(table.heads)
    numeric = [any(cell.number is not None for cell in column) for column in columns]
    widths = map(_width, table.heads, columns)
    return {
        "caption": table.caption,
        "heads": [_broken(head) for head in table.heads],
        "numeric": numeric,
        "widths": [None if one else width for one, width in zip(numeric, widths, strict=True)],
        "rows": [[_broken(cell.text) for cell in row] for row in table.rows],
    }


def _width(head: str, column: Sequence[Cell]) -> float:
    """A column's share: of its usual text, and never less than its longest word."""
    words = [word for text in (head, *(cell.text for cell in column)) for word in text.split(" ")]
    usual = sum(len(cell.text) for cell in column) / max(len(column), 1)
    widest = max((len(word) for word in words), default=0)
    return min(max(usual * 0.6, min(widest, 16) + 1, NARROWEST), WIDEST)


def _bars(bars: Bars) -> dict[str, Any]:
    """Names, texts, and each bar's length as a share of the longest."""
    aim = None if bars.aim is None else bars.aim.cell.number
    known = [value.number for value in bars.values if value.number is not None]
    longest = max([*known, aim or 0], default=0) or 1
    lengths = [max(value.number or 0, 0) / longest for value in bars.values]
    return {
        "title": bars.title,
        "rows": [
            {"name": _broken(name), "text": value.text, "length": length}
            for name, value, length in zip(bars.names, bars.values, lengths, strict=True)
        ],
        "aim": None if bars.aim is None else _figure(bars.aim),
        "aim_at": None if aim is None else max(aim, 0) / longest,
    }


def _picture(picture: Picture) -> dict[str, Any]:
    svg = NOT_XML.sub("", picture.svg).replace(charts.FONT, TYPE)
    return {"svg": svg, "alt": picture.alt, "tall": picture.height / picture.width}


def _broken(words: str) -> str:
    """A text whose endless words (addresses) may be broken at the end of a line."""
    return re.sub(r"\S{24}", "\\g<0>\N{ZERO WIDTH SPACE}", words)
