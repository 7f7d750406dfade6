"""Participant registers of the tests, clean and dirty, and all that an engine makes of one.

As a script it counts registers in a process of its own, as Spark wants:
`python tests/registers.py jobs.json answers.json`.
"""

import csv
import json
import random
import sys
from pathlib import Path

import duckdb

sys.path.insert(0, str(Path(__file__).parent.parent))

from geo import register_engines, register_remarks, register_rows, register_tally
from geo.errors import GeoError
from geo.model import Period
from geo.register_terms import Window

HEAD = ("person_id", "region", "segment", "programme", "from", "to", "paid_until")
YEAR = Window(first=Period(2025, 1), last=Period(2025, 12), grace=1)
GOOD = dict(
    zip(HEAD, ("p1", "61.11.01.2001", "pu", "jkk", "2025-01-01", "", "2025-12-31"), strict=True)
)
DIRT = {
    "no_person": [{"person_id": ""}, {"person_id": "  "}],
    "unknown_region": [{"region": "99.99.99.9999"}, {"region": ""}, {"region": "6102011x"}],
    "unknown_segment": [{"segment": "asn"}, {"segment": ""}],
    "bad_date": [
        {"from": "31/02/2025"},
        {"from": "12/31/2025"},
        {"to": "besok"},
        {"paid_until": "2025-02-29"},
        {"from": "2025-01-01abc"},
        {"from": "45658"},
    ],
    "no_start": [{"from": ""}, {"from": " "}],
    "ends_before_start": [{"to": "2024-12-31"}],
    "never_paid": [{"paid_until": ""}],
    "paid_before_start": [{"paid_until": "2024-12-31"}, {"paid_until": "31/12/2024"}],
}
"""Rows by their kind, each told by how it differs from a good one."""
ODD = {
    "coarse": [{"region": "61.11.99.2001"}, {"region": "6111999001"}],
    "by_hand": [{"from": "31/01/2025"}, {"from": "1-2-2025"}, {"to": "31.12.2025 00:00:00"}],
}
"""Rows that count nevertheless."""
TAKEN = [
    {"from": "2025-01-31 00:00:00"},
    {"from": "2025-01-31T00:00:00Z"},
    {"to": "9999-12-31"},
    {"region": " 6111 ", "segment": " PU "},
    {"region": "6111\u00a0", "segment": "\u00a0pu"},
]
"""Rows without fault, in other spellings."""
DATED = {
    **{kind: DIRT[kind] for kind in ("unknown_region", "unknown_segment")},
    "no_person": [{"person_id": ""}, {"person_id": "", "to": "2024-12-31"}],
    "bad_date": [
        *({"from": day} for day in ("1899-12-31", "2100-01-01", "9999-12-30")),
        *({"to": day} for day in ("1899-12-31", "2100-01-01", "9999-12-30")),
        *({"paid_until": day} for day in ("1899-12-31", "2100-01-01", "9999-12-30")),
    ],
    "no_start": [{"from": ""}],
    "ends_before_start": [{"to": "2024-12-31"}, {"to": "2024-12-31", "paid_until": ""}],
    "never_paid": [{"paid_until": ""}],
    "paid_before_start": [{"paid_until": "2024-12-31"}],
}
"""The same of a register whose days are dates and whose persons are whole numbers."""
BOUNDS = [
    *({"from": "1900-01-01", "to": day} for day in ("1900-01-01", "2025-01-31", "2099-12-31")),
    *({"to": "9999-12-31", "paid_until": day} for day in ("2099-12-31", "9999-12-31")),
]
"""Rows without fault that reach as far as days are read."""
DATES = {
    **dict.fromkeys(HEAD, "text"),
    "person_id": "bigint",
    **dict.fromkeys(("from", "to", "paid_until"), "date"),
}
"""The types of such a register."""
CODES = ("61.11.01.2001", "61.11.01.2002", "61.11.02.2003", "6111", "61.01.01.2001", "6101010")


def row(number, **differs):
    """A good row of a person of its own, but for what is named."""
    return {**GOOD, "person_id": f"p{number}", **differs}


def dirty(seed=7, plain=240):
    """Every kind of dirt among rows that count."""
    faulty = [one for rows in DIRT.values() for one in rows]
    rows = [row(3000 + n, **one) for n, one in enumerate(faulty)] + sound(seed, plain)
    random.Random(seed).shuffle(rows)
    return rows


def sound(seed=7, plain=240):
    """Rows that count: plain ones, some that are written otherwise, some that repeat another."""
    odd = [one for rows in (*ODD.values(), TAKEN) for one in rows]
    rows = [row(1000 + n, **one) for n, one in enumerate(odd)] + clean(seed, plain)
    same = row(2000, **{"from": "2025-02-01"})
    return [*rows, same, dict(same), {**same, "from": "2025-03-01", "paid_until": "2026-01-31"}]


def dated(seed=7):
    """Every kind of dirt that a register with dates can hold, among rows that count."""
    faulty = [one for rows in DATED.values() for one in rows]
    rows = [row(3000 + n, **one) for n, one in enumerate([*faulty, *BOUNDS])] + clean(seed)
    random.Random(seed).shuffle(rows)
    known = {"": ""}
    return [
        {**one, "person_id": str(known.setdefault(one["person_id"], len(known)))} for one in rows
    ]


def clean(seed=7, many=240):
    """Plain rows: half as many persons as rows, in several places, segments and spells."""
    chance = random.Random(seed)
    found = []
    for _ in range(many):
        begun, paid, ended = (chance.randrange(24) for _ in range(3))
        begun, paid = min(begun, paid), max(begun, paid)
        to = _day(begun + ended, 28) if chance.random() < 0.3 else ""
        found.append(
            {
                "person_id": f"c{chance.randrange(many // 2)}",
                "region": chance.choice(CODES),
                "segment": chance.choice(("pu", "bpu", "jakon")),
                "programme": chance.choice(("jkk", "jkm")),
                "from": _day(begun, 1 + chance.randrange(28)),
                "to": to,
                "paid_until": _day(paid, 28),
            }
        )
    return [one for one in found if not one["to"] or one["to"] >= one["from"]]


def _day(month, day):
    return f"{2024 + month // 12}-{month % 12 + 1:02}-{day:02}"


def written(path, rows, encoding="utf-8", separator=",", head=HEAD):
    """A register as a CSV file."""
    with path.open("w", encoding=encoding, newline="") as file:
        out = csv.DictWriter(file, head, delimiter=separator)
        out.writeheader()
        out.writerows(rows)
    return path


def kept(path, rows, types=DATES):
    """A register as a Parquet file with columns of these types; what is empty is null."""
    text = written(path.with_suffix(".csv"), rows)
    columns = ", ".join(
        f'nullif("{name}", \'\')::{kind} as "{name}"' for name, kind in types.items()
    )
    duckdb.sql(f"copy (select {columns} from read_csv('{text}', all_varchar=true)) to '{path}'")
    return path


def told(address, folder, many=1):
    """All that is made of a register: rows by kind, examples, remarks, every count; or why not."""
    folder = Path(folder)
    means = register_engines.Means(threads=1, memory_mb=800, scratch=folder / "scratch")
    try:
        with register_engines.reached(str(address), means) as register:
            reading = register_tally.read(register)
            remarks = register_remarks.remarks(reading.rows, reading.places)
            found = register_tally.counted(reading, YEAR, folder / "work", many, lambda *_: None)
            examples = register_rows.examples(reading.rows, reading.kinds)
    except GeoError as error:
        return {"refused": type(error).__name__, "said": error.spoken("id")}
    keys = ["level", "place", "segment", "month", "persons"]
    names = reading.places.names
    counts = [
        [level, names[level][place], *map(int, rest)]
        for level, place, *rest in found[keys].itertuples(index=False)
    ]
    return {
        "kinds": reading.kinds,
        "examples": examples,
        "remarks": {name: [one.rows, list(one.examples)] for name, one in remarks.items()},
        "counts": sorted(counts),
    }


def main():
    jobs = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    answers = {name: told(*job) for name, job in jobs.items()}
    Path(sys.argv[2]).write_text(json.dumps(answers), "utf-8")


if __name__ == "__main__":
    main()
