"""What a heading means, by its words."""

import pytest

from geo import headings
from geo.received import Form


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Potensi Pekerja", "eligible_total"),
        ("POTENSI – PU", "eligible_pu"),
        ("Potensi (Bukan Penerima Upah)", "eligible_bpu"),
        ("Peserta Aktif Penerima Upah", "active_pu"),
        ("Peserta aktif BPU", "active_bpu"),
        ("Aktif jasa konstruksi", "active_jakon"),
        ("Peserta Aktif Pekerja Migran", "active_pmi"),
        ("Terdaftar", "active_total"),
        ("Realisasi", "active_total"),
        ("Realisasi (%)", "rate_total"),
        ("Persentase", "rate_total"),
        ("Cakupan informal", "rate_bpu"),
        ("UCJ", "rate_total"),
        ("Non Aktif", "inactive"),
        ("Peserta tidak aktif", "inactive"),
        ("Belum terdaftar PU", "not_registered_pu"),
        ("Target UCJ (%)", "target_rate"),
        ("Target cakupan BPU", "target_rate_bpu"),
        ("Target (orang)", "target_persons"),
        ("Gap (%)", "gap_points"),
        ("Kekurangan (orang)", "gap_persons"),
        ("Peringkat", "rank"),
        ("Kategori UCJ", "band"),
        ("Kabupaten / Kota", "region"),
        ("NAMA KAB./KOTA", "region"),
        ("Kode BPS", "code_bps"),
        ("Kode Wilayah (Kemendagri)", "code_dagri"),
        ("Kode", "code"),
        ("No.", "serial"),
        ("Keterangan", "note"),
        ("Sumber Data", "source_title"),
        ("Tanggal posisi", "period"),
        ("Ibu Kota Kecamatan", "region"),
        ("Luas", ""),
    ],
)
def test_a_heading_of_figures_is_told_by_its_words_in_any_order(heading, key):
    assert headings.field(heading, Form.FIGURES) == key


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("Sumber Dana", "funding"),
        ("Jumlah Pekerja", "persons"),
        ("Penerima (orang)", "persons"),
        ("Jumlah bulan", "months"),
        ("Anggaran", "budget"),
        ("Total iuran (Rp)", "budget"),
        ("Dasar hukum", "legal_basis"),
        ("Kelompok pekerja", "group"),
        ("Kecamatan", "district"),
    ],
)
def test_a_heading_of_a_programme_counts_its_workers_and_money(heading, key):
    assert headings.field(heading, Form.PROGRAMMES) == key


def test_what_the_numbers_are_decides_a_heading_that_leaves_it_open():
    assert headings.field("Capaian", Form.FIGURES, "rate") == "rate_total"
    assert headings.field("Capaian", Form.FIGURES, "persons") == "active_total"
    assert headings.field("Target", Form.FIGURES, "rate") == "target_rate"
    assert headings.field("Target", Form.FIGURES, "persons") == "target_persons"


@pytest.mark.parametrize(
    ("heading", "title", "family"),
    [
        ("Peserta aktif", "", "active"),
        ("Terdaftar", "", "registered"),
        ("Terdaftar", "Peserta aktif", "registered"),
        ("PU", "Peserta aktif", "active"),
        ("Peserta", "", "participants-unstated"),
    ],
)
def test_enrolled_is_never_taken_for_active(heading, title, family):
    assert headings.family(heading, "active_total", title=title) == family


@pytest.mark.parametrize(
    ("heading", "title", "has_potential", "family"),
    [
        ("UCJ", "", False, "ucj"),
        ("%", "Cakupan kepesertaan", False, "ucj"),
        ("%", "", True, "ucj"),
        ("%", "", False, "unstated"),
        ("% terdaftar", "", True, "registered"),
        ("Cakupan per angkatan kerja", "UCJ", True, "unstated"),
    ],
)
def test_a_rate_is_ucj_only_where_the_sheet_says_so(heading, title, has_potential, family):
    found = headings.family(heading, "rate_total", title=title, has_potential=has_potential)
    assert found == family


@pytest.mark.parametrize("text", ["Jumlah", "TOTAL", "Jumlah / Total", "Total Kalbar", "Sub Total"])
def test_a_total_is_told_by_its_name(text):
    assert headings.is_total(text)


@pytest.mark.parametrize("text", ["Kalimantan Barat", "PROVINSI KALIMANTAN BARAT", "Kalbar"])
def test_the_province_is_told_by_its_name(text):
    assert headings.is_province(text)
    assert not headings.is_province("Kalimantan Tengah")


def test_a_mean_is_no_total():
    assert headings.is_mean("Rata-rata")
    assert not headings.is_total("Rata-rata")
