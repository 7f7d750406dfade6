"""Amounts of many regencies: by a rule, by hand for those picked out, never a control for each."""

import pytest
from conftest import seen

from pages.shell import loaders, simulation_amounts

PERSONS = "ukuran_persons~jumlah_6111.1000-6101.500"


@pytest.fixture
def many(monkeypatch, opened):
    """The page by persons, where fourteen regencies are already too many for a control each."""
    monkeypatch.setattr(simulation_amounts, "MOST", 5)

    def by_persons(**query):
        shown = opened("simulasi", **query)
        size = next(one for one in shown.app.selectbox if one.label == "Cara mengisi jumlah")
        if size.value != "persons":
            size.set_value("persons")
            shown.run()
        return shown

    return by_persons


def controls(page, beginning):
    return [one for one in page.app.number_input if one.label.startswith(beginning)]


def rule(page):
    return next(one for one in page.app.selectbox if one.label == "Jumlah tiap kabupaten/kota")


def own(page):
    return next(one for one in page.app.multiselect if one.label == "Diisi sendiri untuk")


def told(page):
    return next(one.value for one in page.app.caption if "mendapat jumlah" in one.value)


def test_few_regencies_have_a_control_each(opened):
    shown = opened("simulasi", **{"sim-1": PERSONS})
    assert {one.label for one in controls(shown, "Pekerja: ")} == {
        "Pekerja: Kayong Utara",
        "Pekerja: Sambas",
    }


def test_many_have_one_rule_and_no_control_each(many):
    shown = many()
    assert [one.label for one in controls(shown, "Pekerja: ")] == []
    # 2.046 villages × 100; the two cities have none
    assert "12 dari 14 kabupaten/kota mendapat jumlah; seluruhnya 204.600 orang" in told(shown)
    assert "204.600" in " ".join(map(seen, shown.panels))


def test_the_same_amount_for_all_is_one_control(many):
    shown = many()
    rule(shown).set_value("sama")
    shown.run()
    (each,) = controls(shown, "Pekerja: ")
    assert each.label == "Pekerja: tiap kabupaten/kota"
    each.set_value(300)
    shown.run()
    assert "14 dari 14 kabupaten/kota mendapat jumlah; seluruhnya 4.200 orang" in told(shown)


def test_an_amount_by_hand_wins_over_the_rule_and_stays_when_the_rule_changes(many):
    shown = many()
    rule(shown).set_value("sama")
    own(shown).set_value(["6111"])
    shown.run()
    control = next(one for one in controls(shown, "Pekerja: ") if "Kayong" in one.label)
    control.set_value(700)
    shown.run()
    assert "1 dari 14 kabupaten/kota mendapat jumlah; seluruhnya 700 orang" in told(shown)
    rule(shown).set_value("data")
    shown.run()  # Kayong Utara's 43 villages give way to 700: 204.600 − 4.300 + 700
    assert "seluruhnya 201.000 orang" in told(shown)


def test_amounts_of_a_scenario_that_is_opened_are_kept_to_the_last(many):
    amounts = "-".join(f"{code}.{100 + n}" for n, code in enumerate(loaders.CODES))
    shown = many(**{"sim-1": f"ukuran_persons~jumlah_{amounts}"})
    assert rule(shown).value == "tetap"
    assert "14 dari 14" in told(shown)  # 14 × 100 + (0 + … + 13)
    assert "seluruhnya 1.491 orang" in told(shown)
    shown.run()
    assert "seluruhnya 1.491 orang" in told(shown)


def test_nobody_reached_is_told_in_words(many):
    shown = many()
    rule(shown).set_value("sama")
    shown.run()
    assert shown.failures == []
    (error,) = shown.app.error
    assert "Belum ada jumlah untuk satu kabupaten/kota pun." in error.value
    assert "0 dari 14 kabupaten/kota mendapat jumlah" in told(shown)
    assert any(one.label == "Mulai" for one in shown.app.selectbox)  # all controls still stand
