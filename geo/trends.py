"""Change over time, within one comparable family: runs, breaks, direction and best pace.

The date of a claim is the last day of its period: a year alone counts as 31 December.
"""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, cast

import numpy as np
import pandas as pd

from geo.claims import CONFLICT_POINTS, MONTH_LETTERS, REPORTED
from geo.comparability import Reading, refusal
from geo.coverage import MisalignedTablesError
from geo.families import FAMILIES
from geo.language import Message
from geo.model import Period

FEWEST_FOR_TREND = 5
"""Comparable points below which no trend word is used: with four, not even a series that
rises at every step reaches p ≤ 0.05 (2 of 24 orders); with five it does (2 of 120)."""
LEAST_MONTHS = 6.0
"""Claims nearer to each other say little of a pace: rounding is too much of the change."""
LEVEL = 0.05
"""Of the test for a direction: noise is called a trend this often at most."""
NOT_COMPARABLE = "not_comparable"
Row = dict[str, Any]
Word = Literal["up", "down", "unclear"]
_UP, _DOWN, _UNCLEAR = Message("naik"), Message("turun"), Message("belum jelas naik atau turun")
_LABELS: dict[Word, Message] = {"up": _UP, "down": _DOWN, "unclear": _UNCLEAR}
_DOUBT = {"high": 0, "medium": 1, "low": 2}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Run:
    """Claims of one comparable family (its key), oldest first: the points of a chart.

    `line` holds those that a line joins: one for each date, by confidence, then later
    publication, then the claim's number. A claim that names only its year is left out
    where another of that year names a month or day: their order is not known.
    """

    family: str
    claims: pd.DataFrame
    line: pd.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Where one family (key) ends and another begins; `at` is midway, and no line crosses it."""

    at: date
    before: str
    after: str
    why: Message


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """Last − first, in the unit of two readings (a fraction for rates), over `months` > 0."""

    points: float
    months: float
    first: Reading
    last: Reading

    @property
    def per_month(self) -> float:
        """Points a month."""
        return self.points / self.months


Pace = Change  # the fastest rise of the past


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Direction:
    """Which way a run goes, and how sure that is.

    Attributes
    ----------
    word : {"up", "down", "unclear"}
        `unclear` where p exceeds `LEVEL`; `label` says it to readers.
    p, slope : float
        Of `line`: two-sided p of the Mann-Kendall test, 1 where all values are equal; Sen's
        slope per year, a fraction for rates.
    """

    word: Word
    label: Message
    p: float
    slope: float
    line: pd.DataFrame


def months_between(first: date, last: date) -> float:
    """Calendar months from one day to another; a day is its share of its own month.

    From the end of one month to the end of another it is a whole number, leap year or not.
    """
    return _month(last) - _month(first)


def runs(history: pd.DataFrame) -> list[Run]:
    """The comparable families of a history, each as one run, by their first date.

    Of the output of `claims.history`. Families that only say that nobody told what was
    counted are in no run; those that overlap in time stay one run each, side by side.
    """
    found = [
        Run(family=str(family), claims=part, line=_line(part))
        for family, part in history.groupby("family", sort=False)
        if FAMILIES[str(family)].comparable
    ]
    return sorted(found, key=lambda run: (_first(run), _last(run), run.family))


def breaks(found: list[Run]) -> list[Break]:
    """Where one of `runs` has ended and another begins, oldest first; none where they overlap."""
    pairs = [(max(found[:n], key=_last), run) for n, run in enumerate(found) if n]
    return [_break(before, run) for before, run in pairs if _first(run) > _last(before)]


def conflicts(history: pd.DataFrame) -> pd.DataFrame:
    """Years in which claims of rates, of whatever family, contradict one another.

    By the rule of `claims.readings`. Indexed by `year`, rising: `low` and `high`, extremes
    of the contradicting claims (fractions); `n`, how many they are.
    """
    rates = history[history["unit"] == "fraction"]
    columns = ("year", "value", "period", "family", "publisher")
    year, value, period, family, publisher = (rates[name].to_numpy(object) for name in columns)
    apart = np.abs(np.subtract.outer(value, value).astype(float)) > CONFLICT_POINTS + 1e-9
    is_family = np.equal.outer(family, family)
    own = is_family & np.equal.outer(publisher, publisher) & np.not_equal.outer(period, period)
    month = np.array([one[:MONTH_LETTERS] for one in period])
    dated = np.array([len(one) == MONTH_LETTERS for one in month], bool)
    dated &= np.array([FAMILIES[key].comparable for key in family], bool)
    own |= np.logical_and.outer(dated, dated) & is_family & np.not_equal.outer(month, month)
    far = (np.equal.outer(year, year) & apart & ~own).any(axis=1)
    found = {one: value[far & (year == one)] for one in sorted(set(year[far]))}
    extremes = [(min(values), max(values), len(values)) for values in found.values()]
    return pd.DataFrame(extremes, pd.Index(found, name="year"), ["low", "high", "n"])


def change(first: Reading, last: Reading) -> Change | Message:
    """From one reading to a later one, or the sentence why that is not said.

    Refused by `comparability.refusal` (years apart allowed), and where the first is not
    surely the older one: the same date, or a year against a day within it.
    """
    why = refusal(first, last, over_time=True)
    if why is not None:
        return why
    old, new = str(first["period"]), str(last["period"])
    months = months_between(Period.parse(old).end, Period.parse(new).end)
    if months <= 0 or new.startswith(old) or old.startswith(new):
        return Message(
            "Angka pertama tidak dapat dipastikan lebih tua daripada angka kedua; "
            "perubahannya tidak dihitung."
        )
    points = float(last["value"]) - float(first["value"])
    return Change(points=points, months=months, first=first, last=last)


def changes(first: pd.DataFrame, last: pd.DataFrame) -> pd.DataFrame:
    """Change of every region between two tables of readings.

    Parameters
    ----------
    first, last : DataFrame indexed by region code
        As `claims.readings` returns them for an earlier and a later period; the same
        regions in any order, or MisalignedTablesError.

    Returns
    -------
    DataFrame, indexed by region code, in the order of `last`
        value : last − first, NaN where refused; why : Message, None where not refused;
        status : `reported`, `not_comparable`, or the kind of blank (a `Missing` value) of
        the later reading, else of the earlier one.
    """
    old, new = set(first.index), set(last.index)
    if old != new:
        raise MisalignedTablesError(sorted(map(str, old - new)), sorted(map(str, new - old)))
    tables = (first.reindex(last.index).to_dict("records"), last.to_dict("records"))
    pairs = cast("Iterable[tuple[Row, Row]]", zip(*tables, strict=True))
    rows = [_changed(one, other) for one, other in pairs]
    table = pd.DataFrame(rows, index=last.index, columns=["value", "why", "status"], dtype=object)
    return table.astype({"value": "float64"})


def direction(history: pd.DataFrame) -> Direction | Message:
    """Whether the newest run rises or falls, or the sentence why that is not said.

    The Mann-Kendall test (Mann 1945, "Nonparametric tests against trend", Econometrica
    13; Kendall 1975, "Rank correlation methods") on the run's line, and Sen's slope (1968,
    "Estimates of the regression coefficient based on Kendall's tau", JASA 63). It takes
    the points for independent: where each leans on the last it calls a trend too easily.
    """
    found = runs(history)
    newest = max(found, key=lambda run: (_last(run), -FAMILIES[run.family].rank), default=None)
    if newest is None or len(newest.line) < FEWEST_FOR_TREND:
        return _undirected(found, newest)
    from scipy.stats import kendalltau  # type: ignore[import-untyped] # noqa: PLC0415  # 0.6 s

    months, values = _months(newest.line), newest.line["value"].to_numpy(dtype=float)
    after, before = np.tril_indices(len(values), -1)
    rises = values[after] - values[before]
    p = float(kendalltau(months, values).pvalue) if rises.any() else 1.0
    slope = 12 * float(np.median(rises / (months[after] - months[before])))
    rising: Word = "up" if np.sign(rises).sum() > 0 else "down"
    word = rising if p <= LEVEL else "unclear"
    return Direction(word=word, label=_LABELS[word], p=p, slope=slope, line=newest.line)


def best_pace(history: pd.DataFrame) -> Pace | None:
    """The fastest rise per month within one run, between claims `LEAST_MONTHS` apart.

    None where none rose. Its ends keep their notes: a rise may be bought for half a year.
    """
    paces = [pace for run in runs(history) if (pace := _fastest(run.line)) is not None]
    return max(paces, key=lambda pace: pace.per_month, default=None)


def _line(claims: pd.DataFrame) -> pd.DataFrame:
    yearly = claims["period"].str.len() == 4
    kept = claims[~(yearly & claims["year"].isin(claims.loc[~yearly, "year"]))]
    if kept["end"].is_unique:
        return kept
    ordered = kept.assign(_doubt=kept["confidence"].map(_DOUBT)).sort_values(
        ["end", "_doubt", "published_on", "claim_id"], ascending=[True, True, False, True]
    )
    return ordered.drop_duplicates("end").drop(columns="_doubt")


def _break(before: Run, after: Run) -> Break:
    last, first = _last(before), _first(after)
    why = Message(
        "Definisi berganti: dari “{before}” ke “{after}”. Keduanya tidak disambung.",
        before=Message(FAMILIES[before.family].label),
        after=Message(FAMILIES[after.family].label),
    )
    at = last + (first - last) / 2
    return Break(at=at, before=before.family, after=after.family, why=why)


def _changed(first: Reading, last: Reading) -> tuple[float, Message | None, str]:
    found = change(first, last)
    if isinstance(found, Change):
        return found.points, None, REPORTED
    blank = [str(one["status"]) for one in (last, first) if pd.isna(one["value"])]
    return np.nan, found, blank[0] if blank else NOT_COMPARABLE


def _undirected(found: list[Run], newest: Run | None) -> Message:
    known, points = len(newest.line) if newest else 0, sum(len(run.line) for run in found)
    if points >= FEWEST_FOR_TREND:
        return Message(
            "Definisinya berganti: hanya {n} dari {all} angka memakai definisi terakhir, dan "
            "naik atau turun baru disebut mulai {least}.",
            n=known,
            all=points,
            least=FEWEST_FOR_TREND,
        )
    return Message(
        "Baru ada {n} angka yang sebanding; naik atau turun baru disebut mulai {least}.",
        n=known,
        least=FEWEST_FOR_TREND,
    )


def _fastest(line: pd.DataFrame) -> Pace | None:
    months, values = _months(line), line["value"].to_numpy(dtype=float)
    apart, rises = np.subtract.outer(months, months), np.subtract.outer(values, values)
    after, before = np.nonzero((apart >= LEAST_MONTHS - 1e-9) & (rises > 0))
    if not len(after):
        return None
    apart, rises = apart[after, before], rises[after, before]
    best = int(np.argmax(rises / apart))
    first, last = line.iloc[before[best]], line.iloc[after[best]]
    return Pace(points=float(rises[best]), months=float(apart[best]), first=first, last=last)


def _months(line: pd.DataFrame) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array([_month(end) for end in line["end"]], dtype=float)


def _month(day: date) -> float:
    return day.year * 12 + day.month + day.day / calendar.monthrange(day.year, day.month)[1]


def _first(run: Run, place: int = 0) -> date:
    return Period.parse(str(run.claims["period"].iloc[place])).end


def _last(run: Run) -> date:
    return _first(run, -1)
