"""What many readers ask for in the same moment is made once."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from pages.shell.once import Once

READERS = 8


def test_a_thing_is_made_once_however_many_ask_while_it_is_made():
    once, made = Once(4), []

    def slowly():
        made.append(len(made))
        time.sleep(0.05)
        return "panel"

    with ThreadPoolExecutor(READERS) as pool:
        found = list(pool.map(lambda _: once.of("key", slowly), range(READERS)))
    assert found == ["panel"] * READERS
    assert made == [0]


def test_other_keys_do_not_wait_for_it():
    once = Once(4)

    def asks_for_another():
        with ThreadPoolExecutor(1) as pool:
            return pool.submit(once.of, "b", lambda: 1).result(5)

    assert once.of("a", asks_for_another) == 1


def test_a_failure_is_not_kept():
    once = Once(4)
    with pytest.raises(ZeroDivisionError):
        once.of("key", lambda: 1 // 0)
    assert once.of("key", lambda: "made now") == "made now"


def test_nothing_at_all_is_kept_like_anything_else():
    once, made = Once(4), []
    for _ in range(2):
        assert once.of("key", lambda: made.append(1)) is None
    assert made == [1]


def test_only_the_last_asked_for_are_kept():
    once, made = Once(2), []
    for key in ("a", "b", "c", "a"):
        once.of(key, lambda key=key: made.append(key))
    assert made == ["a", "b", "c", "a"]
    once.cache_clear()
    once.of("a", lambda: made.append("again"))
    assert made[-1] == "again"
