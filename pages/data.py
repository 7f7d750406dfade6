"""Data: may I have the data, and what is not known?"""

from geo.formats import Writer
from pages.shell import completing, modes, panels, selection, tables, taking

chosen = selection.current()
writer = Writer(chosen.language)

with panels.explained(writer):
    panels.title(
        writer,
        writer.say("Data"),
        writer.say("Setiap angka dengan sumbernya, untuk diperiksa dan dibawa pulang."),
    )
    if modes.is_planner():
        from pages.shell import uploading  # publishes: not loaded for the public

        uploading.panel(writer)
    tables.changes_since(chosen, writer)
    completing.matrix(chosen, writer)
    taking.templates(writer)
    tables.chosen_claims(chosen, writer)
    tables.edition_facts(chosen, writer)
