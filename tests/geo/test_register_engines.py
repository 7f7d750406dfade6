"""One register, three engines: DuckDB, a PostgreSQL and a Spark of the tests' own say the same."""

import json
import re
import subprocess
import sys
from datetime import date

import pytest

from geo import register_address, register_spark
from geo.language import Message
from geo.register_address import Address
from geo.register_terms import SEGMENTS, month_of
from tests import postgres, registers, spark

NO_POSTGRES = pytest.mark.skipif(postgres.find_postgres() is None, reason=postgres.MISSING)
NO_SPARK = pytest.mark.skipif(spark.find_spark() is None, reason=spark.MISSING)
SPARK_S = 900
SECRET = "rah%40sia/?#@:x"
TEXTS = dict.fromkeys(registers.HEAD, "text")
KINDS = {kind: len(rows) for kind, rows in registers.DIRT.items()}
MONTHS = range(registers.YEAR.begin, registers.YEAR.end + 1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("registers")


@pytest.fixture(scope="module")
def dirty(folder):
    """A dirty register as a file, and what DuckDB makes of it."""
    path = registers.written(folder / "dirty.csv", registers.dirty())
    return path, registers.told(path, folder / "duckdb-dirty")


@pytest.fixture(scope="module")
def typed(folder):
    """A register as Parquet with numbers and dates, and what DuckDB makes of it."""
    path = registers.kept(folder / "dated.parquet", registers.dated())
    return path, registers.told(path, folder / "duckdb-dated")


@pytest.fixture(scope="module")
def server(folder):
    """A server with the registers in it."""
    with postgres.running() as server, server.connected() as connection:
        laid(connection, "register", TEXTS, registers.dirty())
        connection.execute("create schema milik")
        laid(connection, "milik.bertanggal", registers.DATES, registers.dated())
        connection.execute("create table tanpa (person_id text, region text)")
        connection.execute("create role tamu login password 'tamu'")
        connection.commit()
        yield server


def laid(connection, table, types, rows):
    columns = ", ".join(f'"{name}" {kind}' for name, kind in types.items())
    connection.execute(f"create table {table} ({columns})")
    with connection.cursor().copy(f"copy {table} from stdin") as copy:
        for row in rows:
            texts = types["person_id"] == "text"
            copy.write_row([row[name] if texts else row[name] or None for name in types])


def test_every_kind_of_dirt_is_counted_and_the_kinds_add_up_to_the_rows(dirty):
    _, found = dirty
    faults = {kind: n for kind, n in found["kinds"].items() if kind != "counted"}
    assert faults == KINDS
    assert sum(found["kinds"].values()) == len(registers.dirty())
    assert {name: n for name, (n, _) in found["remarks"].items()} == {
        "coarse": 2,
        "by_hand": 3,
        "duplicate": 1,
        "overlapping": found["remarks"]["overlapping"][0],
    }


def test_each_example_is_a_row_of_its_kind(dirty):
    _, found = dirty
    rows = registers.dirty()
    for kind, numbers in found["examples"].items():
        for number in numbers:
            differs = {k: v for k, v in rows[number - 1].items() if v != registers.GOOD[k]}
            differs.pop("person_id", None)
            alike = [
                {k: v for k, v in one.items() if k != "person_id"} for one in registers.DIRT[kind]
            ]
            assert differs in alike, (kind, number)


def test_what_counts_is_what_counting_one_by_one_gives(dirty):
    _, found = dirty
    total = {tuple(key): persons for *key, persons in found["counts"] if key[0] == "province"}
    assert total == by_hand(registers.sound())


@NO_POSTGRES
@pytest.mark.parametrize("many", [1, 3])
def test_postgres_makes_the_same_of_a_dirty_register(server, dirty, folder, many):
    assert registers.told(server.address(), folder / f"pg-{many}", many) == dirty[1]


@NO_POSTGRES
def test_postgres_makes_the_same_of_numbers_and_dates(server, typed, folder):
    assert typed[1]["kinds"]["counted"] > 200
    assert registers.told(server.address("milik.bertanggal"), folder / "pg-typed", 2) == typed[1]


@pytest.fixture(scope="module")
def on_spark(folder, dirty, typed):
    """What a Spark of two cores makes of both, in a process of its own."""
    jobs = {
        "dirty": (f"spark:local[2]?path={dirty[0]}", str(folder / "spark-dirty"), 1),
        "typed": (f"spark:local[2]?path={typed[0]}", str(folder / "spark-typed"), 1),
        "absent": (f"spark:local[2]?path={folder / 'absent.parquet'}", str(folder / "spark-no"), 1),
    }
    given, answers = folder / "jobs.json", folder / "answers.json"
    given.write_text(json.dumps(jobs), "utf-8")
    command = [sys.executable, registers.__file__, str(given), str(answers)]
    run = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=SPARK_S,
        check=False,
        env=spark.quick(folder),
    )
    assert run.returncode == 0, run.stderr[-3000:]
    return json.loads(answers.read_text("utf-8"))


@NO_SPARK
@pytest.mark.parametrize("kind", ["dirty", "typed"])
def test_spark_makes_the_same(on_spark, dirty, typed, kind):
    assert on_spark[kind] == {"dirty": dirty, "typed": typed}[kind][1]


@NO_SPARK
def test_spark_says_which_file_is_not_there(on_spark):
    assert on_spark["absent"]["refused"] == "NoRegisterError"
    assert "tidak ditemukan oleh Spark" in on_spark["absent"]["said"]


@NO_POSTGRES
@pytest.mark.parametrize(
    ("differs", "said"),
    [
        ({"password": "bukan-itu"}, "kata sandi tidak diterima"),
        ({"user": "siapa", "password": "bukan-itu"}, "kata sandi tidak diterima"),
        ({"user": "tamu", "password": "tamu"}, "tidak boleh membacanya"),
        ({"database": "lain"}, "basis data atau pengguna itu tidak ada"),
        ({"table": "lain"}, "tabel lain tidak ada"),
        ({"table": "tanpa"}, "Kolom tidak ada: segment, from, to, paid_until"),
    ],
)
def test_what_stands_in_the_way_in_postgres_is_said(server, folder, differs, said):
    address = server.address(**differs)
    found = registers.told(address, folder / "no")
    assert said in found["said"]
    assert server.password not in found["said"]
    assert "bukan-itu" not in found["said"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgres://u:p@127.0.0.1:1/db?table=x", "PostgreSQL tidak menjawab"),
        ("postgres://u:p@127.0.0.1:port/db?table=x", "PostgreSQL tidak menjawab"),
        ("postgres://u:p@tidak-ada.invalid/db?table=x", "nama server tidak dikenal"),
    ],
)
@NO_POSTGRES
def test_a_server_that_is_not_there_is_said(folder, address, said):
    assert said in registers.told(address, folder / "no")["said"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("spark:local[2]", "tidak menyebut berkasnya"),
        ("spark://127.0.0.1:1?path=x.parquet", "tidak ada Spark yang menjawab"),
    ],
)
def test_what_stands_in_the_way_of_spark_is_said(folder, monkeypatch, address, said):
    monkeypatch.setattr(register_spark, "has_java", lambda: True)
    assert said in registers.told(address, folder / "no")["said"]


def test_a_missing_java_is_said_before_anything_starts(folder, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", str(folder))
    found = registers.told("spark:local[2]?path=x.parquet", folder / "no")
    assert "Java tidak ada" in found["said"]
    assert "JAVA_HOME" in found["said"]


@pytest.mark.parametrize(
    ("module", "address", "needed"),
    [
        ("psycopg", "postgres://u:p@h/db", "requirements-postgres.txt"),
        ("pyspark", "spark:local[1]?path=x.parquet", "make spark"),
    ],
)
def test_a_missing_package_is_said_with_what_installs_it(
    folder, monkeypatch, module, address, needed
):
    monkeypatch.setattr(register_spark, "has_java", lambda: True)
    monkeypatch.setattr(register_spark, "HOME", folder / "nowhere")
    for name in [name for name in sys.modules if name.partition(".")[0] == module]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, module, None)
    monkeypatch.delitem(sys.modules, "ibis.backends.postgres", raising=False)
    assert needed in registers.told(address, folder / "no")["said"]


OPENED = """
import os, sys
from pathlib import Path
from geo import register_engines
early = "duckdb" in sys.modules
means = register_engines.Means(threads=1, memory_mb=500, scratch=Path(sys.argv[2]))
register_engines.opened(sys.argv[1], means)
print(early, os.environ["DUCKDB_JE_MALLOC_CONF"])
"""


@pytest.mark.parametrize(("given", "kept"), [(None, "dirty_decay_ms:-1"), ("abort:false",) * 2])
def test_duckdb_keeps_what_it_frees_unless_told_otherwise(dirty, folder, monkeypatch, given, kept):
    monkeypatch.delenv("DUCKDB_JE_MALLOC_CONF", raising=False)
    if given:
        monkeypatch.setenv("DUCKDB_JE_MALLOC_CONF", given)
    command = [sys.executable, "-c", OPENED, str(dirty[0]), str(folder / "scratch")]
    run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout.startswith(f"False {kept}")


@pytest.mark.parametrize(
    ("address", "secret"),
    [
        (f"postgres://petugas:{SECRET}@server:5432/db?table=x", "rah@sia/?#@:x"),
        (f"postgresql://petugas:{SECRET}@server/db", SECRET),
        ("postgres:///db?host=/tmp&password=rahsia&table=x", "rahsia"),
        ("postgres://petugas@server/db?sslpassword=rahsia", "rahsia"),
        ("spark:local[2]?path=s3a://kunci:rahsia@ember/berkas", "rahsia"),
    ],
)
def test_no_password_is_ever_shown(address, secret):
    shown = register_address.shown(address)
    assert "rah" not in shown
    assert "…" in shown
    said = register_address.scrubbed(f"could not parse {address}, or {secret}", address)
    assert "rah" not in said
    error = register_address.NoRegisterError(address, Message("uji."))
    assert "rah" not in str(error) + repr(error)


def test_the_parts_of_an_address_are_read_whatever_the_password_holds():
    found = Address.parse(f"postgres://peta%20gas:{SECRET}@server:5433/data?table=a.b&x=%41+1")
    assert (found.user, found.password) == ("peta gas", "rah@sia/?#@:x")
    assert (found.host, found.port, found.path) == ("server", "5433", "data")
    assert dict(found.asked) == {"table": "a.b", "x": "A+1"}
    local = Address.parse("spark:local[2]?path=/a/b c.parquet")
    assert (local.scheme, local.host, local.path) == ("spark", "", "local[2]")
    assert local.asked["path"] == "/a/b c.parquet"


def by_hand(rows):
    """Persons in the province by segment and month, row by row, as docs/register.md says."""
    found = {(part, month): set() for part in (0, 1, 2, 3) for month in MONTHS}
    for row in rows:
        begun, ended, paid = (day(row[name]) for name in ("from", "to", "paid_until"))
        for month in MONTHS:
            last = month_of(month).end
            late = month - (paid.year * 12 + paid.month - 1)
            if begun <= last and (ended is None or ended >= last) and late <= registers.YEAR.grace:
                for part in (0, SEGMENTS[row["segment"].strip().lower()]):
                    found[part, month].add(row["person_id"])
    return {("province", "61", *key): len(persons) for key, persons in found.items()}


def day(text):
    """2025-12-31, 31/12/2025, with an hour or without; None for an empty cell."""
    if not text:
        return None
    parts = [int(part) for part in re.split(r"\D", text)[:3]]
    return date(*parts) if text[4] == "-" else date(*reversed(parts))
