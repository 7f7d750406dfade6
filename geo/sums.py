"""What can be wrong within one received file, whatever the edition holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import isnan

import pandas as pd

from geo.language import Message
from geo.model import Period, Unit
from geo.quoted import amount, measure, named, quoted, segment_label, when
from geo.received import Book, Draft, Fault, Severity, Where

COUNTED = ("participants", "eligible_workers")
PLANNED = frozenset({"programme_workers", "programme_budget", "legal"})
"""Of a budget year, which is decided the year before."""
AIMED = frozenset({"coverage_target"})
"""Lie in the future by their nature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A claim of a draft with the cell that it was read from.

    Attributes
    ----------
    value, numerator, denominator, decimals : float
        As in a claims table; NaN is unknown.
    where : Where
        Of a claim of the edition, an empty place.
    """

    claim_id: str
    region_code: str
    indicator: str
    segment: str
    period: str
    value: float
    decimals: float
    unit: str
    numerator: float
    denominator: float
    family: str
    definition: str
    publisher: str
    published_on: str
    where: Where

    @property
    def end(self) -> date:
        """Last day of the period."""
        return Period.parse(self.period).end

    @property
    def key(self) -> tuple[str, ...]:
        """What two claims share when the newer one supersedes the other."""
        return (*self.series, self.period)

    @property
    def series(self) -> tuple[str, ...]:
        """What the claims of one publisher share over time."""
        whose = (self.publisher, self.definition)
        return (self.region_code, self.indicator, self.segment, *whose)


FIELDS = tuple(name for name in Stated.__slots__ if name != "where")
NOWHERE = Where(sheet="")


def stated(claims: pd.DataFrame, draft: Draft | None = None) -> tuple[Stated, ...]:
    """The rows of a claims table; with their places where they are a draft's."""
    places = draft.places if draft is not None else {}
    rows = claims[list(FIELDS)].to_dict("records")
    return tuple(
        Stated(where=places.get(row["claim_id"], NOWHERE), **{str(k): v for k, v in row.items()})
        for row in rows
    )


def within(facts: Sequence[Stated], book: Book, today: date) -> Iterator[Fault]:
    """Every fault that the file shows by itself.

    Parameters
    ----------
    facts : sequence of Stated
        The draft's claims.
    today : date
        Day from which on a period lies in the future.
    """
    yield from _negative(facts, book)
    yield from _doubled(facts, book)
    yield from _future(facts, today)
    yield from _rates(facts, book)
    for rows in _rows(facts).values():
        yield from _above(rows, book)
        yield from _segments(rows, book)


def _negative(facts: Iterable[Stated], book: Book) -> Iterator[Fault]:
    for fact in facts:
        if fact.value < 0:
            yield Fault(
                kind="negative",
                severity=Severity.ERROR,
                where=fact.where,
                text=quoted(book, fact.where),
                why=Message(
                    "{region}: {measure} negatif.",
                    region=named(fact.region_code),
                    measure=measure(fact.indicator, fact.segment),
                ),
                mend=Message("Tulis angka yang benar; kosongkan bila tidak diketahui."),
            )


def _doubled(facts: Iterable[Stated], book: Book) -> Iterator[Fault]:
    """The second and later claims of one key: which is meant cannot be told."""
    seen: dict[tuple[str, ...], Stated] = {}
    for fact in facts:
        first = seen.setdefault(fact.key, fact)
        if first is not fact and not isnan(fact.value):
            yield Fault(
                kind="duplicate_key",
                severity=Severity.ERROR,
                where=fact.where,
                text=quoted(book, fact.where),
                why=Message(
                    "{region}, {period}: {measure} sudah tertulis di lembar {sheet}, sel {cell}: "
                    "{first}; di sini {second}.",
                    region=named(fact.region_code),
                    period=when(fact.period),
                    measure=measure(fact.indicator, fact.segment),
                    sheet=first.where.sheet,
                    cell=f"{first.where.column}{first.where.row or ''}",
                    first=amount(first.value, first.unit),
                    second=amount(fact.value, fact.unit),
                ),
                mend=Message(
                    "Hapus salah satunya, atau bedakan periode atau sumbernya bila keduanya benar."
                ),
            )


def _future(facts: Iterable[Stated], today: date) -> Iterator[Fault]:
    """Periods that have not begun, at the row: the same fault for each of its figures."""
    for fact in facts:
        if _is_ahead(fact, today):
            yield Fault(
                kind="future_date",
                severity=Severity.ERROR,
                where=Where(sheet=fact.where.sheet, row=fact.where.row),
                text=fact.period,
                why=Message("Periode {period} belum tiba.", period=when(fact.period)),
                mend=Message(
                    "Perbaiki tahun atau bulannya; angka rencana ditulis di lembar Target."
                ),
            )


def _is_ahead(fact: Stated, today: date) -> bool:
    if fact.indicator in AIMED:
        return False
    period = Period.parse(fact.period)
    first = date(period.year, period.month or 1, period.day or 1)
    is_budget = fact.indicator in PLANNED and period.month is None
    return first > (date(today.year + 1, 12, 31) if is_budget else today)


def _rates(facts: Iterable[Stated], book: Book) -> Iterator[Fault]:
    """Rates that their own two counts do not give, beyond rounding by the source."""
    for fact in facts:
        if fact.unit != Unit.FRACTION.value or not fact.denominator > 0:
            continue
        places = 2 if isnan(fact.decimals) else int(fact.decimals)
        recomputed = fact.numerator / fact.denominator
        if abs(recomputed - fact.value) > 0.5 * 10.0 ** -(places + 2) + 1e-9:
            yield Fault(
                kind="rate_differs",
                severity=Severity.WARNING,
                where=fact.where,
                text=quoted(book, fact.where),
                why=Message(
                    "{region}: {active} dari {eligible} adalah {recomputed}, sedangkan di sini "
                    "tertulis {value}.",
                    region=named(fact.region_code),
                    active=amount(fact.numerator, Unit.PERSONS.value),
                    eligible=amount(fact.denominator, Unit.PERSONS.value),
                    recomputed=amount(recomputed, fact.unit),
                    value=amount(fact.value, fact.unit),
                ),
                mend=Message(
                    "Periksa ketiga angkanya. Bila semuanya memang tertulis begitu dalam sumber, "
                    "terbitkan: keduanya ditampilkan."
                ),
            )


Counts = dict[tuple[str, str], Stated]
"""The counts of one region, period, publisher and definition by indicator and segment."""


def _rows(facts: Iterable[Stated]) -> dict[tuple[str, ...], Counts]:
    """Counts that one row of the file states together."""
    found: dict[tuple[str, ...], Counts] = defaultdict(dict)
    for fact in facts:
        if fact.indicator in COUNTED and not isnan(fact.value):
            where = (fact.where.sheet, str(fact.where.row))
            row = found[(*where, fact.region_code, fact.period, fact.publisher)]
            row.setdefault((fact.indicator, fact.segment), fact)
    return found


def _above(row: Counts, book: Book) -> Iterator[Fault]:
    for (indicator, segment), fact in row.items():
        potential = row.get(("eligible_workers", segment))
        if indicator == "participants" and potential and fact.value > potential.value:
            yield Fault(
                kind="active_above_eligible",
                severity=Severity.WARNING,
                where=fact.where,
                text=quoted(book, fact.where),
                why=Message(
                    "{region}: peserta aktif {active} melebihi potensi {eligible} ({segment}).",
                    region=named(fact.region_code),
                    active=amount(fact.value, fact.unit),
                    eligible=amount(potential.value, potential.unit),
                    segment=segment_label(segment),
                ),
                mend=Message(
                    "Periksa apakah kedua kolom tertukar. Bila peserta memang lebih banyak, "
                    "terbitkan: angkanya ditampilkan apa adanya."
                ),
            )


def _segments(row: Counts, book: Book) -> Iterator[Fault]:
    """Totals that no sum of their segments gives; a segment above its total.

    Sources do not say whether construction and migrant workers are in a total, so that each
    sum of PU and BPU with or without them will do.
    """
    for indicator in COUNTED:
        parts = {segment: fact.value for (key, segment), fact in row.items() if key == indicator}
        total = parts.pop("total", None)
        if total is None or not parts:
            continue
        sums = _sums(parts)
        known = sum(parts[segment] for segment in ("pu", "bpu") if segment in parts)
        wrong = total not in sums if sums else max([known, *parts.values()]) > total
        if wrong:
            fact = row[indicator, "total"]
            yield _not_the_sum(fact, known if known else max(parts.values()), book)


def _sums(parts: dict[str, float]) -> set[float]:
    """Sums that a total may be; empty where PU or BPU is unknown."""
    if not {"pu", "bpu"} <= set(parts):
        return set()
    others = [value for segment, value in parts.items() if segment not in {"pu", "bpu"}]
    choices = [pick for size in range(len(others) + 1) for pick in combinations(others, size)]
    return {parts["pu"] + parts["bpu"] + sum(pick) for pick in choices}


def _not_the_sum(fact: Stated, parts: float, book: Book) -> Fault:
    return Fault(
        kind="segments_do_not_add_up",
        severity=Severity.WARNING,
        where=fact.where,
        text=quoted(book, fact.where),
        why=Message(
            "{region}: {measure}: segmennya berjumlah {parts}, totalnya tertulis {total}.",
            region=named(fact.region_code),
            measure=measure(fact.indicator, "total"),
            parts=amount(parts, fact.unit),
            total=amount(fact.value, fact.unit),
        ),
        mend=Message("Periksa total dan segmennya; kosongkan yang tidak diketahui."),
    )
