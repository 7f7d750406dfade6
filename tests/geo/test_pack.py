"""The four files of a meeting: the same numbers, to the digit, in every one of them."""

import io
import re
import zipfile
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pandas as pd
import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader
from typer.testing import CliRunner

from geo import __main__ as cli
from geo import brief as briefs
from geo import briefing, editions, logos, pack, pack_command
from geo.agenda import Agenda
from geo.errors import GeoError
from geo.formats import Writer
from geo.model import BpsCode, Period, Unit
from tests import office
from tests.geo.test_pack_xlsx import made

UNITS = " ?%(?: (?:poin|points))?| poin| percentage points"
FIGURE = re.compile(rf"Rp\d[\d.,]*\d|(?<![\d.,])\d[\d.,]*(?:{UNITS})")
"""Percent, points or rupiah; a number of a pattern that a reader takes for a figure."""
FEW = Agenda(regions=(BpsCode("6111"), BpsCode("6106"), BpsCode("6110")))


@cache
def meeting(language):
    """A meeting of three regencies on the real claims."""
    return briefing.compose(pack_command._material(editions.load(), "Setda"), FEW, Writer(language))


@cache
def files(language):
    return pack.pack(meeting(language))


def plain(text):
    """Text on one line, a word broken at a line's end whole again."""
    whole = re.sub(r"[\u00ad\u2010-]\n", "", text).replace("\u200b", "")
    return re.sub(r"\s+", " ", whole)


def presented(content):
    """Everything that a presentation says: shapes, tables, charts, notes."""
    return told_by(content, r"ppt/(slides|notesSlides|charts)/.*\.xml")


def written(content):
    return told_by(content, r"word/(document|header\d*|footer\d*)\.xml")


def told_by(content, names):
    """Text of the parts of an Office file, a line for each paragraph or value."""
    archive, said = zipfile.ZipFile(io.BytesIO(content)), []
    for name in archive.namelist():
        if re.fullmatch(names, name):
            xml = archive.read(name).decode()
            paragraphs = re.findall(r"<(?:a|w):p[ >].*?</(?:a|w):p>", xml, re.S)
            texts = (re.findall(r"<(?:a|w):t(?: [^>]*)?>([^<]*)<", one) for one in paragraphs)
            said += map("".join, texts)
    return plain("\n".join(said).replace("&amp;", "&"))


def printed(content):
    pages = PdfReader(io.BytesIO(content)).pages
    return plain("\n".join(page.extract_text() for page in pages))


def counted(content):
    """Texts of a workbook, and its numbers as their formats show them, in Indonesian or English."""
    return " | ".join(shown(cell) for _, cell in cells(content))


def cells(content):
    for sheet in load_workbook(io.BytesIO(content), data_only=True):
        for line in sheet.iter_rows():
            yield from ((sheet.title, cell) for cell in line if cell.value is not None)


def shown(cell):
    if isinstance(cell.value, str):
        return plain(cell.value)
    form = cell.number_format.partition(";")[0]
    places = len((re.search(r"0\.(0+)", form) or ["", ""])[1])
    value = Decimal(str(cell.value)) * (100 if "%" in form else 1)
    number = f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    number = number.replace("-", "−")
    if "$-421" in form:
        number = number.translate(str.maketrans(",.", ".,"))
    tail = re.sub(r'.*0(?="|%|$)|"', "", re.sub(r"^\[.*?\]", "", form))
    head = "Rp" if '"Rp"' in form else ""
    return plain(f"{head}{number}{tail if not head else ''}")


READ = {"pptx": presented, "docx": written, "pdf": printed, "xlsx": counted}


@cache
def said(language, ending):
    """The text of one of the files."""
    name = pack.file_name(meeting(language), ending)
    return READ[ending](files(language)[name])


def numbers_of(brief):
    """Every cell of a brief that holds a number."""
    for slide in brief.slides:
        yield from (one.cell for one in slide.figures)
        yield from (cell for line in (slide.table.rows if slide.table else ()) for cell in line)
        if slide.bars is not None:
            yield from slide.bars.values
            yield from [slide.bars.aim.cell] if slide.bars.aim else []


def as_in(ending, text):
    """A number's text as a file has it: a workbook writes points with the sign that scales them."""
    if ending != "xlsx":
        return plain(text)
    gapped = re.sub(r"(\d) poin", r"\1 % poin", plain(text))
    return gapped.replace(" percentage points", "% points")


def figures_in(text):
    """What a reader takes for figures, without what tells one file's way of writing."""
    found = {
        re.sub(r"[\s%]|Rp|poin(?:ts)?|percentage|−|-", "", one) for one in FIGURE.findall(text)
    }
    return {one.strip(".,") for one in found}


def known_figures(brief, language):
    """Every figure that the brief says: in cells, sentences, claims and pictures."""
    writer, told = Writer(language), []
    for slide in brief.slides:
        told += [slide.name, slide.title, slide.line, slide.source, *slide.points]
        told += [text for one in slide.figures for text in (one.label, one.cell.text, one.source)]
        told += [key.label for key in slide.legend]
        told += [cell.text for line in (slide.table.rows if slide.table else ()) for cell in line]
        told += [slide.picture.alt, slide.picture.svg] if slide.picture else []
        told += [one.text for one in slide.bars.values] if slide.bars else []
        told += [slide.bars.aim.cell.text, slide.bars.aim.label] if slide.bars else []
    for _, row in brief.claims.iterrows():
        told += [str(cell) for cell in row]
        if pd.notna(row["value"]):
            places = int(row["decimals"])
            told.append(briefs.number(writer, Unit(row["unit"]), row["value"], places).text)
    return figures_in(plain(" | ".join(told)))


@pytest.mark.parametrize("ending", pack.FILES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_number_of_the_brief_stands_in_every_file_to_the_digit(language, ending):
    text = said(language, ending)
    wanted = {as_in(ending, cell.text) for cell in numbers_of(meeting(language)) if cell.number}
    assert len(wanted) > 40
    missing = [one for one in wanted if not re.search(rf"(?<![\d.,]){re.escape(one)}(?!\d)", text)]
    assert sorted(missing) == []


@pytest.mark.parametrize("ending", pack.FILES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_file_has_a_figure_that_the_brief_has_not(language, ending):
    known = known_figures(meeting(language), language)
    found = figures_in(said(language, ending))
    assert len(found) > 40
    assert sorted(found - known) == []


@pytest.mark.parametrize("ending", pack.FILES)
def test_every_sentence_stands_in_every_file_with_its_edition(ending):
    text, brief = said("id", ending), meeting("id")
    for slide in brief.slides:
        for told in (slide.title, slide.line):
            assert plain(told)[:60] in text or plain(told)[:60].replace("-", "") in text
    assert brief.edition in text


def test_a_made_up_number_would_be_found():
    brief = meeting("id")
    assert "99,87" not in known_figures(brief, "id")
    assert figures_in("cakupan 99,87 % dan Rp1.234.567.890 dan 1,5 poin") == {
        "99,87",
        "1.234.567.890",
        "1,5",
    }


def test_the_same_brief_makes_the_same_files():
    brief = made()
    assert pack.pack(brief) == pack.pack(brief)


def test_names_say_edition_kind_and_mark():
    assert list(files("id")) == [
        f"peta-cakupan-rapat-{editions.load().name}.{ending}" for ending in pack.FILES
    ]
    assert pack.file_name(replace(made(), edition="contoh"), "pdf").startswith("DATA-CONTOH-")


def test_progress_is_told_before_each_file_in_the_readers_language():
    told = []
    pack.pack(made("id"), told=told.append)
    assert told == [
        "Menyusun presentasi (PPTX).",
        "Menyusun dokumen (DOCX).",
        "Menyusun dokumen cetak (PDF).",
        "Menyusun buku kerja (XLSX).",
    ]


def test_a_zip_is_the_same_for_the_same_files_in_any_order():
    one, other = {"a": b"1", "b": b"2" * 999}, {"b": b"2" * 999, "a": b"1"}
    assert pack.zipped(one) == pack.zipped(other)
    archive = zipfile.ZipFile(io.BytesIO(pack.zipped(one)))
    assert archive.namelist() == ["a", "b"]
    assert archive.read("b") == b"2" * 999
    assert archive.testzip() is None


def picture(kind, size=(200, 100)):
    written = io.BytesIO()
    Image.new("RGB", size, "#b3123f").save(written, kind)
    return written.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_goes_into_every_file(kind):
    without, having = pack.pack(made()), pack.pack(made(), picture(kind))
    for name, content in having.items():
        assert len(content) > len(without[name])


@pytest.mark.parametrize(
    "logo",
    [b"", b"<svg/>", picture("GIF"), picture("PNG")[:60], picture("PNG", (4001, 2)),
     picture("PNG") + b"0" * 2_000_000],
    ids=["empty", "svg", "gif", "torn", "wide", "heavy"],
)  # fmt: skip
def test_a_logo_that_not_all_files_can_hold_is_refused_before_anything_is_made(logo):
    told = []
    with pytest.raises(logos.LogoError) as caught:
        pack.pack(made(), logo, told.append)
    assert told == []
    assert "PNG atau JPEG" in caught.value.mend.spoken("id")


def test_files_are_written_whole_and_nothing_else_is(tmp_path):
    pack.write({"a.pdf": b"1"}, tmp_path / "new" / "out")
    pack.write({"a.pdf": b"2", "b.pdf": b"3"}, tmp_path / "new" / "out")
    found = {one.name: one.read_bytes() for one in (tmp_path / "new" / "out").iterdir()}
    assert found == {"a.pdf": b"2", "b.pdf": b"3"}


def test_a_failed_writing_leaves_nothing_behind(tmp_path):
    (tmp_path / "b.pdf").mkdir()
    (tmp_path / ".b.pdf.part").mkdir()
    with pytest.raises(GeoError, match="tidak dapat ditulis"):
        pack.write({"a.pdf": b"1", "b.pdf": b"2"}, tmp_path)
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == []


# The command


def asked(*arguments):
    return CliRunner().invoke(cli.app, ["pack", *map(str, arguments)])


def test_the_command_writes_the_four_files_and_says_how_long_each_took(tmp_path):
    (tmp_path / "logo.png").write_bytes(picture("PNG"))
    result = asked(tmp_path / "out", "--regions", "6111,6101", "--logo", tmp_path / "logo.png",
                   "--institution", "Bappeda", "--period", "2024", "--lang", "en")  # fmt: skip
    assert result.exit_code == 0, result.output
    name = f"peta-cakupan-rapat-{editions.load().name}"
    wanted = sorted(f"{name}.{ending}" for ending in pack.FILES)
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == wanted
    assert all(re.search(rf"{re.escape(one)}: [\d.]+", plain(result.output)) for one in wanted)
    text = printed((tmp_path / "out" / f"{name}.pdf").read_bytes())
    assert "Bappeda" in text
    titles = [text.index(town) for town in ("Kabupaten Kayong Utara:", "Kabupaten Sambas:")]
    assert titles == sorted(titles)
    assert "Kabupaten Landak:" not in text


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (("--regions", "6101,9999"), "Kode BPS “9999” tidak dikenal."),
        (("--regions", ","), "Kode BPS “” tidak dikenal."),
        (("--regions", "61"), "Kode BPS “61” tidak dikenal."),
        (("--period", "tahun ini"), "Periode “tahun ini” tidak dikenali."),
        (("--period", "1999"), "Tidak ada angka cakupan untuk periode 1999. Pilih salah satu: 20"),
        (("--logo", "tidak-ada.png"), "Logo tidak dapat dibaca atau terlalu besar."),
        (("--logo", __file__), "Logo tidak dapat dibaca atau terlalu besar."),
        (("--edition", "2020-01-01.1"), "Edisi “2020-01-01.1” tidak ada. Pilih salah satu: 2026"),
        (("--dataset", "contoh", "--edition", "x"), "Pilih salah satu: contoh."),
    ],
)
def test_what_cannot_be_done_is_said_with_its_mend_and_nothing_is_written(
    tmp_path, wrong, sentence
):
    result = asked(tmp_path / "out", *wrong)
    assert result.exit_code == 1
    assert sentence in plain(result.output)
    assert not (tmp_path / "out").exists()


def test_a_file_in_the_place_of_the_folder_is_said_and_left_as_it_is(tmp_path):
    (tmp_path / "out").write_text("x")
    result = asked(tmp_path / "out", "--regions", "6111")
    assert result.exit_code == 1
    assert "Paket tidak dapat ditulis" in plain(result.output)
    assert (tmp_path / "out").read_text() == "x"


def test_periods_are_those_that_a_regency_has_a_figure_of():
    assert pack_command._period("2024", editions.load()) == Period(2024)
    assert pack_command._period(None, editions.load()) is None


def test_regions_keep_their_order_and_stand_once():
    assert pack_command._regions(" 6111, 6101,6111") == ("6111", "6101")
    assert len(pack_command._regions("all")) == 14


# LibreOffice

needs_office = pytest.mark.skipif(
    office.find_office() is None, reason="LibreOffice is not on this machine"
)


@pytest.fixture(scope="module")
def converted(tmp_path_factory):
    """The text of each page that LibreOffice makes of an Office file, by its ending."""
    folder = tmp_path_factory.mktemp("office")
    pack.write(files("id"), folder)
    found = {}
    for ending in ("pptx", "docx", "xlsx"):
        made = office.converted(folder / pack.file_name(meeting("id"), ending), folder / "pdf")
        found[ending] = [plain(page.extract_text()) for page in PdfReader(made).pages]
        made.unlink()
    return found


@needs_office
@pytest.mark.parametrize("ending", ["pptx", "docx", "xlsx"])
def test_libreoffice_opens_each_file_and_prints_it(converted, ending):
    pages = converted[ending]
    assert len(pages) > 2
    text = " ".join(pages)
    assert "51,59 %" in text
    assert "Kayong Utara" in text
    assert all(meeting("id").edition in page for page in pages[1:])


@needs_office
def test_libreoffice_calculates_the_gaps_that_the_brief_has(converted):
    text = " ".join(converted["xlsx"])
    gaps = [
        cell.text for cell in numbers_of(meeting("id")) if cell.kind == "points" and cell.number
    ]
    assert len(gaps) > 3
    assert all(as_in("xlsx", gap) in text for gap in gaps)
    assert "#" not in re.sub(r"https?://\S+", "", text)


def test_the_office_files_open_with_their_own_libraries():
    found = files("id")
    assert len(Presentation(io.BytesIO(found[pack.file_name(meeting("id"), "pptx")])).slides) > 8
    assert len(Document(io.BytesIO(found[pack.file_name(meeting("id"), "docx")])).tables) >= 3
