"""Tables and lists of claims, sources and definitions, for the pages that hold everything."""

from typing import Any

import pandas as pd
import streamlit as st

from geo import differences, dossier, downloads, narrate, wording
from geo.boundaries import VINTAGES
from geo.families import FAMILIES
from geo.formats import Writer
from geo.indicators import CATALOGUE, SEGMENT_LABELS, indicator, label_of
from geo.model import BpsCode, Period, Selection
from geo.regencies import by_bps
from pages.shell import links, loaders, panels
from pages.shell.markup import safe_url


def region_header(region: BpsCode, chosen: Selection, writer: Writer) -> None:
    """Who the regency is: codes, seat, official area, and the figures around coverage."""
    regency = by_bps()[region]
    facts = narrate.identity_facts(writer, regency)
    around = dossier.around(loaders.edition(chosen), region)
    facts += [
        {
            "label": writer.label(label_of(str(row["indicator"]))),
            "text": f"{wording.claimed(writer, row)}, {wording.date_of(writer, row)}",
            "source": wording.source_of(writer, row),
        }
        for _, row in around.iterrows()
    ]
    panels.html("facts", writer, title=regency.name_full, heading_level=1, facts=facts)


def claims_table(
    table: pd.DataFrame, writer: Writer, title: str, *, lead: str = "", show_region: bool = False
) -> None:
    """Claims as a real table, each with its source one click away."""
    panels.html(
        "claims_table",
        writer,
        title=title,
        lead=lead,
        show_region=show_region,
        empty=writer.say("Tidak ada klaim yang diketahui."),
        rows=[_row(writer, row) for _, row in table.iterrows()],
    )


def _row(writer: Writer, row: pd.Series) -> dict[str, Any]:
    about = writer.label(label_of(str(row["indicator"])))
    if row["segment"] != "total":
        about = f"{about}, {writer.label(SEGMENT_LABELS[str(row['segment'])])}"
    return {
        "region": writer.label(loaders.NAMES[str(row["region_code"])]),
        "about": about,
        "definition": row["definition"],
        "value": wording.claimed(writer, row),
        "when": writer.period(Period.parse(str(row["period"]))),
        "source": f"{row['source_title']}. {wording.source_of(writer, row)}",
        "url": safe_url(str(row["source_url"])),
        "confidence": writer.tell(wording.CONFIDENCE_WORDS[str(row["confidence"])]),
        "note": row["note"],
    }


def profile(region: BpsCode, chosen: Selection, writer: Writer) -> None:
    """Programmes, regulations and every claim about a regency, with a file to take along."""
    edition = loaders.edition(chosen)
    claims_table(dossier.programmes(edition, region), writer, writer.say("Program dan pendanaan"))
    claims_table(dossier.laws(edition, region), writer, writer.say("Peraturan"))
    everything = dossier.everything(edition, region)
    claims_table(
        everything if len(everything) <= 200 else everything.tail(200),
        writer,
        writer.say("Semua klaim tentang {name}", name=loaders.FULL_NAMES[region]),
        lead=writer.say("{n} klaim dalam edisi ini.", n=writer.decimal(len(everything))),
    )
    download(chosen, everything, writer, f"klaim-{region}")


def download(chosen: Selection, table: pd.DataFrame, writer: Writer, what: str) -> None:
    """A button that hands over claims as a file."""
    edition = loaders.edition(chosen)
    st.download_button(
        writer.say("Unduh {n} klaim (CSV)", n=writer.decimal(len(table))),
        downloads.claims_csv(edition, table),
        file_name=downloads.file_name(edition, what),
        mime="text/csv",
        icon=":material/download:",
        key=f"unduh_{what}",
    )


def region_index(chosen: Selection, writer: Writer) -> None:
    """The fourteen regencies as links, where none is chosen."""
    panels.html(
        "list",
        writer,
        title=writer.say("Profil kabupaten/kota"),
        heading_level=1,
        lead=writer.say("Pilih dari daftar di atas, klik di peta, atau buka salah satu:"),
        items=[
            {
                "text": loaders.FULL_NAMES[code],
                "link": links.link("profil", chosen, wilayah=loaders.NAMES[code]),
            }
            for code in loaders.CODES
        ],
    )


def chosen_claims(chosen: Selection, writer: Writer) -> None:
    """The claims behind the map: chosen indicator and, where one is, the chosen regency."""
    edition = loaders.edition(chosen)
    asked = indicator(chosen.indicator)
    keys = [asked.numerator, asked.denominator] if asked.is_ratio else [asked.key, asked.target]
    table = edition.claims[edition.claims["indicator"].isin([key for key in keys if key])]
    if chosen.region:
        table = table[table["region_code"] == chosen.region]
    shown = table.sort_values(["region_code", "indicator", "period"]).head(300)
    claims_table(
        shown,
        writer,
        writer.say("Klaim: {indicator}", indicator=writer.label(asked.label)),
        lead=writer.say(
            "{shown} dari {all} klaim edisi ini; ganti indikator atau wilayah di atas.",
            shown=writer.decimal(len(shown)),
            all=writer.decimal(len(edition.claims)),
        ),
        show_region=True,
    )
    download(chosen, table, writer, f"klaim-{asked.key}")
    download(chosen, edition.claims, writer, "semua-klaim")


def edition_facts(chosen: Selection, writer: Writer) -> None:
    """Which state of the data this is, with the hash of each file."""
    edition = loaders.edition(chosen)
    facts = [
        {"label": writer.say("Edisi"), "text": edition.name},
        {"label": writer.say("Klaim"), "text": writer.decimal(len(edition.claims))},
        *({"label": f"SHA-256 {name}", "text": digest} for name, digest in edition.files.items()),
    ]
    panels.html(
        "facts",
        writer,
        title=writer.say("Edisi data"),
        facts=facts,
        lead=edition.changes,
        lead_lang="id",
    )


def changes_since(chosen: Selection, writer: Writer) -> None:
    """What has changed since the named edition; nothing where none is named or has changed."""
    if chosen.edition is None:
        return
    found = loaders.changed(chosen)
    if found.empty:
        return
    kinds = {
        differences.ADDED: writer.say("baru"),
        differences.CHANGED: writer.say("berubah"),
        differences.GONE: writer.say("ditarik"),
    }
    panels.html(
        "changes_since",
        writer,
        title=writer.say("{n} angka berubah sejak edisi {name}", n=len(found), name=chosen.edition),
        rows=[
            {
                "region": writer.label(loaders.NAMES.get(str(one["region_code"]), "")),
                "what": writer.label(label_of(str(one["indicator"]))),
                "period": writer.period(Period.parse(str(one["period"]))),
                "kind": kinds[str(one["kind"])],
                "old": ""
                if one["kind"] == differences.ADDED
                else wording.claimed(writer, _old(one)),
                "new": "" if one["kind"] == differences.GONE else wording.claimed(writer, one),
                "source": wording.source_of(writer, one),
            }
            for _, one in found.iterrows()
        ],
    )


def _old(one: pd.Series) -> pd.Series:
    """A changed claim as the earlier edition had it."""
    earlier = one.copy()
    for name in ("value", "text", "decimals"):
        earlier[name] = one[f"old_{name}"]
    return earlier


def definitions(writer: Writer) -> None:
    """Each indicator with its definition, and what may be compared."""
    panels.html(
        "facts",
        writer,
        title=writer.say("Indikator"),
        facts=[
            {"label": writer.label(one.label), "text": writer.label(one.definition)}
            for one in CATALOGUE
        ],
    )
    panels.html(
        "list",
        writer,
        title=writer.say("Keluarga definisi"),
        lead=writer.say(
            "Angka hanya diurutkan atau diselisihkan di dalam satu keluarga dan satu tahun."
        ),
        items=[{"text": writer.label(family.label)} for family in FAMILIES.values()],
    )


def vintages(writer: Writer) -> None:
    """The boundary layers with licence and known defects."""
    panels.html(
        "facts",
        writer,
        title=writer.say("Batas wilayah"),
        facts=[
            {
                "label": writer.tell(vintage.label),
                "text": f"{vintage.attribution} {writer.tell(vintage.note)}",
            }
            for vintage in VINTAGES.values()
        ],
    )
