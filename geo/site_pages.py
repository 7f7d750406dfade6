"""The pages that show figures, one function for each kind: what is known → a `Leaf`."""

import pandas as pd

from geo import narrate, site_districts, site_parts, site_views, verdicts
from geo.dossier import PROGRAMMES
from geo.indicators import Indicator
from geo.material import COVERAGE
from geo.model import PROVINCE, BpsCode
from geo.regencies import by_bps
from geo.site_model import Leaf
from geo.site_shapes import rendered
from geo.site_stock import Stock
from geo.site_views import link, regency_link


def province(stock: Stock) -> Leaf:
    """How the province is doing, and where coverage is thinnest."""
    writer, place, layer = stock.writer, stock.place("provinsi"), stock.known.layer
    name, known = writer.label(stock.names[PROVINCE]), stock.shared.dossiers(PROVINCE)
    title = narrate.headline(writer, layer, known, name)
    finding = narrate.finding(writer, layer, stock.names)
    svg = site_views.picture(stock, COVERAGE)
    body = rendered(
        "provinsi",
        writer,
        title=title,
        headline=site_views.headline(stock, PROVINCE) | site_parts.aim(writer, known),
        finding=finding,
        silent=narrate.silent(writer, layer, stock.names),
        map=site_views.mapped(stock, place, COVERAGE, svg),
        ranking=site_parts.ranking(stock, layer, regency_link(stock, place)),
        slide=stock.slide("provinsi"),
        compare=link(place, stock.place("bandingkan")),
        chart=site_views.chart(stock, place, PROVINCE),
        indicators=list(site_views.indicators(stock, place)),
        newest=site_parts.newest(stock, PROVINCE) | {"link": link(place, stock.place("data"))},
    )
    return Leaf(
        place=place,
        title=title,
        lead=finding,
        claims=_coverage(stock),
        body=body,
        picture_svg=svg,
        **site_views.named(stock, PROVINCE),
    )


def regency(stock: Stock, code: BpsCode) -> Leaf:
    """What the picture is in a regency."""
    writer, place = stock.writer, stock.place("wilayah", code)
    slide, one = stock.slide(code), by_bps()[code]
    about, programmes, laws = site_views.around(stock, code)
    marked = site_views.marked(stock, code)
    every = writer.say("Semua klaim tentang {name}", name=one.name_full)
    body = rendered(
        "wilayah",
        writer,
        name=one.name_full,
        province=writer.label(stock.names[PROVINCE]),
        up=link(place, stock.place("provinsi")),
        headline=site_views.headline(stock, code) | {"figures": slide.figures[1:]},
        slide=slide,
        about=narrate.identity_facts(writer, one) + about,
        locator=site_views.locator(stock, place, marked),
        chart=site_views.chart(stock, place, code),
        districts=site_districts.section(stock, code),
        programmes=programmes,
        laws=laws,
        claims=site_parts.claims_table(stock, stock.rows(code), every),
        beside=site_views.neighbours(stock, place, code),
    )
    return Leaf(
        place=place,
        title=slide.title,
        lead=slide.line,
        claims=site_districts.with_claims(stock, code),
        body=body,
        picture_svg=marked,  # a chart is too fine for a preview
        ground_svg=stock.shared.land,
        **site_views.named(stock, code),
    )


def measure(stock: Stock, one: Indicator) -> Leaf:
    """One indicator over all regencies: map, table, who may be compared."""
    writer, place = stock.writer, stock.place("indikator", one.key)
    layer, label = stock.shared.layers[one.key], writer.label(one.label)
    finding, svg = narrate.finding(writer, layer, stock.names), site_views.picture(stock, one)
    keys = [key for key in (one.key, one.numerator, one.denominator, one.target) if key]
    table = stock.shared.edition.claims
    shown = table[table["indicator"].isin(keys)]
    body = rendered(
        "indikator",
        writer,
        up=link(place, stock.place("provinsi")) + "#indikator",
        label=label,
        definition=writer.label(one.definition),
        finding=finding,
        silent=narrate.silent(writer, layer, stock.names),
        whole=site_parts.whole(writer, layer, stock),
        map=site_views.mapped(stock, place, one, svg),
        ranking=site_parts.ranking(stock, layer, regency_link(stock, place)),
        segments=list(site_views.segments(stock, place, one)),
        claims=site_parts.claims_table(
            stock,
            shown.sort_values(["region_code", "indicator", "period"]).to_dict("records"),
            writer.say("Klaim: {indicator}", indicator=label),
            show_region=True,
        ),
        **site_views.compared(stock, one),
    )
    return Leaf(
        place=place,
        title=label,
        lead=finding,
        claims=shown,
        body=body,
        picture_svg=svg,
        name=label,
    )


def compare(stock: Stock) -> Leaf:
    """All regencies side by side: who may be ranked, who misses how many workers."""
    writer, place = stock.writer, stock.place("bandingkan")
    ranked, gaps, programmes = (stock.slide(key) for key in ("peringkat", "target", "program"))
    found = stock.known.compared
    shown = pd.concat([stock.known.readings, found.group.table, found.group.apart])
    links = site_parts.addresses(stock, shown[shown["value"].notna()].to_dict("records"))
    body = rendered(
        "bandingkan",
        writer,
        title=ranked.title,
        ranked=ranked,
        note="" if found.group.table.empty else verdicts.ranks_note(writer, found),
        gaps=gaps,
        programmes=programmes,
        bars=site_views.bars(ranked),
        links=links | site_views.by_name(stock, place),
    )
    return Leaf(
        place=place,
        title=ranked.title,
        lead=ranked.line,
        claims=_coverage(stock, *PROGRAMMES),
        body=body,
        picture_svg=site_views.picture(stock, COVERAGE),
        name=writer.say("Bandingkan"),
    )


def _coverage(stock: Stock, *more: str) -> pd.DataFrame:
    """Claims of coverage, of its targets and of `more` indicators, of every region."""
    table = stock.shared.edition.claims
    return table[table["indicator"].isin([COVERAGE.key, str(COVERAGE.target), *more])]
