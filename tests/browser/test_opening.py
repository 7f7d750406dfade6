"""An officer at the browser: a file is dropped, checked, seen on the map, published."""

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect
from reader import LIMIT_MS
from serving import ROOT, serving

REKAP = (
    "Kabupaten/Kota;Periode;Potensi pekerja;Peserta aktif;Cakupan (%)\n"
    "Kayong Utara;2026-08;20.000;11.000;55,00 %\n"
    "Kota Singkawang;2026-08;80.000;24.000;30,00 %\n"
)
FAULTY = REKAP + "Kota Bogor;2026-08;10.000;5.000;50,00 %\n"
MARK = "UNGGAHAN (BELUM DITERBITKAN)"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A deployment's folder of its own, so that nothing is published into the repository."""
    return shutil.copytree(ROOT / "data", tmp_path_factory.mktemp("unggah") / "data")


@pytest.fixture(scope="module")
def office(data):
    """Address of a planner's server on this computer."""
    with serving(env={"PETA_MODE": "perencana", "PETA_DATA": str(data)}) as address:
        yield address


def dropped(reader, text, name="rekap.csv"):
    """The page Data with a file dropped on it and its source named."""
    reader.open("data")
    picked = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    reader.page.locator('[data-testid="stFileUploader"] input[type="file"]').set_input_files(picked)
    reader.settle()
    expect(reader.page.get_by_label("Penerbit angka")).to_be_visible(timeout=LIMIT_MS)
    for label, said in (("Penerbit angka", "BPJS Ketenagakerjaan"), ("Judul dokumen", "Rekap")):
        reader.page.get_by_label(label).fill(said)
        reader.page.keyboard.press("Tab")
        reader.settle()
    return reader


def agree(reader):
    """Say yes to the warnings, once all that was typed has been checked."""
    expect(reader.page.get_by_text("0 kesalahan")).to_be_visible(timeout=LIMIT_MS)
    box = reader.page.get_by_test_id("stCheckbox")
    box.locator("label").first.click()
    expect(box.locator("input")).to_be_checked()
    reader.settle()


def editions(data):
    return sorted(path.parent.name for path in data.glob("editions/*/manifest.json"))


def test_faults_are_seen_with_their_place_and_nothing_can_be_published(visit, office, data):
    before = editions(data)
    reader = dropped(visit(office), FAULTY)
    row = reader.page.locator(".faults tr.error")
    expect(row).to_have_count(1)  # that of the source goes once its title has been read
    expect(row).to_contain_text("Kota Bogor")
    expect(row).to_contain_text("baris 4")
    assert reader.page.get_by_role("button", name="Terbitkan edisi").count() == 0
    assert editions(data) == before


def test_the_marked_up_copy_can_be_taken_along(visit, office):
    reader = dropped(visit(office), FAULTY)
    with reader.page.expect_download(timeout=LIMIT_MS) as taken:
        reader.page.get_by_role("button", name="Unduh salinan bertanda").click()
    assert taken.value.suggested_filename == "diperiksa-rekap-csv.xlsx"
    assert Path(taken.value.path()).read_bytes().startswith(b"PK")


def test_the_file_is_seen_on_the_map_by_this_session_alone(visit, office):
    reader = dropped(visit(office), REKAP)
    reader.page.get_by_role("button", name="Tampilkan di semua halaman").click()
    reader.settle()
    reader.page.get_by_role("link", name="Lihat di peta").click()
    reader.painted()
    assert MARK in reader.text()
    assert "55,00 %" in reader.text()
    reader.wait_for_address(data="Unggahan (belum diterbitkan)")
    address = reader.url()
    other = visit(office)
    other.open(address.removeprefix(f"{office}/")).painted()
    assert "Tidak ada unggahan yang terbuka di sesi ini." in other.text()
    assert MARK not in other.text()
    reader.turn_to("data")
    expect(reader.page.get_by_text("Berkas terbuka: rekap.csv")).to_be_visible()
    expect(reader.page.get_by_label("Judul dokumen")).to_have_value("Rekap")


def test_what_is_published_serves_every_reader_and_says_who_published_it(visit, office, data):
    reader = dropped(visit(office), REKAP)
    agree(reader)
    reader.page.get_by_label("Nama Anda").fill("Rina")
    reader.page.keyboard.press("Tab")
    expect(reader.page.get_by_role("button", name="Terbitkan edisi")).to_be_enabled()
    before = editions(data)
    reader.page.get_by_role("button", name="Terbitkan edisi").click()
    expect(reader.page.get_by_text("terbit dan langsung dipakai")).to_be_visible(timeout=LIMIT_MS)
    (name,) = set(editions(data)) - set(before)
    manifest = json.loads((data / "editions" / name / "manifest.json").read_text("utf-8"))
    assert manifest["published_by"] == "Rina"
    assert list(manifest["received"]) == ["rekap.csv"]
    other = visit(office).open("?wilayah=6111")
    assert f"Edisi data: {name}." in other.text()
    assert "55,00 %" in other.text()
