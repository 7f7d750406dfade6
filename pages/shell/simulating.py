"""The controls of a scenario: every assumption in sight, and in the address.

The scenario is one value. The controls say it anew in each rerun, the address is written from
it, and a file or an address that is opened replaces it whole.
"""

from dataclasses import replace
from fractions import Fraction
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo import claims, sharing
from geo import scenario as scenarios
from geo.deployment import here
from geo.errors import GeoError
from geo.formats import Writer
from geo.indicators import indicator
from geo.model import PROVINCE, BpsCode, Period, Selection
from geo.scenario import MOST_PLANS, BadScenarioError, Plan, Scenario
from geo.scenario_text import PREFIX, Read, from_query, to_query
from pages.shell import loaders, options, selection, simulation_form
from pages.shell.simulation_amounts import NoAmountsError
from pages.shell.simulation_controls import HUNDRED, Form, Ready


def asked(chosen: Selection, writer: Writer, where: Any) -> Scenario:
    """Draw the controls of the scenario in hand, and return what they say."""
    start, faults = opened(chosen)
    number = selection.supposed().get("number", 0)
    form = Form(
        writer=writer,
        where=where,
        prefix=f"sim{number}{writer.language}",
        ready=known(chosen),
    )
    for fault in faults:
        where.warning(fault.spoken(writer.language))
    _starts(form, chosen)
    name = where.text_input(
        writer.say("Nama skenario"),
        max_chars=scenarios.LONGEST_NAME,
        placeholder=named(start, chosen, writer),
        key=selection.seed(f"{form.prefix}_nama", start.name),
    )
    boxes = [_plan(form, n, one, alone=len(start.plans) == 1) for n, one in enumerate(start.plans)]
    plans = tuple(one for one, _ in boxes)
    added = where.button(
        writer.say("Tambah program"), icon=":material/add:", disabled=len(plans) >= MOST_PLANS
    )
    whole = simulation_form.whole(form.within(where.container(border=True), "semua"), start)
    shown = "".join(sign for sign in " ".join(name.split()) if sign.isprintable())
    found = Scenario(name=shown, plans=plans, **whole)
    kept = tuple(one for one, dropped in boxes if not dropped)
    if added or len(kept) < len(plans):
        more = (Plan(start=plans[0].start),) if added else ()
        instead(replace(found, plans=(*kept, *more)))
    keep(found, chosen)
    return found


def _plan(form: Form, n: int, start: Plan, *, alone: bool) -> tuple[Plan, bool]:
    """The controls of a programme: what they say, and whether it is to go."""
    writer, box = form.writer, form.where.container(border=True)
    box.markdown(f"**{writer.say('Program {n}', n=n + 1)}**")
    found = start
    try:
        found = simulation_form.plan(form.within(box, str(n)), start)
    except (
        BadScenarioError,
        NoAmountsError,
    ) as error:  # the controls stay, to be mended
        box.error(error.spoken(writer.language))
    if alone:
        return found, False
    dropped = box.button(
        writer.say("Hapus program {n}", n=n + 1),
        icon=":material/delete:",
        key=f"{form.prefix}_{n}_hapus",
    )
    return found, bool(dropped)


def _starts(form: Form, chosen: Selection) -> None:
    """Ready scenarios to begin with: the province's programme, and DBH Sawit."""
    say, known = form.writer.say, form.ready
    row = form.where.container(horizontal=True)
    label = say("1 Desa 100") if here().programme else say("100 pekerja per desa")
    if row.button(label, icon=":material/restart_alt:"):
        instead(default(chosen))
    amounts = known.dbh.amounts()
    if amounts and row.button(say("DBH Sawit {year}", year=known.year), icon=":material/payments:"):
        first = default(chosen).plans[0]
        plan = replace(first, funding="dbh_sawit", size="budget", share=known.part, amounts=amounts)
        name = say("DBH Sawit {year} untuk iuran", year=known.year)
        instead(replace(default(chosen), name=name, plans=(plan,)))


def instead(scenario: Scenario) -> None:
    """Go on with another scenario at once."""
    take(scenario)
    st.rerun()


def known(chosen: Selection) -> Ready:
    """What a scenario may begin with, made once."""
    return loaders.kept(_ready, options.whole_data(chosen))


def _ready(chosen: Selection) -> Ready:
    """Amounts that the edition knows: DBH Sawit and villages of each regency."""
    live = loaders.edition(chosen).claims
    paid = live[(live["indicator"] == "dbh_sawit") & live["region_code"].isin(loaders.CODES)]
    year = max((Period.parse(one).year for one in paid["period"]), default=0)
    found = sharing.dbh(live, loaders.CODES, year or loaders.edition(chosen).as_of.year)
    villages = claims.readings(live, indicator("villages"), loaders.CODES)["value"].dropna()
    budgets = live[(live["indicator"] == "programme_budget") & (live["region_code"] == PROVINCE)]
    newest = budgets.sort_values(["period", "claim_id"], ascending=[False, True])
    return Ready(
        planned=None if newest.empty else newest.iloc[0],
        dbh=found,
        year=year,
        part=found.part or Fraction(1),
        hundreds={BpsCode(str(code)): HUNDRED * int(n) for code, n in villages.items()},
        years=options.aim_years(chosen)[0],
    )


def default(chosen: Selection) -> Scenario:
    """The province's own programme from the next budget year on; its name goes without saying."""
    return replace(_full(chosen), name="")


def _full(chosen: Selection) -> Scenario:
    return scenarios.one_hundred(scenarios.after(loaders.edition(chosen).as_of))


def named(asked: Scenario, chosen: Selection, writer: Writer) -> str:
    """What a scenario is called: by its maker, else the province's programme where it is that."""
    if asked.name:
        return asked.name
    if asked.plans == default(chosen).plans:
        return _full(chosen).name or writer.say("100 pekerja per desa")
    return writer.say("Skenario tanpa nama")


def opened(chosen: Selection) -> tuple[Scenario, tuple[GeoError, ...]]:
    """The scenario in hand, or that of the address; with what could not be read of it.

    The address wins where it is a new one, and where the browser went back or forward to it.
    """
    kept, given = selection.supposed(), _in_address()
    if _is_new(given, chosen):
        read = from_query(given, default(chosen))
        take(read.scenario)
        kept["faults"], kept["written"] = read.faults, [*kept.get("written", []), given]
    return kept.get("scenario") or default(chosen), kept.get("faults", ())


def _is_new(given: dict[str, str], chosen: Selection) -> bool:
    """Whether the address says another scenario than this session wrote into it last.

    A rerun that was asked for before the browser knew the newest address brings an older one
    along: one that was written here is only believed where the browser went back to it.
    """
    kept = selection.supposed()
    if _went_back():
        held = kept.get("scenario")
        return held is None or to_query(held, default(chosen)) != given
    return bool(given) and given not in kept.get("written", [])


def _went_back() -> bool:
    """Whether the browser's Back or Forward asked for this rerun."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def addressed(chosen: Selection) -> Read | None:
    """The scenario that the address of another page holds, as a link to it brings it along."""
    given = _in_address()
    return from_query(given, default(chosen)) if given else None


def held() -> list[Scenario]:
    """The scenarios of this session: the one in hand, then those compared; each once."""
    kept = selection.supposed()
    first = [kept["scenario"]] if "scenario" in kept else []
    return list(dict.fromkeys([*first, *kept.get("compared", [])]))


def address(asked: Scenario, chosen: Selection) -> dict[str, str]:
    """A scenario for the address of another page; it says so even where it is the default."""
    return to_query(asked, default(chosen)) or {f"{PREFIX}1": "-"}


def take(scenario: Scenario) -> None:
    """Put a scenario in the place of the one in hand; its controls begin anew."""
    kept = selection.supposed()
    kept.update(scenario=scenario, faults=(), number=kept.get("number", 0) + 1)


def keep(scenario: Scenario, chosen: Selection) -> None:
    """Remember what the controls say, and write it into the address."""
    kept = selection.supposed()
    kept["scenario"] = scenario
    query, there = to_query(scenario, default(chosen)), _in_address()
    if query != there:
        kept["written"] = [*kept.get("written", []), query]
        gone = there.keys() - query.keys()
        # At once, so that one change is one step Back; empty values are not written.
        st.query_params.update({**dict.fromkeys(gone, ()), **query})
        for key in gone:
            del st.query_params[key]


def _in_address() -> dict[str, str]:
    return {key: st.query_params[key] for key in st.query_params if _ours(key)}


def _ours(key: str) -> bool:
    return key.startswith(PREFIX)
