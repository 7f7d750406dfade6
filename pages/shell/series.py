"""A region's claims over time as a small drawing, with the same in words."""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from geo import claims as ledger
from geo import sparks, trends, wording
from geo.formats import Writer
from geo.indicators import Indicator, indicator
from geo.model import Period, Selection

MOST_SPOKEN = 12


def histories(
    claims: pd.DataFrame, chosen: Selection, regions: Sequence[str]
) -> dict[str, pd.DataFrame]:
    """Claims of the chosen indicator and segment by region, oldest first; none for ratios."""
    asked = indicator(chosen.indicator)
    if asked.is_ratio:
        return {}
    own = ledger.of(claims, asked.key, chosen.segment)
    own = own[own["region_code"].isin(list(regions))].sort_values(["end", "claim_id"])
    return {str(code): part for code, part in own.groupby("region_code")}


def frame(
    parts: Sequence[pd.DataFrame], *, width: int = 110, height: int = 28
) -> sparks.Frame | None:
    """The scale that all drawings of one table share; None where there is nothing to draw."""
    if not parts:
        return None
    return sparks.Frame(
        first=min(part["end"].iloc[0] for part in parts).date(),
        last=max(part["end"].iloc[-1] for part in parts).date(),
        top=max(float(part["value"].max()) for part in parts),
        width=width,
        height=height,
    )


def cell(
    writer: Writer, asked: Indicator, frame: sparks.Frame | None, history: pd.DataFrame | None
) -> dict[str, Any]:
    """The drawing and its words; none where nothing is claimed."""
    if frame is None or history is None:
        return {"spark": None, "spark_alt": ""}
    runs = trends.runs(history)
    joined = {claim for run in runs for claim in run.line["claim_id"]}
    loose = _points(history[~history["claim_id"].isin(joined)])
    drawn = sparks.drawn(frame, [_points(run.line) for run in runs], loose)
    return {"spark": drawn, "spark_alt": _spoken(writer, asked, history)}


def _points(part: pd.DataFrame) -> list[sparks.Point]:
    return [
        (when.date(), float(value)) for when, value in zip(part["end"], part["value"], strict=True)
    ]


def _spoken(writer: Writer, asked: Indicator, history: pd.DataFrame) -> str:
    """The newest dozen of the figures, oldest first."""
    return "; ".join(
        f"{wording.short_value(writer, asked, row)} "
        f"({writer.period_short(Period.parse(str(row['period'])))})"
        for row in history.tail(MOST_SPOKEN).to_dict("records")
    )
