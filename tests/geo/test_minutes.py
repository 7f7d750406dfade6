"""Noting decisions: what is refused, and that nothing noted is ever lost."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import minutes
from geo.decisions import DamagedLogError, load
from geo.errors import GeoError
from geo.minutes import RefusedNoteError, UnwrittenNoteError, Wish, note, withdraw

DAY = date(2026, 11, 22)
ROOT = Path(__file__).parent.parent.parent


def wish(**changes):
    plain = {
        "made_on": DAY,
        "edition": "2026-11-22.1",
        "region": "6101",
        "what": "Daftarkan pekerja rentan perkebunan",
        "workers": 2000,
        "who": "Kepala Disnaker",
        "until": date(2027, 6, 30),
    }
    return Wish(**{**plain, **changes})


def content(root):
    return (root / "log.jsonl").read_bytes()


MANY = """
import datetime, pathlib, sys
from geo.minutes import Wish, note
for _ in range(10):
    note(eval(sys.argv[2]), pathlib.Path(sys.argv[1]))
"""


def test_a_noted_decision_is_read_back_as_it_was_noted(tmp_path):
    noted = note(wish(), tmp_path / "new")
    assert noted.number == 1
    assert load(tmp_path / "new") == (noted,)
    assert note(wish(region="61", workers=None), tmp_path / "new").number == 2


def test_the_log_only_grows(tmp_path):
    note(wish(), tmp_path)
    first = content(tmp_path)
    note(wish(), tmp_path)
    withdraw(1, "keliru", DAY, tmp_path)
    assert content(tmp_path).startswith(first)
    assert content(tmp_path).count(b"\n") == 3


def test_a_number_is_never_given_twice_even_after_withdrawal(tmp_path):
    note(wish(), tmp_path)
    withdraw(1, "keliru", DAY, tmp_path)
    assert note(wish(), tmp_path).number == 2
    assert [one.number for one in load(tmp_path)] == [2]


@pytest.mark.parametrize(
    "changes",
    [
        {"region": "9999"},
        {"region": "6301"},
        {"what": ""},
        {"what": " \n\t\u200b "},
        {"what": "x" * 301},
        {"who": ""},
        {"who": "x" * 301},
        {"edition": ""},
        {"workers": 0},
        {"workers": -5},
        {"workers": 1.5},
        {"workers": True},
        {"workers": 10_000_001},
        {"until": DAY},
        {"until": date(2026, 1, 1)},
        {"what": "NIK 6101010101010001 didaftarkan"},
        {"who": "Budi (6101 0101 0101 0001)"},
        {"who": "Budi 610101-010101-0001"},
        {"what": "00006101010101010001"},
        {"what": "٦١٠١٠١٠١٠١٠١٠٠٠١"},
    ],
)
def test_what_no_meeting_can_mean_is_refused_with_its_mend_and_not_written(tmp_path, changes):
    note(wish(), tmp_path)
    before = content(tmp_path)
    with pytest.raises(RefusedNoteError) as caught:
        note(wish(**changes), tmp_path)
    assert isinstance(caught.value, GeoError)
    assert caught.value.mend.spoken("id")
    assert content(tmp_path) == before


def test_three_hundred_letters_and_fifteen_digits_are_taken(tmp_path):
    assert note(wish(what="x" * 300, who="123456789012345"), tmp_path).number == 1


def test_a_withdrawal_needs_a_decision_that_stands_a_reason_and_a_later_day(tmp_path):
    note(wish(), tmp_path)
    for number, why, on in ((2, "keliru", DAY), (1, " ", DAY), (1, "keliru", date(2026, 1, 1))):
        with pytest.raises(RefusedNoteError):
            withdraw(number, why, on, tmp_path)
    withdraw(1, "keliru", DAY, tmp_path)
    with pytest.raises(RefusedNoteError, match="sudah dicabut"):
        withdraw(1, "keliru", DAY, tmp_path)


@pytest.mark.parametrize("cut", [1, 20, 100])
def test_a_line_cut_off_half_way_is_moved_aside_with_nothing_lost(tmp_path, cut):
    note(wish(), tmp_path)
    whole = content(tmp_path)
    torn = b'{"number": 2, "made_on": "2026-11-22", "edition": "' + b"x" * 100
    (tmp_path / "log.jsonl").write_bytes(whole + torn[:cut])
    assert note(wish(), tmp_path).number == 2
    assert content(tmp_path).startswith(whole)
    assert len(load(tmp_path)) == 2
    assert (tmp_path / "log.torn").read_bytes() == torn[:cut] + b"\n"


def test_a_line_that_lacks_only_its_newline_is_kept(tmp_path):
    note(wish(), tmp_path)
    (tmp_path / "log.jsonl").write_bytes(content(tmp_path).removesuffix(b"\n"))
    assert note(wish(), tmp_path).number == 2
    assert len(load(tmp_path)) == 2
    assert not (tmp_path / "log.torn").exists()


def test_a_damaged_log_is_not_written_on(tmp_path):
    (tmp_path / "log.jsonl").write_text("rusak\n", "utf-8")
    with pytest.raises(DamagedLogError, match="baris 1"):
        note(wish(), tmp_path)
    assert content(tmp_path) == b"rusak\n"


def test_a_full_disk_leaves_the_log_as_it_was(tmp_path, monkeypatch):
    note(wish(), tmp_path)
    before, write = content(tmp_path), os.write
    monkeypatch.setattr(minutes.os, "write", lambda file, line: write(file, line[:30]))
    with pytest.raises(UnwrittenNoteError, match="ruang disk"):
        note(wish(), tmp_path)
    assert content(tmp_path) == before


def test_a_folder_that_cannot_be_made_is_told_with_its_mend(tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(UnwrittenNoteError, match="izin"):
        note(wish(), tmp_path / "file")


def test_writers_at_the_same_time_lose_nothing_and_share_no_number(tmp_path):
    order = [sys.executable, "-c", MANY, tmp_path, repr(wish())]
    writers = [subprocess.Popen(order, cwd=ROOT) for _ in range(4)]  # processes of their own
    assert [one.wait(60) for one in writers] == [0] * 4
    assert [one.number for one in load(tmp_path)] == list(range(1, 41))


@given(words=st.text(min_size=1, max_size=80))
def test_any_words_are_one_line_and_come_back_the_same(tmp_path_factory, words):
    root = tmp_path_factory.mktemp("log")
    try:
        noted = note(wish(what=words), root)
    except RefusedNoteError:
        return
    assert content(root).count(b"\n") == 1
    assert load(root) == (noted,)
    assert json.loads(content(root))["what"] == noted.what
    assert noted.what.isprintable()
