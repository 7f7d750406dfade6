"""Where a register lies, by its address; the engines that count it.

`register.parquet`, a folder of Parquet, `register.csv`: DuckDB, embedded. `postgres://…/database?table=…`:
PostgreSQL. `spark://…` or `spark:local[2]` with `?path=…`: Spark, where one machine is outgrown.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import ibis
import ibis.common.exceptions
import pandas as pd

from geo import register_postgres, register_spark
from geo.language import Message
from geo.register_address import Address, NoRegisterError, scrubbed
from geo.register_csv import writing

FILES = (".parquet", ".csv", ".tsv")
_RAISED = (
    ("duckdb", "Error"),
    ("psycopg", "Error"),
    ("pyspark.errors", "PySparkException"),
    ("py4j.protocol", "Py4JError"),
)
"""What the engines raise; those that were not asked are not loaded, and need not be installed."""
_ALLOCATOR = "DUCKDB_JE_MALLOC_CONF"
"""What DuckDB reads when it is loaded, for want of a setting: memory that it frees is to stay with
it. What the system takes back comes again page by page, a fortieth of the time."""
_KEEPING = "dirty_decay_ms:-1,muzzy_decay_ms:-1,lg_extent_max_active_fit:40"


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What DuckDB may use; the other engines are set up where they run.

    Attributes
    ----------
    threads : int
    memory_mb : int
        Beyond it DuckDB writes to `scratch`.
    scratch : Path
        Folder for what does not fit in memory.
    """

    threads: int
    memory_mb: int
    scratch: Path


def fetched(expression: Any) -> pd.DataFrame:
    """The rows of a small result; each column of the type that the engine gives."""
    rows: pd.DataFrame = expression.to_pyarrow().to_pandas()
    return rows


def shared(table: Any) -> Any:
    """A table on which several parts of an expression stand.

    Spark would make it anew for each of them, and spend longer on planning that than on counting:
    there it is made once and kept by the machines that made it.
    """
    engine = table.get_backend()
    if engine.name != "pyspark":
        return table
    view = engine.create_view(ibis.util.gen_name("shared"), table)
    name = ibis.util.gen_name("kept")
    engine.raw_sql(f"SELECT * FROM {view.get_name()}").localCheckpoint().createTempView(name)
    return engine.table(name)


@contextmanager
def explained(address: str) -> Iterator[None]:
    """Failures of an engine, told as what stands in the way of this register; no password is."""
    try:
        yield
    except ImportError as error:
        raise NoRegisterError(address, *_missing(error.name or "?")) from error
    except _failures() as error:
        said = scrubbed(str(error), address)
        told = _WORDS.get(Address.parse(address).scheme, _no_words)(said)
        raise NoRegisterError(address, *(told or _as_said(error, said))) from None


def opened(address: str, means: Means) -> Any:
    """The register at an address, nothing read yet; whoever reads it does so within `explained`.

    Raises
    ------
    NoRegisterError
        If there is none, or its engine is not installed or does not answer.
    """
    with explained(address):
        return _OPENERS.get(Address.parse(address).scheme, _embedded)(address, means)


@contextmanager
def reached(address: str, means: Means) -> Iterator[Any]:
    """The register at an address, and its engine let go of afterwards.

    Raises
    ------
    NoRegisterError
        As `opened` says, and for all that an engine says while the register is read.
    """
    with explained(address), register_spark.quiet():
        register = opened(address, means)
        try:
            yield register
        finally:
            register.get_backend().disconnect()


def _failures() -> tuple[type[Exception], ...]:
    """What the engines that are installed raise."""
    found: list[type[Exception]] = [ibis.common.exceptions.IbisError, OSError]
    for package, name in _RAISED:
        if sys.modules.get(package):
            found.append(getattr(sys.modules[package], name))
    return tuple(found)


def _missing(package: str) -> tuple[Message, Message]:
    """A package that is not here, and where it is named."""
    return (
        Message("paket {name} belum terpasang.", name=package),
        Message("Pasang: pip install -r requirements-postgres.txt")
        if package.startswith("psycopg")
        else Message("Pasang dari folder program: make spark"),
    )


def _embedded(address: str, means: Means) -> Any:
    path = Path(address)
    if not path.exists():
        raise NoRegisterError(address, Message("berkas tidak ada."))
    if path.is_file() and path.suffix.lower() not in FILES:
        raise NoRegisterError(address, Message("jenis berkas ini tidak dibaca."))
    os.environ.setdefault(_ALLOCATOR, _KEEPING)
    engine = ibis.duckdb.connect(
        threads=means.threads,
        memory_limit=f"{means.memory_mb}MB",
        temp_directory=str(means.scratch),
    )
    # Memory given back between parts is asked for again, page by page: half a second of each.
    for name in ("allocator_flush_threshold", "allocator_bulk_deallocation_flush_threshold"):
        engine.raw_sql(f"SET {name} = '{means.memory_mb}MB'")
    # Else what any part of an expression asks of a shared table is asked of it at once, and again;
    # and tables that are joined change sides by what is expected of them, which is far off.
    engine.raw_sql("SET disabled_optimizers = 'cte_filter_pusher,build_side_probe_side'")
    if path.is_dir():
        return engine.read_parquet(f"{path}/**/*.parquet")
    if path.suffix.lower() == ".parquet":
        return engine.read_parquet(path)
    how = writing(path)  # codes and days are the same in both encodings
    loose = {"strict_mode": False, "null_padding": True}  # a row that is cut short is a fault of it
    given = {"encoding": how.encoding, "delim": how.separator, "quote": '"', "escape": '"', **loose}
    return engine.read_csv(path, all_varchar=True, header=True, **given)


def _postgres(address: str, means: Means) -> Any:
    return register_postgres.opened(address)


def _spark(address: str, means: Means) -> Any:
    return register_spark.opened(address, means.threads, means.memory_mb, means.scratch)


_OPENERS: Mapping[str, Callable[[str, Means], Any]] = MappingProxyType(
    {"postgres": _postgres, "postgresql": _postgres, "spark": _spark}
)


def _no_words(said: str) -> None:
    return None


_WORDS: Mapping[str, Callable[[str], tuple[Message, Message] | None]] = MappingProxyType(
    {
        "postgres": register_postgres.why,
        "postgresql": register_postgres.why,
        "spark": register_spark.why,
    }
)


def _as_said(error: Exception, said: str) -> tuple[Message, Message]:
    """What an engine says, where no words of ours fit."""
    lines = said.strip().splitlines()
    text = lines[0].rstrip(".")[:200] if lines else type(error).__name__
    return (
        Message("{error}.", error=text),
        Message("Itu jawaban mesin datanya; periksa alamat dan registernya."),
    )
