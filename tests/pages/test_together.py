"""What a rerun sends goes out together, in its order, and never waits for what takes long."""

from dataclasses import fields
from threading import Event
from types import SimpleNamespace

import pytest
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext

from pages.shell import together


@pytest.fixture
def sent(monkeypatch):
    """What a rerun has sent so far; `send` is how Streamlit's elements do it."""
    gone = []
    context = SimpleNamespace(_enqueue=gone.append)
    monkeypatch.setattr(together, "get_script_run_ctx", lambda: context)

    def send(message):
        context._enqueue(message)

    return SimpleNamespace(gone=gone, send=send)


def test_streamlit_still_sends_by_what_is_held_here():
    assert "_enqueue" in {field.name for field in fields(ScriptRunContext)}


def test_everything_goes_out_at_the_end_in_its_order(sent, monkeypatch):
    monkeypatch.setattr(together, "HELD_S", 60)
    with together.sent():
        for number in range(3):
            sent.send(number)
        assert sent.gone == []
    assert sent.gone == [0, 1, 2]
    sent.send(3)
    assert sent.gone == [0, 1, 2, 3]


def test_what_takes_long_holds_nothing_back(sent, monkeypatch):
    monkeypatch.setattr(together, "HELD_S", 0.01)
    arrived = Event()
    with together.sent():
        sent.send(0)
        sent.send(arrived)
        for _ in range(2000):
            if arrived not in sent.gone:
                arrived.wait(0.005)
        sent.send(1)
        assert sent.gone == [0, arrived, 1]


def test_a_rerun_that_fails_has_sent_what_it_had(sent, monkeypatch):
    monkeypatch.setattr(together, "HELD_S", 60)
    held = together.sent()
    held.__enter__()
    sent.send(0)
    assert not held.__exit__(ZeroDivisionError, ZeroDivisionError(), None)  # it goes on failing
    assert sent.gone == [0]


def test_without_a_reader_nothing_is_held(monkeypatch):
    monkeypatch.setattr(together, "get_script_run_ctx", lambda: None)
    with together.sent():
        pass
