"""Rows to claims, with the place of each."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import intake, layouts
from geo.fields import FIELDS
from geo.model import COLUMNS
from geo.received import About, Cell, Severity, Where
from tests.books import ABOUT, SEEN, book, percent, sheet, table


def draft(received, answers=None, about=ABOUT):
    """A book read as it is proposed."""
    return intake.drafted(received, layouts.proposed(received), answers or {}, about)


def told(made):
    """Region, indicator, segment, period → value or text of each claim."""
    return {
        (row.region_code, row.indicator, row.segment, row.period): row.text or row.value
        for row in made.claims.itertuples()
    }


def kinds(made):
    """Kinds of the faults, in their order."""
    return [fault.kind for fault in made.faults]


def figures(*rows, heading=("Kabupaten", "Potensi", "Aktif", "Cakupan (%)")):
    """A table of 2024."""
    return table(["Cakupan UCJ 2024"], heading, *rows)


@pytest.mark.parametrize(
    ("name", "claims"),
    [
        (
            "Sulawesi Utara",
            {
                ("6101", "eligible_workers", "total", "2025-08-31"): 245_000,
                ("6101", "participants", "total", "2025-08-31"): 58_800,
                ("6101", "coverage_rate", "total", "2025-08-31"): 0.24,
                ("6111", "eligible_workers", "total", "2025-08-31"): 50_000,
                ("6111", "participants", "total", "2025-08-31"): 25_795,
                ("6111", "coverage_rate", "total", "2025-08-31"): 0.5159,
            },
        ),
        (
            "Papua Barat",
            {
                ("6103", "eligible_workers", "total", "2023"): 1000,
                ("6103", "participants", "total", "2023"): 534,
                ("6103", "coverage_rate", "total", "2023"): 0.534,
            },
        ),
        (
            "Kotawaringin Barat",
            {
                ("6110", "participants", "pu", "2025"): 10_000,
                ("6110", "coverage_rate", "pu", "2025"): 0.305,
                ("6110", "participants", "bpu", "2025"): 4000,
                ("6110", "coverage_rate", "bpu", "2025"): 0.101,
                ("6110", "coverage_rate", "total", "2025"): 0.201,
            },
        ),
        ("Kalimantan Utara", {}),
        (
            "Ketapang",
            {
                ("6106", "participants", "pu", "2023"): 70_000,
                ("6106", "participants", "bpu", "2023"): 30_000,
                ("6106", "coverage_rate", "total", "2023"): 0.5569,
                ("6106", "participants", "pu", "2024"): 80_000,
                ("6106", "participants", "bpu", "2024"): 42_400,
                ("6106", "coverage_rate", "total", "2024"): 0.6802,
            },
        ),
        (
            "Landak",
            {
                ("6103", "coverage_rate", "pu", "2024"): 0.701,
                ("6103", "coverage_rate", "bpu", "2024"): 0.202,
            },
        ),
        (
            "Kemnaker",
            {
                ("61", "participants", "pu", "2025-08"): 20,
                ("61", "participants", "jakon", "2025-08"): 4,
                ("61", "inactive_participants", "bpu", "2025-08"): 30,
            },
        ),
        ("DBH Sawit", {("6109", "programme_workers", "total", "2025"): 4538}),
        (
            "Program",
            {
                ("6102", "programme_workers", "total", "2024"): 12_200,
                ("6102", "programme_budget", "total", "2024"): 2_429_520_000,
                ("6102", "legal", "total", "2024"): "Perbup 27/2024",
            },
        ),
        ("Target", {("6112", "coverage_target", "total", "2025"): 0.59}),
    ],
)
def test_every_layout_that_was_seen_gives_its_claims_and_no_fault(name, claims):
    made = draft(SEEN[name])
    assert told(made) == claims
    assert kinds(made) == []


def test_the_monitoring_of_desa_makes_no_claims_and_says_so():
    made = draft(SEEN["Desa"])
    assert made.claims.empty
    assert kinds(made) == ["unread_sheet"]


@pytest.mark.parametrize(("answer", "claims"), [("eligible", 2), ("target", 0)])
def test_a_target_of_workers_is_potential_only_if_the_officer_says_so(answer, claims):
    made = draft(SEEN["Maluku Utara"], {f"Data.{c}.meaning": answer for c in "BC"})
    assert (len(made.claims), kinds(made)) == (claims, [])
    assert kinds(draft(SEEN["Maluku Utara"])) == ["unanswered", "unanswered"]


def test_a_rate_carries_its_two_counts_and_its_decimals():
    (row,) = (
        draft(figures(["Landak", 130245, "69.590", "53,43"]))
        .claims.query("indicator == 'coverage_rate'")
        .itertuples()
    )
    assert (row.value, row.decimals) == (0.5343, 2)
    assert (row.numerator, row.denominator) == (69_590, 130_245)
    assert (row.family, row.unit, row.definition) == ("ucj", "fraction", "Cakupan (%)")


def test_a_rate_is_not_invented_where_the_row_has_none():
    made = draft(figures(["Landak", 100, 50, None]))
    assert set(made.claims["indicator"]) == {"eligible_workers", "participants"}


@pytest.mark.parametrize("eligible", [None, "-", 0])
def test_a_rate_without_a_usable_denominator_has_none(eligible):
    claims = draft(figures(["Landak", eligible, 50, "50 %"])).claims
    rate = claims[claims["indicator"] == "coverage_rate"].iloc[0]
    assert pd.isna(rate["numerator"])
    assert pd.isna(rate["denominator"])


def test_blank_is_no_claim_and_zero_is_one():
    made = draft(figures(["Landak", "-", 0, "n/a"]))
    assert told(made) == {("6103", "participants", "total", "2024"): 0}


def test_each_claim_knows_its_cell():
    made = draft(figures(["Landak", 100, 50, "50 %"]))
    assert set(made.places) == set(made.claims["claim_id"])
    assert sorted((p.row, p.column) for p in made.places.values()) == [(3, "B"), (3, "C"), (3, "D")]


SPELLINGS = [
    (["Kabupaten Kayong Utara", 1234, 617, 0.5]),
    (["Kab. Kayong Utara", "1.234", "617", "50,0 %"]),
    (["KAYONG UTARA", "1,234", "617 orang", "50.0"]),
    (["kku", "1\N{NO-BREAK SPACE}234", " 617 ", percent(0.5)]),
]


def test_the_same_figures_in_all_spellings_give_the_same_claims():
    found = []
    for values in SPELLINGS:
        made = draft(figures(values), {"Data.D.scale": "fraction"})
        assert kinds(made) == []
        found.append(made.claims.drop(columns=["claim_id", "decimals"]))
    for other in found[1:]:
        pd.testing.assert_frame_equal(found[0], other)


def test_the_same_claims_have_the_same_numbers_and_others_have_others():
    first, again = draft(figures(["Landak", 100])), draft(figures(["Kab. Landak", "100"]))
    assert list(first.claims["claim_id"]) == list(again.claims["claim_id"])
    assert first.claims["claim_id"].str.fullmatch("IN-[0-9a-f]{10}").all()
    other = draft(figures(["Landak", 101]))
    assert set(other.claims["claim_id"]).isdisjoint(first.claims["claim_id"])


@pytest.mark.parametrize(("scale", "value"), [("fraction", 0.9), ("percent", 0.009)])
def test_the_officers_answer_decides_what_a_small_rate_is(scale, value):
    made = draft(figures(["Landak", None, None, 0.9]), {"Data.D.scale": scale})
    assert told(made)[("6103", "coverage_rate", "total", "2024")] == value


def test_an_unanswered_scale_is_one_error_and_leaves_the_rates_out():
    made = draft(figures(["Landak", 100, 50, 0.5], ["Melawi", 100, 40, 0.4]))
    assert kinds(made) == ["scale_unanswered"]
    assert "coverage_rate" not in set(made.claims["indicator"])
    assert "Data.D.scale" in made.faults[0].mend.spoken("id")


def test_percent_cells_are_fractions_as_stored():
    made = draft(figures(["Landak", None, None, percent(0.534300740451)]))
    row = made.claims.iloc[0]
    assert row["value"] == pytest.approx(0.5343007404)
    assert row["decimals"] == 2


@pytest.mark.parametrize(
    ("name", "code", "heading", "region"),
    [
        ("Bengkayang", 6102, "Kode", "6102"),
        ("Bengkayang", "61.07", "Kode", "6102"),
        ("Bengkayang", 6107, "Kode", "6102"),
        ("Mempawah", "6102", "Kode", "6104"),
        ("Mempawah", 61.02, "Kode Kemendagri", "6104"),
        ("Melawi", 61.1, "Kode Kemendagri", "6110"),
        (None, "61.02", "Kode Kemendagri", "6104"),
        (None, 6102, "Kode BPS", "6102"),
    ],
)
def test_codes_of_both_systems_are_told_apart_by_the_name_beside_them(name, code, heading, region):
    received = figures([code, name, 100], heading=(heading, "Kabupaten", "Potensi"))
    made = draft(received)
    assert set(made.claims["region_code"]) == {region}
    assert kinds(made) == []


def test_a_code_that_disagrees_with_its_name_is_an_error_naming_both():
    received = figures(
        [6102, "Bengkayang", 1], [6103, "Mempawah", 2], heading=("Kode BPS", "Kab", "Potensi")
    )
    made = draft(received)
    assert kinds(made) == ["code_name_disagree"]
    assert made.faults[0].where == Where(sheet="Data", row=4, column="A")
    assert "Landak" in made.faults[0].why.spoken("id")
    assert set(made.claims["region_code"]) == {"6102"}


def test_an_unknown_region_is_an_error_with_the_nearest_name():
    made = draft(figures(["Kab. Sambass", 100]))
    assert kinds(made) == ["unknown_region"]
    assert made.faults[0].text == "Kab. Sambass"
    assert "Sambas" in made.faults[0].mend.spoken("id")
    assert made.claims.empty


@pytest.mark.parametrize("region", ["6104", "6171"])
def test_a_bare_pontianak_in_an_old_table_is_what_the_officer_says(region):
    received = table(["Tahun 2013"], ["Kabupaten", "Potensi"], ["Pontianak", 1000])
    assert kinds(draft(received)) == ["ambiguous_region"]
    made = draft(received, {"Data.3.region": region})
    assert set(made.claims["region_code"]) == {region}


def test_the_old_name_of_mempawah_is_understood_and_pointed_out():
    made = draft(figures(["Kab. Pontianak", 100]))
    assert set(made.claims["region_code"]) == {"6104"}
    assert kinds(made) == ["old_name"]
    assert made.faults[0].severity is Severity.WARNING


def test_the_province_is_a_total_unless_the_officer_says_that_it_is_a_claim():
    received = figures(["Landak", 100], ["Kalimantan Barat", 100])
    assert set(draft(received).claims["region_code"]) == {"6103"}
    made = draft(received, {"Data.province": "read"})
    assert set(made.claims["region_code"]) == {"6103", "61"}


@pytest.mark.parametrize(
    ("eligible", "family"), [(1_665_422, "ucj-2024"), (1_770_630, "uwc-2022"), (9, "unstated")]
)
def test_the_provinces_rate_is_of_the_family_of_its_denominator(eligible, family):
    made = draft(figures(["Kalimantan Barat", eligible, 5, "36,47 %"]))
    rate = made.claims[made.claims["indicator"] == "coverage_rate"].iloc[0]
    assert rate["family"] == family


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("abc", "not_a_number"),
        (12.5, "not_a_number"),
        (-5, "negative"),
        (Cell(value="#REF!", is_error=True, is_formula=True), "error_cell"),
        (Cell(is_formula=True), "error_cell"),
    ],
)
def test_a_cell_that_cannot_be_read_is_an_error_and_its_row_is_left_out(value, kind):
    made = draft(figures(["Landak", value, 50], ["Melawi", 100, 40]))
    assert kinds(made) == [kind]
    assert made.faults[0].where == Where(sheet="Data", row=3, column="B")
    assert set(made.claims["region_code"]) == {"6110"}


def test_a_gap_may_be_negative():
    assert kinds(draft(SEEN["Landak"])) == []


def test_a_row_names_its_own_period_and_a_bad_one_is_an_error():
    received = table(
        ["Kabupaten", "Posisi", "Potensi"],
        ["Landak", date(2025, 8, 31), 100],
        ["Landak", "Semester II 2024", 90],
        ["Landak", "kemarin", 80],
    )
    made = draft(received)
    assert list(made.claims["period"]) == ["2025-08-31", "2024-12"]
    assert list(made.claims["note"]) == ["", "Semester II 2024"]
    assert kinds(made) == ["not_a_date"]


def test_figures_without_a_period_are_one_error_until_the_officer_gives_it():
    received = table(["Kabupaten", "Potensi"], ["Landak", 100], ["Melawi", 90])
    assert kinds(draft(received)) == ["missing_period"]
    made = draft(received, {"Data.period": "2025-08"})
    assert set(made.claims["period"]) == {"2025-08"}


def test_of_several_periods_in_a_title_the_officer_chooses():
    received = table(["Data 2024, dicetak 2 Mei 2025"], ["Kab", "Potensi"], ["Landak", 100])
    assert kinds(draft(received)) == ["missing_period"]
    assert set(draft(received, {"Data.period": "2024"}).claims["period"]) == {"2024"}


def test_figures_without_a_source_are_one_error_and_no_claims():
    made = draft(figures(["Landak", 100], ["Melawi", 90]), about=About(publisher="Disnaker"))
    assert kinds(made) == ["missing_source"]
    assert made.claims.empty


def test_a_rows_own_source_goes_before_the_documents():
    heading = ("Kabupaten", "Potensi", "Penerbit", "Sumber", "Tanggal terbit", "Tautan")
    row = ["Landak", 100, "BPJS", "Siaran pers", "2 Mei 2025", "https://contoh.invalid"]
    made = draft(figures(row, ["Melawi", 90], heading=heading))
    first, second = made.claims.to_dict("records")
    assert (first["publisher"], first["source_title"]) == ("BPJS", "Siaran pers")
    assert (first["published_on"], first["source_url"]) == ("2025-05-02", "https://contoh.invalid")
    assert (second["publisher"], second["published_on"]) == (ABOUT.publisher, "")


@pytest.mark.parametrize(
    "secret",
    ["6111011234567890", 6111011234567890, "6111 0112 3456 7890", "61.11.01.123456.7890"],
)
def test_sixteen_digits_are_personal_data_and_never_repeated(secret):
    made = draft(figures(["Landak", 100, 50, "50 %", secret], ["Melawi", 90, 45, "50 %"]))
    assert kinds(made)[0] == "personal_data"
    assert set(made.claims["region_code"]) == {"6110"}
    said = " ".join(f"{f.text} {f.why.spoken('id')} {f.mend.spoken('id')}" for f in made.faults)
    assert "6111" not in said


@pytest.mark.parametrize("value", [0.5343007404506891, "0.5343007404506891", "2.429.520.000"])
def test_long_fractions_and_rupiah_are_no_personal_data(value):
    assert "personal_data" not in kinds(draft(figures(["Landak", 100, 50, "50 %", value])))


def test_a_column_that_is_not_read_is_pointed_out():
    made = draft(figures(["Landak", 100, 7], heading=("Kabupaten", "Potensi", "Luas (km2)")))
    assert kinds(made) == ["unread_column"]
    assert made.faults[0].where == Where(sheet="Data", row=2, column="C")


def test_the_same_claim_twice_is_an_error_of_the_second():
    made = draft(figures(["Landak", 100], ["Kab. Landak", "100"]))
    assert kinds(made) == ["duplicate_key"]
    assert made.faults[0].where.row == 4
    assert len(made.claims) == 1


def test_offending_text_is_shown_without_signs_that_do_harm():
    made = draft(figures(["Landak", "\N{RIGHT-TO-LEFT OVERRIDE}abc\x07" + "x" * 500]))
    assert made.faults[0].text.startswith("abcx")
    assert len(made.faults[0].text) <= 80


def test_bands_approximations_and_remarks_stay_in_the_note():
    heading = ("Kabupaten", "Cakupan", "Kategori", "Keterangan")
    made = draft(figures(["Landak", "~53 %", "sedang", "angka awal"], heading=heading))
    assert made.claims.iloc[0]["note"] == "angka awal; Kategori: sedang; ~"


def test_enrolled_participants_are_of_another_family_than_active_ones():
    families = {}
    for heading in ("Aktif", "Terdaftar", "Peserta"):
        made = draft(figures(["Landak", 50], heading=("Kabupaten", heading)))
        families[heading] = made.claims.iloc[0][["family", "confidence"]].tolist()
    assert families == {
        "Aktif": ["active", "high"],
        "Terdaftar": ["registered", "high"],
        "Peserta": ["participants-unstated", "medium"],
    }


def test_the_template_is_read_with_its_own_families_and_without_its_examples():
    received = table(
        ["region", "period", "active_pu", "rate_pu", "publisher", "source_title", "confidence"],
        ["Kabupaten/kota", "Posisi", "Peserta PU", "Cakupan PU", "Penerbit", "Judul", "Keyakinan"],
        ["Contoh: Kabupaten Sambas", "2024", 1, percent(0.5), "BPJS", "Judul", "tinggi"],
        ["Kabupaten Sambas", "2024", 10, percent(0.5), "BPJS", "Judul", "sedang"],
        ["Kalimantan Barat", "2024", 90, None, "BPJS", "Judul", None],
    )
    made = draft(received, about=About())
    assert kinds(made) == []
    assert told(made) == {
        ("6101", "participants", "pu", "2024"): 10,
        ("6101", "coverage_rate", "pu", "2024"): 0.5,
        ("61", "participants", "pu", "2024"): 90,
    }
    assert list(made.claims["family"]) == ["active", "ucj", "active"]
    assert list(made.claims["confidence"]) == ["medium", "medium", "high"]


def test_a_name_in_a_merged_area_holds_for_all_its_rows():
    received = table(
        ["Tahun 2024"],
        ["Kabupaten", "Kelompok", "Jumlah pekerja"],
        ["Landak", "RT/RW", 10],
        [None, "BPD", 20],
        merged=[(3, 1, 4, 1)],
    )
    made = draft(received)
    assert list(made.claims["region_code"]) == ["6103", "6103"]
    assert list(made.claims["definition"]) == ["RT/RW", "BPD"]


def test_layouts_of_other_sheets_and_books_are_passed_over():
    received = figures(["Landak", 100])
    (layout,) = layouts.proposed(received)
    assert draft(book(sheet(["Petunjuk"]))).claims.empty
    gone = intake.drafted(received, [replace(layout, sheet="Lain")], {}, ABOUT)
    assert gone.claims.empty
    assert list(gone.claims.columns) == list(COLUMNS)


@pytest.mark.parametrize(
    ("heading", "value", "rupiah"),
    [
        ("Anggaran (juta rupiah)", "2.429,52", 2_429_520_000),
        ("Anggaran (Rp juta)", 907.2, 907_200_000),
        ("Anggaran (ribu Rp)", "1.000.000", 1_000_000_000),
        ("Anggaran (juta)", "Rp2,4 miliar", 2_400_000_000),
        ("Anggaran", "Rp 2.429.520.000", 2_429_520_000),
    ],
)
def test_money_is_counted_in_full_whatever_its_heading_counts_in(heading, value, rupiah):
    made = draft(table(["2025"], ["Kabupaten", heading], ["Sekadau", value]))
    assert list(made.claims["value"]) == [rupiah]


def test_a_list_of_districts_without_their_total_makes_no_claims_and_says_so():
    received = table(["DBH Kabupaten Sekadau 2025"], ["Kecamatan", "Pekerja"], ["Nanga Taman", 8])
    made = draft(received)
    assert made.claims.empty
    assert kinds(made) == ["unread_sheet"]
    assert "8" not in made.faults[0].text


def test_a_segment_that_is_none_is_an_error_and_not_a_total():
    heading = ("Kabupaten", "Status", "Segmen", "Jumlah")
    rows = [["Landak", "Aktif", part, 9] for part in ("PU", "Magang", "Semua segmen")]
    made = draft(figures(*rows, heading=heading))
    assert kinds(made) == ["unknown_segment"]
    assert list(made.claims["segment"]) == ["pu", "total"]


@pytest.mark.parametrize(
    ("written", "kept", "faults"),
    [("2 Mei 2025", "2025-05-02", []), ("2025-05", "2025-05", []), ("lusa", "", ["not_a_date"])],
)
def test_the_documents_date_is_read_as_any_other(written, kept, faults):
    made = draft(figures(["Landak", 9], ["Melawi", 8]), about=replace(ABOUT, published_on=written))
    assert kinds(made) == faults
    assert set(made.claims["published_on"]) == ({kept} if kept else set())


def test_a_distance_from_a_target_is_not_asked_about():
    made = draft(figures(["Landak", 0.5], heading=("Kabupaten", "Selisih (poin)")))
    assert kinds(made) == []
    assert made.claims.empty


VALUES = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-10, 10**17),
    st.floats(),
    st.dates(),
    st.sampled_from(
        ["Landak", "KKU", "Pontianak", "Jumlah", "51,59 %", "1.234", "-", "0,5", "6102"]
    ),
    st.sampled_from(["2024", "Agustus 2025", "31/08/2025", "Rp2,4 miliar", "Kalimantan Barat"]),
)
CELLS = st.builds(Cell, value=VALUES, is_percent=st.booleans(), is_error=st.booleans())
HEADINGS = st.sampled_from(
    [
        *("Kabupaten/Kota", "Kode", "Kecamatan", "Potensi", "Aktif PU", "Cakupan (%)", "Tahun"),
        *("Target", "Gap", "Peringkat", "Sumber", "Status", "Segmen", "Jumlah", "Anggaran"),
        *("Dasar hukum", "Keyakinan", "Keterangan", "Definisi", "Tanggal terbit", "2023"),
        *("Posisi", *FIELDS),
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_stands_in_a_table_the_claims_keep_their_contract(data):
    """`drafted` passes its claims through the contract, which raises."""
    width = data.draw(st.integers(2, 7))
    head = data.draw(st.lists(HEADINGS, min_size=width, max_size=width))
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    title = data.draw(st.sampled_from([["2024"], ["Cakupan UCJ per 31 Agustus 2025"], []]))
    received = table(title, head, *rows)
    found = layouts.proposed(received)
    answers = {
        q.key: data.draw(st.sampled_from(list(q.options))) for x in found for q in x.questions
    }
    made = intake.drafted(received, found, answers, ABOUT)
    assert set(made.places) == set(made.claims["claim_id"])
    assert list(made.claims.columns) == list(COLUMNS)
    for fault in made.faults:
        assert fault.why.spoken("id")
        assert fault.mend.spoken("en")
