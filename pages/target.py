"""Target: who is on the way to it?"""

from geo.formats import Writer
from pages.shell import panels, selection

chosen = selection.current()
writer = Writer(chosen.language)

with panels.explained(writer):
    panels.course(chosen)
    chosen = panels.as_long_as_asked(chosen)
    panels.courses(chosen)
    panels.yardsticks(chosen)
    panels.estimates(chosen)
