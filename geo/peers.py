"""Rank among comparable readings, as a range where something leaves it open; distance."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo import comparability
from geo.model import Interval

Floats = npt.NDArray[np.float64]
TOUCH = 1e-12
"""Bounds nearer than this touch: binary fractions differ where the decimal ones do not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A place among the regions whose figures may be compared.

    Attributes
    ----------
    place : int
        1 is the highest value among the known; ties share the better place.
    known, expected : int
        Regions with a comparable figure; regions there are to which the indicator applies.
    tied : int
        Regions with the same value, itself not counted.
    best, worst : int
        The place if every region without a figure stood below, or above.
    """

    place: int
    known: int
    expected: int
    tied: int

    @property
    def best(self) -> int:
        return self.place

    @property
    def worst(self) -> int:
        return self.place + self.tied + self.expected - self.known


def rank(readings: pd.DataFrame, region: str) -> Rank | None:
    """Place of one region among the readings of its own definition family and year.

    Parameters
    ----------
    readings : DataFrame indexed by region code
        As `claims.readings` returns it **for one period**, one row per region there is.
    region : str
        The region to place.

    Returns
    -------
    Rank or None
        None where the region has no figure or its source does not say what was counted, or
        where fewer than `comparability.fewest` regions have a comparable one.
    """
    values = comparability.values_around(readings, region)
    if values is None:
        return None
    own = values[region]
    return Rank(
        place=1 + int((values > own).sum()),
        known=len(values),
        expected=comparability.expected(readings),
        tied=int((values == own).sum()) - 1,
    )


def ranks(
    values: pd.Series, intervals: Mapping[str, Interval] | None, expected: int
) -> pd.DataFrame:
    """Places of all regions at once, as ranges that the intervals and the missing leave open.

    Parameters
    ----------
    values : Series of float, shape (n,), indexed by region code
        Comparable figures, for instance those of `comparability.Group.table`; NaN is no
        figure, and the region is left out. The highest is first, whatever is good: a high
        unemployment rate has place 1.
    intervals : mapping of region code to Interval, or None
        Bounds of the values, in their unit. A region without one counts as known exactly.
        For a joint statement they must hold together: `intervals.joint_level`.
    expected : int
        Regions there are, those without a figure included.

    Returns
    -------
    DataFrame of int, shape (known,), indexed as `values`
        place : 1 + the regions of higher value; ties share the better place;
        tied : regions of the same value, itself not counted;
        best : 1 + the regions that are surely higher (their low above its high);
        worst : the known regions less those surely lower (their high below its low), plus
            the missing ones, any of which may be higher.

    Raises
    ------
    ValueError
        If `expected` is less than the known regions.

    Notes
    -----
    If all intervals hold at once, all true ranks lie within best..worst: M. Klein, T. Wright
    and J. Wieczorek (2020), "A joint confidence region for an overall ranking of
    populations", Journal of the Royal Statistical Society: Series C 69(3), 589-606. Why a
    rank is shown as a range: H. Goldstein and D. J. Spiegelhalter (1996), "League tables and
    their limitations", Journal of the Royal Statistical Society: Series A 159(3), 385-443.
    The term for missing regions is this project's: they may stand anywhere.
    """
    known = values.dropna()
    if expected < len(known):
        raise ValueError("fewer regions expected than have a figure")
    low, high = _bounds(known, intervals or {})
    own = known.to_numpy(dtype=float)
    ordered = np.sort(own)
    below = ordered.searchsorted(own, side="left")
    not_above = ordered.searchsorted(own, side="right")
    columns = {
        "place": 1 + len(own) - not_above,
        "tied": not_above - below - 1,
        "best": 1 + len(own) - np.sort(low).searchsorted(high + TOUCH, side="right"),
        "worst": expected - np.sort(high).searchsorted(low - TOUCH, side="left"),
    }
    return pd.DataFrame(columns, index=known.index)


def standardised(table: pd.DataFrame) -> pd.DataFrame:
    """Each column at mean 0 and standard deviation 1 over its known values.

    Parameters
    ----------
    table : DataFrame of float, shape (n, k), indexed by region code
        NaN where unknown.

    Returns
    -------
    DataFrame of float, shape (n, at most k), in code order
        A column that is the same everywhere is 0; one that nobody has is left out.
    """
    known = table.sort_index().dropna(axis="columns", how="all")
    spread = known.std(ddof=0)
    varies = spread > TOUCH * known.abs().max()
    return (known - known.mean()) / spread.where(varies, np.inf)


def distances(table: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """How far each region's traits are from those of each other.

    Parameters
    ----------
    table : DataFrame of float, shape (n, k), indexed by region code
        In any units; NaN where unknown.

    Returns
    -------
    (DataFrame of float, DataFrame of int), both shape (n, n), rows and columns in code order
        Distance in standard deviations, NaN where no trait is shared; number of shared traits.

    Notes
    -----
    Euclidean distance of `standardised` traits. Where one is missing on either side, the sum
    over the shared ones is multiplied by k / shared: J. K. Dixon (1979), "Pattern recognition
    with partly missing data", IEEE Transactions on Systems, Man and Cybernetics 9(10), 617-621.
    Its use for public bodies: CIPFA, "Nearest Neighbours Model"; Office for National
    Statistics, "Clustering similar local authorities and statistical nearest neighbours in
    the UK".
    """
    scores = standardised(table)
    values = scores.to_numpy(dtype=float)
    apart = (values[:, None, :] - values[None, :, :]) ** 2
    shared = (~np.isnan(apart)).sum(axis=2)
    scale = values.shape[1] / np.where(shared == 0, np.nan, shared)
    far = np.sqrt(np.nansum(apart, axis=2) * scale)
    codes = scores.index
    return pd.DataFrame(far, codes, codes), pd.DataFrame(shared, codes, codes)


def _bounds(values: pd.Series, intervals: Mapping[str, Interval]) -> tuple[Floats, Floats]:
    """Low and high of each region; its value where it has no interval."""
    pairs = [
        (intervals[code].low, intervals[code].high) if code in intervals else (value, value)
        for code, value in zip(values.index.astype(str), values, strict=True)
    ]
    low, high = np.array(pairs, dtype=float).reshape(-1, 2).T
    return low, high
