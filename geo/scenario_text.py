"""A scenario in an address, in a file, and read back; what cannot be read is told in a sentence.

Fields have the same keys and the same writing in both. An address leaves out what the default
has; a file holds all of it, so that it says the same years later.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from geo.errors import GeoError
from geo.language import Message
from geo.scenario import MOST_PLANS, BadScenarioError, Plan, Scenario, shortened
from geo.scenario_fields import OF_PLAN, OF_SCENARIO, fault, texts, with_texts

PREFIX = "sim-"
"""How the keys of a scenario in an address begin; `sim-1`, `sim-2` … are its programmes."""
KIND, VERSION = "skenario-simulasi", 1
MOST_BYTES = 100_000
"""Of a scenario's file: eight programmes of 514 regencies take 80 kB."""
_BETWEEN, _IS = "~", "_"


class NotAScenarioError(GeoError, ValueError):
    """A file that is no scenario."""

    def __init__(self, why: Message) -> None:
        super().__init__(
            what=Message("Berkas ini bukan skenario simulasi: {why}.", why=why),
            mend=Message("Buka berkas yang disimpan dari halaman Simulasi (akhiran .json)."),
        )


class NewerScenarioError(GeoError, ValueError):
    """A file of a version that this program does not know."""

    def __init__(self, version: object) -> None:
        super().__init__(
            what=Message("Berkas skenario ini berversi {version}.", version=shortened(version)),
            mend=Message("Versi yang dikenal adalah 1: simpan ulang skenario itu di aplikasi ini."),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A scenario read from an address, with a sentence for each field that was not."""

    scenario: Scenario
    faults: tuple[GeoError, ...] = ()


def to_query(scenario: Scenario, default: Scenario) -> dict[str, str]:
    """A scenario as fields of an address; what is as in `default` is left out.

    Returns
    -------
    dict of str to str
        Keys begin with `PREFIX`; values need no escaping but for the name.
    """
    own, base = texts(scenario, OF_SCENARIO), texts(default, OF_SCENARIO)
    found = {PREFIX + key: own[key] for key in own if own[key] != base[key]}
    if scenario.plans != default.plans:
        plain = default.plans[0]
        plans = {str(n): plan_text(one, plain) for n, one in enumerate(scenario.plans, start=1)}
        found |= {PREFIX + number: text for number, text in plans.items()}
    return found


def from_query(params: Mapping[str, str], default: Scenario) -> Read:
    """The scenario of an address; a field that cannot be read is as in `default`.

    Parameters
    ----------
    params : mapping of str to str
        Of the whole address; what does not begin with `PREFIX` is not looked at.
    """
    fields = {key.removeprefix(PREFIX): text for key, text in params.items() if _ours(key)}
    faults: list[GeoError] = []
    numbers = sorted(int(key) for key in fields if _is_number(key))
    found = default
    if numbers:
        plans = [_tried(fields[str(n)], default.plans[0], faults) for n in numbers]
        found = replace(found, plans=tuple(plans[:MOST_PLANS]))
    for key, text in fields.items():
        if _is_number(key):
            continue
        try:
            found = with_texts(found, {key: text}, OF_SCENARIO)
        except GeoError as refused:
            faults.append(refused)
    return Read(scenario=found, faults=tuple(faults))


def plan_text(plan: Plan, default: Plan) -> str:
    """A programme as one text: `dana_dbh_sawit~per_50`; `-` where all is as in `default`."""
    own, base = texts(plan, OF_PLAN), texts(default, OF_PLAN)
    return _BETWEEN.join(f"{key}{_IS}{own[key]}" for key in own if own[key] != base[key]) or "-"


def plan_of(text: str, default: Plan) -> Plan:
    """The programme of a text as `plan_text` writes it.

    Raises
    ------
    BadScenarioError, UnknownFieldError
        If a field cannot be read or is unknown.
    """
    if text == "-":
        return default
    pairs = [part.partition(_IS) for part in text.split(_BETWEEN) if part]
    return with_texts(default, {key: value for key, _, value in pairs}, OF_PLAN)


def to_file(scenario: Scenario) -> bytes:
    """A scenario as a file of its own: JSON, one field a line, every field there is."""
    whole = {
        "jenis": KIND,
        "versi": VERSION,
        **texts(scenario, OF_SCENARIO),
        "program": [texts(plan, OF_PLAN) for plan in scenario.plans],
    }
    return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def from_file(content: bytes, default: Scenario) -> Scenario:
    """The scenario of a file as `to_file` writes it.

    Parameters
    ----------
    default : Scenario
        What a field that the file leaves out is taken from.

    Raises
    ------
    NotAScenarioError, NewerScenarioError
        If it is no such file.
    BadScenarioError, UnknownFieldError
        If a field cannot be read; its sentence names the field and the mend.
    """
    whole = _parsed(content)
    version = whole.pop("versi", None)
    if isinstance(version, bool) or version != VERSION:
        raise NewerScenarioError(version)
    programmes = whole.pop("program", None)
    if not isinstance(programmes, list) or not 1 <= len(programmes) <= MOST_PLANS:
        raise BadScenarioError("program", programmes)
    plans = []
    for one in programmes:
        if not isinstance(one, dict):
            raise BadScenarioError("program", one)
        plans.append(with_texts(default.plans[0], _all_texts(one), OF_PLAN))
    found = replace(default, name="", plans=tuple(plans))
    return with_texts(found, _all_texts(whole), OF_SCENARIO)


def read(path: Path, default: Scenario) -> Scenario:
    """The scenario of a file on disk; errors as `from_file`.

    Raises
    ------
    NotAScenarioError
        If the file is not there.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise NotAScenarioError(Message("berkasnya tidak dapat dibuka")) from error
    return from_file(content, default)


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise NotAScenarioError(Message("berkasnya terlalu besar"))
    try:
        whole = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:  # not UTF-8, not JSON, digits without end
        raise NotAScenarioError(Message("isinya tidak terbaca sebagai JSON")) from error
    if not isinstance(whole, dict) or whole.pop("jenis", None) != KIND:
        raise NotAScenarioError(Message("tandanya “skenario-simulasi” tidak ada"))
    return whole


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError(pairs)
    return found


def _all_texts(fields: Mapping[str, Any]) -> dict[str, str]:
    """Fields as text; whole numbers are taken for theirs."""
    for key, value in fields.items():
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise fault(key, value)
    return {key: str(value) for key, value in fields.items()}


def _tried(text: str, default: Plan, faults: list[GeoError]) -> Plan:
    """The programme of a text, field by field, so that one bad field spoils no other."""
    found = default
    for part in sorted(text.split(_BETWEEN), key=lambda one: one.startswith("ukuran")):
        try:
            found = plan_of(part or "-", found)
        except GeoError as refused:
            faults.append(refused)
    return found


def _ours(key: str) -> bool:
    return key.startswith(PREFIX)


def _is_number(key: str) -> bool:
    return re.fullmatch(r"[1-9][0-9]?", key) is not None
