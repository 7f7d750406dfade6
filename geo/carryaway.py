"""A meeting's content → one HTML file to carry away: a map to point at, tables, sources.

The file holds all it shows: it opens from a disk with the network cut, and without
JavaScript all slides stand beneath each other.
"""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from urllib.parse import quote

import pandas as pd
from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from geo import brief as contents
from geo import stillmap, wording
from geo.agenda import PARTS
from geo.brief import Bars, Brief, Cell, Picture, Table
from geo.choropleth import ChoroplethLayer
from geo.formats import DASH, Writer
from geo.model import Period
from geo.stillmap import NOT_XML, Outlines

ASSETS = Path(__file__).parent / "assets"
MAP = "peta"
_REGION = re.compile(r'<path data-region="([^"]+)".*?</path>', re.DOTALL)
"""A region as `stillmap.draw` writes it; its text is escaped, so that nothing in it ends early."""
_TAG = re.compile("<[^<>]*>")
_UNSEEN = re.compile(r' (?:aria-[a-z]+|role|class|pointer-events)="[^"]*"| opacity="1"')
"""What a drawing inside `<img>` shows and tells nobody."""
_LONG = re.compile(r"(\d\.\d\d)\d+")
"""Coordinates finer than a hundredth of a pixel."""
_SAFE = ' =/:;,.()-_!*+~@$?|"'
"""Signs that may stand in a data address between single quotes as they are."""


def page(
    brief: Brief,
    layer: ChoroplethLayer,
    outlines: Outlines,
    names: Mapping[str, str],
    writer: Writer,
) -> bytes:
    """One self-contained HTML file, UTF-8; the same bytes for the same input.

    Parameters
    ----------
    brief : Brief
        Every slide is shown; those of regions open from the map.
    layer : ChoroplethLayer
        What the map and its table show; readings as `claims.readings` returns them, NaN
        where nothing is known.
    outlines : Outlines
        Shapes of every region of `layer`.
    names : mapping of region code to str
        What the regions are called.
    writer : Writer
        In the language of the brief.

    Notes
    -----
    A content security policy in the file forbids every request and every other script. All
    text is escaped; drawings and our own script and style are the only markup put in.
    """
    regions = [slide for slide in brief.slides if slide.key in layer.table.index]
    script = (ASSETS / "carryaway.js").read_text("utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    html = _template().render(
        brief=brief,
        regions=regions,
        others=[one for one in brief.slides if one not in regions and one.key != MAP],
        map_slide=next((one for one in brief.slides if one.key == MAP), None),
        drawing=_drawing(brief, layer, outlines, names, writer),
        legend=stillmap.legend(layer, writer),
        twin=_twin(layer, names, writer),
        words=_words(writer),
        script=Markup(script),
        style=Markup((ASSETS / "carryaway.css").read_text("utf-8")),
        digest=digest,
    )
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", html).encode()


@cache
def _template() -> Template:
    made = Environment(
        loader=FileSystemLoader(ASSETS),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.tests["webpage"] = lambda text: text.startswith(("https://", "http://"))
    made.globals.update(pictured=_pictured, barred=_barred, share=_share)
    return made.get_template("carryaway.html")


def _words(writer: Writer) -> dict[str, str]:
    return {
        "map": writer.label(PARTS[MAP]),
        "line": writer.say("Dapat dibacakan"),
        "source": writer.say("Sumber"),
        "contents": writer.say("Isi"),
        "legend": writer.say("Keterangan warna"),
        "hint": writer.say("Pilih daerah di peta untuk membaca angkanya."),
        "back": writer.say("Kembali ke peta"),
    }


def _drawing(
    brief: Brief,
    layer: ChoroplethLayer,
    outlines: Outlines,
    names: Mapping[str, str],
    writer: Writer,
) -> Markup:
    """The map, each region a link to its slide; one without a slide can still be pointed at."""
    words = stillmap.said(layer, writer, names)
    keys = {slide.key for slide in brief.slides}

    def opened(found: re.Match[str]) -> str:
        drawn, code = found.group(0), found.group(1)
        told = escape(f"{words.names[code]}: {words.values[code]}")
        if code in keys:
            link = f'href="#wilayah-{code}" data-go data-say="{told}" aria-label="{told}"'
            return f"<a {link}>{drawn}</a>"
        spoken = f'<path tabindex="0" role="img" data-say="{told}" aria-label="{told}" '
        return drawn.replace("<path ", spoken, 1)

    svg = stillmap.draw(outlines, layer, words)
    label = f'role="group" aria-label="{escape(words.title)}"'
    return Markup(_REGION.sub(opened, svg.replace('role="img"', label, 1)))


def _twin(layer: ChoroplethLayer, names: Mapping[str, str], writer: Writer) -> Table:
    """What the map shows, as a table: every region, with the date and source of its figure."""
    rows = []
    for code, one in layer.table.iterrows():
        is_known = bool(pd.notna(one["value"]))
        number = float(one["value"]) if is_known else None
        day = _day(str(one["period"])) if is_known else None
        value = wording.value(writer, layer.indicator, one)
        source = wording.source_of(writer, one) if is_known else DASH
        rows.append(
            [
                contents.text(names[str(code)]),
                Cell(text=value, number=number, kind="count" if is_known else "text"),
                Cell(text=wording.date_of(writer, one) or DASH, number=day),
                contents.text(source),
            ]
        )
    label = wording.indicator_label(writer, layer.indicator, layer.segment)
    heads = (writer.say("Kabupaten/kota"), label, writer.say("Waktu data"), writer.say("Sumber"))
    return contents.table(stillmap.said(layer, writer, names).title, heads, rows)


def _day(period: str) -> float:
    """What dates are sorted by: the number of a period's last day."""
    return float(Period.parse(period).end.toordinal())


def _pictured(picture: Picture) -> Markup:
    """A drawing as a data address, as short as it goes: the words for it stand beside it."""
    lean = _TAG.sub(lambda tag: _LONG.sub(r"\1", _UNSEEN.sub("", tag.group(0))), picture.svg)
    return Markup("data:image/svg+xml,") + Markup(quote(lean, safe=_SAFE))


def _barred(bars: Bars) -> Iterator[tuple[str, Cell]]:
    return zip(bars.names, bars.values, strict=True)


def _share(cell: Cell, bars: Bars) -> str:
    """How far a bar reaches, percent of the track; the longest, or 100 %, fills it."""
    aim = [bars.aim.cell] if bars.aim else []
    known = [one.number for one in (*bars.values, *aim) if one.number is not None]
    return f"{100 * (cell.number or 0.0) / max([1.0, *known]):.2f}"
