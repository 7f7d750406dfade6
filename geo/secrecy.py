"""No few of a district can be worked out from the figures of one edition.

Counts of 1 to 9 below the regency are refused one by one (`contracts`); here they are refused where
a reader can subtract them: a regency less the districts that are shown, a total less its segments.
Figures of the family `register` were closed against that by `register_secrecy`, which knows the
hidden counts; its sums are not exact, since a person may count in two districts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import isnan

import pandas as pd

from geo import districts
from geo.errors import FaultsError
from geo.language import Message
from geo.model import BpsCode, Unit
from geo.quoted import measure, named, when
from geo.received import Fault, Severity
from geo.regencies import by_bps
from geo.subtraction import Key, few
from geo.sums import Stated, stated

CLOSED = frozenset({"register"})
"""Families whose figures were closed when they were counted."""
TRIED = 8
"""Figures that are tried for the mend, the nearest first."""
Group = tuple[str, str, str, str]
"""Regency, indicator, family, last day: what may be added and subtracted."""


def faults(facts: Sequence[Stated], known: Sequence[Stated]) -> Iterator[Fault]:
    """Few of a district that a draft would let readers work out, each once; all of it errors.

    Parameters
    ----------
    facts : sequence of Stated
        The draft's claims, with their places.
    known : sequence of Stated
        Those of the edition that nothing supersedes.
    """
    replaced = {one.key for one in facts}
    standing = _groups([one for one in known if one.key not in replaced])
    for group, new in _groups(facts).items():
        every = [*standing.get(group, ()), *new]
        for key in _few(group, every):
            yield _fault(group, key, new, _hideable(group, key, every, new))


def refuse(claims: pd.DataFrame) -> None:
    """Refuse claims of an edition that give away the few of a district.

    Raises
    ------
    FaultsError
        With a sentence for each of them.
    """
    below = claims[(claims["unit"] == Unit.PERSONS.value) & ~claims["family"].isin(CLOSED)]
    gone = set(claims["supersedes"])
    facts = [one for one in stated(below) if one.claim_id not in gone]
    found = [
        _why(key, alike) for group, alike in _groups(facts).items() for key in _few(group, alike)
    ]
    if found:
        raise FaultsError(
            what=Message(
                "Angka di bawah 10 orang di {count} kecamatan dapat dihitung.", count=len(found)
            ),
            mend=Message("Kosongkan satu angka lagi di kabupaten itu, lalu ulangi."),
            faults=found,
        )


def _groups(facts: Iterable[Stated]) -> dict[Group, list[Stated]]:
    """Counts of persons by what may be subtracted; groups with a district alone are attacked."""
    found: dict[Group, list[Stated]] = defaultdict(list)
    for one in facts:
        if one.unit != Unit.PERSONS.value or one.family in CLOSED:
            continue
        district = districts.by_district().get(BpsCode(one.region_code))
        regency = district.parent if district else one.region_code
        if regency in by_bps():
            found[regency, one.indicator, one.family, str(one.end)].append(one)
    return found


def _few(group: Group, facts: Sequence[Stated]) -> list[Key]:
    """Blank cells that can be told, for each publisher: what it does not say others may."""
    below = districts.codes(BpsCode(group[0]))
    found: set[Key] = set()
    for publisher in {one.publisher for one in facts if one.region_code in below}:
        shown: dict[Key, float] = {}
        for one in sorted(facts, key=lambda one: one.publisher == publisher):
            if not isnan(one.value):
                shown[one.region_code, one.segment] = one.value
        found |= set(few(shown, group[0], below))
    return sorted(found)


def _hideable(
    group: Group, key: Key, every: Sequence[Stated], new: Sequence[Stated]
) -> Stated | None:
    """A figure of the draft without which a cell cannot be told: near it, and small."""

    def order(one: Stated) -> tuple[bool, bool, bool, float]:
        is_regency = one.region_code == group[0]
        return is_regency, one.region_code != key[0], one.segment != key[1], one.value

    near = sorted((one for one in new if one.value >= 1), key=order)
    regency = [one for one in near if one.region_code == group[0] and one.segment == key[1]]
    for one in (*near[:TRIED], *regency):
        if key not in _few(group, [other for other in every if other is not one]):
            return one
    return None


def _fault(group: Group, key: Key, new: Sequence[Stated], other: Stated | None) -> Fault:
    """Where one figure more has to be left blank; a count is not quoted."""
    mend = Message(
        "Kosongkan angka {regency} di berkas ini, atau satu kecamatannya lagi.",
        regency=named(group[0]),
    )
    if other is not None:
        mend = Message(
            "Kosongkan juga angka {measure} {region}: lembar {sheet}, sel {cell}.",
            measure=measure(other.indicator, other.segment),
            region=named(other.region_code),
            sheet=other.where.sheet,
            cell=f"{other.where.column}{other.where.row or ''}",
        )
    return Fault(
        kind="worked_out",
        severity=Severity.ERROR,
        where=(other or new[0]).where,
        text="",
        why=_why(key, new),
        mend=mend,
    )


def _why(key: Key, facts: Sequence[Stated]) -> Message:
    return Message(
        "{region}, {period}: {measure} tidak ditampilkan, tetapi dapat dihitung dari angka lain "
        "yang tampil: kurang dari 10 orang.",
        region=named(key[0]),
        period=when(facts[0].period),
        measure=measure(facts[0].indicator, key[1]),
    )
