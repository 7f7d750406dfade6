"""The way to a target in words: order by missing workers, estimates always with their bounds."""

import re
from datetime import date

import pandas as pd
import pytest

from geo import aiming, claims, editions, estimates, targets, trends, ways
from geo.estimates import Workers
from geo.formats import Writer
from geo.indicators import indicator
from geo.model import Period
from geo.targets import Aim
from tests.making import row, typed

RATE = indicator("coverage_rate")
TODAY = date(2025, 6, 30)
SAY = Writer("id")
NAMES = {"6101": "Sambas", "6102": "Bengkayang", "6103": "Landak", "6104": "Mempawah"}
UNKNOWN = (float("nan"),) * 3


def plain(text):
    """With plain spaces."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def counted(value, low=None, high=None):
    """Eligible workers: known, estimated with bounds, or unknown."""
    estimated = low is not None and not pd.isna(value)
    low, high = (value, value) if low is None else (low, high)
    level = 0.8 if estimated else 1.0
    return pd.Series(
        {"value": value, "low": low, "high": high, "level": level, "estimated": estimated}
    )


def course(value="0.4", count=(100_000,), *, aim=0.6, history=None, region="6101", **cells):
    """The course of a region at the end of 2024 to 60 % at the end of 2026."""
    rows = [] if value is None else [row(region_code=region, value=value, **cells)]
    rows += [row(region_code=region, period=when, value=rate) for when, rate in history or []]
    table = typed(*rows)
    known = {
        "eligible": counted(*count),
        "best": trends.best_pace(claims.history(table, "coverage_rate", region)),
        "today": TODAY,
    }
    reading = claims.readings(table, RATE, [region]).loc[region]
    by = date(2026, 12, 31)
    whole = Aim(kind="own", by=by, value=aim, decimals=0, family="target-own")
    return targets.course(reading, whole, **known)


def ranks(courses, **counts):
    """Places of courses whose counts are these, else known exactly."""
    rows = {code: counted(*counts.get(f"r{code}", (100_000,))) for code in courses}
    return ways.gap_ranks(courses, pd.DataFrame(rows).T)


# -- one course --------------------------------------------------------------------------


def test_a_gap_is_told_in_points_and_in_workers():
    assert plain(aiming.course_title(SAY, "Sambas", course())) == (
        "Sambas kurang 20,00 poin dari 60 %: sekitar 20.000 pekerja."
    )


def test_numbers_are_written_as_each_language_writes_them():
    said = aiming.course_title(Writer("en"), "Sambas", course("0.4049", decimals="2"))
    assert "19.51" in said
    assert "60%" in said
    assert "20,000" in said
    assert "19,51 poin" in aiming.course_title(SAY, "Sambas", course("0.4049"))


def test_without_a_count_no_workers_are_told():
    assert plain(aiming.course_title(SAY, "Sambas", course(count=UNKNOWN))) == (
        "Sambas kurang 20,00 poin dari 60 %."
    )
    assert aiming.course_cells(SAY, course(count=UNKNOWN))["workers"] == "–"


def test_without_a_figure_no_gap_is_told():
    blank = course(None)
    assert aiming.course_title(SAY, "Sambas", blank) == (
        "Sambas: jarak ke target belum dapat dihitung."
    )
    cells = aiming.course_cells(SAY, blank)
    assert (cells["figure"], cells["points"], cells["workers"]) == ("–", "–", "–")
    assert (cells["points_number"], cells["workers_number"]) == ("", "")
    assert not cells["estimated"]


@pytest.mark.parametrize("value", ["0.6", "0.75"])
def test_a_passed_target_shows_no_workers(value):
    passed = course(value, (100_000, 90_000, 120_000))
    cells = aiming.course_cells(SAY, passed)
    assert plain(aiming.course_title(SAY, "Sambas", passed)) == "Sambas sudah mencapai 60 %."
    assert (cells["workers"], cells["estimated"], cells["verdict"]) == (
        "–",
        False,
        "sudah tercapai",
    )
    assert cells["pace"] == "–"


@pytest.mark.parametrize("value", ["0.6", "0.75"])
def test_the_facts_of_a_passed_target_hold_no_workers(value):
    passed = course(value, (100_000, 90_000, 120_000))
    texts = [fact["text"] for fact in aiming.course_facts(SAY, passed)]
    assert not [text for text in texts if "orang" in text]


def test_the_facts_are_gap_workers_time_and_pace():
    facts = aiming.course_facts(SAY, course())
    assert [plain(fact["text"]) for fact in facts] == [
        "20,00 poin",
        "20.000 orang",
        "24,0 bulan",
        "0,83 poin sebulan (830 orang)",
    ]


def test_what_is_unknown_is_left_out_of_the_facts():
    texts = [fact["text"] for fact in aiming.course_facts(SAY, course(count=UNKNOWN))]
    assert texts == ["20,00 poin", "24,0 bulan", "0,83 poin sebulan"]


def test_facts_of_a_region_without_a_figure_say_no_number():
    facts = aiming.course_facts(SAY, course(None))
    assert not [fact["text"] for fact in facts if fact["text"].startswith("–")]


def test_an_estimate_bears_its_mark_and_its_interval_wherever_it_stands():
    guessed = course(count=(100_000, 80_000, 150_000))
    cells = aiming.course_cells(SAY, guessed)
    assert cells["workers"] == "≈ 20.000 orang (16.000–30.000)"
    assert cells["estimated"]
    assert cells["pace"] == "0,83 poin sebulan (≈ 830 orang (670–1.200))"
    facts = [fact["text"] for fact in aiming.course_facts(SAY, guessed)]
    assert [text for text in facts if "orang" in text] == [cells["workers"], cells["pace"]]


def test_the_title_does_not_pass_an_estimate_off_as_a_count():
    said = aiming.course_title(SAY, "Sambas", course(count=(100_000, 80_000, 150_000)))
    assert "≈" in said
    assert "16.000–30.000" in said


def test_the_title_of_the_table_does_not_pass_an_estimate_off_as_a_count():
    guessed = course(count=(100_000, 80_000, 150_000))
    said = aiming.gaps_title(SAY, {"6101": guessed}, NAMES)
    assert "≈" in said
    assert "16.000–30.000" in said


def test_a_known_count_has_no_mark():
    cells = aiming.course_cells(SAY, course())
    assert cells["workers"] == "20.000 orang"
    assert not cells["estimated"]


@pytest.mark.parametrize("persons", [30.0, 8.0])
def test_a_few_missing_workers_are_not_said_to_be_none(persons):
    few = Workers(value=persons, low=persons, high=persons, level=1, estimated=False)
    assert aiming.people(SAY, few) != "0 orang"


def test_rounding_does_not_close_the_interval_of_a_small_estimate():
    guessed = Workers(value=95, low=70, high=125, level=0.8, estimated=True)
    low, high = re.search(r"\(([\d.]+)–([\d.]+)\)", aiming.people(SAY, guessed)).groups()
    assert low != high


def test_an_unknown_count_is_a_dash_and_no_zero():
    unknown = Workers(**dict.fromkeys(["value", "low", "high"], float("nan")), level=1, estimated=0)
    assert aiming.people(SAY, unknown) == "–"
    assert aiming.persons(SAY, counted(*UNKNOWN)) == "–"


def test_eligible_workers_are_exact_where_known_and_marked_where_estimated():
    assert aiming.persons(SAY, counted(41_234)) == "41.234"
    assert aiming.persons(SAY, counted(41_234, 38_111, 52_000)) == "≈ 41.000 (38.000–52.000)"
    assert aiming.persons(Writer("en"), counted(41_234)) == "41,234"


def test_the_columns_sort_by_plain_numbers():
    cells = aiming.course_cells(Writer("en"), course())
    assert float(cells["points_number"]) == pytest.approx(0.2)
    assert float(cells["workers_number"]) == pytest.approx(20_000)
    assert float(cells["pace_number"]) == pytest.approx(0.2 / 24, rel=1e-5)
    assert (cells["figure"], cells["when"], cells["aim"]) == ("40.00%", "2024", "60%")
    assert aiming.course_cells(SAY, course())["best"] == ""


def test_the_verdict_compares_with_the_regions_own_best_pace():
    fast = course(history=[("2023", "0.2")])  # 20 points in 12 months; 20 more in 24, or 18
    assert aiming.short_verdict(SAY, fast) == "cukup 0,5 × laju terbaiknya"
    slow = course(history=[("2023", "0.35")])  # 5 points in 12 months; 20 more in 24
    assert aiming.short_verdict(SAY, slow) == "perlu 2,0 × laju terbaiknya; mulai edisi ini 2,7 ×"
    assert "2.0" in aiming.short_verdict(Writer("en"), slow)
    assert aiming.short_verdict(SAY, course()) == "laju terbaiknya belum diketahui"
    late = course(period="2026")
    assert aiming.short_verdict(SAY, late) == "tenggatnya sudah lewat"
    assert aiming.course_cells(SAY, slow)["best"] == "0,42 poin"


def test_the_pace_from_the_editions_day_says_on_what_it_rests():
    assert plain(aiming.from_today(SAY, course(), TODAY)) == (
        "Dari tanggal edisi ini (30 Juni 2025) tersisa 18,0 bulan. Bila sejak tanggal angka itu "
        "belum ada perubahan, perlu 1,11 poin sebulan."
    )
    assert "1.11" in aiming.from_today(Writer("en"), course(), TODAY)
    for done in (course("0.7"), course(None)):
        assert aiming.from_today(SAY, done, TODAY) == ""


def test_another_date_is_marked_as_a_supposition():
    assert aiming.what_if(SAY, None) == ""
    said = aiming.what_if(SAY, Period(2028, 6))
    assert said.startswith("Seandainya:")
    assert said.endswith("akhir Juni 2028.")


def test_an_own_target_is_told_with_its_gap_or_as_reached():
    assert aiming.own_words(SAY, None) == ""
    assert plain(aiming.own_words(SAY, course(history=[("2023", "0.2")]))) == (
        "Target sendiri 2026: 60 %, kurang 20,00 poin; cukup 0,5 × laju terbaiknya."
    )
    assert plain(aiming.own_words(SAY, course("0.7"))) == (
        "Target sendiri 2026: 60 %; sudah tercapai."
    )


# -- all courses -------------------------------------------------------------------------


def test_most_missing_workers_come_first_and_the_unknown_last():
    courses = {
        "6101": course("0.5"),  # 10.000
        "6102": course("0.7"),  # passed
        "6103": course(None),
        "6104": course("0.3"),  # 30.000
    }
    ordered = sorted(courses, key=lambda code: ways.by_gap(courses[code]))
    assert ordered == ["6104", "6101", "6102", "6103"]
    assert aiming.gaps_title(SAY, courses, NAMES) == (
        "Kekurangan pekerja terbanyak: Mempawah 30.000 orang dan Sambas 10.000 orang."
    )


def test_a_small_gap_in_points_may_be_the_largest_in_workers():
    courses = {"6101": course("0.1", (10_000,)), "6102": course("0.5", (900_000,))}
    ordered = sorted(courses, key=lambda code: ways.by_gap(courses[code]))
    assert ordered == ["6102", "6101"]
    found = ranks(courses, r6101=(10_000,), r6102=(900_000,))
    assert found["place"].to_dict() == {"6101": 2, "6102": 1}


def test_three_are_named_at_most():
    values = ("0.5", "0.4", "0.3", "0.2")
    courses = {code: course(value) for code, value in zip(NAMES, values, strict=True)}
    said = aiming.gaps_title(SAY, courses, NAMES)
    assert "Mempawah" in said
    assert "Sambas" not in said


def test_where_nobody_can_be_counted_it_is_said():
    for alone in (course(None), course("0.7"), course(count=UNKNOWN)):
        assert aiming.gaps_title(SAY, {"6101": alone}, NAMES).startswith("Belum ada")


def test_exact_gaps_have_exact_places():
    courses = {"6101": course("0.5"), "6102": course("0.3")}
    found = ranks(courses)
    assert [aiming.gap_rank(SAY, found, code) for code in ("6102", "6101", "6103")] == [
        "1",
        "2",
        "–",
    ]


def test_intervals_that_overlap_leave_the_places_open():
    counts = {"6101": (100_000, 80_000, 120_000), "6102": (110_000, 90_000, 130_000)}
    courses = {code: course(count=count) for code, count in counts.items()}
    courses["6103"] = course(count=(900_000,))
    found = ranks(courses, r6101=counts["6101"], r6102=counts["6102"], r6103=(900_000,))
    assert [aiming.gap_rank(SAY, found, code) for code in courses] == ["2–3", "2–3", "1"]


def test_places_rest_on_the_wider_joint_intervals_and_not_on_those_beside_a_figure():
    courses = {
        "6101": course(count=(100_000, 95_000, 105_000)),
        "6102": course(count=(120_000, 115_000, 125_000)),
    }
    wide = ranks(courses, r6101=(100_000, 80_000, 125_000), r6102=(120_000, 100_000, 150_000))
    assert aiming.gap_rank(SAY, wide, "6101") == "1–2"


def test_a_region_without_a_figure_may_stand_anywhere():
    courses = {"6101": course("0.5"), "6102": course("0.3"), "6103": course(None)}
    found = ranks(courses, r6103=UNKNOWN)
    assert [aiming.gap_rank(SAY, found, code) for code in courses] == ["2–3", "1–2", "–"]


def test_a_region_whose_workers_are_unknown_may_stand_anywhere_too():
    courses = {"6101": course("0.5"), "6102": course("0.3"), "6103": course(count=UNKNOWN)}
    found = ranks(courses, r6103=UNKNOWN)
    assert [aiming.gap_rank(SAY, found, code) for code in courses] == ["2–3", "1–2", "–"]


def test_a_region_that_reached_the_target_takes_nobodys_place():
    courses = {"6101": course("0.5"), "6102": course("0.7")}
    found = ranks(courses)
    assert [aiming.gap_rank(SAY, found, code) for code in courses] == ["1", "–"]


def test_the_lead_counts_the_unknown_and_explains_the_mark_only_where_it_stands():
    assert "≈" not in aiming.gaps_lead(SAY, {"6101": course()})
    guessed = course(count=(100_000, 80_000, 150_000))
    said = aiming.gaps_lead(SAY, {"6101": guessed, "6102": course(None)})
    assert "≈ berarti perkiraan" in said
    assert "1 kabupaten/kota tidak dapat dihitung karena belum ada angkanya." in said
    assert said.startswith("Semua diukur terhadap target provinsi sebagai tolok ukur")


def test_a_figure_that_its_source_does_not_explain_is_not_said_to_be_missing():
    said = aiming.gaps_lead(SAY, {"6101": course(family="unstated")})
    assert "karena belum ada angkanya" not in said


def test_the_lead_of_the_denominators_counts_the_published_ones():
    table = editions.load().claims
    regions = [f"61{number:02d}" for number in range(1, 13)]
    found = estimates.eligible(table, regions)
    guessed = int(found["estimated"].sum())
    known = int(found["value"].notna().sum()) - guessed
    said = aiming.estimates_lead(SAY, found)
    implied = int(((found["low"] < found["high"]) & ~found["estimated"].astype(bool)).sum())
    assert implied == 1  # Kubu Raya: 110.013 peserta dan 39,21 %
    assert said.startswith(
        f"{known - implied} dari 12 penyebut berasal dari sumber. {implied} dihitung dari"
    )
    assert guessed
    assert len(said) > len(f"{known} dari 12 penyebut berasal dari sumber. ")
    none = found[~found["estimated"].astype(bool)]
    assert "perkiraan" not in aiming.estimates_lead(SAY, none)


def test_other_claims_of_the_year_say_what_they_make_of_the_gap():
    others = typed(row(value="0.27", decimals="0"), row(value="0.3041", decimals="2"))
    assert plain(aiming.others(SAY, course(), others)) == (
        "Sumber lain untuk tahun yang sama menyebut 27 % dan 30,41 %; dengan angka itu jaraknya "
        "29,59 poin sampai 33,00 poin."
    )
    assert aiming.others(SAY, course(), others.iloc[:1]).endswith("jaraknya 33,00 poin.")
    assert aiming.others(SAY, course(), others.iloc[:0]) == ""
