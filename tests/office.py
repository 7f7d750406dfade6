"""The LibreOffice that opens the Office files of the tests: found, or as a script, installed.

`python tests/office.py` is part of `make test`: it says which one will be used, and installs one
where that can be done without asking anybody. Nothing fails without it: its tests are skipped.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

NAMES = ("soffice", "libreoffice")
PARTS = ("libreoffice-impress", "libreoffice-writer", "libreoffice-calc")
ANSWER_S, UPDATE_S, INSTALL_S, CONVERT_S = 60, 180, 900, 180


def find_office():
    """Path of a LibreOffice that starts, or None."""
    return next((path for path in map(shutil.which, NAMES) if path and _starts(path)), None)


def install_office():
    """Install what converts the three kinds of files, by the system's packages; say what is done.

    Only for root, where apt is there: a developer's own machine is left alone.
    """
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    get = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    if _done([*get, "update"], UPDATE_S):
        _done([*get, "install", "-y", "--no-install-recommends", *PARTS], INSTALL_S)
    return find_office()


def converted(path, folder, kind="pdf"):
    """The PDF, or another kind of file, that LibreOffice makes of an Office file, in `folder`."""
    with tempfile.TemporaryDirectory() as home:
        command = [find_office(), f"-env:UserInstallation={Path(home).as_uri()}", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(folder), str(path)]
        code, said = _run(command, CONVERT_S)
    made = Path(folder) / f"{Path(path).stem}.{kind}"
    assert code == 0, said
    assert made.is_file(), said
    return made


def _starts(path):
    """Whether it answers; a wrapper may be there without the program."""
    return _run([path, "--version"], ANSWER_S)[0] == 0


def _done(command, limit):
    print(f"  {' '.join(command)}", flush=True)
    code, said = _run(command, limit)
    if code:
        print("\n".join(f"  | {line}" for line in said.splitlines()[-5:]))
    return code == 0


def _run(command, limit):
    """What a command answers and says; ended after `limit` seconds with all that it started."""
    with tempfile.TemporaryFile() as log:
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        except OSError as error:
            return 1, str(error)
        try:
            process.wait(limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return 1, f"no answer within {limit} s"
        log.seek(0)
        return process.returncode, log.read().decode(errors="replace")


def main():
    path = find_office()
    if path is None:
        print("No LibreOffice found; looking whether one may be installed:", flush=True)
        path = install_office()
    if path is None:
        print(
            "No LibreOffice here, and none could be installed (that takes root and apt-get): the "
            "tests that open the Office files with it are skipped."
        )
        return
    print(f"LibreOffice for the tests of Office files: {path}")


if __name__ == "__main__":
    main()
