"""The editions there are: going back to one, examining all, taking away what was left behind."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from geo import editions, history, ledger
from geo.errors import GeoError
from geo.history import Step
from geo.language import Message


class NothingToUndoError(GeoError, LookupError):
    """No edition to go back to."""

    def __init__(self, current: str) -> None:
        super().__init__(
            what=Message(
                "Tidak ada edisi sebelum {current}.", current=current or Message("edisi pertama")
            ),
            mend=Message("Lihat daftarnya dengan `python -m geo editions`."),
        )


class SameEditionError(GeoError, ValueError):
    """An edition that is the current one already."""

    def __init__(self, name: str) -> None:
        super().__init__(
            what=Message("Edisi {name} sudah dipakai.", name=name),
            mend=Message("Sebutkan edisi lain, atau biarkan seperti adanya."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing that `verify` found.

    Attributes
    ----------
    kind : str
        `damaged`, `leftover`, `pointer`, `manifest` or `history`.
    name : str
        The edition or file that it is about.
    words : Message
        What is wrong, and what to do.
    """

    kind: str
    name: str
    words: Message


def undo(root: Path, *, by: str, why: str, at: str = "", to: str | None = None) -> Step:
    """Take the last step back, or go to a named edition; itself a step of the history.

    Parameters
    ----------
    root : Path
        Folder of editions.
    by, why : str
        Who goes back, and for which reason.
    at : str
        When, ISO 8601; may be empty.
    to : str, optional
        The edition to go to; None is the one that was current before the last step, so that
        an undo of an undo brings back what was undone.

    Returns
    -------
    Step
        What was done. Every edition stays where it is, under its name.

    Raises
    ------
    NothingToUndoError
        If there was no edition before.
    SameEditionError
        If the named edition is the current one already.
    editions.UnknownEditionError, editions.RefusedEditionError
        If the edition to go to is not there, or is not whole.
    ledger.BusyError, ledger.UnwrittenEditionError, ledger.UnconfirmedEditionError
        As for `publish.publish`.
    """
    with ledger.alone(root):
        before = editions.pointer(root)
        after = to or _before(root, before)
        if after == before:
            raise SameEditionError(after)
        editions.load(root, after)
        number = ledger.next_number(root)
        step = Step(number=number, what="undo", before=before, after=after, by=by, why=why, at=at)
        ledger.take(root, step, lambda: None)
    return step


def _before(root: Path, current: str) -> str:
    """The edition that was current before: by the history, or else by the names."""
    taken = history.steps(root)
    if taken and taken[-1].after == current:
        found = taken[-1].before
    else:
        known = editions.names(root)
        older = known[known.index(current) + 1 :] if current in known else known
        found = older[0] if older else ""
    if not found:
        raise NothingToUndoError(current)
    return found


def clean(root: Path) -> list[str]:
    """Take away what dead writers left, and finish what they had published.

    Returns
    -------
    list of str
        Names of what was taken away.
    """
    found = ledger.leftovers(root)
    with ledger.alone(root):
        pass  # whoever is alone settles first
    return found


def verify(root: Path) -> list[Doubt]:
    """Everything that is not as it was published; empty where all is well. Writes nothing.

    Every file of every edition is hashed again and held against its manifest, every manifest
    against the history, the pointer against the editions.
    """
    doubts = [*_damaged(root), *_pointed(root), *_retold(root)]
    if not ledger.is_busy(root):
        doubts += [_left(name) for name in ledger.leftovers(root)]
    return doubts


def _left(name: str) -> Doubt:
    words = Message(
        "{name}: sisa penerbitan yang terputus, tidak pernah dibaca siapa pun. "
        "Buang dengan `python -m geo verify --clean`.",
        name=name,
    )
    return Doubt(kind="leftover", name=name, words=words)


def _damaged(root: Path) -> list[Doubt]:
    """Editions that would be refused, and folders of that kind of name that are none."""
    found = []
    left = ledger.leftovers(root)
    there = [path.name for path in sorted(root.iterdir())] if root.is_dir() else []
    for name in filter(editions.is_name, there):
        if name in left:
            continue
        try:
            editions.load(root, name)
        except (editions.RefusedEditionError, editions.UnknownEditionError) as error:
            words = Message("{what} {mend}", what=error.what, mend=error.mend)
            if isinstance(error, editions.UnknownEditionError):
                words = Message("{name}: folder tanpa manifest, bukan edisi.", name=name)
            found.append(Doubt(kind="damaged", name=name, words=words))
    return found


def _pointed(root: Path) -> list[Doubt]:
    """Whether `current` names an edition that is there."""
    current = editions.pointer(root)
    if current in editions.names(root) or (not current and not editions.names(root)):
        return []
    words = Message(
        "Berkas current menunjuk “{name}”, yang tidak ada. Tunjuk edisi yang utuh dengan "
        "`python -m geo undo --to`.",
        name=current,
    )
    return [Doubt(kind="pointer", name=editions.CURRENT, words=words)]


def _retold(root: Path) -> list[Doubt]:
    """Whether the history can be read, and manifests are still those that it saw published."""
    found, taken = [], history.steps(root)
    if len(taken) != history.lines(root):
        words = Message("Riwayat memuat baris yang tidak terbaca; pulihkan dari cadangan.")
        found.append(Doubt(kind="history", name=history.HISTORY, words=words))
    for step in taken:
        file = root / step.after / "manifest.json"
        if step.what != "publish" or not editions.is_name(step.after):
            continue
        if not file.is_file():
            words = Message("{name}: pernah terbit, tetapi foldernya hilang.", name=step.after)
        elif hashlib.sha256(file.read_bytes()).hexdigest() != step.manifest:
            words = Message("{name}: manifestnya diubah sesudah terbit.", name=step.after)
        else:
            continue
        found.append(Doubt(kind="manifest", name=step.after, words=words))
    return found
