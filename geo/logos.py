"""The picture of an institution that the files of a meeting bear: read and refused."""

import io
from pathlib import Path

from geo.errors import GeoError
from geo.language import Message

LARGEST = 2_000_000
"""Bytes of a logo; it goes into each file."""
MOST_PIXELS = 4000
"""Of a logo, either way."""
IMAGES = ("PNG", "JPEG")
"""What all four files can hold."""
HEADERS = (b"JFIF", b"Exif")
"""What stands in the head of a JPEG that Word's library knows."""


class LogoError(GeoError, ValueError):
    """A picture that cannot be the logo of the pack."""

    def __init__(self) -> None:
        super().__init__(
            what=Message("Logo tidak dapat dibaca atau terlalu besar."),
            mend=Message(
                "Pakai berkas PNG atau JPEG, paling besar {mb} MB dan {n} piksel tiap sisi.",
                mb=LARGEST // 1_000_000,
                n=MOST_PIXELS,
            ),
        )


def held(logo: bytes | None) -> bytes | None:
    """A picture as all four files can hold it; None where there is no logo.

    Returns
    -------
    bytes or None
        The same picture; one in printer's colours, or a JPEG without the header that Word
        asks for, as PNG.

    Raises
    ------
    LogoError
        If it is no whole PNG or JPEG, above 2 MB or above 4000 px.
    """
    if logo is None:
        return None
    from PIL import Image  # noqa: PLC0415  # only packs with a logo need it

    if len(logo) > LARGEST:
        raise LogoError
    try:
        with Image.open(io.BytesIO(logo), formats=IMAGES) as image:
            if max(image.size) > MOST_PIXELS or image.format not in IMAGES:
                raise LogoError
            image.load()
            if image.format == "PNG" or (image.mode in {"L", "RGB"} and logo[6:10] in HEADERS):
                return logo
            plain = io.BytesIO()
            image.convert("RGB").save(plain, "PNG")
            return plain.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise LogoError from error


def read(path: Path) -> bytes:
    """A logo from its file, checked.

    Raises
    ------
    LogoError
        If the file is not there, or not all four files can hold it.
    """
    try:
        size = path.stat().st_size
        logo = path.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        raise LogoError from error
    held(logo)
    return logo
