"""The districts (kecamatan) of the chosen regency: on the map, in a sentence, as a table."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import geopandas as gpd
import streamlit as st

from geo import boundaries, district_maps, district_words, districts, mapfiles, stillmap, wording
from geo.choropleth import ChoroplethLayer
from geo.deployment import here
from geo.formats import Writer
from geo.leaflet import Inside
from geo.model import BpsCode, Selection
from geo.stillmap import Outlines
from pages.shell import assets, loaders, options, selection
from pages.shell.markup import mark_of, rendered

STILL_WIDTH = 640
"""Of the still map on the page Profil, px: wide enough for names."""


def are_known(chosen: Selection) -> bool:
    """Whether there are districts to be seen of the chosen regency; of any where none is chosen."""
    if not boundaries.has_districts(chosen.vintage):
        return False
    return chosen.region is None or bool(districts.of(chosen.region))


def layer(chosen: Selection) -> ChoroplethLayer:
    """Readings, classes and colours of the districts for the chosen period."""
    return next(one for one in _layers(chosen) if one.period == chosen.period)


def inside(chosen: Selection) -> Inside:
    """What the map is told of the regency whose districts it shows."""
    region = _region(chosen)
    return Inside(
        region=region,
        name=loaders.FULL_NAMES[region],
        home=here().name,
        geometry=loaders.kept(_shapes_address, _of_shapes(chosen)),
    )


def map_table(chosen: Selection) -> str:
    """Address of the words and classes of every period of the districts."""
    return loaders.kept(_table_address, _shown(chosen))


def drawer(chosen: Selection) -> Callable[[BpsCode], Outlines] | None:
    """What gives the shapes of a regency's districts for a still map; None where none are known."""
    if not boundaries.has_districts(chosen.vintage):
        return None
    plain = replace(_of_shapes(chosen), region=None)
    return lambda region: loaders.kept(_outlines, replace(plain, region=region))


def finding(chosen: Selection) -> None:
    """The districts in a sentence, and who is silent in another."""
    st.html(loaders.kept(_finding, _shown(chosen)))


def table(chosen: Selection) -> None:
    """The table twin of the map: every district with codes, figure or kind of blank, source."""
    st.html(loaders.kept(_table, _shown(chosen)))


def profile(chosen: Selection) -> None:
    """The districts on the page of their regency: a still map beside the same table."""
    if are_known(chosen):
        st.html(loaders.kept(_profile, _shown(chosen)))


def button(chosen: Selection, writer: Writer) -> None:
    """The way from the card down to the districts of its regency, or up again."""
    if not are_known(chosen):
        return
    label, icon = writer.say("Lihat kecamatan"), ":material/zoom_in_map:"
    if chosen.shows_districts:
        home = writer.label(here().name)
        label, icon = writer.say("Kembali ke {name}", name=home), ":material/zoom_out_map:"
    wanted = not chosen.shows_districts
    st.button(label, icon=icon, on_click=selection.go_inside, args=(wanted,), key="turun")


def _region(chosen: Selection) -> BpsCode:
    return BpsCode(str(chosen.region))


def _shown(chosen: Selection) -> Selection:
    """The choice without what changes nothing of the districts."""
    return replace(
        options.of_data(chosen),
        language=chosen.language,
        period=chosen.period,
        region=chosen.region,
        vintage=chosen.vintage,
    )


def _of_shapes(chosen: Selection) -> Selection:
    return Selection(region=chosen.region, vintage=chosen.vintage, current=chosen.current)


def _layers(chosen: Selection) -> list[ChoroplethLayer]:
    plain = replace(options.of_data(chosen), period=chosen.period, region=chosen.region)
    return loaders.kept(_read, plain)


def _read(chosen: Selection) -> list[ChoroplethLayer]:
    return districts.layers(loaders.edition(chosen), _region(chosen), chosen)


def _whole(chosen: Selection) -> gpd.GeoDataFrame:
    return boundaries.load_districts(chosen.vintage)


def _shapes(chosen: Selection) -> gpd.GeoDataFrame:
    whole = loaders.kept(_whole, replace(_of_shapes(chosen), region=None))
    return districts.shapes(whole, _region(chosen))


def _shapes_address(chosen: Selection) -> str:
    return assets.from_frame(district_maps.shapes_asset(_shapes(chosen)))


def _table_address(chosen: Selection) -> str:
    names = {one.bps: one.name for one in districts.of(_region(chosen))}
    writer = Writer(chosen.language)
    return assets.from_frame(mapfiles.table_asset(_layers(chosen), writer, names))


def _outlines(chosen: Selection) -> Outlines:
    return stillmap.outlines(_shapes(chosen), STILL_WIDTH)


def _finding(chosen: Selection) -> str:
    writer, shown, region = Writer(chosen.language), layer(chosen), _region(chosen)
    names = districts.names(region)
    return rendered(
        "finding",
        writer,
        mark=mark_of(chosen, writer),
        sentence=district_words.finding(writer, shown, names, loaders.FULL_NAMES[region]),
        silent=district_words.silent(writer, shown, names),
    )


def _table(chosen: Selection) -> str:
    writer, name = Writer(chosen.language), loaders.FULL_NAMES[_region(chosen)]
    title = writer.say("Kecamatan di {name}", name=name)
    return rendered("districts", writer, title=title, **_cells(chosen, writer))


def _profile(chosen: Selection) -> str:
    writer, shown, region = Writer(chosen.language), layer(chosen), _region(chosen)
    names, shapes = districts.names(region), loaders.kept(_outlines, _of_shapes(chosen))
    words = stillmap.said(shown, writer, names)
    mark = mark_of(chosen, writer)
    return rendered(
        "districts",
        writer,
        title=writer.say("Kecamatan"),
        lead=district_words.finding(writer, shown, names, loaders.FULL_NAMES[region]),
        picture=loaders.picture(district_maps.drawn(shapes, shown, words, mark)),
        alt=words.title,
        size=(shapes.width, shapes.height),
        legend=district_maps.legend(shown, writer),
        **_cells(chosen, writer),
    )


def _cells(chosen: Selection, writer: Writer) -> dict[str, Any]:
    shown = layer(chosen)
    known = districts.of(_region(chosen))
    return {
        "mark": mark_of(chosen, writer),
        "value_head": wording.indicator_label(writer, shown.indicator, shown.segment),
        "colours": shown.colours,
        "rows": district_words.rows(writer, shown, known),
    }
