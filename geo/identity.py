"""Which region a feature of a file is: its codes and its name must agree.

BPS and Kemendagri give the same digits to different regencies, so a code alone proves
little and nothing is guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Literal

import numpy as np
import pandas as pd

from geo.errors import listed
from geo.language import Message
from geo.model import BpsCode
from geo.regencies import District, Level, Place, candidates, districts, places, spelled

System = Literal["bps", "dagri"]
"""Whose codes a column holds: those of BPS, or those of Kemendagri."""
COLUMNS: Mapping[Level, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "regency": {
            "bps": ("bps_code", "adm2_bps", "kode_bps", "idkab", "adm2_pcode"),
            "dagri": ("kemendagri_code", "kemendagri", "dagri_code", "adm2_kemendagri", "kdpkab"),
            "name": (
                *("name", "name_full", "wadmkk", "name_2"),
                *("adm2_name", "adm2_en", "nmkab", "nama"),
            ),
        },
        "district": {
            "bps": ("bps_code", "adm3_bps", "kode_bps", "idkec", "adm3_pcode"),
            "dagri": ("kemendagri_code", "kemendagri", "dagri_code", "adm3_kemendagri", "kdcpum"),
            "name": ("name", "wadmkc", "name_3", "adm3_name", "adm3_en", "nmkec", "nama"),
        },
        "village": {
            "bps": ("bps_code", "adm4_bps", "kode_bps", "iddesa", "adm4_pcode", "village_code"),
            "dagri": ("kemendagri_code", "kemendagri", "dagri_code", "adm4_kemendagri", "kdepum"),
            "name": ("name", "wadmkd", "name_4", "adm4_name", "adm4_en", "nmdesa", "nama"),
        },
    }
)
"""Usual names of columns, in the order they are trusted."""
BARE = ("kode", "code", "kode_wilayah")
"""Columns of codes that name no system: read where the officer tells it, or all have dots."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a feature says of itself; empty where it is silent."""

    bps: str
    dagri: str
    name: str


def stated(layer: pd.DataFrame, level: Level, system: System | None = None) -> list[Stated]:
    """Codes and name of each feature of a file, as text.

    Parameters
    ----------
    layer : DataFrame
        One feature per row, columns under any of their usual names.
    system : {"bps", "dagri"} or None
        Whose codes a column such as `kode` holds. None reads it where a column of names
        stands beside it and every code has dots, which only Kemendagri writes.

    Returns
    -------
    list of Stated
        In the order of the rows; empty where no column can be read.
    """
    columns = {str(column).lower(): column for column in layer.columns}
    texts = {}
    for what, usual in COLUMNS[level].items():
        column = next((columns[name] for name in usual if name in columns), None)
        texts[what] = [""] * len(layer) if column is None else [_text(v) for v in layer[column]]
    bare = next((columns[name] for name in BARE if name in columns), None)
    if bare is not None and not any(texts["bps"]) and not any(texts["dagri"]):
        codes = [_text(value) for value in layer[bare]]
        dotted = all("." in code for code in codes) and any(texts["name"])
        if system or dotted:
            texts[system or "dagri"] = codes
    if not any(any(column) for column in texts.values()):
        return []
    rows = zip(texts["bps"], texts["dagri"], texts["name"], strict=True)
    return [Stated(re.sub("^id", "", bps, flags=re.I), *rest) for bps, *rest in rows]


def _text(value: object) -> str:
    """A cell as text: a whole float is a whole number, a blank is empty."""
    if value is None or value is pd.NA or (isinstance(value, float) and np.isnan(value)):
        return ""
    return (
        str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
    )


def parent_of(row: int, said: Stated) -> BpsCode | Message:
    """The district that a village lies in, by its own code; there is no list of villages."""
    by_code = _districts_by_code()
    found = {by_code[part] for part in (said.bps[:7], said.dagri[:8]) if part in by_code}
    if len(found) == 1 and said.name:
        return found.pop()
    return Message(
        "Fitur {row} ({name}): kode “{code}” tidak berada dalam satu kecamatan yang dikenal.",
        row=row,
        name=said.name or "–",
        code=listed(filter(None, (said.bps, said.dagri))) or "–",
    )


@cache
def _districts_by_code() -> Mapping[str, BpsCode]:
    return {code: one.bps for one in districts() for code in (one.bps, one.dagri) if code}


def identity(row: int, level: Level, *, bps: str, dagri: str, name: str) -> BpsCode | Message:
    """The code of the region that a feature of a file is, or what is wrong with it.

    Parameters
    ----------
    row : int
        Number of the feature, from 1; for the sentence.
    bps, dagri, name : str
        What the feature says of itself; empty where it is silent. Whatever it says must
        agree: a code whose digits happen to exist in the other system is not guessed at.
    """
    if dagri and "." not in dagri:
        if not name:
            return Message(
                "Fitur {row}: “{code}” tanpa titik tidak dapat dibedakan dari kode BPS; "
                "tulis dengan titik atau sertakan kolom nama.",
                row=row,
                code=dagri,
            )
        dagri = ".".join(re.findall(r"..", dagri))
    stated: list[tuple[str, str, Place]] = []
    for system, code in (("BPS", bps), ("Kemendagri", dagri)):
        owner = _owner(level, system, code)
        if code and owner is None:
            return Message(
                "Fitur {row}: kode {system} “{code}” tidak dikenal.",
                row=row,
                system=system,
                code=code,
            )
        stated += [(system, code, owner)] if owner else []
    meant = _named(level, name)
    if not stated:
        return meant[0].bps if len(meant) == 1 else _nameless(row, name, meant)
    owner = stated[0][2]
    if all(place is owner for *_, place in stated) and (not name or owner in meant):
        return owner.bps
    return _disagreement(row, stated, meant if name else (owner,), name)


def _owner(level: Level, system: str, code: str) -> Place | None:
    return _by_code(level, system).get(code)


@cache
def _by_code(level: Level, system: str) -> Mapping[str, Place]:
    """Regions by their code of a system; those whose code is not known by none."""
    key = "bps" if system == "BPS" else "dagri"
    return {code: place for place in places(level) if (code := getattr(place, key))}


def _named(level: Level, name: str) -> tuple[Place, ...]:
    """All regions of a level that a name can mean."""
    if level == "regency":
        return candidates(name)
    return _districts_by_name().get(spelled(re.sub(r"^kec(amatan)?[. ]+", "", name.casefold())), ())


@cache
def _districts_by_name() -> Mapping[str, tuple[District, ...]]:
    found: dict[str, tuple[District, ...]] = {}
    for district in districts():
        for stem in {spelled(district.name), spelled(district.name_bps)}:
            found[stem] = (*found.get(stem, ()), district)
    return found


def _nameless(row: int, name: str, meant: tuple[Place, ...]) -> Message:
    if meant:
        codes = listed(f"{place.name} ({place.bps})" for place in meant)
        return Message(
            "Fitur {row}: nama “{name}” dapat berarti {places}; sertakan kodenya.",
            row=row,
            name=name,
            places=codes,
        )
    return Message("Fitur {row}: nama “{name}” tidak dikenal.", row=row, name=name)


def _disagreement(
    row: int, stated: Sequence[tuple[str, str, Place]], meant: tuple[Place, ...], name: str
) -> Message:
    """What to say of codes and a name that do not mean one region."""
    for place in meant:
        for system, code, owner in stated:
            other = place.bps if system == "Kemendagri" else place.dagri
            if owner is not place and code.replace(".", "") == other.replace(".", ""):
                return Message(
                    "Fitur {row} ({name}): kode {system} {code} milik {owner}. BPS dan "
                    "Kemendagri memakai angka yang sama untuk wilayah berbeda: kode BPS {name} "
                    "{bps}, kode Kemendagrinya {dagri}.",
                    row=row,
                    name=place.name,
                    system=system,
                    code=code,
                    owner=owner.name,
                    bps=place.bps,
                    dagri=place.dagri,
                )
    return Message(
        "Fitur {row}: kode {codes}, tetapi namanya “{name}”.",
        row=row,
        codes=listed(f"{system} {code} = {owner.name}" for system, code, owner in stated),
        name=name or "–",
    )
