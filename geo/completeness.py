"""What an edition holds for each regency, how old it is, from whom, and what to chase.

A figure is there where any claim gives it, whatever its definition: which claim is read,
and what may be compared, is decided elsewhere. Nothing is computed to fill a gap.
"""

import io
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from geo import claims as ledger
from geo import downloads
from geo.formats import Writer
from geo.model import BpsCode, Period

OLD_MONTHS = 12
"""A figure that describes a time further back than this, from the edition's day, is old."""
MISSING, OLD = "missing", "old"


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A figure that every regency should have.

    Attributes
    ----------
    key, segment : str
        Indicator and segment of the claims that give it.
    letter, label : str
        How it reads in a narrow table, and in full.
    """

    key: str
    segment: str
    letter: str
    label: str


NEEDS = (
    Need(key="coverage_rate", segment="total", letter="C", label=_("Cakupan, semua segmen")),
    Need(key="coverage_rate", segment="pu", letter="P", label=_("Cakupan PU")),
    Need(key="coverage_rate", segment="bpu", letter="B", label=_("Cakupan BPU")),
    Need(key="participants", segment="total", letter="A", label=_("Peserta aktif")),
    Need(key="eligible_workers", segment="total", letter="L", label=_("Pekerja layak")),
)
"""What the matrix shows and the list chases, in this order."""
LISTED = {
    "region_code": _("Kode BPS"),
    "region": _("Kabupaten/kota"),
    "need": _("Angka"),
    "state": _("Keadaan"),
    "period": _("Waktu data terakhir"),
    "months": _("Umur (bulan)"),
    "publisher": _("Terakhir dari"),
    "source_title": _("Judul sumber"),
    "source_url": _("Alamat sumber"),
    "as_of": _("Dihitung per"),
    "edition": _("Edisi"),
}
"""Columns of the list as a file, with their headings."""
STATES = {MISSING: _("belum ada"), OLD: _("lebih dari 12 bulan")}


def held(claims: pd.DataFrame, regions: list[BpsCode]) -> pd.DataFrame:
    """Which figure there is for which regency and year.

    Parameters
    ----------
    claims : DataFrame
        An edition's claims.
    regions : list of BpsCode
        The regencies asked about.

    Returns
    -------
    DataFrame of bool, indexed by (region_code, year)
        A column for each of `NEEDS`, by its letter; a row for each regency in the order
        asked and each year, rising and without a gap, from the first to the last that any
        of them has a figure for. True where a claim that nothing supersedes gives the
        figure. Empty where nothing is claimed.
    """
    found = _found(claims, regions)
    years = found["year"].unique().tolist()
    span = range(min(years), max(years) + 1) if years else range(0)
    grid = pd.MultiIndex.from_product([regions, span], names=["region_code", "year"])
    there = {
        need.letter: grid.isin(part.set_index(["region_code", "year"]).index)
        for need, part in _parts(found)
    }
    return pd.DataFrame(there, index=grid, dtype=bool)


def newest(claims: pd.DataFrame, regions: list[BpsCode], as_of: date) -> pd.DataFrame:
    """The newest claim of each figure of each regency, with its age.

    Parameters
    ----------
    as_of : date
        The edition's day, from which ages are counted.

    Returns
    -------
    DataFrame, indexed by (region_code, letter), one row for each regency and need
        Columns: the text of `period`, `publisher`, `source_title`, `source_url` and
        `claim_id`, empty where there is no figure; `months`, full months from the end of
        the period to `as_of` (float; NaN where there is no figure, 0 where the period is
        not over yet); `state`: `missing`, `old` (ended more than `OLD_MONTHS` months
        before), or empty. Of several claims of the last period the one published last
        counts, then the lowest number.
    """
    found = _found(claims, regions).sort_values(
        ["end", "published_on", "claim_id"], ascending=[False, False, True], kind="stable"
    )
    last = found.drop_duplicates(["region_code", "letter"]).set_index(["region_code", "letter"])
    grid = pd.MultiIndex.from_product(
        [regions, [need.letter for need in NEEDS]], names=["region_code", "letter"]
    )
    shown = ["period", "publisher", "source_title", "source_url", "claim_id"]
    table = last.reindex(grid)[shown].fillna("").astype(str)
    ends = [Period.parse(text).end if text else None for text in table["period"]]
    return table.assign(
        months=[_months(end, as_of) if end else float("nan") for end in ends],
        state=[_state(end, as_of) for end in ends],
    )


def chase(claims: pd.DataFrame, regions: list[BpsCode], as_of: date) -> pd.DataFrame:
    """What is missing or old, regency by regency: the rows of `newest` with a `state`."""
    table = newest(claims, regions, as_of)
    return table[table["state"] != ""]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What every row of the list bears: of which edition, counted from which day, its mark."""

    edition: str
    as_of: date
    mark: str = ""


def listing(
    found: pd.DataFrame, names: dict[str, str], heading: Heading, writer: Writer
) -> pd.DataFrame:
    """The list of what to chase in the reader's words, to be sent as a file.

    Parameters
    ----------
    found : DataFrame
        As `chase` returns it.
    names : dict of region code to str
        What the regencies are called.

    Returns
    -------
    DataFrame of text, one row per regency and figure
        Columns are the headings of `LISTED` in the reader's language. Text that a
        spreadsheet would run as a formula gets an apostrophe.
    """
    labels = {need.letter: writer.label(need.label) for need in NEEDS}
    edition = " · ".join(filter(None, (heading.mark, heading.edition)))
    rows = [
        {
            "region_code": region,
            "region": names[region],
            "need": labels[letter],
            "state": writer.label(STATES[row["state"]]),
            "period": writer.period(Period.parse(row["period"])) if row["period"] else "",
            "months": "" if pd.isna(row["months"]) else str(int(row["months"])),
            **{
                name: downloads.harmless(row[name])
                for name in ("publisher", "source_title", "source_url")
            },
            "as_of": f"{heading.as_of:%Y-%m-%d}",
            "edition": edition,
        }
        for region, letter, row in _listed(found)
    ]
    table = pd.DataFrame(rows, columns=list(LISTED), dtype=str)
    return table.rename(columns={name: writer.label(text) for name, text in LISTED.items()})


def _listed(found: pd.DataFrame) -> list[tuple[str, str, dict[Hashable, Any]]]:
    """Each row of a table by region and letter."""
    keys = found.index.tolist()
    rows = found.to_dict("records")
    return [(str(key[0]), str(key[1]), row) for key, row in zip(keys, rows, strict=True)]


def as_csv(table: pd.DataFrame) -> bytes:
    """A list as CSV in UTF-8 with a byte-order mark, so that Excel reads the letters right."""
    return table.to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")


def as_xlsx(table: pd.DataFrame) -> bytes:
    """A list as a workbook of one sheet: every cell text, the heading frozen and filtered."""
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  # only files need it

    written = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(written, options) as book:
        sheet = book.add_worksheet()
        strong = book.add_format({"bold": True, "bottom": 1})
        for column, name in enumerate(table.columns):
            cells = table[name].tolist()
            sheet.write_string(0, column, str(name), strong)
            for row, cell in enumerate(cells, start=1):
                sheet.write_string(row, column, cell)
            widest = max(map(len, [str(name), *cells]))
            sheet.set_column(column, column, min(48, widest + 2))
        sheet.freeze_panes(1, 2)
        sheet.autofilter(0, 0, max(1, len(table)), len(table.columns) - 1)
    return written.getvalue()


def _parts(found: pd.DataFrame) -> list[tuple[Need, pd.DataFrame]]:
    return [(need, found[found["letter"] == need.letter]) for need in NEEDS]


def _found(claims: pd.DataFrame, regions: list[BpsCode]) -> pd.DataFrame:
    """Claims that give one of the figures, with its `letter`, `year` and `end`."""
    parts = [ledger.of(claims, need.key, need.segment).assign(letter=need.letter) for need in NEEDS]
    found = pd.concat(parts, ignore_index=True)
    return found[found["region_code"].isin(regions) & found["value"].notna()]


def _months(end: date, as_of: date) -> int:
    count = (as_of.year - end.year) * 12 + as_of.month - end.month
    return max(0, count - 1 if as_of < _later(end, count) else count)


def _later(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = Period(year, month + 1).end
    return last.replace(day=min(day.day, last.day))


def _state(end: date | None, as_of: date) -> str:
    if end is None:
        return MISSING
    return OLD if as_of > _later(end, OLD_MONTHS) else ""
