"""Parts of pages as values for the templates: figures, tables and lists, each with its source."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pandas as pd

from geo import changelog, claims, narrate, site_map, wording
from geo.choropleth import ChoroplethLayer
from geo.dossier import Dossier
from geo.formats import DASH, Writer
from geo.indicators import BY_KEY, CATALOGUE, SEGMENT_LABELS, Indicator, label_of
from geo.model import PROVINCE, SEGMENTS, BpsCode, Period
from geo.site_once import Claim
from geo.site_stock import Stock

Values = dict[str, Any]
MOST_CLAIMS = 300
"""Rows of a table of claims; the file beside the page holds all of them."""


def safe_url(url: str) -> str:
    """An address that may stand in a link; anything but http(s) is dropped."""
    return url if url.startswith(("https://", "http://")) else ""


def figure(writer: Writer, indicator: Indicator, reading: pd.Series) -> Values:
    """A reading that stands large, with its date, source and remarks; or its kind of blank."""
    blank = bool(pd.isna(reading["value"]))
    said = {"figure": wording.value(writer, indicator, reading), "blank": blank}
    if blank:
        return said
    return {
        **said,
        "when": wording.date_of(writer, reading),
        "source": wording.source_of(writer, reading),
        "url": safe_url(str(reading["source_url"])),
        "definition": str(reading["definition"]),
        "remarks": wording.remarks(writer, reading, with_conflict=False),
    }


def contradicting(writer: Writer, indicator: Indicator, known: Dossier) -> Values:
    """The other claims of the reading's year, and whether they contradict it."""
    if known.alternatives.empty:
        return {"others": []}
    return {
        "conflict_title": narrate.conflict_title(writer, known.reading),
        "is_conflict": bool(known.reading["conflict"]),
        "others": [
            {
                "value": wording.value(writer, indicator, one),
                "when": wording.date_of(writer, one),
                "source": wording.source_of(writer, one),
                "url": safe_url(str(one["source_url"])),
            }
            for _, one in known.alternatives.iterrows()
        ],
    }


def aim(writer: Writer, known: Dossier) -> Values:
    """The region's own target for the year of its reading, and the gap; empty where none is."""
    if known.target is None or known.gap is None:
        return {}
    year, target = int(known.reading["year"]), known.target
    value, decimals = float(target["value"]), int(target["decimals"])
    return {
        "aim_label": writer.say("Target akhir {year}", year=year),
        "aim": writer.percent(value, decimals),
        "gap": narrate.gap_sentence(writer, known.gap, value, decimals, year),
        "aim_source": wording.source_of(writer, target),
        "aim_url": safe_url(str(target["source_url"])),
    }


def ranking(
    stock: Stock, layer: ChoroplethLayer, address: Callable[[str], str], *, blanks: bool = True
) -> Values:
    """The table twin of a map: every regency with its figure, bar, date and source.

    Without `blanks` only those that have a figure.
    """
    writer, names, shown = stock.writer, stock.names, layer.table if blanks else layer.known
    table = shown.assign(name=[names[str(code)] for code in shown.index])
    ordered = table.sort_values(["value", "name"], ascending=[False, True], na_position="last")
    top = float(max([*layer.known["value"], 0.0])) or 1.0
    return {
        "caption": narrate.finding(writer, layer, names),
        "note": narrate.ranking_note(writer, layer, None),
        "value_head": writer.label(layer.indicator.short),
        "rows": [
            _ranked(writer, layer, one, (address(str(one.name)), top))
            for _, one in ordered.iterrows()
        ],
    }


def _ranked(
    writer: Writer, layer: ChoroplethLayer, one: pd.Series, at: tuple[str, float]
) -> Values:
    blank, (link, top) = bool(pd.isna(one["value"])), at
    said = {
        "code": one.name,
        "name": one["name"],
        "link": link,
        "value": wording.value(writer, layer.indicator, one),
        "blank": blank,
        "is_older": one["status"] == "older",
    }
    if blank:
        return {**said, "when": "", "source": DASH, "flag": "", "url": ""}
    return {
        **said,
        "when": writer.period_short(Period.parse(str(one["period"]))),
        "source": wording.source_of(writer, one),
        "url": safe_url(str(one["source_url"])),
        "flag": wording.contradicted(writer, one),
        "share": site_map.share(float(one["value"]), top),
        "colour": layer.colours[int(one["class_number"])],
    }


def claims_table(
    stock: Stock, found: Sequence[Claim], title: str, *, show_region: bool = False
) -> Values:
    """Claims as rows, each with its source one click away; the last where there are too many."""
    writer, shown = stock.writer, found[-MOST_CLAIMS:]
    lead = ""
    if len(shown) < len(found):
        lead = writer.say(
            "{shown} dari {all} klaim; berkas di samping halaman ini memuat semuanya.",
            shown=writer.decimal(len(shown)),
            all=writer.decimal(len(found)),
        )
    return {
        "title": title,
        "lead": lead,
        "show_region": show_region,
        "rows": [_claim(stock, one) for one in shown],
        "empty": writer.say("Tidak ada klaim yang diketahui."),
    }


def _claim(stock: Stock, one: wording.Reading) -> Values:
    writer, region = stock.writer, str(one["region_code"])
    about = writer.label(label_of(str(one["indicator"])))
    if one["segment"] != "total":
        about = f"{about}, {writer.label(SEGMENT_LABELS[str(one['segment'])])}"
    return {
        "region": writer.label(region_name(stock, region)),
        "about": about,
        "definition": one["definition"],
        "value": wording.claimed(writer, one),
        "when": writer.period(Period.parse(str(one["period"]))),
        "source": f"{one['source_title']}. {wording.source_of(writer, one)}",
        "url": safe_url(str(one["source_url"])),
        "confidence": writer.tell(wording.CONFIDENCE_WORDS[str(one["confidence"])]),
        "note": one["note"],
    }


def newest(stock: Stock, region: BpsCode) -> Values:
    """Of each indicator and segment the newest reading of a region, with what differs from it."""
    writer, table = stock.writer, stock.about(region)
    order = {one.key: number for number, one in enumerate(CATALOGUE)}
    pairs = sorted(
        {
            (str(key), str(part))
            for key, part in zip(table["indicator"], table["segment"], strict=True)
        },
        key=lambda pair: (order.get(pair[0], len(order)), pair[0], SEGMENTS.index(pair[1])),
    )
    rows = [_newest(stock, table, key, part) for key, part in pairs]
    return {
        "title": writer.say("Angka terbaru tiap indikator"),
        "lead": writer.say(
            "Dari {all} klaim tentang {name}: yang terbaru tiap indikator, {shown} angka, dengan "
            "angka lain yang berbeda untuk tahun yang sama.",
            all=writer.decimal(len(table)),
            name=writer.label(region_name(stock, region)),
            shown=writer.decimal(len(rows)),
        ),
        "rows": rows,
    }


def _newest(stock: Stock, table: pd.DataFrame, key: str, segment: str) -> Values:
    """One row: by the rule of `claims` for what the catalogue holds, else what ended last."""
    region = str(table["region_code"].iloc[0])
    found = claims.of(table, key, segment).sort_values(["end", "published_on", "claim_id"])
    reading = found.iloc[-1].rename(region)
    if key in BY_KEY:
        reading = claims.row(
            claims.readings(table, BY_KEY[key], [BpsCode(region)], segment=segment), region
        )
        reading = found[found["claim_id"] == reading["claim_id"]].iloc[0].rename(region)
    others = claims.alternatives(table, reading)
    differing = others[others["value"].notna() & (others["value"] != reading["value"])]
    return _claim(stock, reading) | {
        "others": [
            {
                "value": wording.claimed(stock.writer, one),
                "when": stock.writer.period(Period.parse(str(one["period"]))),
                "source": wording.source_of(stock.writer, one),
                "url": safe_url(str(one["source_url"])),
            }
            for one in differing.to_dict("records")
        ]
    }


def region_name(stock: Stock, code: str) -> str:
    """What a region is called; what lies above the province as the deployment names it."""
    return stock.names.get(code) or changelog.region_name(code, stock.writer)


def addresses(stock: Stock, rows: Iterable[Claim]) -> dict[str, str]:
    """By the words for a source its address, where these words name one source alone."""
    found: dict[str, set[str]] = {}
    for one in rows:
        url = safe_url(str(one["source_url"]))
        if pd.notna(one["value"]) and url:
            found.setdefault(wording.source_of(stock.writer, one), set()).add(url)
    return {said: urls.pop() for said, urls in found.items() if len(urls) == 1}


def whole(writer: Writer, layer: ChoroplethLayer, stock: Stock) -> str:
    """The province's figure of a ratio, from the sums of those that report; else empty."""
    together = narrate.together(writer, layer)
    if together is None:
        return ""
    name = writer.label(stock.names[PROVINCE])
    return f"{name}: {together[0]}, {together[1]}."
