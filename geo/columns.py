"""Columns, lists and examples of the template; the headings are those of `fields`."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from geo.fields import FIELDS
from geo.received import Form
from geo.regencies import regencies


def _(text: str) -> str:
    """Mark a label for the catalogue; it is translated where it is shown."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the guide says of one or more columns.

    Attributes
    ----------
    keys : tuple of str
        Fields that it explains, keys of `fields.FIELDS`.
    help : str
        One or two sentences, at most 255 letters: a spreadsheet shows no more beside a cell.
    example : str
        As an officer would type it.
    """

    keys: tuple[str, ...]
    help: str
    example: str


SHEETS = {Form.FIGURES: "Angka", Form.PROGRAMMES: "Program", Form.TARGETS: "Target"}
"""Name of each sheet, in the order of the workbook."""
EXAMPLE = "Contoh:"
"""How the region of an example begins; such rows are never read."""
FIRST_MONTH, LAST_MONTH = (2023, 1), (2030, 12)
"""Of the list of months; any other date may be typed."""

FUNDING = (
    _("APBD provinsi"),
    _("APBD kabupaten/kota"),
    "APBDes",
    "DBH Sawit",
    "CSR",
    "Mandiri",
)
GROUPS = (
    "Non-ASN",
    _("Guru honorer"),
    _("Perangkat kecamatan dan desa"),
    "BPD",
    "RT/RW",
    _("Kader posyandu"),
    _("Pekerja keagamaan"),
    _("Pekerja sawit"),
    _("Pekerja rentan lain"),
)
CONFIDENCES = (_("Tinggi"), _("Sedang"), _("Rendah"))
STATUSES = (_("Aktif"), _("Nonaktif"))
SEGMENTS = ("PU", "BPU", _("Jasa konstruksi"), "PMI", "Total")

_SOME = regencies()[-1]
GUIDE: tuple[Entry, ...] = (
    Entry(
        keys=("region",),
        help=_("Pilih nama resmi dari daftar. Angka provinsi ditulis pada baris tersendiri."),
        example=_SOME.name_full,
    ),
    Entry(
        keys=("code_bps", "code_dagri"),
        help=_(
            "Boleh kosong. Bila diisi, kodenya harus cocok dengan nama wilayah. Dengan kode "
            "kecamatan (6101010 atau 61.01.07) barisnya menjadi angka kecamatan itu."
        ),
        example="; ".join(filter(None, (_SOME.bps, _SOME.dagri))),
    ),
    Entry(
        keys=("period",),
        help=_("Keadaan angka: tanggal, bulan atau tahun, setepat yang disebut sumbernya."),
        example=_("31 Agustus 2025; Agustus 2025; 2025"),
    ),
    Entry(keys=("year",), help=_("Tahun yang akhirnya menjadi batas target."), example="2026"),
    Entry(
        keys=("eligible_total", "eligible_pu", "eligible_bpu"),
        help=_(
            "Pekerja yang dapat didaftarkan (penyebut), dalam orang. Total boleh tanpa segmen, "
            "segmen boleh tanpa total."
        ),
        example="130.245",
    ),
    Entry(
        keys=("active_total", "active_pu", "active_bpu", "active_jakon", "active_pmi"),
        help=_(
            "Peserta yang iurannya terbayar pada akhir periode, dalam orang. Peserta terdaftar "
            "yang belum tentu aktif jangan ditulis di sini."
        ),
        example="69.590",
    ),
    Entry(
        keys=("inactive",),
        help=_("Peserta terdaftar yang tidak lagi membayar iuran, dalam orang."),
        example="1.250",
    ),
    Entry(
        keys=("rate_total", "rate_pu", "rate_bpu"),
        help=_("Persen menurut sumber. Bila sumber tidak menyebutnya, kosongkan."),
        example="53,43 %",
    ),
    Entry(
        keys=("not_registered_total", "not_registered_pu", "not_registered_bpu"),
        help=_(
            "Pekerja yang belum menjadi peserta, menurut sumber. Tidak diterbitkan tersendiri: "
            "aplikasi menghitungnya."
        ),
        example="60.655",
    ),
    Entry(
        keys=("target_rate", "target_rate_pu", "target_rate_bpu"),
        help=_("Target cakupan yang ditetapkan pemerintah daerah sendiri, dalam persen."),
        example="60,80 %",
    ),
    Entry(
        keys=("target_persons",),
        help=_("Target dalam orang, bila disebut. Tidak diterbitkan tersendiri."),
        example="77.574",
    ),
    Entry(
        keys=("gap_points", "gap_persons"),
        help=_("Selisih capaian dari target menurut sumber. Tidak diterbitkan tersendiri."),
        example="6,13 %; 7.984",
    ),
    Entry(
        keys=("rank",),
        help=_("Peringkat cakupan yang disebut sumber. Peringkat penghargaan bukan di sini."),
        example="2",
    ),
    Entry(
        keys=("band",),
        help=_("Sebutan dalam sumber, misalnya rendah atau sedang."),
        example=_("Sedang"),
    ),
    Entry(
        keys=("status", "segment", "count"),
        help=_(
            "Hanya untuk laporan dengan satu angka tiap baris: pilih status dan segmen, "
            "lalu tulis jumlah orangnya."
        ),
        example=_("Aktif; PU; 10.000"),
    ),
    Entry(
        keys=("funding",),
        help=_("Siapa yang membayar iuran. Pilih dari daftar atau tulis sendiri."),
        example="DBH Sawit",
    ),
    Entry(
        keys=("group",),
        help=_("Siapa yang dilindungi. Pilih dari daftar atau tulis sendiri."),
        example=_("Pekerja sawit"),
    ),
    Entry(keys=("persons",), help=_("Orang yang iurannya dibayar program."), example="2.700"),
    Entry(keys=("months",), help=_("Berapa bulan iuran tiap orang dibayar."), example="12"),
    Entry(
        keys=("budget",),
        help=_("Anggaran dalam rupiah penuh, bukan juta atau miliar."),
        example="544.320.000",
    ),
    Entry(
        keys=("legal_basis",),
        help=_("Peraturan atau keputusan yang menjadi dasar."),
        example=_("Perbup 33 Tahun 2024"),
    ),
    Entry(
        keys=("definition",),
        help=_("Apa yang dihitung, dengan kata-kata sumbernya. Bila kosong, dipakai judul kolom."),
        example=_("Peserta aktif terhadap potensi pekerja"),
    ),
    Entry(
        keys=("publisher", "source_title"),
        help=_("Siapa yang menerbitkan dan apa judulnya. Wajib: tidak ada angka tanpa sumber."),
        example=_("BPJS Ketenagakerjaan; Laporan Agustus 2025"),
    ),
    Entry(
        keys=("published_on", "source_url", "speaker"),
        help=_("Kapan terbit, di mana dapat dibaca, dan siapa yang menyatakannya, bila diketahui."),
        example=_("10 September 2025"),
    ),
    Entry(
        keys=("confidence",),
        help=_(
            "Tinggi: dokumen resmi atau pejabat yang disebut namanya. Sedang: definisinya kurang "
            "jelas. Rendah: angkanya bertentangan."
        ),
        example=_("Tinggi"),
    ),
    Entry(
        keys=("note",),
        help=_("Hal lain yang perlu diketahui pembaca. Jangan menulis nama atau NIK pekerja."),
        example=_("Angka sementara"),
    ),
)
"""Every column once, in the order of the guide."""

STEPS: tuple[str, ...] = (
    _("Isi lembar Angka, Program atau Target; yang tidak diperlukan biarkan kosong."),
    _("Satu baris untuk satu wilayah dan satu periode. Mulai pada baris pertama yang kosong."),
    _("Yang tidak diketahui dikosongkan. Nol berarti benar-benar tidak ada."),
    _("Salin angka seperti tertulis dalam sumber; jangan membulatkan atau menghitung sendiri."),
    _("Setiap baris memerlukan penerbit dan judul sumber."),
    _("Tulis jumlah per wilayah saja. Nama, NIK dan nomor peserta tidak boleh masuk."),
    _("Baris yang wilayahnya diawali “Contoh:” hanya contoh dan tidak pernah dibaca."),
    _("Simpan, lalu periksa di halaman Data atau dengan python -m geo check BERKAS."),
)
"""How to fill the template in, one sentence each."""

EXAMPLES: Mapping[Form, tuple[Mapping[str, str | float], ...]] = MappingProxyType(
    {
        Form.FIGURES: (
            {
                **{"region": "6103", "period": "2024", "eligible_total": 130_245},
                **{"active_total": 69_590, "rate_total": 0.5343, "rank": 2, "band": "Sedang"},
                "publisher": "TarunaKota.com",
                "source_title": "Landak Raih Peringkat Kedua Capaian Kepesertaan 2024",
                **{"published_on": "2025-04-10", "confidence": "Tinggi"},
            },
            {
                **{"region": "6107", "period": "2023-07-17", "active_pu": 33_414},
                **{"active_bpu": 6_717, "rate_pu": 0.7663, "rate_bpu": 0.0836},
                **{
                    "publisher": "Sintang News",
                    "source_title": "BPJS Ketenagakerjaan Sintang Gelar FGD",
                },
                "confidence": "Tinggi",
            },
        ),
        Form.PROGRAMMES: (
            {
                **{"region": "6107", "period": "2025", "funding": "DBH Sawit"},
                **{"group": "Pekerja sawit", "persons": 4_500, "months": 12},
                **{"budget": 907_200_000, "legal_basis": "Kepbup 500.15.14.1/172/2025"},
                **{
                    "publisher": "Tribun Pontianak",
                    "source_title": _(
                        "Tukang Bangunan di Sintang Terkejut Didaftarkan Lewat DBH Sawit"
                    ),
                },
                "published_on": "2025-05-06",
            },
            {
                **{"region": "6102", "period": "2024", "funding": _("APBD kabupaten/kota")},
                **{"group": _("Pekerja rentan lain"), "budget": 2_429_520_000},
                **{
                    "publisher": "Borneonetv",
                    "source_title": _(
                        "Peluncuran 1 Desa 100 Pekerja Rentan di Kabupaten Bengkayang"
                    ),
                },
                "published_on": "2024-02-22",
            },
        ),
        Form.TARGETS: (
            {
                **{"region": "61", "year": "2026", "target_rate": 0.608},
                **{
                    "publisher": "ANTARA Kalbar",
                    "source_title": _(
                        "Pemprov Kalbar tekankan jaminan sosial untuk aparatur pemerintah desa"
                    ),
                },
                "published_on": "2025-10-09",
            },
            {
                **{"region": "6112", "year": "2025", "target_rate": 0.59},
                **{
                    "publisher": "ANTARA Kalbar",
                    "source_title": "Kubu Raya pacu capaian jaminan sosial ketenagakerjaan",
                },
                "published_on": "2025-09",
            },
        ),
    }
)
"""Two rows of each sheet, from published facts; a region stands by its code,
a period as `Period` writes it, a rate as a fraction."""


def keys_of(form: Form) -> tuple[str, ...]:
    """Fields of a sheet, in the order of `fields.FIELDS`."""
    return tuple(key for key, field in FIELDS.items() if form in field.forms)


def entry_of(key: str) -> Entry:
    """What the guide says of a field."""
    return next(entry for entry in GUIDE if key in entry.keys)
