"""What changed from one edition to another."""

from geo import differences
from tests.making import row, typed

ONE = row(claim_id="1", region_code="6111", value="0.3")
TWO = row(claim_id="2", region_code="6101", value="0.4")


def kinds(old, new):
    return differences.between(typed(*old), typed(*new))["kind"].to_dict()


def test_the_same_claims_differ_in_nothing():
    assert kinds([ONE, TWO], [TWO, ONE]) == {}


def test_a_new_a_changed_and_a_withdrawn_claim_are_told_apart():
    three = row(claim_id="3", region_code="6102", value="0.1")
    assert kinds([ONE, TWO], [ONE | {"value": "0.35"}, three]) == {
        "1": "changed",
        "2": "gone",
        "3": "added",
    }


def test_a_changed_figure_is_known_as_it_was_and_as_it_is():
    found = differences.between(typed(ONE), typed(ONE | {"value": "0.35"})).loc["1"]
    assert (found["old_value"], found["value"]) == (0.3, 0.35)


def test_a_source_that_is_told_better_changes_no_figure():
    assert kinds([ONE], [ONE | {"note": "lebih jelas", "source_title": "Judul"}]) == {}


def test_unknown_numbers_are_equal_to_each_other():
    assert kinds([ONE | {"denominator": ""}], [ONE | {"denominator": ""}]) == {}
