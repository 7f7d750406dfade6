"""Which region a row speaks of: its name and its codes must agree."""

from dataclasses import dataclass

from geo import areas, asking, districts, headings
from geo.deployment import here
from geo.entries import Reader, harmless
from geo.errors import GeoError
from geo.fields import index
from geo.language import Message
from geo.model import PROVINCE, BpsCode, Regency
from geo.received import Fault, Severity
from geo.regencies import by_bps, matched, regencies

Place = tuple[int, str]
"""Number of a row, letter of a column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Locality:
    """A row's region.

    Attributes
    ----------
    code : BpsCode or None
        None where it is not known; `faults` then says why.
    """

    code: BpsCode | None
    faults: tuple[Fault, ...] = ()


def of(read: Reader, row: int) -> Locality:
    """The region of a row, by its name, its codes, the officer's answer or the sheet's title."""
    naming = read.column("region")
    name = _name(read, row, naming) if naming else ""
    codes = [
        (column, code)
        for column, key in read.layout.columns.items()
        if key in ("code_bps", "code_dagri") and (code := asking.digits(read.cell(row, column)))
    ]
    if codes:
        return _coded(read, row, name, codes)
    if headings.is_province(name):
        return Locality(code=PROVINCE)
    if not naming and not codes:
        return _titled(read, row)
    return _named(read, row, name)


def _name(read: Reader, row: int, column: str) -> str:
    """A row's name; in a merged area, the one that stands at its top."""
    text = areas.shown(read.cell(row, column))
    if text:
        return text
    place = index(column) + 1
    tops = (
        top
        for top, left, bottom, right in read.sheet.merged
        if top <= row <= bottom and left <= place <= right and top >= read.layout.first
    )
    return next((areas.shown(read.cell(top, column)) for top in tops), "")


def _coded(read: Reader, row: int, name: str, codes: list[tuple[str, str]]) -> Locality:
    """The region of codes, if name and codes all mean the same one."""
    owners: list[BpsCode] = []
    for column, code in codes:
        owner = _owner(code, _system(read, column))
        if owner is None:
            why = Message("Kode ini tidak dikenal di provinsi ini.")
            return _fault(read, (row, column), "unknown_region", why)
        owners.append(owner)
    meant = {place.bps for place in headings.meant(name)}
    meant |= {PROVINCE} if headings.is_province(name) else set()
    if len(set(owners)) == 1 and (not name or _fits(owners[0], name, meant)):
        return Locality(code=owners[0])
    return Locality(code=None, faults=(_disagreement(read, row, name, codes[0], owners[0]),))


def _fits(owner: BpsCode, name: str, meant: set[BpsCode]) -> bool:
    """Whether a name is that of the code's region; of a district's code its regency's will do."""
    below = districts.by_district().get(owner)
    if below is None:
        return owner in meant
    return below.parent in meant or districts.is_named(owner, name)


def _system(read: Reader, column: str) -> str:
    told = read.answer(column, "system")
    return told if told in asking.SYSTEMS else asking.system_of(read.sheet, read.layout, column)


def _owner(code: str, system: str) -> BpsCode | None:
    if code == PROVINCE:
        return PROVINCE
    keys = [place.bps if system == "bps" else _digits(place.dagri) for place in regencies()]
    owners = dict(zip(keys, regencies(), strict=True))
    return owners[code].bps if code in owners else districts.coded().get(code)


def _digits(code: str) -> str:
    return code.replace(".", "")


def _named(read: Reader, row: int, name: str) -> Locality:
    meant = headings.meant(name, asking.year_of(read.sheet, read.layout, row))
    told = read.answer(row, "region")
    if len(meant) > 1 and told in {place.bps for place in meant}:
        return Locality(code=BpsCode(told), faults=_old(read, row, by_bps()[BpsCode(told)], name))
    if len(meant) == 1:
        return Locality(code=meant[0].bps, faults=_old(read, row, meant[0], name))
    try:
        matched(harmless(name), year=None)
    except GeoError as error:
        kind = "ambiguous_region" if meant else "unknown_region"
        at = (row, read.column("region"))
        return _fault(read, at, kind, error.what, error.mend)
    return Locality(code=None)


def _titled(read: Reader, row: int) -> Locality:
    """The one regency that the title names, where rows name none."""
    told = read.answer("region")
    named = asking.places_in(read.sheet, read.layout)
    code = told if told in by_bps() else named[0].bps if len(named) == 1 else ""
    if code:
        return Locality(code=BpsCode(code))
    why = Message("Lembar ini tidak menyebut kabupaten/kotanya, di baris maupun di judul.")
    return _fault(read, (row, ""), "unknown_region", why)


def _old(read: Reader, row: int, place: Regency, name: str) -> tuple[Fault, ...]:
    """A warning where a row calls a regency by a name that it no longer has."""
    said = set(headings.words(name).split())
    former = {word for old in place.former_names for word in headings.words(old).split()[1:]}
    if not former & said or said & set(headings.words(place.name).split()):
        return ()
    return (
        Fault(
            kind="old_name",
            severity=Severity.WARNING,
            where=read.where(row, read.column("region")),
            text=harmless(name),
            why=Message("Nama lama: sekarang {name}.", name=place.name_full),
            mend=Message("Pastikan wilayahnya memang itu; sebaiknya tulis nama sekarang."),
        ),
    )


def _fault(read: Reader, where: Place, kind: str, *words: Message) -> Locality:
    """A row without a region: why, and the mend where it is not the usual one."""
    row, column = where
    text = areas.shown(read.cell(row, column)) if column else ""
    fault = Fault(
        kind=kind,
        severity=Severity.ERROR,
        where=read.where(row, column),
        text=harmless(text),
        why=words[0],
        mend=words[1]
        if len(words) > 1
        else Message(
            "Tulis nama resminya, misalnya {one}, atau kodenya yang benar.",
            one=regencies()[0].name_full,
        ),
    )
    return Locality(code=None, faults=(fault,))


def _disagreement(
    read: Reader, row: int, name: str, code: tuple[str, str], owner: BpsCode
) -> Fault:
    column, digits = code
    return Fault(
        kind="code_name_disagree",
        severity=Severity.ERROR,
        where=read.where(row, column),
        text=harmless(areas.shown(read.cell(row, column))),
        why=Message(
            "Kode {system} {digits} milik {owner}, tetapi namanya “{name}”.",
            system="BPS" if _system(read, column) == "bps" else "Kemendagri",
            digits=digits,
            owner=districts.in_full(owner) or here().name,
            name=harmless(name),
        ),
        mend=Message(
            "Periksa baris itu. BPS dan Kemendagri memakai angka yang sama untuk wilayah berbeda."
        ),
    )
