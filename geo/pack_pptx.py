"""A meeting's content → PowerPoint slides, 16:9, with tables and charts that stay editable."""

import io
from dataclasses import replace
from typing import Any

from geo import logos
from geo.brief import Bars, Brief, Figure, Slide
from geo.charts import INK, MAIN, MUTED
from geo.formats import Writer
from geo.office import COVER, MAP, TAGS, day_of, frozen, png, safe, short
from geo.pack_charts import put_chart
from geo.pack_deck import blank_deck, lay, move, put_slide, put_text, speak
from geo.pack_measures import LABEL, NUMBER, SMALL, WIDE, number_size, wide
from geo.pack_pages import KEY, LEFT, ROOM, TOP, Box, Page, drawings, placed, shared_out
from geo.pack_shapes import put_key, put_picture, put_table


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

    Raises
    ------
    LogoError
        If the logo is no PNG or JPEG, or is too large.
    """
    logo = logos.held(logo)
    deck = blank_deck(brief)
    _cover(deck, brief, logo)
    for slide in brief.slides:
        if slide.key == COVER and not (slide.figures or drawings(slide) or slide.table):
            continue  # all that it says is on the cover
        pages = shared_out(slide)
        for number, page in enumerate(pages, start=1):
            part = f" ({number}/{len(pages)})" if len(pages) > 1 else ""
            title, layout = short(slide.title) + part, 1 if page.points else 5
            shown = put_slide(deck, brief, layout, title, brief.marked(slide))
            _fill(shown, brief, slide, page)
            _note(shown, brief, slide if number == 1 else replace(slide, line=""))
    speak(deck, TAGS[brief.language])
    file = io.BytesIO()
    deck.save(file)
    return frozen(file.getvalue(), brief.day)


def _cover(deck: Any, brief: Brief, logo: bytes | None) -> None:
    writer = Writer(brief.language)
    first = next((one for one in brief.slides if one.key == COVER), None)
    title = first.title if first else brief.title
    shown = put_slide(deck, brief, 0, short(title))
    points = first.points if first and not (first.figures or drawings(first)) else ()
    lines = (brief.subtitle, writer.say("Edisi data: {name}.", name=brief.edition), day_of(brief))
    body = shown.placeholders[1]
    lay(body, [(one, 20, MUTED, nth == 0) for nth, one in enumerate((*lines, *points)) if one])
    put_text(shown, Box(LEFT, 474, WIDE, 28), [(brief.attribution, SMALL, MUTED, False)])
    if logo is not None:
        put_picture(shown, logo, Box(LEFT, 44, 260, 84), writer.say("Logo instansi"))
    if first:
        _note(shown, brief, first)


def _fill(shown: Any, brief: Brief, slide: Slide, page: Page) -> None:
    """The parts of a page onto its slide, in the order in which they are read."""
    places = placed(page)
    for one, box in zip(page.figures, places.figures, strict=True):
        _figure(shown, one, box)
    if page.points:
        body = shown.placeholders[1]
        move(body, places.points)
        lay(body, [(one, places.size, INK, False) for one in page.points])
    for nth, key in enumerate(page.keys):
        put_key(shown, key, replace(places.keys, y=places.keys.y + nth * KEY))
    if isinstance(page.visual, Bars):
        put_chart(shown, page.visual, places.visual, slide.title)
    elif page.visual is not None:
        name = safe(slide.name)
        put_picture(shown, png(page.visual), places.visual, page.visual.alt, name)
    if page.table is not None:
        put_table(shown, page, TOP + ROOM - places.rest)
    sources = []
    if slide.source:
        sources.append(Writer(brief.language).say("Sumber: {source}", source=slide.source))
    if slide.key == MAP:
        sources.append(brief.attribution)
    if sources:
        put_text(shown, Box(LEFT, 474, WIDE, 28), [(" · ".join(sources), SMALL, MUTED, False)])


def _figure(shown: Any, one: Figure, box: Box) -> None:
    """A value with its label and source; words stand on the line that numbers stand on."""
    from pptx.util import Pt  # noqa: PLC0415  # needed by no page

    size = number_size(one.cell)
    cell = (one.cell.text, size, MAIN, True)
    lines = [cell, (one.label, LABEL, INK, False), (one.source, SMALL, MUTED, False)]
    held = put_text(shown, box, [line for line in lines if line[0]])
    if size < NUMBER and one.cell.text and wide(short(one.cell.text), size * 1.07) <= box.width:
        held.text_frame.paragraphs[0].line_spacing = Pt(1.15 * NUMBER)


def _note(shown: Any, brief: Brief, slide: Slide) -> None:
    """What is said aloud, with its source, as the speaker's notes."""
    source = Writer(brief.language).say("Sumber: {source}", source=slide.source)
    parts = [slide.line, source if slide.source else ""]
    shown.notes_slide.notes_text_frame.text = "\n".join(safe(one) for one in parts if one)
