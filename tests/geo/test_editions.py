"""Which edition serves, and which is refused."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from geo import editions, history, publish
from tests.making import claims_table, row, typed

OLD, NEW = "2026-01-01.1", "2026-01-02.1"
SCHEMAS = Path(__file__).parent / "schemas"
"""A small edition of every schema there was, as it was written; never to be changed."""


@pytest.fixture
def root(tmp_path):
    """Two editions of one claim and two; the newer is current."""
    published(tmp_path, OLD, row(), changes="lama")
    published(tmp_path, NEW, row(), row(), changes="baru")
    return tmp_path


def published(root, name, *rows, changes="x"):
    """An edition of these claims."""
    imprint = publish.Imprint(name=name, by="x", changes=changes)
    return publish.publish(claims_table(*rows), root, imprint)


def rewrite(root, name, **changes):
    """Change entries of an edition's manifest."""
    path = root / name / "manifest.json"
    manifest = json.loads(path.read_text("utf-8")) | changes
    path.write_text(json.dumps(manifest), "utf-8")


def test_the_current_edition_serves(root):
    edition = editions.load(root)
    assert (edition.name, len(edition.claims), edition.refused) == (NEW, 2, ())


def test_an_older_edition_serves_by_its_name(root):
    assert len(editions.load(root, OLD).claims) == 1


def test_going_back_is_one_line(root):
    (root / "current").write_text(OLD, "utf-8")
    assert editions.load(root).name == OLD


def test_editions_are_listed_newest_first_by_number_not_by_letter(root):
    for number in (2, 10):
        published(root, f"2026-01-02.{number}", row())
    assert editions.names(root) == ["2026-01-02.10", "2026-01-02.2", NEW, OLD]


@pytest.mark.parametrize("file", ["claims.csv", "CHANGES.md"])
@pytest.mark.parametrize("harm", ["changed", "gone"])
def test_a_file_that_is_not_what_the_manifest_says_is_refused_and_the_last_good_one_serves(
    root, file, harm
):
    path = root / NEW / file
    path.write_bytes(path.read_bytes() + b" ") if harm == "changed" else path.unlink()
    edition = editions.load(root)
    assert edition.name == OLD
    assert [error.spoken("id").split(".")[0] for error in edition.refused] == ["Edisi 2026-01-02"]
    assert file in edition.refused[0].what.spoken("id")
    with pytest.raises(editions.DamagedEditionError, match=file):
        editions.load(root, NEW)


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "[]", "null", '"teks"', "{}", '{"files": {}}', "\x00"),
        '{"edition": "2026-01-02.1", "dataset": "publikasi", "published_by": "x", '
        '"schema_version": 1, "files": ["claims.csv", "CHANGES.md"]}',
    ],
)
def test_a_manifest_that_cannot_be_read_is_a_damaged_edition(root, text):
    (root / NEW / "manifest.json").write_text(text, "utf-8")
    edition = editions.load(root)
    assert edition.name == OLD
    assert "manifest.json" in edition.refused[0].what.spoken("id")


def test_a_manifest_must_speak_of_its_own_folder_and_of_every_file(root):
    rewrite(root, NEW, edition=OLD)
    assert editions.load(root).name == OLD
    rewrite(root, NEW, edition=NEW, files={})
    assert editions.load(root).name == OLD


def test_an_edition_of_another_schema_is_refused_with_both_numbers(root):
    rewrite(root, NEW, schema_version=99)
    assert editions.load(root).name == OLD
    with pytest.raises(editions.OtherSchemaError, match="99") as caught:
        editions.load(root, NEW)
    assert "Perbarui aplikasi" in caught.value.mend.spoken("id")


def test_a_table_with_other_columns_is_refused_even_if_its_hash_is_right(root):
    path = root / NEW / "claims.csv"
    path.write_text(path.read_text("utf-8").replace("claim_id,", "nomor,"), "utf-8")
    files = {
        name: hashlib.sha256((root / NEW / name).read_bytes()).hexdigest()
        for name in ("claims.csv", "CHANGES.md")
    }
    rewrite(root, NEW, files=files)
    with pytest.raises(editions.OtherSchemaError):
        editions.load(root, NEW)


def test_where_none_is_whole_there_is_no_edition(root):
    for name in (OLD, NEW):
        (root / name / "claims.csv").unlink()
    with pytest.raises(editions.NoEditionError, match="Tidak ada edisi"):
        editions.load(root)


def test_an_empty_folder_has_no_edition(tmp_path):
    with pytest.raises(editions.NoEditionError):
        editions.load(tmp_path / "tiada")
    assert editions.pointer(tmp_path) == ""


@pytest.mark.parametrize("name", ["2026-01-03.1", "../lain", "", "current"])
def test_an_edition_that_is_not_there_is_said(root, name):
    with pytest.raises(editions.UnknownEditionError, match="tidak ada") as caught:
        editions.load(root, name)
    assert "alamat" in caught.value.mend.spoken("id")


def test_a_link_cannot_write_a_sentence_into_the_refusal_of_an_edition(root):
    with pytest.raises(editions.UnknownEditionError) as caught:
        editions.load(root, "Hubungi 0812-0000 untuk pencairan klaim")
    assert caught.value.what.spoken("id") == "Edisi “Hubungi 0812-0000 untuk …” tidak ada."


@pytest.mark.parametrize("text", ["2027-01-01.1", "", "../..", "rusak\n\n"])
def test_a_pointer_to_nothing_falls_back_to_the_newest_whole_edition(root, text):
    (root / "current").write_text(text, "utf-8")
    assert editions.load(root).name == NEW


def test_a_newer_edition_than_the_current_one_is_not_taken_by_itself(root):
    (root / "current").write_text(OLD, "utf-8")
    (root / OLD / "claims.csv").unlink()
    with pytest.raises(editions.NoEditionError):
        editions.load(root)


def test_codes_stay_text_and_blanks_stay_unknown(root):
    claims = editions.load(root).claims
    assert claims["region_code"].tolist() == ["6111", "6111"]
    assert claims["numerator"].isna().all()
    assert (claims["speaker"] == "").all()


def test_a_published_edition_is_of_the_day_in_its_name(root):
    assert editions.load(root).as_of == date(2026, 1, 2)
    assert editions.load(root, OLD).as_of == date(2026, 1, 1)


def unpublished(*rows):
    """A panel that stands in no folder."""
    return editions.Edition(name="contoh", dataset="contoh", claims=typed(*rows), files={})


def test_a_panel_that_was_never_published_is_of_the_last_day_it_speaks_of():
    rows = [row(period=period) for period in ("2024-11", "2025-02", "2023-12")]
    assert unpublished(*rows).as_of == date(2025, 2, 28)


def test_a_target_that_is_still_to_come_is_no_day_that_a_panel_speaks_of():
    later = row(indicator="coverage_target", family="target-own", period="2030")
    assert unpublished(row(period="2025-02"), later).as_of == date(2025, 2, 28)


def test_a_whole_year_ends_later_than_a_month_of_it():
    assert unpublished(row(period="2025"), row(period="2025-02")).as_of == date(2025, 12, 31)


# -- schemas, kept for ever ------------------------------------------------------------------


def test_every_schema_there_was_has_a_sample_and_a_way_to_the_present_one():
    assert {int(folder.name) for folder in SCHEMAS.iterdir()} == set(editions.SCHEMAS)
    assert set(editions.SCHEMAS) == set(range(1, editions.SCHEMA_VERSION + 1))
    assert set(editions.MIGRATIONS) == set(range(1, editions.SCHEMA_VERSION))
    assert editions.SCHEMAS[editions.SCHEMA_VERSION] == editions.COLUMNS


@pytest.mark.parametrize("version", sorted(editions.SCHEMAS))
def test_an_edition_of_every_schema_is_still_read(version):
    edition = editions.load(SCHEMAS / str(version))
    claims = edition.claims.set_index("claim_id")
    assert tuple(edition.claims.columns) == editions.COLUMNS
    assert (claims["value"]["S-1"], claims["denominator"]["S-1"]) == (0.5159, 80)
    assert (claims["text"]["S-2"], claims["region_code"]["S-2"]) == ("Inpres 2/2021", "61")
    assert (claims["supersedes"]["S-3"], claims["note"]["S-3"]) == ("S-1", 'koma, "kutip"')
    assert (edition.published_by, edition.published_at) == ("Dinas", "")


def test_an_old_schema_is_brought_to_the_present_one_step_by_step(root, monkeypatch):
    now = (*editions.COLUMNS, "added", "again")
    schemas = {1: editions.COLUMNS, 2: (*editions.COLUMNS, "added"), 3: now}
    steps = {
        1: lambda table: table.assign(added="satu"),
        2: lambda table: table.assign(again=table["added"] + " dua"),
    }
    monkeypatch.setattr(editions, "SCHEMAS", schemas)
    monkeypatch.setattr(editions, "MIGRATIONS", steps)
    monkeypatch.setattr(editions, "SCHEMA_VERSION", 3)
    monkeypatch.setattr(editions, "COLUMNS", now)
    assert editions.load(root).claims["again"].tolist() == ["satu dua", "satu dua"]


# -- what a reader sees while somebody writes --------------------------------------------------


def test_a_reader_keeps_the_edition_that_it_began_with(root):
    began = editions.pointer(root)
    published(root, "2026-01-03.1", row(), row(), row())
    assert editions.load(root, current=began).name == NEW
    assert editions.load(root).name == "2026-01-03.1"


def coming(root, what, after):
    """A step that a writer has begun."""
    step = {"number": 9, "what": what, "before": NEW, "after": after, "by": "x"}
    (root / history.STEP).write_text(json.dumps(step), "utf-8")


def test_an_edition_that_is_in_its_place_but_not_yet_current_is_not_there(root):
    (root / "current").write_text(OLD, "utf-8")
    coming(root, "publish", NEW)
    assert editions.names(root) == [OLD]
    with pytest.raises(editions.UnknownEditionError):
        editions.load(root, NEW)
    (root / "current").write_text(NEW, "utf-8")
    assert editions.names(root) == [NEW, OLD]


def test_an_undo_on_its_way_hides_nothing(root):
    coming(root, "undo", OLD)
    assert editions.names(root) == [NEW, OLD]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"number": 1}', '{"number": "x", "what": 1}'])
def test_a_step_that_cannot_be_read_hides_nothing(root, text):
    (root / history.STEP).write_text(text, "utf-8")
    assert history.unfinished(root) is None
    assert editions.names(root) == [NEW, OLD]
