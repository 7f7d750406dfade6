"""The software bill of materials of the app: `make sbom` writes build/sbom.cdx.json.

CycloneDX 1.6 (OWASP Foundation, 2024; ECMA-424), from the lock and the metadata of the installed
packages. The same lock gives the same bytes: no clock, no random number. It names the Python
packages; what those hold inside them (Streamlit's front end, Leaflet, libraries in wheels) is
theirs to tell.
"""

import argparse
import json
import sys
import tomllib
import uuid
from pathlib import Path
from typing import Any

from inventory import LOCK, ROOT, Pin, about, canonical, installed, licence, pins
from packaging.requirements import Requirement

OUT = ROOT / "build" / "sbom.cdx.json"
SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://cyclonedx.org/bom/1.6")


def bill(lock: list[Pin]) -> dict[str, Any]:
    """The whole document.

    Raises
    ------
    LookupError
        If a pinned package is not installed in its version: its licence is then not known.
    """
    missing = [pin for pin in lock if installed(pin) is None]
    if missing:
        names = ", ".join(f"{pin.name}=={pin.version}" for pin in missing)
        raise LookupError(f"Not installed in the pinned version: {names}.")
    root = _root()
    document: dict[str, Any] = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": root, "lifecycles": [{"phase": "build"}]},
        "components": [_component(pin) for pin in lock],
        "dependencies": [
            {"ref": root["bom-ref"], "dependsOn": [pin.purl for pin in lock]},
            *({"ref": pin.purl, "dependsOn": _needs(pin, lock)} for pin in lock),
        ],
    }
    text = json.dumps(document, sort_keys=True)
    return {"serialNumber": f"urn:uuid:{uuid.uuid5(SPACE, text)}", **document}


def _root() -> dict[str, Any]:
    ours = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return {
        "type": "application",
        "bom-ref": f"{ours['name']}@{ours['version']}",
        "name": ours["name"],
        "version": ours["version"],
        "description": ours["description"],
        "licenses": [{"license": {"id": ours["license"]}}],
    }


def _component(pin: Pin) -> dict[str, Any]:
    said = about(pin)
    expression = licence(said)
    named = [{"expression": expression}] if expression else []
    component = {
        "type": "library",
        "bom-ref": pin.purl,
        "name": canonical(pin.name),
        "version": pin.version,
        "purl": pin.purl,
        "scope": "required",
        "licenses": named,
    }
    if said["summary"]:
        component["description"] = said["summary"]
    return component


def _needs(pin: Pin, lock: list[Pin]) -> list[str]:
    """Which other packages of the lock it asks for, without extras."""
    found = installed(pin)
    assert found is not None
    purls = {canonical(one.name): one.purl for one in lock}
    needs = [Requirement(text) for text in found.requires or []]
    names = {
        canonical(one.name) for one in needs if not one.marker or one.marker.evaluate({"extra": ""})
    }
    return sorted(purls[name] for name in names if name in purls)


def main() -> None:
    """Write the document; a package that is not there is a failure, not a gap."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    out = parser.parse_args().out
    lock, loose = pins(LOCK.read_text("utf-8").splitlines())
    if loose:
        sys.exit(f"Lines of {LOCK.name} that pin no version: {'; '.join(loose)}.")
    try:
        document = bill(lock)
    except LookupError as error:
        sys.exit(f"{error.args[0]} Run `make test` once, or pip install -r {LOCK.name}.")
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(lock)} components: {out}")


if __name__ == "__main__":
    main()
