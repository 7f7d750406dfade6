"""Which edition was current when, and by whose word: read from the file beside the editions."""

import json
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal

HISTORY = "history.jsonl"
"""Every step from one edition to another, a line of JSON each; lines are only ever added."""
STEP = ".step.json"
"""The step that a writer is about to take; there only while it takes it, or if it died."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step from an edition to another, as the history tells it.

    Attributes
    ----------
    number : int
        From 1, in the order in which they were taken.
    what : {"publish", "undo"}
        A new edition, or back to one that there was.
    before, after : str
        Which edition was current, and which one is; `before` is empty for the first.
    by, why, at : str
        Who took it; what they said of it; when (ISO 8601, may be empty).
    manifest : str
        SHA-256 of the published edition's manifest; empty for an undo.
    """

    number: int
    what: Literal["publish", "undo"]
    before: str
    after: str
    by: str
    why: str = ""
    at: str = ""
    manifest: str = ""


def steps(root: Path) -> list[Step]:
    """The steps that were taken, oldest first; a line that is none is left out."""
    return [step for step in map(_step, _written(root)) if step is not None]


def lines(root: Path) -> int:
    """How many lines the history has, whether they can be read or not."""
    return len(_written(root))


def unfinished(root: Path) -> Step | None:
    """The step that a writer is taking, or was taking when it died."""
    try:
        return _step((root / STEP).read_text(encoding="utf-8", errors="replace"))
    except (FileNotFoundError, NotADirectoryError):
        return None


def _written(root: Path) -> list[str]:
    try:
        text = (root / HISTORY).read_text(encoding="utf-8", errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return []
    return text.removesuffix("\n").split("\n") if text else []


def _step(line: str) -> Step | None:
    try:
        told = json.loads(line)
        step = Step(**told)
    except (ValueError, TypeError):
        return None
    texts = [getattr(step, one.name) for one in fields(step) if one.name != "number"]
    is_whole = isinstance(step.number, int) and all(isinstance(text, str) for text in texts)
    return step if is_whole and step.what in ("publish", "undo") else None
