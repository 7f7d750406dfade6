"""Panels made ready before they are asked for."""

from threading import Event

import pytest

from geo.model import Period, Selection
from pages.shell import ahead, options

CHOICES = [Selection(period=Period(year)) for year in range(2018, 2026)]


class Panel:
    """Remembers what it was composed for; waits at the first until it is let go."""

    def __init__(self):
        self.made, self.begun, self.free = [], Event(), Event()

    def __call__(self, chosen):
        self.begun.set()
        assert self.free.wait(10)
        self.made.append(chosen)
        return "panel"


@pytest.fixture
def served(monkeypatch):
    """As if a server ran."""
    monkeypatch.setattr(ahead.runtime, "exists", lambda: True)


def done(panel):
    """Wait until nothing is left to be made ready."""
    for future in ahead._waiting[panel]:
        if not future.cancelled():
            future.result(10)


def test_every_choice_is_composed_in_its_order(served):
    panel = Panel()
    panel.free.set()
    ahead.compose(panel, CHOICES)
    done(panel)
    assert panel.made == CHOICES


def test_what_waits_gives_way_to_what_is_asked_for_next(served):
    panel = Panel()
    ahead.compose(panel, CHOICES[:4])
    assert panel.begun.wait(10)
    ahead.compose(panel, CHOICES[6:])
    panel.free.set()
    done(panel)
    assert panel.made == [CHOICES[0], *CHOICES[6:]]


def test_nothing_is_composed_while_a_reader_waits(served, monkeypatch):
    monkeypatch.setattr(ahead, "REST_S", 0.4)
    panel = Panel()
    panel.free.set()
    ahead.rest()
    ahead.compose(panel, CHOICES[:1])
    assert not panel.begun.wait(0.1)
    done(panel)
    assert panel.made == CHOICES[:1]


def test_nothing_is_composed_where_no_server_runs(monkeypatch):
    monkeypatch.setattr(ahead.runtime, "exists", lambda: False)
    panel = Panel()
    ahead.compose(panel, CHOICES)
    assert panel not in ahead._waiting


def test_the_periods_nearest_to_the_chosen_one_come_first():
    chosen = Selection(dataset="contoh", period=Period(2024, 6))
    found = options.near(chosen)
    assert found[0] == Period(2024, 6)
    assert set(found[1:3]) == {Period(2024, 5), Period(2024, 7)}
    assert len(found) == options.MOST_NEAR
