"""Every failure that can be explained, each with what mends it.

A failure is a `Message` pair, so that the reader's language decides its words only when
it is shown. Each class is also a built-in kind (`ValueError`, `LookupError`).
"""

from collections.abc import Iterable, Sequence

from geo.language import Language, Message


class GeoError(Exception):
    """A failure with a sentence for the reader and the way to mend it.

    Attributes
    ----------
    what : Message
        What is wrong, naming the file, row or region.
    mend : Message
        What to do about it.
    """

    def __init__(self, what: Message, mend: Message) -> None:
        self.what = what
        self.mend = mend
        super().__init__(f"{what.spoken('id')} {mend.spoken('id')}")

    def spoken(self, language: Language) -> str:
        """Sentence and mend in one line, in `language`."""
        return f"{self.what.spoken(language)} {self.mend.spoken(language)}"


def listed(names: Iterable[object], limit: int = 8) -> str:
    """Names as a comma list, cut at `limit` with the count of the rest."""
    texts = [str(name) for name in names]
    rest = len(texts) - limit
    return ", ".join(texts[:limit]) + (f" … (+{rest})" if rest > 0 else "")


class FaultsError(GeoError, ValueError):
    """Several faults found in one pass over a file; shown all at once.

    Attributes
    ----------
    faults : tuple of Message
        One sentence per fault, each naming its row or feature.
    """

    def __init__(self, what: Message, mend: Message, faults: Sequence[Message]) -> None:
        self.faults = tuple(faults)
        super().__init__(what, mend)

    def spoken(self, language: Language) -> str:
        lines = [f"- {fault.spoken(language)}" for fault in self.faults]
        return "\n".join([super().spoken(language), *lines])
