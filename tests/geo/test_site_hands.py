"""Work shared out: all of it is done, wherever, and what fails is not passed over."""

import multiprocessing
import os

import pytest

from geo import site_hands


@pytest.mark.parametrize("processes", [0, 1, 3])
def test_every_piece_is_done_once(processes):
    done = list(site_hands.shared_out(lambda one: one * one, 20, processes))
    assert sorted(done) == [one * one for one in range(20)]


def test_copies_know_what_this_process_knew_and_are_others():
    known = object()
    found = list(site_hands.shared_out(lambda _: (id(known), os.getpid()), 8, 2))
    assert {one for one, _ in found} == {id(known)}
    assert os.getpid() not in {process for _, process in found}


def test_more_than_a_pipe_holds_comes_through_whole():
    found = list(site_hands.shared_out(lambda one: bytes([one]) * 300_000, 6, 2))
    assert sorted(map(len, found)) == [300_000] * 6


def test_what_fails_in_a_copy_ends_all_with_a_fault(capfd):
    def made(one):
        if one == 3:
            raise ValueError("bagian tiga")
        return one

    with pytest.raises(site_hands.LostWorkError):
        list(site_hands.shared_out(made, 8, 2))
    assert "bagian tiga" in capfd.readouterr().err


def test_a_reader_who_stops_early_leaves_nobody_at_work():
    made = site_hands.shared_out(lambda one: one, 50, 2)
    next(made)
    made.close()

    assert not multiprocessing.active_children()
