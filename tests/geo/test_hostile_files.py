"""Bad files: each refused with its sentence, within the time and memory that we promise."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from geo import boundaries, grids, refusals, sources
from geo.errors import GeoError
from tests.geo import hostile, hostile_layers
from tests.geo.hostile_more import CORPUS

ROOT = Path(__file__).parents[2]
SECONDS, MEGABYTES = 5, 500
HEAVY = [
    *("a million blank cells", "100,001 cells", "a million attributes", "61 MB that look real"),
    *("CSV: five million blanks and one cell", "XLS: a million beginnings", "11 MB of CSV"),
    *(
        "a sheet of zeros",
        "a member of zeros",
        "CSV: too many cells",
        "zeros in many small members",
    ),
]
MEASURE = """
import re, sys, time
from pathlib import Path
from geo import grids
for path in map(Path, sys.argv[1:]):
    content, start = path.read_bytes(), time.process_time()
    try:
        told = str(len(grids.opened(content, path.name).sheets)) + " sheets read"
    except grids.RefusedFileError as error:
        told = error.kind
    peak = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
    print(f"{time.process_time() - start:.2f} {peak} {told}")
"""


def test_the_corpus_holds_at_least_150_files():
    assert len(CORPUS) >= 150
    assert len(hostile_layers.CORPUS) >= 20


@pytest.mark.parametrize("title", CORPUS)
def test_a_bad_file_is_refused_with_its_sentence(title):
    one = CORPUS[title]()
    with pytest.raises(grids.RefusedFileError) as caught:
        grids.opened(one.content, one.name)
    assert caught.value.kind == one.kind
    for language in ("id", "en"):
        assert 20 < len(caught.value.spoken(language)) < 400
        assert not refusals.HARMFUL.search(caught.value.spoken(language))


@pytest.mark.parametrize("title", hostile_layers.CORPUS)
def test_a_bad_file_of_boundaries_is_refused_with_its_sentence(title, tmp_path):
    error, name, make = hostile_layers.CORPUS[title]
    folder = tmp_path / "kiriman"
    folder.mkdir()
    (folder / name).write_bytes(make(folder))
    start = time.process_time()
    with pytest.raises(GeoError) as caught:
        boundaries.conformed(sources.read_source(folder / name))
    assert isinstance(caught.value, error), caught.value
    assert time.process_time() - start < SECONDS
    assert list(tmp_path.iterdir()) == [folder]  # nothing was written beside it
    assert len(caught.value.spoken("id")) > 20
    assert not refusals.HARMFUL.search(caught.value.spoken("id"))


def largest():
    """A workbook just within all limits: 100,000 cells, half of them texts."""
    lines = [
        "<row>" + "".join(
            f"<c><v>{n}.5</v></c>" if n % 2 else f'<c t="inlineStr"><is><t>Kab. {n}</t></is></c>'
            for n in range(line, line + 100)
        ) + "</row>"
        for line in range(0, refusals.MAX_CELLS, 100)
    ]  # fmt: skip
    return hostile.xlsx(sheet=hostile.sheet("".join(lines)))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is told by Linux")
def test_the_heaviest_files_stay_within_5_seconds_and_500_megabytes(tmp_path, capsys):
    heavy = {title: CORPUS[title]() for title in HEAVY}
    files = {title: (one.content, one.name) for title, one in heavy.items()}
    files["the largest that is read"] = (largest(), "a.xlsx")
    paths = []
    for number, (content, name) in enumerate(files.values()):
        paths.append(tmp_path / f"{number}{Path(name).suffix}")
        paths[-1].write_bytes(content)
    told = subprocess.run(
        [sys.executable, "-c", MEASURE, *map(str, paths)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    measured = [line.split(" ", 2) for line in told]
    with capsys.disabled():
        print("\nseconds of processor, megabytes at most so far, outcome:")
        for (seconds, peak, outcome), title in zip(measured, files, strict=True):
            print(f"  {seconds:>5} s {peak:>4} MB  {title}: {outcome}")
    assert measured[-1][2] == "1 sheets read"
    assert max(float(seconds) for seconds, _, _ in measured) < SECONDS
    assert max(int(peak) for _, peak, _ in measured) < MEGABYTES
