"""Methods: what do the numbers mean, and where are they from?"""

from geo.formats import Writer
from pages.shell import methods_text, panels, selection, tables

chosen = selection.current()
writer = Writer(chosen.language)

with panels.explained(writer):
    panels.title(
        writer,
        writer.say("Metodologi"),
        writer.say("Apa arti angkanya, bagaimana dipilih, dan dari mana asalnya."),
    )
    tables.definitions(writer)
    methods_text.rules(writer)
    methods_text.comparing(writer)
    methods_text.conflicts(writer)
    tables.vintages(writer)
    methods_text.licences(writer)
