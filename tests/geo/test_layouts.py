"""Which column of a sheet means what."""

import pytest

from geo import layouts
from geo.fields import FIELDS, index, letter
from geo.received import Cell, Form
from tests.books import SEEN, book, percent, sheet, table


def only(received):
    """The one layout of a book."""
    (layout,) = layouts.proposed(received)
    return layout


def asked(received):
    """Keys of the questions about a book's one sheet."""
    return [question.key for question in only(received).questions]


@pytest.mark.parametrize(
    ("name", "columns", "period"),
    [
        ("Sulawesi Utara", "B:region C:eligible_total D:active_total E:rate_total", "2025-08-31"),
        ("Papua Barat", "A:region B:eligible_total C:active_total D:rate_total", "2023"),
        (
            "Kotawaringin Barat",
            "A:region B:active_pu C:rate_pu D:active_bpu E:rate_bpu F:rate_total",
            "2025",
        ),
        ("Maluku Utara", "A:region B:eligible_pu C:eligible_bpu", "2025"),
        ("Kalimantan Utara", "A:region B:not_registered_pu C:not_registered_bpu", "2025-08"),
        (
            "Ketapang",
            "A:region B:active_pu@2023 C:active_bpu@2023 D:rate_total@2023 "
            "E:active_pu@2024 F:active_bpu@2024 G:rate_total@2024",
            "",
        ),
        ("Landak", "A:region B:rate_pu C:rate_bpu D:gap_points E:gap_persons", "2024"),
        ("Kemnaker", "A:region B:status C:segment D:count", "2025-08"),
        ("DBH Sawit", "C:persons", "2025"),
        (
            "Program",
            "B:region C:period D:funding E:group F:persons G:months H:budget I:legal_basis",
            "",
        ),
        ("Target", "A:region B:year C:target_rate D:target_persons", ""),
    ],
)
def test_every_layout_that_was_seen_is_recognised(name, columns, period):
    layout = only(SEEN[name])
    assert dict(layout.columns) == dict(pair.split(":") for pair in columns.split())
    assert layout.period == period


@pytest.mark.parametrize(
    ("name", "form"),
    [
        *(("Landak", Form.FIGURES), ("Kemnaker", Form.FIGURES), ("Target", Form.TARGETS)),
        *(("Program", Form.PROGRAMMES), ("DBH Sawit", Form.PROGRAMMES)),
    ],
)
def test_what_a_sheet_tells_is_told_by_its_columns(name, form):
    assert only(SEEN[name]).form is form


def test_the_monitoring_of_desa_is_recognised_and_said_to_be_unread():
    layout = only(SEEN["Desa"])
    assert not layout.columns
    assert "belum dibaca" in layout.skipped[2].text


def test_total_rows_and_notes_are_skipped_and_totals_kept_apart():
    layout = only(SEEN["Sulawesi Utara"])
    assert set(layout.skipped) == {6, 7}
    assert layouts.total_rows(layout) == (6,)


def test_districts_are_skipped_and_their_total_is_the_regencys_row():
    layout = only(SEEN["DBH Sawit"])
    assert set(layout.skipped) == {3, 4}
    assert layout.last == 5


def test_rows_of_other_provinces_are_skipped_where_no_regency_is_named():
    assert set(only(SEEN["Kemnaker"]).skipped) == {3}


MERGED = [
    ["REKAPITULASI KEPESERTAAN"],
    ["Keadaan 31 Desember 2024"],
    ["No", "Kab/Kota", "Potensi", None, None, "Aktif", None, None, "Cakupan (%)"],
    [None, None, "PU", "BPU", "Total", "PU", "BPU", "Total", None],
    [f"({n})" for n in range(1, 10)],
    [1, "Landak", 100, 200, 300, 60, 80, 140, 46.67],
    ["Kalimantan Barat", None, 100, 200, 300, 60, 80, 140, 46.67],
]
AREAS = [(3, 1, 4, 1), (3, 2, 4, 2), (3, 3, 3, 5), (3, 6, 3, 8), (3, 9, 4, 9), (1, 1, 1, 9)]


@pytest.mark.parametrize("merged", [AREAS, []], ids=["merged areas", "areas lost"])
def test_two_row_headings_are_read_with_and_without_their_merged_areas(merged):
    layout = only(table(*MERGED, merged=merged))
    assert list(layout.columns.values()) == [
        "region",
        *("eligible_pu", "eligible_bpu", "eligible_total"),
        *("active_pu", "active_bpu", "active_total"),
        "rate_total",
    ]
    assert layout.header_rows == (3, 4, 5)
    assert (layout.first, layout.last, layout.period) == (6, 7, "2024-12-31")


def test_a_row_of_the_province_below_regencies_is_a_total():
    assert layouts.total_rows(only(table(*MERGED))) == (7,)


def test_the_template_is_recognised_by_its_keys_whatever_its_headings_say():
    layout = only(
        table(
            ["region", "period", "active_pu", "rate_total", "publisher"],
            ["Kabupaten/kota", "Posisi", "Peserta aktif PU", "Cakupan", "Penerbit"],
            ["Contoh: Kabupaten Sambas", "2024", 1, percent(0.5), "BPJS"],
            ["Kabupaten Sambas", "2024", 10, percent(0.5), "BPJS"],
        )
    )
    assert list(layout.columns.values())[2:4] == ["active_pu", "rate_total"]
    assert layout.header_rows == (1, 2)
    assert list(layout.skipped) == [3]
    assert not layout.questions


@pytest.mark.parametrize(
    ("form", "key"),
    [(Form.FIGURES, "active_pu"), (Form.PROGRAMMES, "funding"), (Form.TARGETS, "target_rate_pu")],
)
def test_a_keyed_sheet_tells_what_its_keys_tell(form, key):
    keys = [key for key, field in FIELDS.items() if form in field.forms]
    layout = only(table(keys, ["x"] * len(keys)))
    assert key in keys
    assert layout.form is form
    assert list(layout.columns.values()) == keys


def rates(*values, heading="Cakupan (%)"):
    """A table of one column of rates."""
    names = ["Sambas", "Landak", "Melawi", "Sintang"]
    return table(["2024"], ["Kabupaten", heading], *map(list, zip(names, values, strict=False)))


@pytest.mark.parametrize("values", [(0.5159, 0.4), ("0,5159", "0,4"), (1, 0.5), (0.9,)])
def test_small_rates_without_a_percent_sign_are_asked_about_never_guessed(values):
    (question,) = only(rates(*values)).questions
    assert question.key == "Data.B.scale"
    assert set(question.options) == {"percent", "fraction"}


@pytest.mark.parametrize(
    "values",
    [
        (51.59, 0.9),
        ("51,59 %", "0,4 %"),
        (percent(0.5159), percent(0.4)),
        (percent(0.5159), "40 %"),
        (0, 0),
        (None, "-"),
    ],
)
def test_percents_that_say_so_or_rise_above_one_and_a_half_are_not_asked_about(values):
    assert asked(rates(*values)) == []


def test_a_plain_fraction_among_percent_cells_is_asked_about():
    assert asked(rates(percent(0.5159), 0.4)) == ["Data.B.scale"]


def test_a_rate_of_three_decimals_that_could_be_thousands_is_asked_about():
    assert asked(rates("51,590", "40,120")) == ["Data.B.numbers"]
    assert asked(rates("51,590", "40,1")) == []


def test_counts_are_whole_and_need_no_question():
    received = table(["2024"], ["Kabupaten", "Potensi"], ["Sambas", "1.234"], ["Landak", "2,345"])
    assert asked(received) == []


def test_several_periods_in_a_title_are_asked_about():
    received = table(["Dicetak 2 Mei 2025, data 2024"], ["Kab", "Potensi"], ["Sambas", 9])
    (question,) = only(received).questions
    assert question.key == "Data.period"
    said = {key: words.spoken("id") for key, words in question.options.items()}
    assert said == {"2025-05-02": "2 Mei 2025", "2024": "2024"}


@pytest.mark.parametrize(("year", "questions"), [("2013", ["Data.3.region"]), ("2015", [])])
def test_a_bare_pontianak_is_asked_about_in_an_old_table(year, questions):
    received = table([f"Tahun {year}"], ["Kabupaten", "Potensi"], ["Pontianak", 1000])
    assert asked(received) == questions


def test_codes_of_an_unnamed_system_without_names_are_asked_about():
    received = table(["2024"], ["Kode", "Potensi"], [6102, 1000])
    assert asked(received) == ["Data.A.system"]


def test_a_sheet_whose_rows_and_title_name_no_regency_asks_for_it():
    received = table(["2024"], ["Kelompok", "Sumber dana", "Jumlah pekerja"], ["RT", "APBD", 10])
    assert asked(received) == ["Data.region"]


def test_a_target_of_workers_is_asked_about_before_it_is_a_denominator():
    assert asked(SEEN["Maluku Utara"]) == ["Data.B.meaning", "Data.C.meaning"]


def test_a_changed_mapping_asks_anew_and_keeps_the_period_of_its_heading():
    received = table(["Kabupaten", "2023", "2024"], ["Sambas", 0.41, 0.42], ["Landak", 0.51, 0.52])
    first = layouts.changed(
        received,
        only(table(["2024"], ["Kabupaten", "Potensi"], ["Sambas", 9])),
        {"A": "region"},
    )
    assert not first.questions
    layout = layouts.changed(
        received,
        layouts.Layout(
            sheet="Data", form=Form.FIGURES, columns={}, header_rows=(1,), first=2, last=3
        ),
        {"A": "region", "B": "rate_total", "C": "rate_total"},
    )
    assert dict(layout.columns) == {"A": "region", "B": "rate_total@2023", "C": "rate_total@2024"}
    assert [one.key for one in layout.questions] == ["Data.B.scale", "Data.C.scale"]


def test_sheets_that_tell_nothing_are_left_out():
    words = sheet(["Petunjuk"], ["Isi lembar Angka"], name="Petunjuk")
    empty = sheet(name="Kosong")
    figures = sheet(["2024"], ["Kabupaten", "Potensi"], ["Sambas", 9], name="Angka")
    assert [one.sheet for one in layouts.proposed(book(words, empty, figures))] == ["Angka"]


def test_the_name_of_a_sheet_may_give_the_period():
    received = book(sheet(["Kabupaten", "Potensi"], ["Sambas", 9], name="Agustus 2025"))
    assert only(received).period == "2025-08"


def test_columns_are_lettered_as_a_spreadsheet_does():
    assert [letter(n) for n in (1, 26, 27, 200)] == ["A", "Z", "AA", "GR"]
    assert all(index(letter(n)) == n - 1 for n in range(1, 300))


def test_notes_between_and_below_the_rows_are_not_read():
    received = table(
        ["2024"],
        ["No", "Kabupaten", "Potensi"],
        [1, "Sambas", 9],
        [None, None, None],
        [None, "Rata-rata", 9],
        ["Sukadana, 2 Januari 2025"],
        [None, None, Cell(value="Kepala Dinas")],
    )
    layout = only(received)
    assert set(layout.skipped) >= {4, 5, 6}


def test_words_of_a_signature_below_the_table_are_no_rows():
    received = table(
        ["2024"],
        ["Kabupaten", "Potensi", "Aktif"],
        ["Sambas", 9, 8],
        [],
        [None, None, "Pontianak, 3 November 2025"],
        [None, "Kepala Dinas,"],
    )
    assert set(only(received).skipped) == {4, 5, 6}


@pytest.mark.parametrize(
    ("values", "key"),
    [((59.56, 50), "rate_total"), ((1000, 50), "active_total"), ((59, 50), None)],
)
def test_a_heading_of_people_or_shares_is_decided_by_its_numbers_or_left_unread(values, key):
    rows = zip(["Sambas", "Landak"], [9, 8], values, strict=True)
    received = table(["2024"], ["Kabupaten", "Potensi", "Capaian"], *map(list, rows))
    assert only(received).columns.get("C") == key


def test_months_side_by_side_are_periods_of_what_the_title_names():
    received = table(["Peserta aktif"], ["Kabupaten", "Jan 2025", "Feb 2025"], ["Sambas", 9, 8])
    assert dict(only(received).columns) == {
        "A": "region",
        "B": "active_total@2025-01",
        "C": "active_total@2025-02",
    }


def test_millions_of_a_heading_leave_three_decimals_open():
    received = table(["2024"], ["Kab", "Anggaran (juta rupiah)"], ["Sambas", "2.429"])
    assert asked(received) == ["Data.B.numbers"]
