"""Addresses of views: what a link to a page carries along."""

from urllib.parse import urlencode

from geo.mapfiles import LATEST, period_key
from geo.model import Selection
from pages.shell import fields


def address(chosen: Selection, **changes: str) -> dict[str, str]:
    """The query parameters that open the same view on another page, by stable keys.

    Parameters
    ----------
    **changes : str
        Parameters to set otherwise: `wilayah="6111"`.
    """
    default = Selection()
    values = {
        fields.LANGUAGE: (chosen.language, default.language),
        fields.DATASET: (chosen.dataset, default.dataset),
        fields.EDITION: (chosen.edition or "", ""),
        fields.INDICATOR: (chosen.indicator, default.indicator),
        fields.SEGMENT: (chosen.segment, default.segment),
        fields.PERIOD: (period_key(chosen.period), LATEST),
        fields.REGION: (chosen.region or "", ""),
        fields.VINTAGE: (chosen.vintage, default.vintage),
    }
    kept = {name: str(value) for name, (value, usual) in values.items() if value != usual}
    return {**kept, **changes}


def link(page: str, chosen: Selection, **changes: str) -> str:
    """A link to a page with the same view, relative to any other page."""
    query = urlencode(address(chosen, **changes))
    return f"{page}?{query}" if query else page
