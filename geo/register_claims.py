"""Counts of a register as claims, and as the table that goes beside them.

Only counts leave: no row of a register and no person's mark is in either.
"""

from dataclasses import dataclass

import pandas as pd

from geo.model import COLUMNS, Missing
from geo.register_counts import segment_names
from geo.register_places import Places
from geo.register_secrecy import SHOWN
from geo.register_terms import OPEN_LEVELS, Window, month_of

TABLE = ("level", "region_code", "segment", "period", "persons", "told")
"""Columns of the table beside: `persons` is empty where `told` is `suppressed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a register comes from, for each claim made of it.

    Attributes
    ----------
    publisher, title : str
        Who keeps the register, and what it is called.
    published_on : str
        The day of its state, ISO 8601.
    url : str
        Where that is said; may be empty.
    """

    publisher: str
    title: str
    published_on: str
    url: str = ""


def definition(window: Window) -> str:
    """What is counted, in the words that stand with each claim."""
    grace = f", tunggakan sampai {window.grace} bulan ditoleransi" if window.grace else ""
    return (
        "Peserta aktif: orang berbeda dengan kepesertaan yang sudah mulai, belum berakhir dan "
        f"iurannya terbayar untuk bulan itu{grace}; dihitung dari register, orang dengan beberapa "
        "kepesertaan sekali per segmen dan sekali dalam total"
    )


def table(counts: pd.DataFrame, told: pd.Series, places: Places) -> pd.DataFrame:
    """Every level, with what is hidden.

    Parameters
    ----------
    counts : DataFrame
        As `register_sums.counts` gives them.
    told : Series
        As `register_secrecy.hidden` gives it. Which hidden cells are small is not told.
    """
    names = segment_names()
    shown = told == SHOWN
    pairs = zip(counts["level"], counts["place"], strict=True)
    return pd.DataFrame(
        {
            "level": counts["level"],
            "region_code": [places.names[level][place] for level, place in pairs],
            "segment": counts["segment"].map(names),
            "period": [str(month_of(int(month))) for month in counts["month"]],
            "persons": counts["persons"].where(shown).astype("Int64"),
            "told": pd.Series("counted", index=counts.index).where(shown, "suppressed"),
        },
        columns=list(TABLE),
    )


def claims(shown: pd.DataFrame, window: Window, origin: Origin) -> pd.DataFrame:
    """Claims of participants, as text ready for `contracts`: counts alone, no rates.

    Parameters
    ----------
    shown : DataFrame
        As `table` gives it.

    Returns
    -------
    DataFrame
        Of regencies and the province every month, of districts the last one; villages stay in the
        table beside. What is hidden has no value and says `suppressed`.
    """
    known = shown[shown["level"].isin(OPEN_LEVELS) | _is_last_of_districts(shown, window)]
    counted = known["told"] == "counted"
    cells = {
        "claim_id": "REG-" + known["region_code"] + "-" + known["segment"] + "-" + known["period"],
        "region_code": known["region_code"],
        "indicator": "participants",
        "segment": known["segment"],
        "period": known["period"],
        "value": known["persons"].astype("str").where(counted, ""),
        "text": pd.Series("", index=known.index).where(counted, Missing.SUPPRESSED.value),
        "decimals": pd.Series("0", index=known.index).where(counted, ""),
        "unit": "persons",
        "family": "register",
        "definition": definition(window),
        "source_title": origin.title,
        "publisher": origin.publisher,
        "published_on": origin.published_on,
        "source_url": origin.url,
        "confidence": "high",
        "note": f"Register, {window.first} sampai {window.last}",
    }
    made = pd.DataFrame(cells, index=known.index)
    return made.reindex(columns=list(COLUMNS), fill_value="").reset_index(drop=True)


def _is_last_of_districts(shown: pd.DataFrame, window: Window) -> pd.Series:
    """Whether a row travels although it is below the regency: every month would be too many."""
    return (shown["level"] == "district") & (shown["period"] == str(window.last))
