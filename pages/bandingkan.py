"""Compare: how does a regency stand among its peers?"""

from geo.formats import Writer
from pages.shell import panels, places, selection

chosen = selection.current()
writer = Writer(chosen.language)

with panels.explained(writer):
    panels.peer_group(chosen)
    chosen = panels.as_long_as_asked(chosen)
    with places.abreast("bandingkan"):
        panels.ranked(chosen)
        panels.compared_map(chosen, writer)
        panels.compare_table(chosen)
        panels.scattered(chosen)
    panels.heat(chosen)
