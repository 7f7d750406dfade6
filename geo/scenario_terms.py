"""What a scenario starts from and assumes, one sentence each, printed with every result."""

from collections.abc import Mapping

import pandas as pd

from geo.formats import Writer
from geo.model import Period
from geo.outcomes import Outcome
from geo.scenario import FUNDINGS, GOVERNMENT, POOLS, Plan
from geo.scenario_words import POINT, is_whole, rate
from geo.tariffs import ANSWERS, BY_KEY, cited

Names = Mapping[str, str]


def started(writer: Writer, outcome: Outcome) -> list[str]:
    """Where the province stands before, with its sources; the target, with its claim."""
    row, aim = outcome.base.province, outcome.aim
    said = []
    if not pd.isna(row["rate"]) and not row["assumed"]:
        said.append(
            writer.say(
                "Cakupan awal provinsi {rate}: {source}, data {period} (klaim {claim}).",
                rate=rate(writer, row),
                source=row["rate_source"],
                period=writer.period(Period.parse(str(row["rate_period"]))),
                claim=row["rate_claim"],
            )
        )
    if row["rate_conflict"]:
        said.append(writer.say("Sumber lain untuk tahun yang sama berbeda lebih dari 1 poin."))
    if not pd.isna(row["eligible"]):
        said.append(
            writer.say(
                "Pekerja layak provinsi {n} orang: {source}, data {period} (klaim {claim}).",
                n=writer.decimal(round(float(row["eligible"]))),
                source=row["eligible_source"],
                period=writer.period(Period.parse(str(row["eligible_period"]))),
                claim=row["eligible_claim"],
            )
        )
    if aim is not None and aim.claim is not None:
        said.append(
            writer.say(
                "Target provinsi {year} {goal}: {source} (klaim {claim}).",
                year=aim.by.year,
                goal=writer.percent(aim.value, aim.decimals),
                source=aim.claim["publisher"],
                claim=aim.claim["claim_id"],
            )
        )
    return said


def assumptions(writer: Writer, outcome: Outcome, names: Names) -> list[str]:
    """Everything that the result rests on and no source establishes, one sentence each."""
    scenario = outcome.scenario
    said = [_tariff(writer, plan) for plan in scenario.plans]
    said += [
        writer.say(
            "Tumpang tindih: {share} dari yang dibayari dianggap sudah terlindungi sebelumnya "
            "({funding}).",
            share=writer.percent(float(plan.overlap), 0 if is_whole(plan.overlap) else 1),
            funding=writer.tell(FUNDINGS[plan.funding]),
        )
        for plan in scenario.plans
    ]
    said.append(writer.say("Jumlah pekerja layak: {pool}.", pool=writer.tell(POOLS[scenario.pool])))
    if scenario.assumed is not None:
        said.append(
            writer.say(
                "Cakupan awal kabupaten/kota yang tidak ada angkanya diandaikan {rate}.",
                rate=writer.percent(float(scenario.assumed), POINT),
            )
        )
    said += [
        writer.say(
            "Cakupan awal {name} diandaikan {rate}.",
            name=writer.label(names.get(code, code)),
            rate=writer.percent(float(value), POINT),
        )
        for code, value in scenario.rates
    ]
    said.append(
        writer.say(
            "Kabupaten/kota diukur terhadap target provinsi sebagai tolok ukur yang sama; cakupan "
            "awal dan jumlah pekerja layak dianggap tetap selama program."
        )
    )
    return list(dict.fromkeys(said))


def _tariff(writer: Writer, plan: Plan) -> str:
    tariff = BY_KEY[plan.tariff]
    told = {
        "label": writer.tell(tariff.label),
        "legal": writer.tell(tariff.legal),
        "claims": cited(tariff),
    }
    if plan.funding in GOVERNMENT:
        return writer.say(
            "Tarif {label}: {legal} (klaim {claims}); untuk iuran yang dibayar pemerintah: "
            "{answer}.{chosen}",
            answer=writer.tell(ANSWERS[tariff.by_government]),
            chosen=""
            if tariff.by_government == "yes"
            else " " + writer.say("Pemakaiannya di sini pengandaian pembuat skenario."),
            **told,
        )
    return writer.say("Tarif {label}: {legal} (klaim {claims}).", **told)
