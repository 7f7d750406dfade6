"""The code table and the matching of names."""

import pytest

from geo import regencies
from geo.regencies import (
    AmbiguousNameError,
    UnknownCodeError,
    UnknownRegencyError,
    bps_of,
    dagri_of,
    matched,
)


def test_there_are_fourteen_regencies_in_the_order_of_their_bps_codes():
    codes = [regency.bps for regency in regencies.regencies()]
    assert len(codes) == 14
    assert codes == sorted(codes)
    assert [r.bps for r in regencies.regencies() if r.kind == "kota"] == ["6171", "6172"]


def test_seven_codes_mean_another_regency_in_the_other_system():
    differ = [r for r in regencies.regencies() if r.bps != r.dagri.replace(".", "")]
    assert len(differ) == 7
    assert regencies.by_bps()["6102"].name == "Bengkayang"
    assert regencies.by_dagri()["61.02"].name == "Mempawah"


def test_the_bridge_leads_there_and_back():
    assert dagri_of("6102") == "61.07"
    assert bps_of("61.02") == "6104"
    assert all(bps_of(dagri_of(r.bps)) == r.bps for r in regencies.regencies())


def test_melawi_keeps_the_zero_of_its_code():
    assert dagri_of(matched("Melawi").bps) == "61.10"


@pytest.mark.parametrize("code", ["61.02", "610", ""])
def test_a_code_of_the_other_system_is_refused_not_converted(code):
    with pytest.raises(UnknownCodeError):
        dagri_of(code)
    with pytest.raises(UnknownCodeError):
        bps_of(code.replace(".", ""))


def test_official_areas_add_up_to_the_province():
    assert sum(r.area_km2 for r in regencies.regencies()) == pytest.approx(147_018.063, abs=0.001)


def test_every_district_has_a_regency_and_a_code_of_its_own():
    districts = regencies.districts()
    assert len({d.bps for d in districts}) == len({d.dagri for d in districts}) == 174
    for district in districts:
        parent = regencies.by_bps()[district.parent]
        assert district.bps.startswith(parent.bps)
        assert district.dagri.startswith(f"{parent.dagri}.")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Kab. Kayong Utara", "6111"),
        ("KKU", "6111"),
        ("KAYONG UTARA", "6111"),
        ("kab kayong-utara", "6111"),
        ("Kab.Kubu Raya", "6112"),
        ("KUBURAYA", "6112"),
        ("Kota Singkawang", "6172"),
        ("Singkawang", "6172"),
        ("Singkawang City", "6172"),
        ("kabupaten mempawah", "6104"),
        ("  Kapuas  Hulu ", "6108"),
        ("Kotamadya Pontianak", "6171"),
        ("Kota Pontianak", "6171"),
        ("Kab. Pontianak", "6104"),
        ("KABUPATEN PONTIANAK", "6104"),
    ],
)
def test_usual_spellings_are_matched(text, code):
    assert matched(text).bps == code


def test_every_official_name_matches_itself():
    for regency in regencies.regencies():
        assert matched(regency.name_full) is regency
        assert regency in regencies.candidates(regency.name)


@pytest.mark.parametrize("year", [None, 2010, 2014])
def test_a_bare_pontianak_in_an_old_table_is_asked_about(year):
    with pytest.raises(AmbiguousNameError, match="Kota Pontianak") as caught:
        matched("Pontianak", year=year)
    assert "Kabupaten Mempawah" in caught.value.mend.spoken("id")


def test_a_bare_pontianak_since_2015_is_the_city():
    assert matched("Pontianak", year=2015).bps == "6171"
    assert matched("Kabupaten Pontianak", year=2020).bps == "6104"


@pytest.mark.parametrize(
    "text", ["Kota Mempawah", "Kabupaten Singkawang", "Kota", "", "61.02", "6102"]
)
def test_a_wrong_kind_or_a_code_is_no_name(text):
    with pytest.raises(UnknownRegencyError):
        matched(text)


def test_an_unknown_name_gets_close_ones():
    with pytest.raises(UnknownRegencyError) as caught:
        matched("Bengkayan")
    assert caught.value.mend.spoken("id").startswith("Mungkin maksudnya: Kabupaten Bengkayang")
