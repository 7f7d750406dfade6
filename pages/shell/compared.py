"""The panels of the page Bandingkan as HTML: ranked, and as a table that sorts.

Each is a function of the reader's choice alone, so that `loaders.kept` can keep it.
"""

from dataclasses import replace
from typing import Any

import pandas as pd

from geo import claims as ledger
from geo import comparison, palettes, verdicts, wording
from geo.classify import Classes, class_of
from geo.formats import Writer
from geo.indicators import Mark, indicator
from geo.model import PICKED, PROVINCE, BpsCode, Missing, Period, Selection, Unit
from pages.shell import links, loaders, options, regions, rows, series
from pages.shell.markup import mark_of, rendered, safe_url


def found(chosen: Selection) -> comparison.Comparison:
    """The chosen regencies side by side."""
    return loaders.kept(_found, replace(options.of_group(chosen), period=chosen.period))


def _found(chosen: Selection) -> comparison.Comparison:
    return comparison.side_by_side(loaders.tables(chosen), options.members(chosen), chosen.period)


def ranked(chosen: Selection) -> str:
    """Lollipops of those that may be ranked, with target and province; the others apart."""
    writer, of, asked = Writer(chosen.language), found(chosen), indicator(chosen.indicator)
    plain = replace(options.of_group(chosen), period=chosen.period)
    references = loaders.kept(_references, plain)
    order = list(map(str, of.group.table.index))
    if of.group.refusal is not None:
        order.sort(key=lambda code: loaders.NAMES[code])
    written = rows.written(writer, chosen, order)
    apart_written = rows.written(writer, chosen, list(map(str, of.group.apart.index)))
    lollipops = loaders.kept(_lollipops, plain)

    def shown(code: str, of: rows.Written) -> dict[str, Any]:
        link = links.link("profil", chosen, wilayah=code)
        return {**lollipops[code], "link": link, "before": of.before.get(code)}

    shown_rows = [shown(code, written) for code in written.codes]
    apart = [shown(code, apart_written) for code in apart_written.codes]
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
        references=references,
        rows=shown_rows,
        are_many=len(shown_rows) > rows.MOST_ROWS,
        apart=apart,
        sources=_sources([*shown_rows, *apart]),
        missing_told=_missing_told(writer, len(of.group.missing)),
        missing=[
            {
                "code": code,
                "name": loaders.NAMES[str(code)],
                "value": wording.value(writer, asked, one),
                "is_older": one["status"] == Missing.OLDER.value,
            }
            for code, one in of.group.missing.iterrows()
        ],
    )


def _missing_told(writer: Writer, n: int) -> str:
    """What stands over a list of many that is folded away; empty for one that stands in sight."""
    if n <= rows.MOST_ROWS:
        return ""
    return writer.say("{n} kabupaten/kota tanpa angka", n=writer.decimal(n))


def _sources(figures: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each source once, with all figures that it gives."""
    said: dict[tuple[str, str], list[str]] = {}
    for row in figures:
        figure = f"{row['name']} {row['value']} ({row['when']}) {row['flag']}".strip()
        said.setdefault((row["source"], row["url"]), []).append(figure)
    return [
        {"source": source, "url": url, "figures": figures}
        for (source, url), figures in said.items()
    ]


def _lollipops(chosen: Selection) -> rows.Cells:
    """What each row with a figure tells, whoever looks at it: text, place, length, colour."""
    writer, of, asked = Writer(chosen.language), found(chosen), indicator(chosen.indicator)
    whole = pd.concat([of.group.table, of.group.apart])
    classes = Classes(breaks=asked.breaks if asked.mark is Mark.AREA else ())
    colours = palettes.ramp(asked.polarity, classes.count)
    numbers, top = class_of(whole["value"], classes), _top(chosen)

    def cells(code: str) -> dict[str, Any]:
        one = ledger.row(whole, code)
        return {
            "code": code,
            "name": loaders.NAMES[code],
            "place": verdicts.place(writer, of.ranks, code),
            "told": verdicts.place_told(writer, of, code),
            "value": wording.value(writer, asked, one),
            "when": writer.period_short(Period.parse(str(one["period"]))),
            "source": wording.source_of(writer, one),
            "url": safe_url(str(one.get("source_url", ""))),
            "flag": wording.contradicted(writer, one),
            "at": round(100 * float(one["value"]) / top, 2),
            "colour": colours[int(numbers[code])],
            "why": "" if code in of.group.table.index else writer.tell(one["why"]),
        }

    return rows.Cells(cells)


def _top(chosen: Selection) -> float:
    """Right end of the axis: a little beyond the largest figure, the target and the province."""
    of = found(chosen)
    figures = [*of.group.table["value"], *of.group.apart["value"], *_lines(chosen).values()]
    return 1.04 * max(map(float, figures), default=1.0) or 1.0


def _references(chosen: Selection) -> list[dict[str, Any]]:
    """The province's own target and figure for the compared period: lines across the chart."""
    writer, lines, of = Writer(chosen.language), _lines(chosen), found(chosen)
    if not lines:
        return []
    asked, top = replace(chosen, period=of.period), _top(chosen)
    reading, target = regions.reading(asked, PROVINCE), regions.target(asked, PROVINCE)
    texts = {}
    if "province" in lines:
        value = wording.value(writer, indicator(chosen.indicator), reading)
        texts["province"] = writer.say("Provinsi {value}", value=value)
        if reading["family"] != of.group.family:
            texts["province"] = writer.say("Provinsi {value} (definisi lain)", value=value)
    if target is not None:
        aim = writer.percent(float(target["value"]), int(target["decimals"]))
        year = int(target["year"])
        texts["aim"] = writer.say("Target provinsi {year} {aim}", year=year, aim=aim)
    return [
        {"kind": kind, "text": texts[kind], "at": round(100 * value / top, 2)}
        for kind, value in lines.items()
    ]


def _lines(chosen: Selection) -> dict[str, float]:
    """Values of the province and of its own target, where the indicator is a rate."""
    of = found(chosen)
    if indicator(chosen.indicator).unit is not Unit.FRACTION or of.period is None:
        return {}
    asked = replace(chosen, period=of.period)
    reading, target = regions.reading(asked, PROVINCE), regions.target(asked, PROVINCE)
    values = {} if pd.isna(reading["value"]) else {"province": float(reading["value"])}
    return values if target is None else {**values, "aim": float(target["value"])}


def latest(chosen: Selection, name: str, segment: str) -> pd.DataFrame:
    """Each regency's newest reading of an indicator and segment."""
    other = replace(chosen, indicator=name, segment=segment, period=None)
    return loaders.layer(other).table


def about_group(chosen: Selection) -> str:
    """Who is compared, and how the group came about."""
    writer = Writer(chosen.language)
    members = options.members(chosen)
    names = writer.named([loaders.NAMES[code] for code in members])
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
        why = writer.tell(loaders.nearest(chosen, chosen.region).words)
    else:
        why = writer.tell(loaders.peer_groups(chosen)[chosen.group].why)
    return rendered(
        "group",
        writer,
        mark=mark_of(chosen, writer),
        sentence=names,
        silent=" ".join([why, *notes]),
    )


def table(chosen: Selection) -> str:
    """The sortable table: figure with bar, date, our range and the claimed rank, the series.

    Of many regencies the two ends, in the order of their figures.
    """
    writer, of = Writer(chosen.language), found(chosen)
    asked = indicator(chosen.indicator)
    shown = rows.by_figures(writer, chosen, options.members(chosen))
    cells = loaders.kept(_rows, options.of_group(chosen))
    lead = writer.say("Angka terbaru tiap wilayah; klik judul kolom untuk mengurutkan.")
    if not shown.are_all:
        lead = writer.say("Angka terbaru tiap wilayah, yang tertinggi dahulu.")
    apart = writer.say(
        "Peringkat yang diklaim sumber dan Paritrana Award adalah dua hal yang berbeda."
    )
    return rendered(
        "compare_table",
        writer,
        mark=mark_of(chosen, writer),
        title=writer.say("Tabel perbandingan"),
        lead=f"{lead} {apart}",
        value_head=wording.indicator_label(writer, asked, chosen.segment),
        when=verdicts.compared_when(writer, of),
        place_head=verdicts.place_head(writer, of),
        with_claims=asked.key == "coverage_rate" and chosen.segment == "total",
        sorts=shown.are_all,
        after=shown.after,
        rows=[
            {
                **cells[code],
                "link": links.link("profil", chosen, wilayah=code),
                "place": verdicts.place(writer, of.ranks, code),
                "place_number": verdicts.place_number(of.ranks, code),
                "told": verdicts.place_told(writer, of, code),
                "before": shown.before.get(code),
            }
            for code in shown.codes
        ],
    )


def _rows(chosen: Selection) -> rows.Cells:
    """What the table tells of a member whoever looks at it: figure, claimed ranks, series."""
    writer, asked = Writer(chosen.language), indicator(chosen.indicator)
    newest = latest(chosen, chosen.indicator, chosen.segment).loc[list(options.members(chosen))]
    every = series.histories(loaders.edition(chosen).claims, chosen, options.members(chosen))
    frame, top = series.frame(list(every.values())), float(newest["value"].max()) or 1.0
    stated = loaders.kept(_stated, replace(options.of_data(chosen), language=chosen.language))

    def cells(code: str) -> dict[str, Any]:
        history = series.histories(loaders.about(chosen, BpsCode(code)), chosen, [code]).get(code)
        return {
            **_cells(writer, chosen, ledger.row(newest, code), top),
            **stated[code],
            **series.cell(writer, asked, frame, history),
        }

    return rows.Cells(cells)


def _cells(writer: Writer, chosen: Selection, row: pd.Series, top: float) -> dict[str, Any]:
    """A regency's newest figure with its bar and date, as text and as what a column sorts by."""
    code, blank = str(row.name), bool(pd.isna(row["value"]))
    cells = {
        "code": code,
        "name": loaders.NAMES[code],
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


def _stated(chosen: Selection) -> dict[str, dict[str, str]]:
    """The newest rank and award that sources state for each regency; two different things."""
    writer, claims = Writer(chosen.language), loaders.edition(chosen).claims
    stated = {
        str(code): {"claimed": "", "claimed_tip": "", "award": "", "award_tip": ""}
        for code in loaders.CODES
    }
    for name, key in (("claimed", "coverage_rank"), ("award", "award_rank")):
        ranks = ledger.of(claims, key).sort_values(["end", "claim_id"])
        for _, rank in ranks[ranks["region_code"].isin(loaders.CODES)].iterrows():
            cell = stated[str(rank["region_code"])]  # the newest one stays
            cell[name] = writer.say("{n} ({year})", n=int(rank["value"]), year=int(rank["year"]))
            cell[f"{name}_tip"] = f"{rank['definition']}. {wording.source_of(writer, rank)}"
    return stated
