"""What a comparison finds, in sentences that a leader could read aloud."""

from collections.abc import Mapping

import pandas as pd

from geo import intervals
from geo.claims import row
from geo.comparison import Comparison
from geo.families import FAMILIES
from geo.formats import DASH, Writer
from geo.indicators import Indicator
from geo.wording import quantity

Names = Mapping[str, str]
MOST_TIED = 6
"""Names in a title that share a figure."""


def comparison_title(writer: Writer, indicator: Indicator, found: Comparison, names: Names) -> str:
    """Who is highest and lowest among those that may be compared, or that nobody may be ranked."""
    table = found.group.table
    if table.empty:
        return writer.say("Belum ada angka yang dapat dibandingkan untuk pilihan ini.")
    if found.group.refusal is not None:
        return writer.say(
            "Tidak diperingkat: hanya {n} dari {of} wilayah mempunyai angka yang sebanding.",
            n=len(table),
            of=found.group.expected,
        )
    first, last = table.iloc[0], table.iloc[-1]
    if len(table) > 1 and first["value"] == last["value"]:
        return writer.say(
            "Semua {n} yang sebanding sama: {value}.",
            n=len(table),
            value=_figure(writer, indicator, first),
        )
    return writer.say(
        "{first} tertinggi ({high}), {last} terendah ({low}) di antara {n} yang sebanding.",
        first=_tied(writer, table, float(first["value"]), names),
        high=_figure(writer, indicator, first),
        last=_tied(writer, table, float(last["value"]), names),
        low=_figure(writer, indicator, last),
        n=len(table),
    )


def compared_when(writer: Writer, found: Comparison) -> str:
    """Which period is compared, and how it was chosen."""
    if found.period is None:
        return ""
    when, known, of = writer.period(found.period), len(found.group.table), found.group.expected
    if found.is_found:
        return writer.say(
            "Dibandingkan untuk {when}: periode terbaru dengan angka sebanding terbanyak, "
            "{known} dari {of}.",
            when=when,
            known=known,
            of=of,
        )
    return writer.say(
        "Dibandingkan untuk {when}: {known} dari {of} sebanding.", when=when, known=known, of=of
    )


def compared_what(writer: Writer, found: Comparison) -> str:
    """The definition that the compared figures share."""
    if found.group.family is None:
        return ""
    return writer.say(
        "Definisi yang sama: {family}.", family=writer.label(FAMILIES[found.group.family].label)
    )


def place(writer: Writer, ranks: pd.DataFrame, region: str) -> str:
    """A place as the range that is left open: `1–9`; a dash where there is none."""
    if region not in ranks.index:
        return DASH
    own = row(ranks, region)
    if own["best"] == own["worst"]:
        return writer.decimal(float(own["best"]))
    return writer.say("{best}–{worst}", best=int(own["best"]), worst=int(own["worst"]))


def place_number(ranks: pd.DataFrame, region: str) -> str:
    """What a column of places sorts by; empty where there is none."""
    return str(int(row(ranks, region)["place"])) if region in ranks.index else ""


def place_head(writer: Writer, found: Comparison) -> str:
    """Head of a column of places: of which period they are."""
    if found.period is None:
        return writer.say("Urutan")
    return writer.say("Urutan {when}", when=writer.period_short(found.period))


def place_told(writer: Writer, found: Comparison, region: str) -> str:
    """Where a regency stands, with what leaves it open; empty where it has no place."""
    if region not in found.ranks.index:
        return ""
    own, known = row(found.ranks, region), len(found.group.table)
    told = writer.say(
        "Ke-{place} dari {known} yang diketahui", place=int(own["place"]), known=known
    )
    if own["tied"]:
        told = writer.say("{told}, sama dengan {n} lainnya", told=told, n=int(own["tied"]))
    silent = found.group.expected - known
    if silent:
        told = writer.say(
            "{told}; antara {best} dan {worst} dari {of}, karena {silent} belum mempunyai angka "
            "sebanding",
            told=told,
            best=int(own["best"]),
            worst=int(own["worst"]),
            of=found.group.expected,
            silent=silent,
        )
    if _is_rounded(found, region):
        told = writer.say("{told}; pembulatan oleh sumber membuatnya terbuka", told=told)
    return f"{told}."


def _is_rounded(found: Comparison, region: str) -> bool:
    """Whether rounding alone leaves a place open, ties and silent regions aside."""
    own = row(found.ranks, region)
    silent = found.group.expected - len(found.group.table)
    return bool(own["worst"] - own["best"] > own["tied"] + silent)


def ranks_note(writer: Writer, found: Comparison) -> str:
    """What leaves the places open."""
    if found.group.refusal is not None:
        return writer.tell(found.group.refusal)
    silent = found.group.expected - len(found.group.table)
    notes = []
    if silent:
        notes.append(
            writer.say(
                "Urutan ditulis sebagai rentang: {n} wilayah tanpa angka sebanding dapat berada "
                "di atas atau di bawah.",
                n=silent,
            )
        )
    else:
        notes.append(
            writer.say("Semua wilayah mempunyai angka sebanding; 1 berarti nilai tertinggi.")
        )
    bounds, why = intervals.of_reading(found.group.table.iloc[0])
    if bounds is None and found.group.table["unit"].iloc[0] == "fraction":
        notes.append(writer.tell(why))
    if any(_is_rounded(found, str(code)) for code in found.ranks.index):
        notes.append(writer.say("Angka yang dibulatkan sumbernya juga membuat urutan terbuka."))
    return " ".join(notes)


def scatter_title(writer: Writer, pairs: int, expected: int, across: str, up: str) -> str:
    """What the scatter chart shows, and that it proves no cause."""
    if pairs < 2:
        return writer.say(
            "{up} dan {across}: kurang dari dua wilayah mempunyai keduanya.", up=up, across=across
        )
    return writer.say(
        "{up} dan {across}: {pairs} dari {expected} wilayah mempunyai keduanya. Letak titik tidak "
        "membuktikan sebab-akibat.",
        up=up,
        across=across,
        pairs=pairs,
        expected=expected,
    )


def _tied(writer: Writer, table: pd.DataFrame, value: float, names: Names) -> str:
    return writer.named(
        [names[str(one)] for one in table.index[table["value"] == value]], MOST_TIED
    )


def _figure(writer: Writer, indicator: Indicator, one: pd.Series) -> str:
    return quantity(writer, indicator.unit, float(one["value"]), int(one["decimals"]))
