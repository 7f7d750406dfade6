"""Data: may I have the data, and what is not known?"""

from geo.formats import Writer
from pages.shell import panels, selection, tables

chosen = selection.current()
writer = Writer(chosen.language)

with panels.explained(writer):
    panels.title(
        writer,
        writer.say("Data"),
        writer.say("Setiap angka dengan sumbernya, untuk diperiksa dan dibawa pulang."),
    )
    tables.changes_since(chosen, writer)
    tables.chosen_claims(chosen, writer)
    tables.completeness(chosen, writer)
    tables.edition_facts(chosen, writer)
