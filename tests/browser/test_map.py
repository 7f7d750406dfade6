"""The map: a click shows the regency, a change recolours, and the frame stays."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
KAYONG_UTARA, LANDAK = "6111", "6103"
CLICK_AND_READ = """(button) => {
    const paths = [...document.querySelectorAll("path[data-code]")];
    const fills = () => paths.map((one) => one.getAttribute("fill"));
    const before = fills();
    document.querySelector(button).click();
    return [before, fills()];
}"""


@pytest.fixture
def settled(reader):
    """A reader who has zoomed in one step and marked the frame as seen."""
    reader.open().painted()
    level = reader.view()[0]
    reader.map.locator(".leaflet-control-zoom-in").click()
    reader.frame.wait_for_function(
        "(level) => map.getZoom() > level && !map._animatingZoom", arg=level
    )
    reader.frame.evaluate("window.seen = true")
    return reader


def is_same_frame(reader):
    return reader.frame.evaluate("window.seen === true")


def repainted(reader, act):
    """Do something and wait until the server's answer is painted."""
    stamp = reader.frame.evaluate("document.body.dataset.painted")
    act()
    reader.frame.wait_for_function("(stamp) => document.body.dataset.painted !== stamp", arg=stamp)
    reader.settle()


def test_a_click_on_a_regency_shows_its_card_and_keeps_frame_zoom_and_centre(settled):
    view = settled.view()
    settled.click_region(KAYONG_UTARA)
    card = settled.page.locator(".card")
    expect(card.get_by_role("heading", level=2)).to_have_text("Kabupaten Kayong Utara")
    expect(card.locator(".big")).to_have_text("51,59 %")
    settled.wait_for_address(wilayah="Kayong Utara")
    settled.settle()
    assert is_same_frame(settled)
    assert settled.view() == view


def test_another_click_shows_the_other_regency(settled):
    settled.click_region(KAYONG_UTARA)
    expect(settled.page.locator(".card h2")).to_have_text("Kabupaten Kayong Utara")
    settled.settle()
    settled.click_region(LANDAK)
    expect(settled.page.locator(".card h2")).to_have_text("Kabupaten Landak")
    expect(settled.page.locator(".card .big")).to_have_text("53,43 %")
    assert is_same_frame(settled)


@pytest.mark.parametrize(
    ("control", "option"),
    [("Periode", "2024"), ("Indikator", "Tingkat pengangguran terbuka (TPT)")],
)
def test_a_change_in_the_controls_recolours_and_keeps_frame_zoom_and_centre(
    settled, control, option
):
    view, fills = settled.view(), settled.fills()
    repainted(settled, lambda: settled.choose(control, option))
    settled.frame.wait_for_function(
        """(before) => [...document.querySelectorAll("path[data-code]")]
            .some((path) => path.getAttribute("fill") !== before[path.dataset.code])""",
        arg=fills,
    )
    assert is_same_frame(settled)
    assert settled.view() == view


def test_the_maps_own_control_recolours_before_the_server_can_answer(settled):
    # Within one JavaScript task nothing can arrive from the server.
    before, after = settled.frame.evaluate(CLICK_AND_READ, "#peta-periods .previous")
    assert before != after
    assert settled.period() == "2025"
    settled.wait_for_address(periode="2025")
    expect(settled.said("Periode")).to_have_text("2025")
    settled.settle()
    assert settled.period() == "2025"
    assert is_same_frame(settled)


def test_next_goes_back_to_the_colours_of_the_start(settled):
    view, fills = settled.view(), settled.fills()
    settled.map.locator("#peta-periods .previous").click()
    settled.wait_for_address(periode="2025")
    assert settled.fills() != fills
    settled.map.locator("#peta-periods .next").click()
    settled.wait_for_address(periode=None)
    assert settled.fills() == fills
    assert settled.view() == view
    expect(settled.map.locator("#peta-periods .next")).to_be_disabled()


def test_play_runs_from_the_first_period_to_the_last_and_stops(settled):
    settled.frame.evaluate(
        """() => {
            window.shown = [];
            new MutationObserver(() => {
                const period = document.body.dataset.period;
                if (window.shown.at(-1) !== period) window.shown.push(period);
            }).observe(document.body, { attributeFilter: ["data-period"] });
        }"""
    )
    play = settled.map.locator("#peta-periods .play")
    play.click()
    expect(play).to_have_attribute("aria-label", "Berhenti")
    expect(play).to_have_attribute("aria-label", "Putar dari awal sampai akhir")
    assert settled.frame.evaluate("window.shown") == ["2022", "2023", "2024", "2025", "latest"]
    settled.settle()
    assert settled.period() == "latest"
    assert is_same_frame(settled)


def test_arrow_keys_step_through_the_periods(settled):
    settled.map.locator("#peta-periods input").focus()
    settled.page.keyboard.press("ArrowLeft")
    settled.page.keyboard.press("ArrowLeft")
    assert settled.period() == "2024"
    settled.wait_for_address(periode="2024")
    settled.settle()
    assert settled.period() == "2024"
    assert is_same_frame(settled)


def test_hovering_tells_name_value_date_and_source(reader):
    reader.open().painted()
    tip = reader.map.locator("#peta-tip")
    expect(tip).to_be_hidden()
    reader.page.mouse.move(*reader.point_at(LANDAK))
    expect(tip).to_be_visible()
    for part in ("Landak", "53,43 %", "2024"):
        expect(tip).to_contain_text(part)
    assert tip.locator(".source").inner_text()
    reader.page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_focus_tells_the_same_and_escape_hides_it(reader):
    reader.open().painted()
    path = reader.map.locator(f'path[data-code="{KAYONG_UTARA}"]')
    path.focus()
    tip = reader.map.locator("#peta-tip")
    for part in ("Kayong Utara", "51,59 %", "data 2024", "Tribun Pontianak"):
        expect(tip).to_contain_text(part)
    expect(path).to_have_attribute("aria-label", re.compile(r"^Kayong Utara: 51,59\s%, data 2024$"))
    reader.page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_the_legend_counts_every_regency_once(reader):
    reader.open().painted()
    counts = reader.map.locator("#peta-legend .count").all_inner_texts()
    assert sum(map(int, counts)) == 14


def test_a_regency_without_data_is_hatched_and_said_so(reader):
    reader.open().painted()
    melawi = reader.map.locator('path[data-code="6110"]')
    expect(melawi).to_have_attribute("aria-label", "Melawi: tidak ada data")
    expect(reader.map.locator('#peta-legend li[data-number="n"]')).to_contain_text("5")


def test_the_page_tells_the_map_what_streamlit_tells_its_frame_later(reader):
    reader.open("bandingkan?data=contoh").painted()
    told = "JSON.parse(document.querySelector('[data-order]').dataset.order).stamp"
    before = reader.page.evaluate(told)
    reader.frame.evaluate(
        "addEventListener('message', (event) => event.stopImmediatePropagation(), true)"
    )
    reader.choose("Segmen", "Penerima upah (PU)")
    after = reader.page.evaluate(told)
    assert after != before
    assert reader.frame.evaluate("Peta.state.order.stamp") == after
    box = "document.querySelector('[data-order]').closest('.st-key-pesan_peta').parentElement"
    assert reader.page.evaluate(f"getComputedStyle({box}).position") == "absolute"  # no room


def test_figures_that_cannot_be_had_leave_no_others_on_the_map(reader):
    figures = "**/table-*.json"
    reader.open().painted()
    labels, legend = reader.map.locator(".peta-label"), reader.map.locator("#peta-legend")
    note = reader.map.locator(".peta-failed")
    expect(labels).not_to_have_count(0)
    reader.page.context.route(figures, lambda route: route.abort())
    reader.choose("Indikator", "Tingkat pengangguran terbuka (TPT)")
    expect(note).to_contain_text("Peta gagal dimuat")
    expect(labels).to_have_count(0)
    expect(legend).to_be_empty()
    expect(reader.map.locator("#peta-periods")).to_be_hidden()
    reader.settle()
    reader.choose("Indikator", "Cakupan kepesertaan aktif")
    expect(legend).to_contain_text("Cakupan kepesertaan aktif")
    reader.page.context.unroute(figures)
    reader.settle()
    reader.choose("Indikator", "Tingkat pengangguran terbuka (TPT)")
    expect(legend).to_contain_text("Tingkat pengangguran terbuka (TPT)")
    expect(note).to_have_count(0)
