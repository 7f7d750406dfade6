"""What the numbers mean: rules, conflicts, limits and licences, as passages in words."""

from dataclasses import dataclass

from geo.comparability import fewest
from geo.deployment import here
from geo.families import of_here
from geo.formats import Writer
from geo.indicators import CATALOGUE
from geo.regencies import regencies
from geo.vintages import VINTAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A title with what stands beneath it.

    Attributes
    ----------
    title, lead : str
        The lead may be empty.
    items : tuple of str
        Sentences that stand on their own.
    facts : tuple of (str, str)
        Labels, each with what it means.
    """

    title: str
    lead: str = ""
    items: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()


def indicators(writer: Writer) -> Passage:
    """Each indicator with its definition."""
    told = tuple((writer.label(one.label), writer.label(one.definition)) for one in CATALOGUE)
    return Passage(title=writer.say("Indikator"), facts=told)


def families(writer: Writer) -> Passage:
    """The definition families: what may be compared."""
    return Passage(
        title=writer.say("Keluarga definisi"),
        lead=writer.say(
            "Angka hanya diurutkan atau diselisihkan di dalam satu keluarga dan satu tahun."
        ),
        items=tuple(writer.label(family.label) for family in of_here()),
    )


def rules(writer: Writer) -> Passage:
    """How one number is chosen."""
    say = writer.say
    return Passage(
        title=say("Bagaimana sebuah angka dipilih"),
        lead=say("Semua klaim disimpan; halaman menampilkan satu menurut urutan ini:"),
        items=(
            say("1. Definisi baku lebih dahulu (peserta aktif dibagi potensi pekerja)."),
            say("2. Lalu keyakinan terhadap sumbernya: tinggi, sedang, rendah."),
            say("3. Lalu yang tanggalnya paling dekat dengan akhir periode yang diminta."),
            say("4. Lalu yang terbit paling akhir."),
            say("Angka tidak pernah dirata-rata. Beda lebih dari 1 poin ditandai ≠."),
            say(
                "“Terbaru” berarti tahun terakhir yang dipunyai tiap wilayah; angka yang "
                "lebih lama daripada tahun terbaru digambar dengan garis tepi putus-putus "
                "dan tahunnya."
            ),
            say(
                "Bila pembilang dan penyebut diketahui, persennya dihitung ulang; selisih di "
                "atas pembulatan ditulis di samping angkanya."
            ),
            say(
                "Urutan dihitung hanya di antara angka sekeluarga dan setahun, dan ditulis "
                "sebagai rentang bila sebagian wilayah belum melapor."
            ),
        ),
    )


def blanks(writer: Writer) -> Passage:
    """What a blank means."""
    say = writer.say
    return Passage(
        title=say("Kosong bukan nol"),
        facts=(
            (
                say("tidak ada data"),
                say("Tidak ada sumber yang menyebut angkanya; diarsir di peta."),
            ),
            (
                say("hanya data lebih lama"),
                say("Ada angka, tetapi untuk periode sebelum yang diminta; diarsir."),
            ),
            (
                say("tidak berlaku"),
                say("Angkanya tidak mungkin ada, misalnya per desa untuk kota; abu-abu."),
            ),
            (
                say("tidak ditampilkan"),
                say("Di bawah 10 orang pada tingkat di bawah kabupaten/kota."),
            ),
        ),
    )


def comparing(writer: Writer) -> Passage:
    """What may be compared, how a place, a trend and a pace come about, what is estimated."""
    facts = (*_compared(writer), *_measured(writer))
    return Passage(title=writer.say("Perbandingan, tren, target"), facts=facts)


def _compared(writer: Writer) -> tuple[tuple[str, str], ...]:
    say, count = writer.say, len(regencies())
    return (
        (
            say("Sebanding"),
            say(
                "Angka hanya diurutkan bila definisinya sama dan tahunnya sama (bulannya juga, "
                "bila bulanan); perubahan hanya dihitung bila definisinya sama. Selain itu "
                "aplikasi menolak dan menyebut sebabnya."
            ),
        ),
        (
            say("Urutan"),
            say(
                "Ditulis sebagai rentang bila wilayah lain belum melapor, bila sumber "
                "membulatkan angkanya, atau bila penyebutnya perkiraan (Klein, Wright dan "
                "Wieczorek, 2020). Tidak diberikan bila yang sebanding kurang dari sepertiga "
                "wilayah, dan selalu paling sedikit tiga: {least} dari {all}.",
                least=fewest(count),
                all=count,
            ),
        ),
        (
            say("Selang"),
            say(
                "Cakupan dihitung dari daftar peserta dan bukan dari sampel, jadi tidak ada "
                "galat sampel; yang ada hanya pembulatan oleh sumber. TPT dan TPAK berasal "
                "dari survei Sakernas, tetapi sumbernya tidak memuat galat bakunya, sehingga "
                "selangnya tidak dapat dihitung."
            ),
        ),
    )


def _measured(writer: Writer) -> tuple[tuple[str, str], ...]:
    say = writer.say
    return (
        (
            say("Kata tren"),
            say(
                "Naik atau turun baru disebut mulai lima angka sebanding, dengan uji "
                "Mann-Kendall pada taraf 5 % dan kemiringan Sen. Garis berhenti di tempat "
                "definisinya berganti."
            ),
        ),
        (
            say("Target dan laju"),
            say(
                "Jarak hanya dihitung ke target yang ditetapkan daerah sendiri, atau ke target "
                "provinsi sebagai tolok ukur yang ditandai. Laju dihitung dari tanggal angka "
                "sampai tanggal target, dan dibandingkan dengan kenaikan tercepat yang "
                "pernah dicapai sendiri antara dua angka sebanding yang berjarak paling "
                "sedikit enam bulan."
            ),
        ),
        (
            say("Perkiraan penyebut (≈)"),
            say(
                "Bila potensi pekerja suatu kabupaten/kota tidak dipublikasikan, potensi "
                "provinsi dibagi menurut jumlah penduduk. Selangnya diukur pada daerah yang "
                "penyebutnya diketahui dan diharapkan memuat angka sebenarnya 4 dari 5 kali. "
                "Perkiraan tidak pernah masuk peta utama atau urutan angka yang dipublikasikan."
            ),
        ),
        (
            say("Kelompok sebanding"),
            say(
                "Dihitung dari letak, penduduk dan DBH Sawit; “paling mirip profilnya” memakai "
                "jarak Euklides atas enam ciri yang dibakukan, dan cakupan bukan salah satunya."
            ),
        ),
    )


def conflicts(writer: Writer) -> Passage:
    """Conflicts among the sources that a reader must know of; no items where none are told."""
    items = tuple(writer.label(text) for text in here().conflicts)
    return Passage(title=writer.say("Pertentangan dan batas yang diketahui"), items=items)


def vintages(writer: Writer) -> Passage:
    """The boundary layers with licence and known defects."""
    told = tuple(
        (writer.tell(one.label), f"{one.attribution} {writer.tell(one.note)}")
        for one in VINTAGES.values()
    )
    return Passage(title=writer.say("Batas wilayah"), facts=told)


def licences(writer: Writer) -> Passage:
    """Licences of the data."""
    return Passage(
        title=writer.say("Lisensi dan atribusi"),
        items=(
            writer.say("Klaim: fakta dari sumber yang disebut pada tiap angka."),
            *(writer.label(text) for text in here().credits),
            "ColorBrewer 2.0, Cynthia Brewer, Penn State (Apache-2.0).",
            writer.say("Kode program ini: Apache-2.0."),
        ),
    )
