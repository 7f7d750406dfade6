"""Tables and lists of claims, sources and definitions, for the pages that hold everything."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from geo import differences, districts, dossier, downloads, narrate, wording
from geo.boundaries import VINTAGES
from geo.families import of_here
from geo.formats import Writer
from geo.indicators import CATALOGUE, SEGMENT_LABELS, indicator, label_of
from geo.model import ABOVE, BpsCode, Period, Selection
from geo.regencies import by_bps
from pages.shell import links, loaders, options, panels
from pages.shell.markup import mark_of, rendered, safe_url

MOST_CLAIMS = 200
"""Claims of a region that its page lists; the file beside them holds all."""


def region_header(chosen: Selection) -> None:
    """Who the chosen regency is: codes, seat, official area, and the figures around coverage."""
    st.html(loaders.kept(_header, _of_region(chosen)))


def _of_region(chosen: Selection) -> Selection:
    """The choice without what changes nothing of all that is known of a regency."""
    return replace(options.whole_data(chosen), language=chosen.language, region=chosen.region)


def _header(chosen: Selection) -> str:
    writer, region = Writer(chosen.language), BpsCode(str(chosen.region))
    facts = narrate.identity_facts(writer, by_bps()[region])
    around = dossier.around(loaders.edition(chosen), region)
    facts += [
        {
            "label": writer.label(label_of(str(row["indicator"]))),
            "text": f"{wording.claimed(writer, row)}, {wording.date_of(writer, row)}",
            "source": wording.source_of(writer, row),
        }
        for _, row in around.iterrows()
    ]
    own = {"mark": mark_of(chosen, writer), "title": by_bps()[region].name_full}
    return rendered("facts", writer, **own, heading_level=1, facts=facts)


def _claims_table(
    chosen: Selection, table: pd.DataFrame, title: str, *, lead: str = "", show_region: bool = False
) -> str:
    """Claims as a real table, each with its source one click away."""
    writer = Writer(chosen.language)
    return rendered(
        "claims_table",
        writer,
        mark=mark_of(chosen, writer),
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


def profile(chosen: Selection, writer: Writer) -> None:
    """Programmes, regulations and every claim about a regency, with a file to take along."""
    plain = _of_region(chosen)
    for panel in (_programmes, _laws, _everything):
        st.html(loaders.kept(panel, plain))
    known = loaders.about(chosen, BpsCode(str(chosen.region)))
    _download(plain, writer, len(known), f"klaim-{chosen.region}", _CSV["everything"])


def _programmes(chosen: Selection) -> str:
    found = dossier.programmes(loaders.edition(chosen), BpsCode(str(chosen.region)))
    return _claims_table(chosen, found, Writer(chosen.language).say("Program dan pendanaan"))


def _laws(chosen: Selection) -> str:
    found = dossier.laws(loaders.edition(chosen), BpsCode(str(chosen.region)))
    return _claims_table(chosen, found, Writer(chosen.language).say("Peraturan"))


def _everything(chosen: Selection) -> str:
    writer, region = Writer(chosen.language), BpsCode(str(chosen.region))
    everything = dossier.everything(loaders.edition(chosen), region)
    n = writer.decimal(len(everything))
    lead = writer.say("{n} klaim dalam edisi ini.", n=n)
    if len(everything) > MOST_CLAIMS:
        lead = writer.say(
            "{most} dari {n} klaim edisi ini; semuanya di berkas di bawah.", most=MOST_CLAIMS, n=n
        )
    title = writer.say("Semua klaim tentang {name}", name=loaders.FULL_NAMES[region])
    return _claims_table(chosen, everything.tail(MOST_CLAIMS), title, lead=lead)


def _download(
    chosen: Selection, writer: Writer, count: int, what: str, made: Callable[[Selection], bytes]
) -> None:
    """A button that hands over claims as a file, made when it is asked for."""
    st.download_button(
        writer.say("Unduh {n} klaim (CSV)", n=writer.decimal(count)),
        partial(loaders.kept_file, made, chosen),
        file_name=downloads.file_name(loaders.edition(chosen), what),
        mime="text/csv",
        icon=":material/download:",
        key=f"unduh_{what}",
        on_click="ignore",
    )


def _csv(chosen: Selection, *, of: Callable[[Selection], pd.DataFrame]) -> bytes:
    return downloads.claims_csv(loaders.edition(chosen), of(chosen))


def region_index(chosen: Selection, writer: Writer) -> None:
    """All regencies as links, where none is chosen."""
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
    asked, whole = indicator(chosen.indicator), options.whole_data(chosen)
    plain = replace(
        whole, language=chosen.language, indicator=chosen.indicator, region=chosen.region
    )
    html, count = loaders.kept_file(_listed, plain)
    st.html(html)
    _download(plain, writer, count, f"klaim-{asked.key}", _CSV["indicator"])
    _download(whole, writer, len(loaders.edition(chosen).claims), "semua-klaim", _CSV["everything"])


def _listed(chosen: Selection) -> tuple[str, int]:
    """A table of the first claims, and how many there are."""
    writer, found = Writer(chosen.language), _of_indicator(chosen)
    asked, whole = indicator(chosen.indicator), len(loaders.edition(chosen).claims)
    shown = found.sort_values(["region_code", "indicator", "period"]).head(300)
    html = _claims_table(
        chosen,
        shown,
        writer.say("Klaim: {indicator}", indicator=writer.label(asked.label)),
        lead=writer.say(
            "{shown} dari {all} klaim edisi ini; ganti indikator atau wilayah di atas.",
            shown=writer.decimal(len(shown)),
            all=writer.decimal(whole),
        ),
        show_region=True,
    )
    return html, len(found)


def _of_indicator(chosen: Selection) -> pd.DataFrame:
    """Claims of the chosen indicator: of the chosen regency and its districts, else of all."""
    claims, asked = loaders.edition(chosen).claims, indicator(chosen.indicator)
    keys = [asked.numerator, asked.denominator] if asked.is_ratio else [asked.key, asked.target]
    table = claims[claims["indicator"].isin([key for key in keys if key])]
    own = [chosen.region, *districts.codes(chosen.region)] if chosen.region else None
    return table[table["region_code"].isin(own or [*loaders.CODES, *ABOVE])]


def _of_everything(chosen: Selection) -> pd.DataFrame:
    claims = loaders.edition(chosen).claims
    return claims if chosen.region is None else loaders.about(chosen, chosen.region)


_CSV = {
    "everything": partial(_csv, of=_of_everything),
    "indicator": partial(_csv, of=_of_indicator),
}
"""Files of claims as functions of the choice: what keeps them knows them by themselves."""


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
                "region": writer.label(loaders.NAMES[str(one["region_code"])]),
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
        items=[{"text": writer.label(family.label)} for family in of_here()],
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
