"""The map before and after an edition, to be looked at."""

from functools import cache

from geo import boundaries, editions, publish, twomaps
from geo.formats import Writer

KAYONG_UTARA = "6111"


@cache
def shapes():
    """The regencies, read once."""
    return boundaries.load_regencies()


def page(language="id", **changed):
    """The pair of maps after a change to Kayong Utara's coverage of 2024."""
    old = editions.load().claims
    hit = (old["region_code"] == KAYONG_UTARA) & (old["value"] == 0.5159)
    new = old[hit].assign(claim_id="T-1", **changed)
    whole = publish.merged(old, new)
    return twomaps.page(old, whole, shapes(), Writer(language))


def test_each_changed_rate_is_drawn_before_and_after_with_one_legend():
    text = page(value=0.1159, numerator=float("nan"))
    assert text.count("<svg") == 2
    before, after = text.split("<figcaption>")[1:]
    assert "51,59\N{NO-BREAK SPACE}%" in before
    assert "11,59\N{NO-BREAK SPACE}%" in after
    assert text.count("<ul>") == 1


def test_where_no_rate_changes_it_says_so():
    old = editions.load().claims
    text = twomaps.page(old, old, shapes(), Writer())
    assert "Tidak ada peta yang berubah." in text
    assert "<svg" not in text


def test_the_page_fetches_nothing_and_text_of_the_data_is_text():
    text = page(value=0.1159, publisher="<img src=x>")
    assert "<img" not in text
    assert "src=" not in text
