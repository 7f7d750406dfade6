"""Bad workbooks that attack: bombs, entities, macros, links, paths, hidden letters, loops.

Importing this completes `hostile.CORPUS`.
"""

import random
import struct
from functools import partial

from tests.geo.hostile import (
    CORPUS,
    LAUGHS,
    MAIN,
    biff,
    book,
    case,
    cells,
    compound,
    ods,
    parts,
    patched,
    record,
    rels,
    sheet,
    table,
    workbook_stream,
    xls,
    xlsx,
    zipped,
)

__all__ = ["CORPUS"]

# -- bombs -----------------------------------------------------------------------------


def lying(data, size):
    """A zip whose directory declares another unpacked size for its last member."""
    at = data.rfind(b"PK\x01\x02")
    return data[:at] + data[at : at + 24] + struct.pack("<I", size) + data[at + 28 :]


def overlapping():
    """Forty members that share the bytes of one."""
    data = zipped(
        parts() | {"xl/z.xml": "<a>" + random.Random(3).randbytes(400_000).hex() + "</a>"}
    )
    start = data.rfind(b"PK\x05\x06")
    first = data.find(b"PK\x01\x02")
    at = data.rfind(b"PK\x01\x02")
    last = data[at:start]
    count = data[first:start].count(b"PK\x01\x02")
    more = b"".join(patched(last, b"xl/z.xml", b"xl/%c.xml" % (65 + n)) for n in range(20))
    head = data[first:start] + more
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count + 20, count + 20, len(head), first, 0)
    return data[:first] + head + end


def layers(depth=6):
    """A zip in a zip in a zip."""
    made = zipped({"a.xml": "0" * 900_000})
    for _ in range(depth):
        made = zipped({f"{n}.zip": made for n in range(4)})
    return made


def large():
    """61 MB that pack 30 to 1, as a real sheet might."""
    made = random.Random(1).randbytes(2_000).hex()
    block = "".join(f"<v>{made[n : n + 64]}</v>" for n in range(0, 3900, 7))
    return xlsx({f"xl/{n}.xml": f"<a>{block * 40}</a>" for n in range(42)})


case(
    "a member of zeros", "zip_bomb", "a.xlsx", partial(xlsx, {"xl/media/a.bin": bytes(30_000_000)})
)
case(
    "zeros in many small members",
    "zip_bomb",
    "a.xlsx",
    partial(xlsx, {f"{n}": bytes(900_000) for n in range(60)}),
)
case("a sheet of zeros", "zip_bomb", "a.xlsx", partial(xlsx, sheet=sheet("<row/>" * 8_000_000)))
case("61 MB that look real", "zip_bomb", "a.xlsx", large)
case("ODS of zeros", "zip_bomb", "a.ods", partial(ods, more={"a.bin": bytes(30_000_000)}))
case("declared 2 GB", "zip_bomb", "a.xlsx", lambda: lying(xlsx(), 2_000_000_000))
case("declared 4 GB", "zip_bomb", "a.xlsx", lambda: lying(xlsx(), 0xFFFFFFFE))
case("declared zip64", "zip_bomb", "a.xlsx", lambda: lying(xlsx(), 0xFFFFFFFF))
case(
    "declared too little",
    "damaged",
    "a.xlsx",
    lambda: lying(xlsx({"a.bin": bytes(20_000_000)}), 10),
)
case("3,000 members", "zip_bomb", "a.xlsx", partial(xlsx, {f"{n}.txt": "" for n in range(3_000)}))
case(
    "400,000 members",
    "zip_bomb",
    "a.xlsx",
    lambda: b"PK\3\4" + b"PK\x01\x02" + (b"PK\x01\x02" + bytes(42)) * 400_000,
)
case(
    "a member of zeros beside one that packs badly",
    "zip_bomb",
    "a.xlsx",
    lambda: xlsx({"a.bin": bytes(30_000_000), "b.bin": random.Random(4).randbytes(1_000_000)}),
)
case("members that overlap", "overlapping", "a.xlsx", overlapping)
case("zips within zips", "embedded_objects", "a.zip", layers)
case(
    "zips within an XLSX", "embedded_objects", "a.xlsx", lambda: xlsx({"xl/media/a.zip": layers(2)})
)
case("21 MB", "too_big", "a.xlsx", lambda: xlsx() + bytes(21_000_000))
case("11 MB of CSV", "too_big", "a.csv", b"Landak;1\n" * 1_300_000)

# -- entities and shapes of XML --------------------------------------------------------

LAUGH = f"{LAUGHS}{sheet(cells((1, 'A', '&i;')))}"
SYSTEM = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + sheet(cells((1, "A", "&x;")))
REMOTE = '<!DOCTYPE a SYSTEM "http://contoh.invalid/a.dtd">' + sheet()
PARAMETER = '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://contoh.invalid/"> %x;]>' + sheet()
SQUARE = f'<!DOCTYPE a [<!ENTITY x "{"y" * 50_000}">]>' + sheet(cells((1, "A", "&x;" * 5_000)))
for title, text in {
    "a billion laughs": LAUGH,
    "an entity from a file": SYSTEM,
    "a type from elsewhere": REMOTE,
    "a parameter from elsewhere": PARAMETER,
    "quadratic growth": SQUARE,
    "a type alone": "<!DOCTYPE worksheet>" + sheet(),
    "a type in small letters": "<!doctype a>" + sheet(),
}.items():
    case(f"sheet: {title}", "doctype", "a.xlsx", partial(xlsx, sheet=text))
for part in ("types", "rels", "book", "bookrels", "strings", "styles"):
    case(f"{part}: a billion laughs", "doctype", "a.xlsx", partial(xlsx, **{part: LAUGH}))
case("laughs that nobody reads", "doctype", "a.xlsx", partial(xlsx, {"docProps/core.xml": LAUGH}))
case(
    "a type that nobody reads",
    "doctype",
    "a.xlsx",
    partial(xlsx, {"docProps/core.xml": "<!DOCTYPE a><a/>"}),
)
case("laughs in a drawing", "doctype", "a.xlsx", partial(xlsx, {"xl/drawings/a.vml": LAUGH}))
case("laughs in UTF-16", "doctype", "a.xlsx", lambda: xlsx(sheet=LAUGH.encode("utf-16")))
case(
    "laughs in UTF-16 without a mark",
    "doctype",
    "a.xlsx",
    lambda: xlsx(sheet=LAUGH.encode("utf-16-le")),
)
case(
    "laughs after 2 MB of blanks",
    "doctype",
    "a.xlsx",
    lambda: xlsx(sheet="<!--" + random.Random(1).randbytes(900_000).hex() + "-->" + LAUGH),
)
case("ODS: a billion laughs", "doctype", "a.ods", partial(ods, head=LAUGHS))
for part in ("styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml", "manifest.rdf"):
    case(f"ODS {part}: a billion laughs", "doctype", "a.ods", partial(ods, more={part: LAUGH}))
case(
    "10,000 deep",
    "too_complex",
    "a.xlsx",
    partial(xlsx, sheet=sheet("<a>" * 10_000 + "</a>" * 10_000)),
)
case("a million deep", "too_complex", "a.xlsx", lambda: zipped(parts(sheet="<aa>" * 400_000), 0))
case(
    "ODS: 10,000 deep",
    "too_complex",
    "a.ods",
    partial(ods, table("<text:span>" * 10_000 + "</text:span>" * 10_000)),
)


def many(count):
    """Blank cells with a style, each written out, of no value."""
    pick = random.Random(2).choices("0123456789", k=count)
    return "<row r='1'>" + "".join(f'<c s="{n}"/>' for n in pick) + "</row>"


case("a million blank cells", "too_complex", "a.xlsx", lambda: xlsx(sheet=sheet(many(1_100_000))))
case(
    "a million attributes",
    "too_complex",
    "a.xlsx",
    lambda: xlsx(sheet=sheet("<row " + " ".join(f'a{n}="{n}"' for n in range(1_000_000)) + "/>")),
)

# -- too much --------------------------------------------------------------------------

BIG = {
    "a million columns": ("too_many_columns", cells((1, "A", "1")) + cells((2, "XFD", "1"))),
    "column ZZZ": ("too_many_columns", cells((1, "ZZZ", "1"))),
    "201 columns": ("too_many_columns", cells((1, "GS", "1")) + cells((2, "GT", "1"))),
    "a cell in the last row": ("too_many_rows", cells((1, "A", "1"), (1_048_576, "A", "2"))),
    "a cell in the last corner": ("too_many_rows", cells((1, "A", "1"), (1_048_576, "XFD", "2"))),
    "row ten million": ("damaged", cells((99_999_999, "A", "1"))),
    "20,001 rows": ("too_many_rows", cells((20_001, "A", "1"))),
    "a cell of 40,000 letters": ("cell_too_long", cells((1, "A", "x" * 40_000))),
}
for title, (kind, rows) in BIG.items():
    case(title, kind, "a.xlsx", partial(xlsx, sheet=sheet(rows)))


def filled(count):
    """So many filled cells, 200 in a row."""
    lines = [
        f"<row>{''.join(f'<c><v>{n * 7 % 9973}</v></c>' for n in range(line, line + 200))}</row>"
        for line in range(0, count, 200)
    ]
    return sheet("".join(lines))


def sheets(count, inside=None):
    """An XLSX with so many sheets."""
    names = [f"l{n}" for n in range(1, count + 1)]
    links = rels(*[(f"r{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in range(1, count + 1)])
    more = {f"xl/worksheets/sheet{n}.xml": inside or sheet() for n in range(1, count + 1)}
    return xlsx(more, book=book(names), bookrels=links)


def corner(count=6, row=18_000, letter="DZ"):
    """Sheets that are almost blank and very large."""
    return sheets(count, sheet(cells((1, "A", "1")) + cells((row, letter, "1"))))


case("100,001 cells", "too_many_cells", "a.xlsx", lambda: xlsx(sheet=filled(100_200)))
case("100,001 cells in many sheets", "too_many_cells", "a.xlsx", lambda: sheets(20, filled(6_000)))
case("51 sheets", "too_many_sheets", "a.xlsx", partial(sheets, 51))
case("large blank sheets", "too_large_area", "a.xlsx", corner)
case(
    "a text of 40,000 letters",
    "cell_too_long",
    "a.xlsx",
    lambda: xlsx(
        strings=f'<sst xmlns="{MAIN}"><si><t>{"x" * 40_000}</t></si></sst>',
        sheet=sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
    ),
)
case(
    "10,001 merged areas",
    "too_many_merged",
    "a.xlsx",
    lambda: xlsx(sheet=sheet(after='<mergeCell ref="A1:B2"/>' * 10_001)),
)
ONE = '<table:table-cell {}office:value-type="float" office:value="1"/>'
WIDE = ONE.format('table:number-columns-repeated="1000000" ')
LONG = 'table:number-rows-repeated="1000000"'
case("ODS: a million columns", "too_many_columns", "a.ods", partial(ods, table(WIDE)))
case("ODS: a million rows", "too_many_rows", "a.ods", partial(ods, table(row=LONG)))
case("ODS: a million times a million", "too_many_columns", "a.ods", partial(ods, table(WIDE, LONG)))
case(
    "ODS: many full rows",
    "too_many_cells",
    "a.ods",
    partial(
        ods,
        table(
            ONE.format('table:number-columns-repeated="190" '), 'table:number-rows-repeated="19000"'
        ),
    ),
)
case(
    "ODS: a cell of ten million blanks",
    "cell_too_long",
    "a.ods",
    partial(
        ods,
        table('<table:table-cell><text:p><text:s text:c="9000000"/></text:p></table:table-cell>'),
    ),
)
case(
    "ODS: a cell of long text",
    "cell_too_long",
    "a.ods",
    partial(ods, table(f"<table:table-cell><text:p>{'x' * 40_000}</text:p></table:table-cell>")),
)
case(
    "ODS: 51 sheets",
    "too_many_sheets",
    "a.ods",
    partial(ods, "".join(table(name=f"l{n}") for n in range(51))),
)
case("CSV: 20,001 rows", "too_many_rows", "a.csv", b"Landak;1\n" * 20_001)
case("CSV: 201 columns", "too_many_columns", "a.csv", b"1;" * 200 + b"1\n")
case("CSV: a million columns", "too_many_columns", "a.csv", b"1;" * 1_000_000)
case("CSV: five million blanks and one cell", "too_many_columns", "a.csv", b";" * 5_000_000 + b"1")
case("CSV: too many cells", "too_many_cells", "a.csv", (b"1;" * 199 + b"1\n") * 600)
case("CSV: a long cell", "cell_too_long", "a.csv", b"Landak;" + b"x" * 40_000)
case("CSV: a very long cell", "torn_csv", "a.csv", b"Landak;" + b"x" * 400_000)
case(
    "XLS: 256 columns",
    "too_many_columns",
    "a.xls",
    lambda: xls(lambda sheet: sheet.write(0, 255, 1)),
)
case(
    "XLS: 65,536 rows",
    "too_many_rows",
    "a.xls",
    lambda: xls(lambda sheet: sheet.write(65_535, 0, 1)),
)

# -- programs, links, files within -----------------------------------------------------

EXTERNAL = ' TargetMode="External"'
TYPES = "<Types xmlns='a'><Override ContentType='application/vnd.ms-excel.{}+xml'/></Types>"
case("VBA", "macros", "a.xlsx", partial(xlsx, {"xl/vbaProject.bin": "x"}))
case("VBA named .xlsm", "macros", "a.xlsm", partial(xlsx, {"xl/vbaProject.bin": "x"}))
case("VBA elsewhere", "macros", "a.xlsx", partial(xlsx, {"a/VBAPROJECT.BIN": "x"}))
case(
    "VBA under another name",
    "macros",
    "a.xlsx",
    partial(xlsx, {"xl/worksheets/_rels/sheet1.xml.rels": rels(("v", "vbaProject", "x.bin"))}),
)
case(
    "a type with macros",
    "macros",
    "a.xlsx",
    partial(xlsx, types=TYPES.format("sheet.macroEnabled.main")),
)
case(
    "a template with macros",
    "macros",
    "a.xltm",
    partial(xlsx, types=TYPES.format("template.macroEnabled.main")),
)
case("a sheet of macros", "macros", "a.xlsx", partial(xlsx, {"xl/macrosheets/sheet1.xml": "<a/>"}))
case(
    "a link to a sheet of macros",
    "macros",
    "a.xlsx",
    partial(xlsx, bookrels=rels(("r1", "xlMacrosheet", "m.xml"))),
)
case("ODS: Basic", "macros", "a.ods", partial(ods, more={"Basic/Standard/Module1.xml": "<a/>"}))
case("ODS: Python", "macros", "a.ods", partial(ods, more={"Scripts/python/a.py": "x"}))
case(
    "XLS: VBA",
    "macros",
    "a.xls",
    lambda: compound([("Workbook", biff())], ["_VBA_PROJECT_CUR", "VBA"]),
)
case(
    "XLS: VBA told in the stream", "macros", "a.xls", lambda: workbook_stream(shared=[record(0xD3)])
)
case("XLS: a sheet of macros", "macros", "a.xls", lambda: workbook_stream(sheet_kind=1))
case("XLS: a module", "macros", "a.xls", lambda: workbook_stream(sheet_kind=6))
case(
    "another workbook",
    "external_links",
    "a.xlsx",
    partial(xlsx, {"xl/externalLinks/externalLink1.xml": "<a/>"}),
)
for kind in ("externalLinkPath", "oleObject", "image", "attachedTemplate", "worksheet", "package"):
    link = {
        "xl/worksheets/_rels/sheet1.xml.rels": rels(
            ("x", kind, "file://///jahat.invalid/a"), more=EXTERNAL
        )
    }
    case(f"{kind} from elsewhere", "external_links", "a.xlsx", partial(xlsx, link))
case(
    "a link of no sheet",
    "external_links",
    "a.xlsx",
    partial(
        xlsx,
        {
            "customXml/_rels/item1.xml.rels": rels(
                ("x", "customXmlProps", "http://contoh.invalid/"), more=EXTERNAL
            )
        },
    ),
)
case("a connection", "external_links", "a.xlsx", partial(xlsx, {"xl/connections.xml": "<a/>"}))
case(
    "a query", "external_links", "a.xlsx", partial(xlsx, {"xl/queryTables/queryTable1.xml": "<a/>"})
)
for name in ("table-source", "cell-range-source", "dde-source"):
    case(
        f"ODS: {name}",
        "external_links",
        "a.ods",
        partial(ods, table() + f'<table:{name} xlink:href="http://contoh.invalid/"/>'),
    )
case(
    "ODS: a picture from elsewhere",
    "external_links",
    "a.ods",
    partial(
        ods,
        table(
            '<table:table-cell><draw:frame><draw:image xlink:href="http://contoh.invalid/a.png"/></draw:frame></table:table-cell>'
        ),
    ),
)
case(
    "XLS: another workbook",
    "external_links",
    "a.xls",
    lambda: workbook_stream(shared=[record(0x1AE, b"\1\0\5\0\0\1a.xls")]),
)
case(
    "XLS: DDE",
    "external_links",
    "a.xls",
    lambda: workbook_stream(shared=[record(0x1AE, b"\0\0\7\0\0cmd\3/c")]),
)
case(
    "XLS: a linked object",
    "external_links",
    "a.xls",
    lambda: compound([("Workbook", biff())], ["LNK00000001"]),
)
case(
    "an OLE object",
    "embedded_objects",
    "a.xlsx",
    partial(xlsx, {"xl/embeddings/oleObject1.bin": "x"}),
)
case("a Word file", "embedded_objects", "a.xlsx", partial(xlsx, {"xl/embeddings/Doc.docx": "x"}))
case(
    "an ActiveX control",
    "embedded_objects",
    "a.xlsx",
    partial(xlsx, {"xl/activeX/activeX1.xml": "<a/>"}),
)
case(
    "an XLSX as a picture",
    "embedded_objects",
    "a.xlsx",
    lambda: xlsx({"xl/media/image1.png": xlsx()}),
)
case(
    "a RAR as a picture",
    "embedded_objects",
    "a.xlsx",
    partial(xlsx, {"xl/media/image1.png": b"Rar!\x1a\7"}),
)
case(
    "an OLE object told in the sheet",
    "embedded_objects",
    "a.xlsx",
    partial(xlsx, sheet=sheet(after="<oleObjects><oleObject/></oleObjects>")),
)
case(
    "a DDE link told in the sheet",
    "embedded_objects",
    "a.xlsx",
    partial(xlsx, sheet=sheet(after="<ddeLink/>")),
)
case(
    "ODS: an OLE object",
    "embedded_objects",
    "a.ods",
    partial(ods, table("<table:table-cell><draw:object-ole/></table:table-cell>")),
)
case(
    "ODS: an OLE object told in the list",
    "embedded_objects",
    "a.ods",
    partial(ods, more={"META-INF/manifest.xml": "<a type='application/vnd.sun.star.oleobject'/>"}),
)
case(
    "ODS: an applet",
    "embedded_objects",
    "a.ods",
    partial(ods, table("<table:table-cell><draw:applet/></table:table-cell>")),
)
case(
    "XLS: an object",
    "embedded_objects",
    "a.xls",
    lambda: compound([("Workbook", biff())], ["MBD0018F1C2"]),
)
case(
    "XLS: a package",
    "embedded_objects",
    "a.xls",
    lambda: compound([("Workbook", biff()), ("\1Ole10Native", b"x")]),
)
case(
    "XLSX with a password",
    "encrypted",
    "a.xlsx",
    lambda: compound([("EncryptionInfo", b"x"), ("EncryptedPackage", b"x")]),
)
case(
    "XLS with a password",
    "encrypted",
    "a.xls",
    lambda: workbook_stream(shared=[record(0x2F, bytes(54))]),
)
case(
    "ODS with a password",
    "encrypted",
    "a.ods",
    partial(ods, more={"META-INF/manifest.xml": "<a><encryption-data/></a>"}),
)


def locked():
    """A zip whose directory says that its members have a password."""
    data = bytearray(xlsx())
    at = data.find(b"PK\x01\x02")
    data[at + 8] |= 1
    return bytes(data)


case("zip with a password", "encrypted", "a.xlsx", locked)
for name in (
    "../a.xml",
    "/etc/passwd",
    "C:/a.xml",
    "..\\a.xml",
    "xl/../../a.xml",
    "\\\\tuan\\a",
    "xl/\u202ea.xml",
    "xl/a\nb.xml",
):
    case(f"member {name!r}", "path_outside", "a.xlsx", partial(xlsx, {name: "x"}))
case("ODS: member that climbs", "path_outside", "a.ods", partial(ods, more={"../a": "x"}))
case(
    "member with a NUL",
    "path_outside",
    "a.xlsx",
    lambda: xlsx({"xl/a.exe_.xml": "x"}).replace(b"a.exe_.xml", b"a.exe\0.xml"),
)

# -- letters ---------------------------------------------------------------------------

for title, letter in {
    "a forced direction": "\u202e", "an isolate": "\u2066", "a hidden tag": "\U000e0041",
    "a control of old": "\x9b",
}.items():  # fmt: skip
    text = f"Kab. {letter}Landak"
    case(
        f"XLSX: {title}",
        "hidden_characters",
        "a.xlsx",
        partial(xlsx, sheet=sheet(cells((1, "A", text)))),
    )
    case(
        f"XLSX text: {title}",
        "hidden_characters",
        "a.xlsx",
        partial(
            xlsx,
            strings=f'<sst xmlns="{MAIN}"><si><t>{text}</t></si></sst>',
            sheet=sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
        ),
    )
    case(
        f"ODS: {title}",
        "hidden_characters",
        "a.ods",
        partial(ods, table(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>")),
    )
    case(
        f"XLS: {title}",
        "hidden_characters",
        "a.xls",
        lambda text=text: xls(lambda sheet: sheet.write(0, 0, text)),
    )
    case(f"CSV: {title}", "hidden_characters", "a.csv", f"Nama;Nilai\n{text};1\n".encode())
    if letter != "\x9b":
        case(f"XLSX sheet: {title}", "bad_sheet_name", "a.xlsx", partial(xlsx, book=book([text])))
        case(f"ODS sheet: {title}", "bad_sheet_name", "a.ods", partial(ods, table(name=text)))
for code in ("0000", "0007", "001B", "D800", "202E"):
    case(
        f"XLSX: written as _x{code}_",
        "hidden_characters",
        "a.xlsx",
        partial(xlsx, sheet=sheet(cells((1, "A", f"a_x{code}_b")))),
    )
case("a sheet without a name", "bad_sheet_name", "a.xlsx", partial(xlsx, book=book([""])))
case("XLS sheet with a bell", "bad_sheet_name", "a.xls", lambda: workbook_stream(name=b"a\7b"))
case("CSV: NUL", "nul_bytes", "a.csv", b"Landak;1\0\n")
case("CSV: NUL far down", "nul_bytes", "a.csv", b"Landak;1\n" * 9_000 + b"\0")
case("CSV: escape", "hidden_characters", "a.csv", b"Landak;\x1b[31m1\n")
case("CSV: bell", "hidden_characters", "a.csv", b"Landak\x07;1\n")
case("CSV: vertical tab", "hidden_characters", "a.csv", b"Landak\x0b;1\n")
case("CSV: letters of nowhere", "unknown_encoding", "a.csv", b"Landak\x81;1\n")
case("CSV: quote left open", "torn_csv", "a.csv", b'Nama;Nilai\n"Landak;1\nSekadau;2\n')
case("CSV: letters after a quote", "torn_csv", "a.csv", b'Nama;Nilai\n"Land"ak;1\n')

# -- chains and records of XLS ---------------------------------------------------------


def looped(where):
    """An XLS in which a chain of sectors runs in a circle."""
    data = bytearray(xls())
    table_at = 512 * (struct.unpack_from("<I", data, 76)[0] + 1)
    folder = struct.unpack_from("<I", data, 48)[0]
    if where == "folder":
        struct.pack_into("<I", data, table_at + 4 * folder, folder)
    elif where == "stream":
        struct.pack_into("<I", data, table_at, 0)
    elif where == "table":
        struct.pack_into("<I", data, 68, 0)
        struct.pack_into("<I", data, 512 + 508, 0)
    elif where == "same table":
        struct.pack_into("<I", data, 80, struct.unpack_from("<I", data, 76)[0])
    elif where == "outside":
        struct.pack_into("<I", data, table_at, 0x00FFFFFF)
    return bytes(data)


for where in ("folder", "stream", "table", "same table", "outside"):
    case(f"XLS: circle in {where}", "damaged", "a.xls", partial(looped, where))
case(
    "XLS: sectors of 2^40",
    "damaged",
    "a.xls",
    lambda: patched(xls(), b"\x09\x00\x06\x00", b"\x28\x00\x06\x00"),
)
case(
    "XLS: a stream of 4 GB",
    "damaged",
    "a.xls",
    lambda: patched(xls(), b"\x00\x10\x00\x00", b"\xff\xff\xff\xff", last=True),
)
case(
    "XLS: a text that is not there",
    "damaged",
    "a.xls",
    lambda: workbook_stream(record(0xFD, struct.pack("<HHHI", 0, 0, 0, 7))),
)
case(
    "XLS: a record beyond the end",
    "damaged",
    "a.xls",
    lambda: compound([("Workbook", biff()[:-4] + struct.pack("<HH", 0x203, 9000))]),
)
case(
    "XLS: a record cut short", "damaged", "a.xls", lambda: workbook_stream(record(0x203, b"\0\0\0"))
)
case(
    "XLS: no number",
    "damaged",
    "a.xls",
    lambda: workbook_stream(record(0x203, struct.pack("<HHHd", 0, 0, 0, float("nan")))),
)
case(
    "XLS: two thousand million texts",
    "damaged",
    "a.xls",
    lambda: workbook_stream(
        record(0xFD, struct.pack("<HHHI", 0, 0, 0, 7)),
        shared=[record(0xFC, struct.pack("<II", 1, 0x7FFFFFFF))],
    ),
)
case(
    "XLS: a text longer than its record",
    "damaged",
    "a.xls",
    lambda: workbook_stream(record(0x204, struct.pack("<HHHH", 0, 0, 0, 60_000) + b"\0abc")),
)
case(
    "XLS: merged beyond its record",
    "damaged",
    "a.xls",
    lambda: workbook_stream(record(0xE5, b"\xff\xff")),
)
case(
    "XLS: a sheet beyond the end",
    "damaged",
    "a.xls",
    lambda: compound(
        [
            (
                "Workbook",
                biff().replace(record(0x809, struct.pack("<HH", 0x0600, 0x10) + bytes(12)), b""),
            )
        ]
    ),
)
case(
    "XLS: a million beginnings",
    "damaged",
    "a.xls",
    lambda: workbook_stream(record(0x809, struct.pack("<HH", 0x600, 0x10)) * 400_000),
)
