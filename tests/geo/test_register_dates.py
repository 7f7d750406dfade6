"""A register whose days are dates says the same as its rows written as text.

Its faults are told by comparing days, and its rows are sifted before they are read: neither is so
with text.
"""

import pytest

from geo import register_survey
from tests import registers

KINDS = {kind: len(rows) for kind, rows in registers.DATED.items()}
NIK = "6171012345678901"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("registers")


@pytest.fixture(scope="module")
def texts(folder):
    """What is made of the rows as text."""
    path = registers.written(folder / "texts.csv", registers.dated())
    return registers.told(path, folder / "texts")


@pytest.fixture(scope="module")
def dates(folder):
    """The same rows as Parquet, with numbers and dates."""
    return registers.kept(folder / "dates.parquet", registers.dated())


def test_of_text_every_kind_is_counted(texts):
    faults = {kind: n for kind, n in texts["kinds"].items() if kind != "counted"}
    assert faults == KINDS
    assert sum(texts["kinds"].values()) == len(registers.dated())


@pytest.mark.parametrize("many", [1, 2, 6])
def test_dates_say_the_same(dates, texts, folder, many):
    assert registers.told(dates, folder / f"dates-{many}", many) == texts


@pytest.mark.parametrize("kind", ["text", "bigint"])
def test_one_who_looks_like_a_nik_is_seen_among_sound_rows(folder, kind):
    rows = registers.clean(many=60)
    rows = [{**row, "person_id": NIK if n in (3, 4) else str(n)} for n, row in enumerate(rows)]
    path = registers.kept(folder / f"{kind}.parquet", rows, {**registers.DATES, "person_id": kind})
    found = registers.told(path, folder / kind)
    assert found["refused"] == register_survey.ClearIdentityError.__name__
    assert found["said"].startswith("2 baris")
