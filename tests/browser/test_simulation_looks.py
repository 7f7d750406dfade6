"""Simulasi as it is seen: in five seconds on a wall, on a laptop, on a phone, on paper."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

pytestmark = pytest.mark.browser
SCREENS = ((1440, 900), (1024, 768))
STACKED = "simulasi?sim-1=dana_apbd_province&sim-2=dana_not_decided~mulai_2027-07"
ANSWERS = ("31 % → 42,4 %", "Tidak tercapai", "Rp41,25 miliar", "Januari 2028")
SCROLLING = """() => [...document.querySelectorAll(".simul .scroll")]
    .filter((node) => node.checkVisibility() && node.scrollWidth > node.clientWidth + 1)
    .map((node) => `${node.getAttribute("aria-label")}: ${node.scrollWidth}`)"""
CUT = """() => [...document.querySelectorAll(".simul svg.chart text")]
    .filter((node) => node.textContent.includes("…")).map((node) => node.textContent)"""
A4 = (595, 842)


def plain(text):
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_the_first_screen_answers_how_far_enough_how_much_and_until_when(visit, width, height):
    reader = visit(width=width, height=height).open("simulasi")
    shown = reader.page.locator(".answers .figure")
    assert tuple(map(plain, shown.all_inner_texts())) == ANSWERS
    for n in range(len(ANSWERS)):
        box = shown.nth(n).bounding_box()
        assert box["y"] + box["height"] < height / 2
    cliff = reader.page.locator(".months svg").get_by_text(re.compile("▼")).bounding_box()
    assert cliff["y"] + cliff["height"] < height


@pytest.mark.parametrize("width", [1440, 1024])
@pytest.mark.parametrize("language", ["id", "en"])
def test_no_table_of_the_result_scrolls_and_no_word_of_a_picture_is_cut(visit, width, language):
    reader = visit(width=width, height=900).open(f"{STACKED}&bahasa={language}")
    assert reader.page.evaluate(SCROLLING) == []
    assert reader.page.evaluate(CUT) == []


def test_on_a_phone_the_result_stands_first_and_one_press_leads_to_the_assumptions(visit):
    reader = visit(width=390, height=844).open("simulasi")
    order = [
        reader.page.locator(one).first.bounding_box()["y"]
        for one in (".answers", ".months", "#andaian", "table.folded")
    ]
    assert order == sorted(order)
    cost = reader.page.locator("table.folded tbody tr").first.get_by_text("Rp3.931.200.000")
    assert cost.bounding_box()["x"] + cost.bounding_box()["width"] < 390
    jump = reader.page.get_by_role("link", name="Ubah pengandaian")
    jump.focus()
    reader.page.keyboard.press("Enter")
    expect(reader.page.locator("#andaian")).to_be_in_viewport()
    reader.page.keyboard.press("Tab")
    focused = reader.page.evaluate("document.activeElement.textContent")
    assert "1 Desa 100" in focused
    assert "simulasi" in reader.page.url


def test_on_paper_it_is_whole_with_its_assumptions_and_without_controls(reader):
    reader.page.emulate_media(color_scheme="dark")
    reader.open("simulasi")
    reader.page.emulate_media(media="print", color_scheme="dark")
    sheets = PdfReader(
        BytesIO(reader.page.pdf(prefer_css_page_size=True, print_background=True))
    ).pages
    assert {tuple(round(float(side)) for side in one.mediabox[2:]) for one in sheets} == {A4}
    text = plain(" ".join(one.extract_text() for one in sheets))
    for part in (*ANSWERS, "SIMULASI", "Tumpang tindih: 0 %", "2.046 desa × 100 pekerja"):
        assert part in text
    assert "Oktober 2027" in text  # the table of months, folded away on the screen
    assert "Lama (bulan)" not in text
