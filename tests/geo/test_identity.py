"""Which region a feature of a file is."""

import pytest

from geo.identity import identity
from geo.language import Message


def spoken(level="regency", *, bps="", dagri="", name=""):
    """The code, or the sentence, that a feature gets."""
    found = identity(1, level, bps=bps, dagri=dagri, name=name)
    return found.spoken("id") if isinstance(found, Message) else found


def test_a_feature_is_known_by_its_code_or_by_its_name():
    assert spoken(bps="6102") == "6102"
    assert spoken(dagri="61.02") == "6104"
    assert spoken(name="Kab. Bengkayang") == "6102"
    assert spoken(bps="6171", name="Pontianak") == "6171"
    assert spoken("district", bps="6101010", name="Kec. Selakau") == "6101010"


@pytest.mark.parametrize("written", ["61.02", "6102"])
def test_a_bps_code_in_the_kemendagri_column_is_explained(written):
    sentence = spoken(dagri=written, name="Bengkayang")
    assert "angka yang sama untuk wilayah berbeda" in sentence
    assert "kode Kemendagri 61.02 milik Mempawah" in sentence
    assert "kode Kemendagrinya 61.07" in sentence


def test_a_kemendagri_code_in_the_bps_column_is_explained():
    sentence = spoken(bps="6102", name="Mempawah")
    assert "kode BPS 6102 milik Bengkayang" in sentence
    assert "angka yang sama" in sentence


def test_two_codes_that_disagree_are_explained_without_a_name():
    assert "angka yang sama" in spoken(bps="6102", dagri="61.02")


def test_an_undotted_kemendagri_code_needs_a_name_beside_it():
    assert "tanpa titik" in spoken(dagri="6107")
    assert spoken(dagri="6107", name="Bengkayang") == "6102"


def test_other_disagreements_do_not_blame_the_two_systems():
    sentence = spoken(bps="6103", name="Kapuas Hulu")
    assert "BPS 6103 = Landak" in sentence
    assert "angka yang sama" not in sentence


@pytest.mark.parametrize("given", [{"bps": "6199"}, {"dagri": "61.99"}, {"name": "Bogor"}])
def test_what_no_table_knows_is_said(given):
    assert "tidak dikenal" in spoken(**given)


def test_a_name_that_two_share_needs_its_code():
    assert "sertakan kodenya" in spoken(name="Pontianak")
    assert "sertakan kodenya" in spoken("district", name="Sungai Raya")
