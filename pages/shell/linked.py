"""What links the parts of a page: pointed at in one, marked in all; clicked, chosen."""

import json
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import streamlit as st

from geo.mapfiles import Asset
from geo.model import Selection
from pages.shell import assets, selection

_SCRIPT = Asset.of_bytes("linked", ".js", Path(__file__).with_name("linked.js").read_bytes())
_FETCHED = """const fetched = await import(new URL({address}, document.baseURI));
export default fetched.default;
"""


@lru_cache(maxsize=1)
def _listening(address: str) -> Any:
    """The component, whose script browsers fetch once; else it would come with each rerun."""
    code = _FETCHED.format(address=json.dumps(address))
    return st.components.v2.component("linked", js=code, isolate_styles=False)


def parts_of_the_page(chosen: Selection) -> None:
    """Let tables, charts and the map of this page speak with each other; shows nothing.

    Pictures of charts are the same whichever regency is chosen, so that they are drawn
    once; the chosen one is marked in them here. It also says what the lists of options say,
    which then write it into the address: after each rerun, since Streamlit writes there what
    it knows of, and takes out the rest.
    """
    _listening(assets.from_page(_SCRIPT))(
        key=selection.LINKED,
        data={
            "rerun": selection.reruns(),
            "region": chosen.region or "",
            "asked": {name: said or "" for name, (said, _) in selection.asked().items()},
        },
        height=1,
        on_region_change=partial(selection.take_answer, selection.LINKED),
    )
