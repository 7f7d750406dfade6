"""A meeting's content → PowerPoint slides, 16:9, with tables and charts that stay editable.

Texts are measured before they are placed, in points on a page of 960 × 540: what does not fit
goes on over a further slide, so that nothing runs out of its slide or grows too small to read.
"""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from geo.brief import Bars, Brief, Cell, Figure, Picture, Slide, Table
from geo.charts import INK, MAIN, MUTED, TARGET
from geo.formats import Writer
from geo.language import Language
from geo.model import Period
from geo.palettes import HATCH
from geo.stillmap import NOT_XML, Key

PRODUCT = "Peta Cakupan Kalbar"
TAGS: dict[Language, str] = {"id": "id-ID", "en": "en-US"}
"""Languages as Office names them."""
FONT = "Arial"
"""Windows and macOS have it; LibreOffice brings Liberation Sans, which is as wide."""
COVER, MAP = "judul", "peta"
LONGEST = 500
"""Characters of one text on a slide; longer ones are cut at a word and end in “…”."""
_WIDTH, _HEIGHT, _LEFT, _WIDE, _TOP, _ROOM = 960, 540, 44, 872, 108, 362
"""Of the page, of its margin and of the place between title and source, pt."""
_SIDE, _GAP, _NEAR = 340, 24, 12
_NUMBER, _WORDS, _LABEL, _SMALL = 40, 24, 16, 12
_MOST_BARS, _KEY = 16, 26
_PALE = "#eef2f6"
_ADVANCES = {
    sign: width
    for width, signs in (
        (0.23, "ijl'|"),
        (0.29, " .,:;!/\\ftI[]·\N{NO-BREAK SPACE}"),
        (0.35, "()r-"),
        (0.51, "cksvxyzJ"),
        (0.575, "abdeghnopqu0123456789–"),
        (0.7, "ABEFKLPSTVXYZ"),
        (0.8, "CDGHNOQRUw&"),
        (0.92, "mMW%@…"),
    )
    for sign in signs
}
"""Widths of Arial's signs in parts of the type size, with 3 % to spare."""


_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_Item = TypeVar("_Item")
_Line = tuple[str, float, str, bool]
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


@dataclass(frozen=True, slots=True)
class _Box:
    """A place on a page, pt."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What stands on one PowerPoint slide of a slide of the meeting."""

    figures: tuple[Figure, ...] = ()
    points: tuple[str, ...] = ()
    visual: Bars | Picture | None = None
    keys: tuple[Key, ...] = ()
    table: Table | None = None
    size: int = 14  # of the table's text, pt


@dataclass(frozen=True, slots=True, kw_only=True)
class _Places:
    """Where the parts of a page stand; `rest` is the height left under them, pt."""

    figures: tuple[_Box, ...]
    points: _Box
    size: int
    visual: _Box
    keys: _Box
    rest: float
    fits: bool


def presentation(brief: Brief, logo: bytes | None = None) -> bytes:
    """The meeting as a PPTX file.

    Parameters
    ----------
    brief : Brief
        Its slides become one PowerPoint slide each, or several numbered ones where they are
        long, after a cover; the slide `judul` is the cover.
    logo : bytes or None
        PNG or JPEG of the institution, for the cover.

    Returns
    -------
    bytes
        The same for the same input, digit for digit: no clock is read.
    """
    deck = _blank(brief)
    _cover(deck, brief, logo)
    for slide in brief.slides:
        if slide.key == COVER and not (slide.figures or _visuals(slide) or slide.table):
            continue  # all that it says is on the cover
        pages = _pages(slide)
        for number, page in enumerate(pages, start=1):
            part = f" ({number}/{len(pages)})" if len(pages) > 1 else ""
            shown = _slide(deck, brief, 1 if page.points else 5, short(slide.title) + part)
            _fill(shown, brief, slide, page)
            _note(shown, brief, slide if number == 1 else replace(slide, line=""))
    _spoken(deck, TAGS[brief.language])
    file = io.BytesIO()
    deck.save(file)
    return frozen(file.getvalue(), brief.day)


def safe(text: str) -> str:
    """A text on one line, without the characters that no XML may hold."""
    return re.sub(r"[\t\r\n]+", " ", NOT_XML.sub("", text))


def short(text: str) -> str:
    """A safe text of at most `LONGEST` characters, cut at a word."""
    line = safe(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 2].rsplit(' ', 1)[0]} …"


def png(picture: Picture) -> bytes:
    """A drawing in twice its size, px."""
    import vl_convert  # noqa: PLC0415  # 100 MB that only pictures need

    return bytes(vl_convert.svg_to_png(NOT_XML.sub("", picture.svg), scale=2))


def frozen(office: bytes, day: str) -> bytes:
    """An Office file with the dates in it, and in workbooks within it, set to `day`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            if name.endswith(".xlsx"):
                held = frozen(held, day)
            elif name == "docProps/core.xml":
                dates = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*"
                held = re.sub(dates, rb"\g<1>" + f"{day}T00:00:00Z".encode(), held)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            new.writestr(entry, held, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def properties(held: Any, brief: Brief) -> None:
    """What a file says of itself; 255 characters of each are let in."""
    held.title, held.subject = safe(brief.title)[:255], safe(brief.subtitle)[:255]
    held.author = held.last_modified_by = PRODUCT
    held.comments, held.keywords = safe(brief.footer)[:255], safe(brief.edition)[:255]
    held.language = TAGS[brief.language]


def day_of(brief: Brief) -> str:
    """The brief's day as its readers write it."""
    return Writer(brief.language).period(Period.parse(brief.day))


# Measuring and sharing out.


def _wide(text: str, size: float) -> float:
    """About how wide a text is in Arial, pt; rather too wide than too narrow."""
    return size * sum(_ADVANCES.get(sign, 1.05 if ord(sign) > 0x2E80 else 0.6) for sign in text)


def _tall(text: str, size: float, width: float) -> float:
    """How high a text stands when it is broken at `width`, pt."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        length = _wide(word, size)
        if used and used + 0.3 * size + length > width:
            lines, used = lines + 1, 0.0
        lines += int(length // width)
        used += length % width + 0.3 * size
    return lines * size * 1.2


def _number_size(cell: Cell) -> int:
    return _NUMBER if cell.number is not None and len(cell.text) <= 16 else _WORDS


def _figure_wide(one: Figure) -> float:
    """The least width of a figure, pt: a number is never broken, words are between words."""
    parts = [one.cell.text] if one.cell.number is not None else one.cell.text.split(" ")
    return max(_wide(part, _number_size(one.cell) * 1.07) for part in parts)


def _figure_tall(one: Figure, width: float) -> float:
    parts = ((one.cell.text, _number_size(one.cell)), (one.label, _LABEL), (one.source, _SMALL))
    return sum(_tall(short(text), size * 1.07, width) for text, size in parts if text) + 4


def _shares(
    items: Sequence[_Item], fits: Callable[[tuple[_Item, ...]], bool]
) -> list[tuple[_Item, ...]]:
    """Items in their order, shared out so that each share fits; one alone is always let in."""
    shares: list[tuple[_Item, ...]] = []
    for item in items:
        if shares and fits((*shares[-1], item)):
            shares[-1] = (*shares[-1], item)
        else:
            shares.append((item,))
    return shares


def _row_talls(table: Table, size: int) -> list[float]:
    """How high the head and each row of a table stand, pt."""
    widths = column_widths(table, size, _WIDE)
    rows = [table.heads, *([cell.text for cell in row] for row in table.rows)]
    return [
        max(_tall(short(text), size, wide - 14) for text, wide in zip(row, widths, strict=True)) + 5
        for row in rows
    ]


def column_widths(table: Table, size: float, most: float) -> list[float]:
    """Widths of columns, pt: as wide as their texts, narrower where `most` is not enough."""
    rows = [table.heads, *([short(cell.text) for cell in row] for row in table.rows)]
    wanted, least = [], []
    for column in zip(*rows, strict=True):
        words = [word for text in column for word in text.split(" ")]
        wanted.append(max(_wide(text, size * 1.07) for text in column) + 16)
        least.append(min(max(_wide(word, size * 1.07) for word in words) + 16, 200))
    if sum(wanted) <= most:
        stretch = min(most / sum(wanted), 1.6)
        return [one * stretch for one in wanted]
    least = [max(low, min(want, 120)) for want, low in zip(wanted, least, strict=True)]
    spare = max(most - sum(least), 0) / max(sum(wanted) - sum(least), 1)
    whole = [low + spare * (want - low) for want, low in zip(wanted, least, strict=True)]
    return [one * most / sum(whole) for one in whole]


def _table_tall(table: Table, size: int) -> float:
    return sum(_row_talls(table, size)) + _caption_tall(table)


def _caption_tall(table: Table) -> float:
    return _tall(short(table.caption), _LABEL * 1.07, _WIDE) + 6 if table.caption else 0


# Pages.


def _points_tall(points: Sequence[str], width: float, size: int) -> float:
    return sum(_tall(short(one), size, width - 26) + 0.4 * size for one in points)


def _across(page: _Page, side: int = _SIDE) -> _Places:
    """Figures in a row over the page; under it words, `side` wide, and beside them the drawing."""
    widest = max(map(_figure_wide, page.figures), default=1)
    columns = max(1, min(len(page.figures), 4, int((_WIDE + _NEAR) / (widest + _NEAR))))
    width = (_WIDE + _NEAR) / columns - _NEAR
    boxes: list[_Box] = []
    under = float(_TOP)
    for start in range(0, len(page.figures), columns):
        row = page.figures[start : start + columns]
        height = max(_figure_tall(one, width) for one in row)
        boxes += [
            _Box(_LEFT + nth * (width + _NEAR), under, width, height) for nth in range(len(row))
        ]
        under += height + 10
    rest = _Box(_LEFT, under, _WIDE, _TOP + _ROOM - under)
    right = _Box(_LEFT + side + _GAP, under, _WIDE - side - _GAP, rest.height)
    if page.visual is None or not (page.points or page.keys):
        return _judged(page, boxes, rest, rest)
    return _judged(page, boxes, replace(rest, width=side), right)


def _down(page: _Page) -> _Places:
    """Figures in a column with the words under them; the drawing beside, as high as the page."""
    boxes: list[_Box] = []
    under = float(_TOP)
    for one in page.figures:
        boxes.append(_Box(_LEFT, under, _SIDE, _figure_tall(one, _SIDE)))
        under += boxes[-1].height + 6
    right = _Box(_LEFT + _SIDE + _GAP, _TOP, _WIDE - _SIDE - _GAP, _ROOM)
    made = _judged(page, boxes, _Box(_LEFT, under, _SIDE, _TOP + _ROOM - under), right)
    widest = max(map(_figure_wide, page.figures), default=0)
    return replace(made, fits=made.fits and widest <= _SIDE)


def _judged(page: _Page, figures: list[_Box], words: _Box, visual: _Box) -> _Places:
    """Places with the largest size of the words that fits."""
    keys = _KEY * len(page.keys)
    sizes = [
        size
        for size in (20, 18, 16, 14)
        if _points_tall(page.points, words.width, size) + keys <= words.height
    ]
    size = max(sizes, default=14)
    used = _points_tall(page.points, words.width, size)
    least = 60 + 19 * len(page.visual.names) if isinstance(page.visual, Bars) else 170
    low = page.visual is not None and visual.height < least
    return _Places(
        figures=tuple(figures),
        points=replace(words, height=used),
        size=size,
        visual=visual,
        keys=_Box(words.x, words.y + used, words.width, keys),
        rest=max(words.height - used - keys, 0),
        fits=bool(sizes) and not low,
    )


def _places(page: _Page) -> _Places:
    """Where the parts of a page stand; upright drawings want the whole height."""
    drawn = page.visual
    upright = isinstance(drawn, Bars) or (drawn is not None and drawn.width < 1.5 * drawn.height)
    tries = [
        _across(page),
        _across(page, 440),
        *([_down(page)] if drawn is not None and page.figures else []),
    ]
    tries = tries[::-1] if upright else tries
    return next((one for one in tries if one.fits), tries[0])


def _visuals(slide: Slide) -> list[Bars | Picture]:
    """The drawings of a slide; long charts in parts."""
    found: list[Bars | Picture] = [slide.picture] if slide.picture else []
    bars, step = slide.bars, _MOST_BARS
    if bars is not None:
        starts = range(0, len(bars.names), step)
        parts = [
            replace(
                bars,
                title=_apart(bars.title, slide),
                names=bars.names[at : at + step],
                values=bars.values[at : at + step],
            )
            for at in starts
        ]
        found = [*parts, *found]
    return found


def _apart(words: str, slide: Slide) -> str:
    """Words that stand over a table or chart; none where they are the slide's own title."""
    return "" if words == slide.title else words


def _pages(slide: Slide) -> list[_Page]:
    """A slide of the meeting, shared out over as few pages as hold it."""
    table = slide.table and replace(slide.table, caption=_apart(slide.table.caption, slide))
    drawn = _visuals(slide)
    first, others = (drawn[0] if drawn else None), drawn[1:]
    points = slide.points
    if not (points or slide.figures or first or slide.table):
        points = (slide.line,)
    page = _Page(figures=slide.figures, points=points, visual=first, keys=slide.legend)
    pages = [page]
    if not _places(page).fits:
        told = _shares(points, lambda some: _places(_Page(points=some)).fits)
        bare = replace(page, points=())
        shown = [bare]
        if not _places(bare).fits:
            some = _shares(slide.figures, lambda some: _places(_Page(figures=some)).rest > 0)
            shown = [_Page(figures=one) for one in some]
            shown += [replace(bare, figures=())] if first or slide.legend else []
        pages = [*shown, *(_Page(points=one) for one in told)]
    pages += [_Page(visual=one) for one in others]
    return _with_table(pages, table) if table else pages


def _with_table(pages: list[_Page], table: Table) -> list[_Page]:
    """The table where there is room on the last page, else on further ones."""
    *before, last = pages
    room = 0.0 if last.visual else _places(last).rest
    for size in (18, 16, 14):
        if _table_tall(table, size) <= room:
            return [*before, replace(last, table=table, size=size)]
    for size in (18, 16, 14):
        if _table_tall(table, size) <= _ROOM:
            return [*pages, _Page(table=table, size=size)]
    head, *talls = _row_talls(table, 14)
    above = head + _caption_tall(table)
    inside = [at for at in range(len(talls)) if above + sum(talls[: at + 1]) <= room]
    start = len(inside) if len(inside) > 3 else 0
    shares = _shares(
        range(start, len(talls)),
        lambda some: above + sum(talls[at] for at in some) <= _ROOM,
    )
    parts = [replace(table, rows=tuple(table.rows[at] for at in share)) for share in shares]
    if start:
        last = replace(last, table=replace(table, rows=table.rows[:start]))
    kept = [*before, last] if last != _Page() else before
    return [*kept, *(_Page(table=one) for one in parts)]


# Drawing.


def _pt(points: float) -> int:
    return round(points * 12700)


def _at(box: _Box) -> tuple[int, int, int, int]:
    return _pt(box.x), _pt(box.y), _pt(box.width), _pt(box.height)


def _rgb(colour: str) -> Any:
    from pptx.dml.color import RGBColor  # noqa: PLC0415  # needed by no page

    return RGBColor.from_string(colour[1:])  # type: ignore[no-untyped-call]


def _move(shape: Any, box: _Box) -> None:
    shape.left, shape.top, shape.width, shape.height = _at(box)


def _blank(brief: Brief) -> Any:
    """An empty deck in our page size, type and colours, with three layouts."""
    from pptx import Presentation  # noqa: PLC0415  # needed by no page

    deck: Any = Presentation()
    deck.slide_width, deck.slide_height = _pt(_WIDTH), _pt(_HEIGHT)
    master = deck.slide_master
    for layout in [one for nth, one in enumerate(deck.slide_layouts) if nth not in (0, 1, 5)]:
        deck.slide_layouts.remove(layout)
    places = {
        1: _Box(_LEFT, 30, _WIDE, 66),
        2: _Box(_LEFT, _TOP, _WIDE, _ROOM),
        16: _Box(_WIDTH - 260, 506, 100, 22),
        15: _Box(_LEFT, 506, 740, 22),
        13: _Box(_WIDTH - _LEFT - 80, 506, 80, 22),
    }
    for shape in master.placeholders:
        _move(shape, places[int(shape.placeholder_format.type)])
    cover = {0: _Box(_LEFT, 150, _WIDE, 130), 1: _Box(_LEFT, 292, _WIDE, 190)}
    for shape in deck.slide_layouts[0].placeholders:
        if shape.placeholder_format.idx in cover:
            _move(shape, cover[shape.placeholder_format.idx])
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
    rule = _RULE.format(x=_pt(_LEFT), y=_pt(100), cx=_pt(_WIDE), colour=MAIN[1:])
    master.shapes._spTree.append(parse_xml(rule))


def _cover(deck: Any, brief: Brief, logo: bytes | None) -> None:
    writer = Writer(brief.language)
    first = next((one for one in brief.slides if one.key == COVER), None)
    title = first.title if first else brief.title
    shown = _slide(deck, brief, 0, short(title))
    points = first.points if first and not (first.figures or _visuals(first)) else ()
    lines = (brief.subtitle, writer.say("Edisi data: {name}.", name=brief.edition), day_of(brief))
    body = shown.placeholders[1]
    _lay(body, [(one, 20, MUTED, nth == 0) for nth, one in enumerate((*lines, *points)) if one])
    _text(shown, _Box(_LEFT, 474, _WIDE, 28), [(brief.attribution, _SMALL, MUTED, False)])
    if logo is not None:
        _image(shown, logo, _Box(_LEFT, 44, 260, 84), writer.say("Logo instansi"))
    if first:
        _note(shown, brief, first)


def _slide(deck: Any, brief: Brief, layout: int, title: str) -> Any:
    """A slide with its title, footer, number and mark."""
    kinds = {0: 0, 1: 1, 5: 2}
    slide = deck.slides.add_slide(deck.slide_layouts[kinds[layout]])
    box = _Box(_LEFT, 150, _WIDE, 130) if layout == 0 else _Box(_LEFT, 30, _WIDE, 66)
    sizes = (40, 36, 32, 28, 24, 20) if layout == 0 else (28, 26, 24, 22, 20, 18, 16, 14)
    fits = (one for one in sizes if _tall(title, one * 1.07, box.width - 4) <= box.height)
    _lay(slide.shapes.title, [(title, next(fits, sizes[-1]), MAIN, True)], anchor="b")
    for shape in slide.slide_layout.placeholders:
        if int(shape.placeholder_format.type) in (13, 15):
            slide.shapes._spTree.append(deepcopy(shape._element))
            added = slide.placeholders[shape.placeholder_format.idx]
            if int(shape.placeholder_format.type) == 15:
                _lay(added, [(brief.footer, _SMALL, MUTED, False)], anchor="ctr")
    if brief.mark:
        _text(slide, _Box(_LEFT, 8, _WIDE, 20), [(brief.mark, 16, TARGET, True)], align="r")
    return slide


def _lay(shape: Any, lines: Sequence[_Line], *, anchor: str = "t", align: str = "l") -> None:
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
        run.font.size, run.font.bold = _pt(size), bold
        run.font.color.rgb = _rgb(colour)
        paragraph._p.get_or_add_pPr().set("algn", align)


def _text(slide: Any, box: _Box, lines: Sequence[_Line], align: str = "l") -> None:
    _lay(slide.shapes.add_textbox(*_at(box)), lines, align=align)


def _fill(shown: Any, brief: Brief, slide: Slide, page: _Page) -> None:
    """The parts of a page onto its slide, in the order in which they are read."""
    places = _places(page)
    for one, box in zip(page.figures, places.figures, strict=True):
        cell = (one.cell.text, _number_size(one.cell), MAIN, True)
        lines = [cell, (one.label, _LABEL, INK, False), (one.source, _SMALL, MUTED, False)]
        _text(shown, box, [line for line in lines if line[0]])
    if page.points:
        body = shown.placeholders[1]
        _move(body, places.points)
        _lay(body, [(one, places.size, INK, False) for one in page.points])
    for nth, key in enumerate(page.keys):
        _key(shown, key, replace(places.keys, y=places.keys.y + nth * _KEY))
    if isinstance(page.visual, Bars):
        _chart(shown, page.visual, places.visual, slide.title)
    elif page.visual is not None:
        name = safe(slide.name)
        _image(shown, png(page.visual), places.visual, page.visual.alt, name)
    if page.table is not None:
        _table(shown, page.table, page.size, _TOP + _ROOM - places.rest)
    sources = []
    if slide.source:
        sources.append(Writer(brief.language).say("Sumber: {source}", source=slide.source))
    if slide.key == MAP:
        sources.append(brief.attribution)
    if sources:
        _text(shown, _Box(_LEFT, 474, _WIDE, 28), [(" · ".join(sources), _SMALL, MUTED, False)])


def _key(slide: Any, key: Key, box: _Box) -> None:
    """One line of a legend: its colour, its words, how many."""
    from pptx.enum.dml import MSO_LINE, MSO_PATTERN  # noqa: PLC0415
    from pptx.enum.shapes import MSO_SHAPE  # noqa: PLC0415

    swatch = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *_at(_Box(box.x, box.y + 2, 26, 18)))
    colour = _rgb(key.colour)
    if key.pattern == "hatched":
        swatch.fill.patterned()
        swatch.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        swatch.fill.fore_color.rgb = _rgb(HATCH)
        swatch.fill.back_color.rgb = colour
    else:
        swatch.fill.solid()
        swatch.fill.fore_color.rgb = colour
    swatch.line.color.rgb = _rgb(MUTED)
    swatch.line.width = _pt(0.75)
    swatch.line.dash_style = MSO_LINE.DASH if key.pattern == "dashed" else None
    words = f"{key.label} ({key.count})"
    _text(slide, _Box(box.x + 36, box.y, box.width - 36, 22), [(words, _LABEL, INK, False)])


def _image(slide: Any, image: bytes, box: _Box, alt: str, name: str = "") -> None:
    """A picture as large as its place lets it be, told in words; a named one in the middle."""
    shape = slide.shapes.add_picture(io.BytesIO(image), 0, 0)
    scale = min(_pt(box.width) / shape.width, _pt(box.height) / shape.height)
    shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
    shape.left = _pt(box.x) + (_pt(box.width) - shape.width) // 2 * bool(name)
    shape.top = _pt(box.y)
    _described(shape, alt, name)


def _described(shape: Any, alt: str, name: str) -> None:
    told = shape._element._nvXxPr.cNvPr
    told.set("descr", safe(alt))
    if name:
        told.set("name", name)


def _table(slide: Any, table: Table, size: int, top: float) -> None:
    """A table that stays one: its head is marked as such, numbers stand right."""

    above = _caption_tall(table)
    if table.caption:
        _text(slide, _Box(_LEFT, top, _WIDE, above), [(table.caption, _LABEL, MUTED, True)])
    widths, talls = column_widths(table, size, _WIDE), _row_talls(table, size)
    box = _Box(_LEFT, top + above, sum(widths), sum(talls))
    shape = slide.shapes.add_table(len(talls), len(widths), *_at(box))
    told = table.caption or "; ".join(table.heads)
    _described(shape, told, safe(told)[:60])
    grid = shape.table
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = _pt(width)
    rows = [tuple(Cell(text=head) for head in table.heads), *table.rows]
    for nth, (row, tall) in enumerate(zip(rows, talls, strict=True)):
        grid.rows[nth].height = _pt(tall)
        for at, cell in enumerate(row):
            held = grid.cell(nth, at)
            held.margin_left = held.margin_right = _pt(6)
            held.margin_top = held.margin_bottom = _pt(2)
            held.fill.solid()
            ground = MAIN if nth == 0 else "#ffffff" if nth % 2 else _PALE
            held.fill.fore_color.rgb = _rgb(ground)
            right = any(other[at].number is not None for other in table.rows)
            colour = "#ffffff" if nth == 0 else INK
            _in_cell(held, (cell.text, size, colour, nth == 0), "r" if right else "l")


def _in_cell(held: Any, line: _Line, align: str) -> None:

    text, size, colour, bold = line
    paragraph = held.text_frame.paragraphs[0]
    run = paragraph.add_run()
    run.text = short(text)
    run.font.size, run.font.bold = _pt(size), bold
    run.font.color.rgb = _rgb(colour)
    paragraph._p.get_or_add_pPr().set("algn", align)


def _chart(slide: Any, bars: Bars, box: _Box, title: str) -> None:
    """A native chart: bars with their texts, and the target as an outline around each."""
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415  # needed by no page
    from pptx.enum.chart import XL_CHART_TYPE  # noqa: PLC0415

    decimals = max((one.decimals for one in bars.values), default=0)
    form = "0." + "0" * decimals + "%" if decimals else "0%"
    held: Any = CategoryChartData(number_format=form)  # type: ignore[no-untyped-call]
    held.categories = [
        _in_sheet(name if cell.number is not None else f"{name} ({cell.text})")
        for name, cell in zip(bars.names, bars.values, strict=True)
    ]
    held.add_series(_in_sheet(bars.title or title), [one.number for one in bars.values])
    if bars.aim is not None:
        label = f"{bars.aim.label}: {bars.aim.cell.text}"
        held.add_series(_in_sheet(label), [bars.aim.cell.number] * len(bars.names))
    shape = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *_at(box), held)
    told = "; ".join(
        f"{name} {cell.text}" for name, cell in zip(bars.names, bars.values, strict=True)
    )
    _described(shape, f"{bars.title or title}: {told}", safe(bars.title or title)[:60])
    _plotted(shape.chart, bars)


def _in_sheet(text: str) -> str:
    """A text that the chart's own workbook does not run as a formula."""
    line = short(text)
    return f"'{line}" if line.startswith(("=", "{=")) else line


def _plotted(chart: Any, bars: Bars) -> None:
    from pptx.enum.chart import XL_LABEL_POSITION, XL_TICK_MARK  # noqa: PLC0415

    main, ink, aim = (_rgb(one) for one in (MAIN, INK, TARGET))
    chart.font.size, chart.font.color.rgb = _pt(14), ink
    above = [(bars.title, ink)] if bars.title else []
    if bars.aim is not None:
        above.append((f"{bars.aim.label}: {bars.aim.cell.text}", aim))
    chart.has_legend, chart.has_title = False, bool(above)
    for nth, (text, colour) in enumerate(above):
        frame = chart.chart_title.text_frame
        paragraph = frame.add_paragraph() if nth else frame.paragraphs[0]
        run = paragraph.add_run()
        run.text = short(text)
        run.font.size, run.font.bold, run.font.color.rgb = _pt(_LABEL), True, colour
    names, numbers = chart.category_axis, chart.value_axis
    names.reverse_order, names.major_tick_mark = True, XL_TICK_MARK.NONE
    end = names._element.find(f"{_CHART}noMultiLvlLbl")
    end.addprevious(end.makeelement(f"{_CHART}tickLblSkip", {"val": "1"}))  # no name left out
    names.tick_labels.font.size = _pt(14 if len(bars.names) <= 12 else 12)
    names.format.line.color.rgb = _rgb(MUTED)
    known = [one.number for one in (*bars.values, *([bars.aim.cell] if bars.aim else []))]
    numbers.minimum_scale = min(0.0, *(one or 0 for one in known))
    numbers.maximum_scale = max(0.01, *(one or 0 for one in known)) * 1.2
    numbers.visible, numbers.has_major_gridlines = False, False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 35, 100
    first, *rest = plot.series
    first.format.fill.solid()
    first.format.fill.fore_color.rgb = main
    for one in rest:
        one.format.fill.background()
        one.format.line.color.rgb, one.format.line.width = aim, _pt(1.5)
    labels = first.data_labels
    labels.show_value, labels.number_format_is_linked = True, True
    labels.position = XL_LABEL_POSITION.OUTSIDE_END
    for nth, cell in enumerate(bars.values):
        if cell.number is not None:  # the brief's own text, whatever the machine's decimal sign
            label = first.points[nth].data_label
            label.text_frame.text = safe(cell.text)
            font = label.text_frame.paragraphs[0].runs[0].font
            font.size, inside = _pt(14), cell.number > 0.25 * numbers.maximum_scale
            font.color.rgb = _rgb("#ffffff") if inside else ink
            label.position = (
                XL_LABEL_POSITION.INSIDE_END if inside else XL_LABEL_POSITION.OUTSIDE_END
            )


def _note(shown: Any, brief: Brief, slide: Slide) -> None:
    """What is said aloud, with its source, as the speaker's notes."""
    source = Writer(brief.language).say("Sumber: {source}", source=slide.source)
    parts = [slide.line, source if slide.source else ""]
    shown.notes_slide.notes_text_frame.text = "\n".join(safe(one) for one in parts if one)


def _spoken(deck: Any, tag: str) -> None:
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
