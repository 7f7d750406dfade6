"""The amounts of a scenario's programme: one control for each regency, of many by a rule."""

from collections.abc import Mapping, Sequence

from geo.errors import GeoError
from geo.formats import Writer
from geo.language import Message
from geo.model import BpsCode
from geo.scenario import MOST_AMOUNT, Amounts, Plan, Size
from pages.shell import loaders, selection
from pages.shell.markup import literal
from pages.shell.simulation_controls import HUNDRED, Form

FEW = 3
"""Amounts that stand in sight; more of them are folded away together."""
MOST = 40
"""Regencies that each have a control of their own; of more, a rule fills the rest."""
RUPIAH_STEP = 1_000_000


class NoAmountsError(GeoError, ValueError):
    """A programme by amounts of which nobody has one."""

    def __init__(self) -> None:
        super().__init__(
            what=Message("Belum ada jumlah untuk satu kabupaten/kota pun."),
            mend=Message("Isi jumlahnya di atas, atau pilih cara mengisi jumlah yang lain."),
        )


def asked(form: Form, start: Plan, size: Size, regions: Sequence[BpsCode]) -> Amounts:
    """An amount for each regency that is asked about; those of none are left out.

    Parameters
    ----------
    form : Form
        Where the controls stand.
    start : Plan
        What they start from; its amounts where it is of the same `size`, else what is known.
    size : {"persons", "budget"}
    regions : sequence of region code
        Whom the programme is for; up to `MOST` of them get a control each.
    """
    begun = _begun(form, start, size)
    if len(regions) > MOST:
        found = _many(form, start, size, regions)
    else:
        within = form
        if len(regions) > FEW:
            label = form.writer.say("Jumlah tiap kabupaten/kota")
            within = form.within(form.where.expander(label), "semua")
        found = {code: _one(within, size, code, begun.get(code, 0)) for code in regions}
    return tuple((code, found[code]) for code in regions if found.get(code))


def fits(codes: Sequence[BpsCode]) -> bool:
    """Whether regencies with an amount are few enough to be named one by one in a control."""
    return len(codes) <= min(MOST, len(loaders.CODES) - 1)


def _known(form: Form, size: Size) -> Mapping[BpsCode, int]:
    return dict(form.ready.dbh.amounts()) if size == "budget" else form.ready.hundreds


def _begun(form: Form, start: Plan, size: Size) -> Mapping[BpsCode, int]:
    known = _known(form, size)
    return {**known, **dict(start.amounts)} if start.size == size else known


def _one(form: Form, size: Size, code: BpsCode, first: int) -> int:
    label = _label(form.writer, size, literal(loaders.NAMES[code]))
    return form.count(code, label, first, (0, MOST_AMOUNT), _step(size))


def _label(writer: Writer, size: Size, name: str) -> str:
    if size == "budget":
        return writer.say("Rupiah: {name}", name=name)
    return writer.say("Pekerja: {name}", name=name)


def _step(size: Size) -> int:
    return RUPIAH_STEP if size == "budget" else HUNDRED


def _many(form: Form, start: Plan, size: Size, regions: Sequence[BpsCode]) -> Mapping[BpsCode, int]:
    """A rule for all of them, and a control for each that the reader picks out."""
    say = form.writer.say
    kept = dict(start.amounts) if start.size == size else {}
    rules = _rules(form, size)
    rule = form.one("aturan", say("Jumlah tiap kabupaten/kota"), rules, _first(rules, kept))
    if rule == "sama":
        label = _label(form.writer, size, say("tiap kabupaten/kota"))
        each = form.count("tiap", label, 0, (0, MOST_AMOUNT), _step(size))
        filled = dict.fromkeys(regions, each)
    else:
        given = kept if rule == "tetap" else _known(form, size)
        filled = {code: given.get(code, 0) for code in regions}
    own = {code: _one(form, size, code, filled[code]) for code in _picked(form) if code in filled}
    found = {**filled, **own}
    form.where.caption(_told(form.writer, size, found))
    return found


def _rules(form: Form, size: Size) -> dict[str, Message]:
    """How amounts of many can be filled; by what is known only where something is."""
    known = Message("DBH Sawit tiap daerah, menurut data")
    if size == "persons":
        known = Message("100 pekerja untuk tiap desa, menurut data")
    return {
        **({"data": known} if _known(form, size) else {}),
        "sama": Message("jumlah yang sama untuk semua"),
        "tetap": Message("seperti yang tertulis di skenario ini"),
    }


def _first(rules: Mapping[str, Message], kept: Mapping[BpsCode, int]) -> str:
    """A scenario that has amounts keeps them; else what the data say, where they do."""
    return "tetap" if kept else next(iter(rules))


def _picked(form: Form) -> list[BpsCode]:
    """Regencies whose amount the reader writes by hand."""
    say = form.writer.say
    found = form.where.multiselect(
        say("Diisi sendiri untuk"),
        loaders.CODES,
        format_func=lambda code: loaders.NAMES[code],
        key=selection.seed(f"{form.prefix}_sendiri", []),
        max_selections=MOST,
        placeholder=say("Tidak ada: semua menurut cara di atas"),
    )
    return [BpsCode(code) for code in found]


def _told(writer: Writer, size: Size, found: Mapping[BpsCode, int]) -> str:
    """How many regencies have an amount, and what all of them come to."""
    total = sum(found.values())
    return writer.say(
        "{n} dari {all} kabupaten/kota mendapat jumlah; seluruhnya {total}. Daftar lengkap dapat "
        "disunting di berkas skenario (JSON) dan dibuka lagi di bawah.",
        n=writer.decimal(sum(map(bool, found.values()))),
        all=writer.decimal(len(found)),
        total=writer.rupiah(total)
        if size == "budget"
        else writer.say("{n} orang", n=writer.decimal(total)),
    )
