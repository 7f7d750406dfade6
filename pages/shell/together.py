"""What a rerun sends goes out together, so that the browser draws the page once.

Streamlit sends each element when it is made, a millisecond or two after the one before. The
browser then draws the page for the first of them, and again for the next, and again, while the
last ones wait. What takes long is not held back for the others (`HELD_S`).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock, Timer

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner import get_script_run_ctx

HELD_S = 0.05
"""Nothing is held back longer than this after the rerun has begun to send."""


@contextmanager
def sent() -> Iterator[None]:
    """Holds back what is sent within, until its end or for `HELD_S`, in its order."""
    context = get_script_run_ctx()
    if context is None:  # a plain Python run has nobody to send to
        yield
        return
    send, held, lock = context._enqueue, list[ForwardMsg](), RLock()  # no public way
    is_held = [True]

    def hold(message: ForwardMsg) -> None:
        with lock:
            if is_held[0]:
                held.append(message)
            else:
                send(message)

    def release() -> None:
        with lock:
            is_held[0] = False
            while held:
                send(held.pop(0))

    timer = Timer(HELD_S, release)
    timer.daemon = True
    timer.start()
    context._enqueue = hold
    try:
        yield
    finally:
        timer.cancel()
        context._enqueue = send
        release()
