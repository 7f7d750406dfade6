"""The files in `data/`: each has its source beside it, unchanged since it was noted."""

import csv
import hashlib
import tomllib
from pathlib import Path

import pytest

from geo import contracts, editions, facts, indicators, publish, regencies

DATA = Path(__file__).parent.parent / "data"
TABLES = sorted([*(DATA / "raw").glob("*.csv"), *(DATA / "reference").glob("*.csv")])
WANTED = ("producer", "title", "url", "published", "accessed", "licence", "sha256", "note")


@pytest.mark.parametrize("table", TABLES, ids=lambda path: path.name)
def test_every_table_has_its_source_beside_it_and_is_unchanged_since(table):
    source = tomllib.loads(table.with_suffix(".source.toml").read_text("utf-8"))
    assert set(WANTED) <= set(source)
    assert all(source[key].strip() for key in WANTED)
    assert source["sha256"] == hashlib.sha256(table.read_bytes()).hexdigest()


def test_every_source_note_has_its_table():
    notes = {
        path.name for folder in ("raw", "reference") for path in (DATA / folder).glob("*.toml")
    }
    assert notes == {f"{table.stem}.source.toml" for table in TABLES}


def test_the_embedded_edition_is_what_publishing_the_raw_facts_gives(tmp_path):
    raw = DATA / "raw"
    claims = facts.claims_from_facts(raw / "facts.csv", raw / "facts.reading.csv")
    imprint = publish.Imprint(name="2026-11-22.1", by="siapa pun", changes="apa pun")
    built = publish.publish(claims, tmp_path, imprint)
    served = editions.ROOT / editions.pointer()
    assert (built / "claims.csv").read_bytes() == (served / "claims.csv").read_bytes()


def test_every_edition_is_whole_and_one_is_current():
    names = editions.names()
    assert editions.pointer() in names
    assert all(editions.load(name=name).name == name for name in names)


def test_no_row_of_the_facts_is_lost_on_the_way_into_the_edition():
    with (DATA / "raw" / "facts.csv").open(encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    assert sorted(ids) == list(editions.load().claims["claim_id"])
    assert len(ids) == 304


def test_the_edition_satisfies_the_contract_as_text():
    table = editions.load().claims
    text = table.astype(object).where(table.notna(), "").map(publish.plain).astype(str)
    checked = contracts.claims_from_text(text, "claims.csv")
    assert len(checked) == len(table)


def test_every_claim_names_a_region_and_an_indicator_that_are_known():
    table = editions.load().claims
    assert set(table["region_code"]) <= contracts.known_regions()
    assert set(table["indicator"]) <= indicators.CLAIM_KEYS
    assert {r.bps for r in regencies.regencies()} <= set(table["region_code"])
