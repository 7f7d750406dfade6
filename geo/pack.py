"""A meeting's content → the four files to take along, all from one brief."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from geo import datasets, logos
from geo.brief import Brief, shortened
from geo.errors import GeoError, listed
from geo.formats import Writer
from geo.language import Message
from geo.model import Period

FILES: Mapping[str, Message] = MappingProxyType(
    {
        "pptx": Message("Menyusun presentasi (PPTX)."),
        "docx": Message("Menyusun dokumen (DOCX)."),
        "pdf": Message("Menyusun dokumen cetak (PDF)."),
        "xlsx": Message("Menyusun buku kerja (XLSX)."),
    }
)
"""Endings of the files, in the order they are made, with what is told before each."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of each file in a zip: no clock is read."""


class FolderError(GeoError, OSError):
    """A folder that the files cannot be written to."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            what=Message("Paket tidak dapat ditulis ke {folder}.", folder=folder),
            mend=Message("Pilih folder yang boleh ditulisi dan masih ada ruangnya."),
        )


class NoSuchEditionError(GeoError, LookupError):
    """An edition that the data set does not have."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            what=Message("Edisi “{name}” tidak ada.", name=name),
            mend=Message("Pilih salah satu: {keys}.", keys=listed(known)),
        )


class NoFiguresError(GeoError, LookupError):
    """A period for which no regency has a figure of coverage."""

    def __init__(self, period: Period, known: Iterable[Period]) -> None:
        super().__init__(
            what=Message("Tidak ada angka cakupan untuk periode {period}.", period=period),
            mend=Message("Pilih salah satu: {keys}.", keys=listed(known)),
        )


def _quiet(_: str) -> None:
    """Where nobody listens."""


def pack(
    brief: Brief, logo: bytes | None = None, told: Callable[[str], None] = _quiet
) -> dict[str, bytes]:
    """The four files of a meeting, by file name.

    Parameters
    ----------
    logo : bytes, optional
        PNG or JPEG of the institution; stands on the first page of each.
    told : callable
        Gets a sentence before each file is made, in the brief's language.

    Returns
    -------
    dict of str to bytes
        PPTX, DOCX, PDF, XLSX. The same for the same input.

    Raises
    ------
    LogoError
        If the logo is no PNG or JPEG, or is too large; nothing is made then.
    """
    from geo.pack_docx import document  # noqa: PLC0415  # each brings a library along
    from geo.pack_pdf import paper  # noqa: PLC0415
    from geo.pack_pptx import presentation  # noqa: PLC0415
    from geo.pack_xlsx import workbook  # noqa: PLC0415

    logo = logos.held(logo)
    makers = {"pptx": presentation, "docx": document, "pdf": paper, "xlsx": workbook}
    writer, files, short = Writer(brief.language), {}, shortened(brief)
    for ending, sentence in FILES.items():
        told(writer.tell(sentence))
        files[file_name(brief, ending)] = makers[ending](brief if ending == "xlsx" else short, logo)
    return files


def file_name(brief: Brief, ending: str) -> str:
    """`peta-cakupan-rapat-2026-11-22.1.pptx`; data that is not published says so in its name."""
    mark = datasets.file_mark(datasets.of_edition(brief.edition))
    return f"{mark}peta-cakupan-rapat-{brief.edition}.{ending}"


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as one zip, in the order of their names; the same for the same files."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, files[name])
    return written.getvalue()


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Put files into a folder, which is made where it is missing.

    Each is written beside its place, and all are moved there once all are whole; one of the
    same name is replaced.

    Raises
    ------
    FolderError
        If the folder cannot be written to; nothing half-written is left behind.
    """
    parts = {folder / f".{name}.part": folder / name for name in files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            for part, content in zip(parts, files.values(), strict=True):
                part.write_bytes(content)
            for part, whole in parts.items():
                part.replace(whole)
        finally:
            for part in parts:
                part.unlink(missing_ok=True)
    except OSError as error:
        raise FolderError(folder) from error
