"""How the threads of this process take turns, so that no reply waits for housekeeping.

Python looks through everything there is for garbage now and then, and nobody moves meanwhile:
0.1 s for what is imported alone, 0.3 s where the figures of 514 regencies are kept as well. What
such a search has found in use is left out of the next ones (`gc.freeze`). It is freed as before
once nothing refers to it; only what refers to itself in a circle would stay, so it is done a few
times and no more.
"""

import gc
import sys
import time

TURN_S = 0.0005
"""How long a thread keeps its turn; Python's own 5 ms hold back a panel that is ready."""
LONG_S, MOST = 0.03, 8
"""A search that takes longer is made shorter for the next time; so often at most."""
_began, _done = [0.0], [0]


def shared_out() -> None:
    """Short turns, and short searches for garbage; what is set once stays."""
    sys.setswitchinterval(TURN_S)
    if _watched not in gc.callbacks:
        gc.callbacks.append(_watched)
        gc.collect()


def _watched(phase: str, about: dict[str, int]) -> None:
    if about["generation"] < 2:
        return
    if phase == "start":
        _began[0] = time.monotonic()
    elif time.monotonic() - _began[0] > LONG_S and _done[0] < MOST:
        _done[0] += 1
        gc.freeze()
