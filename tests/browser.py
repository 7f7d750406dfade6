"""The Chromium that drives the browser tests: found, or as a script, installed.

`python tests/browser.py` is part of `make test`: it says which browser will be used, and
installs one where there is none.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from installing import done

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ANSWER_S, INSTALL_S = 60, 1200


def find_chromium():
    """Path of a Chromium that starts, or None: `CHROMIUM`, then PATH, then Playwright's own."""
    given = os.environ.get("CHROMIUM")
    found = [shutil.which(given)] if given else [*map(shutil.which, NAMES), _playwrights_own()]
    return next((path for path in found if path and _starts(path)), None)


def install_chromium():
    """Install one by the system's packages, else by Playwright; say what is done."""
    as_root = _as_root()
    if as_root is not None and shutil.which("apt-get"):
        get = [*as_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
        if done([*get, "update"], INSTALL_S) and done(
            [*get, "install", "-y", "chromium"], INSTALL_S
        ):
            path = find_chromium()
            if path:
                return path
    playwright = [sys.executable, "-m", "playwright", "install"]
    if as_root is None or not done([*playwright, "--with-deps", "chromium"], INSTALL_S):
        done([*playwright, "chromium"], INSTALL_S)
    return find_chromium()


def _starts(path):
    """Whether it answers; Ubuntu's `chromium-browser` may be a stub that asks for a snap."""
    try:
        answer = subprocess.run(
            [path, "--version", "--no-sandbox"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=ANSWER_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0


def _playwrights_own():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        path = driver.chromium.executable_path
    return path if Path(path).is_file() else None


def _as_root():
    """What to write before a command that only root may run; None where there is no way."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode:
        return None
    return [sudo, "-n"] if sudo else None


def main():
    path = find_chromium()
    given = os.environ.get("CHROMIUM")
    if path is None and given:
        sys.exit(f"CHROMIUM={given} does not start. Name a Chromium or Chrome, or leave it out.")
    if path is None:
        print("No Chromium found; installing one for the browser tests:", flush=True)
        path = install_chromium()
    if path is None:
        sys.exit(
            "The browser tests need Chromium and it could not be installed here. Install the "
            "package `chromium` (or Google Chrome), or set CHROMIUM=/path/to/chromium."
        )
    print(f"Chromium for the browser tests: {path}")


if __name__ == "__main__":
    main()
