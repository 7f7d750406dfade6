"""Text that came with the data is shown as text, in every page and in the map's frame."""

import shutil

import pytest
from playwright.sync_api import expect
from serving import ROOT, serving

from geo import editions, publish

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=window.top.__xss=1>"
PAGES = ["", "profil", "bandingkan", "tren", "target", "simulasi", "rapat", "data", "metodologi"]
CODE = ("geo", "pages", "locale", ".streamlit", "data/boundaries", "data/reference")


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory):
    """The app in a copy whose edition and region names carry HTML."""
    root = tmp_path_factory.mktemp("hostile")
    for folder in CODE:
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "streamlit_app.py", root)
    shutil.copy(ROOT / "data/deployment.toml", root / "data")
    names = root / "data/reference/regencies.csv"
    text = names.read_text("utf-8")
    named = text.replace(
        "Kayong Utara,Kabupaten Kayong Utara,", f"Kayong {HOSTILE},Kabupaten Kayong {HOSTILE},"
    ).replace(",KKU,", ",KKU;Kayong Utara,")  # the boundary layer still calls it by its name
    assert named.count(HOSTILE) == 2
    names.write_text(named, "utf-8")
    claims = editions.load().claims
    for column in ("publisher", "speaker", "source_title", "note", "definition"):
        claims[column] = HOSTILE + claims[column]
    imprint = publish.Imprint(name="2026-11-23.1", by=HOSTILE, changes=HOSTILE)
    publish.publish(claims, root / "data/editions", imprint)
    with serving(root) as address:
        yield address


@pytest.mark.parametrize("page", PAGES)
def test_html_in_names_and_sources_is_shown_as_text(visit, hostile_server, page):
    reader = visit(hostile_server).open(f"{page}?wilayah=6111")
    if page in ("", "bandingkan"):
        reader.painted()
        reader.map.locator('path[data-code="6111"]').focus()
        expect(reader.map.locator("#peta-tip strong")).to_have_text(f"Kayong {HOSTILE}")
        expect(reader.map.locator("#peta-tip .source")).to_contain_text(HOSTILE)
        if not page:
            expect(reader.page.locator(".card h2")).to_have_text(f"Kabupaten Kayong {HOSTILE}")
    if page != "metodologi":
        assert HOSTILE in reader.text()
    for frame in reader.page.frames:
        assert frame.locator("img[src=x]").count() == 0
    assert reader.page.evaluate("window.__xss === undefined")
