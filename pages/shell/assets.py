"""Files that the reader's browser fetches from this app: Leaflet, our script, geometry.

They stand in a folder of this process and are served by Streamlit's own component route,
which works in a read-only checkout, behind a path prefix and without `static/`. Names
hold the hash of the content, so that a stored copy is never stale.
"""

import atexit
import shutil
import tempfile
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components

from geo.mapfiles import Asset

_FOLDER = Path(tempfile.mkdtemp(prefix="peta-cakupan-"))
_served = components.declare_component("assets", path=str(_FOLDER))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)


def from_frame(asset: Asset) -> str:
    """The asset's address as the map's frame sees it; written on first use."""
    return f"../{_served.name}/{_written(asset)}"


def from_page(asset: Asset) -> str:
    """The asset's address as a page sees it."""
    return f"component/{_served.name}/{_written(asset)}"


def _written(asset: Asset) -> str:
    path = _FOLDER / asset.name
    if not path.exists():
        _FOLDER.mkdir(exist_ok=True)
        draft = path.with_suffix(".new")
        draft.write_bytes(asset.content)
        draft.replace(path)
    return asset.name


def typeface() -> Asset:
    """Style that lets the map's frame use the type that Streamlit ships for its pages."""
    media = Path(st.__file__).parent / "static" / "static" / "media"
    upright = next(media.glob("SourceSansVF-Upright*.woff2"))
    rule = (
        '@font-face{font-family:"Source Sans";font-weight:200 900;font-display:swap;'
        f'src:url("../../static/media/{upright.name}") format("woff2")}}'
    )
    return Asset.of_bytes("type", ".css", rule.encode())
