"""Cells for a program that writes numbers itself: formats that show the digits of their texts."""

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from math import ceil

from geo.brief import Cell
from geo.formats import MINUS, Writer
from geo.language import Language
from geo.stillmap import NOT_XML

LONGEST = 32_767
"""Characters that a cell of a spreadsheet holds; longer ones end in “…”."""
LONGEST_NAME = 31
"""Characters of a sheet's name."""
NARROWEST, WIDEST = 8, 56
"""Of a column of a spreadsheet, in characters; longer texts are wrapped."""
LINE, HIGHEST = 15, 405
"""Of a row of a spreadsheet, pt; Excel allows 409."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Beginnings that a spreadsheet would run, were they typed or read from a CSV file."""
_RATES = ("fraction", "points")
_PLACES: dict[Language, str] = {"id": "[$-421]", "en": "[$-409]"}
"""Whose decimal sign LibreOffice shows; Excel takes that of the machine."""


def number_format(cell: Cell, writer: Writer) -> str:
    """The format under which a spreadsheet shows a cell's number with the digits of its text."""
    places = cell.decimals if cell.kind in {"fraction", "points", "count"} else 0
    digits = "#,##0" + ("." + "0" * places if places else "")
    gap = '"\N{NO-BREAK SPACE}"' if writer.language == "id" else ""
    place = _PLACES[writer.language]
    match cell.kind:
        case "fraction":
            shown = f"{digits}{gap}%"
        case "points":
            unit = writer.say("poin")
            shown = f'{digits}{gap}%" {unit}"'
        case "rupiah":
            shown = f'"Rp"{digits}'
        case _:
            shown = digits
    below = f';{place}"{MINUS}"{shown}' if (cell.number or 0) < 0 else ""
    return f"{place}{shown}{below}"


def stored(cell: Cell) -> float:
    """A cell's number; where a spreadsheet would round a half the other way, the rounded one.

    Texts round a half to the even digit, spreadsheets away from zero.
    """
    if cell.number is None:
        raise ValueError(cell.text)
    scale = 100 if cell.kind in _RATES else 1
    places = cell.decimals if cell.kind in {*_RATES, "count"} else 0
    exact, step = Decimal(str(round(cell.number * scale, 6))), Decimal(1).scaleb(-places)
    shown = exact.quantize(step, ROUND_HALF_EVEN)
    if shown == exact.quantize(step, ROUND_HALF_UP) and (shown != 0 or exact >= 0):
        return cell.number
    return float(shown) / scale + 0.0


def formula(cells: Sequence[Cell], places: Sequence[str], at: int) -> str:
    """The live difference of a cell: of the two rates before it, where that is its number.

    Parameters
    ----------
    cells, places : sequences of the same length
        What stands in a row (or one beneath the other), and where: `C5`.
    at : int
        Which of them is looked at.

    Returns
    -------
    str
        `=C5-B5`; empty where the number is another, or is no difference of rates.
    """
    cell, before = cells[at], [n for n in range(at) if cells[n].kind == "fraction"][-2:]
    if cell.kind != "points" or cell.number is None or len(before) < 2:
        return ""
    if any(cells[n].number is None for n in before) or stored(cell) != cell.number:
        return ""
    first, last = (stored(cells[n]) for n in before)
    same = abs(last - first - cell.number) < 1e-9
    return f"={places[before[1]]}-{places[before[0]]}" if same else ""


def safe(words: str, longest: int = LONGEST) -> str:
    """Text that a spreadsheet can hold."""
    kept = NOT_XML.sub("", words)
    return kept if len(kept) <= longest else f"{kept[: longest - 1]}…"


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel allows, as near to the wanted one as can be, and not among `taken`.

    At most 31 characters, none of `[]:*?/\\`, no apostrophe at either end; `taken` is in
    lower case, as Excel tells names apart.
    """
    plain = re.sub(r"\s+", " ", re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", safe(wanted)))
    plain = plain.strip(" '")[:LONGEST_NAME].strip(" '") or "-"
    name, number = plain, 1
    while name.lower() in {*taken, "history"}:
        number += 1
        end = f" ({number})"
        name = f"{plain[: LONGEST_NAME - len(end)].rstrip()}{end}"
    return name


def place(line: int, column: int) -> str:
    """A cell's name, `C5`, from its row and column counted from 0."""
    letters, left = "", column + 1
    while left:
        left, letter = divmod(left - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{line + 1}"


def column_width(texts: Iterable[str]) -> int:
    """Characters that a column needs for its texts, within bounds."""
    longest = max((len(line) for text in texts for line in text.split("\n")), default=0)
    return min(max(longest + 3, NARROWEST), WIDEST)


def row_height(texts: Iterable[str], widths: Iterable[int]) -> float:
    """Points that a row needs for its texts, wrapped to the widths of their columns.

    A little too high rather than too low: programs wrap at words, and measure differently.
    """
    lines = [
        sum(max(1, ceil(len(part) / (width * 0.95))) for part in text.split("\n"))
        for text, width in zip(texts, widths, strict=True)
    ]
    return min(LINE * max(lines, default=1), HIGHEST)
