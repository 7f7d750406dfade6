"""A laid-out workbook becomes an edition: seen on the map, told in words, then published.

Loaded for planners alone; what publishes is `geo.publish`, by whoever may write.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import cast

import pandas as pd
import streamlit as st

from geo import changelog, datasets, editions, publish
from geo.editions import Edition
from geo.errors import GeoError
from geo.formats import Writer
from geo.publish import Imprint
from pages.shell import frame, opened, panels, selection
from pages.shell.markup import literal
from pages.shell.officers import Standing

MOST_MOVES = 300
"""Moving numbers that the page lists; all of them are published."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Work:
    """What would be published.

    Attributes
    ----------
    base : Edition
        The published edition that it was checked against.
    claims : DataFrame
        Claims of the workbook, those of faulty rows left out.
    file, digest : str
        Name and SHA-256 of the workbook.
    errors, warnings : int
        How many faults refuse it, and how many ask for a yes.
    """

    base: Edition
    claims: pd.DataFrame
    file: str
    digest: str
    errors: int
    warnings: int


def steps(work: Work, standing: Standing, writer: Writer) -> None:
    """Step 5: look at it, read what moves, publish it."""
    panels.html("step", writer, mark="", title=writer.say("5. Lihat di peta, lalu terbitkan"))
    if work.claims.empty:
        st.info(writer.say("Belum ada angka yang terbaca, jadi tidak ada yang dapat dilihat."))
        return
    whole = publish.merged(work.base.claims, work.claims)
    if len(whole) == len(work.base.claims):
        known = work.base.name
        st.info(writer.say("Semua angka di berkas ini sudah ada di edisi {name}.", name=known))
        return
    _look(work, whole, writer)
    _moving(work, whole, writer)
    if work.errors:
        st.error(
            writer.say("Belum dapat diterbitkan: perbaiki dahulu {n} kesalahan.", n=work.errors)
        )
        return
    _publish(work, whole, standing, writer)


def close() -> None:
    """Put the workbook away, and what was looked at of it; called before a rerun."""
    desk = selection.desk()
    number = int(desk.get("number", 0))
    desk.clear()
    desk["number"] = number + 1  # other controls, empty ones
    selection.look_away()


def last(writer: Writer) -> None:
    """Says which edition this session published."""
    name = selection.desk().get("published")
    if name:
        st.success(
            writer.say(
                "Edisi {name} terbit dan langsung dipakai semua pembaca. Bila keliru, "
                "`python -m geo undo` kembali ke edisi sebelumnya.",
                name=name,
            ),
            icon=":material/check_circle:",
        )


def _look(work: Work, whole: pd.DataFrame, writer: Writer) -> None:
    """The switch that shows the workbook on every page, for this session alone."""
    edition, kept = datasets.uploaded(work.base, whole), selection.kept_upload()
    if kept is not None and kept.edition.name == edition.name:
        st.info(
            writer.say(
                "Unggahan ini dapat dilihat di semua halaman, hanya oleh Anda: pilih kumpulan data "
                "Unggahan di kaki halaman, atau buka peta."
            ),
            icon=":material/visibility:",
        )
        st.page_link(
            frame.pages(writer)["peta"],
            label=writer.say("Lihat di peta"),
            icon=":material/map:",
        )
        return
    upload = opened.Upload(edition, work.base.name, work.file)
    st.button(
        writer.say("Tampilkan di semua halaman sebagai Unggahan"),
        on_click=_looked,
        args=(upload,),
        icon=":material/visibility:",
        key="lihat_unggahan",
    )


def _looked(upload: opened.Upload) -> None:
    selection.look_at(opened.register(upload))


def _moving(work: Work, whole: pd.DataFrame, writer: Writer) -> None:
    """The numbers on the pages that will move: what stands there now, and what will."""
    moves = _told(work, whole, writer)[0]
    rows = moves[:MOST_MOVES]
    title = writer.say("{n} angka di halaman akan bergerak", n=writer.decimal(len(moves)))
    panels.html("moves", writer, mark="", title=title, rows=rows, left=len(moves) - len(rows))


def _told(work: Work, whole: pd.DataFrame, writer: Writer) -> tuple[list[changelog.Move], str]:
    """What moves, and the change log; found once for each state of the workbook."""
    key = (work.base.name, datasets.uploaded(work.base, whole).name, writer.language)
    kept = selection.desk().get("told")
    if kept is None or kept[0] != key:
        old = work.base.claims
        # The log stays with the edition: in Indonesian, whoever writes it.
        told = changelog.moves(old, whole, writer), changelog.written(old, whole, Writer("id"))
        kept = selection.desk()["told"] = (key, told)
    return cast("tuple[list[changelog.Move], str]", kept[1])


def _publish(work: Work, whole: pd.DataFrame, standing: Standing, writer: Writer) -> None:
    """The change log, the yes to warnings, the name, and the button."""
    number = selection.desk().get("number", 0)
    changes = st.text_area(
        writer.say("Catatan perubahan (boleh disunting)"),
        value=_told(work, whole, writer)[1],
        height=220,
        key=f"perubahan_{number}_{len(whole)}_{work.digest[:8]}",
    )
    agreed = not work.warnings or st.checkbox(
        writer.say("Saya sudah membaca {n} peringatan dan tetap menerbitkan.", n=work.warnings),
        key=f"setuju_{number}_{work.warnings}_{work.digest[:8]}",
    )
    by = standing.name or _name(writer)
    ready = bool(agreed and by and str(changes).strip())
    if st.button(
        writer.say("Terbitkan edisi"),
        type="primary",
        icon=":material/publish:",
        disabled=not ready,
        key="terbitkan",
    ):
        _published(work, whole, by, str(changes), writer)
    elif not ready:
        st.caption(writer.say("Isi nama dan setujui peringatan untuk menerbitkan."))


def _name(writer: Writer) -> str:
    """Who publishes, where nobody signs in."""
    desk = selection.desk()
    given = st.text_input(
        writer.say("Nama Anda, tercatat di manifes edisi"),
        value=desk.get("by", ""),
        max_chars=120,
        key=f"oleh_{desk.get('number', 0)}",
    )
    desk["by"] = (given or "").strip()
    return str(desk["by"])


def _published(work: Work, whole: pd.DataFrame, by: str, changes: str, writer: Writer) -> None:
    imprint = Imprint(
        name=publish.next_name(editions.ROOT, date.today()),
        by=by,
        changes=changes,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        based_on=work.base.name,
        received={work.file: work.digest},
    )
    try:
        publish.publish(whole, editions.ROOT, imprint)
    except GeoError as error:
        st.error(literal(error.spoken(writer.language)))
        return
    close()
    selection.desk()["published"] = imprint.name
    st.rerun()
