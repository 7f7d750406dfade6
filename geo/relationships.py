"""How the parts of an XLSX workbook point to each other; what points elsewhere is refused.

Authority: ECMA-376, Office Open XML File Formats, 5th edition (2021), part 2, 6.5.
"""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from geo import refusals
from geo.containers import Parts
from geo.xmlparts import Allowance, Attributes, Reader, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A relationship of one part to another."""

    kind: str
    target: str
    is_external: bool


def refuse_active(parts: Parts, name: str) -> None:
    """Refuses macros, embedded files and links to elsewhere, wherever they lie."""
    types = parts.get("[Content_Types].xml", b"").lower()
    names = [part.lower() for part in parts]
    if b"macro" in types or any("vbaproject" in one or "macrosheets/" in one for one in names):
        raise refusals.macros(name)
    if any("/embeddings/" in one or "/activex/" in one or "oleobject" in one for one in names):
        raise refusals.embedded(name)
    if any("/externallinks/" in one or "/querytables/" in one for one in names):
        raise refusals.external_links(name)
    if any(one.endswith("/connections.xml") for one in names):
        raise refusals.external_links(name)
    allowance = Allowance(name=name)
    for one in [part for part in parts if part.lower().endswith(".rels")]:
        for link in _links(parts[one], "", allowance).values():
            if link.is_external and not link.kind.endswith("/hyperlink"):
                raise refusals.external_links(name)
            if "vbaproject" in link.kind.lower() or "macrosheet" in link.kind.lower():
                raise refusals.macros(name)


def links(parts: Parts, part: str, allowance: Allowance) -> Mapping[str, Link]:
    """Relationships of a part by their number; targets as names of parts."""
    folder, base = posixpath.split(part)
    content = parts.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    if content is None:
        raise refusals.damaged(allowance.name)
    return _links(content, folder, allowance)


def _links(content: bytes, folder: str, allowance: Allowance) -> dict[str, Link]:
    found: dict[str, Link] = {}

    def start(name: str, said: Attributes) -> None:
        if name == "Relationship":
            target = posixpath.normpath(posixpath.join("/", folder, said.get("Target", "")))
            found[said.get("Id", "")] = Link(
                kind=said.get("Type", ""),
                target=target.lstrip("/"),
                is_external=said.get("TargetMode") == "External",
            )

    walk(content, Reader(start=start), allowance)
    return found
