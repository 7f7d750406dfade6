"""From raw rows to an edition: whole, repeatable, never written over."""

import json
from datetime import date

import pandas as pd
import pytest
from typer.testing import CliRunner

from geo import __main__ as cli
from geo import editions, publish
from tests.making import claims_table, row

COLUMNS = (
    "id,topic,region_name,region_code,period,value,unit,definition,source_title,publisher,"
    "published_on,source_url,confidence,note"
)
FACTS = f"""{COLUMNS}
A-1,c,Kayong Utara,6111,2024,51.59,persen,UCJ,Judul,Koran,2025-10-07,https://x.invalid,high,catatan
A-2,p,Kayong Utara,6111,2024-09-30,40,orang,Peserta,Judul,Koran,,https://x.invalid,high,
A-3,w,Kayong Utara,6111,2024-09-30,80,orang,Potensi,Judul,Koran,,https://x.invalid,high,
A-4,l,Indonesia,,2021,Inpres 2/2021,dokumen,Instruksi,Judul,Koran,,https://x.invalid,high,
"""
READING = """id,indicator,segment,family,numerator_id,denominator_id,speaker,decimals,precision
A-1,coverage_rate,total,ucj,A-2,A-3,Sekda,,
A-2,participants,total,active,,,,,month
A-3,eligible_workers,total,standard,,,,,month
A-4,legal,total,standard,,,,,
"""


@pytest.fixture
def raw(tmp_path):
    """A folder with the two tables."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "facts.csv").write_text(FACTS, "utf-8")
    (folder / "facts.reading.csv").write_text(READING, "utf-8")
    return folder


def read(folder):
    """Claims of a raw folder."""
    return publish.claims_from_facts(folder / "facts.csv", folder / "facts.reading.csv")


def spoil(path, old, new):
    """Change a file's text."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_percent_becomes_a_fraction_with_the_sources_own_decimals(raw):
    claim = read(raw).set_index("claim_id").loc["A-1"]
    assert (claim["value"], claim["unit"], claim["decimals"]) == (0.5159, "fraction", 2.0)
    assert (claim["numerator"], claim["denominator"]) == (40, 80)
    assert (claim["speaker"], claim["note"]) == ("Sekda", "catatan")


def test_a_month_is_not_made_into_a_day_and_a_document_stays_text(raw):
    claims = read(raw).set_index("claim_id")
    assert claims.loc["A-2", "period"] == "2024-09"
    assert claims.loc["A-4", ["region_code", "text", "unit"]].tolist() == [
        "ID",
        "Inpres 2/2021",
        "document",
    ]
    assert pd.isna(claims.loc["A-4", "value"])


@pytest.mark.parametrize("name", ["facts.csv", "facts.reading.csv"])
def test_a_row_without_its_twin_is_named(raw, name):
    lines = (raw / name).read_text("utf-8").splitlines()
    (raw / name).write_text("\n".join(line for line in lines if line[:3] != "A-3"), "utf-8")
    with pytest.raises(publish.UnreadFactsError, match="A-3"):
        read(raw)


def test_a_number_used_twice_is_named(raw):
    spoil(raw / "facts.csv", "A-2,", "A-1,")
    with pytest.raises(publish.DoubledFactsError, match="A-1"):
        read(raw)


def test_a_missing_file_or_column_is_said(raw):
    spoil(raw / "facts.csv", "confidence", "keyakinan")
    with pytest.raises(publish.MissingFactColumnsError, match="confidence"):
        read(raw)
    (raw / "facts.csv").write_text("", "utf-8")
    with pytest.raises(publish.MissingFactsError, match=r"facts\.csv"):
        read(raw)
    (raw / "facts.csv").unlink()
    with pytest.raises(publish.MissingFactsError, match=r"facts\.csv"):
        read(raw)


def test_what_is_published_is_what_is_served(raw, tmp_path):
    claims = read(raw)
    publish.publish(claims, tmp_path / "ed", "2026-01-01.1", by="Dinas", changes="Pertama.")
    edition = editions.load(tmp_path / "ed")
    pd.testing.assert_frame_equal(edition.claims, claims)
    assert (edition.name, edition.published_by) == ("2026-01-01.1", "Dinas")
    assert (edition.changes, edition.dataset) == ("Pertama.\n", "publikasi")
    assert editions.pointer(tmp_path / "ed") == "2026-01-01.1"


def test_the_same_claims_give_the_same_bytes(raw, tmp_path):
    claims = read(raw)
    folders = [
        publish.publish(claims, tmp_path / root, "2026-01-01.1", by="Dinas", changes="x")
        for root in "ab"
    ]
    for name in ("claims.csv", "CHANGES.md", "manifest.json"):
        one, two = ((folder / name).read_bytes() for folder in folders)
        assert one == two


def test_numbers_are_written_as_short_as_they_are_exact(tmp_path):
    claims = claims_table(row(value="0.5159", denominator="1770630"), row(value="1"))
    folder = publish.publish(claims, tmp_path, "2026-01-01.1", by="x", changes="x")
    written = pd.read_csv(folder / "claims.csv", dtype=str, keep_default_na=False)
    assert written["value"].tolist() == ["0.5159", "1"]
    assert written["denominator"].tolist() == ["1770630", ""]


def test_an_edition_is_never_written_over(tmp_path):
    first = publish.publish(claims_table(row()), tmp_path, "2026-01-01.1", by="x", changes="x")
    before = (first / "claims.csv").read_bytes()
    with pytest.raises(publish.EditionExistsError, match=r"2026-01-01\.1"):
        publish.publish(claims_table(row(), row()), tmp_path, "2026-01-01.1", by="y", changes="y")
    assert (first / "claims.csv").read_bytes() == before


def test_an_empty_folder_of_that_name_is_not_taken_over_either(tmp_path):
    (tmp_path / "2026-01-01.1").mkdir()
    with pytest.raises(publish.EditionExistsError):
        publish.publish(claims_table(row()), tmp_path, "2026-01-01.1", by="x", changes="x")


@pytest.mark.parametrize("name", ["", "baru", "../2026-01-01.1", "2026-01-01", "2026-01-01.0"])
def test_a_name_that_would_not_be_found_again_is_refused(tmp_path, name):
    with pytest.raises(publish.BadEditionNameError):
        publish.publish(claims_table(row()), tmp_path, name, by="x", changes="x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["_write_claims", "_sha256", "_take_place"])
@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError])
def test_a_publish_that_dies_leaves_nothing_behind(tmp_path, monkeypatch, step, fault):
    publish.publish(claims_table(row()), tmp_path, "2026-01-01.1", by="x", changes="x")

    def die(*_):
        raise fault

    monkeypatch.setattr(publish, step, die)
    with pytest.raises(fault):
        publish.publish(claims_table(row()), tmp_path, "2026-01-02.1", by="x", changes="x")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-01-01.1", "current"]
    assert editions.load(tmp_path).name == "2026-01-01.1"


def test_a_draft_that_a_killed_process_left_is_no_edition(tmp_path):
    publish.publish(claims_table(row()), tmp_path, "2026-01-01.1", by="x", changes="x")
    draft = tmp_path / ".draft-abc"
    draft.mkdir()
    (draft / "manifest.json").write_text(json.dumps({"edition": "2026-01-02.1"}), "utf-8")
    assert editions.names(tmp_path) == ["2026-01-01.1"]


def test_dying_before_the_pointer_moves_leaves_the_old_edition_serving(tmp_path, monkeypatch):
    publish.publish(claims_table(row()), tmp_path, "2026-01-01.1", by="x", changes="x")
    monkeypatch.setattr(publish, "_point_to", lambda *_: None)
    publish.publish(claims_table(row()), tmp_path, "2026-01-02.1", by="x", changes="x")
    assert editions.load(tmp_path).name == "2026-01-01.1"


def test_two_who_publish_under_one_name_do_not_mix(tmp_path, monkeypatch):
    write = publish._write_claims

    def meanwhile(claims, path):
        monkeypatch.setattr(publish, "_write_claims", write)
        publish.publish(claims_table(row()), tmp_path, "2026-01-01.1", by="lain", changes="x")
        write(claims, path)

    monkeypatch.setattr(publish, "_write_claims", meanwhile)
    with pytest.raises(publish.EditionExistsError):
        publish.publish(claims_table(row()), tmp_path, "2026-01-01.1", by="x", changes="x")
    assert editions.load(tmp_path).published_by == "lain"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["2026-01-01.1", "current"]


def test_the_next_name_of_a_day_is_the_first_free_one(tmp_path):
    assert publish.next_name(tmp_path, date(2026, 1, 2)) == "2026-01-02.1"
    (tmp_path / "2026-01-02.1").mkdir()
    assert publish.next_name(tmp_path, date(2026, 1, 2)) == "2026-01-02.2"


# -- the commands ----------------------------------------------------------------------


def run(*arguments):
    """The command's result."""
    return CliRunner().invoke(cli.app, [*map(str, arguments)])


def publishing(raw, root, *more):
    """Run `publish`."""
    given = ("publish", "--raw", raw, "--root", root, "--by", "Dinas", "--changes")
    return run(*given, *(more or ("Pertama.",)))


def test_the_command_publishes_under_todays_first_free_name(raw, tmp_path):
    for _ in range(2):
        result = publishing(raw, tmp_path / "ed")
        assert result.exit_code == 0, result.output
    assert "4 klaim" in result.output
    newer, older = editions.names(tmp_path / "ed")
    assert (newer[-2:], older[-2:]) == (".2", ".1")


def test_the_changes_may_stand_in_a_file(raw, tmp_path):
    (tmp_path / "apa.md").write_text("Yang berubah: semua.", "utf-8")
    result = publishing(raw, tmp_path / "ed", tmp_path / "apa.md", "--name", "2026-01-01.1")
    assert result.exit_code == 0, result.output
    assert editions.load(tmp_path / "ed").changes == "Yang berubah: semua.\n"


def test_the_command_tells_every_fault_and_publishes_nothing(raw, tmp_path):
    spoil(raw / "facts.csv", "51.59", "51,59".join('""'))
    spoil(raw / "facts.reading.csv", "participants", "peserta")
    result = publishing(raw, tmp_path / "ed")
    assert result.exit_code == 1
    assert "bukan angka" in result.output
    assert "peserta" in result.output
    assert not (tmp_path / "ed").exists()


def test_the_list_shows_which_edition_is_current_and_which_is_damaged(raw, tmp_path):
    root = tmp_path / "ed"
    for name in ("2026-01-01.1", "2026-01-02.1"):
        publishing(raw, root, "x", "--name", name)
    sound = run("editions", "--root", root)
    assert sound.exit_code == 0
    assert sound.output.index("2026-01-02.1") < sound.output.index("2026-01-01.1")
    assert "utuh, dipakai" in sound.output
    (root / "2026-01-02.1" / "claims.csv").write_text("x", "utf-8")
    damaged = run("editions", "--root", root)
    assert damaged.exit_code == 1
    assert "rusak" in damaged.output
    assert "claims.csv tidak cocok" in damaged.output


def test_an_empty_folder_has_no_edition(tmp_path):
    result = run("editions", "--root", tmp_path)
    assert result.exit_code == 1
    assert "Tidak ada edisi data yang utuh" in result.output
