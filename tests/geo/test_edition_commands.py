"""The commands that publish and keep editions, as an officer types them."""

import json
import re

import pytest
from typer.testing import CliRunner

from geo import __main__ as cli
from geo import editions, history, publish
from tests.making import claims_table, row


def spoil(path, old, new):
    """Change a file's text."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


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


def test_raw_facts_without_a_name_or_a_reason_are_not_published(raw, tmp_path):
    result = run("publish", "--raw", raw, "--root", tmp_path / "ed")
    assert result.exit_code == 1
    assert "siapa yang menerbitkan" in result.output


# -- a file ------------------------------------------------------------------------------

SHEET = """Capaian kepesertaan per 31 Agustus 2025
Kabupaten/Kota;Potensi;Peserta Aktif;Cakupan (%)
Kab. Kayong Utara;60.000;31.002;51,67
Kota Pontianak;240.000;103.992;43,33
"""
SOURCE = ("--publisher", "BPJS", "--title", "Lembar", "--published-on", "2025-09-10")


@pytest.fixture
def root(tmp_path):
    """An edition in which Kayong Utara has 50 percent, by another publisher."""
    claims = claims_table(row(claim_id="A", value="0.5", decimals=0))
    told = publish.Imprint(name="2026-01-01.1", by="Dinas", changes="x")
    publish.publish(claims, tmp_path / "ed", told)
    return tmp_path / "ed"


@pytest.fixture
def sheet(tmp_path):
    """What an office sends."""
    path = tmp_path / "lembar.csv"
    path.write_text(SHEET, "utf-8")
    return path


def test_a_file_is_tried_first_and_nothing_is_written(root, sheet):
    result = run("publish", sheet, "--root", root, *SOURCE)
    text = " ".join(result.output.split())
    assert result.exit_code == 0, result.output
    assert "Uji coba: tidak ada yang ditulis" in text
    assert "51,67" in text
    assert "Kabupaten Kayong Utara: 31 Agustus 2025" in text
    assert editions.names(root) == ["2026-01-01.1"]


def test_with_a_yes_it_is_published_with_all_that_is_to_be_known_of_it(root, sheet):
    result = run("publish", sheet, "--root", root, *SOURCE, "--yes", "--by", "Sari")
    assert result.exit_code == 0, result.output
    edition = editions.load(root)
    manifest = json.loads((root / edition.name / "manifest.json").read_text("utf-8"))
    assert (edition.published_by, edition.previous) == ("Sari", "2026-01-01.1")
    assert len(edition.claims) == 1 + 6
    assert list(manifest["received"]) == ["lembar.csv"]
    assert "6 angka baru" in edition.changes
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]{8}[+-]\d\d:\d\d", edition.published_at)


def test_the_same_file_again_is_nothing_new_and_no_edition(root, sheet):
    for _ in range(2):
        result = run("publish", sheet, "--root", root, *SOURCE, "--yes", "--by", "Sari")
        assert result.exit_code == 0, result.output
    assert "Tidak ada angka yang berubah" in result.output
    assert len(editions.names(root)) == 2


def test_errors_refuse_whatever_the_officer_says(root, sheet):
    spoil(sheet, "Kab. Kayong Utara", "Kab. Antah Berantah")
    result = run("publish", sheet, "--root", root, *SOURCE, "--yes", "--by", "Sari")
    assert result.exit_code == 1
    assert "Antah Berantah" in result.output
    assert editions.names(root) == ["2026-01-01.1"]


def test_a_file_that_nobody_answers_for_is_not_published(root, sheet):
    result = run("publish", sheet, "--root", root, *SOURCE, "--yes")
    assert result.exit_code == 1
    assert "siapa yang menerbitkan" in result.output
    assert editions.names(root) == ["2026-01-01.1"]


def test_the_first_edition_of_a_deployment_may_come_from_a_file(tmp_path, sheet):
    given = ("--root", tmp_path / "baru", *SOURCE, "--yes", "--by", "Sari")
    result = run("publish", sheet, *given)
    assert result.exit_code == 0, result.output
    assert len(editions.load(tmp_path / "baru").claims) == 6


# -- keeping -----------------------------------------------------------------------------


def test_undo_goes_back_and_forth_and_the_list_tells_it(root, sheet):
    run("publish", sheet, "--root", root, *SOURCE, "--yes", "--by", "Sari")
    newest = editions.load(root).name
    result = run("undo", "--root", root, "--by", "Budi", "--why", "salah lembar")
    assert result.exit_code == 0, result.output
    assert f"dari {newest} ke 2026-01-01.1, oleh Budi: salah lembar" in result.output
    assert editions.load(root).name == "2026-01-01.1"
    assert "oleh Budi: salah lembar" in run("editions", "--root", root).output
    run("undo", "--root", root, "--by", "Budi", "--why", "ternyata benar")
    assert editions.load(root).name == newest
    assert len(history.steps(root)) == 4


def test_where_there_is_nothing_to_undo_it_is_said(root):
    result = run("undo", "--root", root, "--by", "Budi", "--why", "x")
    assert result.exit_code == 1
    assert "Tidak ada edisi sebelum 2026-01-01.1" in result.output


def test_verify_says_that_all_is_well_or_names_what_is_not(root):
    well = run("verify", "--root", root)
    assert (well.exit_code, "1 edisi utuh" in well.output) == (0, True)
    (root / ".draft-2026-01-02.1").mkdir()
    left = run("verify", "--root", root, "--lang", "id")
    assert left.exit_code == 1
    assert "verify --clean" in left.output
    clean = run("verify", "--clean", "--root", root)
    assert (clean.exit_code, ".draft-2026-01-02.1 dibuang" in clean.output) == (0, True)
    (root / "2026-01-01.1" / "claims.csv").write_text("x", "utf-8")
    assert run("verify", "--root", root).exit_code == 1
