"""Which figures may be ranked, differenced or summed, and the sentence where they may not.

Two figures may be compared if the same thing was counted: one indicator and segment, one
definition family, and a source that says what it counted. Side by side they must also be of
one year, and of one month where both are monthly.
"""

import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd

from geo.families import FAMILIES
from geo.language import Message
from geo.model import Missing

FEWEST_RANKED = 3
"""A rank among fewer comparable figures is withheld: it says nothing."""
LEAST_SHARE = Fraction(1, 3)
"""Of the regions that could have a figure: with fewer known, a rank says little of them all."""

Reading = Mapping[Any, Any] | pd.Series
"""A row as `claims.readings` returns it."""
Rows = dict[str, dict[str, Any]]
_READ = ("value", "indicator", "segment", "family", "year", "period")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Group:
    """Readings parted into those that may be compared with one another and the others.

    Attributes
    ----------
    family : str or None
        Definition family of `table`; None where it is empty.
    year : int or None
        Calendar year of `table`; None where it is empty.
    table : DataFrame indexed by region code
        Comparable readings, the highest value first, ties in the order of the readings.
    apart : DataFrame indexed by region code
        Readings with a value that may not be compared with those of `table`; `why` is the
        Message that says so.
    missing : DataFrame indexed by region code
        Readings without a value; `status` tells why.
    expected : int
        Regions that could have a value: all but those to which the indicator does not apply.
    refusal : Message or None
        Why no ranking is given, where fewer than `fewest(expected)` are comparable.
    """

    family: str | None
    year: int | None
    table: pd.DataFrame
    apart: pd.DataFrame
    missing: pd.DataFrame
    expected: int
    refusal: Message | None = field(default=None)


def fewest(expected: int) -> int:
    """How many comparable figures a ranking of `expected` regions needs: 5 of 14.

    A third of the regions, rounded up, and at least three. A convention of this project.
    """
    return max(FEWEST_RANKED, math.ceil(expected * LEAST_SHARE))


def refusal(one: Reading, other: Reading, *, over_time: bool = False) -> Message | None:
    """Why two readings may not be compared; None where they may.

    Parameters
    ----------
    one, other : mapping or Series
        Rows as `claims.readings` or `claims.history` return them: value (NaN where blank),
        indicator, segment, family, year and period are read.
    over_time : bool
        Whether a change is asked for, so that year and month may differ.

    Returns
    -------
    Message or None
        One sentence naming the first reason found: blank; another indicator or segment; a
        source that does not say what it counted; another definition family; another year;
        another month of two monthly figures.
    """
    if pd.isna(one["value"]) or pd.isna(other["value"]):
        return Message("Salah satunya tidak mempunyai angka.")
    if (one["indicator"], one["segment"]) != (other["indicator"], other["segment"]):
        return Message("Yang diukur berbeda: indikator atau segmennya tidak sama.")
    family, another = FAMILIES[one["family"]], FAMILIES[other["family"]]
    if not (family.comparable and another.comparable):
        return Message(
            "Sumber tidak menjelaskan apa yang dihitung, jadi angkanya tidak dapat dibandingkan."
        )
    if one["family"] != other["family"]:
        return Message(
            "Definisinya berbeda: “{one}” dan “{other}”.",
            one=_label(one["family"]),
            other=_label(other["family"]),
        )
    return None if over_time else _other_time(one, other)


def group(readings: pd.DataFrame) -> Group:
    """The readings that may be compared side by side: the largest such group.

    Parameters
    ----------
    readings : DataFrame indexed by region code
        As `claims.readings` returns it, one row per region there is.

    Returns
    -------
    Group
        The definition family and year with most comparable readings; of equals the newest
        year, then the family of lower rank. Of monthly figures the month with most, then the
        newest.
    """
    rows = _rows(readings)
    parts: dict[tuple[str, int], list[str]] = {}
    for code in _usable(rows):
        key = (str(rows[code]["family"]), int(rows[code]["year"]))
        parts.setdefault(key, []).append(code)
    alike = {key: _of_one_month(rows, codes, None) for key, codes in parts.items()}
    best = max(
        alike, key=lambda key: (len(alike[key]), key[1], -FAMILIES[key[0]].rank), default=None
    )
    return _parted(readings, rows, alike[best] if best else [], None)


def around(readings: pd.DataFrame, region: str) -> Group:
    """The readings that may be compared side by side with that of one region.

    Parameters
    ----------
    readings : DataFrame indexed by region code
        As for `group`.
    region : str
        Its definition family and year are taken, and its month where it is monthly.

    Returns
    -------
    Group
        With an empty table and a refusal where the region has no figure, or none that its
        source defines.
    """
    rows = _rows(readings)
    return _parted(readings, rows, _alike(rows, region), rows[region])


def values_around(readings: pd.DataFrame, region: str) -> pd.Series | None:
    """The values that may be ranked with that of one region, nothing else cut from the table.

    Parameters
    ----------
    readings, region : DataFrame, str
        As for `around`.

    Returns
    -------
    Series of float, indexed by region code, or None
        As `Group.table` of `around` holds them, in the order of the readings; None where that
        group has a refusal.
    """
    codes = _alike(_rows(readings), region)
    if _too_few(len(codes), expected(readings)) is not None:
        return None
    values: pd.Series = readings.loc[codes, "value"]
    return values


def expected(readings: pd.DataFrame) -> int:
    """Regions that could have a value: all but those to which the indicator does not apply."""
    return int((readings["status"] != Missing.NOT_APPLICABLE.value).sum())


def _alike(rows: Rows, region: str) -> list[str]:
    """Regions whose readings are of the family, year and month of one region's; it is one."""
    own, usable = rows[region], _usable(rows)
    if region not in usable:
        return []
    same = [
        code
        for code in usable
        if (rows[code]["family"], rows[code]["year"]) == (own["family"], own["year"])
    ]
    month = str(own["period"]) if _is_month(str(own["period"])) else None
    return _of_one_month(rows, same, month)


def _label(key: str) -> Message:
    return Message(FAMILIES[key].label)


def _other_time(one: Reading, other: Reading) -> Message | None:
    if int(one["year"]) != int(other["year"]):
        return Message(
            "Tahunnya berbeda: {one} dan {other}.", one=int(one["year"]), other=int(other["year"])
        )
    months = str(one["period"]), str(other["period"])
    if all(map(_is_month, months)) and months[0] != months[1]:
        return Message("Bulannya berbeda dalam tahun {year}.", year=int(one["year"]))
    return None


def _is_month(period: str) -> bool:
    """Whether a period is a month of a monthly panel, and neither a year nor a day."""
    return re.fullmatch(r"\d{4}-\d{2}", period) is not None


def _rows(readings: pd.DataFrame) -> Rows:
    """What `refusal` reads of each reading; whole tables of text are slow to cut."""
    cells = zip(*(readings[name].tolist() for name in _READ), strict=True)
    rows = [dict(zip(_READ, row, strict=True)) for row in cells]
    return dict(zip(readings.index.astype(str), rows, strict=True))


def _usable(rows: Rows) -> list[str]:
    """Regions with a value whose source says what it counted."""
    return [
        code
        for code, row in rows.items()
        if not pd.isna(row["value"]) and FAMILIES[row["family"]].comparable
    ]


def _of_one_month(rows: Rows, codes: list[str], month: str | None) -> list[str]:
    """Without the figures of other months; `month` None is that of most, then the newest."""
    monthly = {code: str(rows[code]["period"]) for code in codes}
    monthly = {code: period for code, period in monthly.items() if _is_month(period)}
    counts = Counter(monthly.values())
    chosen = month or max(counts, key=lambda period: (counts[period], period), default=None)
    return [code for code in codes if monthly.get(code, chosen) == chosen]


def _parted(
    readings: pd.DataFrame, rows: Rows, chosen: list[str], own: Mapping[str, Any] | None
) -> Group:
    """A group of `chosen`, which were found for the reading `own` where there is one."""
    blank = readings["value"].isna()
    inside = readings.index.isin(chosen)
    table = readings[inside].sort_values("value", ascending=False, kind="stable")
    apart = readings[~blank & ~inside]
    monthly = [rows[code] for code in chosen if _is_month(str(rows[code]["period"]))]
    like = next(iter([*monthly, *(rows[code] for code in chosen)]), own)
    whys = [refusal(rows[code], like or rows[code]) for code in apart.index]
    there = expected(readings)
    return Group(
        family=str(rows[chosen[0]]["family"]) if chosen else None,
        year=int(rows[chosen[0]]["year"]) if chosen else None,
        table=table,
        apart=apart.assign(why=pd.Series(whys, index=apart.index, dtype=object)),
        missing=readings[blank],
        expected=there,
        refusal=_too_few(len(chosen), there),
    )


def _too_few(known: int, expected: int) -> Message | None:
    needed = fewest(expected)
    if known >= needed:
        return None
    if known == 0:
        return Message("Peringkat tidak diberikan: tidak ada angka yang dapat dibandingkan.")
    return Message(
        "Peringkat tidak diberikan: hanya {known} dari {expected} wilayah mempunyai angka yang "
        "dapat dibandingkan, dan paling sedikit {needed} diperlukan.",
        known=known,
        expected=expected,
        needed=needed,
    )
