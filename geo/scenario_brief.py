"""A scenario as slides of a meeting, each under the mark; what is observed stays apart from it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from geo import brief as briefs
from geo.brief import Brief, Cell, Figure, Picture, Slide, text
from geo.editions import Edition
from geo.errors import GeoError, listed
from geo.formats import Writer
from geo.language import Message
from geo.model import PROVINCE, Unit
from geo.outcomes import Outcome, Standing, cliff, subject
from geo.scenario_charts import months
from geo.scenario_terms import assumptions, started
from geo.scenario_words import POINT, ended, lines, mark, priced, rate, title
from geo.tariffs import BY_KEY

Names = Mapping[str, str]
KEY = "simulasi"
"""How the keys of the slides of a scenario begin."""
WIDTH, HEIGHT = 620, 230
REACHED: Mapping[Standing, Message] = {
    "already": Message("sudah tanpa program"),
    "reaches": Message("tercapai"),
    "short": Message("belum"),
    "unknown": Message("tidak diketahui"),
}
"""Whether the province's target is reached, so short that it stands in a narrow column."""
LAST = ("sumber",)
"""Parts of a meeting that come after its scenarios."""
MOST = 4
"""Scenarios of a meeting: more of them nobody compares."""


class TooManyScenariosError(GeoError, ValueError):
    """More scenarios than a meeting compares."""

    def __init__(self, count: int) -> None:
        super().__init__(
            what=Message("{n} skenario terlalu banyak untuk satu paket rapat.", n=count),
            mend=Message("Pilih paling banyak {most} skenario.", most=MOST),
        )


def slides(outcome: Outcome, writer: Writer, names: Names, *, number: int = 1) -> tuple[Slide, ...]:
    """What a scenario achieves and costs, its table, what it rests on: three slides.

    Parameters
    ----------
    names : mapping of region code to str
        Of the regencies and the province.
    number : int
        Of the scenario in its meeting, from 1; tells its slides from those of others.
    """
    return (
        _result(outcome, writer, names, number),
        _table(outcome, writer, names, number),
        _terms(outcome, writer, names, number),
    )


def with_scenarios(
    whole: Brief, edition: Edition, outcomes: Sequence[Outcome], names: Names
) -> Brief:
    """A meeting's content with a part of scenarios after its decisions, and the claims behind them.

    Each slide of that part bears the mark of a simulation (`Slide.mark`), so that every output
    sets it on each slide, page and sheet; the slides of observed figures stay as they are.

    Parameters
    ----------
    outcomes : sequence of Outcome
        At most `MOST`; without any the content stays as it was.

    Raises
    ------
    TooManyScenariosError
        If there are more.
    """
    if not outcomes:
        return whole
    if len(outcomes) > MOST:
        raise TooManyScenariosError(len(outcomes))
    writer = Writer(whole.language)
    made = [
        slide
        for number, outcome in enumerate(outcomes, start=1)
        for slide in slides(outcome, writer, names, number=number)
    ]
    first = [slide for slide in whole.slides if slide.key not in LAST]
    last = [slide for slide in whole.slides if slide.key in LAST]
    used = {number for outcome in outcomes for number in sources(outcome)}
    more = edition.claims[edition.claims["claim_id"].isin(used - set(whole.claims["claim_id"]))]
    held = more.reindex(columns=whole.claims.columns)
    return replace(
        whole,
        slides=(*first, _opening(outcomes, writer), *made, *last),
        claims=pd.concat([whole.claims, held], ignore_index=True) if len(held) else whole.claims,
    )


def _opening(outcomes: Sequence[Outcome], writer: Writer) -> Slide:
    """What begins the part of scenarios: that none of it was observed, and all of them beside."""
    say = writer.say
    heads = (
        *(say("Skenario"), say("Orang dibayari"), say("Poin provinsi"), say("Cakupan sesudah")),
        *(say("Rupiah"), say("Target provinsi"), say("Dana habis mulai")),
    )
    told = say("Bagian ini hasil hitungan atas andaian, bukan angka yang diamati.")
    return Slide(
        key=KEY,
        name=mark(writer),
        mark=mark(writer),
        title=f"{mark(writer)} – {told}",
        line=" ".join((told, say("Setiap andaian ditulis bersama hasilnya."))),
        source="; ".join(dict.fromkeys(_claims(writer, one) for one in outcomes)),
        table=briefs.table(
            " – ".join((mark(writer), say("skenario dibandingkan"))),
            heads,
            [_compared(one, writer, number) for number, one in enumerate(outcomes, start=1)],
        ),
    )


def _compared(outcome: Outcome, writer: Writer, number: int) -> tuple[Cell, ...]:
    row, (end, _) = outcome.province, cliff(outcome)
    return (
        text(_told(outcome, writer, number)),
        _persons(writer, row["paid"]),
        briefs.points(writer, float(row["points"]), POINT),
        briefs.number(writer, Unit.FRACTION, float(row["after"]), POINT),
        _rupiah(writer, outcome.rupiah),
        text(writer.tell(REACHED[row["standing"]])),
        text(writer.period(end)),
    )


def sources(outcome: Outcome) -> set[str]:
    """The numbers of the claims that a result rests on."""
    start = pd.concat([outcome.base.province.to_frame().T, outcome.base.table])
    found = {
        str(one) for name in ("eligible", "rate", "villages") for one in start[f"{name}_claim"]
    }
    found |= {one for plan in outcome.scenario.plans for one in BY_KEY[plan.tariff].claims}
    if outcome.aim is not None and outcome.aim.claim is not None:
        found.add(str(outcome.aim.claim["claim_id"]))
    return found - {""}


def _result(outcome: Outcome, writer: Writer, names: Names, number: int) -> Slide:
    drawn = months(writer, outcome, width=WIDTH, height=HEIGHT)
    return Slide(
        key=f"{KEY}-{number}",
        name=_name(outcome, writer, number),
        mark=mark(writer),
        title=f"{mark(writer)} – {title(writer, outcome, names)}",
        line=" ".join(
            (title(writer, outcome, names), priced(writer, outcome), ended(writer, outcome))
        ),
        source=_claims(writer, outcome),
        figures=_figures(outcome, writer, names),
        points=tuple(lines(writer, outcome, names)[1:]),
        picture=Picture(
            svg=drawn.svg,
            alt=" ".join((drawn.title, *drawn.told)),
            width=WIDTH + 80,
            height=HEIGHT + 90,
        ),
    )


def _terms(outcome: Outcome, writer: Writer, names: Names, number: int) -> Slide:
    """Where a scenario starts, with sources, and everything that it assumes."""
    told = writer.say("asal angka dan pengandaian hasil ini")
    return Slide(
        key=f"{KEY}-{number}-asal",
        name=writer.say("{name}, pengandaian", name=_name(outcome, writer, number)),
        mark=mark(writer),
        title=f"{mark(writer)} – {_told(outcome, writer, number)}: {told}",
        line=writer.say("Setiap andaian ditulis bersama hasilnya."),
        source=_claims(writer, outcome),
        points=(*started(writer, outcome), *assumptions(writer, outcome, names)),
    )


def _claims(writer: Writer, outcome: Outcome) -> str:
    """The claims behind a result, by number; each stands in the edition with its source."""
    return writer.say(
        "Edisi {edition}, klaim {claims}",
        edition=outcome.base.edition,
        claims=listed(sorted(sources(outcome)), limit=12),
    )


def _name(outcome: Outcome, writer: Writer, number: int) -> str:
    return f"{mark(writer)}: {_told(outcome, writer, number)}"


def _told(outcome: Outcome, writer: Writer, number: int) -> str:
    return outcome.scenario.name or writer.say("Skenario {n}", n=number)


def _figures(outcome: Outcome, writer: Writer, names: Names) -> tuple[Figure, ...]:
    row, say = outcome.province, writer.say
    code = subject(outcome)
    label, one = say("Poin provinsi"), row
    if code != PROVINCE:
        label = say("Poin {name}", name=writer.label(names[code]))
        one = outcome.row(code)
    return (
        Figure(label=label, cell=briefs.points(writer, float(one["points"]), POINT)),
        Figure(label=say("Orang dibayari"), cell=_persons(writer, row["paid"])),
        Figure(label=say("Rupiah"), cell=_rupiah(writer, outcome.rupiah)),
    )


def _table(outcome: Outcome, writer: Writer, names: Names, number: int) -> Slide:
    say = writer.say
    heads = (
        *(say("Kabupaten/kota"), say("Orang dibayari"), say("Cakupan awal"), say("Poin")),
        *(
            say("Cakupan sesudah"),
            say("Rupiah"),
            say("Jarak tertutup"),
            say("Target provinsi"),
        ),
    )
    paid = outcome.table.index[outcome.table["paid"] > 0]
    rows = [_row(outcome, writer, str(code), names) for code in paid]
    rows.append(_row(outcome, writer, PROVINCE, names))
    caption = f"{mark(writer)} – {_told(outcome, writer, number)}"
    return Slide(
        key=f"{KEY}-{number}-tabel",
        name=say("{name}, tabel", name=_name(outcome, writer, number)),
        mark=mark(writer),
        title=" – ".join((mark(writer), say("hasil tiap kabupaten/kota"))),
        line=lines(writer, outcome)[-1],
        source=_claims(writer, outcome),
        table=briefs.table(caption, heads, rows),
    )


def _row(outcome: Outcome, writer: Writer, code: str, names: Names) -> tuple[Cell, ...]:
    row, start = outcome.row(code), outcome.base.row(code)
    return (
        text(writer.label(names[code])),
        _persons(writer, row["paid"]),
        text(rate(writer, start)),
        briefs.points(writer, float(row["points"]), POINT),
        briefs.number(writer, Unit.FRACTION, float(row["after"]), POINT),
        _rupiah(writer, int(row["rupiah"])),
        briefs.number(writer, Unit.FRACTION, float(row["closed"])),
        text(writer.tell(REACHED[row["standing"]])),
    )


def _persons(writer: Writer, count: float) -> Cell:
    return briefs.number(writer, Unit.PERSONS, float(count))


def _rupiah(writer: Writer, amount: int) -> Cell:
    return briefs.number(writer, Unit.RUPIAH, float(amount))
