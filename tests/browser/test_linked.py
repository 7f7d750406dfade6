"""Parts of a page that speak with each other: pointed at in one, marked in all; clicked, chosen."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
MARKED = """() => [...document.querySelectorAll(".here")].map((node) => node.dataset.region)"""
MARKED_ON_MAP = """() => Peta.state.views[0].marked.getLayers()
    .map((layer) => layer.feature.properties.code)"""
NAMES = (
    """(table) => [...document.querySelectorAll(`${table} tbody th`)].map((one) => one.innerText)"""
)
POINTS = ".plot svg.chart .points > *"


@pytest.fixture
def compared(reader):
    """The page Bandingkan for 2024, whole: map painted, charts taken in."""
    reader.open("bandingkan?periode=2024").painted()
    expect(reader.page.locator(POINTS).first).to_be_attached()
    return reader


def test_a_row_that_is_pointed_at_marks_tables_charts_and_the_map(compared):
    compared.page.locator('.ranked a[data-region="6103"]').hover()
    compared.frame.wait_for_function(f"() => ({MARKED_ON_MAP})().includes('6103')")
    marked = compared.page.evaluate(MARKED)
    assert set(marked) == {"6103"}
    for place in (".ranked tr", ".compare tr", ".heat tr", ".plot circle"):
        expect(compared.page.locator(f'{place}.here[data-region="6103"]')).to_have_count(1)


def test_a_cell_of_the_heat_table_keeps_its_own_colour_when_its_row_is_marked(compared):
    ground = "(cell) => getComputedStyle(cell).backgroundColor"
    cell = compared.page.locator('.heat tr[data-region="6103"] td[style]').first
    before = cell.evaluate(ground)
    compared.page.locator('.ranked a[data-region="6103"]').hover()
    expect(compared.page.locator(".heat tr.here")).to_have_count(1)
    assert cell.evaluate(ground) == before


def test_a_dot_of_the_scatter_chart_says_its_figures(compared):
    dot = compared.page.locator(f"{POINTS}").first
    expect(dot).to_have_attribute("aria-label", re.compile(r"^[\w ]+: \D+ \d.+; \D+ \d.+\.$"))
    assert dot.get_attribute("role") == "img"


def test_a_row_that_is_focused_is_marked_like_one_that_is_pointed_at(compared):
    compared.page.locator('.compare a[data-region="6111"]').focus()
    expect(compared.page.locator('.ranked tr.here[data-region="6111"]')).to_have_count(1)
    assert compared.frame.evaluate(MARKED_ON_MAP) == ["6111"]


def test_a_region_that_is_pointed_at_on_the_map_marks_its_rows(compared):
    compared.page.mouse.move(*compared.point_at("6106"))
    expect(compared.page.locator('.ranked tr.here[data-region="6106"]')).to_have_count(1)


@pytest.mark.parametrize(
    "place",
    [
        '.ranked a[data-region="6103"]',
        '.heat a[data-region="6103"]',
        f'{POINTS}[data-region="6103"]',
    ],
)
def test_what_is_clicked_becomes_the_chosen_regency_everywhere(compared, place):
    compared.page.locator(place).click()
    compared.wait_for_address(wilayah="Landak", periode="2024")
    compared.settle()
    for table in (".ranked", ".compare", ".heat"):
        chosen = compared.page.locator(f"{table} tr.picked")
        expect(chosen).to_have_count(1)
        expect(chosen).to_contain_text("Landak")
    expect(compared.map.locator('path[data-code="6103"]')).to_have_attribute("aria-pressed", "true")


def test_a_column_sorts_both_ways_and_blanks_stay_last(compared):
    head = compared.page.locator(".compare th").nth(1)
    head.get_by_role("button").click()
    falling = compared.page.evaluate(NAMES, ".compare")
    assert falling[0] == "Ketapang"
    expect(head).to_have_attribute("aria-sort", "descending")
    head.get_by_role("button").press("Enter")
    rising = compared.page.evaluate(NAMES, ".compare")
    expect(head).to_have_attribute("aria-sort", "ascending")
    silent = {"Bengkayang", "Sanggau", "Sintang", "Sekadau", "Melawi"}
    assert set(falling[-5:]) == set(rising[-5:]) == silent
    assert rising[:9] == falling[:9][::-1]


def test_points_of_a_chart_are_one_stop_and_arrows_tell_each_with_its_source(reader):
    reader.open("tren")
    points = reader.page.locator(".followed svg.chart [tabindex]")
    expect(points.first).to_be_attached()
    focused = "() => document.activeElement.closest('.followed svg.chart') !== null"
    reader.tab_until(lambda: reader.page.evaluate(focused))
    tip = reader.page.locator("#tautan-tip")
    told = []
    for _ in range(3):
        expect(tip).to_be_visible()
        told.append(tip.inner_text())
        reader.page.keyboard.press("ArrowRight")
    assert len(set(told)) == 3
    assert all("20" in one and "," in one for one in told)
    for _ in range(3):
        reader.page.keyboard.press("ArrowLeft")
    expect(tip).to_have_text(told[0])
    assert points.first.get_attribute("tabindex") == "0"  # still a stop for the Tab key
    reader.page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    reader.page.keyboard.press("Tab")
    assert not reader.page.evaluate(focused)


def test_the_words_beside_the_pointer_name_date_and_source(compared):
    compared.page.locator('.ranked tr[data-region="6111"] td.num').hover()
    expect(compared.page.locator("#tautan-tip")).to_contain_text("Tribun Pontianak, 7 Oktober 2025")


def test_small_maps_take_part(reader):
    reader.open("tren")
    small = reader.page.locator('.maps svg.chart path[data-region="6106"]')
    expect(small).to_have_count(4)
    reader.page.locator('.changed a[data-region="6106"]').hover()
    expect(reader.page.locator('.maps path.here[data-region="6106"]')).to_have_count(4)
    small.first.click()
    reader.wait_for_address(wilayah="Ketapang")


def test_controls_of_one_page_are_there_again_when_the_reader_comes_back(reader):
    reader.open("bandingkan?kelompok=pesisir").painted()
    reader.turn_to("target")
    reader.turn_to("bandingkan")
    reader.wait_for_address(kelompok="Pesisir")
    expect(reader.said("Kelompok")).to_have_text("Pesisir")
