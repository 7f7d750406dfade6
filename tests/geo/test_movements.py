"""What has changed, in sentences: signed, counted, and never said of too few points."""

import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import choropleth, claims, movements, trends
from geo.formats import MINUS, Writer
from geo.indicators import indicator
from geo.model import Missing, Period
from tests.making import row, typed

SAY = Writer("id")
COVERAGE = indicator("coverage_rate")
NAMES = {"6101": "Sambas", "6102": "Bengkayang", "6103": "Landak", "6104": "Mempawah"}
Y2023, Y2024 = Period(2023), Period(2024)


def plain(text):
    """With plain spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def history(*values, first=2019, **cells):
    """A series of one figure a year."""
    rows = [row(period=first + number, value=value, **cells) for number, value in enumerate(values)]
    return claims.history(typed(*rows), "coverage_rate", "6111")


def changes(*values, **status):
    """Changes of the first regions; the others have this kind of blank."""
    known = dict(zip(NAMES, values, strict=False))
    rows = {
        code: {
            "value": known.get(code, float("nan")),
            "why": None,
            "status": "reported" if code in known else status.get(f"r{code}", "not_reported"),
        }
        for code in NAMES
    }
    return pd.DataFrame(rows).T.astype({"value": "float64"})


def changed(*values):
    """The title of these changes."""
    return movements.change_title(SAY, changes(*values), NAMES, Y2023, Y2024)


# -- direction ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "word"),
    [
        (("0.1", "0.2", "0.3", "0.4", "0.5"), "naik"),
        (("0.5", "0.4", "0.3", "0.2", "0.1"), "turun"),
    ],
)
def test_five_comparable_points_allow_a_word_with_the_amount_a_year(values, word):
    found = history(*values)
    assert movements.direction_title(SAY, COVERAGE, "Sambas", found) == (
        f"Sambas: {word} sekitar 10,0 poin setahun."
    )
    assert movements.direction_word(SAY, found) == word
    note = movements.direction_note(SAY, found)
    assert note.startswith("Uji Mann-Kendall atas 5 angka sebanding, 2019–2023: p = 0,017")


def test_numbers_follow_the_language():
    found = history("0.1", "0.2", "0.3", "0.4", "0.5")
    assert "10.0" in movements.direction_title(Writer("en"), COVERAGE, "Sambas", found)
    assert "0.017" in movements.direction_note(Writer("en"), found)


def test_four_points_allow_no_word():
    found = history("0.1", "0.2", "0.3", "0.4")
    assert movements.direction_title(SAY, COVERAGE, "Sambas", found) == (
        "Sambas: 4 angka, arahnya belum dapat disebut."
    )
    assert movements.direction_word(SAY, found) == "4 angka"
    assert movements.direction_note(SAY, found).startswith("Baru ada 4 angka yang sebanding")


@pytest.mark.parametrize("family", ["unstated", "registered"])
def test_five_points_that_may_not_all_be_compared_allow_no_word(family):
    table = typed(
        *(row(period=2019 + n, value=f"0.{n + 1}") for n in range(4)),
        row(period=2023, value="0.5", family=family),
    )
    found = claims.history(table, "coverage_rate", "6111")
    assert movements.direction_word(SAY, found) == "5 angka"
    assert "arahnya belum dapat disebut" in movements.direction_title(
        SAY, COVERAGE, "Sambas", found
    )


def test_a_series_that_goes_up_and_down_is_unclear_and_has_no_amount():
    found = history("0.1", "0.5", "0.2", "0.4", "0.3")
    assert movements.direction_title(SAY, COVERAGE, "Sambas", found) == (
        "Sambas: belum jelas naik atau turun."
    )


def test_without_figures_nothing_is_said():
    assert movements.direction_title(SAY, COVERAGE, "Sambas", history()) == (
        "Sambas: belum ada angka."
    )
    assert movements.direction_word(SAY, history()) == "tidak ada data"
    assert movements.direction_word(SAY, None) == "tidak ada data"


def test_regions_are_counted_by_their_direction():
    up, down = ("0.1", "0.2", "0.3", "0.4", "0.5"), ("0.5", "0.4", "0.3", "0.2", "0.1")
    found = {
        "a": history(*up),
        "b": history(*up),
        "c": history(*down),
        "d": history("0.1", "0.5", "0.2", "0.4", "0.3"),
        "e": history("0.1"),
    }
    assert movements.directions_title(SAY, found) == (
        "2 kabupaten/kota naik, 1 turun, 1 belum jelas."
    )
    assert movements.directions_title(SAY, {"e": found["e"]}).startswith("Belum satu pun")


# -- conflicts ---------------------------------------------------------------------------


def test_a_year_of_conflicting_claims_is_told_with_both_ends_and_not_averaged():
    table = typed(
        row(period="2023", value="0.3"),
        row(period="2023", value="0.4"),
        row(period="2024", value="0.5"),
    )
    said = movements.conflicts(SAY, claims.history(table, "coverage_rate", "6111"))
    assert [plain(one) for one in said] == [
        "Untuk 2023, 2 angka bertentangan: 30,00 % sampai 40,00 %. Tidak dirata-rata."
    ]
    assert "35" not in said[0]


def test_claims_within_a_point_do_not_contradict():
    table = typed(row(value="0.30"), row(value="0.31"))
    assert movements.conflicts(SAY, claims.history(table, "coverage_rate", "6111")) == []


# -- maps --------------------------------------------------------------------------------


def layer(period, *regions):
    """A map of a year on which these regions report 50 %."""
    table = typed(*(row(region_code=code, period=str(period)) for code in regions))
    found = claims.readings(table, COVERAGE, list(NAMES), period=period)
    return choropleth.build(COVERAGE, found, period=period)


def test_the_first_and_the_last_map_are_compared_by_how_many_report():
    layers = [layer(Period(2022), "6101"), layer(Y2023), layer(Y2024, "6101", "6102", "6103")]
    assert movements.maps_title(SAY, layers) == (
        "Dari 1 wilayah dengan angka pada 2022 menjadi 3 pada 2024."
    )
    assert movements.maps_title(SAY, []) == "Belum ada tahun yang dapat dipetakan."


def test_a_map_in_words_names_every_figure_the_highest_first():
    table = typed(row(region_code="6101", value="0.2"), row(region_code="6103", value="0.6"))
    found = claims.readings(table, COVERAGE, list(NAMES), period=Y2024)
    made = choropleth.build(COVERAGE, found, period=Y2024)
    assert plain(movements.map_told(SAY, made, NAMES)) == (
        "Peta 2024: Landak 60,00 %; Sambas 20,00 %."
    )
    assert movements.map_told(SAY, layer(Y2024), NAMES) == "Peta 2024: tidak ada data."


# -- changes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (0.0251, "+2,51 poin"),
        (-0.0251, f"{MINUS}2,51 poin"),
        (0.0, "0,00 poin"),
        (0.00001, "0,00 poin"),
        (-0.00001, "0,00 poin"),
        (float("nan"), "–"),
    ],
)
def test_a_change_has_its_sign_and_what_rounds_to_nothing_has_none(points, said):
    assert movements.signed(SAY, points) == said
    assert movements.signed(Writer("en"), points).split(" ")[0] == said.replace(",", ".").split()[0]


def test_rises_and_falls_are_counted_and_the_largest_named_with_its_sign():
    assert changed(0.02, -0.05, 0.0) == (
        "2023 ke 2024: 1 naik, 1 turun, 1 hampir tetap dari 3 yang dapat dibandingkan; "
        f"terbesar Bengkayang ({MINUS}5,00 poin)."
    )
    assert "terbesar Sambas (+6,00 poin)" in changed(0.06, -0.05)


def test_where_nothing_may_be_compared_no_change_is_said():
    assert changed() == "2023 ke 2024: tidak ada perubahan yang dapat dihitung."


def test_where_nothing_has_changed_nobody_changed_most():
    said = changed(0.0, 0.0, 0.0)
    assert "0 naik, 0 turun, 3 hampir tetap dari 3" in said
    assert "Sambas" not in said


def test_equally_large_changes_are_named_together():
    said = changed(0.05, 0.05, 0.01)
    assert "Sambas dan Bengkayang" in said


def legend(table):
    """The legend of a change map."""
    return movements.change_legend(SAY, choropleth.build_change(COVERAGE, table))


def test_the_legend_runs_from_the_greatest_rise_to_the_greatest_fall():
    rows = legend(changes(0.2, 0.01, 0.0, -0.2))
    assert [(one["label"], one["count"]) for one in rows] == [
        ("naik lebih dari 10 poin", 1),
        ("naik 5,0–10 poin", 0),
        ("naik 0,5–5 poin", 1),
        ("berubah paling banyak 0,5 poin", 1),
        ("turun 0,5–5 poin", 0),
        ("turun 5,0–10 poin", 0),
        ("turun lebih dari 10 poin", 1),
        ("tidak dapat dibandingkan", 0),
        ("tidak ada data", 0),
    ]
    colours = [one["colour"] for one in rows]
    assert colours[:7] == list(reversed(choropleth.palettes.DIVERGING))
    assert len(set(colours)) == 9


def test_what_may_not_be_compared_is_counted_apart_from_what_is_silent():
    rows = legend(changes(0.2, r6102=trends.NOT_COMPARABLE, r6103="older", r6104="not_reported"))
    assert [one["count"] for one in rows] == [1, 0, 0, 0, 0, 0, 0, 1, 2]


blanks = st.sampled_from([trends.NOT_COMPARABLE, *(kind.value for kind in Missing)])
cells = st.one_of(st.floats(-1, 1), blanks)


@given(st.lists(cells, min_size=1, max_size=14))
def test_the_counts_of_the_legend_add_up_to_the_regions(found):
    table = pd.DataFrame(
        {
            "value": [one if isinstance(one, float) else float("nan") for one in found],
            "why": None,
            "status": ["reported" if isinstance(one, float) else one for one in found],
        },
        index=[f"61{number:02d}" for number in range(len(found))],
    )
    assert sum(one["count"] for one in legend(table)) == len(found)


def told_bounds(label):
    """The points that a label of the legend speaks of, signed: from, to."""
    numbers = [float(text.replace(",", ".")) for text in re.findall(r"\d+(?:,\d+)?", label)]
    if label.startswith("berubah"):
        return -numbers[0], numbers[0]
    if "lebih dari" in label:
        numbers.append(100)
    return tuple(numbers) if label.startswith("naik") else (-numbers[1], -numbers[0])


@given(st.floats(-1, 1))
def test_a_change_is_counted_in_a_class_whose_words_hold_it(value):
    counted = [one["label"] for one in legend(changes(value)) if one["count"] == 1]
    low, high = told_bounds(counted[0])
    assert low - 1e-9 <= 100 * value <= high + 1e-9


def test_a_change_computed_from_two_tables_keeps_its_sign():
    table = typed(
        row(region_code="6101", period="2023", value="0.40"),
        row(region_code="6101", period="2024", value="0.52"),
        row(region_code="6102", period="2023", value="0.52"),
        row(region_code="6102", period="2024", value="0.40"),
        row(region_code="6103", period="2023", family="registered"),
        row(region_code="6103", period="2024"),
    )
    first, last = (
        claims.readings(table, COVERAGE, list(NAMES), period=when) for when in (Y2023, Y2024)
    )
    found = trends.changes(first, last)
    assert [one["count"] for one in legend(found)] == [1, 0, 0, 0, 0, 0, 1, 1, 1]
    said = movements.change_title(SAY, found, NAMES, Y2023, Y2024)
    assert "1 naik, 1 turun, 0 hampir tetap dari 2 yang dapat dibandingkan" in said
