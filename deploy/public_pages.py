"""The public pages: made before anything serves them, and anew with each published edition."""

import os
import subprocess
import sys
from pathlib import Path

from messages import TroubleError, say
from replicas import ROOT


class PublicPages:
    """A folder of public pages and what makes it.

    Parameters
    ----------
    ready : Path or None
        A folder that somebody else makes; None for one made here from the data.
    folder : Path
        Where the set keeps its own files.
    base : str
        Address that readers know, for links that must be whole.
    """

    def __init__(self, ready: Path | None, folder: Path, base: str) -> None:
        self.is_ours = ready is None
        self.site = ready or folder / "site"
        self.log, self.base = folder / "logs" / "site.log", base
        self.process: subprocess.Popen[bytes] | None = None
        self.edition = ""

    def make(self) -> None:
        """Make them now; older ones serve where that fails, and without any nothing starts."""
        if not self.is_ours:
            return
        say("building")
        self.edition = pointer()
        if self._begun().wait() == 0:
            return
        if not (self.site / "index.html").is_file():
            raise TroubleError("unbuilt", log=self.log)
        say("kept", log=self.log)

    def renewed(self) -> bool:
        """Begin to make them anew where another edition is current; whether it was begun now.

        Readers see the old ones until each is replaced. An edition of which they cannot be made
        is not tried again: the next one is.
        """
        if not self.is_ours or self._is_at_work():
            return False
        edition = pointer()
        if not edition or edition == self.edition:
            return False
        self.edition, self.process = edition, self._begun()
        return True

    def _is_at_work(self) -> bool:
        if self.process is None:
            return False
        code = self.process.poll()
        if code is not None:
            self.process = None
            say("kept" if code else "rebuilt", log=self.log, edition=self.edition)
        return code is None

    def _begun(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "geo", "site", "build", str(self.site)]
        command += ["--app", "/app/", "--base", self.base]
        with self.log.open("ab") as out:
            return subprocess.Popen(
                command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )


def data() -> Path:
    """The deployment's folder, as `geo/folders.py` finds it."""
    return Path(os.environ.get("PETA_DATA") or ROOT / "data")


def has_data() -> bool:
    """Whether the deployment's folder is there."""
    return (data() / "reference").is_dir()


def pointer() -> str:
    """Name of the current edition, as its file says it; empty where the folder is gone."""
    try:
        return (data() / "editions" / "current").read_text("utf-8", errors="replace").strip()
    except OSError:
        return ""
