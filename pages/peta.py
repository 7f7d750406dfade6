"""Overview: how is the province doing, and where is coverage thinnest?"""

from geo.formats import Writer
from pages.shell import districts, panels, places, selection

chosen = selection.current()
writer = Writer(chosen.language)

with panels.explained(writer):
    panels.headline(chosen)
    if chosen.shows_districts:
        districts.finding(chosen)
    else:
        panels.finding(chosen)
    with places.abreast("peta"):
        panels.choropleth_map(chosen, writer, goes_down=True)
        if chosen.region:
            panels.region_card(chosen)
            districts.button(chosen, writer)
            panels.profile_link(writer)
        else:
            panels.ranking(chosen)
    if chosen.shows_districts:
        districts.table(chosen)
    elif chosen.region:
        panels.ranking(chosen)
