"""Other provinces: a folder is all it takes, and no page says that it is Kalimantan Barat.

A made-up province of three squares; real ones, cut from the national file: tests/test_nation.py.
"""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geo import founding

TESTS = Path(__file__).parent.parent
FOREIGN = re.compile("Kalimantan|Kalbar|Kapuas|Pontianak|Singkawang|Sambas|Mempawah|DOSM|dari 14")
LIMIT_S = 600


def founded(folder, source, **other):
    """A new deployment's folder made of a boundary file."""
    asked = {
        "province": "99",
        "name": "Ujung",
        "vintage": "batas",
        "attribution": "Buatan uji",
        "licence": "-",
        "system": None,
        "mend": False,
        "tolerance": None,
        "today": date(2026, 11, 22),
    }
    founding.found(founding.Plan(source=source, folder=folder, **(asked | other)), "id")
    return folder


def run(folder, *arguments):
    """`tests/deployed.py` on that folder."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PETA_")}
    done = subprocess.run(
        [sys.executable, str(TESTS / "deployed.py"), *arguments],
        env=kept | {"PETA_DATA": str(folder)},
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def sound(pages, name):
    """No page failed, none speaks of the embedded province; each map and headline of this one."""
    for page in pages:
        where = (page["page"], page["bahasa"], page.get("wilayah"), page.get("data"))
        assert page["exceptions"] == [], where
        assert page["failures"] == [], where
        assert FOREIGN.findall(page["text"]) == [], where
    assert all(name in page["text"] for page in pages if page["page"] in ("peta", "rapat"))


@pytest.fixture(scope="module")
def squares(tmp_path_factory):
    """A made-up province of three squares, 99, of which one is a kota."""
    folder = tmp_path_factory.mktemp("ujung")
    shapes = [shapely.box(120 + n / 10, -9, 120.1 + n / 10, -8.9) for n in range(3)]
    data = {
        "bps_code": ["9901", "9902", "9971"],
        "kemendagri_code": ["99.02", "99.01", "99.71"],
        "name": ["Ujung Timur", "Ujung Barat", "Ujung"],
    }
    gpd.GeoDataFrame(data, geometry=shapes, crs=4326).to_file(folder / "ujung.gpkg")
    return founded(folder / "data", folder / "ujung.gpkg")


def test_without_figures_every_page_shows_names_and_says_that_there_is_none(squares):
    pages = json.loads(run(squares, "show", "9971"))
    sound(pages, "Ujung")
    plain = {page["page"]: page["text"] for page in pages if "wilayah" not in page}
    assert "no data" in plain["peta"]
    profile = next(page for page in pages if page["page"] == "profil" and "wilayah" in page)
    assert "Ibu kota tidak diketahui" in profile["text"]
    assert "Luas resmi tidak diketahui" in profile["text"]


def test_with_figures_of_its_own_every_page_works_in_both_languages(squares):
    run(squares, "publish")
    pages = json.loads(run(squares, "show", "9901"))
    sound(pages, "Ujung")
    first = next(page["text"] for page in pages if page["page"] == "peta")
    assert "3 dari 3 kabupaten/kota mempunyai data" in first
    assert "33,00 %" in first
