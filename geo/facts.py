"""Facts as received, read as claims.

The embedded edition *Publikasi* is made from `data/raw/facts.csv` (as received) and
`data/raw/facts.reading.csv` (how each row was read: indicator, segment, definition
family, the two counts behind a rate, the speaker).
"""

from pathlib import Path

import pandas as pd
from pandas.errors import EmptyDataError, ParserError

from geo.contracts import claims_from_text
from geo.errors import GeoError, listed
from geo.language import Message
from geo.model import COUNTRY, ISLAND

UNIT_OF = {
    "persen": "fraction",
    "orang": "persons",
    "jiwa": "persons",
    "rupiah": "rupiah",
    "desa": "villages",
    "kelurahan": "villages",
    "kecamatan": "villages",
    "dokumen": "document",
}
AS_RECEIVED = (
    *("indicator", "segment", "family", "definition", "speaker", "source_title"),
    *("publisher", "published_on", "source_url", "confidence", "note"),
)
FACT_COLUMNS = (
    *("id", "region_name", "region_code", "period", "value", "unit", "definition"),
    *("source_title", "publisher", "published_on", "source_url", "confidence", "note"),
)
READING_COLUMNS = (
    *("id", "indicator", "segment", "family", "numerator_id", "denominator_id"),
    *("speaker", "decimals", "precision"),
)
REGION_OF_NAME = {"Kalimantan (5 provinsi)": ISLAND, "Indonesia": COUNTRY}


class UnreadFactsError(GeoError, ValueError):
    """Rows of facts that nobody has read, or readings of rows that are gone."""

    def __init__(self, ids: list[str]) -> None:
        super().__init__(
            what=Message("Baris tanpa pasangan di facts.reading.csv: {ids}.", ids=listed(ids)),
            mend=Message("Tambahkan indikator, segmen dan keluarga definisinya."),
        )


class MissingFactsError(GeoError, LookupError):
    """A table of facts that is not where it should be, or is no table."""

    def __init__(self, name: str) -> None:
        super().__init__(
            what=Message("Berkas {name} tidak ditemukan atau bukan CSV UTF-8.", name=name),
            mend=Message("Periksa nama, letak dan isi berkasnya."),
        )


class MissingFactColumnsError(GeoError, ValueError):
    """A table of facts without some of its columns."""

    def __init__(self, name: str, columns: list[str]) -> None:
        super().__init__(
            what=Message(
                "Berkas {name}: kolom {columns} tidak ada.", name=name, columns=listed(columns)
            ),
            mend=Message("Pakai baris judul yang sama dengan berkas sebelumnya."),
        )


class DoubledFactsError(GeoError, ValueError):
    """Rows that share a number."""

    def __init__(self, name: str, ids: list[str]) -> None:
        super().__init__(
            what=Message(
                "Berkas {name}: nomor {ids} dipakai lebih dari sekali.", name=name, ids=listed(ids)
            ),
            mend=Message("Beri setiap baris nomor sendiri."),
        )


def claims_from_facts(facts: Path, reading: Path) -> pd.DataFrame:
    """The claims table of the cited facts.

    Parameters
    ----------
    facts, reading : Path
        CSV files in UTF-8; joined on `id`, one to one, no leftovers on either side.

    Returns
    -------
    DataFrame
        As `contracts.claims_from_text` returns it.

    Raises
    ------
    MissingFactsError, MissingFactColumnsError, DoubledFactsError
        If a file is not the table that it should be.
    UnreadFactsError
        If a row stands in one file alone.
    FaultsError
        If the table breaks its contract.
    """
    table = _text(facts, FACT_COLUMNS).merge(
        _text(reading, READING_COLUMNS),
        on="id",
        how="outer",
        validate="one_to_one",
        indicator=True,
    )
    alone = table.loc[table["_merge"] != "both", "id"].tolist()
    if alone:
        raise UnreadFactsError(alone)
    counts = table.set_index("id")["value"]
    claims = pd.DataFrame(
        {
            "claim_id": table["id"],
            "region_code": table["region_code"].mask(
                table["region_code"] == "", table["region_name"].map(REGION_OF_NAME)
            ),
            "period": table["period"].mask(
                table["precision"] == "month", table["period"].str.slice(0, 7)
            ),
            "numerator": table["numerator_id"].map(counts).fillna(""),
            "denominator": table["denominator_id"].map(counts).fillna(""),
            "supersedes": "",
            **{name: table[name] for name in AS_RECEIVED},
            **_values(table),
        }
    )
    return claims_from_text(claims.sort_values("claim_id", ignore_index=True), facts.name)


def _text(path: Path, columns: tuple[str, ...]) -> pd.DataFrame:
    try:
        table = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (OSError, UnicodeDecodeError, ParserError, EmptyDataError) as error:
        raise MissingFactsError(path.name) from error
    missing = [name for name in columns if name not in table.columns]
    if missing:
        raise MissingFactColumnsError(path.name, missing)
    doubled = table["id"][table["id"].duplicated()].unique().tolist()
    if doubled:
        raise DoubledFactsError(path.name, doubled)
    return table


def _values(table: pd.DataFrame) -> dict[str, pd.Series]:
    """Value, unit, decimals and text: percent becomes a fraction, a document stays text."""
    unit = table["unit"].map(UNIT_OF)
    unit = unit.mask(table["unit"].str.startswith("peringkat"), "rank").fillna("other")
    is_text = unit == "document"
    value = table["value"].mask(is_text, "")
    percent = pd.to_numeric(value, errors="coerce") / 100
    fraction = unit == "fraction"
    published = table["value"].str.extract(r"\.(\d+)$")[0].fillna("").str.len().astype(str)
    return {
        "value": value.mask(fraction & percent.notna(), percent.round(8).astype(str)),
        "unit": unit,
        "text": table["value"].where(is_text, ""),
        "decimals": table["decimals"].mask((table["decimals"] == "") & ~is_text, published),
    }
