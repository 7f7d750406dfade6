"""Files that nobody thought of: whatever is sent, only an explained refusal comes out.

`PETA_FUZZ=20000 pytest tests/geo/test_fuzz.py` runs so many examples of each test.
"""

import io
import os
import zipfile
from collections import Counter
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo import grids, intake, layouts, numerals
from geo.received import About, Book, Cell, Sheet
from tests.geo import hostile
from tests.geo.test_grids import ods, xls, xlsx

EXAMPLES = int(os.environ.get("PETA_FUZZ", "60"))
TOLD: Counter[str] = Counter()
ABOUT = About(publisher="Disnaker", title="Laporan", published_on="2025-09-01")
fuzzed = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=EXAMPLES < 1000,
    suppress_health_check=list(HealthCheck),
)
slowly = settings(fuzzed, max_examples=max(20, EXAMPLES // 5))
"""For what goes through every room, the contract of the tables included."""

TABLE = [
    ["Data Cakupan Jamsostek per 31 Agustus 2025", None, None, None, None],
    ["Kabupaten/Kota", "Potensi", "Aktif", "Cakupan (%)", "Keterangan"],
    ["Kab. Landak", 1000, 250, 0.25, "a"],
    ["KKU", "2.000", "51,59", "51,59 %", None],
    ["Kota Singkawang", "Rp 2.429.520.000", "-", "31 Agustus 2025", "n/a"],
    ["Kalimantan Barat", 3000, 500, 0.1667, None],
]
CSV = "\r\n".join(";".join("" if cell is None else str(cell) for cell in row) for row in TABLE)


@cache
def seeds():
    """Sound files of every kind, with their names."""
    merged = xlsx(TABLE, lambda sheet: (sheet.merge_cells("A1:E1"), sheet.append(["=1+1"])))
    return (
        *(
            (merged, "a.xlsx"),
            (hostile.xlsx(), "a.xlsx"),
            (xls(TABLE), "a.xls"),
            (ods(TABLE), "a.ods"),
        ),
        *((hostile.ods(), "a.ods"), (CSV.encode(), "a.csv"), (CSV.encode("cp1252"), "a.csv")),
        *((hostile.workbook_stream(hostile.record(0x203, bytes(14))), "a.xls"),),
    )


KINDS = [
    *(0x06, 0x0A, 0x3C, 0x85, 0xBD, 0xE0, 0xE5, 0xFC, 0xFD, 0x203, 0x204, 0x205, 0x207, 0x208),
    *(0x27E, 0x41E, 0x809),
]
"""Records of an XLS that are read."""
RECORDS = st.lists(st.tuples(st.sampled_from(KINDS), st.binary(max_size=40)), max_size=12)

# -- what is done to a file ------------------------------------------------------------

PIECES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [
            *(b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f", b"PK\x03\x04", b"PK\x05\x06"),
            *(
                b"<",
                b">",
                b"&",
                b"]]>",
                b"<![CDATA[",
                b"<!--",
                b"<!DOCTYPE a>",
                b"&#0;",
                b"&#x202e;",
            ),
            *(
                b'r="1"',
                b't="s"',
                b't="e"',
                b"999999999999",
                b"-1",
                b"1e999",
                b"nan",
                b"1_0",
                b"A1:B",
            ),
            *(b";", b",", b"\t", b'"', b"\r", b"\n", b"\x85", b"\xc2", b"sep=;\n", b"#REF!", b"%"),
            *(b"\xfe\xff\xff\xff", b"\x3c\x00\x00\x00", b"\x09\x08\x10\x00", b"\x0a\x00\x00\x00"),
        ]
    ),
)
EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.sampled_from(["put", "over", "cut", "twice", "end"]), PIECES),
    min_size=1,
    max_size=6,
)


def edited(content, edits):
    """Bytes after some edits, each at a place between beginning and end."""
    for place, how, piece in edits:
        at = int(place * len(content))
        match how:
            case "put":
                content = content[:at] + piece + content[at:]
            case "over":
                content = content[:at] + piece + content[at + len(piece) :]
            case "cut":
                content = content[:at] + content[at + len(piece) + 1 :]
            case "twice":
                content = content[:at] + content[max(0, at - 40) :]
            case "end":
                content = content[:at] if place > 0.5 else content
    return content


def within(content, member, edits):
    """A zip with one member edited, its sums right again."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    name = sorted(members)[member % len(members)]
    return hostile.zipped(members | {name: edited(members[name], edits)})


def opened(content, name):
    """The book of a file or None; every other ending is a fault of the program."""
    try:
        book = grids.opened(content, name)
    except grids.RefusedFileError as error:
        TOLD[f"refused: {error.kind}"] += 1
        return None
    TOLD["opened"] += 1
    assert all(len({len(row) for row in sheet.rows}) <= 1 for sheet in book.sheets)
    return book


def read(book, picks=(0,)):
    """A book through the rooms that follow, its questions answered by the picked options."""
    if book is None:
        return
    found = layouts.proposed(book)
    TOLD["with a table" if found else "without a table"] += 1
    for pick in picks:
        answers = {
            question.key: list(question.options)[pick]
            for layout in found
            for question in layout.questions
            if question.options
        }
        draft = intake.drafted(book, found, answers, ABOUT)
        TOLD["claims"] += len(draft.claims)
        TOLD["faults"] += len(draft.faults)


@pytest.fixture(scope="module", autouse=True)
def _count(request):
    """Prints how many examples ran and how they ended."""
    yield
    with request.config.pluginmanager.getplugin("capturemanager").global_and_fixture_disabled():
        print(f"\nfuzzed, {TOLD.pop('examples')} examples: {dict(TOLD.most_common(14))}")


@fuzzed
@given(st.sampled_from(range(8)), EDITS)
def test_a_file_with_changed_bytes_is_read_or_refused(which, edits):
    TOLD["examples"] += 1
    content, name = seeds()[which]
    read(opened(edited(content, edits), name))


@fuzzed
@given(st.sampled_from([0, 1, 3, 4]), st.integers(0, 20), EDITS)
def test_a_workbook_with_a_changed_part_is_read_or_refused(which, member, edits):
    TOLD["examples"] += 1
    content, name = seeds()[which]
    read(opened(within(content, member, edits), name))


@fuzzed
@given(
    st.sampled_from(
        [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xef\xbb\xbf", b"\x09\x08"]
    ),
    st.binary(max_size=3000),
    st.sampled_from(
        ["a.xlsx", "a.xls", "a.ods", "a.csv", "a", "..", "", "\u202e.csv", "a/b\\c.csv"]
    ),
)
def test_bytes_of_any_kind_are_read_or_refused(start, rest, name):
    TOLD["examples"] += 1
    read(opened(start + rest, name))


@fuzzed
@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.binary(max_size=40)), max_size=12), st.booleans()
)
def test_any_records_of_an_xls_are_read_or_refused(records, in_front):
    TOLD["examples"] += 1
    made = [hostile.record(kind, body) for kind, body in records]
    content = hostile.workbook_stream(shared=made) if in_front else hostile.workbook_stream(*made)
    read(opened(content, "a.xls"))


@fuzzed
@given(st.text(max_size=400), st.sampled_from(["utf-8", "utf-8-sig", "cp1252"]))
def test_any_text_is_read_or_refused(text, encoding):
    TOLD["examples"] += 1
    read(opened(text.encode(encoding, errors="ignore"), "a.csv"))


VALUES = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.sampled_from(
        [
            *(
                "Kab. Landak",
                "KKU",
                "Kota Pontianak",
                "Pontianak",
                "Jumlah",
                "Kalimantan Barat",
                "6102",
            ),
            *(
                "1.234",
                "1,234",
                "51,59 %",
                "Rp 2,4 miliar",
                "-",
                "n/a",
                "31 Agustus 2025",
                "2025-13-45",
            ),
            *(
                "=1+1",
                "3171234567890123",
                "BPU",
                "APBD",
                "2024",
                "Semester II 2024",
                "1e5",
                "٣",
                "½",
            ),
            *(0.5159, 51.59, -1, 2024, 6102, 61.02, 1e308, "9" * 400, "1e400", "0" * 5000),
        ]
    ),
)
HEADS = st.sampled_from(
    [
        *(
            "Kabupaten/Kota",
            "No",
            "Potensi",
            "PU",
            "BPU",
            "Total",
            "Aktif",
            "Cakupan (%)",
            "Periode",
        ),
        *(
            "Kode BPS",
            "Kode Kemendagri",
            "Target",
            "Realisasi",
            "Tidak aktif",
            "Peringkat",
            "Sumber",
        ),
        *(
            "DBH Sawit",
            "Kecamatan",
            "Desa",
            "Anggaran",
            "Jumlah pekerja",
            "2023",
            "2024",
            "Dasar hukum",
        ),
        *(
            "Tanggal terbit",
            "Definisi",
            "Catatan",
            "Kelompok",
            "Sumber dana",
            "Bulan",
            "",
            "Segmen",
        ),
    ]
)


@st.composite
def tables(draw):
    """A sheet as officials might send it, with anything in its cells."""
    width = draw(st.integers(1, 8))
    line = st.lists(VALUES, min_size=width, max_size=width)
    head = draw(st.lists(st.lists(HEADS, min_size=width, max_size=width), min_size=1, max_size=2))
    rows = [*draw(st.lists(line, max_size=2)), *head, *draw(st.lists(line, max_size=8))]
    flag = st.booleans()
    return tuple(
        tuple(
            Cell(value=value, is_percent=isinstance(value, float) and draw(flag)) for value in row
        )
        for row in rows
    )


@slowly
@given(tables(), st.sets(st.integers(1, 12)), st.booleans())
def test_any_table_becomes_claims_and_faults(rows, hidden, is_merged):
    TOLD["examples"] += 1
    merged = ((1, 1, 1, len(rows[0])),) if is_merged and len(rows[0]) > 1 else ()
    unseen = frozenset(hidden & set(range(1, len(rows) + 1)))
    sheet = Sheet(name="Angka", rows=rows, hidden=unseen, merged=merged)
    read(Book(name="a.xlsx", kind="xlsx", sheets=(sheet,)), picks=(0, -1))


@fuzzed
@given(VALUES)
def test_any_value_is_a_number_or_none(value):
    TOLD["examples"] += 1
    numerals.number(value)
    numerals.is_blank(value)
    numerals.styles([value, value])
