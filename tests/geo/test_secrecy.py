"""The few of a district cannot be subtracted from what officers publish."""

import random
from datetime import date
from itertools import product

import pytest

from geo import checks, districts, publish, secrecy, subtraction
from geo.errors import FaultsError
from geo.publish import Imprint
from geo.received import Book, Draft, Severity, Where
from tests.making import claims_table, row, typed

REGENCY = "6172"
BELOW = districts.codes(REGENCY)
DISTRICTS = ("a", "b", "c", "d")
COUNT = {"unit": "persons", "decimals": "0", "indicator": "participants", "family": "active"}
DAY = date(2026, 11, 23)


def told(**shown):
    """Blank cells that can be told, of regency `r` and districts a to d: `a_pu=10`."""
    cells = {tuple(name.split("_")): float(n) for name, n in shown.items()}
    found = subtraction.few(cells, "r", DISTRICTS)
    return {"_".join(key): ends for key, ends in found.items()}


# -- what can be worked out ---------------------------------------------------------------


def test_one_blank_district_is_the_regency_less_the_others():
    assert told(r_total=105, a_total=50, b_total=30, c_total=20) == {"d_total": (5, 5)}


def test_a_blank_district_of_ten_or_nobody_gives_nobody_away():
    assert told(r_total=110, a_total=50, b_total=30, c_total=20) == {}
    assert told(r_total=100, a_total=50, b_total=30, c_total=20) == {}


@pytest.mark.parametrize(("whole", "ends"), [(103, (0, 3)), (104, None), (150, None)])
def test_two_blank_districts_are_safe_from_four_persons_on(whole, ends):
    found = told(r_total=whole, a_total=50, b_total=50)
    assert found == ({"c_total": ends, "d_total": ends} if ends else {})


def test_a_blank_segment_is_the_total_less_the_others():
    row = {"r_total": 105, "r_pu": 60, "r_bpu": 45}
    assert told(**row, a_total=14, a_pu=10) == {"a_bpu": (4, 4)}
    assert told(**row, a_total=14) == {}


def test_segments_that_do_not_make_up_a_total_are_not_subtracted():
    assert told(r_total=100, r_pu=60, r_bpu=45, a_total=14, a_pu=10) == {}


def test_several_sums_together_tell_what_none_tells_alone():
    """Wage earners of c are 30 by its total, of d 10: so of the 54 there are four left for b."""
    assert told(
        **{"r_total": 154, "r_pu": 54, "r_bpu": 100, "a_total": 30, "a_pu": 10, "a_bpu": 20},
        **{"c_total": 60, "c_bpu": 30, "d_total": 20, "d_bpu": 10},
    ) == {"b_pu": (4, 4)}


def test_what_the_regency_itself_shows_may_be_few():
    assert told(r_total=7, a_total=0) == {}
    assert told(r_total=7, a_total=0, b_total=0, c_total=0) == {"d_total": (7, 7)}


def test_sources_that_contradict_each_other_tell_nothing():
    assert told(r_total=90, a_total=50, b_total=30, c_total=20) == {}


def test_without_a_figure_of_the_regency_nothing_is_told():
    assert told(a_total=50, b_total=30, c_total=20) == {}


@pytest.mark.parametrize("seed", range(25))
def test_it_is_what_trying_every_number_finds(seed):
    """Three districts, two segments: every table of whole numbers that fits what is shown."""
    chance = random.Random(seed)
    table = {(one, s): chance.choice((0, 2, 5, 11)) for one in "abc" for s in ("pu", "bpu")}
    table |= {("r", s): sum(table[one, s] for one in "abc") for s in ("pu", "bpu")}
    table |= {(one, "total"): table[one, "pu"] + table[one, "bpu"] for one in "rabc"}
    shown = {key: n for key, n in table.items() if key[0] == "r" or chance.random() < 0.6}
    found = dict.fromkeys(table.keys() - shown.keys())
    for fit in fitting(table, shown):
        for key in found:
            least, most = found[key] or (fit[key], fit[key])
            found[key] = min(least, fit[key]), max(most, fit[key])
    told = {
        key: (least, most)
        for key, (least, most) in found.items()
        if 1 <= most <= 9 and most - least < (4 if shown["r", key[1]] >= 10 else 1)
    }
    assert subtraction.few(shown, "r", ("a", "b", "c")) == told


def fitting(table, shown):
    """All tables with the regency's counts that agree with every cell that is shown."""
    of = {}
    for segment in ("pu", "bpu"):
        whole = table["r", segment]
        every = product(range(whole + 1), repeat=2)
        rows = [(a, b, whole - a - b) for a, b in every if a + b <= whole]
        cells = [(one, segment) for one in "abc"]
        of[segment] = [
            row
            for row in rows
            if all(shown.get(key, n) == n for key, n in zip(cells, row, strict=True))
        ]
    for pu, bpu in product(of["pu"], of["bpu"]):
        fit = {(one, "pu"): n for one, n in zip("abc", pu, strict=True)}
        fit |= {(one, "bpu"): n for one, n in zip("abc", bpu, strict=True)}
        fit |= {(one, "total"): fit[one, "pu"] + fit[one, "bpu"] for one in "abc"}
        if all(shown[key] == n for key, n in fit.items() if key in shown):
            yield fit


# -- a draft is refused with the figure to leave blank ---------------------------------------


def of(code, value, **cells):
    return row(**{**COUNT, "region_code": code, "value": value, "publisher": "Dinas", **cells})


def table(rest, **cells):
    """A regency with every district of 20 persons or more but the last, which is blank."""
    shown = [of(code, 20 + 10 * n, **cells) for n, code in enumerate(BELOW[:-1])]
    whole = sum(int(one["value"]) for one in shown) + rest
    return [of(REGENCY, whole, **cells), *shown]


def draft(*claims):
    places = {
        one["claim_id"]: Where(sheet="Kecamatan", row=n + 5, column="C")
        for n, one in enumerate(claims)
    }
    return Draft(claims=claims_table(*claims), places=places)


def faults(one, *known):
    book = Book(name="laporan.xlsx", kind="xlsx", sheets=())
    found = checks.checked(one, book, claims_table(*known) if known else typed(), DAY)
    return [fault for fault in found if fault.kind == "worked_out"]


def test_a_district_left_alone_is_refused_with_the_smallest_other_to_leave_blank():
    (fault,) = faults(draft(*table(rest=5)))
    assert fault.severity is Severity.ERROR
    assert fault.where == Where(sheet="Kecamatan", row=6, column="C")
    assert districts.in_full(BELOW[-1]) in fault.why.spoken("id")
    mend = fault.mend.spoken("id")
    assert all(text in mend for text in (districts.in_full(BELOW[0]), "Kecamatan", "C6"))
    assert "5" not in fault.why.spoken("id").replace("2024", "")


def test_with_that_figure_left_blank_it_is_let_in():
    first, second, *others = table(rest=5)
    assert faults(draft(first, *others)) == []
    assert second["region_code"] == BELOW[0]


@pytest.mark.parametrize("rest", [0, 10, 500])
def test_a_table_without_few_is_let_in(rest):
    assert faults(draft(*table(rest))) == []


def test_the_edition_may_hold_the_other_half():
    whole, *below = table(rest=3)
    (fault,) = faults(draft(whole), *below)
    assert "C5" in fault.mend.spoken("id")
    assert faults(draft(*below), whole)


def test_another_publishers_figure_of_the_regency_serves_as_well():
    whole, *below = table(rest=3)
    assert faults(draft(*below), {**whole, "publisher": "BPJS"})


@pytest.mark.parametrize("other", [{"period": "2023"}, {"family": "registered"}])
def test_what_is_of_another_time_or_definition_is_not_subtracted(other):
    whole, *below = table(rest=3)
    assert faults(draft(*below), {**whole, **other}) == []


def test_a_month_and_its_last_day_are_the_same_time():
    whole, *below = table(rest=3, period="2024-08")
    assert faults(draft(*below), {**whole, "period": "2024-08-31"})


def test_a_corrected_figure_does_not_count_any_more():
    whole, *below = table(rest=3)
    assert faults(draft({**whole, "claim_id": "N", "value": "900"}, *below), whole) == []


# -- an edition is refused, whichever way it comes --------------------------------------------


def test_no_edition_that_gives_a_few_away_is_published(tmp_path):
    imprint = Imprint(name="2026-11-23.1", by="Uji", changes="Uji")
    with pytest.raises(FaultsError) as caught:
        publish.publish(claims_table(*table(rest=5)), tmp_path, imprint)
    assert len(caught.value.faults) == 1
    assert list(tmp_path.iterdir()) == []
    assert publish.publish(claims_table(*table(rest=50)), tmp_path, imprint).exists()


def test_a_register_closed_its_figures_itself():
    secrecy.refuse(claims_table(*table(rest=5, family="register")))


def test_hidden_with_the_word_is_as_blank_as_not_said():
    word = of(BELOW[-1], "", decimals="", text="suppressed")
    assert faults(draft(*table(rest=5), word))
    assert faults(draft(*table(rest=50), word)) == []


def test_a_figure_of_the_edition_that_the_draft_hides_is_hidden():
    whole, first, *others = table(rest=5)
    word = {**first, "claim_id": "N", "value": "", "decimals": "", "text": "suppressed"}
    assert faults(draft(whole, *others), first)
    assert faults(draft(whole, *others, word), first) == []
