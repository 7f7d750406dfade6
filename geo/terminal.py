"""What the commands print, in the officer's language; a failure becomes its sentence."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console

from geo.errors import GeoError
from geo.language import Language, Message

console = Console()


class Lang(StrEnum):
    """Language of what the command prints."""

    ID = "id"
    EN = "en"


Speech = Annotated[Lang, typer.Option(help="Bahasa keluaran.")]


@contextmanager
def explained(language: Language) -> Iterator[None]:
    """Show a `GeoError` as its sentence and leave with 1; all else crashes loudly."""
    try:
        yield
    except GeoError as error:
        console.print(error.spoken(language), style="red", markup=False, highlight=False)
        raise typer.Exit(1) from error


def said(message: Message, language: Language) -> str:
    """A message in `language`."""
    return message.spoken(language)
