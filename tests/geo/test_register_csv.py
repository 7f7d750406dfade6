"""How a register in a CSV is written: nothing of it is lost, whatever its encoding."""

import pytest

from geo.register_csv import writing
from tests import registers

HEAD = ",".join((*registers.HEAD, "nama"))


def row(person, region="61.11.01.2001", name="Budi"):
    return f"{person},{region},pu,jkk,2025-01-01,,2025-12-31,{name}".encode()


def laid(path, *rows, head=HEAD):
    path.write_bytes(b"\n".join([head.encode(), *rows, b""]))
    return path


def test_lines_that_are_not_utf8_are_counted_and_named(tmp_path):
    wrong = row("p2", name="Andr") + b"\xe9"
    found = writing(laid(tmp_path / "r.csv", row("p1"), wrong, row("p3", name="André"), wrong))
    assert (found.encoding, found.foreign, found.examples) == ("latin-1", 2, (2, 4))


def test_a_character_that_lies_across_two_blocks_is_not_taken_for_a_wrong_one(tmp_path):
    long = row("p1", name="é" * 600_000)
    assert writing(laid(tmp_path / "r.csv", long, long)).foreign == 0


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_of_the_first_line(tmp_path, separator):
    path = registers.written(tmp_path / "r.csv", [registers.row(1)], separator=separator)
    assert writing(path).separator == separator
    assert registers.told(path, tmp_path / "w")["kinds"]["counted"] == 1


def test_a_wrong_byte_in_a_column_that_is_not_read_changes_nothing(tmp_path):
    path = laid(tmp_path / "r.csv", row("p1"), row("p2", name="Andr") + b"\xe9")
    assert registers.told(path, tmp_path / "w")["kinds"]["counted"] == 2


def test_a_wrong_byte_in_a_code_is_a_fault_of_its_row_alone(tmp_path):
    wrong = row("p2").replace(b"61.11.01.2001", b"61.11.01.20\xe91")
    found = registers.told(laid(tmp_path / "r.csv", row("p1"), wrong, row("p3")), tmp_path / "w")
    assert (found["kinds"]["counted"], found["kinds"]["unknown_region"]) == (2, 1)
    assert found["examples"]["unknown_region"] == [2]


def test_marks_that_differ_in_a_wrong_byte_are_two_persons(tmp_path):
    path = laid(tmp_path / "r.csv", row("p").replace(b"p,", b"p\xe9,"), row("p\xe8"))
    found = registers.told(path, tmp_path / "w")
    assert max(persons for *_, persons in found["counts"]) == 2


def test_a_mark_before_the_first_name_is_no_part_of_it(tmp_path):
    path = registers.written(tmp_path / "r.csv", [registers.row(1)], encoding="utf-8-sig")
    assert registers.told(path, tmp_path / "w")["kinds"]["counted"] == 1


def test_a_line_break_within_quotes_ends_no_row(tmp_path):
    path = laid(tmp_path / "r.csv", row("p1", name='"Budi\nbin Ali"'), row("p2"))
    assert registers.told(path, tmp_path / "w")["kinds"] == {
        **dict.fromkeys(registers.DIRT, 0),
        "counted": 2,
    }
