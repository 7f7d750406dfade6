"""Where the data of a deployment lies: one folder, named once."""

import os
from pathlib import Path

EMBEDDED = Path(__file__).parent.parent / "data"
"""The deployment that comes with the program: Kalimantan Barat."""
DATA = Path(os.environ.get("PETA_DATA") or EMBEDDED)
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
OWN = DATA / "deployment.toml"
DEPLOYMENT = OWN if OWN.is_file() else EMBEDDED / "deployment.toml"
"""What the deployment is about; a folder older than such files is one of the embedded province."""
