"""What a reader may ask for on the pages that compare, follow and aim: options of controls."""

from dataclasses import replace

from geo import trends
from geo.indicators import CATALOGUE, TARGET, Mark, indicator
from geo.model import PICKED, PROVINCE, BpsCode, Period, Selection, Unit
from geo.targets import aims
from pages.shell import loaders

NEAREST = "terdekat"
"""The peer group nearest in profile to the chosen regency."""
MOST_NEAR, NEXT = 12, 2
"""Periods that are made ready around the one that is looked at; of many regencies' the next ones,
since each takes a third of a second."""
MOST_READY, NEIGHBOURS = 40, 6
"""Regencies whose panels are made ready, the province's among them; of many so many neighbours,
since what is being made when the next choice comes slows it down."""
MOST_MONTHS = 60
"""Months that a reader may try as the date of a target: five years."""
WIDE = 10
"""Regencies that an indicator must know to be the first offered beside another."""


def measures(chosen: Selection) -> tuple[list[str], str]:
    """Indicators with their segments that the edition knows, and the one offered first.

    Beside the chosen one; none and empty where it knows no other.
    """
    found = loaders.kept(_known_measures, of_data(chosen))
    others = [key for key in found if key != measure_key(chosen.indicator, chosen.segment)]
    broad = [key for key, count in found.items() if count >= WIDE and key in others]
    rates = [key for key in broad if indicator(key.partition(".")[0]).mark is Mark.AREA]
    return others, next(iter([*rates, *broad, *others]), "")


def measure_key(name: str, segment: str) -> str:
    """An indicator with its segment, as addresses write it: `coverage_rate.bpu`."""
    return name if segment == "total" else f"{name}.{segment}"


def change_ends(chosen: Selection) -> tuple[list[Period], Period, Period] | None:
    """Periods that a change may start and end at, and the two offered first.

    The last period and the one before it with most regencies in common; None where there
    are not two, and for anything but rates.
    """
    return loaders.kept(_change_ends, of_data(chosen))


def aim_years(chosen: Selection) -> tuple[list[int], int]:
    """Years for which the province or a regency set itself a target, and the next one to come."""
    return loaders.kept(_aim_years, of_data(chosen))


def near(chosen: Selection) -> list[Period]:
    """Periods around the chosen one, nearest first: the next that a reader may ask for."""
    periods = loaders.periods(chosen)
    at = periods.index(chosen.period) if chosen.period in periods else 0
    order = sorted(range(len(periods)), key=lambda n: (abs(n - at), n))
    return [periods[n] for n in order[: MOST_NEAR if len(loaders.CODES) < MOST_READY else NEXT + 1]]


def regions_near(chosen: Selection) -> list[BpsCode | None]:
    """Regencies that a reader may look at next, and the province (None): all, or of many some.

    Those around the chosen one by code: of the same province first.
    """
    codes = loaders.CODES
    if len(codes) < MOST_READY:
        return [*codes, None]
    at = codes.index(chosen.region) if chosen.region in codes else 0
    around = range(max(at - NEIGHBOURS, 0), min(at + NEIGHBOURS + 1, len(codes)))
    order = sorted(around, key=lambda n: (abs(n - at), n))
    return [codes[n] for n in order[: NEIGHBOURS + 1]]


def coming_months(chosen: Selection) -> list[Period]:
    """Months after the edition's day: when a target might be reached instead."""
    today = loaders.edition(chosen).as_of
    first = today.year * 12 + today.month
    return [Period(n // 12, n % 12 + 1) for n in range(first, first + MOST_MONTHS)]


def members(chosen: Selection) -> tuple[BpsCode, ...]:
    """The regencies that are compared; all of them where the choice leaves fewer than two."""
    match chosen.group:
        case one if one == PICKED:
            found = chosen.peers
        case one if one == NEAREST:
            found = _near(chosen)
        case one:
            found = loaders.peer_groups(chosen)[one].members
    return found if len(found) > 1 else tuple(loaders.CODES)


def _near(chosen: Selection) -> tuple[BpsCode, ...]:
    if chosen.region is None:
        return ()
    return (chosen.region, *loaders.nearest(chosen, chosen.region).members)


def whole_data(chosen: Selection) -> Selection:
    """Of the choice only which data it looks at."""
    return Selection(
        dataset=chosen.dataset,
        edition=chosen.edition,
        current=chosen.current,
        upload=chosen.upload,
    )


def of_data(chosen: Selection) -> Selection:
    """The choice without what only decides how it is shown."""
    return replace(whole_data(chosen), indicator=chosen.indicator, segment=chosen.segment)


def of_everybody(chosen: Selection) -> Selection:
    """The choice without the regency looked at: what the page marks by itself.

    It stays where the peer group is the one nearest to it.
    """
    if chosen.group == NEAREST:
        return chosen
    return replace(chosen, region=None, shows_districts=False)


def of_group(chosen: Selection) -> Selection:
    """The choice without what differs from reader to reader of one and the same table."""
    region = chosen.region if chosen.group == NEAREST else None
    return replace(
        of_data(chosen),
        language=chosen.language,
        group=chosen.group,
        peers=chosen.peers,
        region=region,
    )


def _known_measures(chosen: Selection) -> dict[str, int]:
    """Regencies with a figure, by indicator and segment; none for what nobody has."""
    own = loaders.edition(chosen).claims
    own = own[own["region_code"].isin(loaders.CODES)]
    known = own.groupby(["indicator", "segment"])["region_code"].nunique()
    counts = {
        measure_key(one.key, segment): int(known.get((one.numerator or one.key, segment), 0))
        for one in CATALOGUE
        for segment in one.segments
    }
    return {key: count for key, count in counts.items() if count >= 2}


def _change_ends(chosen: Selection) -> tuple[list[Period], Period, Period] | None:
    if indicator(chosen.indicator).unit is not Unit.FRACTION:
        return None
    tables = loaders.tables(chosen)
    periods = [one for one in loaders.periods(chosen) if tables[one]["value"].notna().any()]
    if len(periods) < 2:
        return None
    shared = {
        (old, new): int(trends.changes(tables[old], tables[new])["value"].notna().sum())
        for new, old in _pairs(periods)
    }
    old, new = max(shared, key=lambda pair: (shared[pair], pair[1].end, pair[0].end))
    return periods, old, new


def _pairs(periods: list[Period]) -> list[tuple[Period, Period]]:
    """The newest periods with the one a year before each: `(new, old)`."""
    step = 12 if periods[0].month else 1
    return [(periods[n], periods[n + step]) for n in range(min(6, len(periods) - step))] or [
        (periods[0], periods[-1])
    ]


def _aim_years(chosen: Selection) -> tuple[list[int], int]:
    edition = loaders.edition(chosen)
    own = edition.claims[edition.claims["indicator"] == TARGET.key]
    found = {
        aim.by.year
        for region in (PROVINCE, *loaders.CODES)
        for aim in aims(own, region, chosen.segment)
        if aim.kind == "own"
    }
    years, today = sorted(found), edition.as_of
    return years, next(
        (year for year in years if Period(year).end > today), years[-1] if years else 0
    )
