"""A meeting's content → a document for Word: real styles, numbered headings, a table of contents.

Sets texts that are made elsewhere; no number is written here (docs/decisions/0011-pack.md).
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from geo.brief import Bars, Brief, Cell, Figure, Picture, Slide, Table, text
from geo.charts import INK, MAIN, MUTED, TARGET
from geo.formats import Writer
from geo.pack_pptx import (
    COVER,
    FONT,
    MAP,
    TAGS,
    column_widths,
    day_of,
    frozen,
    png,
    properties,
    safe,
)
from geo.stillmap import Key

_INDENT = 425
"""Of a heading's text behind its number, twentieths of a point."""
_CELL, _WIDE = 9, 470
"""Type size in tables, and their width at most, pt."""
_OWN = ("TOC 1", "Source", "Mark", "Table Cell", "Table Head")
"""Styles that python-docx's template does not have."""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NAMED = f"{{{_W[9:-1]}}}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Paper:
    """A document in the making, with what is counted in it."""

    made: Any
    brief: Brief
    writer: Writer
    counted: dict[str, int] = field(default_factory=dict)

    def put(self, words: str, style: str = "Normal") -> Any:
        """A paragraph of these words."""
        return self.made.add_paragraph(safe(words), style)

    def count(self, what: str) -> int:
        """The next number of a table or a picture."""
        self.counted[what] = self.counted.get(what, 0) + 1
        return self.counted[what]


def document(brief: Brief, logo: bytes | None = None) -> bytes:
    """The meeting as a DOCX file, A4 upright.

    Parameters
    ----------
    brief : Brief
        Each slide becomes a numbered section: its line, figures, drawing, table and points.
    logo : bytes or None
        PNG or JPEG of the institution, over the title.

    Returns
    -------
    bytes
        The same for the same input, digit for digit: no clock is read.
    """
    from docx import Document  # noqa: PLC0415  # needed by no page

    paper = _Paper(made=Document(), brief=brief, writer=Writer(brief.language))
    _styled(paper)
    _numbered(paper.made)
    _framed(paper)
    _front(paper, logo)
    for nth, slide in enumerate(_sections(brief), start=1):
        _section(paper, slide, nth)
    _told(paper)
    file = io.BytesIO()
    paper.made.save(file)
    return frozen(file.getvalue(), brief.day)


# The frame: styles, numbers of headings, header and footer, properties.


def _styled(paper: _Paper) -> None:
    """Type, sizes and colours of the styles that are used; styles of our own for the rest."""
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415  # needed by no page

    styles = paper.made.styles
    for name in _OWN:
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    styles["TOC Heading"].base_style = styles["Normal"]  # not numbered as a section is
    looks = {
        "Normal": (10.5, INK, False, 0, 6),
        "Title": (26, MAIN, True, 0, 6),
        "Subtitle": (13, MUTED, False, 0, 4),
        "Heading 1": (15, MAIN, True, 20, 6),
        "Heading 2": (12, MAIN, True, 12, 4),
        "Intense Quote": (12, INK, False, 4, 6),
        "Caption": (9.5, MUTED, True, 8, 3),
        "List Bullet": (10.5, INK, False, 0, 3),
        "TOC Heading": (14, MAIN, True, 18, 6),
        "TOC 1": (10.5, INK, False, 0, 3),
        "Source": (8.5, MUTED, False, 0, 6),
        "Table Cell": (_CELL, INK, False, 2, 2),
        "Table Head": (_CELL, "#ffffff", True, 2, 2),
        "Mark": (11, TARGET, True, 0, 0),
        "Header": (9, MUTED, False, 0, 0),
        "Footer": (8.5, MUTED, False, 0, 0),
    }
    for name, look in looks.items():
        _look(styles[name], look)
    quote = styles["Intense Quote"].paragraph_format
    quote.left_indent = quote.right_indent = 12700 * 10
    for name in ("Heading 1", "Heading 2", "Caption"):
        styles[name].paragraph_format.keep_with_next = True


def _look(style: Any, look: tuple[float, str, bool, float, float]) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415  # needed by no page
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    size, colour, bold, before, after = look
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour[1:].upper())
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.15


def _numbered(made: Any) -> None:
    """Headings numbered 1, 1.1 by their styles, so that moved sections are counted anew."""
    root = made.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{nth}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{nth + 1}"/><w:lvlText w:val="{pattern}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{_INDENT + 142 * nth}" w:hanging="{_INDENT + 142 * nth}"/></w:pPr>'
        "</w:lvl>"
        for nth, pattern in enumerate(("%1", "%1.%2"))
    )
    scheme = f'<w:abstractNum {_W} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
    root.insert(0, _xml(f"{scheme}{levels}</w:abstractNum>"))
    root.append(_xml(f'<w:num {_W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for nth in (0, 1):
        level = f'<w:ilvl w:val="{nth}"/>' if nth else ""
        numbers = f'<w:numPr {_W}>{level}<w:numId w:val="90"/></w:numPr>'
        style = made.styles[f"Heading {nth + 1}"].element.get_or_add_pPr()
        style._insert_numPr(_xml(numbers))


def _xml(written: str) -> Any:
    from docx.oxml import parse_xml  # noqa: PLC0415  # needed by no page

    return parse_xml(written)


def _framed(paper: _Paper) -> None:
    """A4; the mark in the header, edition and page in the footer."""
    from docx.shared import Mm  # noqa: PLC0415  # needed by no page

    page = paper.made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin, page.bottom_margin = Mm(24), Mm(22)
    above = page.header.paragraphs[0]
    above.text = safe(paper.brief.mark or paper.brief.title)
    above.style = paper.made.styles["Mark" if paper.brief.mark else "Header"]
    below = page.footer.paragraphs[0]
    below.text = safe(paper.brief.footer) + " · "
    numbered = paper.writer.say("Halaman {page} dari {pages}", page="\0", pages="\1")
    for part in re.split("([\0\1])", numbered):
        if part in {"\0", "\1"}:
            _field(below, "PAGE" if part == "\0" else "NUMPAGES", "1")
        else:
            below.add_run(part)


def _field(paragraph: Any, code: str, shown: str) -> None:
    """A field with what it shows until it is counted."""
    for kind in ("begin", code, "separate", shown, "end"):
        run = paragraph.add_run(kind if kind == shown else "")
        if kind in {"begin", "separate", "end"}:
            run._r.append(_xml(f'<w:fldChar {_W} w:fldCharType="{kind}"/>'))
        elif kind == code:
            told = f'<w:instrText {_W} xml:space="preserve"> {code} </w:instrText>'
            run._r.append(_xml(told))


def _told(paper: _Paper) -> None:
    """Title, language and the rest that a reader of the file is told."""
    properties(paper.made.core_properties, paper.brief)
    for spoken in paper.made.styles.element.xpath("//w:lang"):
        spoken.set(f"{_NAMED}val", TAGS[paper.brief.language])


# What stands in it.


def _sections(brief: Brief) -> list[Slide]:
    """The slides that are sections: not the opening one where the title says all of it."""
    return [
        one
        for one in brief.slides
        if one.key != COVER
        or one.title != brief.title
        or any((one.figures, one.table, one.bars, one.picture))
    ]


def _front(paper: _Paper, logo: bytes | None) -> None:
    """Title, institution, edition, day; the table of contents with its entries."""
    brief, writer = paper.brief, paper.writer
    if logo is not None:
        _image(paper, logo, writer.say("Logo instansi"), (150, 60))
    paper.put(brief.title, "Title")
    edition = writer.say("Edisi data: {name}.", name=brief.edition)
    opening = [one for one in brief.slides if one not in _sections(brief)]
    told = [part for one in opening for part in (*one.points, one.line)]
    for words in (brief.subtitle, edition, day_of(brief), *told):
        if words:
            paper.put(words, "Subtitle")
    if brief.mark:
        paper.put(brief.mark, "Mark")
    paper.put(writer.say("Daftar isi"), "TOC Heading")
    titles = [safe(one.title) for one in _sections(brief)]
    for nth, title in enumerate(titles):
        _entry(paper, nth, title, last=nth == len(titles) - 1)
    paper.put(brief.attribution, "Source")


def _entry(paper: _Paper, nth: int, title: str, *, last: bool) -> None:
    """A line of the table of contents, linked to its section; the field spans all lines."""
    line = paper.put("", "TOC 1")
    if nth == 0:
        line._p.append(_xml(f'<w:r {_W}><w:fldChar w:fldCharType="begin"/></w:r>'))
        code = '<w:instrText xml:space="preserve"> TOC \\o "1-1" \\h \\z \\n </w:instrText>'
        line._p.append(_xml(f"<w:r {_W}>{code}</w:r>"))
        line._p.append(_xml(f'<w:r {_W}><w:fldChar w:fldCharType="separate"/></w:r>'))
    link = _xml(f'<w:hyperlink {_W} w:anchor="_Toc{nth + 1:08}" w:history="1"/>')
    link.append(line.add_run(f"{nth + 1}  {title}")._r)
    line._p.append(link)
    if last:
        line._p.append(_xml(f'<w:r {_W}><w:fldChar w:fldCharType="end"/></w:r>'))


def _section(paper: _Paper, slide: Slide, nth: int) -> None:
    """A slide as a section, in the order in which it is read."""
    heading = paper.put(slide.title, "Heading 1")
    name = f'w:id="{nth}" w:name="_Toc{nth:08}"'
    heading._p.insert(1, _xml(f"<w:bookmarkStart {_W} {name}/>"))
    heading._p.append(_xml(f'<w:bookmarkEnd {_W} w:id="{nth}"/>'))
    if nth == 1:
        heading.paragraph_format.page_break_before = True
    paper.put(slide.line, "Intense Quote")
    if slide.source:
        paper.put(paper.writer.say("Sumber: {source}", source=slide.source), "Source")
    if slide.figures:
        _grid(paper, _figures(paper, slide.figures))
    for one in slide.points:
        paper.put(one, "List Bullet")
    if slide.picture is not None:
        _picture(paper, slide, slide.picture)
    if slide.bars is not None:
        _grid(paper, _bars(paper, slide.bars))
    if slide.table is not None:
        _grid(paper, slide.table)


def _figures(paper: _Paper, figures: Sequence[Figure]) -> Table:
    """Figures as rows: what it is, the number, where it comes from."""
    writer = paper.writer
    heads = (writer.say("Yang diukur"), writer.say("Nilai"), writer.say("Sumber"))
    rows = tuple((text(one.label), one.cell, text(one.source)) for one in figures)
    return Table(caption=writer.say("Angka utama"), heads=heads, rows=rows)


def _bars(paper: _Paper, bars: Bars) -> Table:
    """A chart as the table of its numbers, the target last."""
    writer = paper.writer
    rows = [(text(name), cell) for name, cell in zip(bars.names, bars.values, strict=True)]
    if bars.aim is not None:
        rows.append((text(bars.aim.label), bars.aim.cell))
    return Table(
        caption=bars.title, heads=(writer.say("Nama"), writer.say("Nilai")), rows=tuple(rows)
    )


def _picture(paper: _Paper, slide: Slide, picture: Picture) -> None:
    """A drawing with its legend, its words, its number."""
    nth, writer = paper.count("picture"), paper.writer
    _image(paper, png(picture), picture.alt, (450, 330))
    for key in slide.legend:
        _key(paper, key)
    paper.put(writer.say("Gambar {n}. {words}", n=nth, words=picture.alt), "Caption")
    if slide.key == MAP:
        paper.put(paper.brief.attribution, "Source")


def _key(paper: _Paper, key: Key) -> None:
    """A line of a legend; its colour is a shaded blank, its pattern the edge of it."""
    line = paper.put("", "Source")
    swatch = line.add_run("\N{NO-BREAK SPACE}" * 6)._r.get_or_add_rPr()
    edge = "dashed" if key.pattern == "dashed" else "single"
    swatch.append(_xml(f'<w:bdr {_W} w:val="{edge}" w:sz="4" w:space="0" w:color="46566A"/>'))
    kind = "thinDiagStripe" if key.pattern == "hatched" else "clear"
    ground = f'w:color="7B8794" w:fill="{key.colour[1:]}"'
    swatch.append(_xml(f'<w:shd {_W} w:val="{kind}" {ground}/>'))
    line.add_run(f"  {safe(key.label)} ({key.count})")
    line.paragraph_format.space_after = 0


def _image(paper: _Paper, image: bytes, alt: str, most: tuple[float, float]) -> None:
    """A picture as large as `most` (pt) lets it be, told in words."""
    shape = paper.made.add_picture(io.BytesIO(image))
    scale = min(most[0] * 12700 / shape.width, most[1] * 12700 / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    shape._inline.docPr.set("descr", safe(alt))
    paper.made.paragraphs[-1].paragraph_format.keep_with_next = True


def _grid(paper: _Paper, table: Table) -> None:
    """A captioned table whose head comes again on each page; no row is broken over pages."""
    from docx.text.paragraph import Paragraph  # noqa: PLC0415  # needed by no page

    nth, writer = paper.count("table"), paper.writer
    caption = writer.say("Tabel {n}. {words}", n=nth, words=safe(table.caption))
    paper.put(caption, "Caption")
    grid = paper.made.add_table(len(table.rows) + 1, len(table.heads), "Table Grid")
    grid._tbl.tblPr.append(_xml(f'<w:tblCaption {_W} w:val=""/>'))
    grid._tbl.tblPr[-1].set(f"{_NAMED}val", caption)
    grid.autofit = False
    _edged(grid)
    widths = [round(one * 20) for one in column_widths(table, _CELL, _WIDE)]
    for column, width in zip(grid._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.set(f"{_NAMED}w", str(width))
    right = [any(row[at].number is not None for row in table.rows) for at in range(len(widths))]
    for row, cells in zip(grid._tbl.tr_lst, _rows(table), strict=True):
        head = row is grid._tbl.tr_lst[0]
        kept = row.get_or_add_trPr()
        kept.append(_xml(f"<w:cantSplit {_W}/>"))
        if head:
            kept.append(_xml(f"<w:tblHeader {_W}/>"))
        for held, cell, ends, width in zip(row.tc_lst, cells, right, widths, strict=True):
            _cell(Paragraph(held.p_lst[0], grid), cell, "right" if ends else "left", head=head)
            held.tcPr.find(f"{_NAMED}tcW").set(f"{_NAMED}w", str(width))
    paper.put("", "Source")


def _edged(grid: Any) -> None:
    """Light lines between the rows alone."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    drawn = "".join(
        f'<w:{side} w:val="{"nil" if side in {"left", "right", "insideV"} else "single"}" '
        'w:sz="4" w:space="0" w:color="B8C2CC"/>'
        for side in sides
    )
    layout = grid._tbl.tblPr.find(f"{_NAMED}tblLayout")
    layout.addprevious(_xml(f"<w:tblBorders {_W}>{drawn}</w:tblBorders>"))


def _cell(paragraph: Any, cell: Cell, side: str, *, head: bool) -> None:
    """A cell's text; white on the main colour in the head."""
    if head:
        shade = f'<w:shd {_W} w:val="clear" w:color="auto" w:fill="{MAIN[1:].upper()}"/>'
        paragraph._p.getparent().get_or_add_tcPr().append(_xml(shade))
    paragraph.style = "Table Head" if head else "Table Cell"
    paragraph.add_run(safe(cell.text))
    paragraph._p.get_or_add_pPr().append(_xml(f'<w:jc {_W} w:val="{side}"/>'))


def _rows(table: Table) -> Iterator[tuple[Cell, ...]]:
    yield tuple(text(head) for head in table.heads)
    yield from table.rows
