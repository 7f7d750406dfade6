"""The districts of a regency on its page: a small map, a table, figures where there are any."""

import pandas as pd

from geo import districts, site_map, site_parts, stillmap, wording
from geo.charts import FONT
from geo.choropleth import ChoroplethLayer
from geo.claims import row
from geo.formats import DASH
from geo.material import COVERAGE
from geo.model import BpsCode, Period, Selection
from geo.regencies import District
from geo.site_parts import Values
from geo.site_stock import Stock
from geo.stillmap import INK, Outlines

CHOSEN = Selection(indicator=COVERAGE.key)
_MANY = 12
"""Districts from which on their numbers are written smaller."""


def section(stock: Stock, region: BpsCode) -> Values:
    """What a regency's page shows of its districts; empty where the deployment has none.

    Without any figure the map shows boundaries and numbers alone, and the lead says that figures
    are not known yet; with some, it has the classes of the province's map, and each row of the
    table its figure, date and source, or its kind of blank.
    """
    own = districts.of(region)
    if not own:
        return {}
    writer = stock.writer
    layer = districts.layer(stock.shared.districts, region, CHOSEN)
    known, shapes = len(layer.known), stock.shared.district_shapes(region)
    lead = writer.say(
        "{n} kecamatan. Belum ada angka cakupan per kecamatan; yang belum diketahui tidak "
        "dihitung nol.",
        n=len(own),
    )
    if known:
        lead = writer.say(
            "{known} dari {n} kecamatan mempunyai angka cakupan.", known=known, n=len(own)
        )
    return {
        "lead": lead,
        "value_head": writer.label(COVERAGE.short) if known else "",
        "rows": [_row(stock, layer, one, number) for number, one in enumerate(own, start=1)],
        "map": _mapped(stock, layer, own, shapes) if shapes else {},
    }


def with_claims(stock: Stock, region: BpsCode) -> pd.DataFrame:
    """Every claim about a regency, then those about its districts."""
    own, of = stock.about(region), stock.shared.districts.claims
    inner = of[of["region_code"].isin(districts.codes(region))]
    return own if inner.empty else pd.concat([own, inner])


def anchor(code: str) -> str:
    """Where a district's row stands on its regency's page."""
    return f"kecamatan-{code}"


def _row(stock: Stock, layer: ChoroplethLayer, one: District, number: int) -> Values:
    writer, reading = stock.writer, row(layer.table, one.bps)
    blank = bool(pd.isna(reading["value"]))
    return {
        "number": number,
        "anchor": anchor(one.bps),
        "name": one.name,
        "bps": one.bps,
        "dagri": one.dagri or DASH,
        "value": wording.value(writer, COVERAGE, reading),
        "blank": blank,
        "when": "" if blank else writer.period_short(Period.parse(str(reading["period"]))),
        "source": DASH if blank else wording.source_of(writer, reading),
        "url": "" if blank else site_parts.safe_url(str(reading["source_url"])),
        "flag": "" if blank else wording.contradicted(writer, reading),
    }


def _mapped(
    stock: Stock, layer: ChoroplethLayer, own: tuple[District, ...], shapes: Outlines
) -> Values:
    """The small map: a link to the table's row around each district, and its number upon it."""
    writer, is_known = stock.writer, not layer.known.empty
    names = {str(one.bps): one.name for one in own}
    if is_known:
        svg = stillmap.draw(shapes, layer, stillmap.said(layer, writer, names))
    else:
        svg = stillmap.locator(shapes, "", "")
    whole = svg.removesuffix("</svg>") + _numbers(shapes, own) + "</svg>"
    return {
        "drawing": site_map.linked(whole, layer, writer, names, lambda code: f"#{anchor(code)}"),
        "legend": site_map.legend(layer, writer) if is_known else [],
        "attribution": stock.shared.vintage.attribution,
    }


def _numbers(shapes: Outlines, own: tuple[District, ...]) -> str:
    """The number of each district where its label stands best; the table has them too."""
    size = 15 if len(own) < _MANY else 13
    texts = "".join(
        f'<text x="{x:g}" y="{y + 0.36 * size:.1f}">{number}</text>'
        for number, (x, y) in enumerate((shapes.points[str(one.bps)] for one in own), start=1)
    )
    look = f'font-family="{FONT}" font-size="{size}" font-weight="600" text-anchor="middle"'
    halo = f'fill="{INK}" stroke="#fff" stroke-width="3" paint-order="stroke"'
    return f'<g class="names" aria-hidden="true" {look} {halo} pointer-events="none">{texts}</g>'
