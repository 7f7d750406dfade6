"""Definition families: claims of one family may be compared with one another."""

from dataclasses import dataclass
from types import MappingProxyType

from geo.deployment import here


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A definition shared by claims, so that they may be compared with one another.

    Attributes
    ----------
    label : str
        What readers see, in Indonesian.
    rank : int
        Which definition a reading prefers: 0 is the standard one.
    comparable : bool
        Whether two of its claims may be compared at all; false where the family only
        says that nobody told what was counted.
    binding : bool
        Whether a target of it makes a gap: one that a government set for its own area, in
        the measure of the rate. Not one that others set for it, nor the RPJMN indicator.
    province : str
        BPS code of the one province whose own definition it is; empty where it is general.
    """

    label: str
    rank: int
    comparable: bool = True
    binding: bool = True
    province: str = ""


FAMILIES = MappingProxyType(
    {
        "ucj": Family(label=_("UCJ kabupaten/kota menurut BPJS Ketenagakerjaan"), rank=0),
        "ucj-2025": Family(
            label=_("UCJ provinsi, penyebut sekitar 1,8 juta pekerja"), rank=0, province="61"
        ),
        "ucj-2024": Family(
            label=_("UCJ provinsi, penyebut 1.665.422 pekerja (Sakernas Februari 2024)"),
            rank=0,
            province="61",
        ),
        "uwc-2022": Family(
            label=_("UWC provinsi, penyebut 1.770.630 pekerja"), rank=0, province="61"
        ),
        "ucj-national": Family(label=_("UCJ nasional"), rank=0),
        "nik-2022": Family(
            label=_("Peserta aktif berbasis NIK per potensi angkatan kerja"), rank=1
        ),
        "registered": Family(label=_("Peserta terdaftar, bukan peserta aktif"), rank=2),
        "unstated": Family(label=_("Definisi tidak dijelaskan sumber"), rank=3, comparable=False),
        "active": Family(label=_("Peserta aktif atau terlindungi"), rank=0),
        "register": Family(label=_("Peserta aktif dihitung dari register kepesertaan"), rank=0),
        "participants-unstated": Family(
            label=_("Peserta; aktif atau terdaftar tidak dijelaskan"), rank=2, comparable=False
        ),
        "target-own": Family(label=_("Target pemerintah daerah sendiri"), rank=0),
        "target-national": Family(label=_("Target UCJ nasional"), rank=0),
        "target-cited": Family(
            label=_("Target nasional yang dikutip untuk daerah"), rank=1, binding=False
        ),
        "target-bpjs": Family(label=_("Target BPJS Ketenagakerjaan"), rank=2, binding=False),
        "target-rpjmn": Family(
            label=_("Indikator RPJMN, ukuran lain daripada UCJ"), rank=3, binding=False
        ),
        "standard": Family(label=_("Sumber baku"), rank=0),
        "secondary": Family(label=_("Sumber lain"), rank=1),
    }
)


def of_here() -> tuple[Family, ...]:
    """The definitions that readers of this deployment are told of: none of another province."""
    return tuple(one for one in FAMILIES.values() if one.province in {"", here().code})
