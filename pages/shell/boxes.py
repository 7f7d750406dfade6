"""The browser's own lists of options and radio buttons, all of a place as one component of ours.

A select box of Streamlit's costs browsers about 25 parts in each pass of a rerun, and 40 ms before
what was chosen in it is even sent (docs/decisions/0021-lists.md).
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from geo.formats import Writer
from pages.shell.fields import Field

_drawn = st.components.v2.component(
    "boxes",
    js=Path(__file__).with_name("boxes.js").read_text("utf-8"),
    isolate_styles=False,
)


def draw(
    where: Any, writer: Writer, asked: Sequence[Field], key: str, answered: Callable[[], None]
) -> None:
    """Draw lists side by side; what is chosen in them is told by `linked`.

    Parameters
    ----------
    key : str
        Name of the component; its answer stands in the session under it, as `choice`.
    """
    with where:
        _drawn(
            key=key,
            data={"boxes": [_box(writer, field) for field in asked]},
            on_choice_change=answered,
        )


def _box(writer: Writer, field: Field) -> dict[str, Any]:
    options = [(key, field.label_of(writer, key)) for key in field.keys]
    if field.hint:
        options.insert(0, ("", field.hint))
    usual = field.default or ""
    return {
        **{"name": field.name, "label": field.label, "usual": usual, "options": options},
        "inSight": field.in_sight,
    }
