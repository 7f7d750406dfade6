"""The panels of the page Bandingkan as HTML: ranked, and as a table that sorts.

Each is a function of the reader's choice alone, so that `loaders.kept` can keep it.
"""

from dataclasses import replace
from typing import Any

import pandas as pd

from geo import comparison, palettes, verdicts, wording
from geo.classify import Classes, class_of
from geo.formats import Writer
from geo.indicators import Mark, indicator
from geo.model import PICKED, PROVINCE, BpsCode, Period, Selection, Unit
from pages.shell import links, loaders, options, series
from pages.shell.markup import mark_of, rendered, safe_url


def found(chosen: Selection) -> comparison.Comparison:
    """The chosen regencies side by side."""
    return comparison.side_by_side(loaders.tables(chosen), options.members(chosen), chosen.period)


def ranked(chosen: Selection) -> str:
    """Lollipops of those that may be ranked, with target and province; the others apart."""
    writer, of = Writer(chosen.language), loaders.kept(found, chosen)
    asked, references = indicator(chosen.indicator), loaders.kept(_references, chosen)
    figures = [*of.group.table["value"], *of.group.apart["value"]]
    top = 1.04 * max([*figures, *(one["value"] for one in references)], default=1.0) or 1.0
    rows = _Rows(chosen, of, top)
    order = of.group.table
    if of.group.refusal is not None:
        order = order.loc[sorted(order.index, key=lambda code: loaders.NAMES[str(code)])]
    return rendered(
        "ranked",
        writer,
        mark=mark_of(chosen, writer),
        title=verdicts.comparison_title(writer, asked, of, loaders.NAMES),
        label=wording.indicator_label(writer, asked, chosen.segment),
        lead=[
            verdicts.compared_when(writer, of),
            verdicts.compared_what(writer, of),
            verdicts.ranks_note(writer, of),
        ],
        is_ranked=of.group.refusal is None,
        references=[{**one, "at": round(100 * one["value"] / top, 2)} for one in references],
        rows=[rows.row(row) for _, row in order.iterrows()],
        apart=[
            {**rows.row(row), "why": writer.tell(row["why"])}
            for _, row in of.group.apart.iterrows()
        ],
        missing=[
            {"code": code, "name": loaders.NAMES[str(code)], "value": rows.blank(row)}
            for code, row in of.group.missing.iterrows()
        ],
    )


class _Rows:
    """Rows of the ranked chart: text, place on the axis, colour."""

    def __init__(self, chosen: Selection, of: comparison.Comparison, top: float) -> None:
        self.chosen, self.of, self.top = chosen, of, top
        self.writer, self.asked = Writer(chosen.language), indicator(chosen.indicator)
        is_area = self.asked.mark is Mark.AREA
        self.classes = Classes(breaks=self.asked.breaks if is_area else ())
        self.colours = palettes.ramp(self.asked.polarity, self.classes.count)

    def blank(self, row: pd.Series) -> str:
        return wording.value(self.writer, self.asked, row)

    def row(self, row: pd.Series) -> dict[str, Any]:
        code, value = str(row.name), float(row["value"])
        number = int(class_of(pd.Series([value]), self.classes).iloc[0])
        return {
            "code": code,
            "name": loaders.NAMES[code],
            "link": links.link("profil", self.chosen, wilayah=code),
            "place": verdicts.place(self.writer, self.of.ranks, code),
            "told": verdicts.place_told(self.writer, self.of, code),
            "value": wording.value(self.writer, self.asked, row),
            "when": self.writer.period_short(Period.parse(str(row["period"]))),
            "source": wording.source_of(self.writer, row),
            "url": safe_url(str(row["source_url"])) if "source_url" in row else "",
            "flag": wording.contradicted(self.writer, row),
            "at": round(100 * value / self.top, 2),
            "colour": self.colours[number],
            "is_chosen": code == self.chosen.region,
        }


def _references(chosen: Selection) -> list[dict[str, Any]]:
    """The province's own target and figure for the compared period: lines across the chart."""
    writer, of = Writer(chosen.language), loaders.kept(found, chosen)
    asked = indicator(chosen.indicator)
    if asked.unit is not Unit.FRACTION or of.period is None:
        return []
    known = loaders.dossier(replace(chosen, period=of.period), PROVINCE)
    lines = []
    if not pd.isna(known.reading["value"]):
        text = writer.say("Provinsi {value}", value=wording.value(writer, asked, known.reading))
        lines.append({"kind": "province", "value": float(known.reading["value"]), "text": text})
    if known.target is not None:
        aim = writer.percent(float(known.target["value"]), int(known.target["decimals"]))
        year = int(known.target["year"])
        text = writer.say("Target provinsi {year} {aim}", year=year, aim=aim)
        lines.append({"kind": "aim", "value": float(known.target["value"]), "text": text})
    return lines


def latest(chosen: Selection, name: str, segment: str) -> pd.DataFrame:
    """Each regency's newest reading of an indicator and segment."""
    other = replace(chosen, indicator=name, segment=segment, period=None)
    return loaders.layer(other).table


def about_group(chosen: Selection) -> str:
    """Who is compared, and how the group came about."""
    writer = Writer(chosen.language)
    members = options.members(chosen)
    names = writer.joined([loaders.NAMES[code] for code in members])
    if len(members) == len(loaders.CODES):
        names = writer.say("Semua {n} kabupaten/kota", n=len(members))
    notes = []
    if chosen.group == PICKED:
        why = writer.say("Dipilih satu per satu.")
        if len(chosen.peers) < 2:
            notes = [writer.say("Pilih paling sedikit dua; sementara ini semua ditampilkan.")]
    elif chosen.group == options.NEAREST and chosen.region is None:
        why = writer.say("Pilih dahulu kabupaten/kota; sementara ini semua ditampilkan.")
    elif chosen.group == options.NEAREST and chosen.region is not None:
        why = writer.tell(loaders.nearest(chosen.region).words)
    else:
        why = writer.tell(loaders.peer_groups()[chosen.group].why)
    return rendered(
        "finding",
        writer,
        mark=mark_of(chosen, writer),
        sentence=names,
        silent=" ".join([why, *notes]),
    )


def table(chosen: Selection) -> str:
    """The sortable table: figure with bar, date, our range and the claimed rank, the series."""
    writer, of = Writer(chosen.language), loaders.kept(found, chosen)
    asked = indicator(chosen.indicator)
    newest = latest(chosen, chosen.indicator, chosen.segment).loc[list(of.members)]
    histories = series.histories(loaders.edition(chosen).claims, chosen, of.members)
    frame = series.frame(list(histories.values()))
    return rendered(
        "compare_table",
        writer,
        mark=mark_of(chosen, writer),
        title=writer.say("Tabel perbandingan"),
        lead=writer.say(
            "Angka terbaru tiap wilayah; klik judul kolom untuk mengurutkan. Peringkat yang "
            "diklaim sumber dan Paritrana Award adalah dua hal yang berbeda."
        ),
        value_head=wording.indicator_label(writer, asked, chosen.segment),
        when=verdicts.compared_when(writer, of),
        place_head=verdicts.place_head(writer, of),
        with_claims=asked.key == "coverage_rate" and chosen.segment == "total",
        rows=[
            {
                **_cells(writer, chosen, row, float(newest["value"].max()) or 1.0),
                "place": verdicts.place(writer, of.ranks, str(code)),
                "place_number": verdicts.place_number(of.ranks, str(code)),
                "told": verdicts.place_told(writer, of, str(code)),
                **_stated(chosen, writer, str(code)),
                **series.cell(writer, asked, frame, histories.get(str(code))),
            }
            for code, row in newest.iterrows()
        ],
    )


def _cells(writer: Writer, chosen: Selection, row: pd.Series, top: float) -> dict[str, Any]:
    """A regency's newest figure with its bar and date, as text and as what a column sorts by."""
    code, blank = str(row.name), bool(pd.isna(row["value"]))
    cells = {
        "code": code,
        "name": loaders.NAMES[code],
        "link": links.link("profil", chosen, wilayah=code),
        "is_chosen": code == chosen.region,
        "value": wording.value(writer, indicator(chosen.indicator), row),
    }
    if blank:
        return {**cells, "number": "", "width": None, "when": "", "end": ""}
    return {
        **cells,
        "number": float(row["value"]),
        "width": round(100 * float(row["value"]) / top, 1),
        "when": writer.period_short(Period.parse(str(row["period"]))),
        "end": f"{row['end']:%Y%m%d}",
    }


def _stated(chosen: Selection, writer: Writer, code: str) -> dict[str, Any]:
    """The newest rank and award that sources state for a regency; two different things."""
    known = loaders.dossier(chosen, BpsCode(code))
    stated: dict[str, Any] = {"claimed": "", "claimed_tip": "", "award": "", "award_tip": ""}
    for name, claimed in (("claimed", known.claimed_ranks), ("award", known.awards)):
        if len(claimed):
            row = claimed.iloc[-1]
            stated[name] = writer.say("{n} ({year})", n=int(row["value"]), year=int(row["year"]))
            stated[f"{name}_tip"] = f"{row['definition']}. {wording.source_of(writer, row)}"
    return stated
