"""The app without a browser: a page is opened by its address and read as text."""

import html
import json
import re
from functools import cache
from io import BytesIO
from itertools import chain

import pytest
import streamlit as st
from making import claims_table, row
from openpyxl import load_workbook
from pypdf import PdfReader
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from geo import editions, publish
from pages.shell import ahead, frame, loaders

LIMIT_S = 120
PAGES = [
    "peta",
    "profil",
    "bandingkan",
    "tren",
    "target",
    "simulasi",
    "rapat",
    "data",
    "metodologi",
]
# Streamlit would read the metadata of every installed package again for each page that is opened.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
QUIET = ('<nav class="menu"', "<style>", "<script>", '<footer class="colophon">')


class Opened:
    """A page as its reader finds it."""

    def __init__(self, app):
        self.app = app
        self.run()

    def run(self):
        self.app.run()
        assert not self.app.exception, self.app.exception[0]
        return self

    @property
    def asked(self):
        return {key: value[0] for key, value in self.app.query_params.items()}

    @property
    def bodies(self):
        """Every HTML element, in order."""
        return [one.proto.body for one in self.app.get("html")]

    @property
    def panels(self):
        """HTML elements that tell something, the foot of the page aside."""
        return [body for body in self.bodies if not body.startswith(QUIET)]

    @property
    def text(self):
        return " ".join(map(seen, self.bodies))

    @property
    def failures(self):
        return [seen(body) for body in self.bodies if 'class="failure"' in body]

    @property
    def chosen(self):
        """What the controls of the page say: Streamlit's, and lists of ours."""
        bound = {one.key: one.value for one in self.app.selectbox}
        told = [sent["asked"] for sent in self._sent() if "asked" in sent]
        return bound | {name: key or None for name, key in chain(*(one.items() for one in told))}

    def options(self, name):
        """Keys and labels of a list of ours."""
        boxes = chain(*(sent["boxes"] for sent in self._sent() if "boxes" in sent))
        return dict(next(one["options"] for one in boxes if one["name"] == name))

    def choose(self, name, key):
        """Choose in a list of ours, as the browser's answer does."""
        assert key in self.options(name)
        self.app.session_state[name] = key or None
        return self.run()

    def _sent(self):
        """What components of ours are told."""
        return [json.loads(one.proto.json) for one in self.app.get("bidi_component")]

    def map_order(self):
        """What is sent to the map's frame, as text."""
        return next(
            one.proto.json_args
            for one in self.app.get("component_instance")
            if "streamlit_folium" in one.proto.component_name
        )


def seen(body):
    """HTML as it is read: tags gone, entities and spaces plain."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


@pytest.fixture
def visited(monkeypatch):
    """The server has declared its navigation before, as after any first visit."""
    start = PagesManager.__init__

    def declared(self, *given, **named):
        PagesManager.uses_pages_directory = False
        start(self, *given, **named)

    monkeypatch.setattr(PagesManager, "__init__", declared)


@pytest.fixture
def opened(visited):
    """`opened("profil", wilayah="6111")`: the page at that address, run once."""
    return _open


@pytest.fixture
def opened_first():
    """The same on a server that has just started."""
    return _open


def _open(page="peta", **query):
    app = AppTest.from_file(str(frame.ENTRY), default_timeout=LIMIT_S)
    for key, value in query.items():
        app.query_params[key] = value
    if page != "peta":
        app.switch_page(f"pages/{page}.py")
    return Opened(app)


def text_of(content):
    """A file as text; of a PDF a head line and then a line for each page, of a workbook rows."""
    if content.startswith(b"PK"):
        rows = load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
        return "\n".join(",".join(str(cell or "") for cell in row) for row in rows)
    if not content.startswith(b"%PDF"):
        return content.decode("utf-8-sig")
    pages = PdfReader(BytesIO(content)).pages
    return "\n".join(["PDF", *(" ".join(page.extract_text().split()).lower() for page in pages)])


@pytest.fixture
def handed_over(monkeypatch):
    """Files offered for download: name → content."""
    files, offer = {}, st.download_button

    def spy(label, data, *given, **named):
        if not named["file_name"].startswith("templat-"):  # it holds no figures
            files[named["file_name"]] = text_of(data() if callable(data) else data)
        return offer(label, data, *given, **named)

    monkeypatch.setattr(st, "download_button", spy)
    return files


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """An empty folder of editions that the app reads in place of its own."""
    folder = tmp_path / "editions"
    folder.mkdir()
    for function in (editions.load, editions.names, editions.pointer):
        kept = [folder if given == editions.ROOT else given for given in function.__defaults__]
        monkeypatch.setattr(function, "__defaults__", tuple(kept))
    _forget()
    yield folder
    monkeypatch.undo()
    _forget()


def _forget():
    for future in chain.from_iterable(ahead._waiting.values()):
        future.cancel()
    ahead._POOL.submit(int).result(LIMIT_S)  # what is under way would be kept for the next test
    st.cache_resource.clear()
    kept = (loaders._kept, loaders._kept_file, loaders._kept_for)
    for held in (loaders._editions, loaders._read, *kept):
        held.cache_clear()


@pytest.fixture
def put(shelf):
    """`put("2026-01-01.1", value="0.5")`: publish an edition of one claim about Kayong Utara."""

    def published(name, changes="Uji.", **cells):
        claims = claims_table(row(**cells))
        imprint = publish.Imprint(name=name, by="Uji", changes=changes)
        return publish.publish(claims, shelf, imprint)

    return published
