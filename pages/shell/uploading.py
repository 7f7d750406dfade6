"""A planner opens a workbook: what was read of it, where it comes from, what is wrong with it.

Loaded for planners alone. Nothing is written here: what is laid out stays in the session
(`selection.desk`), so that it outlives a look at the map.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import streamlit as st

from geo import checks, grids, intake, marked
from geo.errors import GeoError
from geo.formats import Writer
from geo.model import Selection
from geo.received import Book, Draft, Fault, Severity
from pages.shell import loaders, mapping, officers, panels, publishing, selection
from pages.shell.markup import literal

KINDS = ["xlsx", "xls", "ods", "csv"]
MOST_FAULTS = 200
"""Faults that the page lists; the marked-up copy has them all."""
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, eq=False)
class Received:
    """A file as it came, and opened."""

    content: bytes
    book: Book
    digest: str


def panel(writer: Writer) -> None:
    """The way from a file to an edition, step by step; only for those who may publish."""
    panels.html(
        "heading",
        writer,
        mark="",
        title=writer.say("Terbitkan data baru"),
        lead=writer.say(
            "Dari lembar kerja ke edisi tepercaya dalam lima langkah. Sebelum langkah terakhir "
            "tidak ada yang disimpan, dan hanya sesi ini yang melihatnya."
        ),
    )
    standing = officers.door(writer)
    if not standing.may_write:
        return
    received = _received(writer)
    if received is None:
        publishing.last(writer)
        return
    panels.html("step", writer, mark="", title=writer.say("2. Periksa cara membacanya"))
    found = mapping.confirmed(received.book, writer)
    answers = mapping.answered(found, writer) if found else None
    if answers is None:
        return
    panels.html("step", writer, mark="", title=writer.say("3. Sebutkan sumbernya"))
    about = mapping.source(writer)
    base = loaders.edition(Selection())
    draft = intake.drafted(received.book, found, answers, about)
    faults = checks.checked(draft, received.book, base.claims, date.today())
    _told(received, draft, faults, writer)
    work = publishing.Work(
        base=base,
        claims=checks.sound(draft, faults),
        file=received.book.name,
        digest=received.digest,
        errors=_count(faults, Severity.ERROR),
        warnings=_count(faults, Severity.WARNING),
    )
    publishing.steps(work, standing, writer)


def _received(writer: Writer) -> Received | None:
    """Step 1: the file, opened when it comes, and kept."""
    desk = selection.desk()
    panels.html("step", writer, mark="", title=writer.say("1. Buka berkas"))
    given = st.file_uploader(
        writer.say("Berkas XLSX, XLS, ODS atau CSV, paling besar 5 MB"),
        type=KINDS,
        key=f"berkas_{desk.get('number', 0)}",
    )
    if given is not None:
        _take(given.getvalue(), given.name)
    if given is not None and "refused" in desk:
        st.error(literal(desk["refused"].spoken(writer.language)))
    found: Received | None = desk.get("received")
    if found is not None:
        with st.container(horizontal=True, vertical_alignment="center", key="berkas_terbuka"):
            st.text(writer.say("Berkas terbuka: {name}", name=found.book.name))
            st.button(
                writer.say("Tutup berkas"), on_click=publishing.close, icon=":material/close:"
            )
    return found


def _take(content: bytes, name: str) -> None:
    """Open a file and lay it on the desk in place of the one before, or keep why it was refused."""
    desk, digest = selection.desk(), hashlib.sha256(content).hexdigest()
    if desk.get("file") == (name, digest):
        return
    kept: dict[str, Any] = {key: desk[key] for key in ("number", "about") if key in desk}
    desk.clear()
    desk.update({**kept, "file": (name, digest)})
    try:
        book = grids.opened(content, name)
    except GeoError as error:
        desk["refused"] = error
    else:
        desk["received"] = Received(content, book, digest)


def _count(faults: Sequence[Fault], severity: Severity) -> int:
    return sum(fault.severity is severity for fault in faults)


def _told(received: Received, draft: Draft, faults: Sequence[Fault], writer: Writer) -> None:
    """Step 4: all that is wrong, at once, each with its place and the way to mend it."""
    panels.html("step", writer, mark="", title=writer.say("4. Baca hasil pemeriksaan"))
    errors, warnings = _count(faults, Severity.ERROR), _count(faults, Severity.WARNING)
    lead = writer.say(
        "{n} angka terbaca. {errors} kesalahan (menolak terbit) dan {warnings} peringatan "
        "(perlu persetujuan).",
        n=writer.decimal(len(draft.claims)),
        errors=errors,
        warnings=warnings,
    )
    names = {
        Severity.ERROR: writer.say("Kesalahan"),
        Severity.WARNING: writer.say("Peringatan"),
    }
    rows = [
        {
            "severity": fault.severity.value,
            "name": names[fault.severity],
            "place": _place(fault, writer),
            "text": fault.text,
            "why": writer.tell(fault.why),
            "mend": writer.tell(fault.mend),
        }
        for fault in sorted(faults, key=_only_warns)[:MOST_FAULTS]
    ]
    left = len(faults) - len(rows)
    panels.html("faults", writer, mark="", lead=lead, rows=rows, left=left)
    if faults:
        st.download_button(
            writer.say("Unduh salinan bertanda (XLSX)"),
            lambda: marked.copy(received.book, received.content, faults, writer),
            file_name=writer.say("diperiksa-{name}.xlsx", name=_stem(received.book.name)),
            mime=XLSX,
            icon=":material/download:",
            key="unduh_bertanda",
            on_click="ignore",
        )


def _only_warns(fault: Fault) -> bool:
    """Whether a fault can be agreed to; those that cannot are listed first."""
    return fault.severity is not Severity.ERROR


def _place(fault: Fault, writer: Writer) -> str:
    """Sheet, row and column as the officer's own program shows them."""
    where = fault.where
    parts = [writer.say("lembar {name}", name=where.sheet)]
    if where.row is not None:
        parts.append(writer.say("baris {n}", n=where.row))
    if where.column:
        parts.append(writer.say("kolom {letter}", letter=where.column))
    return ", ".join(parts)


def _stem(name: str) -> str:
    return "".join(sign if sign.isalnum() or sign in "-_" else "-" for sign in name)[:80]
