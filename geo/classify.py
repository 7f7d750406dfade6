"""Values to classes: fixed breaks, (lower, upper], the same for every page and period."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

NO_CLASS = -1
"""Class number of a region without a figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """A scheme that makes classes, found once and then fixed.

    Attributes
    ----------
    breaks : tuple of float
        Upper bounds, rising; the last class is open above, so there is one class more
        than there are bounds. A value on a bound belongs to the class below it.
    """

    breaks: tuple[float, ...]

    @property
    def count(self) -> int:
        return len(self.breaks) + 1

    def bounds(self, number: int) -> tuple[float, float]:
        """(lower, upper] of a class; infinite at the open ends."""
        edges = (-np.inf, *self.breaks, np.inf)
        return edges[number], edges[number + 1]


def class_of(values: pd.Series, classes: Classes) -> pd.Series:
    """Number of the class of each value: 0, 1, 2 …; `NO_CLASS` for NaN.

    Parameters
    ----------
    values : Series of float, any index
        In the unit of the breaks.

    Returns
    -------
    Series of int, same index
    """
    numbers = np.searchsorted(classes.breaks, values.to_numpy(float), side="left")
    return pd.Series(
        np.where(values.isna(), NO_CLASS, numbers), index=values.index, name="class_number"
    )
