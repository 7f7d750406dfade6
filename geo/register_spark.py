"""A register on Spark: a session for it, and what stands in the way, in words.

Spark counts where one machine is outgrown. The same expression runs there; only the opening of
the register differs.
"""

import os
import shutil
import socket
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ibis

from geo.language import Message
from geo.register_address import Address, NoRegisterError
from geo.register_csv import UNICODE, writing

HOME = Path(__file__).parent.parent / ".spark"
"""Where `make spark` lays PySpark: not among the app's packages, where pandera would find it and
change pandas for it."""
ANSWER_S = 20
PORT = 7077
CSV = (".csv", ".tsv")
_SILENT = """rootLogger.level = off
logger.gateway.name = org.apache.spark.api.python.PythonGatewayServer
logger.gateway.level = off
"""
"""What goes wrong is told in words; Spark's own log would stand in between."""
_KNOWN: tuple[tuple[str, type[Warning]], ...] = (
    ("PySpark does not yet fully support pandas", FutureWarning),
    ("The copy keyword is deprecated", DeprecationWarning),
    ("The 'future.infer_string' option is deprecated", DeprecationWarning),
)
_WHY = (
    (("PATH_NOT_FOUND",), "path"),
    (("JAVA_GATEWAY_EXITED", "JAVA_HOME"), "java"),
    (
        ("Could not parse Master URL", "SparkContext was shut down", "stopped SparkContext"),
        "master",
    ),
)


def opened(address: str, threads: int, memory_mb: int, scratch: Path) -> Any:
    """The register of an address on Spark.

    Parameters
    ----------
    address : str
        `spark:local[2]?path=…` on this machine, `spark://host:7077?path=…` on a cluster; the path
        is a file, a folder of Parquet, or what the cluster reads (`hdfs://…`, `s3a://…`).
    threads, memory_mb, scratch : int, int, Path
        What Spark may use of this machine: tasks of a shuffle are `4 * threads`.

    Raises
    ------
    NoRegisterError
        If no path is named, Java is missing, or no cluster answers.
    """
    parsed = Address.parse(address)
    path = parsed.asked.get("path", "")
    if not path:
        raise NoRegisterError(
            address,
            Message("alamat tidak menyebut berkasnya."),
            Message("Tulis spark:local[2]?path=berkas.parquet."),
        )
    if not has_java():
        raise NoRegisterError(address, *_words()["java"])
    if HOME.is_dir() and str(HOME) not in sys.path:
        sys.path.append(str(HOME))
    if parsed.host:
        _reached(address, parsed)
    session = _session(parsed, settings(parsed, threads, memory_mb, scratch))
    engine = ibis.pyspark.connect(session)
    if path.lower().endswith(CSV):
        return engine.read_csv(path, **_as_text(path))
    return engine.read_parquet(path)


@contextmanager
def quiet() -> Iterator[None]:
    """PySpark 4.3 says that it does not know all of pandas 3; what it is used for here, it does.

    `tests/geo/test_register_engines.py` holds its tables against DuckDB's.
    """
    with warnings.catch_warnings():
        for text, kind in _KNOWN:
            warnings.filterwarnings("ignore", message=text, category=kind)
        yield


def why(said: str) -> tuple[Message, Message] | None:
    """What stands in the way and what mends it, from what Spark says; None if unknown."""
    kind = next((kind for texts, kind in _WHY if any(text in said for text in texts)), "")
    return _words().get(kind)


def has_java() -> bool:
    """Whether a Java is there to be started."""
    home = os.environ.get("JAVA_HOME")
    return bool(shutil.which(str(Path(home) / "bin" / "java") if home else "java"))


def _reached(address: str, parsed: Address) -> None:
    """Spark itself tries for a minute, and then does not say what was wrong."""
    try:
        with socket.create_connection((parsed.host, int(parsed.port or PORT)), ANSWER_S):
            pass
    except (OSError, ValueError) as error:
        raise NoRegisterError(address, *_words()["master"]) from error


def settings(parsed: Address, threads: int, memory_mb: int, scratch: Path) -> dict[str, str]:
    """What Spark is told: where it may write, and how much it may take of this machine."""
    quiet_file = scratch.absolute() / "log4j2.properties"
    given = {
        "spark.driver.memory": f"{memory_mb}m",
        "spark.driver.extraJavaOptions": f"-Dlog4j2.configurationFile={quiet_file.as_uri()}",
        "spark.local.dir": str(scratch.absolute()),
        "spark.sql.ansi.enabled": "true",  # a number too large is a failure, not another number
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": str(4 * threads),
        "spark.sql.warehouse.dir": str(scratch.absolute() / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    inside = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
    return given if parsed.host else given | inside  # nobody else may reach it


def _session(parsed: Address, given: dict[str, str]) -> Any:
    from pyspark.sql import SparkSession  # noqa: PLC0415  # only where it is asked for

    scratch = Path(given["spark.local.dir"])
    scratch.mkdir(parents=True, exist_ok=True)
    (scratch / "log4j2.properties").write_text(_SILENT, "ascii")
    master = f"spark://{parsed.host}:{parsed.port or PORT}" if parsed.host else parsed.path
    builder = SparkSession.builder.master(master).appName("register")
    for name, value in given.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def _as_text(path: str) -> dict[str, Any]:
    """How Spark reads a CSV as DuckDB does: every cell text, a line break within quotes a text."""
    how = writing(Path(path))
    return {
        "inferSchema": False,
        "header": True,
        "multiLine": True,
        "escape": '"',
        "encoding": "UTF-8" if how.encoding == UNICODE else "ISO-8859-1",
        "sep": how.separator,
    }


def _words() -> dict[str, tuple[Message, Message]]:
    return {
        "path": (
            Message("berkas itu tidak ditemukan oleh Spark."),
            Message("Periksa path=…; pada klaster, berkasnya harus terbaca dari setiap mesin."),
        ),
        "java": (
            Message("Java tidak ada, dan Spark memerlukannya."),
            Message("Pasang Java 17 atau lebih baru, dan isi JAVA_HOME dengan tempatnya."),
        ),
        "master": (
            Message("tidak ada Spark yang menjawab di sana."),
            Message("Tulis spark:local[2]?path=… untuk mesin ini, spark://server:7077?path=…."),
        ),
    }
