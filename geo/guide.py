"""The sheet Petunjuk of the template: how to fill it in, on one page."""

from collections.abc import Callable
from typing import Any

from geo.columns import GUIDE, STEPS, Entry
from geo.fields import FIELDS
from geo.formats import Writer

WIDTH, LINE, ACROSS = 102, 106, 5
"""In characters of the usual size; how many of them fill a line; the last column that a row
reaches, from 0."""
_DEEP, _GREY = "#0b3a53", "#6b7280"
Look = Callable[..., Any]
"""Makes the look of a cell, with the names of XlsxWriter's formats."""


def write(page: Any, look: Look, writer: Writer) -> None:
    """Fill an empty sheet of XlsxWriter.

    Each row is one merged cell, so that nobody takes it for a table of figures. Fits on one
    page of A4.
    """
    page.hide_gridlines(2)
    page.set_column(0, ACROSS, WIDTH / (ACROSS + 1))
    lines = _steps(look, writer)
    for line, (words, how) in enumerate(lines):
        page.merge_range(line, 0, line, ACROSS, words, how)
    page.set_row(0, 24)
    for line, entry in enumerate(GUIDE, start=len(lines)):
        _explained(page, line, entry, (look, writer))
    page.set_portrait()
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.5)
    page.fit_to_pages(1, 1)
    page.protect()


def _steps(look: Look, writer: Writer) -> list[tuple[str, Any]]:
    """The lines above the columns, each with its look."""
    plain = look(text_wrap=True)
    title = (
        writer.say("Cara mengisi templat ini"),
        look(bold=True, font_size=15, font_color=_DEEP),
    )
    steps = [(f"{n}. {writer.label(step)}", plain) for n, step in enumerate(STEPS, start=1)]
    below = (writer.say("Arti setiap kolom"), look(bold=True, bottom=1))
    return [title, *steps, ("", plain), below]


def _explained(page: Any, line: int, entry: Entry, how: tuple[Look, Writer]) -> None:
    """What columns mean, in one merged cell: their headings, the sentence, an example."""
    look, writer = how
    small = look(text_wrap=True, bottom=7)
    bold, grey = look(bold=True, font_color=_DEEP), look(italic=True, font_color=_GREY)
    heads = "; ".join(writer.label(FIELDS[key].label) for key in entry.keys)
    words = writer.label(entry.help)
    shown = writer.say("Contoh isian: {text}.", text=writer.label(entry.example))
    page.merge_range(line, 0, line, ACROSS, "", small)
    page.write_rich_string(line, 0, bold, f"{heads}. ", small, f"{words} ", grey, shown, small)
    page.set_row(line, 13.5 * -(-(len(heads) + len(words) + len(shown)) // LINE) + 3)
