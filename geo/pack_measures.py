"""How wide and how high texts stand, before a program that sets them has seen them."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.brief import Cell, Figure, Table
from geo.office import short

WIDE = 872
"""Of a slide between its margins, pt."""
LABEL, SMALL = 16, 12
"""Type sizes of labels and of sources, pt."""
NUMBER, _WORDS = 40, 24
"""Of a large figure: a number, or words in its place; pt."""
_BRIEF = 0.17
"""Share of a table's width up to which a column's texts stay in one line."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """How wide the columns of a table are, pt, and which stand right because they hold numbers.

    `whole` where no word and no number has to be broken.
    """

    widths: tuple[float, ...]
    right: tuple[bool, ...]
    whole: bool = True


def wide(text: str, size: float) -> float:
    """About how wide a text is in Arial, pt; rather too wide than too narrow."""
    return size * sum(_ADVANCES.get(sign, 1.05 if ord(sign) > 0x2E80 else 0.6) for sign in text)


def tall(text: str, size: float, width: float) -> float:
    """How high a text stands when it is broken at `width`, pt."""
    lines, used = 1, 0.0
    for word in text.split(" "):
        length = wide(word, size)
        if used and used + 0.3 * size + length > width:
            lines, used = lines + 1, 0.0
        lines += int(length // width)
        used += length % width + 0.3 * size
    return lines * size * 1.2


def number_size(cell: Cell) -> int:
    """Type size of a figure, pt: numbers that are short enough are larger than words."""
    return NUMBER if cell.number is not None and len(cell.text) <= 16 else _WORDS


def figure_wide(one: Figure) -> float:
    """The least width of a figure, pt: a number is never broken, words are between words."""
    parts = [one.cell.text] if one.cell.number is not None else one.cell.text.split(" ")
    return max(wide(part, number_size(one.cell) * 1.07) for part in parts)


def figure_tall(one: Figure, width: float) -> float:
    """How high a figure stands with its label and source, pt; its value is a number's height."""
    value = tall(short(one.cell.text), number_size(one.cell) * 1.07, width)
    parts = ((one.label, LABEL), (one.source, SMALL))
    told = sum(tall(short(text), size * 1.07, width) for text, size in parts if text)
    return max(value, 1.2 * 1.07 * NUMBER) + told + 4


def points_tall(points: Sequence[str], width: float, size: int) -> float:
    """How high bulleted sentences stand, pt."""
    return sum(tall(short(one), size, width - 26) + 0.4 * size for one in points)


def columns_of(table: Table, size: float, most: float) -> Columns:
    """Columns as wide as their texts; where `most` is not enough, texts break into as many lines.

    Then four texts of five are what a column wants; brief ones are not broken, and none is
    narrower than its longest word or number.
    """
    wanted, usual, least, right = [], [], [], []
    for at, head in enumerate(table.heads):
        cells = [row[at] for row in table.rows]
        texts = [head, *(short(cell.text) for cell in cells)]
        numbers = [cell.text for cell in cells if cell.number is not None]
        kept = [*numbers, *(word for text in texts for word in text.split(" "))]
        widths = sorted(wide(text, size * 1.07) + 16 for text in texts)
        wanted.append(widths[-1])
        usual.append(widths[round(0.8 * (len(widths) - 1))])
        longest = min(max(wide(one, size * 1.07) for one in kept) + 16, 0.23 * most)
        least.append(max(longest, usual[-1] if usual[-1] <= _BRIEF * most else 0))
        right.append(bool(numbers))
    fitted = _stretched(wanted, most) if sum(wanted) <= most else _narrowed(usual, least, most)
    whole = min(sum(wanted), sum(least)) <= most
    return Columns(widths=tuple(fitted), right=tuple(right), whole=whole)


def _stretched(wanted: Sequence[float], most: float) -> list[float]:
    stretch = min(most / sum(wanted), 1.6)
    return [one * stretch for one in wanted]


def _narrowed(usual: Sequence[float], least: Sequence[float], most: float) -> list[float]:
    """Widths that sum up to `most`: each a share of what is wanted, and no less than its least."""

    def shared(lines: float) -> list[float]:
        return [max(low, want / lines) for want, low in zip(usual, least, strict=True)]

    lines = 0.5
    while sum(shared(lines)) > most and lines < 50:
        lines *= 1.03
    widths = shared(lines)
    return [one * most / sum(widths) for one in widths]


def row_talls(table: Table, size: float, columns: Columns) -> list[float]:
    """How high the head and each row of a table stand, pt."""
    rows = [table.heads, *([cell.text for cell in row] for row in table.rows)]
    return [
        max(
            tall(short(text), size, width - 14)
            for text, width in zip(row, columns.widths, strict=True)
        )
        + 5
        for row in rows
    ]


def caption_tall(table: Table) -> float:
    """How high the words over a table stand, pt."""
    return tall(short(table.caption), LABEL * 1.07, WIDE) + 6 if table.caption else 0
