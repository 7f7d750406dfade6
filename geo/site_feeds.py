"""What programs read of the whole site: sitemap, robots, a feed of editions, the catalogue.

Definitions: sitemaps.org (2008), "Sitemaps XML format", with Google Search Central's
`xhtml:link` for pages in several languages; Koster et al. (2022), "Robots Exclusion Protocol",
RFC 9309; Nottingham and Sayre (2005), "The Atom Syndication Format", RFC 4287.
"""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from xml.etree import ElementTree as ET

from geo import changelog, site_catalogue
from geo.deployment import here
from geo.editions import Edition
from geo.formats import Writer
from geo.history import Step
from geo.language import LANGUAGES, Language
from geo.site_catalogue import address
from geo.site_ground import Ground, one_line
from geo.site_model import DEFAULT, Leaf, Place
from geo.site_texts import blocks

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
FEED, CATALOGUE = "feed.atom", "catalog.jsonld"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chronicle:
    """What the feed tells.

    Attributes
    ----------
    editions : tuple of Edition
        Every published one that can be read, newest first.
    steps : tuple of Step
        Of the history; those that went back to an earlier edition are told as well.
    """

    editions: tuple[Edition, ...]
    steps: tuple[Step, ...] = ()


def whole(
    leaves: Sequence[Leaf], known: Ground, told: Chronicle, base: str, *, app: str = "/app/"
) -> dict[str, bytes]:
    """The files that speak of the whole site, by path from its root.

    Parameters
    ----------
    leaves : sequence of Leaf
        Every page, in every language.
    base : str
        Absolute address of the site's root, ending in a slash. Where it is empty there is no
        sitemap, as its addresses must be absolute, and the others hold paths from the root.
    app : str
        Where the live app stands; programs that gather pages are asked not to open it.

    Returns
    -------
    dict of str to bytes
        `sitemap.xml`, `robots.txt`, `feed.atom` and `en/feed.atom`, `catalog.jsonld`.
    """
    data = site_catalogue.catalogue(leaves, known, told.editions, base)
    files = {
        "robots.txt": _robots(base, app),
        CATALOGUE: (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(),
    }
    for language in LANGUAGES:
        files[feed_path(language)] = _feed(told, Writer(language), base)
    if base:
        files["sitemap.xml"] = _sitemap(leaves, known.edition, base)
    return files


def feed_path(language: Language) -> str:
    """Where the feed of a language stands: `feed.atom`, `en/feed.atom`."""
    return Place("provinsi", "", language).path + FEED


def described(leaf: Leaf, known: Ground, base: str) -> str:
    """A page's data as JSON-LD, to stand within `<script type="application/ld+json">`.

    Returns
    -------
    str
        With every `<`, `>` and `&` written as `\\u003c` …, so that no text of the data ends
        the script. Empty for a page without files.
    """
    found = site_catalogue.dataset(leaf, known, base)
    if not found:
        return ""
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def _robots(base: str, app: str) -> bytes:
    """The rules hold where the site stands at the root of its host."""
    lines = ["User-agent: *", f"Disallow: {app}" if app.startswith("/") else "Allow: /"]
    if base:
        lines += ["", f"Sitemap: {base}sitemap.xml"]
    return ("\n".join(lines) + "\n").encode()


def _sitemap(leaves: Iterable[Leaf], edition: Edition, base: str) -> bytes:
    """Every page but the one for what is not there, each with its twins in other languages."""
    top = ET.Element("urlset", {"xmlns": SITEMAP, "xmlns:xhtml": XHTML})
    places = dict.fromkeys(leaf.place for leaf in leaves if leaf.place.kind != "404")
    for place in places:
        url = ET.SubElement(top, "url")
        ET.SubElement(url, "loc").text = address(base, place.path)
        ET.SubElement(url, "lastmod").text = edition.as_of.isoformat()
        twins = {str(language): place.spoken(language) for language in LANGUAGES}
        for name, twin in (twins | {"x-default": twins[DEFAULT]}).items():
            if twin in places:
                href = address(base, twin.path)
                told = {"rel": "alternate", "hreflang": name, "href": href}
                ET.SubElement(url, "xhtml:link", told)
    return _xml(top)


def _feed(told: Chronicle, writer: Writer, base: str) -> bytes:
    language = writer.language
    page, own = Place("perubahan", "", language).path, feed_path(language)
    entries = [_entry(told, number, writer, base) for number in range(len(told.editions))]
    entries += [_undone(step, told, writer, base) for step in told.steps if step.what == "undo"]
    entries.sort(key=_updated, reverse=True)
    top = ET.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _text(top, "id", _id("feed", language))
    _text(top, "title", writer.say("{product}: edisi data", product=here().product))
    _text(top, "subtitle", writer.say("Setiap edisi data dengan yang diubahnya."))
    _text(top, "updated", max(map(_updated, entries), default=_midnight("1970-01-01")))
    author = ET.SubElement(top, "author")
    _text(author, "name", told.editions[0].published_by if told.editions else here().product)
    feed = {"rel": "self", "type": "application/atom+xml", "href": address(base, own)}
    ET.SubElement(top, "link", feed)
    ET.SubElement(top, "link", {"rel": "alternate", "href": address(base, page)})
    top.extend(entries)
    return _xml(top)


def _entry(told: Chronicle, number: int, writer: Writer, base: str) -> ET.Element:
    """An edition: when it was published, by whom, and what it changed."""
    edition = told.editions[number]
    entry = _opened(edition, edition.name, writer, base)
    _text(entry, "title", writer.say("Edisi data {name}", name=edition.name))
    when = _moment(edition.published_at) or _midnight(edition.as_of.isoformat())
    _text(entry, "updated", when)
    _text(entry, "published", when)
    _text(ET.SubElement(entry, "author"), "name", edition.published_by)
    content = ET.SubElement(entry, "content", {"type": "html"})
    content.text = plain_lines(_changes(told, number, writer))
    return entry


def _undone(step: Step, told: Chronicle, writer: Writer, base: str) -> ET.Element:
    """A step back to an earlier edition."""
    known = {one.name: one for one in told.editions}
    back = known.get(step.after) or told.editions[0]
    entry = _opened(back, f"undo-{step.number}", writer, base)
    said = writer.say(
        "Edisi {before} ditarik; edisi {after} berlaku kembali",
        before=step.before,
        after=step.after,
    )
    _text(entry, "title", said)
    _text(entry, "updated", _moment(step.at) or _midnight(back.as_of.isoformat()))
    _text(ET.SubElement(entry, "author"), "name", step.by or back.published_by)
    _text(entry, "summary", step.why or f"{said}.")
    return entry


def _opened(edition: Edition, key: str, writer: Writer, base: str) -> ET.Element:
    entry = ET.Element("entry")
    _text(entry, "id", _id(key, writer.language))
    page = address(base, Place("perubahan", "", writer.language).path)
    ET.SubElement(entry, "link", {"rel": "alternate", "href": f"{page}#edisi-{edition.name}"})
    return entry


def _changes(told: Chronicle, number: int, writer: Writer) -> str:
    """What an edition changed, as HTML: its own note, and before it, where the note is in another
    language, what can be said in this one."""
    edition = told.editions[number]
    note = html(edition.changes)
    if writer.language == DEFAULT:
        return note
    earlier = told.editions[number + 1 : number + 2]
    found = [html(changelog.written(one.claims, edition.claims, writer)) for one in earlier]
    said = escape(writer.say("Catatan penerbit, dalam bahasa Indonesia:"))
    return "".join([*found, f'<p>{said}</p><div lang="{DEFAULT}">{note}</div>'])


def html(text: str) -> str:
    """A change note, plain Markdown, as HTML in which nothing of it is markup."""
    parts = []
    for kind, lines in blocks(text):
        inner = [escape(one_line(line)) for line in lines]
        if kind == "list":
            parts.append(f"<ul>{''.join(f'<li>{line}</li>' for line in inner)}</ul>")
        else:
            tag = "h2" if kind == "heading" else "p"
            parts += [f"<{tag}>{line}</{tag}>" for line in inner]
    return "".join(parts)


def plain_lines(text: str) -> str:
    """A text without what no XML may hold."""
    return "\n".join(one_line(line) for line in text.splitlines())


def _id(key: str, language: Language) -> str:
    """A name for ever, wherever the site stands: RFC 4287, section 4.2.6."""
    said = f"peta-cakupan:{here().code}:{language}:{key}"
    return uuid.uuid5(uuid.NAMESPACE_URL, said).urn


def _moment(text: str) -> str:
    """A time with its zone as RFC 3339 writes it, in UTC; empty where none is told."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return ""
    if found.tzinfo is None:
        return ""
    return found.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _midnight(day: str) -> str:
    """A day where no time is told: Atom asks for one."""
    return f"{day}T00:00:00Z"


def _updated(entry: ET.Element) -> str:
    return str(entry.findtext("updated"))


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = one_line(text)


def _xml(top: ET.Element) -> bytes:
    ET.indent(top, " ")
    text = ET.tostring(top, "unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()
