"""What a received file is, told by how it begins, whatever its name says."""

from typing import Literal

from geo import refusals
from geo.compound import MAGIC
from geo.containers import Parts
from geo.language import Message
from geo.opendocument import TYPE

Family = Literal["zip", "compound", "text"]
_BEGINNING = 4096
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"RIFF", b"BM")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"PK")
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!/")
_DATABASES = (b"SQLite format 3\0", b"PAR1", b"\0\1\0\0Standard ")
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08")


def family(content: bytes, name: str) -> Family:
    """How a file must be read.

    Raises
    ------
    RefusedFileError
        For what is no workbook: `pdf`, `picture`, `archive`, `program`, `database`, `rtf`,
        `old_excel`, `html`, `xml_spreadsheet`, `xml`, `json`, `utf16`.
    """
    if content.startswith(b"PK\x03\x04"):
        return "zip"
    if content.startswith(MAGIC):
        return "compound"
    _refuse_binary(content, name)
    _refuse_markup(content, name)
    return "text"


def _refuse_binary(content: bytes, name: str) -> None:
    start = content[:_BEGINNING]
    # “BM”, “MZ” and “PK” may begin a text; a text holds no NUL.
    is_text = b"\0" not in start
    if b"%PDF-" in start[:1024]:
        raise refusals.other_kind(name, "pdf", Message("dokumen PDF"))
    if start.startswith(_PICTURES) and not (is_text and start.startswith(b"BM")):
        raise refusals.other_kind(name, "picture", Message("gambar"))
    if start.startswith(_ARCHIVES) and not (is_text and start.startswith(b"PK")):
        raise refusals.other_kind(name, "archive", Message("arsip"))
    if start.startswith(_PROGRAMS) and not (is_text and start.startswith(b"MZ")):
        raise refusals.other_kind(name, "program", Message("program"))
    if start.startswith(_DATABASES):
        raise refusals.other_kind(name, "database", Message("basis data"))
    if start.startswith(b"{\\rtf"):
        raise refusals.other_kind(name, "rtf", Message("dokumen teks RTF"))
    if start.startswith(_OLD_EXCEL) and not is_text:
        raise refusals.other_kind(name, "old_excel", Message("XLS dari Excel 95 atau sebelumnya"))
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise refusals.other_kind(name, "utf16", Message("teks UTF-16"))


def _refuse_markup(content: bytes, name: str) -> None:
    start = content[:_BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        found = Message("lembar kerja XML 2003")
        raise refusals.other_kind(name, "xml_spreadsheet", found)
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<body", b"<head", b"<meta")):
        raise refusals.other_kind(name, "html", Message("halaman web (HTML)"))
    if start.startswith(b"mime-version:"):
        raise refusals.other_kind(name, "html", Message("halaman web (HTML)"))
    if start.startswith((b"<?xml", b"<!", b"<")):
        kind = "html" if b"<html" in start or b"<table" in start else "xml"
        raise refusals.other_kind(name, kind, Message("berkas XML atau HTML"))
    if start.startswith((b'{"', b"{\n", b"{\r", b"{ ", b"[{", b"[[")):
        raise refusals.other_kind(name, "json", Message("berkas JSON"))


def zipped(parts: Parts, name: str) -> Literal["xlsx", "ods"]:
    """Which workbook an unpacked zip is.

    Raises
    ------
    RefusedFileError
        For another one: `document`, `slides`, `xlsb`, `numbers`, `archive`.
    """
    kind = parts.get("mimetype", b"").strip()
    if kind == TYPE:
        return "ods"
    if kind or any(part.startswith("word/") for part in parts):
        raise refusals.other_kind(name, "document", Message("dokumen, bukan buku kerja"))
    if any(part.startswith("ppt/") for part in parts):
        raise refusals.other_kind(name, "slides", Message("paparan"))
    if "xl/workbook.bin" in parts:
        raise refusals.other_kind(name, "xlsb", Message("buku kerja biner XLSB"))
    if any(part.endswith(".iwa") for part in parts):
        raise refusals.other_kind(name, "numbers", Message("buku kerja Apple Numbers"))
    if "[Content_Types].xml" not in parts:
        raise refusals.other_kind(name, "archive", Message("arsip"))
    return "xlsx"
