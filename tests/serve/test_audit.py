"""The packages that the app is built from: pinned, licensed, listed in a bill of materials."""

import json
import re
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import jsonschema
import pytest
from referencing import Registry, Resource

ROOT = Path(__file__).parent.parent.parent
SCHEMAS = Path(__file__).parent / "schemas"
sys.path.append(str(ROOT / "deploy"))

import audit  # noqa: E402  (found by the line above)
import inventory  # noqa: E402
import sbom  # noqa: E402
from inventory import Pin  # noqa: E402


@pytest.fixture(scope="module")
def lock():
    return inventory.pins(inventory.LOCK.read_text("utf-8").splitlines())


@pytest.fixture(scope="module")
def document(lock):
    return sbom.bill(lock[0])


def said(**about):
    return {"name": "x", "expression": "", "words": "", "classifiers": [], "text": "", **about}


def test_every_line_of_the_lock_pins_one_version(lock):
    found, loose = lock
    assert loose == []
    assert len(found) == len({inventory.canonical(pin.name) for pin in found}) > 60


def test_a_line_that_pins_nothing_is_named():
    assert inventory.pins(["a==1.0  # why", "", "# b", "c>=2"]) == ([Pin("a", "1.0")], ["c>=2"])


def test_every_package_has_a_licence_under_which_the_app_may_be_handed_on(lock):
    assert audit.faults_of_licences(lock[0]) == []


@pytest.mark.parametrize(
    ("about", "expression"),
    [
        ({"expression": "MIT AND Zlib", "words": "GPL"}, "MIT AND Zlib"),
        ({"words": "Apache 2.0"}, "Apache-2.0"),
        ({"classifiers": ["License :: OSI Approved :: MIT License"]}, "MIT"),
        ({"classifiers": ["License :: OSI Approved :: BSD License"]}, ""),
        ({"text": "Neither the name of the author nor …"}, "BSD-3-Clause"),
        ({"words": "proprietary"}, ""),
    ],
)
def test_a_licence_is_what_the_package_says_and_not_guessed(about, expression):
    assert inventory.licence(said(**about)) == expression


@pytest.mark.parametrize(
    ("expression", "is_fine"),
    [
        ("MIT", True),
        ("GPL-3.0-only OR MIT", True),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-only", False),
        ("", False),
    ],
)
def test_a_licence_that_binds_the_app_is_a_fault(expression, is_fine):
    assert (audit._licence_fault(Pin("a", "1"), expression) == []) is is_fine


def report(version="1", *, is_yanked=False, sha256="ab"):
    hashes = {"sha256": sha256} if sha256 else {}
    one = {
        "metadata": {"name": "A_b", "version": version},
        "is_yanked": is_yanked,
        "download_info": {"archive_info": {"hashes": hashes}},
    }
    return {"install": [one]}


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (report(), ""),
        (report("2"), "not in the index"),
        (report(is_yanked=True), "withdrawn"),
        (report(sha256=""), "no sha256"),
    ],
)
def test_what_the_index_says_against_a_pin_is_named(answer, fault):
    faults = audit.faults_of_index(answer, [Pin("a-b", "1")])
    assert (fault in faults[0]) if fault else faults == []


@pytest.fixture
def osv():
    """A service that answers as OSV does, or with what a test gives."""
    asked, answer = [], {}

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Answering) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked, answer
        server.shutdown()


def test_advisories_are_asked_for_in_one_request_and_named_by_package(osv):
    address, asked, answer = osv
    answer["results"] = [{}, {"vulns": [{"id": "PYSEC-1"}, {"id": "GHSA-2"}]}]
    found = audit.advisories([Pin("a", "1"), Pin("B_c", "2")], address)
    assert found == ["B_c==2: PYSEC-1, GHSA-2"]
    assert [one["package"]["purl"] for one in asked[0]["queries"]] == [
        "pkg:pypi/a@1",
        "pkg:pypi/b-c@2",
    ]


@pytest.mark.parametrize("results", [None, [], [{}, {}, {}]])
def test_an_answer_that_is_none_is_not_taken_for_all_is_well(osv, results):
    address, _, answer = osv
    answer["results"] = results
    with pytest.raises(OSError, match=r"."):
        audit.advisories([Pin("a", "1"), Pin("b", "2")], address)


def test_where_advisories_cannot_be_asked_for_the_exit_code_says_so(monkeypatch, capsys, tmp_path):
    lock = tmp_path / "requirements.txt"
    lock.write_text("streamlit==" + __import__("streamlit").__version__ + "\n")

    def silent(_lock):
        raise OSError("no route")

    monkeypatch.setattr(audit, "index_report", lambda _lock: {"install": []})
    monkeypatch.setattr(audit, "faults_of_index", lambda _report, _lock: [])
    monkeypatch.setattr(audit, "advisories", silent)
    assert audit.audited(lock, is_offline=False) == audit.PARTLY
    assert "were NOT checked" in capsys.readouterr().out
    monkeypatch.setattr(audit, "advisories", lambda _lock: [])
    assert audit.audited(lock, is_offline=False) == audit.CLEAN
    monkeypatch.setattr(audit, "advisories", lambda _lock: ["streamlit: PYSEC-1"])
    assert audit.audited(lock, is_offline=False) == audit.FOUND


def test_the_bill_of_materials_is_valid_cyclonedx(document):
    names = {"bom-1.6": None, "spdx": None, "jsf-0.82": None}
    for name in names:
        names[name] = json.loads((SCHEMAS / f"{name}.SNAPSHOT.schema.json").read_text("utf-8"))
    place = names["bom-1.6"]["$id"].rsplit("/", 1)[0]
    registry = Registry().with_resources(
        [
            (f"{place}/{name}.SNAPSHOT.schema.json", Resource.from_contents(one))
            for name, one in names.items()
        ]
    )
    jsonschema.Draft7Validator(names["bom-1.6"], registry=registry).validate(document)
    known = set(names["spdx"]["enum"])
    for one in document["components"]:
        words = re.findall(r"[A-Za-z0-9.+-]+", one["licenses"][0]["expression"])
        assert {word for word in words if word not in ("AND", "OR", "WITH")} <= known


def test_the_bill_names_every_pinned_package_and_what_it_needs(document, lock):
    assert [one["purl"] for one in document["components"]] == [pin.purl for pin in lock[0]]
    needs = {one["ref"]: one["dependsOn"] for one in document["dependencies"]}
    starlette = next(pin.purl for pin in lock[0] if pin.name == "starlette")
    assert starlette in next(needs[ref] for ref in needs if ref.startswith("pkg:pypi/streamlit@"))


def test_the_same_lock_gives_the_same_bill(document, lock):
    assert sbom.bill(lock[0]) == document
    assert sbom.bill(lock[0][1:])["serialNumber"] != document["serialNumber"]


def test_a_package_that_is_not_installed_is_a_failure_and_no_gap():
    with pytest.raises(LookupError, match=r"streamlit==0\.0\.1"):
        sbom.bill([Pin("streamlit", "0.0.1")])
