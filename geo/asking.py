"""What must not be guessed of a sheet: asked, with the answers that there are.

A question's key names the sheet, the column or row, and what is asked: `Angka.G.scale`.
"""

from collections.abc import Iterator, Mapping

from geo import areas, headings
from geo.fields import FIELDS, index, key_of, period_of
from geo.headings import names_target, words
from geo.language import Message
from geo.model import BadPeriodError, Period, Regency
from geo.moments import period, periods_in, written_in
from geo.numerals import Style, is_open, number, plain, styles
from geo.received import Cell, Layout, Question, Sheet
from geo.regencies import regencies

LARGEST_FRACTION = 1.5
"""A rate above this, without a percent sign, cannot be a fraction: the highest coverage seen
in a published source is 126.15 % (Kaimana, 2023)."""
SCALES: Mapping[str, Message] = {
    "percent": Message("Persen: 0,5 berarti 0,5 %"),
    "fraction": Message("Pecahan: 0,5 berarti 50 %"),
}
STYLES: Mapping[str, Message] = {
    "id": Message("Cara Indonesia: titik memisahkan ribuan, koma desimal"),
    "en": Message("Cara Inggris: koma memisahkan ribuan, titik desimal"),
}
SYSTEMS: Mapping[str, Message] = {
    "bps": Message("Kode BPS"),
    "dagri": Message("Kode Kemendagri"),
}
MEANINGS: Mapping[str, Message] = {
    "eligible": Message("Potensi: semua pekerja yang dapat menjadi peserta"),
    "target": Message("Target: jumlah yang hendak dicapai; tidak diterbitkan sebagai potensi"),
}


def questions(sheet: Sheet, layout: Layout) -> tuple[Question, ...]:
    """Everything that must be answered before a sheet can be read; empty where it is plain."""
    if not layout.columns:
        return ()
    asked = [*_of_period(sheet, layout), *_of_place(sheet, layout), *_of_systems(sheet, layout)]
    asked += _of_meaning(sheet, layout)
    for column, key in layout.columns.items():
        asked += _of_scale(sheet, layout, column, key)
        asked += _of_style(sheet, layout, column, key)
    return (*asked, *_of_names(sheet, layout))


def cells(sheet: Sheet, layout: Layout, column: str) -> list[Cell]:
    """The cells of a column in the rows that are read."""
    rows = (n for n in range(layout.first, layout.last + 1) if n not in layout.skipped)
    return [sheet.rows[row - 1][index(column)] for row in rows]


def style_of(sheet: Sheet, layout: Layout, column: str) -> Style | None:
    """How a column writes its numbers, where its own texts or its field settle it."""
    proven = styles(cell.value for cell in cells(sheet, layout, column))
    if len(proven) == 1:
        return next(iter(proven))
    is_rate = FIELDS[key_of(layout.columns[column])].reads == "rate"
    is_sized = headings.size(_heading(sheet, layout, column)) > 1
    return None if is_rate or is_sized else "whole"


def scale_of(sheet: Sheet, layout: Layout, column: str, style: Style | None) -> str | None:
    """Whether the plain numbers of a rate column are percents or fractions.

    `percent` or `fraction`; None where the column leaves it open. Numbers that are written
    or shown as percents say it themselves.
    """
    read = [
        (cell, one)
        for cell in cells(sheet, layout, column)
        if (one := number(cell.value, style)) is not None
    ]
    plainly = [one.value for cell, one in read if not cell.is_percent and not one.is_percent]
    if not any(plainly) or max(map(abs, plainly)) > LARGEST_FRACTION:
        return "percent"
    if len(plainly) < len(read):
        return "percent" if any(one.is_percent for _, one in read) else None
    return None


def _of_scale(sheet: Sheet, layout: Layout, column: str, key: str) -> Iterator[Question]:
    if FIELDS[key_of(key)].reads != "rate" or not FIELDS[key_of(key)].indicator:
        return
    if scale_of(sheet, layout, column, style_of(sheet, layout, column) or "en") is None:
        yield Question(
            key=f"{layout.sheet}.{column}.scale",
            words=Message(
                "Lembar {sheet}, kolom {column} ({heading}): angkanya persen atau pecahan?",
                sheet=layout.sheet,
                column=column,
                heading=_heading(sheet, layout, column),
            ),
            options=SCALES,
        )


def _of_style(sheet: Sheet, layout: Layout, column: str, key: str) -> Iterator[Question]:
    style = style_of(sheet, layout, column)
    values = [cell.value for cell in cells(sheet, layout, column)]
    unread = [v for v in values if is_open(v) and number(v, style) is None]
    if FIELDS[key_of(key)].reads in ("persons", "rate", "rupiah", "whole") and unread:
        yield Question(
            key=f"{layout.sheet}.{column}.numbers",
            words=Message(
                "Lembar {sheet}, kolom {column}: bagaimana “{text}” dibaca?",
                sheet=layout.sheet,
                column=column,
                text=plain(str(unread[0])),
            ),
            options=STYLES,
        )


def _of_period(sheet: Sheet, layout: Layout) -> Iterator[Question]:
    """Which of several periods of a title all rows are of."""
    keys = {key_of(key) for key in layout.columns.values()}
    title = areas.title(sheet, layout.header_rows)
    told = periods_in(title)
    if layout.period or keys & {"period", "year"} or len(told) < 2:
        return
    if all(period_of(k) for k in layout.columns.values() if FIELDS[key_of(k)].indicator):
        return
    yield Question(
        key=f"{layout.sheet}.period",
        words=Message("Lembar {sheet}: angkanya keadaan kapan?", sheet=layout.sheet),
        options={str(one): Message("{text}", text=written_in(title, one)) for one in told},
    )


def _of_place(sheet: Sheet, layout: Layout) -> Iterator[Question]:
    """Which regency a sheet is of whose rows name none, where its title names none either."""
    naming = {"region", "code_bps", "code_dagri"} & set(layout.columns.values())
    if not naming and len(places_in(sheet, layout)) != 1:
        yield Question(
            key=f"{layout.sheet}.region",
            words=Message("Lembar {sheet}: angka kabupaten/kota mana?", sheet=layout.sheet),
            options={place.bps: Message("{text}", text=place.name_full) for place in regencies()},
        )


def _of_meaning(sheet: Sheet, layout: Layout) -> Iterator[Question]:
    for column in targets(sheet, layout):
        yield Question(
            key=f"{layout.sheet}.{column}.meaning",
            words=Message(
                "Lembar {sheet}, kolom {column} ({heading}): potensi atau target?",
                sheet=layout.sheet,
                column=column,
                heading=_heading(sheet, layout, column),
            ),
            options=MEANINGS,
        )


def targets(sheet: Sheet, layout: Layout) -> tuple[str, ...]:
    """Columns read as potential whose heading speaks of a target."""
    return tuple(
        column
        for column, key in layout.columns.items()
        if key.startswith("eligible_") and names_target(_heading(sheet, layout, column))
    )


def places_in(sheet: Sheet, layout: Layout) -> tuple[Regency, ...]:
    """The regencies that a sheet's title names."""
    title = f" {words(areas.title(sheet, layout.header_rows))} "
    told = [
        place
        for place in regencies()
        for name in (place.name, place.name_full, *place.aliases)
        if f" {words(name)} " in title
    ]
    return tuple(dict.fromkeys(told))


def _of_systems(sheet: Sheet, layout: Layout) -> Iterator[Question]:
    """Whose codes a column holds whose heading does not say it, where no name tells."""
    for column, key in layout.columns.items():
        heading = words(_heading(sheet, layout, column))
        is_said = {"bps", "kemendagri", "dagri", "permendagri", "kepmendagri"} & {*heading.split()}
        if key != "code_bps" or is_said or areas.keys(sheet, layout.header_rows):
            continue
        if "region" not in layout.columns.values():
            yield Question(
                key=f"{layout.sheet}.{column}.system",
                words=Message(
                    "Lembar {sheet}, kolom {column}: kode BPS atau kode Kemendagri?",
                    sheet=layout.sheet,
                    column=column,
                ),
                options=SYSTEMS,
            )


def system_of(sheet: Sheet, layout: Layout, column: str) -> str:
    """The system of a column of codes by the names beside them: `bps` or `dagri`.

    The one that agrees with more of the names; the heading's own where they tie.
    """
    naming = next((c for c, key in layout.columns.items() if key == "region"), "")
    own = "dagri" if layout.columns[column] == "code_dagri" else "bps"
    if not naming or "kode" not in words(_heading(sheet, layout, column)).split():
        return own
    pairs = zip(cells(sheet, layout, column), cells(sheet, layout, naming), strict=True)
    told = [(digits(code), headings.meant(str(name.value or ""))) for code, name in pairs]
    agree = {
        "bps": sum(any(place.bps == code for place in meant) for code, meant in told),
        "dagri": sum(any(_bare(place.dagri) == code for place in meant) for code, meant in told),
    }
    best = max(agree.values())
    return own if agree[own] == best else ("dagri" if own == "bps" else "bps")


def digits(cell: Cell) -> str:
    """A code as its digits alone; 61.1, a number that has lost its zero, is 6110."""
    if isinstance(cell.value, float) and not cell.value.is_integer():
        return _bare(f"{cell.value:.2f}")
    return _bare(areas.shown(cell))


def _bare(code: str) -> str:
    return "".join(sign for sign in code if sign.isascii() and sign.isdigit())


def _of_names(sheet: Sheet, layout: Layout) -> Iterator[Question]:
    """What a bare "Pontianak" means, where neither code nor year tells."""
    naming = next((c for c, key in layout.columns.items() if key == "region"), "")
    if not naming or {"code_bps", "code_dagri"} & set(layout.columns.values()):
        return
    for row in range(layout.first, layout.last + 1):
        text = areas.shown(sheet.rows[row - 1][index(naming)])
        meant = headings.meant(text, year_of(sheet, layout, row))
        if row in layout.skipped or len(meant) < 2:
            continue
        yield Question(
            key=f"{layout.sheet}.{row}.region",
            words=Message(
                "Lembar {sheet}, baris {row}: “{text}” itu wilayah mana?",
                sheet=layout.sheet,
                row=row,
                text=text,
            ),
            options={place.bps: Message("{text}", text=place.name_full) for place in meant},
        )


def year_of(sheet: Sheet, layout: Layout, row: int) -> int | None:
    """The oldest year that a row speaks of, which decides what an old name means."""
    told = {period_of(key) for key in layout.columns.values()} | {layout.period}
    years = [int(text[:4]) for text in told if text]
    for column, key in layout.columns.items():
        if FIELDS[key_of(key)].reads in ("moment", "year") and key != "published_on":
            one = period(sheet.rows[row - 1][index(column)].value)
            years += [one.year] if one else []
    return min(years, default=None)


def is_period(text: str) -> bool:
    """Whether a text is a period as `Period` writes it."""
    try:
        return str(Period.parse(text)) == text
    except BadPeriodError:
        return False


def _heading(sheet: Sheet, layout: Layout, column: str) -> str:
    return areas.named(sheet, layout.header_rows).get(column, "")
