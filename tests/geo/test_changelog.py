"""What an edition changes, in words."""

from geo import changelog, publish
from geo.formats import Writer
from tests.making import claims_table, row

OLD = row(claim_id="A", value="0.4", decimals=0)


def words(old, new, language="id"):
    """The change log of a merged table."""
    before = claims_table(*old)
    whole = publish.merged(before, claims_table(*new))
    return changelog.written(before, whole, Writer(language)).replace("\N{NO-BREAK SPACE}", " ")


def test_a_new_claim_is_told_with_its_region_period_value_and_source():
    new = row(claim_id="B", region_code="6103", value="0.5343", decimals=2, segment="pu")
    text = words([OLD], [new])
    assert "1 angka baru." in text
    assert "- Kabupaten Landak: 2024, Penerima upah (PU) 53,43 % (baru)." in text
    assert "Sumber: Koran, 1 Desember 2024." in text
    assert "Kayong" not in text


def test_a_correction_is_told_as_before_and_after():
    text = words([OLD], [row(claim_id="B", value="0.45", decimals=0)])
    assert "1 dikoreksi." in text
    assert "- Kabupaten Kayong Utara: 2024 40 % → 45 % (dikoreksi)." in text


def test_a_later_source_that_says_the_same_confirms():
    text = words([OLD], [row(claim_id="B", value="0.4", decimals=0, published_on="2025-01-01")])
    assert "2024 tetap 40 % (ditegaskan)" in text


def test_what_is_gone_is_told():
    before = claims_table(OLD, row(claim_id="B", period="2023"))
    text = changelog.written(before, claims_table(OLD), Writer())
    assert "1 ditarik." in text
    assert "2023 50,00\N{NO-BREAK SPACE}% (ditarik)" in text


def test_where_nothing_differs_it_says_so():
    assert words([OLD], [OLD]) == "Tidak ada angka yang berubah.\n"


def test_regions_stand_in_the_order_of_their_codes_beneath_their_indicator():
    new = [row(claim_id=code, region_code=code) for code in ("61", "6171", "6101")]
    text = words([OLD], new)
    places = [text.index(name) for name in ("Sambas", "Kota Pontianak", "Kalimantan Barat")]
    assert places == sorted(places)
    assert text.count("## ") == 1


def test_signs_that_markdown_reads_are_taken_out_of_the_datas_text():
    text = words([OLD], [row(claim_id="B", value="0.5", publisher="[x](http://y)\n# <b>Z</b>")])
    assert "[x]" not in text
    assert "<b>" not in text
    assert "\n# x" not in text


def moved(old, new):
    """What moves on the pages, plain."""
    before = claims_table(*old)
    whole = publish.merged(before, claims_table(*new))
    return [
        (one.period, one.before.replace("\N{NO-BREAK SPACE}", " "), one.after[:2])
        for one in changelog.moves(before, whole, Writer())
    ]


def test_moves_are_what_readers_see_for_the_latest_and_for_the_year():
    found = moved([OLD], [row(claim_id="B", value="0.45", decimals=0)])
    assert found == [("Terbaru", "40 % (2024)", "45"), ("2024", "40 %", "45")]


def test_an_older_figure_moves_its_year_alone():
    found = moved([OLD], [row(claim_id="B", value="0.45", decimals=0, period="2022")])
    assert found == [("2022", "tidak ada data", "45")]


def test_a_claim_that_is_not_read_moves_nothing():
    doubted = row(claim_id="B", value="0.6", publisher="Lain", confidence="low")
    assert moved([OLD], [doubted]) == []
