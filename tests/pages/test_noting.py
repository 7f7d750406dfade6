"""What a meeting decides is noted by planners alone, and stands on the page at once."""

import json

import pytest

from geo import decisions
from pages.shell import officers


@pytest.fixture
def log(tmp_path, monkeypatch):
    """A log of decisions of its own."""
    monkeypatch.setattr(decisions, "ROOT", tmp_path / "decisions")
    return tmp_path / "decisions" / decisions.LOG


@pytest.fixture
def planner(monkeypatch, log):
    """The app as `make run` starts it."""
    monkeypatch.setenv("PETA_MODE", "perencana")
    monkeypatch.setattr(officers, "address", lambda: "localhost")


def noted(page, what, who="Disnakertrans", workers=None):
    app = page.app
    inputs = {one.label: one for one in app.text_input}
    inputs["Apa yang diputuskan"].set_value(what)
    inputs["Penanggung jawab"].set_value(who)
    if workers is not None:
        app.number_input[0].set_value(workers)
    next(one for one in app.button if one.label == "Catat").click()
    return page.run()


def test_the_public_has_no_form(opened, log):
    page = opened("rapat")
    assert "Catat" not in [one.label for one in page.app.button]
    assert not log.exists()


def test_a_decision_is_a_line_of_the_log_and_stands_on_the_page(opened, planner, log):
    page = noted(opened("rapat"), "Daftarkan 500 nelayan", workers=500)
    (line,) = map(json.loads, log.read_text("utf-8").splitlines())
    assert (line["what"], line["workers"], line["region"]) == ("Daftarkan 500 nelayan", 500, "6101")
    assert "1 keputusan yang dicatat, dengan keadaannya." in page.text
    assert [one.value for one in page.app.text_input if one.label == "Penanggung jawab"] == [""]


@pytest.mark.parametrize(
    ("what", "said"), [("", "masih kosong"), ("NIK 6101010101010001", "seperti NIK")]
)
def test_what_is_refused_is_told_and_stays_in_the_form(opened, planner, log, what, said):
    page = noted(opened("rapat"), what)
    assert said in page.app.error[0].value
    assert [one.value for one in page.app.text_input if one.label == "Penanggung jawab"] == [
        "Disnakertrans"
    ]
    assert not log.exists() or log.read_text("utf-8") == ""
