"""The commands `template` and `check`: what is printed, what is written, how they end."""

import pytest
import typer
from openpyxl import load_workbook
from typer.testing import CliRunner

from geo import editions, intake_commands, terminal
from geo.intake_commands import status
from geo.language import Message
from geo.received import Fault, Question, Severity, Where

HEAD = "Kabupaten/Kota;Posisi;Potensi;Aktif;Cakupan (%)\n"
SOURCE = ["--publisher", "BPJS", "--title", "Laporan"]
CLEAN = HEAD + "Bengkayang;2024;1.000;400;40,00 %\n"


@pytest.fixture(autouse=True)
def wide(monkeypatch):
    """Lines as long as they are."""
    monkeypatch.setattr(terminal.console, "width", 300)


def run(*arguments):
    app = typer.Typer()
    app.command("template")(intake_commands.write_template)
    app.command("check")(intake_commands.check_file)
    return CliRunner().invoke(app, list(map(str, arguments)))


@pytest.fixture
def sent(tmp_path):
    """A file as sent, by its text."""

    def write(text, name="laporan.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8-sig")
        return path

    return write


def test_the_template_is_written_where_it_is_asked_for(tmp_path):
    ended = run("template", tmp_path / "t.xlsx", "--csv")
    assert ended.exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *("angka.csv", "program.csv", "t.xlsx", "target.csv")
    ]
    assert "Angka" in load_workbook(tmp_path / "t.xlsx").sheetnames


def test_a_folder_that_is_not_there_is_explained(tmp_path):
    ended = run("template", tmp_path / "tidak" / "t.xlsx")
    assert ended.exit_code == 1
    assert "tidak dapat dibuka" in ended.output


def test_a_clean_file_ends_with_nought_and_shows_how_it_was_read(sent):
    ended = run("check", sent(CLEAN), *SOURCE)
    assert ended.exit_code == 0, ended.output
    assert "Potensi pekerja, semua segmen" in ended.output
    assert "1 baris dibaca, 0 dilewati" in ended.output
    assert "3 angka terbaca; 0 kesalahan, 0 peringatan, 0 pertanyaan." in ended.output


def test_errors_end_with_one_and_are_all_told_with_place_and_mend(sent):
    ended = run("check", sent(CLEAN + "Atlantis;2024;9;9;1 %\nLandak;2024;x;9;1 %\n"), *SOURCE)
    assert ended.exit_code == 1
    assert "laporan.csv!A3 “Atlantis”" in ended.output
    assert "laporan.csv!C4 “x”" in ended.output
    assert "Kesalahan (2):" in ended.output


def test_warnings_alone_end_with_two(sent):
    ended = run("check", sent(HEAD + "Bengkayang;2024;100;126;126,00 %\n"), *SOURCE)
    assert ended.exit_code == 2
    assert "Peringatan (1):" in ended.output
    assert "melebihi potensi 100" in ended.output


def test_an_open_question_ends_with_two_and_says_how_to_answer(sent):
    path = sent(HEAD.replace(" (%)", "") + "Bengkayang;2024;1000;400;0,4\n")
    ended = run("check", path, *SOURCE)
    assert ended.exit_code == 2, ended.output
    assert '--answer "laporan.csv.E.scale=fraction"' in ended.output
    assert "0 kesalahan, 0 peringatan, 1 pertanyaan" in ended.output
    answered = run("check", path, *SOURCE, "--answer", "laporan.csv.E.scale=fraction")
    assert answered.exit_code == 0, answered.output


@pytest.mark.parametrize("answer", ["x=y", "laporan.csv.E.scale=ya", "tanpa"])
def test_an_answer_to_nothing_is_refused(sent, answer):
    path = sent(HEAD.replace(" (%)", "") + "Bengkayang;2024;1000;400;0,4\n")
    ended = run("check", path, *SOURCE, "--answer", answer)
    assert ended.exit_code == 1
    assert "laporan.csv.E.scale=percent|fraction" in ended.output.replace("\n", "")


def test_a_source_is_asked_for_where_the_file_names_none(sent):
    ended = run("check", sent(CLEAN))
    assert ended.exit_code == 1
    assert "Sumbernya belum ditulis" in ended.output


def test_a_marked_copy_is_written_and_never_over_the_file_itself(sent, tmp_path):
    path = sent(CLEAN + "Atlantis;2024;9;9;1 %\n")
    before = path.read_bytes()
    ended = run("check", path, *SOURCE, "--marked", tmp_path / "m.xlsx")
    assert ended.exit_code == 1
    assert load_workbook(tmp_path / "m.xlsx").sheetnames[0] == "Kesalahan"
    assert run("check", path, *SOURCE, "--marked", path).exit_code == 1
    assert path.read_bytes() == before


def test_what_cannot_be_opened_read_or_understood_is_explained(sent, tmp_path):
    for path, words in [
        (tmp_path / "tidak.csv", "tidak dapat dibuka"),
        (tmp_path, "tidak dapat dibuka"),
        (sent("", "kosong.csv"), "kosong"),
        (sent("halo;dunia\nsatu;dua\n"), "tidak memuat tabel"),
    ]:
        ended = run("check", path)
        assert ended.exit_code == 1, path
        assert words in ended.output.replace("\n", " "), path
        assert not isinstance(ended.exception, AttributeError | KeyError)


def test_a_file_that_is_too_big_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "besar.xlsx"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    assert run("check", path).exit_code == 1


def test_text_of_the_file_is_printed_as_text(sent):
    ended = run("check", sent(CLEAN + "[red]Kab[/red];2024;9;9;1 %\n"), *SOURCE)
    assert "“[red]Kab[/red]”" in ended.output


def test_without_an_edition_a_file_is_checked_by_itself(sent, monkeypatch, tmp_path):
    def none():
        raise editions.NoEditionError(tmp_path)

    monkeypatch.setattr(intake_commands.editions, "load", none)
    assert run("check", sent(CLEAN), *SOURCE).exit_code == 0


def fault(kind="k", severity=Severity.ERROR):
    why = Message("Salah.")
    return Fault(kind=kind, severity=severity, where=Where(sheet="A"), text="", why=why, mend=why)


def test_how_a_check_ends():
    question = Question(key="A.B.scale", words=Message("?"), options={})
    dated = Question(key="A.period", words=Message("?"), options={})
    warning = fault(severity=Severity.WARNING)
    assert status([], []) == 0
    assert status([warning], []) == 2
    assert status([], [question]) == 2
    assert status([fault("scale_unanswered")], [question]) == 2
    assert status([fault("missing_period")], [dated]) == 2
    assert status([fault("missing_period")], [question]) == 1
    assert status([warning, fault()], [question]) == 1


def test_more_faults_than_are_printed_are_counted(sent):
    rows = "".join(f"Atlantis {n};2024;9;9;1 %\n" for n in range(205))
    ended = run("check", sent(HEAD + rows), *SOURCE)
    assert ended.output.count("“Atlantis ") >= 200
    assert "dan 5 lainnya" in ended.output
