"""Region codes of a register to the regions of the deployment, village to province."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd

from geo.errors import GeoError
from geo.language import Message
from geo.model import PROVINCE, BpsCode, DagriCode
from geo.regencies import by_bps, by_dagri, districts
from geo.register_lineage import Packing
from geo.register_terms import LEVELS

VILLAGE_BPS, VILLAGE_DAGRI = 10, 13
"""Lengths of a village's code: 6111010001; 61.11.01.2001."""
REGENCY_BPS, REGENCY_DAGRI = 4, 5
"""How many letters of a longer code name its regency: 6111; 61.11."""
_BELOW = re.compile(r"[0-9]{7}([0-9]{3})?|[0-9]{2}\.[0-9]{2}\.[0-9]{2}(\.[0-9]{4})?")
"""A code as those of districts and villages are written."""
Villages = Mapping[str, str]
"""Villages in force: each code that one may be written by, and the one by which it is told."""


class NoVillagesError(GeoError, ValueError):
    """A list of villages that cannot be read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            what=Message("{path} bukan daftar desa.", path=path.name),
            mend=Message("Beri CSV dengan kolom bps_code dan/atau kemendagri_code."),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """The codes that are known, numbered.

    Attributes
    ----------
    codes : DataFrame
        `region`, a code as the register writes it, `place`, its number (int32), and `lineage`, the
        regions it lies in as `packing` packs them (int64).
    levels : DataFrame
        `place`, and for each of `LEVELS` the number of the region it lies in there, NaN where the
        code does not say (Int32).
    names : dict of level to list of code
        The code of each number of a level.
    packing : Packing
    coarse : frozenset of int
        Numbers of places whose own code is not in force any more: their rows are counted where
        the code's beginning still says.
    """

    codes: pd.DataFrame
    levels: pd.DataFrame
    names: dict[str, list[str]]
    packing: Packing
    coarse: frozenset[int] = frozenset()


def villages(path: Path) -> Villages:
    """The villages of a list: a CSV with `bps_code`, `kemendagri_code` or both.

    Raises
    ------
    NoVillagesError
        If it cannot be read, or has neither column.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise NoVillagesError(path) from error
    found: dict[str, str] = {}
    for row in rows:
        written = [(row.get(name) or "").strip() for name in ("bps_code", "kemendagri_code")]
        codes = [code for code in written if code]
        found |= dict.fromkeys(codes, codes[0]) if codes else {}
    if not found:
        raise NoVillagesError(path)
    return found


def found(codes: Iterable[str | None], known: Villages | None = None) -> Places:
    """The places of all codes that are known; the others are faults of their rows.

    Parameters
    ----------
    codes : iterable of str or None
        Of regencies, districts or villages, in BPS's or Kemendagri's system.
    known : Villages, optional
        The villages in force; without them a village is known by its district. A village that is
        not in force, or whose district is not, as after a split, is counted in the district or
        regency that its code begins with.

    Raises
    ------
    TooManyRegionsError
        As `register_lineage.Packing.of` says.
    """
    written = {code: code.strip() for code in codes if code}
    read = {code: one for code in set(written.values()) if (one := _place(code, known))}
    lineages = {code: lineage for code, (lineage, _) in read.items()}
    names: dict[str, list[str]] = {
        level: sorted({one[level] for one in lineages.values() if level in one}) for level in LEVELS
    }
    numbers = {level: {code: n for n, code in enumerate(names[level])} for level in LEVELS}
    rows = [
        {"code": code, "place": place}
        | {level: numbers[level].get(lineage.get(level, "")) for level in LEVELS}
        for place, (code, lineage) in enumerate(sorted(lineages.items()))
    ]
    table = pd.DataFrame(rows, columns=["code", "place", *LEVELS])
    table = table.astype({"code": "str", "place": "int32", **dict.fromkeys(LEVELS, "Int32")})
    packing = Packing.of({level: len(names[level]) for level in LEVELS})
    spelt = pd.DataFrame(written.items(), columns=["region", "code"]).astype("str")
    packed = table[["code", "place"]].assign(lineage=packing.packed(table))
    return Places(
        codes=spelt.merge(packed, on="code").drop(columns="code"),
        levels=table[["place", *LEVELS]],
        names=names,
        packing=packing,
        coarse=frozenset(n for n, code in enumerate(sorted(read)) if read[code][1]),
    )


def _place(code: str, known: Villages | None) -> tuple[dict[str, str], bool] | None:
    """The region of each level that a code lies in, by BPS code, and whether its own is gone."""
    regency = by_bps().get(BpsCode(code)) or by_dagri().get(DagriCode(code))
    if regency is not None:
        return {"regency": regency.bps, "province": PROVINCE}, False
    is_village = len(code) in (VILLAGE_BPS, VILLAGE_DAGRI) and bool(_BELOW.fullmatch(code))
    stem = code[:7] if len(code) == VILLAGE_BPS else code.rpartition(".")[0]
    above = _lineages().get(stem if is_village else code)
    if above is None:
        return _by_regency(code)
    if not is_village:
        return above, False
    if known is not None and code not in known:
        return above, True
    return {**above, "village": known[code] if known is not None else code}, False


@cache
def _lineages() -> Mapping[str, dict[str, str]]:
    """What a district lies in, by its code in either system."""
    return {
        code: {"district": one.bps, "regency": one.parent, "province": PROVINCE}
        for one in districts()
        for code in (one.bps, one.dagri)
        if code
    }


def _by_regency(code: str) -> tuple[dict[str, str], bool] | None:
    """The regency that a code begins with, where its district is not in force any more.

    None for ten digits that are a Kemendagri code without its dots: the two systems reuse the same
    digits, and the regency would be another one.
    """
    if not _BELOW.fullmatch(code):
        return None
    if "." in code:
        regency = by_dagri().get(DagriCode(code[:REGENCY_DAGRI]))
    elif len(code) == VILLAGE_BPS and ".".join((code[:2], code[2:4], code[4:6])) in _lineages():
        return None
    else:
        regency = by_bps().get(BpsCode(code[:REGENCY_BPS]))
    return ({"regency": regency.bps, "province": PROVINCE}, True) if regency else None
