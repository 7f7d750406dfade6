"""What is said of the districts of a regency: a sentence, and the cells of their table."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geo import claims, narrate, wording
from geo.choropleth import ChoroplethLayer
from geo.formats import Writer
from geo.model import Missing, Period
from geo.regencies import District


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A district in a table.

    Attributes
    ----------
    code, dagri, name : str
        BPS code, Kemendagri code, name.
    value : str
        The figure with its unit, or the word for its kind of blank.
    when, source, remark : str
        What time it describes, who says it, what must be known beside it; empty for a blank.
    number : int
        Class of the figure; `classify.NO_CLASS` for a blank.
    status : str
        As `claims.readings` gives it.
    """

    code: str
    dagri: str
    name: str
    value: str
    when: str
    source: str
    remark: str
    number: int
    status: str


def finding(writer: Writer, layer: ChoroplethLayer, names: Mapping[str, str], regency: str) -> str:
    """The districts of a regency in a sentence: how many have a figure, the ends of their span.

    Parameters
    ----------
    names : mapping of district code to str
    regency : str
        Full name: "Kabupaten Sambas".

    Returns
    -------
    str
        Highest and lowest are only named among figures of one definition.
    """
    known, count = layer.known, len(layer.table)
    label = wording.indicator_label(writer, layer.indicator, layer.segment)
    if known.empty:
        return writer.say(
            "{indicator}: belum ada angka per kecamatan di {regency}; peta hanya menunjukkan "
            "batas dan nama {count} kecamatannya.",
            indicator=label,
            regency=regency,
            count=count,
        )
    sentence = writer.say(
        "{indicator}: {known} dari {count} kecamatan di {regency} mempunyai angka.",
        indicator=label,
        known=len(known),
        count=count,
        regency=regency,
    )
    if known["family"].nunique() > 1:
        return sentence
    return f"{sentence} {narrate.span(writer, layer, names)}"


def silent(writer: Writer, layer: ChoroplethLayer, names: Mapping[str, str]) -> str:
    """Which districts have no figure, by kind; what is hidden, with the reason.

    Empty where all have one, or none has and none is hidden.
    """
    hidden = bool((layer.table["status"] == Missing.SUPPRESSED.value).any())
    if layer.known.empty and not hidden:
        return ""
    told = narrate.silent(writer, layer, names)
    if not hidden:
        return told
    why = writer.say(
        "Yang tidak ditampilkan kurang dari 10 orang, atau dapat membuka angka sekecil itu."
    )
    return f"{told} {why}"


def rows(writer: Writer, layer: ChoroplethLayer, known: tuple[District, ...]) -> list[Row]:
    """The districts as rows of a table, in the order of their codes."""
    return [_row(writer, layer, one) for one in known]


def _row(writer: Writer, layer: ChoroplethLayer, one: District) -> Row:
    reading = claims.row(layer.table, one.bps)
    is_blank = bool(pd.isna(reading["value"]))
    when = "" if is_blank else writer.period_short(Period.parse(str(reading["period"])))
    return Row(
        code=one.bps,
        dagri=one.dagri,
        name=one.name,
        value=wording.value(writer, layer.indicator, reading),
        when=when,
        source="" if is_blank else wording.source_of(writer, reading),
        remark=wording.contradicted(writer, reading),
        number=int(reading["class_number"]),
        status=str(reading["status"]),
    )
