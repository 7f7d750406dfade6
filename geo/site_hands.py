"""Work shared out among processes that begin as copies of this one: what it knows, they know."""

from collections.abc import Callable, Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import Any

FORK = get_context("fork")
Made = Callable[[int], Any]


class LostWorkError(RuntimeError):
    """A process that ended before its work was done; it has said why itself."""


def shared_out(made: Made, count: int, processes: int) -> Iterator[Any]:
    """`made(0)`, `made(1)` … up to `count`, in the order in which they are done.

    Parameters
    ----------
    made : callable
        Gives what can be pickled; called in a copy of this process, so that whatever it stands
        on was read once. Nothing that runs threads of its own (drawing of charts or of preview
        pictures) may have been called before: copies have no threads, and would wait for ever.
    count, processes : int
        Pieces of work, and copies that take them; with one or none the work is done here.

    Raises
    ------
    LostWorkError
        If a copy ends early; the others are ended.
    """
    if processes < 2:
        yield from map(made, range(count))
        return
    todo = FORK.SimpleQueue()
    for one in [*range(count), *[None] * processes]:
        todo.put(one)
    hands = dict(_begun(made, todo) for _ in range(processes))
    try:
        yield from _gathered(dict(hands))
    finally:
        for process in hands.values():
            process.terminate()
            process.join()


def _begun(made: Made, todo: Any) -> tuple[Connection, ForkProcess]:
    """A copy at work, and where it hands over what it has done."""
    there, here = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_work, args=(made, todo, here), daemon=True)
    process.start()
    here.close()
    return there, process


def _work(made: Made, todo: Any, here: Connection) -> None:
    while (one := todo.get()) is not None:
        here.send(made(one))


def _gathered(hands: dict[Connection, ForkProcess]) -> Iterator[Any]:
    while hands:
        for there in wait(list(hands)):
            assert isinstance(there, Connection)
            try:
                yield there.recv()
            except EOFError:
                process = hands.pop(there)
                process.join()
                if process.exitcode:
                    raise LostWorkError(str(process.exitcode)) from None
