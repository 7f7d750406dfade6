"""A draft held against its file and the edition: each doubt is found, and nothing else."""

from datetime import date

import pandas as pd
import pytest

from geo import checks
from geo.language import Message
from geo.quoted import Written, cell_at, shown
from geo.received import Book, Cell, Draft, Fault, Severity, Sheet, Where
from geo.regencies import regencies
from tests.making import claims_table, row, text_table, typed

TODAY = date(2026, 11, 22)
EMPTY = text_table()
COUNT = {"unit": "persons", "decimals": "0", "family": "active", "indicator": "participants"}
BASE = {**COUNT, "family": "standard", "indicator": "eligible_workers"}


def sheet(*rows, name="Angka", hidden=()):
    """A sheet of plain values."""
    cells = tuple(
        tuple(one if isinstance(one, Cell) else Cell(value=one) for one in row) for row in rows
    )
    return Sheet(name=name, rows=cells, hidden=frozenset(hidden))


def book(*sheets):
    return Book(name="laporan.xlsx", kind="xlsx", sheets=sheets or (sheet(),))


def draft(*placed, faults=()):
    """Claims, each with its cell: `("B5", row(...))`."""
    table = typed(*(one for _, one in placed))
    places = {
        one["claim_id"]: Where(sheet="Angka", row=int(cell[1:]), column=cell[0])
        for cell, one in placed
    }
    return Draft(claims=table, places=places, faults=faults)


def found(one, edition=EMPTY, opened=None):
    """Kinds and cells of all faults, in order."""
    faults = checks.checked(one, opened or book(), typed() if edition is EMPTY else edition, TODAY)
    return [(fault.kind, f"{fault.where.column}{fault.where.row or ''}") for fault in faults]


def said(one, edition=None, opened=None, language="id"):
    """Why, of the first fault."""
    faults = checks.checked(one, opened or book(), typed() if edition is None else edition, TODAY)
    return faults[0].why.spoken(language)


def test_a_plain_claim_of_one_regency_is_clean():
    assert found(draft(("C3", row(value=0.5)))) == []


def test_an_empty_draft_is_clean():
    assert found(draft()) == []


# Within the file


def test_a_negative_number_is_an_error_with_its_text():
    one = draft(("C1", row(**COUNT, value=-5)))
    opened = book(sheet(("Kayong Utara", None, -5)))
    (fault,) = checks.checked(one, opened, typed(), TODAY)
    assert (fault.kind, fault.severity, fault.text) == ("negative", Severity.ERROR, "-5")


def test_one_key_with_two_values_is_an_error_at_the_second_naming_the_first():
    one = draft(("C3", row(value=0.5)), ("C9", row(value=0.6)))
    assert found(one) == [("duplicate_key", "C9")]
    assert "sel C3: 50,00 %" in said(one).replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("other", [{"period": "2023"}, {"publisher": "BPS"}, {"segment": "pu"}])
def test_another_period_publisher_or_segment_is_no_duplicate(other):
    assert found(draft(("C3", row(value=0.5)), ("C9", row(value=0.5, **other)))) == []


@pytest.mark.parametrize(
    ("period", "ahead"),
    [
        ("2026", False),
        ("2027", True),
        ("2026-11", False),
        ("2026-12", True),
        ("2026-11-22", False),
        ("2026-11-23", True),
    ],
)
def test_a_period_that_has_not_begun_lies_in_the_future(period, ahead):
    kinds = [kind for kind, _ in found(draft(("C3", row(value=0.5, period=period))))]
    assert kinds == ["future_date"] * ahead


def test_a_row_of_the_future_is_reported_once_whatever_it_holds():
    cells = (("C3", row(value=0.5, period="2030")), ("D3", row(**COUNT, value=9, period="2030")))
    assert found(draft(*cells)) == [("future_date", "3")]


def test_a_row_with_an_error_is_left_out_of_what_is_shown():
    cells = (("C3", row(value=0.5, period="2030")), ("C4", row(value=0.4, period="2024")))
    one = draft(*cells)
    faults = checks.checked(one, book(sheet()), EMPTY, TODAY)
    assert checks.sound(one, faults)["period"].tolist() == ["2024"]
    assert checks.sound(one, ())["period"].tolist() == ["2030", "2024"]


def test_a_target_may_lie_ahead_and_a_budget_one_year():
    aim = row(indicator="coverage_target", family="target-own", value=0.7, period="2030")
    money = {"indicator": "programme_budget", "unit": "rupiah", "family": "standard", "value": 5}
    near, far = row(**money, period="2027"), row(**money, period="2028")
    assert found(draft(("C3", aim), ("C4", near))) == []
    assert found(draft(("C4", far))) == [("future_date", "4")]


def test_a_rate_that_its_counts_do_not_give_is_asked_about():
    assert found(draft(("C3", row(value=0.5343, numerator=69590, denominator=130245)))) == []
    one = draft(("C3", row(value=0.54, numerator=69590, denominator=130245)))
    assert found(one) == [("rate_differs", "C3")]
    assert said(one, language="en") != ""


def test_rounding_by_the_source_is_no_difference():
    assert (
        found(draft(("C3", row(value=0.53, decimals=0, numerator=69590, denominator=130245)))) == []
    )
    assert (
        found(draft(("C3", row(value=0.52, decimals=0, numerator=69590, denominator=130245)))) != []
    )


def test_more_participants_than_eligible_workers_is_a_warning_at_the_participants():
    pair = (("C3", row(**BASE, value=100)), ("D3", row(**COUNT, value=126)))
    assert found(draft(*pair)) == [("active_above_eligible", "D3")]
    equal = (("C3", row(**BASE, value=100)), ("D3", row(**COUNT, value=100)))
    assert found(draft(*equal)) == []


def parts(total=None, **others):
    """A row of participants: `parts(30, pu=10, bpu=20)`."""
    values = {"total": total, **others}
    return draft(
        *(
            (f"{'CDEFG'[n]}3", row(**COUNT, segment=segment, value=value))
            for n, (segment, value) in enumerate(values.items())
            if value is not None
        )
    )


@pytest.mark.parametrize(
    ("one", "wrong"),
    [
        (parts(30, pu=10, bpu=20), False),
        (parts(31, pu=10, bpu=20), True),
        (parts(29, pu=10, bpu=20), True),
        (parts(35, pu=10, bpu=20, jakon=5), False),
        (parts(30, pu=10, bpu=20, jakon=5), False),
        (parts(36, pu=10, bpu=20, jakon=5, pmi=1), False),
        (parts(34, pu=10, bpu=20, jakon=5), True),
        (parts(30, pu=10), False),
        (parts(9, pu=10), True),
        (parts(9, jakon=10), True),
        (parts(30), False),
        (parts(None, pu=10, bpu=20), False),
    ],
)
def test_a_total_is_held_against_its_segments_where_all_are_known(one, wrong):
    assert found(one) == [("segments_do_not_add_up", "C3")] * wrong


# Sheets


def whole(codes, cell="C", **cells):
    """Rates of several regencies, from row 3 on."""
    return draft(
        *(
            (f"{cell}{n}", row(region_code=code, value=0.5, **cells))
            for n, code in enumerate(codes, 3)
        )
    )


def test_missing_regencies_are_named_and_one_of_its_own_misses_nobody():
    codes = [one.bps for one in regencies()]
    assert found(whole(codes)) == []
    assert found(whole(codes[:1])) == []
    assert found(whole(codes[1:])) == [("missing_regency", "")]
    text = said(whole(codes[2:]))
    assert "2 dari 14" in text
    assert "Kabupaten Sambas, Kabupaten Bengkayang" in text


def test_programmes_and_targets_lack_no_regency():
    codes = [one.bps for one in regencies()][:5]
    assert found(whole(codes, indicator="coverage_target", family="target-own")) == []


def test_hidden_rows_with_content_are_reported_as_runs():
    rows = [("Judul",), ("a",), ("b",), (None,), ("c",)]
    opened = book(sheet(*rows, hidden={2, 3, 4, 5}))
    assert found(draft(("A1", row(value=0.5))), opened=opened) == [
        ("hidden_row", "2"),
        ("hidden_row", "5"),
    ]


def test_the_hidden_keys_of_the_template_are_no_fault():
    opened = book(sheet(("region", "code_bps", "active_pu"), ("Sambas", None, 5), hidden={1}))
    assert found(draft(("C2", row(value=0.5))), opened=opened) == []


def counted(total, faults=(), note=None):
    """Two regencies with 10 and 20 participants, above a total row."""
    rows = [("Wilayah", "Aktif"), ("Sambas", 10), ("Landak", 20), (note, None), ("JUMLAH", total)]
    one = draft(
        ("B2", row(**COUNT, region_code="6101", value=10)),
        ("B3", row(**COUNT, region_code="6103", value=20)),
        faults=faults,
    )
    kinds = found(one, opened=book(sheet(*rows)))
    return [kind for kind in kinds if kind[0] == "total_row_differs"]


def test_a_total_row_is_the_sum_of_its_rows_or_is_asked_about():
    assert counted(30) == []
    assert counted("30") == []
    assert counted(None) == []
    assert counted(31) == [("total_row_differs", "B5")]
    assert counted("1.030") == [("total_row_differs", "B5")]


@pytest.mark.parametrize("column", ["B", ""])
def test_a_total_over_a_row_that_could_not_be_read_is_not_judged(column):
    why = Message("Salah.")
    fault = Fault(
        kind="not_a_number",
        severity=Severity.ERROR,
        where=Where(sheet="Angka", row=4, column=column),
        text="x",
        why=why,
        mend=why,
    )
    assert counted(31, faults=(fault,)) == []


# Against the edition


def test_another_value_under_a_published_key_is_a_correction_naming_both():
    old = claims_table(row(value=0.5159))
    one = draft(("C3", row(value=0.5195)))
    assert found(one, old) == [("corrects", "C3")]
    text = said(one, old).replace("\N{NO-BREAK SPACE}", " ")
    assert "51,59 %" in text
    assert "51,95 %" in text
    assert "Koran" in text


def test_the_same_value_again_is_no_fault():
    assert found(draft(("C3", row(value=0.5159))), claims_table(row(value=0.5159))) == []


def test_what_was_superseded_corrects_and_jumps_nothing():
    first = row(claim_id="Z-1", value=0.1)
    old = claims_table(first, row(claim_id="A-1", value=0.5, supersedes="Z-1"))
    assert found(draft(("C3", row(value=0.5))), old) == []


@pytest.mark.parametrize(
    ("value", "jumps"), [(0.65, False), (0.651, True), (0.35, False), (0.349, True)]
)
def test_a_rate_jumps_by_more_than_fifteen_points(value, jumps):
    old = claims_table(row(value=0.5, period="2024"))
    kinds = found(draft(("C3", row(value=value, period="2025"))), old)
    assert kinds == [("jump", "C3")] * jumps


@pytest.mark.parametrize(("value", "jumps"), [(150, False), (151, True), (50, False), (49, True)])
def test_a_count_jumps_by_more_than_half(value, jumps):
    old = claims_table(row(**COUNT, value=100, period="2024"))
    kinds = found(draft(("C3", row(**COUNT, value=value, period="2025"))), old)
    assert kinds == [("jump", "C3")] * jumps


def test_a_jump_is_measured_from_the_newest_comparable_claim_before():
    old = claims_table(
        row(value=0.1, period="2022"),
        row(value=0.5, period="2024"),
        row(value=0.9, period="2026-06"),
        row(value=0.1, period="2024-12", family="unstated"),
    )
    kinds = found(draft(("C3", row(value=0.55, period="2025"))), old)
    assert ("jump", "C3") not in kinds


def test_figures_of_undefined_or_other_definitions_make_no_jump():
    old = claims_table(row(value=0.1, period="2024", family="registered"))
    assert found(draft(("C3", row(value=0.9, period="2025"))), old) == [("family_changed", "C3")]


def test_claims_of_which_nobody_says_what_they_count_make_no_jump():
    old = claims_table(row(value=0.1, period="2024", family="unstated"))
    assert found(draft(("C3", row(value=0.9, period="2025", family="unstated"))), old) == []


def test_a_correction_is_no_jump_from_what_it_corrects():
    old = claims_table(row(value=0.1))
    assert found(draft(("C3", row(value=0.9))), old) == [("corrects", "C3")]


def test_a_denominator_that_moves_by_more_than_a_tenth_is_named_once():
    old = claims_table(row(**BASE, value=1000, period="2024"))
    rate = {"value": 0.5, "period": "2025", "numerator": 600, "denominator": 1200}
    pair = (("C3", row(**BASE, value=1200, period="2025")), ("D3", row(**rate)))
    assert found(draft(*pair), old) == [("denominator_changed", "C3")]
    near = draft(("C3", row(**BASE, value=1100, period="2025")))
    assert found(near, old) == []


def test_the_denominator_of_a_published_rate_counts_too():
    old = claims_table(row(value=0.5, numerator=500, denominator=1000, period="2024"))
    one = draft(("C3", row(**BASE, value=1200, period="2025")))
    assert found(one, old) == [("denominator_changed", "C3")]


# Order and words


def test_faults_are_sorted_by_place_errors_first_and_each_told_once():
    why = Message("Salah.")
    twice = [
        Fault(
            kind=kind,
            severity=severity,
            where=Where(sheet="Angka", row=line, column=column),
            text="x",
            why=why,
            mend=why,
        )
        for kind, severity, line, column in [
            ("old_name", Severity.WARNING, 9, "A"),
            ("not_a_number", Severity.ERROR, 3, "AA"),
            ("blank_row", Severity.WARNING, 3, "B"),
            ("not_a_number", Severity.ERROR, 3, "B"),
            ("not_a_number", Severity.ERROR, 3, "B"),
        ]
    ]
    assert found(draft(faults=tuple(twice))) == [
        ("not_a_number", "B3"),
        ("blank_row", "B3"),
        ("not_a_number", "AA3"),
        ("old_name", "A9"),
    ]


def test_a_message_writes_its_numbers_in_the_readers_language():
    assert Written(0.5159, "fraction").spoken("id") == "51,59\N{NO-BREAK SPACE}%"
    assert Written(0.5159, "fraction").spoken("en") == "51.59%"
    assert Written(69590).spoken("id") == "69.590"
    assert Written("2024-09", "period").spoken("id") == "September 2024"
    assert Written(5) == Written(5)
    assert Written(5) != Written(6)


def test_what_a_cell_shows_is_one_harmless_line():
    assert shown(Cell(value=0.5159, is_percent=True)) == "51,59 %"
    assert shown(Cell(value=date(2025, 8, 31))) == "2025-08-31"
    assert cell_at(book(sheet((1,))), Where(sheet="Angka", row=9, column="Z")) == Cell()


def test_the_edition_that_is_published_can_be_held_against_itself():
    from geo import editions

    claims = editions.load().claims
    figures = claims[claims["value"].notna()]
    places = {
        number: Where(sheet="Angka", row=n, column="C")
        for n, number in enumerate(figures["claim_id"], 2)
    }
    faults = checks.checked(Draft(claims=figures, places=places), book(), claims, TODAY)
    assert {fault.kind for fault in faults} >= {"jump"}
    for fault in faults:
        assert "{" not in fault.why.spoken("id") + fault.mend.spoken("en")


def test_ten_thousand_claims_are_checked_in_seconds():
    base = pd.concat([typed(row(value=0.5))] * 10_000, ignore_index=True)
    base["claim_id"] = [f"N-{n}" for n in range(len(base))]
    base["publisher"] = base["claim_id"]
    places = {
        number: Where(sheet="Angka", row=n, column="C")
        for n, number in enumerate(base["claim_id"], 2)
    }
    assert len(checks.checked(Draft(claims=base, places=places), book(), base, TODAY)) < 10
