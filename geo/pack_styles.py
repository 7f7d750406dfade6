"""An empty document for Word: page, styles, numbered headings, header and footer, properties."""

import re
from dataclasses import dataclass, field
from typing import Any

from geo.brief import Brief
from geo.charts import INK, MAIN, MUTED, TARGET
from geo.formats import Writer
from geo.office import FONT, TAGS, properties, safe

CELL = 9
"""Type size in tables, pt."""
_INDENT = 567
"""Of a heading's text behind its number, twentieths of a point."""
_OWN = ("TOC 1", "Source", "Mark", "Table Cell", "Table Head")
"""Styles that python-docx's template does not have."""
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
"""What a piece of XML declares."""
NAMED = f"{{{W[9:-1]}}}"
"""What the name of an attribute begins with."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Paper:
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


def styled(paper: Paper) -> None:
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
        "TOC 1": (10, INK, False, 0, 3),
        "Source": (8.5, MUTED, False, 0, 6),
        "Table Cell": (CELL, INK, False, 2, 2),
        "Table Head": (CELL, "#ffffff", True, 2, 2),
        "Mark": (11, TARGET, True, 0, 0),
        "Header": (9, MUTED, False, 0, 0),
        "Footer": (8.5, MUTED, False, 0, 0),
    }
    for name, look in looks.items():
        _look(styles[name], look)
    quote, entry = (styles[name].paragraph_format for name in ("Intense Quote", "TOC 1"))
    quote.left_indent = quote.right_indent = 12700 * 10
    entry.left_indent, entry.first_line_indent = 12700 * 18, -12700 * 18
    styles["TOC Heading"].paragraph_format.page_break_before = True
    for name in ("Heading 1", "Heading 2", "Caption", "Intense Quote"):
        styles[name].paragraph_format.keep_with_next = True
        styles[name].paragraph_format.keep_together = True


def _look(style: Any, look: tuple[float, str, bool, float, float]) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415  # needed by no page
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    size, colour, bold, before, after = look
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = RGBColor.from_string(colour[1:].upper())
    style.font.name = FONT
    for spaced in style.element.rPr.findall(qn("w:spacing")):  # the template's wide letters
        style.element.rPr.remove(spaced)
    fonts = style.element.rPr.rFonts
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.15


def number_headings(made: Any) -> None:
    """Headings numbered 1, 1.1 by their styles, so that moved sections are counted anew."""
    root = made.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{nth}"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        f'<w:pStyle w:val="Heading{nth + 1}"/><w:lvlText w:val="{pattern}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{_INDENT + 142 * nth}" w:hanging="{_INDENT + 142 * nth}"/></w:pPr>'
        "</w:lvl>"
        for nth, pattern in enumerate(("%1", "%1.%2"))
    )
    scheme = f'<w:abstractNum {W} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
    root.insert(0, xml(f"{scheme}{levels}</w:abstractNum>"))
    root.append(xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for nth in (0, 1):
        level = f'<w:ilvl w:val="{nth}"/>' if nth else ""
        numbers = f'<w:numPr {W}>{level}<w:numId w:val="90"/></w:numPr>'
        style = made.styles[f"Heading {nth + 1}"].element.get_or_add_pPr()
        style._insert_numPr(xml(numbers))


def frame(paper: Paper) -> None:
    """A4; the mark in the header, edition and page in the footer."""
    from docx.shared import Mm  # noqa: PLC0415  # needed by no page

    page = paper.made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(22)
    page.top_margin, page.bottom_margin = Mm(24), Mm(22)
    _above(paper, page, paper.brief.mark)
    below = page.footer.paragraphs[0]
    below.text = safe(paper.brief.footer) + " · "
    numbered = paper.writer.say("Halaman {page} dari {pages}", page="\0", pages="\1")
    for part in re.split("([\0\1])", numbered):
        if part in {"\0", "\1"}:
            _field(below, "PAGE" if part == "\0" else "NUMPAGES", "1")
        else:
            below.add_run(part)


def headed(paper: Paper, mark: str) -> None:
    """From a new page on another mark in the header, or none; the footer goes on."""
    from docx.enum.section import WD_SECTION  # noqa: PLC0415  # needed by no page

    page = paper.made.add_section(WD_SECTION.NEW_PAGE)
    page.header.is_linked_to_previous = False
    _above(paper, page, mark)


def _above(paper: Paper, page: Any, mark: str) -> None:
    line = page.header.paragraphs[0]
    line.text = safe(mark or paper.brief.title)
    line.style = paper.made.styles["Mark" if mark else "Header"]


def _field(paragraph: Any, code: str, shown: str) -> None:
    """A field with what it shows until it is counted."""
    for kind in ("begin", code, "separate", shown, "end"):
        run = paragraph.add_run(kind if kind == shown else "")
        if kind in {"begin", "separate", "end"}:
            run._r.append(xml(f'<w:fldChar {W} w:fldCharType="{kind}"/>'))
        elif kind == code:
            told = f'<w:instrText {W} xml:space="preserve"> {code} </w:instrText>'
            run._r.append(xml(told))


def describe(paper: Paper) -> None:
    """Title, language and the rest that a reader of the file is told."""
    properties(paper.made.core_properties, paper.brief)
    for spoken in paper.made.styles.element.xpath("//w:lang"):
        spoken.set(f"{NAMED}val", TAGS[paper.brief.language])


def xml(written: str) -> Any:
    from docx.oxml import parse_xml  # noqa: PLC0415  # needed by no page

    return parse_xml(written)
