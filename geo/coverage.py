"""The arithmetic of coverage: rates, roll-ups, and what is missing to a target."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from geo.errors import GeoError, listed
from geo.language import Message
from geo.model import Rollup


class EmptyDenominatorError(GeoError, ValueError):
    """A rate whose denominator is missing, zero or negative."""

    def __init__(self, regencies: Iterable[str]) -> None:
        super().__init__(
            what=Message(
                "Jumlah pekerja layak tidak dapat dipakai: {regions}.", regions=listed(regencies)
            ),
            mend=Message("Perbaiki kolom potensi di buku kerja, lalu terbitkan ulang."),
        )


class MisalignedTablesError(GeoError, ValueError):
    """Two tables that do not name the same regions."""

    def __init__(self, left: Iterable[str], right: Iterable[str]) -> None:
        super().__init__(
            what=Message(
                "Dua tabel tidak memuat wilayah yang sama: {left} / {right}.",
                left=listed(left) or "–",
                right=listed(right) or "–",
            ),
            mend=Message("Lengkapi atau hapus wilayah yang hanya ada di satu tabel."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """How far a rate is from its target.

    Attributes
    ----------
    points : float
        Target − rate, a fraction; negative where the target is passed.
    workers : float
        Points × eligible workers, persons; NaN where the denominator is unknown.
    """

    points: float
    workers: float


def coverage_rate(active: pd.Series, eligible: pd.Series) -> pd.Series:
    """Share of eligible workers who are active participants, by region.

    Parameters
    ----------
    active : Series of float, shape (n,), persons, indexed by region code
        Workers whose contributions are paid up at the end of the period; NaN where the
        source is silent.
    eligible : Series of float, shape (n,), persons, same codes in any order
        Workers whom the programme may enrol, in the same period.

    Returns
    -------
    Series of float, shape (n,), fraction, in the row order of `active`
        NaN where `active` is NaN: unknown is not zero. Above 1 where more workers are
        enrolled than live there; reported as it stands.

    Raises
    ------
    MisalignedTablesError
        If the two do not name the same regions.
    EmptyDenominatorError
        If a count of eligible workers is missing, zero or negative.

    Notes
    -----
    Definition and sources: docs/indicators.md, "Coverage rate".
    """
    counts = _paired(active, eligible)
    return (counts["active"] / counts["eligible"]).rename("coverage_rate")


def province_rate(active: pd.Series, eligible: pd.Series) -> Rollup:
    """Ratio of sums over the regions that report; NaN if none does.

    Inputs and errors as for `coverage_rate`. It is never a mean of rates, and it speaks
    for the regions that report alone: `Rollup.reporting` of `Rollup.expected`.
    """
    counts = _paired(active, eligible)
    known = counts.dropna()
    totals = known.sum(min_count=1)
    return Rollup(
        value=float(totals["active"] / totals["eligible"]),
        reporting=len(known),
        expected=len(counts),
    )


def gap(rate: float, target: float, eligible: float) -> Gap:
    """What is missing from `rate` to `target`.

    Parameters
    ----------
    rate, target : float, fraction
    eligible : float, persons
        Denominator of the rate itself; NaN where its source does not give it.
    """
    points = target - rate
    return Gap(points=points, workers=points * eligible)


def _paired(active: pd.Series, eligible: pd.Series) -> pd.DataFrame:
    left, right = set(active.index), set(eligible.index)
    if left != right or active.index.has_duplicates or eligible.index.has_duplicates:
        raise MisalignedTablesError(sorted(left - right), sorted(right - left))
    counts = pd.DataFrame({"active": active, "eligible": eligible.reindex(active.index)})
    unusable = counts.index[~(counts["eligible"] > 0)]
    if len(unusable):
        raise EmptyDenominatorError(map(str, unusable))
    return counts
