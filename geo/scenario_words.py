"""A scenario's result in sentences and cells; every one of them is a simulation."""

from collections.abc import Mapping
from fractions import Fraction

import pandas as pd

from geo.formats import DASH, Writer
from geo.language import Message
from geo.model import PROVINCE
from geo.narrate import about
from geo.outcomes import Outcome, Standing, cliff, subject
from geo.scenario import FUNDINGS, MARK, Plan
from geo.scenario_blanks import blank, unknown
from geo.simulation import Programme

Names = Mapping[str, str]
STANDINGS: Mapping[Standing, Message] = {
    "already": Message("sudah tercapai tanpa program"),
    "reaches": Message("tercapai selama program"),
    "short": Message("belum tercapai"),
    "unknown": Message("belum dapat dihitung"),
}
POINT = 1
"""Decimals of a simulated rate or difference: more would pretend to know."""


def mark(writer: Writer) -> str:
    """What everything of a scenario bears."""
    return writer.tell(MARK)


def title(writer: Writer, outcome: Outcome, names: Names | None = None) -> str:
    """The finding in one sentence: how far the province comes.

    With `names`: how far the regency comes, where only one is paid for.
    """
    code, row = subject(outcome), outcome.province
    if names is not None and code != PROVINCE:
        return told(writer, outcome, code, writer.label(names[code]))
    if pd.isna(row["after"]):
        return writer.say(
            "{n} orang dibayari; poin provinsi belum dapat dihitung karena cakupan awal atau "
            "jumlah pekerja layaknya tidak diketahui.",
            n=writer.decimal(int(row["paid"])),
        )
    return writer.say(
        "Cakupan provinsi naik {points}: dari {rate} menjadi {after} dari {eligible} pekerja "
        "layak.",
        eligible=writer.decimal(round(float(outcome.base.province["eligible"]))),
        points=writer.points(float(row["points"]), POINT),
        rate=rate(writer, outcome.base.province),
        after=writer.percent(float(row["after"]), POINT),
    )


def lines(writer: Writer, outcome: Outcome, names: Names | None = None) -> list[str]:
    """The whole result, one sentence after another, in the order of importance."""
    said = [
        title(writer, outcome, names),
        *((title(writer, outcome),) if names and subject(outcome) != PROVINCE else ()),
        *(counted(writer, plan, one) for plan, one in _plans(outcome)),
        priced(writer, outcome),
        aimed(writer, outcome),
        ended(writer, outcome),
        *left_open(writer, outcome),
    ]
    return [one for one in said if one]


def counted(writer: Writer, plan: Plan, found: Programme) -> str:
    """What a plan pays for: villages times workers, or persons, and for how much money."""
    persons = sum(found.persons.values())
    told = {
        "n": writer.decimal(persons),
        "months": plan.months,
        "start": writer.period(plan.start),
        "funding": writer.tell(FUNDINGS[plan.funding]),
        "tariff": writer.rupiah(found.tariff.monthly),
        "rupiah": writer.rupiah(found.rupiah),
        "short": writer.rupiah_short(found.rupiah),
    }
    if plan.size == "villages":
        return writer.say(
            "{funding}: {villages} desa × {each} pekerja = {n} orang selama {months} bulan mulai "
            "{start}, dengan iuran {tariff} sebulan: {rupiah} ({short}).",
            villages=writer.decimal(persons // plan.each),
            each=writer.decimal(plan.each),
            **told,
        )
    if plan.size == "budget":
        budget = int(sum(rupiah for _, rupiah in plan.amounts))
        return writer.say(
            "{funding}: {share} dari {budget} cukup untuk {n} orang selama {months} bulan mulai "
            "{start}, dengan iuran {tariff} sebulan: {rupiah} ({short}).",
            share=writer.percent(float(plan.share), 0 if is_whole(plan.share) else 1),
            budget=writer.rupiah(budget),
            **told,
        )
    return writer.say(
        "{funding}: {n} orang selama {months} bulan mulai {start}, dengan iuran {tariff} "
        "sebulan: {rupiah} ({short}).",
        **told,
    )


def priced(writer: Writer, outcome: Outcome) -> str:
    """What all of it costs, and what one point of the province costs in a year."""
    row = outcome.province
    if pd.isna(row["per_point"]):
        return writer.say("Seluruhnya {rupiah}.", rupiah=writer.rupiah(outcome.rupiah))
    return writer.say(
        "Seluruhnya {rupiah}; satu poin cakupan provinsi selama setahun berbiaya {point}.",
        rupiah=writer.rupiah(outcome.rupiah),
        point=writer.rupiah_short(float(row["per_point"])),
    )


def aimed(writer: Writer, outcome: Outcome) -> str:
    """Which of the province's targets are reached and which are not, and what is missing."""
    row, aim = outcome.province, outcome.aim
    if aim is None or pd.isna(row["after"]):
        return ""
    goal = writer.percent(aim.value, aim.decimals)
    told = {
        "after": writer.percent(float(row["after"]), POINT),
        "goal": goal,
        "year": aim.by.year,
        "later": later(writer, outcome),
    }
    if row["standing"] == "already":
        return writer.say("Target {year} ({goal}) sudah tercapai tanpa program.", **told)
    if row["standing"] == "reaches":
        return writer.say(
            "Dengan {after} target {year} ({goal}) tercapai selama program.{later}", **told
        )
    return writer.say(
        "Dengan {after} target {year} ({goal}) tidak tercapai: dari kekurangan sekitar {gap} orang "
        "tertutup {closed}, dan masih kurang sekitar {left} orang.{later}",
        gap=about(writer, float(row["gap"])),
        closed=writer.percent(float(row["closed"]), 0),
        left=about(writer, float(row["gap"]) - float(row["added"])),
        **told,
    )


def ended(writer: Writer, outcome: Outcome) -> str:
    """The cliff: what happens in the month after the money."""
    month, lost = cliff(outcome)
    row = outcome.together.loc[str(month)]
    if pd.isna(row["rate"]):
        return writer.say(
            "Mulai {month} iuran {n} orang tidak lagi dibayar.",
            month=writer.period(month),
            n=writer.decimal(lost),
        )
    return writer.say(
        "Mulai {month} iuran {n} orang tidak lagi dibayar: bila tidak ada yang melanjutkan, "
        "cakupan provinsi turun menjadi {rate}.",
        month=writer.period(month),
        n=writer.decimal(lost),
        rate=writer.percent(float(row["rate"]), POINT)
        if row["paid"]
        else rate(writer, outcome.base.province),
    )


def left_open(writer: Writer, outcome: Outcome) -> list[str]:
    """What the result does not know: regions without figures, regions with too many persons."""
    said, table = [], outcome.table
    unknown = int(outcome.province["unknown"])
    if unknown:
        said.append(
            writer.say(
                "Di {n} kabupaten/kota cakupan awal atau jumlah pekerja layaknya tidak diketahui, "
                "jadi poinnya tidak dihitung. Dalam angka provinsi, yang dibayari di sana dihitung "
                "sebagai belum terlindungi, kecuali bagian tumpang tindih; tanpa mereka "
                "tambahannya {known} orang.",
                n=unknown,
                known=writer.decimal(float(outcome.province["added_known"])),
            )
        )
    capped = int(table["capped"].sum())
    if capped:
        said.append(
            writer.say(
                "Di {n} kabupaten/kota yang dibayari lebih banyak daripada pekerja yang belum "
                "terlindungi; kelebihannya dibayar, tetapi tidak menambah cakupan.",
                n=capped,
            )
        )
    return said


def cells(writer: Writer, outcome: Outcome, code: str) -> dict[str, str]:
    """A row of the table of results; `PROVINCE` for the last one. A dash where unknown.

    Returns
    -------
    dict of str to str
        paid, added, rate, after, points (with the interval of an estimate), rupiah,
        per_point, closed, standing (with the kind of blank where cells are dashes).
    """
    row, start = outcome.row(code), outcome.base.row(code)
    standing = writer.tell(STANDINGS[row["standing"]])
    return {
        "paid": writer.decimal(int(row["paid"])),
        "added": writer.decimal(float(row["added"])),
        "rate": rate(writer, start),
        "after": writer.percent(float(row["after"]), POINT),
        "points": points(writer, row, estimated=bool(start["estimated"])),
        "rupiah": writer.rupiah(int(row["rupiah"])),
        "per_point": writer.rupiah_short(float(row["per_point"])),
        "closed": writer.percent(float(row["closed"]), 0),
        "standing": ". ".join(filter(None, (standing, blank(writer, outcome, code)))),
    }


def rate(writer: Writer, start: pd.Series) -> str:
    """Coverage today as its source writes it; an assumed one says so; a dash where unknown."""
    if pd.isna(start["rate"]):
        return DASH
    if start["assumed"]:
        return writer.say("{rate} (diandaikan)", rate=writer.percent(float(start["rate"]), POINT))
    return writer.percent(float(start["rate"]), int(start["rate_decimals"]))


def points(writer: Writer, row: pd.Series, *, estimated: bool) -> str:
    """Points gained; with the interval where the eligible workers are an estimate."""
    if not estimated or pd.isna(row["points"]) or row["points"] == 0:
        return writer.points(float(row["points"]), POINT)
    return writer.say(
        "≈ {points} ({low}–{high})",
        points=writer.points(float(row["points"]), POINT),
        low=writer.decimal(float(row["points_low"]) * 100, POINT),
        high=writer.decimal(float(row["points_high"]) * 100, POINT),
    )


def told(writer: Writer, outcome: Outcome, code: str, name: str) -> str:
    """A region's result in one sentence: what a map, a chart or a reader says of it."""
    found = cells(writer, outcome, code)
    row = outcome.row(code)
    if row["paid"] == 0:
        return writer.say("{name}: program ini tidak membayari siapa pun.", name=name)
    if pd.isna(row["points"]):
        return writer.say(
            "{name}: {paid} orang dibayari dengan {rupiah}; poinnya tidak diketahui. {why}",
            name=name,
            why=unknown(writer, outcome, code),
            **{key: found[key] for key in ("paid", "rupiah")},
        )
    return writer.say(
        "{name}: {paid} orang dibayari dengan {rupiah}, cakupan naik {points}, dari {rate} menjadi "
        "{after}; target provinsi {standing}.",
        name=name,
        standing=writer.tell(STANDINGS[row["standing"]]),
        **{key: found[key] for key in ("paid", "rupiah", "points", "rate", "after")},
    )


def later(writer: Writer, outcome: Outcome) -> str:
    """The province's later targets, and whether they are reached; begins with a space."""
    if outcome.aim is None:
        return ""
    after = float(outcome.province["after"])
    later = [one for one in outcome.base.aims if one.by > outcome.aim.by]
    missed = [
        writer.say(
            "{goal} ({year})", goal=writer.percent(one.value, one.decimals), year=one.by.year
        )
        for one in later
        if after < one.value
    ]
    if not missed:
        return ""
    return " " + writer.say("Belum tercapai pula: {goals}.", goals=writer.joined(missed))


def _plans(outcome: Outcome) -> list[tuple[Plan, Programme]]:
    return list(zip(outcome.scenario.plans, outcome.programmes, strict=True))


def is_whole(share: Fraction) -> bool:
    """Whether a share is whole percents."""
    return (share * 100).denominator == 1
