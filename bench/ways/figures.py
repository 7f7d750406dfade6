"""The same figures and shapes for every way: made once, read from the folder by each."""

import json
import os
from pathlib import Path
from typing import Any

FOLDER = "BENCH_FIGURES"
"""Environment variable that names the folder."""


def figures() -> dict[str, Any]:
    """`codes`, `names`, `periods`, `values` and `classes` by period, `colours`."""
    found: dict[str, Any] = json.loads((folder() / "figures.json").read_text())
    return found


def folder() -> Path:
    """Where `figures.json`, `regions.json` and Leaflet stand."""
    return Path(os.environ[FOLDER])
