"""How a received file is read: shown to the planner column by column, and changed by them.

Loaded for planners alone. What is chosen stays on the desk, so that it outlives a change of
page: a control that is not drawn loses its state.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from geo import areas, layouts
from geo.fields import FIELDS, index, key_of, period_of
from geo.formats import DASH, Writer
from geo.model import Period
from geo.received import About, Book, Form, Layout, Question, Sheet
from pages.shell import selection
from pages.shell.markup import literal

MOST_SHOWN = 60
"""Letters of a heading or a cell that are shown beside its control."""
ABREAST = 3
"""Controls that stand beside each other."""
UNREAD = ""
"""What stands for a column that is not read."""


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


FORMS: Mapping[Form, str] = {
    Form.FIGURES: _("angka cakupan"),
    Form.PROGRAMMES: _("program dan pendanaan"),
    Form.TARGETS: _("target"),
}


def confirmed(book: Book, writer: Writer) -> list[Layout]:
    """How each sheet is read, as the planner wants it."""
    found = layouts.proposed(book)
    if not found:
        st.error(
            writer.say(
                "Tidak ada lembar yang dikenali sebagai tabel angka, program atau target. "
                "Pakai templat di halaman ini, atau beri judul kolom yang jelas."
            )
        )
    return [_confirmed(book, layout, writer) for layout in found]


def answered(found: Sequence[Layout], writer: Writer) -> Mapping[str, str] | None:
    """The answers to what must not be guessed; None while one is open."""
    asked = [question for layout in found for question in layout.questions]
    given = {question.key: _answer(question, writer) for question in asked}
    if not all(given.values()):
        st.info(
            writer.say("Jawab dahulu semua pertanyaan di atas; yang tidak pasti tidak ditebak."),
            icon=":material/help:",
        )
        return None
    periods = {f"{one.sheet}.period": _period(one, writer) for one in found if _is_timeless(one)}
    told = {**given, **periods}
    return {key: str(answer) for key, answer in told.items() if answer}


def _is_timeless(layout: Layout) -> bool:
    """Whether neither the sheet, nor a column, nor a question says what time it speaks of."""
    keys = layout.columns.values()
    asked = {question.key for question in layout.questions}
    is_dated = any(key in ("period", "year") or period_of(key) for key in keys)
    return bool(keys) and not (layout.period or is_dated or f"{layout.sheet}.period" in asked)


def _period(layout: Layout, writer: Writer) -> str:
    label = writer.say(
        "Lembar {sheet}: angkanya keadaan kapan? Misalnya 2026-08-31 atau Agustus 2026",
        sheet=literal(layout.sheet),
    )
    return _text(st, f"waktu.{layout.sheet}", label)


def source(writer: Writer) -> About:
    """Where the figures come from, for all rows that do not say it themselves."""
    left, right = st.columns(2)
    first, second, third = st.columns(3)  # row by row, as they are read on a narrow screen
    return About(
        publisher=_text(left, "publisher", writer.say("Penerbit angka (lembaga)")),
        title=_text(right, "title", writer.say("Judul dokumen")),
        published_on=_text(
            first, "published_on", writer.say("Tanggal terbit, misalnya 2026-11-22")
        ),
        url=_text(second, "url", writer.say("Alamat di internet (boleh kosong)")),
        speaker=_text(third, "speaker", writer.say("Narasumber (boleh kosong)")),
    )


def _confirmed(book: Book, layout: Layout, writer: Writer) -> Layout:
    sheet = next(sheet for sheet in book.sheets if sheet.name == layout.sheet)
    title = writer.say(
        "Lembar {sheet}: {form}, baris {first} sampai {last}",
        sheet=literal(layout.sheet),
        form=writer.label(FORMS[layout.form]),
        first=layout.first,
        last=layout.last,
    )
    with st.expander(title, expanded=True):
        if not layout.columns:  # recognised, and not read yet: it says why
            st.info(literal(writer.tell(next(iter(layout.skipped.values())))))
            return layout
        columns = _columns(sheet, layout, writer)
        is_changed = columns != dict(layout.columns)
        found = layouts.changed(book, layout, columns) if is_changed else layout
        _skipped(found, writer)
    return found


def _columns(sheet: Sheet, layout: Layout, writer: Writer) -> dict[str, str]:
    """A control for each column that has a heading."""
    keys = [UNREAD, *(key for key, one in FIELDS.items() if layout.form in one.forms)]
    headings = areas.named(sheet, layout.header_rows)
    boxes, chosen = [], {}
    for n, letter in enumerate(sorted({*headings, *layout.columns}, key=index)):
        if n % ABREAST == 0:  # row by row, so that they are read in the order of the sheet
            boxes = st.columns(ABREAST)
        first = layout.columns.get(letter, UNREAD)
        heading = literal(headings.get(letter, DASH)[:MOST_SHOWN])
        chosen[letter] = _boxed(
            boxes[n % ABREAST],
            f"kolom.{layout.sheet}.{letter}",
            f"{letter} · {heading}",
            {key: _field(key, writer) for key in dict.fromkeys([*keys, first])},
            first,
        )
    return {letter: key for letter, key in chosen.items() if key and key != UNREAD}


def _field(key: str, writer: Writer) -> str:
    """A field as a planner reads it, with the period that its heading names."""
    if key == UNREAD:
        return writer.say("– tidak dibaca –")
    label, period = writer.label(FIELDS[key_of(key)].label), period_of(key)
    return f"{label} · {writer.period(Period.parse(period))}" if period else label


def _answer(question: Question, writer: Writer) -> str | None:
    options = {key: writer.tell(words) for key, words in question.options.items()}
    return _boxed(st, f"jawab.{question.key}", literal(writer.tell(question.words)), options, None)


def _boxed(
    where: Any, key: str, label: str, options: Mapping[str, str], first: str | None
) -> str | None:
    """A select box that says again what was chosen in it before the page was left."""
    kept = selection.desk().setdefault("chosen", {})
    start = kept.get(key, first)
    keys = list(options)
    chosen = where.selectbox(
        label,
        keys,
        index=keys.index(start) if start in keys else None,
        format_func=lambda one: options.get(one, ""),
        key=f"{key}.{selection.desk()['file'][1][:8]}",  # another file, other controls
        placeholder="?",
    )
    kept[key] = chosen
    return None if chosen is None else str(chosen)


def _text(where: Any, key: str, label: str) -> str:
    kept = selection.desk().setdefault("about", {})
    number = selection.desk().get("number", 0)
    given = where.text_input(label, value=kept.get(key, ""), max_chars=300, key=f"{key}.{number}")
    kept[key] = given or ""
    return str(kept[key]).strip()


def _skipped(layout: Layout, writer: Writer) -> None:
    """Rows that are not read, and why."""
    rows: dict[str, list[str]] = {}
    for row, why in layout.skipped.items():
        rows.setdefault(writer.tell(why), []).append(str(row))
    for reason, numbers in rows.items():
        shown = writer.joined(numbers[:8]) + ("…" if len(numbers) > 8 else "")
        st.caption(writer.say("Baris {rows} tidak dibaca: {why}", rows=shown, why=literal(reason)))
