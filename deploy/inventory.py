"""What the app is built from: the pinned packages of requirements.txt and their licences."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any, cast

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.txt"
PIN = re.compile(r"^(?P<name>[A-Za-z0-9][A-Za-z0-9._-]*)==(?P<version>[A-Za-z0-9.!+]+)$")
CLASSIFIERS = {
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "MIT No Attribution License (MIT-0)": "MIT-0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
"""Trove classifiers that name one SPDX identifier; "BSD License" may be any of three."""
NAMES = {
    "apache 2.0": "Apache-2.0",
    "apache license 2.0": "Apache-2.0",
    "apache license, version 2.0": "Apache-2.0",
    "apache-2.0 or bsd-3-clause": "Apache-2.0 OR BSD-3-Clause",
    "bsd 3-clause license": "BSD-3-Clause",
    "bsd 3 clause": "BSD-3-Clause",
    "3-clause bsd license": "BSD-3-Clause",
    "mit": "MIT",
    "mit license": "MIT",
    "the mit license": "MIT",
}
"""Free words of older packages, lower case."""
EXPRESSION = re.compile(r"^[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*$")
LOOKED_UP = {
    # "(same as Leaflet)": the LICENSE of Leaflet, two clauses.
    "XStatic-Leaflet": "BSD-2-Clause",
    # Nothing in the package; LICENSE in its repository (randyzwitch/streamlit-folium).
    "streamlit-folium": "MIT",
}
"""Packages that do not say their licence; where it was read instead."""
LICENCE_FILE = re.compile(r"dist-info/(licenses/)?[^/]*(LICEN[CS]E|COPYING)[^/]*$", re.I)
TEXTS = (
    ("Apache License", "Apache-2.0"),
    ("Permission is hereby granted, free of charge", "MIT"),
    ("Neither the name of", "BSD-3-Clause"),
    ("Redistribution and use in source and binary forms", "BSD-2-Clause"),
)
"""A sentence of each licence's text, the more telling first."""


@dataclass(frozen=True, slots=True, order=True)
class Pin:
    """One line of the lock: a package in the one version that is installed."""

    name: str
    version: str

    @property
    def purl(self) -> str:
        """Its package address (purl), by which advisories and inventories know it."""
        return f"pkg:pypi/{canonical(self.name)}@{self.version}"


def canonical(name: str) -> str:
    """The name as the registry writes it: PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pins(lines: Iterable[str]) -> tuple[list[Pin], list[str]]:
    """The pinned packages of a lock, sorted, and the lines that pin nothing."""
    found, loose = [], []
    for line in lines:
        text = line.split("#")[0].strip()
        match = PIN.match(text)
        if match:
            found.append(Pin(match["name"], match["version"]))
        elif text:
            loose.append(text)
    return sorted(found), loose


def licence(about: Mapping[str, Any]) -> str:
    """The licence as an SPDX expression; empty where the package does not say it plainly.

    `about` has the keys `name`, `expression`, `words`, `classifiers` (of the core metadata) and
    `text` (of the licence file). What a package says plainly comes before what its text tells.
    """
    if about["expression"]:
        return str(about["expression"])
    words = str(about["words"]).strip()
    if words.lower() in NAMES:
        return NAMES[words.lower()]
    ends = [one.rsplit(" :: ", 1)[-1] for one in about["classifiers"]]
    known = sorted({CLASSIFIERS[end] for end in ends if end in CLASSIFIERS})
    if known:
        return " OR ".join(known)
    if about["name"] in LOOKED_UP:
        return LOOKED_UP[about["name"]]
    whole = " ".join(f"{words} {about['text']}".split())
    told = next((name for sentence, name in TEXTS if sentence in whole), "")
    return told or (words if EXPRESSION.match(words) and "-" in words else "")


def about(pin: Pin) -> dict[str, Any]:
    """What the installed package says of itself.

    Raises
    ------
    LookupError
        If it is not installed in the pinned version.
    """
    found = installed(pin)
    if found is None:
        raise LookupError(f"{pin.name}=={pin.version} is not installed")
    told = cast("Message", found.metadata)  # so it is; its protocol leaves `get` out until 3.12
    named = [one for one in found.files or [] if LICENCE_FILE.search(str(one))]
    return {
        "name": pin.name,
        "expression": told.get("License-Expression") or "",
        "words": told.get("License") or "",
        "classifiers": told.get_all("Classifier") or [],
        "summary": (told.get("Summary") or "").strip(),
        "text": "\n".join(one.read_text("utf-8") for one in sorted(named)[:1]),
    }


def installed(pin: Pin) -> Distribution | None:
    """The package in this environment, where it is there in the pinned version."""
    try:
        found = distribution(pin.name)
    except PackageNotFoundError:
        return None
    return found if found.version == pin.version else None
