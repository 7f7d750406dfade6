"""What the page on methods says in words, most of it said by `geo.methods`."""

from geo import methods
from geo.formats import Writer
from geo.methods import Passage
from pages.shell import panels

PACKAGES = (
    "Leaflet 1.9.3 (BSD-2-Clause), folium, streamlit-folium (MIT).",
    "Streamlit, Source Sans & Source Serif (Apache-2.0, OFL-1.1).",
)
"""What the app is made with beside what the public pages are."""


def rules(writer: Writer) -> None:
    """How one number is chosen, and what a blank means."""
    _shown(writer, methods.rules(writer))
    _shown(writer, methods.blanks(writer))


def comparing(writer: Writer) -> None:
    """What may be compared, how a place, a trend and a pace come about, what is estimated."""
    _shown(writer, methods.comparing(writer))


def conflicts(writer: Writer) -> None:
    """Conflicts among the sources that a reader must know of; none where none are told."""
    told = methods.conflicts(writer)
    if told.items:
        _shown(writer, told)


def licences(writer: Writer) -> None:
    """Licences of data and packages."""
    told = methods.licences(writer)
    *data, colours, program = told.items
    items = [{"text": text} for text in (*data, *PACKAGES, colours, program)]
    panels.html("list", writer, title=told.title, items=items)


def _shown(writer: Writer, told: Passage) -> None:
    if told.items:
        items = [{"text": text} for text in told.items]
        panels.html("list", writer, title=told.title, lead=told.lead, items=items)
    else:
        facts = [{"label": label, "text": text} for label, text in told.facts]
        panels.html("facts", writer, title=told.title, facts=facts)
