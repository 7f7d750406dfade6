"""Published states of the data; the only module that opens them at run time.

An edition is a folder that never changes: `claims.csv`, `CHANGES.md` and a manifest with
the hash of each. A folder that no longer matches its manifest is refused, and the newest
one that does serves in its place, with the refusal kept beside it. An edition is published
from the moment that `current` first names it; until then no reader sees its folder.
"""

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from geo import folders, history
from geo.errors import GeoError
from geo.language import Message
from geo.model import COLUMNS, NUMBERS, SCHEMA_VERSION, Period

ROOT = folders.EDITIONS
FILES = frozenset({"claims.csv", "CHANGES.md"})
CURRENT = "current"
"""The file that names the edition in use."""
SCHEMAS: Mapping[int, tuple[str, ...]] = {1: COLUMNS}
"""Columns of every schema there was. Before a new one is made, this one is written out here."""
MIGRATIONS: Mapping[int, Callable[[pd.DataFrame], pd.DataFrame]] = {}
"""From a table of text of one schema to the next one's; an old edition passes through all."""
PREVIEW = "+unggahan."
"""Stands in the name of an edition in memory, after the edition that it would follow."""
QUOTED = 24
"""Signs of an unknown name that are repeated; ours have fewer."""
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})\.([1-9]\d*)")


class RefusedEditionError(GeoError, ValueError):
    """An edition that is there and cannot be served."""


class DamagedEditionError(RefusedEditionError):
    """An edition whose files do not match its manifest."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(
            what=Message(
                "Edisi {name} ditolak: {file} tidak cocok dengan manifesnya.", name=name, file=file
            ),
            mend=Message("Pulihkan folder edisi dari cadangan, atau terbitkan edisi baru."),
        )


class OtherSchemaError(RefusedEditionError):
    """An edition whose table is of another kind than this program reads."""

    def __init__(self, name: str, version: object) -> None:
        super().__init__(
            what=Message(
                "Edisi {name} ditolak: skema datanya {version}, sedangkan aplikasi ini membaca "
                "skema {known}.",
                name=name,
                version=version,
                known=SCHEMA_VERSION,
            ),
            mend=Message("Perbarui aplikasi, atau terbitkan ulang datanya dengan aplikasi ini."),
        )


class UnknownEditionError(GeoError, LookupError):
    """An edition that is not there.

    Of a name longer than any of ours only the beginning is quoted: it may come from the address,
    and a link must not write a sentence of its own into the page.
    """

    def __init__(self, name: str) -> None:
        quoted = name if len(name) <= QUOTED else f"{name[:QUOTED]}…"
        super().__init__(
            what=Message("Edisi “{name}” tidak ada.", name=quoted),
            mend=Message("Hapus pilihan edisi dari alamat untuk melihat edisi terbaru."),
        )


class NoEditionError(GeoError, LookupError):
    """No edition that can be trusted."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            what=Message("Tidak ada edisi data yang utuh di folder {root}.", root=root.name),
            mend=Message("Jalankan `python -m geo publish` untuk menerbitkan edisi."),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class Edition:
    """One published state of the data. It has no slots, so that `as_of` is worked out once.

    Attributes
    ----------
    name, dataset : str
        `2026-11-22.1`; `publikasi` or `contoh`.
    claims : DataFrame
        One claim per row, columns as in `contracts.COLUMNS`; NaN is unknown.
    changes, published_by : str
        What changed, in words; who published it.
    files : mapping of str to str
        SHA-256 of each file.
    published_at, tool, previous : str
        When it was published (ISO 8601), by which program, and which edition was current
        before; empty in manifests that do not say it.
    refused : tuple of GeoError
        Newer editions that were refused before this one was taken.
    """

    name: str
    dataset: str
    claims: pd.DataFrame
    changes: str = ""
    published_by: str = ""
    files: dict[str, str]
    published_at: str = ""
    tool: str = ""
    previous: str = ""
    refused: tuple[GeoError, ...] = ()

    @cached_property
    def as_of(self) -> date:
        """The day it was published; of a panel that never was, the last day it speaks of.

        What is still to come is counted from here, so that an edition says the same for ever.
        """
        published = self.name.partition(PREVIEW)[0]
        if is_name(published):
            return date.fromisoformat(published.partition(".")[0])
        figures = self.claims.loc[self.claims["indicator"] != "coverage_target", "period"]
        return max(Period.parse(str(text)).end for text in figures.unique())


def names(root: Path = ROOT) -> list[str]:
    """Editions that were published, newest first."""
    coming = history.unfinished(root)  # before the pointer: what is published is never hidden
    hidden = coming.after if coming and coming.what == "publish" else ""
    found = [manifest.parent.name for manifest in root.glob("*/manifest.json")]
    if hidden == pointer(root):
        hidden = ""
    shown = (name for name in found if is_name(name) and name != hidden)
    return sorted(shown, key=order, reverse=True)


def load(root: Path = ROOT, name: str | None = None, *, current: str | None = None) -> Edition:
    """The named edition, or the current one, or the newest that is whole.

    Parameters
    ----------
    root : Path
        Folder of editions.
    name : str, optional
        Name of an edition; None for the current one.
    current : str, optional
        What `pointer` said when the reader began, so that all of a page is of one edition
        whatever is published meanwhile; None asks the pointer now.

    Raises
    ------
    UnknownEditionError
        If a named edition is not there.
    RefusedEditionError
        If a named edition does not match its manifest, or is of another schema.
    NoEditionError
        If none was named and none is whole.
    """
    if name is not None:
        if name not in names(root):
            raise UnknownEditionError(name)
        return _read(root / name)
    refused: list[GeoError] = []
    for candidate in _current_first(root, pointer(root) if current is None else current):
        try:
            edition = _read(root / candidate)
        except RefusedEditionError as error:
            refused.append(error)
        else:
            return replace(edition, refused=tuple(refused))
    raise NoEditionError(root)


def is_name(text: str) -> bool:
    """Whether an edition may be called so: a date and a running number, `2026-11-22.1`."""
    return _NAME.fullmatch(text) is not None


def pointer(root: Path = ROOT) -> str:
    """Name of the current edition as published; empty where nothing points at one."""
    try:
        return (root / CURRENT).read_text(encoding="utf-8", errors="replace").strip()
    except (FileNotFoundError, NotADirectoryError):
        return ""


def _current_first(root: Path, current: str) -> list[str]:
    """The current edition, then those before it, newest first, without what was taken back."""
    known = names(root)
    if current not in known:
        return known
    undone: set[str] = set()
    for step in history.steps(root):
        undone.discard(step.after)
        if step.what == "undo":
            undone.add(step.before)
    return [name for name in known[known.index(current) :] if name not in undone - {current}]


def _read(folder: Path) -> Edition:
    manifest = _manifest(folder)
    for file, expected in manifest["files"].items():
        if _sha256(folder / file) != expected:
            raise DamagedEditionError(folder.name, file)
    return Edition(
        name=manifest["edition"],
        dataset=manifest["dataset"],
        claims=_claims(folder, manifest["schema_version"]),
        changes=(folder / "CHANGES.md").read_text(encoding="utf-8"),
        published_by=manifest["published_by"],
        files=dict(manifest["files"]),
        published_at=str(manifest.get("published_at", "")),
        tool=str(manifest.get("tool", "")),
        previous=str(manifest.get("previous", "")),
    )


def _sha256(path: Path) -> str:
    """Hash of a file; empty where there is none that could be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _claims(folder: Path, version: int) -> pd.DataFrame:
    """The table of an edition, brought from the schema it was written in to the present one."""
    claims = pd.read_csv(folder / "claims.csv", dtype=str, keep_default_na=False, encoding="utf-8")
    if tuple(claims.columns) != SCHEMAS[version]:
        raise OtherSchemaError(folder.name, version)
    for older in range(version, SCHEMA_VERSION):
        claims = MIGRATIONS[older](claims)
    claims = claims[list(COLUMNS)]
    for column in NUMBERS:  # codes stay text from the first read; only these are numbers
        claims[column] = pd.to_numeric(claims[column].replace("", np.nan)).astype(float)
    return claims


def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest; one that cannot be read, or lists too little, is a damaged edition."""
    try:
        found = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        needed = {key: found[key] for key in ("edition", "dataset", "published_by", "files")}
        version = found["schema_version"]
        complete = set(needed["files"].keys()) >= FILES
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedEditionError(folder.name, "manifest.json") from error
    if not complete or needed["edition"] != folder.name:
        raise DamagedEditionError(folder.name, "manifest.json")
    if type(version) is not int or version not in SCHEMAS:
        raise OtherSchemaError(folder.name, version)
    return dict(found)


def order(name: str) -> tuple[str, int]:
    """What editions are told apart by in time: the day, and the number within it."""
    day, _, number = name.partition(".")
    return day, int(number)
