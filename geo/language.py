"""The reader's language: Indonesian sentences in the code, English ones in the catalogue.

Every sentence that a reader or operator meets is written once, in Indonesian, where it is
used; `locale/en/LC_MESSAGES/peta.po` holds its English twin. Babel reads the catalogue as
text, so that no compiled file can fall behind it. What a deployment says of itself stands in
its `deployment.toml`, with its twins under `[english]`.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any, Literal, get_args

from babel.messages.pofile import read_po

from geo import nation
from geo.folders import DEPLOYMENT

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
LOCALE = Path(__file__).parent.parent / "locale"


@dataclass(frozen=True, slots=True, init=False)
class Message:
    """A sentence that is not yet in the reader's language.

    Attributes
    ----------
    text : str
        The Indonesian sentence with `{named}` places; its key in the catalogue.
    values : mapping of str to object
        What goes into the places; nested messages are translated with the sentence.
    """

    text: str
    values: Mapping[str, Any]

    def __init__(self, text: str, /, **values: Any) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "values", MappingProxyType(values))

    def spoken(self, language: Language) -> str:
        """The sentence in `language`, with its values filled in."""
        spoken = {
            name: value.spoken(language) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return _filled(translated(self.text, language), spoken)


def _filled(text: str, values: Mapping[str, Any]) -> str:
    """The sentence with its values; `{n:figure|figures}` is the word that goes with a count."""
    return _COUNTING.vformat(text, (), values) if "|" in text else text.format(**values)


class _Counting(Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, many = format_spec.partition("|")
        if not bar:
            return str(super().format_field(value, format_spec))
        return one if str(value) == "1" else many


_COUNTING = _Counting()


def translated(text: str, language: Language) -> str:
    """The catalogue's sentence for an Indonesian one; the sentence itself where there is none.

    Where the deployment is the whole country, a sentence about the province is said of it.
    """
    found = _catalogue(language).get(text, text)
    return nation.said(found, language) if _is_nation() else found


@cache
def _is_nation() -> bool:
    try:
        about = tomllib.loads(DEPLOYMENT.read_text("utf-8"))
        return bool(about["province"]["code"] == nation.COUNTRY)
    except (OSError, ValueError, LookupError, TypeError):  # `deployment.read` says what is wrong
        return False


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: Language) -> Mapping[str, str]:
    if language == "id":
        return {}
    with (LOCALE / language / "LC_MESSAGES" / "peta.po").open("rb") as file:
        entries = read_po(file, locale=language)
    own: dict[str, str] = tomllib.loads(DEPLOYMENT.read_text("utf-8")).get("english", {})
    return own | {
        str(entry.id): str(entry.string) for entry in entries if entry.id and entry.string
    }
