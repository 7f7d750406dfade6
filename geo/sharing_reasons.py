"""Why each region got its share of a budget under an aim: one sentence for each."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from types import MappingProxyType

from geo.allocation import Aim, Seat, needed
from geo.formats import Writer
from geo.sharing import CAPS, Shared
from geo.sharing_words import POINT, goal, percent


def why(writer: Writer, found: Shared, aim: Aim, code: str, name: str) -> str:
    """Why a region got its share under an aim, in one sentence."""
    share, seat = found.shares[aim][code], found.seats[code]
    told = {
        "name": name,
        "n": writer.decimal(share),
        "before": percent(writer, Fraction(seat.active, seat.eligible)),
        "after": percent(writer, Fraction(seat.active + share, seat.eligible)),
        "cap": writer.tell(CAPS[found.caps[code]]),
    }
    if not seat.most:
        return writer.say("{name} tidak mendapat bagian: batasnya nol ({cap}).", **told)
    if share == seat.most:
        return writer.say(
            "{name} mendapat {n} orang, sebanyak yang dapat diterimanya ({cap}), dari {before} "
            "menjadi {after}.",
            **told,
        )
    reason = _bound(writer, found, share, seat) or _REASONS[aim](writer, found, seat, share)
    if not share:
        return writer.say("{name} tidak mendapat bagian: {why}", why=reason, **told)
    return writer.say(
        "{name} mendapat {n} orang, dari {before} menjadi {after}: {why}", why=reason, **told
    )


def _bound(writer: Writer, found: Shared, share: int, seat: Seat) -> str:
    """The reason that holds under every aim; empty where the aim itself decides."""
    if not found.budget.persons:
        return writer.say("anggarannya tidak cukup untuk satu orang pun.")
    if share < seat.least:
        return writer.say(
            "anggaran tidak cukup untuk batas paling sedikit semua desa, jadi yang terendah "
            "didahulukan."
        )
    if share and share == seat.least:
        return writer.say("itu batas paling sedikit bagi desa-desanya.")
    return ""


def _lowest(writer: Writer, found: Shared, seat: Seat, share: int) -> str:
    if share:
        return writer.say(
            "cakupannya termasuk yang terendah, dan diangkat sampai tingkat yang sama."
        )
    return writer.say("cakupannya tidak termasuk yang terendah, yang didahulukan.")


def _to_target(writer: Writer, found: Shared, seat: Seat, share: int) -> str:
    aim = found.budget.rate
    missing = needed(seat, aim)
    if share and share == missing:
        return writer.say("tepat sebanyak yang perlu sampai target {goal}.", goal=goal(writer, aim))
    if share:
        return _lowest(writer, found, seat, share)
    if not missing:
        return writer.say("cakupannya sudah mencapai target {goal}.", goal=goal(writer, aim))
    if missing > seat.most:
        return writer.say(
            "target {goal} tidak dapat dicapai dalam batasnya, dan cakupannya bukan yang terendah.",
            goal=goal(writer, aim),
        )
    return writer.say(
        "sampai target masih kurang {n} orang, lebih banyak daripada yang tersisa setelah yang "
        "terdekat didahulukan, dan cakupannya bukan yang terendah.",
        n=writer.decimal(missing),
    )


def _equal(writer: Writer, found: Shared, seat: Seat, share: int) -> str:
    if not share:
        return _too_little(writer)
    if found.budget.least_each:
        return writer.say(
            "setelah batas paling sedikit tiap desa, sisanya dibagi menurut jumlah pekerja layak."
        )
    points = writer.points(share / seat.eligible, POINT)
    return writer.say("naik {points}, sama dengan yang lain yang tidak terbatas.", points=points)


def _by_gap(writer: Writer, found: Shared, seat: Seat, share: int) -> str:
    own = needed(seat, found.budget.rate)
    if not own:
        return writer.say(
            "cakupannya sudah mencapai target {goal}.", goal=goal(writer, found.budget.rate)
        )
    if not share:
        return _too_little(writer)
    whole = sum(needed(one, found.budget.rate) for one in found.seats.values() if one.most)
    return writer.say(
        "kekurangannya {n} orang, {part} dari kekurangan semua yang dapat menerima.",
        n=writer.decimal(own),
        part=percent(writer, Fraction(own, whole)),
    )


def _by_villages(writer: Writer, found: Shared, seat: Seat, share: int) -> str:
    if not seat.villages:
        return writer.say("tidak mempunyai desa.")
    if not share:
        return _too_little(writer)
    whole = sum(one.villages for one in found.seats.values() if one.most)
    return writer.say(
        "{n} desa, {part} dari desa semua yang dapat menerima.",
        n=writer.decimal(seat.villages),
        part=percent(writer, Fraction(seat.villages, whole)),
    )


def _to_floor(writer: Writer, found: Shared, seat: Seat, share: int) -> str:
    floor = found.budget.floor
    if not needed(seat, floor):
        return writer.say("cakupannya sudah mencapai {floor}.", floor=goal(writer, floor))
    if share == needed(seat, floor):
        return writer.say("sebanyak yang perlu sampai {floor}.", floor=goal(writer, floor))
    return writer.say("anggaran tidak cukup bagi semua, jadi yang terendah didahulukan.")


def _too_little(writer: Writer) -> str:
    return writer.say("bagiannya kurang dari satu orang.")


_REASONS: Mapping[Aim, Callable[[Writer, Shared, Seat, int], str]] = MappingProxyType(
    {
        Aim.LOWEST: _lowest,
        Aim.TARGET: _to_target,
        Aim.EQUAL: _equal,
        Aim.GAP: _by_gap,
        Aim.VILLAGES: _by_villages,
        Aim.FLOOR: _to_floor,
    }
)
