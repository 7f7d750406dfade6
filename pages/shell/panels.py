"""What pages show: the controls, the map, panels of figures, failures, the foot of the page."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from geo import leaflet, mapfiles
from geo.boundaries import vintage_of
from geo.deployment import here
from geo.errors import FaultsError, GeoError
from geo.formats import Writer
from geo.leaflet import Look
from geo.model import Selection
from pages.shell import (
    ahead,
    aimed,
    assets,
    compared,
    districts,
    figures,
    frame,
    links,
    loaders,
    options,
    places,
    plotted,
    rows,
    selection,
)
from pages.shell import followed as followed_panels
from pages.shell.markup import rendered, watermark

ICON, ICON_RERUNS = mapfiles.ASSETS / "icon.svg", 2
LOGO = mapfiles.ASSETS / (here().logo or "icon.svg")
_SHEETS = ("colours.css", "panels.css", "boxes.css", "simulation.css", "many.css", "print.css")
STYLES = [Path(__file__).with_name(name) for name in _SHEETS]
MAP_HEIGHT, SMALL_MAP = 660, 560


@contextmanager
def explained(writer: Writer) -> Iterator[None]:
    """Show a failure that can be explained with its mend; let every other one crash loudly."""
    try:
        yield
    except GeoError as error:
        faults = error.faults if isinstance(error, FaultsError) else ()
        html(
            "failure",
            writer,
            what=writer.tell(error.what),
            mend=writer.tell(error.mend),
            faults=[writer.tell(fault) for fault in faults],
        )


def html(template: str, writer: Writer, **values: Any) -> None:
    """One panel from its template, with the mark of made-up data where they are."""
    mark = selection.mark(writer)
    st.html(rendered(template, writer, **{"mark": mark, **values}))


def icon() -> str | None:
    """The icon of the browser's tab, until it must have come: it is drawn anew whenever sent."""
    return str(ICON) if selection.reruns() < ICON_RERUNS else None


def style() -> None:
    """The app's own style sheet, fetched once by the browser."""
    whole = b"\n".join(path.read_bytes() for path in STYLES)
    try:
        sheet = assets.from_page(mapfiles.Asset.of_bytes("panels", ".css", whole))
    except assets.NoRoomError:  # the page that says so needs its style as well
        st.html(f"<style>{whole.decode()}</style>")
    else:
        st.html(f'<style>@import url("{sheet}");</style>')


def title(writer: Writer, text: str, lead: str) -> None:
    """The page's heading and what it is for."""
    html("title", writer, title=text, lead=lead)


def refusals(chosen: Selection, writer: Writer) -> None:
    """Newer editions that were refused, and which one serves in their place."""
    edition = loaders.edition(chosen)
    if edition.refused:
        html(
            "failure",
            writer,
            what=writer.say("Edisi {name} dipakai sebagai gantinya.", name=edition.name),
            mend="",
            faults=[error.spoken(writer.language) for error in edition.refused],
        )


def frozen(chosen: Selection, writer: Writer, page: str) -> None:
    """Says that a named edition is looked at, and how much has changed since."""
    if chosen.edition is None:
        return
    current, changed = loaders.edition(replace(chosen, edition=None)), loaders.changed(chosen)
    text = writer.say("Sejak itu belum ada angka yang berubah.")
    if len(changed):
        text = writer.say(
            "Sejak itu {n} angka berubah (edisi terkini {current}).",
            n=len(changed),
            current=current.name,
        )
    html(
        "frozen",
        writer,
        title=writer.say("Anda melihat edisi {name} sebagaimana terbit.", name=chosen.edition),
        text=text,
        link=links.link("data", chosen) + "#berubah" if len(changed) else "",
        current=links.permalink(page or ".", replace(chosen, edition=None)),
    )


def headline(chosen: Selection) -> None:
    """The province's figure with date and speaker, target and gap, and what contradicts it."""
    _show(figures.headline, options.of_everybody(chosen))


def finding(chosen: Selection) -> None:
    """The map in a sentence."""
    _show(figures.finding, options.of_everybody(chosen))


def ranking(chosen: Selection) -> None:
    """The table twin of the map; every row of a long one where the reader asks for it."""
    _show(figures.ranking, options.of_everybody(as_long_as_asked(chosen)))


def as_long_as_asked(chosen: Selection) -> Selection:
    """The choice with whether its long tables are written whole; asked where there are any."""
    count = len(options.members(chosen))
    if count <= rows.MOST_ROWS:
        return chosen
    writer = Writer(chosen.language)
    label = writer.say("Tulis semua {n} kabupaten/kota", n=writer.decimal(count))
    return replace(chosen, whole=selection.wants_all(label))


def region_card(chosen: Selection) -> None:
    """What is known of the chosen regency."""
    _show(figures.region_card, chosen)


def peer_group(chosen: Selection) -> None:
    """Who is compared, and how the group came about."""
    _show(compared.about_group, options.of_everybody(chosen))


def ranked(chosen: Selection) -> None:
    """Those that may be ranked in their order; the others apart."""
    _show_of_period(compared.ranked, rows.asked_of(chosen))


def compare_table(chosen: Selection) -> None:
    """The compared regencies as a table that sorts; it shows the newest figures for any period."""
    _show(compared.table, replace(options.of_everybody(chosen), period=None))


def scattered(chosen: Selection) -> None:
    """Two indicators against each other."""
    _show_of_period(plotted.scattered, options.of_everybody(chosen))


def heat(chosen: Selection) -> None:
    """Regencies by all indicators."""
    _show(plotted.heat, replace(options.of_everybody(chosen), period=None))


def followed(chosen: Selection) -> None:
    """One region's series: direction, breaks, conflicts, every claim."""
    _show_of_region(followed_panels.single, replace(chosen, since=None, until=None))


def series_grid(chosen: Selection) -> None:
    """Every regency's series at one scale."""
    _show(followed_panels.grid, replace(options.of_everybody(chosen), since=None, until=None))


def small_maps(chosen: Selection) -> None:
    """One small map for each year."""
    _show(followed_panels.maps, options.of_everybody(chosen))


def change(chosen: Selection) -> None:
    """What changed between two periods."""
    _show(followed_panels.change, options.of_everybody(chosen))


def course(chosen: Selection) -> None:
    """The chosen regency, or the province, on its way to the target."""
    _show_of_region(aimed.one, chosen)


def courses(chosen: Selection) -> None:
    """Every regency on its way to the target."""
    _show(aimed.regencies, options.of_everybody(chosen))


def estimates(chosen: Selection) -> None:
    """Eligible workers: known ones, and how the others were estimated."""
    _show(aimed.estimated, options.of_everybody(chosen))


def yardsticks(chosen: Selection) -> None:
    """Every target known, and what it measures."""
    _show(aimed.yardsticks, options.of_everybody(chosen))


def _show(compose: Callable[[Selection], str], chosen: Selection) -> None:
    text = loaders.kept(compose, chosen)
    if text:
        st.html(text)


def _show_of_region(compose: Callable[[Selection], str], chosen: Selection) -> None:
    """A panel of the chosen region; those of others are made ready, of many the ones around it."""
    _show(compose, chosen)
    ahead.compose(compose, [replace(chosen, region=one) for one in options.regions_near(chosen)])


def _show_of_period(compose: Callable[[Selection], str], chosen: Selection) -> None:
    """A panel of the chosen period; those of the periods around it are made ready."""
    _show(compose, chosen)
    ahead.compose(compose, [replace(chosen, period=one) for one in options.near(chosen)])


def profile_link(writer: Writer) -> None:
    """The way from the card to everything known; the frame's choice goes along by itself."""
    st.page_link(
        frame.pages(writer)["profil"],
        label=writer.say("Lihat profil lengkap"),
        icon=":material/arrow_forward:",
    )


def colophon(chosen: Selection, writer: Writer, page: str) -> None:
    """Edition with a link that keeps it, boundary vintage and licences, beneath every page."""
    edition = loaders.edition(chosen)
    vintage = vintage_of(chosen.vintage)
    lines = [
        writer.say("Edisi data: {name}.", name=edition.name),
        f"{vintage.attribution} {writer.tell(vintage.note)}",
        *([writer.label(here().background)] if here().background else ()),
        writer.say("Kode program: Apache-2.0. Peta: Leaflet, folium, streamlit-folium."),
    ]
    is_kept = bool(chosen.edition or chosen.upload)  # an opened workbook has no address
    permalink = "" if is_kept else links.permalink(page, replace(chosen, edition=edition.name))
    html("footer", writer, lines=lines, permalink=permalink)


def compared_map(chosen: Selection, writer: Writer) -> None:
    """The map of the period that is compared."""
    period = compared.found(chosen).period
    choropleth_map(replace(chosen, period=period), writer, height=SMALL_MAP)


def choropleth_map(
    chosen: Selection, writer: Writer, height: int = MAP_HEIGHT, *, goes_down: bool = False
) -> None:
    """The map; what is clicked or stepped to arrives in the controls of the next rerun.

    `goes_down` where the page lets its reader go down to the districts of a regency.
    """
    look = Look(
        selected=chosen.region,
        watermark=watermark(chosen),
        below=goes_down and districts.are_known(replace(chosen, region=None)),
        inside=districts.inside(chosen) if chosen.shows_districts else None,
    )
    of = districts if chosen.shows_districts else loaders
    order = leaflet.order(of.layer(chosen), writer, table=of.map_table(chosen), look=look)
    with places.unseen(selection.MAP):  # for `linked.js`; streamlit-folium tells it later
        html("order", writer, order=json.dumps(order))
    st_folium(
        leaflet.base_map(**loaders.map_files(chosen.vintage)),
        key=selection.MAP,
        height=height,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=leaflet.paint(order),
        on_change=partial(selection.take_answer, selection.MAP),
    )
