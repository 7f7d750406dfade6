"""Every page of another deployment, in its own process: `PETA_DATA=… python tests/elsewhere.py`.

Prints, as JSON, what each page says in Indonesian with a regency chosen and in English without;
and, of each, how long it took. Whether the server is one for planners is told by `PETA_MODE`.
"""

import json
import sys
import time

import deployed


def looked(region):
    """All pages: those of one visit first, then with the regency chosen."""
    asked = [{"bahasa": "en"}, {"bahasa": "id", "wilayah": region}]
    found = []
    for page in deployed.PAGES:
        for one in asked:
            begun = time.perf_counter()
            told = deployed.visited(page, **one)
            found.append({**told, "seconds": round(time.perf_counter() - begun, 2)})
    return found


if __name__ == "__main__":
    print(json.dumps(looked(sys.argv[1])))
