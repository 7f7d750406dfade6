"""The regions that a place lies in, as one number, so that arithmetic tells what two places share.

The number of each level stands in bits of its own, the coarsest level in the highest, one more than
it is, and 0 where the level is not known. Whoever drops the bits below a level has the region
there; two places lie in one region if nothing else is left of either. The lowest bits are free:
`register_counts` keeps a segment and two months there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.errors import GeoError
from geo.language import Message
from geo.register_terms import LEVELS

FREE = 15
"""Bits below those of all levels: 3 for a segment, 6 for each of two months."""
BITS = 63 - FREE
"""Bits for all levels, beside those and the sign."""
Numbers = npt.NDArray[np.int64]


class TooManyRegionsError(GeoError, ValueError):
    """More regions than fit in one number."""

    def __init__(self, regions: int) -> None:
        super().__init__(
            what=Message("Register memuat {n} kode wilayah, terlalu banyak.", n=regions),
            mend=Message("Beri daftar desa yang berlaku (--villages), atau hitung per provinsi."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Packing:
    """How many bits each level takes.

    Attributes
    ----------
    widths : tuple of int
        Bits of each of `LEVELS`, finest first.
    """

    widths: tuple[int, ...]

    @classmethod
    def of(cls, sizes: Mapping[str, int]) -> "Packing":
        """Room for so many regions of each level.

        Raises
        ------
        TooManyRegionsError
            If they do not fit in one number: the villages of Indonesia, told in two systems of
            codes, take 47 bits.
        """
        made = cls(widths=tuple(int(sizes[level]).bit_length() for level in LEVELS))
        if sum(made.widths) > BITS:
            raise TooManyRegionsError(sum(sizes.values()))
        return made

    @property
    def shifts(self) -> tuple[int, ...]:
        """Bits below those of each level."""
        return tuple(FREE + sum(self.widths[:n]) for n in range(len(self.widths)))

    def packed(self, levels: pd.DataFrame) -> "pd.Series[Any]":
        """Lineages (int64) of places, given their number at each level, NaN where not known."""
        numbers = levels[list(LEVELS)].astype("Int64").add(1).fillna(0).astype("int64")
        return numbers.mul([1 << shift for shift in self.shifts]).sum(axis="columns")

    def at(self, level: str, lineages: Numbers) -> Numbers:
        """The number of the region of a level that each place lies in; -1 where not known."""
        nth = LEVELS.index(level)
        return ((lineages >> self.shifts[nth]) & ((1 << self.widths[nth]) - 1)) - 1

    def ends_at(self, level: str, lineages: Numbers) -> npt.NDArray[np.bool_]:
        """Whether each is a region of a level, and nothing finer is told."""
        finer = (1 << self.shifts[LEVELS.index(level)]) - (1 << FREE)
        ends: npt.NDArray[np.bool_] = (self.at(level, lineages) >= 0) & ((lineages & finer) == 0)
        return ends
