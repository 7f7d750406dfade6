"""Where the data of a deployment lies: one folder, named once."""

import os
from pathlib import Path

DATA = Path(os.environ.get("PETA_DATA") or Path(__file__).parent.parent / "data")
"""The deployment's folder: the embedded one, or what `PETA_DATA` names."""
REFERENCE = DATA / "reference"
"""Codes and names of regions."""
BOUNDARIES = DATA / "boundaries"
"""Boundary layers, by vintage."""
EDITIONS = DATA / "editions"
"""Published states of the data."""
DECISIONS = DATA / "decisions"
"""What meetings decided."""
RAW = DATA / "raw"
"""Figures as received."""
