"""What the page on methods says in its own words: rules, conflicts, limits, licences."""

from geo.comparability import fewest
from geo.deployment import here
from geo.formats import Writer
from pages.shell import loaders, panels


def rules(writer: Writer) -> None:
    """How one number is chosen, and what a blank means."""
    say = writer.say
    panels.html(
        "list",
        writer,
        title=say("Bagaimana sebuah angka dipilih"),
        lead=say("Semua klaim disimpan; halaman menampilkan satu menurut urutan ini:"),
        items=[
            {"text": say("1. Definisi baku lebih dahulu (peserta aktif dibagi potensi pekerja).")},
            {"text": say("2. Lalu keyakinan terhadap sumbernya: tinggi, sedang, rendah.")},
            {
                "text": say(
                    "3. Lalu yang tanggalnya paling dekat dengan akhir periode yang diminta."
                )
            },
            {"text": say("4. Lalu yang terbit paling akhir.")},
            {"text": say("Angka tidak pernah dirata-rata. Beda lebih dari 1 poin ditandai ≠.")},
            {
                "text": say(
                    "“Terbaru” berarti tahun terakhir yang dipunyai tiap wilayah; angka yang "
                    "lebih lama daripada tahun terbaru digambar dengan garis tepi putus-putus "
                    "dan tahunnya."
                )
            },
            {
                "text": say(
                    "Bila pembilang dan penyebut diketahui, persennya dihitung ulang; selisih di "
                    "atas pembulatan ditulis di samping angkanya."
                )
            },
            {
                "text": say(
                    "Urutan dihitung hanya di antara angka sekeluarga dan setahun, dan ditulis "
                    "sebagai rentang bila sebagian wilayah belum melapor."
                )
            },
        ],
    )
    panels.html(
        "facts",
        writer,
        title=say("Kosong bukan nol"),
        facts=[
            {
                "label": say("tidak ada data"),
                "text": say("Tidak ada sumber yang menyebut angkanya; diarsir di peta."),
            },
            {
                "label": say("hanya data lebih lama"),
                "text": say("Ada angka, tetapi untuk periode sebelum yang diminta; diarsir."),
            },
            {
                "label": say("tidak berlaku"),
                "text": say("Angkanya tidak mungkin ada, misalnya per desa untuk kota; abu-abu."),
            },
            {
                "label": say("tidak ditampilkan"),
                "text": say("Di bawah 10 orang pada tingkat di bawah kabupaten/kota."),
            },
        ],
    )


def comparing(writer: Writer) -> None:
    """What may be compared, how a place, a trend and a pace come about, what is estimated."""
    say = writer.say
    panels.html(
        "facts",
        writer,
        title=say("Perbandingan, tren, target"),
        facts=[
            {
                "label": say("Sebanding"),
                "text": say(
                    "Angka hanya diurutkan bila definisinya sama dan tahunnya sama (bulannya juga, "
                    "bila bulanan); perubahan hanya dihitung bila definisinya sama. Selain itu "
                    "aplikasi menolak dan menyebut sebabnya."
                ),
            },
            {
                "label": say("Urutan"),
                "text": say(
                    "Ditulis sebagai rentang bila wilayah lain belum melapor, bila sumber "
                    "membulatkan angkanya, atau bila penyebutnya perkiraan (Klein, Wright dan "
                    "Wieczorek, 2020). Tidak diberikan bila yang sebanding kurang dari sepertiga "
                    "wilayah, dan selalu paling sedikit tiga: {least} dari {all}.",
                    least=fewest(len(loaders.CODES)),
                    all=len(loaders.CODES),
                ),
            },
            {
                "label": say("Selang"),
                "text": say(
                    "Cakupan dihitung dari daftar peserta dan bukan dari sampel, jadi tidak ada "
                    "galat sampel; yang ada hanya pembulatan oleh sumber. TPT dan TPAK berasal "
                    "dari survei Sakernas, tetapi sumbernya tidak memuat galat bakunya, sehingga "
                    "selangnya tidak dapat dihitung."
                ),
            },
            {
                "label": say("Kata tren"),
                "text": say(
                    "Naik atau turun baru disebut mulai lima angka sebanding, dengan uji "
                    "Mann-Kendall pada taraf 5 % dan kemiringan Sen. Garis berhenti di tempat "
                    "definisinya berganti."
                ),
            },
            {
                "label": say("Target dan laju"),
                "text": say(
                    "Jarak hanya dihitung ke target yang ditetapkan daerah sendiri, atau ke target "
                    "provinsi sebagai tolok ukur yang ditandai. Laju dihitung dari tanggal angka "
                    "sampai tanggal target, dan dibandingkan dengan kenaikan tercepat yang "
                    "pernah dicapai sendiri antara dua angka sebanding yang berjarak paling "
                    "sedikit enam bulan."
                ),
            },
            {
                "label": say("Perkiraan penyebut (≈)"),
                "text": say(
                    "Bila potensi pekerja suatu kabupaten/kota tidak dipublikasikan, potensi "
                    "provinsi dibagi menurut jumlah penduduk. Selangnya diukur pada daerah yang "
                    "penyebutnya diketahui dan diharapkan memuat angka sebenarnya 4 dari 5 kali. "
                    "Perkiraan tidak pernah masuk peta utama atau urutan angka yang dipublikasikan."
                ),
            },
            {
                "label": say("Kelompok sebanding"),
                "text": say(
                    "Dihitung dari letak, penduduk dan DBH Sawit; “paling mirip profilnya” memakai "
                    "jarak Euklides atas enam ciri yang dibakukan, dan cakupan bukan salah satunya."
                ),
            },
        ],
    )


def conflicts(writer: Writer) -> None:
    """Conflicts among the sources that a reader must know of; none where none are told."""
    items = [{"text": writer.label(text)} for text in here().conflicts]
    if items:
        title = writer.say("Pertentangan dan batas yang diketahui")
        panels.html("list", writer, title=title, items=items)


def licences(writer: Writer) -> None:
    """Licences of data and packages."""
    say = writer.say
    panels.html(
        "list",
        writer,
        title=say("Lisensi dan atribusi"),
        items=[
            {"text": say("Klaim: fakta dari sumber yang disebut pada tiap angka.")},
            *({"text": writer.label(text)} for text in here().credits),
            {"text": "Leaflet 1.9.3 (BSD-2-Clause), folium, streamlit-folium (MIT)."},
            {"text": "Streamlit, Source Sans & Source Serif (Apache-2.0, OFL-1.1)."},
            {"text": "ColorBrewer 2.0, Cynthia Brewer, Penn State (Apache-2.0)."},
            {"text": say("Kode program ini: Apache-2.0.")},
        ],
    )
