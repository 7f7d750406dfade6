"""Tables → files to take away, safe to open in a spreadsheet, with edition and source."""

import re

import pandas as pd

from geo import datasets
from geo.editions import Edition

_RUNS = "=+@\uff1d\uff0b\uff20\uff0d-"  # the four of them, narrow and wide
_RISKY = re.compile(rf"\A(?=\s*[{_RUNS}]|[\t\r\n])|(?<=[;\t\r\n])(?= *[{_RUNS}])")
"""Where a spreadsheet would begin to run a text: at its start, or where it takes a new cell to
begin. In Indonesia it parts cells at semicolons, and opens a file with commas all the same.
OWASP, "CSV Injection" (2020)."""


def harmless(text: str) -> str:
    """A text that a spreadsheet shows and never runs: an apostrophe before what it would run.

    >>> harmless("=1+1"), harmless("a;=1+1"), harmless("51,59 %")
    ("'=1+1", "a;'=1+1", '51,59 %')
    """
    return _RISKY.sub("'", text)


def claims_csv(edition: Edition, claims: pd.DataFrame) -> bytes:
    """Claims as CSV in UTF-8 with a byte-order mark, so that Excel reads the letters right.

    Every row carries edition and data set beside its source. Numbers use a point;
    unknown is blank. Text that a spreadsheet would run as a formula gets an apostrophe.
    """
    table = claims.assign(edition=edition.name, dataset=edition.dataset)
    for column in table.select_dtypes(include=["str", "object"]).columns:
        table[column] = [
            harmless(cell) if isinstance(cell, str) else cell for cell in table[column]
        ]
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def file_name(edition: Edition, what: str) -> str:
    """`peta-cakupan-klaim-2026-11-22.1.csv`; data that is not published says so in its name."""
    return f"{datasets.file_mark(edition.dataset)}peta-cakupan-{what}-{edition.name}.csv"
