"""The regencies and their districts: two code systems bridged, names harmonised.

`reference/` of the deployment is the one home of codes and official names, and this module its only
reader. Names are matched here and nowhere else.
"""

import csv
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal, cast

from geo.deployment import here
from geo.errors import GeoError, listed
from geo.folders import REFERENCE
from geo.language import Message
from geo.model import BpsCode, DagriCode, Kind, Regency

RENAMED = here().renamed
"""Last year of the former names. PP 58/2014 renamed Kabupaten Pontianak to Kabupaten Mempawah:
from 2015 on, a bare "Pontianak" can only be the city."""

Level = Literal["regency", "district", "village"]
"""A village's parent is a district, a district's a regency."""
_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "kabupaten": "kabupaten",
        "kab": "kabupaten",
        "regency": "kabupaten",
        "kotamadya": "kota",
        "kodya": "kota",
        "kota": "kota",
        "city": "kota",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A kecamatan: one of 174 in the embedded deployment.

    Attributes
    ----------
    bps, dagri : BpsCode, DagriCode
        Seven digits (6101010); dotted (61.01.07).
    name, name_bps : str
        Official name, and the spelling that BPS keeps.
    parent : BpsCode
        Its regency.
    """

    bps: BpsCode
    dagri: DagriCode
    name: str
    name_bps: str
    parent: BpsCode


Place = Regency | District


class UnknownRegencyError(GeoError, LookupError):
    """A name that belongs to no regency of the province."""

    def __init__(self, text: str, close: Iterable[str]) -> None:
        names, known = listed(close), regencies()
        super().__init__(
            what=Message(
                "“{text}” bukan nama kabupaten/kota di {province}.",
                text=text,
                province=here().named,
            ),
            mend=Message("Mungkin maksudnya: {names}.", names=names)
            if names
            else Message(
                "Tulis nama resminya, misalnya {one} atau {other}.",
                one=known[0].name_full,
                other=known[-1].name_full,
            ),
        )


class AmbiguousNameError(GeoError, LookupError):
    """A name that two regencies have borne."""

    def __init__(self, text: str, regencies: Iterable[Regency]) -> None:
        named = sorted(regencies, key=lambda regency: bool(regency.former_names))
        names = listed(regency.name_full for regency in regencies)
        last = named[-1]
        former = listed(last.former_names) or last.name_full
        super().__init__(
            what=Message(
                "“{text}” dapat berarti lebih dari satu wilayah: {names}.", text=text, names=names
            ),
            mend=Message(
                "Tulis “{one}”, atau “{other}” (sampai {year} bernama {former}).",
                one=named[0].name_full,
                other=last.name_full,
                year=RENAMED,
                former=former,
            )
            if last.former_names
            else Message("Tulis nama lengkapnya: {names}.", names=names),
        )


class UnknownCodeError(GeoError, LookupError):
    """A code that its system does not give to a regency of the province."""

    def __init__(self, system: str, code: str) -> None:
        super().__init__(
            what=Message("Kode {system} “{code}” tidak dikenal.", system=system, code=code),
            mend=Message(
                "Kode BPS kabupaten/kota ditulis empat angka (6102), "
                "kode Kemendagri dengan titik (61.02)."
            ),
        )


@cache
def regencies() -> tuple[Regency, ...]:
    """The regencies of the deployment, in the order of their BPS codes."""
    return tuple(_regency(row) for row in _rows("regencies.csv"))


@cache
def districts() -> tuple[District, ...]:
    """The districts, in the order of their BPS codes; none where the deployment has no table."""
    known = (REFERENCE / "districts.csv").is_file()
    return tuple(_district(row) for row in _rows("districts.csv")) if known else ()


@cache
def by_bps() -> Mapping[BpsCode, Regency]:
    """Regencies by BPS code."""
    return MappingProxyType({regency.bps: regency for regency in regencies()})


@cache
def by_dagri() -> Mapping[DagriCode, Regency]:
    """Regencies by Kemendagri code, those whose code is known."""
    return MappingProxyType({regency.dagri: regency for regency in regencies() if regency.dagri})


def dagri_of(code: BpsCode) -> DagriCode:
    """The Kemendagri code of the regency with this BPS code: 6102 gives 61.07.

    Raises
    ------
    UnknownCodeError
        If BPS gives the code to no regency of the province.
    """
    if code not in by_bps():
        raise UnknownCodeError("BPS", code)
    return by_bps()[code].dagri


def bps_of(code: DagriCode) -> BpsCode:
    """The BPS code of the regency with this Kemendagri code: 61.02 gives 6104.

    Raises
    ------
    UnknownCodeError
        If Kemendagri gives the code to no regency of the province.
    """
    if code not in by_dagri():
        raise UnknownCodeError("Kemendagri", code)
    return by_dagri()[code].bps


def matched(text: str, *, year: int | None = None) -> Regency:
    """The regency that a name means, in any usual spelling.

    Parameters
    ----------
    text : str
        "Kab. Kayong Utara", "KKU", "KAYONG UTARA", "Kota Singkawang", "Singkawang" …
        Case, dots, hyphens and spaces do not matter. A kind that is named must be right.
    year : int or None
        Year that the table describes; decides what a bare "Pontianak" means.

    Returns
    -------
    Regency
        "Kabupaten Pontianak" gives Mempawah. (Before Kubu Raya left it in 2007 that name
        covered both; figures that old are not comparable, which is for the caller to say.)

    Raises
    ------
    AmbiguousNameError
        For a bare "Pontianak" in a table of 2014 or older, or of an unknown year.
    UnknownRegencyError
        If no regency has the name; close names are suggested.
    """
    found = candidates(text, year=year)
    if len(found) == 1:
        return found[0]
    if found:
        raise AmbiguousNameError(text, found)
    raise UnknownRegencyError(text, _close(_parsed(text)[1]))


def candidates(text: str, *, year: int | None = None) -> tuple[Regency, ...]:
    """All regencies that a name can mean: none, one, or two for a bare "Pontianak"."""
    kind, stem = _parsed(text)
    old = kind is not None or year is None or year <= RENAMED
    return _by_stem(kind, old).get(stem, ())


@cache
def _by_stem(kind: Kind | None, old: bool) -> Mapping[str, tuple[Regency, ...]]:
    """Regencies by the comparable names that may follow `kind`: 2,130 are not gone through each."""
    found: dict[str, tuple[Regency, ...]] = {}
    for regency in regencies():
        for stem in _stems(regency, kind, old=old):
            found[stem] = (*found.get(stem, ()), regency)
    return MappingProxyType(found)


def spelled(text: str) -> str:
    """A name as it is compared: lower case, letters and digits alone."""
    return re.sub(r"[\W_]+", "", text.casefold())


def places(level: Level) -> tuple[Place, ...]:
    """The regencies or the districts, in the order of their BPS codes; no list of villages."""
    found: Mapping[Level, tuple[Place, ...]] = {"regency": regencies(), "district": districts()}
    return found.get(level, ())


def _stems(regency: Regency, kind: Kind | None, *, old: bool) -> set[str]:
    """Comparable names of a regency that may follow `kind`; former ones only if `old`."""
    names = [regency.name, *(regency.former_names if old else ())]
    stems = {
        stem
        for named, stem in (_parsed(name) for name in names)
        if kind in (None, named or regency.kind)
    }
    return stems if kind not in (None, regency.kind) else stems | set(map(spelled, regency.aliases))


def _parsed(text: str) -> tuple[Kind | None, str]:
    """Kind that a name states, if any, and the comparable rest."""
    words = re.findall(r"[^\W_]+", text.casefold())
    if len(words) > 1 and words[0] in _KINDS:
        return _KINDS[words[0]], "".join(words[1:])
    if len(words) > 1 and words[-1] in ("regency", "city"):
        return _KINDS[words[-1]], "".join(words[:-1])
    return None, "".join(words)


def _close(stem: str) -> list[str]:
    """Full names of up to three regencies whose name looks like `stem`."""
    names = {_parsed(regency.name)[1]: regency.name_full for regency in regencies()}
    return [names[near] for near in difflib.get_close_matches(stem, names, n=3, cutoff=0.6)]


def _regency(row: Mapping[str, str]) -> Regency:
    return Regency(
        bps=BpsCode(row["bps_code"]),
        dagri=DagriCode(row["kemendagri_code"]),
        name=row["name"],
        name_full=row["name_full"],
        kind=cast(Kind, row["kind"]),
        capital=row["capital"],
        area_km2=float(row["area_official_km2"] or "nan"),
        aliases=_split(row["aliases"]),
        former_names=_split(row["former_names"]),
    )


def _district(row: Mapping[str, str]) -> District:
    return District(
        bps=BpsCode(row["bps_code"]),
        dagri=DagriCode(row["kemendagri_code"]),
        name=row["name"],
        name_bps=row["name_bps"],
        parent=BpsCode(row["regency_bps_code"]),
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _rows(name: str) -> list[dict[str, str]]:
    """Rows of a reference table as text: a code is never a number."""
    with (REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return sorted(csv.DictReader(file), key=lambda row: row["bps_code"])
