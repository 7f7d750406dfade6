"""What was looked through for garbage once is not looked through again; garbage still goes."""

import gc
import subprocess
import sys
import weakref

from pages.shell import turns

SEARCHED = """
import gc
from pages.shell import turns
turns.LONG_S = {long}
turns.shared_out()
first = gc.get_freeze_count()
kept = []
for _ in range({times}):
    kept.append([[n] for n in range(1000)])
    gc.collect()
print(first, gc.get_freeze_count())
"""


def frozen(long, times=1):
    """Objects left out of searches after the first one, and after more of them."""
    code = SEARCHED.format(long=long, times=times)
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return tuple(map(int, run.stdout.split()))


def test_what_a_long_search_found_is_left_out_of_the_next_one():
    first, then = frozen(long=0)
    assert first > 1000
    assert then >= first + 1000


def test_a_short_search_leaves_everything_as_it_is():
    assert frozen(long=60) == (0, 0)


def test_it_is_done_a_few_times_and_no_more():
    assert frozen(long=0, times=turns.MOST) == frozen(long=0, times=3 * turns.MOST)


def test_a_circle_of_garbage_is_still_found():
    class Ring:
        pass

    turns.shared_out()
    one = Ring()
    one.own = one
    gone = weakref.ref(one)
    del one
    gc.collect()
    assert gone() is None
