"""Notes what a meeting decides: one line at the end of a log that only grows.

The only module that writes decisions; what serves the public never imports it.
"""

import errno
import fcntl
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from geo.decisions import LOG, ROOT, Decision, Said, Withdrawal, entries, finished
from geo.errors import GeoError
from geo.language import Message
from geo.model import PROVINCE, BpsCode, Period
from geo.regencies import by_bps

TORN = "log.torn"
"""Beside the log: lines that were cut off half-way, kept for whoever wants to read them."""
LONGEST = 300
"""Characters of what is decided, and of who answers for it."""
MOST_WORKERS = 10_000_000
"""More than all who live in the province: beyond it a number is a slip of the keyboard."""
_Line = TypeVar("_Line", Decision, Withdrawal)
_NIK = re.compile(r"(?:\d[\s.\-]?){15}\d")
"""A number of sixteen digits, as of an identity card, however it is grouped."""


class RefusedNoteError(GeoError, ValueError):
    """A decision, or a withdrawal, that cannot be noted as it stands."""


class UnwrittenNoteError(GeoError, OSError):
    """A log that cannot be written; nothing of the note is kept."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            what=Message(
                "Keputusan belum tercatat: folder {root} tidak dapat ditulis.", root=root.name
            ),
            mend=Message("Periksa ruang disk dan izin folder itu, lalu catat sekali lagi."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A decision as it was written down, before it has its number; fields as in `Decision`."""

    made_on: date
    edition: str
    region: BpsCode
    what: str
    workers: int | None
    who: str
    until: date


def note(wish: Wish, root: Path = ROOT) -> Decision:
    """Note a decision at the end of the log, on disk when this returns.

    Parameters
    ----------
    wish : Wish
        Spaces around its words are taken off, breaks of line become spaces.
    root : Path
        Folder of the log; made where it is not there.

    Returns
    -------
    Decision
        With the number after the highest that was ever given.

    Raises
    ------
    RefusedNoteError
        If a field is not as it should be; nothing is written.
    DamagedLogError
        If an earlier line of the log cannot be read; nothing is written.
    UnwrittenNoteError
        If the disk refuses.
    """
    told = {**asdict(wish), "what": _tidied(wish.what), "who": _tidied(wish.who)}
    _checked(Wish(**told))

    def made(read: list[Decision | Withdrawal]) -> Decision:
        numbers = [one.number for one in read if isinstance(one, Decision)]
        return Decision(number=max(numbers, default=0) + 1, **told)

    return _appended(made, root)


def withdraw(number: int, why: str, on: date, root: Path = ROOT) -> Withdrawal:
    """Take a decision back: a line more, so that the file still tells both.

    Raises
    ------
    RefusedNoteError
        If no such decision stands, the reason is empty, or the day is before the decision.
    DamagedLogError, UnwrittenNoteError
        As for `note`.
    """
    reason = _tidied(why)
    _check_words(Message("Alasan pencabutan"), reason)

    def made(read: list[Decision | Withdrawal]) -> Withdrawal:
        gone = {one.withdraws for one in read if isinstance(one, Withdrawal)}
        stand = {one.number: one for one in read if isinstance(one, Decision)}
        if number not in stand or number in gone:
            raise RefusedNoteError(
                Message("Keputusan nomor {n} tidak ada atau sudah dicabut.", n=number),
                Message("Pilih nomor yang ada di daftar keputusan."),
            )
        if on < stand[number].made_on:
            raise RefusedNoteError(
                Message("Tanggal pencabutan mendahului tanggal keputusannya."),
                Message("Pilih tanggal pada atau sesudah {day}.", day=_day(stand[number].made_on)),
            )
        return Withdrawal(withdraws=number, on=on, why=reason)

    return _appended(made, root)


def _tidied(words: str) -> str:
    """In one line, without the signs that no one sees."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def _day(day: date) -> Said:
    return Said(Period(day.year, day.month, day.day))


def _checked(wish: Wish) -> None:
    """Refuse what no meeting can mean, each with its mend."""
    if wish.region != PROVINCE and wish.region not in by_bps():
        raise RefusedNoteError(
            Message("Daerah “{code}” tidak dikenal.", code=wish.region),
            Message("Pilih salah satu dari {n} kabupaten/kota, atau provinsi.", n=len(by_bps())),
        )
    _check_words(Message("Isi keputusan"), wish.what)
    _check_words(Message("Penanggung jawab"), wish.who)
    _check_words(Message("Nama edisi"), wish.edition)
    is_count = type(wish.workers) is int and 0 < wish.workers <= MOST_WORKERS
    if wish.workers is not None and not is_count:
        raise RefusedNoteError(
            Message("Jumlah pekerja harus bilangan bulat di atas nol."),
            Message("Tulis jumlahnya, misalnya 1500, atau kosongkan bila tidak diputuskan."),
        )
    if wish.until <= wish.made_on:
        raise RefusedNoteError(
            Message("Tenggat harus sesudah tanggal keputusan."),
            Message("Pilih tanggal sesudah {day}.", day=_day(wish.made_on)),
        )


def _check_words(field: Message, words: str) -> None:
    if not words:
        raise RefusedNoteError(
            Message("{field} masih kosong.", field=field), Message("Isi dengan kalimat pendek.")
        )
    if len(words) > LONGEST:
        raise RefusedNoteError(
            Message("{field} lebih dari {most} huruf.", field=field, most=LONGEST),
            Message("Ringkas menjadi satu atau dua kalimat."),
        )
    if _NIK.search(words):
        raise RefusedNoteError(
            Message("{field} memuat 16 angka berurutan, seperti NIK.", field=field),
            Message("Hapus nomor itu: catatan keputusan tidak memuat data pribadi."),
        )


def _appended(made: Callable[[list[Decision | Withdrawal]], _Line], root: Path) -> _Line:
    """What `made` makes of the lines there are, written beneath them by one writer at a time."""
    try:
        with _locked(root) as log:
            content = _whole(log, root)
            one = made(entries(content))
            gap = "" if content.endswith(b"\n") or not content else "\n"
            text = json.dumps(asdict(one), ensure_ascii=False, default=date.isoformat)
            _written(log, f"{gap}{text}\n".encode(), len(content))
    except OSError as error:
        raise UnwrittenNoteError(root) from error
    return one


@contextmanager
def _locked(root: Path) -> Iterator[int]:
    """The log, open for this writer alone; the system lets go of it when the writer dies."""
    root.mkdir(parents=True, exist_ok=True)
    log = os.open(root / LOG, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(log, fcntl.LOCK_EX)
        _synced(root)
        yield log
    finally:
        os.close(log)


def _whole(log: int, root: Path) -> bytes:
    """The log up to its last whole line; what was cut off behind it is moved aside first."""
    with open(log, "rb", closefd=False) as file:
        content = file.read()
    end = finished(content)
    if end < len(content):
        with (root / TORN).open("ab") as aside:
            aside.write(content[end:] + b"\n")
            aside.flush()
            os.fsync(aside.fileno())
        _synced(root)  # kept there before it goes from here
        os.ftruncate(log, end)
    return content[:end]


def _written(log: int, line: bytes, end: int) -> None:
    """One line at the end, on disk; where the disk refuses, the log is as long as before."""
    try:
        if os.write(log, line) < len(line):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        os.fsync(log)
    except OSError:
        os.ftruncate(log, end)
        raise


def _synced(folder: Path) -> None:
    """The folder's list of files on disk too, so that a new file outlives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
