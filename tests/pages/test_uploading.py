"""A planner opens a workbook, sees its faults, looks at it on the map, publishes it."""

import os
import subprocess
import sys

import pytest
from conftest import PAGES, seen

from geo import editions
from pages.shell import frame, officers

GOOD = (
    "Kabupaten/Kota;Periode;Potensi pekerja;Peserta aktif;Cakupan (%)\n"
    "Kayong Utara;2026-08;20.000;11.000;55,00 %\n"
    "Kota Singkawang;2026-08;80.000;24.000;30,00 %\n"
)
BAD = GOOD + "Kota Bogor;2026-08;10.000;5.000;50,00 %\n"
SOURCE = {"publisher": "BPJS Ketenagakerjaan Pontianak", "title": "Rekap Agustus 2026"}
CSV = "text/csv"


@pytest.fixture
def office(put, shelf, monkeypatch, tmp_path):
    """A planner's app on this computer, over one edition of its own."""
    monkeypatch.setattr(editions, "ROOT", shelf)
    monkeypatch.setattr(officers, "address", lambda: "127.0.0.1")
    monkeypatch.setenv("PETA_MODE", "perencana")
    put("2026-09-01.1", claim_id="T-1", value="0.5", decimals="0", period="2025")
    return shelf


def given(page, text, name="rekap.csv"):
    """The page after a file was dropped on it."""
    page.app.file_uploader[0].set_value((name, text.encode(), CSV))
    return page.run()


def sourced(page, **about):
    """The page after the source form was filled in."""
    for field, text in {**SOURCE, **about}.items():
        box = next(one for one in page.app.text_input if one.key.startswith(f"{field}."))
        box.set_value(text)
    return page.run()


def button(page, label):
    return next(one for one in page.app.button if one.label == label)


def has_button(page, label):
    return label in [one.label for one in page.app.button]


def faults(page):
    return [body for body in page.bodies if 'class="faults"' in body and "terbaca" in body]


def ready(opened, text=GOOD):
    return sourced(given(opened("data"), text))


def looked(page):
    """The map, with the workbook shown on it."""
    button(page, "Tampilkan di semua halaman sebagai Unggahan").click()
    page.run()
    page.app.switch_page(str(frame.PAGES / "peta.py"))
    return page.run()


def published(page):
    """The page after a name was typed, the warnings agreed to, the button pressed."""
    for one in page.app.checkbox:
        one.set_value(True)
    next(one for one in page.app.text_input if one.key.startswith("oleh_")).set_value("Rina")
    page.run()
    button(page, "Terbitkan edisi").click()
    return page.run()


def test_the_columns_of_a_file_are_shown_with_what_they_were_understood_as(office, opened):
    page = given(opened("data"), GOOD)
    boxes = {one.label: one.value for one in page.app.selectbox if one.key.startswith("kolom.")}
    assert list(boxes.values()) == [
        *("region", "period", "eligible_total", "active_total", "rate_total")
    ]
    assert next(iter(boxes)).startswith("A · Kabupaten")


def test_without_a_source_the_file_is_refused_with_the_mend(office, opened):
    page = given(opened("data"), GOOD)
    assert "Kesalahan" in faults(page)[0]
    assert not has_button(page, "Terbitkan edisi")


def test_all_faults_are_listed_at_once_with_place_and_mend(office, opened):
    page = ready(opened, BAD)
    (body,) = faults(page)
    assert "Kota Bogor" in body
    assert "baris 4, kolom A" in body
    assert body.count('<tr class="error"') == 1
    assert not has_button(page, "Terbitkan edisi")


def test_a_column_that_the_planner_does_not_want_is_not_read(office, opened):
    page = ready(opened)
    assert "6 angka terbaca" in page.text
    box = next(one for one in page.app.selectbox if one.key.startswith("kolom.rekap.csv.C"))
    box.set_value("")
    assert "4 angka terbaca" in page.run().text


def test_the_numbers_that_move_are_listed_before_anything_is_published(office, opened):
    page = ready(opened)
    body = next(body for body in page.bodies if 'class="move"' in body)
    assert "Kota Singkawang Cakupan kepesertaan aktif 2026 tidak ada data 30,00 %" in seen(body)
    assert editions.names(office) == ["2026-09-01.1"]


def test_what_is_published_names_who_when_file_and_base_and_serves_at_once(office, opened):
    page = published(ready(opened))
    assert "terbit dan langsung dipakai" in page.app.success[0].value
    newest = editions.names(office)[0]
    assert newest != "2026-09-01.1"
    edition = editions.load(office)
    assert (edition.name, edition.published_by) == (newest, "Rina")
    assert len(edition.claims) == 1 + 6
    manifest = (office / newest / "manifest.json").read_text("utf-8")
    assert '"previous": "2026-09-01.1"' in manifest
    assert '"rekap.csv"' in manifest
    assert f"Edisi data: {newest}." in page.run().text


def test_nothing_is_published_without_a_name(office, opened):
    page = ready(opened)
    assert button(page, "Terbitkan edisi").disabled


def test_a_warning_asks_for_a_yes(office, opened):
    page = ready(opened, GOOD.replace("11.000;55,00", "21.000;105,00"))
    assert page.app.checkbox
    next(one for one in page.app.text_input if one.key.startswith("oleh_")).set_value("Rina")
    assert button(page.run(), "Terbitkan edisi").disabled
    page.app.checkbox[0].set_value(True)
    assert not button(page.run(), "Terbitkan edisi").disabled


def test_an_edition_published_meanwhile_is_not_run_over(office, opened, put):
    page = ready(opened)
    for one in page.app.checkbox:
        one.set_value(True)
    next(one for one in page.app.text_input if one.key.startswith("oleh_")).set_value("Rina")
    page.run()
    put("2026-09-02.1", claim_id="T-2", value="0.7", decimals="0", period="2026")
    button(page, "Terbitkan edisi").click()
    page.run()
    assert "T-2" in set(editions.load(office).claims["claim_id"])


def test_a_file_that_must_not_be_opened_is_refused_in_words(office, opened):
    page = given(opened("data"), "\x00\x01\x02" * 50, name="rusak.xlsx")
    assert page.app.error
    assert not faults(page)


def test_what_stands_in_a_file_is_text_and_never_markup(office, opened):
    evil = GOOD.replace("Peserta aktif", "Peserta aktif ![x](http://jahat.invalid/a.png)")
    page = given(opened("data"), evil.replace("Kota Singkawang", "<img src=x onerror=alert(1)>"))
    labels = [one.label for one in page.app.selectbox]
    assert not any("![x](" in label for label in labels)
    assert "<img" not in " ".join(page.bodies)


def test_a_look_at_the_map_bears_the_mark_on_every_panel_and_nothing_is_written(office, opened):
    page = ready(opened)
    before = sorted(path.name for path in office.iterdir())
    page = looked(page)
    assert "UNGGAHAN (BELUM DITERBITKAN)" in page.text
    assert "55,00 %" in page.text or "55 %" in page.text
    assert "6 angka dari berkas rekap.csv diletakkan di atas edisi 2026-09-01.1" in page.text
    assert sorted(path.name for path in office.iterdir()) == before


def test_another_session_has_no_upload_and_is_given_publikasi_with_a_sentence(office, opened):
    page = ready(opened)
    looked(page)
    other = opened(data="unggahan", wilayah="6111")
    assert "Tidak ada unggahan yang terbuka di sesi ini." in other.text
    assert "UNGGAHAN (BELUM DITERBITKAN)" not in other.text
    assert other.chosen["data"] == "publikasi"
    assert "50 %" in other.text


def test_the_public_may_ask_for_an_upload_and_is_given_publikasi(opened):
    shown = opened(data="unggahan")
    assert "Tidak ada unggahan" in shown.text
    assert shown.chosen["data"] == "publikasi"


def test_closing_the_file_leaves_an_empty_desk(office, opened):
    page = ready(opened)
    button(page, "Tutup berkas").click()
    page.run()
    assert not faults(page)
    assert not has_button(page, "Tutup berkas")


def test_a_server_that_others_reach_without_a_sign_in_has_no_uploader(office, opened, monkeypatch):
    monkeypatch.setattr(officers, "address", lambda: "0.0.0.0")
    page = opened("data")
    assert not page.app.file_uploader
    assert "Jalankan dengan `make run`" in page.app.info[0].value


PUBLIC = """
import sys
from streamlit.testing.v1 import AppTest
from streamlit.runtime.pages_manager import PagesManager
PagesManager.uses_pages_directory = False
for page in {pages!r}:
    app = AppTest.from_file({entry!r}, default_timeout=120)
    app.query_params["wilayah"] = "6111"
    if page != "peta":
        app.switch_page(f"pages/{{page}}.py")
    app.run()
    assert not app.exception, app.exception[0]
    assert page != "data" or not app.file_uploader
ours = ("geo", "pages", "openpyxl")
print("LOADED", *sorted(name for name in sys.modules if name.startswith(ours)))
"""
WRITERS = {
    *("publish", "archive", "durable", "ledger", "minutes", "changelog", "contracts"),
    *("grids", "layouts", "intake", "checks", "marked"),
}


def loaded(mode):
    """Modules that a server holds after every page was opened once."""
    script = PUBLIC.format(pages=PAGES, entry=str(frame.ENTRY))
    env = {"PETA_MODE": mode, "STREAMLIT_SERVER_ADDRESS": "localhost"}
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=frame.ENTRY.parent,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    line = next(line for line in done.stdout.splitlines() if line.startswith("LOADED"))
    return set(line.split()[1:])


def test_the_public_server_holds_neither_the_upload_page_nor_any_code_that_writes():
    found = loaded("")
    shell = {"uploading", "mapping", "publishing", "noting"}
    assert not found & {f"pages.shell.{name}" for name in shell}
    assert not found & {f"geo.{name}" for name in WRITERS}
    assert not {name for name in found if name.startswith("openpyxl")}
    assert "pages.shell.completing" in found


def test_another_file_of_the_same_name_is_read_by_its_own_headings(office, opened):
    page = given(opened("data"), GOOD)
    head, *rows = GOOD.splitlines()
    turned = "\n".join(";".join(reversed(line.split(";"))) for line in (head, *rows))
    page = given(page, turned)
    boxes = [one.value for one in page.app.selectbox if one.key.startswith("kolom.")]
    assert boxes == [*("rate_total", "active_total", "eligible_total", "period", "region")]
