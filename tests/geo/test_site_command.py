"""The command `site build`: what it says, and what it refuses."""

import re

import pytest
from typer.testing import CliRunner

from geo import __main__ as cli
from geo import editions, site_build, site_command

RUN = CliRunner()


@pytest.fixture
def asked(monkeypatch):
    """What the build was asked for; it gives one page."""
    found = []

    def files(told, options, *, processes):
        assert processes >= 1
        found.append((told, options))
        yield "index.html", b"halaman"

    monkeypatch.setattr(site_build, "files", files)
    return found


def said(*arguments):
    answer = RUN.invoke(cli.app, ["site", "build", *map(str, arguments)])
    return answer.exit_code, " ".join(answer.output.split())


def test_the_command_says_what_it_wrote(asked, tmp_path):
    code, text = said(tmp_path / "situs", "--base", "https://contoh.invalid")
    assert code == 0
    assert re.search(r"1 berkas, 0,0 MB; 1 ditulis, 0 dihapus", text)
    told, options = asked[0]
    assert told.editions[0].name == editions.load().name
    assert (options.base, options.app) == ("https://contoh.invalid/", "/app/")


def test_without_an_address_it_says_what_is_left_out(asked, tmp_path):
    _, text = said(tmp_path / "situs")
    assert "Tanpa --base" in text
    assert asked[0][1].base == ""


@pytest.mark.parametrize(
    "address", ["contoh.invalid", "javascript:x", "https://a/?b", "//a", '/"x']
)
def test_an_address_that_no_page_may_hold_is_refused(asked, tmp_path, address):
    code, text = said(tmp_path / "situs", "--app", address)
    assert code == 1
    assert "tidak dapat dipakai" in text
    assert not asked
    assert not (tmp_path / "situs").exists()


def test_a_folder_with_other_files_is_refused_with_its_mend(asked, tmp_path):
    (tmp_path / "tesis.doc").write_text("penting")
    code, text = said(tmp_path)
    assert code == 1
    assert "berisi berkas lain" in text


def test_the_editions_before_the_current_one_are_told_and_a_damaged_one_is_not(monkeypatch):
    whole = editions.load()

    def load(root=None, name=None, **_):
        if name == "2026-11-20.1":
            raise editions.DamagedEditionError(name, "claims.csv")
        return whole

    names = ["2026-11-23.1", whole.name, "2026-11-21.1", "2026-11-20.1"]
    monkeypatch.setattr(editions, "names", lambda *_: names)
    monkeypatch.setattr(editions, "load", load)
    assert len(site_command._chronicle().editions) == 2
