"""Every file operation of publishing, so that each of them can be made to fail in a test.

What a function here has done is on disk when it returns: the file's content and its
folder's list of names alike.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write(path: Path, content: bytes) -> None:
    """A file that was not there before, whole."""
    _filled(path, os.O_EXCL, content)


def replace(path: Path, content: bytes) -> None:
    """A file that may have been there: readers find the old content or the new, never a part.

    What a death leaves behind is the file `beside` it.
    """
    draft = beside(path)
    _filled(draft, os.O_TRUNC, content)
    draft.replace(path)
    sync(path.parent)


def beside(path: Path) -> Path:
    """Where the new content of a file is written before it takes its place."""
    return path.with_name(f".{path.name.removeprefix('.')}.new")


def folder(path: Path) -> None:
    """A folder that was not there before; its parent must be."""
    path.mkdir(0o755)
    sync(path.parent)


def rename(source: Path, target: Path) -> None:
    """A file or folder under another name in the same folder, at once and whole."""
    source.rename(target)
    sync(target.parent)


def remove(path: Path) -> None:
    """A file, or a folder with all that it holds; what a link points at stays."""
    if path.is_dir() and not path.is_symlink():
        for inner in sorted(path.iterdir()):
            remove(inner)
        path.rmdir()
    else:
        path.unlink()
    sync(path.parent)


def sync(path: Path) -> None:
    """A folder's list of names, on disk."""
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Held by one writer at a time; the system lets go of it when the writer dies.

    Raises
    ------
    BlockingIOError
        If another holds it: nobody waits.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)


def _filled(path: Path, how: int, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | how, 0o644)
    try:
        rest = memoryview(content)
        while rest:  # a full disk may take a part before it refuses
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)
