"""From raw rows to claims: joined, checked, nothing guessed."""

import pandas as pd
import pytest

from geo import facts


def read(folder):
    """Claims of a raw folder."""
    return facts.claims_from_facts(folder / "facts.csv", folder / "facts.reading.csv")


def spoil(path, old, new):
    """Change a file's text."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_percent_becomes_a_fraction_with_the_sources_own_decimals(raw):
    claim = read(raw).set_index("claim_id").loc["A-1"]
    assert (claim["value"], claim["unit"], claim["decimals"]) == (0.5159, "fraction", 2.0)
    assert (claim["numerator"], claim["denominator"]) == (40, 80)
    assert (claim["speaker"], claim["note"]) == ("Sekda", "catatan")


def test_a_month_is_not_made_into_a_day_and_a_document_stays_text(raw):
    claims = read(raw).set_index("claim_id")
    assert claims.loc["A-2", "period"] == "2024-09"
    assert claims.loc["A-4", ["region_code", "text", "unit"]].tolist() == [
        "ID",
        "Inpres 2/2021",
        "document",
    ]
    assert pd.isna(claims.loc["A-4", "value"])


@pytest.mark.parametrize("name", ["facts.csv", "facts.reading.csv"])
def test_a_row_without_its_twin_is_named(raw, name):
    lines = (raw / name).read_text("utf-8").splitlines()
    (raw / name).write_text("\n".join(line for line in lines if line[:3] != "A-3"), "utf-8")
    with pytest.raises(facts.UnreadFactsError, match="A-3"):
        read(raw)


def test_a_number_used_twice_is_named(raw):
    spoil(raw / "facts.csv", "A-2,", "A-1,")
    with pytest.raises(facts.DoubledFactsError, match="A-1"):
        read(raw)


def test_a_missing_file_or_column_is_said(raw):
    spoil(raw / "facts.csv", "confidence", "keyakinan")
    with pytest.raises(facts.MissingFactColumnsError, match="confidence"):
        read(raw)
    (raw / "facts.csv").write_text("", "utf-8")
    with pytest.raises(facts.MissingFactsError, match=r"facts\.csv"):
        read(raw)
    (raw / "facts.csv").unlink()
    with pytest.raises(facts.MissingFactsError, match=r"facts\.csv"):
        read(raw)
