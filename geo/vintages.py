"""The boundary vintages of the deployment, with what a citation of each needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.deployment import Deployment, here
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


def vintages_of(deployment: Deployment) -> Mapping[str, Vintage]:
    """The vintages that a deployment describes, by key, in its order."""
    return MappingProxyType(
        {key: _vintage(key, **described) for key, described in deployment.vintages.items()}
    )


def _vintage(key: str, *, label: str, note: str, **terms: str) -> Vintage:
    return Vintage(key=key, label=Message(label), note=Message(note), **terms)


VINTAGES: Mapping[str, Vintage] = vintages_of(here())


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
