"""A claims table becomes an edition: added to what there was, and written whole."""

import csv
import hashlib
import io
import json
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pandas as pd

from geo import durable, editions, ledger, secrecy
from geo.contracts import claims_from_text
from geo.errors import GeoError
from geo.history import Step
from geo.language import Message
from geo.model import COLUMNS, SCHEMA_VERSION

TOOL = "peta-cakupan-kalbar 0.1.0"
"""The program and its version, as `pyproject.toml` gives them."""
SAME = ("region_code", "indicator", "segment", "period", "publisher", "definition")
"""Claims that agree in these speak of the same figure: the later one stands for it."""


class EditionExistsError(GeoError, ValueError):
    """An edition is never written over."""

    def __init__(self, name: str) -> None:
        super().__init__(
            what=Message("Edisi “{name}” sudah ada.", name=name),
            mend=Message("Beri nama lain; edisi yang terbit tidak diubah."),
        )


class BadEditionNameError(GeoError, ValueError):
    """A name by which an edition would not be found again."""

    def __init__(self, name: str) -> None:
        super().__init__(
            what=Message("“{name}” bukan nama edisi.", name=name),
            mend=Message("Tulis tanggal dan nomor urut, misalnya 2026-11-22.1."),
        )


class OutrunEditionError(GeoError, RuntimeError):
    """Another edition became the current one while this one was prepared."""

    def __init__(self, based_on: str, current: str) -> None:
        super().__init__(
            what=Message(
                "Tidak diterbitkan: berkas ini diperiksa terhadap edisi {based_on}, sedangkan "
                "edisi yang dipakai kini {current}.",
                based_on=based_on or Message("tidak ada"),
                current=current or Message("tidak ada"),
            ),
            mend=Message("Periksa berkasnya sekali lagi terhadap edisi itu, lalu terbitkan."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What an edition says of its own making.

    Attributes
    ----------
    name : str
        A date and a running number, `2026-11-22.1`.
    by, changes : str
        Who publishes; what changed, in words.
    at : str
        When, ISO 8601; the clock is read in the commands alone. May be empty.
    based_on : str or None
        The edition that the claims were checked against, empty for none: publishing is
        refused if another one serves by now. None publishes whatever serves.
    received : mapping of str to str
        Name of each received file → its SHA-256.
    """

    name: str
    by: str
    changes: str
    at: str = ""
    based_on: str | None = None
    received: Mapping[str, str] = field(default_factory=dict)


def next_name(root: Path, day: date) -> str:
    """The first name of a day that no edition bears: `2026-11-22.1`, then `.2`."""
    return next(name for n in count(1) if not (root / (name := f"{day:%Y-%m-%d}.{n}")).exists())


def publish(claims: pd.DataFrame, root: Path, imprint: Imprint) -> Path:
    """Write an edition whole and make it the current one.

    Parameters
    ----------
    claims : DataFrame
        As `contracts.claims_from_text` returns it.
    root : Path
        Folder of editions; made where it is not there.

    Returns
    -------
    Path
        The edition's folder. Readers see it at once and complete, or not at all.

    Raises
    ------
    BadEditionNameError
        If the name is no date with a running number.
    EditionExistsError
        If an edition of that name is there: editions are never written over.
    FaultsError
        If the few of a district can be worked out from the claims.
    OutrunEditionError
        If the edition that it is based on no longer serves.
    ledger.BusyError, ledger.UnwrittenEditionError, ledger.UnconfirmedEditionError
        If somebody else is writing; if the disk refuses, before or after the moment at
        which the edition became the current one.
    """
    if not editions.is_name(imprint.name):
        raise BadEditionNameError(imprint.name)
    secrecy.refuse(claims)
    target, draft = root / imprint.name, root / f"{ledger.DRAFT}{imprint.name}"
    with ledger.alone(root):
        _check_base(root, imprint)
        if target.exists():
            raise EditionExistsError(imprint.name)
        before = editions.pointer(root)
        files = _files(claims, imprint, before)
        durable.folder(draft)
        for name, content in files.items():
            durable.write(draft / name, content)
        step = Step(
            number=ledger.next_number(root),
            what="publish",
            before=before,
            after=imprint.name,
            by=imprint.by,
            at=imprint.at,
            manifest=_sha256(files["manifest.json"]),
        )
        durable.sync(draft)
        ledger.take(root, step, lambda: durable.rename(draft, target))
    return target


def _check_base(root: Path, imprint: Imprint) -> None:
    if imprint.based_on is None:
        return
    try:
        serving = editions.load(root).name
    except editions.NoEditionError:
        serving = ""
    if imprint.based_on != serving:
        raise OutrunEditionError(imprint.based_on, serving)


def _files(claims: pd.DataFrame, imprint: Imprint, before: str) -> dict[str, bytes]:
    """The edition's files by name, the manifest last: it holds the hashes of the others."""
    files = {
        "claims.csv": _csv(claims),
        "CHANGES.md": f"{imprint.changes.rstrip()}\n".encode(),
    }
    manifest = {
        "edition": imprint.name,
        "dataset": "publikasi",
        "schema_version": SCHEMA_VERSION,
        "published_by": imprint.by,
        "published_at": imprint.at,
        "tool": TOOL,
        "previous": before,
        "claims": len(claims),
        "regions": int(claims["region_code"].nunique()),
        "indicators": int(claims["indicator"].nunique()),
        "received": dict(imprint.received),
        "files": {name: _sha256(content) for name, content in files.items()},
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    return {**files, "manifest.json": text.encode()}


def _csv(claims: pd.DataFrame) -> bytes:
    """One claim per row, numbers as short as they are exact, blank for unknown."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in claims[list(COLUMNS)].itertuples(index=False):
        writer.writerow([plain(cell) for cell in row])
    return file.getvalue().encode()


def plain(cell: object) -> object:
    """A cell as a table of text holds it: blank for unknown, a whole number without a point."""
    if not isinstance(cell, float):
        return cell
    if pd.isna(cell):
        return ""
    return int(cell) if cell.is_integer() else format(Decimal(repr(cell)), "f")


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def merged(claims: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """The claims of an edition and those of a draft, together; none is changed or taken away.

    Parameters
    ----------
    claims, new : DataFrame
        Claims of the current edition, and of the draft.

    Returns
    -------
    DataFrame
        The rows of `claims` as they are, then those of `new` that say something more. A new
        claim supersedes the one that stands for the same region, indicator, segment, period,
        publisher and definition, unless that was published later. A claim that stands there
        already, by its number, is not repeated; one that was superseded meanwhile, and is
        said again, gets its number with a running suffix.

    Raises
    ------
    FaultsError
        If the claims together break their contract.
    """
    gone = set(claims["supersedes"]) - {""}
    standing = claims[~claims["claim_id"].isin(gone)].sort_values(["published_on", "claim_id"])
    latest = {tuple(row[name] for name in SAME): row for row in standing.to_dict("records")}
    known, added = set(claims["claim_id"]), []
    for row in new.to_dict("records"):
        before = latest.get(tuple(row[name] for name in SAME))
        is_later = before is not None and not _earlier(row, before)
        is_known = row["claim_id"] in known and (row["claim_id"] not in gone or not is_later)
        if is_known or (before is not None and _says(row) == _says(before)):
            continue
        supersedes = before["claim_id"] if before is not None and is_later else ""
        number = _free(row["claim_id"], known)
        known.add(number)
        added.append({**row, "claim_id": number, "supersedes": row["supersedes"] or supersedes})
    whole = pd.concat([claims, pd.DataFrame(added, columns=list(COLUMNS))], ignore_index=True)
    text = whole[list(COLUMNS)].astype(object).map(plain).astype(str)
    return claims_from_text(text, "claims.csv")


def _earlier(row: dict[Hashable, Any], other: dict[Hashable, Any]) -> bool:
    """Whether a claim was surely published before another, as precisely as both tell it."""
    one, two = str(row["published_on"]), str(other["published_on"])
    length = min(len(one), len(two))
    return one[:length] < two[:length]


def _says(row: dict[Hashable, Any]) -> list[object]:
    """All that a claim says, without its number."""
    return [plain(row[name]) for name in COLUMNS if name not in ("claim_id", "supersedes")]


def _free(number: str, known: set[str]) -> str:
    """The number, or where it is taken the first of `-2`, `-3` that is not."""
    tried = (f"{number}-{n}" for n in count(2))
    return number if number not in known else next(one for one in tried if one not in known)
