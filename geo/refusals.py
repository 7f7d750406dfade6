"""Why a received file is not opened, and what mends it; and what is taken in at most."""

import re
import unicodedata

from geo.errors import GeoError
from geo.language import Message

MAX_FILE = 20_000_000
"""Bytes of a file as sent."""
MAX_PLAIN = 10_000_000
"""Bytes of a CSV file; nothing packs it."""
MAX_UNPACKED = 60_000_000
"""Bytes of all members of a workbook, unpacked: as declared, and as counted while unpacking."""
MAX_RATIO = 100
"""Unpacked by packed bytes, of each member above `SMALL` and of all; sheets pack 10 to 30 to 1."""
SMALL = 1_000_000
"""Bytes below which a member may pack as well as it likes."""
MAX_MEMBERS = 2_000
"""Files in a workbook."""
MAX_ELEMENTS = 800_000
"""XML elements of a workbook; a filled cell takes two or three."""
MAX_RUN = 250_000
"""Bytes of markup without a tag's beginning; a cell has at most 32,767 characters."""
MAX_DEPTH = 100
"""Elements within elements; a text in a cell lies about ten deep."""
MAX_SHEETS = 50
MAX_ROWS = 20_000
"""Number of the last filled row of a sheet."""
MAX_COLUMNS = 200
"""Number of the last filled column of a sheet."""
MAX_CELLS = 100_000
"""Filled cells of a book; the province's 174 districts in 200 columns are 34,800; its 2,130
villages in 40 are 85,200."""
MAX_AREA = 2_000_000
"""Rows times columns of all sheets, blanks counted."""
MAX_TEXT = 32_767
"""Characters of a cell; Excel holds no more."""
MAX_MERGED = 10_000
"""Merged areas of a sheet."""

HARMFUL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"
    "\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
)
"""Control characters, writing directions forced on a text, halves of letters, hidden tags.

Tab and line breaks are none of them. Unicode Technical Report 36, "Unicode Security
Considerations" (2014), 2.11: a forced direction shows another text than is stored.
"""
_SHOWN = 80


class RefusedFileError(GeoError, ValueError):
    """A received file that is not opened.

    Attributes
    ----------
    kind : str
        Stable name of the reason: `macros`, `too_many_rows`; for tests and logs.
    """

    def __init__(self, kind: str, what: Message, mend: Message) -> None:
        self.kind = kind
        super().__init__(what, mend)


def shown(text: str, longest: int = _SHOWN) -> str:
    """A text from outside as it may be shown: no harmful or invisible characters, cut at `longest`.

    >>> shown("a\\u202eslx.exe")
    'aslx.exe'
    """
    plain = "".join(
        letter
        for letter in re.sub(r"\s+", " ", HARMFUL.sub("", text))
        if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Cn"}
    ).strip()
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def resave() -> Message:
    """The mend of most files: saved anew by a spreadsheet program."""
    return Message("Buka berkas di Excel atau LibreOffice, simpan sebagai .xlsx, lalu kirim lagi.")


def ask_sender() -> Message:
    """The mend of a file that looks like an attack: not to be opened at all."""
    return Message("Jangan membukanya; tanyakan kepada pengirimnya, lalu minta berkas yang baru.")


def _mend_of(kind: str) -> Message:
    """What mends a file that is no workbook: it depends on whether a table is in it at all."""
    if kind in {"html", "xml_spreadsheet", "old_excel", "xlsb", "numbers", "utf16"}:
        return resave()
    if kind == "archive":
        return Message("Buka arsipnya, lalu kirim buku kerja yang ada di dalamnya.")
    return Message("Minta buku kerjanya dari pembuat berkas, atau salin angkanya ke templat.")


def empty_file(name: str) -> RefusedFileError:
    """Nothing, or nothing but blanks."""
    return RefusedFileError(
        "empty_file",
        Message("Berkas {name} kosong.", name=shown(name)),
        Message("Periksa apakah berkas yang benar sudah tersimpan, lalu kirim lagi."),
    )


def too_big(name: str, limit: int) -> RefusedFileError:
    """More bytes than are taken in."""
    return RefusedFileError(
        "too_big",
        Message("Berkas {name} lebih besar dari {mb} MB.", name=shown(name), mb=limit // 10**6),
        Message("Hapus gambar dan lembar yang tidak diperlukan, simpan, lalu kirim lagi."),
    )


def name_differs(name: str, found: str, right: str) -> RefusedFileError:
    """A name that says another kind than the content is."""
    return RefusedFileError(
        "name_differs",
        Message(
            "Isi berkas {name} adalah {found}, tidak sesuai dengan akhiran namanya.",
            name=shown(name),
            found=found,
        ),
        Message("Ubah akhiran nama berkas menjadi {right}, lalu kirim lagi.", right=right),
    )


def other_kind(name: str, kind: str, found: Message) -> RefusedFileError:
    """No workbook at all: a picture, a PDF, a web page …"""
    return RefusedFileError(
        kind,
        Message(
            "Berkas {name} adalah {found}; yang dapat dibaca hanya XLSX, XLS, ODS dan CSV.",
            name=shown(name),
            found=found,
        ),
        _mend_of(kind),
    )


def damaged(name: str, kind: str = "damaged") -> RefusedFileError:
    """A file cut short, or not made as its kind is made."""
    return RefusedFileError(
        kind,
        Message("Berkas {name} rusak atau tidak utuh.", name=shown(name)),
        resave(),
    )


def unsafe(name: str, kind: str, reason: Message, mend: Message | None = None) -> RefusedFileError:
    """What no workbook of an official needs, and what an attacker would send."""
    return RefusedFileError(
        kind,
        Message("Berkas {name} ditolak: {reason}.", name=shown(name), reason=reason),
        mend or resave(),
    )


def doctype(name: str) -> RefusedFileError:
    """Markup that defines what its own words mean: the way of every bomb made of XML."""
    reason = Message("berisi definisi XML yang berbahaya")
    return unsafe(name, "doctype", reason, ask_sender())


def too_complex(name: str) -> RefusedFileError:
    """Markup of more elements, or of elements deeper or longer, than any sheet needs."""
    return unsafe(name, "too_complex", Message("susunannya terlalu rumit"))


def macros(name: str) -> RefusedFileError:
    """A workbook that brings a program along."""
    return unsafe(
        name,
        "macros",
        Message("berisi makro"),
        Message("Simpan sebagai .xlsx tanpa makro, lalu kirim lagi."),
    )


def external_links(name: str) -> RefusedFileError:
    """A workbook that fetches from elsewhere."""
    return unsafe(
        name,
        "external_links",
        Message("mengambil isi dari berkas atau alamat lain"),
        Message("Putuskan tautan ke berkas lain agar nilainya tetap, simpan, lalu kirim lagi."),
    )


def embedded(name: str) -> RefusedFileError:
    """A workbook with other files inside."""
    return unsafe(
        name,
        "embedded_objects",
        Message("berisi berkas atau objek lain di dalamnya"),
        Message("Hapus objek yang disisipkan, simpan sebagai .xlsx, lalu kirim lagi."),
    )


def encrypted(name: str) -> RefusedFileError:
    """A file that opens with a password only."""
    return unsafe(
        name,
        "encrypted",
        Message("terkunci dengan kata sandi"),
        Message("Simpan tanpa kata sandi untuk membuka, lalu kirim lagi."),
    )


def too_much(name: str, kind: str, limit: int) -> RefusedFileError:
    """More sheets, rows, columns, cells or letters than are read."""
    what = {
        "too_many_sheets": Message("lembar"),
        "too_many_rows": Message("baris dalam satu lembar"),
        "too_many_columns": Message("kolom dalam satu lembar"),
        "too_many_cells": Message("sel terisi"),
        "too_large_area": Message("sel, termasuk yang kosong"),
        "too_many_merged": Message("sel gabungan dalam satu lembar"),
        "cell_too_long": Message("huruf dalam satu sel"),
    }[kind]
    return RefusedFileError(
        kind,
        Message(
            "Berkas {name} berisi lebih dari {n} {what}.", name=shown(name), n=limit, what=what
        ),
        Message("Kirim hanya tabel yang diperlukan; hapus isi yang jauh di luar tabel."),
    )


def bad_sheet_name(name: str) -> RefusedFileError:
    """A sheet whose name hides what it is."""
    return unsafe(
        name,
        "bad_sheet_name",
        Message("nama lembar kosong atau memuat karakter tersembunyi"),
        Message("Ganti nama lembarnya, simpan, lalu kirim lagi."),
    )


def hidden_characters(name: str, sheet: str, cell: str) -> RefusedFileError:
    """A cell whose text shows otherwise than it is stored."""
    return RefusedFileError(
        "hidden_characters",
        Message(
            "Berkas {name} ditolak: sel {cell} pada lembar {sheet} memuat karakter tersembunyi.",
            name=shown(name),
            cell=cell,
            sheet=shown(sheet),
        ),
        Message("Hapus isi sel itu dan ketik ulang, simpan, lalu kirim lagi."),
    )
