"""Published states of the data; the only module that opens them at run time.

An edition is a folder that never changes: `claims.csv`, `CHANGES.md` and a manifest with
the hash of each. A folder that no longer matches its manifest is refused, and the newest
one that does serves in its place, with the refusal kept beside it.
"""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from geo import folders
from geo.errors import GeoError
from geo.language import Message
from geo.model import COLUMNS, NUMBERS, SCHEMA_VERSION, Period

ROOT = folders.EDITIONS
FILES = frozenset({"claims.csv", "CHANGES.md"})
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
    """An edition that is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(
            what=Message("Edisi “{name}” tidak ada.", name=name),
            mend=Message("Hapus pilihan edisi dari alamat untuk melihat edisi terbaru."),
        )


class NoEditionError(GeoError, LookupError):
    """No edition that can be trusted."""

    def __init__(self, root: Path) -> None:
        super().__init__(
            what=Message("Tidak ada edisi data yang utuh di folder {root}.", root=root.name),
            mend=Message("Jalankan `python -m geo publish` untuk menerbitkan edisi."),
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edition:
    """One published state of the data.

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
    refused : tuple of GeoError
        Newer editions that were refused before this one was taken.
    """

    name: str
    dataset: str
    claims: pd.DataFrame
    changes: str = ""
    published_by: str = ""
    files: dict[str, str]
    refused: tuple[GeoError, ...] = ()

    @property
    def as_of(self) -> date:
        """The day it was published; of a panel that never was, the last day it speaks of.

        What is still to come is counted from here, so that an edition says the same for ever.
        """
        if is_name(self.name):
            return date.fromisoformat(self.name.partition(".")[0])
        figures = self.claims.loc[self.claims["indicator"] != "coverage_target", "period"]
        return max(Period.parse(str(text)).end for text in figures.unique())


def names(root: Path = ROOT) -> list[str]:
    """Editions there are, newest first."""
    found = [manifest.parent.name for manifest in root.glob("*/manifest.json")]
    return sorted(filter(is_name, found), key=order, reverse=True)


def load(root: Path = ROOT, name: str | None = None) -> Edition:
    """The named edition, or the current one, or the newest that is whole.

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
    for candidate in _current_first(root):
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
    file = root / "current"
    return file.read_text(encoding="utf-8").strip() if file.is_file() else ""


def _current_first(root: Path) -> list[str]:
    """The current edition, then those before it, newest first."""
    known = names(root)
    current = pointer(root)
    return known[known.index(current) :] if current in known else known


def _read(folder: Path) -> Edition:
    manifest = _manifest(folder)
    for file, expected in manifest["files"].items():
        path = folder / file
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise DamagedEditionError(folder.name, file)
    claims = pd.read_csv(folder / "claims.csv", dtype=str, keep_default_na=False, encoding="utf-8")
    if tuple(claims.columns) != COLUMNS:
        raise OtherSchemaError(folder.name, manifest["schema_version"])
    for column in NUMBERS:  # codes stay text from the first read; only these are numbers
        claims[column] = pd.to_numeric(claims[column].replace("", np.nan)).astype(float)
    return Edition(
        name=manifest["edition"],
        dataset=manifest["dataset"],
        claims=claims,
        changes=(folder / "CHANGES.md").read_text(encoding="utf-8"),
        published_by=manifest["published_by"],
        files=dict(manifest["files"]),
    )


def _manifest(folder: Path) -> dict[str, Any]:
    """The manifest; one that cannot be read, or lists too little, is a damaged edition."""
    try:
        found = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        manifest = {key: found[key] for key in ("edition", "dataset", "published_by", "files")}
        version = found["schema_version"]
        complete = set(manifest["files"].keys()) >= FILES
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise DamagedEditionError(folder.name, "manifest.json") from error
    if not complete or manifest["edition"] != folder.name:
        raise DamagedEditionError(folder.name, "manifest.json")
    if version != SCHEMA_VERSION:
        raise OtherSchemaError(folder.name, version)
    return {**manifest, "schema_version": version}


def order(name: str) -> tuple[str, int]:
    """What editions are told apart by in time: the day, and the number within it."""
    day, _, number = name.partition(".")
    return day, int(number)
