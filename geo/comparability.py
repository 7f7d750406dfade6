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
from typing import Any, cast

import numpy as np
import numpy.typing as npt
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
Bools = npt.NDArray[np.bool_]
_READ = ["value", "indicator", "segment", "family", "year", "period"]
_MONTH = r"\d{4}-\d{2}"


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
    usable = _usable(readings)
    pairs = zip(readings["family"][usable], readings["year"][usable].astype(int), strict=True)
    alike = {
        key: _of_one_month(readings, usable & _is_of(readings, *key))
        for key in dict.fromkeys(pairs)
    }
    best = max(
        alike, key=lambda key: (alike[key].sum(), key[1], -FAMILIES[key[0]].rank), default=None
    )
    return _parted(readings, usable if best is None else alike[best])


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
    return _parted(readings, _alike(readings, region), region)


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
    alike = _alike(readings, region)
    if _too_few(int(alike.sum()), expected(readings)) is not None:
        return None
    values: pd.Series = readings["value"][alike]
    return values


def expected(readings: pd.DataFrame) -> int:
    """Regions that could have a value: all but those to which the indicator does not apply."""
    return int((readings["status"] != Missing.NOT_APPLICABLE.value).sum())


def _alike(readings: pd.DataFrame, region: str) -> Bools:
    """Which readings are of the family, year and month of one region's; it is among them."""
    at, usable = cast("int", readings.index.get_loc(region)), _usable(readings)
    if not usable[at]:
        return np.zeros_like(usable)
    own = _read(readings[at : at + 1])[0]
    same = usable & _is_of(readings, own["family"], own["year"])
    return _of_one_month(readings, same, own["period"] if _is_month(own["period"]) else None)


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
    return re.fullmatch(_MONTH, period) is not None


def _read(readings: pd.DataFrame) -> list[dict[str, Any]]:
    """What `refusal` reads of each reading; whole tables of text are slow to cut."""
    return cast("list[dict[str, Any]]", readings[_READ].to_dict("records"))


def _usable(readings: pd.DataFrame) -> Bools:
    """Which readings have a value whose source says what it counted."""
    defined = [key for key, family in FAMILIES.items() if family.comparable]
    is_defined = readings["family"].isin(defined).to_numpy(dtype=bool)
    return is_defined & readings["value"].notna().to_numpy()


def _is_of(readings: pd.DataFrame, family: str, year: int) -> Bools:
    is_family = (readings["family"] == family).to_numpy(dtype=bool)
    return is_family & (readings["year"] == year).to_numpy(dtype=bool)


def _of_one_month(readings: pd.DataFrame, chosen: Bools, month: str | None = None) -> Bools:
    """Without the figures of other months; `month` None is that of most, then the newest."""
    periods = readings["period"]
    monthly = chosen & periods.str.fullmatch(_MONTH).to_numpy(dtype=bool, na_value=False)
    if month is None:
        counts = Counter(periods[monthly])
        month = max(counts, key=lambda period: (counts[period], period), default="")
    return chosen & (~monthly | (periods == month).to_numpy(dtype=bool))


def _parted(readings: pd.DataFrame, chosen: Bools, own: str | None = None) -> Group:
    """A group of `chosen`, which were found for the reading of the region `own` if there is one."""
    blank = readings["value"].isna()
    inside, apart = readings[chosen], readings[~blank & ~chosen]
    there = expected(readings)
    months = inside["period"].str.fullmatch(_MONTH)
    first = [code for code in (*inside.index[months], *inside.index, own) if code][:1]
    like = _read(readings.loc[first])
    whys = [refusal(row, *(like or [row])) for row in _read(apart)]
    return Group(
        family=None if inside.empty else str(inside["family"].iloc[0]),
        year=None if inside.empty else int(inside["year"].iloc[0]),
        table=inside.sort_values("value", ascending=False, kind="stable"),
        apart=apart.assign(why=pd.Series(whys, index=apart.index, dtype=object)),
        missing=readings[blank],
        expected=there,
        refusal=_too_few(len(inside), there),
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
