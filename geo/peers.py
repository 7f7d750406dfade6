"""Rank among comparable readings, as a range where missing regions leave it open."""

from dataclasses import dataclass

import pandas as pd

from geo.families import FAMILIES

FEWEST_RANKED = 3
"""A rank among fewer comparable readings is withheld: it says nothing about fourteen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rank:
    """A place among the regions whose figures may be compared.

    Attributes
    ----------
    place : int
        1 is the highest value among the known; ties share the better place.
    known, expected : int
        Regions with a comparable figure; regions there are.
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
        None where the region has no figure or its source does not say what was counted,
        or where fewer than `FEWEST_RANKED` regions have a comparable one.
    """
    own = readings.loc[region]
    if pd.isna(own["value"]) or not FAMILIES[own["family"]].comparable:
        return None
    comparable = readings[(readings["family"] == own["family"]) & (readings["year"] == own["year"])]
    if len(comparable) < FEWEST_RANKED:
        return None
    above = int((comparable["value"] > own["value"]).sum())
    tied = int((comparable["value"] == own["value"]).sum()) - 1
    return Rank(place=above + 1, known=len(comparable), expected=len(readings), tied=tied)
