"""From claims to an edition: whole, repeatable, never written over; new beside old."""

import json
import tomllib
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from geo import editions, history, ledger, publish
from tests.making import claims_table, row

ONE, TWO = "2026-01-01.1", "2026-01-02.1"
ROOT = Path(__file__).parent.parent.parent


def imprint(name=ONE, **told):
    """An imprint; what is not said is plain."""
    return publish.Imprint(**{"name": name, "by": "Dinas", "changes": "Pertama.", **told})


def published(root, name=ONE, *rows, **told):
    """An edition of these claims, or of one."""
    return publish.publish(claims_table(*(rows or (row(),))), root, imprint(name, **told))


def seen(root):
    """What stands in the folder of editions, without what always stands there."""
    always = {ledger.LOCK, history.HISTORY, editions.CURRENT}
    return sorted({path.name for path in root.iterdir()} - always)


def test_what_is_published_is_what_is_served(tmp_path):
    claims = claims_table(row(), row(value="", text="Inpres", unit="document", indicator="legal"))
    publish.publish(claims, tmp_path / "a" / "ed", imprint(at="2026-01-01T08:00:00+07:00"))
    edition = editions.load(tmp_path / "a" / "ed")
    pd.testing.assert_frame_equal(edition.claims, claims)
    assert (edition.name, edition.published_by) == (ONE, "Dinas")
    assert (edition.changes, edition.dataset) == ("Pertama.\n", "publikasi")
    assert (edition.published_at, edition.previous) == ("2026-01-01T08:00:00+07:00", "")
    assert editions.pointer(tmp_path / "a" / "ed") == ONE


def test_the_same_claims_and_words_give_the_same_bytes(tmp_path):
    claims = claims_table(row(), row())
    folders = [publish.publish(claims, tmp_path / root, imprint()) for root in "ab"]
    for name in ("claims.csv", "CHANGES.md", "manifest.json"):
        one, two = ((folder / name).read_bytes() for folder in folders)
        assert one == two


def test_the_manifest_says_who_when_by_what_from_what_and_how_much(tmp_path):
    published(tmp_path)
    told = {"at": "2026-01-02T09:00:00", "received": {"a.xlsx": "ab" * 32}}
    folder = published(tmp_path, TWO, row(), row(region_code="6103"), **told)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert (manifest["published_by"], manifest["published_at"]) == ("Dinas", told["at"])
    assert (manifest["tool"], manifest["previous"]) == (publish.TOOL, ONE)
    assert [manifest[key] for key in ("claims", "regions", "indicators")] == [2, 2, 1]
    assert (manifest["schema_version"], manifest["received"]) == (1, {"a.xlsx": "ab" * 32})
    assert set(manifest["files"]) == {"claims.csv", "CHANGES.md"}


def test_the_version_in_the_manifest_is_that_of_the_program():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert publish.TOOL.split() == [project["name"], project["version"]]


@pytest.mark.parametrize(
    ("value", "written"),
    [("0.5159", "0.5159"), ("1", "1"), ("0.00001", "0.00001"), ("123456789012", "123456789012")],
)
def test_numbers_are_written_as_short_as_they_are_exact(tmp_path, value, written):
    folder = published(tmp_path, ONE, row(value=value, denominator="1770630"))
    table = pd.read_csv(folder / "claims.csv", dtype=str, keep_default_na=False)
    assert (table["value"][0], table["denominator"][0]) == (written, "1770630")
    assert table["numerator"][0] == ""


def test_an_edition_is_never_written_over(tmp_path):
    first = published(tmp_path)
    before = (first / "claims.csv").read_bytes()
    with pytest.raises(publish.EditionExistsError, match=r"2026-01-01\.1"):
        published(tmp_path, ONE, row(), row())
    assert (first / "claims.csv").read_bytes() == before


def test_an_empty_folder_of_that_name_is_not_taken_over_either(tmp_path):
    (tmp_path / ONE).mkdir()
    with pytest.raises(publish.EditionExistsError):
        published(tmp_path)


@pytest.mark.parametrize("name", ["", "baru", "../2026-01-01.1", "2026-01-01", "2026-01-01.0"])
def test_a_name_that_would_not_be_found_again_is_refused(tmp_path, name):
    with pytest.raises(publish.BadEditionNameError):
        published(tmp_path, name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["_csv", "_sha256"])
@pytest.mark.parametrize("fault", [KeyboardInterrupt, OSError])
def test_a_publish_that_dies_leaves_nothing_behind(tmp_path, monkeypatch, step, fault):
    published(tmp_path)

    def die(*_):
        raise fault

    monkeypatch.setattr(publish, step, die)
    with pytest.raises(fault):
        published(tmp_path, TWO)
    assert seen(tmp_path) == [ONE]
    assert editions.load(tmp_path).name == ONE


def test_a_draft_that_a_killed_process_left_is_no_edition_and_goes_with_the_next(tmp_path):
    published(tmp_path)
    draft = tmp_path / ".draft-2026-01-02.1"
    draft.mkdir()
    (draft / "manifest.json").write_text(json.dumps({"edition": TWO}), "utf-8")
    assert editions.names(tmp_path) == [ONE]
    published(tmp_path, TWO)
    assert seen(tmp_path) == [ONE, TWO]


def test_an_edition_is_not_seen_before_it_is_the_current_one(tmp_path, monkeypatch):
    published(tmp_path)
    views = []
    rename = ledger.durable.rename

    def watched(source, target):
        rename(source, target)
        views.append((editions.names(tmp_path), editions.load(tmp_path).name))

    monkeypatch.setattr(ledger.durable, "rename", watched)
    published(tmp_path, TWO)
    assert views == [([ONE], ONE)]
    assert editions.names(tmp_path) == [TWO, ONE]


def test_of_two_who_publish_at_once_one_wins_and_the_other_is_told(tmp_path, monkeypatch):
    told = []
    write = publish._csv

    def meanwhile(claims):
        monkeypatch.setattr(publish, "_csv", write)
        with pytest.raises(ledger.BusyError, match="Penerbitan lain sedang berjalan") as caught:
            published(tmp_path, TWO, by="lain")
        told.append(caught.value)
        return write(claims)

    monkeypatch.setattr(publish, "_csv", meanwhile)
    published(tmp_path)
    assert len(told) == 1
    assert editions.load(tmp_path).published_by == "Dinas"
    assert seen(tmp_path) == [ONE]


def test_who_was_outrun_by_another_edition_is_told_and_nothing_is_published(tmp_path):
    published(tmp_path)
    published(tmp_path, TWO, based_on=ONE)
    with pytest.raises(publish.OutrunEditionError, match=r"kini 2026-01-02\.1") as caught:
        published(tmp_path, "2026-01-03.1", based_on=ONE)
    assert "sekali lagi" in caught.value.mend.spoken("id")
    assert seen(tmp_path) == [ONE, TWO]


def test_the_first_edition_is_based_on_none(tmp_path):
    published(tmp_path, based_on="")
    with pytest.raises(publish.OutrunEditionError):
        published(tmp_path, TWO, based_on="")


def test_where_the_current_edition_is_damaged_the_one_that_serves_is_the_base(tmp_path):
    published(tmp_path)
    published(tmp_path, TWO)
    (tmp_path / TWO / "claims.csv").write_text("x", "utf-8")
    published(tmp_path, "2026-01-03.1", based_on=ONE)
    assert editions.load(tmp_path).name == "2026-01-03.1"


def test_the_next_name_of_a_day_is_the_first_free_one(tmp_path):
    assert publish.next_name(tmp_path, date(2026, 1, 2)) == "2026-01-02.1"
    (tmp_path / "2026-01-02.1").mkdir()
    assert publish.next_name(tmp_path, date(2026, 1, 2)) == "2026-01-02.2"


def test_every_publish_is_a_line_of_the_history(tmp_path):
    published(tmp_path)
    published(tmp_path, TWO, by="Sari", at="2026-01-02T09:00:00")
    first, second = history.steps(tmp_path)
    assert (first.number, first.before, first.after) == (1, "", ONE)
    assert (second.number, second.before, second.after) == (2, ONE, TWO)
    assert (second.by, second.at, second.what) == ("Sari", "2026-01-02T09:00:00", "publish")
    assert not (tmp_path / history.STEP).exists()


# -- new claims beside old ones ----------------------------------------------------------


def together(old, new):
    """The merged table by claim number: value and what is superseded."""
    found = publish.merged(claims_table(*old), claims_table(*new)).set_index("claim_id")
    return {number: (one["value"], one["supersedes"]) for number, one in found.iterrows()}


OLD = row(claim_id="A", value="0.4")


def test_a_later_claim_of_the_same_figure_supersedes_the_one_there_was():
    assert together([OLD], [row(claim_id="B", value="0.5")]) == {"A": (0.4, ""), "B": (0.5, "A")}


@pytest.mark.parametrize(
    "other",
    [
        {"region_code": "6103"},
        {"segment": "pu"},
        {"period": "2025"},
        {"publisher": "Koran lain"},
        {"definition": "peserta terdaftar per potensi"},
        {"indicator": "coverage_target"},
    ],
)
def test_a_claim_that_differs_in_what_it_speaks_of_stands_beside(other):
    found = together([OLD], [row(claim_id="B", value="0.5", **other)])
    assert found == {"A": (0.4, ""), "B": (0.5, "")}


def test_a_claim_that_was_surely_published_earlier_supersedes_nothing():
    old = row(claim_id="A", published_on="2025-03-05")
    assert together([old], [row(claim_id="B", published_on="2025-02")])["B"][1] == ""
    assert together([old], [row(claim_id="B", published_on="2025-03")])["B"][1] == "A"
    assert together([old], [row(claim_id="B", published_on="")])["B"][1] == "A"


def test_what_stands_there_already_is_not_repeated():
    assert together([OLD], [OLD]) == {"A": (0.4, "")}
    assert together([OLD], [{**OLD, "claim_id": "B"}]) == {"A": (0.4, "")}


def test_a_figure_that_goes_back_to_what_it_was_is_said_under_a_new_number():
    corrected = row(claim_id="B", value="0.5", supersedes="A")
    found = together([OLD, corrected], [OLD])
    assert found == {"A": (0.4, ""), "B": (0.5, "A"), "A-2": (0.4, "B")}


def test_the_same_file_twice_changes_nothing_the_second_time():
    corrected = row(claim_id="B", value="0.5", supersedes="A")
    once = publish.merged(claims_table(OLD, corrected), claims_table(OLD))
    twice = publish.merged(once, claims_table(OLD))
    pd.testing.assert_frame_equal(once, twice)


def test_a_correction_of_a_correction_supersedes_the_correction():
    corrected = row(claim_id="B", value="0.5", supersedes="A")
    assert together([OLD, corrected], [row(claim_id="C", value="0.6")])["C"] == (0.6, "B")


def test_the_reader_sees_the_later_figure_and_the_file_keeps_both():
    from geo import claims
    from geo.indicators import indicator

    whole = publish.merged(claims_table(OLD), claims_table(row(claim_id="B", value="0.5")))
    read = claims.readings(whole, indicator("coverage_rate"), ["6111"]).loc["6111"]
    assert (read["value"], bool(read["conflict"])) == (0.5, False)
    assert list(whole["claim_id"]) == ["A", "B"]


def numbered(told):
    """A claim whose number is made of what it says, as `intake` makes it."""
    return row(claim_id="-".join(told.values()), **told)


SAID = st.fixed_dictionaries(
    {
        "region_code": st.sampled_from(["6111", "6103"]),
        "period": st.sampled_from(["2024", "2025"]),
        "value": st.sampled_from(["0.4", "0.5", "0.00001"]),
        "published_on": st.sampled_from(["", "2025", "2025-03", "2025-03-05"]),
    }
).map(numbered)
OLDS = st.lists(SAID, min_size=1, max_size=6, unique_by=lambda one: one["claim_id"])
DRAFTS = st.lists(
    SAID, min_size=1, max_size=4, unique_by=lambda one: (one["region_code"], one["period"])
)
"""A draft that says a figure twice is refused before it comes this far."""


@given(old=OLDS, new=DRAFTS)
@settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.generate])
def test_nothing_is_edited_away_and_merging_twice_is_merging_once(old, new):
    before, draft = claims_table(*old), claims_table(*new)
    once = publish.merged(before, draft)
    pd.testing.assert_frame_equal(once.iloc[: len(before)], before, check_index_type=False)
    assert once["claim_id"].is_unique
    superseded = once.loc[once["supersedes"] != "", "supersedes"]
    assert set(superseded) <= set(once["claim_id"])
    pd.testing.assert_frame_equal(publish.merged(once, draft), once)
