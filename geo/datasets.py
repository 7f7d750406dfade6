"""The three data sets, and what figures bear that are not published.

Every map, chart, table and file made of made-up figures, or of a workbook that a planner
opened, says so, in words of one place. Such figures are never mixed with published ones
but for an opened workbook, whose claims stand on top of an edition, each one marked.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from geo import sample
from geo.editions import PREVIEW, Edition
from geo.formats import Writer
from geo.language import Message

UPLOAD = "unggahan"
"""The data set of a workbook that a planner opened: private to the session, never written."""
UPLOAD_MARK = Message("UNGGAHAN (BELUM DITERBITKAN)")
_MARKS: Mapping[str, Message] = {sample.DATASET: sample.MARK, UPLOAD: UPLOAD_MARK}
_FILES: Mapping[str, str] = {sample.DATASET: "DATA-CONTOH-", UPLOAD: "UNGGAHAN-BELUM-TERBIT-"}
_NUMBER = "UNGGAHAN-"
"""How the numbers of claims begin that stand in the opened workbook alone."""


def mark(dataset: str) -> Message | None:
    """The mark of a data set; None for published claims."""
    return _MARKS.get(dataset)


def spoken(dataset: str, writer: Writer) -> str:
    """The mark in the reader's language; empty for published claims."""
    found = mark(dataset)
    return writer.tell(found) if found else ""


def file_mark(dataset: str) -> str:
    """How the name of a file begins that holds figures of a data set; empty for published ones."""
    return _FILES.get(dataset, "")


def of_edition(name: str) -> str:
    """The data set that an edition belongs to, by its name."""
    if name == sample.DATASET:
        return name
    return UPLOAD if PREVIEW in name else "publikasi"


def uploaded(base: Edition, claims: pd.DataFrame) -> Edition:
    """An opened workbook as an edition in memory.

    Parameters
    ----------
    base : Edition
        The published edition that the workbook's claims stand on top of.
    claims : DataFrame
        What would be published: the claims of `base` and those of the workbook.

    Returns
    -------
    Edition
        Named after `base` and what it holds, so that the same content has the same name. The
        claims that `base` has not, have numbers by which `is_uploaded` knows them. It has
        no files.
    """
    kept = set(base.claims["claim_id"])
    new = {number: f"{_NUMBER}{number}" for number in claims["claim_id"] if number not in kept}
    table = claims.assign(
        claim_id=claims["claim_id"].replace(new), supersedes=claims["supersedes"].replace(new)
    ).reset_index(drop=True)
    digest = hashlib.sha256(table.to_csv(index=False).encode()).hexdigest()[:8]
    name = f"{base.name}{PREVIEW}{digest}"
    return replace(base, name=name, dataset=UPLOAD, claims=table, changes="", files={}, refused=())


def is_uploaded(claim: Mapping[Any, Any] | pd.Series) -> bool:
    """Whether a claim, or a reading of it, stands in an opened workbook alone."""
    return str(claim.get("claim_id", "")).startswith(_NUMBER)


def uploaded_of(edition: Edition) -> pd.DataFrame:
    """The claims of an edition that are not published."""
    return edition.claims[edition.claims["claim_id"].str.startswith(_NUMBER)]
