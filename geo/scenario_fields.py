"""The fields of a scenario as texts: how each is written and read, in addresses and files alike."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar

from geo.errors import GeoError
from geo.language import Message
from geo.model import BadPeriodError, BpsCode, Period
from geo.scenario import LABELS, BadScenarioError, Plan, Scenario, shortened

_PARTS = 6
"""Decimals of a fraction; what they do not tell is written `1/3`."""
Of = TypeVar("Of", Plan, Scenario)


class UnknownFieldError(GeoError, ValueError):
    """A field that no scenario has."""

    def __init__(self, field: str) -> None:
        super().__init__(
            what=Message("Isian “{field}” tidak dikenal dalam skenario.", field=shortened(field)),
            mend=Message("Hapus isian itu, atau simpan ulang skenario dari halaman Simulasi."),
        )


@dataclass(frozen=True, slots=True)
class Field:
    """Which attribute a key stands for, how its text is read, how it is written."""

    attribute: str
    read: Callable[[str], Any]
    written: Callable[[Any], str] = str


def texts(one: Plan | Scenario, fields: Mapping[str, Field]) -> dict[str, str]:
    """Every field of a value as text, by key."""
    return {key: field.written(getattr(one, field.attribute)) for key, field in fields.items()}


def with_texts(one: Of, texts: Mapping[str, str], fields: Mapping[str, Field]) -> Of:
    """The value with some of its fields read from texts.

    Raises
    ------
    BadScenarioError, UnknownFieldError
        If a text cannot be read; if a key is not among `fields`.
    """
    found: dict[str, Any] = {}
    for key, text in texts.items():
        if key not in fields:
            raise UnknownFieldError(key)
        try:
            found[fields[key].attribute] = fields[key].read(text)
        except (ValueError, BadPeriodError) as error:
            raise BadScenarioError(key, text) from error
    return replace(one, **found)


def _whole(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,14}", text):
        raise ValueError(text)
    return int(text)


def _fraction(text: str) -> Fraction:
    if not re.fullmatch(r"[0-9]{1,12}(\.[0-9]{1,6}|/[1-9][0-9]{0,11})?", text):
        raise ValueError(text)
    return Fraction(text)


def _fraction_text(number: Fraction) -> str:
    """`0.5`; a fraction that no decimals tell as `1/3`."""
    scaled = number * 10**_PARTS
    if scaled.denominator != 1:
        return f"{number.numerator}/{number.denominator}"
    return f"{Decimal(scaled.numerator).scaleb(-_PARTS).normalize():f}"


def _codes(text: str) -> tuple[BpsCode, ...]:
    return tuple(BpsCode(code) for code in text.split("-") if code)


def _pairs(read: Callable[[str], Any]) -> Callable[[str], tuple[tuple[BpsCode, Any], ...]]:
    """Reads `6111.4400-6102.50`: a code and its number, as many as there are."""

    def parted(text: str) -> tuple[tuple[BpsCode, Any], ...]:
        found = [part.partition(".") for part in text.split("-") if part]
        return tuple((BpsCode(code), read(number)) for code, _, number in found)

    return parted


def _pairs_text(write: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda pairs: "-".join(f"{code}.{write(number)}" for code, number in pairs)


def _or_none(read: Callable[[str], Any]) -> Callable[[str], Any]:
    return lambda text: read(text) if text else None


def _none_text(write: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda value: "" if value is None else write(value)


OF_PLAN: Mapping[str, Field] = {
    "dana": Field("funding", str),
    "wil": Field("regions", _codes, "-".join),
    "ukuran": Field("size", str),
    "bagian": Field("share", _fraction, _fraction_text),
    "per": Field("each", _whole),
    "jumlah": Field("amounts", _pairs(_whole), _pairs_text(str)),
    "bulan": Field("months", _whole),
    "mulai": Field("start", Period.parse),
    "tarif": Field("tariff", str),
    "tumpang": Field("overlap", _fraction, _fraction_text),
}
OF_SCENARIO: Mapping[str, Field] = {
    "nama": Field("name", str),
    "semesta": Field("pool", str),
    "laju-lain": Field("assumed", _or_none(_fraction), _none_text(_fraction_text)),
    "laju": Field("rates", _pairs(_fraction), _pairs_text(_fraction_text)),
    "target": Field("year", _or_none(_whole), _none_text(str)),
}


def fault(key: str, value: object) -> GeoError:
    """What to say of a field whose content is of the wrong kind."""
    return BadScenarioError(key, value) if key in LABELS else UnknownFieldError(key)
