"""Are the packages of requirements.txt as they should be? `make audit`, or with --offline.

Of the lock: does every line pin one version? Of the package index that pip is set to, through pip
itself: is each pin there, with a sha256 and not withdrawn? Of the installed packages: under which
licence? Of OSV (Open Source Vulnerabilities, osv.dev, Google 2021): is an advisory known? The last
is one request with all names; where OSV does not answer, that is said and the exit code is 3.

Exit codes: 0 all asked and nothing found, 1 something found, 3 nothing found but not all asked.
"""

import argparse
import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from inventory import LOCK, Pin, about, canonical, licence, pins

OSV = "https://api.osv.dev/v1/querybatch"
WAIT_S, PIP_S = 20, 900
CLEAN, FOUND, PARTLY = 0, 1, 3
ALLOWED = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "HPND", "ISC", "MIT", "MIT-0"),
    *("MIT-CMU", "MPL-2.0", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib", "CC0-1.0", "OFL-1.1"),
}
"""Licences under which the app may be handed on as it is; others are looked at by a person."""


def index_report(lock: Path) -> dict[str, Any]:
    """What pip would install, by its own report, without installing it.

    Raises
    ------
    OSError
        If pip ends with an error; its last lines are the message.
    """
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--dry-run"]
        command += ["--ignore-installed", "--no-deps", "--disable-pip-version-check"]
        command += ["--report", str(report), "-r", str(lock)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PIP_S, check=False)
        if done.returncode:
            raise OSError(done.stderr.strip()[-600:])
        found: dict[str, Any] = json.loads(report.read_text("utf-8"))
        return found


def faults_of_index(report: dict[str, Any], lock: list[Pin]) -> list[str]:
    """What the index says against a pin: not there, withdrawn, without hash, licence to look at."""
    there = {canonical(one["metadata"]["name"]): one for one in report["install"]}
    faults = []
    for pin in lock:
        one = there.get(canonical(pin.name))
        if one is None or one["metadata"]["version"] != pin.version:
            faults.append(f"{pin.name}=={pin.version}: not in the index")
            continue
        if one.get("is_yanked"):
            faults.append(f"{pin.name}=={pin.version}: withdrawn (yanked)")
        if not one["download_info"].get("archive_info", {}).get("hashes", {}).get("sha256"):
            faults.append(f"{pin.name}=={pin.version}: the index gives no sha256")
    return faults


def faults_of_licences(lock: list[Pin]) -> list[str]:
    """Packages whose licence is none that lets the app be handed on, or is not told plainly.

    Raises
    ------
    LookupError
        If a package is not installed in its pinned version.
    """
    return [fault for pin in lock for fault in _licence_fault(pin, licence(about(pin)))]


def _licence_fault(pin: Pin, expression: str) -> list[str]:
    parts = expression.replace("(", " ").replace(")", " ").split()
    names = {part for part in parts if part not in ("AND", "OR", "WITH")}
    if " OR " in expression and names & ALLOWED:
        return []
    if names and names <= ALLOWED:
        return []
    return [f"{pin.name}=={pin.version}: licence to be looked at ({expression or 'not named'})"]


def advisories(lock: list[Pin], address: str = OSV) -> list[str]:
    """Known vulnerabilities, as `name==version: identifiers`.

    Raises
    ------
    OSError
        If the service does not answer, or with something else than it should.
    """
    queries = [{"package": {"purl": pin.purl}} for pin in lock]
    body = json.dumps({"queries": queries}).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=WAIT_S) as answer:
            results = json.load(answer)["results"]
    except (urllib.error.URLError, ValueError, KeyError, TypeError) as error:
        raise OSError(str(error)) from error
    if not isinstance(results, list) or len(results) != len(lock):
        raise OSError(f"no answer to each of {len(lock)} questions")
    found = zip(lock, results, strict=True)
    named = ((pin, [one["id"] for one in result.get("vulns", [])]) for pin, result in found)
    return [f"{pin.name}=={pin.version}: {', '.join(ids)}" for pin, ids in named if ids]


def audited(lock_file: Path, *, is_offline: bool) -> int:
    """Ask the three, print what they say, and give the exit code."""
    lock, loose = pins(lock_file.read_text("utf-8").splitlines())
    faults, silent = [f"{line}: pins no version" for line in loose], []
    try:
        faults += faults_of_index(index_report(lock_file), lock)
    except (OSError, subprocess.TimeoutExpired) as error:
        silent.append(f"The package index was not asked: {error}")
    try:
        faults += faults_of_licences(lock)
    except LookupError as error:
        silent.append(f"Licences were not all read: {error.args[0]}.")
    try:
        faults += [] if is_offline else advisories(lock)
        if is_offline:
            silent.append("Known vulnerabilities were not asked for (--offline).")
    except OSError as error:
        silent.append(
            f"Known vulnerabilities were NOT checked: {OSV} does not answer ({error}). "
            "Run `make audit` where it can be reached, or `pip-audit -r requirements.txt`."
        )
    print(f"{len(lock)} pinned packages, {len(faults)} faults.")
    print("\n".join([*(f"  {fault}" for fault in faults), *silent]))
    return FOUND if faults else PARTLY if silent else CLEAN


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requirements", type=Path, default=LOCK)
    parser.add_argument("--offline", action="store_true", help="do not ask for vulnerabilities")
    given = parser.parse_args()
    sys.exit(audited(given.requirements, is_offline=given.offline))


if __name__ == "__main__":
    main()
