"""What officials send, as values: a book of sheets and cells, how it was read, what is wrong.

A workbook passes four rooms, each a module: `grids` opens it safely, `layouts` says which
column means what, `intake` makes claims of its rows, `checks` holds them against the
edition there is. All faults of all rooms are listed at once, each with its place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

import pandas as pd

from geo.language import Message

Value = str | int | float | date | None
"""What a cell holds; None where it is blank. A percent is the number as stored."""


class Severity(Enum):
    """An error refuses the file; a warning asks for a yes before it is published."""

    ERROR = "error"
    WARNING = "warning"


class Form(Enum):
    """What a sheet of a received book tells."""

    FIGURES = "figures"
    PROGRAMMES = "programmes"
    TARGETS = "targets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place in a received file, as its own program shows it.

    Attributes
    ----------
    sheet : str
        Name of the sheet; of a CSV file, the file's name.
    row : int or None
        From 1, as a spreadsheet numbers them; None for the whole sheet.
    column : str
        Letter of the column, "B"; empty for the whole row.
    """

    sheet: str
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong or doubtful, with the way to mend it.

    Attributes
    ----------
    kind : str
        Stable name, for tests and files: `unknown_region`.
    text : str
        What stands there, as it stands there; made harmless to show.
    why, mend : Message
        What is wrong with it; what to do.
    """

    kind: str
    severity: Severity
    where: Where
    text: str
    why: Message
    mend: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell as received.

    Attributes
    ----------
    is_percent : bool
        Whether the file itself shows the number as a percent: 0.5159 as 51,59 %.
    is_error, is_formula : bool
        Whether a formula's kept result is an error (#REF!); whether a formula stands there.
    """

    value: Value = None
    is_percent: bool = False
    is_error: bool = False
    is_formula: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet; row 1 is `rows[0]`, column A is `rows[0][0]`. All rows are equally long.

    Attributes
    ----------
    hidden : frozenset of int
        Numbers, from 1, of rows that the file hides.
    merged : tuple of (int, int, int, int)
        Merged areas as first row, first column, last row, last column, from 1.
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: frozenset[int] = frozenset()
    merged: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A received file, opened safely.

    Attributes
    ----------
    name : str
        File name without its folder.
    kind : str
        `xlsx`, `xls`, `ods` or `csv`: what it is, whatever its name says.
    """

    name: str
    kind: str
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a program must not guess: asked, with the answers that there are.

    Attributes
    ----------
    key : str
        Stable name that the answer is given under: `Angka.G.scale`.
    options : mapping of str to Message
        Answers by key.
    """

    key: str
    words: Message
    options: Mapping[str, Message]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a sheet was understood: shown to the officer, who may change it.

    Attributes
    ----------
    columns : mapping of str to str
        Letter of a column → key of a field (`layouts.FIELDS`); a column that is not named
        is not read.
    header_rows : tuple of int
        Rows that hold the headings, from 1.
    first, last : int
        First and last row that is read.
    skipped : mapping of int to Message
        Rows between them that are not read, and why: a total, a blank, a note.
    period : str
        Period that a title gives for all rows, as `Period` writes it; empty for none.
    questions : tuple of Question
        What must be answered before the sheet can be read.
    """

    sheet: str
    form: Form
    columns: Mapping[str, str]
    header_rows: tuple[int, ...]
    first: int
    last: int
    skipped: Mapping[int, Message] = field(default_factory=dict)
    period: str = ""
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Where figures come from, for all rows that do not say it themselves.

    Attributes
    ----------
    publisher, title : str
        Who made the figures; what the document is called. Needed: no figure without source.
    published_on : str
        As `Period` writes it; may be empty.
    url, speaker : str
        May be empty.
    """

    publisher: str = ""
    title: str = ""
    published_on: str = ""
    url: str = ""
    speaker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draft:
    """Claims made of a received book, before anything is published.

    Attributes
    ----------
    claims : DataFrame
        One claim per row, columns and types as `contracts.claims_from_text` returns them.
        `claim_id` is made of what the claim says, so the same row gives the same number.
    places : mapping of str to Where
        Claim number → the cell that it was read from.
    faults : tuple of Fault
        Everything that stood in the way; claims of rows with errors are left out.
    """

    claims: pd.DataFrame
    places: Mapping[str, Where]
    faults: tuple[Fault, ...] = ()
