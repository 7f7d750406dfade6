"""Preview pictures: what a shared link to a page shows in a chat or a timeline."""

import io
import json
from functools import cache
from pathlib import Path
from typing import cast

import typst
from PIL import Image

from geo.deployment import here
from geo.formats import Writer
from geo.indicators import indicator
from geo.model import BpsCode
from geo.regencies import by_bps
from geo.site_ground import one_line
from geo.site_model import Leaf

ASSETS = Path(__file__).parent / "assets"
TEMPLATE = ASSETS / "card.typ"
WIDTH, HEIGHT = 1200, 630
"""px: the size that The Open Graph protocol (2010) leaves open and readers' programs settled on."""
LONGEST_WORD = 24
"""Letters after which a word may be parted, lest it run out of the picture."""
LONGEST = {"title": 160, "lead": 200, "name": 60, "figure": 40, "dated": 60, "source": 140}
"""Characters of each text; longer ones are cut at a word and end in “…”."""
ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
COLOURS = 256
"""Of a picture, chosen for it."""


def card(leaf: Leaf) -> bytes:
    """A page's preview picture: product, finding, figure, date, source, and its map or chart.

    Parameters
    ----------
    leaf : Leaf
        `figure` is a number with its unit, or the words for its kind of blank, which stand in
        the same place, beneath what it measures; a page without one shows its lead. Where the
        title of a regency's page repeats the figure, its name stands there alone.

    Returns
    -------
    bytes
        PNG, 1200 × 630; the same bytes for the same page, as only the typeface that typst
        carries is used.
    """
    told = {"told": json.dumps(_told(leaf))}
    return _small(cast(bytes, _setter().compile(format="png", ppi=72, sys_inputs=told)))


@cache
def _setter() -> typst.Compiler:
    """Sets one picture after another, and keeps what they share: template, typeface, land."""
    return typst.Compiler(TEMPLATE, ignore_system_fonts=True)


def _told(leaf: Leaf) -> dict[str, object]:
    """What the template sets."""
    writer, place = Writer(leaf.place.language), leaf.place
    told = {name: parted(cut(str(getattr(leaf, name)), most)) for name, most in LONGEST.items()}
    if told["source"]:
        told["source"] = writer.say("Sumber: {source}", source=told["source"])
    if place.kind == "wilayah" and told["figure"] and told["figure"] in told["title"]:
        told["title"] = by_bps()[BpsCode(place.key)].name_full  # the figure stands large below
    shows_coverage = place.kind in {"provinsi", "wilayah"} and told["figure"]
    return told | {
        "lead": told["lead"].removeprefix(told["title"]).lstrip(". "),
        "about": writer.label(indicator("coverage_rate").label) if shows_coverage else "",
        "name": "" if told["name"] in told["title"] else told["name"],
        "blank": not any(sign.isdigit() for sign in told["figure"]),
        "language": writer.language,
        "product": here().product,
        "icon": (ASSETS / "icon.svg").read_text("utf-8"),
        "picture": leaf.picture_svg,
        "ground": leaf.ground_svg,
    }


def _small(png: bytes) -> bytes:
    """The picture in 256 colours of its own, each within a shade: a third of the bytes."""
    with Image.open(io.BytesIO(png), formats=["PNG"]) as picture:
        plain = picture.convert("RGB")
    few = plain.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    made = io.BytesIO()
    few.save(made, "PNG", compress_level=3)
    return made.getvalue()


def cut(text: str, most: int) -> str:
    """A text in one line, without what no file may hold, no longer than `most`.

    >>> cut("satu dua tiga", 10)
    'satu dua…'
    """
    line = one_line(text)
    if len(line) <= most:
        return line
    kept = line[: most - 1]
    whole = kept if line[most - 1] == " " else kept.rpartition(" ")[0]
    return (whole or kept).rstrip(" ,;:") + "…"


def parted(text: str) -> str:
    """A text whose longest words may be parted; nothing is seen of it where there is room."""
    pieces = (
        [word[at : at + LONGEST_WORD] for at in range(0, len(word), LONGEST_WORD)]
        for word in text.split(" ")
    )
    return " ".join(ZERO_WIDTH_SPACE.join(piece) for piece in pieces)
