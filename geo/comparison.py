"""Regencies side by side: which period compares most of them, who may be ranked, who not."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from geo import intervals, peers
from geo.comparability import Group, group
from geo.model import BpsCode, Period


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Comparison:
    """What can be said of some regencies together, for one indicator and segment.

    Attributes
    ----------
    members : tuple of BpsCode
        The regencies asked about.
    period : Period or None
        The period whose readings are compared; None where nothing is known at all.
    is_found : bool
        Whether the period was looked for: the reader asked for "latest", or for one that
        nobody has a figure for.
    group : Group
        Who may be compared with whom, who stands apart and why, who is silent.
    ranks : DataFrame indexed by region code
        `place`, `tied`, `best`, `worst` of the comparable ones; empty where the group
        refuses to rank.
    """

    members: tuple[BpsCode, ...]
    period: Period | None
    is_found: bool
    group: Group
    ranks: pd.DataFrame


def side_by_side(
    tables: Mapping[Period | None, pd.DataFrame],
    members: Sequence[BpsCode],
    period: Period | None,
) -> Comparison:
    """Readings of `members` for a period, or for the one that compares most of them.

    Parameters
    ----------
    tables : mapping of Period to DataFrame
        As `claims.readings_by_period` returns it; the entry None is not used.
    members : sequence of BpsCode
        At least one; rows of every table.
    period : Period or None
        None looks for the newest period with the most comparable readings: "latest"
        mixes years, and figures of different years are not ranked.
    """
    known = {when: table for when, table in tables.items() if when is not None}
    found = period if period in known else _most_comparable(known, members)
    source = known[found] if found is not None else next(iter(tables.values()))
    made = group(source.loc[list(members)])
    return Comparison(
        members=tuple(members),
        period=found,
        is_found=period is None or found != period,
        group=made,
        ranks=_ranks(made),
    )


def _most_comparable(
    tables: Mapping[Period, pd.DataFrame], members: Sequence[BpsCode]
) -> Period | None:
    best, most = None, 0
    for when in sorted(tables, reverse=True):
        readings = tables[when].loc[list(members)]
        # A period with no more figures than were compared before cannot compare more.
        if int(readings["value"].notna().sum()) <= most:
            continue
        count = len(group(readings).table)
        if count > most:
            best, most = when, count
    return best


def _ranks(made: Group) -> pd.DataFrame:
    """Ranges of places; the source's own rounding may leave two of them open."""
    if made.refusal is not None:
        return pd.DataFrame(columns=["place", "tied", "best", "worst"])
    found = {str(code): intervals.of_reading(row)[0] for code, row in made.table.iterrows()}
    bounds = {code: interval for code, interval in found.items() if interval is not None}
    return peers.ranks(made.table["value"], bounds or None, made.expected)
