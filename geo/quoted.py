"""What a fault quotes: a cell as it stands, and values that the reader's language writes."""

from collections.abc import Callable
from datetime import date, datetime

from geo.deployment import here
from geo.districts import in_full
from geo.entries import harmless
from geo.fields import index
from geo.formats import Writer
from geo.indicators import SEGMENT_LABELS, label_of
from geo.language import Language, Message
from geo.model import PROVINCE, Period, Unit
from geo.received import Book, Cell, Where

POINTS, LABEL, PERIOD = "points", "label", "period"


class Written(Message):
    """A value that stands in a sentence and is written once the language is known.

    The value and how it is written are kept in `values`, so that two of them are equal where
    they say the same: `Written(0.5159, Unit.FRACTION.value)` is `51,59 %` or `51.59%`.
    """

    __slots__ = ()

    def __init__(self, value: float | str, how: str = Unit.PERSONS.value, decimals: int = 2):
        super().__init__("", value=value, how=how, decimals=decimals)

    def spoken(self, language: Language) -> str:
        """The value as readers of `language` write it."""
        value, how, decimals = (self.values[name] for name in ("value", "how", "decimals"))
        writer = Writer(language)
        if how == LABEL:
            return writer.label(str(value))
        if how == PERIOD:
            return writer.period(Period.parse(str(value)))
        ways: dict[str, Callable[[float], str]] = {
            Unit.FRACTION.value: lambda number: writer.percent(number, decimals),
            POINTS: lambda number: writer.points(number, decimals),
            Unit.RUPIAH.value: writer.rupiah,
        }
        return ways.get(how, writer.decimal)(float(value))


def amount(value: float, unit: str) -> Written:
    """A value in the unit of its claim; counts have no decimals."""
    return Written(value, unit)


def when(period: str) -> Written:
    """A period, in words."""
    return Written(period, PERIOD)


def named(code: str) -> str:
    """Full name of a region of the province, or of a district; the code itself for any other."""
    if code == PROVINCE:
        return f"Provinsi {here().name}"
    return in_full(code) or code


def measure(indicator: str, segment: str) -> Message:
    """An indicator with its segment: “Peserta (orang), Penerima upah (PU)”."""
    label = Written(label_of(indicator), LABEL)
    if segment == "total":
        return label
    return Message("{label}, {segment}", label=label, segment=segment_label(segment))


def segment_label(segment: str) -> Written:
    """What readers see for a segment."""
    return Written(str(SEGMENT_LABELS.get(segment, segment)), LABEL)


def cell_at(book: Book, where: Where) -> Cell:
    """The cell at a place; a blank one where the book has none."""
    for sheet in book.sheets:
        if sheet.name == where.sheet and where.row and 0 < where.row <= len(sheet.rows):
            row = sheet.rows[where.row - 1]
            return row[index(where.column)] if 0 <= index(where.column) < len(row) else Cell()
    return Cell()


def quoted(book: Book, where: Where) -> str:
    """What stands in a cell, as it stands, harmless to show."""
    return harmless(shown(cell_at(book, where)))


def shown(cell: Cell) -> str:
    """A cell's value as its file shows it, as near as can be told; empty where blank."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        scaled = round(value * 100, 6) if cell.is_percent else value
        text = f"{scaled:.10g}" if abs(scaled) < 1e10 else f"{scaled:.0f}"
        return text.replace(".", ",") + (" %" if cell.is_percent else "")
    return str(value)
