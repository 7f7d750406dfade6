"""Addresses of views: what a link to a page carries along."""

from urllib.parse import urlencode

import streamlit as st

from geo.mapfiles import LATEST, period_key
from geo.model import Selection
from pages.shell import fields, selection

FRAME = (
    *(fields.LANGUAGE, fields.DATASET, fields.EDITION, fields.INDICATOR, fields.SEGMENT),
    *(fields.PERIOD, fields.REGION, fields.VINTAGE),
)
"""Parameters of the frame's choice, as `address` writes them."""


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


def further() -> dict[str, list[str]]:
    """What the address holds beside the frame's choice: a page's own choices, a scenario."""
    apart = {*FRAME, *fields.LISTED}
    others = {key: st.query_params.get_all(key) for key in st.query_params if key not in apart}
    asked = selection.asked().items()
    own = {key: said for key, (said, usual) in asked if key not in FRAME and said != usual}
    return others | {key: [said] for key, said in own.items() if said}


def link(page: str, chosen: Selection, **changes: str) -> str:
    """A link to a page with the same view, relative to any other page."""
    query = urlencode(address(chosen, **changes))
    return f"{page}?{query}" if query else page


def permalink(page: str, chosen: Selection) -> str:
    """A link that keeps the whole view: the frame's choice, the page's own, a scenario."""
    query = urlencode({**further(), **address(chosen)}, doseq=True)
    return f"{page}?{query}" if query else page
