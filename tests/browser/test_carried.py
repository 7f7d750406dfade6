"""The file to carry away, opened from a disk with the network cut."""

import pytest
from reader import LIMIT_MS

from tests.geo.test_carryaway import LIMIT, NAMES, everything, html, made, slide

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """A brief with a slide for every region, as a file on the disk."""
    told = everything()
    regions = [slide(code, name) for code, name in NAMES.items() if code != "6101"]
    path = tmp_path_factory.mktemp("carry") / "bawa.html"
    path.write_text(html(made(*told.slides, *regions)), "utf-8")
    return path


@pytest.fixture
def opened(browser, file):
    """Open the file in a tab of its own, offline; whatever it asks for is noted."""
    contexts = []

    def open_(size=DESK, **how):
        context = browser.browser.new_context(viewport=size, offline=True, **how)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(LIMIT_MS)
        page.asked, page.faults = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda line: page.faults.append(line.text))
        page.goto(file.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()


def region(page, code):
    return page.locator(f'a[href="#wilayah-{code}"] path[data-region]')


def shown(page):
    """Regions whose slide can be seen."""
    return page.evaluate(
        "[...document.querySelectorAll('.region')].filter((one) => one.checkVisibility())"
        ".map((one) => one.id.slice(-4))"
    )


def column(page, number):
    return page.locator(f"#peta > .wide tbody td:nth-child({number})").all_inner_texts()


def test_it_is_below_a_megabyte_and_asks_for_nothing(opened, file):
    page = opened()
    region(page, "6101").click()
    asked = [url for url in page.asked if not url.startswith("data:")]
    assert asked == [file.as_uri()]
    assert page.faults == []
    assert file.stat().st_size < LIMIT


def test_pointing_at_a_region_tells_its_name_and_figure(opened):
    page = opened()
    region(page, "6104").hover()
    tip = page.locator("#tip")
    assert tip.is_visible()
    assert tip.inner_text() == region(page, "6104").locator("..").get_attribute("data-say")
    page.mouse.move(1, 1)
    assert tip.is_hidden()


def test_a_click_shows_the_slide_of_that_region_alone(opened):
    page = opened()
    assert shown(page) == []
    assert page.locator("#hint").is_visible()
    for code in ("6101", "6111"):
        region(page, code).click()
        assert shown(page) == [code]
    assert page.locator("#hint").is_hidden()


def test_the_keyboard_reaches_every_region_and_enter_opens_it(opened):
    page = opened()
    reached = []
    for _ in range(60):
        page.keyboard.press("Tab")
        href = page.evaluate("document.activeElement.getAttribute('href') || ''")
        if href.startswith("#wilayah-"):
            reached.append(href[-4:])
            assert page.locator("#tip").is_visible()
            page.keyboard.press("Enter")
            assert shown(page) == [href[-4:]]
    assert sorted(set(reached)) == sorted(NAMES)


def test_an_address_with_a_region_opens_it(opened, file):
    page = opened()
    page.goto(file.as_uri() + "#wilayah-6171")
    page.wait_for_function("document.body.classList.contains('chosen')")
    assert shown(page) == ["6171"]


def test_the_table_sorts_both_ways_and_what_is_unknown_stays_last(opened):
    page = opened()
    head = page.locator("#peta > .wide th").nth(1)
    orders = []
    for direction in ("ascending", "descending"):
        head.locator("button").click()
        assert head.get_attribute("aria-sort") == direction
        texts = column(page, 2)
        known = [text for text in texts if text != "tidak ada data"]
        assert texts[: len(known)] == known
        orders.append([float(text.rstrip("\xa0%").replace(",", ".")) for text in known])
    assert orders[0] == sorted(orders[0])
    assert orders[1] == sorted(orders[1], reverse=True)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_is_wider_than_the_screen(opened, size):
    page = opened(size)
    region(page, "6101").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_on_a_phone_the_slide_comes_into_view(opened):
    page = opened(PHONE)
    region(page, "6106").click()
    assert page.evaluate(
        "document.getElementById('wilayah-6106').getBoundingClientRect().top < 200"
    )


def test_without_javascript_all_slides_stand_beneath_each_other(opened):
    page = opened(java_script_enabled=False)
    slides = page.locator(".region")
    assert slides.count() == len(NAMES)
    tops = [slides.nth(number).bounding_box()["y"] for number in range(slides.count())]
    assert tops == sorted(set(tops))
    assert page.locator("#hint").is_hidden()


def test_on_paper_every_slide_is_there(opened):
    page = opened()
    region(page, "6101").click()
    page.emulate_media(media="print")
    assert len(shown(page)) == len(NAMES)


def test_axe_finds_nothing(opened):
    from axe_playwright_python.sync_playwright import Axe

    page = opened()
    region(page, "6101").click()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in found] == []
