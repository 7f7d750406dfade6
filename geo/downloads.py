"""Tables → files to take away, safe to open in a spreadsheet, with edition and source."""

import pandas as pd

from geo.editions import Edition

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def claims_csv(edition: Edition, claims: pd.DataFrame) -> bytes:
    """Claims as CSV in UTF-8 with a byte-order mark, so that Excel reads the letters right.

    Every row carries edition and data set beside its source. Numbers use a point;
    unknown is blank. Text that a spreadsheet would run as a formula gets an apostrophe.
    """
    table = claims.assign(edition=edition.name, dataset=edition.dataset)
    for column in table.select_dtypes(include=["str", "object"]).columns:
        risky = table[column].str.startswith(_FORMULA, na=False)
        table[column] = table[column].mask(risky, "'" + table[column])
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def file_name(edition: Edition, what: str) -> str:
    """`peta-cakupan-klaim-2026-11-22.1.csv`; made-up data says so in its name."""
    mark = "DATA-CONTOH-" if edition.dataset != "publikasi" else ""
    return f"{mark}peta-cakupan-{what}-{edition.name}.csv"
