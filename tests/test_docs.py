"""What the documents say is true of the code."""

import re
from pathlib import Path

import pytest

from geo import choropleth, indicators
from geo.families import FAMILIES
from geo.indicators import Mark
from geo.model import Missing, Unit
from geo.vintages import VINTAGES
from tests.test_architecture import LADDER

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "data").rglob("README.md")])


def text(name):
    """A document."""
    return (DOCS / name).read_text("utf-8")


def section(key):
    """What stands under the heading of an indicator."""
    parts = re.split(r"^## ", text("indicators.md"), flags=re.MULTILINE)
    return next((part for part in parts if part.splitlines()[0] == key), "")


@pytest.mark.parametrize("key", list(indicators.BY_KEY))
def test_every_indicator_has_a_heading_with_its_authority(key):
    assert "Authority" in section(key) or "no source states it" in section(key)
    assert len(section(key)) > 200


@pytest.mark.parametrize(
    "one", [one for one in indicators.CATALOGUE if one.mark is Mark.AREA], ids=lambda one: one.key
)
def test_the_classes_in_the_document_are_those_of_the_code(one):
    line = next(line for line in section(one.key).splitlines() if line.startswith("| classes"))
    scale = {"million": 1e6, "thousand": 1e3}.get(
        next(iter(re.findall("million|thousand", line)), "")
    )
    said = [float(number) for number in re.findall(r"[\d.]*\d", line)]
    factor = 0.01 if one.unit is Unit.FRACTION else scale
    assert [round(number * factor, 6) for number in said] == list(one.breaks)


@pytest.mark.parametrize("key", list(FAMILIES))
def test_every_family_is_explained_with_its_rank(key):
    line = next(
        line
        for line in text("indicators.md").splitlines()
        if f"| `{key}`" in line or f", `{key}`" in line
    )
    ranks = [int(number) for number in line.rsplit("|", 2)[1].split(",")]
    assert FAMILIES[key].rank in ranks
    assert ("never ranked" in line) != FAMILIES[key].comparable
    assert ("makes no gap" in line) != FAMILIES[key].binding


def test_every_kind_of_blank_is_explained():
    for kind in Missing:
        assert f"| {kind.value.replace('_', ' ')} |" in text("indicators.md")
    assert len(choropleth.LETTERS) == len(Missing)


def test_the_ladder_in_the_document_is_the_one_that_is_tested():
    said = re.findall(r"^\| `(\w+)` \|", text("architecture.md"), flags=re.MULTILINE)
    assert said == LADDER


def test_every_vintage_is_named_where_its_files_are():
    readme = (ROOT / "data" / "boundaries" / "README.md").read_text("utf-8")
    assert all(f"`{key}/`" in readme for key in VINTAGES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_file_that_a_document_names_is_there(page):
    names = re.findall(
        r"`((?:geo|pages|docs|data|tests|locale|bench)/[\w./-]+?)/?`", page.read_text("utf-8")
    )
    missing = [name for name in names if not (ROOT / name).exists()]
    assert not missing
