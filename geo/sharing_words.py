"""A budget under every aim, in sentences: what each reaches, and what it forgoes."""

from fractions import Fraction

import pandas as pd

from geo.allocation import AIMS, Aim, reached
from geo.formats import Writer
from geo.model import Period
from geo.sharing import ROADS_CLAIM, Dbh, Shared, to_floor
from geo.tariffs import BY_KEY

POINT = 1
"""Decimals of a simulated rate or difference."""
SPENDING = tuple(aim for aim in AIMS if aim is not Aim.FLOOR)
"""Aims that spend the budget as far as the regions can take it."""


def prices(writer: Writer, found: Shared, aim: Aim) -> str:
    """What an aim reaches, and what it forgoes against the aim that is best at each thing."""
    row = {name: found.figure(aim, name) for name in map(str, found.table.columns)}
    said = writer.say(
        "{aim}: {n} orang ({rupiah}); cakupan terendah {lowest}, {reaching} dari {of} "
        "kabupaten/kota pada target {goal}, ketimpangan (indeks Gini) {gini}.",
        aim=writer.tell(AIMS[aim]),
        n=writer.decimal(int(row["persons"])),
        rupiah=writer.rupiah(int(row["rupiah"])),
        lowest=percent(writer, row["lowest"]),
        reaching=int(row["reaching"]),
        of=len(found.seats),
        goal=goal(writer, found.budget.rate),
        gini=writer.decimal(float(row["gini"]), 3),
    )
    lost = _forgone(writer, found, aim)
    if not lost:
        return said
    return said + " " + writer.say("Harganya: {lost}.", lost=writer.joined(lost))


def _forgone(writer: Writer, found: Shared, aim: Aim) -> list[str]:
    lost = _points_forgone(writer, found, aim)
    lowest, most, even = (
        found.best("lowest"),
        found.best("reaching"),
        found.best("gini", least=True),
    )
    behind = found.figure(lowest, "lowest") - found.figure(aim, "lowest")
    if round(behind, 3) > 0:
        lost.append(
            writer.say(
                "yang terendah {points} lebih rendah daripada dengan “{best}”",
                points=writer.points(behind, POINT),
                best=writer.tell(AIMS[lowest]),
            )
        )
    fewer = int(found.figure(most, "reaching") - found.figure(aim, "reaching"))
    if fewer > 0:
        lost.append(
            writer.say(
                "{n} kabupaten/kota lebih sedikit pada target daripada dengan “{best}”",
                n=fewer,
                best=writer.tell(AIMS[most]),
            )
        )
    wider = found.figure(aim, "gini") - found.figure(even, "gini")
    if round(wider, 3) > 0:
        lost.append(
            writer.say(
                "indeks Gini {n} lebih tinggi daripada dengan “{best}”",
                n=writer.decimal(wider, 3),
                best=writer.tell(AIMS[even]),
            )
        )
    return lost


def _points_forgone(writer: Writer, found: Shared, aim: Aim) -> list[str]:
    """Points of the province that an aim leaves unspent; none where it spends as much as any."""
    best = found.best("points")
    fewer = found.figure(best, "points") - found.figure(aim, "points")
    if not round(fewer, 4) > 0:  # nor where the province's eligible workers are unknown
        return []
    return [
        writer.say(
            "provinsi {points} lebih sedikit daripada dengan “{best}”",
            points=writer.points(fewer, 2),
            best=writer.tell(AIMS[best]),
        )
    ]


def same_points(writer: Writer, found: Shared) -> str:
    """That one price per worker gives the province the same points under every aim; shown."""
    most = int(max(found.figure(aim, "persons") for aim in SPENDING))
    points = max(found.figure(aim, "points") for aim in SPENDING)
    said = writer.say(
        "Satu pekerja berbiaya {price} di mana pun, jadi setiap tujuan yang menghabiskan anggaran "
        "melindungi {n} orang dan menambah {points} bagi provinsi: tujuan menentukan siapa, bukan "
        "berapa banyak.",
        price=writer.rupiah(found.budget.price),
        n=writer.decimal(most),
        points=writer.points(points, 2),
    )
    fewer = [aim for aim in AIMS if int(found.figure(aim, "persons")) < most]
    if not fewer:
        return said
    return (
        said
        + " "
        + writer.say(
            "Tidak habis terpakai: {aims}.",
            aims=writer.joined(
                [
                    writer.say(
                        "“{aim}” ({n} orang)",
                        aim=writer.tell(AIMS[aim]),
                        n=writer.decimal(int(found.figure(aim, "persons"))),
                    )
                    for aim in fewer
                ]
            ),
        )
    )


def spent(writer: Writer, found: Shared) -> str:
    """The budget, the part of it that is used, and how many workers it pays for."""
    budget = found.budget
    return writer.say(
        "{share} dari {rupiah} = {usable}: cukup untuk {n} orang selama {months} bulan; sisa "
        "{rest}.",
        share=writer.percent(
            float(budget.share), 0 if (budget.share * 100).denominator == 1 else 1
        ),
        rupiah=writer.rupiah(budget.rupiah),
        usable=writer.rupiah(budget.usable),
        n=writer.decimal(budget.persons),
        months=budget.months,
        rest=writer.rupiah(budget.usable - budget.persons * budget.price),
    )


def bounded(writer: Writer, found: Shared) -> str:
    """Within which bounds the budget was shared out: every assumption printed."""
    budget, say = found.budget, writer.say
    most, least = say("tanpa batas pekerja per desa"), say("tanpa jaminan bagi desa")
    if budget.most_each:
        most = say("paling banyak {n} pekerja per desa", n=writer.decimal(budget.most_each))
    if budget.least_each:
        least = say("paling sedikit {n} pekerja per desa", n=writer.decimal(budget.least_each))
    past = say("tidak melewati target") if budget.within_gap else say("boleh melewati target")
    return say(
        "Batasnya: {most}; {least}; {past}; tidak pernah lebih dari pekerja yang belum "
        "terlindungi. Target {goal}, batas bawah {floor}, mulai {start}, iuran {tariff} sebulan.",
        most=most,
        least=least,
        past=past,
        goal=goal(writer, budget.rate),
        floor=goal(writer, budget.floor),
        start=writer.period(budget.start),
        tariff=writer.rupiah(BY_KEY[budget.tariff].monthly),
    )


def floor_cost(writer: Writer, found: Shared) -> str:
    """What it costs to lift every region to the floor, whatever the budget."""
    persons, rupiah = to_floor(found)
    return writer.say(
        "Agar semua mencapai {floor} perlu {n} orang, {rupiah} untuk {months} bulan.",
        floor=goal(writer, found.budget.floor),
        n=writer.decimal(persons),
        rupiah=writer.rupiah(rupiah),
        months=found.budget.months,
    )


def left_out(writer: Writer, found: Shared, names: dict[str, str]) -> str:
    """Which regions take no part because something of them is unknown; empty where none."""
    if not found.left_out:
        return ""
    listed = writer.named([names[code] for code in found.left_out])
    return writer.say(
        "Tidak ikut dibagi, karena cakupan awal atau jumlah pekerja layaknya tidak diketahui: "
        "{names}.",
        names=listed,
    )


def rule(writer: Writer, found: Dbh) -> str:
    """Which part of DBH Sawit may go to contributions, with its claim, or that none is known."""
    if found.rule is None or found.part is None:
        return writer.say(
            "Bagian DBH Sawit yang boleh dipakai untuk iuran belum dipastikan sumber mana pun; "
            "bagian di sini adalah pengandaian."
        )
    return writer.say(
        "Paling sedikit {roads} DBH Sawit untuk jalan; sisanya, paling banyak {part}, untuk "
        "kegiatan lain termasuk perlindungan pekerja sawit ({publisher}, {period}, klaim {claim}). "
        "Berapa darinya boleh untuk iuran belum dipastikan: bagian di sini dapat diubah.",
        roads=writer.percent(float(1 - found.part), 0),
        part=writer.percent(float(found.part), 0),
        publisher=found.rule["publisher"],
        period=writer.period(Period.parse(str(found.rule["period"]))),
        claim=ROADS_CLAIM,
    )


def after(found: Shared, aim: Aim) -> pd.Series:
    """Coverage of each seated region once its share is protected, a fraction, by code."""
    rates = reached(found.seats, found.shares[aim])
    return pd.Series({code: float(rate) for code, rate in rates.items()})


def percent(writer: Writer, rate: float | Fraction) -> str:
    """A simulated rate."""
    return writer.percent(float(rate), POINT)


def goal(writer: Writer, rate: Fraction) -> str:
    """A target, with no more decimals than it has."""
    places = next((n for n in (0, 1) if (rate * 100 * 10**n).denominator == 1), 2)
    return writer.percent(float(rate), places)
