"""Trend: is it getting better?"""

from geo.formats import Writer
from pages.shell import panels, selection

chosen = selection.current()
writer = Writer(chosen.language)

with panels.explained(writer):
    panels.followed(chosen)
    chosen = panels.as_long_as_asked(chosen)
    panels.series_grid(chosen)
    panels.small_maps(chosen)
    panels.change(chosen)
