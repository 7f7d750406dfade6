"""What meetings decided, read back, and how far the figures say it has come."""

import json
from datetime import date

import pytest

from geo import decisions
from geo.decisions import DamagedLogError, Decision, load, marks, standing
from geo.errors import GeoError
from tests.making import claims_table, row

MADE, UNTIL = date(2025, 1, 15), date(2025, 12, 31)
BEFORE, AFTER = date(2025, 6, 1), date(2026, 2, 1)


def decided(**changes):
    plain = {
        "number": 1,
        "made_on": MADE,
        "edition": "2025-01-10.1",
        "region": "6111",
        "what": "Daftarkan pekerja rentan",
        "workers": 2000,
        "who": "Kepala Dinas",
        "until": UNTIL,
    }
    return Decision(**{**plain, **changes})


def persons(value, period, **cells):
    told = {"indicator": "participants", "unit": "persons", "decimals": 0, "family": "active"}
    return row(**{**told, "value": value, "period": period, "published_on": "", **cells})


def line(**changes):
    one = {
        "number": 1,
        "made_on": "2025-01-15",
        "edition": "2025-01-10.1",
        "region": "6111",
        "what": "Daftarkan",
        "workers": None,
        "who": "Dinas",
        "until": "2025-12-31",
    }
    return json.dumps({**one, **changes})


def log(root, *lines, end="\n"):
    (root / "log.jsonl").write_text("\n".join(lines) + end, "utf-8")
    return root


def state(*figures, on=BEFORE, **changes):
    return standing(decided(**changes), claims_table(row(), *figures), on)


def why(found, language="id"):
    return found.why.spoken(language)


# the log


def test_no_log_is_no_decision(tmp_path):
    assert load(tmp_path / "nowhere") == ()


def test_the_log_stands_beside_the_editions():
    from geo import editions

    assert decisions.ROOT.parent == editions.ROOT.parent


def test_a_withdrawn_decision_is_left_out_and_stays_in_the_file(tmp_path):
    gone = '{"withdraws": 1, "on": "2025-02-01", "why": "keliru"}'
    log(tmp_path, line(), line(number=2), gone)
    assert [one.number for one in load(tmp_path)] == [2]
    assert len(decisions.entries((tmp_path / "log.jsonl").read_bytes())) == 3


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "bukan json",
        "[]",
        "3",
        '{"number": 2}',
        "[" * 100_000,
        line(number=2, region="9999"),
        line(number=2, region=[]),
        line(number=2, workers=True),
        line(number=2, workers=-1),
        line(number=2, workers=1.5),
        line(number=2, until="besok"),
        line(number=2, until=3),
        line(number=2, what=" "),
        line(number=1),
        '{"withdraws": 7, "on": "2025-02-01", "why": "keliru"}',
    ],
)
def test_a_damaged_line_is_refused_by_its_number_with_the_mend(tmp_path, damaged):
    log(tmp_path, line(), damaged, line(number=3))
    with pytest.raises(DamagedLogError, match="baris 2:") as caught:
        load(tmp_path)
    assert isinstance(caught.value, GeoError)
    assert "cadangan" in caught.value.mend.spoken("id")


def test_a_decision_cannot_be_withdrawn_twice(tmp_path):
    gone = '{"withdraws": 1, "on": "2025-02-01", "why": "keliru"}'
    with pytest.raises(DamagedLogError, match="baris 3:"):
        load(log(tmp_path, line(), gone, gone))


def test_a_line_cut_off_half_way_is_not_a_decision(tmp_path):
    log(tmp_path, line(), line(number=2)[:40], end="")
    assert [one.number for one in load(tmp_path)] == [1]


def test_a_last_line_that_lacks_only_its_newline_is_whole(tmp_path):
    log(tmp_path, line(), line(number=2), end="")
    assert [one.number for one in load(tmp_path)] == [1, 2]


def test_marks_are_the_days_and_words_of_one_region_earliest_first():
    noted = (
        decided(what="kedua", made_on=date(2025, 3, 1)),
        decided(what="pertama"),
        decided(what="lain", region="6101"),
    )
    assert marks(noted, "6111") == [(MADE, "pertama"), (date(2025, 3, 1), "kedua")]


# the state


def test_met_as_soon_as_the_figures_grew_by_the_number_decided():
    found = state(persons(10_000, "2024-12"), persons(12_000, "2025-05"))
    assert found.state == "met"
    assert found.label.spoken("id") == "Tercapai"


def test_one_worker_short_is_not_met():
    figures = persons(10_000, "2024-12"), persons(11_999, "2025-05")
    assert state(*figures).state == "on_the_way"
    assert state(*figures, on=AFTER).state == "late"


def test_the_deadline_itself_is_not_late():
    assert state(on=UNTIL).state == "on_the_way"
    assert state(on=date(2026, 1, 1)).state == "late"


def test_what_was_met_in_time_stays_met_though_the_figure_fell_later():
    figures = persons(10_000, "2024-12"), persons(12_500, "2025-11"), persons(11_000, "2026-01")
    assert state(*figures, on=AFTER).state == "met"


def test_the_newest_figure_before_the_decision_is_the_base():
    figures = persons(1_000, "2023-12"), persons(10_000, "2024-12"), persons(11_000, "2025-05")
    assert state(*figures).state == "on_the_way"


def test_a_figure_published_before_the_decision_tells_nothing_of_what_came_after():
    figures = persons(10_000, "2024-06"), persons(12_000, "2025", published_on="2025-01-10")
    found = state(*figures)
    assert found.state == "on_the_way"
    assert "sesudah keputusan ini" in why(found)


def test_the_words_name_both_figures_their_dates_and_sources_and_the_change():
    found = state(
        persons(10_000, "2024-12", publisher="Koran A"),
        persons(11_500, "2025-05", publisher="Koran B"),
    )
    assert why(found) == (
        "Peserta 10.000 (Desember 2024, Koran A) menjadi 11.500 (Mei 2025, Koran B): bertambah "
        "1.500; yang diputuskan bertambah 2.000."
    )
    fewer = state(persons(10_000, "2024-12"), persons(9_000, "2025-05"))
    assert "berkurang 1.000" in why(fewer)
    assert "10,000" in why(fewer, "en")


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        ([], "belum ada angka peserta sesudah"),
        ([persons(10_000, "2024-12")], "belum ada angka peserta sesudah"),
        ([persons(12_000, "2025-05")], "tidak ada angka peserta sebelum"),
        (
            [persons(10_000, "2024-12", family="registered"), persons(99_000, "2025-05")],
            "berbeda definisi",
        ),
        (
            [
                persons(10_000, "2024-12", family="participants-unstated"),
                persons(99_000, "2025-05", family="participants-unstated"),
            ],
            "jelas definisinya",
        ),
        (
            [persons(10_000, "2024-12", segment="bpu"), persons(99_000, "2025-05", segment="bpu")],
            "belum ada angka peserta sesudah",
        ),
        ([persons(1, "2024-12", region_code="6101")], "belum ada angka peserta sesudah"),
    ],
)
def test_where_figures_cannot_tell_the_deadline_decides_and_the_words_say_so(figures, said):
    for on, expected in ((BEFORE, "on_the_way"), (AFTER, "late")):
        found = state(*figures, on=on)
        assert found.state == expected
        assert why(found).startswith("Angka tidak dapat menunjukkan")
        assert said in why(found)


def test_without_a_number_of_workers_no_figure_can_tell():
    figures = persons(10_000, "2024-12"), persons(99_000, "2025-05")
    found = state(*figures, workers=None)
    assert found.state == "on_the_way"
    assert "tidak menyebut jumlah pekerja" in why(found)


def test_sources_that_contradict_each_other_on_one_day_are_not_chosen_between():
    figures = (
        persons(10_000, "2024-12"),
        persons(11_000, "2025-05"),
        persons(12_500, "2025-05", publisher="Lain"),
    )
    found = state(*figures)
    assert found.state == "on_the_way"
    assert "bertentangan" in why(found)
    assert state(*figures, workers=1000).state == "met"


def test_a_superseded_figure_does_not_count():
    old = persons(10_000, "2024-12")
    new = persons(11_900, "2024-12", supersedes=old["claim_id"])
    assert state(old, new, persons(12_500, "2025-05")).state == "on_the_way"
