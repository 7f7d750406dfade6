"""Every fault of a claims table: told with its row and the mend, all at once."""

import pytest

from geo import contracts
from geo.errors import FaultsError
from tests.making import claims_table, row, text_table


def faults(*rows, drop=()):
    """The sentences with which a table is refused."""
    with pytest.raises(FaultsError) as caught:
        contracts.claims_from_text(text_table(*rows).drop(columns=list(drop)), "uji.csv")
    assert caught.value.what.spoken("id").startswith("uji.csv: ")
    return [fault.spoken("id") for fault in caught.value.faults]


def only_fault(**cells):
    """The one sentence for a table of a good row and this one."""
    found = faults(row(), row(**cells))
    assert len(found) == 1, found
    assert found[0].startswith("Baris 3"), found[0]  # the header is row 1
    return found[0]


def test_a_sound_table_comes_out_typed_in_the_order_of_the_columns():
    table = claims_table(row(value="0.5159", numerator="", denominator="100"))
    assert tuple(table.columns) == contracts.COLUMNS
    assert table.loc[0, ["value", "denominator"]].tolist() == [0.5159, 100.0]
    assert table["numerator"].isna().all()
    assert table.loc[0, "region_code"] == "6111"


def test_columns_may_come_in_any_order():
    table = text_table(row())[list(reversed(contracts.COLUMNS))]
    assert tuple(contracts.claims_from_text(table, "uji.csv").columns) == contracts.COLUMNS


def test_missing_columns_are_named():
    assert faults(row(), drop=["value", "family"]) == [
        "Kolom “value” tidak ada.",
        "Kolom “family” tidak ada.",
    ]


@pytest.mark.parametrize(
    "text",
    ["51,59", "lima puluh", "51.59 %", "1.234.567", " 0.5", "5e-1", "inf", "nan", "0x1", "٥"],
)
def test_a_number_that_is_no_plain_number_is_shown_with_the_way_to_write_it(text):
    assert f"kolom value: “{text}” bukan angka" in faults(row(), row(value=text))[0]
    assert "51.59" in faults(row(), row(value=text))[0]


def test_a_negative_value_is_refused():
    assert "-0.1 negatif" in only_fault(value="-0.1")


def test_more_than_a_hundred_percent_is_let_in():
    assert claims_table(row(value="1.2615")).loc[0, "value"] == 1.2615


@pytest.mark.parametrize("code", ["6199", "61.11", "", "Kayong Utara", "6111 "])
def test_a_code_that_bps_does_not_give_is_refused(code):
    assert f"kode wilayah “{code}” tidak dikenal. Pakai kode BPS" in only_fault(region_code=code)


@pytest.mark.parametrize("code", ["61", "KAL", "ID", "6172"])
def test_province_island_and_country_are_regions_too(code):
    assert claims_table(row(region_code=code)).loc[0, "region_code"] == code


@pytest.mark.parametrize("text", ["2024-13", "", "24", " 2024", "2024 "])
def test_a_period_that_is_none_is_refused(text):
    assert f"kolom period: “{text}” bukan tahun" in only_fault(period=text)


def test_a_date_of_publication_may_be_blank_but_not_wrong():
    assert len(claims_table(row(published_on=""))) == 1
    assert "kolom published_on" in only_fault(published_on="kemarin")


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ({"indicator": "kemiskinan"}, "indikator “kemiskinan” tidak ada"),
        ({"segment": "petani"}, "segmen “petani” tidak dikenal"),
        ({"family": "ucj-2019"}, "keluarga definisi “ucj-2019” tidak dikenal"),
        ({"confidence": "sure"}, "keyakinan “sure”"),
        ({"indicator": "parameter", "unit": "kg"}, "satuan “kg” tidak dikenal"),
        ({"definition": ""}, "kolom definition kosong"),
        ({"publisher": ""}, "kolom publisher kosong"),
        ({"source_title": ""}, "kolom source_title kosong"),
        ({"claim_id": ""}, "kolom claim_id kosong"),
        ({"denominator": "0"}, "penyebut nol"),
        ({"decimals": ""}, "kolom decimals"),
        ({"decimals": "0.5"}, "kolom decimals"),
        ({"supersedes": "T-0"}, "klaim yang digantikan tidak ada"),
        ({"text": "juga teks"}, "isi salah satu dari value atau text"),
        ({"value": "", "decimals": ""}, "isi salah satu dari value atau text"),
    ],
)
def test_each_fault_has_its_own_sentence(cells, words):
    assert words in only_fault(**cells)


@pytest.mark.parametrize("unit", ["persons", "rupiah", "other"])
def test_a_rate_that_is_no_fraction_is_refused(unit):
    assert "bukan satuan indikator" in only_fault(unit=unit)


def test_a_claim_cannot_replace_itself():
    assert "digantikan tidak ada" in only_fault(claim_id="T-X", supersedes="T-X")


def test_a_doubled_number_is_named_once():
    found = faults(row(claim_id="COV-1"), row(claim_id="COV-1"))
    assert found == ["Baris 3: nomor klaim “COV-1” sudah dipakai. Beri nomor baru."]


def test_a_document_has_text_and_no_number():
    law = row(indicator="legal", unit="document", family="standard", value="", decimals="")
    table = claims_table({**law, "text": "Perbup 33/2024"})
    assert table["value"].isna().all()


def test_all_faults_come_at_once_with_their_rows():
    found = faults(
        row(value="51,59"), row(region_code="61.11"), row(), row(value="-1", confidence="?")
    )
    assert len(found) == 4
    assert [sentence[:7] for sentence in found] == ["Baris 2", "Baris 3", "Baris 5", "Baris 5"]


def test_the_table_that_was_handed_in_stays_as_it_was():
    table = text_table(row(value="0.5"))
    before = table.copy()
    contracts.claims_from_text(table, "uji.csv")
    assert table.equals(before)
