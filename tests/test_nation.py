"""Another province, and the whole country, by configuration: a folder that a command makes.

Everything is made as an officer would: `boundaries --into`, `publish`, `pack`, `site build`, each
in a process of its own. The province is Bali, cut from the national file. The country is one of 80
made-up squares; with `PETA_NATION=1` it is the true one of 514, which takes some minutes.
"""

import csv
import html
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import geopandas as gpd
import pytest
import shapely
from pypdf import PdfReader

ROOT = Path(__file__).parent.parent
NATIONAL = ROOT.parent / "shared/boundaries/source/codab2020_indonesia_adm2_simplified.gpkg"
IS_WHOLE = os.environ.get("PETA_NATION") == "1"
WORDS = (
    r"Kalbar|DOSM|dari 14\b|of 14\b|59[.,]56|100 Pekerja|1[.,]665[.,]422|1[.,]770[.,]630|1,8 juta"
)
CLAIMS = r"COV-\d|PRM-\d|DBH-\d"
PLACES = (
    r"Kalimantan|Kapuas|Pontianak|Singkawang|Sambas|Mempawah|Bengkayang|Landak|Sanggau|Sintang"
    r"|Sekadau|Melawi|Kayong|Kubu Raya|Ketapang|\b61(0[1-9]|1[0-2]|7[12])\b"
)
OF_A_PROVINCE = re.compile("|".join((WORDS, CLAIMS, PLACES)))
OF_THE_COUNTRY = re.compile("|".join((WORDS, CLAIMS)))
LIMIT_S = 900
ENDS = 20
"""Rows that a long table writes: ten at each end (`pages/shell/rows.py`)."""
needs_national = pytest.mark.skipif(not NATIONAL.is_file(), reason="shared/boundaries is not here")


def run(folder, *command, **more):
    """A program on that deployment; what it printed."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PETA_")}
    done = subprocess.run(
        [sys.executable, *map(str, command)],
        env=kept | {"PETA_DATA": str(folder)} | more,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        check=False,
    )
    assert done.returncode == 0, (done.stdout[-1500:], done.stderr[-1500:])
    return done.stdout


def founded(source, folder, province, name, *more):
    """What the officer types; the command runs on the embedded deployment."""
    command = ["-m", "geo", "boundaries", source, "--into", folder, "--province", province]
    run(ROOT / "data", *command, "--name", name, *more)
    return folder


def published(folder, names):
    """A handful of figures, as the officer publishes a file of theirs."""
    table = folder.parent / "rekap.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        heads = ["Kabupaten/Kota", "Periode", "Peserta aktif", "Potensi pekerja", "Cakupan (%)"]
        rows.writerow(heads)
        day = "31 Desember 2025"
        rows.writerows([name, day, 1000 + n, 4000 + 4 * n, "25,00"] for n, name in enumerate(names))
    about = ["--publisher", "Dinas uji", "--title", "Rekap uji", "--published-on", "2026-01-31"]
    run(folder, "-m", "geo", "publish", table, *about, "--by", "Uji", "--yes")


def pages(folder, region, **more):
    return json.loads(run(folder, "tests/elsewhere.py", region, **more))


def sound(found, foreign):
    """No page failed, none says a word of Kalimantan Barat."""
    for page in found:
        where = (page["page"], page["bahasa"], page.get("wilayah"))
        assert (page["exceptions"], page["failures"]) == ([], []), where
        assert foreign.findall(page["text"]) == [], where


def texts(folder):
    """Every file in a folder as text: pages, feeds, documents, sheets, slides."""
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        content = path.read_bytes()
        if path.suffix in {".pptx", ".docx", ".xlsx"}:
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                names = [name for name in parts.namelist() if name.endswith(".xml")]
                content = b" ".join(parts.read(name) for name in names)
        if path.suffix == ".pdf":
            content = " ".join(one.extract_text() for one in PdfReader(path).pages).encode()
        text = content.decode("utf-8", "ignore")
        if path.suffix not in {".png", ".ico", ".woff2", ".js", ".css", ".svg"}:
            text = re.sub(r"<[^>]*>", " ", text)
        yield path, html.unescape(text)


@pytest.fixture(scope="module")
def bali(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bali") / "data"
    return founded(NATIONAL, folder, "51", "Bali", "--vintage", "codab2020")


@needs_national
def test_bali_without_figures_says_so_on_every_page(bali):
    found = pages(bali, "5171")
    sound(found, OF_A_PROVINCE)
    told = {page["page"]: page["text"] for page in found if page["bahasa"] == "id"}
    assert "tidak ada data" in told["peta"]
    assert "Bali" in told["peta"]
    assert "belum ada angka" in told["rapat"]


@needs_national
def test_bali_with_a_handful_of_figures_of_its_own_is_whole(bali, tmp_path):
    published(bali, ["Badung", "Kota Denpasar", "Kab. Tabanan"])
    found = pages(bali, "5171", PETA_MODE="perencana")
    sound(found, OF_A_PROVINCE)
    assert any("3 dari 9 kabupaten/kota mempunyai data" in page["text"] for page in found)
    run(bali, "-m", "geo", "pack", tmp_path / "paket")
    run(bali, "-m", "geo", "site", "build", tmp_path / "situs", "--base", "https://contoh.invalid/")
    run(bali, "-m", "geo", "template", tmp_path / "paket" / "templat.xlsx", "--csv")
    seen = list(texts(tmp_path))
    assert {path.suffix for path, _ in seen} >= {".pptx", ".docx", ".pdf", ".xlsx", ".html"}
    said = {path.name: OF_A_PROVINCE.findall(text) for path, text in seen}
    assert {name: words for name, words in said.items() if words} == {}


@pytest.fixture(scope="module")
def unpublished(tmp_path_factory):
    """The country: the true one, or 80 squares of four provinces around a lake."""
    if IS_WHOLE and not NATIONAL.is_file():
        pytest.skip("shared/boundaries is not here")
    folder = tmp_path_factory.mktemp("negara")
    source = NATIONAL if IS_WHOLE else squares(folder / "negara.gpkg")
    return founded(source, folder / "data", "ID", "Indonesia", "--lakes")


@pytest.fixture(scope="module")
def country(unpublished):
    """The same with a folder of its own, to publish in."""
    return shutil.copytree(unpublished, unpublished.parent / "terbit" / "data")


def squares(path):
    """Nine by nine squares but for the middle one, which is a lake; codes of four provinces."""
    places = [(x, y) for y in range(9) for x in range(9) if (x, y) != (4, 4)][:80]
    codes = [f"{(11, 32, 61, 94)[n // 20]}{n % 20 + 1:02d}" for n in range(len(places))]
    data = {"bps_code": codes, "name": [f"Ujung {n}" for n in range(len(places))]}
    shapes = [shapely.box(100 + 4 * x, -9 + y, 104 + 4 * x, -8 + y) for x, y in places]
    gpd.GeoDataFrame(data, geometry=shapes, crs=4326).to_file(path)
    return path


def test_the_country_is_spoken_of_as_one_and_every_page_works(country, tmp_path):
    known = regions(country)
    published(country, [known[0][1], known[30][1], known[-1][1]])
    found = pages(country, known[30][0], PETA_MODE="perencana")
    sound(found, OF_THE_COUNTRY)
    told = " ".join(page["text"] for page in found if page["bahasa"] == "id")
    assert f"3 dari {len(known)} kabupaten/kota mempunyai data" in told
    assert "Tidak ada angka nasional" in told
    assert re.findall(r"(?<!APBD )(?<!pemerintah )\bprovinsi\b", told) == []
    assert max(page["seconds"] for page in found) < 60


def test_many_regions_stand_in_long_lists_by_their_ends_and_in_controls_by_a_rule(unpublished):
    told = json.loads(run(unpublished, "tests/many.py"))
    n = len(regions(unpublished))
    assert f"{n} tanpa angka tidak ditulis di sini." in told["ranking"]
    assert "0 di antaranya" not in told["ranking"]
    assert told["missing"] == 1  # the silent ones are folded away under their number
    assert told["ranked"] == ENDS
    assert len(told["more"]) == 5  # ranked, table, heat, small series, ways to the target
    assert all(f"{n - ENDS} di antaranya tidak ditulis di sini." in one for one in told["more"])
    assert told["sorts"] == 0  # a few rows of many would be sorted among themselves
    assert told["whole"] == [n, 1]  # all of them, in a box that scrolls
    assert "target lain tidak ditulis di sini" in told["targets"]
    assert any("Jumlah desa belum diketahui" in one for one in told["villages"])
    made = told["simulated"]
    assert made["exceptions"] == []
    assert "Belum ada jumlah untuk satu kabupaten/kota pun." in made["errors"][0]
    assert made["controls"] < 15
    total = f"{50 * n:,}".replace(",", ".")
    assert f"{n} dari {n} kabupaten/kota mendapat jumlah; seluruhnya {total} orang" in made["told"]
    assert (made["rows"], made["bars"], len(made["more"])) == (n, 6 * ENDS, 6)
    assert f"{n - ENDS} di antaranya tidak ditulis di sini." in made["more"][0]


def regions(folder):
    with (folder / "reference" / "regencies.csv").open(encoding="utf-8") as file:
        return [(row["bps_code"], row["name_full"]) for row in csv.DictReader(file)]
