"""Meeting: what do leaders go through, one after another?"""

from geo.formats import Writer
from pages.shell import meeting, modes, packing, panels, selection

chosen = selection.current()
writer = Writer(chosen.language)

with panels.explained(writer):
    meeting.opening(chosen, writer)
    meeting.stops(chosen, writer)
    meeting.screen(chosen, writer)
    packing.downloads(chosen, writer)
    if modes.is_planner():
        from pages.shell import noting  # writes: not loaded for the public

        noting.form(chosen, writer)
    meeting.charts(chosen)
