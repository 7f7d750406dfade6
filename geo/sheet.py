"""A regency's profile → one or two A4 pages to print and take along, as a tagged PDF.

Composes sentences that other modules write; typst sets them (docs/decisions/0008-pdf.md).
What is said travels to the template as JSON and is set as text, so that nothing in the data
is ever read as markup.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, cast

import pandas as pd

from geo import (
    charts,
    datasets,
    deployment,
    dossier,
    movements,
    narrate,
    stillmap,
    trendlines,
    wording,
)
from geo.choropleth import ChoroplethLayer
from geo.dossier import Dossier
from geo.editions import Edition
from geo.formats import Writer
from geo.indicators import SEGMENT_LABELS, Mark, label_of
from geo.model import Period, Regency
from geo.stillmap import Outlines
from geo.vintages import Vintage

TEMPLATE = Path(__file__).parent / "assets" / "sheet.typ"
PRODUCT = deployment.here().product
TYPE = "Libertinus Serif"
"""Carried by typst itself: no machine's own fonts are used."""
MOST_ROWS = 16
"""Claims of one table on page 2, newest; a sentence says how many there are."""
LONGEST = 300
"""Characters of one text on paper; longer ones are cut at a word and end in “…”."""
_COUNTS = ("participants", "inactive_participants", "eligible_workers")
COVERAGE = ("coverage_rate", *_COUNTS, "coverage_target", "coverage_rank", "award_rank")
"""Keys of the claims that page 2 lists as being about coverage."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Profile:
    """What a sheet is made from: a regency, what is known of it, and the map it stands on.

    `layer` and `dossier` are of the same indicator, segment and period: all regencies, and
    this one. `outlines` are of `vintage`; `names` say what the regencies are called, by code.
    """

    regency: Regency
    edition: Edition
    layer: ChoroplethLayer
    dossier: Dossier
    outlines: Outlines
    vintage: Vintage
    names: Mapping[str, str]

    def mark(self, writer: Writer) -> str:
        """What every page bears; empty for real claims."""
        return datasets.spoken(self.edition.dataset, writer)


def sheet(known: Profile, pages: Literal[1, 2], writer: Writer) -> bytes:
    """The profile as a PDF, A4 upright: PDF/UA-1, that is tagged, titled, every picture told.

    Parameters
    ----------
    pages : {1, 2}
        1: who it is, the figure, rank, target, conflicts, trend. 2: also programmes,
        regulations, the claims on coverage with their sources, definitions, licences.

    Returns
    -------
    bytes
        The same for the same input, digit for digit: no clock is read. Each page is set as
        large as it fits, from 11 pt down to 4.5 pt, so that it stays one page.
    """
    import typst  # noqa: PLC0415  # 80 MB that nothing else needs

    data = json.dumps(content(known, pages, writer), allow_nan=False)
    setter = typst.Compiler(TEMPLATE, ignore_system_fonts=True, sys_inputs={"data": data})
    try:
        made = setter.compile(format="pdf", pdf_standards="ua-1", timestamp=0)
    except typst.TypstError:  # a sign that no font here has, which PDF/UA refuses: drawn as a box
        made = setter.compile(format="pdf", timestamp=0)
    return cast("bytes", made)


def content(known: Profile, pages: Literal[1, 2], writer: Writer) -> dict[str, Any]:
    """Everything that stands on the sheet, in the reader's words, as the template reads it."""
    edition = writer.say("Edisi data: {name}.", name=known.edition.name)
    day = re.match(r"(\d{4})-(\d{2})-(\d{2})", known.edition.name)
    return {
        "language": writer.language,
        "title": writer.say("Profil {name}", name=known.regency.name_full),
        "product": PRODUCT,
        "pages": pages,
        "mark": known.mark(writer),
        "date": [int(part) for part in day.groups()] if day else None,
        "numbered": writer.say("Halaman {page} dari {pages}", page="{page}", pages="{pages}"),
        "footer": f"{PRODUCT} · {edition}",
        "attribution": known.vintage.attribution,
        "words": _words(writer),
        "name": known.regency.name_full,
        **_front(known, writer),
        **(_back(known, writer) if pages == 2 else {}),
    }


def _words(writer: Writer) -> dict[str, Any]:
    """Headings and heads of columns."""
    return {
        "standing": writer.say("Kedudukan dan target"),
        "around": writer.say("Desa, penduduk dan pekerjaan"),
        "definitions": writer.say("Definisi"),
        "edition": writer.say("Edisi, batas wilayah dan lisensi"),
        "none": writer.say("Tidak ada klaim yang diketahui."),
        "rule": writer.say("Angka tidak dirata-rata; aturan pilihannya ada di Metodologi."),
        "about": writer.say("Yang diukur"),
        "value": writer.say("Nilai"),
        "when": writer.say("Waktu data"),
        "source": writer.say("Sumber (keyakinan)"),
        "note": writer.say("Catatan"),
    }


def _front(known: Profile, writer: Writer) -> dict[str, Any]:
    """Page 1: who it is, the figure and what stands around it."""
    found, regency, others = known.dossier, known.regency, known.dossier.alternatives
    place, province = regency.name_full, deployment.here().named
    here = writer.say("Letak {name} di {province}", name=place, province=province)
    facts = narrate.card_facts(writer, known.layer.indicator, found)
    about_rank = known.layer.indicator.key == "coverage_rate"
    notes = [note for note in found.claimed_ranks["note"] if note and about_rank]
    return {
        "identity": _identity(regency, writer),
        "locator": {"svg": stillmap.locator(known.outlines, regency.bps, here), "alt": here},
        "figure": _figure(known, writer),
        "map": _map(known, writer),
        "facts": [
            *(_fact(one["label"], one["text"], one["source"]) for one in facts),
            *(_fact(writer.say("Catatan klaim peringkat"), note) for note in notes),
        ],
        "others_title": narrate.conflict_title(writer, found.reading) if len(others) else "",
        "others": [_row(writer, row) for _, row in others.iterrows()],
        "trend": _trend(known, writer),
    }


def _identity(regency: Regency, writer: Writer) -> list[dict[str, str]]:
    return [_fact(**fact) for fact in narrate.identity_facts(writer, regency)]


def _fact(label: str, text: str, source: str = "", url: str = "") -> dict[str, str]:
    return {"label": label, "text": _short(text), "source": _short(source), "url": url}


def _figure(known: Profile, writer: Writer) -> dict[str, Any]:
    """The figure asked for with all that must be known beside it, or that there is none."""
    layer, reading = known.layer, known.dossier.reading
    label = wording.indicator_label(writer, layer.indicator, layer.segment)
    shown = {"label": label, "value": wording.value(writer, layer.indicator, reading)}
    if pd.isna(reading["value"]):
        silence = writer.say("Tidak ada klaim yang sesuai; tidak diketahui bukan berarti nol.")
        last = narrate.earlier(writer, layer.indicator, known.dossier.earlier)
        return {**shown, "blank": True, "remarks": [line for line in (silence, last) if line]}
    dated = [wording.date_of(writer, reading), narrate.older(writer, layer, reading)]
    return {
        **shown,
        "blank": False,
        "when": " · ".join(filter(None, dated)),
        "source": _short(wording.source_of(writer, reading)),
        "url": str(reading["source_url"]),
        "definition": "" if layer.indicator.is_ratio else _short(str(reading["definition"])),
        "remarks": wording.remarks(writer, reading),
        "note": _short(str(reading["note"])),
    }


def _map(known: Profile, writer: Writer) -> dict[str, Any] | None:
    """All regencies, small; None for counts, which must not fill an area."""
    layer, region = known.layer, known.regency.bps
    if layer.indicator.mark is not Mark.AREA:
        return None
    words = stillmap.said(layer, writer, known.names)
    caption = f"{words.title}. {narrate.finding(writer, layer, known.names)}"
    return {
        "svg": stillmap.draw(
            known.outlines, layer, words, selected=region, mark=known.mark(writer)
        ),
        "alt": f"{caption} {narrate.silent(writer, layer, known.names)}",
        "caption": caption,
        "legend": [asdict(key) for key in stillmap.legend(layer, writer)],
    }


def _trend(known: Profile, writer: Writer) -> dict[str, str] | None:
    """The trend picture with the same in words; None where there is nothing to tell."""
    layer, history = known.layer, known.dossier.history
    if history.empty or layer.indicator.is_ratio:
        return None
    subject = trendlines.subject_of(
        known.edition, known.regency.bps, layer.indicator, layer.segment, writer
    )
    svg = trendlines.drawn(subject, writer)
    return {
        "title": movements.series_title(writer, history),
        "text": movements.series_told(writer, layer.indicator, history),
        "svg": stillmap.NOT_XML.sub("", svg).replace(charts.FONT, TYPE),
    }


def _back(known: Profile, writer: Writer) -> dict[str, Any]:
    """Page 2: programmes, regulations, surroundings, claims on coverage, definitions."""
    edition, region = known.edition, known.regency.bps
    everything = dossier.everything(edition, region)
    coverage = everything[everything["indicator"].isin(COVERAGE)]
    newest = coverage.sort_values(["period", "claim_id"], ascending=[False, True])
    programmes, laws = dossier.programmes(edition, region), dossier.laws(edition, region)
    return {
        "tables": [
            _table(writer.say("Program dan pendanaan"), programmes, writer),
            _table(writer.say("Peraturan"), laws, writer),
            _table(writer.say("Semua klaim tentang cakupan"), newest, writer),
        ],
        "around": [_row(writer, row) for _, row in dossier.around(edition, region).iterrows()],
        "definitions": _definitions(known, coverage, writer),
        "closing": [
            writer.say("Setiap angka adalah klaim sumber yang disebut di sampingnya."),
            f"{known.vintage.attribution} {writer.tell(known.vintage.note)}",
            writer.say("Kode program: Apache-2.0. Huruf: Libertinus, SIL OFL 1.1."),
            writer.say(
                "Teks di atas {n} huruf dipotong (…); utuhnya di halaman Profil.", n=LONGEST
            ),
        ],
    }


def _table(title: str, claims: pd.DataFrame, writer: Writer) -> dict[str, Any]:
    shown = claims.head(MOST_ROWS)
    count, whole = writer.decimal(len(shown)), writer.decimal(len(claims))
    lead = writer.say(
        "{n} klaim terbaru dari {all}; lainnya di halaman Profil.", n=count, all=whole
    )
    return {
        "title": title,
        "lead": lead if len(shown) < len(claims) else "",
        "rows": [_row(writer, row) for _, row in shown.iterrows()],
    }


def _row(writer: Writer, row: pd.Series) -> dict[str, str]:
    """A claim in words: what it is about, its value, when, who says so, and how sure."""
    level = writer.tell(wording.CONFIDENCE_WORDS[str(row["confidence"])])
    labels = [label_of(str(row["indicator"]))]
    if row["segment"] != "total":
        labels.append(SEGMENT_LABELS[str(row["segment"])])
    return {
        "about": ", ".join(map(writer.label, labels)),
        "definition": _short(str(row["definition"])),
        "value": _short(wording.claimed(writer, row)),
        "when": writer.period(Period.parse(str(row["period"]))),
        "source": _short(f"{row['source_title']}. {wording.source_of(writer, row)}"),
        "url": str(row["source_url"]),
        "confidence": writer.say("keyakinan {level}", level=level),
        "note": _short(str(row["note"])),
    }


def _definitions(known: Profile, coverage: pd.DataFrame, writer: Writer) -> list[dict[str, str]]:
    indicator = known.layer.indicator
    own = _fact(writer.label(indicator.label), writer.label(indicator.definition))
    keys = sorted(set(coverage.loc[coverage["indicator"] == "coverage_rate", "family"]))
    families = [f"{'; '.join(wording.family_label(writer, key) for key in keys)}."] if keys else []
    rule = writer.say(
        "Angka hanya diurutkan atau diselisihkan di dalam satu keluarga dan satu tahun."
    )
    return [own, _fact(writer.say("Keluarga definisi"), " ".join([*families, rule]))]


def _short(text: str) -> str:
    """A text of at most `LONGEST` characters, cut at a word; an endless word may be broken."""
    line = re.sub(r"[ \t\r\n\f\v]+", " ", text).strip()
    kept = line if len(line) <= LONGEST else f"{line[: LONGEST - 2].rsplit(' ', 1)[0]} …"
    return re.sub(r"\S{30}", "\\g<0>\N{ZERO WIDTH SPACE}", kept)
