"""Torn layers: listed in bounded sentences, mended only on request, with every change told."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from geo import boundaries, generalise, repair, sources

RAW = (
    Path(__file__).parents[3]
    / "shared"
    / "boundaries"
    / "source"
    / "kepmendagri2025_kalbar_adm4_raw.gpkg"
)


def layer(*boxes):
    """Rectangles given as west, south, east, north, in degrees."""
    shapes = [shapely.box(*box) for box in boxes]
    return gpd.GeoDataFrame(
        {"name": [f"Daerah {n}" for n in range(len(shapes))]}, geometry=shapes, crs=4326
    )


def torn(count):
    """A row of squares of which each overlaps the next, less and less."""
    step = 0.1
    return layer(
        *(
            (109 + step * n, 0, 109 + step * (n + 1) + 0.001 * (n + 1) / count, 0.1)
            for n in range(count)
        )
    )


def test_a_sound_layer_is_left_as_it_is():
    sound = layer((109, 0, 109.1, 0.1), (109.1, 0, 109.2, 0.1))
    mended, done = repair.repaired(sound)
    assert (done.invalid, done.overlaps, done.gaps) == (0, 0, 0)
    assert done.most_changed().empty
    assert all(shapely.equals(mended.geometry.array, sound.geometry.array))
    assert list(repair.tears(sound)) == []


def test_an_overlap_goes_to_one_of_the_two_and_the_change_is_told():
    both = layer((109, 0, 109.101, 0.1), (109.1, 0, 109.2, 0.1))
    mended, done = repair.repaired(both)
    assert done.overlaps == 1
    assert done.overlap_km2 == pytest.approx(1.23, abs=0.01)  # 0,11 × 11,1 km
    assert done.overlaps_left == 0
    assert list(repair.tears(mended)) == []
    changes = sorted(done.change)
    assert changes[0] == pytest.approx(-0.0099, abs=2e-4)  # the loser: 0.001 of 0.101 or 0.1
    assert changes[1] == pytest.approx(0, abs=repair.ROUNDING)
    assert len(done.most_changed()) == 1
    assert "1 pasang" in done.told()[1].spoken("id")


def test_a_narrow_gap_is_given_away_and_a_wide_one_stays_a_fault():
    ring = shapely.box(109, 0, 109.1, 0.1)
    narrow, wide = (
        shapely.box(109.04, 0.04, 109.0401, 0.06),
        shapely.box(109.06, 0.04, 109.08, 0.06),
    )
    rest = shapely.box(109.1, 0, 109.2, 0.1)
    shapes = [ring.difference(narrow).difference(wide), rest]
    holed = gpd.GeoDataFrame({"name": ["a", "b"]}, geometry=shapes, crs=4326)
    mended, done = repair.repaired(holed)
    assert (done.gaps, done.gaps_left) == (2, 1)
    left = [fault.spoken("id") for fault in repair.tears(mended)]
    assert len(left) == 1
    assert left[0].startswith("Celah 4,9")  # 0,02° × 0,02°


def test_a_bow_tie_is_mended_and_counted():
    bow = shapely.Polygon([(109, 0), (109.1, 0.1), (109.1, 0), (109, 0.1)])
    crossed = gpd.GeoDataFrame({"name": ["a"]}, geometry=[bow], crs=4326)
    mended, done = repair.repaired(crossed)
    assert done.invalid == 1
    assert mended.geometry.is_valid.all()


def test_of_many_tears_the_largest_are_told_and_the_rest_counted_with_their_area():
    count = repair.MOST_LISTED + 21
    told = [fault.spoken("id") for fault in repair.tears(torn(count))]
    assert len(told) == repair.MOST_LISTED + 1
    assert told[0].startswith(f"Fitur {count - 1} dan {count}")  # the widest overlap
    assert told[-1].startswith("Selain itu 20 tumpang tindih lebih kecil, bersama ")


def test_the_refusal_counts_every_tear_also_those_that_are_not_told():
    named = torn(repair.MOST_LISTED + 21)
    named = named.assign(kode=[f"61.01.01.{2001 + n}" for n in range(len(named))])
    with pytest.raises(boundaries.BoundaryFaultsError, match="60 kesalahan") as caught:
        boundaries.conformed(named, "village")
    assert "--repair" in caught.value.mend.spoken("id")


def test_a_file_of_too_many_features_is_not_held_against_itself(monkeypatch):
    monkeypatch.setattr(repair, "MOST_FEATURES", 2)
    monkeypatch.setattr(generalise, "overlaps", None)  # calling it would fail
    (fault,) = repair.tears(torn(3))
    assert fault.spoken("id").startswith("Berkas berisi 3 fitur; paling banyak 2")


def test_of_many_unknown_names_the_first_are_told_and_all_are_counted():
    count = boundaries.MOST_FAULTS + 5
    foreign = layer(*((109 + n / 1000, 0, 109 + (n + 1) / 1000, 0.1) for n in range(count)))
    with pytest.raises(boundaries.BoundaryFaultsError) as caught:
        boundaries.conformed(foreign, "regency")
    told = caught.value.faults
    assert len(told) == boundaries.MOST_FAULTS + 1
    assert told[-1].values["n"] == 5 + 14  # and the fourteen that are missing
    assert f"{count + 14} kesalahan" in str(caught.value)


def test_the_record_of_a_repaired_layer_keeps_what_was_changed():
    _, done = repair.repaired(layer((109, 0, 109.101, 0.1), (109.1, 0, 109.2, 0.1)))
    kept = done.record()
    assert kept["repaired_overlap_km2"] == pytest.approx(1.23, abs=0.01)
    assert kept["repaired_area_change_max"] == pytest.approx(0.0099, abs=2e-4)


def test_the_layer_that_came_is_not_changed():
    both = layer((109, 0, 109.101, 0.1), (109.1, 0, 109.2, 0.1))
    before = both.geometry.to_wkb().tolist()
    repair.repaired(both)
    assert both.geometry.to_wkb().tolist() == before


@pytest.mark.skipif(not RAW.is_file(), reason="shared/boundaries is not here")
def test_the_villages_as_compiled_are_refused_and_accepted_repaired():
    raw = sources.read_source(RAW)
    with pytest.raises(boundaries.BoundaryFaultsError) as caught:
        boundaries.conformed(raw, "village")
    told = [fault.spoken("id") for fault in caught.value.faults]
    assert len(told) == 2 * (repair.MOST_LISTED + 1)
    assert any("tumpang tindih lebih kecil" in one for one in told)
    assert any("celah lebih kecil" in one for one in told)
    mended, done = repair.repaired(raw)
    assert done.overlap_km2 == pytest.approx(3.84, abs=0.02)
    assert done.gap_km2 == pytest.approx(3.79, abs=0.1)  # those above a cell of the grid
    assert (done.overlaps_left, done.gaps_left) == (0, 0)
    assert done.change.abs().max() < 0.006
    found = boundaries.conformed(mended, "village")
    assert len(found) == 2130
    assert found.loc["61.01.01.2001", "parent"] == "6101040"
    assert float(np.sum(generalise.areas_km2(found))) == pytest.approx(147_034, abs=2)
