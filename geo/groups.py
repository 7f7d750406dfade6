"""Peer groups: regions that are sensibly compared, each group with how it was computed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from types import MappingProxyType
from typing import cast

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo import claims as reader
from geo import comparability, peers
from geo.deployment import here
from geo.errors import listed
from geo.generalise import EQUAL_AREA, figure
from geo.indicators import Indicator, indicator
from geo.language import Message
from geo.model import BpsCode
from geo.regencies import by_bps, regencies

RIVER, REACH, LEAST_SHORE = 1000.0, 50.0, 1000.0
"""Metres. Narrower water is a river or a strait, as at Pontianak; an outline this near to the
sea touches it (it stands on a grid of 11 m); so much of it makes a coast."""
MILLIARD, THOUSAND = 1e9, 1000
ALIKE = 0.5
"""Standard deviations: a trait in which the neighbours differ by no more, on average, is alike."""

TRAITS: Mapping[str, Message] = MappingProxyType(
    {
        "population": Message("jumlah penduduk"),
        "villages": Message("jumlah desa dan kelurahan"),
        "dbh_sawit_per_head": Message("DBH Sawit per penduduk"),
        "unemployment_rate": Message("tingkat pengangguran terbuka"),
        "participation_rate": Message("tingkat partisipasi angkatan kerja"),
        "density": Message("kepadatan penduduk"),
    }
)
"""What `nearest` compares. Coverage is none of them: else the answer would be in the question."""


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class PeerGroup:
    """Regions that are sensibly compared with one another.

    Attributes
    ----------
    key, label : str
        Stable name in addresses; what readers see, in Indonesian.
    why : Message
        How the group was computed, with its numbers.
    members : tuple of BpsCode
        In the order of the codes.
    """

    key: str
    label: str
    why: Message
    members: tuple[BpsCode, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Nearest:
    """The regions nearest to one in profile.

    Attributes
    ----------
    region, members : BpsCode, tuple of BpsCode
        Whose neighbours; the neighbours, nearest first, of equals the lower code.
    distances, shared : Series of float, Series of int, indexed by region code
        To every other region with a shared trait, nearest first, in standard deviations;
        traits that both have.
    traits, alike : tuple of str
        Keys of `TRAITS` that were compared; those in which the members are alike.
    """

    region: BpsCode
    members: tuple[BpsCode, ...]
    distances: pd.Series
    shared: pd.Series
    traits: tuple[str, ...]
    alike: tuple[str, ...]

    @property
    def words(self) -> Message:
        """Who they are, in what they are alike, and how that was computed."""
        name = by_bps()[self.region].name
        if not self.members:
            return Message("Tidak ada ciri {name} yang dapat dibandingkan.", name=name)
        names = listed(by_bps()[code].name for code in self.members)
        alike = (
            Message(
                "berbeda rata-rata paling banyak setengah simpangan baku dalam {traits}",
                traits=_listed(TRAITS[key] for key in self.alike),
            )
            if self.alike
            else Message("dalam semua ciri berbeda rata-rata lebih dari setengah simpangan baku")
        )
        return Message(
            "Profil terdekat dengan {name}: {names}; {alike}. Dihitung sebagai jarak Euklides atas "
            "{n} ciri yang dibakukan: {traits}; ciri yang kosong dilewati dan jaraknya diskalakan.",
            name=name,
            names=names,
            alike=alike,
            n=len(self.traits),
            traits=_listed(TRAITS[key] for key in self.traits),
        )


def coastal(layer: gpd.GeoDataFrame, sea: gpd.GeoDataFrame) -> frozenset[BpsCode]:
    """Regions whose outline runs along the open sea.

    Parameters
    ----------
    layer : GeoDataFrame indexed by region code
        Regencies, as `boundaries.load_regencies` returns them.
    sea : GeoDataFrame
        `context.load_context()["sea"]`, beneath the land too; empty where it is not known.

    Returns
    -------
    frozenset of BpsCode
        Those with at least `LEAST_SHORE` metres of outline within `REACH` of the sea
        that the regions leave, where it is wider than `RIVER`.
    """
    shapes = layer.geometry.to_crs(EQUAL_AREA)
    land = shapely.union_all(np.asarray(shapes.array))
    around = shapely.box(*land.bounds).buffer(2 * RIVER)
    wet = shapely.union_all(np.asarray(sea.geometry.to_crs(EQUAL_AREA).array))
    water = shapely.intersection(wet, around).difference(land)
    wide = water.buffer(-RIVER / 2).buffer(RIVER / 2 + REACH)
    lengths = shapes.boundary.intersection(wide).length
    return frozenset(BpsCode(str(code)) for code in lengths.index[lengths >= LEAST_SHORE])


def groups(claims: pd.DataFrame, coastal: frozenset[BpsCode]) -> dict[str, PeerGroup]:
    """Every peer group that the claims allow.

    Parameters
    ----------
    claims : DataFrame
        An edition's claims; those of `contoh` hold no population, so give it the real ones.
    coastal : frozenset of BpsCode
        See `coastal`.

    Returns
    -------
    dict of str to PeerGroup
        semua, kota, pesisir, pedalaman, sawit, besar, sedang, kecil; without those whose
        figures the claims do not hold. One may be thin (two kota).
    """
    found = [*_by_place(coastal), *_estates(claims), *_sizes(claims)]
    return {group.key: group for group in found if group.members}


def traits(claims: pd.DataFrame) -> pd.DataFrame:
    """What `nearest` compares, by region.

    Returns
    -------
    DataFrame of float, shape (14, 6), indexed by region code, in its order
        The keys of `TRAITS`: logs of persons and of persons per official km²; desa and
        kelurahan together; rupiah; fractions. Each of one family and year; NaN where unknown.
    """
    areas = pd.Series({one.bps: one.area_km2 for one in regencies()})

    def known(chosen: Indicator) -> pd.Series:
        return _figures(claims, chosen).table["value"].reindex(areas.index)

    people = known(indicator("population"))
    people = people.where(people > 0)
    desa = indicator("villages")
    columns = {
        "population": np.log(people),
        "villages": known(desa) + known(replace(desa, key="urban_villages")),
        "density": np.log(people / areas),
    }
    rest = [key for key in TRAITS if key not in columns]
    return pd.DataFrame({**columns, **{key: known(indicator(key)) for key in rest}})[list(TRAITS)]


def nearest(
    claims: pd.DataFrame, region: BpsCode, count: int = 4, *, known: pd.DataFrame | None = None
) -> Nearest:
    """The regions whose traits are nearest to those of one region.

    Parameters
    ----------
    claims, region, count : DataFrame, BpsCode, int
        Whose neighbours; how many, fewer where fewer share a trait with it.
    known : DataFrame, optional
        `traits(claims)` that the caller kept: a third of a second.

    Returns
    -------
    Nearest
        Definition of the distance, with its source: `peers.distances`.
    """
    table = traits(claims) if known is None else known
    far, shared = peers.distances(table)
    row = cast("pd.Series", far.loc[region]).drop(region).dropna().sort_values(kind="stable")
    members = tuple(BpsCode(str(code)) for code in row.index[:count])
    scores = peers.standardised(table)
    gaps = (scores.loc[list(members)] - scores.loc[region]).abs().mean()
    alike = tuple(key for key in scores.columns if gaps[key] <= ALIKE)
    return Nearest(
        region=region,
        members=members,
        distances=row,
        shared=cast("pd.Series", shared.loc[region])[row.index],
        traits=tuple(scores.columns),
        alike=alike,
    )


def _group(key: str, label: str, why: Message, members: Iterable[str]) -> PeerGroup:
    codes = tuple(BpsCode(code) for code in sorted(members))
    return PeerGroup(key=key, label=label, why=why, members=codes)


def _figures(claims: pd.DataFrame, chosen: Indicator) -> comparability.Group:
    """Newest comparable figures of an indicator for the fourteen."""
    return comparability.group(reader.readings(claims, chosen, list(by_bps())))


def _by_place(coastal: frozenset[BpsCode]) -> list[PeerGroup]:
    """All regions; the kota; those by the sea and the others."""
    codes, there, n = list(by_bps()), here().named, len(by_bps())
    cities = [one.bps for one in regencies() if one.kind == "kota"]
    shore = [code for code in codes if code in coastal]
    inland = [code for code in codes if code not in coastal]
    whole = Message("Semua {all} kabupaten/kota di {province}.", all=n, province=there)
    city = Message("Wilayah yang berstatus kota: {n} dari {all}.", n=len(cities), all=n)
    wet = Message("Batasnya menyentuh laut pada peta batas: {n} dari {all}.", n=len(shore), all=n)
    dry = Message(
        "Kabupaten dan kota yang batasnya tidak menyentuh laut pada peta batas; sungai tidak "
        "dihitung sebagai laut: {n} dari {all}.",
        n=len(inland),
        all=n,
    )
    return [
        _group("semua", _("Semua kabupaten/kota"), whole, codes),
        _group("kota", _("Kota"), city, cities),
        _group("pesisir", _("Pesisir"), wet, shore),
        _group("pedalaman", _("Pedalaman"), dry, inland if shore else ()),
    ]


def _estates(claims: pd.DataFrame) -> list[PeerGroup]:
    """Regions with an allocation of DBH Sawit above the mean."""
    figures = _figures(claims, indicator("dbh_sawit"))
    values = figures.table["value"]
    if values.empty:
        return []
    members = values.index[values > values.mean()]
    why = Message(
        "Alokasi DBH Sawit {year} di atas rata-rata {known} wilayah (Rp{mean} miliar): {n} dari "
        "{known}; alokasi resmi itu mengikuti luas dan produksi kebun sawit.",
        year=figures.year,
        known=len(values),
        mean=figure(values.mean() / MILLIARD, 2),
        n=len(members),
    )
    return [_group("sawit", _("Perkebunan sawit besar"), why, members)]


def _sizes(claims: pd.DataFrame) -> list[PeerGroup]:
    """Three groups by population, cut at its terciles rounded to thousands."""
    figures = _figures(claims, indicator("population"))
    values = figures.table["value"]
    if values.empty:
        return []
    low, high = np.round(np.quantile(values, [1 / 3, 2 / 3]) / THOUSAND)
    cuts = {"low": int(low), "high": int(high), "year": figures.year}
    small, large = values <= low * THOUSAND, values > high * THOUSAND
    most = Message("Kira-kira sepertiga: penduduk di atas {high} ribu jiwa ({year}).", **cuts)
    some = Message("Kira-kira sepertiga: di atas {low} sampai {high} ribu jiwa ({year}).", **cuts)
    few = Message("Kira-kira sepertiga: penduduk sampai {low} ribu jiwa ({year}).", **cuts)
    parts = (
        ("besar", _("Penduduk banyak"), most, large),
        ("sedang", _("Penduduk sedang"), some, ~small & ~large),
        ("kecil", _("Penduduk sedikit"), few, small),
    )
    return [_group(key, label, why, values.index[part]) for key, label, why, part in parts]


def _listed(parts: Iterable[Message]) -> Message:
    """`a, b dan c`, in the language in which it will be spoken."""
    *most, last = parts
    if not most:
        return last
    first = reduce(lambda one, two: Message("{one}, {two}", one=one, two=two), most)
    return Message("{first} dan {last}", first=first, last=last)
