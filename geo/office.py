"""What slides and documents share: cleaned texts, drawings, properties, no clock."""

import io
import re
import zipfile
from typing import Any

from geo.brief import Brief, Picture
from geo.deployment import here
from geo.formats import Writer
from geo.language import Language
from geo.model import Period
from geo.stillmap import NOT_XML

PRODUCT = here().product
TAGS: dict[Language, str] = {"id": "id-ID", "en": "en-US"}
"""Languages as Office names them."""
FONT = "Arial"
"""Windows and macOS have it; LibreOffice brings Liberation Sans, which is as wide."""
COVER, MAP = "judul", "peta"
"""Keys of the slides that become the title, and that need the attribution of the borders."""
LONGEST = 500
"""Characters of one text on a slide; longer ones are cut at a word and end in “…”."""


def safe(text: str) -> str:
    """A text on one line, without the characters that no XML may hold."""
    return re.sub(r"[\t\r\n]+", " ", NOT_XML.sub("", text))


def short(text: str) -> str:
    """A safe text of at most `LONGEST` characters, cut at a word."""
    line = safe(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 2].rsplit(' ', 1)[0]} …"


def png(picture: Picture) -> bytes:
    """A drawing in twice its size, px, on white: half-clear colours come out grey without it."""
    import vl_convert  # noqa: PLC0415  # 100 MB that only pictures need

    ground = r'\g<0><rect width="100%" height="100%" fill="#ffffff"/>'
    drawn = re.sub(r"<svg\b[^>]*>", ground, NOT_XML.sub("", picture.svg), count=1)
    return bytes(vl_convert.svg_to_png(drawn, scale=2))


def frozen(office: bytes, day: str) -> bytes:
    """An Office file with the dates in it, and in workbooks within it, set to `day`."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(office)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            if name.endswith(".xlsx"):
                held = frozen(held, day)
            elif name == "docProps/core.xml":
                dates = rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*"
                held = re.sub(dates, rb"\g<1>" + f"{day}T00:00:00Z".encode(), held)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            new.writestr(entry, held, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def properties(held: Any, brief: Brief) -> None:
    """What a file says of itself; 255 characters of each are let in."""
    held.title, held.subject = safe(brief.title)[:255], safe(brief.subtitle)[:255]
    held.author = held.last_modified_by = PRODUCT
    held.comments, held.keywords = safe(brief.footer)[:255], safe(brief.edition)[:255]
    held.language = TAGS[brief.language]


def day_of(brief: Brief) -> str:
    """The brief's day as its readers write it."""
    return Writer(brief.language).period(Period.parse(brief.day))
