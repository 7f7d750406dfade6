"""Spells of a register dealt out in shares of persons, so that the register is read once for all.

Where DuckDB reads a file, the rows are Parquet in the work folder: marks of persons and months, no
more than the register holds, and gone when the counts are there (`removed`). They lie together if
there are few shares, which are picked from them, else share by share. A folder that is there is
whole: it is written under another name first. PostgreSQL and Spark keep their rows themselves, and
pick each share from them.
"""

import shutil
from pathlib import Path
from typing import Any

import ibis
from ibis import ir

from geo import durable

_SHARE, _ROWS, _DRAFT = "share", "rows", "rows.new"
_PLAIN = {"compression": "uncompressed", "dictionary_size_limit": 1, "write_bloom_filter": False}
"""Rows are read but a few times and removed: packing costs more than it saves."""
SIFTED = 4
"""Shares that are sifted from all rows whenever one is read, at most; more are dealt out first."""


def keeps(rows: Any) -> bool:
    """Whether rows are dealt out to files."""
    return str(rows.get_backend().name) == "duckdb"


def divides(rows: Any) -> bool:
    """Whether an engine divides work among machines; each part would read the register anew."""
    return str(rows.get_backend().name) == "pyspark"


def dealt(spells: Any, folder: Path, many: int) -> list[Any]:
    """The same rows in shares that have no person in common.

    Parameters
    ----------
    spells : table
        `person` and more, as `register_counts.spells` gives them.
    folder : Path
        Of these spells alone; shares that are there are taken up.
    many : int
        How many shares; one is the rows as they are.

    Returns
    -------
    list of table, of length `many`
    """
    if many == 1:
        return [spells]
    if not keeps(spells):
        return [_share(spells, number, many) for number in range(many)]
    home, engine = folder / f"{_ROWS}-{many}", spells.get_backend()
    if many <= SIFTED:
        if not home.exists():
            _write(engine, spells, home, per_thread_output=True)
        kept = engine.read_parquet(home / "*.parquet")
        return [_share(kept, number, many) for number in range(many)]
    if not home.exists():
        _write(engine, spells.mutate(**{_SHARE: _number(spells, many)}), home, partition_by=_SHARE)
    files = [home / f"{_SHARE}={number}" for number in range(many)]
    return [
        engine.read_parquet(one / "*.parquet", hive_partitioning=False).select(*spells.columns)
        if one.exists()
        else spells.filter(ibis.literal(False))  # the value itself; nobody fell to this share
        for one in files
    ]


def removed(folder: Path) -> None:
    """Nothing of the rows is left in a folder."""
    for path in folder.glob(f"{_ROWS}*"):
        shutil.rmtree(path)


def _write(engine: Any, rows: Any, home: Path, **how: object) -> None:
    draft = home.with_name(_DRAFT)
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    engine.raw_sql("SET preserve_insertion_order = false")  # all cores write
    try:
        engine.to_parquet(rows, draft, **_PLAIN, **how)
    finally:
        engine.raw_sql("SET preserve_insertion_order = true")
    durable.rename(draft, home)


def _share(rows: Any, number: int, many: int) -> Any:
    return rows.filter(_number(rows, many) == number)


def _number(rows: Any, many: int) -> Any:
    """The share that a person falls to, from 0."""
    person = rows.person
    number = person.hash() if isinstance(person, ir.StringColumn) else person
    return (number % many).abs().cast("int32")
