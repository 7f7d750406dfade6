"""Between which bounds a rate lies: where that can be said, and a sentence where it cannot.

Rounding by the source is certain; sampling error is a survey's or a sample's alone. A count
from a register is no sample.
"""

import math
from statistics import NormalDist

import pandas as pd

from geo.errors import GeoError
from geo.indicators import BY_KEY
from geo.language import Message
from geo.model import Interval, Unit

SURVEYED = frozenset(
    {
        *("unemployment_rate", "participation_rate", "informal_share"),
        *("labour_force", "working_population", "unemployed"),
    }
)
"""Indicators that BPS estimates from a survey (Sakernas)."""
SET = frozenset({"coverage_target"})
"""Indicators that somebody decided and nobody measured."""
ABOUT = "sekitar"
"""A note with this word tells that the source itself gave the figure as approximate."""


class UnusableFigureError(GeoError, ValueError):
    """A number from which no interval can be computed."""

    def __init__(self, name: Message, value: float, bounds: str) -> None:
        super().__init__(
            what=Message(
                "Selang tidak dapat dihitung: {name} {value} di luar batasnya.",
                name=name,
                value=value,
            ),
            mend=Message("Pakai nilai dalam batas ini: {bounds}.", bounds=bounds),
        )


def wilson(count: float, total: float, level: float = 0.95) -> Interval:
    """Score interval of a share in a simple random sample.

    Parameters
    ----------
    count, total : float, persons
        Those of the sample who have the property; the whole sample. Not for a register,
        which counts everybody: see `of_reading`.
    level : float
        Share of such intervals that hold the true share, between 0 and 1.

    Returns
    -------
    Interval
        Fractions within [0, 1]; basis "sample".

    Raises
    ------
    UnusableFigureError
        If `total` is not positive, `count` not within [0, `total`], `level` not within (0, 1).

    Notes
    -----
    E. B. Wilson (1927), "Probable inference, the law of succession, and statistical
    inference", Journal of the American Statistical Association 22(158), 209-212.
    """
    _within(total > 0, Message("jumlah sampel"), total, "n > 0")
    _within(0 <= count <= total, Message("jumlah terhitung"), count, f"0 ≤ x ≤ {total:g}")
    low, high = _score(count / total, total, _quantile(level))
    return Interval(low=low, high=high, level=level, basis="sample")


def survey(rate: float, relative_error: float, level: float = 0.95) -> Interval:
    """Interval of a survey's rate from the relative standard error that it publishes.

    Parameters
    ----------
    rate : float, fraction
        Within (0, 1).
    relative_error : float, fraction
        Standard error ÷ rate (RSE), with the survey's design already in it.
    level : float
        As for `wilson`; so are the errors.

    Returns
    -------
    Interval
        Fractions within (0, 1); basis "survey".

    Notes
    -----
    Wald interval of the log-odds, turned back: by the delta method the standard error of
    log(p / (1 − p)) is se(p) / (p (1 − p)) = RSE / (1 − p). E. L. Korn and B. I. Graubard
    (1998), "Confidence intervals for proportions with small expected number of positive
    counts estimated from survey data", Survey Methodology 24(2), 193-201; the same authors
    (1999), "Analysis of Health Surveys", Wiley. The normal quantile stands for Student's, as
    the degrees of freedom of the design are seldom published.
    """
    _within(0 < rate < 1, Message("angka"), rate, "0 < p < 1")
    good = 0 <= relative_error < math.inf
    _within(good, Message("galat baku relatif"), relative_error, "RSE ≥ 0")
    centre = math.log(rate / (1 - rate))
    reach = _quantile(level) * relative_error / (1 - rate)
    low, high = _share(centre - reach), _share(centre + reach)
    return Interval(low=low, high=high, level=level, basis="survey")


def effective(rate: float, sample: float, design_effect: float, level: float = 0.95) -> Interval:
    """Interval of a survey's rate from its sample size and design effect.

    Parameters
    ----------
    rate : float, fraction
        Within [0, 1].
    sample : float, persons
        Persons asked.
    design_effect : float
        Variance under the design ÷ variance of a simple random sample of the same size.
    level : float
        As for `wilson`; so are the errors.

    Returns
    -------
    Interval
        Fractions within [0, 1]; basis "survey".

    Notes
    -----
    `wilson` with the effective sample size n / deff. L. Kish (1965), "Survey Sampling",
    Wiley.
    """
    _within(0 <= rate <= 1, Message("angka"), rate, "0 ≤ p ≤ 1")
    _within(0 < sample < math.inf, Message("jumlah sampel"), sample, "n > 0")
    good = 0 < design_effect < math.inf
    _within(good, Message("efek rancangan"), design_effect, "deff > 0")
    low, high = _score(rate, sample / design_effect, _quantile(level))
    return Interval(low=low, high=high, level=level, basis="survey")


def rounding(value: float, decimals: int) -> Interval:
    """What a rate may have been before its source rounded it.

    Parameters
    ----------
    value : float, fraction
        Not negative; may exceed 1.
    decimals : int
        Decimals of the published percent: 51.59 % has 2, so that half a unit is 0.00005.

    Returns
    -------
    Interval
        Fractions, `low` not below 0; level 1, basis "rounding".

    Raises
    ------
    UnusableFigureError
        If `value` or `decimals` is negative or not a number.
    """
    _within(0 <= value < math.inf, Message("angka"), value, "p ≥ 0")
    _within(0 <= decimals < math.inf, Message("jumlah desimal"), decimals, "d ≥ 0")
    half = 0.5 * 10.0 ** -(decimals + 2)
    return Interval(low=max(value - half, 0.0), high=value + half, level=1, basis="rounding")


def over(numerator: float, denominator: Interval) -> Interval:
    """A rate whose numerator is counted and whose denominator is uncertain.

    Parameters
    ----------
    numerator : float, persons
        Not negative.
    denominator : Interval, persons
        Its bounds are positive.

    Returns
    -------
    Interval
        Fractions; level and basis are those of the denominator.

    Raises
    ------
    UnusableFigureError
        If the numerator is negative or a bound of the denominator is not positive.

    Notes
    -----
    x / d falls as d rises, so that the bounds of d, taken the other way round, are exact
    bounds of the rate at the same level.
    """
    _within(0 <= numerator < math.inf, Message("pembilang"), numerator, "x ≥ 0")
    _within(denominator.low > 0, Message("penyebut"), denominator.low, "n > 0")
    return Interval(
        low=numerator / denominator.high,
        high=numerator / denominator.low,
        level=denominator.level,
        basis=denominator.basis,
    )


def joint_level(level: float, count: int) -> float:
    """Level of each of `count` independent intervals that all hold together at `level`.

    Raises
    ------
    UnusableFigureError
        If `level` is not within (0, 1) or `count` not positive.

    Notes
    -----
    level ** (1 / count). Z. Šidák (1967), "Rectangular confidence regions for the means of
    multivariate normal distributions", Journal of the American Statistical Association
    62(318), 626-633.
    """
    _level(level)
    _within(count >= 1, Message("banyaknya selang"), count, "k ≥ 1")
    return float(level ** (1 / count))


def of_reading(reading: pd.Series) -> tuple[Interval | None, Message]:
    """The interval that a reading allows, and the sentence that says why this one or none.

    Parameters
    ----------
    reading : Series
        A row as `claims.readings` returns it.

    Returns
    -------
    (Interval or None, Message)
        Rounding for a share that a register counts; None for a blank, for a survey that
        publishes neither its standard errors nor its sample, for what is computed from two
        sources, for a count and for a target.
    """
    if pd.isna(reading["value"]):
        return None, Message("Tidak ada angka, jadi tidak ada selang.")
    key = str(reading["indicator"])
    if key in SURVEYED:
        return None, Message(
            "Angka ini perkiraan survei Sakernas; sumbernya tidak memuat galat baku relatif "
            "maupun jumlah sampel, jadi selangnya tidak dapat dihitung."
        )
    if key in SET:
        return None, Message("Target ditetapkan, bukan diukur, jadi tidak mempunyai selang.")
    if key in BY_KEY and BY_KEY[key].is_ratio:
        return None, Message(
            "Angka ini dihitung dari dua sumber yang tidak menyebut ketelitiannya, jadi "
            "selangnya tidak dapat dihitung."
        )
    if reading["unit"] != Unit.FRACTION.value:
        return None, Message(
            "Angka ini jumlah yang dicatat, bukan perkiraan dari sampel; sumbernya tidak "
            "menyebut ketelitiannya, jadi tidak ada selang."
        )
    return _rounded(reading)


def _rounded(reading: pd.Series) -> tuple[Interval, Message]:
    """The source's own rounding, and what it leaves open."""
    interval = rounding(float(reading["value"]), int(reading["decimals"]))
    if ABOUT in str(reading["note"]).casefold():
        return interval, Message(
            "Angka ini dari daftar, bukan dari sampel, dan sumbernya menyebutnya angka kira-kira; "
            "batas pembulatan ini paling sempit, yang sebenarnya dapat lebih lebar."
        )
    return interval, Message(
        "Angka ini dari daftar, bukan dari sampel, jadi tidak ada galat sampel; batasnya hanya "
        "pembulatan oleh sumbernya, dan ketelitian penyebutnya tidak diumumkan."
    )


def _score(rate: float, size: float, z: float) -> tuple[float, float]:
    """Bounds of Wilson's interval, kept within [0, 1]."""
    shrink = 1 + z * z / size
    centre = (rate + z * z / (2 * size)) / shrink
    reach = z * math.sqrt(rate * (1 - rate) / size + z * z / (4 * size * size)) / shrink
    return max(centre - reach, 0.0), min(centre + reach, 1.0)


def _share(odds: float) -> float:
    """Share of a log-odds."""
    return 1 / (1 + math.exp(-odds)) if odds >= 0 else math.exp(odds) / (1 + math.exp(odds))


def _quantile(level: float) -> float:
    """The normal quantile that leaves half of 1 − level on either side."""
    _level(level)
    return NormalDist().inv_cdf((1 + level) / 2)


def _level(level: float) -> None:
    _within(0 < level < 1, Message("tingkat kepercayaan"), level, "0 < t < 1")


def _within(good: bool, name: Message, value: float, bounds: str) -> None:
    if not good:
        raise UnusableFigureError(name, value, bounds)
