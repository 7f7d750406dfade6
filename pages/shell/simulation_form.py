"""The controls of a scenario: every assumption in sight, each with what it starts from."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from geo.language import Message
from geo.model import PROVINCE, BpsCode, Period
from geo.scenario import FUNDINGS, MOST_EACH, MOST_MONTHS, POOLS, SIZES, Plan, Scenario
from geo.simulation import months_from
from geo.tariffs import BY_KEY
from pages.shell import loaders, selection, simulation_amounts
from pages.shell.markup import literal
from pages.shell.simulation_controls import Form

FIRST, OFFERED = Period(2023, 1), 120
"""The months that a programme may start in, as the list offers them: ten years."""


def plan(form: Form, start: Plan) -> Plan:
    """The controls of one programme, and what they say."""
    say = form.writer.say
    funding = form.one("dana", say("Sumber dana"), FUNDINGS, start.funding)
    size = form.one("ukuran", say("Cara mengisi jumlah"), SIZES, start.size)
    codes = [code for code, _ in start.amounts] if start.size != "villages" else start.regions
    regions = form.regions(
        "wil",
        say("Kabupaten/kota"),
        () if _are_all(start, codes) else codes,
        say("Semua kabupaten/kota"),
    )
    if size == "villages":
        within: dict[str, Any] = {"regions": tuple(regions), **_villages(form, start)}
    else:
        there = form.within(form.where, size)
        whom = regions or loaders.CODES
        within = {"amounts": simulation_amounts.asked(there, start, size, whom)}
    if size == "budget":
        within["share"] = _share(form, start, funding)
    times = _times(form, start)  # every control stands there before one is found wanting
    if size != "villages" and not within["amounts"]:
        raise simulation_amounts.NoAmountsError
    return Plan(funding=funding, size=size, **within, **times)


def _are_all(start: Plan, codes: Sequence[BpsCode]) -> bool:
    """Whether a programme is begun for every regency: amounts of many are never named singly."""
    if start.size == "villages":
        return len(codes) == len(loaders.CODES)
    return not simulation_amounts.fits(codes)


def _villages(form: Form, start: Plan) -> dict[str, Any]:
    say, here = form.writer.say, form.within(form.where, "desa")
    if not form.ready.hundreds:
        form.where.info(say("Jumlah desa belum diketahui: pilih cara mengisi jumlah yang lain."))
    return {
        "share": here.percent("bagian", say("Bagian desa yang ikut (%)"), start.share, least=1.0),
        "each": here.count("per", say("Pekerja per desa"), start.each, (1, MOST_EACH), 10),
    }


def _share(form: Form, start: Plan, funding: str) -> Fraction | None:
    """Which part of a budget goes to contributions; of DBH Sawit what its rule leaves."""
    usual = form.ready.part if funding == "dbh_sawit" else Fraction(1)
    begun = start.share if start.size == "budget" else usual
    there = form.within(form.where, f"budget_{funding}")
    return there.percent("bagian", form.writer.say("Bagian untuk iuran (%)"), begun, least=0.1)


def _times(form: Form, start: Plan) -> dict[str, Any]:
    say = form.writer.say
    months = {
        str(one): one
        for one in sorted({*months_from(FIRST, OFFERED), start.start}, key=lambda one: one.end)
    }
    told = {key: Message(form.writer.period(one)) for key, one in months.items()}
    return {
        "start": months[form.one("mulai", say("Mulai"), told, str(start.start))],
        "months": form.count("bulan", say("Lama (bulan)"), start.months, (1, MOST_MONTHS)),
        "tariff": form.one(
            "tarif",
            say("Tarif per orang per bulan"),
            {key: one.label for key, one in BY_KEY.items()},
            start.tariff,
        ),
        "overlap": form.percent("tumpang", say("Sudah terlindungi sebelumnya (%)"), start.overlap),
    }


def whole(form: Form, start: Scenario) -> dict[str, Any]:
    """What is assumed for all programmes together."""
    say = form.writer.say
    years = {str(year): Message(str(year)) for year in form.ready.years}
    year = {"": Message("Target tahun angkanya"), **years}
    begun = "" if start.year is None or str(start.year) not in years else str(start.year)
    pool = form.one("semesta", say("Jumlah pekerja layak"), POOLS, start.pool)
    asked = form.one("target", say("Target tahun"), year, begun)
    assumed = form.percent("laju", say("Cakupan awal bila belum ada angka (%)"), start.assumed)
    regions = [PROVINCE, *loaders.CODES]
    changed = form.where.multiselect(
        say("Cakupan awal yang diganti"),
        regions,
        format_func=lambda code: form.writer.label(loaders.NAMES[code]),
        key=selection.seed(f"{form.prefix}_diganti", [code for code, _ in start.rates]),
        placeholder=say("Tidak ada: memakai angka sumber"),
    )
    own = dict(start.rates)
    rates = [
        (
            code,
            form.percent(
                f"laju_{code}",
                say(
                    "Cakupan awal: {name} (%)", name=literal(form.writer.label(loaders.NAMES[code]))
                ),
                own.get(code, Fraction(3, 10)),
            ),
        )
        for code in changed
    ]
    return {
        "pool": pool,
        "assumed": assumed,
        "rates": tuple(rates),
        "year": int(asked) if asked else None,
    }
