"""Peer groups of the published edition and of small tables."""

from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo import boundaries, editions, groups, regencies, sample
from geo.peers import distances
from tests.making import row, typed

CODES = tuple(one.bps for one in regencies.regencies())
SHORE = frozenset({"6101", "6102", "6104", "6106", "6111", "6112", "6172"})
"""Sambas, Bengkayang, Mempawah, Ketapang, Kayong Utara, Kubu Raya, Singkawang."""
PLACES = ("semua", "kota", "pesisir", "pedalaman")
FIGURES = ("sawit", "besar", "sedang", "kecil")


@cache
def real():
    """The current edition's claims."""
    return editions.load().claims


@cache
def found():
    """Its peer groups."""
    return groups.groups(real(), SHORE)


def people(*thousands):
    """Population claims of the first regions, in thousands."""
    return [
        row(
            region_code=code,
            indicator="population",
            value=n * 1000,
            unit="persons",
            family="standard",
        )
        for code, n in zip(CODES, thousands, strict=False)
    ]


@pytest.mark.parametrize("vintage", sorted(boundaries.VINTAGES))
def test_seven_regions_lie_by_the_sea_and_pontianak_on_its_river(vintage):
    layer = boundaries.load_regencies(vintage)
    assert groups.coastal(layer, boundaries.load_context()["sea"]) == SHORE


def test_a_region_that_meets_the_sea_in_a_corner_is_not_coastal():
    # two squares of 11 km beside a sea that begins at their western edge and reaches beneath
    boxes = [shapely.box(110.0, 0, 110.1, 0.1), shapely.box(110.1, 0, 110.2, 0.1)]
    layer = gpd.GeoDataFrame(geometry=boxes, index=["6101", "6102"], crs=4326)
    sea = gpd.GeoDataFrame(geometry=[shapely.box(109.5, 0, 110.05, 0.1)], crs=4326)
    assert groups.coastal(layer, sea) == {"6101"}
    touching = gpd.GeoDataFrame(geometry=[shapely.box(110.2, 0.1, 110.3, 0.2)], crs=4326)
    assert groups.coastal(layer, touching) == frozenset()


def test_the_groups_of_the_edition_come_in_a_fixed_order():
    assert tuple(found()) == (*PLACES, *FIGURES)
    assert all(group.key == key for key, group in found().items())
    assert all(list(group.members) == sorted(group.members) for group in found().values())


def test_shore_and_inland_and_the_three_sizes_part_the_fourteen():
    for keys in (("pesisir", "pedalaman"), ("besar", "sedang", "kecil")):
        parts = [code for key in keys for code in found()[key].members]
        assert sorted(parts) == list(CODES)
    assert found()["kota"].members == ("6171", "6172")
    assert "6171" in found()["pedalaman"].members
    assert found()["semua"].members == CODES


def test_large_estates_have_more_than_the_mean_of_the_allocation():
    # 111,668,030,000 rupiah less the province's 23,043,942,000, over fourteen: 6.33 milliard
    chosen = real()[(real()["indicator"] == "dbh_sawit") & (real()["period"] == "2025")]
    shares = chosen.set_index("region_code")["value"].reindex(CODES)
    expected = tuple(code for code in CODES if shares[code] > 88_624_088_000 / 14)
    assert found()["sawit"].members == expected == ("6103", "6105", "6106", "6107")
    text = found()["sawit"].why.spoken("id")
    assert "6,33 miliar" in text
    assert "2025" in text
    assert f"{len(expected)} dari 14" in text


def test_sizes_are_cut_at_the_terciles_and_say_where():
    table = typed(*people(100, 200, 300, 400, 500, 600, 700))
    parts = groups.groups(table, frozenset())
    # terciles of seven: a third of the way from third to fourth is 300, 500
    assert parts["kecil"].members == CODES[:3]
    assert parts["sedang"].members == CODES[3:5]
    assert parts["besar"].members == CODES[5:7]
    assert "500 ribu" in parts["besar"].why.spoken("id")
    assert "300 ribu" in parts["kecil"].why.spoken("id")


def test_the_words_of_a_size_are_true_of_its_members():
    chosen = real()[(real()["indicator"] == "population") & (real()["period"] == "2024-12-31")]
    persons = chosen.set_index("region_code")["value"]
    low = found()["kecil"].why.values["low"] * 1000
    high = found()["kecil"].why.values["high"] * 1000
    assert (persons[list(found()["kecil"].members)] <= low).all()
    assert persons[list(found()["sedang"].members)].between(low, high).all()
    assert (persons[list(found()["besar"].members)] > high).all()


def test_what_the_claims_do_not_hold_makes_no_group():
    made_up = sample.edition(CODES).claims
    assert tuple(groups.groups(made_up, SHORE)) == PLACES
    assert tuple(groups.groups(typed(row()), frozenset())) == ("semua", "kota")


def test_the_nearest_are_those_of_the_smallest_distance():
    table = groups.traits(real())
    assert table.shape == (14, 6)
    far, _ = distances(table)
    for code in CODES:
        near = groups.nearest(real(), code, known=table)
        assert len(near.members) == 4
        assert code not in near.members
        assert list(near.distances) == sorted(near.distances)
        assert near.distances.iloc[0] == far.loc[code].drop(code).min()
        assert len(near.distances) == 13


def test_nearness_does_not_depend_on_the_order_of_claims():
    turned = real().iloc[::-1].reset_index(drop=True)
    pd.testing.assert_frame_equal(groups.traits(turned), groups.traits(real()))
    assert groups.nearest(turned, "6111").members == groups.nearest(real(), "6111").members


def test_villages_count_kelurahan_and_density_takes_the_official_area():
    table = groups.traits(real())
    assert table.loc["6111", "villages"] == 43
    kayong = regencies.by_bps()["6111"]
    persons = np.exp(table.loc["6111", "population"])
    assert np.exp(table.loc["6111", "density"]) == pytest.approx(persons / kayong.area_km2)


def test_a_missing_trait_is_told_by_the_count_of_those_shared():
    kept = real()[
        ~((real()["indicator"] == "unemployment_rate") & (real()["region_code"] == "6111"))
    ]
    near = groups.nearest(kept, "6111")
    assert (near.shared == 5).all()
    assert len(near.traits) == 6
    other = groups.nearest(kept, "6101")
    assert other.shared["6111"] == 5
    assert other.shared["6102"] == 6


def test_the_words_name_who_in_what_and_how():
    near = groups.nearest(real(), "6111")
    text = near.words.spoken("id")
    for code in near.members:
        assert regencies.by_bps()[code].name in text
    assert "jarak Euklides" in text
    assert "6 ciri" in text
    assert near.alike
    for key in near.alike:
        assert groups.TRAITS[key].spoken("id") in text


def test_without_any_trait_nobody_is_near():
    near = groups.nearest(sample.edition(CODES).claims, "6111")
    assert near.members == ()
    assert "Tidak ada ciri Kayong Utara" in near.words.spoken("id")


def test_alike_are_traits_within_half_a_standard_deviation():
    def claim(code, key, rate):
        return row(region_code=code, indicator=key, family="standard", value=rate)

    rates = {"6101": (0.1, 0.6), "6102": (0.1, 0.7), "6103": (0.3, 0.9)}
    table = typed(
        *(claim(code, "unemployment_rate", one) for code, (one, _) in rates.items()),
        *(claim(code, "participation_rate", two) for code, (_, two) in rates.items()),
    )
    near = groups.nearest(table, "6101", count=1)
    # 0 and, as 0.6, 0.7 and 0.9 have a standard deviation of 0.125, 0.8 of one
    assert near.members == ("6102",)
    assert near.traits == ("unemployment_rate", "participation_rate")
    assert near.alike == ("unemployment_rate",)


def test_equal_distances_go_by_code():
    rates = [("6101", 0.1), ("6104", 0.2), ("6103", 0.2), ("6102", 0.2)]
    key = {"indicator": "unemployment_rate", "family": "standard"}
    table = typed(*(row(region_code=code, value=rate, **key) for code, rate in rates))
    assert groups.nearest(table, "6101", count=2).members == ("6102", "6103")
