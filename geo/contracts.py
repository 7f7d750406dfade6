"""What every claims table must hold; all faults at once, as sentences.

The contract is a pandera schema; this module turns each of its findings into a sentence
that names file, row, column and the mend.
"""

from collections.abc import Callable, Mapping
from functools import cache

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from geo.errors import FaultsError
from geo.families import FAMILIES
from geo.indicators import BY_KEY, CLAIM_KEYS
from geo.language import Message
from geo.model import (
    ABOVE,
    COLUMNS,
    CONFIDENCES,
    NUMBERS,
    SEGMENTS,
    BadPeriodError,
    Period,
    Unit,
)
from geo.regencies import by_bps, districts

UNITS = tuple(unit.value for unit in Unit)
MOST_DECIMALS = 6
LEAST = 10
"""Persons from which on a count may be told below the regency: a smaller one could point at
somebody. A. Hundepool et al., Statistical Disclosure Control (2012), chapter 4. What is hidden has
no value and says `suppressed` as its text."""
ROW_CHECKS = (
    *("value_or_text", "zero_denominator", "decimals", "other_unit", "supersedes"),
    "small_count",
)
"""Checks over several columns; their sentence names the row alone."""
_PLAIN = r"-?[0-9]{1,18}(\.[0-9]{1,12})?"
"""A number as it is written in a table: no exponent, no space, no infinity."""


def known_regions() -> frozenset[str]:
    """Codes that a claim may name: regencies, their districts, province, what stands above it."""
    return frozenset({*by_bps(), *_below(), *ABOVE})


@cache
def _below() -> frozenset[str]:
    return frozenset(one.bps for one in districts())


def claims_from_text(table: pd.DataFrame, source: str) -> pd.DataFrame:
    """A claims table read as text, checked and typed.

    Parameters
    ----------
    table : DataFrame of str
        One claim per row; columns as in `COLUMNS`, in any order. Blank is empty text.
    source : str
        File name, for the sentences.

    Returns
    -------
    DataFrame
        Columns `COLUMNS` in order; `value`, `decimals`, `numerator`, `denominator` as
        float with NaN for blank (unknown, never zero); everything else as text.

    Raises
    ------
    FaultsError
        With one sentence per fault: file, row (the header is row 1), column, mend.
    """
    missing = [name for name in COLUMNS if name not in table.columns]
    if missing:
        raise _refused(source, [Message("Kolom “{name}” tidak ada.", name=n) for n in missing])
    typed, faults = table.loc[:, list(COLUMNS)].copy(), []
    unread: set[int] = set()
    for column in NUMBERS:
        plain = table[column].where(table[column].str.fullmatch(_PLAIN), "")
        numbers = pd.to_numeric(plain.replace("", np.nan))
        bad = table.index[numbers.isna() & (table[column] != "")]
        unread |= set(bad)
        faults += [_not_a_number(row, column, str(table.at[row, column])) for row in bad]
        typed[column] = numbers.astype(float)
    try:
        _schema().validate(typed, lazy=True)
    except SchemaErrors as found:
        faults += _sentences(found.failure_cases, unread)
    if faults:
        raise _refused(source, faults)
    return typed


def _refused(source: str, faults: list[Message]) -> FaultsError:
    return FaultsError(
        what=Message("{source}: {count} kesalahan ditemukan.", source=source, count=len(faults)),
        mend=Message("Perbaiki semuanya lalu ulangi; data terakhir yang baik tetap dipakai."),
        faults=faults,
    )


def _not_a_number(row: int, column: str, text: str) -> Message:
    return Message(
        "Baris {row}, kolom {column}: “{text}” bukan angka. "
        "Tulis angka polos dengan titik desimal, misalnya 51.59.",
        row=row + 2,
        column=column,
        text=text,
    )


def _is_period(text: str) -> bool:
    try:
        return str(Period.parse(text)) == text  # not padded: the year is its first four letters
    except BadPeriodError:
        return False


def _schema() -> pa.DataFrameSchema:
    """The contract; each check's name is the key of its sentence in `_WORDS`."""
    known = known_regions()
    text: dict[str, tuple[Callable[[str], bool], str]] = {
        "region_code": (lambda code: code in known, "region"),
        "claim_id": (lambda text: text != "", "blank"),
        "indicator": (lambda key: key in CLAIM_KEYS, "indicator"),
        "segment": (lambda key: key in SEGMENTS, "segment"),
        "period": (_is_period, "period"),
        "published_on": (lambda text: text == "" or _is_period(text), "period"),
        "family": (lambda key: key in FAMILIES, "family"),
        "confidence": (lambda key: key in CONFIDENCES, "confidence"),
        "unit": (lambda key: key in UNITS, "unit"),
        "definition": (lambda text: text != "", "blank"),
        "publisher": (lambda text: text != "", "blank"),
        "source_title": (lambda text: text != "", "blank"),
    }
    columns = {
        name: pa.Column(str, pa.Check(check, element_wise=True, name=key))
        for name, (check, key) in text.items()
    }
    columns["claim_id"].checks.append(pa.Check(lambda ids: ~ids.duplicated(), name="doubled"))
    for name in NUMBERS:
        check = pa.Check(lambda numbers: numbers >= 0, name="negative")
        columns[name] = pa.Column(float, check, nullable=True)
    rows = {
        "value_or_text": lambda table: table["value"].notna() != (table["text"] != ""),
        # A denominator of zero makes no rate; NaN (unknown) passes.
        "zero_denominator": lambda table: ~(table["denominator"] == 0),
        "decimals": lambda table: (
            table["value"].isna() | (table["decimals"].isin(range(MOST_DECIMALS + 1)))
        ),
        "other_unit": _has_its_unit,
        "small_count": _is_large_enough,
        "supersedes": lambda table: (
            (table["supersedes"] == "")
            | (
                table["supersedes"].isin(table["claim_id"])
                & (table["supersedes"] != table["claim_id"])
            )
        ),
    }
    return pa.DataFrameSchema(
        columns, checks=[pa.Check(check, name=key) for key, check in rows.items()]
    )


def _has_its_unit(table: pd.DataFrame) -> pd.Series:
    """Whether each claim of the catalogue is in its indicator's unit: a percent is a fraction."""
    expected = table["indicator"].map({key: one.unit.value for key, one in BY_KEY.items()})
    return expected.isna() | (expected == table["unit"])


def is_small(claim: Mapping[str, str]) -> bool:
    """Whether a claim, as text, tells or gives away a count of 1 to 9 persons of a district."""
    if claim["region_code"] not in _below():
        return False
    row = pd.DataFrame([{**dict.fromkeys(COLUMNS, ""), **claim}])
    for column in NUMBERS:
        row[column] = pd.to_numeric(row[column].replace("", np.nan)).astype(float)
    return not bool(_is_large_enough(row).all())


def _is_large_enough(table: pd.DataFrame) -> pd.Series:
    """Whether no count below the regency is of 1 to 9 persons: its own, or one behind a rate."""
    value, base = table["value"], table["denominator"]
    is_count, is_rate = (table["unit"] == unit.value for unit in (Unit.PERSONS, Unit.FRACTION))
    counts = (value.where(is_count), table["numerator"], base, (value * base).where(is_rate))
    small = pd.concat([one.round().between(1, LEAST - 1) for one in counts], axis=1).any(axis=1)
    return ~(small & table["region_code"].isin(_below()))


_WORDS: dict[str, str] = {}


def _worded(key: str, text: str) -> None:
    _WORDS[key] = text


def _(text: str) -> str:
    return text


_worded("region", _("Baris {row}: kode wilayah “{value}” tidak dikenal. Pakai kode BPS (6111)."))
_worded("indicator", _("Baris {row}: indikator “{value}” tidak ada dalam katalog."))
_worded("segment", _("Baris {row}: segmen “{value}” tidak dikenal. Pakai total, pu, bpu, jakon."))
_worded("period", _("Baris {row}, kolom {column}: “{value}” bukan tahun, bulan atau tanggal."))
_worded("family", _("Baris {row}: keluarga definisi “{value}” tidak dikenal."))
_worded("confidence", _("Baris {row}: keyakinan “{value}” bukan high, medium atau low."))
_worded("unit", _("Baris {row}: satuan “{value}” tidak dikenal."))
_worded("blank", _("Baris {row}: kolom {column} kosong. Setiap angka memerlukan sumber."))
_worded("doubled", _("Baris {row}: nomor klaim “{value}” sudah dipakai. Beri nomor baru."))
_worded(
    "negative",
    _("Baris {row}, kolom {column}: {value} negatif. Jumlah dan persen tidak bisa negatif."),
)
_worded("value_or_text", _("Baris {row}: isi salah satu dari value atau text, tidak keduanya."))
_worded("zero_denominator", _("Baris {row}: penyebut nol. Kosongkan bila tidak diketahui."))
_worded("decimals", _("Baris {row}: kolom decimals harus 0 sampai 6 bila ada angkanya."))
_worded("other_unit", _("Baris {row}: satuannya bukan satuan indikator itu menurut katalog."))
_worded(
    "small_count",
    _(
        "Baris {row}: kurang dari 10 orang di bawah kabupaten/kota tidak diterbitkan. Kosongkan "
        "angkanya dan tulis suppressed di kolom text."
    ),
)
_worded("supersedes", _("Baris {row}: klaim yang digantikan tidak ada dalam tabel ini."))
_OTHER_FAULT = _("Baris {row}, kolom {column}: “{value}” tidak memenuhi syarat {check}.")


def _sentences(cases: pd.DataFrame, unread: set[int]) -> list[Message]:
    """One sentence per finding; a check over the whole row is reported once per row.

    A row with a number that could not be read has had its sentence; its blanks are no fault.
    """
    whole_row = cases["check"].isin(ROW_CHECKS)
    cases = cases.assign(column=cases["column"].mask(whole_row, ""))
    cases = cases[~(whole_row & cases["index"].isin(unread))]
    rows = cases.drop_duplicates(["check", "index", "column"]).sort_values("index", kind="stable")
    return [
        Message(
            _WORDS.get(str(case["check"]), _OTHER_FAULT),
            row=int(case["index"]) + 2 if pd.notna(case["index"]) else "?",
            column=case["column"],
            value=case["failure_case"],
            check=case["check"],
        )
        for case in rows.to_dict("records")
    ]
