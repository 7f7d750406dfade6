"""The sheets of a scenario's workbook: inputs as numbers, all that follows as live formulas.

A region stands in the same row on every sheet, a month in the same column. Each formula is
written with the value that the engine found, so that the two can be held against each other.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from geo.charts import TARGET
from geo.formats import Writer
from geo.language import Message
from geo.model import PROVINCE, Period
from geo.outcomes import Outcome
from geo.pack_words import place, safe, sheet_name
from geo.scenario import FUNDINGS, SIZES, Plan
from geo.scenario_words import mark
from geo.simulation import unprotected
from geo.tariffs import BY_KEY

HEAD, TOP = 3, 4
"""Row of the heads; first row beneath them. Rows and columns are counted from 0."""
LEFT = 2
"""First column of plans or months; code and name stand before."""
WHOLE, PERCENT, MONEY = "#,##0", "0.00%", '"Rp"#,##0'
BOUNDLESS = "1E+12"
"""Stands for eligible workers that nobody counted: they bound nothing."""
Names = Mapping[str, str]
Formula = Callable[[int, int], str]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Work:
    """A workbook in the making."""

    made: Any
    outcome: Outcome
    writer: Writer
    names: Names
    sheets: dict[str, Any] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    looks: dict[str, Any] = field(default_factory=dict)

    @property
    def codes(self) -> list[str]:
        """The regencies, in the order of their rows."""
        return [str(code) for code in self.outcome.table.index]

    @property
    def months(self) -> list[str]:
        """The months, in the order of their columns."""
        return [str(month) for month in self.outcome.together.index]

    @property
    def total(self) -> int:
        """The row of the province."""
        return TOP + len(self.codes)

    def name(self, code: str) -> str:
        """What a region is called."""
        return self.writer.label(self.names[code])

    def look(self, **how: Any) -> Any:
        """A cell's look; the same object for the same wish."""
        key = repr(sorted(how.items()))
        if key not in self.looks:
            self.looks[key] = self.made.add_format(how)
        return self.looks[key]

    def sheet(self, key: str, wanted: str, title: str, heads: Sequence[str]) -> Any:
        """A new sheet under the mark: title and heads; found again by its key."""
        name = sheet_name(wanted, {one.lower() for one in self.titles.values()})
        self.titles[key], found = name, self.made.add_worksheet(name)
        self.sheets[key] = found
        found.write_string(0, 0, mark(self.writer), self.look(bold=True, font_color=TARGET))
        found.write_string(1, 0, safe(title), self.look(bold=True))
        for column, head in enumerate(heads):
            look = self.look(bold=True, bottom=1, text_wrap=True, valign="top")
            found.write_string(HEAD, column, safe(head), look)
        found.freeze_panes(TOP, LEFT)
        found.set_column(0, 0, 10)
        found.set_column(1, max(1, len(heads) - 1), 16)
        found.set_landscape()
        found.set_paper(9)
        found.set_header(f"&C&B{mark(self.writer)}")
        return found

    def at(self, key: str, row: int, column: int, *, fixed: str = "") -> str:
        """A cell of another sheet, for a formula; `fixed` names what has a dollar: `cr`."""
        cell = place(row, column)
        letters, digits = cell.rstrip("0123456789"), cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        dollars = ("$" if "c" in fixed else "", "$" if "r" in fixed else "")
        return f"'{self.titles[key]}'!{dollars[0]}{letters}{dollars[1]}{digits}"

    def span(self, key: str, column: int, *, fixed: str = "") -> str:
        """All regions of a column of another sheet."""
        last = self.at(key, self.total - 1, column, fixed=fixed).rpartition("!")[2]
        return f"{self.at(key, TOP, column, fixed=fixed)}:{last}"

    def number(self, key: str, at: tuple[int, int], value: float, look: str = WHOLE) -> None:
        """A number that is an input; nothing where it is not known."""
        if not math.isnan(value):
            shown = self.look(num_format=look, font_color="#0000c0")
            self.sheets[key].write_number(*at, float(value), shown)

    def live(
        self, key: str, at: tuple[int, int], formula: str, value: float, look: str = WHOLE
    ) -> None:
        """A formula with the engine's value; an empty text where that is not known."""
        known = "" if math.isnan(value) else value
        self.sheets[key].write_formula(*at, f"={formula}", self.look(num_format=look), known)

    def words(self, key: str, at: tuple[int, int], text: str) -> None:
        """A text."""
        self.sheets[key].write_string(*at, safe(text), self.look(valign="top"))

    def regions(self, key: str, *, whole: bool = True) -> None:
        """Code and name of every regency, and of the province beneath."""
        for row, code in enumerate(self.codes, start=TOP):
            self.words(key, (row, 0), code)
            self.words(key, (row, 1), self.name(code))
        if whole:
            self.words(key, (self.total, 0), PROVINCE)
            self.words(key, (self.total, 1), self.name(PROVINCE))


FUNDING, SHARE, OF, EACH, MONTHS, YEAR, MONTH, PRICE, OVERLAP, BEGIN, COST = range(1, 12)
"""Columns of the sheet of plans."""
VILLAGES, ELIGIBLE, LOW, HIGH, RATE, GOAL, ROOM, BOUND, SIGN, SOURCE = range(2, 12)
"""Columns of the sheet of what a scenario starts from."""


def plans(work: Work) -> None:
    """The programmes: one in a row; the month they begin counted from the year 0."""
    say = work.writer.say
    heads = (
        *(say("No."), say("Sumber dana"), say("Bagian: pembilang"), say("Bagian: penyebut")),
        *(say("Pekerja per desa"), say("Lama (bulan)"), say("Tahun mulai"), say("Bulan mulai")),
        *(say("Iuran sebulan"), say("Tumpang tindih"), say("Mulai, bulan ke-"), say("Rupiah")),
        *(say("Cara mengisi"), say("Tarif"), say("Dasar hukum")),
    )
    work.sheet("plans", say("Masukan"), say("Program dalam skenario ini"), heads)
    for number, plan in enumerate(work.outcome.scenario.plans):
        _plan(work, number, plan)


def _plan(work: Work, number: int, plan: Plan) -> None:
    row, tariff = TOP + number, BY_KEY[plan.tariff]
    month = plan.start.month or 1
    work.number("plans", (row, 0), number + 1)
    inputs = {
        **{SHARE: plan.share.numerator, OF: plan.share.denominator, EACH: plan.each},
        **{MONTHS: plan.months, MONTH: month, PRICE: tariff.monthly},
    }
    for column, value in inputs.items():
        work.number("plans", (row, column), value, MONEY if column == PRICE else WHOLE)
    work.number("plans", (row, YEAR), plan.start.year, "0")
    work.number("plans", (row, OVERLAP), float(plan.overlap), PERCENT)
    begin = f"{place(row, YEAR)}*12+{place(row, MONTH)}-1"
    work.live("plans", (row, BEGIN), begin, plan.start.year * 12 + month - 1, "0")
    told = (work.writer.tell(one) for one in (SIZES[plan.size], tariff.label, tariff.legal))
    work.words("plans", (row, FUNDING), work.writer.tell(FUNDINGS[plan.funding]))
    for column, text in enumerate(told, start=COST + 1):
        work.words("plans", (row, column), text)


def start(work: Work) -> None:
    """What the regencies and the province start from, with sources."""
    say = work.writer.say
    heads = (
        *(say("Kode"), say("Nama"), say("Desa"), say("Pekerja layak"), say("Batas bawah")),
        *(say("Batas atas"), say("Cakupan awal"), say("Target"), say("Belum terlindungi")),
        *(say("Batas untuk angka provinsi"), say("Tanda"), say("Sumber")),
    )
    work.sheet("start", say("Awal"), say("Dari mana simulasi ini berangkat"), heads)
    work.regions("start")
    base = work.outcome.base
    rows = [base.row(code) for code in (*work.codes, PROVINCE)]
    for row, one in enumerate(rows, start=TOP):
        _start(work, row, one)


def _start(work: Work, row: int, one: pd.Series) -> None:
    aim = work.outcome.aim
    inputs = {VILLAGES: "villages", ELIGIBLE: "eligible", LOW: "low", HIGH: "high"}
    for column, name in inputs.items():
        work.number("start", (row, column), float(one[name]))
    work.number("start", (row, RATE), float(one["rate"]), PERCENT)
    work.number("start", (row, GOAL), float("nan") if aim is None else aim.value, PERCENT)
    eligible, rate, room = (place(row, column) for column in (ELIGIBLE, RATE, ROOM))
    free = f"MAX(0,INT(ROUND({eligible}*(1-{rate}),6)))"
    value = unprotected(one)
    known = f'OR({eligible}="",{rate}="")'
    work.live("start", (row, ROOM), f'IF({known},"",{free})', value)
    counted = f'IF({eligible}="",{BOUNDLESS},INT({eligible}))'
    most = 1e12 if pd.isna(one["eligible"]) else int(one["eligible"])
    bound = f'IF({room}<>"",{room},{counted})'
    work.live("start", (row, BOUND), bound, most if math.isnan(value) else value)
    marks = {"estimated": work.writer.say("perkiraan"), "assumed": work.writer.say("diandaikan")}
    said = [text for key, text in marks.items() if one[key]]
    said += [work.writer.tell(why) for why in _unknown(one)]
    work.words("start", (row, SIGN), "; ".join(said))
    claims = [str(one[f"{name}_claim"]) for name in ("eligible", "rate", "villages")]
    publishers = [str(one[f"{name}_source"]) for name in ("eligible", "rate", "villages")]
    told = [f"{c}: {p}" for c, p in zip(claims, publishers, strict=True) if c]
    work.words("start", (row, SOURCE), "; ".join(told))


def _unknown(one: pd.Series) -> list[Message]:
    """Why the coverage or the eligible workers of a region are blank."""
    found = [one[f"{name}_why"] for name in ("rate", "eligible") if pd.isna(one[name])]
    return [why for why in found if isinstance(why, Message)]


def amounts(work: Work) -> None:
    """What was filled in for each region: 1 where a plan by villages reaches it, else an amount."""
    say = work.writer.say
    work.sheet("amounts", say("Jumlah"), say("Isian tiap kabupaten/kota"), _plan_heads(work))
    work.regions("amounts", whole=False)
    for number, plan in enumerate(work.outcome.scenario.plans):
        own = {str(code): amount for code, amount in plan.amounts}
        for row, code in enumerate(work.codes, start=TOP):
            inside = not plan.regions or code in plan.regions
            value = int(inside) if plan.size == "villages" else own.get(code, 0)
            work.number("amounts", (row, LEFT + number), value)


def persons(work: Work) -> None:
    """Whole persons of each plan and region."""
    say = work.writer.say
    work.sheet("persons", say("Orang"), say("Orang yang dibayari tiap program"), _plan_heads(work))
    work.regions("persons")
    for number, plan in enumerate(work.outcome.scenario.plans):
        column, found = LEFT + number, work.outcome.programmes[number].persons
        given = {str(code): count for code, count in found.items()}
        for row, code in enumerate(work.codes, start=TOP):
            formula = _persons(work, plan, (row, column), TOP + number)
            work.live("persons", (row, column), formula, given.get(code, 0))
        cells = f"{place(TOP, column)}:{place(work.total - 1, column)}"
        work.live("persons", (work.total, column), f"SUM({cells})", sum(given.values()))
        cost = f"{work.at('persons', work.total, column)}*{place(TOP + number, PRICE)}"
        cost = f"{cost}*{place(TOP + number, MONTHS)}"
        work.live(
            "plans", (TOP + number, COST), cost, work.outcome.programmes[number].rupiah, MONEY
        )


def _persons(work: Work, plan: Plan, at: tuple[int, int], row: int) -> str:
    """Exact without fractions: a part of n is whole parts, and the part of the rest."""
    amount = work.at("amounts", *at)
    if plan.size == "persons":
        return amount
    share, of = (work.at("plans", row, column, fixed="cr") for column in (SHARE, OF))
    if plan.size == "villages":
        villages = work.at("start", at[0], VILLAGES)
        each = work.at("plans", row, EACH, fixed="cr")
        return f"{amount}*INT(({villages}*{share}*2+{of})/(2*{of}))*{each}"
    price, months = (work.at("plans", row, column, fixed="cr") for column in (PRICE, MONTHS))
    whole = f"INT({amount}/{of})"
    used = f"({whole}*{share}+INT(({amount}-{whole}*{of})*{share}/{of}))"
    return f"INT({used}/({price}*{months}))"


def _plan_heads(work: Work) -> list[str]:
    say = work.writer.say
    numbers = range(1, len(work.outcome.scenario.plans) + 1)
    return [say("Kode"), say("Nama"), *(say("Program {n}", n=n) for n in numbers)]


def month_heads(work: Work) -> list[str]:
    """Code, name, and the months."""
    say = work.writer.say
    months = [work.writer.period_short(Period.parse(month)) for month in work.months]
    return [say("Kode"), say("Nama"), *months]
