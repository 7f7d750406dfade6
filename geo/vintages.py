"""The boundary vintages there are, with what a citation of each needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.errors import GeoError, listed
from geo.language import Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Vintage:
    """One set of boundaries, with what a citation of it needs.

    Attributes
    ----------
    key : str
        Name of its folder and its setting.
    label, note : Message
        What the reader chooses; what must be known before trusting it.
    attribution, licence, reference_date : str
        As the licence asks for; the state that the lines describe.
    """

    key: str
    label: Message
    attribution: str
    licence: str
    reference_date: str
    note: Message


VINTAGES: Mapping[str, Vintage] = MappingProxyType(
    {
        "kepmendagri2025": Vintage(
            key="kepmendagri2025",
            label=Message("Batas 2025 (Kepmendagri)"),
            attribution=(
                "Batas administrasi: himpunan cahyadsn/wilayah_boundaries menurut kode "
                "Kepmendagri 300.2.2-2430/2025, © 2024 Cahya DSN, MIT; digabung dan disederhanakan."
            ),
            licence="MIT",
            reference_date="2025",
            note=Message(
                "Lisensi MIT dinyatakan oleh penghimpun; ia tidak menyebut asal garis batasnya. "
                "Luas 13 dari 14 wilayah berbeda paling banyak 0,3 % dari luas resmi 2024."
            ),
        ),
        "codab2020": Vintage(
            key="codab2020",
            label=Message("Batas 2020 (BPS/OCHA)"),
            attribution=(
                "Batas administrasi: BPS / OCHA, COD-AB Indonesia (berlaku 2020-04-01), "
                "CC BY 3.0 IGO; digabung dan disederhanakan."
            ),
            licence="CC BY 3.0 IGO",
            reference_date="2020-04-01",
            note=Message(
                "Penerbit dan lisensinya jelas, tetapi garisnya lebih tua: terhadap luas resmi, "
                "Kayong Utara lebih luas 12 % dan Kota Singkawang lebih kecil 18 %."
            ),
        ),
    }
)


class UnknownVintageError(GeoError, LookupError):
    """A boundary vintage that has no layers."""

    def __init__(self, key: str) -> None:
        super().__init__(
            what=Message("Tahun batas “{key}” tidak ada.", key=key),
            mend=Message("Pilih salah satu: {keys}.", keys=listed(VINTAGES)),
        )


def vintage_of(key: str) -> Vintage:
    """The vintage with this key.

    Raises
    ------
    UnknownVintageError
        If there is none.
    """
    if key not in VINTAGES:
        raise UnknownVintageError(key)
    return VINTAGES[key]
