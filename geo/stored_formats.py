"""Formats of numbers in a workbook: which show a percent, which a date; serial numbers to dates.

Authority: ECMA-376, Office Open XML File Formats, 5th edition (2021), part 1, 18.8.30
(formats of numbers) and 18.17.4 (dates). XLS holds the same formats.
"""

import re
from datetime import date, timedelta
from typing import Literal

Shows = Literal["number", "percent", "date"]
_PERCENTS = frozenset({9, 10})
_DATES = frozenset({14, 15, 16, 17, 22, *range(27, 32), 36, *range(50, 55), 57, 58})
_FIRST_CUSTOM = 164
_QUOTED = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]?')
"""Parts of a format that are shown as they stand, or are colours, places and conditions."""
_PLAIN = {"general", "standard"}
_MONTHS = {"mmm", "mmmm"}
_LAST_SERIAL = 2_958_465  # 31 December 9999


def shows(number: int, code: str | None) -> Shows:
    """What a format shows.

    Parameters
    ----------
    number : int
        Its number; below 164 those that every program knows.
    code : str or None
        As written in the file, `0.00%`; None for one that every program knows.
    """
    if code is None:
        return "percent" if number in _PERCENTS else "date" if number in _DATES else "number"
    plain = _QUOTED.sub("", code.split(";", 1)[0]).lower()
    if "%" in plain:
        return "percent"
    is_day = plain not in _PLAIN and (
        "d" in plain or "y" in plain or plain.strip(" -/.") in _MONTHS
    )
    return "date" if is_day else "number"


def day(serial: float, *, since_1904: bool) -> date | None:
    """Date of a serial number; None where it stands for no date.

    Notes
    -----
    Lotus 1-2-3 took 1900 for a leap year, and Excel kept it: number 60 is a day that never
    was, and is not read.
    """
    if since_1904:
        return (
            date(1904, 1, 1) + timedelta(days=int(serial))
            if 0 <= serial <= _LAST_SERIAL - 1462
            else None
        )
    if not 1 <= serial < _LAST_SERIAL + 1 or int(serial) == 60:
        return None
    return date(1899, 12, 31 if serial < 60 else 30) + timedelta(days=int(serial))
