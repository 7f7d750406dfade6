"""One way of counting a register, in a process of its own, so that its memory can be told.

python bench/register_ways.py WAY FOLDER WORK MEMORY_MB prints a line of JSON: the persons counted
of each level, segment and month, and seconds of each stage. The ways:

- `this app`: what `python -m geo register` does between the address and the counts.
- `pandas`, `polars`: as a table of persons is usually counted, month by month: the rows that are
  active, distinct by person, place and segment, in a group for each level.
"""

import hashlib
import importlib
import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent))

from geo import register_engines, register_places, register_tally
from geo.model import Period
from geo.register_terms import LEVELS, SEGMENTS, TOTAL, Window

WINDOW = Window(first=Period(2023, 1), last=Period(2025, 12))
THREADS = 2
KEYS = ["level", "place", "segment", "month"]
Stages = dict[str, float]


def this_app(folder: Path, work: Path, memory_mb: int) -> tuple[pd.DataFrame, Stages]:
    """Through the doors that the command uses."""
    means = register_engines.Means(threads=THREADS, memory_mb=memory_mb, scratch=work / "scratch")
    began = spent()
    reading = register_tally.read(register_engines.opened(str(folder), means))
    judged = spent()
    many = register_tally.parts(reading)
    counts = register_tally.counted(reading, WINDOW, work, many, lambda *_: None)
    counts = counts[counts["persons"] > 0]
    names = {level: pd.Series(names) for level, names in reading.places.names.items()}
    levels = counts.groupby("level")["place"]
    named = counts.assign(place=levels.transform(lambda place: place.map(names[str(place.name)])))
    return named, {"read and judged": judged - began, "counted": spent() - judged}


def pandas_way(folder: Path, *_: object) -> tuple[pd.DataFrame, Stages]:
    """The whole register in memory, a month at a time."""
    columns = ["person_id", "region", "segment", "from", "to", "paid_until"]
    rows = pd.read_parquet(folder, columns=columns).dropna(
        subset=["person_id", "from", "paid_until"]
    )
    days = {name: pd.to_datetime(rows[name]) for name in ("from", "to", "paid_until")}
    began, ended, paid = days["from"], days["to"], days["paid_until"]
    after = ended + pd.Timedelta(days=1)
    rows = rows.assign(
        segment=rows["segment"].map(dict(SEGMENTS)),
        begin=began.dt.year * 12 + began.dt.month - 1,
        end=(after.dt.year * 12 + after.dt.month - 2).fillna(10**6),
        paid=paid.dt.year * 12 + paid.dt.month - 1,
    )
    fit = rows["segment"].notna() & (paid >= began) & ~(ended < began)
    rows = rows[fit].merge(lineages(rows["region"].unique()), on="region")
    found = []
    for month in range(WINDOW.begin, WINDOW.end + 1):
        last = rows[["end", "paid"]].min(axis="columns")
        active = rows[(rows["begin"] <= month) & (last >= month)]
        for level in LEVELS:
            for keys in ([level, "segment"], [level]):
                at = active[["person_id", *keys]].dropna().drop_duplicates()
                told = at.groupby(keys, observed=True).size().rename("persons").reset_index()
                told = told.rename(columns={level: "place"}).assign(level=level, month=month)
                found.append(told if "segment" in told else told.assign(segment=TOTAL))
    return pd.concat(found, ignore_index=True), {}


def polars_way(folder: Path, *_: object) -> tuple[pd.DataFrame, Stages]:
    """The same, lazily, in Polars' streaming engine."""
    pl: Any = importlib.import_module("polars")  # of requirements-bench.txt alone
    rows = pl.scan_parquet(folder / "*.parquet")
    known = lineages(rows.select(pl.col("region").unique()).collect().to_series().to_list())
    places = pl.LazyFrame({name: known[name].tolist() for name in known.columns})

    def month_of(day: Any) -> Any:
        return day.dt.year().cast(pl.Int32) * 12 + day.dt.month().cast(pl.Int32) - 1

    begun, ended, paid = (pl.col(name) for name in ("from", "to", "paid_until"))
    fit = (paid >= begun) & ((ended >= begun) | ended.is_null())
    lasts = month_of(ended + pl.duration(days=1)) - 1
    rows = (
        rows.drop_nulls(["person_id", "from", "paid_until"])
        .filter(fit & pl.col("segment").is_in(list(SEGMENTS)))
        .join(places, on="region")
        .select(
            "person_id",
            *LEVELS,
            pl.col("segment").replace_strict(dict(SEGMENTS)),
            begin=month_of(begun),
            end=pl.min_horizontal(lasts, month_of(paid)),
        )
    )
    rows = rows.collect(engine="streaming").lazy()
    found = []
    for month in range(WINDOW.begin, WINDOW.end + 1):
        active = rows.filter((pl.col("begin") <= month) & (pl.col("end") >= month))
        for level in LEVELS:
            for keys in ([level, "segment"], [level]):
                at = active.filter(pl.col(level).is_not_null())
                told = at.group_by(keys).agg(persons=pl.col("person_id").n_unique())
                table = told.collect(engine="streaming").rename({level: "place"}).to_dict()
                named = pd.DataFrame({key: value.to_list() for key, value in table.items()})
                found.append(
                    named.assign(level=level, month=month)
                    if "segment" in named
                    else named.assign(level=level, month=month, segment=TOTAL)
                )
    return pd.concat(found, ignore_index=True), {}


def lineages(codes: Any) -> pd.DataFrame:
    """The code of each level that a region's code lies in; None where it does not say."""
    places = register_places.found(None if pd.isna(code) else str(code) for code in codes)
    table = places.codes.merge(places.levels, on="place").drop(columns=["place", "lineage"])
    for level in LEVELS:
        names = dict(enumerate(places.names[level]))
        table[level] = table[level].map(names).astype(object).where(table[level].notna(), None)
    return table


def spent() -> float:
    """Seconds that the processors have worked for this process."""
    return time.process_time()


def told(counts: pd.DataFrame) -> dict[str, object]:
    """What shows whether two ways agree: a hash of every count, and how many there are."""
    table = counts.astype({"segment": int, "month": int, "persons": int, "place": str})
    table = table.sort_values(KEYS, ignore_index=True)[[*KEYS, "persons"]]
    text = table.to_csv(index=False).encode()
    return {"cells": len(table), "hash": hashlib.sha256(text).hexdigest()[:12]}


WAYS: dict[str, Callable[..., tuple[pd.DataFrame, Stages]]] = {
    "this app": this_app,
    "pandas": pandas_way,
    "polars": polars_way,
}


def main() -> None:
    """Count in one way, and print what it took."""
    way, folder, work, memory_mb = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
    before, began = spent(), time.perf_counter()
    counts, stages = WAYS[way](folder, work, int(memory_mb))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = {"wall": time.perf_counter() - began, "cpu": spent() - before, "peak_mb": peak}
    print(json.dumps({**took, **told(counts), "stages": stages}))


if __name__ == "__main__":
    main()
