"""A site on disk: only what changed is written, each file by a rename, and all or none.

A manifest, `site.json`, names every file that was written with its hash: what is no longer part
of the site is taken away, and nothing else is ever touched.
"""

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from geo import durable
from geo.errors import GeoError
from geo.language import Message

MANIFEST = "site.json"
STAGE, LOCK = ".site.new", ".site.lock"
"""Where files wait until all of them are there; what a second build waits at."""


class ForeignFolderError(GeoError, ValueError):
    """A folder that holds something which this program did not write."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            what=Message("Folder {name} berisi berkas lain.", name=folder.name),
            mend=Message("Pilih folder kosong, atau folder situs yang pernah dibuat di sini."),
        )


class BusyFolderError(GeoError, RuntimeError):
    """A folder that another build is writing to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            what=Message("Folder {name} sedang ditulis oleh proses lain.", name=folder.name),
            mend=Message("Tunggu sampai selesai, lalu ulangi."),
        )


class UnsafePathError(GeoError, ValueError):
    """A file that would lie outside the site."""

    def __init__(self, path: str) -> None:
        super().__init__(
            what=Message("Alamat berkas “{path}” keluar dari folder situs.", path=path),
            mend=Message("Perbaiki nama wilayah di tabel acuan."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a build did to a folder: numbers of files, and bytes of all of them."""

    files: int
    changed: int
    removed: int
    size: int


def write(files: Iterable[tuple[str, bytes]], out: Path) -> Written:
    """Write a site: nothing is touched before the last file is made.

    Parameters
    ----------
    files : iterable of (path, content)
        Paths from the root of the site, `/` between folders; made one after another, so that
        they need not all be held at once.
    out : Path
        Folder of the site; made where it is not there.

    Raises
    ------
    ForeignFolderError
        If it holds files and no manifest of ours.
    BusyFolderError
        If another build is writing to it.
    UnsafePathError
        If a path leads out of it, or is named twice.
    """
    out.mkdir(parents=True, exist_ok=True)
    with _locked(out):
        before = _known(out)
        after, size, changed = _staged(files, out)
        for path in sorted(changed, key=lambda one: one.endswith(".html")):  # what they load first
            target = out / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (out / STAGE / path).replace(target)
        removed = [path for path in before if path not in after and _removed(out, path, before)]
        _note(out, after)
    return Written(files=len(after), changed=len(changed), removed=len(removed), size=size)


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """The folder for this build alone; what an earlier one left half made is cleared away."""
    try:
        with durable.locked(out / LOCK):
            shutil.rmtree(out / STAGE, ignore_errors=True)
            try:
                yield
            finally:
                shutil.rmtree(out / STAGE, ignore_errors=True)
    except BlockingIOError as error:
        raise BusyFolderError(out) from error


def _known(out: Path) -> dict[str, str]:
    """What an earlier build wrote here; nothing in a new folder."""
    try:
        told = json.loads((out / MANIFEST).read_text("utf-8"))
        return {str(path): str(digest) for path, digest in told["files"].items()}
    except FileNotFoundError as error:
        if {one.name for one in out.iterdir()} - {LOCK}:
            (out / LOCK).unlink(missing_ok=True)
            raise ForeignFolderError(out) from error
        return {}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ForeignFolderError(out) from error


def _staged(files: Iterable[tuple[str, bytes]], out: Path) -> tuple[dict[str, str], int, list[str]]:
    """Hashes of all files, their bytes together, and those that differ from what is there."""
    after: dict[str, str] = {}
    size, changed = 0, []
    for path, content in files:
        if path in after or not _is_safe(path):
            raise UnsafePathError(path)
        after[path] = hashlib.sha256(content).hexdigest()
        size += len(content)
        if _digest(out / path) == after[path]:
            continue
        changed.append(path)
        staged = out / STAGE / path
        staged.parent.mkdir(parents=True, exist_ok=True)
        staged.write_bytes(content)
    return after, size, changed


def _is_safe(path: str) -> bool:
    parts = PurePosixPath(path).parts
    own = {MANIFEST, STAGE, LOCK}
    return bool(parts) and not path.startswith("/") and ".." not in parts and parts[0] not in own


def _removed(out: Path, path: str, before: dict[str, str]) -> bool:
    """Whether a file of an earlier build was taken away: only if it is still as we wrote it."""
    if not _is_safe(path) or _digest(out / path) != before[path]:
        return False
    (out / path).unlink()
    for folder in (out / path).parents:
        if folder == out or any(folder.iterdir()):
            break
        folder.rmdir()
    return True


def _digest(path: Path) -> str:
    """Hash of a file; empty where there is none."""
    if path.is_symlink() or not path.is_file():
        return ""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _note(out: Path, after: dict[str, str]) -> None:
    """The manifest, last of all; untouched where nothing changed."""
    text = json.dumps({"files": dict(sorted(after.items()))}, indent=1) + "\n"
    target = out / MANIFEST
    if target.is_file() and target.read_text("utf-8") == text:
        return
    staged = out / STAGE / MANIFEST
    staged.parent.mkdir(parents=True, exist_ok=True)
    staged.write_text(text, "utf-8")
    staged.replace(target)
