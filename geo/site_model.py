"""Pages of the static site: what each is about, where it stands, what is made from it."""

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import Literal, get_args

import pandas as pd

from geo.language import LANGUAGES, Language
from geo.model import BpsCode
from geo.regencies import by_bps

Kind = Literal[
    "provinsi", "wilayah", "indikator", "bandingkan", "data", "metode", "perubahan", "404"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
DEFAULT: Language = LANGUAGES[0]
"""The language whose pages stand at the root; the others stand below their own name."""
_ALONE = {"provinsi": "", "404": "404.html"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands.

    Attributes
    ----------
    kind : str
        What it is about, a key of `KINDS`.
    key : str
        BPS code of a region, key of an indicator; empty for every other kind.
    language : {"id", "en"}
    """

    kind: Kind
    key: str = ""
    language: Language = DEFAULT

    @property
    def path(self) -> str:
        """From the root of the site, without a leading slash: `en/wilayah/6111-kayong-utara/`.

        A folder, ending in a slash; empty for the Indonesian page of the province; `404.html`
        for the one page that is a file.
        """
        top = "" if self.language == DEFAULT else f"{self.language}/"
        return top + _ALONE.get(self.kind, f"{'/'.join(filter(None, (self.kind, self._own)))}/")

    @property
    def file(self) -> str:
        """The file that holds the page: `en/wilayah/6111-kayong-utara/index.html`."""
        return self.path if self.path.endswith(".html") else f"{self.path}index.html"

    @property
    def depth(self) -> int:
        """How many folders it lies below the root."""
        return self.file.count("/")

    def beside(self, name: str) -> str:
        """Path of a file that stands beside the page: `en/data/data.csv`."""
        return self.file.rpartition("/")[0] + "/" * (self.depth > 0) + name

    def spoken(self, language: Language) -> "Place":
        """The same page in a language."""
        return replace(self, language=language)

    @property
    def _own(self) -> str:
        if self.kind == "wilayah":
            return f"{self.key}-{slug(by_bps()[BpsCode(self.key)].name)}"
        return self.key.replace("_", "-")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Leaf:
    """One page before it is written, and what the files beside it are made from.

    Attributes
    ----------
    place : Place
    title : str
        What the page finds, in a sentence of its language; for regions the line of the brief.
    lead : str
        One or two sentences more, plain: what a search result or a preview may show.
    claims : DataFrame
        Rows of the edition that the page rests on, columns as `model.COLUMNS`; may be empty.
    body : str
        HTML of what stands within `<main>`, escaped already.
    picture_svg : str
        The page's map, an SVG whole by itself; empty where it has none.
    ground_svg : str
        What lies beneath it, of the same size, for many pages the same; empty where nothing does.
    name : str
        What the page is called in lists: `Sambas`, `Data`.
    figure, dated, source : str
        Of the one figure that the page is about: its text or its kind of blank in words, its
        date, who said it; each empty where there is none.
    """

    place: Place
    title: str
    lead: str
    claims: pd.DataFrame
    body: str
    picture_svg: str = ""
    ground_svg: str = ""
    name: str = ""
    figure: str = ""
    dated: str = ""
    source: str = ""


def slug(name: str) -> str:
    """A name as a part of an address: small ASCII letters, digits, dashes."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
