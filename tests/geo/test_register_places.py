"""Codes of a register: regencies, districts, villages, and those that are not in force any more."""

import pandas as pd
import pytest

from geo import register_places
from geo.regencies import districts
from geo.register_lineage import Packing, TooManyRegionsError
from geo.register_places import NoVillagesError
from geo.register_terms import LEVELS

DISTRICT = "61.11.01"


def at(code, known=None):
    """Where a code lies, by level, and whether its own is gone; None where it is not known."""
    found = register_places.found([code], known)
    if found.codes.empty:
        return None
    row = found.levels.iloc[0].dropna()
    told = {level: found.names[level][row[level]] for level in found.names if level in row}
    return told, bool(found.coarse)


def test_a_village_lies_in_its_district_regency_and_province():
    lies, gone = at("61.11.01.2001")
    assert list(lies) == ["village", "district", "regency", "province"]
    assert (lies["regency"], lies["province"], gone) == ("6111", "61", False)


@pytest.mark.parametrize("code", ["61.11.99.2001", "61.11.99", "6111999001", "6111999"])
def test_a_code_whose_district_is_gone_counts_in_the_regency_it_begins_with(code):
    assert at(code) == ({"regency": "6111", "province": "61"}, True)


@pytest.mark.parametrize("code", ["61.99.01.2001", "6199", "99.99.99.9999", "desa", "6111.0", "61"])
def test_a_code_that_begins_with_no_regency_is_unknown(code):
    assert at(code) is None


def test_ten_digits_that_are_a_kemendagri_code_without_dots_are_not_guessed_at():
    # 61.02 is Mempawah; read as BPS digits, 6102 would be Bengkayang.
    known = {one.bps for one in districts()}
    codes = [f"{one.dagri}.2001" for one in districts() if one.dagri.startswith("61.02")]
    bare = [code.replace(".", "") for code in codes]
    unlike = [code for code in bare if code[:7] not in known]
    assert {at(code)[0]["regency"] for code in codes} == {"6104"}
    assert unlike
    assert [at(code) for code in unlike] == [None] * len(unlike)


def test_a_village_that_is_not_in_force_counts_in_its_district(tmp_path):
    path = tmp_path / "desa.csv"
    path.write_text("bps_code,kemendagri_code\n6111010001,61.11.01.2001\n", "utf-8")
    known = register_places.villages(path)
    assert at("61.11.01.2001", known)[0]["village"] == "6111010001"
    lies, gone = at("61.11.01.2099", known)
    assert "village" not in lies
    assert "district" in lies
    assert gone


@pytest.mark.parametrize("text", ["nama\nA\n", "", "bps_code\n\n"])
def test_a_list_without_villages_is_refused(tmp_path, text):
    path = tmp_path / "desa.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(NoVillagesError):
        register_places.villages(path)


def test_a_lineage_tells_each_level_again():
    packing = Packing.of({"village": 3, "district": 2, "regency": 3, "province": 2})
    levels = pd.DataFrame(
        {"village": [None, 2], "district": [None, 1], "regency": [2, 0], "province": [1, 0]},
        dtype="Int32",
    )
    lineages = packing.packed(levels).to_numpy()
    told = {level: packing.at(level, lineages).tolist() for level in LEVELS}
    assert told == {
        "village": [-1, 2],
        "district": [-1, 1],
        "regency": [2, 0],
        "province": [1, 0],
    }
    assert packing.ends_at("regency", lineages).tolist() == [True, False]


def test_the_villages_of_the_whole_country_in_two_systems_fit_and_no_more_than_fit_are_taken():
    country = {"province": 38, "regency": 514, "district": 7_288, "village": 2 * 84_276}
    assert max(Packing.of(country).shifts) < 63
    with pytest.raises(TooManyRegionsError, match="terlalu banyak"):
        Packing.of({**country, "village": 10**6})
