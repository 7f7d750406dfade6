"""A register counted, part by part: what was done stays done, whatever dies.

Persons are divided among the parts, so that the counts of the parts add up; each part is written
when it is done, and a run that starts again takes up those that are there. Rows that must be read
from a file are dealt out to the parts once (`register_store`).
"""

import hashlib
import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ibis
import pandas as pd

from geo import (
    durable,
    register_counts,
    register_places,
    register_rows,
    register_store,
    register_sums,
    register_survey,
)
from geo.errors import GeoError
from geo.language import Message
from geo.register_engines import fetched
from geo.register_places import Places, Villages
from geo.register_terms import Window

PART_ROWS = 30_000_000
"""Rows of a part, at most: DuckDB counts so many within 2.5 GB."""
_FORM = 4
"""Of what a part holds: parts that another version of the program wrote are not taken up."""
TOLERATED = 0.01
"""The share of faulty rows above which a register is refused."""


class TooFaultyError(GeoError, ValueError):
    """A register with more faulty rows than are borne with."""

    def __init__(self, faulty: int, rows: int, tolerated: float) -> None:
        super().__init__(
            what=Message(
                "{faulty} dari {rows} baris bermasalah, lebih dari {share} persen. Register "
                "ditolak.",
                faulty=faulty,
                rows=rows,
                share=f"{100 * tolerated:g}",
            ),
            mend=Message("Perbaiki menurut rincian di atas, atau naikkan batasnya (--tolerated)."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A register, ready to be counted.

    Attributes
    ----------
    register, rows : table
        As `register_rows.checked_columns` and `judged` give them.
    places : Places
    segments : DataFrame
        As `register_survey.segments` gives them.
    kinds : dict of kind to int
        Rows of each kind; they add up to the rows of the register.
    """

    register: Any
    rows: Any
    places: Places
    segments: pd.DataFrame
    kinds: dict[str, int]

    @property
    def total(self) -> int:
        """Rows of the register."""
        return sum(self.kinds.values())

    @property
    def faulty(self) -> int:
        """Rows that are not counted for a fault."""
        return self.total - self.kinds[register_rows.COUNTED]


def read(register: Any, villages: Villages | None = None) -> Reading:
    """Judge every row; nothing is counted yet.

    Parameters
    ----------
    villages : Villages, optional
        Those in force, as `register_places.villages` reads them.

    Raises
    ------
    MissingColumnsError, ClearIdentityError
        As `register_rows` and `register_survey` say.
    """
    known = register_rows.checked_columns(register)
    found = register_survey.summed(known)
    register_survey.refuse_identities(known, found)
    codes = (None if pd.isna(code) else str(code) for code in found["region"].unique())
    places = register_places.found(codes, villages)
    segments = register_survey.segments(found)
    return Reading(
        register=known,
        rows=register_rows.judged(known, *_known(places, segments)),
        places=places,
        segments=segments,
        kinds=register_survey.kinds(found, places.codes, segments),
    )


def _known(places: Places, segments: pd.DataFrame) -> tuple[Any, Any]:
    """Codes and segments as tables that an engine joins."""
    schema = {"region": "string", "place": "int32", "lineage": "int64"}
    return (
        ibis.memtable(places.codes, schema=schema),
        ibis.memtable(segments, schema={"named": "string", "segment": "int32"}),
    )


def refuse_faulty(reading: Reading, tolerated: float = TOLERATED) -> None:
    """Refuse a register of which more than a share is faulty.

    Raises
    ------
    TooFaultyError
    """
    if reading.faulty > tolerated * reading.total:
        raise TooFaultyError(reading.faulty, reading.total, tolerated)


def parts(reading: Reading, most: int | None = None) -> int:
    """Into how many parts a register is divided: one on Spark, which divides its work itself."""
    alone = most is None and register_store.divides(reading.rows)
    return 1 if alone else max(1, math.ceil(reading.total / (most or PART_ROWS)))


def counted(
    reading: Reading, window: Window, folder: Path, many: int, done: Callable[[int, int], None]
) -> pd.DataFrame:
    """Distinct active persons, as `register_sums.counts` gives them.

    Parameters
    ----------
    folder : Path
        Of this register and window alone (`work_folder`): parts that are there are taken up.
    many : int
        How many parts; another number begins anew.
    done : callable of (int, int)
        Told after each part how many are done, of how many; a window of more than
        `register_counts.MOST` months is counted piece by piece, in so many parts each.
    """
    pieces = list(register_counts.slices(window))
    tables = []
    for ahead, piece in enumerate(pieces):
        home, found = folder / str(piece.first), []
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        for number, table in enumerate(_parts(reading, piece, home, many)):
            found.append(table)
            done(ahead * many + number + 1, len(pieces) * many)
        register_store.removed(home)
        whole = pd.concat(found, ignore_index=True)
        tables.append(register_sums.counts(whole, reading.places.packing, piece))
    return register_sums.lined_up(tables)


def work_folder(root: Path, address: str, stamp: str, window: Window) -> Path:
    """Where the parts of a register are kept: another file, window or rule has another folder.

    Parameters
    ----------
    stamp : str
        What tells one state of the register from the next: size and time of a file, for instance.
    """
    told = json.dumps([_FORM, address, stamp, str(window.first), str(window.last), window.grace])
    return root / hashlib.sha256(told.encode()).hexdigest()[:16]


def _parts(reading: Reading, window: Window, home: Path, many: int) -> Iterator[pd.DataFrame]:
    """The changes of each part, as it stands in a folder or newly counted."""
    paths = [home / f"{number}-of-{many}.parquet" for number in range(many)]
    shares: list[Any] = []
    for number, path in enumerate(paths):
        if path.exists():
            yield pd.read_parquet(path)
            continue
        shares = shares or register_store.dealt(_spells(reading, window), home, many)
        table, draft = _changes(shares[number], reading.places), path.with_suffix(".new")
        table.to_parquet(draft, index=False)
        durable.rename(draft, path)
        yield table


def _spells(reading: Reading, window: Window) -> Any:
    near = register_rows.near(reading.register, window, reading.kinds)
    rows = register_rows.fit_near(near, *_known(reading.places, reading.segments))
    return register_counts.spells(rows, window)


def _changes(spells: Any, places: Places) -> pd.DataFrame:
    return fetched(register_counts.changes(spells, places.packing.shifts))
