"""A register in PostgreSQL: one snapshot of it, and what stands in the way, in words."""

from typing import Any

import ibis
from ibis.common.exceptions import TableNotFound

from geo.language import Message
from geo.register_address import Address, NoRegisterError

PORT = 5432
ANSWER_S = 20
"""Seconds after which a server that does not answer is given up."""
_WHY = (
    (("password authentication failed", "no password supplied"), "password"),
    (("timeout expired", "Connection refused", "No such file", "No route to host"), "silent"),
    (("could not translate host name", "Name or service not known", "failed to resolve"), "host"),
    (("does not exist",), "absent"),
    (("permission denied",), "forbidden"),
)
"""What a server says, by the kind of it; another language of the server is told as it stands."""


def opened(address: str) -> Any:
    """The table that an address names, as one snapshot: nothing is changed by who writes to it.

    A password that is not in the address is looked for where PostgreSQL's own programs look:
    `PGPASSWORD`, `~/.pgpass`.

    Raises
    ------
    NoRegisterError
        If there is no such table.
    psycopg.Error
        If the server does not answer, or does not let us in: `why` says it in words.
    """
    parsed = Address.parse(address)
    asked = dict(parsed.asked)
    schema, _, name = asked.pop("table", "register").rpartition(".")
    port = parsed.port or asked.pop("port", str(PORT))
    if not port.isdigit():
        raise NoRegisterError(address, *_words()["silent"])
    given = {"host": parsed.host, "user": parsed.user, "password": parsed.password}
    engine = ibis.postgres.connect(
        database=parsed.path or None,
        port=int(port),
        **{"connect_timeout": str(ANSWER_S), **asked, **{k: v for k, v in given.items() if v}},
    )
    engine.con.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
    try:
        return engine.table(name, database=schema or None)
    except TableNotFound as error:
        there = engine.list_tables(database=schema or None)
        engine.disconnect()
        raise _no_table(address, name, there) from error


def _no_table(address: str, name: str, there: list[str]) -> NoRegisterError:
    names = ", ".join(sorted(there)[:8])
    return NoRegisterError(
        address,
        Message("tabel {name} tidak ada.", name=name),
        Message("Sebutkan tabelnya: …?table=skema.nama. Yang ada: {names}.", names=names)
        if names
        else Message("Sebutkan tabelnya: …?table=skema.nama."),
    )


def why(said: str) -> tuple[Message, Message] | None:
    """What stands in the way and what mends it, from what PostgreSQL says; None if unknown."""
    kind = next((kind for texts, kind in _WHY if any(text in said for text in texts)), "")
    return _words().get(kind)


def _words() -> dict[str, tuple[Message, Message]]:
    return {
        "password": (
            Message("kata sandi tidak diterima."),
            Message("Taruh kata sandi dalam ~/.pgpass atau PGPASSWORD, atau tulis dalam alamat."),
        ),
        "silent": (
            Message("server PostgreSQL tidak menjawab."),
            Message("Periksa nama server dan nomor portnya, dan apakah PostgreSQL berjalan."),
        ),
        "host": (
            Message("nama server tidak dikenal."),
            Message("Periksa nama server dalam alamat."),
        ),
        "absent": (
            Message("basis data atau pengguna itu tidak ada."),
            Message("Tulis postgres://pengguna@server/basisdata?table=skema.nama."),
        ),
        "forbidden": (
            Message("pengguna itu tidak boleh membacanya."),
            Message("Minta hak baca (GRANT SELECT) untuk tabel itu."),
        ),
    }
