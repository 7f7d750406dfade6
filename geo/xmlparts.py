"""XML read piece by piece, without entities, without depth, without end.

Only UTF-8 and UTF-16 are read; a document type is refused, so no entity can be defined.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from geo import refusals

Attributes = Mapping[str, str]
_ENCODINGS = {"utf-8", "utf-16", "us-ascii", "ascii"}
OWN = "calcext:"
"""Before names that LibreOffice added to ODS."""
_MANY = 50  # attributes of an element; from so many on, each counts as an element
_BETWEEN = " "  # of a name and its namespace; no namespace holds a blank


@dataclass(slots=True, kw_only=True)
class Allowance:
    """Elements of a whole book that may still be read.

    Attributes
    ----------
    name : str
        File name, for the sentences.
    left : int
        Counts down from `refusals.MAX_ELEMENTS`.
    """

    name: str
    left: int = refusals.MAX_ELEMENTS


@dataclass(slots=True, kw_only=True)
class Reader:
    """What is done as a document passes; names come without their namespace.

    Attributes
    ----------
    start : function of name and attributes
    end : function of name
    text : function of a piece of text
    """

    start: Callable[[str, Attributes], None]
    end: Callable[[str], None] = lambda _: None
    text: Callable[[str], None] = lambda _: None


def walk(content: bytes, reader: Reader, allowance: Allowance) -> None:
    """Lead a document past a reader.

    Raises
    ------
    RefusedFileError
        `damaged` for XML that is not well-formed or of another encoding, `doctype` for a
        document type, `too_complex` for more elements or depth than are read.
    """
    _spaced(content, allowance.name)
    parser = expat.ParserCreate(namespace_separator=_BETWEEN)
    parser.buffer_text = True
    short, depth = _Names(), 0
    start, end = reader.start, reader.end

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        allowance.left -= 1 if len(attributes) < _MANY else len(attributes)
        if depth > refusals.MAX_DEPTH or allowance.left < 0:
            raise refusals.too_complex(allowance.name)
        for key in attributes:
            if _BETWEEN in key:
                attributes = {short[one]: value for one, value in attributes.items()}
                break
        start(short[name], attributes)

    def finish(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(short[name])

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    parser.CharacterDataHandler = reader.text
    parser.XmlDeclHandler = lambda _, encoding, __: _encoded(encoding, allowance.name)
    parser.StartDoctypeDeclHandler = lambda *_: _doctype(allowance.name)
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, UnicodeError) as error:
        raise refusals.damaged(allowance.name) from error


def _spaced(content: bytes, name: str) -> None:
    """Refuses one endless tag or text: the parser would hold it whole, many times over."""
    for at in range(0, len(content) - refusals.MAX_RUN, refusals.MAX_RUN):
        if b"<" not in content[at : at + refusals.MAX_RUN]:
            raise refusals.too_complex(name)


class _Names(dict[str, str]):
    """Local names by full name, made once each; those of LibreOffice's own keep a mark.

    ODS says a cell's kind twice, as the standard does and as LibreOffice does.
    """

    def __missing__(self, name: str) -> str:
        space, _, local = name.rpartition(_BETWEEN)
        self[name] = local = f"{OWN}{local}" if "calcext" in space else local
        return local


def _encoded(encoding: str | None, name: str) -> None:
    if encoding is not None and encoding.lower() not in _ENCODINGS:
        raise refusals.damaged(name, "unknown_encoding")


def _doctype(name: str) -> None:
    raise refusals.doctype(name)
