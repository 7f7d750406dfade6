"""A PostgreSQL of the tests' own: found, or as a script, installed; started and stopped by them.

`python tests/postgres.py` is part of `make test`: it says which one will be used, and installs one
where that can be done without asking anybody. Nothing fails without it: its tests are skipped.
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from installing import done, no_services, run

PROGRAMS = ("initdb", "postgres")
PLACES = "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin"
ANSWER_S, READY_S, INSTALL_S = 30, 60, 600
USER, DATABASE = "petugas", "register"
MISSING = "no PostgreSQL here: `python tests/postgres.py` says how to get one"


@dataclass(frozen=True)
class Server:
    """A server that runs: where it listens, and how its owner is let in."""

    port: int
    password: str

    def address(self, table="register", password=None, database=DATABASE, user=USER):
        word = self.password if password is None else password
        return f"postgres://{user}:{word}@127.0.0.1:{self.port}/{database}?table={table}"

    def connected(self):
        """A connection of the owner; whoever asks closes it."""
        import psycopg

        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=USER,
            password=self.password,
            dbname=DATABASE,
            connect_timeout=5,
        )


def find_postgres():
    """Folder of a PostgreSQL whose programs answer, the newest first, or None."""
    found = [Path(path).parent for path in (shutil.which("postgres"),) if path]
    for pattern in PLACES:
        folders = Path("/").glob(pattern.removeprefix("/"))
        found += sorted(folders, key=_version, reverse=True)
    return next((folder for folder in found if _answers(folder)), None)


def install_postgres():
    """Install it by the system's packages; say what is done. No service of it is started.

    Only for root, where apt is there: a developer's own machine is left alone.
    """
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    get = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    with no_services():
        if done([*get, "update"], INSTALL_S):
            done([*get, "install", "-y", "--no-install-recommends", "postgresql"], INSTALL_S)
    return find_postgres()


@contextmanager
def running():
    """A new server on a free port of this machine alone, gone with all its data afterwards."""
    programs, owner = find_postgres(), _owner()
    with tempfile.TemporaryDirectory(prefix="peta-pg-") as name:
        folder = Path(name)
        word = secrets.token_urlsafe(12)
        (folder / "word").write_text(word, "ascii")
        (folder / "data").mkdir(0o700)
        if owner:
            for path in (folder, folder / "data", folder / "word"):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        _initialised(programs, folder, owner)
        process, port = _started(programs, folder, owner)
        try:
            server = Server(port, word)
            _await(server, process, folder)
            yield server
        finally:
            _stopped(process)


def _initialised(programs, folder, owner):
    command = [programs / "initdb", "--pgdata", folder / "data", "--username", USER]
    command += ["--pwfile", folder / "word", "--auth", "scram-sha-256", "--encoding", "UTF8"]
    code, said = run(
        [*map(str, command), "--locale", "C", "--no-sync"], READY_S, cwd="/", **_as(owner)
    )
    assert code == 0, said


def _started(programs, folder, owner):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": port,
        "unix_socket_directories": "",
        "fsync": "off",
        "shared_buffers": "32MB",
        "max_connections": 20,
        "logging_collector": "off",
    }
    command = [str(programs / "postgres"), "-D", str(folder / "data")]
    for setting, value in settings.items():
        command += ["-c", f"{setting}={value}"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **_as(owner)
        )
    return process, port


def _await(server, process, folder):
    """Until it lets its owner in; makes the database."""
    import psycopg

    until = time.monotonic() + READY_S
    while process.poll() is None and time.monotonic() < until:
        with suppress(psycopg.OperationalError):
            with psycopg.connect(
                f"host=127.0.0.1 port={server.port} user={USER} dbname=postgres",
                password=server.password,
                autocommit=True,
            ) as made:
                made.execute(f"CREATE DATABASE {DATABASE}")
            return
        time.sleep(0.1)
    raise AssertionError((folder / "log").read_text(errors="replace"))


def _stopped(process):
    process.send_signal(signal.SIGINT)  # "fast": open connections are closed
    try:
        process.wait(ANSWER_S)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGQUIT)
        process.wait(ANSWER_S)


def _owner():
    """As whom it runs: root may not; None where we are somebody else already."""
    if os.geteuid() != 0:
        return None
    names = {one.pw_name: one for one in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


def _as(owner):
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if owner else {}


def _version(folder):
    """The numbers of a folder such as postgresql/15/bin."""
    number = folder.parent.name.rpartition("-")[2]
    return tuple(int(part) for part in number.split(".") if part.isdigit())


def _answers(folder):
    return all(run([str(folder / one), "--version"], ANSWER_S)[0] == 0 for one in PROGRAMS)


def main():
    folder = find_postgres()
    if folder is None:
        print("No PostgreSQL found; looking whether one may be installed:", flush=True)
        folder = install_postgres()
    if folder is None:
        print(
            "No PostgreSQL here, and none could be installed (that takes root and apt-get): the "
            "tests that count a register in it are skipped."
        )
        return
    print(f"PostgreSQL for the tests of the register: {folder}")


if __name__ == "__main__":
    main()
