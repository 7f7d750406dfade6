"""The controls of the frame: which of them a page has, and what they say as one choice."""

from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from typing import Any

import streamlit as st

from geo import datasets, editions
from geo.formats import Writer
from geo.indicators import indicator
from geo.mapfiles import LATEST
from geo.model import PICKED, BpsCode, Period, Selection
from pages.shell import districts, fields, loaders, options, selection
from pages.shell.fields import Field

MOST_PEERS = len(loaders.CODES)
FEW = 3  # options that stand in sight at the foot


def controls(bar: Any, more: Any, page: str) -> Selection:
    """Draw the bound controls and return what they say.

    Parameters
    ----------
    bar, more : container
        Where the everyday choices stand, and the rarer ones.
    page : str
        Address of the page: some controls belong to one page alone.
    """
    selection.begin()
    language = selection.language_in_address()
    asking = _Asking(Writer(language), bar, page)
    draft = asking.segment(asking.rarer(Selection(language=language, current=editions.pointer())))
    draft = asking.listed_of_page(asking.region(asking.period(draft)))
    selection.draw_lists(asking.writer, bar, "pilihan", asking.listed)
    selection.draw_lists(asking.writer, bar, "wilayah", asking.apart)
    selection.draw_lists(asking.writer, more, "pilihan_lain", asking.rare)
    selection.keep(asking.of_page(draft))
    spoken = fields.language()
    selection.listed(spoken)
    selection.draw_lists(asking.writer, bar, spoken.name, [spoken])
    return selection.current()


@dataclass(frozen=True, slots=True)
class _Asking:
    """Each step asks some controls and returns the choice with what they say.

    The lists of the bar, and the rarer ones, are drawn together once all of them are known; that of
    the regions apart, since it may be the longest and is the same whatever the others say.
    """

    writer: Writer
    bar: Any
    page: str
    listed: list[Field] = dataclass_field(default_factory=list)
    apart: list[Field] = dataclass_field(default_factory=list)
    rare: list[Field] = dataclass_field(default_factory=list)

    def ask(self, field: Field) -> str | None:
        self.listed.append(field)
        return selection.listed(field)

    def ask_below(self, field: Field) -> str | None:
        """A rarer choice: all its options in sight where they are few."""
        self.rare.append(replace(field, in_sight=len(field.keys) <= FEW))
        return selection.listed(field)

    def rarer(self, draft: Selection) -> Selection:
        writer, upload = self.writer, selection.upload_or(draft.dataset)
        dataset = str(self.ask_below(fields.dataset(writer, has_upload=upload is not None)))
        vintage = str(self.ask_below(fields.vintage(writer)))
        edition = self._edition()
        if upload is not None and dataset == datasets.UPLOAD:
            return replace(draft, dataset=dataset, vintage=vintage, upload=upload.key)
        return replace(draft, dataset=dataset, vintage=vintage, edition=edition)

    def segment(self, draft: Selection) -> Selection:
        if self.page in ("target", "simulasi", "rapat"):  # they speak of coverage alone
            return draft
        name = str(self.ask(fields.indicators(self.writer)))
        segment = "total"
        if len(indicator(name).segments) > 1:
            segment = str(self.ask(fields.segment(self.writer, name)))
        return replace(draft, indicator=name, segment=segment)

    def period(self, draft: Selection) -> Selection:
        if self.page in ("tren", "target", "simulasi"):  # they look at all periods at once
            return draft
        given = self.ask(fields.period(self.writer, loaders.periods(draft)))
        return replace(draft, period=None if given in (None, LATEST) else _parsed(given))

    def region(self, draft: Selection) -> Selection:
        if self.page in ("simulasi", "rapat"):  # they go through as many as they are told
            return draft
        self.apart.append(fields.region(self.writer))
        given = selection.listed(self.apart[0])
        return replace(draft, region=BpsCode(given) if given else None)

    def listed_of_page(self, draft: Selection) -> Selection:
        """What only one page asks for in a list."""
        match self.page:
            case "bandingkan":
                return self._peers(draft)
            case "tren":
                return self._ends(draft)
            case "target":
                return self._aim(draft)
        return draft

    def of_page(self, draft: Selection) -> Selection:
        """What only one page asks for otherwise."""
        match self.page:
            case "":
                return self._inside(draft)
            case "bandingkan" if draft.group == PICKED:
                return replace(draft, peers=self._picked())
            case "rapat":
                return self._agenda(draft)
        return draft

    def _edition(self) -> str | None:
        """The named edition, or None for the current one.

        A name that is not there is passed on, so that the reader is told and not given another.
        """
        field = fields.edition(self.writer, editions.names())
        given = st.query_params.get(field.name)
        if given and given not in field.keys and not selection.is_known(field):
            return given
        chosen = self.ask_below(field)
        return None if chosen == fields.CURRENT else chosen

    def _inside(self, draft: Selection) -> Selection:
        """Whether the map goes down to the districts of the chosen regency."""
        if not districts.are_known(draft):
            return draft
        label = self.writer.say("Kecamatan")
        inside = selection.is_inside(self.bar, label, region=draft.region)
        return replace(draft, shows_districts=inside)

    def _peers(self, draft: Selection) -> Selection:
        group = str(self.ask(fields.group(self.writer, draft)))
        measures, start = options.measures(draft)
        versus = str(self.ask(fields.versus(self.writer, measures, start))) if measures else ""
        return replace(draft, group=group, versus=versus)

    def _picked(self) -> tuple[BpsCode, ...]:
        """The regencies picked one by one, in code order."""
        label = self.writer.say("Yang dibandingkan (2 sampai {most})", most=MOST_PEERS)
        field = replace(fields.region(self.writer), name=fields.PEERS, label=label)
        chosen = selection.picked(self.writer, self.bar, field, most=MOST_PEERS)
        return tuple(BpsCode(code) for code in field.keys if code in chosen)

    def _agenda(self, draft: Selection) -> Selection:
        parts = selection.picked(self.writer, self.bar, fields.parts(self.writer))
        regions = selection.picked(self.writer, self.bar, fields.agenda_regions(self.writer))
        return replace(draft, parts=tuple(parts), agenda=tuple(map(BpsCode, regions)))

    def _ends(self, draft: Selection) -> Selection:
        ends = options.change_ends(draft)
        if ends is None:
            return draft
        periods, first, last = ends
        since = self.ask(fields.since(self.writer, periods[1:], first))  # newest first
        later = [one for one in periods if one.end > Period.parse(str(since)).end]
        until = self.ask(fields.until(self.writer, later, last if last in later else later[0]))
        return replace(draft, since=_parsed(since), until=_parsed(until))

    def _aim(self, draft: Selection) -> Selection:
        years, start = options.aim_years(draft)
        if not years:
            return draft
        year = self.ask(fields.aim_year(self.writer, years, start))
        by = self.ask(fields.by(self.writer, options.coming_months(draft)))
        return replace(
            draft,
            aim_year=int(year or start),
            by=None if by in (None, fields.OWN_DATE) else _parsed(by),
        )


def _parsed(text: str | None) -> Period | None:
    return Period.parse(text) if text else None
