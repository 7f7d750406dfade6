"""A zipped workbook unpacked into memory, if nothing of it goes beyond what is taken in.

What the zip declares is looked at before anything is unpacked, and what comes out is
counted while it is unpacked, since declared sizes lie.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from itertools import pairwise

from geo import refusals
from geo.language import Message

Parts = Mapping[str, bytes]
"""Members of a workbook by name, unpacked."""
_CHUNK = 1 << 16
_LOCAL = 30  # bytes of a member's own header, before its name
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_MARKUP = (".xml", ".rels", ".vml", ".rdf")


def unpacked(content: bytes, name: str) -> Parts:
    """Members of a zip.

    Parameters
    ----------
    content : bytes
        At most `refusals.MAX_FILE`; the caller has checked.
    name : str
        File name, for the sentences.

    Raises
    ------
    RefusedFileError
        More than 2,000 members; more than 60 MB in all, declared or real; more than 100 to 1
        in a member above 1 MB or in all; members that overlap, have the same name twice, or
        point outside; a password; an archive within; a DOCTYPE in any member; a damaged zip.
    """
    if content.count(b"PK\x01\x02") > refusals.MAX_MEMBERS:
        raise _bomb(name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = [one for one in archive.infolist() if not one.is_dir()]
            _checked(members, content, name)
            return _read(archive, members, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise refusals.damaged(name) from error
    except (RuntimeError, ValueError, struct.error, OverflowError, OSError) as error:
        if isinstance(error, refusals.RefusedFileError):
            raise
        raise refusals.damaged(name) from error


def _bomb(name: str) -> refusals.RefusedFileError:
    limit = Message(
        "isinya mengembang melebihi {mb} MB atau {n} berkas",
        mb=refusals.MAX_UNPACKED // 10**6,
        n=refusals.MAX_MEMBERS,
    )
    return refusals.unsafe(name, "zip_bomb", limit, refusals.ask_sender())


def _checked(members: list[zipfile.ZipInfo], content: bytes, name: str) -> None:
    """Whether what the zip declares may be unpacked."""
    packed, whole = (
        sum(getattr(m, size) for m in members) for size in ("compress_size", "file_size")
    )
    if len(members) > refusals.MAX_MEMBERS or whole > refusals.MAX_UNPACKED:
        raise _bomb(name)
    if any(map(_is_dense, members)) or (
        whole > refusals.SMALL and whole > refusals.MAX_RATIO * packed
    ):
        raise _bomb(name)
    if any(member.flag_bits & 1 for member in members):
        raise refusals.encrypted(name)
    if any(_points_outside(member) for member in members):
        outside = Message("ada nama berkas di dalamnya yang menunjuk ke luar")
        raise refusals.unsafe(name, "path_outside", outside, refusals.ask_sender())
    if len({member.filename.lower() for member in members}) < len(members):
        raise refusals.damaged(name, "same_member_twice")
    if any(member.compress_type not in _METHODS for member in members):
        raise refusals.damaged(name, "unknown_packing")
    if _overlap(members, content):
        shared = Message("isinya saling menindih")
        raise refusals.unsafe(name, "overlapping", shared, refusals.ask_sender())


def _is_dense(member: zipfile.ZipInfo) -> bool:
    return (
        member.file_size > refusals.SMALL
        and member.file_size > refusals.MAX_RATIO * member.compress_size
    )


def _points_outside(member: zipfile.ZipInfo) -> bool:
    """Whether a name is absolute, climbs, names a drive, or holds what no name holds."""
    path = (member.orig_filename or member.filename).replace("\\", "/")
    parts = path.split("/")
    return (
        path.startswith("/")
        or ".." in parts
        or ":" in parts[0]
        or path != refusals.shown(path, 999)
    )


def _overlap(members: list[zipfile.ZipInfo], content: bytes) -> bool:
    """Whether two members share bytes, as in a bomb that unpacks one block many times."""
    spans = sorted(_span(member, content) for member in members)
    return any(end > start for (_, end), (start, _) in pairwise(spans))


def _span(member: zipfile.ZipInfo, content: bytes) -> tuple[int, int]:
    header = content[member.header_offset : member.header_offset + _LOCAL]
    if len(header) < _LOCAL or header[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile(member.filename)
    name, extra = struct.unpack("<HH", header[26:30])
    start = member.header_offset + _LOCAL + int(name) + int(extra)
    return member.header_offset, start + member.compress_size


def _read(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], name: str) -> dict[str, bytes]:
    parts, total = dict[str, bytes](), 0
    for member in members:
        chunks = []
        with archive.open(member) as packed:
            while chunk := packed.read(_CHUNK):
                total += len(chunk)
                if total > refusals.MAX_UNPACKED:
                    raise _bomb(name)
                chunks.append(chunk)
        parts[member.filename] = b"".join(chunks)
        _harmless(member.filename, parts[member.filename], name)
    return parts


def _harmless(member: str, content: bytes, name: str) -> None:
    """Refuses an archive within the archive, and markup that defines entities."""
    if content.startswith(_ARCHIVES):
        raise refusals.embedded(name)
    if not member.lower().endswith(_MARKUP) or b"<!" not in (plain := content.replace(b"\0", b"")):
        return  # UTF-16 holds the same letters between NUL bytes
    if b"<!doctype" in plain.lower() or b"<!entity" in plain.lower():
        raise refusals.doctype(name)
