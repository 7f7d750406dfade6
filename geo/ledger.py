"""One step from an edition to another: taken by one writer at a time, wholly or not at all.

The order of a step, each part on disk before the next begins: the step is written down
beside the editions; a new edition takes its place by a rename; `current` names it by
another rename, and this is the moment at which it is published; the history gains its
line; the step's own note goes. Whoever dies on the way leaves a note by which the next
writer, or `verify --clean`, finishes what was published and takes away what was not.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from geo import durable, editions, history
from geo.errors import GeoError
from geo.history import HISTORY, STEP, Step
from geo.language import Message

LOCK = ".lock"
"""Held while somebody writes; the file itself stays and says nothing."""
DRAFT = ".draft-"
"""Begins the name of an edition that is being written, or was when its writer died."""


class BusyError(GeoError, RuntimeError):
    """Another writer is at work."""

    def __init__(self) -> None:
        super().__init__(
            what=Message("Penerbitan lain sedang berjalan; yang ini tidak dimulai."),
            mend=Message("Tunggu sampai selesai, periksa edisi yang baru, lalu ulangi."),
        )


class UnwrittenEditionError(GeoError, OSError):
    """A disk that refused before anything was published."""

    def __init__(self, root: Path, current: str, reason: str) -> None:
        super().__init__(
            what=Message(
                "Tidak ada yang berubah: folder {root} tidak dapat ditulis ({reason}). "
                "Edisi yang dipakai tetap {current}.",
                root=root.name,
                reason=reason,
                current=current or Message("tidak ada"),
            ),
            mend=Message("Periksa ruang disk dan izin folder itu, lalu ulangi."),
        )


class UnconfirmedEditionError(GeoError, OSError):
    """A disk that refused after the edition had become the current one."""

    def __init__(self, current: str, reason: str) -> None:
        super().__init__(
            what=Message(
                "Edisi {current} sudah dipakai, tetapi disk menolak catatan akhirnya ({reason}).",
                current=current,
                reason=reason,
            ),
            mend=Message(
                "Periksa disknya, lalu jalankan `python -m geo verify --clean`; "
                "jangan terbitkan ulang."
            ),
        )


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """The folder of editions for one writer; what a dead one left is settled first.

    Raises
    ------
    BusyError
        If another writer holds it: nobody waits.
    UnwrittenEditionError, UnconfirmedEditionError
        If the disk refuses, before and after `current` was changed.
    """
    before = editions.pointer(root)
    try:
        _there(root)
        with ExitStack() as held:
            try:
                held.enter_context(durable.locked(root / LOCK))
            except BlockingIOError as error:
                raise BusyError from error
            before = editions.pointer(root)
            settle(root)
            try:
                yield
            except BaseException:
                with suppress(OSError):  # what cannot be settled now is named and waits
                    settle(root)
                raise
    except OSError as error:
        now, reason = editions.pointer(root), error.strerror or type(error).__name__
        if now != before:
            raise UnconfirmedEditionError(now, reason) from error
        raise UnwrittenEditionError(root, before, reason) from error


def take(root: Path, step: Step, ready: Callable[[], None]) -> None:
    """Go from one edition to another, as the writer that is `alone`.

    Parameters
    ----------
    root : Path
        Folder of editions.
    step : Step
        Where from and where to; its number is `next_number`.
    ready : callable
        Puts the edition in its place, if it is not there yet.
    """
    durable.replace(root / STEP, _line(step))
    ready()
    durable.replace(root / editions.CURRENT, f"{step.after}\n".encode())
    _record(root, step)
    durable.remove(root / STEP)


def next_number(root: Path) -> int:
    """The number of the step to come."""
    return max((step.number for step in history.steps(root)), default=0) + 1


def settle(root: Path) -> list[str]:
    """Finish a step that was taken and take away one that was not, as the writer `alone`.

    Returns
    -------
    list of str
        Names of what was taken away.
    """
    step = history.unfinished(root)
    if step and step.after == editions.pointer(root):
        _record(root, step)
    found = leftovers(root)
    for name in found:
        path = root / name
        if editions.is_name(name):  # at once out of the readers' sight, then gone
            path = root / f"{DRAFT}{name}"
            durable.rename(root / name, path)
        durable.remove(path)
    return found


def leftovers(root: Path) -> list[str]:
    """What dead writers left, by name: drafts, an edition never published, the step's note last.

    While a writer is at work, some of it is that writer's.
    """
    if not root.is_dir():
        return []
    halves = [durable.beside(root / name).name for name in (editions.CURRENT, HISTORY, STEP)]
    there = [path.name for path in sorted(root.iterdir())]
    found = [name for name in there if name.startswith(DRAFT) or name in halves]
    step = history.unfinished(root)
    is_new = step and step.what == "publish" and step.after != editions.pointer(root)
    if step and is_new and editions.is_name(step.after) and (root / step.after).is_dir():
        found.append(step.after)
    return found + [name for name in there if name == STEP]


def is_busy(root: Path) -> bool:
    """Whether a writer is at work now."""
    if not (root / LOCK).is_file():
        return False
    try:
        with durable.locked(root / LOCK):
            return False
    except BlockingIOError:
        return True
    except OSError:  # a folder that cannot be written has no writer
        return False


def _there(root: Path) -> None:
    """The folder, and those that it lies in."""
    for folder in (*reversed(root.parents), root):
        if not folder.is_dir():
            durable.folder(folder)


def _record(root: Path, step: Step) -> None:
    """The step's line at the end of the history, once: all lines and this one, or none of it."""
    file = root / HISTORY
    content = file.read_bytes() if file.is_file() else b""
    if content and not content.endswith(b"\n"):  # a hand was here: the next line stays whole
        content += b"\n"
    if step not in history.steps(root):
        durable.replace(file, content + _line(step))


def _line(step: Step) -> bytes:
    return (json.dumps(asdict(step), ensure_ascii=False) + "\n").encode()
