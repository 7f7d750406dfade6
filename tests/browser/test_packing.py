"""A planner's meeting: the pack of four files by one button, and a decision noted by the form."""

import io
import json
import re
import shutil
import zipfile

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader
from serving import ROOT, serving

from geo import decisions, editions

pytestmark = pytest.mark.browser
PACK_MS = 120_000
"""Four files of fourteen regencies on a machine that is busy with other tests."""
WHAT, WHO = "Daftarkan 500 nelayan Teluk Batang", "Dinas Tenaga Kerja"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A deployment's folder of its own, so that nothing is noted in the repository."""
    return shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("rapat") / "data")


@pytest.fixture(scope="module")
def planners(data):
    """Address of a server as `make run` starts it."""
    with serving(env={"PETA_MODE": "perencana", "PETA_DATA": str(data)}) as address:
        yield address


def button(reader, name):
    return reader.page.get_by_role("button", name=name, exact=True)


def test_one_button_gives_a_zip_of_the_four_files(visit, planners):
    reader = visit(planners).open("rapat?agenda=6111")
    reader.page.get_by_label("Nama lembaga (boleh kosong)").fill("Bappeda Kayong Utara")
    reader.page.keyboard.press("Enter")
    reader.settle()
    button(reader, "Buat paket: PPTX, DOCX, PDF, XLSX").click()
    given = reader.page.get_by_role("button", name=re.compile(r"Unduh paket \(4 berkas, ZIP\)"))
    expect(given).to_be_visible(timeout=PACK_MS)
    with reader.page.expect_download() as waited:
        given.click()
    archive = zipfile.ZipFile(io.BytesIO(waited.value.path().read_bytes()))
    stem = f"peta-cakupan-rapat-{editions.load().name}"
    assert sorted(archive.namelist()) == [
        f"{stem}.{end}" for end in ("docx", "pdf", "pptx", "xlsx")
    ]
    assert archive.testzip() is None
    paper = PdfReader(io.BytesIO(archive.read(f"{stem}.pdf")))
    assert "Bappeda Kayong Utara" in paper.pages[0].extract_text()
    for end, part in (("pptx", "ppt/"), ("docx", "word/"), ("xlsx", "xl/")):
        names = zipfile.ZipFile(io.BytesIO(archive.read(f"{stem}.{end}"))).namelist()
        assert any(name.startswith(part) for name in names)
    assert (reader.outside, reader.crashes) == ([], [])


def test_a_noted_decision_is_listed_drawn_and_leaves_the_form_empty(visit, planners, data):
    reader = visit(planners).open("rapat?agenda=6111")
    reader.type_choice("Daerah", "Kabupaten Kayong Utara")
    what, who = (
        reader.page.get_by_label("Apa yang diputuskan"),
        reader.page.get_by_label("Penanggung jawab"),
    )
    what.fill(WHAT)
    who.fill(WHO)
    reader.page.get_by_label("Jumlah pekerja (boleh kosong)").fill("500")
    button(reader, "Catat").click()
    reader.settle()
    stop = reader.page.locator('.deck-stops li[data-stop="keputusan"]')
    expect(stop).to_contain_text("1 keputusan yang dicatat")
    reader.settle()
    expect(what).to_have_value("")
    expect(who).to_have_value("")
    log = data / "decisions" / decisions.LOG
    (line,) = map(json.loads, log.read_text("utf-8").splitlines())
    assert (line["region"], line["what"], line["who"]) == ("6111", WHAT, WHO)

    reader.page.locator('.deck-stops li[data-stop="keputusan"] button').click()
    layer = reader.page.locator("#rapat-layar")
    expect(layer).to_have_attribute("data-at", "keputusan")
    expect(layer.locator('section[data-key="keputusan"]')).to_contain_text(WHAT)
    expect(layer.locator('section[data-key="keputusan"]')).to_contain_text("500")
    reader.page.keyboard.press("Escape")
    expect(layer).to_have_count(0)

    reader.open("profil?wilayah=6111")
    chart = reader.page.locator("figure svg.chart").first
    expect(chart).to_be_visible()
    drawn = chart.evaluate("(node) => node.outerHTML")
    assert "keputusan 1" in drawn
    assert WHAT in drawn
