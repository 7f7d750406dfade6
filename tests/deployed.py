"""The app on another deployment, in a process of its own: `PETA_DATA=… python tests/deployed.py`.

`publish` writes a small edition of claims that are marked as a test; `show CODE …` prints, as
JSON, what each page shows in each language: its text, its failures, its exceptions. The folder
that a process serves is settled when it starts, so no test can change it midway.
"""

import html
import json
import re
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from making import claims_table, row  # noqa: E402  # the root of the project comes first
from streamlit.components.v2 import manifest_scanner  # noqa: E402
from streamlit.runtime.pages_manager import PagesManager  # noqa: E402
from streamlit.testing.v1 import AppTest  # noqa: E402

from geo import editions, publish, regencies  # noqa: E402
from geo.model import PROVINCE  # noqa: E402

PAGES = (
    "peta",
    "profil",
    "bandingkan",
    "tren",
    "target",
    "simulasi",
    "rapat",
    "data",
    "metodologi",
)

_begun = PagesManager.__init__


def _declared(self, *given, **named):
    """The navigation is declared, as after any first visit: each page then runs once."""
    PagesManager.uses_pages_directory = False
    _begun(self, *given, **named)


PagesManager.__init__ = _declared
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def seen(body):
    """HTML as it is read: tags gone, entities and spaces plain."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def visited(page, **query):
    """What a page shows at an address."""
    app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=120)
    for key, value in query.items():
        app.query_params[key] = value
    if page != "peta":
        app.switch_page(f"pages/{page}.py")
    app.run()
    bodies = [one.proto.body for one in app.get("html")]
    text = " ".join(seen(one) for one in bodies if not one.startswith(("<style>", "<script>")))
    sent = [json.loads(one.proto.json) for one in app.get("bidi_component")]
    boxes = [box for one in sent for box in one.get("boxes", ())]
    labels = [label for box in boxes for _, label in box["options"]]
    return {
        "page": page,
        **query,
        "text": f"{text} {' '.join(labels)}",
        "failures": [seen(one) for one in bodies if 'class="failure"' in one],
        "exceptions": [f"{one.message}\n{''.join(one.stack_trace)}" for one in app.exception],
    }


def made_up_claims():
    """A coverage for each regency in two years, and of the province with its target."""
    mark = {"publisher": "UJI", "source_title": "Angka uji", "note": "Angka uji, tidak nyata."}
    codes = [one.bps for one in regencies.regencies()]
    rates = [
        row(region_code=code, period=str(year), value=f"0.{20 + 3 * n + year - 2024}", **mark)
        for n, code in enumerate(codes)
        for year in (2024, 2025)
    ]
    whole = [row(region_code=PROVINCE, period="2025", value="0.33", **mark)]
    aim = {"indicator": "coverage_target", "family": "target-own", "value": "0.4"}
    aims = [
        row(region_code=PROVINCE, period=str(year), **aim, **mark) for year in (2025, 2026, 2027)
    ]
    return claims_table(*rates, *whole, *aims)


def published():
    """The claims as the deployment's next edition."""
    name = publish.next_name(editions.ROOT, editions.load().as_of)
    imprint = publish.Imprint(name=name, by="Uji", changes="Angka uji.")
    publish.publish(made_up_claims(), editions.ROOT, imprint)


def shown(regions):
    """Every page in both languages, with and without a regency, of real and made-up figures."""
    asked = [{"bahasa": language} for language in ("id", "en")]
    asked += [{"bahasa": "id", "wilayah": code} for code in regions]
    asked += [{"bahasa": "id", "data": "contoh", "wilayah": code} for code in regions[:1]]
    return [visited(page, **one) for page in PAGES for one in asked]


if __name__ == "__main__":
    if sys.argv[1] == "publish":
        published()
    else:
        print(json.dumps(shown(sys.argv[2:])))
