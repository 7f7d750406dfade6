"""One command serves it all: `python deploy/serve.py start`, `stop`, `config`.

`start` makes the public pages, starts replicas of the live app and nginx before them, waits until
all answer, prints the address, and then looks after them until Ctrl+C or `stop`.
"""

import argparse
import fcntl
import sys
from collections.abc import Sequence
from pathlib import Path

import processes
import proxying
from messages import TroubleError, say
from replicas import ROOT, is_taken
from supervising import Order, Supervisor

FOLDER = ROOT / ".serve"
STATE, LOCK = "state.json", "lock"
LONGEST_STOP_S = 40.0


def start(order: Order) -> None:
    """Serve until told to stop."""
    order.folder.mkdir(parents=True, exist_ok=True)
    order.folder.chmod(0o711)  # nginx's workers come through; nobody looks in
    with (order.folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TroubleError("running", folder=order.folder) from None
        _swept(order.folder)
        _checked(order)
        Supervisor(order, order.folder / STATE).run()


def _swept(folder: Path) -> None:
    """End what a supervisor that was killed has left behind."""
    left = [one for one in processes.read(folder / STATE) if processes.is_alive(one)]
    if left:
        say("left", names=", ".join(one.role for one in left))
        processes.end(left)
    (folder / STATE).unlink(missing_ok=True)


def _checked(order: Order) -> None:
    """Refuse early, with a sentence, what cannot work."""
    if order.nginx is None:
        raise TroubleError("nginx")
    reason = is_taken(order.host, order.port)
    if reason:
        raise TroubleError(reason, port=order.port, other=order.port + 1)


def stop(folder: Path) -> None:
    """End what `start` began in this folder, and nothing else."""
    known = processes.read(folder / STATE)
    running = [one for one in known if processes.is_alive(one)]
    if not running:
        (folder / STATE).unlink(missing_ok=True)
        say("nothing", folder=folder)
        return
    first = [one for one in running if one.role == "supervisor"]
    processes.end(first, LONGEST_STOP_S)  # it ends its own in the right order
    # What it started meanwhile, or left because it was killed.
    processes.end([*running, *processes.read(folder / STATE)])
    (folder / STATE).unlink(missing_ok=True)
    say("stopped", names=", ".join(one.role for one in running))


def configuration(given: argparse.Namespace) -> None:
    """Write the configuration of nginx for a server of one's own: systemd, Compose."""
    for folder in (given.bundle, given.run / "temp"):
        folder.mkdir(parents=True, exist_ok=True)
    proxy = proxying.Proxy(
        listens=tuple(given.listen),
        replicas=tuple(given.replica),
        site=given.site,
        bundle=proxying.bundle(given.bundle),
        folder=given.run,
        access=given.access_log,
        errors=given.error_log,
        name=given.name,
        user=given.user,
        modules=proxying.brotli_modules() if given.brotli else (),
        behind=tuple(given.behind),
        certificate=given.certificate,
        key=given.key,
    )
    text = proxying.rendered(proxy)
    if given.out == "-":
        sys.stdout.write(text)
    else:
        draft = Path(f"{given.out}.new")
        draft.write_text(text, "utf-8")
        draft.replace(given.out)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    begin = commands.add_parser("start", help="serve until Ctrl+C or stop")
    begin.add_argument("--replicas", type=int, default=2, choices=range(1, 33), metavar="N")
    begin.add_argument("--port", type=int, default=8080)
    begin.add_argument("--host", default="127.0.0.1", help="0.0.0.0 for every network")
    begin.add_argument("--site", type=Path, help="a ready folder instead of one made from the data")
    begin.add_argument("--base", default="", help="address that readers know: https://…")
    begin.add_argument("--behind", action="append", default=[], help="network of a proxy in front")
    begin.add_argument("--cold", action="store_true", help="do not open each page once beforehand")
    end = commands.add_parser("stop", help="end what start began")
    for one in (begin, end):
        one.add_argument("--folder", type=Path, default=FOLDER)
    _of_configuration(commands.add_parser("config", help="write nginx's configuration"))
    return parser


def _of_configuration(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--listen", action="append", required=True)
    parser.add_argument("--replica", action="append", required=True)
    parser.add_argument("--site", type=Path, required=True, help="folder of the public pages")
    parser.add_argument("--bundle", type=Path, required=True, help="where the front end is packed")
    parser.add_argument("--run", type=Path, required=True, help="nginx's own files")
    parser.add_argument("--access-log", default="/dev/stdout")
    parser.add_argument("--error-log", default="/dev/stderr")
    parser.add_argument("--name", default="_")
    parser.add_argument("--user", default="")
    parser.add_argument("--behind", action="append", default=[])
    parser.add_argument("--brotli", action="store_true")
    parser.add_argument("--certificate", default="")
    parser.add_argument("--key", default="")
    parser.add_argument("--out", default="-")


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks; 1 with a sentence where that cannot be."""
    given = _arguments().parse_args(arguments)
    try:
        if given.command == "start":
            start(
                Order(
                    replicas=given.replicas,
                    port=given.port,
                    host=given.host,
                    folder=given.folder.resolve(),
                    site=given.site.resolve() if given.site else None,
                    base=given.base,
                    behind=tuple(given.behind),
                    nginx=proxying.find(),
                    is_cold=given.cold,
                )
            )
        elif given.command == "stop":
            stop(given.folder.resolve())
        else:
            configuration(given)
    except TroubleError as trouble:
        print(trouble, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
