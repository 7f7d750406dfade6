"""Small bases and scenarios for the tests of simulations, made in the head."""

from datetime import date
from fractions import Fraction

import pandas as pd

from geo.bases import COLUMNS, Base
from geo.language import Message
from geo.model import PROVINCE, BpsCode, Period
from geo.scenario import Plan, Scenario
from geo.targets import Aim

KAYONG, SAMBAS, MELAWI = BpsCode("6111"), BpsCode("6101"), BpsCode("6110")
START = Period(2027, 1)
NAN = float("nan")


def start(eligible, rate, villages=10, **changes):
    """One row of a base: all of it known, unless it is said to be an estimate."""
    given = {
        **{"eligible": float(eligible), "low": float(eligible), "high": float(eligible)},
        **{"estimated": False, "rate": float(rate), "assumed": False, "villages": villages},
        **{"eligible_claim": "T-1", "eligible_source": "Koran", "eligible_period": "2025"},
        **{"eligible_why": Message("Jumlah pekerja layak yang disebut sumbernya.")},
        **{"rate_claim": "T-2", "rate_source": "Koran", "rate_period": "2025"},
        **{"rate_decimals": 2.0, "rate_conflict": False, "rate_why": None},
        **{"villages_claim": "T-3", "villages_source": "Koran", "villages_period": "2025"},
    }
    return given | changes


def base(rows, province=None, *, target=0.6):
    """A base of these rows; the province has 10.000 eligible workers, 30 % of them protected."""
    whole = {PROVINCE: province or start(10_000, 0.3), **rows}
    table = pd.DataFrame.from_dict(whole, orient="index", columns=list(COLUMNS))
    aim = Aim(kind="own", by=date(2026, 12, 31), value=target, decimals=0, family="target-own")
    return Base(
        table=table.drop(index=PROVINCE),
        province=table.loc[PROVINCE],
        counts=pd.DataFrame(
            {
                **{"value": [8_000.0, 10_000.0], "period": ["2024", "2025"]},
                **{"publisher": ["Koran", "Koran"], "claim_id": ["T-8", "T-9"]},
            }
        ),
        aims=(aim,),
        as_of=date(2026, 11, 22),
        edition="uji",
    )


def plan(**changes):
    """Every village of every regency, 100 workers each, a year."""
    return Plan(**({"start": START} | changes))


def scenario(*plans, **changes):
    """A scenario of these plans; of the whole programme where none is given."""
    return Scenario(plans=plans or (plan(),), **changes)


def budget_of(code, rupiah, share=Fraction(1), **changes):
    """A plan by the budget of one regency."""
    return plan(size="budget", amounts=((code, rupiah),), share=share, **changes)
