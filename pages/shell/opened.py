"""Workbooks that planners opened to look at: in memory, each for its own session alone.

What a session holds is found by a key that nobody else has and that stands in no address,
so that threads which compose ahead find it too. It is forgotten with the session.
"""

import secrets
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from geo.editions import Edition
from geo.errors import GeoError
from geo.language import Message


class NoUploadError(GeoError, LookupError):
    """A workbook that this session has not opened, or no more."""

    def __init__(self) -> None:
        super().__init__(
            what=Message("Tidak ada unggahan yang terbuka di sesi ini."),
            mend=Message(
                "Yang terlihat adalah Publikasi. Berkasnya dapat dibuka lagi di halaman Data."
            ),
        )


@dataclass(frozen=True, eq=False)
class Upload:
    """An opened workbook as it is looked at.

    Attributes
    ----------
    edition : Edition
        As `datasets.uploaded` makes it.
    base, file : str
        Name of the edition beneath, and of the workbook.
    key : str
        What this upload is found by; unguessable.
    """

    edition: Edition
    base: str
    file: str
    key: str = field(default_factory=lambda: secrets.token_hex(16))


_open: WeakValueDictionary[str, Upload] = WeakValueDictionary()


def register(upload: Upload) -> Upload:
    """Let an upload be found by its key for as long as its session holds it."""
    _open[upload.key] = upload
    return upload


def found(key: str) -> Upload:
    """The upload of a key.

    Raises
    ------
    NoUploadError
        If no session holds one.
    """
    upload = _open.get(key)
    if upload is None:
        raise NoUploadError
    return upload
