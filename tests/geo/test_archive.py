"""Going back, and examining what there is."""

import json

import pytest

from geo import archive, editions, history, ledger, publish
from tests.making import claims_table, row

ONE, TWO, THREE = "2026-01-01.1", "2026-01-02.1", "2026-01-03.1"


@pytest.fixture
def root(tmp_path):
    """Three editions; the last is the current one."""
    for name in (ONE, TWO, THREE):
        put(tmp_path, name)
    return tmp_path


def put(root, name):
    """Publish an edition."""
    told = publish.Imprint(name=name, by="Dinas", changes="x")
    return publish.publish(claims_table(row()), root, told)


def undone(root, **told):
    """Undo; who and why are plain."""
    return archive.undo(root, **{"by": "Sari", "why": "salah lembar", **told})


def kinds(root):
    """What `verify` finds."""
    return [(doubt.kind, doubt.name) for doubt in archive.verify(root)]


def test_undo_goes_back_to_the_edition_before_and_is_itself_a_step(root):
    step = undone(root, at="2026-01-04T08:00:00")
    assert editions.load(root).name == TWO
    assert (step.number, step.what, step.before, step.after) == (4, "undo", THREE, TWO)
    assert (step.by, step.why, step.at) == ("Sari", "salah lembar", "2026-01-04T08:00:00")
    assert history.steps(root)[-1] == step
    assert kinds(root) == []


def test_an_undo_of_an_undo_brings_back_what_was_undone(root):
    undone(root)
    undone(root)
    assert editions.load(root).name == THREE
    assert [step.what for step in history.steps(root)[-2:]] == ["undo", "undo"]


def test_undo_goes_to_any_edition_that_is_named(root):
    undone(root, to=ONE)
    assert editions.load(root).name == ONE
    assert editions.names(root) == [THREE, TWO, ONE]


def test_the_first_edition_has_none_before_it(tmp_path):
    with pytest.raises(archive.NothingToUndoError, match="edisi pertama"):
        undone(tmp_path)
    put(tmp_path, ONE)
    with pytest.raises(archive.NothingToUndoError, match=r"2026-01-01\.1"):
        undone(tmp_path)
    assert [step.what for step in history.steps(tmp_path)] == ["publish"]


def test_where_there_is_no_history_the_edition_before_is_the_older_one(root):
    (root / history.HISTORY).unlink()
    assert undone(root).after == TWO


def test_where_a_hand_moved_the_pointer_the_edition_before_is_the_older_one(root):
    (root / "current").write_text(TWO, "utf-8")
    assert undone(root).after == ONE


def test_the_current_edition_is_no_way_back(root):
    with pytest.raises(archive.SameEditionError):
        undone(root, to=THREE)


def test_what_is_not_there_or_not_whole_is_not_gone_back_to(root):
    with pytest.raises(editions.UnknownEditionError):
        undone(root, to="2026-01-09.1")
    (root / TWO / "claims.csv").write_text("x", "utf-8")
    with pytest.raises(editions.DamagedEditionError):
        undone(root)
    assert editions.load(root).name == THREE
    assert len(history.steps(root)) == 3


def test_an_edition_that_was_taken_back_does_not_stand_in_for_a_damaged_one(root):
    undone(root)
    put(root, "2026-01-04.1")
    (root / "2026-01-04.1" / "claims.csv").write_text("x", "utf-8")
    assert editions.load(root).name == TWO


def test_a_damaged_edition_can_be_left_by_an_undo(root):
    (root / THREE / "claims.csv").write_text("x", "utf-8")
    assert undone(root).after == TWO


def test_verify_names_every_damaged_edition(root):
    (root / ONE / "claims.csv").write_text("x", "utf-8")
    (root / TWO / "CHANGES.md").unlink()
    assert kinds(root) == [("damaged", ONE), ("damaged", TWO)]


def test_verify_sees_a_manifest_that_was_changed_with_its_files(root):
    path = root / ONE / "manifest.json"
    told = json.loads(path.read_text("utf-8")) | {"published_by": "orang lain"}
    path.write_text(json.dumps(told), "utf-8")
    assert editions.load(root, ONE).published_by == "orang lain"  # the hashes still fit
    assert kinds(root) == [("manifest", ONE)]


def test_verify_misses_an_edition_that_is_gone(root):
    for file in (root / ONE).iterdir():
        file.unlink()
    assert ("damaged", ONE) in kinds(root)
    (root / ONE).rmdir()
    assert kinds(root) == [("manifest", ONE)]


def test_verify_names_a_pointer_that_points_at_nothing(root):
    (root / "current").write_text("2027-01-01.1", "utf-8")
    assert kinds(root) == [("pointer", "current")]
    (root / "current").unlink()
    assert kinds(root) == [("pointer", "current")]


def test_verify_names_a_line_of_the_history_that_cannot_be_read(root):
    with (root / history.HISTORY).open("a", encoding="utf-8") as file:
        file.write('{"number": 4, "what": "pub')
    assert kinds(root) == [("history", history.HISTORY)]
    put(root, "2026-01-04.1")  # and the next line is whole
    assert history.steps(root)[-1].after == "2026-01-04.1"


def test_verify_names_what_dead_writers_left_and_clean_takes_it_away(root):
    (root / ".draft-x").mkdir()
    (root / ".draft-x" / "claims.csv").write_text("x", "utf-8")
    (root / ".current.new").write_text("x", "utf-8")
    (root / history.STEP).write_text("{", "utf-8")
    left = [".current.new", ".draft-x", history.STEP]
    assert kinds(root) == [("leftover", name) for name in left]
    assert archive.clean(root) == left
    assert kinds(root) == []
    assert len(editions.names(root)) == 3


def test_a_step_whose_names_are_no_names_of_editions_touches_nothing(root):
    step = {"number": 4, "what": "publish", "before": THREE, "after": "..", "by": "x"}
    (root / history.STEP).write_text(json.dumps(step), "utf-8")
    (root.parent / "penting").write_text("x", "utf-8")
    archive.clean(root)
    assert (root.parent / "penting").exists()
    assert editions.load(root).name == THREE


def test_what_a_living_writer_is_writing_is_no_leftover(root):
    with ledger.alone(root):
        (root / ".draft-2026-01-09.1").mkdir()
        assert kinds(root) == []
        with pytest.raises(ledger.BusyError):
            archive.clean(root)
        with pytest.raises(ledger.BusyError):
            undone(root)


def test_an_empty_folder_is_well_and_stays_empty(tmp_path):
    assert archive.verify(tmp_path / "tiada") == []
    assert archive.verify(tmp_path) == []
    assert list(tmp_path.iterdir()) == []
