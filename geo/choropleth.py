"""Readings and classes → one `ChoroplethLayer`: what a map shows, legend included."""

from dataclasses import dataclass

import pandas as pd

from geo import palettes
from geo.claims import REPORTED_OLD
from geo.classify import NO_CLASS, Classes, class_of
from geo.indicators import Indicator, Mark
from geo.model import Missing, Period
from geo.trends import NOT_COMPARABLE

LETTERS = {
    Missing.NOT_REPORTED.value: "n",
    Missing.OLDER.value: "e",
    Missing.NOT_APPLICABLE.value: "a",
    Missing.SUPPRESSED.value: "s",
}
"""How a missing kind is written in a string of classes."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ChoroplethLayer:
    """Shapes' values, classes and colours for one indicator, segment and period.

    Attributes
    ----------
    indicator, segment, period
        What is shown; period None is "latest available".
    classes : Classes
        The object that both colours the shapes and writes the legend.
    colours : tuple of str
        One per class, light to dark.
    table : DataFrame, indexed by region code
        As `claims.readings` returns it, plus `class_number` (`NO_CLASS` where blank).
    """

    indicator: Indicator
    segment: str
    period: Period | None
    classes: Classes
    colours: tuple[str, ...]
    table: pd.DataFrame

    @property
    def known(self) -> pd.DataFrame:
        """The rows that have a figure."""
        return self.table[self.table["value"].notna()]

    @property
    def missing(self) -> pd.DataFrame:
        """The rows that have none, whatever the kind."""
        return self.table[self.table["value"].isna()]

    def letters(self) -> str:
        """One letter per region in row order: a class number, or the kind of blank."""
        told = (self.table[name].tolist() for name in ("class_number", "status"))
        return "".join(
            str(number) if number != NO_CLASS else LETTERS[status]
            for number, status in zip(*told, strict=True)
        )

    def old(self) -> pd.Series:
        """Which readings are older than the newest year shown."""
        return self.table["status"] == REPORTED_OLD


def build(
    indicator: Indicator,
    readings: pd.DataFrame,
    *,
    segment: str = "total",
    period: Period | None = None,
    classes: Classes | None = None,
) -> ChoroplethLayer:
    """The layer of one indicator from its readings.

    Parameters
    ----------
    indicator : Indicator
        Symbols (counts) take no classes: every figure is of class 0.
    readings : DataFrame indexed by region code
        As `claims.readings` returns it.
    classes : Classes, optional
        An alternative view; the indicator's own fixed breaks otherwise.
    """
    colours: tuple[str, ...]
    if indicator.mark is not Mark.AREA:
        chosen, colours = Classes(breaks=()), (palettes.SYMBOL,)
    else:
        chosen = classes or Classes(breaks=indicator.breaks)
        colours = palettes.ramp(indicator.polarity, chosen.count)
    table = readings.assign(class_number=class_of(readings["value"], chosen))
    return ChoroplethLayer(
        indicator=indicator,
        segment=segment,
        period=period,
        classes=chosen,
        colours=colours,
        table=table,
    )


NUDGE = 1e-9
"""Classes are (lower, upper]; below zero the bound belongs to the smaller fall, as above zero it
does to the smaller rise."""
CHANGE_BREAKS = (-0.10 - NUDGE, -0.05 - NUDGE, -0.005 - NUDGE, 0.005, 0.05, 0.10)
"""Of a change of a rate, fractions, centred on zero: within half a point it is no change."""


def build_change(
    indicator: Indicator, changes: pd.DataFrame, *, segment: str = "total"
) -> ChoroplethLayer:
    """The layer of a change between two periods, in diverging colours centred on zero.

    Parameters
    ----------
    indicator : Indicator
        A rate; its own classes are not used.
    changes : DataFrame indexed by region code
        As `trends.changes` returns it. What may not be compared is drawn like what does
        not apply, and `why` says so.
    """
    classes = Classes(breaks=CHANGE_BREAKS)
    blank = {NOT_COMPARABLE: Missing.NOT_APPLICABLE.value}
    table = changes.assign(
        # Binary fractions must not decide on which side of a bound a change of 10 points lies.
        class_number=class_of(changes["value"].round(8), classes),
        status=changes["status"].replace(blank),
    )
    return ChoroplethLayer(
        indicator=indicator,
        segment=segment,
        period=None,
        classes=classes,
        colours=palettes.DIVERGING,
        table=table,
    )
