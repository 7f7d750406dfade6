"""File operations of publishing: whole, on disk, one writer at a time."""

import os
from contextlib import ExitStack

import pytest

from geo import durable


def test_a_new_file_is_whole_and_is_never_written_over(tmp_path):
    durable.write(tmp_path / "a", b"satu")
    with pytest.raises(FileExistsError):
        durable.write(tmp_path / "a", b"dua")
    assert (tmp_path / "a").read_bytes() == b"satu"


def test_a_disk_that_takes_a_byte_at_a_time_gets_all_of_them(tmp_path, monkeypatch):
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, content: write(handle, content[:1]))
    durable.write(tmp_path / "a", b"satu dua")
    assert (tmp_path / "a").read_bytes() == b"satu dua"


def test_a_replaced_file_is_the_old_one_until_it_is_the_new_one(tmp_path, monkeypatch):
    durable.replace(tmp_path / "a", b"lama")

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(OSError, match="No space"):
            durable.replace(tmp_path / "a", b"baru")
    assert (tmp_path / "a").read_bytes() == b"lama"
    durable.replace(tmp_path / "a", b"baru")  # what was left beside it does no harm
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"baru"


def test_a_folder_goes_with_all_that_it_holds_but_not_what_a_link_points_at(tmp_path):
    (tmp_path / "luar").mkdir()
    (tmp_path / "luar" / "penting").write_text("x", "utf-8")
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").write_text("x", "utf-8")
    (tmp_path / "a" / "d").symlink_to(tmp_path / "luar")
    durable.remove(tmp_path / "a")
    assert not (tmp_path / "a").exists()
    assert (tmp_path / "luar" / "penting").exists()


def test_a_lock_is_held_by_one_and_let_go_of(tmp_path):
    with ExitStack() as first:
        first.enter_context(durable.locked(tmp_path / "kunci"))
        with pytest.raises(BlockingIOError), durable.locked(tmp_path / "kunci"):
            pass
    with durable.locked(tmp_path / "kunci"):
        pass


def test_every_name_is_given_to_what_is_on_disk_and_is_itself_put_on_disk(tmp_path, monkeypatch):
    """The order that outlives a power cut: content, its folder, the name, the folder of names."""
    done = []
    opened, synced, renamed = os.open, os.fsync, os.rename
    paths = {}

    def watch_open(path, *more):
        handle = opened(path, *more)
        paths[handle] = os.path.relpath(path, tmp_path)
        return handle

    def watch_sync(handle):
        done.append(f"sync {paths[handle]}")
        synced(handle)

    def watch_rename(source, target):
        done.append(f"name {os.path.relpath(target, tmp_path)}")
        renamed(source, target)

    monkeypatch.setattr(os, "open", watch_open)
    monkeypatch.setattr(os, "fsync", watch_sync)
    monkeypatch.setattr(os, "rename", watch_rename)
    monkeypatch.setattr(os, "replace", watch_rename)
    durable.folder(tmp_path / "draf")
    durable.write(tmp_path / "draf" / "a", b"x")
    durable.sync(tmp_path / "draf")
    durable.rename(tmp_path / "draf", tmp_path / "jadi")
    durable.replace(tmp_path / "current", b"jadi")
    assert done == [
        "sync .",
        "sync draf/a",
        "sync draf",
        "name jadi",
        "sync .",
        "sync .current.new",
        "name current",
        "sync .",
    ]
