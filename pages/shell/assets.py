"""Files that the reader's browser fetches from this app: Leaflet, our script, geometry.

They stand in a folder of this process and are served by Streamlit's own component route,
which works in a read-only checkout, behind a path prefix and without `static/`. Names
hold the hash of the content, so that a stored copy is never stale.
"""

import atexit
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

import streamlit as st
import streamlit.components.v1 as components

from geo.errors import GeoError
from geo.language import Message
from geo.mapfiles import Asset

_FOLDER = Path(tempfile.mkdtemp(prefix="peta-cakupan-"))
_served = components.declare_component("assets", path=str(_FOLDER))
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)


class NoRoomError(GeoError, OSError):
    """A file for the browser that cannot be written: the disk is full, or closed."""

    def __init__(self, asset: Asset) -> None:
        super().__init__(
            what=Message(
                "Server tidak dapat menyimpan berkas {name} yang diperlukan halaman ini.",
                name=asset.name,
            ),
            mend=Message(
                "Pengelola perlu memberi ruang pada folder sementara server; angka yang terbit "
                "tidak berubah."
            ),
        )


def from_frame(asset: Asset) -> str:
    """The asset's address as the map's frame sees it; written on first use."""
    return f"../{_served.name}/{_written(asset)}"


def from_page(asset: Asset) -> str:
    """The asset's address as a page sees it."""
    return f"component/{_served.name}/{_written(asset)}"


def _written(asset: Asset) -> str:
    path = _FOLDER / asset.name
    if not path.exists():
        draft = path.with_suffix(".new")
        try:
            _FOLDER.mkdir(exist_ok=True)
            draft.write_bytes(asset.content)
            draft.replace(path)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            raise NoRoomError(asset) from error
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
