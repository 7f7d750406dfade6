"""Periods as officials write them: a day, a month, a year, a half-year or quarter.

A period is as precise as its text; none is completed.
"""

import re
from datetime import date, timedelta

from geo.model import BadPeriodError, Period
from geo.numerals import LONGEST, plain
from geo.received import Value

_MONTHS = (
    *("jan januari january", "feb peb februari pebruari february", "mar mrt maret march"),
    *("apr april", "mei may", "jun juni june", "jul juli july", "agu agt ags aug agustus august"),
    *("sep sept september", "okt oct oktober october", "nov nop november nopember"),
    "des dec desember december",
)
"""Indonesian and English names of each month, whole and short."""
MONTH_OF = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names.split()}
_NAMES = "|".join(sorted(MONTH_OF, key=len, reverse=True))
_PARTS = {"semester": 6, "smt": 6, "triwulan": 3, "tw": 3, "kuartal": 3, "quarter": 3, "q": 3}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?P<y>(?:19|20)[0-9]{2})"
_FORMS = (
    rf"(?P<d>[0-9]{{1,2}})[ \-/.]?(?P<name>{_NAMES})\.?[ \-/,.]*{_YEAR}",
    rf"(?P<name>{_NAMES})\.?[ \-/,.']*{_YEAR}",
    rf"(?P<d>[0-9]{{1,2}})[/.\-](?P<m>[0-9]{{1,2}})[/.\-]{_YEAR}",
    rf"{_YEAR}[/.\-](?P<m>[0-9]{{1,2}})[/.\-](?P<d>[0-9]{{1,2}})(?:[ t]00:00(?::00)?)?",
    rf"{_YEAR}[/\-](?P<m>[0-9]{{1,2}})",
    rf"(?P<m>[0-9]{{1,2}})[/\-]{_YEAR}",
    rf"(?P<part>{'|'.join(_PARTS)})[ .\-]*(?P<n>iv|i{{1,3}}|[1-4])[ ,/\-]*(?:tahun )?{_YEAR}",
    _YEAR,
)
_LEAD = r"(?:(?:per|posisi|tanggal|tgl|s\.?/?d\.?|sampai dengan|sampai|keadaan|bulan|tahun)[ .:]*)*"
_WHOLE = tuple(re.compile(_LEAD + form) for form in _FORMS)
_WITHIN = tuple(re.compile(rf"(?<![0-9a-z./]){form}(?![0-9])") for form in _FORMS)
_LAWS = re.compile(
    r"(?:nomor|no)\b\.? ?[^ ]+[ ]tahun[ ][0-9]{4}|(?<![0-9/])[0-9]+/[0-9]{4}(?![0-9])"
)
EARLIEST, LATEST = date(2000, 1, 1), date(2050, 12, 31)
"""Days that a whole number can stand for as an Excel serial (1900 system); the years of
this subject. A year (2025) is far below them: 2025 as a serial would be 1905."""
_EPOCH = date(1899, 12, 30)


def period(value: Value) -> Period | None:
    """The period that a cell names, as precise as it is written; None where it names none.

    A slash date is day first, as Indonesian writing has it; 08/31/2025 is none. Half-years
    and quarters are read as their last month: the figures here are positions, and a position
    of a semester is that of its end (Dukcapil's semester II 2024 is December 2024). The words
    stay with the claim, in its note.
    """
    if isinstance(value, date):
        return Period(value.year, value.month, value.day)
    if isinstance(value, int | float):
        return _serial(value)
    text = plain(value or "").casefold()[:LONGEST]
    return next((found for form in _WHOLE if (found := _dated(form.fullmatch(text)))), None)


def is_part(value: Value) -> bool:
    """Whether a text names a half-year or a quarter, which `period` reads as its end."""
    return isinstance(value, str) and any(
        re.search(rf"\b{part}\b", plain(value).casefold()) for part in _PARTS
    )


def periods_in(text: str) -> tuple[Period, ...]:
    """The periods that a title or heading names, in their order, each once.

    Of periods that lie within one another the most precise stays: "Tahun 2025 (per 31
    Agustus 2025)" names a day. Numbers of laws ("Nomor 27 Tahun 2024") name none.
    """
    named = [one for _, _, one in sorted(_spans(text), key=lambda span: span[0])]
    kept = [one for one in named if not any(_within(other, one) for other in named)]
    return tuple(dict.fromkeys(kept))


def written_in(text: str, one: Period) -> str:
    """How a title writes a period that it names; the period itself where it does not."""
    rest = plain(text)
    spans = (rest[start:stop] for start, stop, found in _spans(rest) if found == one)
    return next(spans, str(one)) if len(rest.casefold()) == len(rest) else str(one)


def without_periods(text: str) -> str:
    """A heading without the periods that it names: "Peserta aktif 2024" is "Peserta aktif"."""
    rest = plain(text)
    if len(rest.casefold()) == len(rest):
        for start, stop, _ in _spans(rest):
            rest = rest[:start] + " " * (stop - start) + rest[stop:]
    return plain(re.sub(r"\(\s*\)", "", rest)).strip(" -,;:/")


def _spans(text: str) -> list[tuple[int, int, Period]]:
    """Where periods stand in a text, without its spare spaces, and which."""
    rest, found = plain(text).casefold(), []
    rest = _LAWS.sub(_blanked, rest)
    for form in _WITHIN:
        for match in form.finditer(rest):
            dated = _dated(match)
            found += [(match.start(), match.end(), dated)] if dated else []
        rest = form.sub(_blanked, rest)
    return found


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _within(inner: Period, outer: Period) -> bool:
    return inner != outer and str(inner).startswith(f"{outer}-")


def _dated(match: re.Match[str] | None) -> Period | None:
    if match is None:
        return None
    parts = match.groupdict()
    month = int(parts["m"]) if parts.get("m") else MONTH_OF.get(parts.get("name") or "")
    if parts.get("part"):
        month = _PARTS[parts["part"]] * _ROMAN[parts["n"]]
    try:
        day = f"-{int(parts['d']):02d}" if parts.get("d") else ""
        return Period.parse(parts["y"] + (f"-{month:02d}{day}" if month is not None else ""))
    except BadPeriodError:
        return None


def _serial(value: float) -> Period | None:
    """A year, or a day as Excel counts them."""
    is_year = EARLIEST.year <= value <= LATEST.year
    is_day = (EARLIEST - _EPOCH).days <= value <= (LATEST - _EPOCH).days
    if not (is_year or is_day) or value % 1:
        return None
    if is_year:
        return Period(int(value))
    day = _EPOCH + timedelta(days=int(value))
    return Period(day.year, day.month, day.day)
