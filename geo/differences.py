"""Two editions side by side: which claims are new, changed or gone."""

import pandas as pd

ADDED, CHANGED, GONE = "added", "changed", "gone"
COMPARED = (
    *("region_code", "indicator", "segment", "period", "value", "text", "decimals"),
    *("numerator", "denominator", "family", "supersedes"),
)
"""What a figure says. Its source may be told better without the figure having changed."""


def between(old: pd.DataFrame, new: pd.DataFrame) -> pd.DataFrame:
    """What happened from one edition's claims to another's.

    Parameters
    ----------
    old, new : DataFrame
        Claims of the earlier and the later edition.

    Returns
    -------
    DataFrame, indexed by claim id, in its order
        kind : `added`, `changed` or `gone`; the columns of a claim, as the later edition has
        them (of a gone claim the earlier one); old_value, old_text, old_decimals : as the
        earlier edition has them, NaN or empty for an added claim. Empty where nothing differs.
    """
    before, after = old.set_index("claim_id"), new.set_index("claim_id")
    both = before.index.intersection(after.index)
    first, last = before.loc[both, list(COMPARED)], after.loc[both, list(COMPARED)]
    same = (first == last) | (first.isna() & last.isna())
    kinds = {
        CHANGED: after.loc[both[~same.all(axis=1)]],
        ADDED: after.loc[after.index.difference(before.index)],
        GONE: before.loc[before.index.difference(after.index)],
    }
    found = pd.concat([part.assign(kind=kind) for kind, part in kinds.items()]).sort_index()
    earlier = before.reindex(found.index)
    return found.assign(
        old_value=earlier["value"],
        old_text=earlier["text"].fillna(""),
        old_decimals=earlier["decimals"],
    )
