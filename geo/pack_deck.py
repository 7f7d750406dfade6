"""An empty deck in our size, type and colours; slides and texts put into it."""

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from geo.brief import Brief
from geo.charts import INK, MAIN, MUTED, TARGET
from geo.office import FONT, properties, short
from geo.pack_measures import SMALL, WIDE, tall
from geo.pack_pages import LEFT, ROOM, TOP, Box

WIDTH, HEIGHT = 960, 540
"""Of the page, pt."""
Line = tuple[str, float, str, bool]
"""A paragraph: text, size in pt, colour, bold."""
_RULE = (
    '<p:cxnSp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvCxnSpPr>'
    '<p:cNvPr id="90" name="Rule"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr><p:spPr>'
    '<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="0"/></a:xfrm><a:prstGeom prst="line">'
    '<a:avLst/></a:prstGeom><a:ln w="19050"><a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    "</a:ln></p:spPr></p:cxnSp>"
)
"""The line under a title: python-pptx cannot draw on a master."""


def blank_deck(brief: Brief) -> Any:
    """An empty deck in our page size, type and colours, with three layouts."""
    from pptx import Presentation  # noqa: PLC0415  # needed by no page

    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = pt(WIDTH), pt(HEIGHT)
    master = deck.slide_master
    for layout in [one for nth, one in enumerate(deck.slide_layouts) if nth not in (0, 1, 5)]:
        deck.slide_layouts.remove(layout)
    places = {
        1: Box(LEFT, 30, WIDE, 66),
        2: Box(LEFT, TOP, WIDE, ROOM),
        16: Box(WIDTH - 260, 506, 100, 22),
        15: Box(LEFT, 506, 740, 22),
        13: Box(WIDTH - LEFT - 80, 506, 80, 22),
    }
    for shape in master.placeholders:
        move(shape, places[int(shape.placeholder_format.type)])
    cover = {0: Box(LEFT, 150, WIDE, 130), 1: Box(LEFT, 292, WIDE, 190)}
    for shape in deck.slide_layouts[0].placeholders:
        if shape.placeholder_format.idx in cover:
            move(shape, cover[shape.placeholder_format.idx])
    deck.slide_layouts[0].element.set("showMasterSp", "0")  # no line over the title of the cover
    _themed(master)
    properties(deck.core_properties, brief)
    return deck


def _themed(master: Any) -> None:
    """Our colours and type as the deck's own, so that what is added later looks the same."""
    from pptx.opc.constants import RELATIONSHIP_TYPE  # noqa: PLC0415  # needed by no page
    from pptx.oxml import parse_xml  # noqa: PLC0415

    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    text = theme.blob.decode()
    for name, colour in (("dk1", INK), ("dk2", MUTED), ("accent1", MAIN), ("accent2", TARGET)):
        new = f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>'
        text = re.sub(rf"<a:{name}>.*?</a:{name}>", new, text, flags=re.DOTALL)
    theme.blob = re.sub(r'(<a:latin typeface=")Calibri', rf"\g<1>{FONT}", text).encode()
    for level in master.element.xpath(".//p:titleStyle/a:lvl1pPr"):
        level.set("algn", "l")
    for level in master.element.xpath('.//p:ph[@type="ftr"]/../../..//a:lvl1pPr'):
        level.set("algn", "l")
    for tint in master.element.xpath(".//a:tint"):
        tint.getparent().remove(tint)
    rule = _RULE.format(x=pt(LEFT), y=pt(100), cx=pt(WIDE), colour=MAIN[1:])
    master.shapes._spTree.append(parse_xml(rule))


def put_slide(deck: Any, brief: Brief, layout: int, title: str, mark: str = "") -> Any:
    """A slide with its title, footer, number and mark; the brief's own unless another is given."""
    mark = mark or brief.mark
    kinds = {0: 0, 1: 1, 5: 2}
    slide = deck.slides.add_slide(deck.slide_layouts[kinds[layout]])
    box = Box(LEFT, 150, WIDE, 130) if layout == 0 else Box(LEFT, 30, WIDE, 66)
    sizes = (40, 36, 32, 28, 24, 20) if layout == 0 else (28, 26, 24, 22, 20, 18, 16, 14)
    fits = (one for one in sizes if tall(title, one * 1.07, box.width - 4) <= box.height)
    lay(slide.shapes.title, [(title, next(fits, sizes[-1]), MAIN, True)], anchor="b")
    for shape in slide.slide_layout.placeholders:
        if int(shape.placeholder_format.type) in (13, 15):
            slide.shapes._spTree.append(deepcopy(shape._element))
            added = slide.placeholders[shape.placeholder_format.idx]
            if int(shape.placeholder_format.type) == 15:
                lay(added, [(brief.footer, SMALL, MUTED, False)], anchor="ctr")
    if mark:
        put_text(slide, Box(LEFT, 8, WIDE, 20), [(mark, 16, TARGET, True)], align="r")
    return slide


def lay(shape: Any, lines: Sequence[Line], *, anchor: str = "t", align: str = "l") -> None:
    """Paragraphs of (text, size, colour, bold) into a shape."""
    from pptx.enum.text import MSO_AUTO_SIZE  # noqa: PLC0415

    frame = shape.text_frame
    body = frame._txBody.bodyPr
    for inset in ("lIns", "tIns", "rIns", "bIns"):
        body.set(inset, "0")
    body.set("anchor", anchor)
    frame.auto_size, frame.word_wrap = (
        MSO_AUTO_SIZE.NONE,
        True,
    )  # the sizes given here, in every program
    for nth, (text, size, colour, bold) in enumerate(lines):
        paragraph = frame.add_paragraph() if nth else frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = short(text)
        run.font.size, run.font.bold = pt(size), bold
        run.font.color.rgb = rgb(colour)
        paragraph._p.get_or_add_pPr().set("algn", align)


def put_text(slide: Any, box: Box, lines: Sequence[Line], align: str = "l") -> Any:
    """A text box with these paragraphs."""
    shape = slide.shapes.add_textbox(*extent(box))
    lay(shape, lines, align=align)
    return shape


def speak(deck: Any, tag: str) -> None:
    """The language of every run of text, so that it is read aloud and spelled rightly."""
    main = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    for part in deck.part.package.iter_parts():
        root = getattr(part, "_element", None)
        if root is None:
            continue
        for run in root.iter(f"{main}r", f"{main}fld"):
            run.get_or_add_rPr()
        for style in root.iter(f"{main}rPr", f"{main}defRPr", f"{main}endParaRPr"):
            style.set("lang", tag)


def move(shape: Any, box: Box) -> None:
    shape.left, shape.top, shape.width, shape.height = extent(box)


def pt(points: float) -> int:
    return round(points * 12700)


def extent(box: Box) -> tuple[int, int, int, int]:
    return pt(box.x), pt(box.y), pt(box.width), pt(box.height)


def rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor  # noqa: PLC0415  # needed by no page

    return RGBColor.from_string(colour[1:])  # type: ignore[no-untyped-call]
