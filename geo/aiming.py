"""The way to a target, in sentences and cells: gap, pace, verdict, and what is only estimated."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from geo import paces, ways
from geo.claims import row
from geo.estimates import Workers
from geo.formats import DASH, Writer
from geo.model import BpsCode, Period
from geo.narrate import about
from geo.targets import Course
from geo.wording import contradicted

Names = Mapping[str, str]
Courses = Mapping[BpsCode, Course]
MOST_NAMED = 3


def course_title(writer: Writer, name: str, course: Course) -> str:
    """How far a region is from its target, in one sentence."""
    if pd.isna(course.points):
        return writer.say("{name}: jarak ke target belum dapat dihitung.", name=name)
    aim = writer.percent(course.aim.value, course.aim.decimals)
    if course.points <= 0:
        return writer.say("{name} sudah mencapai {aim}.", name=name, aim=aim)
    points, workers = writer.points(course.points), course.workers
    if pd.isna(workers.value):
        return writer.say("{name} kurang {points} dari {aim}.", name=name, points=points, aim=aim)
    if workers.estimated:
        return writer.say(
            "{name} kurang {points} dari {aim}: ≈ {n} pekerja ({low}–{high}).",
            name=name,
            points=points,
            aim=aim,
            n=about(writer, workers.value),
            low=about(writer, workers.low),
            high=about(writer, workers.high),
        )
    return writer.say(
        "{name} kurang {points} dari {aim}: sekitar {workers} pekerja.",
        name=name,
        points=points,
        aim=aim,
        workers=about(writer, workers.value),
    )


def course_facts(writer: Writer, course: Course) -> list[dict[str, str]]:
    """Gap, time and pace of a course, as label and text; what is unknown or passed is left out."""
    facts = {writer.say("Jarak"): writer.points(course.points)}
    if course.points > 0:
        label = writer.say("Pekerja yang belum terlindungi sampai target")
        facts[label] = people(writer, course.workers)
    if course.months > 0:
        label = writer.say("Waktu dari tanggal angka sampai target")
        facts[label] = writer.say("{n} bulan", n=writer.decimal(course.months, 1))
    facts[writer.say("Laju yang perlu sejak tanggal angka")] = _pace(writer, course)
    return [{"label": label, "text": text} for label, text in facts.items() if text != DASH]


def from_today(writer: Writer, course: Course, today: date) -> str:
    """The pace from the edition's day on, if nothing has changed since the figure."""
    if pd.isna(course.pace_from_today):
        return ""
    return writer.say(
        "Dari tanggal edisi ini ({today}) tersisa {months} bulan. Bila sejak tanggal angka itu "
        "belum ada perubahan, perlu {points} sebulan.",
        today=writer.period(Period(today.year, today.month, today.day)),
        months=writer.decimal(course.months_left, 1),
        points=writer.points(course.pace_from_today),
    )


def others(writer: Writer, course: Course, claims: pd.DataFrame) -> str:
    """What other claims of the same year would make of the gap; empty where there are none."""
    if claims.empty or pd.isna(course.points):
        return ""
    found = claims.sort_values("value")
    texts = [
        writer.percent(value, int(decimals))
        for value, decimals in zip(found["value"], found["decimals"], strict=True)
    ]
    least, most = (course.aim.value - float(found["value"].iloc[end]) for end in (-1, 0))
    gap = writer.points(least)
    if most > least:
        gap = writer.say("{least} sampai {most}", least=gap, most=writer.points(most))
    return writer.say(
        "Sumber lain untuk tahun yang sama menyebut {values}; dengan angka itu jaraknya {gap}.",
        values=writer.joined(texts),
        gap=gap,
    )


def what_if(writer: Writer, by: Period | None) -> str:
    """Says that the reader tries another date; empty where the target's own stands."""
    if by is None:
        return ""
    return writer.say(
        "Seandainya: nilai targetnya sama, tetapi tercapai pada akhir {month}.",
        month=writer.period(by),
    )


def course_cells(writer: Writer, course: Course) -> dict[str, object]:
    """One row of the table: what it says, and what its columns sort by."""
    blank = pd.isna(course.reading["value"])
    cells: dict[str, object] = {
        "figure": DASH if blank else _figure(writer, course),
        "flag": contradicted(writer, course.reading),
        "when": "" if blank else writer.period_short(Period.parse(str(course.reading["period"]))),
        "aim": writer.percent(course.aim.value, course.aim.decimals),
        "points": writer.points(course.points),
        "points_number": _number(course.points),
        "workers": DASH if course.points <= 0 else people(writer, course.workers),
        "workers_number": _number(course.workers.value),
        "estimated": course.workers.estimated and course.workers.value > 0,
        "pace": _pace(writer, course),
        "pace_number": _number(course.pace),
        "best": "" if course.best is None else writer.points(course.best.per_month),
        "verdict": short_verdict(writer, course),
        "told": " ".join([paces.verdict(writer, course), paces.pace_words(writer, course)]),
        "standing": course.standing,
    }
    return cells


def short_verdict(writer: Writer, course: Course) -> str:
    """A course in a few words: `perlu 3,9 × laju terbaiknya`."""
    ratio, now = (paces.times(writer, one) for one in (course.ratio, course.ratio_from_today))
    words = {
        "reached": writer.say("sudah tercapai"),
        "within": writer.say("cukup {n} × laju terbaiknya", n=ratio),
        "beyond": writer.say("perlu {n} × laju terbaiknya; mulai edisi ini {m} ×", n=ratio, m=now),
        "overdue": writer.say("tenggatnya sudah lewat"),
        "no_past": writer.say("laju terbaiknya belum diketahui"),
        "unknown": writer.say("belum ada angka yang dapat diukur"),
    }
    return words[course.standing]


def own_words(writer: Writer, course: Course | None) -> str:
    """A regency's own target with its gap and verdict; empty where none is known."""
    if course is None:
        return ""
    if not course.points > 0:  # reached, or unknown
        return writer.say(
            "Target sendiri {year}: {aim}; {verdict}.",
            year=course.aim.by.year,
            aim=writer.percent(course.aim.value, course.aim.decimals),
            verdict=short_verdict(writer, course),
        )
    return writer.say(
        "Target sendiri {year}: {aim}, kurang {points}; {verdict}.",
        year=course.aim.by.year,
        aim=writer.percent(course.aim.value, course.aim.decimals),
        points=writer.points(course.points),
        verdict=short_verdict(writer, course),
    )


def gap_rank(writer: Writer, ranks: pd.DataFrame, region: str) -> str:
    """The place by missing workers as a range; a dash where it is unknown."""
    if region not in ranks.index:
        return DASH
    found = row(ranks, region)
    best, worst = int(found["best"]), int(found["worst"])
    return str(best) if best == worst else writer.say("{best}–{worst}", best=best, worst=worst)


def gaps_title(writer: Writer, courses: Courses, names: Names) -> str:
    """Who misses most workers, or that nobody can be counted."""
    known = [code for code in courses if courses[code].workers.value > 0]
    if not known:
        return writer.say("Belum ada kabupaten/kota yang jaraknya dapat dihitung dalam pekerja.")
    worst = sorted(known, key=lambda code: ways.by_gap(courses[code]))[:MOST_NAMED]
    said = [f"{names[code]} {people(writer, courses[code].workers)}" for code in worst]
    return writer.say("Kekurangan pekerja terbanyak: {names}.", names=writer.joined(said))


def gaps_lead(writer: Writer, courses: Courses) -> str:
    """What must be known before reading the table."""
    silent = sum(pd.isna(one.reading["value"]) for one in courses.values())
    unclear = sum(pd.isna(one.points) for one in courses.values()) - silent
    parts = [
        writer.say(
            "Semua diukur terhadap target provinsi sebagai tolok ukur yang sama; target sendiri "
            "disebut di tempatnya."
        )
    ]
    if silent:
        parts.append(
            writer.say(
                "{n} kabupaten/kota tidak dapat dihitung karena belum ada angkanya.", n=silent
            )
        )
    if unclear:
        parts.append(
            writer.say(
                "{n} tidak dihitung karena sumbernya tidak menjelaskan apa yang dihitung.",
                n=unclear,
            )
        )
    if any(one.workers.estimated and one.workers.value > 0 for one in courses.values()):
        parts.append(
            writer.say(
                "≈ berarti perkiraan: potensi pekerjanya tidak dipublikasikan atau tidak dapat "
                "dipakai; selangnya tertulis. Urutan memakai selang yang lebih lebar, supaya "
                "semua tempat benar sekaligus."
            )
        )
    return " ".join(parts)


def people(writer: Writer, count: Workers) -> str:
    """Persons; an estimate with its mark and interval; a dash where unknown."""
    if pd.isna(count.value):
        return DASH
    if not count.estimated:
        return writer.say("{n} orang", n=about(writer, count.value))
    return writer.say(
        "≈ {n} orang ({low}–{high})",
        n=about(writer, count.value),
        low=about(writer, count.low),
        high=about(writer, count.high),
    )


def persons(writer: Writer, count: pd.Series) -> str:
    """A row of `estimates.eligible` in words."""
    if pd.isna(count["value"]):
        return DASH
    if count["estimated"]:
        return writer.say(
            "≈ {n} ({low}–{high})",
            n=about(writer, float(count["value"])),
            low=about(writer, float(count["low"])),
            high=about(writer, float(count["high"])),
        )
    return writer.decimal(round(float(count["value"])))


def estimates_lead(writer: Writer, counts: pd.DataFrame) -> str:
    """How many denominators are known, and how the others were estimated."""
    guessed = counts[counts["estimated"].astype(bool)]
    implied = counts[(counts["low"] < counts["high"]) & ~counts["estimated"].astype(bool)]
    known = int(counts["value"].notna().sum()) - len(guessed) - len(implied)
    lead = writer.say(
        "{known} dari {of} penyebut berasal dari sumber.", known=known, of=len(counts)
    )
    if len(implied):
        lead += " " + writer.say(
            "{n} dihitung dari jumlah peserta dan cakupan yang disebut sumbernya.", n=len(implied)
        )
    if guessed.empty:
        return lead
    return f"{lead} {writer.tell(guessed['why'].iloc[0])}"


def _figure(writer: Writer, course: Course) -> str:
    return writer.percent(float(course.reading["value"]), int(course.reading["decimals"]))


def _pace(writer: Writer, course: Course) -> str:
    if pd.isna(course.pace):
        return DASH
    points = writer.say("{points} sebulan", points=writer.points(course.pace))
    if pd.isna(course.workers_pace.value):
        return points
    return writer.say(
        "{points} ({workers})", points=points, workers=people(writer, course.workers_pace)
    )


def _number(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.6g}"
