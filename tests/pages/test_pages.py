"""Each page, whatever is chosen: it renders, in both languages, without failure."""

import pytest
from conftest import PAGES

from geo.indicators import CATALOGUE

CHOICES = [(one.key, segment) for one in CATALOGUE for segment in one.segments]


@pytest.mark.parametrize("region", [None, "6111", "6171"])
@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_each_page_renders_in_each_language(opened, page, language, region):
    query = {"bahasa": language, **({"wilayah": region} if region else {})}
    shown = opened(page, **query)
    assert shown.failures == []
    assert f'document.documentElement.lang = "{language}"' in " ".join(shown.bodies)
    assert shown.bodies[-1].startswith(("<footer", "<style"))
    assert "Edisi data" in shown.text if language == "id" else "Data edition" in shown.text
    assert shown.chosen["data"] == "publikasi"  # made-up data is never the default
    assert "DATA CONTOH" not in shown.text


@pytest.mark.parametrize("dataset", ["publikasi", "contoh"])
@pytest.mark.parametrize("page", ["peta", "profil", "bandingkan", "tren", "data"])
@pytest.mark.parametrize(("indicator", "segment"), CHOICES, ids=["-".join(one) for one in CHOICES])
def test_each_indicator_and_segment_renders(opened, page, indicator, segment, dataset):
    shown = opened(page, data=dataset, indikator=indicator, segmen=segment, wilayah="6111")
    assert shown.failures == []
    assert shown.chosen["indikator"] == indicator
    assert shown.chosen.get("segmen", "total") == segment


@pytest.mark.parametrize("indicator", [one.key for one in CATALOGUE])
def test_each_period_of_each_indicator_renders(opened, indicator):
    shown = opened(indikator=indicator)
    assert shown.chosen["periode"] == "latest"
    for key in shown.options("periode"):
        assert shown.choose("periode", key).failures == []


@pytest.mark.parametrize("vintage", ["kepmendagri2025", "codab2020"])
def test_each_boundary_vintage_renders_and_names_its_licence(opened, vintage):
    shown = opened(batas=vintage)
    assert shown.failures == []
    assert ("MIT" if vintage == "kepmendagri2025" else "CC BY 3.0 IGO") in shown.text


@pytest.mark.parametrize("page", PAGES[1:])
def test_a_page_opened_first_on_a_new_server_has_its_frame(opened_first, page):
    shown = opened_first(page, wilayah="6111")
    assert shown.chosen.get("wilayah") == (None if page in ("simulasi", "rapat") else "6111")
    assert any(body.startswith("<footer") for body in shown.bodies)


def test_the_profile_without_a_regency_offers_all_fourteen(opened):
    body = next(body for body in opened("profil", periode="2024").panels if "<ul>" in body)
    assert body.count("<a href=") == 14
    assert body.count("periode=2024") == 14


def test_each_page_has_one_first_heading(opened):
    for page in PAGES:
        assert sum(body.count("<h1") for body in opened(page, wilayah="6111").bodies) == 1


def test_kayong_utara_shows_its_claim_with_source_and_what_is_missing(opened):
    text = opened(wilayah="6111").text
    for part in (
        *("51,59 %", "data 2024", "Tribun Pontianak, 7 Oktober 2025"),
        "Pembilang, penyebut dan tanggal datanya tidak dipublikasikan.",
        "Peringkat 3 se-Kalimantan Barat untuk 2024, menurut sumbernya",
    ):
        assert part in text


def test_english_numbers_and_dates_are_written_the_english_way(opened):
    text = opened(wilayah="6111", bahasa="en").text
    assert "51.59%" in text
    assert "51,59" not in text
    assert "7 October 2025" in text


def test_the_switch_of_language_keeps_the_choice(opened):
    shown = opened(wilayah="6111", periode="2024", indikator="coverage_rate")
    shown.choose("bahasa", "en")
    assert "51.59%" in shown.text
    assert (shown.chosen["wilayah"], shown.chosen["periode"]) == ("6111", "2024")


def test_the_line_of_the_province_says_that_its_definition_is_another(opened):
    assert "Provinsi 36,47 % (definisi lain)" in opened("bandingkan", periode="2024").text
    made_up = opened("bandingkan", data="contoh").text
    assert "Provinsi" in made_up
    assert "(definisi lain)" not in made_up
