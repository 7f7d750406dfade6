"""What a meeting goes through: which parts, and which regencies in which order."""

from collections.abc import Iterator
from dataclasses import dataclass

from geo import regencies
from geo.model import BpsCode, Period


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


REGENCIES = "kabupaten"
PARTS = {
    "judul": _("Judul"),
    "provinsi": _("Provinsi"),
    "peta": _("Peta"),
    "peringkat": _("Peringkat"),
    "target": _("Target dan jarak"),
    REGENCIES: _("Kabupaten/kota"),
    "program": _("Program"),
    "keputusan": _("Keputusan"),
    "sumber": _("Sumber"),
}
"""Parts of a meeting in their order, by the key that stands in addresses."""
CODES = tuple(one.bps for one in regencies.regencies())
MOST_CALLED = 40
"""Regencies that are called up one by one where nobody picks them; of more, none is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """What a meeting goes through.

    Attributes
    ----------
    parts : tuple of str
        Keys of `PARTS`, in their order there; whatever order they are given in.
    regions : tuple of BpsCode
        Regencies in the order they are called up; none where a meeting goes through tables alone.
    period : Period or None
        Whose figures are shown; None is each regency's newest.
    """

    parts: tuple[str, ...] = tuple(PARTS)
    regions: tuple[BpsCode, ...] = CODES
    period: Period | None = None

    @property
    def shown(self) -> tuple[BpsCode, ...]:
        """The regencies whose figures a meeting rests on: those called up, else all of them."""
        return self.regions or CODES

    def stops(self) -> Iterator[str]:
        """Every slide by its key, in order: a part, or the code of a regency."""
        for part in PARTS:
            if part not in self.parts:
                continue
            if part == REGENCIES:
                yield from self.regions
            else:
                yield part


def called() -> tuple[BpsCode, ...]:
    """The regencies that a meeting calls up where nobody picks them: all, or of many none."""
    return CODES if len(CODES) <= MOST_CALLED else ()
