"""A scenario as a value, in an address and in a file: what goes in comes out, the rest is told."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import scenario as scenarios
from geo.errors import GeoError
from geo.model import Period
from geo.regencies import by_bps
from geo.scenario import FUNDINGS, BadScenarioError, Plan, Scenario, one_hundred
from geo.scenario_fields import UnknownFieldError
from geo.scenario_text import (
    MOST_BYTES,
    NewerScenarioError,
    NotAScenarioError,
    from_file,
    from_query,
    plan_of,
    plan_text,
    read,
    to_file,
    to_query,
)
from geo.tariffs import BY_KEY
from tests.geo.supposing import KAYONG, SAMBAS, START, budget_of, plan, scenario

DEFAULT = one_hundred(START)
CODES = sorted(by_bps())
shares = st.fractions(Fraction(1, 1000), 1, max_denominator=1000)
amounts = st.dictionaries(st.sampled_from(CODES), st.integers(1, 10**11), min_size=1, max_size=14)
starts = st.builds(Period, st.integers(2020, 2045), st.integers(1, 12))


@st.composite
def plans(draw):
    return Plan(
        start=draw(starts),
        funding=draw(st.sampled_from(sorted(FUNDINGS))),
        regions=tuple(draw(st.lists(st.sampled_from(CODES), unique=True, max_size=5))),
        size=draw(st.sampled_from(["villages", "persons", "budget"])),
        share=draw(shares),
        each=draw(st.integers(1, 10_000)),
        amounts=tuple(draw(amounts).items()),
        months=draw(st.integers(1, 60)),
        tariff=draw(st.sampled_from(sorted(BY_KEY))),
        overlap=draw(st.one_of(st.just(Fraction(0)), shares)),
    )


@st.composite
def whole(draw):
    names = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=80)
    rates = draw(st.dictionaries(st.sampled_from([*CODES, "61"]), shares, max_size=4))
    return Scenario(
        name=draw(names.filter(lambda text: not text or text.isprintable())),
        plans=tuple(draw(st.lists(plans(), min_size=1, max_size=4))),
        pool=draw(st.sampled_from(["estimated", "known"])),
        assumed=draw(st.none() | shares),
        rates=tuple(rates.items()),
        year=draw(st.none() | st.integers(2020, 2045)),
    )


def test_the_default_is_the_whole_programme_of_the_next_budget_year():
    assert scenarios.after(date(2026, 11, 22)) == Period(2027, 1)
    only = one_hundred(START).plans[0]
    assert (only.regions, only.share, only.each, only.months) == ((), 1, 100, 12)


def test_the_default_leaves_no_trace_in_the_address():
    assert to_query(DEFAULT, DEFAULT) == {}
    assert from_query({}, DEFAULT).scenario == DEFAULT


def test_an_address_is_short_and_needs_no_escaping():
    asked = scenario(
        budget_of(KAYONG, 4_435_427_000, Fraction(1, 5), funding="dbh_sawit"), name=DEFAULT.name
    )
    written = "dana_dbh_sawit~ukuran_budget~bagian_0.2~jumlah_6111.4435427000"
    assert to_query(asked, DEFAULT) == {"sim-1": written}


@settings(max_examples=80, deadline=None)
@given(whole())
def test_what_goes_into_an_address_or_a_file_comes_out(asked):
    found = from_query(to_query(asked, DEFAULT), DEFAULT)
    assert (found.scenario, found.faults) == (asked, ())
    assert from_file(to_file(asked), DEFAULT) == asked


@settings(max_examples=80, deadline=None)
@given(st.dictionaries(st.sampled_from(["sim-1", "sim-2", "sim-laju", "sim-x"]), st.text()))
def test_no_address_whatever_ends_in_a_crash(params):
    found = from_query(params, DEFAULT)
    assert all(isinstance(one, GeoError) for one in found.faults)


def test_one_bad_field_spoils_no_other_and_is_told_with_its_mend():
    found = from_query({"sim-1": "per_0~bulan_9~dana_csr", "lain": "x"}, DEFAULT)
    only = found.scenario.plans[0]
    assert (only.each, only.months, only.funding) == (100, 9, "csr")
    assert [str(one) for one in found.faults] == [
        "Isian “per” (pekerja per desa) tidak dapat dipakai: “0”. "
        "Tulis bilangan bulat dari 1 sampai 10000."
    ]


def test_a_third_is_written_as_a_third():
    asked = plan(share=Fraction(1, 3))
    assert plan_text(asked, plan()) == "bagian_1/3"
    assert plan_of("bagian_1/3", plan()) == asked


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("dana", {"funding": "lotre"}),
        ("wil", {"regions": ("9999",)}),
        ("wil", {"regions": (SAMBAS, SAMBAS)}),
        ("ukuran", {"size": "x"}),
        ("bagian", {"share": Fraction(0)}),
        ("bagian", {"share": Fraction(3, 2)}),
        ("per", {"each": 0}),
        ("jumlah", {"size": "budget"}),
        ("jumlah", {"amounts": ((SAMBAS, -1),)}),
        ("bulan", {"months": 61}),
        ("mulai", {"start": Period(2027)}),
        ("mulai", {"start": Period(1999, 1)}),
        ("tarif", {"tariff": "gratis"}),
        ("tumpang", {"overlap": Fraction(2)}),
    ],
)
def test_a_plan_out_of_its_bounds_names_the_field(field, changes):
    with pytest.raises(BadScenarioError) as caught:
        plan(**changes)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("nama", {"name": "x" * 81}),
        ("nama", {"name": "a\nb"}),
        ("semesta", {"pool": "all"}),
        ("laju", {"rates": ((SAMBAS, Fraction(2)),)}),
        ("laju-lain", {"assumed": Fraction(-1)}),
        ("target", {"year": 1900}),
    ],
)
def test_a_scenario_out_of_its_bounds_names_the_field(field, changes):
    with pytest.raises(BadScenarioError) as caught:
        scenario(**changes)
    assert caught.value.field == field


def test_a_scenario_has_one_to_eight_plans():
    with pytest.raises(BadScenarioError, match="program"):
        Scenario(plans=())
    with pytest.raises(BadScenarioError, match="program"):
        Scenario(plans=(plan(),) * 9)


def file(**changes):
    """A scenario's file with some fields other than they are; None leaves one out."""
    fields = json.loads(to_file(DEFAULT)) | changes
    return json.dumps({key: value for key, value in fields.items() if value is not None}).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"{}",
        b"[" * 50_000,
        b'{"versi":' + b"9" * 5_000 + b"}",
        b'{"jenis":"skenario-simulasi","jenis":"skenario-simulasi"}',
        to_file(DEFAULT) + b" " * MOST_BYTES,
        file(jenis="lain"),
    ],
)
def test_a_file_that_is_no_scenario_is_told_so(content):
    with pytest.raises(NotAScenarioError, match="bukan skenario"):
        from_file(content, DEFAULT)


@pytest.mark.parametrize("version", [2, "1", True, None, [1]])
def test_a_file_of_another_version_is_told_so(version):
    with pytest.raises(NewerScenarioError):
        from_file(file(versi=version), DEFAULT)


@pytest.mark.parametrize("programmes", [None, [], {}, "x", [3], [[]], [{}] * 9])
def test_a_file_without_programmes_names_them(programmes):
    with pytest.raises(BadScenarioError, match="program"):
        from_file(file(program=programmes), DEFAULT)


@pytest.mark.parametrize(
    ("field", "value"),
    [("per", 1.5), ("per", True), ("bulan", "0x9"), ("mulai", {}), ("wil", "6111;DROP")],
)
def test_a_bad_field_of_a_file_is_named_with_its_mend(field, value):
    with pytest.raises(BadScenarioError, match=f"“{field}”") as caught:
        from_file(file(program=[{field: value}]), DEFAULT)
    assert caught.value.mend.text


def test_a_field_that_no_scenario_has_is_refused():
    with pytest.raises(UnknownFieldError, match="rahasia"):
        from_file(file(rahasia="x"), DEFAULT)


def test_a_file_may_leave_fields_out_and_write_whole_numbers_plainly():
    found = from_file(file(nama=None, program=[{"per": 50}]), DEFAULT)
    assert found == replace(DEFAULT, name="", plans=(plan(each=50),))


def test_a_file_that_is_not_there_is_told_so(tmp_path):
    with pytest.raises(NotAScenarioError, match="tidak dapat dibuka"):
        read(tmp_path / "tiada.json", DEFAULT)
    (tmp_path / "s.json").write_bytes(to_file(DEFAULT))
    assert read(tmp_path / "s.json", DEFAULT) == DEFAULT
