"""What all pages of the static site are made from: one edition, read once for both languages."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import urlencode, urlsplit

import geopandas as gpd
import pandas as pd

from geo import boundaries, briefing, completeness, material, site_once, stillmap, trendlines
from geo.agenda import CODES, PARTS, REGENCIES, Agenda
from geo.brief import Picture, Slide
from geo.choropleth import ChoroplethLayer
from geo.comparison import Comparison
from geo.deployment import here
from geo.dossier import Dossier
from geo.editions import Edition
from geo.formats import Writer
from geo.indicators import CATALOGUE
from geo.language import LANGUAGES, Language
from geo.material import COVERAGE, Known, Material
from geo.model import PROVINCE, BpsCode
from geo.regencies import by_bps
from geo.site_model import DEFAULT, Place
from geo.site_once import Claim
from geo.stillmap import Outlines
from geo.vintages import Vintage, vintage_of

WIDTH, SMALL_WIDTH = 760, 260
"""Of the map that links to the regencies, and of the one that shows where a regency lies, px."""
CHART = trendlines.LARGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the operator says of the site.

    Attributes
    ----------
    base : str
        Absolute address of its root, with a slash at the end; empty where it is not known,
        and then nothing is written that needs one.
    app : str
        Where the live app stands, with a slash at the end; may be relative to the server.
    """

    base: str = ""
    app: str = "/app/"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shared:
    """What the pages of every language share.

    Attributes
    ----------
    own : mapping of region code to DataFrame
        Every claim about a region, as the edition holds them.
    rows : mapping of region code to list of Claim
        The same row by row, read once for all pages.
    layers : mapping of indicator key to ChoroplethLayer
        Each indicator of the catalogue, newest readings.
    dossiers : callable
        Everything known of the coverage of a region, the province among them.
    vintage : Vintage
        Of the boundaries that are drawn.
    outlines, small : Outlines
        For the map that links, and for the one that shows where a regency lies.
    land : str
        The small map with no regency marked, an SVG: what lies beneath each that marks one.
    shapes : GeoDataFrame
        Of the regencies, as `boundaries.load_regencies` gives them.
    series : callable
        Every claim of an indicator and a region that nothing supersedes, oldest first: the
        rows of `claims.history`, gone through once for all regions.
    compared : mapping of indicator key to Comparison
        Which regencies may be compared, for the period that compares most of them.
    segments : mapping of indicator key to tuple of ChoroplethLayer
        The other segments of an indicator that a regency has a figure of.
    districts : Edition
        What the edition claims of districts, and nothing else.
    district_shapes : callable
        The districts of a regency for its page; None where the deployment has no such layer.
    newest : DataFrame
        The newest claim of each figure of each regency: `completeness.newest`.
    """

    edition: Edition
    options: Options
    own: Mapping[str, pd.DataFrame]
    rows: Mapping[str, list[Claim]]
    layers: Mapping[str, ChoroplethLayer]
    dossiers: Callable[[BpsCode], Dossier]
    vintage: Vintage
    shapes: gpd.GeoDataFrame
    outlines: Outlines
    small: Outlines
    land: str
    series: Callable[[str, str], Sequence[Claim]]
    compared: Mapping[str, Comparison]
    segments: Mapping[str, tuple[ChoroplethLayer, ...]]
    districts: Edition
    district_shapes: Callable[[BpsCode], Outlines | None]
    newest: pd.DataFrame


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stock:
    """What the pages of one language are made from.

    Attributes
    ----------
    slide : callable
        What a meeting's slide holds, by the key of its part or by the code of its regency.
    chart : callable
        A region's claims over time as a picture; None where there are not two things to draw.
    """

    shared: Shared
    known: Known
    slide: Callable[[str], Slide]
    chart: Callable[[BpsCode], Picture | None]

    @property
    def writer(self) -> Writer:
        """Sentences in the language of the pages."""
        return self.known.writer

    @property
    def language(self) -> Language:
        """Of the pages."""
        return self.known.writer.language

    @property
    def names(self) -> Mapping[str, str]:
        """What regions are called, by code, the province among them."""
        return self.known.material.names

    @property
    def root(self) -> str:
        """The path of the site's root on its server, for what may be read at any address."""
        return urlsplit(self.shared.options.base).path or "/"

    def place(self, kind: str, key: str = "") -> Place:
        """A page of this language."""
        return Place(kind, key, self.language)  # type: ignore[arg-type]  # a key of KINDS

    def about(self, region: str) -> pd.DataFrame:
        """Every claim about a region."""
        return self.shared.own.get(region, self.shared.edition.claims.iloc[:0])

    def rows(self, region: str) -> list[Claim]:
        """Every claim about a region, row by row."""
        return self.shared.rows.get(region, [])


def stocks(
    edition: Edition, options: Options, languages: tuple[Language, ...] = LANGUAGES
) -> dict[Language, Stock]:
    """Everything that the pages of an edition need, by language."""
    vintage = vintage_of(here().default_vintage)
    shapes = boundaries.load_regencies(vintage.key)
    outlines, small = stillmap.outlines(shapes, WIDTH), stillmap.outlines(shapes, SMALL_WIDTH)
    first = material.gathered(_material(edition, outlines, vintage), Agenda(), Writer(DEFAULT))
    # Read row by row for each region, which takes half as long of texts that stand in one block.
    loose = edition.claims.astype(dict.fromkeys(material.TEXTS, object))
    shared = Shared(
        edition=edition,
        options=options,
        own={str(code): part for code, part in loose.groupby("region_code")},
        rows=site_once.by_region(loose),
        layers={one.key: site_once.layer(edition, one, first) for one in CATALOGUE},
        dossiers=site_once.dossiers(edition, first),
        vintage=vintage,
        shapes=shapes,
        outlines=outlines,
        small=small,
        land=stillmap.locator(small, "", here().name),
        series=site_once.series(loose),
        compared={one.key: site_once.compared(edition, one, first) for one in CATALOGUE},
        segments={one.key: site_once.segments(edition, one) for one in CATALOGUE},
        districts=site_once.of_districts(edition),
        district_shapes=site_once.district_shapes(vintage),
        newest=completeness.newest(edition.claims, [*CODES], edition.as_of),
    )
    return {language: _stock(shared, first, language) for language in languages}


def _stock(shared: Shared, first: Known, language: Language) -> Stock:
    known = replace(first, writer=Writer(language))
    bare = replace(shared.edition, claims=shared.edition.claims.iloc[:0])
    quick = replace(known, material=replace(known.material, edition=bare))

    @cache
    def slide(key: str) -> Slide:
        # What a regency's slide says rests on readings made before; only parts go through claims.
        of = known if key in PARTS else quick
        return briefing.told(replace(of, agenda=_alone(key))).slides[0]

    @cache
    def chart(region: BpsCode) -> Picture | None:
        key = "provinsi" if region == PROVINCE else region
        return briefing.charts(replace(known, agenda=_alone(key)), CHART)[region]

    return Stock(shared=shared, known=known, slide=slide, chart=chart)


def _alone(key: str) -> Agenda:
    """An agenda of one slide: a part, or a regency."""
    if key in PARTS:
        return Agenda(parts=(key,))
    return Agenda(parts=(REGENCIES,), regions=(BpsCode(key),))


def _material(edition: Edition, outlines: Outlines, vintage: Vintage) -> Material:
    """Without decisions: a page says what its edition says, and stays the same for ever."""
    above: dict[str, str] = {PROVINCE: here().name}
    return Material(
        edition=edition,
        outlines=outlines,
        attribution=vintage.attribution,
        names=above | {str(code): one.name for code, one in by_bps().items()},
        full_names=above | {str(code): one.name_full for code, one in by_bps().items()},
    )


def app_address(options: Options, place: Place) -> str:
    """The live app with the same view: docs/decisions/0007-addresses.md.

    A view that is the app's own default is left out of the address, as the app does.
    """
    pages = {
        "wilayah": "profil",
        "bandingkan": "bandingkan",
        "data": "data",
        "perubahan": "data",
        "metode": "metodologi",
    }
    asked = {
        "bahasa": (place.language, DEFAULT),
        "indikator": (place.key if place.kind == "indikator" else COVERAGE.key, COVERAGE.key),
        "wilayah": (place.key if place.kind == "wilayah" else "", ""),
    }
    query = urlencode({name: value for name, (value, usual) in asked.items() if value != usual})
    return options.app + pages.get(place.kind, "") + (f"?{query}" if query else "")
