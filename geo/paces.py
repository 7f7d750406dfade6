"""A course to a target in sentences: the verdict, and the best pace it is measured by."""

from geo.comparability import Reading
from geo.families import FAMILIES
from geo.formats import Writer
from geo.language import Message
from geo.model import Period
from geo.targets import Aim, Course
from geo.trends import LEAST_MONTHS

MOST_TIMES = 10
"""Beyond this a ratio of paces is not told more precisely."""


def verdict(writer: Writer, course: Course) -> str:
    """A course in one or two sentences: `Perlu 2,0 × laju terbaiknya sendiri …`."""
    said = _verdict(writer, course)
    if not course.aim.yardstick or course.standing == "unknown":
        return said
    return f"{said} " + writer.say("Itu hanya tolok ukur, bukan target daerah ini.")


def _verdict(writer: Writer, course: Course) -> str:
    aim = _aim_words(writer, course.aim)
    said = {
        "n": times(writer, course.ratio),
        "m": times(writer, course.ratio_from_today),
        "aim": aim,
    }
    match course.standing:
        case "reached":
            return writer.say("Sudah mencapai {aim}.", aim=aim)
        case "within":
            return writer.say("Cukup {n} × laju terbaiknya sendiri untuk {aim}.", **said)
        case "beyond":
            return writer.say(
                "Perlu {n} × laju terbaiknya sendiri untuk {aim}, dihitung sejak tanggal angkanya; "
                "dari tanggal edisi ini {m} ×.",
                **said,
            )
        case "overdue":
            return _overdue(writer, course, aim)
        case "no_past":
            return _without_past(writer, course, aim)
    return writer.tell(course.why or Message("Jarak ke target tidak diketahui."))


def times(writer: Writer, ratio: float) -> str:
    """A ratio of paces: one decimal, and no false precision beyond ten."""
    return writer.say("lebih dari 10") if ratio > MOST_TIMES else writer.decimal(ratio, 1)


def pace_words(writer: Writer, course: Course) -> str:
    """The best past pace with its ends, note, and other definition; empty where none."""
    if course.best is None:
        return ""
    first, last = course.best.first, course.best.last
    said = writer.say(
        "Laju terbaik: {points} sebulan, dari {first} ke {last}.",
        points=writer.points(course.best.per_month),
        first=_dated(writer, first),
        last=_dated(writer, last),
    )
    if last["note"]:
        said += " " + writer.say("Catatan angka itu: {note}.", note=str(last["note"]).rstrip("."))
    if course.why is None and last["family"] != course.reading["family"]:
        said += " " + writer.say(
            "Definisinya lain daripada angka sekarang ({label}), jadi perbandingannya kasar.",
            label=writer.label(FAMILIES[str(last["family"])].label),
        )
    return said


def _dated(writer: Writer, reading: Reading) -> str:
    value = writer.percent(float(reading["value"]), int(reading["decimals"]))
    return f"{value} ({writer.period(Period.parse(str(reading['period'])))})"


def _aim_words(writer: Writer, aim: Aim) -> str:
    value = writer.percent(aim.value, aim.decimals)
    if aim.kind == "chosen":
        when = writer.period(Period(aim.by.year, aim.by.month, aim.by.day))
        return writer.say("{value} pada {when}", value=value, when=when)
    if aim.yardstick:
        return writer.say("target provinsi {year} ({value})", year=aim.by.year, value=value)
    return writer.say("target {year} ({value})", year=aim.by.year, value=value)


def _overdue(writer: Writer, course: Course, aim: str) -> str:
    figure, points = _dated(writer, course.reading), writer.points(course.points)
    said = {"aim": aim, "figure": figure, "points": points}
    if course.months_left > 0:
        return writer.say("Angka yang diketahui, {figure}, masih {points} di bawah {aim}.", **said)
    passed = writer.say(
        "Tenggat {aim} sudah lewat; angka yang diketahui, {figure}, masih {points} di bawahnya.",
        **said,
    )
    later = writer.say("Apakah kemudian tercapai tidak diketahui.")
    return passed if course.months <= 0 else f"{passed} {later}"


def _without_past(writer: Writer, course: Course, aim: str) -> str:
    return writer.say(
        "Perlu naik {points} sebulan untuk mencapai {aim}; laju terbaiknya sendiri belum dapat "
        "dihitung, karena belum ada kenaikan antara dua angka sebanding yang berjarak {n} bulan.",
        points=writer.points(course.pace),
        aim=aim,
        n=writer.decimal(LEAST_MONTHS),
    )
