"""The page Rapat: a meeting's slides composed once, and the deck that shows them full screen.

All slides travel with the page, so that turning one never asks the server: a meeting goes
on where the network does not. What the deck does with them is in `deck.js`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st
from markupsafe import Markup

from geo import briefing, trendlines
from geo.agenda import PARTS, Agenda, called
from geo.boundaries import vintage_of
from geo.brief import Bars, Brief, Cell, Picture, Slide, Table, shortened
from geo.formats import Writer
from geo.material import Known, Material, gathered
from geo.model import Selection
from pages.shell import districts, loaders, panels
from pages.shell.markup import rendered, safe_url

MAP_WIDTH = 760
"""Width at which the map is drawn, px; it is scaled to the screen."""
CHART = trendlines.Size(width=250, height=160)
"""So small that its letters are large once it fills its place on the screen."""
MOST_TITLE = 90
"""Letters of a title that stand in two lines of the largest type."""
MOST_SHORT = 18
"""Letters of a cell that is not broken into lines."""
UNSAFE = re.compile(r"<\s*(script|foreignobject)|\son\w+\s*=|javascript:", re.IGNORECASE)
_FOLDER = Path(__file__).parent
_shown = st.components.v2.component(
    "deck", js=(_FOLDER / "deck.js").read_text("utf-8"), isolate_styles=False
)


def opening(chosen: Selection, writer: Writer) -> None:
    """What the page is for, and the button that begins the meeting."""
    panels.html(
        "deck_start",
        writer,
        title=writer.say("Rapat"),
        lead=writer.say(
            "Layar penuh, huruf besar, tanpa jaringan: setelah halaman ini terbuka, semua slide "
            "sudah ada di peramban."
        ),
    )


def stops(chosen: Selection, writer: Writer) -> None:
    """The meeting's stops in their order; each opens the deck there."""
    panels.html("deck_stops", writer, slides=_meeting(chosen).told.slides)


def screen(chosen: Selection, writer: Writer) -> None:
    """The deck itself, without its charts; shows nothing until it is opened."""
    html = deck(chosen)
    data = {
        "html": html,
        "of": _name(html),
        "style": (_FOLDER / "deck.css").read_text("utf-8"),
        "nothing": writer.say("tidak ada"),
    }
    _sent("rapat_layar", data)


def charts(chosen: Selection) -> None:
    """The charts of the deck, drawn and sent while the page already stands."""
    of = _name(deck(chosen))
    _sent("rapat_grafik", {"of": of, "pictures": pictures(chosen)})


def pictures(chosen: Selection) -> dict[str, str]:
    """The charts of the deck as HTML, by the key of the slide that each belongs to."""
    return loaders.kept_file(_charted, _plain(chosen))


def _name(html: str) -> str:
    """What tells one deck from another."""
    return sha256(html.encode()).hexdigest()[:16]


def _sent(key: str, data: dict[str, Any]) -> None:
    with st.container(key=f"tautan_tempat_{key}"):
        _shown(key=key, data=data, height=1)


def brief(chosen: Selection) -> Brief:
    """The content of the chosen meeting for paper, made once for each state of the data."""
    with st.spinner(Writer(chosen.language).say("Menyiapkan slide rapat…")):
        return loaders.kept_file(_briefed, _plain(chosen))


def deck(chosen: Selection) -> str:
    """All slides of the chosen meeting as HTML, one `<section data-key>` each, without charts."""
    return _meeting(chosen).deck


def drawn(made: Brief) -> str:
    """The slides of a brief as HTML, one `<section data-key>` each, with the frame around."""
    writer = Writer(made.language)
    return rendered(
        "deck", writer, brief=made, slides=[_parts(writer, slide) for slide in made.slides]
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Meeting:
    """What is known for a meeting, its content without charts, and its deck."""

    known: Known
    told: Brief
    deck: str


def _meeting(chosen: Selection) -> _Meeting:
    with st.spinner(Writer(chosen.language).say("Menyiapkan slide rapat…")):
        return loaders.kept_file(_composed, _plain(chosen))


def _composed(chosen: Selection) -> _Meeting:
    known = _known(chosen)
    told = briefing.told(known)
    return _Meeting(known=known, told=told, deck=drawn(shortened(told)))


def _charted(chosen: Selection) -> dict[str, str]:
    """The charts as the deck holds them, by the key of their slides."""
    writer, made = Writer(chosen.language), loaders.kept_file(_composed, chosen)
    shown = briefing.illustrated(made.told, briefing.charts(made.known, CHART))
    pictures = {slide.key: _picture(slide.picture) for slide in shown.slides if not slide.legend}
    return {
        key: rendered("deck_picture", writer, picture=one, kind="")
        for key, one in pictures.items()
        if one is not None
    }


def _briefed(chosen: Selection) -> Brief:
    made = loaders.kept_file(_composed, chosen)
    return briefing.illustrated(made.told, briefing.charts(made.known))


def _known(chosen: Selection) -> Known:
    agenda = Agenda(
        parts=chosen.parts or tuple(PARTS),
        regions=chosen.agenda or called(),
        period=chosen.period,
    )
    material = Material(
        edition=loaders.edition(chosen),
        outlines=loaders.outlines(chosen.vintage, MAP_WIDTH),
        attribution=vintage_of(chosen.vintage).attribution,
        names=loaders.NAMES,
        full_names=loaders.FULL_NAMES,
        decisions=loaders.decisions(chosen),
        districts=districts.drawer(chosen),
    )
    return gathered(material, agenda, Writer(chosen.language))


def _plain(chosen: Selection) -> Selection:
    """The choice without what a meeting does not look at."""
    return Selection(
        dataset=chosen.dataset,
        edition=chosen.edition,
        current=chosen.current,
        upload=chosen.upload,
        period=chosen.period,
        vintage=chosen.vintage,
        language=chosen.language,
        agenda=chosen.agenda,
        parts=chosen.parts,
    )


def _parts(writer: Writer, slide: Slide) -> dict[str, Any]:
    """What the template needs of a slide beside its own words."""
    return {
        "slide": slide,
        "long": len(slide.title) > MOST_TITLE,
        "picture": _picture(slide.picture),
        "bars": _bars(slide.bars),
        "table": _table(slide.table),
    }


def _picture(picture: Picture | None) -> dict[str, Any] | None:
    if picture is None or UNSAFE.search(picture.svg):
        return None
    svg = picture.svg[picture.svg.index("<svg") :]
    return {"svg": Markup(svg), "alt": picture.alt}


def _bars(bars: Bars | None) -> dict[str, Any] | None:
    """Where each bar ends and the target stands, percent of the width."""
    if bars is None:
        return None
    aim = bars.aim.cell.number if bars.aim else None
    numbers = [cell.number for cell in bars.values]
    top = max([1e-9, aim or 0.0, *(number or 0.0 for number in numbers)])
    ends = [None if number is None else round(100 * number / top, 1) for number in numbers]
    return {
        "of": bars,
        "rows": list(zip(bars.names, bars.values, ends, strict=True)),
        "aim": None if aim is None else round(100 * aim / top, 1),
    }


def _table(table: Table | None) -> dict[str, Any] | None:
    """Heads and rows; a column of web addresses becomes links of the column before it."""
    if table is None:
        return None
    rows: list[list[dict[str, Any]]] = [
        [{"cell": cell, "link": ""} for cell in row] for row in table.rows
    ]
    heads = list(table.heads)
    for place in reversed(range(1, len(heads))):
        if _are_addresses([row[place].text for row in table.rows]):
            heads.pop(place)
            for row in rows:
                row[place - 1]["link"] = safe_url(row.pop(place)["cell"].text)
    return {
        "caption": table.caption,
        "grouped": table.grouped,
        "heads": heads,
        "rows": rows,
        "kinds": [_kind([part["cell"] for part in column]) for column in zip(*rows, strict=True)],
    }


def _kind(column: Sequence[Cell]) -> str:
    """How a column is set: numbers to the right, short words unbroken, long ones as they flow."""
    if any(cell.number is not None for cell in column):
        return "num"
    return "short" if max(len(cell.text) for cell in column) <= MOST_SHORT else "long"


def _are_addresses(texts: Sequence[str]) -> bool:
    said = [text for text in texts if text]
    return bool(said) and all(safe_url(text) for text in said)
