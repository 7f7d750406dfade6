"""Registers that are made up, by stated distributions and a seed, piece by piece.

What is drawn, of each person and membership:

- memberships of a person: 1 (55 %), 2 (25 %), 3 (12 %), 4 (8 %); 1.73 on average, so 100 rows are
  58 persons;
- each one after the first: the same again in another programme (50 %), another spell in the same
  place and segment (20 %), in another segment (15 %), in another place (15 %);
- place: a village (80 %), a district (12 %) or a regency (8 %); the share of villages that lie
  before a share u of all persons is u to the power 1.7, so some regencies have several times the
  persons of others;
- segment: `pu` 55 %, `bpu` 33 %, `jakon` 10 %, `pmi` 2 %;
- first day: even over 2019 to 2025; paid for an exponentially distributed time (mean 700 days);
  ended (40 %) after another one (mean 900 days), else still lasting;
- 0.35 % of the rows are faulty, shared evenly among seven kinds.

The mark of a person is what `register-hash` would write (32 hexadecimal digits), or a whole number.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from geo.regencies import districts, regencies

ROWS_PER_PERSON = 0.55 * 1 + 0.25 * 2 + 0.12 * 3 + 0.08 * 4
PIECE_PERSONS = 4_000_000
"""Persons of one file."""
VILLAGES = 12
"""Of each district."""
FAULTY_EVERY = 2000
"""One row in so many has a certain one of the seven faults."""
DRAWS = 16
"""Numbers that may be drawn for a membership."""

ROWS = """
with persons as (
  select p, case when u < 0.55 then 1 when u < 0.80 then 2 when u < 0.92 then 3 else 4 end as n
  from (select p, {u_person} as u from range({first}, {last}) t(p))
), memberships as (
  select p, k, case when k = 1 then 'own' when u < 0.5 then 'same' when u < 0.7 then 'spell'
    when u < 0.85 then 'segment' else 'place' end as kind
  from (select p, k, {u_kind} as u from range(1, 5) s(k), persons where k <= n)
), drawn as (
  select p, k, p * 4 + (case when kind = 'place' then k - 1 else 0 end) as of_place,
    p * 4 + (case when kind = 'segment' then k - 1 else 0 end) as of_segment,
    p * 4 + (case when kind in ('own', 'same') then 0 else k - 1 end) as of_spell
  from memberships
), dated as (
  select p, k, {u_level} as level, {u_place} as spot, {u_segment} as part,
    date '2019-01-01' + ({u_from} * 2557)::int as begun,
    (-ln(1 - {u_paid}) * 700)::int as paid, (-ln(1 - {u_to}) * 900)::int as lasted,
    {u_open} < 0.6 as lasts, (hash({seed} + (p * 4 + k - 1) * {draws} + 11) % {every})::int as fault
  from drawn
)
select
  case when fault = 0 then null else {mark} end as person_id,
  case when fault = 1 then '99.99.99.9999'
    when level < 0.80 then {villages}[1 + ({n_villages} * pow(spot, 1.7))::int]
    when level < 0.92 then {districts}[1 + ({n_districts} * pow(spot, 1.7))::int]
    else {regencies}[1 + ({n_regencies} * pow(spot, 1.7))::int] end as region,
  case when fault = 2 then 'asn' when part < 0.55 then 'pu' when part < 0.88 then 'bpu'
    when part < 0.98 then 'jakon' else 'pmi' end as segment,
  ['jkk', 'jkm', 'jht', 'jp'][k] as programme,
  case when fault = 3 then null else begun end as "from",
  case when fault = 4 then begun - 40 when lasts then null else begun + lasted end as "to",
  case when fault = 5 then null when fault = 6 then begun - 40 else begun + paid end as paid_until
from dated
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What is to be made.

    Attributes
    ----------
    rows : int
        About so many; chance decides on the last ones.
    seed : int
    text : bool
        Whether a person is marked by text, as `register-hash` does, or by a whole number.
    """

    rows: int
    seed: int = 1
    text: bool = True

    @property
    def persons(self) -> int:
        """Persons that hold about as many memberships as there are rows."""
        return round(self.rows / ROWS_PER_PERSON)


def write(made: Made, folder: Path, done: Callable[[int, int], None]) -> None:
    """The register as Parquet files of a new folder; `done` hears of persons written, of all."""
    folder.mkdir(parents=True)
    engine = duckdb.connect(config={"threads": 2, "memory_limit": "2GB"})
    engine.execute("set preserve_insertion_order = false")
    for first in range(0, made.persons, PIECE_PERSONS):
        last = min(first + PIECE_PERSONS, made.persons)
        path = folder / f"{first // PIECE_PERSONS:04}.parquet"
        how = "format parquet, compression zstd, row_group_size 500000"
        engine.execute(f"copy ({_query(made, first, last)}) to '{path}' ({how})")
        done(last, made.persons)


def _query(made: Made, first: int, last: int) -> str:
    own, place, part, spell = "p * 4", "of_place", "of_segment", "of_spell"
    draws = {
        "u_person": (own, 1),
        "u_kind": ("(p * 4 + k - 1)", 2),
        "u_level": (place, 3),
        "u_place": (place, 4),
        "u_segment": (part, 5),
        "u_from": (spell, 6),
        "u_paid": (spell, 7),
        "u_to": (spell, 8),
        "u_open": (spell, 9),
    }
    seed = made.seed * 1_000_003 * 1_000_000_007
    shares = {name: _share(seed, of, number) for name, (of, number) in draws.items()}
    mark = f"hash({seed} + p * {DRAWS} + 10)"
    lists = _codes()
    return ROWS.format(
        **shares,
        **lists,
        **{f"n_{name}": len(codes) - 1 for name, codes in lists.items()},
        first=first,
        last=last,
        seed=seed,
        draws=DRAWS,
        every=FAULTY_EVERY,
        mark=f"md5(({mark})::varchar)" if made.text else mark,
    )


def _share(seed: int, of: str, number: int) -> str:
    """A number from 0 to below 1, the same for the same membership, seed and purpose."""
    return f"((hash({seed} + {of} * {DRAWS} + {number}) >> 11)::double / 9007199254740992)"


def _codes() -> dict[str, list[str]]:
    """Codes of the deployment's regions, and of villages that its districts might have."""
    own = [str(one.dagri) for one in districts()]
    return {
        "villages": [f"{code}.{2001 + n}" for code in own for n in range(VILLAGES)],
        "districts": own,
        "regencies": [str(one.bps) for one in regencies()],
    }
