"""What Streamlit's front end remembers: controls, the address, messages it has seen.

Written from what a Chromium sent and received (streamlit 1.67): every control's state goes out with
every rerun, bound ones stand in the query string, and a message that was seen in the last two whole
runs is named by its hash and comes back as a reference.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.state.session_state import STREAMLIT_INTERNAL_KEY_PREFIX

RUNS_KEPT = 2
"""Whole runs that an unused message outlives: `global.maxCachedMessageAge`."""
DONE, BROKEN, EARLY, FRAGMENT_DONE = 0, 1, 2, 3
"""`ForwardMsg.ScriptFinishedStatus`."""
TEXTS: dict[str, str] = {}
"""Texts of referenced messages by hash: one copy, however many readers have seen it."""


class BrokenReferenceError(RuntimeError):
    """The server refers to a message that this front end has dropped."""


@dataclass
class Control:
    """A control of the page, and what it says.

    Attributes
    ----------
    param : str
        Query parameter that it is bound to; empty for none.
    options : tuple of str
        As the reader sees them.
    value, default : str, list of str or None
    """

    id: str
    param: str
    options: tuple[str, ...]
    value: Any
    default: Any
    keys: Mapping[str, str] = field(default_factory=dict)
    """Of a list of the app's own: key of each option, by what the reader sees."""


@dataclass
class FrontEnd:
    """One browser tab's memory.

    Attributes
    ----------
    controls : dict
        By their names within the session, those of the page that is shown.
    shown : list of str
        Texts of the panels of this run, references resolved.
    pages : dict
        Script hash of each page, by address; "" is the front page.
    finished : list of int
        How runs ended since the last request.
    failures : list of str
        Exceptions that the page shows.
    """

    query: dict[str, str] = field(default_factory=dict)
    controls: dict[str, Control] = field(default_factory=dict)
    shown: list[str] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    page: str = ""
    session: str = ""
    fragment: tuple[str, float] | None = None
    finished: list[int] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    _known: dict[str, int] = field(default_factory=dict)
    _drawn: set[str] = field(default_factory=set)
    _runs: int = 0
    _picked: tuple[str, str, str] | None = None

    def request(self, url: str, path: str, fragment: str = "") -> bytes:
        """What is sent to run the page at a path, or one fragment of it by itself."""
        message = BackMsg()
        run = message.rerun_script
        run.query_string = urlencode(sorted(self.query.items()))
        run.page_script_hash, run.page_name = self.page, "" if self.page else path
        run.cached_message_hashes.extend(self._known)
        run.context_info.url, run.context_info.timezone = f"{url}/{path}", "Asia/Pontianak"
        run.context_info.locale, run.context_info.color_scheme = "id-ID", "light"
        run.fragment_id, run.is_auto_rerun = fragment, bool(fragment)
        if self._picked is not None:
            id_, name, key = self._picked
            event = [{"event": "choice", "value": {"name": name, "key": key}}]
            run.widget_states.widgets.add(
                id=f"{STREAMLIT_INTERNAL_KEY_PREFIX}_{id_}__events",
                json_trigger_value=json.dumps(event),
            )
            self._picked = None
        for control in self.controls.values():
            if control.value is not None and not control.keys:
                state = run.widget_states.widgets.add(id=control.id)
                if isinstance(control.value, list):
                    state.string_array_value.data.extend(control.value)
                else:
                    state.string_value = control.value
        self.finished = []
        return bytes(message.SerializeToString())

    def choose(self, control: Control, value: str) -> None:
        """The reader picks an option: it goes into the state and into the address."""
        control.value = value
        if control.keys:
            self._picked = (control.id, control.param, control.keys[value])
        self._address(control)

    def _address(self, control: Control) -> None:
        """Write what a control says into the address, unless it is the usual."""
        value = control.value
        self.query.pop(control.param, None)
        if value is not None and value != control.default:
            self.query[control.param] = value

    def take(self, data: bytes) -> None:
        """Take in one message of the server."""
        message = ForwardMsg.FromString(data)
        match message.WhichOneof("type"):
            case "delta":
                self._delta(message)
            case "ref_hash":
                self._reference(message.ref_hash)
            case "new_session":
                self._begin(message)
            case "navigation":
                self.page = message.navigation.page_script_hash
                entries = message.navigation.app_pages
                self.pages = {
                    "" if one.is_default else one.url_pathname: one.page_script_hash
                    for one in entries
                }
            case "page_info_changed":
                self.query = dict(parse_qsl(message.page_info_changed.query_string))
            case "auto_rerun":
                self.fragment = message.auto_rerun.fragment_id, message.auto_rerun.interval
            case "script_finished":
                self._finish(message.script_finished)

    def _begin(self, message: Any) -> None:
        self.session = message.new_session.initialize.session_id or self.session
        if not message.metadata.run.fragment_ids:
            self.shown, self._drawn, self.fragment = [], set(), None

    def _finish(self, status: int) -> None:
        self.finished.append(status)
        if status != DONE:
            return
        self.controls = {key: one for key, one in self.controls.items() if key in self._drawn}
        self._runs += 1
        self._known = {
            key: seen for key, seen in self._known.items() if self._runs - seen <= RUNS_KEPT
        }

    def _delta(self, message: Any) -> None:
        if message.delta.WhichOneof("type") != "new_element":
            return
        element = message.delta.new_element
        kind = element.WhichOneof("type")
        text = _text(element, kind)
        if message.metadata.cacheable:
            self._known[message.hash] = self._runs
            TEXTS[message.hash] = TEXTS.get(message.hash, text)
            if kind in _READ or kind == LISTS:
                _ELEMENTS[message.hash] = (kind, element)
        if text:
            self.shown.append(text)
        if kind in _READ or kind == LISTS:
            self._draw(kind, element)
        if kind == "exception":
            self.failures.append(f"{element.exception.type}: {element.exception.message}")

    def _reference(self, key: str) -> None:
        if key not in self._known:
            raise BrokenReferenceError(key)
        self._known[key] = self._runs
        if TEXTS.get(key):
            self.shown.append(TEXTS[key])
        if key in _ELEMENTS:
            self._draw(*_ELEMENTS[key])

    def _draw(self, kind: str, element: Any) -> None:
        proto = getattr(element, kind)
        if kind == LISTS:
            self._list(proto.id, json.loads(proto.json))
            return
        found = _READ[kind](proto)
        key = found.param or found.id
        self._drawn.add(key)
        old = self.controls.get(key)
        if old is not None and not proto.set_value and old.id == found.id:
            found.value = old.value
        self.controls[key] = found

    def _list(self, id_: str, sent: dict[str, Any]) -> None:
        """Lists of the app's own, and what is chosen in them, which comes apart."""
        for box in sent.get("boxes", ()):
            told = {label: key for key, label in box["options"]}
            usual = next(label for label, key in told.items() if key == box["usual"])
            self._drawn.add(box["name"])
            self.controls[box["name"]] = Control(
                id_, box["name"], tuple(told), usual, usual, keys=told
            )
        for name, key in sent.get("asked", {}).items():
            control = self.controls[name]
            control.value = next(label for label, one in control.keys.items() if one == key)
            self._address(control)


def _of_options(proto: Any) -> Control:
    """A select box."""
    default = proto.options[proto.default] if proto.HasField("default") else None
    value = proto.raw_value if proto.set_value else default
    return Control(proto.id, proto.query_param_key, tuple(proto.options), value, default)


def _of_several(proto: Any) -> Control:
    default = [proto.options[one] for one in proto.default]
    value = list(proto.raw_values) if proto.set_value else default
    return Control(proto.id, proto.query_param_key, tuple(proto.options), value, default)


def _of_text(proto: Any) -> Control:
    value = proto.value if proto.set_value else proto.default
    return Control(proto.id, proto.query_param_key, (), value, proto.default)


LISTS = "bidi_component"
_READ = {
    "selectbox": _of_options,
    "multiselect": _of_several,
    "text_input": _of_text,
}
_ELEMENTS: dict[str, tuple[str, Any]] = {}
"""Controls of referenced messages by hash."""


def _text(element: Any, kind: str | None) -> str:
    """What a panel says; empty for whatever is no panel."""
    match kind:
        case "html":
            return str(element.html.body)
        case "component_instance":
            return str(element.component_instance.json_args)
    return ""


def values(front: FrontEnd) -> Mapping[str, str]:
    """What the bound controls of the page say, as the reader sees it."""
    return {
        one.param: one.value
        for one in front.controls.values()
        if one.param and isinstance(one.value, str)
    }
