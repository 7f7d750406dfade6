"""Templates of the static site; autoescaped, so that text of the data stays text."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from geo.formats import Writer
from geo.stillmap import NOT_XML

ASSETS = Path(__file__).parent / "assets"
TEMPLATES = ASSETS / "site"


def rendered(name: str, writer: Writer, /, **values: Any) -> str:
    """A template filled in; `say` in it speaks the writer's language.

    Markup passes as it stands; every other text is escaped, and signs that no page may hold
    are replaced.
    """
    html = _environment().get_template(f"{name}.html").render(say=writer.say, **values)
    lines = (line.strip() for line in html.splitlines())
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", "\n".join(line for line in lines if line))


def markup(text: str) -> Markup:
    """Our own drawing or our own page, which is not escaped again."""
    return Markup(text)  # made by `stillmap` or `rendered`, escaped there


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.tests["webpage"] = lambda text: text.startswith(("https://", "http://"))
    return made


def asset(name: str, ending: str, content: bytes) -> str:
    """Path of a file whose name holds the hash of its content, so that it is cached for ever."""
    return f"aset/{name}-{hashlib.sha256(content).hexdigest()[:12]}.{ending}"
