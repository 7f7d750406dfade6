"""What is known of one region: its dossier, its series, its chart, its printed sheet."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Literal

import pandas as pd

from geo import boundaries, claims, datasets, regencies, sheet, trendlines
from geo import decisions as log
from geo import dossier as dossiers
from geo.dossier import Dossier
from geo.formats import Writer
from geo.indicators import Indicator, indicator
from geo.model import BpsCode, Period, Selection
from pages.shell import loaders, options

SHEET_MAP = 420
"""Width at which the maps of the printed sheet are drawn, px; they are scaled to the paper."""


def dossier(chosen: Selection, region: BpsCode) -> Dossier:
    """Everything known of a region for the chosen indicator, segment and period."""
    return loaders.kept(_dossier, replace(_series(chosen, region), period=chosen.period))


def _dossier(chosen: Selection) -> Dossier:
    region = BpsCode(str(chosen.region))
    own = standing(chosen, region)
    return dossiers.compiled(own, region, _reader(chosen, region), chosen)


def standing(chosen: Selection, region: BpsCode) -> pd.DataFrame:
    """The claims about a region that nothing supersedes, of all indicators."""
    return loaders.kept(_standing, replace(options.whole_data(chosen), region=region))


def _standing(chosen: Selection) -> pd.DataFrame:
    return claims.standing(loaders.about(chosen, BpsCode(str(chosen.region))))


def _reader(chosen: Selection, region: BpsCode) -> dossiers.Reader:
    """Readings of the group that a region belongs to."""

    def read(one: Indicator, segment: str, period: Period | None) -> pd.DataFrame:
        asked = replace(chosen, indicator=one.key, segment=segment, period=period)
        return loaders.readings(asked, is_regency=region in loaders.CODES)

    return read


def reading(chosen: Selection, region: BpsCode) -> pd.Series:
    """What is read of a region for the chosen indicator, segment and period."""
    return claims.row(loaders.readings(chosen, is_regency=region in loaders.CODES), region)


def target(chosen: Selection, region: BpsCode) -> pd.Series | None:
    """The region's own target for the year of its reading; None where either is not known."""
    asked, own = indicator(chosen.indicator), reading(chosen, region)
    return dossiers.target_of(_reader(chosen, region), asked, own, chosen.segment)


def history(chosen: Selection, region: BpsCode) -> pd.DataFrame:
    """Claims of a region for the chosen indicator and segment, oldest first."""
    asked = indicator(chosen.indicator)
    plain = _series(chosen, region)
    return loaders.kept(_history, replace(plain, indicator=asked.numerator or asked.key))


def _history(chosen: Selection) -> pd.DataFrame:
    region = BpsCode(str(chosen.region))
    own = standing(chosen, region)
    return claims.history(own, chosen.indicator, region, chosen.segment)


def trend(chosen: Selection, region: BpsCode, size: trendlines.Size = trendlines.SMALL) -> str:
    """Address of the trend chart of a region for the chosen indicator and segment."""
    return loaders.kept(_TRENDS[size], replace(_series(chosen, region), language=chosen.language))


def _trend(chosen: Selection, *, size: trendlines.Size) -> str:
    writer, region = Writer(chosen.language), BpsCode(str(chosen.region))
    asked = indicator(chosen.indicator)
    subject = trendlines.Subject(
        indicator=asked,
        history=history(chosen, region),
        targets=loaders.kept(
            _history, replace(_series(chosen, region), indicator=asked.target or "")
        ),
        decisions=tuple(log.marks(loaders.decisions(chosen), region)),
        mark=datasets.spoken(chosen.dataset, writer),
    )
    return loaders.picture(trendlines.drawn(subject, writer, size=size))


_TRENDS = {size: partial(_trend, size=size) for size in (trendlines.SMALL, trendlines.LARGE)}


def printed(chosen: Selection, region: BpsCode, pages: Literal[1, 2]) -> Callable[[], bytes]:
    """The sheet of a regency as a PDF, made when it is called for and kept for a while."""
    return partial(loaders.kept_file, _SHEETS[pages], replace(chosen, region=region))


def _sheet(chosen: Selection, *, pages: Literal[1, 2]) -> bytes:
    region = BpsCode(str(chosen.region))
    known = sheet.Profile(
        regency=regencies.by_bps()[region],
        edition=loaders.edition(chosen),
        layer=loaders.layer(chosen),
        dossier=dossier(chosen, region),
        outlines=loaders.outlines(chosen.vintage, SHEET_MAP),
        vintage=boundaries.vintage_of(chosen.vintage),
        names=loaders.NAMES,
    )
    return sheet.sheet(known, pages, Writer(chosen.language))


_SHEETS: dict[int, Callable[[Selection], bytes]] = {
    1: partial(_sheet, pages=1),
    2: partial(_sheet, pages=2),
}


def _series(chosen: Selection, region: BpsCode) -> Selection:
    """What decides which claims make a region's series."""
    return replace(options.of_data(chosen), region=region)
