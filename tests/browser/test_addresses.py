"""Addresses: what is shared opens the same view, on a server that has just started too."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import expect

from geo import editions

pytestmark = pytest.mark.browser
FRESH = [
    ("profil?wilayah=6111", "Kabupaten Kayong Utara", {"wilayah": "Kayong Utara"}),
    (
        "bandingkan?kelompok=pilihan&banding=6111&banding=6103&bahasa=en",
        "Not ranked: only 2 of 2 regions have comparable figures.",
        {"kelompok": "Own selection"},
    ),
    (
        "?indikator=coverage_rate&periode=2024&wilayah=6103&bahasa=en",
        "Landak",
        {"bahasa": "en", "periode": "2024", "wilayah": "Landak"},
    ),
]
"""One of each kind: an inner page, one with controls of its own in the other language, the first.
tests/pages opens every page first on a new server, without a browser."""
SHARED = [
    ("profil?wilayah=Kayong+Utara", "Kabupaten Kayong Utara", {"wilayah": "Kayong Utara"}),
    ("data?indikator=population", "Klaim: Penduduk (jiwa)", {"indikator": "Penduduk (jiwa)"}),
    ("metodologi", "Kosong bukan nol", {}),
    (
        "bandingkan?kelompok=pesisir&periode=2024",
        "Ketapang tertinggi",
        {"kelompok": "Pesisir", "periode": "2024"},
    ),
    ("tren?dari=2022&sampai=2023", "2022 ke 2023", {"dari": "2022", "sampai": "2023"}),
    (
        "target?target=2030&tercapai=2027-12&wilayah=6112",
        "Kabupaten Kubu Raya kurang",
        {"target": "2030", "tercapai": "Desember 2027", "wilayah": "Kubu Raya"},
    ),
]


def opens(reader, path, sentence, asked):
    """Whether an address opens its view, and stays itself."""
    reader.open(path)
    expect(reader.page.get_by_role("heading", name=sentence).first).to_be_visible()
    expect(reader.page.locator("nav.menu li a")).to_have_count(9)
    expect(reader.page.get_by_role("dialog")).to_have_count(0)
    reader.wait_for_address(**asked)
    return reader.url().split("?")[0] == f"{reader.address}/{path.split('?')[0]}"


@pytest.mark.parametrize(("path", "sentence", "asked"), FRESH, ids=[one[0] for one in FRESH])
def test_a_shared_address_opens_the_same_view_on_a_fresh_server(
    visit, fresh_server, path, sentence, asked
):
    assert opens(visit(fresh_server), path, sentence, asked)


@pytest.mark.parametrize(("path", "sentence", "asked"), SHARED, ids=[one[0] for one in SHARED])
def test_a_shared_address_opens_the_same_view(reader, path, sentence, asked):
    assert opens(reader, path, sentence, asked)


def test_a_view_with_period_indicator_and_language_is_painted_as_shared(reader):
    reader.open("?periode=2024&indikator=coverage_rate&bahasa=en").painted()
    assert reader.period() == "2024"
    expect(reader.said("Period")).to_have_text("2024")
    expect(reader.map.locator("#peta-legend h2")).to_have_text("Coverage (active participants)")


def test_the_address_of_one_tab_opens_the_same_colours_in_another(visit):
    one = visit().open().painted()
    one.choose("Periode", "2024")
    one.wait_for_address(periode="2024")
    one.click_region("6111")
    one.wait_for_address(wilayah="Kayong Utara")
    one.settle()
    other = visit().open(one.url().removeprefix(f"{one.address}/")).painted()
    assert other.fills() == one.fills()
    expect(other.page.locator(".card h2")).to_have_text("Kabupaten Kayong Utara")


def test_unknown_values_in_an_address_are_ignored(reader):
    reader.open("?wilayah=9999&periode=1066&indikator=gold&segmen=x&data=y&batas=z&bahasa=q")
    reader.painted()
    assert reader.period() == "latest"
    expect(reader.page.locator(".card")).to_have_count(0)
    expect(reader.page.locator("html")).to_have_attribute("lang", "id")


def test_the_links_of_the_ranking_open_the_profile_of_the_regency(reader):
    reader.open("?periode=2024")
    reader.page.locator(".ranking").get_by_role("link", name="Landak").click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Kabupaten Landak")
    reader.wait_for_address(wilayah="Landak", periode="2024")


def test_the_choice_stays_when_the_page_is_changed(reader):
    reader.open("?wilayah=6111&periode=2024")
    reader.turn_to("profil")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Kabupaten Kayong Utara")
    reader.wait_for_address(wilayah="Kayong Utara", periode="2024")
    reader.turn_to("")
    reader.painted()
    assert reader.period() == "2024"


def test_the_way_from_the_card_to_the_profile_carries_each_choice_once(reader):
    reader.open("?wilayah=6111&periode=2024")
    reader.page.get_by_role("link", name="Lihat profil lengkap").click()
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Kabupaten Kayong Utara")
    reader.settle()
    names = [name for name, _ in parse_qsl(urlsplit(reader.url()).query)]
    assert sorted(names) == ["periode", "wilayah"]


def test_an_edition_named_in_the_address_stays_when_the_page_is_changed(reader):
    edition = editions.names()[0]
    reader.open(f"?edisi={edition}&wilayah=6111").painted()
    reader.settle()
    reader.turn_to("data")
    reader.wait_for_address(edisi=edition)
    reader.turn_to("")
    reader.wait_for_address(edisi=edition)
