"""A scenario in the pack of a meeting: marked, sourced, apart from what was observed."""

from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest
from typer.testing import CliRunner

from geo import bases, editions, pack, pack_command
from geo.__main__ import app
from geo.brief import Brief, Slide
from geo.formats import Writer
from geo.outcomes import computed
from geo.regencies import regencies
from geo.scenario import one_hundred
from geo.scenario_brief import slides, sources, with_scenarios
from geo.scenario_text import to_file
from tests.geo.supposing import KAYONG, START, budget_of, scenario

NAMES = {str(one.bps): one.name for one in regencies()} | {"61": "Kalimantan Barat"}


@pytest.fixture(scope="module")
def real():
    return bases.known(editions.load(), [one.bps for one in regencies()])


@pytest.fixture(scope="module")
def full(real):
    return computed(one_hundred(START), real)


def meeting(*keys):
    made = [Slide(key=key, name=key, title=key, line="") for key in keys]
    return Brief(
        **{"title": "Rapat", "subtitle": "", "edition": "2026-11-22.1", "day": "2026-11-22"},
        **{"language": "id", "footer": "", "attribution": "", "mark": "", "slides": tuple(made)},
        claims=editions.load().claims.iloc[:3],
    )


def test_every_slide_bears_the_mark_in_its_name_title_and_picture(full):
    first, table, terms = made = slides(full, Writer(), NAMES)
    assert all("SIMULASI" in text for one in made for text in (one.name, one.title, one.mark))
    assert terms.points
    assert "SIMULASI</text>" in first.picture.svg
    assert table.table.caption.startswith("SIMULASI")


def test_the_slide_says_what_the_engine_found(full):
    first, table, _ = slides(full, Writer(), NAMES)
    assert [one.cell.number for one in first.figures] == [
        pytest.approx(204_600 / 1_800_000),
        204_600,
        41_247_360_000,
    ]
    last = table.table.rows[-1]
    assert (last[0].text, last[5].number) == ("Kalimantan Barat", 41_247_360_000)
    assert sum(row[5].number for row in table.table.rows[:-1]) == last[5].number


def test_only_who_is_paid_for_stands_in_the_table(real):
    found = computed(scenario(budget_of(KAYONG, 4_435_427_000, Fraction(1, 5))), real)
    first, table, _ = slides(found, Writer(), NAMES)
    assert [row[0].text for row in table.table.rows] == ["Kayong Utara", "Kalimantan Barat"]
    assert "Kayong Utara" in first.title


def test_every_assumption_and_source_stands_on_the_slide(full):
    first, _, terms = slides(full, Writer(), NAMES)
    told = " ".join(terms.points)
    assert "PP 44/2015" in told
    assert "Tumpang tindih" in told
    assert "COV-013" in first.source


def test_scenarios_stand_after_decisions_before_sources_each_with_its_own_key(full):
    whole = with_scenarios(
        meeting("judul", "program", "keputusan", "sumber"), editions.load(), [full, full], NAMES
    )
    assert [one.key for one in whole.slides] == [
        *("judul", "program", "keputusan", "simulasi"),
        *("simulasi-1", "simulasi-1-tabel", "simulasi-1-asal"),
        *("simulasi-2", "simulasi-2-tabel", "simulasi-2-asal", "sumber"),
    ]


def test_the_claims_behind_a_scenario_are_added_once_each(full):
    whole = with_scenarios(meeting("judul"), editions.load(), [full], NAMES)
    assert sources(full) <= set(whole.claims["claim_id"])
    assert whole.claims["claim_id"].is_unique
    assert {"COV-013", "TGT-004", "PRM-004", "VIL-040"} <= sources(full)


def test_a_meeting_without_scenarios_stays_as_it_was(full):
    before = meeting("judul")
    after = with_scenarios(before, editions.load(), [], NAMES)
    assert after.slides == before.slides
    pd.testing.assert_frame_equal(after.claims, before.claims)


def test_the_pack_takes_scenarios_from_files_and_leaves_the_observed_slides_alone(
    tmp_path, monkeypatch
):
    path = tmp_path / "s.json"
    path.write_bytes(to_file(replace(one_hundred(START), name="Coba")))
    taken = []
    monkeypatch.setattr(pack_command.briefing, "compose", lambda *_: meeting("judul", "sumber"))
    monkeypatch.setattr(pack_command, "_material", lambda *_: _Material)

    def packed(content, _, told):
        taken.append(content)
        told("x")
        return {"x": b""}

    monkeypatch.setattr(pack, "pack", packed)
    done = CliRunner().invoke(app, ["pack", str(tmp_path / "o"), "--scenario", str(path)])
    assert done.exit_code == 0, done.output
    keys = [one.key for one in taken[0].slides]
    parts = ["simulasi", "simulasi-1", "simulasi-1-tabel", "simulasi-1-asal"]
    assert keys == ["judul", *parts, "sumber"]
    assert taken[0].slides[2].name == "SIMULASI: Coba"


class _Material:
    names = NAMES


def test_a_scenario_that_cannot_be_read_ends_the_pack_with_its_mend(tmp_path):
    path = tmp_path / "s.json"
    path.write_text("{}", "utf-8")
    done = CliRunner().invoke(app, ["pack", str(tmp_path / "o"), "--scenario", str(path)])
    assert done.exit_code != 0
    assert "skenario simulasi" in done.output
    assert not (tmp_path / "o").exists()
