"""A register from its address to counts: resumed, refused, reconciled, without persons."""

import csv
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from geo import (
    editions,
    register_claims,
    register_counts,
    register_engines,
    register_keys,
    register_remarks,
    register_secrecy,
    register_survey,
)
from geo import register_rows as reading
from geo import register_tally as tally
from geo.__main__ import app
from geo.contracts import claims_from_text
from geo.model import Period
from geo.register_terms import LEVELS, Window

YEAR = Window(first=Period(2025, 1), last=Period(2025, 12))
HEAD = ("person_id", "region", "segment", "programme", "from", "to", "paid_until")
GOOD = ("p1", "61.11.01.2001", "pu", "jkk", "2025-01-01", "", "2025-12-31")
FAULTY = {
    "no_person": {"person_id": " "},
    "unknown_region": {"region": "99.99.99.9999"},
    "unknown_segment": {"segment": "asn"},
    "bad_date": {"from": "31/02/2025"},
    "no_start": {"from": ""},
    "ends_before_start": {"to": "2024-12-31"},
    "never_paid": {"paid_until": ""},
    "paid_before_start": {"paid_until": "2024-12-31"},
}


@pytest.fixture
def means(tmp_path):
    return register_engines.Means(threads=1, memory_mb=500, scratch=tmp_path / "scratch")


@pytest.fixture
def written(tmp_path):
    """`written(*rows)`: a register as a CSV file; a row says how it differs from a good one."""

    def write(*rows, name="register.csv", encoding="utf-8"):
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            out = csv.writer(file)
            out.writerow(HEAD)
            out.writerows(({**dict(zip(HEAD, GOOD, strict=True)), **row}).values() for row in rows)
        return path

    return write


@pytest.fixture
def opened(means, written):
    return lambda *rows, **how: tally.read(
        register_engines.opened(str(written(*rows, **how)), means)
    )


def people(n, **same):
    return [{"person_id": f"p{one}", **same} for one in range(n)]


def counted(read, folder, many=1):
    table = tally.counted(read, YEAR, folder, many, lambda *_: None)
    return table.set_index(["level", "place", "segment", "month"])["persons"]


def test_every_row_is_of_one_kind_and_the_kinds_add_up(opened):
    read = opened({}, *FAULTY.values())
    assert read.kinds == {**dict.fromkeys(FAULTY, 1), reading.COUNTED: 1}
    assert read.total == 1 + len(FAULTY)


def test_each_kind_of_fault_names_its_rows(opened):
    read = opened({}, *FAULTY.values())
    found = reading.examples(read.rows, read.kinds)
    assert found == {kind: [row] for row, kind in enumerate(FAULTY, start=2)}


def test_too_many_faulty_rows_refuse_the_lot(opened):
    read = opened(*people(9), FAULTY["no_start"])
    tally.refuse_faulty(read, 0.1)
    with pytest.raises(tally.TooFaultyError, match="1 dari 10"):
        tally.refuse_faulty(read, 0.05)


def test_repeated_memberships_are_told(opened):
    later = {"from": "2025-06-01", "paid_until": "2026-06-30"}
    assert register_remarks.repeated(opened({}, {}, later).rows) == {
        "duplicate": 1,
        "overlapping": 1,
    }


@pytest.mark.parametrize("number", ["6111010203040005", " 6111010203040005"])
def test_a_clear_identity_number_refuses_the_lot(opened, number):
    with pytest.raises(register_survey.ClearIdentityError, match="NIK"):
        opened({}, {"person_id": number})


def test_its_pseudonym_is_taken(opened, written, tmp_path):
    clear = written({"person_id": "6111010203040005"}, {"person_id": "6111010203040006"})
    hidden, key = tmp_path / "hidden.csv", bytes(32)
    assert register_keys.replaced(clear, hidden, "person_id", key) == 2
    text = hidden.read_text("utf-8")
    assert "6111010203040005" not in text
    assert register_keys.pseudonym("6111010203040005", key) in text
    assert register_keys.pseudonym("6111010203040005", b"1" * 32) not in text


def test_missing_columns_are_named(tmp_path, means):
    path = tmp_path / "bad.csv"
    path.write_text("person_id,region\np1,6101\n", "utf-8")
    with pytest.raises(reading.MissingColumnsError, match="segment, from, to, paid_until"):
        tally.read(register_engines.opened(str(path), means))


@pytest.mark.parametrize("address", ["nowhere.parquet", "postgres://localhost:1/none?table=x"])
def test_an_address_without_a_register_is_said(address, means):
    with pytest.raises(register_engines.NoRegisterError):
        register_engines.opened(address, means)


def test_codes_of_both_systems_and_all_levels_are_known(opened):
    codes = ["6111", "61.11", "6111010", "61.11.01", "61.11.01.2001"]
    read = opened(*({"region": code} for code in codes))
    assert read.faulty == 0
    assert read.places.names["regency"] == ["6111"]
    assert read.places.names["village"] == ["61.11.01.2001"]


def test_a_file_of_mixed_encodings_is_read(opened, written, means):
    path = written({}, {"segment": "pu"})
    path.write_bytes(
        path.read_bytes() + "p9,61.11,Café,,2025-01-01,,2025-12-31\n".encode("latin-1")
    )
    read = tally.read(register_engines.opened(str(path), means))
    assert (read.total, read.kinds["unknown_segment"]) == (3, 1)


def test_parts_add_up_to_the_whole(opened, tmp_path):
    rows = [*people(40), *people(20, segment="bpu"), *people(10, region="61.01.01.2001")]
    read = opened(*rows)
    whole = counted(read, tmp_path / "one")
    pd.testing.assert_series_equal(whole, counted(read, tmp_path / "many", 7))


def test_what_was_done_stays_done(opened, tmp_path, monkeypatch):
    read, made = opened(*people(40)), []
    changes = tally._changes

    def dying(spells, places):
        if len(made) == 2:
            made.append("died")
            raise KeyboardInterrupt
        made.append("done")
        return changes(spells, places)

    monkeypatch.setattr(tally, "_changes", dying)
    with pytest.raises(KeyboardInterrupt):
        counted(read, tmp_path / "w", 4)
    again = counted(read, tmp_path / "w", 4)
    assert made == ["done", "done", "died", "done", "done"]
    pd.testing.assert_series_equal(again, counted(read, tmp_path / "other", 4))


KILLED = """
import sys, time
from pathlib import Path
from geo import register_engines, register_tally
from geo.model import Period
from geo.register_terms import Window

def told(done, many):
    print(done, many, flush=True)
    if done == 2:
        time.sleep(600)

path, work = map(Path, sys.argv[1:])
means = register_engines.Means(threads=1, memory_mb=500, scratch=work / "scratch")
read = register_tally.read(register_engines.opened(str(path), means))
window = Window(first=Period(2025, 1), last=Period(2025, 12))
register_tally.counted(read, window, work, 5, told)
"""


def test_a_killed_process_loses_no_part_that_was_done(opened, written, tmp_path):
    rows = [*people(60), *people(20, segment="bpu"), *people(10, region="61.01.01.2001")]
    work, path = tmp_path / "w", written(*rows)
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path), str(work)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert [next(process.stdout) for _ in range(2)] == ["1 5\n", "2 5\n"]
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    parts = sorted(work.rglob("*-of-5.parquet"))
    before = [path.stat().st_mtime_ns for path in parts]
    read = opened(*rows)
    again = counted(read, work, 5)
    assert len(parts) == 2
    assert [path.stat().st_mtime_ns for path in parts] == before
    pd.testing.assert_series_equal(again, counted(read, tmp_path / "whole"))


def test_rows_that_were_half_dealt_out_when_it_died_are_dealt_out_anew(opened, tmp_path):
    read, home = opened(*people(40)), tmp_path / "w" / str(YEAR.first)
    (home / "rows.new" / "share=0").mkdir(parents=True)
    (home / "rows.new" / "share=0" / "part.parquet").write_bytes(b"PAR1 cut short")
    again = counted(read, tmp_path / "w", 3)
    pd.testing.assert_series_equal(again, counted(read, tmp_path / "whole"))


def test_no_row_is_left_in_the_work_folder(opened, tmp_path):
    counted(opened(*people(40)), tmp_path / "w", 3)
    left = [path.name for path in (tmp_path / "w").rglob("*") if path.is_file()]
    assert sorted(left) == [f"{number}-of-3.parquet" for number in range(3)]
    columns = set(pd.read_parquet(next((tmp_path / "w").rglob("0-of-3.parquet"))).columns)
    assert columns == {"whole", "spot", "change"}


def test_a_part_to_which_nobody_fell_is_empty(opened, tmp_path):
    read = opened(*people(2))
    whole = counted(read, tmp_path / "one")
    pd.testing.assert_series_equal(whole, counted(read, tmp_path / "many", 9))


def test_a_long_window_is_counted_in_pieces_that_line_up(opened, tmp_path):
    long = Window(first=Period(2019, 1), last=Period(2026, 12))
    rows = [
        *people(3, **{"from": "2019-03-01", "paid_until": "2026-10-31"}),
        *people(2, segment="bpu", **{"from": "2026-05-01", "paid_until": "2026-06-30"}),
    ]
    steps = []
    told = tally.counted(opened(*rows), long, tmp_path / "w", 2, lambda *one: steps.append(one))
    months = told.set_index(["level", "place", "segment", "month"])["persons"]
    assert len(list(register_counts.slices(long))) == 2
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert months["regency", 0].groupby("segment").size().unique().tolist() == [96]
    of = {
        name: months["regency", 0, number] for name, number in (("pu", 1), ("bpu", 2), ("all", 0))
    }
    assert of["pu"].tolist() == [0] * 2 + [3] * 92 + [0] * 2
    assert of["bpu"].tolist() == [0] * 88 + [2] * 2 + [0] * 6
    assert of["all"].tolist() == of["pu"].tolist()


def test_another_rule_window_or_file_is_counted_elsewhere(tmp_path):
    grace = Window(first=YEAR.first, last=YEAR.last, grace=1)
    folders = {
        tally.work_folder(tmp_path, "a", "1", YEAR),
        tally.work_folder(tmp_path, "a", "2", YEAR),
        tally.work_folder(tmp_path, "b", "1", YEAR),
        tally.work_folder(tmp_path, "a", "1", grace),
    }
    assert len(folders) == 4


def test_no_mark_of_a_person_and_no_small_count_leaves(opened, tmp_path):
    marks = [f"secret{one:03}" for one in range(60)]
    rows = [{"person_id": mark, "region": f"61.11.01.20{n % 4:02}"} for n, mark in enumerate(marks)]
    rows += [{"person_id": "lonely", "region": "61.11.01.2009"}]
    read = opened(*rows)
    table = tally.counted(read, YEAR, tmp_path / "w", 1, lambda *_: None)
    told = register_secrecy.hidden(table, read.places.levels)
    shown = register_claims.table(table, told, read.places)
    below = shown[shown["level"].isin(LEVELS[:2])]
    assert not below["persons"].between(1, 9).any()
    assert (shown["told"] == "suppressed").any()
    origin = register_claims.Origin(publisher="Uji", title="Uji", published_on="2025-12-31")
    made = claims_from_text(register_claims.claims(shown, YEAR, origin), source="register")
    texts = made.astype("str").to_csv() + shown.to_csv()
    assert not [mark for mark in [*marks, "lonely"] if mark in texts]
    regency = made[(made["region_code"] == "6111") & (made["segment"] == "total")]
    assert regency["value"].unique().tolist() == [61.0]


def test_the_command_counts_and_publishes(written, tmp_path):
    path, root = written(*people(30)), tmp_path / "editions"
    base = editions.load()
    (root / base.name).mkdir(parents=True)
    for one in (editions.ROOT / base.name).iterdir():
        (root / base.name / one.name).write_bytes(one.read_bytes())
    (root / "current").write_text(base.name)
    given = ["register", str(path), "--from", "2025-01", "--to", "2025-03", "--publisher", "BPJS"]
    given += ["--published-on", "2025-12-31", "--work", str(tmp_path / "w"), "--root", str(root)]
    given += ["--out", str(tmp_path / "out.csv"), "--by", "Uji"]
    tried = CliRunner().invoke(app, given)
    assert tried.exit_code == 0, tried.output
    assert "30 baris dihitung" in tried.output
    assert editions.load(root).name == base.name
    assert CliRunner().invoke(app, [*given, "--yes"]).exit_code == 0
    claims = editions.load(root).claims
    own = claims[(claims["publisher"] == "BPJS") & (claims["region_code"] == "6111")]
    assert own.set_index(["segment", "period"])["value"]["total", "2025-03"] == 30.0
    assert Path(tmp_path / "out.csv").read_text("utf-8").startswith("level,region_code")
