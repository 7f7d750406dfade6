"""From raw rows to claims: joined, checked, nothing guessed."""

import pandas as pd
import pytest

from geo import facts

COLUMNS = (
    "id,topic,region_name,region_code,period,value,unit,definition,source_title,publisher,"
    "published_on,source_url,confidence,note"
)
FACTS = f"""{COLUMNS}
A-1,c,Kayong Utara,6111,2024,51.59,persen,UCJ,Judul,Koran,2025-10-07,https://x.invalid,high,catatan
A-2,p,Kayong Utara,6111,2024-09-30,40,orang,Peserta,Judul,Koran,,https://x.invalid,high,
A-3,w,Kayong Utara,6111,2024-09-30,80,orang,Potensi,Judul,Koran,,https://x.invalid,high,
A-4,l,Indonesia,,2021,Inpres 2/2021,dokumen,Instruksi,Judul,Koran,,https://x.invalid,high,
"""
READING = """id,indicator,segment,family,numerator_id,denominator_id,speaker,decimals,precision
A-1,coverage_rate,total,ucj,A-2,A-3,Sekda,,
A-2,participants,total,active,,,,,month
A-3,eligible_workers,total,standard,,,,,month
A-4,legal,total,standard,,,,,
"""


@pytest.fixture
def raw(tmp_path):
    """A folder with the two tables."""
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "facts.csv").write_text(FACTS, "utf-8")
    (folder / "facts.reading.csv").write_text(READING, "utf-8")
    return folder


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
