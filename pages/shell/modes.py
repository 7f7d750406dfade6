"""Who the app is started for: the public, who only reads, or planners, who also write."""

import os

PLANNER = "perencana"


def is_planner() -> bool:
    """Whether this server was started for planners: `make run` says so, nothing else does."""
    return os.environ.get("PETA_MODE") == PLANNER
