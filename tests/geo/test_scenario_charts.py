"""A scenario's months: stacked, whole in their legend, down to the cliff, and the same in words."""

import re
from pathlib import Path

import pytest

from geo import palettes
from geo.formats import Writer
from geo.outcomes import computed
from geo.scenario import FUNDINGS
from geo.scenario_charts import COLOURS, months
from tests.geo.supposing import KAYONG, SAMBAS, base, plan, scenario, start

WRITER = Writer()
TWO = base({KAYONG: start(1000, 0.1), SAMBAS: start(1000, 0.2)})
GROUNDS = ("#ffffff", "#0f1720", "#16202b")
"""What the pictures stand on: paper, and the page and its panels in the dark scheme."""


def drawn(*plans, **size):
    return months(WRITER, computed(scenario(*plans), TWO), **size)


def test_the_months_are_stacked_by_source_down_to_the_cliff():
    found = drawn(
        plan(each=10, months=6, funding="dbh_sawit"), plan(each=1, months=12, funding="csr")
    )
    assert all(text in found.svg for text in ("SIMULASI", "DBH Sawit", "CSR", "▼ −200 orang"))
    assert "Januari 2027: 200 orang dibayari dari DBH Sawit." in found.svg
    assert [one.split(":")[0] for one in found.told] == [
        "Januari 2027 sampai Juni 2027",
        "Juli 2027 sampai Desember 2027",
        "Januari 2028",
    ]
    assert found.title.startswith("Mulai Juli 2027 iuran 200 orang tidak lagi dibayar")


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [430, 620])
def test_every_source_of_money_is_named_whole_in_the_legend(language, width):
    writer = Writer(language)
    asked = scenario(*(plan(each=10, funding=one) for one in FUNDINGS))
    found = months(writer, computed(asked, TWO), width=width)
    assert [name for _, name in found.legend] == [writer.tell(one) for one in FUNDINGS.values()]
    for _, name in found.legend:
        assert f">{name}</text>" in found.svg
    assert "…" not in found.svg


def test_the_picture_is_about_as_wide_as_it_is_asked_to_be_however_many_sources_there_are():
    few, many = (
        drawn(*(plan(each=10, funding=one) for one in list(FUNDINGS)[:n]), width=430)
        for n in (1, len(FUNDINGS))
    )
    widths = [float(re.search(r'width="([\d.]+)"', one.svg)[1]) for one in (few, many)]
    assert max(widths) < 430 + 90
    assert abs(widths[0] - widths[1]) < 20


def test_the_line_of_the_cliff_falls_from_those_paid_for_to_those_who_are_left():
    found = drawn(plan(each=10, months=6), plan(each=10, months=12, funding="csr"))
    (fall,) = re.findall(r'<line [^>]*stroke="#b3123f"[^>]*>', found.svg)
    up, down = (abs(float(re.search(rf'{one}="(-?[\d.]+)"', fall)[1])) for one in ("y2", "x2"))
    assert up > 0 == down
    whole = drawn(plan(each=10, months=6), plan(each=10, months=6, funding="csr"))
    (deeper,) = re.findall(r'<line [^>]*stroke="#b3123f"[^>]*>', whole.svg)
    assert abs(float(re.search(r'y2="(-?[\d.]+)"', deeper)[1])) == pytest.approx(2 * up, rel=0.01)


def test_a_picture_of_made_up_data_says_so_as_well():
    assert "SIMULASI · CONTOH" in drawn(plan(each=10), stamp="SIMULASI · CONTOH").svg


def test_sixty_months_name_only_as_many_as_fit():
    found = drawn(plan(each=10, months=60), width=430)
    named = re.findall(r">\w{3} 20\d\d</text>", found.svg)
    assert 5 <= len(named) <= 430 // 50


@pytest.mark.parametrize("funding", FUNDINGS)
def test_every_source_is_seen_on_light_and_dark_and_keeps_its_colour(funding):
    assert all(palettes.contrast(COLOURS[funding], ground) >= 3 for ground in GROUNDS)
    assert len(set(COLOURS.values())) == len(FUNDINGS)
    sheet = Path(__file__).parents[2] / "pages" / "shell" / "colours.css"
    assert COLOURS[funding] not in sheet.read_text("utf-8")
