"""The reader's choice ⇄ the address; the only file that names a session key.

Each control is bound to a query parameter, so that every view can be shared. Streamlit
writes the option's label into the address (`?wilayah=Kayong+Utara`); addresses with the
stable key (`?wilayah=6111`, `?indikator=coverage_rate`) are understood as well, in
either language, and stay valid when a label is reworded.
"""

from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast

import streamlit as st

from geo import datasets, editions
from geo.formats import Writer
from geo.indicators import indicator
from geo.language import LANGUAGES, Language
from geo.mapfiles import LATEST
from geo.model import PICKED, BpsCode, Period, Selection
from pages.shell import fields, frame, loaders, options
from pages.shell.fields import Field
from pages.shell.markup import mark_of
from pages.shell.opened import Upload

MAP = "peta"
LINKED = "tautan"
_CURRENT, _KEPT = "_selection", "_kept"
_UPLOAD, _DESK, _LACKING = "_upload", "_desk", "_lacking"
MOST_PEERS = len(loaders.CODES)


def current() -> Selection:
    """The reader's choice in this rerun; the frame has drawn the controls before the page."""
    if _CURRENT not in st.session_state:
        frame.reopen()
    return cast("Selection", st.session_state[_CURRENT])


def language_in_address() -> Language:
    """The language, known before its control is drawn: titles of pages need it."""
    given = st.session_state.get(fields.LANGUAGE) or st.query_params.get(fields.LANGUAGE)
    return cast("Language", given) if given in LANGUAGES else "id"


def controls(bar: Any, more: Any, page: str) -> Selection:
    """Draw the bound controls and return what they say.

    Parameters
    ----------
    bar, more : container
        Where the everyday choices stand, and the rarer ones.
    page : str
        Address of the page: some controls belong to one page alone.
    """
    everyday = bar.container(horizontal=True, key="pilihan_utama")
    language = _language(bar)
    asking = _Asking(Writer(language), everyday, page)
    draft = asking.segment(
        asking.rarer(more, Selection(language=language, current=editions.pointer()))
    )
    chosen = asking.of_page(asking.region(asking.period(draft)))
    st.session_state[_CURRENT] = chosen
    return chosen


@dataclass(frozen=True, slots=True)
class _Asking:
    """Each step draws some controls and returns the choice with what they say."""

    writer: Writer
    bar: Any
    page: str

    def ask(self, field: Field, where: Any = None) -> str | None:
        return _chosen(self.writer, where or self.bar, field)

    def rarer(self, more: Any, draft: Selection) -> Selection:
        writer, upload = self.writer, kept_upload()
        if upload is None and fields.is_upload(st.query_params.get(fields.DATASET)):
            st.session_state[_LACKING] = True  # remembered: the address loses what it may not hold
        if upload is None and st.session_state.get(fields.DATASET) == datasets.UPLOAD:
            st.session_state[fields.DATASET] = draft.dataset
        dataset = str(self.ask(fields.dataset(writer, has_upload=upload is not None), more))
        vintage, edition = str(self.ask(fields.vintage(writer), more)), self._edition(more)
        if upload is not None and dataset == datasets.UPLOAD:
            return replace(draft, dataset=dataset, vintage=vintage, upload=upload.key)
        return replace(draft, dataset=dataset, vintage=vintage, edition=edition)

    def segment(self, draft: Selection) -> Selection:
        if self.page in ("target", "rapat"):  # they speak of coverage alone
            return draft
        name = str(self.ask(fields.indicators(self.writer)))
        segment = "total"
        if len(indicator(name).segments) > 1:
            segment = str(self.ask(fields.segment(self.writer, name)))
        return replace(draft, indicator=name, segment=segment)

    def period(self, draft: Selection) -> Selection:
        if self.page in ("tren", "target"):  # they look at all periods at once
            return draft
        given = self.ask(fields.period(self.writer, loaders.periods(draft)))
        return replace(draft, period=None if given in (None, LATEST) else _parsed(given))

    def region(self, draft: Selection) -> Selection:
        if self.page == "rapat":  # it goes through as many as its agenda says
            return draft
        given = self.ask(fields.region(self.writer))
        return replace(draft, region=BpsCode(given) if given else None)

    def of_page(self, draft: Selection) -> Selection:
        """What only one page asks for."""
        match self.page:
            case "bandingkan":
                return self._peers(draft)
            case "tren":
                return self._ends(draft)
            case "target":
                return self._aim(draft)
            case "rapat":
                return self._agenda(draft)
        return draft

    def _edition(self, more: Any) -> str | None:
        """The named edition, or None for the current one.

        A name that is not there is passed on, so that the reader is told and not given another.
        """
        field = fields.edition(self.writer, editions.names())
        given = st.query_params.get(field.name)
        if given and given not in field.keys and field.name not in st.session_state:
            return given
        chosen = self.ask(field, more)
        return None if chosen == fields.CURRENT else chosen

    def _peers(self, draft: Selection) -> Selection:
        group = str(self.ask(fields.group(self.writer, draft)))
        measures, start = options.measures(draft)
        versus = str(self.ask(fields.versus(self.writer, measures, start))) if measures else ""
        picked = self._peers_picked() if group == PICKED else ()
        return replace(draft, group=group, versus=versus, peers=picked)

    def _peers_picked(self) -> tuple[BpsCode, ...]:
        """The regencies picked one by one, in code order."""
        label = self.writer.say("Yang dibandingkan (2 sampai {most})", most=MOST_PEERS)
        field = replace(fields.region(self.writer), name=fields.PEERS, label=label)
        chosen = _picked(self.writer, self.bar, field, most=MOST_PEERS)
        return tuple(BpsCode(code) for code in field.keys if code in chosen)

    def _agenda(self, draft: Selection) -> Selection:
        parts = _picked(self.writer, self.bar, fields.parts(self.writer))
        regions = _picked(self.writer, self.bar, fields.agenda_regions(self.writer))
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


def take_map_answer() -> None:
    """Carry what was clicked or stepped to on the map into the controls; runs first in a rerun."""
    answer = st.session_state.get(MAP) or {}
    if answer.get("region") in loaders.CODES:
        st.session_state[fields.REGION] = answer["region"]
    if answer.get("period"):
        st.session_state[fields.PERIOD] = answer["period"]


def take_linked_answer() -> None:
    """Carry a regency that was clicked in a table or chart into its control."""
    answer = st.session_state.get(LINKED) or {}
    if answer.get("region") in loaders.CODES:
        st.session_state[fields.REGION] = answer["region"]


def kept_upload() -> Upload | None:
    """The workbook that this session looks at."""
    return cast("Upload | None", st.session_state.get(_UPLOAD))


def look_at(upload: Upload) -> None:
    """Look at an opened workbook from the next rerun on; called before one begins."""
    st.session_state[_UPLOAD] = upload
    st.session_state[fields.DATASET] = datasets.UPLOAD


def look_away() -> None:
    """Look at no opened workbook from the next rerun on."""
    st.session_state.pop(_UPLOAD, None)


def lacks_upload() -> bool:
    """Whether the address asks for an opened workbook that this session does not have."""
    return kept_upload() is None and bool(st.session_state.get(_LACKING))


def desk() -> dict[str, Any]:
    """What a planner has laid out to be published; it outlives a change of page."""
    return cast("dict[str, Any]", st.session_state.setdefault(_DESK, {}))


def _language(where: Any) -> Language:
    chosen = where.radio(
        "Bahasa / Language",
        list(LANGUAGES),
        key=fields.LANGUAGE,
        bind="query-params",
        horizontal=True,
    )
    return cast("Language", chosen if chosen in LANGUAGES else "id")


def _chosen(writer: Writer, where: Any, field: Field) -> str | None:
    """What a bound select box says."""
    _understand(writer, field)
    _restore(field)
    index = None if field.default is None else field.keys.index(field.default)
    chosen = where.selectbox(
        field.label,
        field.keys,
        index=index,
        format_func=partial(field.shown, writer),
        key=field.name,
        bind="query-params",
        placeholder=field.hint,
    )
    found = chosen if chosen in field.keys else field.default
    _kept()[field.name] = found
    return found


def _picked(writer: Writer, where: Any, field: Field, most: int | None = None) -> list[str]:
    """What a bound multiple choice holds, in the order of picking."""
    _understand(writer, field)
    _restore(field)
    chosen = where.multiselect(
        field.label,
        field.keys,
        format_func=partial(field.shown, writer),
        key=field.name,
        bind="query-params",
        max_selections=most,
        placeholder=field.hint,
    )
    _kept()[field.name] = list(chosen)
    return [key for key in chosen if key in field.keys]


def _kept() -> dict[str, Any]:
    """What was last chosen in each control: one that a page does not draw loses its state."""
    return cast("dict[str, Any]", st.session_state.setdefault(_KEPT, {}))


def _restore(field: Field) -> None:
    """Give a control that comes back what it said before, unless the address says otherwise."""
    if field.name in st.session_state or field.name in st.query_params:
        return
    kept = _kept().get(field.name)
    known = [one for one in (kept if isinstance(kept, list) else [kept]) if one in field.keys]
    if known and kept != field.default:
        st.session_state[field.name] = known if isinstance(kept, list) else kept


def _understand(writer: Writer, field: Field) -> None:
    """Turn stable keys, or labels in the other language, into the labels that are expected."""
    given = st.query_params.get_all(field.name)
    if not given or field.name in st.session_state:
        return
    expected = [field.expected(writer, one) for one in given]
    if expected != given:
        st.query_params[field.name] = expected if len(expected) > 1 else expected[0]
        st.rerun()


def mark(writer: Writer) -> str:
    """The mark that every panel of this rerun must bear; empty for real claims."""
    chosen = st.session_state.get(_CURRENT)
    return mark_of(chosen, writer) if chosen else ""
