"""What the controls of a scenario share: where they stand, how they are named, how they ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar, cast

import pandas as pd

from geo.formats import Writer
from geo.language import Message
from geo.model import BpsCode
from geo.sharing import Dbh
from pages.shell import loaders, selection

HUNDRED = 100
Key = TypeVar("Key", bound=str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """Amounts that are known, by region code: what a control starts from.

    Attributes
    ----------
    dbh, year, part : Dbh, int, Fraction
        DBH Sawit of the newest year that regencies have amounts of; the part of it offered
        for contributions first.
    hundreds : mapping of region code to int
        A hundred workers for each of its villages.
    planned : Series or None
        The claim of the province's own newest budget for the programme.
    years : sequence of int
        Whose target may be looked at.
    """

    dbh: Dbh
    year: int
    part: Fraction
    hundreds: Mapping[BpsCode, int]
    planned: pd.Series | None
    years: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """Where controls stand, and how their names begin: another beginning, another answer."""

    writer: Writer
    where: Any
    prefix: str
    ready: Ready

    def within(self, where: Any, part: str) -> "Form":
        return Form(
            writer=self.writer, where=where, prefix=f"{self.prefix}_{part}", ready=self.ready
        )

    def one(self, name: str, label: str, told: Mapping[Key, Message], start: Key) -> Key:
        """One of several, in a list."""
        keys = list(told)
        return cast(
            "Key",
            self.where.selectbox(
                label,
                keys,
                format_func=lambda key: self.writer.tell(told[key]),
                key=selection.seed(f"{self.prefix}_{name}", start),
            ),
        )

    def regions(self, name: str, label: str, start: Sequence[str], hint: str) -> list[BpsCode]:
        codes = [code for code in loaders.CODES if code in start]
        return cast(
            "list[BpsCode]",
            self.where.multiselect(
                label,
                loaders.CODES,
                format_func=lambda code: loaders.NAMES[code],
                key=selection.seed(f"{self.prefix}_{name}", codes),
                placeholder=hint,
            ),
        )

    def count(
        self, name: str, label: str, start: int, bounds: tuple[int, int], step: int = 1
    ) -> int:
        least, most = bounds
        return int(
            self.where.number_input(
                label,
                least,
                most,
                step=step,
                key=selection.seed(f"{self.prefix}_{name}", start),
            )
        )

    def percent(
        self, name: str, label: str, start: Fraction | None, least: float = 0.0
    ) -> Fraction | None:
        """A fraction, asked for in percent; None where it is left open."""
        lowest = least if start is None else min(least, float(start * HUNDRED))
        found = self.where.number_input(
            label,
            lowest,
            100.0,
            step=1.0,
            format="%g",
            value=None if start is None else "min",
            placeholder=self.writer.say("tidak diketahui"),
            key=selection.seed(
                f"{self.prefix}_{name}", None if start is None else float(start * HUNDRED)
            ),
        )
        return None if found is None else Fraction(str(round(found, 4))) / HUNDRED
