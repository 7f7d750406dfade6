"""What meetings decided, and how far the figures say it has come.

The log, written by `minutes`, only grows: a decision taken back stays, and is left out here.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from geo import claims as claimed
from geo import folders
from geo.errors import GeoError
from geo.families import FAMILIES
from geo.formats import Writer
from geo.language import Language, Message
from geo.model import PROVINCE, BpsCode, Period
from geo.regencies import by_bps

ROOT = folders.DECISIONS
LOG = "log.jsonl"
MEASURE = "participants"  # its growth tells whether a decided number was reached

State = Literal["met", "late", "on_the_way"]

STATES: Mapping[State, Message] = {
    "met": Message("Tercapai"),
    "late": Message("Lewat tenggat"),
    "on_the_way": Message("Berjalan"),
}


class DamagedLogError(GeoError, ValueError):
    """A line of the log that is neither a decision nor its withdrawal."""

    def __init__(self, line: int, why: Message) -> None:
        super().__init__(
            what=Message("Catatan keputusan rusak pada baris {line}: {why}.", line=line, why=why),
            mend=Message("Pulihkan baris itu dari cadangan; baris lain biarkan apa adanya."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a meeting decided for a regency, or for the province.

    Attributes
    ----------
    number : int
        Running number in the log; never used twice.
    made_on, until : date
        The day of the meeting; the last day to do it.
    edition : str
        Name of the edition that the meeting looked at.
    what, who : str
        What is to be done; who answers for it.
    workers : int or None
        Workers to be newly protected, persons; None where no number was decided.
    """

    number: int
    made_on: date
    edition: str
    region: BpsCode
    what: str
    workers: int | None
    who: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal:
    """A later line that takes a decision back: `withdraws` is its number."""

    withdraws: int
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a decision has come: by the figures, or the deadline where they cannot tell.

    `why` names the figures with their dates and sources, or says why they cannot tell.
    """

    state: State
    why: Message

    @property
    def label(self) -> Message:
        return STATES[self.state]


def load(root: Path = ROOT) -> tuple[Decision, ...]:
    """The decisions that stand, in the order of the log; none where there is no log.

    A last line that was never finished is left out: nobody was told that it is kept.

    Raises
    ------
    DamagedLogError
        At the first line that cannot be read, with its number.
    """
    file = root / LOG
    read = entries(file.read_bytes() if file.is_file() else b"")
    gone = {one.withdraws for one in read if isinstance(one, Withdrawal)}
    return tuple(one for one in read if isinstance(one, Decision) and one.number not in gone)


def entries(content: bytes) -> list[Decision | Withdrawal]:
    """Every finished line of a log, withdrawn decisions and withdrawals among them.

    Raises
    ------
    DamagedLogError
        At the first line that cannot be read, repeats a number, or withdraws what is not there.
    """
    found: list[Decision | Withdrawal] = []
    stands: dict[int, bool] = {}
    for line, text in enumerate(content[: finished(content)].splitlines(), start=1):
        one = _entry(line, text)
        if isinstance(one, Withdrawal):
            if not stands.get(one.withdraws):
                why = Message("keputusan nomor {n} tidak ada atau sudah dicabut", n=one.withdraws)
                raise DamagedLogError(line, why)
            stands[one.withdraws] = False
        elif one.number in stands:
            why = Message("nomor {n} sudah dipakai baris sebelumnya", n=one.number)
            raise DamagedLogError(line, why)
        else:
            stands[one.number] = True
        found.append(one)
    return found


def finished(content: bytes) -> int:
    """Bytes of a log up to the end of its last whole line, which may lack its newline."""
    start = content.rfind(b"\n") + 1
    try:
        json.loads(content[start:])
    except (ValueError, RecursionError):
        return start
    return len(content)


def marks(decisions: tuple[Decision, ...], region: BpsCode) -> list[tuple[date, str]]:
    """The day and the words of each decision of a region, earliest first, for its chart."""
    return sorted((one.made_on, one.what) for one in decisions if one.region == region)


def standing(decision: Decision, claims: pd.DataFrame, as_of: date) -> Standing:
    """How far a decision has come, by the participants of its region.

    A rule of this project: the newest figure up to the decision is held against the newest
    after it, of one definition that the source states. A figure's day is the end of its
    period, or the day it was published where that came earlier. Met as soon as the
    difference is the number decided, or where it was so within the deadline.

    Parameters
    ----------
    decision : Decision
        Whose `workers`, in persons, are looked for.
    claims : DataFrame
        An edition's claims (`model.COLUMNS`); superseded ones do not count.
    as_of : date
        The edition's day; a deadline before it has passed.

    Returns
    -------
    Standing
        Where the figures cannot tell, the state follows the deadline, and `why` says so.
    """
    otherwise: State = "late" if as_of > decision.until else "on_the_way"
    if decision.workers is None:
        why = Message("keputusan ini tidak menyebut jumlah pekerja")
        return Standing(otherwise, _untold(why))
    figures = _figures(claims, decision.region)
    before = figures[figures["day"] <= decision.made_on]
    after = figures[figures["day"] > decision.made_on]
    both = set(before["family"]) & set(after["family"])
    if not both:
        return Standing(otherwise, _silent(before, after))
    family = min(both, key=lambda key: (FAMILIES[key].rank, key))
    base = _newest(before[before["family"] == family])
    since = after[after["family"] == family]
    in_time = since[since["day"] <= decision.until]
    newest = _newest(since)
    for now in (newest, _newest(in_time)):  # of no figures the difference is NaN: not met
        if now["value"].min() - base["value"].max() >= decision.workers:
            return Standing("met", _grown(base, now, decision.workers))
    why = _grown(base, newest, decision.workers)
    if newest["value"].max() - base["value"].min() >= decision.workers:
        why = _untold(Message("sumber peserta bertentangan untuk tanggal yang sama"))
    return Standing(otherwise, why)


class Said(Message):
    """A number or a period, written in the reader's language once that is known."""

    def __init__(self, value: float | Period) -> None:
        super().__init__("{value}", value=value)

    def spoken(self, language: Language) -> str:
        value, writer = self.values["value"], Writer(language)
        return writer.period(value) if isinstance(value, Period) else writer.decimal(value)


def _entry(line: int, text: bytes) -> Decision | Withdrawal:
    try:
        told = json.loads(text)
        kind = Withdrawal if "withdraws" in told else Decision
        return kind(**{one.name: _READ[one.name](told[one.name]) for one in fields(kind)})
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        why = Message("isinya bukan keputusan atau pencabutan yang lengkap")
        raise DamagedLogError(line, why) from error


def _kept(value: Any, *, right: bool) -> Any:
    if not right:
        raise ValueError(value)
    return value


def _whole(value: Any) -> Any:
    return _kept(value, right=type(value) is int and value > 0)


def _words(value: Any) -> Any:
    return _kept(value, right=isinstance(value, str) and bool(value.strip()))


_READ: Mapping[str, Callable[[Any], Any]] = {
    **dict.fromkeys(("number", "withdraws"), _whole),
    **dict.fromkeys(("made_on", "until", "on"), date.fromisoformat),
    **dict.fromkeys(("edition", "what", "who", "why"), _words),
    "region": lambda value: _kept(value, right=value == PROVINCE or value in by_bps()),
    "workers": lambda value: None if value is None else _whole(value),
}
"""How each field of a line is read; what is not as it should be raises ValueError or TypeError."""


def _figures(claims: pd.DataFrame, region: BpsCode) -> pd.DataFrame:
    """Participants of a region whose source says what it counted, with `day` (date)."""
    found = claimed.history(claims, MEASURE, region)
    defined = [key for key, family in FAMILIES.items() if family.comparable]
    found = found[found["family"].isin(defined) & found["value"].notna()]
    times = found[["period", "published_on"]].astype(str)
    days = [_last_day(*one) for one in times.itertuples(index=False)]
    return found.assign(day=pd.Series(days, index=found.index, dtype=object))


def _last_day(period: str, published: str) -> date:
    end = Period.parse(period).end
    return min(end, Period.parse(published).end) if published else end


def _newest(figures: pd.DataFrame) -> pd.DataFrame:
    """All figures of the newest day: where sources contradict each other, more than one."""
    newest: pd.DataFrame = figures.loc[figures["day"] == figures["day"].max()]
    return newest.sort_values(["value", "claim_id"])


def _silent(before: pd.DataFrame, after: pd.DataFrame) -> Message:
    """Why no two figures may be held against each other."""
    if after.empty:
        why = Message("belum ada angka peserta sesudah keputusan ini yang jelas definisinya")
    elif before.empty:
        why = Message("tidak ada angka peserta sebelum keputusan ini yang jelas definisinya")
    else:
        why = Message("angka peserta sebelum dan sesudah keputusan ini berbeda definisi")
    return _untold(why)


def _untold(why: Message) -> Message:
    return Message("Angka tidak dapat menunjukkan apakah sudah tercapai: {why}.", why=why)


def _grown(base: pd.DataFrame, now: pd.DataFrame, workers: int) -> Message:
    """The two figures, their dates and sources, and what lies between them."""
    first, last = base.iloc[-1], now.iloc[0]
    gained = float(last["value"] - first["value"])
    amount = Said(abs(gained))
    words = Message("berkurang {n}", n=amount) if gained < 0 else Message("bertambah {n}", n=amount)
    return Message(
        "Peserta {before} ({since}, {source}) menjadi {now} ({until}, {printed}): {change}; yang "
        "diputuskan bertambah {workers}.",
        before=Said(float(first["value"])),
        since=Said(Period.parse(str(first["period"]))),
        source=str(first["publisher"]),
        now=Said(float(last["value"])),
        until=Said(Period.parse(str(last["period"]))),
        printed=str(last["publisher"]),
        change=words,
        workers=Said(workers),
    )
