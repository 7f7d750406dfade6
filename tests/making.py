"""Small tables, made in the test that needs them."""

from itertools import count

import pandas as pd

from geo import contracts
from geo.model import COLUMNS, NUMBERS

_NUMBER = count(1)
PLAIN = {
    "region_code": "6111",
    "indicator": "coverage_rate",
    "segment": "total",
    "period": "2024",
    "value": "0.5",
    "text": "",
    "decimals": "2",
    "unit": "fraction",
    "numerator": "",
    "denominator": "",
    "family": "ucj",
    "definition": "peserta aktif per potensi",
    "speaker": "",
    "source_title": "Judul",
    "publisher": "Koran",
    "published_on": "2024-12-01",
    "source_url": "https://contoh.invalid/1",
    "confidence": "high",
    "note": "",
    "supersedes": "",
}


def row(**cells):
    """One claim as text; what is not said is plain and right."""
    given = {name: str(cell) for name, cell in cells.items()}
    return {"claim_id": f"T-{next(_NUMBER):05d}", **PLAIN, **given}


def text_table(*rows):
    """A claims table as it is read from a file: all text."""
    return pd.DataFrame([dict(one) for one in rows], columns=list(COLUMNS))


def claims_table(*rows):
    """A claims table that has passed its contract."""
    return contracts.claims_from_text(text_table(*rows), "uji.csv")


def series(**values):
    """Numbers by region code, written `r6111=1`."""
    return pd.Series({name.removeprefix("r"): float(value) for name, value in values.items()})


def typed(*rows):
    """A claims table with its numbers read and nothing checked: for tests of many tables."""
    table = text_table(*rows)
    for column in NUMBERS:
        table[column] = [float(cell or "nan") for cell in table[column]]
    return table
