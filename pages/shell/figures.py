"""The panels of figures as HTML: headline, finding, ranking, card.

Each is a function of the reader's choice alone, so that `loaders.kept` can keep it.
"""

from typing import Any

import pandas as pd

from geo import claims, movements, narrate, wording
from geo.choropleth import ChoroplethLayer
from geo.deployment import here
from geo.dossier import Dossier
from geo.formats import Writer
from geo.indicators import Indicator
from geo.model import PROVINCE, Missing, Period, Selection
from pages.shell import links, loaders, regions, rows
from pages.shell.markup import mark_of, rendered, safe_url


def headline(chosen: Selection) -> str:
    """The province's figure with date and speaker, its target and gap, and what contradicts it."""
    writer = Writer(chosen.language)
    known = regions.dossier(chosen, PROVINCE)
    layer = loaders.layer(chosen)
    label = wording.indicator_label(writer, layer.indicator, layer.segment)
    # A province's own allocation or count is not the ratio of its regencies' sums.
    is_claimed = not (layer.indicator.is_ratio or pd.isna(known.reading["value"]))
    values = (
        _figure(writer, layer.indicator, known.reading) if is_claimed else _whole(writer, layer)
    )
    return rendered(
        "headline",
        writer,
        mark=mark_of(chosen, writer),
        label=writer.say("{indicator}: {province}", indicator=label, province=here().named),
        title=narrate.headline(writer, layer, known, writer.label(loaders.NAMES[PROVINCE])),
        **values,
        **_aim(writer, known),
        **_conflict(writer, layer.indicator, known),
    )


def _figure(writer: Writer, indicator: Indicator, reading: pd.Series) -> dict[str, Any]:
    return {
        "figure": wording.value(writer, indicator, reading),
        "when": wording.date_of(writer, reading),
        "source": wording.source_of(writer, reading),
        "definition": reading["definition"],
        "remarks": wording.remarks(writer, reading, with_conflict=False),
    }


def _whole(writer: Writer, layer: ChoroplethLayer) -> dict[str, Any]:
    """Where no source speaks for the province: the ratio of sums, or that there is none."""
    together = narrate.together(writer, layer)
    if together is None:
        return {"figure": writer.say("Tidak ada angka provinsi")}
    return {"figure": together[0], "when": together[1]}


def _aim(writer: Writer, known: Dossier) -> dict[str, Any]:
    if known.target is None or known.gap is None:
        return {}
    year, aim, decimals = int(known.reading["year"]), known.target, int(known.target["decimals"])
    return {
        "aim_label": writer.say("Target akhir {year}", year=year),
        "aim": writer.percent(float(aim["value"]), decimals),
        "gap": narrate.gap_sentence(writer, known.gap, float(aim["value"]), decimals, year),
        "aim_source": wording.source_of(writer, aim),
    }


def _conflict(writer: Writer, indicator: Indicator, known: Dossier) -> dict[str, Any]:
    if known.alternatives.empty:
        return {}
    return {
        "conflict_title": narrate.conflict_title(writer, known.reading),
        "is_conflict": bool(known.reading["conflict"]),
        "others": _others(writer, indicator, known.alternatives),
        "conflict_rule": writer.say(
            "Angka tidak dirata-rata; aturan pilihannya ada di Metodologi."
        ),
    }


def finding(chosen: Selection) -> str:
    """The map in a sentence, and who is silent in another."""
    writer = Writer(chosen.language)
    layer = loaders.layer(chosen)
    return rendered(
        "finding",
        writer,
        mark=mark_of(chosen, writer),
        sentence=narrate.finding(writer, layer, loaders.NAMES),
        silent=narrate.silent(writer, layer, loaders.NAMES),
    )


def ranking(chosen: Selection) -> str:
    """The table twin of the map: every regency with its figure, bar, year and flags.

    Of many its two ends, with how many lie between and have no figure: the chosen regency stands
    in its card, so that the table stays the same whichever is chosen.
    """
    writer = Writer(chosen.language)
    layer = loaders.layer(chosen)
    table = layer.table.assign(name=[loaders.NAMES[str(code)] for code in layer.table.index])
    ordered = table.sort_values(["value", "name"], ascending=[False, True], na_position="last")
    known = ordered["value"].notna()
    shown = rows.written(writer, chosen, list(ordered.index[known]), list(ordered.index[~known]))
    target = regions.target(chosen, PROVINCE)
    aim = None if target is None else float(target["value"])
    top = max([*layer.known["value"], aim or 0.0]) or 1.0
    return rendered(
        "ranking",
        writer,
        title=writer.say("Semua kabupaten/kota"),
        mark=mark_of(chosen, writer),
        caption=narrate.finding(writer, layer, loaders.NAMES),
        note=narrate.ranking_note(writer, layer, aim),
        value_head=writer.label(layer.indicator.short),
        colours=layer.colours,
        aim_at=round(100 * aim / top, 1) if aim else None,
        rows=[
            {
                **_ranked(chosen, writer, layer, claims.row(ordered, code), top),
                "before": shown.before.get(code),
            }
            for code in shown.codes
        ],
        after=shown.after,
    )


def _ranked(
    chosen: Selection, writer: Writer, layer: ChoroplethLayer, row: pd.Series, top: float
) -> dict[str, Any]:
    blank = bool(pd.isna(row["value"]))
    name = str(row["name"])
    return {
        "code": row.name,
        "name": name,
        "link": links.link("profil", chosen, wilayah=name),
        "value": wording.value(writer, layer.indicator, row),
        "when": "" if blank else writer.period_short(Period.parse(str(row["period"]))),
        "is_older": row["status"] == Missing.OLDER.value,
        "width": None if blank else round(100 * float(row["value"]) / top, 1),
        "number": int(row["class_number"]),
        "flag": wording.contradicted(writer, row),
    }


def region_card(chosen: Selection) -> str:
    """What is known of the chosen regency: figure, rank, target, segments, trend, conflicts."""
    if chosen.region is None:
        return ""
    writer = Writer(chosen.language)
    known = regions.dossier(chosen, chosen.region)
    layer = loaders.layer(chosen)
    reading = known.reading
    blank = bool(pd.isna(reading["value"]))
    return rendered(
        "card",
        writer,
        name=loaders.FULL_NAMES[chosen.region],
        mark=mark_of(chosen, writer),
        label=wording.indicator_label(writer, layer.indicator, layer.segment),
        definition="" if blank or layer.indicator.is_ratio else reading["definition"],
        figure=wording.value(writer, layer.indicator, reading),
        blank=blank,
        when="" if blank else wording.date_of(writer, reading),
        source="" if blank else wording.source_of(writer, reading),
        url="" if blank else safe_url(str(reading["source_url"])),
        older=narrate.older(writer, layer, reading),
        earlier=narrate.earlier(writer, layer.indicator, known.earlier),
        remarks=wording.remarks(writer, reading),
        note="" if blank else reading["note"],
        facts=narrate.card_facts(writer, layer.indicator, known),
        trend=regions.trend(chosen, chosen.region),
        trend_alt=movements.series_told(writer, layer.indicator, known.history),
        trend_title=movements.series_title(writer, known.history),
        others=_others(writer, layer.indicator, known.alternatives),
    )


def _others(writer: Writer, indicator: Indicator, claims: pd.DataFrame) -> list[dict[str, str]]:
    return [
        {
            "value": wording.value(writer, indicator, row),
            "when": wording.date_of(writer, row),
            "source": wording.source_of(writer, row),
            "note": str(row["note"]),
        }
        for _, row in claims.iterrows()
    ]
