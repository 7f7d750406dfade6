"""The embedded edition, held against its reading guide: what is known, and what conflicts.

The expected figures are typed by hand from the guide that came with the facts.
"""

from functools import cache

import pandas as pd
import pytest

from geo import claims, dossier, editions, regencies
from geo.indicators import indicator
from geo.model import COUNTRY, ISLAND, PROVINCE, Period, Selection

COVERAGE = indicator("coverage_rate")
CODES = [regency.bps for regency in regencies.regencies()]
KAYONG_UTARA, SINGKAWANG, PONTIANAK, SINTANG, SANGGAU = "6111", "6172", "6171", "6107", "6105"


@cache
def table():
    """The claims, read once."""
    return editions.load().claims


def claim(number):
    """One claim by its number."""
    return table().set_index("claim_id").loc[number]


@cache
def readings(key, segment, period, is_regency):
    """Readings of the fourteen, or of what lies above them."""
    regions = CODES if is_regency else [PROVINCE, ISLAND, COUNTRY]
    return claims.readings(table(), indicator(key), regions, period=period, segment=segment)


def read(region, year=None, segment="total", what=COVERAGE):
    """A region's reading."""
    asked = Period.parse(year) if year else None
    return readings(what.key, segment, asked, region in CODES).loc[region]


# -- coverage by regency -------------------------------------------------------------------

TOTALS = {
    ("6106", "2023"): 0.5569,
    ("6106", "2024"): 0.6802,
    ("6103", "2024"): 0.5343,
    ("6111", "2024"): 0.5159,
    ("6171", "2023"): 0.3835,
    ("6171", "2024"): 0.4086,
    ("6171", "2025"): 0.40,
    ("6104", "2023"): 0.3812,
    ("6104", "2024"): 0.3854,
    ("6112", "2022"): 0.2501,
    ("6112", "2023"): 0.3921,
    ("6108", "2023"): 0.39,
    ("6172", "2024"): 0.275,
    ("6172", "2025"): 0.27,
    ("6101", "2025"): 0.24,
}


@pytest.mark.parametrize(("region", "year"), TOTALS)
def test_every_total_that_reaches_the_map_is_the_one_of_the_guide(region, year):
    assert read(region, year)["value"] == TOTALS[region, year]


def test_no_other_total_reaches_the_map():
    years = [Period(year) for year in range(2018, 2027)]
    read_by_year = claims.readings_by_period(table(), COVERAGE, CODES, years)
    shown = {
        (code, str(year))
        for year, found in read_by_year.items()
        for code in found.index[found["value"].notna()]
    }
    assert shown == set(TOTALS)


def test_nine_of_fourteen_have_a_total_and_six_have_one_for_2024():
    latest = claims.readings(table(), COVERAGE, CODES)
    assert latest["value"].notna().sum() == 9
    assert claims.readings(table(), COVERAGE, CODES, period=Period(2024))["value"].count() == 6


@pytest.mark.parametrize("region", ["6102", "6105", "6107", "6109", "6110"])
def test_where_no_total_was_found_there_is_none(region):
    assert read(region)["status"] == "not_reported"


def test_sintang_has_both_segments_and_no_total():
    assert read(SINTANG, segment="pu")["value"] == 0.7663
    assert read(SINTANG, segment="bpu")["value"] == 0.0836
    assert pd.isna(read(SINTANG)["value"])


def test_sanggau_has_construction_workers_alone():
    found = read(SANGGAU, segment="jakon", what=indicator("participants"))
    assert (found["value"], found["period"]) == (4519, "2025-07-30")
    assert claim("WRK-026")["value"] == 12320


def test_landaks_segments_are_those_of_june_2024():
    assert read("6103", segment="pu")["value"] == 0.804
    assert read("6103", segment="bpu")["value"] == 0.169


# -- Kayong Utara --------------------------------------------------------------------------


def test_kayong_utara_reached_51_59_percent_in_2024_says_its_secretary():
    found = read(KAYONG_UTARA)
    assert (found["value"], found["period"], found["decimals"]) == (0.5159, "2024", 2)
    assert "Sekda Kayong Utara" in found["speaker"]
    assert found["publisher"] == "Tribun Pontianak"
    assert found["published_on"].startswith("2025-10")
    assert pd.isna(found["numerator"])
    assert pd.isna(found["denominator"])


def test_kayong_utaras_claimed_rank_and_its_award_are_two_things():
    ranks = claims.history(table(), "coverage_rank", KAYONG_UTARA)
    awards = claims.history(table(), "award_rank", KAYONG_UTARA)
    assert ranks[["value", "period"]].to_numpy().tolist() == [[3.0, "2024"]]
    assert awards[["value", "period"]].to_numpy().tolist() == [[3.0, "2023-05-16"]]


def test_kayong_utaras_villages_funds_and_rules_are_there():
    assert read(KAYONG_UTARA, what=indicator("villages"))["value"] == 43
    assert claim("VUL-024")["value"] == 43 * 100
    assert read(KAYONG_UTARA, "2025", what=indicator("dbh_sawit"))["value"] == 4_435_427_000
    laws = claims.history(table(), "legal", KAYONG_UTARA)
    assert laws["text"].tolist() == ["Perbup 83/2021", "Perbup 33/2024"]


# -- the province --------------------------------------------------------------------------


def test_the_provinces_latest_reading_is_31_percent_of_24_september_2025():
    found = read(PROVINCE)
    assert (found["value"], found["period"]) == (0.31, "2025-09-24")
    assert found["denominator"] == 1_800_000
    assert "Harisson" in found["speaker"]


def test_its_conflicts_of_2025_stand_beside_it():
    found = read(PROVINCE)
    assert found["conflict"]
    others = claims.alternatives(table(), found)
    assert sorted(others["value"]) == [0.27, 0.3041, 0.37]


@pytest.mark.parametrize(
    ("year", "value", "covered", "potential"),
    [
        ("2022", 0.3312, 586_403, 1_770_630),
        ("2023", 0.4281, 757_947, 1_770_630),
        ("2024", 0.3647, 607_426, 1_665_422),
    ],
)
def test_each_year_of_the_province_has_its_own_two_counts(year, value, covered, potential):
    found = read(PROVINCE, year)
    assert (found["value"], found["numerator"], found["denominator"]) == (value, covered, potential)
    assert not found["recomputed_differs"]


def test_the_broken_series_is_one_family_per_denominator():
    families = [read(PROVINCE, year)["family"] for year in ("2022", "2024", "2025")]
    assert families == ["uwc-2022", "ucj-2024", "ucj-2025"]
    assert read(PROVINCE, "2023")["family"] == "uwc-2022"


@pytest.mark.parametrize(
    ("region", "year", "value"),
    [(PROVINCE, "2025", 0.5956), (PROVINCE, "2026", 0.608), (PROVINCE, "2030", 0.6577),
     ("6112", "2025", 0.59), ("6171", "2026", 0.45), (COUNTRY, "2025", 0.5215),
     (COUNTRY, "2045", 0.995)],
)  # fmt: skip
def test_the_targets_are_those_of_the_guide(region, year, value):
    found = claims.readings(
        table(), indicator("coverage_target"), [region], period=Period.parse(year)
    )
    assert found.loc[region, "value"] == value


# -- what must not be averaged or joined ---------------------------------------------------


def test_pontianaks_registered_workers_do_not_replace_the_active_ones():
    found = read(PONTIANAK, "2024")
    assert (found["value"], found["conflict"]) == (0.4086, True)
    other = claims.alternatives(table(), found)
    assert other[["value", "family"]].to_numpy().tolist() == [[0.4452, "registered"]]


def test_singkawangs_june_figure_is_flagged_against_its_own_counts():
    june = table()[table()["claim_id"] == "COV-042"]
    found = claims.readings(june, COVERAGE, [SINGKAWANG]).loc[SINGKAWANG]
    assert (found["numerator"], found["denominator"]) == (16_684, 73_236)
    assert found["recomputed"] == pytest.approx(0.2278, abs=0.00005)
    assert found["recomputed_differs"]


def test_landaks_figure_agrees_with_its_own_counts():
    found = read("6103")
    assert (found["numerator"], found["denominator"]) == (69_590, 130_245)
    assert not found["recomputed_differs"]


def test_the_two_rankings_are_never_mixed():
    ranked = table()[table()["indicator"] == "coverage_rank"].set_index("region_code")["value"]
    awarded = table()[table()["indicator"] == "award_rank"]
    assert ranked.to_dict() == {"6103": 2, "6104": 5, "6111": 3, PROVINCE: 5}
    of_2025 = awarded[awarded["period"] == "2025-09-24"].set_index("region_code")["value"]
    assert of_2025.to_dict() == {"6106": 1, "6104": 2, "6109": 3}


def test_the_national_yardsticks_are_two_families():
    targets = claims.history(table(), "coverage_target", COUNTRY)
    of_2025 = targets[targets["period"] == "2025"].set_index("family")["value"]
    assert of_2025.to_dict() == {"target-national": 0.5215, "target-rpjmn": 0.3215}


def test_the_island_and_the_country_are_no_province():
    assert read(ISLAND)["value"] == 0.41
    assert read(COUNTRY)["value"] == 0.3568  # the stated definition; 37.01 stands beside it
    assert claims.alternatives(table(), read(COUNTRY))["value"].tolist() == [0.3701]


def test_figures_that_the_guide_only_calculates_are_no_claims():
    shown = table()[table()["indicator"] == "coverage_rate"]["value"]
    for computed in (0.324, 0.3668, 0.6999, 0.1327):
        assert not ((shown - computed).abs() < 0.0005).any()


# -- tables that are complete for all fourteen ---------------------------------------------


def whole(key, period=None):
    """Values of the fourteen."""
    asked = Period.parse(period) if period else None
    return claims.readings(table(), indicator(key), CODES, period=asked)["value"]


def test_population_sums_to_the_province():
    assert whole("population").sum() == 5_646_268
    assert read(PROVINCE, what=indicator("population"))["value"] == 5_646_268


def test_villages_sum_to_2046_and_cities_have_none():
    values = whole("villages")
    assert values.sum() == 2_046
    assert values[["6171", "6172"]].tolist() == [0, 0]
    assert read(PROVINCE, what=indicator("villages"))["value"] == 2_046


def test_dbh_sawit_sums_exactly_with_the_provinces_own_share():
    own = claims.history(table(), "dbh_sawit_province", PROVINCE)
    share = own.set_index("period").loc["2025", "value"]
    assert whole("dbh_sawit", "2025").sum() + share == 111_668_030_000
    assert read(PROVINCE, "2025", what=indicator("dbh_sawit"))["value"] == 111_668_030_000


@pytest.mark.parametrize("key", ["unemployment_rate", "participation_rate"])
def test_the_work_rates_of_august_2021_fill_the_map(key):
    found = claims.readings(table(), indicator(key), CODES)
    assert found["value"].between(0, 1).all()
    assert set(found["period"]) == {"2021-08"}


def test_dbh_sawit_per_village_fills_the_map_but_for_the_cities():
    found = claims.readings(table(), indicator("dbh_sawit_per_village"), CODES)
    assert found["status"].tolist() == ["reported"] * 12 + ["not_applicable"] * 2
    assert found.loc[KAYONG_UTARA, "value"] == pytest.approx(4_435_427_000 / 43)


# -- the whole table -----------------------------------------------------------------------


def test_every_claim_has_an_address_and_its_own_words():
    assert table()["source_url"].str.match(r"https?://").all()
    assert (table()["definition"].str.len() > 3).all()


def test_confidence_and_note_are_those_that_were_received():
    received = pd.read_csv(
        editions.ROOT.parent / "raw" / "facts.csv", dtype=str, keep_default_na=False
    ).set_index("id")
    kept = table().set_index("claim_id")
    for column in ("confidence", "note", "definition", "publisher", "source_url", "published_on"):
        assert (kept[column] == received.loc[kept.index, column]).all(), column


def test_a_month_in_the_source_is_a_month_in_the_claim():
    monthly = table()[table()["period"].str.len() == 7]
    assert set(monthly["indicator"]) >= {"unemployment_rate", "participation_rate"}
    assert claim("COV-004")["period"] == "2023-01"


# -- what a region's dossier says ----------------------------------------------------------


def compiled(region, period=None, segment="total"):
    """The dossier of a region."""

    def reader(asked, part, when):
        return readings(asked.key, part, when, region in CODES)

    own = table()[table()["region_code"] == region]
    asked = Period.parse(period) if period else None
    return dossier.compiled(own, region, reader, Selection(segment=segment, period=asked))


def test_kayong_utara_is_third_of_six_known_and_third_to_eleventh_of_fourteen():
    place = compiled(KAYONG_UTARA).rank
    assert (place.place, place.known, place.best, place.worst) == (3, 6, 3, 11)


def test_kayong_utara_has_no_target_and_the_provinces_is_not_lent_to_it():
    found = compiled(KAYONG_UTARA)
    assert found.target is None
    assert found.gap is None


def test_the_province_misses_its_target_by_28_56_points_and_half_a_million_workers():
    found = compiled(PROVINCE)
    assert found.target["value"] == 0.5956
    assert found.gap.points == pytest.approx(0.2856)
    assert found.gap.workers == pytest.approx(0.2856 * 1_800_000)


def test_a_target_that_others_set_makes_no_gap():
    assert compiled(PROVINCE, "2023").target is None  # BPJS Ketenagakerjaan's own 45 %
    assert compiled(PROVINCE, "2024").target["value"] == 0.40  # the province's, not the cited 50.24
    assert compiled("6103", segment="bpu").target is None  # a national one that Landak cites


def test_kubu_raya_has_a_target_for_2025_and_none_for_the_year_of_its_figure():
    assert compiled("6112").reading["year"] == 2023
    assert compiled("6112").target is None


def test_sintangs_blank_total_has_its_segments_beside_it():
    found = compiled(SINTANG)
    assert pd.isna(found.reading["value"])
    assert {name: row["value"] for name, row in found.segments.items()} == {
        "pu": 0.7663,
        "bpu": 0.0836,
    }
    assert found.rank is None


def test_a_blank_year_is_told_with_the_figure_there_is():
    found = compiled(KAYONG_UTARA, "2025")
    assert found.reading["status"] == "older"
    assert found.earlier["value"] == 0.5159


def test_programmes_laws_and_surroundings_are_listed():
    edition = editions.load()
    programmes = dossier.programmes(edition, KAYONG_UTARA)
    assert {"VUL-024", "VUL-027", "DBH-017"} <= set(programmes["claim_id"])
    assert dossier.laws(edition, KAYONG_UTARA)["text"].iloc[0] == "Perbup 33/2024"
    assert {"villages", "population"} <= set(dossier.around(edition, KAYONG_UTARA)["indicator"])
    assert len(dossier.everything(edition, KAYONG_UTARA)) == 18
