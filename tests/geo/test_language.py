"""Sentences in the reader's language, and the failures made of them."""

import pytest

from geo import language
from geo.errors import FaultsError, GeoError, listed
from geo.language import Message, translated


def test_indonesian_is_what_stands_in_the_code():
    assert Message("{n} dari {of}", n=3, of=14).spoken("id") == "3 dari 14"


def test_a_sentence_that_the_catalogue_lacks_is_said_in_indonesian():
    assert translated("kalimat yang tidak ada di katalog", "en") == (
        "kalimat yang tidak ada di katalog"
    )


def test_the_catalogue_gives_the_english_sentence_and_its_places_are_filled(monkeypatch):
    monkeypatch.setattr(language, "_catalogue", lambda _: {"{n} desa": "{n} villages"})
    assert Message("{n} desa", n=43).spoken("en") == "43 villages"


def test_a_message_inside_a_message_is_translated_with_it(monkeypatch):
    catalogue = {"luas {size}": "area {size}", "{whole},{part}": "{whole}.{part}"}
    monkeypatch.setattr(language, "_catalogue", lambda one: catalogue if one == "en" else {})
    message = Message("luas {size}", size=Message("{whole},{part}", whole=1, part="50"))
    assert (message.spoken("id"), message.spoken("en")) == ("luas 1,50", "area 1.50")


@pytest.mark.parametrize("value", ["{n}", "{0}", "}{", "{__class__}"])
def test_braces_in_a_value_are_only_text(value):
    assert Message("nama {n}", n=value).spoken("id") == f"nama {value}"


def test_the_values_of_a_message_cannot_be_changed():
    with pytest.raises(TypeError):
        Message("{n}", n=1).values["n"] = 2


class DryError(GeoError, ValueError):
    """A failure for these tests."""

    def __init__(self) -> None:
        super().__init__(what=Message("Sumur kering."), mend=Message("Tunggu hujan."))


def test_an_error_says_what_is_wrong_and_what_mends_it():
    error = DryError()
    assert str(error) == error.spoken("id") == "Sumur kering. Tunggu hujan."
    assert isinstance(error, ValueError)


def test_faults_come_all_at_once_one_a_line():
    faults = [Message("Baris {n}.", n=n) for n in (2, 5)]
    error = FaultsError(what=Message("Ditolak."), mend=Message("Perbaiki."), faults=faults)
    assert error.spoken("id").splitlines() == ["Ditolak. Perbaiki.", "- Baris 2.", "- Baris 5."]


def test_a_long_list_is_cut_with_the_count_of_the_rest():
    assert listed("abc") == "a, b, c"
    assert listed(range(10), limit=8).endswith("6, 7 … (+2)")
    assert listed([]) == ""


def test_an_english_word_goes_with_its_count() -> None:
    one, two = (Message("{n} angka", n=n).spoken("en") for n in (1, 2))
    assert (one, two) == ("1 figure", "2 figures")
    assert Message("{n} angka", n="1").spoken("en") == "1 figure"
    assert Message("{n} angka", n=1).spoken("id") == "1 angka"
