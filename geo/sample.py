"""*Contoh*: a generated, complete panel for trying every feature. Not one number is real.

Fourteen regencies and the province by month from 2019 to 2026 by segment, with a target
for every year. The same seed gives the same panel, digit for digit. It is made in memory
and stands in no folder, so that it cannot be taken for an edition of real claims; each
claim names `PUBLISHER` as its source, and every page made from it bears `MARK`.
"""

import numpy as np
import pandas as pd

from geo.editions import Edition
from geo.language import Message
from geo.model import PROVINCE, BpsCode
from geo.regencies import by_bps

MARK = Message("DATA CONTOH")
"""What every map, chart, table and file made from this panel must bear."""
DATASET = "contoh"
PUBLISHER = "DATA CONTOH"
SEED = 61
FIRST_YEAR, LAST_YEAR = 2019, 2026
TARGETS = (0.30, 0.33, 0.36, 0.40, 0.45, 0.50, 0.56, 0.60, 0.62, 0.64, 0.66, 0.68)
"""From `FIRST_YEAR` on, past the last month, so that there is a way still to go."""
VILLAGES = (40, 280)
"""Of a regency: at least, and fewer than."""
_SEGMENTS = ("pu", "bpu", "jakon", "pmi")
_RATED = ("pu", "bpu")
"""Segments of which workers are eligible; the others only count participants."""


_RATES = {"pu": (0.42, 0.30), "bpu": (0.05, 0.22), "jakon": (0.30, 0.2), "pmi": (0.2, 0.1)}
"""Where each segment's rate starts, and how far it rises until the last month."""


def edition(regions: tuple[BpsCode, ...]) -> Edition:
    """The sample panel as an edition named `contoh`.

    Parameters
    ----------
    regions : tuple of BpsCode
        Regencies to invent figures for.

    Returns
    -------
    Edition
        Its claims satisfy the same contract as real ones: `coverage_rate` and
        `participants` for `total`, `pu`, `bpu` (participants also `jakon` and `pmi`), and
        `eligible_workers`, monthly; `coverage_target`, yearly; `villages`, once, none in a city.
    """
    months = pd.period_range(f"{FIRST_YEAR}-01", f"{LAST_YEAR}-12", freq="M")
    counts = pd.concat(
        [_panel(number, code, months) for number, code in enumerate(regions)], ignore_index=True
    )
    province = counts.groupby(["period", "segment"], as_index=False)[["active", "eligible"]].sum()
    counts = pd.concat([counts, province.assign(region_code=PROVINCE)], ignore_index=True)
    rated = counts[counts["segment"].isin(_RATED)]
    total = rated.groupby(["region_code", "period"], as_index=False)
    whole = total[["active", "eligible"]].sum().assign(segment="total")
    claims = _claims(pd.concat([counts, whole], ignore_index=True), (*regions, PROVINCE))
    return Edition(name=DATASET, dataset=DATASET, claims=claims, files={})


def _panel(number: int, code: BpsCode, months: pd.PeriodIndex) -> pd.DataFrame:
    """Active and eligible persons of one regency: a slow rise, programmes that end, noise."""
    dice = np.random.Generator(np.random.PCG64(SEED + number))
    time = np.arange(len(months)) / len(months)
    rows = []
    for segment in _SEGMENTS:
        eligible = dice.integers(15_000, 120_000) * (1 + 0.12 * time)
        start, rise = _RATES[segment]
        rate = start + dice.uniform(-0.1, 0.2) * start + rise * dice.uniform(0.5, 1.2) * time
        if segment == "bpu":  # paid-for enrolment that lapses after a year: the cliff
            begin = int(dice.integers(36, 72))
            rate[begin : begin + 12] += dice.uniform(0.04, 0.12)
        rate = np.clip(rate + dice.normal(0, 0.004, len(months)), 0.01, 0.97)
        eligible = np.round(eligible)
        rows.append(
            pd.DataFrame(
                {
                    "region_code": code,
                    "period": months.strftime("%Y-%m"),
                    "segment": segment,
                    "active": np.round(rate * eligible),
                    "eligible": eligible,
                }
            )
        )
    return pd.concat(rows, ignore_index=True)


def _claims(counts: pd.DataFrame, regions: tuple[BpsCode, ...]) -> pd.DataFrame:
    rated = counts[counts["segment"].isin((*_RATED, "total"))]
    coverage = rated.assign(
        indicator="coverage_rate",
        unit="fraction",
        value=(rated["active"] / rated["eligible"]).round(4),
        decimals=2.0,
        numerator=rated["active"],
        denominator=rated["eligible"],
        family="ucj",
    )
    participants = counts.assign(
        indicator="participants", unit="persons", value=counts["active"], family="active"
    )
    workers = rated.assign(
        indicator="eligible_workers", unit="persons", value=rated["eligible"], family="standard"
    )
    targets = pd.DataFrame(
        [
            {"region_code": code, "period": str(FIRST_YEAR + step), "value": value}
            for code in regions
            for step, value in enumerate(TARGETS)
        ]
    ).assign(
        indicator="coverage_target",
        segment="total",
        unit="fraction",
        decimals=0.0,
        family="target-own",
    )
    parts = [coverage, participants, workers, targets, _villages(regions)]
    return _sourced(pd.concat(parts, ignore_index=True))


def _villages(regions: tuple[BpsCode, ...]) -> pd.DataFrame:
    """Made-up villages, so that a programme by villages can be tried; the province has the sum."""
    counts = {code: _thrown(code) for code in regions if code != PROVINCE}
    counts[PROVINCE] = sum(counts.values())
    rows = [{"region_code": code, "value": float(n)} for code, n in counts.items()]
    return pd.DataFrame(rows).assign(
        indicator="villages",
        segment="total",
        period=str(LAST_YEAR),
        unit="villages",
        decimals=0.0,
        family="standard",
    )


def _thrown(code: BpsCode) -> int:
    """The villages of a region: none in a city, which has no village."""
    known = by_bps().get(code)
    if known is not None and known.kind == "kota":
        return 0
    dice = np.random.Generator(np.random.PCG64([SEED, *code.encode()]))
    return int(dice.integers(*VILLAGES))


def _sourced(table: pd.DataFrame) -> pd.DataFrame:
    """Every row names itself as made up."""
    table = table.drop(columns=["active", "eligible"])
    table["decimals"] = table["decimals"].fillna(0.0)
    constants = {
        "text": "",
        "definition": "DATA CONTOH: angka buatan program, bukan angka sebenarnya",
        "speaker": "",
        "source_title": PUBLISHER,
        "publisher": PUBLISHER,
        "published_on": "",
        "source_url": "",
        "confidence": "low",
        "note": PUBLISHER,
        "supersedes": "",
    }
    numbers = [f"CONTOH-{number:05d}" for number in range(1, len(table) + 1)]
    return table.assign(claim_id=numbers, **constants)
