"""A page within what all pages share: head, navigation, footer, links to its twin and the app."""

from dataclasses import dataclass

from markupsafe import Markup

from geo import site_shapes
from geo.deployment import here
from geo.formats import Writer
from geo.language import LANGUAGES, Language
from geo.model import Period
from geo.site_model import DEFAULT, Leaf, Place
from geo.site_parts import Values
from geo.site_shapes import ASSETS, TEMPLATES, asset, markup
from geo.site_stock import Stock, app_address
from geo.site_views import link

NAMES: dict[Language, str] = {"id": "Bahasa Indonesia", "en": "English"}
"""Each language in its own words."""
LOCALES: dict[Language, str] = {"id": "id_ID", "en": "en_GB"}
"""As the Open Graph protocol (2010) names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page beside its own words.

    Attributes
    ----------
    files : tuple of (name, path)
        Data beside the page; paths from the root of the site.
    feed : str
        Path of the feed of editions.
    card : str
        Path of its preview picture; empty where there is none.
    described : str
        What programs read of it, for the head; escaped already.
    """

    files: tuple[tuple[str, str], ...] = ()
    feed: str = ""
    card: str = ""
    described: str = ""


def assets() -> dict[str, bytes]:
    """Style and icon by their paths, whose names hold the hash of their content."""
    own = {
        ("situs", "css"): (TEMPLATES / "site.css").read_bytes(),
        ("ikon", "svg"): (ASSETS / "icon.svg").read_bytes(),
    }
    return {asset(name, ending, content): content for (name, ending), content in own.items()}


def page(leaf: Leaf, stock: Stock, frame: Frame) -> bytes:
    """A whole page, HTML in UTF-8."""
    writer, place, base = stock.writer, leaf.place, stock.shared.options.base
    # A page that a server shows at any address cannot name the others from where it stands.
    root = stock.root if place.kind == "404" else "../" * place.depth
    style, icon = assets()
    twin = place.spoken(next(one for one in LANGUAGES if one != place.language))
    html = site_shapes.rendered(
        "frame",
        writer,
        leaf=leaf,
        body=markup(leaf.body),
        language=place.language,
        locale=LOCALES[place.language],
        product=here().product,
        head_title=_title(leaf),
        style=root + style,
        icon=root + icon,
        alternates=_alternates(place, base),
        canonical=base + place.path if base and place.kind != "404" else "",
        feeds=_feeds(writer, root, frame),
        card=base + frame.card if base and frame.card else "",
        described=_script(frame.described),
        home=root + stock.place("provinsi").path or "./",
        twin={
            "link": _to(place, twin, root),
            "language": twin.language,
            "name": NAMES[twin.language],
        },
        nav=_nav(stock, place, root),
        live=app_address(stock.shared.options, place),
        files=[{"name": name, "link": root + path} for name, path in frame.files],
        dated=_dated(stock),
        attribution=stock.shared.vintage.attribution,
        terms=writer.say("Klaim: fakta dari sumber yang disebut pada tiap angka."),
    )
    return (html + "\n").encode()


def _script(text: str) -> Markup:
    """What programs read, as a block of data that no browser runs; `text` is escaped already."""
    return markup(f'<script type="application/ld+json">{text}</script>' if text else "")


def _title(leaf: Leaf) -> str:
    parts = [leaf.title if leaf.place.kind != "wilayah" else leaf.name, here().product]
    return " · ".join(dict.fromkeys(parts))


def _to(start: Place, there: Place, root: str) -> str:
    return root + there.path if start.kind == "404" else link(start, there)


def _alternates(place: Place, base: str) -> list[Values]:
    """The page in each language, and in the one for readers of no known language."""
    if place.kind == "404":
        return []
    found = {
        **{str(one): place.spoken(one) for one in LANGUAGES},
        "x-default": place.spoken(DEFAULT),
    }
    return [
        {"language": one, "link": base + there.path if base else link(place, there)}
        for one, there in found.items()
    ]


def _feeds(writer: Writer, root: str, frame: Frame) -> list[Values]:
    """The data beside the page and the feed of editions, for programs that look in the head."""
    kinds = {"CSV": "text/csv", "JSON": "application/json", "GEOJSON": "application/geo+json"}
    found = [
        {"type": kinds[name], "title": name, "link": root + path} for name, path in frame.files
    ]
    title = writer.say("Edisi data")
    return [*found, {"type": "application/atom+xml", "title": title, "link": root + frame.feed}]


def _nav(stock: Stock, place: Place, root: str) -> list[Values]:
    writer = stock.writer
    kinds = {
        "provinsi": writer.say("Provinsi"),
        "bandingkan": writer.say("Bandingkan"),
        "data": writer.say("Data"),
        "metode": writer.say("Metodologi"),
        "perubahan": writer.say("Perubahan data"),
    }
    found = [
        {
            "name": name,
            "link": _to(place, stock.place(kind), root) or "./",
            "here": place.kind == kind,
        }
        for kind, name in kinds.items()
    ]
    top = _to(place, stock.place("provinsi"), root)
    top = "" if top == "./" and place.kind == "provinsi" else top
    parts = {"wilayah": writer.say("Kabupaten/kota"), "indikator": writer.say("Indikator")}
    inner = [
        {"name": name, "link": f"{top}#{kind}", "here": place.kind == kind}
        for kind, name in parts.items()
    ]
    return [found[0], *inner, *found[1:]]


def _dated(stock: Stock) -> str:
    """Which edition a page is made from, and of which day."""
    writer, edition = stock.writer, stock.shared.edition
    day = writer.period(Period(*edition.as_of.timetuple()[:3]))
    named = writer.say("Edisi data: {name}.", name=edition.name)
    told = writer.say("Keadaan data per {day}", day=day)
    return f"{named} {told}."
