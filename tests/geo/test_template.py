"""The template: every column that is read, nothing that is taken for a figure, always alike."""

import csv
import io
import re

import pytest
from openpyxl import load_workbook

from geo import columns, grids, intake, layouts, template
from geo.fields import FIELDS
from geo.received import About, Form, Severity
from geo.regencies import regencies

ABOUT = About(publisher="BPJS Ketenagakerjaan", title="Laporan Agustus 2025")


@pytest.fixture(scope="module")
def content():
    return template.workbook()


@pytest.fixture
def made(content):
    return load_workbook(io.BytesIO(content))


def filled(made, sheet, *rows):
    """The template with rows below its examples, read as an officer's file."""
    page = made[sheet]
    place = {cell.value: cell.column for cell in page[1]}
    for line, row in enumerate(rows, start=5):
        for key, value in row.items():
            cell = page.cell(line, place[key], value)
            cell.number_format = page.column_dimensions[cell.column_letter].number_format
            if FIELDS[key].reads == "rate":
                cell.number_format = "0.00%"
    written = io.BytesIO()
    made.save(written)
    return drafted(written.getvalue(), "isi.xlsx")


def drafted(content, name):
    book = grids.opened(content, name)
    return intake.drafted(book, layouts.proposed(book), {}, ABOUT)


def test_the_bytes_are_the_same_each_time(content):
    assert template.workbook() == content
    assert template.csv_files() == template.csv_files()
    assert load_workbook(io.BytesIO(content)).properties.created == template.MADE


def test_the_sheets_are_those_that_the_issue_asks_for(made):
    assert made.sheetnames == ["Angka", "Program", "Target", "Petunjuk", "Daftar"]
    assert made["Daftar"].sheet_state == "hidden"
    assert made.active.title == "Angka"


@pytest.mark.parametrize("form", Form)
def test_each_sheet_holds_every_field_of_its_form_under_its_label(made, form):
    page = made[columns.SHEETS[form]]
    keys = [cell.value for cell in page[1]]
    assert keys == [key for key, field in FIELDS.items() if form in field.forms]
    assert [cell.value for cell in page[2]] == [FIELDS[key].label for key in keys]
    assert page.row_dimensions[1].hidden
    assert page.freeze_panes == "B3"


def test_the_template_is_recognised_exactly_and_its_examples_are_never_read(content):
    book = grids.opened(content, "templat.xlsx")
    proposed = layouts.proposed(book)
    assert [layout.sheet for layout in proposed] == ["Angka", "Program", "Target"]
    assert [layout.form for layout in proposed] == list(Form)
    assert all(set(layout.skipped) == {3, 4} for layout in proposed)
    draft = intake.drafted(book, proposed, {}, ABOUT)
    assert draft.claims.empty
    assert draft.faults == ()


def test_examples_say_that_they_are_examples(made):
    for name in columns.SHEETS.values():
        for line in (3, 4):
            assert made[name].cell(line, 1).value.startswith("Contoh: ")
    assert made["Angka"]["A3"].value == "Contoh: Kabupaten Landak"
    assert made["Angka"]["E3"].value == 130_245


def test_headings_and_examples_are_protected_and_input_is_not(made):
    for name in columns.SHEETS.values():
        page = made[name]
        assert page.protection.sheet
        assert page["A2"].protection.locked
        assert page["A3"].protection.locked
        assert not page.column_dimensions["A"].protection.locked
        assert not page.protection.insertRows  # "not forbidden"


def test_regions_segments_funding_and_periods_are_chosen_from_lists(made):
    lists = {}
    for name in columns.SHEETS.values():
        page = made[name]
        keys = {cell.column_letter: cell.value for cell in page[1]}
        for rule in page.data_validations.dataValidation:
            if rule.type == "list":
                lists[keys[re.match("[A-Z]+", str(rule.sqref))[0]]] = rule.formula1
    assert set(lists) == {
        *("region", "period", "segment", "status", "funding", "group", "confidence")
    }
    first, last = re.findall(r"\$A\$(\d+)", lists["region"])
    names = [made["Daftar"].cell(line, 1).value for line in range(int(first), int(last) + 1)]
    assert names == [*(one.name_full for one in regencies()), "Provinsi Kalimantan Barat"]


def test_every_column_is_explained_beside_the_cell_and_in_the_guide(made):
    told = " ".join(str(cell.value) for cell in made["Petunjuk"]["A"])
    for form, name in columns.SHEETS.items():
        rules = made[name].data_validations.dataValidation
        assert len(rules) == len(columns.keys_of(form))
        for rule in rules:
            assert 0 < len(rule.prompt) <= 255
            assert len(rule.promptTitle) <= 32
            assert len(rule.error or "") <= 255
    assert all(FIELDS[key].label in told for key in FIELDS)
    assert "Contoh:" in told


def test_the_guide_explains_each_field_once():
    keys = [key for entry in columns.GUIDE for key in entry.keys]
    assert sorted(keys) == sorted(FIELDS)


def test_the_guide_is_one_page(made):
    page = made["Petunjuk"]
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight or 1) == (1, 1)
    assert page.page_setup.paperSize == 9


SOURCE = {"publisher": "BPJS", "source_title": "Laporan", "published_on": "10 September 2025"}


def test_a_filled_sheet_of_figures_is_read_to_its_claims(made):
    row = {
        **{"region": "Kabupaten Kayong Utara", "period": "Agustus 2025"},
        **{"eligible_total": 1000, "active_total": 400, "rate_total": 0.4, **SOURCE},
    }
    draft = filled(made, "Angka", row, {**row, "region": "Provinsi Kalimantan Barat"})
    assert [fault for fault in draft.faults if fault.severity is Severity.ERROR] == []
    claims = draft.claims.set_index(["region_code", "indicator"])
    assert set(claims.index.get_level_values(0)) == {"6111", "61"}
    rate = claims.loc[("6111", "coverage_rate")]
    assert (rate["value"], rate["numerator"], rate["denominator"]) == (0.4, 400, 1000)
    assert (rate["period"], rate["published_on"]) == ("2025-08", "2025-09-10")


def test_a_filled_sheet_of_programmes_and_of_targets_is_read(made):
    row = {
        **{"region": "Kabupaten Sintang", "period": "2025", "funding": "DBH Sawit"},
        **{"group": "Pekerja sawit", "persons": 4500, "months": 12, "budget": 907_200_000},
        **{"legal_basis": "Kepbup 1/2025", **SOURCE},
    }
    draft = filled(made, "Program", row)
    assert set(draft.claims["indicator"]) == {"programme_workers", "programme_budget", "legal"}
    aim = {"region": "Kabupaten Kubu Raya", "year": 2026, "target_rate": 0.6, **SOURCE}
    draft = filled(made, "Target", aim)
    assert set(draft.claims["indicator"]) >= {"coverage_target"}


def test_every_choice_of_a_list_is_one_that_is_read(made):
    months = [
        cell.value for cell in made["Daftar"]["A"] if re.fullmatch(r"\w+ 20\d\d", str(cell.value))
    ]
    rows = [
        {"region": one.name_full, "period": month, "active_total": 5, **SOURCE}
        for one, month in zip(regencies(), months[::7], strict=False)
    ]
    draft = filled(made, "Angka", *rows)
    assert [fault for fault in draft.faults if fault.severity is Severity.ERROR] == []
    assert set(draft.claims["region_code"]) == {one.bps for one in regencies()}


def test_the_csv_files_are_the_same_template_as_excel_in_indonesia_opens_it():
    files = template.csv_files()
    assert list(files) == ["angka.csv", "program.csv", "target.csv"]
    for (name, content), form in zip(files.items(), Form, strict=True):
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        assert rows[0] == list(columns.keys_of(form))
        assert rows[1] == [FIELDS[key].label for key in rows[0]]
        assert all(row[0].startswith("Contoh: ") for row in rows[2:])
        draft = drafted(content, name)
        assert draft.claims.empty
        assert draft.faults == ()


def test_a_filled_csv_is_read():
    text = template.csv_files()["angka.csv"].decode("utf-8-sig")
    row = dict.fromkeys(columns.keys_of(Form.FIGURES), "")
    row |= {"region": "Kota Singkawang", "period": "31 Agustus 2025", "rate_total": "27,50 %"}
    draft = drafted((text + ";".join(row.values()) + "\r\n").encode("utf-8-sig"), "angka.csv")
    assert draft.faults == ()
    (claim,) = draft.claims.to_dict("records")
    assert (claim["region_code"], claim["value"], claim["period"]) == ("6172", 0.275, "2025-08-31")
