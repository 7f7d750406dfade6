"""Bad workbooks of every kind, made by code: name of the case → content, file name, refusal.

`CORPUS` holds functions, so that a file is made when its test runs and not before.
"""

import gzip
import io
import struct
import zipfile
from dataclasses import dataclass
from functools import partial

import xlwt

CORPUS = {}
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SECRET = "root:x:0:0"
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)


@dataclass(frozen=True)
class Case:
    """A bad file: what it holds, how it is called, with which kind it is refused."""

    content: bytes
    name: str
    kind: str


def case(title, kind, name, make):
    """One more bad file; `make` gives its content."""
    assert title not in CORPUS, title
    CORPUS[title] = lambda: Case(make() if callable(make) else make, name, kind)


# -- small builders --------------------------------------------------------------------


def zipped(members, method=zipfile.ZIP_DEFLATED):
    """A zip of members, as given."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return written.getvalue()


def rels(*links, more=""):
    """A part of relationships: number, end of the type, target."""
    inner = "".join(
        f'<Relationship Id="{n}" Type="{REL}/{kind}" Target="{target}"{more}/>'
        for n, kind, target in links
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'


def sheet(rows='<row r="1"><c r="A1"><v>1</v></c></row>', after=""):
    """A worksheet with rows written out."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def book(names=("Angka",)):
    """A workbook part that names its sheets."""
    inner = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="r{n}"/>' for n, name in enumerate(names, 1)
    )
    return f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{inner}</sheets></workbook>'


def parts(**changed):
    """Members of a small sound XLSX; changes by part: `sheet=`, `strings=`, `book=` …"""
    made = {
        "types": f'<Types xmlns="{PACKAGE}/content-types"/>',
        "rels": rels(("a", "officeDocument", "xl/workbook.xml")),
        "book": book(),
        "bookrels": rels(
            ("r1", "worksheet", "worksheets/sheet1.xml"),
            ("s", "sharedStrings", "sharedStrings.xml"),
            ("y", "styles", "styles.xml"),
        ),
        "sheet": sheet(),
        "strings": f'<sst xmlns="{MAIN}"><si><t>Landak</t></si></sst>',
        "styles": f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
    } | changed
    places = {
        "types": "[Content_Types].xml",
        "rels": "_rels/.rels",
        "book": "xl/workbook.xml",
        "bookrels": "xl/_rels/workbook.xml.rels",
        "sheet": "xl/worksheets/sheet1.xml",
        "strings": "xl/sharedStrings.xml",
        "styles": "xl/styles.xml",
    }
    return {places[key]: text for key, text in made.items() if text is not None}


def xlsx(more=None, **changed):
    """A small XLSX, sound but for what is changed or added."""
    return zipped(parts(**changed) | (more or {}))


def cells(*rows):
    """Rows of inline texts, by row and column letter: `(1, "A", "text")`."""
    return "".join(
        f'<row r="{row}"><c r="{letter}{row}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for row, letter, text in rows
    )


ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in {
        "office": "office",
        "table": "table",
        "text": "text",
        "draw": "drawing",
    }.items()
)
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def content(inside, before="", head=""):
    """The content of an ODS."""
    return (
        f'{head}<office:document-content {ODF} xmlns:xlink="http://www.w3.org/1999/xlink">{before}'
        f"<office:body><office:spreadsheet>{inside}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )


def table(cell='<table:table-cell office:value-type="float" office:value="1"/>', row="", name="a"):
    """A sheet of an ODS with one row."""
    return (
        f'<table:table table:name="{name}"><table:table-row {row}>{cell}</table:table-row>'
        "</table:table>"
    )


def ods(inside=None, more=None, **head):
    """A small ODS, sound but for what is changed or added."""
    members = {
        "mimetype": ODS_TYPE,
        "content.xml": content(table() if inside is None else inside, **head),
        "META-INF/manifest.xml": "<manifest/>",
    }
    return zipped(members | (more or {}))


def xls(fill=lambda sheet: sheet.write(0, 0, "Landak"), name="Angka"):
    """A small XLS."""
    made = xlwt.Workbook()
    fill(made.add_sheet(name))
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def record(kind, body=b""):
    """A record of an XLS."""
    return struct.pack("<HH", kind, len(body)) + body


def biff(*inside, shared=(), sheet_kind=0, name=b"Angka", version=0x0600):
    """The stream of an XLS with one sheet of records."""
    start = record(0x809, struct.pack("<HH", version, 5) + bytes(12))
    bound = bytes([0, sheet_kind, len(name), 0]) + name
    length = len(start) + sum(map(len, shared)) + 4 + 4 + len(bound) + 4
    head = start + b"".join(shared) + record(0x85, struct.pack("<I", length) + bound)
    rest = record(0x809, struct.pack("<HH", version, 0x10) + bytes(12)) + b"".join(inside)
    return head + record(0x0A) + rest + record(0x0A)


def compound(streams=(), storages=()):
    """A compound file: streams of at least 4,096 bytes each, and names of folders."""
    sectors, chains, entries = [], [], [(5, "Root Entry", 0xFFFFFFFE, 0)]
    for name, inside in streams:
        padded = inside.ljust(4096, b"\0")
        padded = padded.ljust(-(-len(padded) // 512) * 512, b"\0")
        first = len(sectors)
        sectors += [padded[n : n + 512] for n in range(0, len(padded), 512)]
        chains += [*range(first + 1, len(sectors)), 0xFFFFFFFE]
        entries.append((2, name, first, len(padded)))
    entries += [(1, name, 0, 0) for name in storages]
    packed = b"".join(_entry(*one) for one in entries)
    packed = packed.ljust(-(-len(packed) // 512) * 512, b"\0")
    folder = len(sectors)
    sectors += [packed[n : n + 512] for n in range(0, len(packed), 512)]
    chains += [*range(folder + 1, len(sectors)), 0xFFFFFFFE]
    tables = -(-(len(sectors) + 3) // 128)
    chains += [0xFFFFFFFD] * tables
    chains += [0xFFFFFFFF] * (tables * 128 - len(chains))
    numbers = range(len(sectors), len(sectors) + tables)
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 62, 3, 0xFFFE, 9, 6)
    )
    head += (
        bytes(10)
        + struct.pack("<IIIIIIIII", tables, folder, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)[:32]
    )
    head = head.ljust(76, b"\0") + struct.pack("<109I", *[*numbers, *[0xFFFFFFFF] * (109 - tables)])
    return head + b"".join(sectors) + struct.pack(f"<{len(chains)}I", *chains)


def _entry(kind, name, start, size):
    title = (name + "\0").encode("utf-16-le")
    head = title.ljust(64, b"\0") + struct.pack("<HBB", len(title), kind, 1)
    return (head + b"\xff" * 12 + bytes(36) + struct.pack("<II", start, size)).ljust(128, b"\0")


def workbook_stream(*inside, **how):
    """An XLS made of records."""
    return compound([("Workbook", biff(*inside, **how))])


def patched(data, old, new, *, last=False):
    """Bytes replaced once, where they stand."""
    at = data.rfind(old) if last else data.find(old)
    assert at >= 0, old
    return data[:at] + new + data[at + len(old) :]


# -- no workbook at all ----------------------------------------------------------------

HTML = b"<html><body><table><tr><td>Landak</td><td>51,59</td></tr></table></body></html>"
XML_2003 = (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
)
OTHERS = {
    "PDF": ("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "PDF after blanks": ("pdf", b"\n\n%PDF-1.4\n"),
    "PNG": ("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    "JPEG": ("picture", b"\xff\xd8\xff\xe0\0\x10JFIF\0"),
    "GIF": ("picture", b"GIF89a\1\0\1\0\0\0\0"),
    "TIFF": ("picture", b"II*\0\x08\0\0\0"),
    "WebP": ("picture", b"RIFF\x24\0\0\0WEBPVP8 "),
    "BMP": ("picture", b"BM\x36\0\0\0\0\0\0\0"),
    "RAR": ("archive", b"Rar!\x1a\x07\1\0"),
    "7z": ("archive", b"7z\xbc\xaf\x27\x1c\0\4"),
    "gzip of a CSV": ("archive", gzip.compress(b"a;b\n1;2\n", mtime=0)),
    "bzip2": ("archive", b"BZh91AY&SY"),
    "xz": ("archive", b"\xfd7zXZ\0\0\4"),
    "zstd": ("archive", b"\x28\xb5\x2f\xfd\x04\x00"),
    "zip with nothing in it": ("archive", b"PK\x05\x06" + bytes(18)),
    "Windows program": ("program", b"MZ\x90\0\3\0\0\0"),
    "Linux program": ("program", b"\x7fELF\2\1\1\0"),
    "shell script": ("program", b"#!/bin/sh\nrm -rf /\n"),
    "GeoPackage": ("database", b"SQLite format 3\0\x10\0"),
    "Parquet": ("database", b"PAR1\x15\x04"),
    "Access": ("database", b"\0\1\0\0Standard Jet DB\0"),
    "RTF": ("rtf", b"{\\rtf1\\ansi Landak}"),
    "HTML table": ("html", HTML),
    "HTML with a type": ("html", b"\xef\xbb\xbf<!DOCTYPE html><p>Landak"),
    "XHTML": ("html", b'<?xml version="1.0"?>' + HTML),
    "web archive": ("html", b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n"),
    "XML spreadsheet 2003": ("xml_spreadsheet", XML_2003),
    "other XML": ("xml", b"<?xml version='1.0'?><a/>"),
    "XML bomb alone": ("xml", LAUGHS.encode() + b"<a>&i;</a>"),
    "SVG": ("xml", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    "flat ODS": ("xml", b'<?xml version="1.0"?><office:document office:mimetype="x"/>'),
    "JSON": ("json", b'{"Landak": 0.5159}'),
    "JSON list": ("json", b'[{"a": 1}]'),
    "UTF-16 text": ("utf16", "Landak;1\n".encode("utf-16")),
    "UTF-16 text, big end first": ("utf16", b"\xfe\xff" + "Landak".encode("utf-16-be")),
    "Excel 2": ("old_excel", b"\x09\x00\x04\x00\x02\x00\x10\x00"),
    "Excel 4": ("old_excel", b"\x09\x04\x06\x00\x00\x00\x10\x00"),
    "Excel 5 bare": ("old_excel", b"\x09\x08\x08\x00\x00\x05\x05\x00"),
    "Excel 95": ("old_excel", partial(compound, [("Book", biff(version=0x0500))])),
    "Word 97": ("no_workbook", partial(compound, [("WordDocument", b"x")])),
    "PowerPoint 97": ("no_workbook", partial(compound, [("PowerPoint Document", b"x")])),
    "Windows installer": ("no_workbook", partial(compound, [("SummaryInformation", b"x")])),
    "Word": (
        "document",
        partial(zipped, {"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}),
    ),
    "PowerPoint": ("slides", partial(zipped, {"[Content_Types].xml": "<a/>", "ppt/a.xml": "<a/>"})),
    "ODT": ("document", partial(zipped, {"mimetype": "application/vnd.oasis.opendocument.text"})),
    "ODS template": ("document", partial(zipped, {"mimetype": ODS_TYPE + "-template"})),
    "XLSB": ("xlsb", partial(zipped, {"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"})),
    "Numbers": ("numbers", partial(zipped, {"Index/Document.iwa": "x"})),
    "zip of a CSV": ("archive", partial(zipped, {"data.csv": "a;b"})),
    "zip of a shapefile": ("archive", partial(zipped, {"a.shp": "x", "a.dbf": "x"})),
}
for n, (title, (kind, made)) in enumerate(OTHERS.items()):
    case(title, kind, f"data.{('xlsx', 'xls', 'csv', 'ods')[n % 4]}", made)

# -- nothing in it, or a name that lies ------------------------------------------------

case("nothing", "empty_file", "data.xlsx", b"")
case("nothing as CSV", "empty_file", "data.csv", b"")
case("blanks", "empty_file", "data.csv", b" \r\n\t \n" * 9)
case("a mark of UTF-8 alone", "empty_file", "data.csv", b"\xef\xbb\xbf")
case("NUL bytes alone", "empty_file", "data.xls", bytes(5000))
case("separators alone", "empty_file", "data.csv", b";;;\n;;;\n")
case("XLSX without a cell", "empty_file", "data.xlsx", partial(xlsx, sheet=sheet("")))
case(
    "XLSX with blanks alone",
    "empty_file",
    "a.xlsx",
    partial(xlsx, sheet=sheet(cells((1, "A", " ")))),
)
case("XLSX without a sheet", "empty_file", "data.xlsx", partial(xlsx, book=book(())))
case("XLS without a cell", "empty_file", "data.xls", partial(xls, lambda sheet: None))
case("ODS without a cell", "empty_file", "data.ods", partial(ods, table("")))
case("ODS without a sheet", "empty_file", "data.ods", partial(ods, ""))
for end in ("csv", "xls", "ods", "pdf", "xlsx.exe", "xlsm", "zip"):
    case(f"XLSX named .{end}", "name_differs", f"data.{end}", xlsx)
case("XLSX without an ending", "name_differs", "data", xlsx)
for end in ("xlsx", "xls", "ods", "doc"):
    case(f"CSV named .{end}", "name_differs", f"data.{end}", b"Kabupaten;Aktif\nLandak;10\n")
for end in ("xlsx", "csv", "ods"):
    case(f"XLS named .{end}", "name_differs", f"data.{end}", xls)
for end in ("xlsx", "csv", "xls"):
    case(f"ODS named .{end}", "name_differs", f"data.{end}", ods)
case("name turned round", "name_differs", "data\u202exslx.csv\u202c.exe", b"a;b\n")
case("name that climbs", "name_differs", "../../etc/passwd", b"a;b\n")
case("name of nothing visible", "name_differs", "\u200b\u202e", b"a;b\n")

XLS_95 = partial(workbook_stream, version=0x0500)
case("XLS that says it is of Excel 95", "old_excel", "data.xls", XLS_95)

# -- damaged ---------------------------------------------------------------------------


def cut(make, part):
    """A file cut short."""
    made = make()
    return made[: int(len(made) * part)]


for part in (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
    case(f"XLSX cut at {part}", "damaged", "data.xlsx", partial(cut, xlsx, part))
    case(f"ODS cut at {part}", "damaged", "data.ods", partial(cut, ods, part))
for part in (0.05, 0.2, 0.5, 0.8):
    case(f"XLS cut at {part}", "damaged", "data.xls", partial(cut, xls, part))
case("XLSX without a workbook", "damaged", "a.xlsx", partial(xlsx, book=None))
case("XLSX without its links", "damaged", "a.xlsx", partial(xlsx, rels=None))
case("XLSX without links of its workbook", "damaged", "a.xlsx", partial(xlsx, bookrels=None))
case("XLSX without its sheet", "damaged", "a.xlsx", partial(xlsx, sheet=None))
case("XLSX without its texts", "damaged", "a.xlsx", partial(xlsx, strings=None))
case("XLSX with another root", "damaged", "a.xlsx", partial(xlsx, rels=rels(("a", "x", "b"))))
case("XML left open", "damaged", "a.xlsx", partial(xlsx, sheet=sheet()[:-5]))
case("XML with a stray &", "damaged", "a.xlsx", partial(xlsx, sheet=sheet(cells((1, "A", "&")))))
case(
    "XML with an unknown entity",
    "damaged",
    "a.xlsx",
    partial(xlsx, sheet=sheet(cells((1, "A", "&x;")))),
)
case("XML with a prefix of nowhere", "damaged", "a.xlsx", partial(xlsx, sheet="<a:b/>"))
case("XML that is no UTF-8", "damaged", "a.xlsx", partial(xlsx, sheet=b"<a>\xff\xfe\xfd</a>"))
case("XML with a NUL", "damaged", "a.xlsx", partial(xlsx, sheet=sheet(cells((1, "A", "\0")))))
case(
    "XML with NUL as a number",
    "damaged",
    "a.xlsx",
    partial(xlsx, sheet=sheet(cells((1, "A", "&#0;")))),
)
case(
    "XML with a bell as a number",
    "damaged",
    "a.xlsx",
    partial(xlsx, sheet=sheet(cells((1, "A", "&#7;")))),
)
for encoding in ("utf-7", "iso-8859-1", "cp037", "x-unknown", "utf-32"):
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    kind = (
        "damaged" if encoding in {"x-unknown", "utf-32", "utf-7", "cp037"} else "unknown_encoding"
    )
    case(f"XML in {encoding}", "unknown_encoding", "a.xlsx", partial(xlsx, sheet=head + sheet()))
for value in ("abc", "1_000", "nan", "0x10", "1e99999", "--1", "1,5", "١٢", "9" * 500):
    row = f'<row r="1"><c r="A1"><v>{value}</v></c></row>'
    case(f"number {value[:9]}", "damaged", "a.xlsx", partial(xlsx, sheet=sheet(row)))
for number in ("1", "-1", "x", " ", "99999999999"):
    row = f'<row r="1"><c r="A1" t="s"><v>{number}</v></c></row>'
    case(f"text number {number!r}", "damaged", "a.xlsx", partial(xlsx, sheet=sheet(row)))
for place in ("A0", "1A", "A", "AAAA1", "A12345678", "B2", "", "Ａ1"):
    row = f'<row r="1"><c r="{place}"><v>1</v></c></row>'
    case(f"cell at {place!r}", "damaged", "a.xlsx", partial(xlsx, sheet=sheet(row)))
case("row 0", "damaged", "a.xlsx", partial(xlsx, sheet=sheet('<row r="0"/>')))
case("row minus one", "damaged", "a.xlsx", partial(xlsx, sheet=sheet('<row r="-1"/>')))
case(
    "a cell twice",
    "same_cell_twice",
    "a.xlsx",
    partial(xlsx, sheet=sheet(cells((1, "A", "1"), (1, "A", "2")))),
)
case(
    "a sheet twice",
    "same_sheet_twice",
    "a.xlsx",
    partial(xlsx, book=book(("a", "A")).replace("r2", "r1")),
)
case(
    "merged to nowhere",
    "damaged",
    "a.xlsx",
    partial(xlsx, sheet=sheet(after='<mergeCell ref="A1:B"/>')),
)
case(
    "merged thrice",
    "damaged",
    "a.xlsx",
    partial(xlsx, sheet=sheet(after='<mergeCell ref="A1:B2:C3"/>')),
)
case("ODS without content", "damaged", "a.ods", partial(zipped, {"mimetype": ODS_TYPE}))
for repeat in ("0", "-1", "x", "99999999999999999999", ""):
    row = f'table:number-rows-repeated="{repeat}"'
    case(f"ODS row repeated {repeat!r}", "damaged", "a.ods", partial(ods, table(row=row)))
case(
    "ODS number that is none", "damaged", "a.ods",
    partial(ods, table('<table:table-cell office:value-type="float" office:value="1,5"/>')),
)  # fmt: skip
case(
    "ODS table in a cell",
    "table_in_cell",
    "a.ods",
    partial(ods, table(f"<table:table-cell>{table()}</table:table-cell>")),
)


def twice():
    """A zip with one name twice."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, text in [*parts().items(), ("XL/worksheets/Sheet1.xml", sheet())]:
            archive.writestr(zipfile.ZipInfo(name), text)
    return written.getvalue()


case("a member twice", "same_member_twice", "a.xlsx", twice)
case("packed by LZMA", "unknown_packing", "a.xlsx", partial(zipped, parts(), zipfile.ZIP_LZMA))
case("packed by bzip2", "unknown_packing", "a.xlsx", partial(zipped, parts(), zipfile.ZIP_BZIP2))
case(
    "another name inside",
    "damaged",
    "a.xlsx",
    lambda: patched(xlsx(), b"xl/styles.xml", b"xl/stylee.xml"),
)
case(
    "a wrong check sum", "damaged", "a.xlsx",
    lambda: patched(zipped(parts(), 0), b"Landak", b"Sambas"),
)  # fmt: skip
