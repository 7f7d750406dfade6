"""The command `pack`: the four files of a meeting."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from geo import (
    bases,
    boundaries,
    briefing,
    claims,
    decisions,
    district_maps,
    editions,
    logos,
    outcomes,
    pack,
    sample,
    scenario_brief,
    scenario_text,
    stillmap,
)
from geo import scenario as scenarios
from geo.agenda import CODES, Agenda, called
from geo.deployment import here
from geo.editions import Edition
from geo.formats import Writer
from geo.material import COVERAGE, Material
from geo.model import PROVINCE, BpsCode, Period
from geo.outcomes import Outcome
from geo.regencies import UnknownCodeError, by_bps
from geo.terminal import Lang, console, explained
from geo.vintages import vintage_of


class Dataset(StrEnum):
    """Real claims, or the panel that is made up."""

    PUBLIKASI = "publikasi"
    CONTOH = sample.DATASET


VINTAGE = here().default_vintage
MAP_WIDTH = 760
"""Of the map in a pack, px."""


def write_pack(  # noqa: PLR0913, PLR0917  # the options of a command
    out: Annotated[Path, typer.Argument(help="Folder tujuan keempat berkas.")],
    regions: Annotated[
        str, typer.Option(help="Kode BPS dipisah koma, menurut urutan; `all`: semua.")
    ] = "",
    period: Annotated[str | None, typer.Option(help="2024 atau 2024-09; bawaan: terbaru.")] = None,
    lang: Annotated[Lang, typer.Option(help="Bahasa paket dan keluaran.")] = Lang.ID,
    logo: Annotated[Path | None, typer.Option(help="Logo instansi, PNG atau JPEG.")] = None,
    institution: Annotated[str, typer.Option(help="Nama instansi di halaman judul.")] = "",
    edition: Annotated[str | None, typer.Option(help="Nama edisi; bawaan: yang dipakai.")] = None,
    dataset: Annotated[Dataset, typer.Option(help="Himpunan data.")] = Dataset.PUBLIKASI,
    scenario: Annotated[
        list[Path] | None, typer.Option(help="Berkas skenario simulasi; boleh diulang.")
    ] = None,
) -> None:
    """Tulis paket monev: presentasi, dokumen, PDF dan buku kerja dari satu edisi."""
    with explained(lang.value):
        writer, starts = Writer(lang.value), [perf_counter()]
        data = _edition(dataset, edition)
        agenda = Agenda(regions=_regions(regions), period=_period(period, data))
        picture = None if logo is None else logos.read(logo)
        found = [_computed(path, data) for path in scenario or ()]

        def told(sentence: str) -> None:
            starts.append(perf_counter())
            console.print(sentence, markup=False, highlight=False)

        told(writer.say("Menyusun isi rapat."))
        material = _material(data, institution)
        content = briefing.compose(material, agenda, writer)
        if found:
            content = scenario_brief.with_scenarios(content, data, found, material.names)
        files = pack.pack(content, picture, told)
        pack.write(files, out)
        starts.append(perf_counter())
        _report(files, starts, writer)


def _report(files: dict[str, bytes], starts: list[float], writer: Writer) -> None:
    """Each file with its time and size; `starts` ends with one for each file and the end."""
    begun, ended = starts[-len(files) - 1 : -1], starts[-len(files) :]
    for (name, content), first, last in zip(files.items(), begun, ended, strict=True):
        line = writer.say(
            "{name}: {seconds} detik, {size} kB.",
            name=name,
            seconds=writer.decimal(last - first, 1),
            size=writer.decimal(len(content) / 1000),
        )
        console.print(line, markup=False, highlight=False)
    whole = writer.decimal(starts[-1] - starts[0], 1)
    console.print(writer.say("Paket selesai dalam {seconds} detik.", seconds=whole))


def _edition(dataset: Dataset, name: str | None) -> Edition:
    """The data set's edition of that name; the current one where none is named."""
    if dataset is Dataset.CONTOH:
        if name not in {None, sample.DATASET}:
            raise pack.NoSuchEditionError(str(name), [sample.DATASET])
        return sample.edition(CODES)
    known = editions.names()
    if name is not None and name not in known:
        raise pack.NoSuchEditionError(name, known)
    return editions.load(name=name)


def _computed(path: Path, edition: Edition) -> Outcome:
    """What the scenario of a file achieves, from the edition of the pack."""
    asked = scenario_text.read(path, scenarios.one_hundred(scenarios.after(edition.as_of)))
    return outcomes.computed(asked, bases.known(edition, CODES))


def _regions(codes: str) -> tuple[BpsCode, ...]:
    """The regencies of a list of codes, in its order, each once; all of them for `all`.

    Where none is named, those that a meeting calls up anyway: of many none.
    """
    if not codes.strip():
        return called()
    if codes.strip().lower() == "all":
        return CODES
    asked = [BpsCode(code.strip()) for code in codes.split(",")]
    for code in asked:
        if code not in by_bps():
            raise UnknownCodeError("BPS", code)
    return tuple(dict.fromkeys(asked))


def _period(text: str | None, edition: Edition) -> Period | None:
    """The period written so, if a regency has a figure of it; None where none is asked for."""
    if text is None:
        return None
    asked, known = Period.parse(text), claims.periods_of(edition.claims, COVERAGE, [*CODES])
    if asked not in known:
        raise pack.NoFiguresError(asked, known)
    return asked


def _material(edition: Edition, institution: str) -> Material:
    """What a pack is made from; decisions are never mixed with data that is made up."""
    above: dict[str, str] = {PROVINCE: here().name}
    return Material(
        edition=edition,
        outlines=stillmap.outlines(boundaries.load_regencies(VINTAGE), MAP_WIDTH),
        attribution=vintage_of(VINTAGE).attribution,
        names=above | {str(code): one.name for code, one in by_bps().items()},
        full_names=above | {str(code): one.name_full for code, one in by_bps().items()},
        decisions=() if edition.dataset == sample.DATASET else decisions.load(),
        institution=institution,
        districts=district_maps.outlines(partial(boundaries.load_districts, VINTAGE), MAP_WIDTH)
        if boundaries.has_districts(VINTAGE)
        else None,
    )
