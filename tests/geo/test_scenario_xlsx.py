"""The workbook of a scenario: LibreOffice computes what the engine computed, to the rupiah."""

import io
from dataclasses import replace
from fractions import Fraction

import pytest
from openpyxl import load_workbook

from geo import bases, editions, scenario_xlsx
from geo.formats import Writer
from geo.language import Message
from geo.model import PROVINCE, Period
from geo.outcomes import computed
from geo.regencies import regencies
from geo.scenario import one_hundred
from geo.scenario_sheets import EACH, LEFT, SIGN, TOP
from tests import office
from tests.geo.supposing import KAYONG, MELAWI, NAN, SAMBAS, START, base, plan, scenario, start

NAMES = {str(one.bps): one.name for one in regencies()} | {"61": "Kalimantan Barat"}
needs_office = pytest.mark.skipif(
    office.find_office() is None, reason="LibreOffice is not on this machine"
)
MANY = scenario(
    plan(funding="apbd_province", share=Fraction(1, 3), overlap=Fraction(1, 10)),
    plan(
        start=Period(2027, 4),
        funding="dbh_sawit",
        size="budget",
        share=Fraction(1, 5),
        amounts=((KAYONG, 4_435_427_000), (SAMBAS, 5_553_937_000)),
    ),
    plan(
        **{"funding": "csr", "size": "persons", "amounts": ((KAYONG, 30_000),)},
        **{"months": 24, "tariff": "jkk-jkm-jht"},
    ),
    assumed=Fraction(3, 10),
    rates=((MELAWI, Fraction(17, 100)),),
    name="=HYPERLINK(1)",
)


@pytest.fixture(scope="module")
def real():
    return bases.known(editions.load(), [one.bps for one in regencies()])


def book(outcome, language="id"):
    return scenario_xlsx.workbook(outcome, Writer(language), NAMES)


def sheets(content, *, values=False):
    return load_workbook(io.BytesIO(content), data_only=values)


def recalculated(whole, folder):
    """The values of a workbook that LibreOffice computes: openpyxl keeps none of ours."""
    path = folder / "skenario.xlsx"
    whole.save(path)
    return load_workbook(office.converted(path, folder / "out", "xlsx"), data_only=True)


def formulas(whole):
    return [
        (sheet.title, cell.coordinate)
        for sheet in whole
        for line in sheet.iter_rows()
        for cell in line
        if isinstance(cell.value, str) and cell.data_type == "f"
    ]


@needs_office
def test_every_formula_gives_what_the_engine_gave(real, tmp_path):
    content = book(computed(MANY, real))
    cached, found = sheets(content, values=True), recalculated(sheets(content), tmp_path)
    at = formulas(sheets(content))
    assert len(at) > 1500
    for sheet, cell in at:
        ours, theirs = cached[sheet][cell].value or 0, found[sheet][cell].value or 0
        assert theirs == pytest.approx(ours, rel=1e-12, abs=1e-12), (sheet, cell)


@needs_office
def test_a_changed_input_gives_what_the_engine_gives_for_it(real, tmp_path):
    asked = one_hundred(START)
    whole = sheets(book(computed(asked, real)))
    whole["Masukan"].cell(TOP + 1, EACH + 1).value = 50
    found = recalculated(whole, tmp_path)["Hasil"]
    wanted = computed(replace(asked, plans=(plan(each=50),)), real)
    column = scenario_xlsx.COLUMN["rupiah"] + 1
    for row, code in enumerate(wanted.table.index, start=TOP + 1):
        assert found.cell(row, column).value == wanted.table.loc[code, "rupiah"]
    last = TOP + 1 + len(wanted.table)
    assert found.cell(last, column).value == wanted.rupiah == 102_300 * 201_600
    points = found.cell(last, scenario_xlsx.COLUMN["points"] + 1).value
    assert points == pytest.approx(wanted.province["points"])


def test_persons_months_and_results_are_formulas_and_inputs_are_numbers(real):
    whole = sheets(book(computed(one_hundred(START), real)))
    assert whole["Masukan"].cell(TOP + 1, EACH + 1).value == 100
    for name in ("Orang", "Dibayari", "Bersih", "Terlindungi baru", "Rupiah"):
        assert whole[name].cell(TOP + 1, LEFT + 1).data_type == "f", name
    assert all(cell.data_type == "f" for cell in whole["Hasil"][TOP + 1][LEFT : scenario_xlsx.NOTE])


def test_the_values_beside_the_formulas_are_those_of_the_engine(real):
    outcome = computed(one_hundred(START), real)
    found = sheets(book(outcome), values=True)["Hasil"]
    total = TOP + 1 + len(outcome.table)
    assert found.cell(total, 1).value == PROVINCE
    assert found.cell(total, scenario_xlsx.COLUMN["rupiah"] + 1).value == 41_247_360_000
    assert found.cell(TOP + 1, scenario_xlsx.COLUMN["rupiah"] + 1).value == 195 * 100 * 201_600


def test_what_is_unknown_is_empty_and_not_zero():
    given = base({KAYONG: start(1000, NAN), SAMBAS: start(1000, 0.5)})
    found = sheets(book(computed(scenario(plan(each=10)), given)), values=True)
    row = found["Hasil"][TOP + 1]
    blank = [scenario_xlsx.COLUMN[one] for one in ("added", "points", "after", "closed")]
    assert [row[column].value for column in blank] == [None] * 4
    assert row[scenario_xlsx.COLUMN["rupiah"]].value == 100 * 201_600


def test_a_blank_row_says_in_words_why_it_is_blank():
    rows = {KAYONG: start(1000, NAN, rate_why=Message("Sunyi.")), SAMBAS: start(1000, 0.5)}
    found = sheets(book(computed(scenario(plan(each=10)), base(rows))), values=True)
    assert found["Hasil"].cell(TOP + 1, scenario_xlsx.NOTE + 1).value == "Sunyi."
    assert not found["Hasil"].cell(TOP + 2, scenario_xlsx.NOTE + 1).value
    assert found["Awal"].cell(TOP + 1, SIGN + 1).value == "Sunyi."


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_sheet_bears_the_mark_and_the_metadata_every_source_and_assumption(real, language):
    whole = sheets(book(computed(MANY, real), language))
    assert all(Writer(language).label("SIMULASI") == sheet["A1"].value for sheet in whole)
    told = " ".join(str(cell.value) for line in whole[whole.sheetnames[-1]] for cell in line)
    assert all(claim in told for claim in ("COV-013", "TGT-004", "PRM-004", "PRM-005"))
    assert "2026-11-22.1" in told


def test_a_name_that_looks_like_a_formula_stays_text(real):
    whole = sheets(book(computed(MANY, real)))
    assert whole["Hasil"]["A2"].data_type == "s"


def test_the_same_scenario_gives_the_same_bytes(real):
    outcome = computed(one_hundred(START), real)
    assert book(outcome) == book(outcome)
