"""Composes what a reader may ask for next while nobody waits: other regencies, nearby months.

A panel that is asked for the first time takes up to a tenth of a second to compose; asked for
again it takes none.
"""

import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from streamlit import runtime

from geo.model import Selection
from pages.shell import loaders

REST_S = 1.0
"""How long readers are left in peace after a rerun has begun: many choose twice in a second."""
Panel = Callable[[Selection], str]
_POOL = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ahead")
_waiting: dict[Panel, list[Future[None]]] = {}
_peace = [0.0]


def rest() -> None:
    """Compose nothing for a while: a reader waits. Called as each rerun begins."""
    _peace[0] = time.monotonic() + REST_S


def compose(panel: Panel, choices: Iterable[Selection]) -> None:
    """Compose a panel for each choice, one after another, unless it is asked for others first.

    Does nothing where no server runs. A failure is left to the reader's own rerun, which
    says it.
    """
    if not runtime.exists():
        return
    for one in _waiting.get(panel, ()):
        one.cancel()
    _waiting[panel] = [_POOL.submit(_composed, panel, chosen) for chosen in choices]


def _composed(panel: Panel, chosen: Selection) -> None:
    while (left := _peace[0] - time.monotonic()) > 0:
        time.sleep(left)
    loaders.kept(panel, chosen)
