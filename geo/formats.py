"""Numbers, percent, rupiah and dates as the reader writes them: 51,59 % or 51.59%."""

import math
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import NumberPattern, parse_pattern

from geo.language import Language, Message, translated
from geo.model import Period

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
MOST_NAMED = 20
"""Names in a sentence; of more than these a reader keeps none."""


# Babel parses a pattern and a locale anew for every number: a table has thousands of them.
def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


@lru_cache
def _pattern(decimals: int) -> NumberPattern:
    return parse_pattern("#,##0" + ("." + "0" * decimals if decimals else ""))


@lru_cache
def _locale(language: Language) -> Locale:
    return Locale(language)


@lru_cache(maxsize=4096)
def _date(day: date, pattern: str, language: Language) -> str:
    return format_date(day, format=pattern, locale=_locale(language))


@dataclass(frozen=True, slots=True)
class Writer:
    """Sentences, numbers and dates in one language.

    Attributes
    ----------
    language : {"id", "en"}
        The reader's language.
    """

    language: Language = "id"

    def say(self, text: str, /, **values: Any) -> str:
        """The sentence of the catalogue, with its `{places}` filled in."""
        return Message(text, **values).spoken(self.language)

    def tell(self, message: Message) -> str:
        """A message in the reader's language."""
        return message.spoken(self.language)

    def label(self, text: str) -> str:
        """A label kept elsewhere (catalogue of indicators, of regions), translated."""
        return translated(text, self.language)

    def decimal(self, number: float, decimals: int = 0) -> str:
        """`1.234,5` in Indonesian, `1,234.5` in English; a dash where unknown."""
        if math.isnan(number):
            return DASH
        text = str(_pattern(decimals).apply(number, _locale(self.language)))
        if not re.search("[1-9]", text):  # what rounds to nothing has no sign
            return text.removeprefix("-")
        return text.replace("-", MINUS)

    def percent(self, fraction: float, decimals: int = 2) -> str:
        """A fraction as percent: 0.5159 is `51,59 %` in Indonesian, `51.59%` in English."""
        if math.isnan(fraction):
            return DASH
        # Rounded in decimal first: 0.5159 * 100 is 51.589999… in binary.
        text = self.decimal(round(fraction * 100, 6), decimals)
        return f"{text}\N{NO-BREAK SPACE}%" if self.language == "id" else f"{text}%"

    def points(self, fraction: float, decimals: int = 2) -> str:
        """A difference of two rates in percentage points: `28,56 poin`."""
        if math.isnan(fraction):
            return DASH
        amount = self.decimal(round(fraction * 100, 6), decimals)
        return self.say("{amount} poin", amount=amount)

    def rupiah(self, amount: float, decimals: int = 0) -> str:
        """`Rp2.429.520.000` in Indonesian, `Rp2,429,520,000` in English."""
        if math.isnan(amount):
            return DASH
        sign = MINUS if round(amount, decimals) < 0 else ""
        return f"{sign}Rp{self.decimal(abs(amount), decimals)}"

    def rupiah_short(self, amount: float) -> str:
        """`Rp4,44 miliar`, `Rp103,1 juta`: for labels; the full amount stands beside it."""
        if math.isnan(amount):
            return DASH
        sign = MINUS if amount < 0 else ""
        for size, decimals, text in ((1e9, 2, _("{n} miliar")), (1e6, 1, _("{n} juta"))):
            if round(abs(amount) / size, decimals) >= 1:
                whole = (abs(amount) / size).is_integer()
                part = self.decimal(abs(amount) / size, 0 if whole else decimals)
                return f"{sign}Rp" + self.say(text, n=part)
        return self.rupiah(amount)

    def period(self, period: Period) -> str:
        """`2024`, `Agustus 2021` or `24 September 2025`: as precise as the source."""
        if period.month is None:
            return str(period.year)
        return _date(period.end, "d MMMM y" if period.day else "MMMM y", self.language)

    def period_short(self, period: Period) -> str:
        """`2024`, `Agu 2021`: for labels where space is short."""
        if period.month is None:
            return str(period.year)
        return _date(period.end, "MMM y", self.language)

    def published(self, text: str) -> str:
        """A date of publication as precise as the source gave it; says so where it gave none."""
        return self.period(Period.parse(text)) if text else self.say("tanggal tidak tercantum")

    def joined(self, parts: list[str]) -> str:
        """`a, b dan c`."""
        if len(parts) < 2:
            return "".join(parts)
        return self.say("{first} dan {last}", first=", ".join(parts[:-1]), last=parts[-1])

    def named(self, names: list[str], most: int = MOST_NAMED) -> str:
        """The same of names; of more than `most` the rest are counted."""
        if len(names) <= most:
            return self.joined(names)
        first, rest = ", ".join(names[:most]), len(names) - most
        return self.say("{first} dan {n} lainnya", first=first, n=self.decimal(rest))
