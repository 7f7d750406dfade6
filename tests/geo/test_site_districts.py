"""The districts on a regency's page: all of them, blank in words, with figures where there are."""

import re
from dataclasses import replace
from functools import cache

from making import claims_table, row

from geo import districts, editions, site_districts, site_pages, site_stock
from geo.agenda import CODES
from geo.model import BpsCode
from geo.site_stock import Options

SAMBAS = BpsCode("6101")


@cache
def stock():
    return site_stock.stocks(editions.load(), Options(), ("id",))["id"]


@cache
def claimed():
    """With a figure for one district of Sambas."""
    own = claims_table(
        row(region_code="6101"), row(region_code="6101010", value="0.25", period="2025")
    )
    edition = replace(editions.load(), claims=own)
    return site_stock.stocks(edition, Options(), ("id",))["id"]


def section(text):
    start = text.index('<section id="kecamatan">')
    return text[start : text.index("</section>", start)]


def test_every_district_of_every_regency_is_in_the_table_and_a_link_on_the_map():
    for code in CODES:
        text = section(site_pages.regency(stock(), code).body)
        for one in districts.of(code):
            assert f'<tr id="kecamatan-{one.bps}">' in text
            assert f'href="#kecamatan-{one.bps}"' in text
            assert one.dagri in text
        assert text.count("<text ") == len(districts.of(code))


def test_without_figures_the_page_says_so_and_shows_no_zero_and_no_hatching():
    text = section(site_pages.regency(stock(), SAMBAS).body)
    assert "Belum ada angka cakupan per kecamatan" in text
    assert "%" not in text
    assert "legend" not in text
    assert 'aria-label="Selakau: tidak ada data"' in text


def test_a_district_with_a_figure_shows_it_with_date_and_source_and_the_others_stay_blank():
    text = section(site_pages.regency(claimed(), SAMBAS).body)
    assert "1 dari 19 kecamatan mempunyai angka cakupan." in text
    first, second = re.findall(r'<tr id="kecamatan-.*?</tr>', text, re.DOTALL)[:2]
    for words in ("Selakau", "25,00", "2025", "Koran", "https://contoh.invalid/1"):
        assert words in first
    assert "tidak ada data" in second
    assert "0,00" not in second
    assert 'class="legend"' in text
    assert "Belum ada angka" not in text


def test_the_files_beside_the_page_hold_the_claims_of_its_districts():
    found = site_districts.with_claims(claimed(), SAMBAS)
    assert list(found["region_code"]) == ["6101", "6101010"]
    assert len(site_districts.with_claims(claimed(), BpsCode("6102"))) == 0


def test_a_deployment_without_districts_has_no_section(monkeypatch):
    monkeypatch.setattr(districts, "of", lambda region: ())
    assert site_districts.section(stock(), SAMBAS) == {}
    assert 'id="kecamatan"' not in site_pages.regency(stock(), SAMBAS).body


def test_a_deployment_without_shapes_of_districts_has_the_table_alone():
    bare = replace(stock(), shared=replace(stock().shared, district_shapes=lambda region: None))
    text = section(site_pages.regency(bare, SAMBAS).body)
    assert "<svg" not in text
    assert "6101010" in text


def test_the_drawing_is_small():
    for code in CODES:
        shapes = stock().shared.district_shapes(code)
        assert max(shapes.width, shapes.height) <= 470
