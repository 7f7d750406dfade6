"""What an edition changes, in words: for the officer to edit and for readers to keep."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geo import claims, differences, wording
from geo.deployment import here
from geo.districts import in_full
from geo.formats import Writer
from geo.indicators import BY_KEY, SEGMENT_LABELS, label_of
from geo.model import COUNTRY, PROVINCE, Period
from geo.regencies import by_bps

MOST_SOURCES = 6
"""Sources that are named beneath an indicator; the rest are counted."""
_KINDS = ("new", "corrected", "confirmed", "gone")


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A number that readers see and that an edition changes, in words.

    Attributes
    ----------
    region, what, period : str
        Full name; indicator and segment; the year, or "Terbaru".
    before, after : str
        The reading with its unit, or the word for its kind of blank.
    """

    region: str
    what: str
    period: str
    before: str
    after: str


def written(old: pd.DataFrame, new: pd.DataFrame, writer: Writer) -> str:
    """The change log of an edition, as plain Markdown.

    Parameters
    ----------
    old, new : DataFrame
        Claims of the edition before and of this one.

    Returns
    -------
    str
        How many claims are new, corrected, confirmed by a later source or gone; then by
        indicator and region each of them with its period, a corrected one as before → after;
        beneath each indicator its sources. One sentence where nothing differs.
    """
    found = _told(old, new)
    if found.empty:
        return writer.say("Tidak ada angka yang berubah.") + "\n"
    lines = ["# " + writer.say("Perubahan"), "", _counted(found, writer), ""]
    for key in sorted(found["indicator"].unique(), key=lambda key: writer.label(label_of(key))):
        rows = found[found["indicator"] == key]
        lines += [f"## {writer.label(label_of(key))}", ""]
        for region in sorted(rows["region_code"].unique(), key=_place):
            lines.append(_line(rows[rows["region_code"] == region], region, writer))
        lines += ["", _sources(rows, writer), ""]
    return "\n".join(lines).rstrip() + "\n"


def moves(old: pd.DataFrame, new: pd.DataFrame, writer: Writer) -> list[Move]:
    """The numbers on the pages that change from one edition to another.

    Parameters
    ----------
    old, new : DataFrame
        Claims of the edition before and of this one.

    Returns
    -------
    list of Move
        By indicator and region: the latest reading and that of each year that a changed
        claim is about, where what readers see is another value than before.
    """
    changed = differences.between(old, new)
    changed = changed[changed["indicator"].isin(list(BY_KEY))]
    found: list[Move] = []
    for (key, segment), rows in changed.groupby(["indicator", "segment"], sort=True):
        regions = sorted(rows["region_code"].unique(), key=_place)
        years = sorted({int(str(period)[:4]) for period in rows["period"]}, reverse=True)
        asked = [None, *map(Period, years)]
        told = [
            claims.readings_by_period(table, BY_KEY[str(key)], regions, asked, segment=str(segment))
            for table in (old, new)
        ]
        for period in asked:
            found += _moved((told[0][period], told[1][period]), period, writer)
    return found


def region_name(code: str, writer: Writer) -> str:
    """Full name of a regency, of a district with its regency, or of what lies above."""
    if name := in_full(code):
        return name
    above = {**here().above, PROVINCE: here().name, COUNTRY: "Indonesia"}
    return writer.label(above.get(code, code))


def _moved(
    tables: tuple[pd.DataFrame, pd.DataFrame], period: Period | None, writer: Writer
) -> list[Move]:
    """Of one indicator, segment and period: the regions whose reading is another value."""
    first, last = tables
    found = []
    for region in last.index:
        before, after = claims.row(first, region), claims.row(last, region)
        same = (before["value"] == after["value"]) and (before["period"] == after["period"])
        if same or (pd.isna(before["value"]) and pd.isna(after["value"])):
            continue
        shown = BY_KEY[str(after["indicator"] if pd.notna(after["value"]) else before["indicator"])]
        segment = str(after["segment"] if pd.notna(after["value"]) else before["segment"])
        dated = period is None
        found.append(
            Move(
                region=region_name(str(region), writer),
                what=wording.indicator_label(writer, shown, segment),
                period=wording.period_label(writer, period),
                before=_reading(writer, shown, before, dated=dated),
                after=_reading(writer, shown, after, dated=dated),
            )
        )
    return found


def _reading(writer: Writer, shown: Any, reading: pd.Series, *, dated: bool) -> str:
    value = wording.value(writer, shown, reading)
    if not dated or pd.isna(reading["value"]):
        return value
    return f"{value} ({writer.period(Period.parse(str(reading['period'])))})"


def _told(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """Differing claims with `fate`, and of a corrected one the claim that it stands for."""
    found = differences.between(old, new)
    before = old.set_index("claim_id")
    fates, earlier = [], []
    for number, row in found.iterrows():
        other = str(number) if row["kind"] == differences.CHANGED else row["supersedes"]
        known = before.loc[other] if other in before.index else None
        if row["kind"] == differences.GONE:
            fates.append("gone")
        elif known is None:
            fates.append("new")
        else:
            same = known["value"] == row["value"] or (row["text"] and known["text"] == row["text"])
            fates.append("confirmed" if same else "corrected")
        earlier.append(known)
    return found.assign(fate=fates, earlier=pd.Series(earlier, index=found.index, dtype=object))


def _counted(found: pd.DataFrame, writer: Writer) -> str:
    """How many of each, in one sentence."""
    counts = found["fate"].value_counts()
    words: Mapping[str, str] = {
        "new": writer.say("{n} angka baru", n=_n(counts, "new", writer)),
        "corrected": writer.say("{n} dikoreksi", n=_n(counts, "corrected", writer)),
        "confirmed": writer.say(
            "{n} ditegaskan sumber yang lebih baru", n=_n(counts, "confirmed", writer)
        ),
        "gone": writer.say("{n} ditarik", n=_n(counts, "gone", writer)),
    }
    return writer.joined([words[kind] for kind in _KINDS if kind in counts.index]) + "."


def _n(counts: "pd.Series[int]", kind: str, writer: Writer) -> str:
    return writer.decimal(float(counts.get(kind, 0)))


def _line(rows: pd.DataFrame, region: str, writer: Writer) -> str:
    """All that an edition changes of one indicator in one region."""
    parts = [
        _part(row, writer) for row in rows.sort_values(["period", "segment"]).to_dict("records")
    ]
    return f"- {region_name(region, writer)}: {'; '.join(parts)}."


def _part(row: Mapping[Any, Any], writer: Writer) -> str:
    """One claim: what it is about, and what became of it."""
    when = writer.period(Period.parse(str(row["period"])))
    if row["segment"] != "total":
        when = f"{when}, {writer.label(SEGMENT_LABELS[str(row['segment'])])}"
    value = _plain(wording.claimed(writer, row))
    match row["fate"]:
        case "new":
            return writer.say("{when} {value} (baru)", when=when, value=value)
        case "gone":
            return writer.say("{when} {value} (ditarik)", when=when, value=value)
        case "confirmed":
            return writer.say("{when} tetap {value} (ditegaskan)", when=when, value=value)
    before = _plain(wording.claimed(writer, row["earlier"]))
    return writer.say(
        "{when} {before} → {value} (dikoreksi)", when=when, before=before, value=value
    )


def _sources(rows: pd.DataFrame, writer: Writer) -> str:
    """Who said it, each once, in the order of the claims."""
    told = dict.fromkeys(_plain(wording.source_of(writer, row)) for row in rows.to_dict("records"))
    names = [*told][:MOST_SOURCES]
    if len(told) > MOST_SOURCES:
        names.append(writer.say("{n} sumber lain", n=writer.decimal(len(told) - MOST_SOURCES)))
    return writer.say("Sumber: {sources}.", sources="; ".join(names))


def _plain(text: str) -> str:
    """Text of the data in one line, without signs that Markdown would read."""
    return re.sub(r"[ \t\r\n]+", " ", re.sub(r"[<>`*_|\[\]]", "", text))


def _place(code: str) -> tuple[bool, str]:
    """Regencies by code, then districts, and what lies above."""
    return code not in by_bps(), code
