"""Findings as sentences; the same words for screen, file and ear."""

import math

import pytest

from geo import choropleth, claims, editions, narrate, regencies, wording
from geo.coverage import Gap
from geo.formats import Writer
from geo.indicators import CATALOGUE, Mark, indicator
from geo.model import PROVINCE, Period
from geo.peers import Rank
from tests.making import row, typed

ID = Writer("id")
COVERAGE = indicator("coverage_rate")
CODES = [regency.bps for regency in regencies.regencies()]
NAMES = {regency.bps: regency.name for regency in regencies.regencies()}
NBSP = "\N{NO-BREAK SPACE}"


def reading(*rows, region="6111", what=COVERAGE):
    """A region's reading."""
    table = typed(*rows) if rows else editions.load().claims
    return claims.readings(table, what, [region]).loc[region]


def layer(period=None, what=COVERAGE):
    """The real layer."""
    table = editions.load().claims
    asked = Period.parse(period) if period else None
    return choropleth.build(what, claims.readings(table, what, CODES, period=asked), period=asked)


def plain(text):
    """Text with common spaces."""
    return text.replace(NBSP, " ")


def test_kayong_utaras_figure_its_date_and_its_source():
    found = reading()
    assert plain(wording.value(ID, COVERAGE, found)) == "51,59 %"
    assert wording.date_of(ID, found) == "data 2024"
    source = wording.source_of(ID, found)
    assert source.startswith("Sekda Kayong Utara Erwin Sudrajat, dalam Tribun Pontianak")
    assert "Oktober 2025" in source


def test_what_was_not_published_is_said_beside_the_figure():
    remarks = " ".join(wording.remarks(ID, reading()))
    assert "Pembilang, penyebut dan tanggal datanya tidak dipublikasikan." in remarks


def test_the_provinces_figure_is_said_to_be_contradicted():
    assert any(
        "berbeda lebih dari 1 poin" in text
        for text in wording.remarks(ID, reading(region=PROVINCE))
    )
    assert "bertentangan" in narrate.conflict_title(ID, reading(region=PROVINCE))


@pytest.mark.parametrize(
    ("status", "words"),
    [("not_reported", "tidak ada data"), ("older", "hanya data lebih lama"),
     ("not_applicable", "tidak berlaku"), ("suppressed", "tidak ditampilkan")],
)  # fmt: skip
def test_each_kind_of_blank_has_its_own_words_and_none_is_zero(status, words):
    blank = reading(region="6110").copy()
    blank["status"] = status
    assert wording.value(ID, COVERAGE, blank) == words
    assert wording.short_value(ID, COVERAGE, blank) == words
    assert wording.date_of(ID, blank) == wording.remark(ID, blank) == ""


def test_a_recomputed_rate_is_told_with_both_numbers():
    found = reading(row(value="0.2277", numerator="16684", denominator="73236"))
    assert plain(wording.recomputed(ID, found)) == (
        "Dihitung ulang 22,78 % (16.684 / 73.236); tertulis 22,77 %."
    )


def test_more_than_a_hundred_percent_is_explained():
    assert "Lebih dari 100 %" in plain(wording.remark(ID, reading(row(value="1.26"))))


def test_the_finding_counts_who_reports_and_names_highest_and_lowest():
    text = plain(narrate.finding(ID, layer("2024"), NAMES))
    assert text.startswith("6 dari 14 kabupaten/kota mempunyai data.")
    assert "Tertinggi Ketapang 68,02 %" in text
    assert "terendah Singkawang 27,5 %" in text.replace("Kota ", "")


def test_a_latest_finding_gives_each_figure_its_year():
    text = plain(narrate.finding(ID, layer(), NAMES))
    assert "Di antara angka terbaru masing-masing" in text
    assert "68,02 % (2024)" in text


def test_an_empty_map_says_that_it_is_empty():
    assert narrate.finding(ID, layer("2019"), NAMES).startswith("Belum ada")


def test_the_silent_regions_are_named_by_kind():
    text = narrate.silent(ID, layer(), NAMES)
    assert text.startswith("Tidak ada data: Bengkayang, Sanggau, Sintang, Sekadau dan Melawi.")


def test_a_rank_is_told_as_a_range():
    text = narrate.rank_sentence(ID, Rank(place=3, known=6, expected=14, tied=0), 2024)
    assert "Urutan ke-3 dari 6" in text
    assert "antara ke-3 dan ke-11" in text
    whole = narrate.rank_sentence(ID, Rank(place=3, known=14, expected=14, tied=0), 2024)
    assert "antara" not in whole


def test_a_gap_is_told_in_points_and_in_workers_where_they_are_known():
    text = plain(narrate.gap_sentence(ID, Gap(points=0.2856, workers=514_080), 0.5956, 2, 2025))
    assert "28,56 poin" in text
    assert "59,56 %" in text
    assert "514.000" in text
    unknown = narrate.gap_sentence(ID, Gap(points=0.1, workers=math.nan), 0.5, 0, 2025)
    assert "penyebutnya tidak dipublikasikan" in unknown
    passed = narrate.gap_sentence(ID, Gap(points=-0.1, workers=1), 0.5, 0, 2025)
    assert "sudah tercapai" in passed


@pytest.mark.parametrize(
    "one", [one for one in CATALOGUE if one.mark is Mark.AREA], ids=lambda one: one.key
)
def test_the_legend_has_a_label_for_each_class(one):
    classes = choropleth.Classes(breaks=one.breaks)
    labels = wording.class_labels(ID, one, classes)
    assert len(labels) == len(set(labels)) == classes.count


def test_the_legend_of_coverage_names_the_target_as_a_bound():
    labels = [plain(text) for text in wording.class_labels(ID, COVERAGE, layer().classes)]
    assert labels[0] == "sampai 20 %"
    assert labels[-2:] == ["> 50 % – 59,56 %", "di atas 59,56 %"]


def test_a_ratio_for_all_together_is_a_ratio_of_sums():
    figure, when = narrate.together(ID, layer(what=indicator("dbh_sawit_per_village")))
    own = 111_668_030_000 - 23_043_942_000 - 1_942_511_000 - 2_533_262_000  # the twelve kabupaten
    assert figure == ID.rupiah(round(own / 2046))
    assert "12 dari 14" in when
    assert narrate.together(ID, layer()) is None


@pytest.mark.parametrize("one", CATALOGUE, ids=lambda one: one.key)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_indicator_can_be_told_in_either_language(one, language):
    writer = Writer(language)
    made = layer(what=one)
    assert narrate.finding(writer, made, NAMES)
    assert wording.indicator_label(writer, one, "total")
    for _, found in made.table.iterrows():
        assert wording.value(writer, one, found)
