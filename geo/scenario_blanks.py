"""Why cells of a scenario's result are blank, in words: the kinds of blank told apart."""

import pandas as pd

from geo.formats import Writer
from geo.language import Message
from geo.outcomes import Outcome


def blank(writer: Writer, outcome: Outcome, code: str) -> str:
    """Why cells of a row are blank, in words; empty where none of them is.

    What no source tells is unknown; what cannot be, as the price of a point where nobody is
    paid for, does not apply. Neither is zero.
    """
    row = outcome.row(code)
    said = [unknown(writer, outcome, code)] if pd.isna(row["points"]) else []
    if row["paid"] == 0:
        said.append(
            writer.say(
                "Program ini tidak membayari siapa pun di sini; biaya per poin tidak berlaku."
            )
        )
    if outcome.aim is None:
        said.append(
            writer.say("Provinsi belum menetapkan target, jadi kekurangannya tidak dihitung.")
        )
    elif row["standing"] == "already":
        said.append(writer.say("Tidak ada kekurangan ke target itu yang dapat ditutup."))
    return " ".join(filter(None, said))


def unknown(writer: Writer, outcome: Outcome, code: str) -> str:
    """Why no points are claimed for a region: what of its start no source tells; or empty."""
    start = outcome.base.row(code)
    why: object = start["rate_why"] if pd.isna(start["rate"]) else start["eligible_why"]
    return writer.tell(why) if isinstance(why, Message) else ""
