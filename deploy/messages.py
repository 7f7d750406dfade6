"""What the commands of serving say: in Indonesian, and in English beneath it."""

SENTENCES = {
    "nginx": (
        "nginx belum terpasang, padahal halaman publik dan aplikasi disajikan lewat nginx.\n"
        "  Debian dan Ubuntu: sudo apt-get install nginx    macOS: brew install nginx\n"
        "  Tanpa nginx, aplikasi saja dapat dijalankan dengan `make run`.",
        "nginx is not installed; the public pages and the app are served through it.\n"
        "  Debian and Ubuntu: sudo apt-get install nginx    macOS: brew install nginx\n"
        "  Without nginx, the app alone runs with `make run`.",
    ),
    "taken": (
        "Porta {port} sudah dipakai program lain. Pilih yang lain: make serve PORT={other}",
        "Another program uses port {port}. Choose another one: make serve PORT={other}",
    ),
    "forbidden": (
        "Porta {port} tidak boleh dipakai oleh pengguna ini, atau alamatnya bukan milik mesin ini. "
        "Pilih porta di atas 1023: make serve PORT=8080",
        "This user may not use port {port}, or the address is not this machine's. Choose a port "
        "above 1023: make serve PORT=8080",
    ),
    "running": (
        "Sudah berjalan dari folder {folder}. Hentikan dahulu: make stop",
        "It is running already, from {folder}. Stop it first: make stop",
    ),
    "left": (
        "Sisa penyajian yang terhenti mendadak diakhiri: {names}.",
        "What an interrupted run left behind is ended: {names}.",
    ),
    "building": ("Halaman publik sedang dibuat.", "Making the public pages."),
    "unbuilt": (
        "Halaman publik tidak dapat dibuat; lihat {log}.",
        "The public pages could not be made; see {log}.",
    ),
    "kept": (
        "Halaman publik tidak dapat diperbarui; yang lama tetap disajikan. Lihat {log}.",
        "The public pages could not be made anew; the old ones are still served. See {log}.",
    ),
    "rebuilt": (
        "Edisi {edition}: halaman publik diperbarui.",
        "Edition {edition}: the public pages are made anew.",
    ),
    "starting": (
        "Menyiapkan {replicas} replika aplikasi dan nginx.",
        "Starting {replicas} replicas of the app, and nginx.",
    ),
    "unstarted": (
        "{role} tidak menjawab dalam {seconds} detik; lihat {log}.",
        "{role} did not answer within {seconds} seconds; see {log}.",
    ),
    "misconfigured": (
        "nginx menolak konfigurasinya: {fault}",
        "nginx refuses its configuration: {fault}",
    ),
    "ready": (
        "Siap: {address}/ (halaman publik) dan {address}/app/ (aplikasi). "
        "Ctrl+C atau `make stop` untuk berhenti.",
        "Ready: {address}/ (public pages) and {address}/app/ (app). Ctrl+C or `make stop` to stop.",
    ),
    "died": (
        "{role} berhenti sendiri; dijalankan lagi.",
        "{role} ended by itself; it is started again.",
    ),
    "ill": (
        "{role} tidak menjawab lagi; dihentikan dan dijalankan lagi.",
        "{role} answers no more; it is ended and started again.",
    ),
    "nodata": (
        "Folder data {folder} tidak ada. Pulihkan dari cadangan, atau betulkan PETA_DATA.",
        "There is no data folder {folder}. Restore it from a copy, or correct PETA_DATA.",
    ),
    "unnoted": (
        "{file} tidak dapat ditulis ({reason}); semuanya tetap disajikan.",
        "{file} cannot be written ({reason}); everything is served on.",
    ),
    "lost": (
        "Folder data hilang. Halaman publik tetap disajikan; replika yang berhenti baru dijalankan "
        "lagi setelah folder itu kembali.",
        "The data folder is gone. The public pages are still served; replicas that end are started "
        "again once it is back.",
    ),
    "found": ("Folder data ada kembali.", "The data folder is back."),
    "ending": ("Menghentikan semuanya.", "Ending everything."),
    "nothing": (
        "Tidak ada yang berjalan dari folder {folder}.",
        "Nothing runs from {folder}.",
    ),
    "stopped": ("Dihentikan: {names}.", "Ended: {names}."),
}


class TroubleError(Exception):
    """What cannot be done, with what mends it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(sentence(key, **values))


def sentence(key: str, **values: object) -> str:
    """A sentence in both languages."""
    return "\n".join(text.format(**values) for text in SENTENCES[key])


def say(key: str, **values: object) -> None:
    """Print a sentence in both languages, at once."""
    print(sentence(key, **values), flush=True)
