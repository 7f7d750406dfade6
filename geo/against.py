"""A draft beside the edition there is: what it corrects, and what moves further than usual."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isnan

from geo.families import FAMILIES
from geo.language import Message
from geo.model import Unit
from geo.quoted import LABEL, POINTS, Written, amount, measure, named, quoted, segment_label, when
from geo.received import Book, Fault, Severity
from geo.sums import PLANNED, Stated

MOST_POINTS = 0.15
"""Change of a rate, as a fraction, above which it is asked about: 15 points."""
MOST_SHARE = 0.5
"""Change of any other number, as a fraction of the one before: 50 %."""
MOST_BASE = 0.1
"""Change of a denominator, as a fraction of the one before: 10 %."""
_NEVER = frozenset({Unit.RANK.value, Unit.DOCUMENT.value, Unit.OTHER.value})
"""Units whose change is no jump."""
_CLOSE = 1e-9
Line = tuple[str, ...]
"""What the claims of a series share: region, indicator, segment; family and more for a jump."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Series:
    """Claims with a number, oldest first, and their last days."""

    claims: Sequence[Stated] = ()
    ends: Sequence[date] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Claims of the edition by what they count, by definition too, and by denominator."""

    keys: Mapping[Line, Stated]
    rates: Mapping[Line, _Series]
    alike: Mapping[Line, _Series]
    bases: Mapping[Line, _Series]


def against(facts: Sequence[Stated], known: Sequence[Stated], book: Book) -> Iterator[Fault]:
    """Everything in a draft that an edition makes doubtful; all of it warnings.

    Parameters
    ----------
    facts : sequence of Stated
        The draft's claims.
    known : sequence of Stated
        Those of the edition that nothing supersedes.
    """
    edition = _sorted(known)
    told = set[tuple[str, str, str]]()
    for fact in facts:
        if isnan(fact.value):
            continue
        yield from _corrects(fact, edition, book)
        yield from _jump(fact, edition, book)
        yield from _family(fact, edition, book)
        base = (fact.region_code, fact.segment, fact.period)
        if base not in told and (faults := list(_base(fact, edition, book))):
            told.add(base)
            yield from faults


def _sorted(known: Sequence[Stated]) -> _Known:
    ordered = sorted(known, key=lambda one: (one.end, one.published_on, one.claim_id))
    ordered = [one for one in ordered if not isnan(one.value)]
    return _Known(
        keys={one.key: one for one in ordered},
        rates=_by(ordered, _measured),
        alike=_by([one for one in ordered if FAMILIES[one.family].comparable], _alike),
        bases=_by([one for one in ordered if _denominator(one) > 0], _based),
    )


def _by(ordered: Sequence[Stated], line: Callable[[Stated], Line]) -> dict[Line, _Series]:
    found: dict[Line, list[Stated]] = defaultdict(list)
    for one in ordered:
        found[line(one)].append(one)
    return {
        key: _Series(claims=each, ends=[one.end for one in each]) for key, each in found.items()
    }


def _measured(fact: Stated) -> Line:
    return (fact.region_code, fact.indicator, fact.segment)


def _alike(fact: Stated) -> Line:
    """Of claims that may be compared; of programmes each funding and group by itself."""
    whose = fact.definition if fact.indicator in PLANNED else ""
    return (*_measured(fact), fact.family, whose)


def _based(fact: Stated) -> Line:
    return (fact.region_code, fact.segment)


def _denominator(fact: Stated) -> float:
    """Eligible workers that a claim states or divides by; NaN for none."""
    if fact.indicator == "eligible_workers":
        return fact.value
    return fact.denominator if fact.indicator == "coverage_rate" else float("nan")


def _last(known: _Series | None, fact: Stated) -> Stated | None:
    """The newest claim up to a claim's own period that is not the one it corrects."""
    series = known or _Series()
    for number in range(bisect_right(series.ends, fact.end) - 1, -1, -1):
        if series.claims[number].key != fact.key:
            return series.claims[number]
    return None


def _corrects(fact: Stated, edition: _Known, book: Book) -> Iterator[Fault]:
    old = edition.keys.get(fact.key)
    if old is None or isnan(old.value) or abs(old.value - fact.value) <= _CLOSE:
        return
    yield Fault(
        kind="corrects",
        severity=Severity.WARNING,
        where=fact.where,
        text=quoted(book, fact.where),
        why=Message(
            "{region}, {period}: {measure} dari {publisher} sudah terbit sebagai {before}; "
            "di sini {after}.",
            region=named(fact.region_code),
            period=when(fact.period),
            measure=measure(fact.indicator, fact.segment),
            publisher=fact.publisher,
            before=amount(old.value, old.unit),
            after=amount(fact.value, fact.unit),
        ),
        mend=Message(
            "Bila ini koreksi, terbitkan: angka lama digantikan dan tetap tercatat. "
            "Bila bukan, perbaiki angka atau periodenya."
        ),
    )


def _jump(fact: Stated, edition: _Known, book: Book) -> Iterator[Fault]:
    if fact.unit in _NEVER or fact.indicator == "eligible_workers":
        return
    old = _last(edition.alike.get(_alike(fact)), fact)
    change = None if old is None else _change(old, fact)
    if old is None or change is None:
        return
    yield Fault(
        kind="jump",
        severity=Severity.WARNING,
        where=fact.where,
        text=quoted(book, fact.where),
        why=Message(
            "{region}: {measure} bergerak {change} dari {before} ({then}, {publisher}) "
            "menjadi {after} ({now}).",
            region=named(fact.region_code),
            measure=measure(fact.indicator, fact.segment),
            change=change,
            before=amount(old.value, old.unit),
            then=when(old.period),
            publisher=old.publisher,
            after=amount(fact.value, fact.unit),
            now=when(fact.period),
        ),
        mend=Message(
            "Cocokkan dengan dokumen asalnya: periksa baris, kolom, satuan dan cara menghitungnya."
        ),
    )


def _change(old: Stated, new: Stated) -> Written | None:
    """How far a claim has moved, where that is further than usual; None where it is not."""
    moved = new.value - old.value
    if new.unit == Unit.FRACTION.value:
        return Written(moved, POINTS) if abs(moved) > MOST_POINTS + _CLOSE else None
    if old.value <= 0 or abs(moved) / old.value <= MOST_SHARE + _CLOSE:
        return None
    return Written(moved / old.value, Unit.FRACTION.value, 0)


def _family(fact: Stated, edition: _Known, book: Book) -> Iterator[Fault]:
    """A rate by another definition than the edition's last one: no line joins the two."""
    if fact.indicator != "coverage_rate":
        return
    old = _last(edition.rates.get(_measured(fact)), fact)
    if old is None or old.family == fact.family:
        return
    yield Fault(
        kind="family_changed",
        severity=Severity.WARNING,
        where=fact.where,
        text=quoted(book, fact.where),
        why=Message(
            "{region}: cakupan ini “{new}”, sedangkan angka terakhir ({period}) “{old}”.",
            region=named(fact.region_code),
            new=Written(FAMILIES[fact.family].label, LABEL),
            period=when(old.period),
            old=Written(FAMILIES[old.family].label, LABEL),
        ),
        mend=Message(
            "Pastikan penyebutnya. Bila memang berbeda, terbitkan: keduanya tidak dibandingkan."
        ),
    )


def _base(fact: Stated, edition: _Known, book: Book) -> Iterator[Fault]:
    """A denominator that moved by more than a tenth."""
    new = _denominator(fact)
    old = _last(edition.bases.get(_based(fact)), fact)
    before = float("nan") if old is None else _denominator(old)
    if old is None or not new > 0 or abs(new - before) / before <= MOST_BASE + _CLOSE:
        return
    yield Fault(
        kind="denominator_changed",
        severity=Severity.WARNING,
        where=fact.where,
        text=quoted(book, fact.where),
        why=Message(
            "{region}: potensi pekerja ({segment}) berubah {change}, dari {before} ({then}) "
            "menjadi {after} ({now}).",
            region=named(fact.region_code),
            segment=segment_label(fact.segment),
            change=Written((new - before) / before, Unit.FRACTION.value, 0),
            before=amount(before, Unit.PERSONS.value),
            then=when(old.period),
            after=amount(new, Unit.PERSONS.value),
            now=when(fact.period),
        ),
        mend=Message(
            "Tanyakan sumber potensi yang baru dan tulis dalam kolom Definisi; "
            "cakupan sebelum dan sesudahnya tidak sebanding."
        ),
    )
