"""Which rows of a long table stand on a page: its two ends, and those around the chosen regency."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pandas as pd

from geo.formats import Writer
from geo.model import Selection
from pages.shell import loaders, options

MOST_ROWS, FIRST_ROWS, LAST_ROWS, AROUND = 60, 10, 10, 2
"""Rows that a table has at most, unless all are asked for; of a longer one these at its two ends,
and so many on each side of the chosen regency's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The rows of a table that stand on the page.

    Attributes
    ----------
    codes : tuple of str
        In the table's order.
    before : mapping of code to str
        What is said before a row of those left out there; codes without any are not in it.
    after : str
        What is said of those left out at the end; empty where none are.
    """

    codes: tuple[str, ...]
    before: Mapping[str, str]
    after: str = ""

    @property
    def are_all(self) -> bool:
        return not (self.before or self.after)


class Cells(dict[str, dict[str, Any]]):
    """What the row of each regency tells, made when it is first asked for.

    It is a class because it grows: of many regencies few are looked at.
    """

    def __init__(self, made: Callable[[str], dict[str, Any]]) -> None:
        super().__init__()
        self._made = made

    def __missing__(self, code: str) -> dict[str, Any]:
        self[code] = self._made(code)
        return self[code]


def are_cut(chosen: Selection, count: int) -> bool:
    """Whether a table of so many rows is written in part."""
    return count > MOST_ROWS and not chosen.whole


def asked_of(chosen: Selection) -> Selection:
    """The choice as a table sees it that writes the chosen one among its neighbours.

    Others stay the same whichever is chosen, so that they need not be sent again.
    """
    if are_cut(chosen, len(options.members(chosen))):
        return replace(chosen, shows_districts=False)
    return options.of_everybody(chosen)


def by_figures(writer: Writer, chosen: Selection, codes: Sequence[str]) -> Written:
    """The regencies in the order given; of many some, the newest figures' highest first."""
    if not are_cut(chosen, len(codes)):
        return written(writer, chosen, codes)
    known, silent = loaders.kept_for(_order, options.of_data(chosen), tuple(codes))
    return written(writer, chosen, known, silent)


def _order(chosen: Selection, codes: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Those with a figure by their newest ones, the highest first, and those without one."""
    newest = loaders.layer(chosen).table["value"].loc[list(codes)]
    known = newest.dropna().sort_values(ascending=False, kind="stable")
    return list(known.index), [code for code in codes if pd.isna(newest[code])]


def written(
    writer: Writer, chosen: Selection, known: Sequence[str], silent: Sequence[str] = ()
) -> Written:
    """What of a table's rows is written: all of few; of many the ends and the chosen one's place.

    Parameters
    ----------
    known, silent : sequence of str
        Codes in the table's order: with a figure, and after them those without.
    """
    if not are_cut(chosen, len(known) + len(silent)):
        return Written(codes=(*known, *silent), before={})
    kept = _kept(chosen, known)
    steps = [(old, new) for old, new in pairwise(kept) if new - old > 1]
    before = {known[new]: left_out(writer, new - old - 1, 0) for old, new in steps}
    asked = [code for code in silent if code == chosen.region]
    after = left_out(writer, 0, len(silent) - len(asked)) if len(silent) > len(asked) else ""
    return Written(codes=(*(known[n] for n in kept), *asked), before=before, after=after)


def _kept(chosen: Selection, known: Sequence[str]) -> list[int]:
    """Numbers of the rows that stay, in their order."""
    count = len(known)
    if count <= MOST_ROWS:
        return list(range(count))
    kept = {*range(FIRST_ROWS), *range(count - LAST_ROWS, count)}
    if chosen.region in known:
        at = known.index(chosen.region)
        kept |= {*range(max(0, at - AROUND), min(count, at + AROUND + 1))}
    return sorted(kept)


def left_out(writer: Writer, between: int, blank: int) -> str:
    """How many rows of a long table are not written, and why; each kind only where there are."""
    named = {"between": writer.decimal(between), "blank": writer.decimal(blank)}
    if between and blank:
        return writer.say(
            "{between} di antaranya dan {blank} tanpa angka tidak ditulis di sini.", **named
        )
    if between:
        return writer.say("{between} di antaranya tidak ditulis di sini.", between=named["between"])
    return writer.say("{blank} tanpa angka tidak ditulis di sini.", blank=named["blank"])
