"""Changes to counts: what begins less what ends, rolled up to each level and summed by month."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.register_counts import MONTH, SEGMENT
from geo.register_lineage import FREE, Packing
from geo.register_terms import LEVELS, TOTAL, Window

ROOM = 1 << FREE
"""Beside a place, in the bits that a lineage leaves free, stands a segment."""
Spots = npt.NDArray[np.int64]
Changes = npt.NDArray[np.int64]


def counts(found: pd.DataFrame, packing: Packing, window: Window) -> pd.DataFrame:
    """Distinct active persons from all changes.

    Parameters
    ----------
    found : DataFrame
        As `register_counts.changes` gives them, of one part or of several that share no person.
    packing : Packing
        What their places are made of.

    Returns
    -------
    DataFrame
        `level`, `place` (the level's own number), `segment` (0 is all), `month`, `persons`: a row
        for each month of the window wherever there is anybody at any time; 0 is nobody.
    """
    whole, as_is = _by_spot(found[found["whole"] == 1], window)
    rolled, own = _by_spot(found[found["whole"] == 0], window)
    single = rolled % ROOM != TOTAL  # of one segment: the same in all segments together
    rolled = np.concatenate([rolled, rolled[single] - rolled[single] % ROOM + TOTAL])
    own = np.concatenate([own, own[single]])
    tables = []
    for level in sorted(LEVELS):
        here, below = packing.ends_at(level, whole), packing.at(level, rolled) >= 0
        spots = np.concatenate([whole[here], rolled[below]])
        spots = packing.at(level, spots) * ROOM + spots % ROOM
        every = np.concatenate([as_is[here], own[below]])
        tables.append(_running(spots, every, window).assign(level=level))
    return pd.concat(tables, ignore_index=True)[["level", "place", "segment", "month", "persons"]]


def _by_spot(found: pd.DataFrame, window: Window) -> tuple[Spots, Changes]:
    """Places and segments, as one number each, and for each the changes by month."""
    every = found["spot"].to_numpy("int64")
    row, spots = pd.factorize(every & -ROOM | every % ROOM // SEGMENT)
    months = window.end - window.begin + 2  # one after the window, for those who last
    cells = row * months + every % SEGMENT // MONTH
    change = found["change"].to_numpy("float64")  # whole numbers below 2 to the power 53
    table = np.bincount(cells, change, minlength=len(spots) * months)
    return spots, np.rint(table).astype("int64").reshape(len(spots), months)


def _running(spots: Spots, changes: Changes, window: Window) -> pd.DataFrame:
    """Persons of each place and segment by month: the running sum of what changes."""
    there, row = np.unique(spots, return_inverse=True)
    summed = np.zeros((len(there), changes.shape[1]), dtype="int64")
    np.add.at(summed, row, changes)
    persons = summed[:, :-1].cumsum(axis=1)
    months = np.arange(window.begin, window.end + 1)
    return pd.DataFrame(
        {
            "place": np.repeat(there // ROOM, len(months)),
            "segment": np.repeat(there % ROOM, len(months)),
            "month": np.tile(months, len(there)),
            "persons": persons.ravel(),
        }
    )


def _long(running: pd.DataFrame, keys: Sequence[str]) -> pd.DataFrame:
    running.columns.name = "month"
    told = running.stack().reset_index()
    told = told.set_axis([*keys, "month", "persons"], axis="columns")
    told = told.astype({"place": "int64", "segment": "int64", "month": "int64"})
    return told.sort_values([*keys, "month"], ignore_index=True)


def lined_up(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Counts of a window's pieces as those of the whole: 0 where only another piece has any."""
    keys = ["level", "place", "segment"]
    if len(tables) == 1:
        return tables[0]
    wide = [table.set_index([*keys, "month"])["persons"].unstack("month") for table in tables]
    return _long(pd.concat(wide, axis="columns").fillna(0).astype("int64"), keys)
