"""A register surveyed before anything is counted: how many rows of each kind, of which codes.

Whether persons are named by what looks like a NIK is told here too. Days that are dates are
compared, which is quick, and only doubtful rows are looked at closely.
"""

from typing import Any

import ibis
import numpy as np
import pandas as pd
from ibis import ir

from geo.errors import GeoError
from geo.language import Message
from geo.register_days import DAYS, FIRST_DAY, NEVER
from geo.register_engines import fetched
from geo.register_rows import FIT, KINDS, person_of, read
from geo.register_terms import SEGMENTS

NIK = (
    "(^|[^0-9A-Za-z])[0-9]{16}([^0-9A-Za-z]|$)"
    "|^[^0-9A-Za-z]*[0-9]{2}([ .-]?[0-9]{2}){7}[^0-9A-Za-z]*$"
)
"""Sixteen digits by themselves, in one piece or written in pieces."""
NIK_LEAST, NIK_MOST, NIK_SHARE = 10**15, 10**16, 0.01
"""Of whole numbers one in 2,000 has sixteen digits if they are random ones of 64 bit."""


class ClearIdentityError(GeoError, ValueError):
    """A register that holds what looks like NIK in clear."""

    def __init__(self, rows: int) -> None:
        super().__init__(
            what=Message(
                "{n} baris memuat penanda orang 16 angka, seperti NIK. Register ditolak.", n=rows
            ),
            mend=Message("Samarkan dahulu: python -m geo register-key, lalu register-hash."),
        )


def summed(register: Any) -> pd.DataFrame:
    """What is judged of a register apart from its persons.

    Parameters
    ----------
    register : table
        As `register_rows.checked_columns` gives it.

    Returns
    -------
    DataFrame
        `region`, `named` and `days` as `register_rows.read` tells them, `nobody` (no person is
        told), `rows` (so many are like this) and `alike` (so many of them name a person by what
        looks like a NIK). Rows of the same kind may stand in several lines, and be taken away in
        one of them.
    """
    if any(isinstance(register[name], ir.StringColumn) for name in DAYS):
        return _closely(register)  # text takes longer to read than to judge
    codes = register.select(
        region=register.region.cast("string"), named=register.segment.cast("string")
    )
    every = fetched(codes.group_by("region", "named").agg(rows=codes.count()))
    doubtful = _closely(register.filter(_doubtful(register)))
    sound = {"days": FIT, "nobody": False, "alike": 0}
    less = doubtful.assign(**sound, rows=-doubtful["rows"])
    return pd.concat([every.assign(**sound), doubtful, less], ignore_index=True)


def _closely(register: Any) -> pd.DataFrame:
    rows = read(register)
    rows = rows.mutate(nobody=rows.person.isnull(), alike=_like_nik(rows.person).ifelse(1, 0))
    keys = ("region", "named", "days", "nobody")
    return fetched(rows.group_by(*keys).agg(rows=rows.count(), alike=rows.alike.sum()))


def _doubtful(register: Any) -> Any:
    """Whether anything but codes may be wrong with a row whose days are dates.

    As few comparisons as tell it: whoever is paid to a day from the start on, and to one that is
    read, starts on one that is read, if it is not too early.
    """
    first, last, until = (register[name].cast("date") for name in DAYS)
    person = person_of(register)
    return ibis.or_(
        *(until < first, last < first, first.isnull(), until.isnull(), person.isnull()),
        *(first < ibis.date(FIRST_DAY), until >= ibis.date(NEVER[0])),
        last.between(*(ibis.date(one) for one in NEVER)),
        _like_nik(person),
    )


def _like_nik(person: Any) -> Any:
    if isinstance(person, ir.StringColumn):
        return person.re_search(NIK)
    return (person >= NIK_LEAST) & (person < NIK_MOST)


def refuse_identities(register: Any, found: pd.DataFrame) -> None:
    """Refuse a register whose persons are named by what looks like a NIK.

    Parameters
    ----------
    register, found : table, DataFrame
        As `register_rows.checked_columns` and `summed` give them.

    Raises
    ------
    ClearIdentityError
        If any text of sixteen digits is there, or more whole numbers of sixteen than chance
        would bring.
    """
    rows, alike = int(found["rows"].sum()), int(found["alike"].fillna(0).sum())
    most = 0 if isinstance(register.person_id, ir.StringColumn) else NIK_SHARE * rows
    if alike > most:
        raise ClearIdentityError(alike)


def segments(found: pd.DataFrame) -> pd.DataFrame:
    """Segments as a register writes them (`named`), and the number of each (`segment`, int32);
    without those that are not known."""
    names = found["named"].dropna().drop_duplicates()
    known = pd.DataFrame({"named": names, "segment": names.str.strip().str.lower().map(SEGMENTS)})
    return known.dropna().astype({"segment": "int32"})


def kinds(found: pd.DataFrame, places: pd.DataFrame, segments: pd.DataFrame) -> dict[str, int]:
    """How many rows of each kind there are; those of `register_rows.KINDS` that occur not are 0.

    Parameters
    ----------
    found, places, segments : DataFrame
        As `summed` gives it, and as `register_rows.judged` wants them.
    """
    here = found["region"].isin(places["region"])
    named = found["named"].isin(segments["named"])
    faults = [found["nobody"], ~here, ~named]  # in the order of `register_rows.judged`
    number = np.select(faults, range(len(faults)), found["days"])
    told = found["rows"].groupby(number).sum()
    return {kind: int(told.get(n, 0)) for n, kind in enumerate(KINDS)}
