"""Which feature of a foreign file becomes which regency: codes and names, told by the file.

Of another province nothing is known beforehand. So its file must say the BPS code and the name
of each regency, the two must agree in what kind it is, and the officer sees the whole mapping.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import geopandas as gpd
import pandas as pd
from rich.table import Table

from geo import identity
from geo.boundaries import BoundaryFaultsError
from geo.identity import Stated, System
from geo.language import Language, Message
from geo.nation import COUNTRY
from geo.terminal import said

FIRST_CITY = 71
"""Both code systems number kabupaten from 01 and kota from 71 within a province."""
FULL = ("name_full", "name_kemendagri", "wadmkk")
"""Columns that name the kind too: "Kabupaten Bandung"."""


def of_province(
    raw: gpd.GeoDataFrame, province: str, system: System | None
) -> tuple[gpd.GeoDataFrame, list[tuple[int, Stated]]]:
    """The features of the province, each with its number in the file and what it says of itself.

    Of the country (`COUNTRY`) every feature.
    """
    everything = identity.stated(raw, "regency", system)
    if not any(one.bps for one in everything):
        raise BoundaryFaultsError(
            [
                Message("Tidak ada kolom kode BPS kabupaten/kota, misalnya bps_code."),
                Message("Kolom “kode” tidak menyebut sistemnya: tambahkan --codes bps atau dagri."),
            ]
        )
    # A feature without a code may be of any province: it is kept, and then it is a fault.
    here, whole = (province, ""), province == COUNTRY
    chosen = [n for n, one in enumerate(everything) if whole or one.bps[:2] in here]
    if not any(everything[n].bps for n in chosen):
        raise BoundaryFaultsError(
            [Message("Tidak satu fitur pun berkode provinsi {code}.", code=province)]
        )
    return raw.iloc[chosen].reset_index(drop=True), [(n + 1, everything[n]) for n in chosen]


def mapping(
    layer: gpd.GeoDataFrame, told: Sequence[tuple[int, Stated]], language: Language
) -> Table:
    """Which feature becomes which regency, for the officer to look over."""
    table = Table(title=said(Message("Pemetaan fitur ke kabupaten/kota"), language))
    titles = (Message("Fitur"), Message("Kode BPS"), Message("Kode Kemendagri"))
    for title in (*titles, Message("Nama dalam berkas"), Message("Menjadi")):
        table.add_column(said(title, language))
    for (row, one), name in zip(told, _names(layer, told), strict=True):
        table.add_row(str(row), one.bps or "–", one.dagri or "–", one.name or "–", name or "–")
    return table


def faults(
    layer: gpd.GeoDataFrame, told: Sequence[tuple[int, Stated]], province: str
) -> Iterator[Message]:
    """What no regency can be made of, feature by feature."""
    times = Counter(one.bps for _, one in told)
    names = _names(layer, told)
    doubles = Counter(name for name in names if name)
    start = r"[1-9]\d" if province == COUNTRY else province
    for (row, one), name in zip(told, names, strict=True):
        if not re.fullmatch(rf"{start}\d\d", one.bps):
            yield Message(
                "Fitur {row}: “{code}” bukan kode BPS kabupaten/kota.", row=row, code=one.bps or "–"
            )
        elif times[one.bps] > 1:
            yield Message("{name} muncul {n} kali.", name=one.bps, n=times[one.bps])
        if one.dagri and not re.fullmatch(r"\d\d\.\d\d", one.dagri):
            yield Message(
                "Fitur {row}: “{code}” bukan kode Kemendagri kabupaten/kota.",
                row=row,
                code=one.dagri,
            )
        if not name:
            yield Message(
                "Fitur {row}: nama “{name}” kosong, atau menyebut jenis lain daripada kodenya "
                "{code}.",
                row=row,
                name=one.name,
                code=one.bps,
            )
        elif doubles[name] > 1:
            yield Message("{name} muncul {n} kali.", name=name, n=doubles[name])


def _names(layer: gpd.GeoDataFrame, told: Sequence[tuple[int, Stated]]) -> list[str]:
    """Full name of each: "Kabupaten Badung"; empty where name and code do not agree."""
    columns = {str(column).lower(): column for column in layer.columns}
    full = next((columns[name] for name in FULL if name in columns), None)
    given = [one.name for _, one in told] if full is None else [str(v or "") for v in layer[full]]
    return [full_name(text, one.bps) for text, (_, one) in zip(given, told, strict=True)]


def full_name(text: str, code: str) -> str:
    """A name with the kind that its code tells; empty where the name tells another."""
    clean = " ".join(text.split())
    clean = clean.title() if clean.isupper() else clean
    kind = "Kota" if code[2:].isdigit() and int(code[2:]) >= FIRST_CITY else "Kabupaten"
    found = re.match(
        r"(kabupaten|kab|kotamadya|kota)(\b[. ]+)(?:adm(?:inistrasi|\.)? )?", clean, re.I
    )
    if found is None:
        return f"{kind} {clean}" if clean else ""
    stem = clean[found.end() :]
    is_city = found[1].casefold().startswith("kota")
    return f"{kind} {stem}" if stem and is_city == (kind == "Kota") else ""


def regencies(layer: gpd.GeoDataFrame, told: Sequence[tuple[int, Stated]]) -> gpd.GeoDataFrame:
    """The regencies as `boundaries.conformed` gives them, made of what the file says."""
    rows = []
    for (_, one), full in zip(told, _names(layer, told), strict=True):
        kind = full.split(" ", 1)[0].casefold()
        name = full if kind == "kota" else full.removeprefix("Kabupaten ")
        rows.append((one.bps, name, full, kind, "", float("nan"), one.dagri))
    columns = ["regency_code", "name", "name_full", "kind", "capital", "area_km2", "dagri_code"]
    table = pd.DataFrame(rows, columns=columns).set_index("regency_code")
    shapes = gpd.GeoSeries(layer.geometry.array, index=table.index)
    return gpd.GeoDataFrame(table, geometry=shapes, crs=layer.crs).sort_index()
