"""Who the app is started for: the public, who only reads, or planners, who also write."""

import os

PLANNER = "perencana"
FILES, REFUSED = "PETA_FILES", "tidak"
"""The variable by which a server says that it takes no files, and its value."""


def is_planner() -> bool:
    """Whether this server was started for planners: `make run` says so, nothing else does."""
    return os.environ.get("PETA_MODE") == PLANNER


def takes_files() -> bool:
    """Whether a reader may hand a file to this server; `deploy/public.py` refuses all of them."""
    return os.environ.get(FILES) != REFUSED
