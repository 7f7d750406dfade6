"""The reader's choice ⇄ the address; the only file that names a session key.

`asking` draws the frame's controls by it.

Each control stands in the query string, so that every view can be shared. What is written
there is the option's label (`?wilayah=Kayong+Utara`); addresses with the stable key
(`?wilayah=6111`, `?indikator=coverage_rate`) are understood as well, in either language, and
stay valid when a label is reworded. Streamlit's own controls are bound to it; lists of ours
(`boxes`) write it in the browser, and what they say is kept here by its key.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, cast

import streamlit as st

from geo import datasets
from geo.formats import Writer
from geo.language import Language
from geo.model import Selection
from pages.shell import boxes, fields, frame, loaders
from pages.shell.fields import Field
from pages.shell.markup import mark_of
from pages.shell.opened import Upload

MAP = "peta"
LINKED = "tautan"
LISTS = "daftar"
_CURRENT, _KEPT = "_selection", "_kept"
_HEARD, _ASKED, _RERUNS = "_heard", "_asked", "_reruns"
_UPLOAD, _DESK, _LACKING, _SUPPOSED = "_upload", "_desk", "_lacking", "_supposed"


def current() -> Selection:
    """The reader's choice in this rerun; the frame has drawn the controls before the page."""
    if _CURRENT not in st.session_state:
        frame.reopen()
    return cast("Selection", st.session_state[_CURRENT])


def language_in_address() -> Language:
    """The language, known before its list is drawn: titles of pages need it."""
    return cast("Language", _says(fields.language()))


def keep(chosen: Selection) -> None:
    """Make a choice the one of this rerun."""
    st.session_state[_CURRENT] = chosen


def take_answer(key: str) -> None:
    """Carry what was clicked on the map, in a table or chart into the choice; runs first."""
    answer = _answer(key)
    if answer.get("region") in loaders.CODES:
        _choose(fields.REGION, answer["region"])
    if "inside" in answer:
        go_inside(bool(answer["inside"]))
    if isinstance(period := answer.get("period"), str) and period:
        _choose(fields.PERIOD, period)


def go_inside(wanted: bool) -> None:
    """Show the districts of the chosen regency from the next rerun on, or all regencies again."""
    st.session_state[fields.INSIDE] = wanted


def kept_upload() -> Upload | None:
    """The workbook that this session looks at."""
    return cast("Upload | None", st.session_state.get(_UPLOAD))


def upload_or(usual: str) -> Upload | None:
    """The workbook that this session looks at; without one its data set gives way to another."""
    upload = kept_upload()
    if upload is None and fields.is_upload(st.query_params.get(fields.DATASET)):
        st.session_state[_LACKING] = True  # remembered: the address loses what it may not hold
    if upload is None and st.session_state.get(fields.DATASET) == datasets.UPLOAD:
        st.session_state[fields.DATASET] = usual
    return upload


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


def begin() -> None:
    """Forget what the lists said in the rerun before; called before the first is asked."""
    st.session_state[_ASKED] = {}
    st.session_state[_RERUNS] = reruns() + 1


def reruns() -> int:
    """How many this session has seen, this one included."""
    return cast("int", st.session_state.get(_RERUNS, 0))


def listed(field: Field) -> str | None:
    """What a list of ours says, by its key; it is drawn with the others of its place."""
    said = _says(field)
    asked()[field.name] = (said, field.default)
    return said


def _says(field: Field) -> str | None:
    """The key that a list holds.

    What stands in the address counts when it has changed: a browser may go on naming what stood
    there before a list was used.
    """
    given = st.query_params.get(field.name)
    if given != _heard().get(field.name):
        _heard()[field.name] = given
        if given and (key := field.key_of(given)) is not None:
            st.session_state[field.name] = key
    said = st.session_state.get(field.name)
    if said not in field.keys:  # nothing yet, or what another indicator has
        st.session_state.pop(field.name, None)
        said = field.default
    return cast("str | None", said)


def draw_lists(writer: Writer, where: Any, name: str, listed: Sequence[Field]) -> None:
    """Draw the lists of a place that were asked for."""
    key = f"{LISTS}_{name}"
    if listed:
        boxes.draw(where, writer, listed, key, partial(_take_choice, key))


def asked() -> dict[str, tuple[str | None, str | None]]:
    """What each list of this rerun says, and what it usually says."""
    return cast("dict[str, tuple[str | None, str | None]]", st.session_state[_ASKED])


def _take_choice(key: str) -> None:
    """Carry what was chosen in a list into the choice; runs first in a rerun."""
    match _answer(key).get("choice"):
        case {"name": str(name), "key": str(told)} if name in fields.LISTED:
            _choose(name, told or None)


def _answer(key: str) -> Mapping[str, Any]:
    """What a component of ours says; nothing where a browser sends what it never does."""
    given = st.session_state.get(key)
    return given if isinstance(given, Mapping) else {}


def _choose(name: str, key: str | None) -> None:
    """Let a list say something else; what the address says by now is older."""
    st.session_state[name] = key
    _heard()[name] = st.query_params.get(name)


def _heard() -> dict[str, str | None]:
    """What the address was last heard to say for each list."""
    return cast("dict[str, str | None]", st.session_state.setdefault(_HEARD, {}))


def chosen(writer: Writer, where: Any, field: Field) -> str | None:
    """What a bound select box of Streamlit's says."""
    _understand(writer, field)
    _restore(field)
    found = where.selectbox(
        field.label,
        field.keys,
        index=None if field.default is None else field.keys.index(field.default),
        format_func=field.teller(writer),
        key=field.name,
        bind="query-params",
        placeholder=field.hint,
    )
    _kept()[field.name] = found if found in field.keys else field.default
    return cast("str | None", _kept()[field.name])


def picked(writer: Writer, where: Any, field: Field, most: int | None = None) -> list[str]:
    """What a bound multiple choice holds, in the order of picking."""
    _understand(writer, field)
    _restore(field)
    found = where.multiselect(
        field.label,
        field.keys,
        format_func=field.teller(writer),
        key=field.name,
        bind="query-params",
        max_selections=most,
        placeholder=field.hint,
    )
    _kept()[field.name] = list(found)
    return [key for key in found if key in field.keys]


def amount(where: Any, field: fields.Amount) -> int:
    """What a bound control for a whole number says."""
    if field.name not in st.session_state and field.name not in st.query_params:
        kept = _kept().get(field.name, field.start)
        if kept != field.start:
            st.session_state[field.name] = kept
    least, most = field.bounds
    found = where.number_input(
        field.label, least, most, field.start, field.step, key=field.name, bind="query-params"
    )
    _kept()[field.name] = found
    return int(found)


def is_inside(where: Any, label: str, *, region: str | None) -> bool:
    """Whether the bound control says that the districts of the chosen regency are shown.

    It stands there before a regency is chosen, and says nothing then: one that is drawn for the
    first time does not reach the address.
    """
    name, kept = fields.INSIDE, _kept().get(fields.INSIDE, False)
    if region is None:
        if name not in st.session_state:
            st.query_params.pop(name, None)
        st.session_state[name] = False
    elif kept and name not in st.session_state and name not in st.query_params:
        st.session_state[name] = True
    found = where.toggle(label, key=name, bind="query-params", disabled=region is None)
    _kept()[name] = found
    return bool(found) and region is not None


def wants_all(label: str) -> bool:
    """Whether the reader asks for every row of a long table; it stands in the address."""
    return bool(st.checkbox(label, key=fields.ALL, bind="query-params"))


def is_known(field: Field) -> bool:
    """Whether the session has this control's answer already."""
    return field.name in st.session_state


def supposed() -> dict[str, Any]:
    """What the page Simulasi has in hand: the scenario, those compared; it outlives the page."""
    return cast("dict[str, Any]", st.session_state.setdefault(_SUPPOSED, {}))


def seed(name: str, value: object) -> str:
    """What a control says that nobody has touched yet; returns its name."""
    if name not in st.session_state:
        st.session_state[name] = value
    return name


def said(name: str) -> Any:
    """What a control says that was given a name; None where there is none."""
    return st.session_state.get(name)


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
    return mark_of(held, writer) if (held := st.session_state.get(_CURRENT)) else ""
