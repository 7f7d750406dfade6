"""All files of the static site, from one edition; several processes share the pages out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from geo import (
    site_cards,
    site_feeds,
    site_files,
    site_frame,
    site_hands,
    site_pages,
    site_texts,
    site_views,
)
from geo.agenda import CODES
from geo.indicators import CATALOGUE
from geo.model import PROVINCE, BpsCode
from geo.site_feeds import Chronicle
from geo.site_frame import Frame
from geo.site_ground import Ground, ground
from geo.site_model import Leaf
from geo.site_stock import Options, Stock, stocks

CARD = "kartu.png"
LOT = 6
"""Pages that a process takes at once, each in every language."""
File = tuple[str, bytes]
Page = Callable[[], Leaf]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Some files by their paths, and the pages that they belong to, without their words.

    `order` of a page is its language's and its own, from 0.
    """

    files: list[File]
    leaves: dict[tuple[int, int], Leaf]


def files(told: Chronicle, options: Options, *, processes: int = 1) -> Iterator[File]:
    """Every file by its path from the root of the site; the same files with any number.

    Parameters
    ----------
    told : Chronicle
        The edition that the pages are made from, then those before it, newest first.
    processes : int
        That share the pages out; above 1 see `site_hands.shared_out`.
    """
    yield from site_frame.assets().items()
    spoken = list(stocks(told.editions[0], options).values())
    shared = spoken[0].shared
    known = ground(told.editions[0], shared.shapes, shared.vintage)
    yield site_views.land_file(shared), shared.land.encode()
    pages = [leaves(stock, told) for stock in spoken]
    lots = list(range(0, len(pages[0]), LOT))

    def made(lot: int) -> Part:
        return _made(spoken, pages, known, range(lots[lot], lots[lot] + LOT))

    shelf: dict[tuple[int, int], Leaf] = {}
    for part in site_hands.shared_out(made, len(lots), processes):
        yield from part.files
        shelf |= part.leaves
    ordered = [shelf[key] for key in sorted(shelf)]
    yield from site_feeds.whole(ordered, known, told, options.base, app=options.app).items()


def leaves(stock: Stock, told: Chronicle) -> list[Page]:
    """Every page of a language, each made when it is called."""
    regencies = [partial(site_pages.regency, stock, code) for code in CODES]
    measures = [partial(site_pages.measure, stock, one) for one in CATALOGUE]
    return [
        partial(site_pages.province, stock),
        *regencies,
        *measures,
        partial(site_pages.compare, stock),
        partial(site_texts.data, stock),
        partial(site_texts.method, stock),
        partial(site_texts.changes, stock, told.editions),
        partial(site_texts.missing, stock),
    ]


def _made(stocks: list[Stock], pages: list[list[Page]], known: Ground, lot: range) -> Part:
    """Pages in every language, with what stands beside each."""
    part = Part(files=[], leaves={})
    for at in lot:
        if at >= len(pages[0]):
            break
        table: bytes | None = None
        for number, stock in enumerate(stocks):
            leaf = pages[number][at]()
            beside = site_files.beside(leaf, known, table)
            table = beside.get(leaf.place.beside(site_files.CSV))
            part.files.extend(_files(leaf, stock, known, beside))
            part.leaves[number, at] = replace(leaf, body="", picture_svg="", ground_svg="")
    return part


def _files(leaf: Leaf, stock: Stock, known: Ground, beside: dict[str, bytes]) -> Iterator[File]:
    """A page, its chart, the data beside it, and its preview picture."""
    base = stock.shared.options.base
    card = leaf.place.beside(CARD) if base and leaf.place.kind != "404" else ""
    frame = Frame(
        files=tuple((path.rpartition(".")[2].upper(), path) for path in beside),
        feed=site_feeds.feed_path(leaf.place.language),
        card=card,
        described=site_feeds.described(leaf, known, base),
    )
    yield leaf.place.file, site_frame.page(leaf, stock, frame)
    yield from beside.items()
    yield from _chart(leaf, stock)
    if card:
        yield card, site_cards.card(leaf)


def _chart(leaf: Leaf, stock: Stock) -> Iterator[File]:
    """The chart of the region that a page is about, where it has one."""
    about = {"provinsi": PROVINCE, "wilayah": BpsCode(leaf.place.key)}
    region = about.get(leaf.place.kind)
    if region is None:
        return
    drawing = stock.chart(region)
    if drawing is not None:
        yield site_views.chart_file(stock, region), drawing.svg.encode()
