"""The reader's choice ⇄ the address; the only file that names a session key.

Each control is bound to a query parameter, so that every view can be shared. Streamlit
writes the option's label into the address (`?wilayah=Kayong+Utara`); addresses with the
stable key (`?wilayah=6111`, `?indikator=coverage_rate`) are understood as well, in
either language, and stay valid when a label is reworded.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, cast
from urllib.parse import urlencode

import streamlit as st

from geo import editions, sample
from geo.boundaries import VINTAGES
from geo.formats import Writer
from geo.indicators import BY_KEY, CATALOGUE, SEGMENT_LABELS, indicator
from geo.language import LANGUAGES, Language, Message
from geo.mapfiles import LATEST, period_key
from geo.model import BpsCode, Period, Selection
from geo.wording import period_label
from pages.shell import frame, loaders

LANGUAGE, DATASET, INDICATOR, SEGMENT = "bahasa", "data", "indikator", "segmen"
PERIOD, REGION, VINTAGE, EDITION = "periode", "wilayah", "batas", "edisi"
MAP = "peta"
CURRENT = "terkini"
_CURRENT = "_selection"


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


DATASETS = {"publikasi": _("Publikasi (angka nyata)"), "contoh": _("Contoh (angka buatan)")}


@dataclass(frozen=True, slots=True)
class Field:
    """A control: its name in the address, label, option keys, how they read, and a hint."""

    name: str
    label: str
    keys: tuple[str, ...]
    label_of: Callable[[Writer, str], str]
    hint: str | None = None


def current() -> Selection:
    """The reader's choice in this rerun; the frame has drawn the controls before the page."""
    if _CURRENT not in st.session_state:
        frame.reopen()
    return cast("Selection", st.session_state[_CURRENT])


def language_in_address() -> Language:
    """The language, known before its control is drawn: titles of pages need it."""
    given = st.session_state.get(LANGUAGE) or st.query_params.get(LANGUAGE)
    return cast("Language", given) if given in LANGUAGES else "id"


def controls(bar: Any, more: Any) -> Selection:
    """Draw the bound controls and return what they say.

    Parameters
    ----------
    bar, more : container
        Where the everyday choices stand, and the rarer ones.
    """
    everyday = bar.container(horizontal=True, key="pilihan_utama")
    language = _language(bar)
    ask = partial(_chosen, Writer(language))
    say = Writer(language).say
    dataset = ask(more, Field(DATASET, say("Kumpulan data"), tuple(DATASETS), _dataset))
    vintage = ask(more, Field(VINTAGE, say("Batas wilayah"), tuple(VINTAGES), _vintage))
    keys = tuple(one.key for one in CATALOGUE)
    name = ask(everyday, Field(INDICATOR, say("Indikator"), keys, _indicator))
    segments = indicator(str(name)).segments
    segment = "total"
    if len(segments) > 1:
        segment = str(ask(everyday, Field(SEGMENT, say("Segmen"), segments, _segment)))
    draft = Selection(
        dataset=str(dataset),
        edition=_edition_of(more, ask, say("Edisi")),
        indicator=str(name),
        segment=segment,
        vintage=str(vintage),
        language=language,
    )
    when = (LATEST, *(str(one) for one in loaders.periods(draft)))
    period = ask(everyday, Field(PERIOD, say("Periode"), when, _period))
    hint = say("Pilih atau ketik nama")
    where = Field(REGION, say("Kabupaten/kota"), tuple(loaders.CODES), _region, hint)
    region = ask(everyday, where)
    chosen = replace(
        draft,
        period=None if period in (None, LATEST) else Period.parse(str(period)),
        region=BpsCode(region) if region else None,
    )
    st.session_state[_CURRENT] = chosen
    return chosen


def address(chosen: Selection, **changes: str) -> dict[str, str]:
    """The query parameters that open the same view on another page, by stable keys.

    Parameters
    ----------
    **changes : str
        Parameters to set otherwise: `wilayah="6111"`.
    """
    default = Selection()
    values = {
        LANGUAGE: (chosen.language, default.language),
        DATASET: (chosen.dataset, default.dataset),
        EDITION: (chosen.edition or "", ""),
        INDICATOR: (chosen.indicator, default.indicator),
        SEGMENT: (chosen.segment, default.segment),
        PERIOD: (period_key(chosen.period), LATEST),
        REGION: (chosen.region or "", ""),
        VINTAGE: (chosen.vintage, default.vintage),
    }
    kept = {name: str(value) for name, (value, usual) in values.items() if value != usual}
    return {**kept, **changes}


def link(page: str, chosen: Selection, **changes: str) -> str:
    """A link to a page with the same view, relative to any other page."""
    query = urlencode(address(chosen, **changes))
    return f"{page}?{query}" if query else page


def take_map_answer() -> None:
    """Carry what was clicked or stepped to on the map into the controls; runs first in a rerun."""
    answer = st.session_state.get(MAP) or {}
    if answer.get("region") in loaders.CODES:
        st.session_state[REGION] = answer["region"]
    if answer.get("period"):
        st.session_state[PERIOD] = answer["period"]


def choose_region(code: BpsCode | None) -> None:
    """Set the chosen region from a button's callback."""
    st.session_state[REGION] = code


def _edition_of(where: Any, ask: Callable[[Any, Field], str | None], label: str) -> str | None:
    """The named edition, or None for the current one.

    A name that is not there is passed on, so that the reader is told and not given another.
    """
    keys = (CURRENT, *editions.names())
    given = st.query_params.get(EDITION)
    if given and given not in keys and EDITION not in st.session_state:
        return given
    chosen = ask(where, Field(EDITION, label, keys, _edition))
    return None if chosen == CURRENT else chosen


def _language(where: Any) -> Language:
    chosen = where.radio(
        "Bahasa / Language", list(LANGUAGES), key=LANGUAGE, bind="query-params", horizontal=True
    )
    return cast("Language", chosen if chosen in LANGUAGES else "id")


def _edition(writer: Writer, key: str) -> str:
    return writer.say("Terkini") if key == CURRENT else key


def _dataset(writer: Writer, key: str) -> str:
    return writer.label(DATASETS[key])


def _vintage(writer: Writer, key: str) -> str:
    return writer.tell(VINTAGES[key].label)


def _indicator(writer: Writer, key: str) -> str:
    return writer.label(BY_KEY[key].label)


def _segment(writer: Writer, key: str) -> str:
    return writer.label(SEGMENT_LABELS[key])


def _period(writer: Writer, key: str) -> str:
    return period_label(writer, None if key == LATEST else Period.parse(key))


def _region(_: Writer, key: str) -> str:
    return loaders.NAMES[key]


def _chosen(writer: Writer, where: Any, field: Field) -> str | None:
    """What a bound select box says; without a hint its first option is the default."""
    _understand(writer, field)
    chosen = where.selectbox(
        field.label,
        field.keys,
        index=None if field.hint else 0,
        format_func=partial(_shown, writer, field),
        key=field.name,
        bind="query-params",
        placeholder=field.hint,
    )
    return chosen if chosen in field.keys else (None if field.hint else field.keys[0])


def _shown(writer: Writer, field: Field, key: str) -> str:
    # A value kept from another indicator may not be among the keys any more.
    return field.label_of(writer, key) if key in field.keys else str(key)


def _understand(writer: Writer, field: Field) -> None:
    """Turn a stable key, or a label in the other language, into the label that is expected."""
    given = st.query_params.get(field.name)
    if given is None or field.name in st.session_state:
        return
    for key in field.keys:
        label = field.label_of(writer, key)
        if given == label:
            return
        if given == key or given in [field.label_of(Writer(one), key) for one in LANGUAGES]:
            st.query_params[field.name] = label
            st.rerun()


def mark(writer: Writer) -> str:
    """The mark that every panel of this rerun must bear; empty for real claims."""
    chosen = st.session_state.get(_CURRENT)
    found = watermark(chosen) if chosen else None
    return writer.tell(found) if found else ""


def watermark(chosen: Selection) -> Message | None:
    """The mark of made-up data, or None for real claims."""
    return sample.MARK if chosen.dataset == sample.DATASET else None
