"""*Contoh*: complete, plainly marked, and never mixed with real claims."""

from datetime import date
from functools import cache

import pandas as pd
import pytest

from geo import contracts, downloads, editions, regencies, sample
from geo.indicators import indicator
from geo.model import NUMBERS, PROVINCE
from geo.publish import plain

CODES = tuple(regency.bps for regency in regencies.regencies())


@cache
def panel():
    """The sample, made once."""
    return sample.edition(CODES)


def of(key, segment="total"):
    """Claims of an indicator and segment, by region and period."""
    table = panel().claims
    chosen = table[(table["indicator"] == key) & (table["segment"] == segment)]
    return chosen.set_index(["region_code", "period"])


def test_the_same_seed_gives_the_same_panel():
    again = sample.edition(CODES)
    pd.testing.assert_frame_equal(panel().claims, again.claims)


def test_a_regencys_figures_do_not_depend_on_who_else_is_asked_for():
    alone = sample.edition(CODES[:1]).claims
    first = alone[alone["region_code"] == CODES[0]]
    same = panel().claims
    same = same[same["region_code"] == CODES[0]]
    assert first["value"].tolist() == same["value"].tolist()


def test_it_satisfies_the_contract_of_real_claims():
    claims = panel().claims
    text = claims.copy().astype(object)
    for column in NUMBERS:
        text[column] = ["" if pd.isna(cell) else str(plain(cell)) for cell in claims[column]]
    checked = contracts.claims_from_text(text.astype(str), "contoh")
    assert len(checked) == len(claims)


@pytest.mark.parametrize(
    ("key", "segments"),
    [
        ("coverage_rate", ("total", "pu", "bpu")),
        ("participants", ("total", "pu", "bpu", "jakon", "pmi")),
        ("eligible_workers", ("total", "pu", "bpu")),
    ],
)
def test_every_region_month_and_segment_is_there_once(key, segments):
    for segment in segments:
        index = of(key, segment).index
        assert index.is_unique
        assert len(index) == 15 * 8 * 12
        assert set(index.get_level_values(0)) == {*CODES, PROVINCE}
        assert set(index.get_level_values(1)) == {
            f"{year}-{month:02d}" for year in range(2019, 2027) for month in range(1, 13)
        }


def test_there_is_a_target_for_every_region_and_year_to_2030():
    targets = of("coverage_target")
    assert targets.index.is_unique
    assert len(targets) == 15 * 12
    years = set(targets.index.get_level_values("period"))
    assert years == {str(year) for year in range(2019, 2031)}
    assert targets["value"].between(0, 1).all()
    assert (targets["unit"] == "fraction").all()


def test_every_regency_has_made_up_villages_a_city_none_and_the_province_the_sum():
    villages = of("villages")["value"].droplevel("period")
    assert set(villages.index) == {*CODES, PROVINCE}
    cities = [one.bps for one in regencies.regencies() if one.kind == "kota"]
    assert cities
    assert (villages[cities] == 0).all()
    least, most = sample.VILLAGES
    assert villages.drop([*cities, PROVINCE]).between(least, most - 1).all()
    assert villages[PROVINCE] == villages.drop(PROVINCE).sum()
    assert (of("villages")["publisher"] == sample.PUBLISHER).all()


def test_targets_rise_from_year_to_year_and_some_are_still_to_come():
    targets = of("coverage_target")["value"].unstack("period")
    assert (targets.diff(axis=1).iloc[:, 1:] > 0).all(axis=None)
    assert panel().as_of == date(2026, 12, 31)
    assert (targets.columns > "2026").sum() == 4


@pytest.mark.parametrize("segment", ["jakon", "pmi"])
def test_of_construction_and_migrant_workers_only_participants_are_counted(segment):
    assert not of("participants", segment).empty
    for key in ("coverage_rate", "eligible_workers", "coverage_target"):
        assert of(key, segment).empty


def test_whom_no_count_of_the_eligible_holds_is_in_no_total():
    keys = ("total", "pu", "bpu", "pmi")
    counts = {key: of("participants", key)["value"].sort_index() for key in keys}
    assert (counts["pu"] + counts["bpu"] == counts["total"]).all()
    assert (counts["pmi"] > 0).all()


def test_every_segment_of_the_panel_is_one_that_the_catalogue_offers():
    table = panel().claims
    for key in ("coverage_rate", "participants"):
        assert set(table.loc[table["indicator"] == key, "segment"]) == set(indicator(key).segments)


def test_the_province_is_the_sum_of_its_regencies():
    for key in ("participants", "eligible_workers"):
        values = of(key)["value"].unstack("region_code")
        assert (values[list(CODES)].sum(axis=1) == values[PROVINCE]).all()
    rates = of("coverage_rate").loc[PROVINCE]
    assert (rates["numerator"] / rates["denominator"] - rates["value"]).abs().max() <= 0.00005


def test_rates_are_plausible():
    assert of("coverage_rate")["value"].between(0, 1).all()


def test_every_row_says_that_it_is_made_up():
    claims = panel().claims
    for column in ("publisher", "source_title", "note"):
        assert (claims[column] == "DATA CONTOH").all()
    assert claims["definition"].str.startswith("DATA CONTOH").all()
    assert claims["claim_id"].str.startswith("CONTOH-").all()
    assert claims["claim_id"].is_unique
    assert (claims["source_url"] == "").all()


def test_nothing_made_up_is_among_the_real_claims_and_nothing_real_in_the_sample():
    real, made = editions.load().claims, panel().claims
    for column in ("claim_id", "publisher", "source_title"):
        assert not set(real[column]) & set(made[column])
    assert not real.apply(lambda column: column.astype(str).str.contains("CONTOH")).any().any()


def test_it_is_no_edition_that_could_be_chosen_by_name():
    assert panel().dataset == "contoh"
    assert editions.load().dataset == "publikasi"
    assert not editions.is_name(panel().name)
    assert panel().name not in editions.names()


def test_a_file_made_from_it_bears_the_mark_in_its_name_and_rows():
    assert "DATA-CONTOH" in downloads.file_name(panel(), "klaim")
    text = downloads.claims_csv(panel(), panel().claims.head(3)).decode("utf-8-sig")
    assert all("DATA CONTOH" in line for line in text.splitlines()[1:])
    assert "CONTOH" not in downloads.file_name(editions.load(), "klaim")
