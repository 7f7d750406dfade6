"""A meeting's content, made once and written many ways: screen, slides, document, workbook.

Every number is made into its text here, so that all of them agree to the digit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import pandas as pd

from geo import aiming, wording
from geo.estimates import Workers
from geo.formats import DASH, Writer
from geo.indicators import Indicator
from geo.language import Language
from geo.model import Unit
from geo.stillmap import Key

MOST_ROWS, FIRST_ROWS, LAST_ROWS = 200, 20, 10
"""Rows of a table that stand on a screen or paper; of a longer one these at its two ends."""
Kind = Literal["text", "fraction", "points", "persons", "rupiah", "count"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A text, and the number that it was made from.

    Attributes
    ----------
    text : str
        As every output writes it, in the brief's language; a dash or words where unknown.
    number : float or None
        None where the text is no number, or nothing is known. A fraction for rates and for
        points, whole persons, rupiah.
    decimals : int
        Of the text: for rates and points those of the percentage.
    """

    text: str
    number: float | None = None
    decimals: int = 0
    kind: Kind = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that stands large, with what it is and where it comes from."""

    label: str
    cell: Cell
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Heads and rows; every row has a cell for each head.

    `grouped` where neighbours with the same first cell belong together and the table is long:
    a screen then names that cell once and writes each row as a line.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    grouped: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A bar for each name, largest first: fractions, drawn natively where an output can.

    `aim` is the target that all are held against, with its label; None where there is none.
    """

    title: str
    names: tuple[str, ...]
    values: tuple[Cell, ...]
    aim: Figure | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing with its words: an SVG that is whole by itself."""

    svg: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Slide:
    """One stop of a meeting.

    Attributes
    ----------
    key : str
        A part of the agenda, or the code of a regency.
    name : str
        What it is called in lists: `Sambas`, `Peta`.
    title : str
        The finding, in a sentence.
    line : str
        What a leader may read aloud: one sentence or two, plain, with the source named.
    source : str
        Where the line's numbers come from; empty where it has none.
    legend : tuple of Key
        What the colours of the picture mean, where it is a map.
    mark : str
        What every page and sheet of this slide bears, beside the brief's own mark: SIMULASI;
        empty for observed figures.
    """

    key: str
    name: str
    title: str
    line: str
    source: str = ""
    figures: tuple[Figure, ...] = ()
    points: tuple[str, ...] = ()
    table: Table | None = None
    bars: Bars | None = None
    picture: Picture | None = None
    legend: tuple[Key, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Brief:
    """A meeting's content, from one frozen edition.

    Attributes
    ----------
    edition : str
        Name of the edition that every number comes from; stands on every page.
    footer : str
        What every page says of it: product, edition, mark of made-up data.
    mark : str
        `DATA CONTOH` in the reader's language; empty for real claims.
    claims : DataFrame
        The claims behind the numbers, as the edition holds them.
    """

    title: str
    subtitle: str
    edition: str
    day: str
    language: Language
    footer: str
    attribution: str
    mark: str
    slides: tuple[Slide, ...]
    claims: pd.DataFrame = field(repr=False)

    def marked(self, slide: Slide) -> str:
        """What stands on every page of a slide: its own mark, then the brief's; or nothing."""
        return " · ".join(filter(None, (slide.mark, self.mark)))

    def slide(self, key: str) -> Slide:
        """The slide of a key; KeyError where the agenda leaves it out."""
        return next(one for one in self.slides if one.key == key)


def text(words: str) -> Cell:
    """A cell of words."""
    return Cell(text=words)


def number(writer: Writer, unit: Unit, value: float, decimals: int = 0) -> Cell:
    """A cell of a number in its unit; a dash where it is NaN."""
    known = None if pd.isna(value) else float(value)
    kind: Kind = "count"
    match unit:
        case Unit.FRACTION:
            said, kind = writer.percent(value, decimals), "fraction"
        case Unit.RUPIAH:
            said, kind = writer.rupiah(value), "rupiah"
        case Unit.PERSONS:
            said, kind = writer.decimal(value), "persons"
        case _:
            said = writer.decimal(value, decimals)
    return Cell(text=said, number=known, decimals=decimals, kind=kind)


def points(writer: Writer, value: float, decimals: int = 2) -> Cell:
    """A cell of a difference of two rates, in percentage points."""
    known = None if pd.isna(value) else float(value)
    return Cell(text=writer.points(value, decimals), number=known, decimals=decimals, kind="points")


def reading(writer: Writer, indicator: Indicator, one: wording.Reading) -> Cell:
    """A cell of a reading; its kind of blank in words where nothing is known."""
    if pd.isna(one["value"]):
        return text(wording.value(writer, indicator, one))
    return number(writer, indicator.unit, float(one["value"]), int(one["decimals"]))


def workers(writer: Writer, count: Workers) -> Cell:
    """A cell of missing persons, an estimate with its mark and interval; a dash where none is.

    Words and not a number: they are rounded, and may be a range.
    """
    return text(aiming.people(writer, count) if count.value > 0 else DASH)


def table(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[Cell]], *, grouped: bool = False
) -> Table:
    """A table of these rows."""
    return Table(caption=caption, heads=tuple(heads), rows=tuple(map(tuple, rows)), grouped=grouped)


def shortened(whole: Brief) -> Brief:
    """A meeting's content for a screen or paper: of a long table its two ends.

    What lies between is counted in a row of its own; the workbook holds all of it.
    """
    writer = Writer(whole.language)
    slides = (
        one if one.table is None else replace(one, table=_ends(one.table, writer))
        for one in whole.slides
    )
    return replace(whole, slides=tuple(slides))


def _ends(whole: Table, writer: Writer) -> Table:
    hidden = len(whole.rows) - FIRST_ROWS - LAST_ROWS
    if len(whole.rows) <= MOST_ROWS:
        return whole
    said = writer.say("… {n} baris lain ada di buku kerja (XLSX)", n=writer.decimal(hidden))
    middle = (text("…"), text(said), *[text("…")] * (len(whole.heads) - 2))
    return replace(whole, rows=(*whole.rows[:FIRST_ROWS], middle, *whole.rows[-LAST_ROWS:]))
