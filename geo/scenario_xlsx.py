"""A scenario as a workbook that a finance officer can check cell by cell: live formulas throughout.

Inputs are blue numbers on the first sheets; persons, months, rupiah and points follow from
them by formulas, so that a changed input changes the result.
"""

import io
from datetime import datetime
from fractions import Fraction

import pandas as pd

from geo import scenario_sheets as sheets
from geo.formats import Writer
from geo.model import PROVINCE, BpsCode, Period
from geo.outcomes import YEAR, Outcome
from geo.pack_words import place, safe
from geo.scenario_blanks import blank
from geo.scenario_sheets import (
    BOUND,
    ELIGIBLE,
    GOAL,
    HIGH,
    LEFT,
    LOW,
    MONEY,
    PERCENT,
    RATE,
    ROOM,
    TOP,
    WHOLE,
    Names,
    Work,
)
from geo.scenario_terms import assumptions, started
from geo.scenario_words import lines, mark, title
from geo.simulation import Programme, months_from

INDEX = 2
"""Row of the number of each month, counted from the year 0: above the heads."""
RESULT = ("paid", "person_months", "added", "points", "low", "high", "rate", "after")
COSTS = ("rupiah", "per_point", "gap", "closed")
COLUMN = {name: number for number, name in enumerate((*RESULT, *COSTS), start=LEFT)}
"""Columns of the sheet of results."""
NOTE = LEFT + len(COLUMN)
"""The last of them: why cells are blank."""


def workbook(outcome: Outcome, writer: Writer, names: Names) -> bytes:
    """A scenario's inputs, months and results as an Excel workbook of live formulas.

    Parameters
    ----------
    names : mapping of region code to str
        Of the regencies and the province.

    Returns
    -------
    bytes
        XLSX. The same for the same input: its date is that of the edition.
    """
    import xlsxwriter  # type: ignore[import-untyped]  # noqa: PLC0415  # only downloads need it

    written = io.BytesIO()
    made = xlsxwriter.Workbook(written, {"in_memory": True})
    told = f"{mark(writer)}: {outcome.scenario.name or title(writer, outcome)}"
    created = datetime.combine(outcome.base.as_of, datetime.min.time())
    made.set_properties({"title": safe(told), "created": created})
    work = Work(made=made, outcome=outcome, writer=writer, names=names)
    _declared(work)
    for part in (sheets.plans, sheets.start, sheets.amounts, sheets.persons, _schedule, _months):
        part(work)
    _results(work)
    _metadata(work)
    made.close()
    return written.getvalue()


def _declared(work: Work) -> None:
    """The sheet of results is the first; it is filled when the others stand."""
    say = work.writer.say
    heads = (
        *(say("Kode"), say("Nama"), say("Dibayari (bulan terbanyak)"), say("Orang-bulan")),
        *(say("Terlindungi baru"), say("Poin"), say("Poin, batas bawah"), say("Poin, batas atas")),
        *(
            say("Cakupan awal"),
            say("Cakupan sesudah"),
            say("Rupiah"),
            say("Rupiah per poin setahun"),
        ),
        *(say("Kurang sampai target, orang"), say("Kekurangan tertutup")),
        say("Mengapa ada yang kosong"),
    )
    told = work.outcome.scenario.name or title(work.writer, work.outcome)
    work.sheet("results", say("Hasil"), told, heads)
    work.regions("results")


def _schedule(work: Work) -> None:
    """Which plan pays in which month: 1 or 0."""
    say = work.writer.say
    heads = [say("Program"), say("Sumber dana"), *sheets.month_heads(work)[LEFT:]]
    work.sheet("schedule", say("Jadwal"), say("Bulan yang dibayari tiap program"), heads)
    first = work.outcome.together.index[0]
    begun = Period.parse(str(first))
    for step in range(len(work.months)):
        at = (INDEX, LEFT + step)
        number = begun.year * 12 + (begun.month or 1) - 1 + step
        if step:
            work.live("schedule", at, f"{place(INDEX, LEFT + step - 1)}+1", number, "0")
        else:
            work.number("schedule", at, number, "0")
    for number, one in enumerate(work.outcome.programmes):
        row = TOP + number
        work.number("schedule", (row, 0), number + 1)
        begin, lasting = (
            work.at("plans", row, column, fixed="cr") for column in (sheets.BEGIN, sheets.MONTHS)
        )
        for step, active in enumerate(_active(one, len(work.months), str(first))):
            month = place(INDEX, LEFT + step)
            formula = f"IF(AND({month}>={begin},{month}<{begin}+{lasting}),1,0)"
            work.live("schedule", (row, LEFT + step), formula, active)


def _active(one: Programme, count: int, first: str) -> list[int]:
    return [int(each in one.lasting) for each in months_from(Period.parse(first), count)]


def _months(work: Work) -> None:
    """Persons paid for, net of the overlap, protected anew, and rupiah: region by month."""
    say = work.writer.say
    heads = sheets.month_heads(work)
    months = work.outcome.months
    wide = {
        name: months[name].unstack("month")[work.months] for name in ("paid", "added", "rupiah")
    }
    wide["net"] = _net(work)
    told = {
        "paid": (say("Dibayari"), say("Orang yang iurannya dibayar, tiap bulan"), WHOLE),
        "net": (say("Bersih"), say("Tanpa yang sudah terlindungi (tumpang tindih)"), WHOLE),
        "added": (say("Terlindungi baru"), say("Tidak lebih dari yang belum terlindungi"), WHOLE),
        "rupiah": (say("Rupiah"), say("Iuran tiap bulan"), MONEY),
    }
    for key, (name, about, look) in told.items():
        work.sheet(key, name, about, heads)
        work.regions(key)
        for row, code in enumerate(work.codes, start=TOP):
            for step, month in enumerate(work.months):
                at, value = (row, LEFT + step), float(wide[key][month].to_dict()[code])
                work.live(key, at, _cell(work, key, at), value, look)
        for step, month in enumerate(work.months):
            _total(work, key, LEFT + step, float(_whole(work, wide, key, month)), look)


def _cell(work: Work, key: str, at: tuple[int, int]) -> str:
    """The formula of a region and month."""
    row, column = at
    if key == "added":
        room, net = work.at("start", row, ROOM, fixed="c"), work.at("net", row, column)
        return f'IF({room}="","",MIN({net},{room}))'
    terms = []
    for number in range(len(work.outcome.programmes)):
        persons = work.at("persons", row, LEFT + number, fixed="c")
        term = f"{persons}*{work.at('schedule', TOP + number, column, fixed='r')}"
        if key == "net":
            term += f"*(1-{work.at('plans', TOP + number, sheets.OVERLAP, fixed='cr')})"
        if key == "rupiah":
            term += f"*{work.at('plans', TOP + number, sheets.PRICE, fixed='cr')}"
        terms.append(term)
    formula = "+".join(terms)
    return f"INT(ROUND({formula},6))" if key == "net" else formula


def _total(work: Work, key: str, column: int, value: float, look: str) -> None:
    """The province in a month; protected anew by its own bound, unknown regions counted in."""
    cells = f"{place(TOP, column)}:{place(work.total - 1, column)}"
    formula = f"SUM({cells})"
    if key == "added":
        net, bound = work.span("net", column), work.span("start", BOUND, fixed="cr")
        whole = f"SUMPRODUCT(({net}<={bound})*{net}+({net}>{bound})*{bound})"
        room = work.at("start", work.total, ROOM, fixed="cr")
        formula = f'IF({room}="",{whole},MIN({whole},{room}))'
    work.live(key, (work.total, column), formula, value, look)


def _whole(work: Work, wide: dict[str, pd.DataFrame], key: str, month: str) -> float:
    if key == "added":
        return float(work.outcome.together["added"].to_dict()[month])
    return float(wide[key][month].sum())


def _net(work: Work) -> pd.DataFrame:
    """Persons net of the overlap, whole, region by month."""
    first, count = work.months[0], len(work.months)
    found = pd.DataFrame(0, index=work.codes, columns=work.months, dtype="int64")
    active = [_active(one, count, first) for one in work.outcome.programmes]
    for code in work.codes:
        for step in range(count):
            net = sum(
                (
                    one.persons.get(BpsCode(code), 0) * (1 - one.overlap)
                    for one, on in zip(work.outcome.programmes, active, strict=True)
                    if on[step]
                ),
                Fraction(0),
            )
            found.loc[code, work.months[step]] = int(net)
    return found


def _results(work: Work) -> None:
    """Each region's result, and the province's beneath."""
    rows = [work.outcome.row(code) for code in (*work.codes, PROVINCE)]
    for row, one in enumerate(rows, start=TOP):
        found = {name: float(one[name]) for name in (*COLUMN,) if name in one.index}
        found |= {"low": float(one["points_low"]), "high": float(one["points_high"])}
        for name, formula in _result(work, row).items():
            work.live("results", (row, COLUMN[name]), formula, found[name], _LOOKS.get(name, WHOLE))
    for row, code in enumerate((*work.codes, PROVINCE), start=TOP):
        work.words("results", (row, NOTE), blank(work.writer, work.outcome, code))
    below = work.total + 2
    for line, sentence in enumerate(lines(work.writer, work.outcome), start=below):
        work.words("results", (line, 0), sentence)


_LOOKS = {
    **dict.fromkeys(("points", "low", "high", "rate", "after", "closed"), PERCENT),
    **dict.fromkeys(("rupiah", "per_point"), MONEY),
}


def _result(work: Work, row: int) -> dict[str, str]:
    """The formulas of a row of results; an empty text where something is unknown."""
    first, last = LEFT, LEFT + len(work.months) - 1

    def across(key: str) -> str:
        return f"{work.at(key, row, first)}:{place(row, last)}"

    cell = {name: place(row, column) for name, column in COLUMN.items()}
    eligible, goal = (work.at("start", row, column) for column in (ELIGIBLE, GOAL))
    added, share = across("added"), cell["points"]
    unknown = f'OR({eligible}="",COUNT({added})=0)'

    def known(formula: str, unless: str = "") -> str:
        return f'IF({unless or unknown},"",{formula})'

    gap = f"MAX(0,({goal}-{cell['rate']})*{eligible})"
    price = f"{cell['rupiah']}*{YEAR}*{eligible}/100/SUM({added})"
    return {
        "paid": f"MAX({across('paid')})",
        "person_months": f"SUM({across('paid')})",
        "added": known(f"MAX({added})", f"COUNT({added})=0"),
        "points": known(f"{cell['added']}/{eligible}"),
        "low": known(f"MIN({share},{_bound(work, row, LOW)},{_bound(work, row, HIGH)})"),
        "high": known(f"MAX({share},{_bound(work, row, LOW)},{_bound(work, row, HIGH)})"),
        "rate": f'IF({work.at("start", row, RATE)}="","",{work.at("start", row, RATE)})',
        "after": known(f"{cell['rate']}+{share}", f'OR({share}="",{cell["rate"]}="")'),
        "rupiah": f"SUM({across('rupiah')})",
        "per_point": known(price, f"IF({unknown},TRUE,SUM({added})=0)"),
        "gap": known(gap, f'OR({eligible}="",{cell["rate"]}="",{goal}="")'),
        "closed": known(f"MIN(1,{cell['added']}/{cell['gap']})", _no_gap(cell)),
    }


def _no_gap(cell: dict[str, str]) -> str:
    return f'IF(OR({cell["gap"]}="",{cell["added"]}=""),TRUE,{cell["gap"]}<=0)'


def _bound(work: Work, row: int, column: int) -> str:
    """Points at a bound of the eligible workers: never more than are unprotected there."""
    bound, rate = work.at("start", row, column), work.at("start", row, RATE)
    if row == work.total:
        return f"{place(row, COLUMN['added'])}/{bound}"
    last = place(row, LEFT + len(work.months) - 1)
    net = f"MAX({work.at('net', row, LEFT)}:{last})"
    return f"MIN({net},MAX(0,INT(ROUND({bound}*(1-{rate}),6))))/{bound}"


def _metadata(work: Work) -> None:
    """What the workbook is, its sources, and every assumption."""
    say = work.writer.say
    work.sheet(
        "about", say("Metadata"), say("Sumber dan andaian"), (say("Yang disebut"), say("Isi"))
    )
    told = [
        (say("Tanda"), mark(work.writer)),
        (say("Arti"), say("Hasil hitungan atas andaian, bukan angka yang diamati.")),
        (say("Skenario"), work.outcome.scenario.name),
        (say("Edisi data"), work.outcome.base.edition),
        (say("Cara membaca"), say("Angka biru adalah masukan; semua yang lain rumus.")),
        *((say("Sumber"), line) for line in started(work.writer, work.outcome)),
        *((say("Andaian"), line) for line in assumptions(work.writer, work.outcome, work.names)),
    ]
    for row, (label, text) in enumerate(told, start=TOP):
        work.words("about", (row, 0), label)
        work.words("about", (row, 1), text)
    work.sheets["about"].set_column(0, 0, 18)
    work.sheets["about"].set_column(1, 1, 120)
