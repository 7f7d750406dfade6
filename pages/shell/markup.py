"""Templates → HTML text. Autoescaping is on: text from data stays text."""

import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, select_autoescape

from geo import datasets
from geo.formats import Writer
from geo.language import Message
from geo.model import Selection

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=select_autoescape(default=True),
    trim_blocks=True,
    lstrip_blocks=True,
)
BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
"""What stands where a chart will be taken in: a picture of nothing, so that none is drawn twice."""
_TEMPLATES.globals["no_picture"] = BLANK
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|<>~$:&]")


def rendered(template: str, writer: Writer, **values: Any) -> str:
    """A panel's HTML; `say` in the template speaks the writer's language."""
    text = _TEMPLATES.get_template(f"{template}.html").render(say=writer.say, **values)
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def safe_url(url: str) -> str:
    """An address that may stand in a link; anything but http(s) is dropped."""
    return url if url.startswith(("https://", "http://")) else ""


def literal(text: str) -> str:
    """Text from a file as it stands, where Streamlit would read Markdown: no link, no picture."""
    seen = "".join(sign for sign in text if sign.isprintable())
    return _MARKDOWN.sub(r"\\\g<0>", seen)


def watermark(chosen: Selection) -> Message | None:
    """The mark of data that is not published, or None for real claims."""
    return datasets.mark(chosen.dataset)


def mark_of(chosen: Selection, writer: Writer) -> str:
    """The same in the reader's language; empty for real claims."""
    return datasets.spoken(chosen.dataset, writer)
