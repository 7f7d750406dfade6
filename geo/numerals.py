"""Numbers, percents and rupiah as officials write them; `moments` reads dates.

What stands there is kept: a number has the decimals that were written. What can be read in
two ways says so and is never guessed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from geo.received import Value

Style = Literal["id", "en", "whole"]
"""1.234,5 as in Indonesian; 1,234.5 as in English; or of a count, which has no decimals, so
that both 1.234 and 1,234 are more than a thousand."""
SIGNIFICANT, MOST_DECIMALS, COMPUTED_DECIMALS = 12, 6, 2
"""Digits of a stored number that are meant; decimals that a claim may have; decimals shown
of a number that a formula left with more of them than anybody writes."""
GREATEST, FINEST, LONGEST = Decimal(10) ** 15, Decimal(1).scaleb(-10), 80
"""Numbers that are read are smaller than the first (rupiah of a state budget), and rounded
to the second; a longer text than the third is prose."""
BLANKS = frozenset(
    {"", "-", "--", "---", "n/a", "na", "n.a", "n.a.", "tidakada", "tidaktersedia", "belumada"}
    | {"tidakadadata", "belumadadata", "kosong", "null", "none", "nan", "...", "…", "?", "tad"}
)
"""What stands for "there is no figure", spaces aside. "Nihil" is not here: it may mean zero."""
_SPACES = re.compile(r"[\s\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]+")
_DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]")
_DIGITS = (
    r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+"
    r"|[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]{1,3}(?:,[0-9]{3})+"
    r"|[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?"
)
_SIZES = {
    **dict.fromkeys(("ribu", "rb"), 10**3),
    **dict.fromkeys(("juta", "jt"), 10**6),
    **dict.fromkeys(("miliar", "milyar", "m"), 10**9),
    **dict.fromkeys(("triliun", "trilyun", "t"), 10**12),
}
_NUMBER = re.compile(
    rf"(?P<about>~|±|\+/-|sekitar |kurang[ ]lebih |kira-kira )?\s?(?P<minus>-)?\s?"
    rf"(?P<rp>rp\.?|idr)?\s?(?P<digits>{_DIGITS})(?:,--?)?"
    r"(?:\s?(?P<size>ribu|rb|juta|jt|miliar|milyar|m|triliun|trilyun|t)\b)?"
    r"(?:\s?(?P<percent>%|persen\b))?"
    r"(?:\s?(?:orang|jiwa|pekerja|peserta|org|bulan|bln|rupiah)\b)?"
    # One mark at a time: a repeat within a repeat would take for ever on a hostile text.
    r"(?P<note>(?:\s?[*†‡¹²³]\)?|\s?\([^()]*\)|\s[0-9a-z]\))*)",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as it was written.

    Attributes
    ----------
    value : Decimal
        What stands there: 51.59 for `51,59 %`, 2400000000 for `Rp2,4 miliar`.
    decimals : int
        Decimals as written; 0 of a number written in thousands, millions or billions.
    is_percent, is_rupiah, is_sized : bool
        Whether a percent sign, Rp, or a word of size ("juta") stands beside it.
    note : str
        What else stands there: `*)`, `(sementara)`, `~`.
    """

    value: Decimal
    decimals: int = 0
    is_percent: bool = False
    is_rupiah: bool = False
    is_sized: bool = False
    note: str = ""


def plain(text: str) -> str:
    """A text with each run of spaces of any width as one space, and each dash as `-`."""
    return _DASHES.sub("-", _SPACES.sub(" ", text)).strip()


def is_blank(value: Value) -> bool:
    """Whether a cell holds no figure: empty, `-`, `n/a`, `tidak ada`. Zero is a figure."""
    return value is None or (
        isinstance(value, str) and plain(value).casefold().replace(" ", "") in BLANKS
    )


def number(value: Value, style: Style | None = None) -> Number | None:
    """The number that a cell holds; None where it is no number or can be read in two ways.

    Parameters
    ----------
    value : str, int, float, date or None
        A cell's value.
    style : {"id", "en", "whole"} or None
        How `1.234` is to be read; None where nobody has said, so that it is not read.
        `whole` does not settle `2.429 miliar`.
    """
    if isinstance(value, int | float):
        return _stored(value)
    match = _matched(value)
    if match is None:
        return None
    size = _SIZES.get(match["size"] or "", 1)
    if _open(match["digits"]) and (style is None or (style == "whole" and size > 1)):
        return None
    digits = _settled(match["digits"], style)
    amount = Decimal(digits)
    if amount * size >= GREATEST:
        return None
    return Number(
        value=(-amount if match["minus"] else amount) * size,
        decimals=len(digits.partition(".")[2]) if size == 1 else 0,
        is_percent=bool(match["percent"]),
        is_rupiah=bool(match["rp"]),
        is_sized=size > 1,
        note=plain(f"{match['about'] or ''} {match['note'] or ''}"),
    )


def is_open(value: Value) -> bool:
    """Whether a text is a number whose sign may part thousands or decimals: `1.234`."""
    match = _matched(value)
    return match is not None and _open(match["digits"])


def styles(values: Iterable[Value]) -> frozenset[Style]:
    """The ways of writing that the texts of a column prove: of `51,59` and `1.234`, `id`."""
    found: set[Style] = set()
    for value in values:
        match = _matched(value)
        if match is None or _open(match["digits"]):
            continue
        signs = re.sub("[0-9 ]", "", match["digits"])
        if signs:
            parts_decimals = len(set(signs)) > 1 or len(signs) == 1
            found.add("id" if (signs[-1] == ",") == parts_decimals else "en")
    return frozenset(found)


def _matched(value: Value) -> re.Match[str] | None:
    """A text taken apart as a number; "5 M" is a milliard only of rupiah."""
    text = plain(value).casefold() if isinstance(value, str) else ""
    match = _NUMBER.fullmatch(text) if len(text) <= LONGEST else None
    return None if match and match["size"] in ("m", "t") and not match["rp"] else match


def _open(digits: str) -> bool:
    return re.fullmatch(r"[1-9][0-9]{0,2}[.,][0-9]{3}", digits) is not None


def _settled(digits: str, style: Style | None) -> str:
    """Digits with a point for decimals and nothing for thousands."""
    digits = digits.replace(" ", "")
    signs = re.sub("[0-9]", "", digits)
    if len(set(signs)) > 1:
        return digits.replace(signs[0], "").replace(signs[-1], ".")
    if len(signs) > 1 or (
        _open(digits) and (style == "whole" or (signs == ".") == (style == "id"))
    ):
        return digits.replace(signs[0], "")
    return digits.replace(",", ".")


def _stored(value: float) -> Number | None:
    """A number as a spreadsheet stores it: 15 digits, the last ones noise."""
    exact = Decimal(repr(value))
    if isinstance(value, bool) or not exact.is_finite() or abs(exact) >= GREATEST:
        return None
    if not isinstance(value, int):
        noise = Decimal(1).scaleb(exact.adjusted() - SIGNIFICANT + 1) if exact else FINEST
        exact = exact.quantize(max(noise, FINEST))
    digits = f"{exact.normalize():f}" if exact else "0"
    return Number(value=Decimal(digits), decimals=len(digits.partition(".")[2]))


def as_fraction(read: Number, *, percent: bool) -> Number:
    """A rate as a fraction, with the decimals that its percent has: 0.5159 has two.

    A number with more than six decimals was left by a formula; it keeps its value and is
    shown with two.
    """
    value = read.value / 100 if percent else read.value
    decimals = read.decimals if percent else max(read.decimals - 2, 0)
    shown = decimals if decimals <= MOST_DECIMALS else COMPUTED_DECIMALS
    return replace(read, value=value, decimals=shown, is_percent=False)
