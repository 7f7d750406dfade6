"""Real questions of planners, by the clicks of docs/journeys.md, on the real edition."""

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser


def row(reader, table, name):
    return reader.page.locator(f"{table} tbody tr").filter(
        has=reader.page.get_by_role("link", name=name)
    )


def test_which_three_regencies_hold_the_province_back_most_and_by_how_many_workers(reader):
    reader.open().painted()
    reader.turn_to("target")
    heading = reader.page.locator(".courses h2")
    for part in (
        "Sambas ≈ 76.000 orang (58.000–100.000)",
        "Kubu Raya 61.000 orang",
        "Kota Pontianak ≈ 46.000 orang (35.000–60.000)",
    ):
        expect(heading).to_contain_text(part)
    names = [one.inner_text() for one in reader.page.locator(".courses tbody th").all()]
    assert names[:3] == ["Sambas", "Kubu Raya", "Kota Pontianak"]
    expect(row(reader, ".courses", "Sambas")).to_contain_text("≈")
    expect(row(reader, ".courses", "Kubu Raya")).not_to_contain_text("≈")
    for silent in ("Bengkayang", "Sanggau", "Sintang", "Sekadau", "Melawi"):
        expect(row(reader, ".courses", silent)).to_contain_text("belum ada angka")


def test_where_kayong_utara_stands_among_the_coastal_regencies(reader):
    reader.open().painted()
    reader.turn_to("bandingkan")
    reader.painted()
    reader.choose("Kelompok", "Pesisir")
    reader.page.locator(".ranked").get_by_role("link", name="Kayong Utara").first.click()
    reader.wait_for_address(wilayah="Kayong Utara", kelompok="Pesisir")
    reader.settle()
    own = row(reader, ".ranked > table", "Kayong Utara").first
    expect(own.locator(".place")).to_have_text("2–5")
    expect(row(reader, ".compare", "Kayong Utara")).to_contain_text("3 (2024)")
    own.locator(".place").hover()
    expect(reader.page.locator("#tautan-tip")).to_contain_text("Ke-2 dari 4 yang diketahui")


def test_whether_the_province_fell_from_2023_to_2024_cannot_be_said(reader):
    reader.open().painted()
    reader.turn_to("tren")
    followed = reader.page.locator(".followed")
    expect(followed).to_contain_text("penyebut 1.770.630 pekerja")
    expect(followed).to_contain_text("penyebut 1.665.422 pekerja")
    expect(followed).to_contain_text("Keduanya tidak disambung.")
    expect(followed.get_by_role("heading", level=1)).to_contain_text("arahnya belum dapat disebut")


def test_how_fast_pontianak_must_move_and_what_a_year_longer_would_change(reader):
    reader.open().painted()
    reader.turn_to("target")
    reader.choose("Kabupaten/kota", "Kota Pontianak")
    course = reader.page.locator(".course")
    expect(course).to_contain_text("Perlu 2,0 × laju terbaiknya sendiri")
    expect(course).to_contain_text("0,42 poin sebulan")
    reader.choose("Seandainya tercapai pada", "Desember 2027")
    expect(course).to_contain_text("0,21 poin sebulan")
    expect(course).to_contain_text("Seandainya: nilai targetnya sama")
    reader.wait_for_address(wilayah="Kota Pontianak", tercapai="Desember 2027")


def test_the_sheet_of_kubu_raya_goes_along_on_paper(reader):
    reader.open().painted()
    reader.turn_to("profil")
    reader.choose("Kabupaten/kota", "Kubu Raya")
    with reader.page.expect_download() as taken:
        reader.page.get_by_role("button", name="Lembar 2 halaman (PDF)").click()
    pages = PdfReader(taken.value.path()).pages
    assert len(pages) == 2
    text = " ".join(page.extract_text() for page in pages)
    for part in ("Kubu Raya", "39,21", "110.013"):
        assert part in text
    assert taken.value.suggested_filename.endswith(".pdf")
