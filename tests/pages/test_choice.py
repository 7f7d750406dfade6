"""The reader's choice and the address: labels, stable keys, and what is not understood."""

import re

import pytest
from conftest import seen

EXPECTED = {"indikator": "unemployment_rate", "wilayah": "6111", "periode": "2021-08"}
SPELLINGS = {
    "keys": {"indikator": "unemployment_rate", "wilayah": "6111", "periode": "2021-08"},
    "Indonesian labels": {
        "indikator": "Tingkat pengangguran terbuka (TPT)",
        "wilayah": "Kayong Utara",
        "periode": "Agustus 2021",
    },
    "English labels": {
        "indikator": "Open unemployment rate (TPT)",
        "wilayah": "Kayong Utara",
        "periode": "August 2021",
    },
}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_keys_and_labels_of_either_language_open_the_same_view(opened, spelling, language):
    shown = opened(bahasa=language, **SPELLINGS[spelling])
    assert EXPECTED.items() <= shown.chosen.items()


@pytest.mark.parametrize(
    ("name", "value", "usual"),
    [
        ("indikator", "gold", "coverage_rate"),
        ("segmen", "x", "total"),
        ("periode", "1066", "latest"),
        ("periode", "<script>", "latest"),
        ("wilayah", "9999", None),
        ("wilayah", "61.11", None),
        ("data", "CONTOH ", "publikasi"),
        ("batas", "1900", "kepmendagri2025"),
        ("lainnya", "1", None),
    ],
)
def test_unknown_values_are_ignored(opened, name, value, usual):
    shown = opened(**{name: value})
    assert shown.failures == []
    assert shown.chosen.get(name) == usual


def test_an_unknown_language_is_indonesian(opened):
    assert 'documentElement.lang = "id"' in " ".join(opened(bahasa="fr").bodies)


def test_a_segment_that_the_next_indicator_lacks_falls_back_to_all(opened):
    shown = opened(indikator="participants", segmen="jakon")
    shown.choose("indikator", "coverage_rate")
    assert shown.failures == []
    assert shown.chosen["segmen"] == "total"


def test_a_period_that_the_next_indicator_lacks_falls_back_to_the_latest(opened):
    shown = opened(periode="2022")
    shown.choose("indikator", "villages")
    assert shown.failures == []
    assert shown.chosen["periode"] == "latest"


def test_leaving_made_up_data_leaves_no_trace(opened):
    shown = opened(wilayah="6111", data="contoh")
    assert "51,59 %" not in shown.text
    shown.choose("data", "publikasi")
    assert "DATA CONTOH" not in shown.text
    assert "DATA CONTOH" not in shown.map_order()
    assert "51,59 %" in shown.text


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("region", [None, "6111"])
@pytest.mark.parametrize(
    "page", ["peta", "profil", "bandingkan", "tren", "target", "simulasi", "rapat", "data"]
)
def test_every_panel_of_made_up_figures_bears_the_mark(opened, page, region, language):
    mark = "DATA CONTOH" if language == "id" else "DATA CONTOH (SAMPLE DATA)"
    query = {"data": "contoh", "bahasa": language, **({"wilayah": region} if region else {})}
    shown = opened(page, **query)
    figures = [body for body in shown.panels if re.search(r"\d", seen(body))]
    # The made-up source's name holds the mark too; what counts is the line of its own.
    line = re.compile(rf'class="(mark|banner)"[^/]*{re.escape(mark)}')
    unmarked = [body[:90] for body in figures if not line.search(body)]
    assert figures or (page, region) == ("profil", None)
    assert unmarked == []


def test_the_map_of_made_up_figures_bears_the_mark(opened):
    assert "DATA CONTOH" in opened(data="contoh").map_order()


@pytest.mark.parametrize("page", ["profil", "data"])
def test_files_of_made_up_figures_say_so_in_name_and_in_every_row(opened, handed_over, page):
    opened(page, data="contoh", wilayah="6111")
    assert handed_over
    for name, content in handed_over.items():
        assert name.startswith("DATA-CONTOH-")
        assert all("contoh" in line for line in content.splitlines()[1:])


def test_files_of_real_figures_carry_no_mark(opened, handed_over):
    opened("profil", wilayah="6111")
    opened("data")
    assert len(handed_over) >= 3
    assert not [name for name in handed_over if "CONTOH" in name]
