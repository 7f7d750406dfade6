"""Small received books, made in the test that needs them."""

from geo.received import About, Book, Cell, Sheet

ABOUT = About(publisher="Disnakertrans", title="Rekapitulasi kepesertaan")


def sheet(*rows, name="Data", merged=(), hidden=frozenset()):
    """A sheet of values; a row may be shorter than the others, a `Cell` stays as it is."""
    width = max((len(row) for row in rows), default=0)
    cells = tuple(
        tuple(
            value if isinstance(value, Cell) else Cell(value=value)
            for value in (*row, *[None] * (width - len(row)))
        )
        for row in rows
    )
    return Sheet(name=name, rows=cells, merged=tuple(merged), hidden=frozenset(hidden))


def book(*sheets, name="rekap.xlsx", kind="xlsx"):
    """A book of sheets."""
    return Book(name=name, kind=kind, sheets=tuple(sheets))


def table(*rows, **more):
    """A book of one sheet."""
    return book(sheet(*rows, **more))


def percent(fraction):
    """A cell that the file shows as a percent."""
    return Cell(value=fraction, is_percent=True)


SEEN = {
    "Sulawesi Utara": table(
        ["Cakupan UCJ per 31 Agustus 2025"],
        [],
        ["No", "Kabupaten/Kota", "Potensi", "Terdaftar", "%"],
        [1, "Kab. Sambas", "245.000", "58.800", "24,00"],
        [2, "KKU", 50000, 25795, 51.59],
        [None, "Jumlah", 295000, 84595, 28.68],
        ["Sumber: BPJS Ketenagakerjaan"],
    ),
    "Papua Barat": table(
        ["Capaian UCJ Tahun 2023"],
        ["Kabupaten", "Potensi", "Capaian", "Persentase"],
        ["Landak", 1000, 534, 53.4],
    ),
    "Kotawaringin Barat": table(
        ["Cakupan kepesertaan 2025"],
        ["Kabupaten", "Formal", None, "Informal", None, "Total % angkatan kerja"],
        [None, "Orang", "%", "Orang", "%", None],
        ["Melawi", 10000, 30.5, 4000, 10.1, "20,1 %"],
    ),
    "Maluku Utara": table(
        ["Sasaran 2025"],
        ["Kab/Kota", "Target pekerja", None],
        [None, "PU", "BPU"],
        ["Melawi", 10000, 4000],
        merged=[(2, 2, 2, 3)],
    ),
    "Kalimantan Utara": table(
        ["Agustus 2025"],
        ["Kab/Kota", "Potensi belum terdaftar", None],
        [None, "PU", "BPU"],
        ["Melawi", 10000, 4000],
    ),
    "Ketapang": table(
        ["Cakupan Peserta Aktif"],
        ["Kabupaten", "2023", None, None, "2024", None, None],
        [None, "PU", "BPU", "Total (%)", "PU", "BPU", "Total (%)"],
        ["Ketapang", 70000, 30000, 55.69, 80000, 42400, 68.02],
    ),
    "Landak": table(
        ["Cakupan UCJ 2024"],
        ["Kabupaten", "Formal (%)", "Informal (%)", "Selisih (poin)", "Selisih (orang)"],
        ["Landak", 70.1, 20.2, -6.13, -8000],
    ),
    "Kemnaker": table(
        ["Kepesertaan Agustus 2025"],
        ["Provinsi", "Status", "Segmen", "Jumlah"],
        ["Aceh", "Aktif", "PU", 10],
        ["Kalimantan Barat", "Aktif", "PU", 20],
        ["Kalimantan Barat", "Aktif", "Jasa Konstruksi", 4],
        ["Kalimantan Barat", "Nonaktif", "BPU", 30],
    ),
    "Desa": table(
        ["Kabupaten", "Desa terdaftar", "Desa belum terdaftar", "BPD terdaftar", "BPD belum"],
        ["Landak", 70, 20, 6, 8],
    ),
    "DBH Sawit": table(
        ["Daftar penerima DBH Sawit Kabupaten Sekadau Tahun 2025"],
        ["No", "Kecamatan", "Jumlah pekerja (orang)"],
        [1, "Sekadau Hilir", 4530],
        [2, "Nanga Taman", 8],
        [None, "Jumlah", 4538],
    ),
    "Program": table(
        [
            *("No", "Kab/Kota", "Tahun", "Sumber Dana", "Kelompok", "Pekerja", "Lama (bulan)"),
            *("Anggaran (Rp)", "Dasar Hukum"),
        ],
        [
            *(1, "Bengkayang", 2024, "APBD kabupaten", "Pekerja rentan", "12.200", 12),
            *("Rp 2.429.520.000", "Perbup 27/2024"),
        ],
    ),
    "Target": table(
        ["Kab/Kota", "Tahun", "Target (%)", "Target (orang)"],
        ["Kubu Raya", 2025, 59, 100],
    ),
}
"""The layouts of section 5 of the facts' reading guide, each as a small table."""
