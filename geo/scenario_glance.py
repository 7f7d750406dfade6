"""A scenario at a glance: what a leader asks first, each with one answer in large.

How far does it come, does it reach the target, what does it cost, when does the money end?
And where on the map it helps most. Every one of them is a simulation.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from geo import claims
from geo.formats import Writer
from geo.model import PROVINCE, BpsCode
from geo.narrate import about
from geo.outcomes import Outcome, Standing, cliff, subject
from geo.scenario_words import POINT, later, points, rate, told

Names = Mapping[str, str]
Question = Literal["reach", "aim", "cost", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """Coverage before and after and the target, fractions of the eligible workers, 0 to 1."""

    before: float
    after: float
    goal: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question with its answer.

    Attributes
    ----------
    question : Question
        Which of the four.
    label, figure : str
        What is asked; the answer in large.
    told : tuple of str
        What belongs to it, in small, one line each.
    standing : Standing or None
        Of the target alone: whether it is reached.
    bar : Bar or None
        Of the target alone, where all three are known.
    steps : tuple of float
        Of the end alone: persons paid for month by month, as parts of the most, 0 to 1.
    """

    question: Question
    label: str
    figure: str
    told: tuple[str, ...] = ()
    standing: Standing | None = None
    bar: Bar | None = None
    steps: tuple[float, ...] = ()


def answers(writer: Writer, outcome: Outcome, names: Names) -> tuple[Answer, ...]:
    """The four answers: of the regency, where only one is paid for; else of the province.

    Parameters
    ----------
    names : mapping of region code to str
        Of the regencies and the province.
    """
    whose = subject(outcome)
    return (
        _reach(writer, outcome, whose, writer.label(names[whose])),
        _aim(writer, outcome, whose),
        _cost(writer, outcome, whose),
        _end(writer, outcome, whose),
    )


def _reach(writer: Writer, outcome: Outcome, whose: BpsCode, name: str) -> Answer:
    row, start = outcome.row(whose), outcome.base.row(whose)
    label = writer.say("Cakupan {name}", name=name)
    paid = writer.say("{n} orang dibayari", n=writer.decimal(int(row["paid"])))
    if pd.isna(row["after"]):
        return Answer(
            question="reach", label=label, figure=writer.say("Belum dapat dihitung"), told=(paid,)
        )
    gained = points(writer, row, estimated=bool(start["estimated"]))
    before = writer.percent(
        float(start["rate"]), POINT if start["assumed"] else int(start["rate_decimals"])
    )
    assumed = (writer.say("cakupan awal diandaikan"),) if start["assumed"] else ()
    return Answer(
        question="reach",
        label=label,
        figure=writer.say(
            "{before} → {after}", before=before, after=writer.percent(float(row["after"]), POINT)
        ),
        told=(writer.say("naik {points} selama program", points=gained), paid, *assumed),
    )


def _aim(writer: Writer, outcome: Outcome, whose: BpsCode) -> Answer:
    row, aim = outcome.row(whose), outcome.aim
    if aim is None:
        return Answer(
            question="aim",
            label=writer.say("Target provinsi"),
            figure=writer.say("Tidak ada target"),
            standing="unknown",
        )
    label = writer.say(
        "Target provinsi {year}: {goal}",
        year=aim.by.year,
        goal=writer.percent(aim.value, aim.decimals),
    )
    standing: Standing = row["standing"]
    if standing == "unknown":
        figure = writer.say("Belum dapat dihitung")
        return Answer(question="aim", label=label, figure=figure, standing=standing)
    return Answer(
        question="aim",
        label=label,
        figure=_verdict(writer, standing),
        told=_distance(writer, outcome, whose, aim.value),
        standing=standing,
        bar=Bar(before=float(row["rate"]), after=float(row["after"]), goal=aim.value),
    )


def _verdict(writer: Writer, standing: Standing) -> str:
    if standing == "already":
        return writer.say("Sudah tercapai")
    return writer.say("Tercapai") if standing == "reaches" else writer.say("Tidak tercapai")


def _distance(writer: Writer, outcome: Outcome, whose: BpsCode, goal: float) -> tuple[str, ...]:
    """How far it ends from the target, and which part of the gap is closed."""
    row = outcome.row(whose)
    away = float(row["after"]) - goal
    also = later(writer, outcome).strip() if whose == PROVINCE else ""
    if row["standing"] == "already":
        return (writer.say("tanpa program pun"),)
    if row["standing"] == "reaches":
        said = [writer.say("{points} di atasnya", points=writer.points(away, POINT)), also]
        return tuple(filter(None, said))
    said = [
        writer.say(
            "masih kurang {points}, sekitar {n} orang",
            points=writer.points(-away, POINT),
            n=about(writer, float(row["gap"]) - float(row["added"])),
        ),
        writer.say(
            "{closed} dari kekurangan tertutup", closed=writer.percent(float(row["closed"]), 0)
        ),
        also,
    ]
    return tuple(filter(None, said))


def _cost(writer: Writer, outcome: Outcome, whose: BpsCode) -> Answer:
    each = float(outcome.row(whose)["per_point"])
    said = [writer.rupiah(outcome.rupiah)]
    if not pd.isna(each):
        said.append(writer.say("{rupiah} satu poin setahun", rupiah=writer.rupiah_short(each)))
    return Answer(
        question="cost",
        label=writer.say("Biaya seluruhnya"),
        figure=writer.rupiah_short(outcome.rupiah),
        told=tuple(said),
    )


def _end(writer: Writer, outcome: Outcome, whose: BpsCode) -> Answer:
    """When most persons lose the programme at once; and when the last of them does."""
    month, lost = cliff(outcome)
    still = int(claims.row(outcome.together, str(month))["paid"])
    said = [writer.say("{n} orang tidak lagi dibayar", n=writer.decimal(lost))]
    left = _left(writer, outcome, whose, str(month))
    if left:
        said.append(writer.say("cakupan turun ke {rate} bila tidak dilanjutkan", rate=left))
    return Answer(
        question="end",
        label=writer.say("Sebagian dana habis mulai")
        if still
        else writer.say("Dananya habis mulai"),
        figure=writer.period(month),
        told=tuple(said),
        steps=tuple((outcome.together["paid"] / outcome.together["paid"].max()).astype(float)),
    )


def _left(writer: Writer, outcome: Outcome, whose: BpsCode, month: str) -> str:
    """Coverage that is left in a month; empty where it is not known."""
    row = outcome.together.loc[month]
    if not row["paid"]:
        start = outcome.base.row(whose)
        return "" if pd.isna(start["rate"]) else rate(writer, start)
    if whose != PROVINCE or pd.isna(row["rate"]):
        return ""
    return writer.percent(float(row["rate"]), POINT)


def where(writer: Writer, outcome: Outcome, names: Names) -> str:
    """Where the scenario gains most and least points: what its map shows, in one sentence."""
    table = outcome.table
    gained = table["points"][(table["paid"] > 0) & table["points"].notna()]
    if subject(outcome) != PROVINCE:
        code = subject(outcome)
        return told(writer, outcome, code, names[code])
    if gained.empty:
        return writer.say("Di mana poinnya bertambah belum dapat dihitung.")
    most, least = str(gained.idxmax()), str(gained.idxmin())
    return writer.say(
        "Bertambah paling banyak di {most}: {high}; paling sedikit di {least}: {low}.",
        most=names[most],
        high=_gained(writer, outcome, most),
        least=names[least],
        low=_gained(writer, outcome, least),
    )


def _gained(writer: Writer, outcome: Outcome, code: str) -> str:
    estimated = bool(outcome.base.row(code)["estimated"])
    return points(writer, outcome.row(code), estimated=estimated)


def sourced(writer: Writer, outcome: Outcome) -> str:
    """The source line of every picture of a scenario."""
    return writer.say(
        "Sumber: simulasi dari edisi data {edition} dan pengandaian skenario ini; asal tiap angka "
        "tertulis di bawah.",
        edition=outcome.base.edition,
    )
