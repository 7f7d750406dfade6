"""A site on disk: only what changed is written, all of it or nothing, and nothing else is lost."""

import json
from pathlib import Path

import pytest

from geo import durable, site_write
from geo.site_write import (
    LOCK,
    MANIFEST,
    BusyFolderError,
    ForeignFolderError,
    UnsafePathError,
)

FIRST = {"index.html": b"satu", "aset/a-1.css": b"gaya", "wilayah/6111/index.html": b"KKU"}


def there(out):
    """Every file of a site with its content, its own records aside."""
    found = {str(one.relative_to(out)): one.read_bytes() for one in out.rglob("*") if one.is_file()}
    return {path: content for path, content in found.items() if path not in {MANIFEST, LOCK}}


def stamps(out):
    """When each file was last written, and which file it is."""
    found = (one for one in out.rglob("*") if one.is_file() and one.name != LOCK)
    return {str(one): (one.stat().st_mtime_ns, one.stat().st_ino) for one in found}


@pytest.fixture
def out(tmp_path):
    site_write.write(FIRST.items(), tmp_path / "situs")
    return tmp_path / "situs"


def test_a_site_is_written_whole_with_a_manifest_of_hashes(out):
    assert there(out) == FIRST
    assert set(json.loads((out / MANIFEST).read_text("utf-8"))["files"]) == set(FIRST)


def test_the_same_site_again_touches_nothing(out):
    before = stamps(out)
    done = site_write.write(FIRST.items(), out)
    assert stamps(out) == before
    assert (done.files, done.changed, done.removed) == (3, 0, 0)


def test_only_what_changed_is_written(out):
    before = stamps(out)
    done = site_write.write({**FIRST, "index.html": b"dua"}.items(), out)
    after = stamps(out)
    changed = {
        Path(one).relative_to(out).as_posix() for one in after if after[one] != before.get(one)
    }
    assert changed == {"index.html", MANIFEST}
    assert done.changed == 1


def test_a_file_that_is_no_longer_part_goes_with_its_empty_folder(out):
    rest = {path: content for path, content in FIRST.items() if not path.startswith("wilayah")}
    done = site_write.write(rest.items(), out)
    assert there(out) == rest
    assert not (out / "wilayah").exists()
    assert done.removed == 1


def test_what_others_put_there_or_changed_stays(out):
    (out / "google123.html").write_text("milik orang lain")
    (out / "aset" / "a-1.css").write_text("diubah tangan")
    site_write.write({"index.html": b"satu"}.items(), out)
    assert there(out) == {
        "index.html": b"satu",
        "google123.html": b"milik orang lain",
        "aset/a-1.css": b"diubah tangan",
    }


def test_a_file_changed_by_hand_is_set_right_by_the_next_build(out):
    (out / "index.html").write_text("rusak")
    site_write.write(FIRST.items(), out)
    assert there(out) == FIRST


def test_a_build_that_fails_leaves_the_old_site(out):
    before = stamps(out)

    def failing():
        yield "index.html", b"baru"
        raise OSError("habis")

    with pytest.raises(OSError, match="habis"):
        site_write.write(failing(), out)
    assert stamps(out) == before
    assert there(out) == FIRST


def test_what_a_dead_build_left_behind_is_cleared_away(out):
    (out / site_write.STAGE).mkdir()
    (out / site_write.STAGE / "sampah").write_text("x")
    site_write.write(FIRST.items(), out)
    assert not (out / site_write.STAGE).exists()


@pytest.mark.parametrize("path", ["../luar", "/mutlak", "a/../../b", MANIFEST, ".site.new/x", ""])
def test_no_file_leaves_the_folder_or_takes_the_place_of_its_records(out, path):
    with pytest.raises(UnsafePathError):
        site_write.write({**FIRST, path: b"x"}.items(), out)
    assert there(out) == FIRST


def test_a_path_that_comes_twice_is_refused(out):
    with pytest.raises(UnsafePathError):
        site_write.write([("index.html", b"a"), ("index.html", b"b")], out)


def test_a_manifest_cannot_make_a_build_delete_what_lies_outside(out):
    victim = out.parent / "korban.txt"
    victim.write_bytes(b"x")
    told = json.loads((out / MANIFEST).read_text("utf-8"))
    told["files"]["../korban.txt"] = site_write._digest(victim)
    (out / MANIFEST).write_text(json.dumps(told), "utf-8")
    site_write.write(FIRST.items(), out)
    assert victim.exists()


def test_a_folder_of_somebody_else_is_refused_and_left_as_it_is(tmp_path):
    (tmp_path / "tesis.doc").write_text("penting")
    with pytest.raises(ForeignFolderError):
        site_write.write(FIRST.items(), tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["tesis.doc"]


def test_two_builds_do_not_write_to_one_folder(out):
    with durable.locked(out / LOCK), pytest.raises(BusyFolderError):
        site_write.write(FIRST.items(), out)


def test_files_may_be_read_by_the_server(out):
    assert all(one.stat().st_mode & 0o044 == 0o044 for one in out.rglob("*.html"))
