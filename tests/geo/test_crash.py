"""Publishing and undoing by writers that are killed, and on disks that refuse.

After each, what is served is exactly the old or exactly the new edition, every edition that
was published is whole, and what was left behind is named and can be taken away.
"""

import errno
import fcntl
import os
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from functools import partial
from itertools import count
from pathlib import Path

import pytest

from geo import archive, editions, history, ledger, publish
from tests.making import claims_table, row

KILLS, KILLS_OF_A_FOLDER = 520, 3
LOOKED_FOR = 4
"""One kill in so many comes when another edition is seen to serve, the others at any time."""
MEMORY = Path("/dev/shm")
"""A disk that confirms at once, where there is one: a kill leaves the same on any disk."""
SEED = 61
TABLES = [claims_table(*(row(claim_id=f"T-{n}") for n in range(size))) for size in (1, 2, 3)]
DAY = "2026-01-01"
PLACES = ("open", "write", "fsync", "close", "mkdir", "rename", "replace", "unlink", "rmdir")
REFUSALS = (
    *((number, False) for number in (errno.ENOSPC, errno.EACCES, errno.EROFS)),
    (errno.EROFS, True),
)
"""What a disk answers, and whether it answers so from then on."""


@pytest.fixture
def disk(tmp_path):
    """A folder on a quick disk."""
    if not (MEMORY.is_dir() and os.access(MEMORY, os.W_OK)):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="peta-") as folder:
        yield Path(folder)


def table_of(name):
    """What an edition of this name was published with: its number tells it."""
    return TABLES[int(name.rpartition(".")[2]) % len(TABLES)]


def put(root, name):
    """Publish the edition of this name."""
    told = publish.Imprint(name=name, by="Dinas", changes=f"Edisi {name}.")
    return publish.publish(table_of(name), root, told)


def next_name(root):
    """A name that no edition ever had."""
    used = [step.after for step in history.steps(root)] + [path.name for path in root.iterdir()]
    numbers = [int(name.rpartition(".")[2]) for name in used if editions.is_name(name)]
    return f"{DAY}.{max(numbers, default=0) + 1}"


def checked(root, may_serve):
    """Which edition serves, after everything that must be true whatever died was checked."""
    serving = editions.load(root)
    assert serving.name in may_serve
    assert serving.refused == ()
    for name in editions.names(root):
        rows = (root / name / "claims.csv").read_bytes().count(b"\n") - 1
        assert rows == len(table_of(name))
        assert (root / name / "CHANGES.md").read_text("utf-8") == f"Edisi {name}.\n"
    doubts = archive.verify(root)  # which hashes every file again
    assert {doubt.kind for doubt in doubts} <= {"leftover"}
    return serving.name, doubts


def check_clean(root, serving):
    """Nothing is left that no one knows of, and the history tells all that happened."""
    archive.clean(root)
    assert archive.verify(root) == []
    assert editions.pointer(root) == serving
    always = {ledger.LOCK, history.HISTORY, editions.CURRENT}
    assert {path.name for path in root.iterdir()} - always == set(editions.names(root))
    taken = history.steps(root)
    assert [step.before for step in taken] == ["", *(step.after for step in taken[:-1])]
    assert taken[-1].after == serving
    published = {step.after for step in taken if step.what == "publish"}
    assert published == set(editions.names(root))


# -- writers that are killed ---------------------------------------------------------------


def write_until_killed(root, told, seed):
    """Publish and undo for ever; say of each step what it is going to be, and that it is done."""
    dice = random.Random(seed)
    for turn in count():
        taken = history.steps(root)  # from the second turn on nothing is left to be settled
        is_undo = turn > 0 and dice.random() < 0.4
        name = taken[-1].before if is_undo else next_name(root)
        os.write(told, f"to {name}\n".encode())
        if is_undo:
            archive.undo(root, by="Dinas", why="uji")
        else:
            put(root, name)
        os.write(told, f"at {name}\n".encode())


def seen_to_move(root, before):
    """Wait until another edition serves than before."""
    ends = time.perf_counter() + 10
    while editions.pointer(root) == before and time.perf_counter() < ends:
        pass  # without a pause: what is looked for is over in a fraction of a millisecond


def killed_after(wait, root, seed):
    """What a writer said before it was killed."""
    reading, told = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            write_until_killed(root, told, seed)
        finally:
            os._exit(1)  # only if it fails: it never ends by itself
    os.close(told)
    with os.fdopen(reading, encoding="utf-8") as file:
        first = file.readline()  # it is about to begin
        wait()
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        lines = [first, *file.read().splitlines()]
    assert os.WIFSIGNALED(status), "the writer failed before it was killed"
    return [tuple(line.split()) for line in lines]


def possible(before, said):
    """What may serve: of a step that was begun, where from and where to; else where to alone."""
    at = [before, *(name for word, name in said if word == "at")]
    return {at[-1], said[-1][1]}


def test_after_each_of_500_kills_the_old_or_the_new_edition_serves_whole(disk):
    dice, counts = random.Random(SEED), Counter()
    for number in range(KILLS):
        root = disk / f"folder-{number // KILLS_OF_A_FOLDER}"
        if not root.exists():
            put(root, f"{DAY}.1")
            began = time.perf_counter()
            put(root, f"{DAY}.2")
            one = time.perf_counter() - began
        before = editions.pointer(root)
        some_time = partial(time.sleep, dice.uniform(0, 5) * one)
        is_looked_for = number % LOOKED_FOR == 0
        wait = partial(seen_to_move, root, before) if is_looked_for else some_time
        said = killed_after(wait, root, number)
        serving, doubts = checked(root, possible(before, said))
        is_inside = said[-1][0] == "to"
        moved = is_inside and serving == said[-1][1]
        counts["kills"] += 1
        counts["inside a step: new" if moved else "inside a step: old"] += is_inside
        counts.update(f"left: {_kind(doubt.name)}" for doubt in doubts)
        if number % 2:  # the others are left to the next writer
            check_clean(root, serving)
    print(f"\nkilled writers: {dict(counts)}")
    assert counts["kills"] >= 500
    assert counts["inside a step: old"] > 50
    assert counts["inside a step: new"] > 0


def _kind(name):
    return "edition" if editions.is_name(name) else name.removesuffix(DAY)[:7]


# -- disks that refuse ---------------------------------------------------------------------


class Refusing:
    """Every operation of the disk counted, and one of them made to fail, or all from there on.

    A refused write takes half of what it was given first, as a full disk does; a refused
    close closes all the same.
    """

    def __init__(self, at=None, number=errno.ENOSPC, *, for_good=False):
        self.at, self.number, self.for_good = at, number, for_good
        self.calls = []

    def wrapped(self, name, real):
        def called(*given, **named):
            self.calls.append(name)
            n = len(self.calls) - 1
            if self.at is None or not (n == self.at or (self.for_good and n > self.at)):
                return real(*given, **named)
            if name == "write":
                real(given[0], given[1][: len(given[1]) // 2])
            if name == "close":
                real(*given)
            raise OSError(self.number, os.strerror(self.number))

        return called


class Deadly(Refusing):
    """Kills the writer in the place of one of its operations."""

    def wrapped(self, name, real):
        def called(*given, **named):
            self.calls.append(name)
            if len(self.calls) - 1 == self.at:
                if name == "write":
                    real(given[0], given[1][: len(given[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)

        return called


@contextmanager
def refusing(disk):
    """The operations that publishing uses, as this disk answers them."""
    with pytest.MonkeyPatch.context() as patch:
        for name in PLACES:
            patch.setattr(os, name, disk.wrapped(name, getattr(os, name)))
        patch.setattr(fcntl, "flock", disk.wrapped("flock", fcntl.flock))
        yield


def fresh(root):
    """Two editions, the second the current one, and what a writer that died left beside them."""
    for number in (1, 2):
        put(root, f"{DAY}.{number}")
    draft = root / f"{ledger.DRAFT}{DAY}.9"
    draft.mkdir()
    (draft / "claims.csv").write_bytes(b"half")
    return root


ACTS = {
    "publish": (lambda root: put(root, f"{DAY}.3"), f"{DAY}.3"),
    "undo": (lambda root: archive.undo(root, by="x", why="y"), f"{DAY}.1"),
    "clean": (archive.clean, f"{DAY}.2"),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_writer_killed_at_every_operation_leaves_the_old_or_the_new_edition(disk, act):
    do, new = ACTS[act]
    counts, at = Counter(), 0
    while counts["lived"] == 0:
        root = fresh(disk / str(at))
        child = os.fork()
        if child == 0:
            try:
                with refusing(Deadly(at)):
                    do(root)
                os._exit(0)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or status == 0
        serving, doubts = checked(root, {f"{DAY}.2", new})
        counts["killed" if os.WIFSIGNALED(status) else "lived"] += 1
        counts["left something"] += bool(doubts)
        check_clean(root, serving)
        at += 1
    print(f"\n{act}: {dict(counts)}")
    assert serving == new


@pytest.mark.parametrize("act", ACTS)
def test_every_operation_that_fails_leaves_the_old_or_the_new_edition(disk, act):
    do, new = ACTS[act]
    healthy, root = Refusing(), fresh(disk / "healthy")
    with refusing(healthy):
        do(root)
    counts, whole = Counter(), fresh(disk / "fresh")
    cases = ((at, *refusal) for at in range(len(healthy.calls)) for refusal in REFUSALS)
    for run, (at, number, for_good) in enumerate(cases):
        root, told = shutil.copytree(whole, disk / str(run)), None
        with refusing(Refusing(at, number, for_good=for_good)):
            try:
                do(root)
            except (ledger.UnwrittenEditionError, ledger.UnconfirmedEditionError) as error:
                told = error
        serving, doubts = checked(root, {f"{DAY}.2", new})
        says_old = isinstance(told, ledger.UnwrittenEditionError)
        assert serving == (f"{DAY}.2" if says_old else new)
        counts["refused operations"] += 1
        counts[type(told).__name__ if told else "went on"] += 1
        counts["left something"] += bool(doubts)
        check_clean(root, serving)
        if for_good:  # and what comes next is as if nothing had been
            put(root, f"{DAY}.4")
            assert editions.load(root).name == f"{DAY}.4"
        shutil.rmtree(root)
    kinds = Counter(healthy.calls)
    print(f"\n{act}: {len(healthy.calls)} operations {dict(kinds)}; {dict(counts)}")
    assert counts["UnwrittenEditionError"] > 0


def test_the_sentence_names_the_reason_and_what_serves(tmp_path):
    root = fresh(tmp_path / "ed")
    disk = Refusing(3, errno.EROFS, for_good=True)
    with refusing(disk), pytest.raises(ledger.UnwrittenEditionError) as caught:
        put(root, f"{DAY}.3")
    text = caught.value.spoken("id")
    assert "Read-only file system" in text
    assert f"tetap {DAY}.2" in text
    assert "ruang disk dan izin" in text


def test_a_folder_that_may_not_be_made_is_said(tmp_path):
    (tmp_path / "file").write_text("x", "utf-8")
    with pytest.raises(ledger.UnwrittenEditionError, match="tidak ada"):
        put(tmp_path / "file" / "ed", f"{DAY}.1")
