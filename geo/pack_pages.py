"""A slide of the meeting → PowerPoint pages: what stands on each, and where.

In points on a page of 960 × 540: what does not fit goes on over a further page, so that nothing
runs out of its slide or grows too small to read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from geo.brief import Bars, Figure, Picture, Slide, Table
from geo.pack_measures import (
    WIDE,
    Columns,
    caption_tall,
    columns_of,
    figure_tall,
    figure_wide,
    points_tall,
    row_talls,
)
from geo.stillmap import Key

LEFT = 44
"""Margin of a page, pt."""
TOP, ROOM = 108, 362
"""Where the place between title and source begins, and its height, pt."""
_SIDE, _GAP, _NEAR = 340, 24, 12
"""Width of words beside a drawing; the room between them, and between figures; pt."""
SMALLEST = 14
"""Type size of a table, pt, below which it goes on over further pages."""
_MOST_BARS = 16
"""Of a chart on one page."""
KEY = 26
"""Height of a line of a legend, pt."""
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, pt."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands on one PowerPoint slide of a slide of the meeting."""

    figures: tuple[Figure, ...] = ()
    points: tuple[str, ...] = ()
    visual: Bars | Picture | None = None
    keys: tuple[Key, ...] = ()
    table: Table | None = None
    columns: Columns | None = None  # of the table, of which this may be a part
    size: int = 14  # of the table's text, pt


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Where the parts of a page stand; `rest` is the height left under them, pt."""

    figures: tuple[Box, ...]
    points: Box
    size: int
    visual: Box
    keys: Box
    rest: float
    fits: bool


def shared_out(slide: Slide) -> list[Page]:
    """A slide of the meeting, shared out over as few pages as hold it."""
    table = slide.table and replace(slide.table, caption=_apart(slide.table.caption, slide))
    drawn = drawings(slide)
    first, others = (drawn[0] if drawn else None), drawn[1:]
    points = slide.points
    if not (points or first or slide.table or slide.line == slide.title):
        points = (slide.line,)  # a page of figures alone, or of nothing, looks forgotten
    page = Page(figures=slide.figures, points=points, visual=first, keys=slide.legend)
    pages = [page]
    if not placed(page).fits:
        told = _shares(points, lambda some: placed(Page(points=some)).fits)
        bare = replace(page, points=())
        shown = [bare]
        if not placed(bare).fits:
            some = _shares(slide.figures, lambda some: placed(Page(figures=some)).rest > 0)
            shown = [Page(figures=one) for one in some]
            shown += [replace(bare, figures=())] if first or slide.legend else []
        pages = [*shown, *(Page(points=one) for one in told)]
    pages += [Page(visual=one) for one in others]
    return _with_table(pages, table) if table else pages


def _with_table(pages: list[Page], table: Table) -> list[Page]:
    """The table where there is room on the last page, else on further ones."""
    *before, last = pages
    room = 0.0 if last.visual else placed(last).rest
    for free, kept in ((room, [*before]), (ROOM, [*pages] if last != Page() else before)):
        for size in (18, 16, SMALLEST):
            columns = columns_of(table, size, WIDE)
            if not columns.whole and size > SMALLEST:
                continue
            if sum(row_talls(table, size, columns)) + caption_tall(table) <= free:
                page = last if free is room else Page()
                return [*kept, replace(page, table=table, columns=columns, size=size)]
    return _over_pages(pages, table, room)


def _over_pages(pages: list[Page], table: Table, room: float) -> list[Page]:
    """A long table in parts of about the same height, with the columns of the whole in each."""
    *before, last = pages
    columns = columns_of(table, 14, WIDE)
    head, *talls = row_talls(table, 14, columns)
    above = head + caption_tall(table)
    inside = [at for at in range(len(talls)) if above + sum(talls[: at + 1]) <= room]
    start = len(inside) if len(inside) > 3 and last != Page() else 0
    shares = _evened(range(start, len(talls)), talls, ROOM - above)
    parts = [replace(table, rows=tuple(table.rows[at] for at in share)) for share in shares]
    if start:
        part = replace(table, rows=table.rows[:start])
        last = replace(last, table=part, columns=columns)
    kept = [*before, last] if last != Page() else before
    return [*kept, *(Page(table=one, columns=columns) for one in parts)]


def _evened(rows: range, talls: Sequence[float], most: float) -> list[tuple[int, ...]]:
    """Rows on as few pages as hold them, none of them much fuller than another."""

    def shared(limit: float) -> list[tuple[int, ...]]:
        return _shares(rows, lambda some: sum(talls[at] for at in some) <= limit)

    fewest, limit = shared(most), sum(talls[at] for at in rows)
    limit = limit / len(fewest)
    while limit < most and len(shared(limit)) > len(fewest):
        limit += 8
    return shared(min(limit, most))


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


def drawings(slide: Slide) -> list[Bars | Picture]:
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


def placed(page: Page) -> Places:
    """Where the parts of a page stand; upright drawings want the whole height."""
    drawn = page.visual
    upright = isinstance(drawn, Bars) or (drawn is not None and drawn.width < 1.5 * drawn.height)
    down = [_down(page)] if drawn is not None and page.figures else []
    across = [_across(page), _across(page, 440)]
    tries = [*down, *across] if upright else [*across, *down]
    return next((one for one in tries if one.fits), tries[0])


def _across(page: Page, side: int = _SIDE) -> Places:
    """Figures in a row over the page; under it words, `side` wide, and beside them the drawing."""
    widest = max(map(figure_wide, page.figures), default=1)
    columns = max(1, min(len(page.figures), 4, int((WIDE + _NEAR) / (widest + _NEAR))))
    width = (WIDE + _NEAR) / columns - _NEAR
    boxes: list[Box] = []
    under = float(TOP)
    for start in range(0, len(page.figures), columns):
        row = page.figures[start : start + columns]
        height = max(figure_tall(one, width) for one in row)
        boxes += [
            Box(LEFT + nth * (width + _NEAR), under, width, height) for nth in range(len(row))
        ]
        under += height + 10
    rest = Box(LEFT, under, WIDE, TOP + ROOM - under)
    right = Box(LEFT + side + _GAP, under, WIDE - side - _GAP, rest.height)
    if page.visual is None or not (page.points or page.keys):
        return _judged(page, boxes, rest, rest)
    return _judged(page, boxes, replace(rest, width=side), right)


def _down(page: Page) -> Places:
    """Figures in a column with the words under them; the drawing beside, as high as the page."""
    boxes: list[Box] = []
    under = float(TOP)
    for one in page.figures:
        boxes.append(Box(LEFT, under, _SIDE, figure_tall(one, _SIDE)))
        under += boxes[-1].height + 6
    right = Box(LEFT + _SIDE + _GAP, TOP, WIDE - _SIDE - _GAP, ROOM)
    made = _judged(page, boxes, Box(LEFT, under, _SIDE, TOP + ROOM - under), right)
    widest = max(map(figure_wide, page.figures), default=0)
    return replace(made, fits=made.fits and widest <= _SIDE)


def _judged(page: Page, figures: list[Box], words: Box, visual: Box) -> Places:
    """Places with the largest size of the words that fits."""
    keys = KEY * len(page.keys)
    sizes = [
        size
        for size in (20, 18, 16, 14)
        if points_tall(page.points, words.width, size) + keys <= words.height
    ]
    size = max(sizes, default=14)
    used = points_tall(page.points, words.width, size)
    least = 60 + 19 * len(page.visual.names) if isinstance(page.visual, Bars) else 170
    low = page.visual is not None and visual.height < least
    return Places(
        figures=tuple(figures),
        points=replace(words, height=used),
        size=size,
        visual=visual,
        keys=Box(words.x, words.y + used, words.width, keys),
        rest=max(words.height - used - keys, 0),
        fits=bool(sizes) and not low,
    )
