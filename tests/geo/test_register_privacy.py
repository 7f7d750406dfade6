"""No row of a register leaves: not in an edition, not in a table, not in what is printed."""

import io
import os
import random
import re
import zipfile

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from typer.testing import CliRunner

from geo import (
    briefing,
    editions,
    pack,
    pack_command,
    site_build,
    site_files,
    site_pages,
    site_stock,
    site_texts,
)
from geo import register_survey as survey
from geo.__main__ import app
from geo.agenda import Agenda
from geo.formats import Writer
from geo.model import BpsCode
from geo.regencies import districts
from geo.register_terms import SEGMENTS
from geo.site_feeds import Chronicle
from geo.site_ground import ground
from geo.site_stock import Options
from tests import registers
from tests.geo.test_pack import printed

NIK = "6111010203040005"
REGENCY = next(one.parent for one in districts() if one.dagri == "61.11.01")


def people(many=90, mark="rahsia", programme="prog", shift=0):
    """Persons in five villages of two districts, some villages with few; every cell a rare one.

    What names a person, a programme or a day differs by what is given; the counts do not.
    """
    chance = random.Random(5)
    places = ["61.11.01.2001"] * 6 + ["61.11.01.2002", "61.11.02.2001", "61.11.02.2002"]
    return [
        {
            "person_id": f"{mark}{n:04}",
            "region": chance.choice(places),
            "segment": chance.choice(("pu", "pu", "pu", "bpu")),
            "programme": f"{programme}{n:04}",
            "from": f"2019-{1 + n % 12:02}-{13 + (n + shift) % 15:02}",
            "to": "",
            "paid_until": f"2031-{1 + n % 12:02}-{13 + (n + shift) % 15:02}",
            "nama_ibu": f"{mark}ibu{n:04}",
        }
        for n in range(many)
    ]


def cells_of(rows):
    """What no file may hold: every cell that names a person, a programme, a day or a village."""
    hidden = {"person_id", "programme", "from", "paid_until", "nama_ibu"}
    found = {row[name] for row in rows for name in hidden}
    villages = {row["region"] for row in rows if row["region"].count(".") == 3}
    return found | villages | {code.replace(".", "") for code in villages}


def issued(home, rows):
    """An edition made of a register by the command, the table beside it, and what was printed."""
    path = registers.written(home / "r.csv", rows, head=(*registers.HEAD, "nama_ibu"))
    root, base = home / "editions", editions.load()
    (root / base.name).mkdir(parents=True)
    for one in (editions.ROOT / base.name).iterdir():
        (root / base.name / one.name).write_bytes(one.read_bytes())
    (root / "current").write_text(base.name)
    given = ["register", str(path), "--from", "2025-11", "--to", "2025-12", "--publisher", "BPJS"]
    given += ["--published-on", "2025-12-31", "--work", str(home / "w"), "--root", str(root)]
    given += ["--out", str(home / "out.csv"), "--by", "Uji", "--yes"]
    done = CliRunner().invoke(app, given)
    assert done.exit_code == 0, done.output
    return root, home / "out.csv", done.output


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    return issued(tmp_path_factory.mktemp("leak"), people())


def texts(content):
    """A file as text; of a packed one (PPTX, DOCX, XLSX) each part, and of a PDF its pages."""
    if content[:2] == b"PK":
        archive = zipfile.ZipFile(io.BytesIO(content))
        return "\n".join(archive.read(one).decode("utf-8", "ignore") for one in archive.namelist())
    return printed(content) if content[:4] == b"%PDF" else content.decode("utf-8", "ignore")


def leaked(files, cells):
    """Cells of a register that stand in files, by the file's name."""
    found = {name: texts(content) for name, content in files.items()}
    return [(name, cell) for name, text in found.items() for cell in cells if cell in text]


def test_no_cell_of_a_row_is_in_any_file_that_comes_out(published):
    root, table, said = published
    new = root / editions.load(root).name
    files = {one.name: one.read_bytes() for one in new.iterdir()}
    files |= {"ledger": b"".join(one.read_bytes() for one in root.iterdir() if one.is_file())}
    assert len(files) >= 4
    assert leaked({**files, "printed": said.encode()}, cells_of(people())) == []
    beside = {cell for cell in cells_of(people()) if not cell.startswith("61")}
    assert leaked({"out.csv": table.read_bytes()}, beside) == []


def test_a_cell_that_leaked_would_be_found(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("sheet.xml", "<v>rahsia0007</v>")
    files = {"a.xlsx": (tmp_path / "a.xlsx").read_bytes(), "b.html": b"<p>prog0003</p>"}
    assert leaked(files, cells_of(people())) == [("a.xlsx", "rahsia0007"), ("b.html", "prog0003")]


def test_other_persons_programmes_and_days_make_the_same_files(published, tmp_path):
    """What comes out is a function of the counts alone: nothing of a row can be told from it."""
    root, table, said = published
    others = people(mark="lain", programme="jamin", shift=7)
    random.Random(1).shuffle(others)
    assert not cells_of(others) & {row["person_id"] for row in people()}
    again, beside, told = issued(tmp_path, others)
    for name in ("claims.csv", "CHANGES.md"):
        one, two = (home / editions.load(home).name / name for home in (root, again))
        assert one.read_bytes() == two.read_bytes()
    assert table.read_bytes() == beside.read_bytes()
    assert told == said


def test_no_cell_of_a_row_is_on_the_pages_or_in_the_pack_made_of_the_edition(published):
    """The pages of the regency that the register is of; every page where `PETA_ATTACKS` is set."""
    edition = editions.load(published[0])
    told, options = Chronicle(editions=(edition,)), Options()
    content = briefing.compose(
        pack_command._material(edition, ""), Agenda(regions=(BpsCode(REGENCY),)), Writer("id")
    )
    files = pack.pack(content)
    assert {name.rpartition(".")[2] for name in files} == {"pptx", "docx", "pdf", "xlsx"}
    if "PETA_ATTACKS" in os.environ:
        files |= dict(site_build.files(told, options))
    else:
        files |= pages(edition, options)
    text = "".join(map(texts, files.values()))
    assert "register" in text
    assert leaked(files, cells_of(people())) == []


def pages(edition, options):
    """The page of the regency, and those about the data, with the files beside them."""
    stock = site_stock.stocks(edition, options, ("id",))["id"]
    known = ground(edition, stock.shared.shapes, stock.shared.vintage)
    found = {}
    for leaf in (
        site_pages.regency(stock, BpsCode(REGENCY)),
        site_texts.data(stock),
        site_texts.changes(stock, (edition,)),
    ):
        beside = site_files.beside(leaf, known)
        found |= {leaf.place.file: leaf.body.encode(), **beside}
    return found


def test_the_few_without_a_district_cannot_be_subtracted_in_an_edition(tmp_path):
    """Every district has ten or more and could be shown; four persons are of none of them."""
    many = {"61.11.01": 40, "61.11.02": 50, "61.11.03": 60, "6111": 4}
    codes = [code for code, n in many.items() for _ in range(n)]
    rows = [registers.row(n, region=code) for n, code in enumerate(codes)]
    root, _, _ = issued(tmp_path, [{**one, "nama_ibu": "x"} for one in rows])
    claims = editions.load(root).claims
    own = claims[(claims["publisher"] == "BPJS") & (claims["period"] == "2025-12")]
    for _, segment in own.groupby("segment"):
        value = segment.set_index("region_code")["value"]
        below = value[value.index.str.len() == 7]
        assert value[REGENCY] - below.sum() >= 10


def test_no_village_is_in_an_edition_and_no_few_of_a_district(published):
    root, _, _ = published
    claims = editions.load(root).claims
    own = claims[claims["publisher"] == "BPJS"]
    assert set(own["region_code"].str.len()) == {2, 4, 7}
    below = own[own["region_code"].str.len() == 7]
    assert not below["value"].between(1, 9).any()
    assert set(below["text"]) == {"", "suppressed"}
    assert set(below["period"]) == {"2025-12"}
    assert (own["family"] == "register").all()


def test_what_is_hidden_in_the_table_cannot_be_worked_out_of_it(published):
    """Every sum over segments and places that the table allows, by linear programming."""
    table = pd.read_csv(published[1], dtype={"region_code": "str", "period": "str"})
    month = table[table["period"] == "2025-12"].reset_index(drop=True)
    above = {code: whole(code, month) for code in month["region_code"].unique()}
    rows = {
        key: n for n, key in enumerate(zip(month["region_code"], month["segment"], strict=True))
    }
    sums = []
    for code in above:
        parts = [rows[code, one] for one in SEGMENTS if (code, one) in rows]
        sums.append((rows[code, "total"], parts))
        for segment in ("total", *SEGMENTS):
            below = [
                rows[one, segment]
                for one, up in above.items()
                if up == code
                if (one, segment) in rows
            ]
            if below:
                sums.append((rows[code, segment], below))
    equal = np.zeros((len(sums), len(month)))
    for n, (top, parts) in enumerate(sums):
        equal[n, top], equal[n, parts] = -1, 1
    bounds = [(0, None) if np.isnan(value) else (value, value) for value in month["persons"]]
    hidden = month.index[month["told"] == "suppressed"]
    assert len(hidden) > 2
    for cell in hidden:
        ends = []
        for sign in (1, -1):
            aim = np.zeros(len(month))
            aim[cell] = sign
            solved = linprog(aim, A_eq=equal, b_eq=np.zeros(len(sums)), bounds=bounds)
            ends.append(sign * solved.fun if solved.success else np.inf)
        assert ends[1] - ends[0] >= 4, month.iloc[cell]


def whole(code, month):
    """The region of the next level that a region lies in."""
    if code == "61":
        return None
    if len(code) == 4:
        return "61"
    if len(code) == 7:
        return code[:4]
    return next(one.bps for one in districts() if one.dagri == code.rpartition(".")[0])


@pytest.mark.parametrize(
    "mark",
    [
        NIK,
        f" {NIK}",
        f"'{NIK}",
        f"{NIK}.0",
        f"NIK:{NIK}",
        "6111 0102 0304 0005",
        "61-11-01-020304-0005",
    ],
)
def test_a_nik_in_clear_refuses_the_lot_however_it_is_written(tmp_path, mark):
    rows = [registers.row(n) for n in range(5)] + [registers.row(9, person_id=mark)]
    found = registers.told(registers.written(tmp_path / "r.csv", rows), tmp_path / "w")
    assert found["refused"] == "ClearIdentityError"
    assert NIK not in found["said"]


@pytest.mark.parametrize(
    "mark",
    [
        "0123456789abcdef" * 2,
        "6111010203040005" * 2,
        "f47ac10b-58cc-4372-a567-0e02b2c3d479",
        "123456789012345",
    ],
)
def test_a_pseudonym_is_no_nik(mark):
    assert not re.search(survey.NIK, mark)
