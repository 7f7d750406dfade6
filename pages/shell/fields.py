"""The reader's controls as values: name in the address, options, and how these read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from geo import agenda, datasets
from geo.boundaries import VINTAGES
from geo.formats import Writer
from geo.indicators import BY_KEY, CATALOGUE, SEGMENT_LABELS, indicator
from geo.language import LANGUAGES
from geo.mapfiles import LATEST
from geo.model import PICKED, Period, Selection
from geo.wording import indicator_label, period_label
from pages.shell import loaders
from pages.shell.options import NEAREST

LANGUAGE, DATASET, INDICATOR, SEGMENT = "bahasa", "data", "indikator", "segmen"
PERIOD, REGION, VINTAGE, EDITION = "periode", "wilayah", "batas", "edisi"
GROUP, PEERS, VERSUS = "kelompok", "banding", "lawan"
SINCE, UNTIL, AIM_YEAR, BY = "dari", "sampai", "target", "tercapai"
AGENDA, PARTS = "agenda", "bagian"
INSIDE = "rinci"
LISTED = frozenset(
    (
        *(LANGUAGE, DATASET, VINTAGE, EDITION, INDICATOR, SEGMENT, PERIOD, REGION),
        *(GROUP, VERSUS, SINCE, UNTIL, AIM_YEAR, BY),
    )
)
"""Controls that are lists of ours."""
CURRENT = "terkini"
ALL = "semua"
OWN_DATE = "jadwal"


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


DATASETS = {
    "publikasi": _("Publikasi (angka nyata)"),
    "contoh": _("Contoh (angka buatan)"),
    datasets.UPLOAD: _("Unggahan (belum diterbitkan)"),
}


@dataclass(frozen=True, slots=True)
class Field:
    """A control: its name in the address, label, option keys, how they read, and a hint.

    `start` is the key that stands where nothing was chosen; None leaves it open, with `hint`.
    Few options may all stand in sight.
    """

    name: str
    label: str
    keys: tuple[str, ...]
    label_of: Callable[[Writer, str], str]
    hint: str | None = None
    start: str | None = None
    in_sight: bool = False

    @property
    def default(self) -> str | None:
        """What stands where nothing was chosen."""
        return None if self.hint else self.start or self.keys[0]

    def teller(self, writer: Writer) -> Callable[[str], str]:
        """How keys read; one kept from another indicator may not be among the keys any more.

        A control asks of every key in every rerun: thousands are not gone through for each.
        """
        known = frozenset(self.keys)
        return lambda key: self.label_of(writer, key) if key in known else str(key)

    def key_of(self, given: str) -> str | None:
        """The key of what stands in the address: a key, or a label in either language."""
        if given in self.keys:
            return given
        writers = [Writer(one) for one in LANGUAGES]
        told = (key for key in self.keys if given in [self.label_of(one, key) for one in writers])
        return next(told, None)

    def expected(self, writer: Writer, given: str) -> str:
        """The label that Streamlit expects in the address for what stands there."""
        key = self.key_of(given)
        return given if key is None else self.label_of(writer, key)


@dataclass(frozen=True, slots=True)
class Amount:
    """A control for a number: its name in the address, label, bounds, step, where it starts."""

    name: str
    label: str
    bounds: tuple[int, int]
    start: int
    step: int = 1


def language() -> Field:
    """Each language under its own name, which needs no translation."""
    return Field(LANGUAGE, "Bahasa / Language", LANGUAGES, lambda _, key: key, in_sight=True)


def dataset(writer: Writer, *, has_upload: bool = False) -> Field:
    keys = tuple(key for key in DATASETS if has_upload or key != datasets.UPLOAD)
    return Field(DATASET, writer.say("Kumpulan data"), keys, lambda w, key: w.label(DATASETS[key]))


def is_upload(given: str | None) -> bool:
    """Whether what stands in the address names an opened workbook, in either language."""
    label = DATASETS[datasets.UPLOAD]
    return given in {datasets.UPLOAD, *(Writer(one).label(label) for one in LANGUAGES)}


def vintage(writer: Writer) -> Field:
    return Field(
        VINTAGE,
        writer.say("Batas wilayah"),
        tuple(VINTAGES),
        lambda w, key: w.tell(VINTAGES[key].label),
    )


def edition(writer: Writer, names: Sequence[str]) -> Field:
    return Field(
        EDITION,
        writer.say("Edisi"),
        (CURRENT, *names),
        lambda w, key: w.say("Terkini") if key == CURRENT else key,
    )


def indicators(writer: Writer) -> Field:
    keys = tuple(one.key for one in CATALOGUE)
    return Field(
        INDICATOR, writer.say("Indikator"), keys, lambda w, key: w.label(BY_KEY[key].label)
    )


def segment(writer: Writer, key: str) -> Field:
    return Field(
        SEGMENT,
        writer.say("Segmen"),
        indicator(key).segments,
        lambda w, one: w.label(SEGMENT_LABELS[one]),
    )


def _when(writer: Writer, key: str) -> str:
    return period_label(writer, None if key == LATEST else Period.parse(key))


def period(writer: Writer, periods: Sequence[Period]) -> Field:
    return Field(PERIOD, writer.say("Periode"), (LATEST, *map(str, periods)), _when)


def region(writer: Writer) -> Field:
    return Field(
        REGION,
        writer.say("Kabupaten/kota"),
        tuple(loaders.CODES),
        lambda _, key: loaders.NAMES[key],
        writer.say("Pilih atau ketik nama"),
    )


def group(writer: Writer, chosen: Selection) -> Field:
    """The peer groups that the current edition allows, and the two that the reader makes."""
    labels = {key: one.label for key, one in loaders.peer_groups(chosen).items()}
    labels = {**labels, NEAREST: _("Paling mirip profilnya"), PICKED: _("Pilihan sendiri")}
    return Field(GROUP, writer.say("Kelompok"), tuple(labels), lambda w, key: w.label(labels[key]))


def versus(writer: Writer, measures: Sequence[str], start: str) -> Field:
    """The second indicator of the scatter chart."""
    return Field(VERSUS, writer.say("Disandingkan dengan"), tuple(measures), measure, start=start)


def measure(writer: Writer, key: str) -> str:
    """How an indicator with its segment (`coverage_rate.bpu`) reads."""
    name, _, part = key.partition(".")
    return indicator_label(writer, indicator(name), part or "total")


def since(writer: Writer, periods: Sequence[Period], start: Period) -> Field:
    keys = tuple(map(str, periods))
    return Field(SINCE, writer.say("Perubahan dari"), keys, _when, start=str(start))


def until(writer: Writer, periods: Sequence[Period], start: Period) -> Field:
    keys = tuple(map(str, periods))
    return Field(UNTIL, writer.say("sampai"), keys, _when, start=str(start))


def aim_year(writer: Writer, years: Sequence[int], start: int) -> Field:
    keys = tuple(map(str, years))
    return Field(
        AIM_YEAR, writer.say("Target akhir tahun"), keys, lambda _, key: key, start=str(start)
    )


def by(writer: Writer, months: Sequence[Period]) -> Field:
    """Until when the target is to be reached, if not by its own date."""
    return Field(
        BY,
        writer.say("Seandainya tercapai pada"),
        (OWN_DATE, *map(str, months)),
        lambda w, key: w.say("Tanggal targetnya sendiri") if key == OWN_DATE else _when(w, key),
    )


def parts(writer: Writer) -> Field:
    """The parts that a meeting goes through; all of them where none is picked."""
    return Field(
        PARTS,
        writer.say("Bagian rapat"),
        tuple(agenda.PARTS),
        lambda w, key: w.label(agenda.PARTS[key]),
        writer.say("Semua bagian"),
    )


def agenda_regions(writer: Writer) -> Field:
    """The regencies that a meeting calls up, in the order they are picked."""
    return replace(
        region(writer),
        name=AGENDA,
        label=writer.say("Urutan daerah"),
        hint=writer.say("Semua, menurut kode")
        if agenda.called()
        else writer.say("Pilih yang dipanggil satu per satu"),
    )
