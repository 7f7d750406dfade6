"""Days of a register, as dates or as text in the spellings that occur; the same on each engine."""

from typing import Any

import ibis
from ibis import ir

from geo.model import Period
from geo.register_terms import month_number

DAYS = ("from", "to", "paid_until")
FIRST_DAY, FOREVER = "1900-01-01", "9999-12-31"
"""The first day that is read; and one that does not come, as databases write it."""
NEVER = "2100-01-01", "9999-12-30"
"""The first and the last of the days between that are not."""
_FIRST_MONTH = Period(1900, 1)
_CLOCK = "([ T][0-9:.]+(Z|[+-][0-9:]+)?)?"
DATE = (
    "^((19|20)[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])"
    "|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))"
    "|(19|20)(0[48]|[2468][048]|[13579][26])-02-29|2000-02-29|9999-12-31)"
    f"{_CLOCK}$"
)
"""A day that there is, written 2025-12-31, with an hour or without. A cast would not be the same
on each engine."""
DAY_FIRST = f"^([0-9]{{1,2}})[/.-]([0-9]{{1,2}})[/.-]([0-9]{{4}}){_CLOCK}$"
"""A day as it is written by hand, 31/12/2025: the day first, as everywhere in Indonesia."""
_BLANK = "^[ \t\n\r\x0b\x0c]|[ \t\n\r\x0b\x0c]$"
_NO = ibis.literal(False)  # the value itself


def day_of(column: Any) -> Any:
    """The day that a cell tells; null where it tells none, or one that there is not.

    Of text, days from 1900 to 2099 are read, and 9999-12-31; of dates, what is out of these bounds
    is told by `unread`.
    """
    if isinstance(column, ir.StringColumn):
        text = column.strip()
        parts = (text.re_extract(DAY_FIRST, n) for n in (3, 2, 1))
        turned = _dashed(*parts)
        read = ibis.ifelse(
            text.re_search(DATE),
            text.substr(0, 10),
            ibis.ifelse(turned.re_search(DATE), turned, ibis.null("string")),
        )
        return read.cast("date")
    return column.cast("date")


def _dashed(year: Any, month: Any, day: Any) -> Any:
    return year + "-" + month.lpad(2, "0") + "-" + day.lpad(2, "0")


def unread(column: Any, day: Any) -> Any:
    """Whether what stands there is no day, or one before 1900 or after 2099 (but for `FOREVER`)."""
    if isinstance(column, ir.StringColumn):
        return (column.strip().nullif("").notnull()) & day.isnull()
    return (day < ibis.date(FIRST_DAY)) | day.between(*(ibis.date(one) for one in NEVER))


def by_hand(register: Any) -> Any:
    """Whether a day of a row is written as by hand, 31/12/2025."""
    columns = [register[name] for name in DAYS]
    texts = [one for one in columns if isinstance(one, ir.StringColumn)]
    found = [one.strip().re_search(DAY_FIRST).fill_null(_NO) for one in texts]
    return ibis.or_(*found) if found else _NO


def trimmed(column: Any) -> Any:
    """Text without blanks around it; most texts have none, and removing none takes long."""
    return ibis.ifelse(column.re_search(_BLANK), column.strip(), column)


def last_full_month(day: Any, zero: int = 0) -> Any:
    """The last month whose last day is this day or lies before it, as `month_of_day` numbers them.

    Only of a day from the 28th on is the next one asked for: that takes ten times as long.
    """
    next_day = day + ibis.interval(days=1)
    return ibis.ifelse(
        day.day() < 28, month_of_day(day, zero + 1), month_of_day(next_day, zero + 1)
    )


def month_of_day(day: Any, zero: int = 0) -> Any:
    """The month of a day from `FIRST_DAY` on (int64, null where there is no day).

    Counted from a first of January: to ask for year and month takes twice as long. Before it the
    engines round differently.

    Parameters
    ----------
    zero : int
        The month that is 0, as `register_terms.month_number` numbers them.
    """
    months = day.delta(ibis.date(FIRST_DAY), unit="month")
    return months - (zero - month_number(_FIRST_MONTH))
