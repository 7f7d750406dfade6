"""What is made once and kept, however many readers ask for it in the same moment.

`functools.lru_cache` lets every thread that asks before the first one is done make the same thing
again: on a server that has just started, a panel is then composed by all who open the page.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from threading import RLock

NOTHING = object()


class _Slot:
    """Holds one thing, or the lock of the thread that makes it."""

    __slots__ = ("lock", "made")

    def __init__(self) -> None:
        self.lock, self.made = RLock(), NOTHING


class Once:
    """The things that were asked for last, by key; a failure is not kept.

    It is a class because it holds what changes. What makes one thing may ask for another, never
    for itself.

    Parameters
    ----------
    most : int
        How many things are kept.
    """

    def __init__(self, most: int) -> None:
        self._slot = lru_cache(maxsize=most)(lambda _key: _Slot())

    def of(self, key: Hashable, make: Callable[[], object]) -> object:
        """What stands under a key, made now by one thread if it is not there."""
        slot = self._slot(key)
        if slot.made is NOTHING:
            with slot.lock:
                if slot.made is NOTHING:
                    slot.made = make()
        return slot.made

    def cache_clear(self) -> None:
        """Forget everything."""
        self._slot.cache_clear()
