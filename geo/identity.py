"""Which region a feature of a file is: its codes and its name must agree.

BPS and Kemendagri give the same digits to different regencies, so a code alone proves
little and nothing is guessed.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from geo.errors import listed
from geo.language import Message
from geo.model import BpsCode
from geo.regencies import District, Level, Place, candidates, districts, places, spelled


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
    key = "bps" if system == "BPS" else "dagri"
    return next((place for place in places(level) if getattr(place, key) == code), None)


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
