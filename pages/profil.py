"""Regency: what is the picture in this regency?"""

from geo.formats import Writer
from pages.shell import districts, panels, places, printing, selection, tables

chosen = selection.current()
writer = Writer(chosen.language)

with panels.explained(writer):
    if chosen.region is None:
        tables.region_index(chosen, writer)
    else:
        with places.abreast("profil"):
            tables.region_header(chosen)
            panels.region_card(chosen)
        printing.downloads(chosen.region, chosen, writer)
        districts.profile(chosen)
        tables.profile(chosen, writer)
